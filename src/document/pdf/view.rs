//! A document as the data that a template reads: `data/pdf/standard.typ` says what is in it.

use super::super::limbs::{Places, limb_label};
use super::super::picture::{Picture, Tone};
use super::super::{Beside, Block, BlockKind, Document, Mark, Run, RunStyle, Table, Words, svg};
use serde::Serialize;
use unicode_width::UnicodeWidthChar;

/// The colours and lines of pictures on paper.
const PICTURE_STYLE: &str = include_str!("../../../data/pdf/picture.css");

/// Words that are longer are given places where a line may end, this far apart.
const LONGEST_WORD: usize = 24;

/// List items that are nested deeper stand so deep: there is no room on a page for more.
const DEEPEST: usize = 7;

/// What a PDF says of itself and of its pictures may have no more letters: an archive takes half as many again.
const LONGEST_STRING: usize = 10_000;

#[derive(Serialize)]
struct Data<'a> {
    title: &'a str,
    date: Option<String>,
    lang: String,
    region: Option<String>,
    author: &'a str,
    subject: &'a str,
    watermark: &'a str,
    fields: serde_json::Map<String, serde_json::Value>,
    words: PageWords,
    blocks: Vec<Shown>,
}

#[derive(Serialize)]
struct PageWords {
    page: &'static str,
    of: &'static str,
}

/// One block as a template shows it; list items that follow one another are one list.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Shown {
    Title(Text),
    Heading { level: usize, text: Text },
    Paragraph(Text),
    List(Items),
    Limbs(Items),
    Table { caption: String, header: Vec<String>, rows: Vec<Vec<ShownCell>> },
    Beside { header: [String; 2], rows: Vec<[Vec<Shown>; 2]> },
    Picture { title: String, alternative: String, svg: String },
    Blank(Text),
}

/// A list, with what all its items mean.
#[derive(Serialize)]
struct Items {
    mark: &'static str,
    items: Vec<Item>,
    continues: bool,
}

/// Words with what they mean.
#[derive(Serialize)]
struct Text {
    mark: &'static str,
    number: String,
    runs: Vec<ShownRun>,
    /// Whether it goes on with what the block above began: an action, a decision, what is exempt, of the same entry.
    continues: bool,
}

#[derive(Serialize)]
struct ShownRun {
    style: &'static str,
    text: String,
}

/// An item of a list, with those below it.
#[derive(Serialize)]
struct Item {
    /// `(a)` of a limb.
    label: String,
    text: Text,
    children: Vec<Item>,
}

#[derive(Serialize)]
struct ShownCell {
    text: String,
    tone: &'static str,
}

/// Returns a document as JSON.
pub fn data(document: &Document, words: &Words) -> String {
    let (lang, region) = locale(document.language);
    let fields = document.fields().iter().map(|(name, words)| (name.clone(), words.clone().into())).collect();
    let data = Data {
        title: name_of(document),
        date: document.date.map(|day| day.to_string()),
        lang,
        region,
        author: within(document.author()),
        subject: within(document.subject()),
        watermark: within(document.watermark()),
        fields,
        words: PageWords { page: words.page, of: words.of },
        blocks: Viewer::default().blocks(&document.blocks),
    };
    // Nothing in it can fail to be written: its keys are words, and there are no numbers but whole ones.
    serde_json::to_string(&data).unwrap_or_default()
}

/// Returns what a document is called; it must be called something.
fn name_of(document: &Document) -> &str {
    or_dash(within(document.title()))
}

/// Returns words without blanks around them, cut off where an archive would not take more.
fn within(words: &str) -> &str {
    let words = words.trim();
    words.char_indices().nth(LONGEST_STRING).map_or(words, |(end, _)| &words[..end])
}

/// Splits a language of BCP 47 into its code and its region: `en-GB`, `zh-Hant-TW`.
fn locale(language: &str) -> (String, Option<String>) {
    let mut parts = language.split('-');
    let is_code = |part: &&str| part.chars().all(|letter| letter.is_ascii_alphabetic());
    let lang = parts.next().filter(|part| matches!(part.len(), 2 | 3) && is_code(part)).unwrap_or("und");
    let region = parts.take_while(|part| part.len() > 1).find(|part| part.len() == 2 && is_code(part));
    (lang.to_ascii_lowercase(), region.map(str::to_ascii_uppercase))
}

/// A document while it is read.
#[derive(Default)]
struct Viewer {
    /// The level of the heading above.
    level: usize,
}

impl Viewer {
    fn blocks(&mut self, blocks: &[Block]) -> Vec<Shown> {
        let mut shown = Vec::new();
        let mut above: Option<&Block> = None;
        for group in blocks.chunk_by(|one, next| is_one_list(one, next)) {
            let first = &group[0];
            let continues = above.is_some_and(|above| goes_on(above, first));
            shown.extend(match first.kind {
                BlockKind::Bullet(_) => Some(Shown::List(Items::of(group, continues))),
                BlockKind::Limb(_) => Some(Shown::Limbs(Items::of(group, continues))),
                _ => self.block(first, continues),
            });
            above = group.last();
        }
        shown
    }

