//! What answers promise, and what questions ask to have done afterwards: the words that say so, and the draft
//! of an ACTION that writes it down.
//!
//! The rules are in `data/promises.txt`. They are wrong now and then in both ways; nothing is recorded on
//! their word alone.

use super::deadline::due_words;
use super::sentences::{Word, sentences, words};
use super::word_rules::{Fit, Known, Table};
use std::sync::LazyLock;

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("../../data/promises.txt")));

const PROMISES: &str = "promises";
const REQUESTS: &str = "requests";

/// Words that stand for a thing which was named before.
const PRONOUNS: &[&str] = &["it", "that", "this", "them", "those", "these", "one"];

/// Words that may follow a pronoun; before any other word "that" belongs to a noun: "that page".
const AFTER_PRONOUN: &str = "in to at on from round with by for and as out again back up away down off over of tomorrow \
     today tonight into next this separately each every via through before after";

/// Words of a promise that say nothing of what is promised.
const HOLLOW: &str = "do be done provide get send give share include add put have so it that this them those these one yes \
     certainly of course indeed i we will can all to you members take away back happily gladly";

/// Words that say that somebody will go and ask, and not what.
const ASKING: &str =
    "find out check ask look into up see let know tell confirm report feed follow on in writing by email";

/// How a promise to do what was asked begins.
const DOING_SO: &[&str] = &["do that ", "do so ", "do it ", "do this "];

/// The words of an ACTION.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// What is to be done, and by when: "provide a list of the boards by Friday".
    pub text: String,
    /// The part of the text that says by when; often empty.
    pub due_words: String,
}

/// Returns the sentence of an answer that promises something to be done; None when none does.
pub fn promise(text: &str) -> Option<&str> {
    saying(PROMISES, text)
}

/// Returns the sentence of a question that asks for something to be done or provided afterwards.
pub fn request(text: &str) -> Option<&str> {
    saying(REQUESTS, text)
}

/// Returns what an ACTION would say that keeps an answer's promise, or does what a question asks for.
pub fn deed(question: Option<&str>, answer: Option<&str>) -> Option<Deed> {
    let asked = question.and_then(|text| Draft::of(REQUESTS, text));
    let promised = answer.and_then(|text| Draft::of(PROMISES, text));
    let draft = match (promised, asked) {
        (None, None) => return None,
        (Some(promised), None) => promised.standing_for(question),
        (None, Some(asked)) => asked,
        (Some(promised), Some(asked)) => match promised.keeps(&asked) {
            Some(words) => {
                let due = if promised.due.is_empty() { asked.due.clone() } else { promised.due };
                Draft { words, due, ..asked }
            }
            None => Draft { thing: asked.thing, ..promised }.standing_for(question),
        },
    };
    Some(draft.deed())
}

fn saying<'a>(section: &str, text: &'a str) -> Option<&'a str> {
    sentences(text).find(|sentence| {
        let words = words(sentence);
        TABLE.find(section, &TABLE.know(&words)).is_some()
    })
}

/// What a sentence promises or asks for, on the way to becoming a deed.
struct Draft {
    /// Without the words that say by when.
    words: String,
    due: String,
    /// The thing that is asked for.
    thing: Option<String>,
    /// A sentence that may name the thing for which a pronoun stands.
    before: Option<String>,
}

impl Draft {
    /// Returns the draft of the first sentence of a text that a section's rules find.
    fn of(section: &str, text: &str) -> Option<Draft> {
        let mut before = None;
        for sentence in sentences(text) {
            let words = words(sentence);
            let known = TABLE.know(&words);
            if let Some(fit) = TABLE.find(section, &known) {
                return Some(Draft { before, ..Draft::from_fit(sentence, &known, &fit) });
            }
            before = Some(sentence.to_string());
        }
        None
    }

    fn from_fit(sentence: &str, known: &Known, fit: &Fit) -> Draft {
        let said = TABLE.says(fit, known, |start, end| slice(sentence, known.words, start, end));
        let said = reworded(&said);
        let (words, due) = split_due(&said);
        let due = if due.is_empty() { due_before(sentence, known.words, fit.span.start) } else { due.to_string() };
        let thing = fit.kept.iter().find(|(name, ..)| *name == "<thing>");
        let thing = thing.map(|(_, start, end)| slice(sentence, known.words, *start, *end));
        let thing = thing.map(|thing| split_due(thing.split([',', '?']).next().unwrap_or_default()).0.to_string());
        let thing = thing.filter(|thing| !thing.is_empty() && !PRONOUNS.contains(&thing.to_lowercase().as_str()));
        Draft { words: words.to_string(), due, thing, before: None }
    }

    /// Returns the words of a request when the promise is to do just that: "I will do that this week".
    fn keeps(&self, asked: &Draft) -> Option<String> {
        let first = |words: &str| words.split_whitespace().next().map(str::to_lowercase);
        let is_short = self.words.split_whitespace().count() <= 3 && pronoun(&self.words).is_some();
        if is_hollow(&self.words, "") || (is_short && first(&self.words) == first(&asked.words)) {
            return Some(asked.words.clone());
        }
        let tail = DOING_SO.iter().find_map(|start| self.words.strip_prefix(start))?;
        Some(format!("{} {tail}", asked.words))
    }

    /// Puts the thing that was asked for in the place of a pronoun, or has the question stand beside it.
    fn standing_for(mut self, question: Option<&str>) -> Draft {
        if let (Some(thing), Some(at)) = (&self.thing, pronoun(&self.words)) {
            self.words.replace_range(at, thing);
        }
        let asked = question.and_then(|text| sentences(text).filter(|sentence| sentence.ends_with('?')).last());
        self.before = asked.map(String::from);
        self
    }

