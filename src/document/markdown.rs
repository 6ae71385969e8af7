//! Markdown (CommonMark, with the table extension).

use super::picture::Picture;
use super::{Block, BlockKind, Document, Mark, Run, RunStyle, Table};

/// Writes a document as Markdown. Text never turns into markup.
pub fn write(document: &Document) -> String {
    let mut out = String::new();
    // The depths of the bullets above, outermost first: Markdown nests a bullet under one that is there, and
    // takes one that stands deeper for code.
    let mut above: Vec<u32> = Vec::new();
    for (nth, block) in document.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Bullet(depth) => above.retain(|outer| *outer < depth),
            _ => above.clear(),
        }
        let is_bullet = |block: &Block| matches!(block.kind, BlockKind::Bullet(_));
        let continues = nth > 0 && is_bullet(block) && is_bullet(&document.blocks[nth - 1]);
        if nth > 0 && !continues {
            out.push('\n');
        }
        write_block(block, above.len(), &mut out);
        if let BlockKind::Bullet(depth) = block.kind {
            above.push(depth);
        }
    }
    out
}

/// In front of a bullet for each that it stands below. CommonMark would do with two blanks; the older
/// readers in web sites, which follow Markdown as it was first described, need four.
const NESTED: &str = "    ";

/// Writes one block; a bullet stands below so many others.
fn write_block(block: &Block, nesting: usize, out: &mut String) {
    let text = inline(&block.runs);
    match &block.kind {
        BlockKind::Title => out.push_str(&format!("# {}\n", guard_end(&text))),
        BlockKind::Heading(level) => {
            out.push_str(&format!("{} {}\n", "#".repeat(usize::from(*level) + 1), guard_end(&text)));
        }
        BlockKind::Paragraph => match block.mark {
            Mark::Purpose | Mark::Label | Mark::Movement => out.push_str(&format!("*{text}*\n")),
            Mark::Draft | Mark::Exempt => out.push_str(&format!("**{text}**\n")),
            _ => out.push_str(&format!("{}\n", guard_start(&text))),
        },
        BlockKind::Bullet(_) => out.push_str(&format!("{}- {}\n", NESTED.repeat(nesting), guard_start(&text))),
        BlockKind::Table(table) => write_table(table, out),
        BlockKind::Picture(picture) => write_picture(picture, out),
        BlockKind::Blank => out.push_str(&format!("{text} {}\n", "\\_".repeat(30))),
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
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| escape(cell).replace('|', "\\|")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    out.push_str(&format!("{}\n\n", escape(&table.caption)));
    out.push_str(&row(&table.header));
    out.push_str(&format!("|{}\n", " --- |".repeat(table.header.len())));
    for cells in &table.rows {
        out.push_str(&row(cells));
    }
}