    fn block(&mut self, block: &Block, continues: bool) -> Option<Shown> {
        let text = || Text::of(block, continues);
        Some(match &block.kind {
            BlockKind::Table(table) => shown_table(table)?,
            BlockKind::Beside(beside) => self.beside(beside),
            BlockKind::Picture(picture) => shown_picture(picture),
            BlockKind::Blank => Shown::Blank(text()),
            _ if is_blank(&block.text()) && is_blank(block.number()) => return None,
            BlockKind::Title => Shown::Title(text()),
            BlockKind::Heading(level) => Shown::Heading { level: self.heading(*level), text: text() },
            BlockKind::Paragraph | BlockKind::Bullet(_) | BlockKind::Limb(_) => Shown::Paragraph(text()),
        })
    }

    /// Returns the level of a heading, never more than one below that above.
    fn heading(&mut self, level: u8) -> usize {
        self.level = usize::from(level).clamp(1, 6).min(self.level + 1);
        self.level
    }

    fn beside(&mut self, beside: &Beside) -> Shown {
        let rows = beside.rows.iter().map(|[left, right]| [self.blocks(left), self.blocks(right)]);
        Shown::Beside { header: beside.header().each_ref().map(|words| breakable(words)), rows: rows.collect() }
    }
}

fn shown_picture(picture: &Picture) -> Shown {
    Shown::Picture {
        title: breakable(picture.title().trim()),
        alternative: or_dash(within(picture.alternative())).to_string(),
        svg: svg::draw_alone(picture, PICTURE_STYLE),
    }
}

/// Tells whether two blocks are items of one list.
fn is_one_list(one: &Block, next: &Block) -> bool {
    matches!(
        (&one.kind, &next.kind),
        (BlockKind::Bullet(_), BlockKind::Bullet(_)) | (BlockKind::Limb(_), BlockKind::Limb(_))
    )
}

/// Tells whether a block goes on with what the one above it says.
fn goes_on(above: &Block, block: &Block) -> bool {
    let is_framed = matches!(block.mark, Mark::Action | Mark::Decision | Mark::Exempt);
    let is_text =
        |block: &Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Bullet(_) | BlockKind::Limb(_));
    is_framed && is_text(above) && is_text(block) && above.mark == block.mark && above.source == block.source
}

/// Nests items as they come, each below the last one that stands less deep.
fn items(blocks: &[Block]) -> Vec<Item> {
    let mut places = Places::default();
    let mut roots: Vec<Item> = Vec::new();
    for block in blocks {
        let (depth, is_limb) = match block.kind {
            BlockKind::Limb(depth) => (depth, true),
            BlockKind::Bullet(depth) => (depth, false),
            _ => (0, false),
        };
        let place = places.next(depth);
        let label = if is_limb { limb_label(place) } else { String::new() };
        let item = Item { label, text: Text::of(block, false), children: Vec::new() };
        siblings(&mut roots, place.nesting.min(DEEPEST)).push(item);
    }
    roots
}

/// Returns the list to which an item belongs that is nested so deep: below the last item at each level.
fn siblings(items: &mut Vec<Item>, nesting: usize) -> &mut Vec<Item> {
    if nesting == 0 || items.is_empty() {
        return items;
    }
    let last = items.len() - 1;
    siblings(&mut items[last].children, nesting - 1)
}

fn shown_table(table: &Table) -> Option<Shown> {
    let width = table.width();
    let header = |nth: usize| table.columns.get(nth).map(|column| breakable(column.header())).unwrap_or_default();
    let cell = |row: &[super::super::Cell], nth: usize| match row.get(nth) {
        Some(cell) => ShownCell { text: breakable(cell.text()), tone: tone(cell.tone) },
        None => ShownCell { text: String::new(), tone: tone(Tone::Plain) },
    };
    (width > 0).then(|| Shown::Table {
        caption: breakable(table.caption()),
        header: (0..width).map(header).collect(),
        rows: table.rows.iter().map(|row| (0..width).map(|nth| cell(row, nth)).collect()).collect(),
    })
}

impl Items {
    fn of(blocks: &[Block], continues: bool) -> Self {
        let all = blocks[0].mark;
        let all = if blocks.iter().all(|block| block.mark == all) { all } else { Mark::Plain };
        Items { mark: mark(all), items: items(blocks), continues }
    }
}

impl Text {
    fn of(block: &Block, continues: bool) -> Self {
        let runs = block.runs.iter().map(ShownRun::of).collect();
        Text { mark: mark(block.mark), number: breakable(block.number()), runs, continues }
    }
}

impl ShownRun {
    fn of(run: &Run) -> Self {
        let style = match run.style {
            RunStyle::Plain => "plain",
            RunStyle::Strong => "strong",
            RunStyle::Name => "name",
        };
        ShownRun { style, text: breakable(run.text()) }
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn or_dash(words: &str) -> &str {
    if is_blank(words) { "\u{2013}" } else { words }
}

/// Gives words that may be wider than a column places at which a line may end.
fn breakable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut letters = 0;
    for letter in text.chars() {
        letters = if letter.is_whitespace() { 0 } else { letters + letter.width().unwrap_or(0) };
        if letters > LONGEST_WORD && letter.width() != Some(0) {
            shown.push('\u{200b}');
            letters = 1;
        }
        shown.push(letter);
    }
    shown
}

fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Plain => "plain",
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
    }
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Watch => "watch",
        Tone::Bad => "bad",
        Tone::Done => "done",
        Tone::Paused => "paused",
        Tone::Plain => "plain",
    }
}
