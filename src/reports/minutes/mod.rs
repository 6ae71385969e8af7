//! Draft minutes in the house style of their body, one file for each thing that a style settles.

mod abbreviations;
mod actions;
mod attendance;
mod decisions;
mod fields;
mod heading;
mod house;
mod item;
mod names;
mod spoken;

pub(super) use abbreviations::is_used_in;
pub(super) use actions::{table as action_table, without_deadline};
pub(super) use heading::heading;
pub(super) use house::{House, written_day};
pub(super) use item::exempt_border;

use super::audience::{Audience, Readable, for_audience};
use super::phrases::words_of;
use super::wording;
use crate::document::{Block, BlockKind, Document, Mark};
use crate::record::house_style::Phrase;
use crate::record::{Id, Recorded, Sitting};

/// Builds the minutes of a meeting for an audience.
pub fn draft_minutes(sitting: Sitting, entries: Vec<Vec<Recorded>>, audience: Audience) -> Document {
    let readable = for_audience(sitting, entries, audience);
    let house = House::of(&readable.sitting);
    let style = house.style;
    let mut blocks = heading(&house);
    if style.actions.front {
        blocks.extend(action_table(&house, &readable));
    }
    blocks.extend(attendance::attendance(&house));
    blocks.extend(attendance::interests(&house, &readable));
    blocks.extend(heading::order_taken(&house));
    blocks.extend((0..house.sitting.items.len()).flat_map(|nth| item_section(&house, &readable, nth)));
    blocks.extend(heading::ending(&house));
    if style.actions.end {
        blocks.extend(action_table(&house, &readable));
    }
    blocks.extend(heading::signature(&house));
    let (body, held) = (&house.sitting.body.name, house.held());
    let title = if held.contains(body.as_str()) { held } else { format!("{body}, {held}") };
    finished(&house, &title, blocks)
}

/// Builds all that the minutes say of the nth item.
pub(super) fn item_section(house: &House<'_>, readable: &Readable, nth: usize) -> Vec<Block> {
    item::whole(house, &house.sitting.items[nth], &readable.entries[nth], &readable.withheld[nth])
}

/// Returns a document of a meeting: abbreviations are written out as its style wants, and it says of itself what
/// formats and templates ask for.
pub(super) fn finished(house: &House<'_>, title: &str, mut blocks: Vec<Block>) -> Document {
    let (sitting, style) = (house.sitting, house.style);
    let known = abbreviations::known(sitting);
    if style.write_out {
        abbreviations::write_out(&mut blocks, &known);
    }
    if style.glossary {
        blocks.extend(abbreviations::glossary(house, &blocks, &known));
    }
    let is_draft = !sitting.meeting.status.is_locked();
    Document::new(title, wording::LANGUAGE, blocks)
        .by(&sitting.body.name)
        .about(&house.held())
        .dated(sitting.meeting.date)
        .watermarked(if is_draft { words_of(style, Phrase::Draft) } else { "" })
        .with_fields(fields::fields(house))
}

/// Builds the minute of one item as the clerk sees it while writing: private notes and interests where they fell,
/// each entry a block of its own, actions in a line.
pub fn item_on_desk(sitting: &Sitting, item: Id, entries: &[Recorded]) -> Vec<Block> {
    let house = House::on_desk(sitting);
    let mut blocks = item::minute(&house, entries, &[]);
    house.number_paragraphs(item, &mut blocks);
    blocks.extend(item::corrections(&house, item));
    blocks
}

/// Builds one entry as it will read.
pub fn entry_on_desk(sitting: &Sitting, recorded: &Recorded) -> Vec<Block> {
    item::minute(&House::on_desk(sitting), std::slice::from_ref(recorded), &[])
}

fn paragraph(mark: Mark, text: &str) -> Block {
    Block::new(BlockKind::Paragraph, mark, text)
}

/// Returns "DCS, YC and PDM".
pub(super) fn joined(names: &[String]) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}
