//! Word documents are read back as the words that were written, with real styles, lists, tables and properties.

use crate::every_kind::{MARKS, WORDS, block, document, every_kind, typed_table};
use crate::packages::{part, parts};
use minutebook::document::{Beside, Block, BlockKind, Cell, Document, Mark, Run, Table, docx, inert};
use minutebook::record::Id;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A paragraph as it is read back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    pub style: String,
    /// List and level.
    pub list: Option<(u32, u32)>,
    pub text: String,
    /// How many tables it stands in.
    pub in_tables: usize,
    pub keeps_with_next: bool,
}

fn attribute(element: &BytesStart, name: &str) -> String {
    let found = element.try_get_attribute(name).unwrap();
    found
        .map(|value| value.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned())
        .unwrap_or_default()
}

/// Reads the paragraphs of a part, which must be whole.
pub fn paragraphs(xml: &str) -> Vec<Paragraph> {
    let mut reader = Reader::from_str(xml);
    let (mut found, mut open, mut tables, mut depth) = (Vec::new(), Vec::<Paragraph>::new(), 0, 0);
    let mut in_text = false;
    loop {
        let event = reader.read_event().unwrap();
        match &event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => {
                let value = attribute(element, "w:val");
                let is_empty = matches!(event, Event::Empty(_));
                depth += usize::from(!is_empty);
                match (element.name().as_ref(), open.last_mut()) {
                    ("w:p", _) if is_empty => found.push(Paragraph { in_tables: tables, ..Paragraph::default() }),
                    ("w:p", _) => open.push(Paragraph { in_tables: tables, ..Paragraph::default() }),
                    ("w:tbl", _) => tables += 1,
                    ("w:t", _) => in_text = !is_empty,
                    ("w:tab", Some(paragraph)) if attribute(element, "w:pos").is_empty() => paragraph.text.push('\t'),
                    ("w:pStyle", Some(paragraph)) => paragraph.style = value,
                    ("w:keepNext", Some(paragraph)) => paragraph.keeps_with_next = true,
                    ("w:ilvl", Some(paragraph)) => paragraph.list = Some((0, value.parse().unwrap())),
                    ("w:numId", Some(paragraph)) => {
                        paragraph.list.as_mut().into_iter().for_each(|list| list.0 = value.parse().unwrap());
                    }
                    _ => {}
                }
            }
            Event::End(element) => {
                depth -= 1;
                match element.name().as_ref() {
                    "w:p" => found.extend(open.pop()),
                    "w:tbl" => tables -= 1,
                    "w:t" => in_text = false,
                    _ => {}
                }
            }
            Event::Text(text) if in_text => open.last_mut().unwrap().text.push_str(text),
            Event::GeneralRef(reference) if in_text => {
                let letter = match &**reference {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => reference.resolve_char_ref().unwrap().unwrap(),
                };
                open.last_mut().unwrap().text.push(letter);
            }
            _ => {}
        }
    }
    assert_eq!(depth, 0, "what was opened is closed");
    found
}

fn written(document: &Document) -> Vec<u8> {
    docx::write(document, &WORDS, None).unwrap()
}

fn main_part(document: &Document) -> String {
    part(&written(document), "word/document.xml")
}

fn read(document: &Document) -> Vec<Paragraph> {
    paragraphs(&main_part(document))
}

/// Returns whatever makes a part one that no program could read.
fn unreadable(bytes: &[u8]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, content) in parts(bytes).into_iter().filter(|(name, _)| name.ends_with("xml") || name.ends_with("rels"))
    {
        let text = String::from_utf8(content).unwrap();
        let is_legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
        wrong.extend(text.chars().filter(|c| !is_legal(*c)).map(|c| format!("{name} has {c:?}")));
        let mut reader = Reader::from_str(&text);
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => {
                    wrong.push(format!("{name}: {error}"));
                    break;
                }
            }
        }
    }
    wrong
}

