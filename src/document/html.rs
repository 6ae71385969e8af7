//! Pages (HTML): one file with all that it needs in it, and nothing in it that runs.

use super::picture::Picture;
use super::{
    Beside, Block, BlockKind, Cell, Column, ColumnKind, Document, Mark, Run, RunStyle, Table, Tone, Words, svg,
};
use crate::record::Id;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::collections::HashMap;

/// Colours in light, in dark and on paper, and where a page may be cut.
const STYLE: &str = include_str!("page.css");

/// Should text ever become markup after all, a browser still runs nothing and fetches nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes a document as a page. Text never turns into markup.
pub fn write(document: &Document, words: &Words) -> String {
    let (above, title, rest) = split_top(&document.blocks);
    let name = name_of(document);
    let mut body = Body { words, level: 1, tables: 0, pictures: 0, targets: document.targets() };
    let page = html! {
        (DOCTYPE)
        html lang=(document.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                title { (name) }
                @if !is_blank(document.author()) { meta name="author" content=(document.author()); }
                @if !is_blank(document.subject()) { meta name="description" content=(document.subject()); }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a .skip href="#main" { (words.skip) }
                header {
                    (body.blocks(above))
                    h1 { @match title { Some(title) => (body.words_of(title)), None => (name) } }
                }
                main #main tabindex="-1" { (body.blocks(rest)) }
            }
        }
    };
    page.into_string() + "\n"
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Splits a document at the title that it begins with, which has paragraphs above it at most.
fn split_top(blocks: &[Block]) -> (&[Block], Option<&Block>, &[Block]) {
    let above = blocks.iter().take_while(|block| block.kind == BlockKind::Paragraph).count();
    match blocks.get(above) {
        Some(title) if title.kind == BlockKind::Title && !is_blank(&title.text()) => {
            (&blocks[..above], Some(title), &blocks[above + 1..])
        }
        _ => (&[], None, blocks),
    }
}

/// Returns what a page is called; it must be called something.
fn name_of(document: &Document) -> String {
    let titles = document.blocks.iter().filter(|block| block.kind == BlockKind::Title).map(Block::text);
    let mut names = std::iter::once(document.title().to_string()).chain(titles);
    names.find(|name| !is_blank(name)).unwrap_or_else(|| "\u{2013}".into())
}

/// Returns what a block means as a class. Its words say it too.
fn class(mark: Mark) -> Option<&'static str> {
    Some(match mark {
        Mark::Plain => return None,
        Mark::Label => "label",
        Mark::Purpose => "purpose",
        Mark::LeadIn => "lead-in",
        Mark::Action => "action",
        Mark::Decision => "decision",
        Mark::Exempt => "exempt",
        Mark::Draft => "draft",
        Mark::Movement => "movement",
        Mark::Interest => "interest",
        Mark::Private => "private",
    })
}

/// Returns a tone as a class, if it is one.
fn tone(tone: Tone) -> Option<&'static str> {
    Some(match tone {
        Tone::Good => "tone good",
        Tone::Watch => "tone watch",
        Tone::Bad => "tone bad",
        Tone::Done => "tone done",
        Tone::Paused => "tone paused",
        Tone::Plain => return None,
    })
}

fn inline(run: &Run) -> Markup {
    html! {
        @match run.style {
            RunStyle::Plain => (run.text()),
            RunStyle::Strong => strong { (run.text()) },
            RunStyle::Name => span .name { (run.text()) },
        }
    }
}

fn is_one_list(above: &Block, block: &Block) -> bool {
    use BlockKind::{Bullet, Limb};
    matches!((&above.kind, &block.kind), (Bullet(_), Bullet(_)) | (Limb(_), Limb(_)))
}

/// Returns how deep a list item stands, if it is one.
fn depth(block: &Block) -> Option<u32> {
    if let BlockKind::Bullet(depth) | BlockKind::Limb(depth) = block.kind { Some(depth) } else { None }
}

/// A page while it is written.
struct Body<'a> {
    words: &'a Words,
    /// The level of the heading above: 1 is the page's own.
    level: u8,
    tables: usize,
    pictures: usize,
    /// The headings to which something refers.
    targets: HashMap<Id, usize>,
}

