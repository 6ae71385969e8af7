//! Plain text.

use super::{Block, BlockKind, Document, Mark, Table};
use unicode_width::UnicodeWidthStr;

/// What stands before a list item, by depth.
pub const BULLETS: [&str; 3] = ["•", "◦", "▪"];

/// How wide a table may be when paragraphs are not wrapped.
const TABLE_WIDTH: usize = 100;

/// Writes a document as plain text.
///
/// With a width, paragraphs are wrapped to so many columns; without one, each is a line of its own,
/// which is what a mail or a web form wants.
pub fn write(document: &Document, width: Option<usize>) -> String {
    let mut out = String::new();
    let mut last: Option<&Block> = None;
    for block in &document.blocks {
        if last.is_some_and(|last| !stands_close(last, block)) {
            out.push('\n');
        }
        write_block(block, width, &mut out);
        last = Some(block);
    }
    out
}

/// Writes documents as plain text, each on a page of its own: a line with a form feed stands between them,
/// at which printers and word processors turn the page.
pub fn write_pages<'a>(documents: impl Iterator<Item = &'a Document>, width: Option<usize>) -> String {
    documents.map(|document| write(document, width)).collect::<Vec<_>>().join("\u{c}\n")
}

/// List items follow one another without an empty line.
fn stands_close(above: &Block, block: &Block) -> bool {
    matches!((&above.kind, &block.kind), (BlockKind::Bullet(_), BlockKind::Bullet(_)))
}

fn write_block(block: &Block, width: Option<usize>, out: &mut String) {
    let text = block.text();
    match &block.kind {
        BlockKind::Title => underlined(&text, '=', out),
        BlockKind::Heading(_) => underlined(&text, '-', out),
        BlockKind::Paragraph if block.mark == Mark::Draft => line(&format!("*** {text} ***"), out),
        BlockKind::Paragraph => wrapped("", "", &text, width, out),
        BlockKind::Bullet(depth) => {
            let indent = "   ".repeat(*depth as usize);
            let bullet = BULLETS[(*depth as usize).min(BULLETS.len() - 1)];
            wrapped(&format!("{indent}{bullet}  "), &format!("{indent}   "), &text, width, out);
        }
        BlockKind::Table(table) => write_table(table, width.unwrap_or(TABLE_WIDTH), out),
        BlockKind::Blank => line(&format!("{text} {}", "_".repeat(30)), out),
    }
}

fn line(text: &str, out: &mut String) {
    out.push_str(text.trim_end());
    out.push('\n');
}

fn underlined(text: &str, with: char, out: &mut String) {
    line(text, out);
    line(&with.to_string().repeat(text.width()), out);
}

fn wrapped(first: &str, rest: &str, text: &str, width: Option<usize>, out: &mut String) {
    let Some(width) = width else { return line(&format!("{first}{text}"), out) };
    let options = options(width).initial_indent(first).subsequent_indent(rest).break_words(false);
    for wrapped in textwrap::wrap(text, options) {
        line(&wrapped, out);
    }
}

/// Lines end between words only: "AD-S" is one.
fn options(width: usize) -> textwrap::Options<'static> {
    textwrap::Options::new(width).word_splitter(textwrap::WordSplitter::NoHyphenation)
}

/// Lays a table out in columns, the widest one wrapped until the whole fits.
fn write_table(table: &Table, width: usize, out: &mut String) {
    let columns = column_widths(table, width);
    line(&table.caption, out);
    out.push('\n');
    write_row(&table.header, &columns, out);
    let rule: Vec<String> = columns.iter().map(|width| "-".repeat(*width)).collect();
    line(&rule.join("  "), out);
    for row in &table.rows {
        write_row(row, &columns, out);
    }
}

fn column_widths(table: &Table, width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = table.header.iter().map(|cell| cell.width()).collect();
    for row in &table.rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let gaps = 2 * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > width {
        match widths.iter_mut().max() {
            Some(widest) if *widest > 12 => *widest -= 1,
            _ => break,
        }
    }
    widths
}

fn write_row(cells: &[String], widths: &[usize], out: &mut String) {
    let wrapped: Vec<Vec<String>> = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| textwrap::wrap(cell, options(*width)).iter().map(|line| line.to_string()).collect())
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for row in 0..height {
        let mut text = String::new();
        for (cell, width) in wrapped.iter().zip(widths) {
            let part = cell.get(row).map_or("", String::as_str);
            text.push_str(part);
            text.push_str(&" ".repeat(width.saturating_sub(part.width()) + 2));
        }
        line(&text, out);
    }
}
