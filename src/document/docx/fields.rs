//! Places in a template that ask for words: `{{title}}`, also where Word has split them over runs.

use super::xml::{Edits, attribute, escaped, walk};
use super::{Fault, PLACE};
use crate::document::Document;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use std::collections::BTreeSet;
use std::ops::Range;

/// A paragraph of a template.
#[derive(Debug, Default)]
pub struct Paragraph {
    pub whole: Range<usize>,
    /// It is the last one of a section, whose page set-up it has.
    pub section: Option<Range<usize>>,
    /// It has anything in it that is to be seen.
    pub has_runs: bool,
    pieces: Vec<Piece>,
}

/// One text of a paragraph, and where it and the tag in front of it stand.
#[derive(Debug)]
struct Piece {
    tag: Range<usize>,
    content: Range<usize>,
    text: String,
}

/// Returns what templates may ask for: the document's own properties, and its fields.
pub fn known(document: &Document) -> Vec<(String, String)> {
    let own = [
        ("title", document.title()),
        ("author", document.author()),
        ("subject", document.subject()),
        ("watermark", document.watermark()),
    ];
    let own = own.into_iter().map(|(name, words)| (name.to_string(), words.to_string()));
    let mut known: Vec<(String, String)> = document.fields().to_vec();
    known.extend(own.filter(|(name, _)| !document.fields().iter().any(|(field, _)| field.eq_ignore_ascii_case(name))));
    known
}

/// Finds the paragraphs of a part; those within others, as in text boxes, too.
pub fn paragraphs(part: &str, text: &str) -> Result<Vec<Paragraph>, Fault> {
    let (mut open, mut found) = (Vec::<Paragraph>::new(), Vec::new());
    let mut tag = None;
    let mut section = None;
    walk(part, text, |read| match &read.event {
        Event::Start(element) => match element.name().as_ref() {
            "w:p" => open.push(Paragraph { whole: read.at.clone(), ..Paragraph::default() }),
            "w:r" => open.iter_mut().last().into_iter().for_each(|paragraph| paragraph.has_runs = true),
            "w:t" => tag = Some(read.at.clone()),
            // One that was changed has the one before within it.
            "w:sectPr" if section.is_none() => section = Some((read.at.start, read.depth)),
            _ => {}
        },
        Event::Empty(element) => match (element.name().as_ref(), open.last_mut()) {
            ("w:sectPr", Some(paragraph)) if section.is_none() => paragraph.section = Some(read.at.clone()),
            ("w:p", _) => found.push(Paragraph { whole: read.at.clone(), ..Paragraph::default() }),
            _ => {}
        },
        Event::End(element) => match element.name().as_ref() {
            "w:p" => {
                if let Some(mut paragraph) = open.pop() {
                    paragraph.whole.end = read.at.end;
                    found.push(paragraph);
                }
            }
            "w:t" => {
                if let (Some(tag), Some(paragraph)) = (tag.take(), open.last_mut()) {
                    let content: Range<usize> = tag.end..read.at.start;
                    let raw = &text[content.clone()];
                    let text = unescape(raw).map_or_else(|_| raw.to_string(), |text| text.into_owned());
                    paragraph.pieces.push(Piece { tag, content, text });
                }
            }
            "w:sectPr" => {
                if let Some((start, _)) = section.take_if(|(_, depth)| *depth == read.depth)
                    && let Some(paragraph) = open.last_mut()
                {
                    paragraph.section = Some(start..read.at.end);
                }
            }
            _ => {}
        },
        _ => {}
    })?;
    Ok(found)
}

impl Paragraph {
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Tells whether it says where the minutes are to stand, and nothing else.
    pub fn is_place(&self) -> bool {
        let text = self.text();
        let inside = text.trim().strip_prefix("{{").and_then(|text| text.strip_suffix("}}"));
        inside.is_some_and(|name| name.trim().eq_ignore_ascii_case(PLACE))
    }

