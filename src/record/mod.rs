//! The matter itself: bodies, people, meetings, entries, actions, decisions and the steps that
//! change them. Nothing here knows of SQL, a terminal, a clock or a file.
//!
//! Rows refer to one another by [`Id`]. A change of any row is a [`Change`], a [`Step`] is a
//! sentence with its changes, and undo is the [inverse](Change::inverse) of each.

pub mod action;
pub mod attendance;
pub mod calendar;
pub mod conduct;
pub mod deadline;
pub mod deadline_reading;
pub mod decision;
pub mod editing;
pub mod entry;
pub mod exchange;
pub mod exempt;
pub mod house_style;
pub mod id;
pub mod loose_end;
pub mod meeting;
pub mod people;
pub mod plan;
pub mod plan_standing;
pub mod proof;
pub mod sitting;
pub mod standing;
pub mod step;
pub mod stretch;
pub mod text_enum;
pub mod time;
pub mod year;

pub use action::{Action, ActionOwner, ActionStatus, ActionUpdate, Closing};
pub use attendance::{Attendance, AttendanceStatus};
pub use deadline::Deadline;
pub use decision::{Decision, Tally, Verb, Vote, VoteCast};
pub use editing::Refusal;
pub use entry::{Detail, Doubt, Entry, EntryKind, Movement, MovementKind, Recorded};
pub use exchange::Exchange;
pub use exempt::Paragraphs;
pub use house_style::{BodyStyle, HouseStyle};
pub use id::{Id, Ids};
pub use loose_end::{Dismissal, LooseEndKind};
pub use meeting::{ConfirmedRoll, Correction, Item, Meeting, MeetingStatus, Roll, Visit};
pub use people::{Abbreviation, Body, Membership, MembershipKind, Person, StandingItem};
pub use plan::{
    ActionLink, Finding, ItemLink, Measure, MeasureValue, Milestone, Plan, PlanAction, PlanReport, PlanStatus,
    RagClass, RagTone, Risk, Theme,
};
pub use plan_standing::PlanStanding;
pub use proof::{OwnWord, ProofKind, Stet};
pub use sitting::Sitting;
pub use standing::Standing;
pub use step::{Change, Record, Step};
pub use year::Year;
