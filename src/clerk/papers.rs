//! The documents of one meeting: its minutes, what it decided, what is to be done, one item, the sheet to be signed.

use super::export::{self, Content, Layout, json, written};
use super::format::{Format, Holds};
use super::{Failure, Result};
use crate::record::{Exchange, Meeting};
use crate::reports::{Audience, actions_only, decision_sheet, draft_minutes, extract, for_audience, signature_sheet};
use crate::store::Store;
use crate::text_enum;

text_enum! {
    /// A document of a meeting that is not of one item.
    pub enum Sort {
        Minutes = "minutes",
        /// What it decided, and nothing else.
        Decisions = "decisions",
        /// What is to be done, and nothing else.
        Actions = "actions",
        /// The sheet that the chair signs.
        Signature = "signature",
    }
}

/// Which document of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paper {
    Of(Sort),
    /// The minute of one item, by its number.
    Item(String),
}

impl Paper {
    /// The whole minutes.
    pub const MINUTES: Paper = Paper::Of(Sort::Minutes);

    /// Reads "decisions" or "item 5".
    pub fn read(words: &str) -> Option<Paper> {
        let words = words.trim();
        let item = words.strip_prefix("item ").map(|number| Paper::Item(number.trim().to_string()));
        Sort::from_word(words).map(Paper::Of).or(item)
    }

    fn name(&self) -> &str {
        match self {
            Paper::Of(Sort::Signature) => "signature-sheet",
            Paper::Of(sort) => sort.word(),
            Paper::Item(_) => "item",
        }
    }
}

/// Returns a document of a meeting for an audience.
pub fn paper(
    store: &Store,
    meeting: &Meeting,
    paper: &Paper,
    audience: Audience,
    layout: Layout<'_>,
) -> Result<Content> {
    let format = layout.format;
    let holds_records = format.holds() == Holds::Records;
    if audience == Audience::Clerk && !holds_records {
        return Err(Failure::new(
            "Private notes are in no document.",
            "Use --audience members; --audience clerk is for --as json, to move a meeting between books.",
        ));
    }
    if holds_records && *paper != Paper::MINUTES {
        return Err(format.unsuited("A part of the minutes"));
    }
    let minutes = store.minutes(meeting.id)?;
    let (sitting, entries) = (minutes.sitting, minutes.entries);
    let document = match paper {
        Paper::Of(Sort::Minutes) if holds_records => {
            let readable = for_audience(sitting, entries, audience);
            return json(&Exchange::of(readable.sitting, readable.entries, audience.word()));
        }
        Paper::Of(Sort::Minutes) if format.holds() == Holds::Tables => {
            let hint =
                "A spreadsheet has the actions: --what actions. Use --as docx, html, md or text for the minutes.";
            return Err(Failure::new(format!("Minutes cannot be written as {format}."), hint));
        }
        Paper::Of(Sort::Minutes) => draft_minutes(sitting, entries, audience),
        Paper::Of(Sort::Decisions) => decision_sheet(&for_audience(sitting, entries, audience)),
        Paper::Of(Sort::Actions) => actions_only(&for_audience(sitting, entries, audience)),
        Paper::Of(Sort::Signature) => signature_sheet(&for_audience(sitting, entries, audience).sitting),
        Paper::Item(number) => {
            let nth = sitting.items.iter().position(|item| item.number.eq_ignore_ascii_case(number));
            let nth = nth.ok_or_else(|| {
                let known: Vec<&str> = sitting.items.iter().map(|item| item.number.as_str()).collect();
                let hint = format!("Its items are {}.", known.join(", "));
                Failure::new(format!("There is no item {number} in {}.", meeting.slug), hint)
            })?;
            extract(&for_audience(sitting, entries, audience), nth)
        }
    };
    written(&document, layout)
}

/// Returns the usual file name: `csb-2023-02-27-draft-minutes.md`.
pub fn file_name(meeting: &Meeting, paper: &Paper, format: Format, audience: Audience) -> String {
    let is_signed = *paper == Paper::Of(Sort::Signature);
    let draft = if meeting.status.is_locked() || is_signed { "" } else { "draft" };
    let number = if let Paper::Item(number) = paper { number } else { "" };
    export::file_name(&[&meeting.slug, draft, paper.name(), number], (audience, Audience::Public), format)
}
