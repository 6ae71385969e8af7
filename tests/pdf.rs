//! PDFs are read back by another library: as the words that were written, in order, tagged, and the same every time.

use crate::every_kind::{MARKS, WORDS, block, document, every_kind};
use chrono::NaiveDate;
use lopdf::{Dictionary, Object};
use minutebook::document::pdf::{self, Pdf, PdfError, Template};
use minutebook::document::picture::{Drawing, Picture};
use minutebook::document::{Beside, Block, BlockKind, Document, Mark, Run, Table};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn written(document: &Document) -> Pdf {
    pdf::write(document, &WORDS, None).unwrap()
}

fn page(blocks: Vec<Block>) -> Pdf {
    written(&document(blocks))
}

fn read(pdf: &Pdf) -> lopdf::Document {
    lopdf::Document::load_mem(&pdf.bytes).unwrap()
}

/// Returns all that can be read on the pages, without blanks and without places at which a line may end.
fn words(pdf: &Pdf) -> String {
    let read = read(pdf);
    let pages: Vec<u32> = read.get_pages().into_keys().collect();
    let text = read.extract_text(&pages).unwrap();
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200b}').collect()
}

/// Returns all that can be read in a PDF: on its pages, and what it says of itself and of its pictures.
pub fn all_text(bytes: &[u8]) -> String {
    fn strings(object: &Object, found: &mut String) {
        match object {
            Object::String(..) => {
                found.push_str(&lopdf::decode_text_string(object).unwrap_or_default());
                found.push('\n');
            }
            Object::Array(parts) => parts.iter().for_each(|part| strings(part, found)),
            Object::Dictionary(parts) => parts.iter().for_each(|(_, part)| strings(part, found)),
            Object::Stream(stream) if stream.dict.has_type(b"Metadata") => {
                found.push_str(&String::from_utf8_lossy(&stream.get_plain_content().unwrap()));
            }
            _ => {}
        }
    }
    let read = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = read.get_pages().into_keys().collect();
    let mut found = read.extract_text(&pages).unwrap().replace('\u{200b}', "");
    read.objects.values().for_each(|object| strings(object, &mut found));
    found
}

