//! What stands above the items and below them: body and day, the next meeting, the signature.

use super::house::House;
use super::paragraph;
use crate::document::{Block, BlockKind, Mark};
use crate::record::Item;
use crate::record::house_style::Phrase;

pub(in crate::reports) fn heading(house: &House<'_>) -> Vec<Block> {
    let meeting = &house.sitting.meeting;
    let mut blocks = Vec::new();
    if !meeting.status.is_locked() {
        blocks.extend(house.block(BlockKind::Paragraph, Mark::Draft, Phrase::Draft, &[]));
    }
    blocks.push(Block::new(BlockKind::Title, Mark::Plain, &house.sitting.body.name));
    blocks.push(paragraph(Mark::Plain, &house.held()));
    if !meeting.venue.is_empty() {
        blocks.push(paragraph(Mark::Plain, &meeting.venue));
    }
    blocks
}

/// Says in which order the items were taken, when that was not the order of the agenda.
pub(super) fn order_taken(house: &House<'_>) -> Option<Block> {
    let sitting = house.sitting;
    let mut taken: Vec<&Item> = Vec::new();
    for visit in &sitting.visits {
        if let Some(item) = sitting.item(visit.item)
            && !taken.iter().any(|already| already.id == item.id)
        {
            taken.push(item);
        }
    }
    let in_order = taken.windows(2).all(|pair| pair[0].position <= pair[1].position);
    let numbers: Vec<&str> = taken.iter().map(|item| item.number.as_str()).collect();
    let items = numbers.join(", ");
    if in_order {
        return None;
    }
    house.block(BlockKind::Paragraph, Mark::Plain, Phrase::OrderTaken, &[("items", &items)])
}

pub(super) fn ending(house: &House<'_>) -> Vec<Block> {
    let meeting = &house.sitting.meeting;
    let mut blocks = Vec::new();
    let say = |phrase, values: &[_]| house.block(BlockKind::Paragraph, Mark::Plain, phrase, values);
    if !meeting.next_meeting.is_empty() {
        blocks.extend(say(Phrase::NextMeeting, &[("when", &meeting.next_meeting)]));
    }
    if let Some(closed) = meeting.closed {
        blocks.extend(say(Phrase::Closed, &[("time", &house.moment(closed))]));
    }
    blocks
}

/// Returns the block for signing: a sentence, and a line to fill in for each of some labels.
pub(super) fn signature(house: &House<'_>) -> Vec<Block> {
    let sentence = house.block(BlockKind::Paragraph, Mark::Plain, Phrase::Signed, &[]);
    let lines = house.say(Phrase::SignatureLines, &[]);
    let lines = lines.split(';').map(str::trim).filter(|label| !label.is_empty());
    sentence.into_iter().chain(lines.map(|label| Block::new(BlockKind::Blank, Mark::Plain, label))).collect()
}
