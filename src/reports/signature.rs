//! The sheet that the chair signs.

use super::minutes::{House, finished};
use crate::document::{Block, BlockKind, Document, Mark};
use crate::record::Sitting;

/// Builds the sheet that whoever presides signs at the meeting which agrees the minutes (LGA 1972, Schedule 12,
/// paragraph 41: loose leaves are numbered one after the other, and each is initialled).
pub fn signature_sheet(sitting: &Sitting) -> Document {
    let house = House::of(sitting);
    let held = house.held();
    let blank = |label: &str| Block::new(BlockKind::Blank, Mark::Plain, label);
    let paragraph = |text: &str| Block::new(BlockKind::Paragraph, Mark::Plain, text);
    let section = |text: &str| Block::new(BlockKind::Heading(1), Mark::Plain, text);
    let mut blocks = vec![Block::new(BlockKind::Title, Mark::Plain, &sitting.body.name), paragraph(&held)];
    blocks.extend((!sitting.meeting.venue.is_empty()).then(|| paragraph(&sitting.meeting.venue)));
    blocks.push(section("Signature"));
    blocks.push(paragraph(
        "These minutes were agreed as a correct record at the meeting named below, and are signed by the person who \
         presided at it.",
    ));
    blocks.extend(["Agreed at the meeting of", "Signature", "Name", "Date"].map(blank));
    blocks.push(section("Leaves"));
    blocks.push(paragraph(
        "The leaves of these minutes are numbered one after the other, and each has been initialled by the person who \
         signs above.",
    ));
    blocks.extend(["First leaf", "Last leaf", "Initials, as on each leaf"].map(blank));
    finished(&house, &format!("{}: Signature sheet. {held}", sitting.body.name), blocks).watermarked("")
}
