//! RAG words and statuses, in whatever words a plan has for them.

use super::columns::folded;
use super::{ClassDraft, Options};
use crate::record::plan::RAG_CLASSES;
use crate::record::{PlanStatus, RagTone};

/// Colours, the letters that stand for them, and their signs.
const COLOURS: &[(&str, &[&str])] = &[
    ("Blue", &["blue", "b", "\u{1f535}", "\u{1f7e6}"]),
    ("Green", &["green", "g", "\u{1f7e2}", "\u{1f7e9}"]),
    ("Amber", &["amber", "a", "yellow", "y", "orange", "\u{1f7e1}", "\u{1f7e0}", "\u{1f7e8}", "\u{1f7e7}"]),
    ("Red", &["red", "r", "\u{1f534}", "\u{1f7e5}"]),
    ("Grey", &["grey", "gray", "\u{26ab}"]),
    ("White", &["white", "w", "\u{26aa}", "\u{2b1c}"]),
];

/// What words tell of progress; the first that is found counts.
const TONES: &[(RagTone, &[&str])] = &[
    (
        RagTone::Paused,
        &[
            "grey",
            "gray",
            "white",
            "pending",
            "suspended",
            "reprogrammed",
            "not started",
            "not yet started",
            "not due",
            "not yet due",
            "paused",
            "on hold",
            "deferred",
            "awaiting",
            "not begun",
            "waiting",
        ],
    ),
    (
        RagTone::OffTrack,
        &[
            "red",
            "behind",
            "overdue",
            "off track",
            "off target",
            "not on track",
            "not achieved",
            "not on target",
            "missed",
            "late",
            "failing",
            "significant issues",
            "significantly delayed",
            "critical",
            "not met",
        ],
    ),
    (
        RagTone::AtRisk,
        &[
            "amber",
            "yellow",
            "orange",
            "at risk",
            "under control",
            "slipping",
            "slippage",
            "some issues",
            "minor issues",
            "some delay",
            "minor delay",
            "some concerns",
            "partially",
            "issues identified",
            "delayed",
        ],
    ),
    (
        RagTone::OnTrack,
        &[
            "green",
            "on target",
            "on track",
            "on schedule",
            "in progress",
            "progressing",
            "no issues",
            "as planned",
            "to plan",
            "to time",
        ],
    ),
    (
        RagTone::Complete,
        &[
            "blue",
            "complete",
            "completed",
            "achieved",
            "done",
            "closed",
            "delivered",
            "embedded",
            "implemented",
            "finished",
            "met",
        ],
    ),
];

/// Words for a status; the first that is found counts.
const STATUSES: &[(PlanStatus, &[&str])] = &[
    (
        PlanStatus::Withdrawn,
        &[
            "withdrawn",
            "superseded",
            "no longer required",
            "no longer relevant",
            "cancelled",
            "canceled",
            "removed",
            "not pursued",
        ],
    ),
    (PlanStatus::Embedded, &["embedded", "business as usual", "bau", "sustained"]),
    (
        PlanStatus::NotStarted,
        &[
            "not started",
            "not yet started",
            "to start",
            "not begun",
            "not due",
            "not yet due",
            "open",
            "planned",
            "to be started",
        ],
    ),
    (PlanStatus::OnHold, &["on hold", "paused", "suspended", "deferred", "pending", "awaiting"]),
    (
        PlanStatus::InProgress,
        &[
            "in progress",
            "ongoing",
            "on going",
            "started",
            "underway",
            "under way",
            "partly complete",
            "partially complete",
            "part complete",
            "on track",
            "commenced",
            "active",
            "in train",
            "progressing",
            "not complete",
            "incomplete",
            "delayed",
            "behind schedule",
        ],
    ),
    (
        PlanStatus::Complete,
        &["complete", "completed", "closed", "done", "achieved", "delivered", "implemented", "finished", "signed off"],
    ),
];

/// Words that stand where no RAG is given.
const NONE: &[&str] =
    &["", "n a", "na", "tbc", "tba", "not rated", "none", "not applicable", "no rating", "not yet rated"];

fn says(words: &str, what: &str) -> bool {
    format!(" {words} ").contains(&format!(" {what} "))
}

