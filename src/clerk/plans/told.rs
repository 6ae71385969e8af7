//! What is typed of a plan action: `amber agreed red value 74% due 30 June 2026: dcs: the tool was late`.

use crate::capture::fold::fold;
use crate::record::plan::not_read;
use crate::record::{PlanStatus, RagClass};

/// What was reported of a plan action, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// RAG as its lead reports it.
    pub reported: Option<RagClass>,
    /// RAG as the board agrees it.
    pub agreed: Option<RagClass>,
    pub status: Option<PlanStatus>,
    /// Values of its measures: the beginning of the measure's name, empty for the first, and the value.
    pub values: Vec<(String, String)>,
    /// The new due date's words.
    pub due_words: String,
    /// The beginnings of milestones that were reached.
    pub milestones: Vec<String>,
    pub evidence: String,
    /// What looks like a rating or a status and is none: it is commentary, and doubtful.
    pub unread: String,
    /// The commentary, which may begin with who said so.
    pub words: String,
}

impl Told {
    /// Reads what was typed, given the plan's RAG classes.
    ///
    /// What begins it in any order is taken for RAG, status, values and a due date; from the first other word, or
    /// a colon, it is commentary. Nothing is refused: what is not understood is commentary.
    pub fn read(typed: &str, classes: &[RagClass]) -> Told {
        let mut told = Told::default();
        let (typed, evidence) = typed.rsplit_once("evidence:").unwrap_or((typed, ""));
        told.evidence = evidence.trim().to_string();
        let typed = typed.trim().trim_end_matches(';').trim_end();
        let colon = typed
            .match_indices(':')
            .map(|(at, _)| at)
            .find(|at| !typed[at + 1..].starts_with(|c: char| c.is_alphanumeric()));
        let (mut rest, commentary) = typed.split_at(colon.unwrap_or(typed.len()));
        while let Some(after) = told.take(rest, classes) {
            rest = after.trim_start_matches([',', ';', ' ']);
        }
        let is_all = rest.trim().is_empty();
        told.unread = not_read(rest, told.rating(), told.status).unwrap_or_default().to_string();
        let is_unread = !is_all && told.unread == rest.trim();
        let words =
            if is_all || is_unread { commentary } else { &typed[typed.len() - commentary.len() - rest.len()..] };
        told.words = words.trim_start_matches([':', ' ']).to_string();
        told
    }

    /// Takes one part off the beginning; none where commentary begins.
    fn take<'a>(&mut self, rest: &'a str, classes: &[RagClass]) -> Option<&'a str> {
        let (word, after) = split_word(rest);
        match word {
            // "red agreed": what was just said is what was agreed.
            "agreed" if self.reported.is_some() && self.agreed.is_none() && take_class(after, classes).is_none() => {
                self.agreed = self.reported.take();
                Some(after)
            }
            "reported" | "agreed" => {
                let (class, after) = take_class(after, classes)?;
                *(if word == "agreed" { &mut self.agreed } else { &mut self.reported }) = Some(class.clone());
                Some(after)
            }
            "status" => {
                let (status, after) = take_status(after)?;
                self.status = Some(status);
                Some(after)
            }
            "value" => {
                let (value, after) = split_word(after);
                let (measure, value) = value.split_once('=').unwrap_or(("", value));
                let value = value.trim_end_matches([',', ';']);
                // "74 %" is 74%.
                let percent = after.strip_prefix('%').filter(|_| !value.ends_with('%'));
                let value = if percent.is_some() { format!("{value}%") } else { value.to_string() };
                value.chars().any(|c| c.is_ascii_digit()).then(|| self.values.push((measure.into(), value)))?;
                Some(percent.unwrap_or(after))
            }
            // "due to sickness" is why, not when.
            "due" if split_word(after).0 != "to" => {
                let (due, after) = split_part(after);
                self.due_words = due.trim().to_string();
                let after = after.trim_start();
                (!self.due_words.is_empty()).then(|| after.strip_prefix("because ").unwrap_or(after))
            }
            "milestone" => {
                let (milestone, after) = split_part(after);
                (!milestone.trim().is_empty()).then(|| self.milestones.push(milestone.trim().to_string()))?;
                Some(after.trim_start())
            }
            _ => {
                let (class, after) = take_class(rest, classes).filter(|_| self.reported.is_none())?;
                // "green light was given" says nothing of how it is rated.
                if OF_COLOURS.contains(&split_word(after).0) {
                    return None;
                }
                self.reported = Some(class.clone());
                Some(after)
            }
        }
    }

    fn rating(&self) -> Option<&RagClass> {
        self.agreed.as_ref().or(self.reported.as_ref())
    }

    /// Returns the commentary, what stands before it and was not read among it: nothing that was typed is lost.
    pub fn commentary(&self, words: &str) -> String {
        match (self.unread.as_str(), words) {
            (unread, words) if unread.is_empty() || words.starts_with(unread) => words.to_string(),
            (unread, "") => unread.to_string(),
            (unread, words) => format!("{unread}: {words}"),
        }
    }

    /// Tells whether nothing at all was said.
    pub fn is_empty(&self) -> bool {
        *self == Told::default()
    }
}

