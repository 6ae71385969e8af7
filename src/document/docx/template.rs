//! The template of a body filled in: its styles, headers and page set-up, with our text.

use super::body::Body;
use super::fields::{Paragraph, Section, known, paragraphs, sections};
use super::frame;
use super::lists::Lists;
use super::package::{Packed, Relations, before_end, folder};
use super::styles::{self, Styles};
use super::xml::{Edits, attribute, escaped, walk};
use super::{Fault, MAIN, PLACE, RELATIONS};
use crate::document::Document;
use quick_xml::events::Event;
use std::collections::BTreeSet;

/// The types of parts, in front of which stands what they have in common.
const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const CONTENT_TYPES: &str = "[Content_Types].xml";
const PROPERTIES: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

/// A template while it is filled.
struct Filling<'a, 'd> {
    packed: Packed<'a>,
    document: &'d Document,
    relations: Relations,
    /// The parts that are other than in the template.
    parts: Vec<(String, String)>,
    /// Types of parts that were added.
    types: String,
    known: Vec<(String, String)>,
    unknown: BTreeSet<String>,
}

/// Fills a template with a document.
pub fn fill(document: &Document, template: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut packed = Packed::open(template)?;
    let types = content_types(&mut packed)?;
    let mut package_relations = Relations::read(&mut packed, "")?;
    let main = package_relations.to("officeDocument").next().ok_or(Fault::NotADocument)?.to_string();
    let text = packed.needed(&main)?;
    check_names(&main, &text)?;
    let relations = Relations::read(&mut packed, &main)?;
    let mut filling = Filling {
        packed,
        document,
        relations,
        parts: Vec::new(),
        types: String::new(),
        known: known(document),
        unknown: BTreeSet::new(),
    };
    let sheet = filling.part("styles")?;
    let mut styles = match &sheet {
        Some((name, text)) => Styles::of_template(name, text)?,
        None => Styles::own(),
    };
    let text = filling.main(&main, &text, &mut styles)?;
    filling.parts.push((main.clone(), text));
    if filling.unknown.iter().any(|name| name.eq_ignore_ascii_case(PLACE)) {
        return Err(Fault::Misplaced);
    }
    if !filling.unknown.is_empty() {
        return Err(Fault::UnknownFields(filling.unknown.into_iter().collect()));
    }
    match sheet {
        Some((name, text)) => {
            let text = styles::amended(&name, &text, &styles.added(), document.language)?;
            // Word 2010 has them twice, and both must be alike.
            let again: Vec<String> = filling.relations.to("stylesWithEffects").map(String::from).collect();
            filling.parts.extend(again.into_iter().map(|again| (again, text.clone())));
            filling.parts.push((name, text));
        }
        None => drop(filling.add(&main, "styles", "styles", styles::sheet(document.language))),
    }
    filling.properties(&mut package_relations)?;
    filling.parts.push(filling.relations.written()?);
    let types = before_end(CONTENT_TYPES, &types, &filling.types)?;
    filling.parts.push((CONTENT_TYPES.to_string(), types));
    filling.packed.with(&filling.parts)
}

/// Returns the types of a template's parts as those of a document, unless it can run macros.
fn content_types(packed: &mut Packed<'_>) -> Result<String, Fault> {
    let types = packed.text(CONTENT_TYPES)?.ok_or(Fault::NotADocument)?;
    if types.contains("macroEnabled") || types.contains("vbaProject") {
        return Err(Fault::Macros);
    }
    Ok(types.replace(&format!("{TYPES}.template.main+xml"), &format!("{TYPES}.document.main+xml")))
}

