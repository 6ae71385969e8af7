//! The sentences that the program itself puts into minutes.

use crate::document::Words;
use crate::document::picture::Tick;
use crate::record::time::{is_of_day, long_date, spoken_time, weekday_date};
use crate::record::{
    Correction, Decision, Id, Meeting, Movement, MovementKind, Paragraphs, Sitting, Verb, Vote, VoteCast,
};
use chrono::{Datelike, Months, NaiveDate, NaiveDateTime};

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

/// Returns "The questions from the Board were as follows:".
pub fn questions_lead_in(called: &str) -> String {
    format!("The questions from the {called} were as follows:")
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

/// What minutes say that have not been confirmed.
pub const DRAFT: &str = "DRAFT";

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
    if sentence.ends_with(['.', '!', '?', ':', '\u{201d}', '\u{2019}', '"']) {
        sentence
    } else {
        format!("{sentence}.")
    }
}

/// Returns "Proposed by Cllr A Barrow and seconded by Cllr Y Clement. Voting: 7 for, 2 against, 1 abstained."
pub fn motion(sitting: &Sitting, decision: &Decision) -> String {
    let mut sentences = Vec::new();
    let mover = name(sitting, decision.mover, &decision.mover_words);
    let seconder = name(sitting, decision.seconder, &decision.seconder_words);
    match (mover.is_empty(), seconder.is_empty()) {
        (true, _) => {}
        (false, true) => sentences.push(format!("Proposed by {mover}.")),
        (false, false) => sentences.push(format!("Proposed by {mover} and seconded by {seconder}.")),
    }
    if let Some(tally) = decision.tally() {
        let (votes_for, against, abstained) = (tally.votes_for, tally.against, tally.abstained);
        sentences.push(format!("Voting: {votes_for} for, {against} against, {abstained} abstained."));
    }
    sentences.join(" ")
}

/// Returns "For: Cllr A Barrow, Kate Goode", one line for each way of voting that somebody used.
pub fn named_votes(sitting: &Sitting, votes: &[Vote]) -> Vec<String> {
    let line = |cast: &VoteCast| {
        let voted = votes.iter().filter(|vote| vote.voted == *cast);
        let names: Vec<String> = voted.map(|vote| name(sitting, Some(vote.person), "")).collect();
        let label = match cast {
            VoteCast::For => "For",
            VoteCast::Against => "Against",
            VoteCast::Abstained => "Abstained",
            VoteCast::Conflict => "Did not vote because of an interest",
        };
        (!names.is_empty()).then(|| format!("{label}: {}.", names.join(", ")))
    };
    VoteCast::ALL.iter().filter_map(line).collect()
}

/// Returns "Cllr R Quick arrived at 6.24 pm, train delayed."
pub fn movement(sitting: &Sitting, movement: &Movement, words: &str, reason: &str) -> String {
    let who = name(sitting, movement.person, words);
    let who = if who.is_empty() { "Somebody".to_string() } else { who };
    let at = time_of(&sitting.meeting, movement.time);
    let sentence = match movement.kind {
        MovementKind::Arrives => match movement.substitute_for {
            Some(member) => format!("{who} arrived at {at} as substitute for {}", name(sitting, Some(member), "")),
            None => format!("{who} arrived at {at}"),
        },
        MovementKind::Leaves => format!("{who} left at {at}"),
        MovementKind::Adjourned => format!("The meeting was adjourned at {at}"),
        MovementKind::Resumed => format!("The meeting resumed at {at}"),
        MovementKind::TakesChair => format!("{who} took the chair at {at}"),
    };
    if reason.is_empty() { format!("{sentence}.") } else { format!("{sentence}, {}.", reason.trim_end_matches('.')) }
}

/// Returns a time of day, with the date where the meeting had gone on to another day.
pub fn time_of(meeting: &Meeting, at: NaiveDateTime) -> String {
    let time = spoken_time(at.time());
    if is_of_day(at, meeting.date) { time } else { format!("{time} on {}", long_date(at.date())) }
}

/// Returns a person's name as it stands before what was said, or the words as typed.
pub fn name(sitting: &Sitting, person: Option<Id>, words: &str) -> String {
    person.and_then(|id| sitting.person(id)).map_or_else(|| words.to_string(), |person| person.speaking_name())
}

/// Returns "Minutes of the meeting held on Monday 27 February 2023 at 6.00 pm".
pub fn held_on(meeting: &Meeting) -> String {
    let time = meeting.started.map(|started| started.time()).or(meeting.time);
    let time = meeting.time.or(time).map(|time| format!(" at {}", spoken_time(time))).unwrap_or_default();
    format!("Minutes of the meeting held on {}{time}", weekday_date(meeting.date))
}

/// What stands in front of an answer that came in writing after the meeting.
pub fn written_reply(received: NaiveDate) -> String {
    format!("in writing, on {}: ", long_date(received))
}

/// "Correction recorded on 12 May 2023: for two read three."
pub fn correction(correction: &Correction) -> String {
    format!("Correction recorded on {}: {}", long_date(correction.at.date()), correction.text)
}

/// Cuts words that have more letters than `longest`, between two of them where it can, and shows that it did.
pub fn shortened(words: &str, longest: usize) -> String {
    let Some((end, _)) = words.char_indices().nth(longest) else { return words.to_string() };
    let cut = words[..end].rfind(' ').filter(|cut| *cut > end / 2).unwrap_or(end);
    format!("{} \u{2026}", words[..cut].trim_end_matches([' ', ',', ';', ':']))
}
