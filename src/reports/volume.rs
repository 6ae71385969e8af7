//! The minutes of a body's year as one volume: numbered through, with contents in front and an index at the end.

use super::audience::{Audience, Readable, for_audience};
use super::minutes::{House, draft_minutes, joined};
use super::phrases::words_of;
use super::volume_index::index;
use super::wording;
use crate::document::{Block, BlockKind, Document, Mark, Run};
use crate::record::house_style::{Numbering, Phrase};
use crate::record::{Body, Id, Item, Recorded, Sitting};
use std::collections::HashMap;

/// One meeting within a volume.
pub(super) struct Bound {
    pub readable: Readable,
    /// Its minutes as they stand in the volume, headings one level deeper, items numbered.
    pub blocks: Vec<Block>,
    /// Counts from 1.
    pub number: usize,
    /// Its day, with the weekday where its house style has one.
    heading: String,
    /// Its day without the weekday.
    day: String,
    /// What each item is referred to by: `3.5`, or `12/23` where the body numbers its minutes so.
    pub numbers: HashMap<Id, String>,
}

/// Builds the volume of a body's meetings, which stand in the order of their days.
///
/// Places are referred to by the numbers of meetings and minutes: not every format knows pages.
pub fn volume(body: &Body, year: &str, meetings: Vec<(Sitting, Vec<Vec<Recorded>>)>, audience: Audience) -> Document {
    let title = format!("Minutes of {year}");
    let bound: Vec<Bound> =
        (1..).zip(meetings).map(|(number, (sitting, entries))| bind(number, sitting, entries, audience)).collect();
    let drafts: Vec<&Bound> = bound.iter().filter(|bound| !bound.sitting().meeting.status.is_locked()).collect();
    let mut blocks = front(body, &title, &bound, &drafts);
    let watermark = drafts.first().map_or("", |draft| words_of(&draft.sitting().style, Phrase::Draft)).to_string();
    blocks.extend(contents(&bound));
    let at_end = index(&bound);
    blocks.extend(bound.into_iter().flat_map(|bound| bound.blocks));
    blocks.extend(at_end);
    Document::new(&format!("{}: {title}", body.name), wording::LANGUAGE, blocks)
        .by(&body.name)
        .about(&title)
        .watermarked(&watermark)
}

impl Bound {
    pub(super) fn sitting(&self) -> &Sitting {
        &self.readable.sitting
    }

    /// Returns what an item is called here; an exempt one has no title for those who may not read it.
    pub(super) fn title<'a>(&self, item: &'a Item) -> &'a str {
        if item.title.is_empty() { "Exempt item" } else { &item.title }
    }
}

fn front(body: &Body, title: &str, bound: &[Bound], drafts: &[&Bound]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let draft = drafts.first().map(|draft| House::of(draft.sitting()));
    blocks.extend(draft.and_then(|house| house.block(BlockKind::Paragraph, Mark::Draft, Phrase::Draft, &[])));
    blocks.push(Block::new(BlockKind::Title, Mark::Plain, &body.name));
    blocks.push(paragraph(Mark::Plain, title));
    let extent = match bound {
        [] => "No meeting was held.".to_string(),
        [only] => format!("1 meeting, on {}.", only.day),
        [first, .., last] => format!("{} meetings, from {} to {}.", bound.len(), first.day, last.day),
    };
    blocks.push(paragraph(Mark::Plain, &extent));
    if !drafts.is_empty() {
        let days: Vec<String> = drafts.iter().map(|draft| draft.day.clone()).collect();
        let words = format!("Not confirmed yet, and drafts: the minutes of {}.", joined(&days));
        blocks.push(paragraph(Mark::Plain, &words));
    }
    blocks
}

fn bind(number: usize, sitting: Sitting, entries: Vec<Vec<Recorded>>, audience: Audience) -> Bound {
    let minutes = draft_minutes(sitting.clone(), entries.clone(), audience);
    let readable = for_audience(sitting, entries, audience);
    let house = House::of(&readable.sitting);
    let (heading, day) = (house.meeting_day(house.sitting.meeting.date), house.day(house.sitting.meeting.date));
    let top = Block::new(BlockKind::Heading(1), Mark::Plain, &heading).numbered(&number.to_string());
    let mut blocks = vec![top.standing_for(house.sitting.meeting.id).on_new_page()];
    let mut numbers = HashMap::new();
    for mut block in minutes.blocks {
        match block.kind {
            // The volume has the name of the body already.
            BlockKind::Title => continue,
            BlockKind::Heading(level) => block.kind = BlockKind::Heading(level + 1),
            _ => {}
        }
        if let Some(item) = block.source.and_then(|id| house.sitting.item(id)) {
            block = block.numbered(&house.number_of(item));
            numbers.insert(item.id, place_of(&house, number, block.number()));
        }
        number_through(&house, number, &mut block);
        blocks.push(block);
    }
    Bound { blocks, number, heading, day, numbers, readable }
}

/// Writes the numbers of a block, and of all that stands in it, as they are known in the volume.
fn number_through(house: &House<'_>, meeting: usize, block: &mut Block) {
    if !block.number().is_empty() {
        *block = block.clone().numbered(&place_of(house, meeting, block.number()));
    }
    if let BlockKind::Beside(beside) = &mut block.kind {
        let inner = beside.rows.iter_mut().flatten().flatten();
        inner.for_each(|block| number_through(house, meeting, block));
    }
}

/// Returns a number as it is known in the volume: those that begin again at each meeting have its number in front.
fn place_of(house: &House<'_>, meeting: usize, number: &str) -> String {
    let runs_on = matches!(house.style.numbering, Numbering::Running | Numbering::Year);
    match runs_on && house.sitting.first_number.is_some() {
        true => number.to_string(),
        false => format!("{meeting}.{number}"),
    }
}

fn contents(bound: &[Bound]) -> Vec<Block> {
    let mut blocks = vec![Block::new(BlockKind::Heading(1), Mark::Plain, "Contents")];
    for bound in bound {
        let meeting = &bound.sitting().meeting;
        let words = format!("{}  {}", bound.number, bound.heading);
        blocks.push(entry(0, vec![Run::strong(&words).referring_to(meeting.id)]));
        for item in &bound.sitting().items {
            let number = bound.numbers.get(&item.id).map_or("", String::as_str);
            let words = format!("{number}  {}", bound.title(item));
            blocks.push(entry(1, vec![Run::plain(&words).referring_to(item.id)]));
        }
    }
    blocks
}

/// Returns a line of the contents or of the index.
pub(super) fn entry(depth: u32, runs: Vec<Run>) -> Block {
    Block::of(BlockKind::Bullet(depth), Mark::Plain, runs)
}

fn paragraph(mark: Mark, text: &str) -> Block {
    Block::new(BlockKind::Paragraph, mark, text)
}
