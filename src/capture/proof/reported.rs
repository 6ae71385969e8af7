//! Reported speech: minutes say that somebody "said", and what "they" do, not "we".

use super::words::{Word, WordKind, bare, words};
use super::{ProofMark, with_case_of};
use crate::record::{EntryKind, ProofKind};

/// How the minutes of a body tell what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// What is told is told in the past tense.
    pub is_reported: bool,
    /// Questions and answers are told too, where others give the speakers' own words.
    pub tells_questions: bool,
}

impl Manner {
    /// Tells whether an entry of this kind is told rather than said.
    pub fn tells(self, kind: EntryKind) -> bool {
        match kind {
            EntryKind::Note | EntryKind::Decision | EntryKind::Action | EntryKind::Update => self.is_reported,
            EntryKind::Question | EntryKind::Answer | EntryKind::Comment | EntryKind::Point => {
                self.is_reported && self.tells_questions
            }
            EntryKind::Interest | EntryKind::Movement | EntryKind::Private => false,
        }
    }
}

/// Verbs of saying, now and then.
const SAYS: &[(&str, &str)] = &[
    ("says", "said"),
    ("asks", "asked"),
    ("explains", "explained"),
    ("confirms", "confirmed"),
    ("replies", "replied"),
    ("adds", "added"),
    ("suggests", "suggested"),
    ("advises", "advised"),
    ("informs", "informed"),
    ("tells", "told"),
    ("agrees", "agreed"),
    ("observes", "observed"),
    ("emphasises", "emphasised"),
    ("introduces", "introduced"),
    ("stresses", "stressed"),
    ("responds", "responded"),
    ("thinks", "thought"),
    ("feels", "felt"),
];

/// Verbs of saying that are nouns as well: only before "that" and its like.
const STATES: &[(&str, &str)] = &[
    ("states", "stated"),
    ("reports", "reported"),
    ("notes", "noted"),
    ("comments", "commented"),
    ("answers", "answered"),
    ("requests", "requested"),
    ("queries", "queried"),
    ("proposes", "proposed"),
    ("points", "pointed"),
    ("thanks", "thanked"),
    ("welcomes", "welcomed"),
    ("highlights", "highlighted"),
];

/// What a verb that is no noun is followed by.
const FOLLOWS: &[&str] =
    &["that", "whether", "why", "how", "if", "out", "the", "everyone", "everybody", "members", "officers"];

/// Those who speak, by what they are.
const SPEAKERS: &[&str] = &[
    "chair",
    "chairman",
    "chairwoman",
    "vice-chair",
    "director",
    "officer",
    "leader",
    "mayor",
    "clerk",
    "member",
    "councillor",
    "commissioner",
    "headteacher",
    "governor",
    "minister",
    "secretary",
    "adviser",
    "advisor",
    "manager",
    "treasurer",
    "solicitor",
    "auditor",
    "resident",
    "trustee",
    "inspector",
    "superintendent",
    "nurse",
    "deputy",
];

/// Finds verbs of saying in the present tense behind somebody, outside quotation marks.
///
/// `is_name` tells whether a word is a name, initials or the abbreviation of the post of somebody known.
pub fn present_tense(text: &str, is_name: impl Fn(&str) -> bool) -> Vec<ProofMark> {
    let words = words(text);
    let somebody = |word: &Word<'_>| {
        let name = word.bare() == word.text
            && (word.has_capital() && is_name(word.text) || SPEAKERS.contains(&word.text.to_lowercase().as_str()));
        name || matches!(word.text, "he" | "she" | "He" | "She")
    };
    let said = |at: usize| -> Option<ProofMark> {
        let (before, word) = (words.get(at.checked_sub(1)?)?, &words[at]);
        let is_beside = text[before.range().end..word.start].chars().all(char::is_whitespace);
        let plain = SAYS.iter().find(|(now, _)| *now == word.text);
        let before_that = STATES
            .iter()
            .find(|(now, _)| *now == word.text && words.get(at + 1).is_some_and(|next| FOLLOWS.contains(&next.text)));
        let (_, then) = plain.or(before_that)?;
        (is_beside && !word.is_quoted && somebody(before)).then(|| ProofMark {
            kind: ProofKind::Tense,
            range: word.range(),
            what: format!("minutes tell what was said: \u{201c}{then}\u{201d}"),
            instead: vec![then.to_string()],
        })
    };
    (0..words.len()).filter_map(said).collect()
}

/// What the speaker is called by in their own words.
const FIRST: &[&str] = &["we", "us", "our", "ours", "my", "me", "ourselves", "myself"];

/// Finds "I", "we" and "our" outside quotation marks.
pub fn first_person(text: &str) -> Vec<ProofMark> {
    let words = words(text);
    let is_first = |at: usize| {
        let word = &words[at];
        let stem = word.text.split(['\'', '\u{2019}']).next().unwrap_or("");
        let is_pronoun = match stem {
            "I" => !is_number_or_initial(text, &words, at),
            "US" => false,
            _ if word.has_capital() && !word.begins => false,
            stem => FIRST.contains(&stem.to_lowercase().as_str()),
        };
        is_pronoun && !word.is_quoted && word.kind == WordKind::Letters
    };
    let mark = |at: usize| ProofMark {
        kind: ProofKind::FirstPerson,
        range: words[at].range(),
        what: format!("\u{201c}{}\u{201d} outside quotation marks: who is that?", words[at].text),
        instead: instead_of(bare(words[at].text), words[at].text),
    };
    (0..words.len()).filter(|at| is_first(*at)).map(mark).collect()
}

/// Tells whether "I" is one of a row of numbers (Part I) or an initial (I. Khan).
fn is_number_or_initial(text: &str, words: &[Word<'_>], at: usize) -> bool {
    let word = &words[at];
    let is_behind_capital = at > 0 && !word.begins && words[at - 1].has_capital();
    let is_before_capital = words.get(at + 1).is_some_and(|next| next.has_capital());
    is_behind_capital || is_before_capital || text[word.range().end..].starts_with(['.', ')'])
}

/// Offers the third person where it is plain which one is meant.
fn instead_of(pronoun: &str, word: &str) -> Vec<String> {
    let third = match pronoun.to_lowercase().as_str() {
        "we" => "they",
        "us" => "them",
        "our" => "their",
        "ours" => "theirs",
        "ourselves" => "themselves",
        _ => return Vec::new(),
    };
    vec![with_case_of(third, word)]
}