/// What is named after a colour.
const OF_COLOURS: &[&str] = &[
    "light", "lights", "tape", "flag", "flags", "line", "lines", "space", "spaces", "paper", "belt", "book", "books",
    "card", "cards", "warning", "warnings", "alert", "alerts", "energy", "bin", "bins", "zone", "badge", "cross",
];

/// The words that begin a part.
const KEYS: &[&str] = &["reported", "agreed", "status", "value", "due", "milestone"];

/// Splits words off that end where another part or a reason begins.
fn split_part(words: &str) -> (&str, &str) {
    let keys = KEYS.iter().filter_map(|key| words.find(&format!(" {key} ")));
    let ends = [" because ", ", ", "; "].into_iter().filter_map(|end| words.find(end));
    words.split_at(keys.chain(ends).min().unwrap_or(words.len()))
}

fn split_word(words: &str) -> (&str, &str) {
    let words = words.trim_start();
    words.split_once(char::is_whitespace).map_or((words, ""), |(word, rest)| (word, rest.trim_start()))
}

/// Takes a RAG class in the plan's words off the beginning, whole or, in small letters, as far as it
/// is no other's.
fn take_class<'a, 'b>(words: &'a str, classes: &'b [RagClass]) -> Option<(&'b RagClass, &'a str)> {
    let words = words.trim_start();
    let whole = |class: &&RagClass| {
        let head = words.get(..class.word.len())?;
        let after = &words[head.len()..];
        let ends = after.chars().next().is_none_or(|c| !c.is_alphanumeric());
        (ends && fold(head) == fold(&class.word)).then_some(after)
    };
    let mut longest: Vec<(&RagClass, &str)> =
        classes.iter().filter_map(|class| Some((class, whole(&class)?))).collect();
    longest.sort_by_key(|(class, _)| class.word.len());
    longest.pop().or_else(|| {
        let (letters, after) = split_word(words);
        let is_small = letters.chars().all(|c| c.is_ascii_lowercase());
        // "a very good start" is commentary, "a agreed r" is not.
        let is_meant =
            letters.len() > 2 || (letters.len() == 1 && (after.is_empty() || KEYS.contains(&split_word(after).0)));
        let mut fitting = classes.iter().filter(|class| is_small && is_meant && fold(&class.word).starts_with(letters));
        let (only, None) = (fitting.next()?, fitting.next()) else { return None };
        Some((only, after))
    })
}

/// Takes a status off the beginning, "completed" too.
fn take_status(words: &str) -> Option<(PlanStatus, &str)> {
    let words = words.trim_start();
    let found = PlanStatus::ALL.iter().find_map(|status| {
        let rest = words.get(status.word().len()..)?;
        let is_said = words[..status.word().len()].eq_ignore_ascii_case(status.word());
        let rest = rest.strip_prefix('d').filter(|_| *status == PlanStatus::Complete).unwrap_or(rest);
        (is_said && !rest.starts_with(char::is_alphanumeric)).then_some((*status, rest))
    });
    found.map(|(status, rest)| (status, rest.trim_start()))
}