/// Guesses what a RAG word tells: by the word itself.
pub fn tone_of(words: &str) -> Option<RagTone> {
    let words = folded(words);
    let first = |(tone, known): &(RagTone, &[&str])| known.iter().any(|known| says(&words, known)).then_some(*tone);
    TONES.iter().find_map(first)
}

/// Guesses a class's tone from its word and what the plan says that it means.
///
/// Red and amber tell the same everywhere ("amber: one month behind"); what green, blue and grey tell differs.
pub(super) fn tone_of_class(word: &str, meaning: &str) -> Option<RagTone> {
    let folded_meaning = folded(meaning);
    let beginning: Vec<&str> = folded_meaning.split(' ').take(5).collect();
    let of_meaning = tone_of(&beginning.join(" "));
    let is_fitting = |tone: &RagTone| tone.is_good() || *tone == RagTone::Paused;
    let first = match colour(word) {
        Some("Red" | "Amber") => tone_of(word),
        Some(_) => of_meaning.filter(is_fitting).or_else(|| tone_of(word)),
        None => tone_of(word).or(of_meaning),
    };
    first.or_else(|| tone_of(&folded_meaning))
}

/// Reads the word of a status.
pub fn status_of(words: &str) -> Option<PlanStatus> {
    let text = folded(words);
    if let Some(share) = text.strip_suffix('%').and_then(|share| share.trim().parse::<f64>().ok()) {
        return Some(match share {
            share if share <= 0.0 => PlanStatus::NotStarted,
            share if share >= 100.0 => PlanStatus::Complete,
            _ => PlanStatus::InProgress,
        });
    }
    let first =
        |(status, known): &(PlanStatus, &[&str])| known.iter().any(|known| says(&text, known)).then_some(*status);
    STATUSES.iter().find_map(first)
}

/// Tells whether words say a status and nothing more.
pub(super) fn is_status_alone(words: &str) -> bool {
    let text = folded(words);
    text.ends_with('%') || STATUSES.iter().any(|(_, known)| known.contains(&text.as_str()))
}

/// Returns the colour that a word or letter stands for.
pub(super) fn colour(word: &str) -> Option<&'static str> {
    let small = word.trim().trim_end_matches(['.', ':']).to_lowercase();
    COLOURS.iter().find(|(_, forms)| forms.contains(&small.as_str())).map(|(name, _)| *name)
}

/// Tells whether a cell of a column is a RAG colour.
pub(super) fn is_colour(words: &str) -> bool {
    colour(words).is_some() || split_colour(words).is_some()
}

/// Splits "Amber – slipping because of leave" into the colour and what is said of it.
fn split_colour(words: &str) -> Option<(&'static str, &str)> {
    let end = words.find(|c: char| !c.is_alphanumeric() && !('\u{1f300}'..='\u{1faff}').contains(&c))?;
    let (first, rest) = words.split_at(end);
    let marks: &[char] =
        &[' ', '\u{2013}', '\u{2014}', '-', ':', ',', '.', '(', ')', '\n', '\u{2191}', '\u{2193}', '\u{2192}'];
    let is_letter = first.chars().count() == 1 && first.is_ascii();
    // "A review" is no colour; "A – slipping" is.
    let is_word = is_letter && rest.trim_start_matches(' ').starts_with(char::is_alphanumeric);
    let is_apart = !rest.starts_with(['/', '&', '+']) && !is_word;
    let rest = rest.trim_matches(marks);
    let names_other = rest.split_whitespace().next().is_some_and(|next| colour(next).is_some());
    colour(first).filter(|_| is_apart && !names_other).map(|colour| (colour, rest))
}

/// The classes of a plan, as they are found.
#[derive(Default)]
pub(super) struct Classes {
    pub found: Vec<ClassDraft>,
    /// How many of them the plan itself lists.
    listed: usize,
}

