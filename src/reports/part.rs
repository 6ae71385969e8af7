//! Parts of the minutes of one meeting: what it decided, what is to be done, one item. They are the sentences of the
//! minutes, so that no two papers of a meeting word the same thing otherwise.

use super::audience::{Readable, Withheld};
use super::minutes::{self, House, action_table, exempt_border, finished, heading};
use super::wording;
use crate::document::{Block, BlockKind, Document, Mark, Run};
use crate::record::{EntryKind, Id, Paragraphs};

/// Builds the decision sheet: number, item and decision, who proposed and seconded, and the votes.
///
/// Decisions are numbered under their item, exempt ones by themselves: the public's numbers are the members' too.
pub fn decision_sheet(readable: &Readable) -> Document {
    let house = House::of(&readable.sitting);
    let items = (0..readable.sitting.items.len()).flat_map(|nth| decisions_of(&house, readable, nth));
    let mut blocks: Vec<Block> = items.collect();
    if blocks.is_empty() {
        blocks.push(paragraph(Mark::Plain, "No decision was recorded."));
    }
    document(&house, "Decisions only", blocks)
}

/// Builds the list of what is to be done after a meeting.
pub fn actions_only(readable: &Readable) -> Document {
    let house = House::of(&readable.sitting);
    let mut blocks = action_table(&house, readable);
    if blocks.is_empty() {
        blocks.push(paragraph(Mark::Plain, "No action was recorded."));
    }
    document(&house, "Actions only", blocks)
}

/// Builds the extract of the nth item, to be certified.
pub fn extract(readable: &Readable, nth: usize) -> Document {
    let house = House::of(&readable.sitting);
    let mut blocks = minutes::item_section(&house, readable, nth);
    blocks.push(paragraph(Mark::Plain, "Certified as a true extract of the minutes:"));
    blocks.extend(["Name", "Post", "Date"].map(|label| Block::new(BlockKind::Blank, Mark::Plain, label)));
    document(&house, &format!("Extract: item {}", house.sitting.items[nth].number), blocks)
}

/// Builds one item for the clipboard: no more than its minute.
pub fn item_alone(readable: &Readable, nth: usize) -> Document {
    let house = House::of(&readable.sitting);
    let number = house.number_of(&house.sitting.items[nth]);
    Document::new(&number, wording::LANGUAGE, minutes::item_section(&house, readable, nth))
}

/// Returns a document of a meeting under the heading of its minutes.
fn document(house: &House<'_>, what: &str, blocks: Vec<Block>) -> Document {
    let mut all = heading(house);
    all.push(Block::of(BlockKind::Paragraph, Mark::Plain, vec![Run::strong(what)]));
    all.extend(blocks);
    finished(house, &format!("{}: {what}. {}", house.sitting.body.name, house.held()), all)
}

fn paragraph(mark: Mark, text: &str) -> Block {
    Block::new(BlockKind::Paragraph, mark, text)
}

/// Returns the heading of an item with its decisions; nothing where nothing was decided or withheld.
fn decisions_of(house: &House<'_>, readable: &Readable, nth: usize) -> Vec<Block> {
    let item = &readable.sitting.items[nth];
    let section = minutes::item_section(house, readable, nth);
    let heading_ends = section.iter().position(|block| block.source == Some(item.id)).map_or(0, |heading| heading + 1);
    let (heading, minute) = section.split_at(heading_ends);
    let item_number = house.number_of(item);
    let mut blocks = Vec::new();
    let mut exempt = Paragraphs::PUBLIC;
    let (mut open, mut closed) = (0, 0);
    // One sentence says it for all that was withheld under the item on the same grounds.
    let withhold = |place: usize, blocks: &mut Vec<Block>| {
        let sentence = withheld(&readable.withheld[nth], place).filter(|sentence| !blocks.contains(sentence));
        blocks.extend(sentence);
    };
    for (place, recorded) in readable.entries[nth].iter().enumerate() {
        withhold(place, &mut blocks);
        if recorded.entry.kind != EntryKind::Decision {
            continue;
        }
        let paragraphs = item.exempt.union(recorded.entry.exempt);
        blocks.extend(exempt_border(exempt, paragraphs));
        exempt = paragraphs;
        let number = if exempt.is_exempt() {
            closed += 1;
            format!("E{item_number}.{closed}")
        } else {
            open += 1;
            format!("{item_number}.{open}")
        };
        blocks.extend(sentences(minute, recorded.entry.id, &number));
    }
    if !item.exempt.is_exempt() {
        blocks.extend(exempt_border(exempt, Paragraphs::PUBLIC));
    }
    withhold(readable.entries[nth].len(), &mut blocks);
    if blocks.is_empty() { blocks } else { heading.iter().cloned().chain(blocks).collect() }
}

/// Returns the sentences of the minutes for one decision, the first of them numbered.
fn sentences(minute: &[Block], decision: Id, number: &str) -> Vec<Block> {
    let mut found = Vec::new();
    collect(minute, decision, &mut found);
    if let Some(first) = found.first_mut().filter(|first| first.number().is_empty()) {
        *first = first.clone().numbered(number);
    }
    found
}

/// Collects what stands for an entry, also what stands beside something.
fn collect(blocks: &[Block], entry: Id, found: &mut Vec<Block>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Beside(beside) => {
                beside.rows.iter().flatten().for_each(|side| collect(side, entry, found));
            }
            _ if block.source == Some(entry) && block.mark == Mark::Decision => found.push(block.clone()),
            _ => {}
        }
    }
}

/// Returns the sentence in place of what was left out before an entry, unless it was of actions alone.
fn withheld(gaps: &[Withheld], place: usize) -> Option<Block> {
    let gap = gaps.iter().find(|gap| gap.before == place && !gap.is_of_actions)?;
    Some(paragraph(Mark::Exempt, &wording::withheld(gap.paragraphs, gap.is_whole_item)))
}
