//! The templates of bodies, as Word, LibreOffice and python-docx write them, are filled and otherwise left alone.

use crate::docx::{Paragraph, paragraphs};
use crate::every_kind::{WORDS, block, document, every_kind};
use crate::packages::{packed, part, parts};
use minutebook::document::docx::{self, Fault};
use minutebook::document::{Block, BlockKind, Document, Mark};
use proptest::prelude::*;
use std::collections::BTreeMap;

const PYTHON_DOCX: &[u8] = include_bytes!("data/templates/python-docx.docx");
const LIBREOFFICE: &[u8] = include_bytes!("data/templates/libreoffice.docx");

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The template of a test: the parts of which it is made, to be changed.
struct Template(BTreeMap<String, Vec<u8>>);

impl Template {
    /// Returns a template whose body has this XML, and whose styles are these.
    fn of(body: &str, styles: &str) -> Self {
        let relation = |nth: u32, kind: &str, to: &str| {
            format!("<Relationship Id=\"rId{nth}\" Type=\"{RELATIONS}/{kind}\" Target=\"{to}\"/>")
        };
        let relations = |all: &str| {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
            )
        };
        let mut template = Template(BTreeMap::new());
        template.put(
            "[Content_Types].xml",
            &format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Override PartName=\"/word/document.xml\" ContentType=\"{TYPES}.document.main+xml\"/>\
                 <Override PartName=\"/word/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/></Types>"
            ),
        );
        template.put("_rels/.rels", &relations(&relation(1, "officeDocument", "word/document.xml")));
        template.put("word/_rels/document.xml.rels", &relations(&relation(1, "styles", "styles.xml")));
        template.put("word/document.xml", &format!("<w:document {W}><w:body>{body}</w:body></w:document>"));
        template.put("word/styles.xml", &format!("<w:styles {W}>{styles}</w:styles>"));
        template
    }

    fn put(&mut self, name: &str, content: &str) -> &mut Self {
        self.0.insert(name.into(), content.as_bytes().to_vec());
        self
    }

    fn changed(mut self, name: &str, from: &str, to: &str) -> Self {
        let text = String::from_utf8(self.0[name].clone()).unwrap();
        assert!(text.contains(from), "{text}");
        self.put(name, &text.replace(from, to));
        self
    }

    fn filled(&self, document: &Document) -> Result<Vec<u8>, Fault> {
        docx::write(document, &WORDS, Some(&packed(&self.0)))
    }
}

/// The page set-up at the end of a body.
const SECTION: &str = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:left=\"1000\" w:right=\"906\" w:top=\"1\" w:bottom=\"1\"/></w:sectPr>";

const NORMAL: &str =
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Standard\"><w:name w:val=\"Normal\"/></w:style>";

fn one_line() -> Document {
    document(vec![block(BlockKind::Heading(1), "Item"), Block::new(BlockKind::Paragraph, Mark::Action, "DCS to write")])
}

fn texts(bytes: &[u8]) -> Vec<String> {
    main_of(bytes).into_iter().map(|paragraph| paragraph.text).collect()
}

fn main_of(bytes: &[u8]) -> Vec<Paragraph> {
    paragraphs(&part(bytes, "word/document.xml"))
}

/// Returns the name of a style by its id.
fn style_name(bytes: &[u8], id: &str) -> String {
    let sheet = part(bytes, "word/styles.xml");
    let at = sheet.find(&format!("w:styleId=\"{id}\"")).unwrap_or_else(|| panic!("no style {id}"));
    let rest = &sheet[at + sheet[at..].find("<w:name w:val=\"").unwrap() + 15..];
    rest.split('"').next().unwrap().to_string()
}

