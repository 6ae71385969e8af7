//! The minute of one item: its heading, its entries in order, what was withheld between them, its documents.

use super::house::House;
use super::spoken::Spoken;
use super::{actions, decisions, paragraph, spoken};
use crate::document::{Block, BlockKind, Mark, Run};
use crate::record::house_style::{Phrase, Questions};
use crate::record::{Detail, EntryKind, Id, Item, Movement, MovementKind, Paragraphs, Recorded};
use crate::reports::audience::Withheld;
use crate::reports::wording;

/// Returns all that is printed of an item.
pub(super) fn whole(house: &House<'_>, item: &Item, entries: &[Recorded], withheld: &[Withheld]) -> Vec<Block> {
    let mut blocks = heading(house, item, withheld);
    blocks.extend(item.exempt.is_exempt().then(|| exempt_notice(item, withheld)).flatten());
    let mut written = minute(house, entries, withheld);
    house.number_paragraphs(item.id, &mut written);
    blocks.extend(actions::beside(house, written, entries));
    blocks.extend(corrections(house, item.id));
    blocks.extend(supporting_documents(house, item));
    blocks
}

fn heading(house: &House<'_>, item: &Item, withheld: &[Withheld]) -> Vec<Block> {
    let mut blocks = Vec::new();
    if house.style.agenda_number {
        let label = house.say(Phrase::AgendaItem, &[("number", &item.number)]);
        blocks.push(paragraph(Mark::Label, label.trim()));
    }
    let title = if item.title.is_empty() && !withheld.is_empty() { "Exempt item" } else { &item.title };
    blocks.push(
        Block::new(BlockKind::Heading(1), Mark::Plain, title)
            .numbered(&house.heading_number(item))
            .standing_for(item.id),
    );
    if house.style.purposes && !item.purpose.is_empty() {
        blocks.push(paragraph(Mark::Purpose, &item.purpose));
    }
    blocks
}

/// Returns what was recorded under an item, in order.
pub(super) fn minute(house: &House<'_>, entries: &[Recorded], withheld: &[Withheld]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut spoken = Spoken::default();
    let mut exempt = Paragraphs::PUBLIC;
    let is_whole_item = entries.first().and_then(|first| house.sitting.item(first.entry.item));
    let is_whole_item = is_whole_item.is_some_and(|item| item.exempt.is_exempt());
    for (nth, recorded) in entries.iter().enumerate() {
        let above = blocks.len();
        if let Some(gap) = gap(withheld, nth) {
            blocks.push(gap);
            spoken.has_a_gap();
        }
        let kind = recorded.entry.kind;
        if !house.is_on_desk && !is_whole_item {
            blocks.extend(exempt_border(exempt, recorded.entry.exempt));
            exempt = recorded.entry.exempt;
        }
        if blocks.len() > above {
            spoken.is_interrupted();
        }
        if spoken.takes(kind) {
            blocks.extend(lead_in(house));
        }
        if kind != EntryKind::Interest || house.is_on_desk {
            entry_blocks(house, recorded, &mut spoken, &mut blocks);
        }
        if kind == EntryKind::Question {
            let replies = spoken::written_replies(house, entries, &recorded.entry);
            if !replies.is_empty() {
                spoken.is_interrupted();
            }
            blocks.extend(replies);
        }
    }
    blocks.extend(exempt_border(exempt, Paragraphs::PUBLIC));
    blocks.extend(gap(withheld, entries.len()));
    blocks
}

/// Returns the sentence above the first question of an item that is told in a list.
fn lead_in(house: &House<'_>) -> Option<Block> {
    let is_list = house.style.questions == Questions::Nested;
    let called = &house.sitting.body.called;
    is_list.then(|| house.block(BlockKind::Paragraph, Mark::LeadIn, Phrase::Questions, &[("body", called)])).flatten()
}

/// Adds the blocks of one entry.
fn entry_blocks(house: &House<'_>, recorded: &Recorded, spoken: &mut Spoken, blocks: &mut Vec<Block>) {
    let entry = &recorded.entry;
    let written = match (&recorded.detail, entry.kind) {
        (_, kind) if kind.is_spoken() => return spoken::add(house, recorded, spoken, blocks),
        (_, EntryKind::Point) => {
            spoken.is_interrupted();
            vec![Block::new(BlockKind::Bullet(spoken.depth_of_point(house, entry.depth)), Mark::Plain, &entry.text)]
        }
        (detail, kind) => {
            spoken.is_interrupted();
            match (detail, kind) {
                (Detail::Action { action, owners, .. }, _) => {
                    actions::in_the_minute(house, action, owners, &entry.text)
                }
                (Detail::Decision { decision, votes }, _) => decisions::decision(house, decision, votes, &entry.text),
                (Detail::Movement(moved), _) => {
                    let words = movement(house, moved, &entry.speaker_words, &entry.text);
                    vec![paragraph(Mark::Movement, &words)]
                }
                (_, EntryKind::Interest) => vec![interest(house, recorded, BlockKind::Paragraph)],
                (_, EntryKind::Private) => vec![paragraph(Mark::Private, &entry.text)],
                _ => vec![paragraph(Mark::Plain, &entry.text)],
            }
        }
    };
    blocks.extend(written.into_iter().map(|block| block.standing_for(entry.id)));
}

