//! The blocks of a document as paragraphs and lists.

use super::frame::WIDTH;
use super::lists::{DEEPEST, Lists};
use super::styles::Styles;
use super::xml::escaped;
use crate::document::limbs::Places;
use crate::document::picture::{Drawing, Picture};
use crate::document::{Block, BlockKind, Document, Mark, Run, RunStyle};
use crate::record::Id;
use std::collections::HashMap;

/// The headings that there are styles for.
const HEADINGS: [&str; 6] = ["Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6"];

/// How wide a letter of a number is, in twentieths of a point, in text and in headings.
const LETTER: (u32, u32) = (124, 170);

/// Words of so many letters are kept on the page of the table that they lead in.
const SHORT: usize = 160;

/// The least room for a number in front of its words.
const LEAST_ROOM: u32 = 567;

/// Bookmarks have ids from here on, above those that a template has.
const FIRST_BOOKMARK: usize = 1_000_000;

/// The text of a document while it is written.
pub struct Body<'a> {
    pub styles: &'a mut Styles,
    pub lists: &'a mut Lists,
    /// Room for words, in twentieths of a point.
    pub(super) width: u32,
    /// Where words behind a number begin.
    room: u32,
    /// The level of the heading above.
    level: u8,
    /// The headings to which something refers.
    targets: HashMap<Id, usize>,
    /// What stands right above, where the next block is to keep another distance for it.
    above: Above,
    pub(super) out: String,
}

/// What stands above a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Above {
    Words,
    /// The line that belongs to the heading after it.
    Label,
    List,
    Table,
}

/// What a paragraph has beside its style, in the order in which a file has it.
#[derive(Default)]
struct Set {
    keeps_with_next: bool,
    begins_page: bool,
    /// List and level.
    list: Option<(u32, usize)>,
    /// The style's own numbering is not wanted: the words have their number.
    unnumbered: bool,
    /// Words hang behind a number.
    hangs: bool,
}

impl<'a> Body<'a> {
    /// Writes the blocks of a document into room of a width; none is the room of our own pages.
    pub fn write(document: &Document, width: Option<u32>, styles: &'a mut Styles, lists: &'a mut Lists) -> String {
        let width = width.unwrap_or(WIDTH);
        let room = room(&document.blocks);
        let targets = document.targets();
        let mut body = Body { styles, lists, width, room, level: 0, targets, above: Above::Words, out: String::new() };
        body.blocks(&document.blocks);
        body.end();
        body.out
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        let (mut bullets, mut limbs) = (Places::default(), Places::default());
        let mut list = 0;
        for (nth, block) in blocks.iter().enumerate() {
            let above = nth.checked_sub(1).map(|above| &blocks[above].kind);
            let mut set = Set { hangs: !block.number().is_empty(), ..Set::default() };
            match block.kind {
                BlockKind::Bullet(depth) => {
                    if !matches!(above, Some(BlockKind::Bullet(_))) {
                        bullets.end();
                    }
                    set.list = Some((self.lists.bullets(), bullets.next(depth).nesting.min(DEEPEST)));
                }
                BlockKind::Limb(depth) => {
                    if !matches!(above, Some(BlockKind::Limb(_))) {
                        limbs.end();
                        list = self.lists.begin_limbs();
                    }
                    set.list = Some((list, limbs.next(depth).nesting.min(DEEPEST)));
                }
                _ => set.keeps_with_next = leads_in(block, blocks.get(nth + 1)),
            }
            self.block(block, set);
        }
    }

