//! House style: how the minutes of one body are numbered, worded and laid out.
//!
//! A style is plain data. What it leaves unsaid is as in the minutes of a scrutiny board, which
//! [`HouseStyle::default`] gives.

mod numbering;
mod phrase;

pub use numbering::{Numbered, first_number};
pub use phrase::Phrase;

use super::Id;
use crate::text_enum;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

text_enum! {
    /// What minutes are numbered by.
    pub enum Numbering {
        /// The numbers of the agenda alone.
        Agenda = "agenda",
        /// From the first number again at each meeting.
        Meeting = "each meeting",
        /// From meeting to meeting without end.
        Running = "running",
        /// From meeting to meeting, from 1 again each year.
        Year = "each year",
    }
}

text_enum! {
    /// What a person is called by.
    pub enum NameForm {
        /// The abbreviation of the post, else title, initial and surname: "DCS", "Cllr A Barrow".
        Short = "short",
        /// Title and name: "Cllr Ann Barrow".
        Full = "full",
        /// "AB", of those who stand in the roster; for others as short.
        Initials = "initials",
        /// The post written out: "Director of Children's Services", "the Chair"; for others as short.
        Post = "post",
        /// "a Member": who spoke is not told. Officers are called by their posts.
        Member = "a member",
    }
}

impl NameForm {
    /// Tells whether it tells who somebody is, as it must be told of who owns, moves and votes.
    pub fn tells_who(self) -> bool {
        self != NameForm::Member
    }
}

text_enum! {
    /// How questions and answers stand.
    pub enum Questions {
        /// A list, the answers nested under their questions.
        Nested = "nested",
        /// "Cllr A Barrow asked whether …. In response, the DCS said that …."
        Narrative = "narrative",
        /// "It was asked whether …. In response it was said that …."
        Unattributed = "unattributed",
    }
}

text_enum! {
    /// In what order a table lists the actions.
    pub enum ActionOrder {
        Minutes = "as minuted",
        Owner = "by owner",
    }
}

text_enum! {
    /// How a decision begins.
    pub enum DecisionForm {
        /// "The Board agreed that …"
        Sentence = "sentence",
        /// "RESOLVED that …"
        Capitals = "capitals",
        /// "It was agreed that …"
        Impersonal = "impersonal",
    }
}

text_enum! {
    /// By which of two verbs of one meaning what was resolved or agreed is told.
    pub enum DecisionVerb {
        Recorded = "as recorded",
        Resolved = "resolved",
        Agreed = "agreed",
    }
}

text_enum! {
    /// Where it stands who proposed and seconded.
    pub enum Movers {
        After = "after the decision",
        Before = "before the decision",
        Omitted = "left out",
    }
}

text_enum! {
    /// How people who were there are listed.
    pub enum AttendanceForm {
        List = "lists",
        /// One table of names, initials and capacities.
        Roster = "roster",
    }
}

text_enum! {
    /// How days are written.
    pub enum DateForm {
        Weekday = "Monday 27 February 2023",
        Ordinal = "Monday 27th February 2023",
        Long = "27 February 2023",
        Figures = "27/02/2023",
    }
}

text_enum! {
    /// How times of day are written.
    pub enum TimeForm {
        Dotted = "6.05 pm",
        Close = "6.05pm",
        Colon = "6:05pm",
        Clock = "18:05",
        Hours = "1805 hrs",
    }
}

/// Where actions stand; one of them at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ActionPlaces {
    /// A labelled line where each fell: "ACTION: DCS to …".
    pub line: bool,
    /// The owner in a column on the right of the paragraph.
    pub column: bool,
    /// A table in front of the minutes.
    pub front: bool,
    /// A table at the end.
    pub end: bool,
}

impl Default for ActionPlaces {
    fn default() -> Self {
        ActionPlaces { line: true, column: false, front: false, end: true }
    }
}

impl ActionPlaces {
    /// Tells whether an action stands where it was given.
    pub fn in_the_minutes(self) -> bool {
        self.line || self.column
    }

    fn is_somewhere(self) -> bool {
        self.in_the_minutes() || self.front || self.end
    }
}

