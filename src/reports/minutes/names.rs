//! What people are called in minutes.

use super::house::House;
use crate::record::house_style::{NameForm, Phrase};
use crate::record::{AttendanceStatus, Id, MembershipKind, Person};
use crate::reports::phrases::words_of;
use std::collections::{BTreeMap, HashSet};

/// What somebody is called, and how that goes into a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Called {
    words: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// "Cllr A Barrow", "AB".
    Proper,
    /// "DCS": "the DCS" where somebody tells of it.
    Abbreviation,
    /// "Director of Children's Services": with an article wherever it is not a label.
    Post,
    /// "a Member": with its own article.
    Anybody,
}

impl Called {
    fn new(words: impl Into<String>, kind: Kind) -> Self {
        Called { words: words.into(), kind }
    }

    /// Returns the name as it stands in front of words or in a table: "DCS", "A Member".
    pub fn label(&self) -> String {
        match self.kind {
            Kind::Anybody => capitalised(&self.words),
            _ => self.words.clone(),
        }
    }

    /// Returns the name within a sentence that gives it as a label would: "Proposed by DCS", "by the Chair".
    pub fn named(&self) -> String {
        match self.kind {
            Kind::Post => format!("the {}", self.words),
            _ => self.words.clone(),
        }
    }

    /// Returns the name within a sentence that is told: "In response, the DCS said".
    pub fn told(&self) -> String {
        match self.kind {
            Kind::Post | Kind::Abbreviation => format!("the {}", self.words),
            _ => self.words.clone(),
        }
    }
}

/// Returns a sentence that begins with a capital.
pub(super) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Returns those whose initials stand in the list of who was expected, and are nobody else's there.
pub(super) fn with_initials(people: &[Person], is_listed: impl Fn(&Person) -> bool) -> HashSet<Id> {
    let mut by_initials: BTreeMap<&str, Vec<Id>> = BTreeMap::new();
    for person in people.iter().filter(|person| !person.initials.is_empty() && is_listed(person)) {
        by_initials.entry(&person.initials).or_default().push(person.id);
    }
    by_initials.into_values().filter(|ids| ids.len() == 1).flatten().collect()
}

impl House<'_> {
    /// Returns what a speaker is called; what is open is plain to see.
    pub(super) fn speaker(&self, person: Option<Id>, words: &str) -> Called {
        let form = self.style.speakers;
        match (person.and_then(|id| self.sitting.person(id)), words) {
            (None, "") => Called::new("[speaker not recorded]", Kind::Proper),
            // Who is not known is not named either where speakers are not.
            (None, _) if form == NameForm::Member => self.anybody(Phrase::Attendee),
            _ => self.called(form, person, words),
        }
    }

    /// Returns what an owner of an action is called, as a label is.
    pub fn owner(&self, person: Option<Id>, words: &str) -> String {
        self.called(self.style.owners, person, words).label()
    }

    /// Returns what a proposer, voter or anybody else is called within a sentence.
    pub fn other(&self, person: Option<Id>, words: &str) -> String {
        self.called(self.style.others, person, words).named()
    }

    /// Returns what somebody is called, or the words as typed.
    fn called(&self, form: NameForm, person: Option<Id>, words: &str) -> Called {
        let Some(person) = person.and_then(|id| self.sitting.person(id)) else {
            return Called::new(words, Kind::Proper);
        };
        match form {
            NameForm::Short => short(person),
            NameForm::Full => Called::new(person.full_name(), Kind::Proper),
            NameForm::Initials if self.initials.contains(&person.id) => Called::new(&person.initials, Kind::Proper),
            NameForm::Initials => short(person),
            NameForm::Post => self.post(person).unwrap_or_else(|| short(person)),
            NameForm::Member => self.capacity(person),
        }
    }

    /// Returns the post of somebody, or the place that they have in the body.
    fn post(&self, person: &Person) -> Option<Called> {
        let phrase = |phrase| Called::new(words_of(self.style, phrase), Kind::Post);
        match self.sitting.membership(person.id) {
            Some(MembershipKind::Chair) => Some(phrase(Phrase::Chair)),
            Some(MembershipKind::ViceChair) => Some(phrase(Phrase::ViceChair)),
            _ => (!person.role.is_empty()).then(|| Called::new(&person.role, Kind::Post)),
        }
    }

    /// Returns in what capacity somebody was there, without telling who it is unless by a post.
    fn capacity(&self, person: &Person) -> Called {
        let is_officer = self.sitting.membership(person.id) == Some(MembershipKind::Officer);
        if self.sitting.may_vote(person.id) {
            return self.anybody(Phrase::Member);
        }
        match (person.abbreviation.as_str(), person.role.as_str()) {
            ("", "") if is_officer => self.anybody(Phrase::Officer),
            ("", "") => self.anybody(Phrase::Attendee),
            ("", role) => Called::new(role, Kind::Post),
            (abbreviation, _) => Called::new(abbreviation, Kind::Abbreviation),
        }
    }

    fn anybody(&self, phrase: Phrase) -> Called {
        Called::new(words_of(self.style, phrase), Kind::Anybody)
    }

    /// Tells whether somebody was at the meeting or expected there.
    pub fn is_listed(&self, person: &Person) -> bool {
        let expected = self.sitting.membership(person.id).is_some_and(|kind| kind != MembershipKind::Substitute);
        self.sitting.attendance_of(person.id).is_some() || expected
    }

    /// Returns those of a status.
    pub fn of_status(&self, status: AttendanceStatus) -> Vec<&Person> {
        let has = |person: &&Person| self.sitting.attendance_of(person.id).is_some_and(|a| a.status == status);
        self.sitting.people.iter().filter(has).collect()
    }
}

/// Returns the abbreviation of a post, else title, initial and surname.
fn short(person: &Person) -> Called {
    let kind = if person.abbreviation.is_empty() { Kind::Proper } else { Kind::Abbreviation };
    Called::new(person.speaking_name(), kind)
}