fn bare(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn catalog(read: &lopdf::Document) -> &Dictionary {
    read.catalog().unwrap()
}

/// Returns what the elements of the structure are, in the order in which they are read out.
fn structure(read: &lopdf::Document) -> Vec<String> {
    fn below(read: &lopdf::Document, object: &Object, found: &mut Vec<String>) {
        let object = match object {
            Object::Reference(id) => read.get_object(*id).unwrap(),
            object => object,
        };
        match object {
            Object::Array(kids) => kids.iter().for_each(|kid| below(read, kid, found)),
            Object::Dictionary(element) => {
                if let Ok(kind) = element.get(b"S").and_then(Object::as_name) {
                    found.push(String::from_utf8_lossy(kind).into_owned());
                }
                if let Ok(kids) = element.get(b"K") {
                    below(read, kids, found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    below(read, catalog(read).get(b"StructTreeRoot").unwrap(), &mut found);
    found
}

fn paragraph(text: &str) -> Block {
    block(BlockKind::Paragraph, text)
}

#[test]
fn every_kind_of_block_is_written_once_and_in_order() {
    let pdf = page(every_kind().blocks);
    let words = words(&pdf);
    let mut at = 0;
    for text in [
        "DRAFT",
        "Children's Services Improvement Board",
        "Present",
        "•Cllr Dana Gibbs (Chair)",
        "12/23Children's Social Care Plan",
        "12.1The Director introduced the report.",
        "A paragraph marked Plain.",
        "A paragraph marked Private.",
        "Cllr Y Clement – Can we have a list?",
        "Yes, we can.",
        "groups below them",
        "ACTION: DCS to provide the list by next meeting",
        "RESOLVED that:",
        "(a)the plan be approved;",
        "(i)for the Board; and",
        "(ii)for the council; and",
        "(b)the DCS report in May.",
        "(a)letters begin again.",
        "MinuteAction",
        "5.1The Director introduced the report.",
        "The board asked for the list of boards.DCS",
        "ACTION: PDM by 31 March",
        "Actions of the board",
        "RefActionDueDays lateStatusRAG",
        "23/01write to the schools31 March 20230openComplete",
        "RAG by theme",
        "Age of what is outstanding",
        "Signed as a correct record of the meeting:",
        "Chair",
        "Date",
    ] {
        let found = words[at..].find(&bare(text));
        at += found.unwrap_or_else(|| panic!("{text:?} is not in {}", &words[at..])) + bare(text).len();
    }
    assert_eq!(words.matches("Signedasacorrect").count(), 1);
}

#[test]
fn a_screen_reader_is_told_what_everything_is() {
    let pdf = page(every_kind().blocks);
    let read = read(&pdf);
    let found = structure(&read);
    let count = |kind: &str| found.iter().filter(|found| *found == kind).count();
    let headings: Vec<&str> =
        found.iter().map(String::as_str).filter(|kind| kind.len() == 2 && kind.starts_with('H')).collect();
    assert_eq!(headings, ["H1", "H1", "H2", "H3", "H1"]);
    assert_eq!((count("Table"), count("Figure"), count("LI")), (2, 2, 13));
    // Six columns and six rows of the one, two columns of the other.
    assert_eq!(count("TH"), 6 + 6 + 2);
    let catalog = catalog(&read);
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en-GB");
    assert!(catalog.get(b"Outlines").is_ok());
}

#[test]
fn a_dated_document_is_fit_for_an_archive_and_says_its_own_date() {
    let about = |pdf: &Pdf| String::from_utf8_lossy(&pdf.bytes).into_owned();
    let dated = about(&written(&every_kind().dated(NaiveDate::from_ymd_opt(2023, 2, 27).unwrap())));
    assert!(
        dated.contains("<pdfuaid:part>1</pdfuaid:part>")
            && dated.contains("<pdfaid:conformance>A</pdfaid:conformance>")
    );
    assert!(dated.contains("<xmp:CreateDate>2023-02-27"), "{dated}");
    let undated = about(&written(&every_kind()));
    assert!(undated.contains("<pdfuaid:part>1</pdfuaid:part>") && !undated.contains("pdfaid:"));
}

#[test]
fn text_is_never_markup() {
    let nasty = [
        "#panic(\"x\") *b* _i_ $x$ `c` = h",
        "#import \"standard.typ\": lay-out",
        "</text><script>alert(1)</script> &amp; &lt;",
        "\\u{41} \\ // comment /* c */ @ref <label> ~ -- ---",
        "[#set page(width: 1pt)] {} ]] }}",
        "\"}], \"blocks\": []",
    ];
    for text in nasty {
        let picture = Picture::new(text, text, Drawing::Bars(vec![]));
        let blocks = vec![
            Block::new(BlockKind::Title, Mark::Plain, text),
            block(BlockKind::Heading(1), text).numbered(text),
            Block::of(BlockKind::Paragraph, Mark::Action, vec![Run::strong(text), Run::name(text), Run::plain(text)]),
            block(BlockKind::Bullet(0), text),
            block(BlockKind::Limb(0), text),
            Block::bare(BlockKind::Table(Table::new(text, &[text], vec![vec![text.into()]]))),
            Block::bare(BlockKind::Beside(Beside::new([text, text], vec![[vec![paragraph(text)], vec![]]]))),
            Block::bare(BlockKind::Picture(picture)),
            block(BlockKind::Blank, text),
        ];
        let expected = 1 + 2 + 3 + 1 + 1 + 3 + 3 + 1 + 1;
        let document = Document::new(text, "en-GB", blocks).by(text).about(text).with_field(text, text);
        let words = words(&written(&document));
        // And once more in the footer of the page, if it has room there.
        assert_eq!(words.matches(&bare(text)).count(), expected + 1, "{text}: {words}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(written(&every_kind()), written(&every_kind()));
    assert_ne!(written(&every_kind()), page(vec![paragraph("another")]));
}

#[test]
fn a_letter_that_no_font_has_is_told_and_stands_as_a_box() {
    let pdf = page(vec![paragraph("Siân Ŵyn ŷ, Αθήνα, Київ, שלום, A\u{2011}level, 中文 and 😀.")]);
    assert_eq!(pdf.missing, BTreeSet::from(['中', '文', '😀']));
    let words = words(&pdf);
    assert!(words.contains("SiânŴynŷ,Αθήνα,Київ,"), "{words}");
    assert!(words.contains("A\u{2010}level,\u{25a1}\u{25a1}and\u{25a1}."), "{words}");
}

#[test]
fn headings_do_not_leap_and_the_language_is_the_documents_own() {
    let blocks = [3, 6, 1, 4].map(|level| block(BlockKind::Heading(level), "Pennawd")).to_vec();
    let read = read(&written(&Document::new("Cofnodion", "cy-GB", blocks)));
    let headings: Vec<String> = structure(&read).into_iter().filter(|kind| kind.starts_with('H')).collect();
    assert_eq!(headings, ["H1", "H2", "H1", "H2"]);
    assert_eq!(catalog(&read).get(b"Lang").unwrap().as_str().unwrap(), b"cy-GB");
}

#[test]
fn ten_thousand_letters_without_a_blank_stay_on_the_paper() {
    let long = "w".repeat(10_000);
    let cells = vec![vec!["1".into(), long.clone(), "x".into()]];
    let pdf = page(vec![paragraph(&long), Block::bare(BlockKind::Table(Table::new("", &["a", "b", "c"], cells)))]);
    assert_eq!(words(&pdf).matches('w').count(), 20_000);
    // A line of A4 has no room for 65 of them, a page none for 65 lines.
    assert!(read(&pdf).get_pages().len() > 20_000 / (65 * 65));
}

#[test]
fn what_a_document_says_of_itself_may_be_long() {
    let long = "ŵ ".repeat(40_000);
    let picture = Picture::new(&long, &long, Drawing::Bars(vec![]));
    let document = Document::new(&long, "en-GB", vec![Block::bare(BlockKind::Picture(picture))]);
    let dated = document.by(&long).about(&long).dated(NaiveDate::from_ymd_opt(2023, 2, 27).unwrap());
    assert!(written(&dated).missing.is_empty());
}

#[test]
fn lists_that_leap_and_lists_that_are_deep_are_printed() {
    let depths = [5, 0, 9, 3, 4_000_000_000, 1];
    let leaping = depths.map(|depth| block(BlockKind::Bullet(depth), "item")).to_vec();
    let deep = (0..300).map(|depth| block(BlockKind::Limb(depth), "limb")).collect();
    assert_eq!(words(&page(leaping)).matches("item").count(), 6);
    assert_eq!(words(&page(deep)).matches("limb").count(), 300);
}

#[test]
fn a_document_with_nothing_in_it_is_a_page() {
    for blocks in [vec![], vec![paragraph(" ")], vec![Block::bare(BlockKind::Table(Table::new("", &[], vec![])))]] {
        let pdf = written(&Document::new("", "", blocks));
        assert_eq!(read(&pdf).get_pages().len(), 1);
    }
}

fn nothing_beside(_: &str) -> Option<Vec<u8>> {
    None
}

fn laid_out_by(text: &str, read: &(dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync)) -> Result<Pdf, PdfError> {
    let template = Template { name: "house.typ", text, read, fonts: Vec::new() };
    pdf::write(&every_kind(), &WORDS, Some(&template))
}

#[test]
fn a_broken_template_is_told_by_its_line() {
    let told = |text: &str| laid_out_by(text, &nothing_beside).unwrap_err().to_string();
    assert_eq!(told("= Minutes\n\n#nonsense"), "house.typ:3:2: unknown variable: nonsense");
    assert_eq!(told("#let data = (\n"), "house.typ:1:13: unclosed delimiter");
    assert_eq!(
        told("#import \"standard.typ\": lay-out\n#lay-out(1)"),
        "house.typ:2:2: cannot access fields on type integer"
    );
    let settings = "#import \"standard.typ\": lay-out\n#lay-out(json(\"data.json\"), font: \"Nowhere\")";
    assert!(told(settings).ends_with("unknown font family: nowhere"), "{}", told(settings));
    assert!(
        told("#set document(title: [x])\n#image(\"crest.svg\", alt: \"x\")")
            .starts_with("house.typ:2:8: file not found")
    );
    assert!(told("#image(\"../../etc/passwd\")").starts_with("house.typ:1:8: "));
    assert!(told("#import \"@preview/any:1.0.0\": x").starts_with("house.typ:1:9: "));
    // A document that a screen reader cannot read is no document.
    assert!(told("no title").contains("missing document title"), "{}", told("no title"));
}

#[test]
fn a_template_has_the_data_and_what_lies_beside_it() {
    let text = "#import \"standard.typ\": lay-out\n#let data = json(\"data.json\")\n\
                #lay-out(data, crest: image(\"art/crest.svg\", alt: \"The arms of \" + data.fields.body))";
    let crest = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><rect width=\"9\" height=\"9\"/></svg>";
    let read_beside = |name: &str| (name == "art/crest.svg").then(|| crest.as_bytes().to_vec());
    let plain = written(&every_kind());
    let crested = laid_out_by(text, &read_beside).unwrap();
    let figures = |pdf: &Pdf| structure(&read(pdf)).iter().filter(|kind| *kind == "Figure").count();
    assert_eq!(figures(&crested), figures(&plain) + 1);
    assert!(all_text(&crested.bytes).contains("The arms of Children's Services Improvement Board"));
    assert!(words(&crested).contains("Signedasacorrectrecord"));
}

/// Returns how many bytes of memory this process holds.
#[cfg(target_os = "linux")]
fn memory() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}

#[test]
#[cfg(target_os = "linux")]
fn what_one_document_needed_is_given_back_before_the_next() {
    let one = |nth: usize| page((0..200).map(|line| paragraph(&format!("Document {nth}, line {line}"))).collect());
    (0..5).for_each(|nth| drop(one(nth)));
    let before = memory();
    (5..105).for_each(|nth| drop(one(nth)));
    let grown = memory().saturating_sub(before);
    assert!(grown < 150_000_000, "{grown}");
}

fn any_block() -> impl Strategy<Value = Block> {
    let text = prop_oneof![".{0,40}", "[a-zâŵŷ ]{0,60}", "[\u{0}-\u{2fff}\u{fe00}-\u{ffff}\u{1f300}-\u{1f6ff}]{0,30}"];
    (0..8, text, 0..MARKS.len(), 0..6u32).prop_map(|(kind, text, mark, depth)| {
        let kind = match kind {
            0 => BlockKind::Title,
            1 => BlockKind::Heading(depth as u8),
            2 => BlockKind::Paragraph,
            3 => BlockKind::Bullet(depth),
            4 => BlockKind::Limb(depth),
            5 => BlockKind::Blank,
            6 => BlockKind::Table(Table::new(&text, &[&text, "b"], vec![vec![text.clone(); depth as usize]; 2])),
            _ => BlockKind::Picture(Picture::new(&text, &text, Drawing::Bars(vec![]))),
        };
        Block::new(kind, MARKS[mark], &text).numbered(&text)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_typed_can_be_printed(blocks in prop::collection::vec(any_block(), 0..8), title in ".{0,30}") {
        let document = Document::new(&title, "en-GB", blocks).watermarked(&title);
        let pdf = pdf::write(&document, &WORDS, None);
        prop_assert!(pdf.is_ok(), "{:?}", pdf.err());
    }
}
