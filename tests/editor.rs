//! The text field: the cursor stands where a reader sees one character end and the next begin.

use minutebook::tui::editor::Editor;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// Letters that join what stands beside them: accents, a family, a flag, a line end of two characters.
const PIECES: &[&str] = &["a", "é", "e\u{301}", "\u{301}", "漢", "👩\u{200d}👧", "\u{200d}", "🇬", "🇧", "\r", "\n", " "];

proptest! {
    #[test]
    fn the_cursor_stands_between_characters_as_they_are_seen(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..12),
        wanted in 0usize..60,
    ) {
        let text = pieces.concat();
        let mut editor = Editor::with(&text);
        editor.move_to(wanted);
        let mut ends = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]);
        prop_assert_eq!(Some(editor.cursor()), ends.rfind(|at| *at <= wanted));
    }
}
