//! A desk for tests: a book in memory, an invented board, and hands that type capture lines.

use crate::packages::all_text;
use chrono::{NaiveDate, NaiveDateTime};
use minutebook::capture::recording::Place;
use minutebook::capture::{Expected, Found, Line, Matter, Named};
use minutebook::clerk::export::Layout;
use minutebook::clerk::format::Format;
use minutebook::clerk::minuting::Edit;
use minutebook::clerk::papers::{self, Paper, paper};
use minutebook::clerk::{self, Minuting, agenda};
use minutebook::record::{EntryKind, Id, Meeting, Recorded};
use minutebook::reports::Audience;
use minutebook::store::Store;

/// The board of most tests. AB is both nobody's post and one member's initials; two people are called Bell.
pub const AGENDA: &str = "\
Body: Children's Services Improvement Board (CSIB)
Date: Monday 27 February 2023, 6.00 pm
Venue: Committee Room 2, Civic Centre
Quorum: 4
Chair: Cllr Dana Gibbs
Vice-chair: Cllr Ann Barrow
Members: Cllr Yusuf Clement; Kate Goode (co-opted); Cllr Brian Donnell; Cllr Siân Prydderch; Łukasz Wrona [LW] (co-opted); Cllr Jo Bell (substitute); Cllr Tom Bell (substitute)
Officers: Sam Hale, Director of Children's Services (DCS); Joy Pike, Assistant Director – Improvement (AD-I); Ravi Mistry, Performance and Data Manager (PDM)
In attendance: Noah Underhill, Commissioner
Next meeting: Monday 24 April 2023, 6.00 pm
Abbreviations: sw = social workers; qa = quality assurance

1. Apologies for absence
2. Declarations of interest
3. Children's Social Care Plan
   Purpose: For the board to see the draft plan and to comment on it before it is submitted.
   Presenter: DCS
   Report: Draft plan, pages 12–40
   Documents: Terms of reference; Risk register
4. Workforce
   Presenter: AD-I
5. A school in difficulty [exempt 3]
6. Date of next meeting
";

/// A meeting on the desk, its book, and the clock.
pub struct Desk {
    pub store: Store,
    pub minuting: Minuting,
    pub now: NaiveDateTime,
}

/// Returns a time on the day of the test meeting.
pub fn at(hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2023, 2, 27).unwrap().and_hms_opt(hour, minute, 0).unwrap()
}

/// Returns an empty book in memory whose ids can be repeated.
pub fn empty_book() -> Store {
    let mut store = Store::in_memory().unwrap();
    store.seed_ids(1);
    store
}

impl Desk {
    /// The meeting as the agenda made it: planned, nobody's presence recorded.
    pub fn planned() -> Self {
        Self::with(empty_book())
    }

    /// The planned meeting in a given book.
    pub fn with(mut store: Store) -> Self {
        let meeting = agenda::load(&mut store, AGENDA, "agenda.txt", at(9, 0)).unwrap();
        let minuting = Minuting::open(&store, meeting.id).unwrap();
        Desk { store, minuting, now: at(18, 0) }
    }

    /// The meeting started at six with everybody there, on its first item.
    pub fn started() -> Self {
        let mut desk = Self::planned();
        desk.types(":start\n:present all\n:item 1");
        desk
    }

    pub fn meeting(&self) -> &Meeting {
        &self.minuting.sitting.meeting
    }

    /// Types lines as a clerk would; each must be accepted.
    pub fn types(&mut self, lines: &str) {
        for line in lines.lines() {
            self.try_type(line).unwrap_or_else(|failure| panic!("{line}: {failure}"));
        }
    }

    /// Types one line; returns what the program says.
    pub fn try_type(&mut self, line: &str) -> clerk::Result<String> {
        let expected = self.minuting.expected();
        self.try_as(line, expected)
    }

    pub fn try_as(&mut self, line: &str, expected: Expected) -> clerk::Result<String> {
        match self.minuting.parse(line, expected) {
            Line::Entry(entry) => self.minuting.record(&mut self.store, &entry, Place::End, self.now),
            Line::Command { name, rest } => {
                // Tests give times as transcripts do.
                self.minuting.stand_at(self.now);
                let said = self.minuting.command(&mut self.store, &name, &rest, self.now)?;
                self.now = self.minuting.time(self.now);
                Ok(said)
            }
            other => panic!("{line:?} records nothing: {other:?}"),
        }
    }

    /// Puts a line in the place of an entry, as editing in place does: nobody in particular is expected to speak.
    pub fn retype(&mut self, entry: Id, line: &str) -> clerk::Result<String> {
        let Line::Entry(entry_line) = self.minuting.parse(line, note()) else { panic!("{line:?} is no entry") };
        self.minuting.record(&mut self.store, &entry_line, Place::Instead(entry), self.now)
    }

    pub fn edit(&mut self, entry: Id, edit: Edit) -> clerk::Result<String> {
        self.minuting.edit(&mut self.store, entry, edit, self.now)
    }

    pub fn undo(&mut self) -> Option<String> {
        self.minuting.undo(&mut self.store, self.now).unwrap()
    }

    pub fn redo(&mut self) -> Option<String> {
        self.minuting.redo(&mut self.store, self.now).unwrap()
    }