#[test]
fn every_kind_of_block_has_its_style() {
    let bytes = written(&every_kind());
    // For looking at, and for the checkers of Word documents.
    std::fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/every_kind.docx"), &bytes).unwrap();
    let found = paragraphs(&part(&bytes, "word/document.xml"));
    let style = |text: &str| {
        let paragraph = found.iter().find(|paragraph| paragraph.text == text).unwrap_or_else(|| panic!("no {text:?}"));
        paragraph.style.as_str()
    };
    for (text, wanted) in [
        ("DRAFT", "Draft"),
        ("Children's Services Improvement Board", "Title"),
        ("Minutes of the meeting held on Monday 27 February 2023 at 6.00 pm", ""),
        ("Present", "Heading1"),
        ("12/23\tChildren's Social Care Plan", "Heading1"),
        ("12.1\tThe Director introduced the report.", ""),
        ("Questions", "Heading2"),
        ("Afterwards", "Heading3"),
        ("A paragraph marked Label.", "AgendaItem"),
        ("A paragraph marked Purpose.", "Purpose"),
        ("A paragraph marked LeadIn.", "LeadIn"),
        ("A paragraph marked Action.", "Action"),
        ("A paragraph marked Decision.", "Decision"),
        ("A paragraph marked Exempt.", "Exempt"),
        ("A paragraph marked Movement.", "Movement"),
        ("A paragraph marked Interest.", "Interest"),
        ("A paragraph marked Private.", "Private"),
        ("ACTION: DCS to provide the list by next meeting", "Action"),
        ("Chair\t\t", "LineToFillIn"),
        ("Actions of the board", "Caption"),
        ("Days late", "TableHeading"),
        ("At risk", "TableText"),
    ] {
        assert_eq!(style(text), wanted, "{text}");
    }
    let sheet = part(&bytes, "word/styles.xml");
    let used: Vec<&str> =
        found.iter().map(|paragraph| paragraph.style.as_str()).filter(|style| !style.is_empty()).collect();
    assert!(used.iter().all(|style| sheet.contains(&format!("w:styleId=\"{style}\""))), "{used:?}");
    for level in 1..=6 {
        let begins = sheet.find(&format!("w:styleId=\"Heading{level}\"")).unwrap();
        let heading = sheet[begins..].split("</w:style>").next().unwrap();
        assert!(heading.contains(&format!("<w:name w:val=\"heading {level}\"/>")), "{heading}");
        assert!(heading.contains(&format!("<w:outlineLvl w:val=\"{}\"/>", level - 1)), "{heading}");
    }
}

#[test]
fn headings_never_leap_and_words_of_a_decision_stay_with_its_limbs() {
    let heading = |level| block(BlockKind::Heading(level), &format!("level {level}"));
    let blocks = vec![heading(3), heading(1), heading(3), heading(9), block(BlockKind::Title, "T"), heading(0)];
    let styles: Vec<String> = read(&document(blocks)).into_iter().map(|paragraph| paragraph.style).collect();
    assert_eq!(styles, ["Heading1", "Heading1", "Heading2", "Heading3", "Title", "Heading1"]);
    let found = read(&every_kind());
    let keeps: Vec<&str> = found.iter().filter(|p| p.keeps_with_next).map(|p| p.text.as_str()).collect();
    assert_eq!(
        keeps,
        [
            "RESOLVED that:",
            "RESOLVED further that:",
            "Actions",
            "Actions of the board",
            "RAG by theme",
            "Age of what is outstanding"
        ]
    );
}

#[test]
fn bullets_are_one_real_list_and_limbs_begin_anew_in_each() {
    let bytes = written(&every_kind());
    let found = paragraphs(&part(&bytes, "word/document.xml"));
    let list = |text: &str| found.iter().find(|paragraph| paragraph.text == text).unwrap().list;
    let bullets: Vec<_> = [
        "Kate Goode (co-opted)",
        "Cllr Y Clement \u{2013} Can we have a list?",
        "DCS \u{2013} Yes, we can.",
        "boards",
        "groups below them",
        "K Goode \u{2013} By when?",
        "and why",
    ]
    .map(list)
    .to_vec();
    assert_eq!(bullets, [0, 0, 1, 2, 3, 0, 0].map(|level| Some((1, level))));
    let limbs =
        ["the plan be approved;", "for the Board; and", "for the council; and", "the DCS report in May."].map(list);
    assert_eq!(limbs, [Some((2, 0)), Some((2, 1)), Some((2, 1)), Some((2, 0))]);
    assert_eq!(list("letters begin again."), Some((3, 0)));
    assert_eq!(list("RESOLVED that:"), None);
    let numbering = part(&bytes, "word/numbering.xml");
    assert_eq!(numbering.matches("<w:num ").count(), 3);
    assert_eq!(numbering.matches("<w:startOverride w:val='1'/>").count(), 2, "each list of limbs begins at (a)");
    assert_eq!(numbering.matches("<w:lvl ").count(), 18, "nine levels of each");
    let letters = "<w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"(%1)\"/>";
    let roman = "<w:numFmt w:val=\"lowerRoman\"/><w:lvlText w:val=\"(%2)\"/>";
    assert!(numbering.contains(letters) && numbering.contains(roman), "{numbering}");
}

