//! Spreadsheets (XLSX): every table of a document on a sheet of its own, as a spreadsheet knows tables.
//!
//! Days are days and numbers are numbers, so that they sort and filter; whatever else was typed is text, never a
//! formula. The same document gives the same bytes.

use super::{Cell, Column, ColumnKind, Document, Table, Tone, Words};
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, TableColumn, TableStyle, Workbook, Worksheet, XlsxError,
};
use std::collections::HashSet;
use unicode_width::UnicodeWidthStr;

/// What a sheet's name may be at most, in letters.
const LONGEST_NAME: usize = 31;
/// What a cell holds at most, in letters.
const LONGEST_TEXT: usize = 32_767;
/// What the line above a printed page holds at most, in letters; each may need two.
const LONGEST_LINE: usize = 120;
/// What a rule about the words of a cell, or the list of words for one, holds at most.
const LONGEST_RULE: usize = 255;
/// How wide a column is, in figures: none so wide that others are out of sight.
const WIDTHS: (usize, usize) = (7, 44);
/// Room for the button of the filter beside a heading, in figures.
const BUTTON: usize = 3;
/// The longest heading that stands in one line whatever is below it.
const LONGEST_HEADING: usize = 14;
/// How high a line is and how high a row may be, in points.
const HEIGHTS: (usize, usize) = (15, 405);
/// Days are written so in every language that a spreadsheet may be set to.
const DAY: &str = "d mmm yyyy";
/// A4; and A3, on which a table goes that is wider than so many figures.
const PAPERS: (u8, u8, usize) = (9, 8, 150);

/// Writes the tables of a document. What is wrong with one that cannot be written is said in the library's words.
pub fn write(document: &Document, words: &Words) -> Result<Vec<u8>, String> {
    workbook(document, words).map_err(|error| error.to_string())
}

fn workbook(document: &Document, words: &Words) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(document)?);
    let mut names = HashSet::new();
    for table in document.tables() {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name_of(table, &mut names))?;
        let widths = write_table(sheet, table)?;
        set_up_page(sheet, document, words)?;
        let (small, large, most) = PAPERS;
        sheet.set_paper_size(if widths.iter().sum::<usize>() > most { large } else { small });
    }
    workbook.save_to_buffer()
}

/// What the file says of itself. It was made when zip files began, whenever that is: the same document gives the
/// same bytes.
fn properties(document: &Document) -> Result<DocProperties, XlsxError> {
    let made = ExcelDateTime::from_ymd(1980, 1, 1)?;
    Ok(DocProperties::new()
        .set_title(document.title())
        .set_subject(document.subject())
        .set_author(document.author())
        .set_creation_datetime(&made))
}

/// Returns what a sheet is called: the beginning of its table's caption, unlike that of the others.
fn name_of(table: &Table, taken: &mut HashSet<String>) -> String {
    let caption: String = table.caption().chars().map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c }).collect();
    let caption = caption.split_whitespace().collect::<Vec<_>>().join(" ");
    let caption = caption.split(". ").next().unwrap_or("").trim_matches(['\'', '.', ' ']).to_string();
    let own = |nth: usize| {
        let number = if nth == 1 && !caption.is_empty() { String::new() } else { format!(" {nth}") };
        let name = cut_between_words(&caption, LONGEST_NAME - number.len()) + &number;
        name.trim_matches(['\'', ' ']).to_string()
    };
    (1..).map(own).find(|name| taken.insert(name.to_lowercase())).unwrap_or_default()
}

/// Cuts words that have too many letters, between two of them where it can.
fn cut_between_words(words: &str, longest: usize) -> String {
    let Some((end, _)) = words.char_indices().nth(longest) else { return words.to_string() };
    let cut = if words[end..].starts_with(' ') { Some(end) } else { words[..end].rfind(' ') };
    words[..cut.filter(|cut| *cut > end / 2).unwrap_or(end)].trim_end().to_string()
}