/// Refuses a document whose elements have other names than those that are looked for.
fn check_names(part: &str, text: &str) -> Result<(), Fault> {
    let mut fault = Some(Fault::NotADocument);
    walk(part, text, |read| {
        if let (Event::Start(root), 0) = (&read.event, read.depth) {
            let names = attribute(root, "xmlns:w").unwrap_or_default();
            fault = match (root.name().as_ref(), names.as_str()) {
                ("w:document", MAIN) => None,
                _ if text.contains("purl.oclc.org/ooxml") => Some(Fault::Strict),
                _ => Some(Fault::NotADocument),
            };
        }
    })?;
    fault.map_or(Ok(()), Err)
}

impl Filling<'_, '_> {
    /// Returns the name and the text of the part that the document is related to in some way.
    fn part(&mut self, kind: &str) -> Result<Option<(String, String)>, Fault> {
        let Some(name) = self.relations.to(kind).next().map(String::from) else { return Ok(None) };
        let text = self.packed.needed(&name)?;
        Ok(Some((name, text)))
    }

    /// Adds a part, and returns the id of its relation to the document.
    fn add(&mut self, main: &str, kind: &str, stem: &str, content: String) -> String {
        let name = self.packed.free_name(folder(main), stem);
        self.types.push_str(&typed(&name, &format!("{TYPES}.{kind}+xml")));
        self.parts.push((name.clone(), content));
        self.relations.add(kind, &name)
    }

    /// Returns the main part with the document in it.
    fn main(&mut self, main: &str, text: &str, styles: &mut Styles) -> Result<String, Fault> {
        let found = paragraphs(main, text)?;
        let (sections, end) = sections(main, text)?;
        let end = end.ok_or_else(|| Fault::Broken(main.to_string()))?;
        let numbering = self.part("numbering")?;
        let mut lists = match &numbering {
            Some((name, text)) => Lists::of_template(name, text)?,
            None => Lists::default(),
        };
        let width = sections.iter().rev().find_map(|section| section.width);
        let body = Body::write(self.document, width, styles, &mut lists);
        let mut edits = Edits::default();
        for paragraph in found.iter().filter(|paragraph| !paragraph.is_place()) {
            paragraph.fill(&self.known, &mut self.unknown, &mut edits);
        }
        place(text, &found, &sections, end, &body, &mut edits)?;
        self.around(main, &sections, end, styles, &mut edits)?;
        match numbering {
            _ if !lists.is_used() => {}
            Some((name, text)) => self.parts.push((name.clone(), lists.added_to(&name, &text)?)),
            None => drop(self.add(main, "numbering", "numbering", lists.part())),
        }
        Ok(edits.apply(text))
    }

    /// Fills headers and footers, and puts the watermark into every header.
    fn around(
        &mut self,
        main: &str,
        sections: &[Section],
        end: usize,
        styles: &mut Styles,
        edits: &mut Edits,
    ) -> Result<(), Fault> {
        let watermark = self.document.watermark().trim().to_string();
        let names: BTreeSet<String> = self.relations.to("header").map(String::from).collect();
        for (nth, name) in names.iter().enumerate() {
            let text = self.filled(name)?;
            let words =
                if watermark.is_empty() { String::new() } else { frame::watermark(&watermark, nth + 1, styles) };
            self.parts.push((name.clone(), before_end(name, &text, &words)?));
        }
        let footers: BTreeSet<String> = self.relations.to("footer").map(String::from).collect();
        for name in footers {
            let text = self.filled(&name)?;
            self.parts.push((name, text));
        }
        if !watermark.is_empty() {
            let words = frame::header(&frame::watermark(&watermark, names.len() + 1, styles));
            let has_even = self.part("settings")?.is_some_and(|(_, text)| text.contains("<w:evenAndOddHeaders"));
            self.add_headers(main, sections, end, (words, has_even), edits);
        }
        Ok(())
    }

    /// Returns a header or footer with its places filled.
    fn filled(&mut self, name: &str) -> Result<String, Fault> {
        let text = self.packed.needed(name)?;
        let mut edits = Edits::default();
        for paragraph in paragraphs(name, &text)? {
            if paragraph.is_place() {
                return Err(Fault::Misplaced);
            }
            paragraph.fill(&self.known, &mut self.unknown, &mut edits);
        }
        Ok(edits.apply(&text))
    }

