//! Entries: what is written under an agenda item, in order, nested by depth.

use super::{
    Action, ActionLink, ActionOwner, ActionUpdate, Decision, Id, MeasureValue, Milestone, Paragraphs, PlanReport,
    Tally, Vote, VoteCast,
};
use crate::text_enum;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

text_enum! {
    /// What an entry is. The order is that in which Tab walks them.
    pub enum EntryKind {
        Note = "note",
        Question = "question",
        Answer = "answer",
        Comment = "comment",
        Point = "point",
        Action = "action",
        Decision = "decision",
        Interest = "interest",
        /// Somebody arrives or leaves; the meeting is adjourned or resumed; the chair changes.
        Movement = "movement",
        /// What was heard of an action that an earlier meeting gave, or of an action of a plan.
        Update = "update",
        /// The clerk's own; in no document.
        Private = "private",
    }
}

impl EntryKind {
    /// Tells whether an entry of this kind is somebody's words.
    pub fn is_spoken(self) -> bool {
        matches!(self, Self::Question | Self::Answer | Self::Comment)
    }

    /// Tells whether an entry of this kind stands in a list and may be indented.
    pub fn is_bullet(self) -> bool {
        self.is_spoken() || self == Self::Point
    }
}

/// The deepest nesting of an entry: documents have nine list levels, a reader has fewer.
pub const MAX_DEPTH: u32 = 5;

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub id: Id,
    pub meeting: Id,
    pub item: Id,
    /// Its place under the item; entries are far apart, so that others fit between.
    pub position: i64,
    /// 0 for a paragraph or question, 1 for its answer, 2 for a point under that, up to [`MAX_DEPTH`].
    pub depth: u32,
    pub kind: EntryKind,
    pub speaker: Option<Id>,
    /// The speaker as typed; what is printed when nobody is known by these words.
    pub speaker_words: String,
    pub text: String,
    /// When it was first recorded, in the meeting's local time.
    pub at: NaiveDateTime,
    pub exempt: Paragraphs,
    /// When it was last read back to the meeting.
    pub read_back: Option<NaiveDateTime>,
}

text_enum! {
    /// What happened in the room.
    pub enum MovementKind {
        Arrives = "arrives",
        Leaves = "leaves",
        Adjourned = "adjourned",
        Resumed = "resumed",
        TakesChair = "takes the chair",
    }
}

/// What belongs to a movement entry besides a reason, which is its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    pub id: Id,
    pub meeting: Id,
    pub entry: Id,
    pub kind: MovementKind,
    pub person: Option<Id>,
    /// When it happened, which may be earlier than when it was recorded.
    pub time: NaiveDateTime,
    pub substitute_for: Option<Id>,
}

/// An entry with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub entry: Entry,
    pub detail: Detail,
}

/// What some kinds of entry have besides their words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    Plain,
    Action {
        action: Action,
        /// The accountable one first.
        owners: Vec<ActionOwner>,
        /// In the order heard.
        updates: Vec<ActionUpdate>,
        /// The plan actions that it serves.
        links: Vec<ActionLink>,
    },
    Decision {
        decision: Decision,
        votes: Vec<Vote>,
    },
    Movement(Movement),
    /// What was heard of an action, which the entry minutes.
    Update(ActionUpdate),
    /// What was reported of a plan action, which the entry minutes, with the values of its measures and the
    /// milestones that were reached.
    Report {
        report: PlanReport,
        values: Vec<MeasureValue>,
        milestones: Vec<Milestone>,
    },
}

