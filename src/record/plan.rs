//! Improvement plans: themes, plan actions and what was reported of them.
//!
//! A plan action's RAG, status, due date and measure as they are now follow from its reports alone; what the
//! plan itself says of its due date is the one with which it began. See
//! [`PlanStanding`](super::PlanStanding).

use super::{Id, Paragraphs};
use crate::text_enum;
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// An improvement plan of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub id: Id,
    pub body: Id,
    pub name: String,
    /// What it is called in commands and beside references: `CSIP`. Unique in the book, whatever the case.
    pub short_name: String,
    /// "2026–2028", as the plan says it.
    pub period: String,
    /// "2 (February 2026)", as the plan says it.
    pub version: String,
    /// What the plan calls its themes: theme, pillar, priority, section, domain.
    pub theme_word: String,
    /// The plan into which it was merged; it is followed there.
    pub merged_into: Option<Id>,
}

text_enum! {
    /// What a RAG class tells of a plan action's progress, whatever the plan calls it.
    pub enum RagTone {
        Complete = "complete",
        OnTrack = "on track",
        AtRisk = "at risk",
        OffTrack = "off track",
        /// Waiting for something else, not begun, or suspended.
        Paused = "paused",
    }
}

impl RagTone {
    /// Tells whether it says that nothing need be worried about.
    pub fn is_good(self) -> bool {
        matches!(self, RagTone::Complete | RagTone::OnTrack)
    }
}

/// One of the two to five classes by which a plan rates its actions, in its own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RagClass {
    pub id: Id,
    pub plan: Id,
    /// From the best to the worst.
    pub position: i64,
    /// "Amber", "Behind schedule".
    pub word: String,
    /// The plan's own definition.
    pub meaning: String,
    pub tone: RagTone,
}

/// How many RAG classes a plan may have.
pub const RAG_CLASSES: std::ops::RangeInclusive<usize> = 2..=5;

/// A part of a plan: a theme, pillar, priority, section or domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    pub id: Id,
    pub plan: Id,
    pub position: i64,
    /// "2", where the plan numbers its themes.
    pub reference: String,
    pub title: String,
    pub lead: Option<Id>,
    /// As the plan has it, where nobody is known by these words.
    pub lead_words: String,
}

impl Theme {
    /// Returns "2 Workforce".
    pub fn name(&self) -> String {
        format!("{} {}", self.reference, self.title).trim().to_string()
    }
}

/// What a plan undertakes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanAction {
    pub id: Id,
    pub plan: Id,
    pub theme: Id,
    /// Its place within the theme.
    pub position: i64,
    /// Free of form: `2.3`, `13.2.3`, `B1`. Unique within the plan, whatever the case.
    pub reference: String,
    pub text: String,
    pub lead: Option<Id>,
    /// As the plan has it, where nobody is known by these words.
    pub lead_words: String,
    pub partners: String,
    pub start_words: String,
    pub start: Option<NaiveDate>,
    /// By when, as the plan said first; reports move it.
    pub due_words: String,
    pub due: Option<NaiveDate>,
    /// The outcome that is intended.
    pub outcome: String,
    /// What those whom it serves will notice.
    pub impact: String,
    pub evidence: String,
    /// The plan from which it was merged.
    pub origin: Option<Id>,
    /// What it was called there.
    pub origin_reference: String,
}

/// A step on the way of a plan action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    pub id: Id,
    pub plan_action: Id,
    pub position: i64,
    pub text: String,
    pub due_words: String,
    pub due: Option<NaiveDate>,
    pub reached: Option<NaiveDate>,
    /// The report that said so; none where the plan itself did.
    pub report: Option<Id>,
}

impl Milestone {
    /// Returns it as it was before a report said that it was reached.
    pub fn not_reached(&self) -> Milestone {
        Milestone { reached: None, report: None, ..self.clone() }
    }
}

/// By what progress is measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    pub id: Id,
    pub plan_action: Id,
    pub position: i64,
    pub name: String,
    /// "%", "children", "days".
    pub unit: String,
    /// As written: "22%", "1 in 5", "not known"; see [`figure`].
    pub baseline: String,
    pub target: String,
}

/// What a measure came to on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureValue {
    pub id: Id,
    pub measure: Id,
    pub at: NaiveDate,
    /// As written.
    pub value: String,
    /// The report that gave it.
    pub report: Option<Id>,
}

/// What an inspector, a review or an audit found, to which a plan action answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub id: Id,
    pub plan_action: Id,
    pub position: i64,
    pub report: String,
    /// Where in the report.
    pub paragraph: String,
}

/// What may keep a plan, or a theme of it, from being done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    pub id: Id,
    pub plan: Id,
    /// None where it is of the whole plan.
    pub theme: Option<Id>,
    pub position: i64,
    pub text: String,
    pub mitigation: String,
    pub owner: Option<Id>,
    /// As the plan has it, where nobody is known by these words.
    pub owner_words: String,
    /// As the plan has it: "High", "12 (4 x 3)".
    pub rating: String,
}

text_enum! {
    /// Whether a plan action is done, whatever its RAG is.
    pub enum PlanStatus {
        NotStarted = "not started",
        InProgress = "in progress",
        Complete = "complete",
        /// Complete, and shown to last.
        Embedded = "embedded",
        OnHold = "on hold",
        /// No longer in the plan.
        Withdrawn = "withdrawn",
    }
}

