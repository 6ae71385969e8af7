//! Tables with rows that repeat at the top of a page, and what stands beside the minute.

use super::body::Body;
use super::xml::escaped;
use crate::document::{Beside, Block, Cell, Column, ColumnKind, Table, Tone};
use unicode_width::UnicodeWidthStr;

/// How wide a letter of a table is, in twentieths of a point and in the wider fonts, and what stands around the words
/// of a cell.
const LETTER: u32 = 124;
const AROUND: u32 = 230;

/// No word is taken for longer than so many letters, and no cell for more.
const LONGEST: (usize, usize) = (18, 60);

/// A row with more letters than this in a cell may go on on the next page.
const WHOLE_ROW: usize = 1200;

/// How much of the width is left to what stands beside the minute, in hundredths.
const BESIDE: u32 = 24;

/// A cell as a file has it: its width, its colour, its paragraphs.
fn cell(width: u32, tone: Tone, paragraphs: &str) -> String {
    let fill = match tone {
        Tone::Good => "BFE6C8",
        Tone::Watch => "FFDCA3",
        Tone::Bad => "FFC9C3",
        Tone::Done => "C2DAF7",
        Tone::Paused => "DADADA",
        Tone::Plain => "",
    };
    let fill =
        if fill.is_empty() { String::new() } else { format!("<w:shd w:val='clear' w:color='auto' w:fill='{fill}'/>") };
    format!("<w:tc><w:tcPr><w:tcW w:w='{width}' w:type='dxa'/>{fill}</w:tcPr>{paragraphs}</w:tc>")
}

fn row(properties: &str, cells: &str) -> String {
    let properties = if properties.is_empty() { String::new() } else { format!("<w:trPr>{properties}</w:trPr>") };
    format!("<w:tr>{properties}{cells}</w:tr>")
}

impl Body<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        if table.width() == 0 {
            return;
        }
        self.end();
        self.line("Caption", table.caption());
        let widths = widths(table, self.width);
        self.open_table("MinutesTable", table.caption(), &widths, true);
        let header = table.columns.iter().map(Column::header);
        let header = self.cells(header.map(|text| (text, Tone::Plain)), "TableHeading", table, &widths);
        self.out.push_str(&row("<w:cantSplit/><w:tblHeader/>", &header));
        for cells in &table.rows {
            let is_short = cells.iter().all(|cell| cell.text().len() <= WHOLE_ROW);
            let written = self.cells(cells.iter().map(|cell| (cell.text(), cell.tone)), "TableText", table, &widths);
            self.out.push_str(&row(if is_short { "<w:cantSplit/>" } else { "" }, &written));
        }
        self.out.push_str("</w:tbl>");
        self.below_table();
    }

    /// Returns the cells of a row, as many as the table is wide.
    fn cells<'t>(
        &mut self,
        texts: impl Iterator<Item = (&'t str, Tone)>,
        style: &'static str,
        table: &Table,
        widths: &[u32],
    ) -> String {
        let style = self.style(style);
        let mut texts = texts.fuse();
        let written = widths.iter().enumerate().map(|(nth, width)| {
            let (text, tone) = texts.next().unwrap_or(("", Tone::Plain));
            let is_number = table.columns.get(nth).is_some_and(|column| column.kind == ColumnKind::Number);
            let right = if is_number { "<w:jc w:val='right'/>" } else { "" };
            let run = format!("<w:r><w:t xml:space='preserve'>{}</w:t></w:r>", escaped(text));
            let run = if text.is_empty() { String::new() } else { run };
            cell(*width, tone, &format!("<w:p><w:pPr>{style}{right}</w:pPr>{run}</w:p>"))
        });
        written.collect()
    }

    /// Begins a table whose first row names its columns; its first column may name its rows.
    fn open_table(&mut self, style: &'static str, caption: &str, widths: &[u32], names_rows: bool) {
        let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w='{width}'/>")).collect();
        let caption = match caption.trim() {
            "" => String::new(),
            caption => format!("<w:tblCaption w:val='{}'/>", escaped(caption)),
        };
        let look = if names_rows { "06A0" } else { "0620" };
        let table = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val='{}'/><w:tblW w:w='{}' w:type='dxa'/><w:tblLayout w:type='fixed'/>\
             <w:tblLook w:val='{look}' w:firstRow='1' w:lastRow='0' w:firstColumn='{}' w:lastColumn='0' w:noHBand='1' w:noVBand='1'/>{caption}</w:tblPr>\
             <w:tblGrid>{grid}</w:tblGrid>",
            escaped(self.styles.id(style)),
            widths.iter().sum::<u32>(),
            u8::from(names_rows)
        );
        self.out.push_str(&table);
    }

    /// Writes minutes, and what is to be done beside them, as two columns.
    pub(super) fn beside(&mut self, beside: &Beside) {
        if beside.rows.is_empty() {
            return;
        }
        self.end();
        let right = self.width * BESIDE / 100;
        let widths = [self.width - right, right];
        self.open_table("MinutesBeside", "", &widths, false);
        if beside.header().iter().any(|header| !header.trim().is_empty()) {
            let plain = Table::typed("", vec![Column::words(""), Column::words("")], Vec::new());
            let header = beside.header().iter().map(|text| (text.as_str(), Tone::Plain));
            let header = self.cells(header, "TableHeading", &plain, &widths);
            self.out.push_str(&row("<w:cantSplit/><w:tblHeader/>", &header));
        }
        for [left, right] in &beside.rows {
            let cells = format!("{}{}", self.side(left, widths[0]), self.side(right, widths[1]));
            self.out.push_str(&row("", &cells));
        }
        self.out.push_str("</w:tbl>");
        self.below_table();
    }

    /// Returns a cell with blocks in it.
    fn side(&mut self, blocks: &[Block], width: u32) -> String {
        let outside = (std::mem::take(&mut self.out), std::mem::replace(&mut self.width, width.saturating_sub(AROUND)));
        self.blocks(blocks);
        self.end();
        let inside = std::mem::replace(&mut self.out, outside.0);
        self.width = outside.1;
        cell(width, Tone::Plain, if inside.is_empty() { "<w:p/>" } else { &inside })
    }
}