/// Something about an entry that is unclear and can be settled afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    SpeakerNotGiven,
    SpeakerUnknown(String),
    OwnerNotGiven,
    OwnerUnknown(String),
    /// An action was given to somebody who was not in the room, by name: they must be told.
    OwnerAway(String),
    DeadlineNotGiven,
    /// A plan action's due date was moved to words that no calendar reads.
    DueNotRead(String),
    /// A plan action's commentary begins like a rating or a status, and is none.
    RatingNotRead(String),
    /// An ACTION of which only the deadline was written.
    DeedNotGiven,
    /// Nothing in the body's plans is called by this reference.
    NoPlanAction(String),
    MoverUnknown(String),
    /// So many were named as voting against what was decided unanimously.
    NotUnanimous(u32),
    /// Somebody's vote was recorded who is no voting member, by name.
    NoVoter(String),
    /// Somebody's vote was recorded who was not at the meeting, by name.
    VoterAway(String),
    /// More votes than voting members who were there.
    TooManyVotes {
        votes: u32,
        present: u32,
    },
}

impl std::fmt::Display for Doubt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Doubt::SpeakerNotGiven => f.write_str("who spoke?"),
            Doubt::SpeakerUnknown(words) | Doubt::OwnerUnknown(words) | Doubt::MoverUnknown(words) => {
                write!(f, "who is \u{201c}{words}\u{201d}?")
            }
            Doubt::OwnerNotGiven => f.write_str("no owner"),
            Doubt::OwnerAway(name) => write!(f, "{name} was not in the room: tell them"),
            Doubt::DeadlineNotGiven => f.write_str("no deadline"),
            Doubt::RatingNotRead(words) => write!(f, "\u{201c}{words}\u{201d} is no rating or status:"),
            Doubt::DueNotRead(words) => write!(f, "when is \u{201c}{words}\u{201d}?"),
            Doubt::NoPlanAction(reference) => write!(f, "no plan action {reference}"),
            Doubt::DeedNotGiven => f.write_str("what is to be done?"),
            Doubt::NotUnanimous(against) => write!(f, "unanimously, but {against} against"),
            Doubt::NoVoter(name) => write!(f, "{name} has no vote"),
            Doubt::VoterAway(name) => write!(f, "{name} was not there to vote"),
            Doubt::TooManyVotes { votes, present } => write!(f, "{votes} votes, but {present} could vote"),
        }
    }
}

impl Recorded {
    /// Returns what is unclear about this entry by itself; see [`Sitting::doubts_about`](super::Sitting).
    pub fn doubts(&self) -> Vec<Doubt> {
        let entry = &self.entry;
        let mut doubts = Vec::new();
        let names_somebody = entry.kind.is_spoken() || entry.kind == EntryKind::Interest;
        if names_somebody && entry.speaker.is_none() {
            doubts.push(match entry.speaker_words.as_str() {
                "" => Doubt::SpeakerNotGiven,
                words => Doubt::SpeakerUnknown(words.into()),
            });
        }
        match &self.detail {
            Detail::Plain => {}
            Detail::Report { report, .. } => {
                if entry.speaker.is_none() && !entry.speaker_words.is_empty() {
                    doubts.push(Doubt::SpeakerUnknown(entry.speaker_words.clone()));
                }
                doubts.extend(report.not_read().map(|words| Doubt::RatingNotRead(words.into())));
            }
            Detail::Update(update) => {
                let unknown = update.owner.is_none() && !update.owner_words.is_empty();
                doubts.extend(unknown.then(|| Doubt::OwnerUnknown(update.owner_words.clone())));
            }
            Detail::Movement(movement) => {
                if movement.person.is_none() && !entry.speaker_words.is_empty() {
                    doubts.push(Doubt::SpeakerUnknown(entry.speaker_words.clone()));
                }
            }
            Detail::Action { action, owners, .. } => {
                if owners.is_empty() {
                    doubts.push(Doubt::OwnerNotGiven);
                }
                let unknown = owners.iter().filter(|owner| owner.person.is_none());
                doubts.extend(unknown.map(|owner| Doubt::OwnerUnknown(owner.words.clone())));
                if action.due_words.is_empty() {
                    doubts.push(Doubt::DeadlineNotGiven);
                } else if entry.text.trim_end_matches(['.', ';', ',', '!', ' ']) == action.due_words {
                    doubts.push(Doubt::DeedNotGiven);
                }
            }
            Detail::Decision { decision, votes } => {
                let named = [(decision.mover, &decision.mover_words), (decision.seconder, &decision.seconder_words)];
                let unknown = named.into_iter().filter(|(person, words)| person.is_none() && !words.is_empty());
                doubts.extend(unknown.map(|(_, words)| Doubt::MoverUnknown(words.clone())));
                doubts.extend(too_many_votes(decision, votes));
                let against = votes.iter().filter(|vote| vote.voted == VoteCast::Against).count() as u32;
                doubts.extend((decision.unanimous && against > 0).then_some(Doubt::NotUnanimous(against)));
            }
        }
        doubts
    }
}