    fn deed(mut self) -> Deed {
        if self.words.is_empty() {
            self.words = "do so".into();
        }
        let stands_for_more = pronoun(&self.words).is_some() || is_hollow(&self.words, ASKING);
        let before = self.before.as_deref().map(without_stop).filter(|before| stands_for_more && !before.is_empty());
        if let Some(before) = before {
            self.words = format!("{} ({})", self.words, lower_first(before));
        }
        let text = if self.due.is_empty() { self.words } else { format!("{} {}", self.words, self.due) };
        Deed { text, due_words: self.due }
    }
}

/// Returns some words as written, without the stop, a courtesy or an objection that follows.
fn slice(sentence: &str, words: &[Word], start: usize, end: usize) -> String {
    let Some(kept) = words.get(start..end) else { return String::new() };
    let kept = &kept[..(1..kept.len()).find(|at| goes_elsewhere(&kept[*at..])).unwrap_or(kept.len())];
    let is_courtesy = kept.last().is_some_and(|last| last.text == "please");
    let kept = &kept[..kept.len() - usize::from(is_courtesy)];
    let (Some(first), Some(last)) = (kept.first(), kept.last()) else { return String::new() };
    // A bracket or quotation mark that belongs to the last word stays with it.
    let after = &sentence[last.at.end..];
    let closing = after.find(|letter| !")\u{2019}\u{201d}\"%".contains(letter)).unwrap_or(after.len());
    let written = sentence[first.at.start..last.at.end + closing].trim_start();
    if start == 0 { lower_first(written) } else { written.to_string() }
}

/// Tells whether words object to what was said before them, or ask something else: ", but", ", and who".
fn goes_elsewhere(words: &[Word]) -> bool {
    let text = |index: usize| words.get(index).map_or("", |word: &Word| word.text.as_ref());
    let asks = ["and", "or"].contains(&text(0)) && ["who", "how", "what", "why", "when", "if"].contains(&text(1));
    words.first().is_some_and(|word| word.is_set_off) && (asks || ["but", "although"].contains(&text(0)))
}

/// Writes the first letter small where the first word begins a sentence and is no name.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let word = text.split_whitespace().next().unwrap_or_default();
    let next = text.split_whitespace().nth(1).unwrap_or_default();
    let is_title = TABLE.is_listed("TITLE", &word.to_lowercase());
    let is_name = is_title || word.chars().skip(1).any(char::is_uppercase) || next.starts_with(char::is_uppercase);
    match letters.next() {
        Some(first) if !is_name && word != "I" && !word.starts_with("I'") && !word.starts_with("I\u{2019}") => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_string(),
    }
}

/// Says what one said to another as an ACTION says it: "come back to you" becomes "report back".
fn reworded(text: &str) -> String {
    let words = words(text);
    let known = TABLE.know(&words);
    let mut reworded = String::with_capacity(text.len());
    let mut done = 0;
    for (span, instead) in TABLE.replacements("rewording", &known) {
        let Some([first, ..]) = words.get(span.clone()) else { continue };
        let Some([.., last]) = words.get(span) else { continue };
        if first.at.start < done {
            continue;
        }
        reworded.push_str(&text[done..first.at.start]);
        reworded.push_str(&instead);
        done = last.at.end;
    }
    reworded.push_str(&text[done..]);
    reworded
}

/// Splits words into what is to be done and by when.
fn split_due(text: &str) -> (&str, &str) {
    let text = without_stop(text);
    let Some(due) = due_words(text).filter(|due| text.ends_with(due)) else { return (text, "") };
    let due = without_object(due);
    (text[..text.len() - due.len()].trim_end().trim_end_matches(','), due)
}

/// Leaves a pronoun to the deed: "on that before the next meeting".
fn without_object(due: &str) -> &str {
    let mut words = due.splitn(3, ' ');
    match (words.next(), words.next(), words.next()) {
        (Some(_), Some(pronoun), Some(rest)) if PRONOUNS.contains(&pronoun) && due_words(rest) == Some(rest) => rest,
        _ => due,
    }
}

/// Returns the deadline with which the sentence of a promise begins: "By Friday I will …".
fn due_before(sentence: &str, words: &[Word], start: usize) -> String {
    let before = words.get(start).map_or("", |word| &sentence[..word.at.start]);
    let before = before.trim_end().trim_end_matches(',');
    let due = due_words(before).filter(|due| before.ends_with(due)).unwrap_or_default();
    let begins = before[..before.len() - due.len()].split_whitespace().count() <= 1;
    let mut letters = due.chars();
    let ends = !due.ends_with(" and") && !due.ends_with(" but");
    letters
        .next()
        .filter(|_| begins && ends)
        .map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

fn without_stop(text: &str) -> &str {
    text.trim().trim_end_matches(['.', '?', '!', ';', ',', ':', ' '])
}

/// Tells whether words say nothing of what is to be done; some more may be allowed.
fn is_hollow(words: &str, allowed: &str) -> bool {
    let known = HOLLOW.split_whitespace().chain(allowed.split_whitespace());
    words.split_whitespace().all(|word| known.clone().any(|known| known.eq_ignore_ascii_case(word)))
}

/// Returns where a pronoun stands for the thing to which something is to be done.
fn pronoun(text: &str) -> Option<std::ops::Range<usize>> {
    let words = words(text);
    let index = (1..words.len().min(4)).find(|index| PRONOUNS.contains(&&*words[*index].text))?;
    let next = words.get(index + 1);
    let stands_alone =
        next.is_none_or(|next| next.is_set_off || AFTER_PRONOUN.split_whitespace().any(|known| known == next.text));
    stands_alone.then(|| words[index].at.clone())
}
