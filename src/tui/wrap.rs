//! Soft wrapping: text into rows, as ranges of bytes that together cover it.

use std::ops::Range;
use textwrap::WordSeparator;
use textwrap::core::{Word, break_words};
use textwrap::wrap_algorithms::wrap_first_fit;

/// Returns the rows of a text in a width of cells. Blanks at a row's end may stand beyond it; a line
/// end belongs to the row that it ends. There is always at least one row.
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let width = width.max(1);
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.strip_suffix('\n').unwrap_or(line);
        wrap_line(bare, start, width, &mut rows);
        start += line.len();
        if let Some(last) = rows.last_mut() {
            last.end = start;
        }
    }
    if text.is_empty() || text.ends_with('\n') {
        rows.push(text.len()..text.len());
    }
    rows
}

fn wrap_line(line: &str, start: usize, width: usize, rows: &mut Vec<Range<usize>>) {
    // A short line needs no words: the usual case, and the one that a key press waits for.
    if line.len() <= width && line.is_ascii() {
        rows.push(start..start + line.len());
        return;
    }
    let words: Vec<Word<'_>> = break_words(WordSeparator::AsciiSpace.find_words(line), width);
    let mut at = start;
    for row in wrap_first_fit(&words, &[width as f64]) {
        let length: usize = row.iter().map(|word| word.word.len() + word.whitespace.len()).sum();
        rows.push(at..at + length);
        at += length;
    }
    if line.is_empty() {
        rows.push(start..start);
    }
}
