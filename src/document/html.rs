//! Pages (HTML): one file with all that it needs in it, and nothing in it that runs.

use super::picture::Picture;
use super::{Block, BlockKind, Document, Mark, Run, RunStyle, Table, inert, svg};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// What a page says of itself, beside its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageWords {
    /// The link that goes past what stands above the text.
    pub skip: &'static str,
    /// What opens the words of a picture.
    pub in_words: &'static str,
}

/// Colours in light, in dark and on paper, and where a page may be cut.
const STYLE: &str = include_str!("page.css");

/// Should text ever become markup after all, a browser still runs nothing and fetches nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes a document as a page. Text never turns into markup.
pub fn write(document: &Document, words: &PageWords) -> String {
    let (above, title, rest) = split_top(&document.blocks);
    let name = name_of(document);
    let mut body = Body { words, level: 1, tables: 0, pictures: 0 };
    let page = html! {
        (DOCTYPE)
        html lang=(document.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                title { (name) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a .skip href="#main" { (words.skip) }
                header {
                    (body.blocks(above))
                    h1 { @match title { Some(title) => (inline(&title.runs)), None => (name) } }
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
    let mut names = std::iter::once(inert(&document.title).into_owned()).chain(titles);
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

fn inline(runs: &[Run]) -> Markup {
    html! {
        @for run in runs {
            @match run.style {
                RunStyle::Plain => (run.text()),
                RunStyle::Strong => strong { (run.text()) },
                RunStyle::Name => span .name { (run.text()) },
            }
        }
    }
}

fn is_bullet(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Bullet(_))
}

/// A page while it is written.
struct Body<'a> {
    words: &'a PageWords,
    /// The level of the heading above: 1 is the page's own.
    level: u8,
    tables: usize,
    pictures: usize,
}

impl Body<'_> {
    fn blocks(&mut self, blocks: &[Block]) -> Markup {
        html! {
            @for group in blocks.chunk_by(|one, next| is_bullet(one) && is_bullet(next)) {
                @if is_bullet(&group[0]) { (list(group)) } @else { (self.block(&group[0])) }
            }
        }
    }

    fn block(&mut self, block: &Block) -> Markup {
        match &block.kind {
            BlockKind::Table(table) => self.table(table),
            BlockKind::Picture(picture) => self.picture(picture),
            BlockKind::Blank => html! { p .blank { span { (inline(&block.runs)) } " " span .rule {} } },
            _ if is_blank(&block.text()) => html! {},
            BlockKind::Title => self.heading(1, block),
            BlockKind::Heading(level) => self.heading(*level, block),
            BlockKind::Paragraph | BlockKind::Bullet(_) => {
                html! { p class=[class(block.mark)] { (inline(&block.runs)) } }
            }
        }
    }

    /// Writes a heading, never more than one level below the one above.
    fn heading(&mut self, level: u8, block: &Block) -> Markup {
        self.level = level.saturating_add(1).clamp(2, 6).min(self.level + 1);
        let (class, words) = (class(block.mark), inline(&block.runs));
        match self.level {
            2 => html! { h2 class=[class] { (words) } },
            3 => html! { h3 class=[class] { (words) } },
            4 => html! { h4 class=[class] { (words) } },
            5 => html! { h5 class=[class] { (words) } },
            _ => html! { h6 class=[class] { (words) } },
        }
    }

    /// Writes a table. On a narrow screen it is moved sideways, by the keys too.
    fn table(&mut self, table: &Table) -> Markup {
        self.tables += 1;
        let caption = format!("t{}", self.tables);
        let width = table.rows.iter().map(Vec::len).chain([table.header.len()]).max().unwrap_or(0);
        let cells =
            |row: &[String]| (0..width).map(|nth| row.get(nth).cloned().unwrap_or_default()).collect::<Vec<_>>();
        html! {
            div .wide role="group" aria-labelledby=(caption) tabindex="0" {
                table {
                    caption id=(caption) { (table.caption) }
                    thead { tr { @for cell in cells(&table.header) { (heading_cell("col", &cell)) } } }
                    tbody {
                        @for row in &table.rows {
                            tr {
                                @for (nth, cell) in cells(row).iter().enumerate() {
                                    @if nth == 0 { (heading_cell("row", cell)) } @else { td { (cell) } }
                                }
                            }
                        }
                    }
                }
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

/// Writes the cell that a column or a row is called by, if it is called anything.
fn heading_cell(scope: &str, cell: &str) -> Markup {
    html! { @if is_blank(cell) { td { (cell) } } @else { th scope=(scope) { (cell) } } }
}

/// Writes bullets as lists, each below the last one that stands less deep.
fn list(bullets: &[Block]) -> Markup {
    let mut rest = bullets;
    let mut items = Vec::new();
    while let Some((head, below)) = rest.split_first() {
        let children = below.iter().take_while(|block| depth(block) > depth(head)).count();
        items.push((head, &below[..children]));
        rest = &below[children..];
    }
    html! {
        ul {
            @for (head, children) in items {
                li class=[class(head.mark)] {
                    (inline(&head.runs))
                    @if !children.is_empty() { (list(children)) }
                }
            }
        }
    }
}

fn depth(block: &Block) -> u32 {
    if let BlockKind::Bullet(depth) = block.kind { depth } else { 0 }
}