#[test]
fn templates_of_other_programs_are_filled_and_keep_what_they_have() {
    for (program, template) in [("python-docx", PYTHON_DOCX), ("libreoffice", LIBREOFFICE)] {
        let filled = docx::write(
            &every_kind().with_field("chair", "Cllr Gibbs").with_field("short_name", "CSIB"),
            &WORDS,
            Some(template),
        )
        .unwrap();
        std::fs::write(format!("{}/on-{program}.docx", env!("CARGO_TARGET_TMPDIR")), &filled).unwrap();
        let found = main_of(&filled);
        let texts: Vec<&str> = found.iter().map(|paragraph| paragraph.text.as_str()).collect();
        assert_eq!(
            texts[..4],
            [
                "Meeting of Children's Services Improvement Board on Monday 27 February 2023, Committee Room 2, Civic Centre",
                "Before the minutes.",
                "An item",
                "DRAFT"
            ],
            "{program}"
        );
        let end = &texts[texts.len() - 4..];
        assert_eq!(end, ["Chair\t\t", "Date\t\t", "Chair: Cllr Gibbs", "After the minutes."], "{program}");
        assert_eq!(paragraphs(&part(&filled, "word/header1.xml"))[0].text, "Wexmoor Council \u{2013} CSIB");
        assert_eq!(paragraphs(&part(&filled, "word/footer1.xml"))[0].text, "Minutes of the Board, 27 February 2023");
        assert!(part(&filled, "word/header1.xml").contains("string=\"DRAFT\""), "{program}");
        let style_of = |text: &str| {
            let style = &found.iter().find(|paragraph| paragraph.text == text).unwrap().style;
            style_name(&filled, style).to_lowercase()
        };
        assert_eq!(style_of("12/23\tChildren's Social Care Plan"), "heading 1", "{program}");
        assert_eq!(style_of("Children's Services Improvement Board"), "title");
        assert_eq!(style_of("ACTION: DCS to provide the list by next meeting"), "action");
        assert_eq!(style_of("At risk"), "table text");
        let sheet = part(&filled, "word/styles.xml");
        for name in ["heading 1", "title", "action", "list bullet", "caption"] {
            let named = |sheet: &str| sheet.to_lowercase().matches(&format!("<w:name w:val=\"{name}\"/>")).count();
            assert_eq!(named(&sheet), named(&part(template, "word/styles.xml")), "{program} has a second {name}");
        }
        assert!(sheet.contains("<w:lang w:val='en-GB'/>") && !sheet.contains("w:val=\"en-US\""), "{program}");
        let core = part(&filled, "docProps/core.xml");
        assert!(core.contains("<dc:title>Minutes of the Board, 27 February 2023</dc:title>"), "{core}");
        assert!(!core.contains("Somebody") && !core.contains("Template"), "{core}");
        let (before, after) = (parts(template), parts(&filled));
        for (name, content) in &before {
            let changes = [
                "[Content_Types].xml",
                "docProps/core.xml",
                "word/document.xml",
                "word/styles.xml",
                "word/stylesWithEffects.xml",
                "word/numbering.xml",
                "word/header1.xml",
                "word/footer1.xml",
                "word/_rels/document.xml.rels",
            ];
            assert!(changes.contains(&name.as_str()) || after[name] == *content, "{program}: {name} was changed");
        }
        assert_eq!(after.len(), before.len(), "{program}");
        assert!(!after.values().any(|part| String::from_utf8_lossy(part).contains("{{")), "{program}");
    }
}

#[test]
fn lists_are_added_behind_those_of_a_template() {
    for template in [PYTHON_DOCX, LIBREOFFICE] {
        let filled =
            docx::write(&every_kind().with_field("chair", "").with_field("short_name", ""), &WORDS, Some(template))
                .unwrap();
        let (before, numbering) = (part(template, "word/numbering.xml"), part(&filled, "word/numbering.xml"));
        let ids = |xml: &str, name: &str| -> Vec<u32> {
            let before = format!("{name}=");
            let found = xml.split(before.as_str()).skip(1);
            found.map(|rest| rest[1..].split(['"', '\'']).next().unwrap().parse().unwrap()).collect()
        };
        for name in ["w:numId", "w:abstractNumId"] {
            let all = ids(&numbering, name);
            let distinct: std::collections::BTreeSet<u32> = all.iter().copied().collect();
            assert_eq!(all.len(), distinct.len(), "{name}: {all:?}");
        }
        assert_eq!(ids(&numbering, "w:numId").len(), ids(&before, "w:numId").len() + 3);
        assert!(numbering.rfind("</w:abstractNum>") < numbering.find("<w:num "), "definitions come first");
        let highest = *ids(&before, "w:numId").iter().max().unwrap();
        let found = main_of(&filled);
        let list = |text: &str| found.iter().find(|paragraph| paragraph.text == text).unwrap().list;
        assert_eq!(list("groups below them"), Some((highest + 1, 3)), "not flattened");
        assert_eq!(list("letters begin again."), Some((highest + 3, 0)));
    }
}

