//! Who is meant by what a clerk types: initials, a post, a name or its beginning.

use super::fold::fold;
use crate::record::people::TITLES;
use crate::record::{Id, Membership, MembershipKind, Person, Sitting};

/// Who was found by some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    One(Id),
    /// Several fit equally well; those in the room first.
    Several(Vec<Id>),
    Nobody,
}

/// The people of a meeting, prepared for being found.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    people: Vec<Candidate>,
    chair: Option<Id>,
}

#[derive(Clone, Debug)]
struct Candidate {
    id: Id,
    here: bool,
    /// As printed before their words: "DCS", "Cllr A Barrow".
    speaking: String,
    /// As printed in a list: "Sam Hale, Director of Children's Services (DCS)".
    full: String,
    initials: String,
    /// Folded title and name.
    full_name: String,
    /// Folded initials and abbreviation of the post: what a trained clerk types.
    codes: [String; 2],
    /// Folded name, with and without title, surname, post.
    names: Vec<String>,
    /// Folded words that a beginning may be of.
    beginnings: Vec<String>,
}

impl Candidate {
    fn of(person: &Person, here: bool, is_vice_chair: bool) -> Self {
        let role = fold(&person.role);
        let full = fold(&person.full_name());
        let mut names = vec![fold(&person.name), full.clone(), fold(person.surname()), fold(&person.speaking_name())];
        names.push(fold(&format!("{} {}", person.title, person.surname())));
        let given = person.name.split_whitespace().next().map(fold);
        let mut beginnings = names.clone();
        beginnings.extend(given);
        if !role.is_empty() {
            names.push(role.clone());
            beginnings.push(role);
        }
        if is_vice_chair {
            names.extend(["vice-chair".into(), "vice chair".into()]);
        }
        let post = match (person.role.as_str(), person.abbreviation.as_str()) {
            ("", _) => String::new(),
            (role, "") => format!(", {role}"),
            (role, abbreviation) => format!(", {role} ({abbreviation})"),
        };
        Candidate {
            id: person.id,
            here,
            speaking: person.speaking_name(),
            full: format!("{}{post}", person.full_name()),
            initials: person.initials.clone(),
            full_name: full,
            codes: [fold(&person.initials), fold(&person.abbreviation)],
            names,
            beginnings,
        }
    }
}

impl Roster {
    /// Prepares the people of a sitting.
    pub fn of(sitting: &Sitting) -> Self {
        let people = sitting.people.iter().map(|person| {
            let is_vice_chair = sitting.membership(person.id) == Some(MembershipKind::ViceChair);
            Candidate::of(person, sitting.is_here(person.id), is_vice_chair)
        });
        Roster { people: people.collect(), chair: sitting.in_the_chair() }
    }

    /// Prepares the people of a body, between its meetings.
    pub fn of_members(members: &[(Person, Membership)]) -> Self {
        let people = members
            .iter()
            .map(|(person, member)| Candidate::of(person, false, member.kind == MembershipKind::ViceChair));
        let chair = members.iter().find(|(_, member)| member.kind == MembershipKind::Chair);
        Roster { people: people.collect(), chair: chair.map(|(person, _)| person.id) }
    }

    /// Finds who is meant: exact initials or post first, then a whole name, then a beginning;
    /// among equals, those in the room.
    pub fn find(&self, words: &str) -> Found {
        self.find_within(words, 3)
    }

    /// Finds who is meant by initials, post or whole name, not by a beginning.
    pub fn find_exactly(&self, words: &str) -> Found {
        self.find_within(words, 2)
    }

    fn find_within(&self, words: &str, tier_count: usize) -> Found {
        let wanted = bare(&fold(words)).to_string();
        if wanted.is_empty() {
            return Found::Nobody;
        }
        let tiers: [&dyn Fn(&Candidate) -> bool; 3] = [
            &|candidate| candidate.codes.contains(&wanted),
            &|candidate| candidate.names.contains(&wanted),
            &|candidate| wanted.len() >= 2 && candidate.beginnings.iter().any(|name| begins(name, &wanted)),
        ];
        for (index, fits) in tiers.into_iter().take(tier_count).enumerate() {
            if index == 1
                && wanted == "chair"
                && let Some(chair) = self.chair
            {
                return Found::One(chair);
            }
            let (here, away): (Vec<_>, Vec<_>) = self.people.iter().filter(|c| fits(c)).partition(|c| c.here);
            match (&here[..], &away[..]) {
                ([], []) => continue,
                ([one], _) | ([], [one]) => return Found::One(one.id),
                _ => return Found::Several(here.iter().chain(&away).map(|candidate| candidate.id).collect()),
            }
        }
        Found::Nobody
    }