#[test]
fn tables_have_header_rows_that_repeat_and_rows_that_stay_whole() {
    let xml = main_part(&document(vec![Block::bare(BlockKind::Table(typed_table()))]));
    assert_eq!(xml.matches("<w:tr>").count(), 7);
    assert_eq!(xml.matches("<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>").count(), 1);
    assert!(xml.find("<w:tblHeader/>").unwrap() < xml.find("23/01").unwrap());
    assert_eq!(xml.matches("<w:cantSplit/>").count(), 7);
    assert!(xml.contains("<w:tblCaption w:val='Actions of the board'/>"), "{xml}");
    assert!(xml.contains("w:firstRow='1'") && xml.contains("w:firstColumn='1'"), "{xml}");
    let fills: Vec<&str> = xml.split("w:fill='").skip(1).map(|rest| &rest[..6]).collect();
    assert_eq!(fills, ["C2DAF7", "BFE6C8", "FFDCA3", "FFC9C3", "DADADA"], "what is not rated has no colour");
    assert_eq!(xml.matches("<w:jc w:val='right'/>").count(), 7, "numbers and their header stand right");
    let widths: Vec<u32> =
        xml.split("<w:gridCol w:w='").skip(1).map(|rest| rest.split('\'').next().unwrap().parse().unwrap()).collect();
    let sum: u32 = widths.iter().sum();
    assert!(widths.len() == 6 && (9500..=9638).contains(&sum), "{widths:?}");
    assert!(widths[2] >= 1450, "a date stands in one line: {widths:?}");
    let long = vec![vec![Cell::from("x ".repeat(2_000))]];
    let xml = main_part(&document(vec![Block::bare(BlockKind::Table(Table::typed("", typed_table().columns, long)))]));
    assert_eq!(xml.matches("<w:cantSplit/>").count(), 1, "a row longer than a page goes on on the next");
}

#[test]
fn what_is_to_be_done_stands_beside_the_minute_below_a_header() {
    let found = read(&every_kind());
    let at = found.iter().position(|paragraph| paragraph.text == "Minute").unwrap();
    let texts: Vec<(&str, &str, usize)> =
        found[at..at + 9].iter().map(|p| (p.text.as_str(), p.style.as_str(), p.in_tables)).collect();
    let wanted = [
        ("Minute", "TableHeading", 1),
        ("Action", "TableHeading", 1),
        ("5.1\tThe Director introduced the report.", "", 1),
        ("", "", 1),
        ("5.2\tThe board asked for the list of boards.", "", 1),
        ("DCS", "Action", 1),
        ("It asked who sits on them.", "", 1),
        ("and why", "ListBullet", 1),
        ("YC", "Action", 1),
    ];
    assert_eq!(texts, wanted);
    let nested = Beside::new(["", ""], vec![[vec![Block::bare(BlockKind::Table(typed_table()))], vec![]]]);
    let xml = main_part(&document(vec![
        Block::bare(BlockKind::Beside(nested.clone())),
        Block::bare(BlockKind::Beside(nested)),
    ]));
    assert!(
        !xml.contains("</w:tbl></w:tc>") && !xml.contains("</w:tbl><w:tbl>") && !xml.contains("</w:tbl><w:sectPr>")
    );
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 2, "an empty header is none");
}

#[test]
fn a_file_says_what_it_is_in_which_language_and_on_which_page() {
    let bytes = written(&every_kind());
    let properties = part(&bytes, "docProps/core.xml");
    for wanted in [
        "<dc:title>Minutes of the Board, 27 February 2023</dc:title>",
        "<dc:creator>Wexmoor Council</dc:creator>",
        "<dc:subject>Meeting of 27 February 2023</dc:subject>",
        "<dc:language>en-GB</dc:language>",
    ] {
        assert!(properties.contains(wanted), "{properties}");
    }
    let sheet = part(&bytes, "word/styles.xml");
    assert!(sheet.contains("<w:lang w:val=\"en-GB\""), "{sheet}");
    let footer = part(&bytes, "word/footer1.xml");
    let fields: Vec<&str> =
        footer.split("w:instr='").skip(1).map(|rest| rest.split('\'').next().unwrap().trim()).collect();
    assert_eq!(fields, ["PAGE", "NUMPAGES"]);
    assert_eq!(paragraphs(&footer)[0].text, "Page 1 of 1");
    assert!(part(&bytes, "word/document.xml").contains("<w:pgSz w:w='11906' w:h='16838'/>"), "A4");
    assert_eq!(written(&every_kind()), bytes, "the same document is the same file");
}