#[test]
fn styles_are_found_by_name_and_the_others_added() {
    let styles = format!(
        "{NORMAL}<w:style w:type=\"paragraph\" w:styleId=\"berschrift1\"><w:name w:val=\"Heading 1\"/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Action\"><w:name w:val=\"Action\"/></w:style>"
    );
    let filled = Template::of(SECTION, &styles).filled(&one_line()).unwrap();
    let found = main_of(&filled);
    assert_eq!(found.iter().map(|p| p.style.as_str()).collect::<Vec<_>>(), ["berschrift1", "Action2"]);
    let sheet = part(&filled, "word/styles.xml");
    assert!(sheet.contains("w:styleId=\"Action2\">") && sheet.contains("<w:basedOn w:val=\"Standard\"/>"), "{sheet}");
    assert!(!sheet.contains("Heading2") && !sheet.contains("\"Normal\" "), "only what is used is added: {sheet}");
    assert!(sheet.contains("<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val='en-GB'/>"), "{sheet}");
}

#[test]
fn a_place_is_found_however_word_splits_it() {
    let split = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">On </w:t></w:r><w:r><w:t>{</w:t></w:r>\
                 <w:proofErr w:type=\"spellStart\"/><w:r w:rsidR=\"00A1\"><w:t>{ti</w:t></w:r><w:bookmarkStart w:id=\"0\" w:name=\"x\"/>\
                 <w:r><w:t>TLE}</w:t></w:r><w:r><w:t>} &amp; {{ author }}{{subject}}.</w:t></w:r></w:p>\
                 <w:p><w:r><w:t>{{MINUTES</w:t></w:r><w:r><w:t>_BODY}}</w:t></w:r></w:p>";
    let document =
        Document::new("A < B & {{author}}", "en-GB", vec![block(BlockKind::Paragraph, "{{title}} {{nobody}}")])
            .by("Wexmoor");
    let filled = Template::of(&format!("{split}{SECTION}"), NORMAL).filled(&document).unwrap();
    assert_eq!(texts(&filled), ["On A < B & {{author}} & Wexmoor.", "{{title}} {{nobody}}"], "words are never fields");
    let xml = part(&filled, "word/document.xml");
    assert!(xml.contains("<w:proofErr w:type=\"spellStart\"/>") && xml.contains("w:rsidR=\"00A1\""), "{xml}");
}

#[test]
fn what_a_template_asks_for_and_nobody_knows_is_said() {
    let body = format!("<w:p><w:r><w:t>{{{{titel}}}} {{{{title}}}} {{{{Logo</w:t></w:r></w:p>{SECTION}");
    let fault = Template::of(&body, NORMAL).filled(&one_line()).unwrap_err();
    assert_eq!(fault, Fault::UnknownFields(vec!["Logo".into(), "titel".into()]));
}

#[test]
fn places_in_text_boxes_are_filled() {
    let inside = "<w:txbxContent><w:p><w:r><w:t>{{title}}</w:t></w:r></w:p></w:txbxContent>";
    let body =
        format!("<w:p><w:r><w:pict>{inside}</w:pict></w:r><w:r><w:t>outside {{{{title}}}}</w:t></w:r></w:p>{SECTION}");
    let filled = Template::of(&body, NORMAL).filled(&one_line()).unwrap();
    assert_eq!(texts(&filled)[..2], ["A document", "outside A document"]);
}