impl PlanStatus {
    /// Tells whether it is done.
    pub fn is_done(self) -> bool {
        matches!(self, PlanStatus::Complete | PlanStatus::Embedded)
    }

    /// Tells whether somebody still has something to do.
    pub fn is_outstanding(self) -> bool {
        !self.is_done() && self != PlanStatus::Withdrawn
    }
}

/// What was reported of a plan action, at a meeting or between. Reports are added to, never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanReport {
    pub id: Id,
    pub plan_action: Id,
    /// Counts from 1 within the plan action: the order heard, whatever a clock says.
    pub number: u32,
    /// The meeting at which it was heard; none between meetings.
    pub meeting: Option<Id>,
    pub at: NaiveDateTime,
    /// Who said so.
    pub said_by: String,
    /// The commentary.
    pub text: String,
    /// RAG as the lead reports it: a [`RagClass`] of the plan.
    pub reported: Option<Id>,
    /// RAG as the board agrees it.
    pub agreed: Option<Id>,
    pub status: Option<PlanStatus>,
    /// The new due date as written, if it was moved.
    pub due_words: String,
    pub due: Option<NaiveDate>,
    pub evidence: String,
    /// The entry that minutes it.
    pub entry: Option<Id>,
    /// The paragraphs under which it is exempt.
    pub exempt: Paragraphs,
}

/// Words that say how something is rated, in one plan or another, and words for how it stands.
const RATINGS: &str = "red amber green blue yellow orange purple grey gray black white brown pink rag brag";
const STANDINGS: &[&str] = &[
    "on track",
    "off track",
    "at risk",
    "under way",
    "underway",
    "ongoing",
    "delayed",
    "late",
    "done",
    "completed",
    "finished",
    "in hand",
];

/// The longest beginning of a commentary that may be meant for a rating or a status, in words.
const LONGEST_NOT_READ: usize = 4;

/// Returns the words with which a commentary begins that look like a rating or a status: "purple", "status under
/// way"; none where a rating or a status was given.
pub fn not_read<R, S>(commentary: &str, rating: Option<R>, status: Option<S>) -> Option<&str> {
    let ends = [":", ",", ";", ". ", " because ", " due to "];
    let end = ends.iter().filter_map(|end| commentary.find(end)).min().unwrap_or(commentary.len());
    let head = commentary[..end].trim().trim_end_matches('.');
    let lower = head.to_lowercase();
    let (first, rest) = lower.split_once(' ').unwrap_or((&lower, ""));
    let count = lower.split_whitespace().count();
    let is_standing =
        STANDINGS.contains(&lower.as_str()) || PlanStatus::ALL.iter().any(|status| status.word() == lower);
    let is_rating = match first {
        "reported" | "agreed" | "rated" | "rag" => !rest.is_empty() && count == 2,
        colour => count == 1 && RATINGS.split(' ').any(|known| known == colour),
    };
    let is_status = is_standing || (first == "status" && !rest.is_empty() && count <= LONGEST_NOT_READ);
    ((is_rating && rating.is_none()) || (is_status && status.is_none())).then_some(head)
}

impl PlanReport {
    /// Tells whether other words for its minute still say all but the commentary: the reports must not say one
    /// thing and the minutes another.
    pub fn is_told_by(&self, minute: &str, words: &str) -> bool {
        let words = words.to_lowercase();
        let facts = if self.text.is_empty() { vec![minute] } else { minute.split(&self.text).collect() };
        let told = facts.into_iter().map(|fact| fact.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
        told.into_iter().all(|fact| words.contains(&fact))
    }

    /// Returns the words with which its commentary begins that look like a rating or a status and were read as none.
    pub fn not_read(&self) -> Option<&str> {
        not_read(&self.text, self.agreed.or(self.reported), self.status)
    }

    /// Tells whether a new due date was given.
    pub fn moves_due(&self) -> bool {
        !self.due_words.is_empty()
    }
}

/// That a minute action serves a plan action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionLink {
    pub id: Id,
    pub action: Id,
    pub plan_action: Id,
}

/// That an agenda item is about a theme or a plan action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemLink {
    pub id: Id,
    pub item: Id,
    pub theme: Option<Id>,
    pub plan_action: Option<Id>,
}

/// A part of a plan by which something is said to be about it: a theme, or a plan action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanPart {
    pub theme: Option<Id>,
    pub plan_action: Option<Id>,
}

/// Reads the figure in a measure's words: 17.5 of "17.5%", 1412 of "1,412 contacts", -3 of "-3". "1 in 5" and
/// "not known" are no figures.
pub fn figure(words: &str) -> Option<f64> {
    let words = words.trim().trim_start_matches(['£', '$', '€', '<', '>', '=', '≤', '≥', '~', '+']).trim_start();
    let is_minus = words.starts_with(['-', '−', '–']);
    let digits = words.trim_start_matches(['-', '−', '–', '£']);
    let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(digits.len());
    let (number, rest) = digits.split_at(end);
    let rest = rest.trim_start().to_lowercase();
    let is_ratio = ["in ", "of ", "out of ", "/", ":", "to "].iter().any(|of| rest.starts_with(of));
    let number: f64 = number.trim_end_matches(['.', ',']).replace(',', "").parse().ok()?;
    (!is_ratio).then_some(if is_minus { -number } else { number })
}