fn set_up_page(sheet: &mut Worksheet, document: &Document, words: &Words) -> Result<(), XlsxError> {
    // A percent sign of this line's own language is the ampersand.
    let line = |text: &str| text.chars().take(LONGEST_LINE).collect::<String>().replace('&', "&&");
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_header(format!("&L{}&R{}", line(document.title()), line(document.watermark())));
    sheet.set_footer(format!("&L{}&R{} &P {} &N", line(document.author()), line(words.page), line(words.of)));
    Ok(())
}

/// Writes a table, and returns how wide its columns are.
fn write_table(sheet: &mut Worksheet, table: &Table) -> Result<Vec<usize>, XlsxError> {
    let width = table.width().max(1);
    let last_column = u16::try_from(width - 1).unwrap_or(u16::MAX);
    // A table has a row, be it an empty one.
    let last_row = u32::try_from(table.rows.len().max(1)).unwrap_or(u32::MAX);
    let plain = Column::words("");
    let column = |nth: u16| table.columns.get(usize::from(nth)).unwrap_or(&plain);
    let headings = headings(table, width);
    let columns: Vec<TableColumn> = headings.iter().map(heading).collect();
    let widths: Vec<usize> = (0..=last_column).map(|nth| width_of(table, column(nth), usize::from(nth))).collect();
    let shown = rust_xlsxwriter::Table::new().set_columns(&columns).set_style(TableStyle::None);
    sheet.add_table(0, 0, last_row, last_column, &shown.set_alt_text(table.caption()))?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, height(headings.iter().map(String::as_str), &widths, BUTTON))?;
    for (nth, width) in (0..=last_column).zip(&widths) {
        let column = column(nth);
        sheet.set_column_width(nth, *width as f64)?;
        if let ColumnKind::Choice(choices) = &column.kind {
            offer(sheet, nth, last_row, choices)?;
            colour_by_words(sheet, nth, last_row, table)?;
        }
    }
    for (row, cells) in (1..).zip(&table.rows) {
        sheet.set_row_height(row, height(cells.iter().map(Cell::text), &widths, 0))?;
        for (nth, cell) in (0..=last_column).zip(cells) {
            write_cell(sheet, row, nth, cell, column(nth))?;
        }
    }
    Ok(widths)
}

/// Returns what the columns are called; a spreadsheet wants each called something of its own.
fn headings(table: &Table, width: usize) -> Vec<String> {
    let mut taken = HashSet::new();
    let heading = |nth: usize| {
        let header = table.columns.get(nth).map_or("", |column| column.header()).trim();
        let own = |again: usize| if again == 1 { header.to_string() } else { format!("{header} {again}") };
        let mut names = (1..).map(own).map(|name| name.trim().to_string());
        names.find(|name| !name.is_empty() && taken.insert(name.to_lowercase())).unwrap_or_default()
    };
    (0..width).map(heading).collect()
}

/// Other programs than Excel know nothing of the styles of tables: the heading has a format of its own.
fn heading(header: &String) -> TableColumn {
    let format = cell_format().set_bold().set_font_color(0xFF_FF_FF).set_background_color(0x1F_3A_5F);
    TableColumn::new().set_header(header).set_header_format(format)
}

fn cell_format() -> Format {
    Format::new()
        .set_align(FormatAlign::Top)
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_border_color(0xA0_A0_A0)
}

fn width_of(table: &Table, column: &Column, nth: usize) -> usize {
    let texts = table.rows.iter().filter_map(|row| row.get(nth)).map(|cell| cell.text().width());
    let header = column.header();
    let words = header.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let heading = if header.width() <= LONGEST_HEADING { header.width() } else { words } + BUTTON + 1;
    let is_day = column.kind == ColumnKind::Date;
    let widest = if is_day { DAY.len() + 2 } else { texts.max().unwrap_or(0) + 2 };
    widest.max(heading).clamp(WIDTHS.0, WIDTHS.1)
}