impl Body<'_> {
    /// Writes the words of a block behind its number.
    fn words_of(&self, block: &Block) -> Markup {
        html! {
            @if !block.number().is_empty() { span .number { (block.number()) } " " }
            @for run in &block.runs {
                @match run.refers_to().and_then(|id| self.targets.get(&id)) {
                    Some(target) => a href=(format!("#r{target}")) { (inline(run)) },
                    None => (inline(run)),
                }
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block]) -> Markup {
        html! {
            @for group in blocks.chunk_by(is_one_list) {
                @if depth(&group[0]).is_some() { (self.list(group, 0)) } @else { (self.block(&group[0])) }
            }
        }
    }

    fn block(&mut self, block: &Block) -> Markup {
        match &block.kind {
            BlockKind::Table(table) => self.table(table),
            BlockKind::Beside(beside) => self.beside(beside),
            BlockKind::Picture(picture) => self.picture(picture),
            BlockKind::Blank => html! { p .blank { span { (self.words_of(block)) } " " span .rule {} } },
            _ if is_blank(&block.text()) && is_blank(block.number()) => html! {},
            BlockKind::Title => self.heading(1, block),
            BlockKind::Heading(level) => self.heading(*level, block),
            BlockKind::Paragraph | BlockKind::Bullet(_) | BlockKind::Limb(_) => {
                html! { p class=[class(block.mark)] { (self.words_of(block)) } }
            }
        }
    }

    /// Writes a heading, never more than one level below the one above.
    fn heading(&mut self, level: u8, block: &Block) -> Markup {
        self.level = level.saturating_add(1).clamp(2, 6).min(self.level + 1);
        let class = if block.begins_page() { Some("page") } else { class(block.mark) };
        let id = block.source.and_then(|id| self.targets.get(&id)).map(|target| format!("r{target}"));
        let words = self.words_of(block);
        match self.level {
            2 => html! { h2 id=[id] class=[class] { (words) } },
            3 => html! { h3 id=[id] class=[class] { (words) } },
            4 => html! { h4 id=[id] class=[class] { (words) } },
            5 => html! { h5 id=[id] class=[class] { (words) } },
            _ => html! { h6 id=[id] class=[class] { (words) } },
        }
    }

    /// Writes a table. On a narrow screen it is moved sideways, by the keys too.
    fn table(&mut self, table: &Table) -> Markup {
        self.tables += 1;
        let caption = format!("t{}", self.tables);
        html! {
            div .wide role="group" aria-labelledby=(caption) tabindex="0" {
                table {
                    caption id=(caption) { (table.caption()) }
                    thead { tr { @for nth in 0..table.width() { (column_heading(table.columns.get(nth))) } } }
                    tbody {
                        @for row in &table.rows {
                            tr { @for nth in 0..table.width() { (cell(table.columns.get(nth), nth, row.get(nth))) } }
                        }
                    }
                }
            }
        }
    }

    /// Writes what stands beside the minute after it; a wide page sets both side by side.
    fn beside(&mut self, beside: &Beside) -> Markup {
        html! {
            @for [left, right] in &beside.rows {
                @let right: Vec<Block> = right.iter().map(|block| beside.labelled(block)).collect();
                div .beside { div { (self.blocks(left)) } div { (self.blocks(&right)) } }
            }
        }
    }

    /// Writes list items as lists, each below the last one that stands less deep; lists of limbs are lettered.
    fn list(&self, items: &[Block], nesting: usize) -> Markup {
        let mut rest = items;
        let mut written = Vec::new();
        while let Some((head, below)) = rest.split_first() {
            let children = below.iter().take_while(|block| depth(block) > depth(head)).count();
            written.push(html! {
                li class=[class(head.mark)] {
                    (self.words_of(head))
                    @if children > 0 { (self.list(&below[..children], nesting + 1)) }
                }
            });
            rest = &below[children..];
        }
        let is_lettered = items.first().is_some_and(|first| matches!(first.kind, BlockKind::Limb(_)));
        html! {
            @if is_lettered {
                ol class=(["limb-a", "limb-i", "limb-A", "limb-1"][nesting % 4]) { @for item in written { (item) } }
            } @else {
                ul { @for item in written { (item) } }
            }
        }
    }

    fn picture(&mut self, picture: &Picture) -> Markup {
        self.pictures += 1;
        let name = format!("p{}", self.pictures);
        html! {
            figure {
                @if !is_blank(picture.title()) { figcaption { (picture.title()) } }
                (svg::draw(picture, &name))
                details {
                    summary { (self.words.in_words) }
                    p { (picture.alternative()) }
                }
            }
        }
    }
}

fn column_heading(column: Option<&Column>) -> Markup {
    let header = column.map_or("", Column::header);
    let class = column.and_then(|column| (column.kind == ColumnKind::Number).then_some("figure"));
    html! { @if is_blank(header) { td class=[class] { (header) } } @else { th scope="col" class=[class] { (header) } } }
}

/// Writes a cell; the first of a row says what it is called, if it is called anything.
fn cell(column: Option<&Column>, nth: usize, cell: Option<&Cell>) -> Markup {
    let text = cell.map_or("", Cell::text);
    let is_number = column.is_some_and(|column| column.kind == ColumnKind::Number);
    let class = cell.and_then(|cell| tone(cell.tone)).or(is_number.then_some("figure"));
    html! {
        @if nth == 0 && !is_blank(text) { th scope="row" class=[class] { (text) } } @else { td class=[class] { (text) } }
    }
}