/// How the minutes of one body are numbered, worded and laid out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HouseStyle {
    pub numbering: Numbering,
    /// The first number of the run: what follows on the paper book, say.
    pub first_number: u32,
    /// The year of numbers that begins there, others at 1; 0 for that of the first meeting in the book.
    pub first_year: i32,
    /// How a number is written: `{n}` stands for it, `{nn}` for it in two figures or more, `{yy}`, `{yyyy}`,
    /// `{years}` (2023/24) and `{mm}` for the meeting's year and month.
    pub number: String,
    /// The month in which a year of numbers begins: 1 in January, 5 with the municipal year, 9 at schools.
    pub year_begins: u32,
    /// Whether the number of the agenda stands above each item.
    pub agenda_number: bool,
    /// Whether paragraphs are numbered within their item: 8.1, 8.2.
    pub paragraph_numbers: bool,
    /// What those who spoke are called by.
    pub speakers: NameForm,
    /// What those who owe an action are called by.
    pub owners: NameForm,
    /// What proposers, voters and all others are called by.
    pub others: NameForm,
    pub attendance: AttendanceForm,
    pub questions: Questions,
    pub action_order: ActionOrder,
    /// Whether an action's line and table give its reference.
    pub action_reference: bool,
    pub decisions: DecisionForm,
    pub decision_verb: DecisionVerb,
    /// Whether limbs typed as (a), (b) stand on lines of their own.
    pub limbs: bool,
    pub movers: Movers,
    /// Whether announced totals are told. Named votes always are.
    pub tallies: bool,
    /// Whether the purpose of an item stands above its minute.
    pub purposes: bool,
    /// Whether the documents of an item are listed under it.
    pub documents: bool,
    pub dates: DateForm,
    pub times: TimeForm,
    /// Whether an abbreviation is written out where it is first used.
    pub write_out: bool,
    /// Whether a list of the abbreviations used ends the minutes.
    pub glossary: bool,
    pub actions: ActionPlaces,
    /// Headings and sentences that are not as usual; an empty one is left out.
    pub words: BTreeMap<Phrase, String>,
    /// Abbreviations and what they stand for, besides the posts of people.
    pub abbreviations: BTreeMap<String, String>,
}

impl Default for HouseStyle {
    fn default() -> Self {
        HouseStyle {
            numbering: Numbering::Agenda,
            first_number: 1,
            first_year: 0,
            number: "{n}".into(),
            year_begins: 1,
            agenda_number: true,
            paragraph_numbers: false,
            speakers: NameForm::Short,
            owners: NameForm::Short,
            others: NameForm::Short,
            attendance: AttendanceForm::List,
            questions: Questions::Nested,
            action_order: ActionOrder::Minutes,
            action_reference: false,
            decisions: DecisionForm::Sentence,
            decision_verb: DecisionVerb::Recorded,
            limbs: false,
            movers: Movers::After,
            tallies: true,
            purposes: true,
            documents: true,
            dates: DateForm::Weekday,
            times: TimeForm::Dotted,
            write_out: false,
            glossary: false,
            actions: ActionPlaces::default(),
            words: BTreeMap::new(),
            abbreviations: BTreeMap::new(),
        }
    }
}

/// The house style of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyStyle {
    /// The body's own.
    pub id: Id,
    pub style: HouseStyle,
}

impl HouseStyle {
    /// Returns what in a style cannot be followed, as a sentence.
    pub fn fault(&self) -> Option<String> {
        if !self.actions.is_somewhere() {
            return Some("Actions stand nowhere: give them a line, a column or a table.".into());
        }
        if !self.owners.tells_who() || !self.others.tells_who() {
            return Some(
                "Who owes an action, proposes or votes must be told; only speakers can be \u{201c}a Member\u{201d}."
                    .into(),
            );
        }
        if !(1..=12).contains(&self.year_begins) {
            return Some(format!("A year of numbers begins in a month from 1 to 12, not {}.", self.year_begins));
        }
        if self.first_number == 0 {
            return Some("Numbers begin at 1 or higher.".into());
        }
        numbering::fault_in(self).or_else(|| self.words.iter().find_map(|(phrase, words)| phrase.fault_in(words)))
    }
}
