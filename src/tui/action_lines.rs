//! How an action looks in the lists of the screens: one row, and its particulars.

use super::paint;
use super::wrap::wrap;
use crate::clerk::register::Registered;
use crate::document::inert;
use crate::record::standing::Need;
use crate::record::time::short_date;
use crate::reports::listed::times;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// Returns who is accountable, as lists name them.
pub fn owner(row: &Registered) -> String {
    if row.owner.is_empty() { "no owner".into() } else { inert(&row.owner).into_owned() }
}

/// Returns why an action stands where it stands; words, since colour alone says nothing to some.
pub fn need_label(need: Need) -> &'static str {
    match need {
        Need::Overdue => "OVERDUE",
        Need::Due => "due now",
        Need::Proposed => "to agree",
        Need::Quiet => "quiet",
        Need::Soon => "",
        Need::Later => "later",
    }
}

/// Returns one row of a list: why it stands where it does, reference, owner, day, words.
pub fn row(row: &Registered, reference: &str, label: &str, is_open: bool, width: usize) -> Line<'static> {
    let style = match label {
        _ if !is_open => paint::dim(),
        "OVERDUE" => paint::warning(),
        "due now" | "to agree" => paint::action(),
        _ => paint::dim(),
    };
    let due = match row.due_date {
        Some(due) => due.format("%d %b %y").to_string(),
        None => row.due_words.clone(),
    };
    let reference_width = reference.width().max(6) + 1;
    let exempt = if row.exempt { "[exempt] " } else { "" };
    let words = paint::fitted(&format!("{exempt}{}", inert(&row.text)), width.saturating_sub(39 + reference_width));
    let rest = if is_open { ratatui::style::Style::new() } else { paint::dim() };
    Line::from(vec![
        Span::styled(format!(" {}", paint::padded(label, 8)), style),
        Span::styled(format!(" {}", paint::padded(&inert(reference), reference_width)), paint::bold()),
        Span::styled(format!("{} ", paint::padded(&owner(row), 14)), paint::name()),
        Span::styled(format!("{} ", paint::padded(&inert(&due), 11)), rest),
        Span::styled(words, rest),
    ])
}

/// Returns an action in full: its words, its deadline and what became of it, what was heard last.
pub fn particulars(row: &Registered, width: usize, height: usize) -> Vec<Line<'static>> {
    let room = width.saturating_sub(2).max(20);
    let mut lines: Vec<Line<'static>> = Vec::new();
    let text = inert(&row.text).into_owned();
    let mut words = wrap(&text, room);
    words.truncate(height.saturating_sub(2).max(1));
    lines.extend(words.into_iter().map(|range| Line::raw(format!(" {}", text[range].trim_end()))));
    lines.push(Line::styled(format!(" {}", paint::fitted(&deadline(row), room)), paint::dim()));
    let last = match row.updates.last() {
        Some(heard) => format!("Last, {}: {}", short_date(heard.at.date()), inert(&heard.told())),
        None => "Nothing has been heard of it since.".into(),
    };
    lines.push(Line::styled(format!(" {}", paint::fitted(&last, room)), paint::dim()));
    lines.truncate(height);
    lines
}

/// Returns "by 30 June = Fri 30 Jun 2023, at first Fri 10 Mar 2023; moved 1 time, carried forward 2 times".
pub fn deadline(row: &Registered) -> String {
    let words = if row.due_words.is_empty() { "no deadline".into() } else { inert(&row.due_words).into_owned() };
    let mut facts = vec![match row.due_date {
        Some(due) => format!("{words} = {}", short_date(due)),
        None => words,
    }];
    if row.original_due != row.due_date
        && let Some(original) = row.original_due
    {
        facts.push(format!("at first {}", short_date(original)));
    }
    facts.extend((row.slips > 0).then(|| format!("moved {}", times(row.slips))));
    facts.extend((row.carried > 0).then(|| format!("carried forward {}", times(row.carried))));
    facts.push(format!("{}, {}", row.status, inert(&row.meeting)));
    facts.push(inert(&row.item).into_owned());
    facts.join("; ")
}