    /// Returns the entry recorded last under the item on the desk.
    pub fn last(&self) -> &Recorded {
        self.minuting.entries.last().expect("an entry")
    }

    /// Returns the entry whose words contain `part`.
    pub fn entry_with(&self, part: &str) -> &Recorded {
        self.minuting.entries.iter().find(|recorded| recorded.entry.text.contains(part)).expect(part)
    }

    /// Returns the words of the entries of the item on the desk.
    pub fn texts(&self) -> Vec<&str> {
        self.minuting.entries.iter().map(|recorded| recorded.entry.text.as_str()).collect()
    }

    /// Returns what is marked about the last entry.
    pub fn doubts(&self) -> Vec<String> {
        self.minuting.sitting.doubts_about(self.last()).iter().map(ToString::to_string).collect()
    }

    pub fn person(&self, initials: &str) -> Id {
        let found = self.minuting.sitting.people.iter().find(|person| person.initials == initials);
        found.unwrap_or_else(|| panic!("nobody has the initials {initials}")).id
    }

    /// Returns somebody's initials.
    pub fn initials(&self, id: Id) -> &str {
        &self.minuting.sitting.person(id).expect("a person of the meeting").initials
    }

    pub fn is_here(&self, initials: &str) -> bool {
        self.minuting.sitting.is_here(self.person(initials))
    }

    pub fn item_id(&self, number: &str) -> Id {
        self.minuting.sitting.items.iter().find(|item| item.number == number).expect(number).id
    }

    fn who(&self, named: &Named) -> String {
        match &named.found {
            Found::One(id) => self.initials(*id).to_string(),
            Found::Several(ids) => {
                let names: Vec<&str> = ids.iter().map(|id| self.initials(*id)).collect();
                format!("{}={}", named.words, names.join("|"))
            }
            Found::Nobody => format!("?{}", named.words),
        }
    }

    /// Says in one line what a capture line means, so that a table of lines can be read.
    pub fn means(&self, line: &str, expected: Expected) -> String {
        let entry = match self.minuting.parse(line, expected) {
            Line::Nothing => return "nothing".into(),
            Line::Search(words) => return format!("search for {words}"),
            Line::Command { name, rest } => return format!("command {name} [{rest}]"),
            Line::Entry(entry) => entry,
        };
        assert!(line.is_char_boundary(entry.text_start), "{line}: the words begin inside a letter");
        assert!(line[entry.text_start..].starts_with(&entry.text), "{line}: the words begin elsewhere");
        let head = match &entry.matter {
            Matter::Plain => entry.kind.to_string(),
            Matter::Spoken(None) => format!("{} by nobody", entry.kind),
            Matter::Spoken(Some(named)) => format!("{} by {}", entry.kind, self.who(named)),
            Matter::Point { level } => format!("point {level}"),
            Matter::Action { owners, due_words, plan_references } => {
                let owners: Vec<String> = owners.iter().map(|owner| self.who(owner)).collect();
                let mut head =
                    format!("action for {}", if owners.is_empty() { "nobody".into() } else { owners.join("+") });
                if !due_words.is_empty() {
                    head.push_str(&format!(" [{due_words}]"));
                }
                plan_references.iter().for_each(|reference| head.push_str(&format!(" ~{reference}")));
                head
            }
            Matter::Decision { verb, unanimous, mover, seconder, tally } => {
                let mut head = verb.to_string();
                if *unanimous {
                    head.push_str(" unanimously");
                }
                if let Some(mover) = mover {
                    head.push_str(&format!(" by {}", self.who(mover)));
                }
                if let Some(seconder) = seconder {
                    head.push_str(&format!("/{}", self.who(seconder)));
                }
                if let Some(tally) = tally {
                    head.push_str(&format!(" {}-{}-{}", tally.votes_for, tally.against, tally.abstained));
                }
                head
            }
            Matter::Movement { kind, who, substitute_for, time } => {
                let who: Vec<String> = who.iter().map(|named| self.who(named)).collect();
                let mut head = format!("{} {kind}", who.join("+"));
                if let Some(member) = substitute_for {
                    head.push_str(&format!(" for {}", self.who(member)));
                }
                if let Some(time) = time {
                    head.push_str(&format!(" at {}", time.format("%H:%M")));
                }
                head
            }
        };
        if entry.text.is_empty() { head } else { format!("{head}: {}", entry.text) }
    }
}

/// Returns what a line without a prefix would be in the middle of some other business: a note.
pub fn note() -> Expected {
    Expected::kind(EntryKind::Note)
}

/// Returns all that the whole minutes of a meeting say in a format.
pub fn minutes(
    store: &Store,
    meeting: &Meeting,
    format: Format,
    audience: Audience,
    width: Option<usize>,
) -> clerk::Result<String> {
    let layout = Layout { format, width, template: None };
    Ok(all_text(paper(store, meeting, &Paper::MINUTES, audience, layout)?))
}

/// Returns the usual name of a file with the whole minutes.
pub fn file_name(meeting: &Meeting, format: Format, audience: Audience) -> String {
    papers::file_name(meeting, &Paper::MINUTES, format, audience)
}
