//! Markdown (CommonMark, with the table extension).

use super::limbs::{Places, limb_label};
use super::picture::Picture;
use super::{Beside, Block, BlockKind, Cell, Column, ColumnKind, Document, Mark, Run, RunStyle, Table};

/// Writes a document as Markdown. Text never turns into markup.
pub fn write(document: &Document) -> String {
    let mut out = String::new();
    write_blocks(&document.blocks, &mut out);
    out
}

fn write_blocks(blocks: &[Block], out: &mut String) {
    // Markdown nests an item under one that is there, and takes one that stands deeper for code.
    let mut places = Places::default();
    let mut above: Option<&Block> = None;
    for block in blocks {
        let continues = above.is_some_and(|above| is_one_list(above, block));
        if !continues {
            places.end();
        }
        if above.is_some() && !continues {
            out.push('\n');
        }
        write_block(block, &mut places, out);
        above = Some(block);
    }
}

fn is_one_list(above: &Block, block: &Block) -> bool {
    use BlockKind::{Bullet, Limb};
    matches!((&above.kind, &block.kind), (Bullet(_), Bullet(_)) | (Limb(_), Limb(_)))
}

/// In front of an item for each that it stands below. CommonMark would do with two blanks; the older
/// readers in web sites, which follow Markdown as it was first described, need four.
const NESTED: &str = "    ";

/// Writes one block; the places are those of the list that it goes on with, if it is in one.
fn write_block(block: &Block, places: &mut Places, out: &mut String) {
    let text = inline(&block.runs);
    let number = if block.number().is_empty() { String::new() } else { format!("{} ", escape(block.number())) };
    match &block.kind {
        BlockKind::Title => out.push_str(&format!("# {}\n", guard_end(&format!("{number}{text}")))),
        BlockKind::Heading(level) => {
            let marks = "#".repeat(usize::from(*level) + 1);
            out.push_str(&format!("{marks} {}\n", guard_end(&format!("{number}{text}"))));
        }
        BlockKind::Paragraph => match block.mark {
            Mark::Purpose | Mark::Label | Mark::Movement => {
                out.push_str(&format!("{}*{text}*\n", guard_start(&number)));
            }
            Mark::Draft | Mark::Exempt => out.push_str(&format!("{}**{text}**\n", guard_start(&number))),
            _ => out.push_str(&format!("{}\n", guard_start(&format!("{number}{text}")))),
        },
        BlockKind::Bullet(depth) => {
            let indent = NESTED.repeat(places.next(*depth).nesting);
            out.push_str(&format!("{indent}- {}\n", guard_start(&format!("{number}{text}"))));
        }
        // Markdown has no letters in front of items: they are words of a bullet.
        BlockKind::Limb(depth) => {
            let place = places.next(*depth);
            let indent = NESTED.repeat(place.nesting);
            out.push_str(&format!("{indent}- {} {number}{text}\n", limb_label(place)));
        }
        BlockKind::Table(table) => write_table(table, out),
        BlockKind::Beside(beside) => write_beside(beside, out),
        BlockKind::Picture(picture) => write_picture(picture, out),
        BlockKind::Blank => out.push_str(&format!("{}{text} {}\n", guard_start(&number), "\\_".repeat(30))),
    }
}

/// Writes what stands beside the minute below it.
fn write_beside(beside: &Beside, out: &mut String) {
    for (nth, blocks) in beside.in_order().enumerate() {
        if nth > 0 {
            out.push('\n');
        }
        write_blocks(&blocks, out);
    }
}

fn inline(runs: &[Run]) -> String {
    let styled = runs.iter().map(|run| {
        let escaped = escape(run.text());
        let bare = escaped.trim_end();
        match run.style {
            RunStyle::Strong if !bare.is_empty() => format!("**{bare}**{}", &escaped[bare.len()..]),
            _ => escaped,
        }
    });
    styled.collect::<String>().trim().to_string()
}

/// Escapes what means something anywhere in a line, and no more, so that the text stays readable.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let is_markup = match letter {
            '\\' | '`' | '*' | '[' | ']' => true,
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '<' => next.is_alphabetic() || matches!(next, '/' | '!' | '?'),
            '&' => next.is_alphanumeric() || next == '#',
            '~' => !(before == ' ' && next == ' '),
            _ => false,
        };
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(letter);
        before = letter;
    }
    escaped
}

/// Escapes what means something at the start of a line only: headings, lists, rules.
fn guard_start(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if text.starts_with(['#', '+', '-', '=', '>']) {
        format!("\\{text}")
    } else if digits > 0 && text[digits..].starts_with(['.', ')']) {
        format!("{}\\{}", &text[..digits], &text[digits..])
    } else {
        text.to_string()
    }
}

/// Escapes what means something at the end of a heading only: a mark like the one at its start.
fn guard_end(text: &str) -> String {
    match text.strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => text.to_string(),
    }
}

/// Writes what a picture is called and what it tells.
fn write_picture(picture: &Picture, out: &mut String) {
    let title = escape(picture.title());
    if !title.trim().is_empty() {
        out.push_str(&format!("**{}**\n\n", title.trim()));
    }
    out.push_str(&format!("{}\n", guard_start(escape(picture.alternative()).trim())));
}

fn write_table(table: &Table, out: &mut String) {
    let row = |cells: Vec<&str>| {
        let cells: Vec<String> = cells.iter().map(|cell| escape(cell).replace('|', "\\|")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule = |column: &Column| if column.kind == ColumnKind::Number { " ---: |" } else { " --- |" };
    out.push_str(&format!("{}\n\n", escape(table.caption())));
    out.push_str(&row(table.columns.iter().map(Column::header).collect()));
    out.push_str(&format!("|{}\n", table.columns.iter().map(rule).collect::<String>()));
    for cells in &table.rows {
        out.push_str(&row(cells.iter().map(Cell::text).collect()));
    }
}