#[test]
fn a_watermark_stands_across_the_pages_and_in_words_in_their_headers() {
    let bytes = written(&every_kind());
    for header in ["word/header1.xml", "word/header2.xml"] {
        let header = part(&bytes, header);
        assert!(header.contains("string=\"DRAFT\""), "{header}");
        assert_eq!(paragraphs(&header)[0].text, "DRAFT");
    }
    let plain = parts(&written(&document(vec![block(BlockKind::Paragraph, "Confirmed.")])));
    let all: String = plain.into_values().map(|part| String::from_utf8(part).unwrap()).collect();
    assert!(!all.contains("v:textpath") && !all.contains("DRAFT"));
    let odd = Document::new("", "en-GB", Vec::new()).watermarked("<WORDS & \"WIDTH\" {{title}}>");
    let header = part(&written(&odd), "word/header2.xml");
    assert_eq!(paragraphs(&header)[0].text, "<WORDS & \"WIDTH\" {{title}}>");
    assert!(header.contains("string=\"&lt;WORDS &amp; &quot;WIDTH&quot; {{title}}&gt;\""), "{header}");
}

/// Text that a careless writer would let become markup, a field, or something that no program can read.
const TRAPS: &[&str] = &[
    "</w:t></w:r></w:p><w:p/>",
    "<w:t>x</w:t>",
    "]]><x>",
    "<!-- hidden -->",
    "&amp; &lt;b&gt; &#65; &nbsp; & <",
    "{{title}} {{MINUTES_BODY}} {{unknown}}",
    "LANGUAGE NUMBER WORDS WIDTH BULLETS LIMBS",
    "' w:val='x\" w:val=\"x",
    "a\u{1b}[2Jb\u{9b}c\u{0}d\u{202e}e\u{2028}f\u{7}",
    "\u{fffe}\u{ffff}\u{feff}\u{10ffff}",
    "  two  blanks  ",
    "MERGEFIELD x \\* MERGEFORMAT",
    "=1+1",
    "漢字 Łódź 👩‍👧‍👦",
];