    /// Puts words into the places of a paragraph. What nobody knows is put into `unknown`.
    pub fn fill(&self, known: &[(String, String)], unknown: &mut BTreeSet<String>, edits: &mut Edits) {
        let text = self.text();
        if !text.contains("{{") {
            return;
        }
        let mut filled = vec![String::new(); self.pieces.len()];
        let mut at = 0;
        while let Some(found) = text[at..].find("{{").map(|found| at + found) {
            self.spread(at..found, &mut filled);
            let rest = &text[found + 2..];
            let (name, end) = match rest.find("}}") {
                Some(end) => (&rest[..end], found + 2 + end + 2),
                None => (rest, text.len()),
            };
            let name = name.trim();
            match known.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
                Some((_, words)) => self.put(found, words, &mut filled),
                None => {
                    unknown.insert(name.chars().take(40).collect());
                }
            }
            at = end;
        }
        self.spread(at..text.len(), &mut filled);
        for (piece, filled) in self.pieces.iter().zip(filled).filter(|(piece, filled)| piece.text != *filled) {
            edits.replace(piece.tag.clone(), "<w:t xml:space='preserve'>");
            edits.replace(piece.content.clone(), escaped(&filled));
        }
    }

    /// Leaves what stands in a range of the paragraph's text in the pieces that it stands in.
    fn spread(&self, range: Range<usize>, filled: &mut [String]) {
        let mut begins = 0;
        for (piece, filled) in self.pieces.iter().zip(filled) {
            let ends = begins + piece.text.len();
            let (from, to) = (range.start.max(begins), range.end.min(ends));
            if from < to {
                filled.push_str(&piece.text[from - begins..to - begins]);
            }
            begins = ends;
        }
    }

    /// Puts words into the piece that stands at a place of the paragraph's text.
    fn put(&self, at: usize, words: &str, filled: &mut [String]) {
        let mut begins = 0;
        for (piece, filled) in self.pieces.iter().zip(filled) {
            let ends = begins + piece.text.len();
            if (begins..ends).contains(&at) {
                return filled.push_str(words);
            }
            begins = ends;
        }
    }
}

/// Where the pages of a template are set up, and how wide its text is.
#[derive(Debug, Default)]
pub struct Section {
    pub tag: Range<usize>,
    pub is_empty: bool,
    /// Kinds of headers that it names: `default`, `first`, `even`.
    pub headers: Vec<String>,
    pub has_first: bool,
    /// Width of the text, in twentieths of a point.
    pub width: Option<u32>,
    /// It stands right in the body: it is the last.
    pub is_last: bool,
}

/// Returns the sections of a document's main part, and the end of its body.
pub fn sections(part: &str, text: &str) -> Result<(Vec<Section>, Option<usize>), Fault> {
    let (mut found, mut open, mut end) = (Vec::new(), None::<(Section, usize)>, None);
    let (mut page, mut margins) = (0, 0);
    walk(part, text, |read| match &read.event {
        Event::Start(element) | Event::Empty(element) => {
            let number = |name| attribute(element, name).and_then(|number| number.parse::<u32>().ok()).unwrap_or(0);
            let is_empty = matches!(read.event, Event::Empty(_));
            match (element.name().as_ref(), &mut open) {
                ("w:sectPr", None) => {
                    let section =
                        Section { tag: read.at.clone(), is_empty, is_last: read.depth == 2, ..Section::default() };
                    if is_empty {
                        found.push(section);
                    } else {
                        (page, margins) = (0, 0);
                        open = Some((section, read.depth));
                    }
                }
                ("w:headerReference", Some((section, _))) => section.headers.extend(attribute(element, "w:type")),
                ("w:titlePg", Some((section, _))) => {
                    section.has_first = attribute(element, "w:val").is_none_or(|said| said != "0" && said != "false");
                }
                // One that was changed has the one before within it, deeper down.
                ("w:pgSz", Some((_, depth))) if read.depth == *depth + 1 => page = number("w:w"),
                ("w:pgMar", Some((_, depth))) if read.depth == *depth + 1 => {
                    margins = number("w:left").saturating_add(number("w:right"));
                }
                _ => {}
            }
        }
        Event::End(element) => match element.name().as_ref() {
            "w:sectPr" => {
                if let Some((mut section, _)) = open.take_if(|(_, depth)| *depth == read.depth) {
                    section.width = page.checked_sub(margins).filter(|width| (2_000..40_000).contains(width));
                    found.push(section);
                }
            }
            "w:body" => end = Some(read.at.start),
            _ => {}
        },
        _ => {}
    })?;
    Ok((found, end))
}