/// Returns how wide each column is: as its longest word at least, and more where there is more to say.
fn widths(table: &Table, width: u32) -> Vec<u32> {
    let measured = (0..table.width()).map(|nth| {
        let header = table.columns.get(nth).map_or("", Column::header);
        let cells = table.rows.iter().filter_map(|row| row.get(nth)).map(Cell::text);
        let (mut word, mut most) = (0, 0);
        for text in cells.chain([header]) {
            word = text.split_whitespace().map(UnicodeWidthStr::width).fold(word, usize::max);
            most = text.width().max(most);
        }
        // Dates are not broken where there is room.
        let is_date = table.columns.get(nth).is_some_and(|column| column.kind == ColumnKind::Date);
        let least = if is_date { most.min(LONGEST.0) } else { word.min(LONGEST.0) };
        (least.max(2), most.clamp(least.max(2), LONGEST.1))
    });
    let measured: Vec<(u32, u32)> =
        measured.map(|(least, most)| (least as u32 * LETTER + AROUND, most as u32 * LETTER + AROUND)).collect();
    let (least, most) = measured.iter().fold((0, 0), |sum, (least, most)| (sum.0 + least, sum.1 + most));
    let (rest, wanted) = (width.saturating_sub(least), most - least);
    let share = |(least, most): &(u32, u32)| match least {
        _ if rest == 0 => (u64::from(*least) * u64::from(width) / u64::from(least_of(&measured))) as u32,
        least if wanted == 0 => least + rest / measured.len() as u32,
        least => least + (u64::from(rest) * u64::from(most - least) / u64::from(wanted)) as u32,
    };
    measured.iter().map(share).collect()
}

fn least_of(measured: &[(u32, u32)]) -> u32 {
    measured.iter().map(|(least, _)| *least).sum::<u32>().max(1)
}