    fn block(&mut self, block: &Block, set: Set) {
        match &block.kind {
            BlockKind::Table(table) => self.table(table),
            BlockKind::Beside(beside) => self.beside(beside),
            BlockKind::Picture(picture) => self.picture(picture),
            BlockKind::Blank => {
                let words = self.words(block);
                self.paragraph(
                    "LineToFillIn",
                    &Set::default(),
                    &format!("{words}<w:r><w:tab/></w:r><w:r><w:tab/></w:r>"),
                );
            }
            _ if block.text().trim().is_empty() && block.number().is_empty() => {}
            BlockKind::Title => {
                self.level = 0;
                self.worded("Title", set, block);
            }
            // Never more than one level below the one above.
            BlockKind::Heading(level) => {
                self.level = (*level).clamp(1, HEADINGS.len() as u8).min(self.level + 1);
                self.worded(HEADINGS[usize::from(self.level) - 1], set, block);
            }
            BlockKind::Paragraph | BlockKind::Bullet(_) | BlockKind::Limb(_) => {
                self.worded(style(block), set, block);
            }
        }
    }

    fn worded(&mut self, style: &'static str, mut set: Set, block: &Block) {
        set.unnumbered = set.hangs && self.styles.has_numbers(style);
        set.begins_page = block.begins_page();
        let words = self.words(block);
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        let words = match block.source.and_then(|id| self.targets.get(&id)).filter(|_| is_heading) {
            Some(target) => {
                let id = FIRST_BOOKMARK + target;
                format!("<w:bookmarkStart w:id='{id}' w:name='_r{target}'/>{words}<w:bookmarkEnd w:id='{id}'/>")
            }
            None => words,
        };
        self.paragraph(style, &set, &words);
    }

    /// Returns a block's number and words as runs.
    fn words(&mut self, block: &Block) -> String {
        let mut runs = String::new();
        if !block.number().is_empty() {
            let is_listed = matches!(block.kind, BlockKind::Bullet(_) | BlockKind::Limb(_) | BlockKind::Blank);
            let behind = if is_listed { "<w:t xml:space='preserve'> </w:t>" } else { "<w:tab/>" };
            runs = format!("<w:r><w:t xml:space='preserve'>{}</w:t>{behind}</w:r>", escaped(block.number()));
        }
        for run in block.runs.iter().filter(|run| !run.text().is_empty()) {
            let words = self.run(run);
            match run.refers_to().and_then(|id| self.targets.get(&id)) {
                Some(target) => {
                    runs.push_str(&format!("<w:hyperlink w:anchor='_r{target}'>{words}</w:hyperlink>"));
                }
                None => runs.push_str(&words),
            }
        }
        runs
    }

    fn run(&mut self, run: &Run) -> String {
        let style = match run.style {
            RunStyle::Plain => None,
            RunStyle::Strong => Some("Strong"),
            RunStyle::Name => Some("Speaker"),
        };
        let style = style.map(|style| format!("<w:rPr><w:rStyle w:val='{}'/></w:rPr>", escaped(self.styles.id(style))));
        let (style, text) = (style.unwrap_or_default(), escaped(run.text()));
        format!("<w:r>{style}<w:t xml:space='preserve'>{text}</w:t></w:r>")
    }

    fn paragraph(&mut self, style: &'static str, set: &Set, runs: &str) {
        let mut properties = self.style(style);
        if set.keeps_with_next {
            properties.push_str("<w:keepNext/>");
        }
        if set.begins_page {
            properties.push_str("<w:pageBreakBefore/>");
        }
        if let Some((list, level)) = set.list {
            properties.push_str(&format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>"));
        } else if set.unnumbered {
            properties.push_str("<w:numPr><w:numId w:val='0'/></w:numPr>");
        }
        let hangs = set.hangs && set.list.is_none();
        let room = self.room;
        if hangs {
            properties.push_str(&format!("<w:tabs><w:tab w:val='left' w:pos='{room}'/></w:tabs>"));
        }
        properties.push_str(self.distance(style, set.list.is_some()));
        if hangs {
            properties.push_str(&format!("<w:ind w:left='{room}' w:hanging='{room}'/>"));
        }
        let properties = if properties.is_empty() { properties } else { format!("<w:pPr>{properties}</w:pPr>") };
        self.out.push_str(&format!("<w:p>{properties}{runs}</w:p>"));
    }

    /// Returns the distance to what stands above, where it is not that of the style.
    fn distance(&mut self, style: &str, is_listed: bool) -> &'static str {
        let now = match style {
            "AgendaItem" => Above::Label,
            _ if is_listed => Above::List,
            _ => Above::Words,
        };
        let is_heading = HEADINGS.contains(&style);
        match std::mem::replace(&mut self.above, now) {
            Above::Label if is_heading => "<w:spacing w:before='0'/>",
            Above::Table if !is_heading && style != "AgendaItem" => "<w:spacing w:before='200'/>",
            Above::List if !is_heading && now == Above::Words => "<w:spacing w:before='140'/>",
            _ => "",
        }
    }