#[test]
fn without_a_place_the_text_stands_behind_what_is_there() {
    let filled =
        Template::of(&format!("<w:p><w:r><w:t>Letterhead</w:t></w:r></w:p>{SECTION}"), NORMAL).filled(&one_line());
    assert_eq!(texts(&filled.unwrap()), ["Letterhead", "Item", "DCS to write"]);
    for empty in
        [format!("<w:p/>{SECTION}"), format!("<w:p w:rsidR=\"1\"><w:pPr/></w:p>{SECTION}"), SECTION.to_string()]
    {
        let filled = Template::of(&empty, NORMAL).filled(&one_line()).unwrap();
        assert_eq!(texts(&filled), ["Item", "DCS to write"], "no empty line in front");
        assert!(part(&filled, "word/document.xml").ends_with(&format!("{SECTION}</w:body></w:document>")));
    }
}

#[test]
fn a_section_that_ends_at_the_place_still_ends_there() {
    let broken = format!("<w:p><w:pPr>{SECTION}</w:pPr><w:r><w:t>{{{{MINUTES_BODY}}}}</w:t></w:r></w:p>");
    let filled =
        Template::of(&format!("{broken}<w:p><w:r><w:t>After</w:t></w:r></w:p>{SECTION}"), NORMAL).filled(&one_line());
    let xml = part(&filled.unwrap(), "word/document.xml");
    assert!(xml.contains(&format!("</w:p><w:p><w:pPr>{SECTION}</w:pPr></w:p><w:p><w:r><w:t>After")), "{xml}");
}

#[test]
fn a_place_that_cannot_be_is_refused() {
    let place = "<w:p><w:r><w:t>{{MINUTES_BODY}}</w:t></w:r></w:p>";
    let twice = Template::of(&format!("{place}{place}{SECTION}"), NORMAL).filled(&one_line());
    assert_eq!(twice.unwrap_err(), Fault::Misplaced);
    let among = place.replace("{{MINUTES", "see {{MINUTES");
    let among = Template::of(&format!("{among}{SECTION}"), NORMAL).filled(&one_line());
    assert_eq!(among.unwrap_err(), Fault::Misplaced);
    let mut header = Template(parts(PYTHON_DOCX));
    header.put("word/header1.xml", &format!("<w:hdr {W}>{place}</w:hdr>"));
    assert_eq!(header.filled(&one_line()).unwrap_err(), Fault::Misplaced);
}

#[test]
fn pages_without_a_header_get_one_for_the_watermark_only() {
    let draft = one_line().watermarked("DRAFT");
    let first = SECTION.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>");
    for (section, references) in [(SECTION, 1), (first.as_str(), 2), ("<w:sectPr/>", 1), ("", 1)] {
        let template = Template::of(&format!("<w:p/>{section}"), NORMAL);
        let filled = template.filled(&draft).unwrap();
        let xml = part(&filled, "word/document.xml");
        assert_eq!(xml.matches("<w:headerReference ").count(), references, "{xml}");
        assert_eq!(paragraphs(&part(&filled, "word/header1.xml"))[0].text, "DRAFT");
        let types = part(&filled, "[Content_Types].xml");
        assert!(types.contains("PartName='/word/header1.xml'"), "{types}");
        assert!(!parts(&template.filled(&one_line()).unwrap()).contains_key("word/header1.xml"));
    }
}

#[test]
fn numbers_of_the_house_style_stand_alone() {
    let numbered = "<w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:name w:val=\"heading 1\"/>\
                    <w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let template = Template::of(SECTION, &format!("{NORMAL}{numbered}"));
    let blocks = vec![block(BlockKind::Heading(1), "One").numbered("12/23"), block(BlockKind::Heading(1), "Two")];
    let xml = part(&template.filled(&document(blocks)).unwrap(), "word/document.xml");
    assert_eq!(xml.matches("<w:numId w:val='0'/>").count(), 1, "the template's own number would stand beside: {xml}");
}

