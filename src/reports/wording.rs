//! The sentences that the program itself puts into minutes.

use crate::document::Words;
use crate::document::picture::Tick;
use crate::record::{Decision, Id, Paragraphs, Sitting, Verb};
use chrono::{Datelike, Months, NaiveDate};

/// What stands between a name and what was said.
pub const SAID: &str = " \u{2013} ";

/// The language of all that the program writes.
pub const LANGUAGE: &str = "en-GB";

/// What formats put beside the words of a document.
pub const WORDS: Words = Words { skip: "Skip to the text", in_words: "This picture in words", page: "Page", of: "of" };

/// Returns the first days of months from one day to another, no more than eight, as an axis names them.
pub fn month_ticks(from: NaiveDate, to: NaiveDate) -> Vec<Tick> {
    let first = from.with_day(1).unwrap_or(from);
    let firsts = (0..).map_while(|months| first.checked_add_months(Months::new(months)));
    let days: Vec<NaiveDate> = firsts.take_while(|day| *day <= to).filter(|day| *day >= from).collect();
    let step = [1, 2, 3, 6, 12].into_iter().find(|step| days.len() <= 8 * step).unwrap_or(days.len() / 8 + 1);
    let is_named = |day: &&NaiveDate| (day.year() as usize * 12 + day.month0() as usize).is_multiple_of(step);
    let named = days.iter().filter(is_named);
    named.map(|day| Tick { day: *day, label: day.format("%b %Y").to_string() }).collect()
}

/// Returns the sentence in place of what the public may not read (LGA 1972, s.100A(4) and Schedule 12A Part 1).
pub fn withheld(paragraphs: Paragraphs, is_whole_item: bool) -> String {
    let what = if is_whole_item { "This item" } else { "This part of the item" };
    let plural = if paragraphs.numbers().count() > 1 { "s" } else { "" };
    format!(
        "{what} was taken with the press and public excluded under section 100A(4) of the Local Government Act 1972, \
         because exempt information as described in paragraph{plural} {paragraphs} of Part 1 of Schedule 12A to that \
         Act was likely to be disclosed."
    )
}

/// Returns the sentence in place of what was said of exempt actions in public business.
pub fn withheld_of_actions(paragraphs: Paragraphs) -> String {
    let plural = if paragraphs.numbers().count() > 1 { "s" } else { "" };
    format!(
        "What concerns an action that is exempt under paragraph{plural} {paragraphs} of Part 1 of Schedule 12A to the Local \
         Government Act 1972 is not set out here."
    )
}

/// What stands above exempt matter wherever it is printed.
pub const NOT_FOR_PUBLICATION: &str = "NOT FOR PUBLICATION";

/// Returns the line above exempt matter that members may read.
pub fn exempt_from_here(paragraphs: Paragraphs) -> String {
    let plural = if paragraphs.numbers().count() > 1 { "s" } else { "" };
    format!("{NOT_FOR_PUBLICATION}: exempt under paragraph{plural} {paragraphs} of Part 1 of Schedule 12A")
}

/// The line below it, where the item goes on in public.
pub const EXEMPT_TO_HERE: &str = "End of exempt matter";

/// Returns the sentence of a decision: "The Board unanimously noted the report."
pub fn decision(called: &str, decision: &Decision, text: &str) -> String {
    let unanimously = if decision.unanimous { "unanimously " } else { "" };
    let sentence = match decision.verb {
        Verb::Decided => text.to_string(),
        Verb::Lost | Verb::Carried | Verb::Withdrawn => {
            let motion =
                if text.starts_with("that ") { format!("A motion {text}") } else { format!("A motion: {text}") };
            format!("{} was {unanimously}{}", motion.trim_end_matches('.'), decision.verb)
        }
        verb if text.is_empty() => format!("The {called} {unanimously}{verb} this"),
        verb => format!("The {called} {unanimously}{verb} {text}"),
    };
    ended(sentence)
}

/// Returns a sentence with a full stop, unless it ends already.
pub fn ended(sentence: String) -> String {
    if sentence.ends_with(['.', '!', '?', ':', '\u{201d}', '\u{2019}', '"']) {
        sentence
    } else {
        format!("{sentence}.")
    }
}

/// Returns a person's name as it stands before what was said, or the words as typed.
pub fn name(sitting: &Sitting, person: Option<Id>, words: &str) -> String {
    person.and_then(|id| sitting.person(id)).map_or_else(|| words.to_string(), |person| person.speaking_name())
}

/// Cuts words that have more letters than `longest`, between two of them where it can, and shows that it did.
pub fn shortened(words: &str, longest: usize) -> String {
    let Some((end, _)) = words.char_indices().nth(longest) else { return words.to_string() };
    let cut = words[..end].rfind(' ').filter(|cut| *cut > end / 2).unwrap_or(end);
    format!("{} \u{2026}", words[..cut].trim_end_matches([' ', ',', ';', ':']))
}
