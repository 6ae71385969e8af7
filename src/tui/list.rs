//! What the screens that are lists share: moving about, and undo in the book.

use super::keys::Command;
use super::screen::Cx;
use crate::clerk::Result;

/// Moves a selection in a list of `count`; tells whether the command was a movement.
pub(super) fn moved(selected: &mut usize, count: usize, command: Command) -> bool {
    let last = count.saturating_sub(1);
    *selected = match command {
        Command::Up => selected.saturating_sub(1),
        Command::Down => (*selected + 1).min(last),
        Command::PageUp => selected.saturating_sub(10),
        Command::PageDown => (*selected + 10).min(last),
        Command::First => 0,
        Command::Last => last,
        _ => return false,
    };
    true
}

/// Undoes or redoes a step of the book itself. Returns what to say.
pub(super) fn undo_in_book(command: Command, cx: &mut Cx<'_>) -> Result<String> {
    let (words, done) = match command {
        Command::Undo => (cx.store.undo(None, cx.now)?, "Undone"),
        _ => (cx.store.redo(None, cx.now)?, "Done again"),
    };
    Ok(words.map_or("There is nothing to take back here.".into(), |words| format!("{done}: {words}.")))
}
