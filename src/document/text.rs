//! Plain text.

use super::limbs::Places;
use super::picture::{Drawing, Picture};
use super::{Beside, Block, BlockKind, Cell, Column, ColumnKind, Document, Mark, Table};
use unicode_width::UnicodeWidthStr;

/// No column of words is made narrower, for then they are broken.
const NARROWEST: usize = 12;

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
    write_blocks(&document.blocks, width, &mut out);
    out
}

fn write_blocks(blocks: &[Block], width: Option<usize>, out: &mut String) {
    let mut last: Option<&Block> = None;
    let mut limbs = Places::default();
    for block in blocks {
        if last.is_some_and(|last| !stands_close(last, block)) {
            out.push('\n');
        }
        let label = limbs.limb_label(block);
        write_block(block, label.as_deref(), width, out);
        last = Some(block);
    }
}

/// Writes documents as plain text, each on a page of its own: a line with a form feed stands between them,
/// at which printers and word processors turn the page.
pub fn write_pages<'a>(documents: impl Iterator<Item = &'a Document>, width: Option<usize>) -> String {
    documents.map(|document| write(document, width)).collect::<Vec<_>>().join("\u{c}\n")
}

/// List items follow one another without an empty line.
fn stands_close(above: &Block, block: &Block) -> bool {
    use BlockKind::{Bullet, Limb};
    matches!((&above.kind, &block.kind), (Bullet(_), Bullet(_)) | (Limb(_), Limb(_)))
}

fn write_block(block: &Block, limb: Option<&str>, width: Option<usize>, out: &mut String) {
    let text = block.text();
    let number = if block.number().is_empty() { String::new() } else { format!("{}  ", block.number()) };
    match &block.kind {
        BlockKind::Title => underlined(&format!("{number}{text}"), '=', out),
        BlockKind::Heading(_) => underlined(&format!("{number}{text}"), '-', out),
        BlockKind::Paragraph if block.mark == Mark::Draft => line(&format!("*** {number}{text} ***"), out),
        BlockKind::Paragraph => hanging("", &number, &text, width, out),
        BlockKind::Bullet(depth) => {
            let bullet = BULLETS[(*depth as usize).min(BULLETS.len() - 1)];
            hanging(&indent(*depth), &format!("{bullet}  {number}"), &text, width, out);
        }
        BlockKind::Limb(depth) => {
            hanging(&indent(*depth), &format!("{} {number}", limb.unwrap_or_default()), &text, width, out);
        }
        BlockKind::Table(table) => write_table(table, width.unwrap_or(TABLE_WIDTH), out),
        BlockKind::Beside(beside) => write_beside(beside, width, out),
        BlockKind::Picture(picture) => write_picture(picture, width, out),
        BlockKind::Blank => line(&format!("{number}{text} {}", "_".repeat(30)), out),
    }
}

fn indent(depth: u32) -> String {
    "   ".repeat(depth as usize)
}

/// Writes words behind a label; the lines after the first stand below the words.
fn hanging(indent: &str, label: &str, text: &str, width: Option<usize>, out: &mut String) {
    let below = format!("{indent}{}", " ".repeat(label.width()));
    wrapped(&format!("{indent}{label}"), &below, text, width, out);
}

/// Writes what stands beside the minute below it.
fn write_beside(beside: &Beside, width: Option<usize>, out: &mut String) {
    for (nth, blocks) in beside.in_order().enumerate() {
        if nth > 0 {
            out.push('\n');
        }
        write_blocks(&blocks, width, out);
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

/// Writes what a picture is called and what it tells; the counts of a grid stand in columns as well.
fn write_picture(picture: &Picture, width: Option<usize>, out: &mut String) {
    wrapped("", "", picture.title(), width, out);
    out.push('\n');
    wrapped("", "", picture.alternative(), width, out);
    if let Drawing::Grid(grid) = picture.drawing() {
        out.push('\n');
        write_cells(&grid.as_table(""), width.unwrap_or(TABLE_WIDTH), out);
    }
}

fn write_table(table: &Table, width: usize, out: &mut String) {
    wrapped("", "", table.caption(), Some(width), out);
    out.push('\n');
    write_cells(table, width, out);
}

/// Lays a table out in columns, the widest one wrapped until the whole fits; where it cannot fit, each row
/// is a record of its own.
fn write_cells(table: &Table, width: usize, out: &mut String) {
    let columns = column_widths(table, width);
    if columns.iter().sum::<usize>() + gaps(&columns) > width {
        return write_records(table, width, out);
    }
    let is_number: Vec<bool> = table.columns.iter().map(|column| column.kind == ColumnKind::Number).collect();
    write_row(table.columns.iter().map(Column::header), &columns, &is_number, out);
    let rule: Vec<String> = columns.iter().map(|width| "-".repeat(*width)).collect();
    line(&rule.join("  "), out);
    for row in &table.rows {
        write_row(row.iter().map(Cell::text), &columns, &is_number, out);
    }
}

fn column_widths(table: &Table, width: usize) -> Vec<usize> {
    let header = |nth: usize| table.columns[nth].header();
    let columns = 0..table.columns.len();
    let least_of = |nth: usize| widest_cell(table, nth).min(NARROWEST).max(longest_word(header(nth)));
    let least: Vec<usize> = columns.clone().map(least_of).collect();
    let mut widths: Vec<usize> = columns.clone().map(|nth| widest_cell(table, nth).max(header(nth).width())).collect();
    while widths.iter().sum::<usize>() + gaps(&widths) > width {
        match columns.clone().filter(|nth| widths[*nth] > least[*nth]).max_by_key(|nth| widths[*nth]) {
            Some(widest) => widths[widest] -= 1,
            None => break,
        }
    }
    widths
}

fn widest_cell(table: &Table, nth: usize) -> usize {
    table.rows.iter().filter_map(|row| row.get(nth)).map(|cell| cell.text().width()).max().unwrap_or(0)
}

fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

fn gaps(widths: &[usize]) -> usize {
    2 * widths.len().saturating_sub(1)
}

/// Writes the cells of each row below one another, behind the name of their column; those that are empty
/// are left out.
fn write_records(table: &Table, width: usize, out: &mut String) {
    for (nth, row) in table.rows.iter().enumerate() {
        if nth > 0 {
            out.push('\n');
        }
        let cells = table.columns.iter().map(Column::header).zip(row.iter().map(Cell::text));
        for (name, cell) in cells.filter(|(_, cell)| !cell.trim().is_empty()) {
            let name = if name.is_empty() { String::new() } else { format!("{name}: ") };
            wrapped("", "  ", &format!("{name}{cell}"), Some(width), out);
        }
    }
}

/// Writes one row; numbers stand below one another's ends.
fn write_row<'a>(cells: impl Iterator<Item = &'a str>, widths: &[usize], is_number: &[bool], out: &mut String) {
    let wrapped: Vec<Vec<String>> = cells
        .zip(widths)
        .map(|(cell, width)| textwrap::wrap(cell, options(*width)).iter().map(|line| line.to_string()).collect())
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for row in 0..height {
        let mut text = String::new();
        for ((cell, width), is_number) in wrapped.iter().zip(widths).zip(is_number) {
            let part = cell.get(row).map_or("", String::as_str);
            let room = " ".repeat(width.saturating_sub(part.width()));
            let (before, after) = if *is_number { (room.as_str(), "") } else { ("", room.as_str()) };
            text.push_str(&format!("{before}{part}{after}  "));
        }
        line(&text, out);
    }
}