/// Returns a declaration of interest, by name: it must be known whose it is.
pub(super) fn interest(house: &House<'_>, recorded: &Recorded, kind: BlockKind) -> Block {
    let entry = &recorded.entry;
    let name = match house.other(entry.speaker, &entry.speaker_words) {
        name if name.is_empty() => "[speaker not recorded]".into(),
        name => super::names::capitalised(&name),
    };
    let runs = vec![Run::name(&name), Run::plain(wording::SAID), Run::plain(&entry.text)];
    Block::of(kind, Mark::Interest, runs).standing_for(entry.id)
}

/// Returns "Cllr R Quick arrived at 6.24 pm, train delayed."
fn movement(house: &House<'_>, movement: &Movement, words: &str, reason: &str) -> String {
    let who = house.other(movement.person, words);
    let who = if who.is_empty() { "Somebody".to_string() } else { super::names::capitalised(&who) };
    let at = house.moment(movement.time);
    let phrase = match movement.kind {
        MovementKind::Arrives => Phrase::Arrived,
        MovementKind::Leaves => Phrase::Left,
        MovementKind::Adjourned => Phrase::Adjourned,
        MovementKind::Resumed => Phrase::Resumed,
        MovementKind::TakesChair => Phrase::TookChair,
    };
    let member = movement.substitute_for.map(|member| house.other(Some(member), "")).unwrap_or_default();
    let sentence = house.say(phrase, &[("who", &who), ("time", &at), ("member", &member)]);
    let sentence = sentence.trim_end_matches('.');
    if reason.is_empty() { format!("{sentence}.") } else { format!("{sentence}, {}.", reason.trim_end_matches('.')) }
}

/// Returns what was found wrong under an item after its minutes had been confirmed.
pub(super) fn corrections(house: &House<'_>, item: Id) -> Vec<Block> {
    let here = house.sitting.corrections.iter().filter(move |correction| correction.item == item);
    let said = here.map(|correction| {
        let day = house.day(correction.at.date());
        paragraph(Mark::Movement, &house.say(Phrase::Correction, &[("date", &day), ("text", &correction.text)]))
    });
    said.collect()
}

/// Says above an exempt item that is printed, for members, that it is not for others.
fn exempt_notice(item: &Item, withheld: &[Withheld]) -> Option<Block> {
    withheld.is_empty().then(|| paragraph(Mark::Exempt, &wording::exempt_from_here(item.exempt)))
}

/// Returns the line between matter that is exempt under some paragraphs and matter that is under others, or under none.
pub(in crate::reports) fn exempt_border(before: Paragraphs, now: Paragraphs) -> Option<Block> {
    let words = match now.is_exempt() {
        _ if before == now => return None,
        true => wording::exempt_from_here(now),
        false => wording::EXEMPT_TO_HERE.to_string(),
    };
    Some(paragraph(Mark::Exempt, &words))
}

/// Returns the sentence in place of what was left out before the nth entry.
fn gap(withheld: &[Withheld], nth: usize) -> Option<Block> {
    let gap = withheld.iter().find(|gap| gap.before == nth)?;
    let words = match gap.is_of_actions {
        true => wording::withheld_of_actions(gap.paragraphs),
        false => wording::withheld(gap.paragraphs, gap.is_whole_item),
    };
    Some(paragraph(Mark::Exempt, &words))
}

fn supporting_documents(house: &House<'_>, item: &Item) -> Vec<Block> {
    let report = Some(item.report.as_str()).filter(|report| !report.is_empty());
    let mut documents = report.into_iter().chain(item.document_list()).peekable();
    let mut blocks = Vec::new();
    if house.style.documents && documents.peek().is_some() {
        blocks.extend(house.block(BlockKind::Paragraph, Mark::LeadIn, Phrase::Documents, &[]));
        blocks.extend(documents.map(|name| Block::new(BlockKind::Bullet(0), Mark::Plain, name)));
    }
    blocks
}