/// Returns the words as they should be read back.
fn shown(text: &str) -> String {
    inert(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// Returns a document with a text in every place.
fn everywhere(text: &str) -> Document {
    let mut blocks = vec![block(BlockKind::Title, text), block(BlockKind::Heading(1), text).numbered(text)];
    for mark in MARKS {
        blocks.extend(
            [BlockKind::Paragraph, BlockKind::Bullet(1), BlockKind::Limb(2)].map(|kind| Block::new(kind, mark, text)),
        );
    }
    let mut table = Table::new(text, &["Ref", text], vec![vec![text.into(), text.into(), text.into()]]);
    table.rows.push(Vec::new());
    let sides = [vec![block(BlockKind::Paragraph, text)], vec![block(BlockKind::Blank, text)]];
    blocks.extend([
        Block::bare(BlockKind::Table(table)),
        Block::bare(BlockKind::Beside(Beside::new([text, text], vec![sides]))),
        Block::of(BlockKind::Paragraph, Mark::Plain, vec![Run::strong(text), Run::name(text), Run::plain(text)]),
    ]);
    Document::new(text, "en-GB", blocks).by(text).about(text).watermarked(text).with_field("venue", text)
}

#[test]
fn text_is_never_anything_but_text() {
    for trap in TRAPS {
        let document = everywhere(trap);
        let bytes = written(&document);
        assert_eq!(unreadable(&bytes), [""; 0], "{trap:?}");
        let found = paragraphs(&part(&bytes, "word/document.xml"));
        let wanted = shown(trap);
        let same = found.iter().filter(|paragraph| paragraph.text == wanted).count();
        // A title, 33 paragraphs and list items, a caption, four cells, two headers, a paragraph beside.
        assert_eq!(same, 1 + 33 + 1 + 4 + 2 + 1, "{trap:?}: {found:?}");
        assert!(found.iter().any(|paragraph| paragraph.text == format!("{}\t{wanted}", wanted.trim())), "{trap:?}");
        assert!(found.iter().any(|paragraph| paragraph.text == wanted.repeat(3)), "{trap:?}");
    }
}

#[test]
fn very_long_entries_are_written_whole() {
    let long = "word ".repeat(2_000) + &"x".repeat(10_000);
    let found = read(&everywhere(&long));
    assert!(found.iter().filter(|paragraph| paragraph.text == long).count() > 40);
    let numbers = read(&document(vec![block(BlockKind::Heading(1), "a").numbered(&long)]));
    assert_eq!(numbers[0].text, format!("{long}\ta"));
}

#[test]
fn documents_without_words_are_documents() {
    for blocks in [
        Vec::new(),
        vec![block(BlockKind::Title, " "), block(BlockKind::Bullet(0), "")],
        vec![Block::bare(BlockKind::Table(Table::new("", &[], Vec::new())))],
        vec![Block::bare(BlockKind::Beside(Beside::new(["", ""], Vec::new())))],
        vec![Block::bare(BlockKind::Table(Table::new("", &["a"; 80], vec![vec!["word".into(); 90]])))],
        vec![block(BlockKind::Bullet(70), "deep"), block(BlockKind::Limb(u32::MAX), "deep")],
    ] {
        assert_eq!(unreadable(&written(&document(blocks))), [""; 0]);
    }
    let steps = (0..40).map(|depth| block(BlockKind::Bullet(depth), "deeper")).collect();
    assert!(read(&document(steps)).iter().all(|paragraph| paragraph.list.unwrap().1 <= 8), "Word has nine levels");
}

pub fn any_block() -> impl Strategy<Value = Block> {
    let text = prop_oneof![3 => any::<String>(), 2 => proptest::sample::select(TRAPS).prop_map(String::from), 2 => "[a-z<&]{1,9} [a-z]{1,70}"];
    let mark = proptest::sample::select(MARKS.to_vec());
    (text, mark, 0..9_u32, any::<u8>()).prop_map(|(text, mark, kind, level)| match kind {
        0 => Block::new(BlockKind::Title, mark, &text),
        1 => Block::new(BlockKind::Heading(level), mark, &text),
        2 => Block::new(BlockKind::Paragraph, mark, &text),
        3 => Block::new(BlockKind::Paragraph, mark, "words").numbered(&text),
        4 => Block::new(BlockKind::Bullet(u32::from(level % 7)), mark, &text),
        5 => Block::new(BlockKind::Limb(u32::from(level % 5)), mark, &text),
        6 => Block::new(BlockKind::Blank, mark, &text),
        7 => Block::bare(BlockKind::Table(Table::new(&text, &["a", &text], vec![vec![text.clone(), "b".into()]]))),
        _ => Block::bare(BlockKind::Beside(Beside::new(
            ["Minute", "Action"],
            vec![[
                vec![Block::new(BlockKind::Limb(0), mark, &text)],
                vec![Block::new(BlockKind::Paragraph, mark, &text)],
            ]],
        ))),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_document_can_be_read(blocks in proptest::collection::vec(any_block(), 0..20)) {
        let document = document(blocks);
        let bytes = written(&document);
        prop_assert_eq!(unreadable(&bytes), [""; 0]);
        let xml = part(&bytes, "word/document.xml");
        prop_assert!(!xml.contains("</w:tbl></w:tc>") && !xml.contains("</w:tbl><w:tbl>"), "a table ends in a paragraph");
        let squeezed = |text: &str| shown(text).split_whitespace().collect::<String>();
        let all: String = paragraphs(&xml).iter().map(|paragraph| squeezed(&paragraph.text)).collect();
        for block in &document.blocks {
            prop_assert!(all.contains(&squeezed(&block.text())), "{:?} is lost", block.text());
        }
    }
}

#[test]
fn references_lead_to_headings_and_a_heading_may_begin_a_page() {
    let heading = block(BlockKind::Heading(1), "Workforce").standing_for(Id(7)).on_new_page();
    let (known, unknown) = (Run::plain("1.4").referring_to(Id(7)), Run::plain("2").referring_to(Id(8)));
    let line = Block::of(BlockKind::Paragraph, Mark::Plain, vec![Run::plain("See "), known, unknown]);
    let bytes = written(&document(vec![line, heading]));
    let text = part(&bytes, "word/document.xml");
    let led = "<w:hyperlink w:anchor='_r1'><w:r><w:t xml:space='preserve'>1.4</w:t></w:r></w:hyperlink>\
               <w:r><w:t xml:space='preserve'>2</w:t></w:r></w:p>";
    assert!(text.contains(led), "what no heading stands for is words only: {text}");
    let target = "<w:pStyle w:val='Heading1'/><w:pageBreakBefore/></w:pPr>\
                  <w:bookmarkStart w:id='1000001' w:name='_r1'/>\
                  <w:r><w:t xml:space='preserve'>Workforce</w:t></w:r><w:bookmarkEnd w:id='1000001'/></w:p>";
    assert!(text.contains(target), "{text}");
    assert_eq!(unreadable(&bytes), [""; 0]);
}