    /// Adds a header wherever pages would have none: a section has those of the one before.
    fn add_headers(
        &mut self,
        main: &str,
        sections: &[Section],
        end: usize,
        (header, has_even): (String, bool),
        edits: &mut Edits,
    ) {
        let mut there: BTreeSet<&str> = BTreeSet::new();
        let mut added = None;
        for section in sections {
            there.extend(section.headers.iter().map(String::as_str));
            let wanted = ["default"].into_iter().chain(section.has_first.then_some("first"));
            let wanted = wanted.chain(has_even.then_some("even"));
            let missing: Vec<&str> = wanted.filter(|kind| !there.contains(kind)).collect();
            let references: String = missing
                .iter()
                .map(|kind| {
                    let id = added.get_or_insert_with(|| self.add(main, "header", "header", header.clone()));
                    reference(kind, id)
                })
                .collect();
            there.extend(missing);
            match section.is_empty {
                true => edits.replace(section.tag.clone(), format!("<w:sectPr>{references}</w:sectPr>")),
                false => edits.insert(section.tag.end, references),
            }
        }
        if !sections.iter().any(|section| section.is_last) {
            let id = added.unwrap_or_else(|| self.add(main, "header", "header", header));
            edits.insert(end, format!("<w:sectPr>{}{}</w:sectPr>", reference("default", &id), frame::page()));
        }
    }

    /// Says what the file is: not what the template was.
    fn properties(&mut self, package: &mut Relations) -> Result<(), Fault> {
        let properties = frame::properties(self.document);
        if let Some(name) = package.to("core-properties").next() {
            self.parts.push((name.to_string(), properties));
            return Ok(());
        }
        let name = self.packed.free_name("docProps/", "core");
        self.types.push_str(&typed(&name, "application/vnd.openxmlformats-package.core-properties+xml"));
        package.add(PROPERTIES, &name);
        self.parts.push((name, properties));
        self.parts.push(package.written()?);
        Ok(())
    }
}

fn typed(part: &str, kind: &str) -> String {
    format!(
        "<Override xmlns='http://schemas.openxmlformats.org/package/2006/content-types' PartName='/{}' \
         ContentType='{kind}'/>",
        escaped(part)
    )
}

fn reference(kind: &str, id: &str) -> String {
    format!("<w:headerReference xmlns:r='{RELATIONS}' w:type='{kind}' r:id='{id}'/>")
}

/// Puts the text where the template wants it, or behind all that it has.
fn place(
    text: &str,
    found: &[Paragraph],
    sections: &[Section],
    end: usize,
    body: &str,
    edits: &mut Edits,
) -> Result<(), Fault> {
    // A cell of a table must not be without a paragraph.
    let body = if body.is_empty() { "<w:p/>" } else { body };
    let mut places = found.iter().filter(|paragraph| paragraph.is_place());
    match (places.next(), places.next()) {
        (Some(_), Some(_)) => Err(Fault::Misplaced),
        (Some(place), None) => {
            // What set up the pages up to here still does.
            let section = place.section.as_ref().map(|section| &text[section.clone()]);
            let section = section.map(|section| format!("<w:p><w:pPr>{section}</w:pPr></w:p>")).unwrap_or_default();
            edits.replace(place.whole.clone(), format!("{body}{section}"));
            Ok(())
        }
        (None, _) => {
            let last = sections.iter().find(|section| section.is_last).map_or(end, |section| section.tag.start);
            match found {
                // Nothing but the empty paragraph that every new document has.
                [only] if !only.has_runs && only.section.is_none() && !text[..last].contains("<w:tbl>") => {
                    edits.replace(only.whole.clone(), body);
                }
                _ => edits.insert(last, body),
            }
            Ok(())
        }
    }
}
