//! Styles: ours, and those of a template that are called the same.

use super::Fault;
use super::xml::{Edits, attribute, escaped, walk};
use quick_xml::events::Event;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// Our own style sheet. Whoever wants another look changes it here; a template changes it for its body.
const SHEET: &str = include_str!("parts/styles.xml");

/// What a style is used for, as files have it.
const KINDS: [&str; 3] = ["paragraph", "character", "table"];

/// Which id each of our styles has in a document.
pub struct Styles {
    ours: Vec<Ours>,
    /// The id in the document of each of ours.
    ids: HashMap<&'static str, String>,
    /// Ours that the document does not have of itself.
    missing: HashSet<&'static str>,
    used: BTreeSet<&'static str>,
    /// Ids of the document's styles that number their paragraphs.
    numbering: HashSet<String>,
}

/// One of our own styles, as it stands in our sheet.
struct Ours {
    id: &'static str,
    kind: &'static str,
    name: &'static str,
    based_on: Option<&'static str>,
    xml: &'static str,
}

/// A style of a template.
#[derive(Default)]
struct Theirs {
    kind: String,
    id: String,
    name: String,
    is_default: bool,
    has_numbers: bool,
}

/// Returns our style sheet for a document in a language.
pub fn sheet(language: &str) -> String {
    SHEET.replace("LANGUAGE", &escaped(language))
}

fn between(text: &'static str, before: &str, after: &str) -> Option<&'static str> {
    let rest = &text[text.find(before)? + before.len()..];
    rest.find(after).map(|end| &rest[..end])
}

fn ours() -> Vec<Ours> {
    let chunks = SHEET.split_inclusive("</w:style>").filter_map(|chunk| chunk.find("<w:style ").map(|at| &chunk[at..]));
    let read = |xml: &'static str| {
        Some(Ours {
            id: between(xml, "w:styleId=\"", "\"")?,
            kind: between(xml, "w:type=\"", "\"")?,
            name: between(xml, "<w:name w:val=\"", "\"")?,
            based_on: between(xml, "<w:basedOn w:val=\"", "\""),
            xml,
        })
    };
    chunks.filter_map(read).collect()
}

impl Styles {
    /// Returns our own styles by their own ids.
    pub fn own() -> Self {
        let ours = ours();
        let ids = ours.iter().map(|style| (style.id, style.id.to_string())).collect();
        Styles { ours, ids, missing: HashSet::new(), used: BTreeSet::new(), numbering: HashSet::new() }
    }

    /// Finds our styles in a template's sheet by what they are called, whatever their ids are.
    pub fn of_template(part: &str, text: &str) -> Result<Self, Fault> {
        let theirs = read(part, text)?;
        let ours = ours();
        let known: HashMap<(&str, String), &Theirs> =
            theirs.iter().rev().map(|style| ((style.kind.as_str(), style.name.trim().to_lowercase()), style)).collect();
        let mut taken: HashSet<String> = theirs.iter().map(|style| style.id.clone()).collect();
        let (mut ids, mut missing) = (HashMap::new(), HashSet::new());
        for style in &ours {
            let is_basis = style.xml.contains("w:default=\"1\"");
            let by_name = known.get(&(style.kind, style.name.to_lowercase())).copied();
            let default = theirs.iter().find(|other| is_basis && other.is_default && other.kind == style.kind);
            let id = match default.or(by_name) {
                Some(theirs) => theirs.id.clone(),
                None => {
                    missing.insert(style.id);
                    let numbered = (2..).map(|nth| format!("{}{nth}", style.id));
                    let mut free = std::iter::once(style.id.to_string()).chain(numbered);
                    free.find(|id| !taken.contains(id)).unwrap_or_default()
                }
            };
            taken.insert(id.clone());
            ids.insert(style.id, id);
        }
        let numbering = theirs.into_iter().filter(|style| style.has_numbers).map(|style| style.id).collect();
        Ok(Styles { ours, ids, missing, used: BTreeSet::new(), numbering })
    }

    /// Returns the id in the document of one of our styles.
    pub fn id(&mut self, ours: &'static str) -> &str {
        self.used.insert(ours);
        self.ids.get(ours).map_or(ours, String::as_str)
    }

    /// Tells whether paragraphs of a style are numbered by the template.
    pub fn has_numbers(&self, ours: &str) -> bool {
        self.ids.get(ours).is_some_and(|id| self.numbering.contains(id))
    }

    /// Returns our styles that are used and that the document does not have, with those that they are based on.
    pub fn added(&self) -> String {
        let mut wanted: BTreeSet<&str> = BTreeSet::new();
        for used in &self.used {
            let mut next = Some(*used);
            while let Some(style) = next.and_then(|id| self.ours.iter().find(|style| style.id == id)) {
                wanted.insert(style.id);
                next = style.based_on;
            }
        }
        let missing = self.ours.iter().filter(|style| wanted.contains(style.id) && self.missing.contains(style.id));
        missing.map(|style| self.adapted(style.xml)).collect()
    }