/// Returns how high a row is whose cells are wrapped: not every program works that out by itself.
fn height<'a>(cells: impl Iterator<Item = &'a str>, widths: &[usize], taken: usize) -> f64 {
    let lines = |(text, width): (&'a str, &usize)| textwrap::wrap(text, width.saturating_sub(taken + 1).max(1)).len();
    let lines = cells.zip(widths).map(lines).max().unwrap_or(1).max(1);
    (lines * HEIGHTS.0).min(HEIGHTS.1) as f64
}

/// Lets one of the words be chosen in the cells of a column, and no other be typed.
fn offer(sheet: &mut Worksheet, column: u16, last_row: u32, choices: &[String]) -> Result<(), XlsxError> {
    let length = choices.iter().map(|choice| choice.chars().count() + 1).sum::<usize>();
    if choices.is_empty() || length > LONGEST_RULE || choices.iter().any(|choice| choice.contains(',')) {
        return Ok(());
    }
    let list = DataValidation::new().allow_list_strings(choices)?;
    sheet.add_data_validation(1, column, last_row, column, &list).map(|_| ())
}

/// Gives each word of a column the colour that it has there, so that a word which is changed has its own.
fn colour_by_words(sheet: &mut Worksheet, nth: u16, last_row: u32, table: &Table) -> Result<(), XlsxError> {
    let mut known = HashSet::new();
    for cell in table.rows.iter().filter_map(|row| row.get(usize::from(nth))) {
        let (Some(fill), text) = (fill(cell.tone), cell.text()) else { continue };
        if text.chars().count() >= LONGEST_RULE || !known.insert(text) {
            continue;
        }
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(text))
            .set_format(Format::new().set_background_color(fill));
        sheet.add_conditional_format(1, nth, last_row, nth, &rule)?;
    }
    Ok(())
}

/// Returns the colour of a tone, against which black letters can be read. The words say it too.
fn fill(tone: Tone) -> Option<u32> {
    match tone {
        Tone::Good => Some(0xBF_E6_C8),
        Tone::Watch => Some(0xFF_DC_A3),
        Tone::Bad => Some(0xFF_C9_C3),
        Tone::Done => Some(0xC2_DA_F7),
        Tone::Paused => Some(0xDA_DA_DA),
        Tone::Plain => None,
    }
}

fn write_cell(sheet: &mut Worksheet, row: u32, nth: u16, cell: &Cell, column: &Column) -> Result<(), XlsxError> {
    let mut format = cell_format();
    // In a column of choices the words have the colour, whoever puts them there.
    let colour = if matches!(column.kind, ColumnKind::Choice(_)) { None } else { fill(cell.tone) };
    if let Some(colour) = colour {
        format = format.set_background_color(colour);
    }
    let day = cell.date.filter(|day| column.kind == ColumnKind::Date && is_known(*day));
    let number = (column.kind == ColumnKind::Number).then(|| cell.number()).flatten();
    match (day, number) {
        (Some(day), _) => {
            let format = format.set_num_format(DAY).set_align(FormatAlign::Left);
            sheet.write_datetime_with_format(row, nth, day, &format)?
        }
        (_, Some(number)) => {
            let format = format.set_align(FormatAlign::Right).set_indent(1);
            sheet.write_number_with_format(row, nth, number, &format)?
        }
        _ if cell.text().is_empty() => sheet.write_blank(row, nth, &format)?,
        _ => {
            let text: String = cell.text().chars().take(LONGEST_TEXT).collect();
            sheet.write_string_with_format(row, nth, text, &format)?
        }
    };
    Ok(())
}

/// Tells whether a spreadsheet counts this day as a calendar does: it has a 29 February 1900.
fn is_known(day: NaiveDate) -> bool {
    (1901..=9999).contains(&day.year())
}
