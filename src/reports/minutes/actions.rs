//! Where actions stand: in a line where each fell, in a column on the right, in a table in front or at the end.

use super::house::House;
use super::{joined, paragraph};
use crate::document::{Beside, Block, BlockKind, Mark, Run, Table};
use crate::record::house_style::{ActionOrder, Phrase};
use crate::record::{Action, ActionOwner, Detail, Id, Recorded};
use crate::reports::audience::Readable;
use crate::reports::phrases::{usual, words_of};

/// Returns "ACTION: DCS to provide the board with a list …"; beside a column the label stands in that.
pub(super) fn in_the_minute(house: &House<'_>, action: &Action, owners: &[ActionOwner], text: &str) -> Vec<Block> {
    let places = house.style.actions;
    if !house.is_on_desk && !places.in_the_minutes() {
        return Vec::new();
    }
    let owners = names(house, owners);
    let words = if owners.is_empty() { text.to_string() } else { format!("{} to {text}", joined(&owners)) };
    let mut block = paragraph(Mark::Action, "");
    block.runs = vec![Run::plain(&words)];
    if places.line || house.is_on_desk {
        let label = house.say(Phrase::Action, &[("reference", &reference(house, action))]);
        block.runs.insert(0, Run::strong(&format!("{label} ")));
    }
    vec![block]
}

fn names(house: &House<'_>, owners: &[ActionOwner]) -> Vec<String> {
    owners.iter().map(|owner| house.owner(owner.person, &owner.words)).collect()
}

fn reference(house: &House<'_>, action: &Action) -> String {
    if house.style.action_reference { action.reference() } else { String::new() }
}

/// Sets the owner of each action beside its paragraph, where the style has a column for that and the item an action.
pub(super) fn beside(house: &House<'_>, blocks: Vec<Block>, entries: &[Recorded]) -> Vec<Block> {
    let owner_of = |entry: Id| {
        let recorded = entries.iter().find(|recorded| recorded.entry.id == entry)?;
        let Detail::Action { action, owners, .. } = &recorded.detail else { return None };
        let owners = joined(&names(house, owners));
        let words = [reference(house, action), owners].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        Some(paragraph(Mark::Action, &words.join(" ")))
    };
    let owner = |block: &Block| block.source.filter(|_| block.mark == Mark::Action).and_then(owner_of);
    if !house.style.actions.column || !blocks.iter().any(|block| owner(block).is_some()) {
        return blocks;
    }
    let mut rows: Vec<[Vec<Block>; 2]> = Vec::new();
    let mut above = Vec::new();
    for block in blocks {
        let Some(owner) = owner(&block) else {
            above.push(block);
            continue;
        };
        if !above.is_empty() {
            rows.push([std::mem::take(&mut above), Vec::new()]);
        }
        rows.push([vec![block], vec![owner]]);
    }
    if !above.is_empty() {
        rows.push([above, Vec::new()]);
    }
    let header = [Phrase::MinuteColumn, Phrase::ActionColumn].map(|phrase| words_of(house.style, phrase));
    vec![Block::bare(BlockKind::Beside(Beside::new(header, rows)))]
}

/// Returns every action in a table.
pub(in crate::reports) fn table(house: &House<'_>, readable: &Readable) -> Vec<Block> {
    let mut actions: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    for (item, entries) in house.sitting.items.iter().zip(&readable.entries) {
        for recorded in entries {
            let Detail::Action { action, owners, .. } = &recorded.detail else { continue };
            let owners = names(house, owners);
            let text = without_deadline(&recorded.entry.text, &action.due_words).to_string();
            let cells = [action.reference(), house.number_of(item), text, joined(&owners), action.due_words.clone()];
            actions.push((owners, cells.to_vec()));
        }
    }
    if actions.is_empty() {
        return Vec::new();
    }
    if house.style.action_order == ActionOrder::Owner {
        by_owner(&mut actions);
    }
    let rows = actions.into_iter().map(|(_, cells)| cells).collect();
    let header = header(house);
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let table = Table::new(words_of(house.style, Phrase::ActionTable), &header, rows);
    let heading = house.block(BlockKind::Heading(1), Mark::Plain, Phrase::Actions, &[]);
    heading.into_iter().chain([Block::bare(BlockKind::Table(table))]).collect()
}

/// Returns what the five columns are called; as usual where the style does not name as many.
fn header(house: &House<'_>) -> Vec<String> {
    let named = |words: &str| words.split(';').map(|name| name.trim().to_string()).collect::<Vec<_>>();
    let own = named(words_of(house.style, Phrase::ActionHeader));
    if own.len() == 5 { own } else { named(usual(Phrase::ActionHeader)) }
}

/// Brings together what one owner is accountable for; owners stand in the order of their first action, those that
/// have none at the end.
fn by_owner(actions: &mut [(Vec<String>, Vec<String>)]) {
    let mut order: Vec<String> = Vec::new();
    for (owners, _) in actions.iter() {
        if let Some(first) = owners.first().filter(|first| !order.contains(first)) {
            order.push(first.clone());
        }
    }
    actions.sort_by_key(|(owners, _)| {
        owners.first().and_then(|first| order.iter().position(|known| known == first)).unwrap_or(usize::MAX)
    });
}

/// Leaves out a deadline that ends the words, since it has a column of its own.
pub(crate) fn without_deadline<'a>(text: &'a str, due_words: &str) -> &'a str {
    let bare = text.trim_end().trim_end_matches('.');
    bare.strip_suffix(due_words).map_or(text, |rest| rest.trim_end().trim_end_matches(','))
}