    /// Returns who has a post, by its abbreviation alone: `ad-s`, and of several "ad-ss".
    pub fn holding_post(&self, abbreviation: &str) -> Option<Id> {
        let wanted = fold(abbreviation);
        let held = |post: &str| self.people.iter().find(|candidate| !post.is_empty() && candidate.codes[1] == post);
        let found = held(&wanted).or_else(|| held(wanted.strip_suffix('s')?));
        found.map(|candidate| candidate.id)
    }

    /// Tells whether words are the beginning of somebody's name, and not of a post only.
    pub fn begins_a_name(&self, words: &str) -> bool {
        let folded = fold(words);
        let wanted = bare(&folded);
        self.people.iter().any(|candidate| begins(&candidate.full_name, wanted))
    }

    /// Returns the name printed before what somebody says.
    pub fn speaking_name(&self, id: Id) -> Option<&str> {
        self.candidate(id).map(|candidate| candidate.speaking.as_str())
    }

    /// Returns name and post in full.
    pub fn full_name(&self, id: Id) -> Option<&str> {
        self.candidate(id).map(|candidate| candidate.full.as_str())
    }

    /// Returns the shortest words that find exactly this person whatever is said of the room.
    pub fn handle(&self, id: Id) -> Option<String> {
        let candidate = self.candidate(id)?;
        let codes = [candidate.initials.to_lowercase(), candidate.codes[1].clone()];
        let finds = |words: &String| !words.is_empty() && self.find(words) == Found::One(id);
        codes.iter().chain(&candidate.names).find(|words| finds(words)).cloned()
    }

    /// Returns everybody's name and post, for completion.
    pub fn full_names(&self) -> impl Iterator<Item = &str> {
        self.people.iter().map(|candidate| candidate.full.as_str())
    }

    fn candidate(&self, id: Id) -> Option<&Candidate> {
        self.people.iter().find(|candidate| candidate.id == id)
    }
}

/// Drops what people put in front of a name without meaning it: "the", "Mr", a full stop after "Cllr".
fn bare(folded: &str) -> &str {
    let rest = folded.strip_prefix("the ").unwrap_or(folded);
    rest.trim_end_matches('.').trim()
}

/// Tells whether some word of `name` begins with `wanted`, or the whole does.
fn begins(name: &str, wanted: &str) -> bool {
    name.starts_with(wanted) || name.split([' ', '-']).any(|word| word.starts_with(wanted))
}

/// Words that begin sentences and are nobody's name.
const NO_NAMES: &[&str] = &[
    "yes", "no", "so", "ok", "and", "but", "well", "first", "second", "third", "finally", "also", "note", "question",
    "answer", "action", "one", "two", "three", "four", "why", "what", "when", "where", "who", "how", "which", "is",
    "are", "was", "were", "will", "can", "could", "would", "should", "may", "do", "does", "did", "has", "have", "the",
    "a", "an", "in", "on", "at", "for", "to", "of", "if", "as", "it", "i", "we", "they", "he", "she", "there", "this",
    "that", "these", "those", "my", "our", "your", "their", "please", "thank", "thanks", "point", "example", "re",
    "ps", "nb",
];

/// Tells whether words that nobody is known by look like a person's name as a clerk would write it.
///
/// Up to four words, each with a capital, none a word that begins sentences; or initials.
pub fn looks_like_a_name(words: &str) -> bool {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let capital = |part: &&str| part.chars().next().is_some_and(char::is_uppercase);
    let name_word = |part: &&str| {
        capital(part)
            && part.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '\u{2019}'))
            && !NO_NAMES.contains(&part.to_lowercase().as_str())
    };
    (1..=4).contains(&parts.len()) && parts.iter().all(name_word)
}

/// Tells whether words are one short code such as initials or the abbreviation of a post.
pub fn looks_like_a_code(words: &str) -> bool {
    (2..=6).contains(&words.len())
        && words.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && !words.chars().all(|c| c.is_ascii_digit())
        && !NO_NAMES.contains(&words.to_lowercase().as_str())
}

/// Tells whether words could be the beginning of a sentence rather than somebody's name.
pub fn begins_sentences(words: &str) -> bool {
    NO_NAMES.contains(&words.to_lowercase().as_str())
}

/// Tells whether the first word is a title such as "Cllr".
pub fn has_title(words: &str) -> bool {
    words.split_whitespace().next().is_some_and(|first| TITLES.contains(&first.trim_end_matches('.')))
}
