//! Cells that hold several things: milestones with their dates, findings with their paragraphs.

use super::{DayDraft, FindingDraft, MilestoneDraft};
use crate::record::stretch::stretch;

/// Splits at semicolons and line ends, and drops what stands in front of each in a list.
pub(super) fn items(text: &str) -> Vec<&str> {
    text.split([';', '\n']).map(bare).filter(|item| !item.is_empty()).collect()
}

fn bare(item: &str) -> &str {
    item.trim().trim_start_matches(['\u{2022}', '\u{b7}', '\u{25aa}', '*', '-', '\u{2013}', ' ']).trim()
}

/// Words that say that a milestone is reached.
const REACHED: &[&str] = &["completed", "complete", "done", "achieved", "reached", "met"];

/// Reads "Draft policy (30 June 2026); Launch – Sept 2026".
pub(super) fn milestones(text: &str, period: &str) -> Vec<MilestoneDraft> {
    items(text).into_iter().map(|item| milestone(item, period)).collect()
}

fn milestone(item: &str, period: &str) -> MilestoneDraft {
    for (words, time) in splits(item) {
        let (reached, time) = match REACHED.iter().find_map(|mark| strip_word(time, mark)) {
            Some(rest) => (true, rest),
            None => (false, time),
        };
        if let Some((_, day)) = stretch(time, period).filter(|_| !words.is_empty()) {
            let due = DayDraft { words: time.to_string(), day: Some(day) };
            return match reached {
                true => MilestoneDraft { text: words.into(), reached: Some(day), ..MilestoneDraft::default() },
                false => MilestoneDraft { text: words.into(), due, reached: None },
            };
        }
    }
    MilestoneDraft { text: item.into(), ..MilestoneDraft::default() }
}

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).map(|_| &text[word.len()..])?;
    rest.starts_with([' ', ':']).then(|| rest.trim_start_matches([' ', ':']))
}

/// Returns the ways of splitting a milestone into what and when.
fn splits(item: &str) -> Vec<(&str, &str)> {
    let mut ways = Vec::new();
    if let Some((words, time)) = item.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        ways.push((words.trim(), time.trim()));
    }
    for mark in [" \u{2013} ", " \u{2014} ", " - ", ": ", " by ", ", "] {
        if let Some((first, last)) = item.rsplit_once(mark) {
            ways.push((first.trim(), last.trim()));
        }
    }
    for mark in [" \u{2013} ", " \u{2014} ", " - ", ": "] {
        if let Some((first, last)) = item.split_once(mark) {
            ways.push((last.trim(), first.trim()));
        }
    }
    ways
}

/// What stands in front of a place in a report.
const PLACES: &[&str] = &[
    " paragraphs ",
    " paragraph ",
    " paras ",
    " para ",
    " para. ",
    " pages ",
    " page ",
    " p. ",
    " p.",
    " recommendation ",
    " rec ",
    " rec. ",
    " finding ",
    " section ",
    " \u{a7}",
];

/// Reads "Ofsted ILACS Nov 2022 para 12; Peer review 2024".
pub(super) fn findings(text: &str) -> Vec<FindingDraft> {
    let one = |item: &str| {
        let small = item.to_ascii_lowercase();
        let found = PLACES.iter().filter_map(|mark| small.rfind(mark).filter(|at| *at > 0)).min();
        match found {
            Some(at) => FindingDraft {
                report: item[..at].trim_end_matches([' ', ',', ':', '-', '\u{2013}']).to_string(),
                paragraph: item[at..].trim().to_string(),
            },
            None => FindingDraft { report: item.into(), paragraph: String::new() },
        }
    };
    items(text).into_iter().map(one).collect()
}
