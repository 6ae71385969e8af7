//! What stands around the text: header, footer, watermark, page set-up, and what a file says of itself.

use super::MAIN;
use super::styles::Styles;
use super::xml::escaped;
use crate::document::{Document, Words};

const WATERMARK: &str = include_str!("parts/watermark.xml");

/// How wide and high words across a page may be, in points.
const ACROSS: (usize, usize) = (440, 160);

/// Width of the text on our own pages (A4 with margins of 2 cm), in twentieths of a point.
pub const WIDTH: u32 = 11906 - 2 * 1134;

const DECLARATION: &str = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n";

/// Returns the paragraph of a header that says what stands across the page, and puts it there.
pub fn watermark(words: &str, nth: usize, styles: &mut Styles) -> String {
    let letters = words.chars().count().max(1);
    let height = (ACROSS.0 * 17 / 10 / letters).clamp(30, ACROSS.1);
    let words = escaped(words);
    let shape = WATERMARK.trim().replace("NUMBER", &nth.to_string());
    let shape = shape.replace("WIDTH", &ACROSS.0.to_string()).replace("HEIGHT", &height.to_string());
    // The words come last: whatever they say, nothing is looked for in them.
    let shape = shape.replace("WORDS", &words);
    let header = styles.id("Header").to_string();
    let strong = styles.id("Strong").to_string();
    format!(
        "<w:p><w:pPr><w:pStyle w:val='{}'/><w:jc w:val='right'/></w:pPr><w:r><w:rPr><w:rStyle w:val='{}'/></w:rPr>\
         <w:t xml:space='preserve'>{words}</w:t></w:r>{shape}</w:p>",
        escaped(&header),
        escaped(&strong)
    )
}

/// Returns a header with these paragraphs.
pub fn header(paragraphs: &str) -> String {
    format!("{DECLARATION}<w:hdr xmlns:w='{MAIN}'>{paragraphs}</w:hdr>")
}

/// Returns the paragraph of a header with words in it; an empty header has one too.
pub fn header_line(words: &str, styles: &mut Styles) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val='{}'/></w:pPr><w:r><w:t xml:space='preserve'>{}</w:t></w:r></w:p>",
        escaped(styles.id("Header")),
        escaped(words)
    )
}

/// Returns a footer that says which page it is, of how many.
pub fn footer(words: &Words, styles: &mut Styles) -> String {
    let text = |text: &str| format!("<w:r><w:t xml:space='preserve'>{}</w:t></w:r>", escaped(text));
    let field = |name: &str| format!("<w:fldSimple w:instr=' {name} '><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    format!(
        "{DECLARATION}<w:ftr xmlns:w='{MAIN}'><w:p><w:pPr><w:pStyle w:val='{}'/></w:pPr>{}{}{}{}</w:p></w:ftr>",
        styles.id("Footer"),
        text(&format!("{} ", words.page)),
        field("PAGE"),
        text(&format!(" {} ", words.of)),
        field("NUMPAGES")
    )
}

/// Returns our own page set-up; the headers of the first page and of the others, and the footer, by relation.
pub fn section(first: &str, others: &str, footer: &str) -> String {
    format!(
        "<w:sectPr><w:headerReference w:type='default' r:id='{others}'/><w:headerReference w:type='first' r:id='{first}'/>\
         <w:footerReference w:type='default' r:id='{footer}'/><w:footerReference w:type='first' r:id='{footer}'/>{}\
         <w:titlePg/></w:sectPr>",
        page()
    )
}

/// Returns the size and the margins of our own pages.
pub fn page() -> &'static str {
    "<w:pgSz w:w='11906' w:h='16838'/><w:pgMar w:top='1247' w:right='1134' w:bottom='1134' w:left='1134' \
     w:header='567' w:footer='567' w:gutter='0'/><w:cols w:space='709'/>"
}

/// Returns what a file says of itself. It has no dates: the same document is the same file on any day.
pub fn properties(document: &Document) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties \
         xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' \
         xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{}</dc:title><dc:subject>{}</dc:subject>\
         <dc:creator>{}</dc:creator><dc:language>{}</dc:language></cp:coreProperties>",
        escaped(document.title()),
        escaped(document.subject()),
        escaped(document.author()),
        escaped(document.language)
    )
}