    /// Returns the property that names a style; plain text has none.
    pub(super) fn style(&mut self, style: &'static str) -> String {
        if style == "Normal" {
            return String::new();
        }
        format!("<w:pStyle w:val='{}'/>", escaped(self.styles.id(style)))
    }

    /// Writes words in a style of their own.
    pub(super) fn line(&mut self, style: &'static str, words: &str) {
        if !words.trim().is_empty() {
            let run = format!("<w:r><w:t xml:space='preserve'>{}</w:t></w:r>", escaped(words));
            self.paragraph(style, &Set { keeps_with_next: style == "Caption", ..Set::default() }, &run);
        }
    }

    /// Writes what a picture is called and what it tells; the counts of a grid stand in a table.
    fn picture(&mut self, picture: &Picture) {
        if let Drawing::Grid(grid) = picture.drawing() {
            self.line("Normal", picture.alternative());
            return self.table(&grid.as_table(picture.title()));
        }
        self.line("Caption", picture.title());
        self.line("Normal", picture.alternative());
    }

    /// Says that a table stands above what comes next.
    pub(super) fn below_table(&mut self) {
        self.above = Above::Table;
    }

    /// Ends a text: nothing may end in a table, and no table begin where another ends.
    pub(super) fn end(&mut self) {
        if std::mem::replace(&mut self.above, Above::Words) == Above::Table {
            let style = self.style("AfterTable");
            self.out.push_str(&format!("<w:p><w:pPr>{style}</w:pPr></w:p>"));
        }
    }
}

/// Tells whether a block is not to stand at the foot of a page, apart from the next one.
fn leads_in(block: &Block, next: Option<&Block>) -> bool {
    match next.map(|next| &next.kind) {
        Some(BlockKind::Limb(_)) => true,
        Some(BlockKind::Table(_)) => block.text().len() < SHORT,
        _ => false,
    }
}

/// Returns the style of a paragraph or list item by what it means.
fn style(block: &Block) -> &'static str {
    match (block.mark, &block.kind) {
        (Mark::Plain | Mark::Action | Mark::Interest, BlockKind::Bullet(_)) => "ListBullet",
        (Mark::Plain | Mark::Action | Mark::Decision, BlockKind::Limb(_)) => "Limb",
        (Mark::Plain, _) => "Normal",
        (Mark::Label, _) => "AgendaItem",
        (Mark::Purpose, _) => "Purpose",
        (Mark::LeadIn, _) => "LeadIn",
        (Mark::Action, _) => "Action",
        (Mark::Decision, _) => "Decision",
        (Mark::Exempt, _) => "Exempt",
        (Mark::Draft, _) => "Draft",
        (Mark::Movement, _) => "Movement",
        (Mark::Interest, _) => "Interest",
        (Mark::Private, _) => "Private",
    }
}

/// Returns how much room the longest number needs, so that all words behind one begin below one another.
fn room(blocks: &[Block]) -> u32 {
    let longest = |block: &Block| match &block.kind {
        BlockKind::Beside(beside) => beside.rows.iter().flatten().map(|side| room(side)).max().unwrap_or(0),
        kind => {
            let is_heading = matches!(kind, BlockKind::Title | BlockKind::Heading(_));
            let letter = if is_heading { LETTER.1 } else { LETTER.0 };
            let letters = u32::try_from(block.number().chars().count()).unwrap_or(u32::MAX);
            letters.min(20) * letter + LETTER.0
        }
    };
    blocks.iter().map(longest).max().unwrap_or(0).max(LEAST_ROOM)
}