#[test]
fn what_is_no_template_is_refused_for_its_reason() {
    let fault = |bytes: &[u8]| docx::write(&one_line(), &WORDS, Some(bytes)).unwrap_err();
    assert_eq!(fault(b""), Fault::NotADocument);
    assert_eq!(fault(b"Dear Sir"), Fault::NotADocument);
    assert_eq!(fault(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), Fault::OldOrLocked);
    let refused = |template: Template| template.filled(&one_line()).unwrap_err();
    let template = || Template::of(SECTION, NORMAL);
    let mut odt = Template(BTreeMap::new());
    odt.put("mimetype", "application/vnd.oasis.opendocument.text").put("content.xml", "<x/>");
    assert_eq!(refused(odt), Fault::OpenDocument);
    let macros = template().changed(
        "[Content_Types].xml",
        &format!("{TYPES}.document.main+xml"),
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    );
    assert_eq!(refused(macros), Fault::Macros);
    let strict = template().changed(
        "word/document.xml",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    );
    assert_eq!(refused(strict), Fault::Strict);
    let mut gone = template();
    gone.0.remove("word/styles.xml");
    assert_eq!(refused(gone), Fault::Missing("word/styles.xml".into()));
    let open = template().changed("word/document.xml", "</w:body>", "");
    assert_eq!(refused(open), Fault::Broken("word/document.xml".into()));
    let mut latin = template();
    latin.0.insert("word/styles.xml".into(), b"<w:styles>\xe9</w:styles>".to_vec());
    assert_eq!(refused(latin), Fault::Broken("word/styles.xml".into()));
    let mut bomb = template();
    bomb.0.insert("word/styles.xml".into(), vec![b' '; 60 << 20]);
    assert_eq!(refused(bomb), Fault::TooLarge);
}

#[test]
fn a_template_file_of_word_becomes_a_document() {
    let main = format!("{TYPES}.document.main+xml");
    let dotx =
        Template::of(SECTION, NORMAL).changed("[Content_Types].xml", &main, &format!("{TYPES}.template.main+xml"));
    let types = part(&dotx.filled(&one_line()).unwrap(), "[Content_Types].xml");
    assert!(types.contains(&main) && !types.contains("template.main"), "{types}");
}

#[test]
fn the_same_template_and_document_are_the_same_file() {
    let document = every_kind().with_field("chair", "").with_field("short_name", "");
    let write = || docx::write(&document, &WORDS, Some(LIBREOFFICE)).unwrap();
    assert_eq!(write(), write());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_is_given_as_a_template_is_filled_or_refused(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..12),
        cut in proptest::option::of(any::<proptest::sample::Index>()),
    ) {
        let mut bytes = packed(&Template::of(&format!("<w:p><w:r><w:t>{{{{title}}}}</w:t></w:r></w:p>{SECTION}"), NORMAL).0);
        for (at, value) in &changes {
            let at = at.index(bytes.len());
            bytes[at] = *value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = docx::write(&one_line(), &WORDS, Some(&bytes));
    }

    #[test]
    fn whatever_stands_in_the_parts_of_a_template_is_filled_or_refused(
        name in proptest::sample::select(vec!["word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"]),
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">", "</w:document>", "<w:body>", "</w:body>", "<w:p>", "</w:p>",
            "<w:t>", "</w:t>", "{{", "}}", "title", "MINUTES_BODY", "<w:sectPr>", "</w:sectPr>", "<w:sectPr/>", "<w:style w:type=\"paragraph\">", "</w:style>",
            "<w:docDefaults>", "</w:docDefaults>", "<w:rPrDefault/>", "<Relationship Id=\"a\" Type=\"x/styles\" Target=\"../../x\"/>", "é", "&", "&lt;", "<![CDATA[", "]]>", "<!--",
        ]), 0..14),
        keeps in any::<bool>(),
    ) {
        let mut template = Template::of(SECTION, NORMAL);
        let middle: String = pieces.concat();
        let whole = String::from_utf8(template.0[name].clone()).unwrap();
        let (start, end) = whole.split_at(whole.find('>').unwrap() + 1);
        let changed = if keeps { format!("{start}{middle}{end}") } else { middle };
        template.put(name, &changed);
        let _ = template.filled(&one_line().watermarked("DRAFT"));
    }
}
