//! The action list: who has what to do, and by when.

use super::listed::Registered;
use super::wording;
use crate::document::{Block, BlockKind, Document, Mark, Run};
use crate::record::time::long_date;
use chrono::NaiveDate;

/// Which actions a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    Outstanding,
    Overdue,
    /// Of any status.
    Any,
}

impl Extent {
    /// Returns what such a list is called.
    pub fn name(self) -> &'static str {
        match self {
            Extent::Outstanding => "Outstanding actions",
            Extent::Overdue => "Overdue actions",
            Extent::Any => "Actions",
        }
    }
}

/// Builds the list, by accountable owner; what nobody owns stands at the end. `is_selection` says that not
/// all such actions of the book were asked for.
pub fn action_list(actions: &[Registered], extent: Extent, is_selection: bool, today: NaiveDate) -> Document {
    let (title, mut blocks) = opening(actions, extent, is_selection, today);
    for (owner, actions) in by_owner(actions, today) {
        let heading = if owner.is_empty() { "No owner" } else { owner };
        blocks.push(Block::new(BlockKind::Heading(1), Mark::Plain, heading));
        blocks.extend(actions.into_iter().flat_map(|action| action_blocks(action, action.details(), today)));
    }
    Document::new(&title, wording::LANGUAGE, blocks)
}

/// Returns the title of a list of actions, and what stands above the actions: how many they are.
pub(super) fn opening(
    actions: &[Registered],
    extent: Extent,
    is_selection: bool,
    today: NaiveDate,
) -> (String, Vec<Block>) {
    let title = format!("{} on {}", extent.name(), long_date(today));
    let mut sentences = vec![count(actions, today)];
    if is_selection {
        sentences.push("A selection: only those that were asked for.".into());
    }
    let blocks = vec![
        Block::new(BlockKind::Title, Mark::Plain, &title),
        Block::new(BlockKind::Paragraph, Mark::Plain, &sentences.join(" ")),
    ];
    (title, blocks)
}

/// Returns "5 actions, 2 of them overdue."
fn count(actions: &[Registered], today: NaiveDate) -> String {
    let overdue = actions.iter().filter(|action| action.is_overdue(today)).count();
    let all = match actions.len() {
        0 => return "No action is listed.".into(),
        1 => "1 action".to_string(),
        count => format!("{count} actions"),
    };
    if overdue == 0 { format!("{all}, none overdue.") } else { format!("{all}, {overdue} overdue.") }
}

/// Returns the actions of each owner, in the order of names, the most urgent first.
fn by_owner(actions: &[Registered], today: NaiveDate) -> Vec<(&str, Vec<&Registered>)> {
    let mut sorted: Vec<&Registered> = actions.iter().collect();
    let place = |action: &Registered| (action.owner.is_empty(), action.owner.to_lowercase(), action.owner.clone());
    sorted.sort_by_cached_key(|action| (place(action), action.urgency(today)));
    let groups = sorted.chunk_by(|one, other| one.owner == other.owner);
    groups.map(|group| (group[0].owner.as_str(), group.to_vec())).collect()
}

/// Builds an action: its name and words, and under them a line for each detail.
pub fn action_blocks(action: &Registered, details: Vec<String>, today: NaiveDate) -> Vec<Block> {
    let overdue = if action.is_overdue(today) { "OVERDUE " } else { "" };
    let mut head = Block::new(BlockKind::Bullet(0), Mark::Action, "");
    head.runs = vec![Run::strong(&format!("{overdue}{}: ", action.name())), Run::plain(&action.text)];
    let mut blocks = vec![head];
    if action.has_exempt() {
        let mut notice = Block::new(BlockKind::Bullet(1), Mark::Exempt, "");
        notice.runs = vec![Run::strong(wording::NOT_FOR_PUBLICATION)];
        blocks.push(notice);
    }
    blocks.extend(details.iter().map(|line| Block::new(BlockKind::Bullet(1), Mark::Plain, line)));
    blocks
}