impl Classes {
    /// Adds a class that the plan lists.
    ///
    /// Returns false where it is listed already with another meaning.
    pub fn list(&mut self, word: &str, meaning: &str, tone: Option<RagTone>) -> bool {
        let word = colour(word).filter(|_| word.chars().count() == 1).unwrap_or(word);
        match self.found.iter_mut().find(|class| folded(&class.word) == folded(word)) {
            Some(known) if known.meaning.is_empty() => known.meaning = meaning.into(),
            Some(known) => return meaning.is_empty() || known.meaning == meaning,
            None => {
                let tone = tone.or_else(|| tone_of_class(word, meaning));
                self.found.push(ClassDraft { word: word.into(), meaning: meaning.into(), tone });
                self.listed += 1;
            }
        }
        true
    }

    /// Returns the class of a cell, found or new, and what else stands in the cell; none where it gives no RAG.
    pub fn of_cell(&mut self, words: &str) -> Option<(usize, String)> {
        let text = folded(words);
        if NONE.contains(&text.as_str()) && colour(words).is_none() {
            return None;
        }
        let (word, rest) = match (colour(words), split_colour(words)) {
            (Some(colour), _) => (colour.to_string(), ""),
            (None, Some((colour, rest))) => (colour.to_string(), rest),
            (None, None) => (words.trim().to_string(), ""),
        };
        let listed = |class: &ClassDraft| {
            let known = folded(&class.word);
            known == text || known == folded(&word)
        };
        if let Some(at) = self.found.iter().position(listed) {
            return Some((at, rest.to_string()));
        }
        // A word of the plan's own that begins with its colour: "Green – on target".
        let begins = |class: &ClassDraft| folded(&class.word).split(' ').next() == folded(&word).split(' ').next();
        let by_colour = colour(&word).and_then(|_| self.found.iter().position(begins));
        if let Some(at) = by_colour {
            return Some((at, rest.to_string()));
        }
        self.found.push(ClassDraft { tone: tone_of(&word), word, meaning: String::new() });
        Some((self.found.len() - 1, rest.to_string()))
    }

    /// Puts the classes in order, unites those that tell the same where there are too many, and adds the usual
    /// colours where a plan shows fewer than it must have. Returns where each that was found is now, and the word of
    /// one that was united with another.
    pub fn settle(&mut self, options: &Options) -> Vec<(usize, String)> {
        for class in &mut self.found {
            let said = options.tones.iter().find(|(word, _)| folded(word) == folded(&class.word));
            class.tone = said.map(|(_, tone)| *tone).or(class.tone);
        }
        self.complete();
        let mut order: Vec<usize> = (0..self.found.len()).collect();
        if self.listed < self.found.len() {
            order.sort_by_key(|at| (self.found[*at].tone.map_or(9, |tone| tone as usize), *at));
        }
        let mut kept: Vec<ClassDraft> = Vec::new();
        let mut place = vec![(0, String::new()); self.found.len()];
        let is_crowded = self.found.len() > *RAG_CLASSES.end();
        for at in order {
            let class = &self.found[at];
            let same = |known: &ClassDraft| is_crowded && class.tone.is_some() && known.tone == class.tone;
            place[at] = match kept.iter().position(same) {
                Some(known) => {
                    also(&mut kept[known], class);
                    (known, class.word.clone())
                }
                None => {
                    kept.push(class.clone());
                    (kept.len() - 1, String::new())
                }
            };
        }
        self.found = kept;
        place
    }

    fn complete(&mut self) {
        let usual = [("Green", RagTone::OnTrack), ("Amber", RagTone::AtRisk), ("Red", RagTone::OffTrack)];
        let is_colours = self.found.iter().all(|class| colour(&class.word).is_some());
        if self.listed > 1 || !is_colours {
            return;
        }
        for (word, tone) in usual {
            let is_there = self.found.iter().any(|class| class.word == word || class.tone == Some(tone));
            if !is_there && self.found.len() < *RAG_CLASSES.end() {
                self.found.push(ClassDraft { word: word.into(), meaning: String::new(), tone: Some(tone) });
            }
        }
    }
}

/// Keeps the words of a class that is united with another.
fn also(kept: &mut ClassDraft, class: &ClassDraft) {
    let words = format!("also {} {}", class.word, class.meaning);
    kept.meaning = format!("{}; {}", kept.meaning, words.trim()).trim_start_matches("; ").to_string();
}