impl Recorded {
    /// Returns the references typed with an action of which some link it with nothing.
    pub fn references_without_link(&self) -> Vec<String> {
        match &self.detail {
            Detail::Action { action, links, .. } => action.references_beyond(links.len()),
            _ => Vec::new(),
        }
    }

    /// Returns what is unclear about an action's references, given those by which nothing is called.
    pub fn doubts_about_links(&self, of_nothing: &HashSet<String>) -> Vec<Doubt> {
        let typed = self.references_without_link().into_iter();
        typed.filter(|reference| of_nothing.contains(reference)).map(Doubt::NoPlanAction).collect()
    }
}

impl Recorded {
    /// Returns everybody to whom this entry refers.
    pub fn people(&self) -> Vec<Id> {
        let mut people: Vec<Id> = self.entry.speaker.into_iter().collect();
        match &self.detail {
            Detail::Plain | Detail::Report { .. } => {}
            Detail::Update(update) => people.extend(update.owner),
            Detail::Action { owners, updates, .. } => {
                people.extend(owners.iter().filter_map(|owner| owner.person));
                people.extend(updates.iter().filter_map(|update| update.owner));
            }
            Detail::Movement(movement) => people.extend(movement.person.into_iter().chain(movement.substitute_for)),
            Detail::Decision { decision, votes } => {
                people.extend(decision.mover.into_iter().chain(decision.seconder));
                people.extend(votes.iter().map(|vote| vote.person));
            }
        }
        people
    }
}

/// Holds the votes of a decision against the voting members who were there.
fn too_many_votes(decision: &Decision, votes: &[Vote]) -> Option<Doubt> {
    let present = decision.voters_present?;
    let announced = decision.tally().map_or(0, Tally::total);
    let votes = announced.max(votes.len() as u32);
    (votes > present).then_some(Doubt::TooManyVotes { votes, present })
}

/// Returns the range of entries that an entry carries with it when it is moved or indented:
/// itself and the deeper ones that follow it.
pub fn family(entries: &[Recorded], index: usize) -> std::ops::Range<usize> {
    let depth = entries[index].entry.depth;
    let is_bullet = entries[index].entry.kind.is_bullet();
    let children = entries[index + 1..]
        .iter()
        .take_while(|below| below.entry.depth > depth && (is_bullet || below.entry.kind == EntryKind::Point));
    index..index + 1 + children.count()
}

/// Returns what led to an action, in order, given the entries above it, the nearest first: the question with
/// its answers, or else the decision or note that it carries out. With what was heard of another action
/// something else begins.
pub fn origin<'a>(above: impl Iterator<Item = &'a Recorded>) -> Vec<&'a Recorded> {
    let mut found: Vec<&Recorded> = Vec::new();
    for recorded in above {
        match recorded.entry.kind {
            EntryKind::Action | EntryKind::Private | EntryKind::Movement | EntryKind::Interest => {}
            EntryKind::Answer | EntryKind::Comment | EntryKind::Point => found.push(recorded),
            // What was reported of the plan belongs to the same discussion.
            EntryKind::Update if matches!(recorded.detail, Detail::Report { .. }) => {}
            EntryKind::Update => break,
            EntryKind::Question => {
                found.push(recorded);
                break;
            }
            EntryKind::Note | EntryKind::Decision => {
                found.extend(found.is_empty().then_some(recorded));
                break;
            }
        }
    }
    found.reverse();
    found
}