    /// Returns one of our styles with the document's ids in it.
    fn adapted(&self, xml: &str) -> String {
        let mut xml = xml.to_string();
        for before in ["w:styleId=\"", "<w:basedOn w:val=\"", "<w:next w:val=\""] {
            let Some(at) = xml.find(before).map(|at| at + before.len()) else { continue };
            let Some(length) = xml[at..].find('"') else { continue };
            let id = self.ids.get(&xml[at..at + length]).cloned();
            if let Some(id) = id {
                xml.replace_range(at..at + length, &escaped(&id));
            }
        }
        xml
    }
}

/// Reads the styles of a template.
fn read(part: &str, text: &str) -> Result<Vec<Theirs>, Fault> {
    let (mut found, mut open) = (Vec::new(), None::<Theirs>);
    walk(part, text, |read| match &read.event {
        Event::Start(element) | Event::Empty(element) => match (element.name().as_ref(), &mut open) {
            ("w:style", _) => {
                let said = attribute(element, "w:type").unwrap_or_default();
                let kind = KINDS.iter().find(|kind| **kind == said).unwrap_or(&"").to_string();
                let id = attribute(element, "w:styleId").unwrap_or_default();
                let is_default = attribute(element, "w:default").is_some_and(|said| said != "0" && said != "false");
                open = Some(Theirs { kind, id, is_default, ..Theirs::default() });
            }
            ("w:name", Some(style)) => style.name = attribute(element, "w:val").unwrap_or_default(),
            ("w:numId", Some(style)) => {
                style.has_numbers = attribute(element, "w:val").is_some_and(|number| number != "0");
            }
            _ => {}
        },
        Event::End(element) if element.name().as_ref() == "w:style" => found.extend(open.take()),
        _ => {}
    })?;
    Ok(found)
}

/// Where a template says in which language it is.
#[derive(Default)]
struct Language {
    /// The end of the root's start tag.
    begins: usize,
    /// What of the defaults there is.
    defaults: Option<(Range<usize>, Range<usize>)>,
    said: Vec<Range<usize>>,
}

/// Returns the changes that add styles to a template's sheet and say in which language its text is.
pub fn amended(part: &str, text: &str, added: &str, language: &str) -> Result<String, Fault> {
    let mut edits = Edits::default();
    let mut found = Language::default();
    let (mut in_defaults, mut in_basis, mut ends, mut usual) = (false, false, None, None);
    walk(part, text, |read| match &read.event {
        Event::Start(element) | Event::Empty(element) => {
            let is_empty = matches!(read.event, Event::Empty(_));
            match element.name().as_ref() {
                _ if read.depth == 0 => found.begins = read.at.end,
                "w:docDefaults" => {
                    in_defaults = !is_empty;
                    found.defaults = Some((read.at.clone(), read.at.clone()));
                }
                "w:style" => {
                    let says = |name: &str, wanted: &str| attribute(element, name).is_some_and(|said| said == wanted);
                    in_basis = says("w:type", KINDS[0]) && says("w:default", "1");
                }
                // Some programs say the language of the whole in every style again.
                "w:lang" => {
                    let said = attribute(element, "w:val");
                    if in_defaults || in_basis || (said.is_some() && said == usual) {
                        found.said.push(read.at.clone());
                    }
                    if in_defaults {
                        usual = said;
                    }
                }
                _ => {}
            }
        }
        Event::End(element) => match element.name().as_ref() {
            "w:docDefaults" => in_defaults = false,
            "w:style" => in_basis = false,
            _ if read.depth == 0 => ends = Some(read.at.start),
            _ => {}
        },
        _ => {}
    })?;
    let Some(ends) = ends else { return Err(Fault::Broken(part.to_string())) };
    let language = escaped(language);
    let says = format!("<w:lang w:val='{language}'/>");
    for range in &found.said {
        edits.replace(range.clone(), says.as_str());
    }
    if found.said.is_empty() {
        add_language(text, &found, &says, &mut edits);
    }
    edits.insert(ends, added);
    Ok(edits.apply(text))
}

/// Says the language in the defaults where a template says none.
fn add_language(text: &str, found: &Language, says: &str, edits: &mut Edits) {
    let run = format!("<w:rPr>{says}</w:rPr>");
    let whole = format!("<w:rPrDefault>{run}</w:rPrDefault>");
    let Some((start, _)) = &found.defaults else {
        return edits.insert(found.begins, format!("<w:docDefaults>{whole}</w:docDefaults>"));
    };
    if text[start.clone()].ends_with("/>") {
        return edits.replace(start.clone(), format!("<w:docDefaults>{whole}</w:docDefaults>"));
    }
    let end = text[start.end..].find("</w:docDefaults>").map_or(text.len(), |at| start.end + at);
    let inside = &text[start.end..end];
    let properties = inside.find("<w:rPrDefault").map(|at| (at, &inside[at..]));
    match properties {
        None => edits.insert(start.end, whole),
        Some((at, rest)) => match (rest.find("</w:rPr>"), rest.find("</w:rPrDefault>")) {
            (Some(close), Some(end)) if close < end => edits.insert(start.end + at + close, says),
            _ => {
                let empties = ["<w:rPrDefault/>", "<w:rPrDefault><w:rPr/></w:rPrDefault>"];
                if let Some(empty) = empties.iter().find(|empty| rest.starts_with(**empty)) {
                    edits.replace(start.end + at..start.end + at + empty.len(), whole);
                }
            }
        },
    }
}
