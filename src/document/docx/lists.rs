//! Real lists: bullets, and limbs that are lettered anew in each list.

use super::xml::{Edits, attribute, walk};
use super::{Fault, MAIN};
use quick_xml::events::{BytesStart, Event};

const BULLETS: &str = include_str!("parts/bullets.xml");
const LIMBS: &str = include_str!("parts/limbs.xml");

/// Word has so many levels.
pub const DEEPEST: usize = 8;

/// The lists of a document, numbered behind those that a template has.
#[derive(Debug, Default)]
pub struct Lists {
    /// The highest number of a list, and of the definition of one, in the template.
    last: u32,
    last_definition: u32,
    has_bullets: bool,
    limbs: u32,
}

impl Lists {
    /// Returns the lists of a document on a template that has lists of its own.
    pub fn of_template(part: &str, text: &str) -> Result<Self, Fault> {
        let mut lists = Lists::default();
        walk(part, text, |read| {
            let (Event::Start(element) | Event::Empty(element)) = &read.event else { return };
            let number = |name| attribute(element, name).and_then(|number| number.parse().ok()).unwrap_or(0);
            match element.name().as_ref() {
                "w:num" => lists.last = lists.last.max(number("w:numId")),
                "w:abstractNum" => lists.last_definition = lists.last_definition.max(number("w:abstractNumId")),
                _ => {}
            }
        })?;
        // Numbers are to stay far below what a program can count to.
        let is_sane = lists.last < 1 << 30 && lists.last_definition < 1 << 30;
        if is_sane { Ok(lists) } else { Err(Fault::Broken(part.to_string())) }
    }

    /// Returns the number of the list that all bullets are in.
    pub fn bullets(&mut self) -> u32 {
        self.has_bullets = true;
        self.last + 1
    }

    /// Begins another list of limbs, and returns its number.
    pub fn begin_limbs(&mut self) -> u32 {
        self.limbs += 1;
        self.last + 1 + self.limbs
    }

    pub fn is_used(&self) -> bool {
        self.has_bullets || self.limbs > 0
    }

    /// Returns the definitions of the lists, and the lists.
    fn written(&self) -> (String, String) {
        let (bullets, limbs) = (self.last_definition + 1, self.last_definition + 2);
        let definitions =
            BULLETS.replace("BULLETS", &bullets.to_string()) + &LIMBS.replace("LIMBS", &limbs.to_string());
        let list = |number, definition, starts: &str| {
            format!("<w:num w:numId='{number}'><w:abstractNumId w:val='{definition}'/>{starts}</w:num>")
        };
        let starts = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>";
        let lettered = (1..=self.limbs).map(|nth| list(self.last + 1 + nth, limbs, starts));
        (definitions, std::iter::once(list(self.last + 1, bullets, "")).chain(lettered).collect())
    }

    /// Returns the part of a document that has no lists besides.
    pub fn part(&self) -> String {
        let (definitions, lists) = self.written();
        format!(
            "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<w:numbering xmlns:w='{MAIN}'>{definitions}{lists}</w:numbering>"
        )
    }

    /// Returns the part of a template with these lists behind its own.
    pub fn added_to(&self, part: &str, text: &str) -> Result<String, Fault> {
        let (mut first, mut last, mut ends) = (None, None, None);
        let is_list = |element: &BytesStart<'_>| element.name().as_ref() == "w:num";
        walk(part, text, |read| match &read.event {
            Event::Start(element) | Event::Empty(element) if read.depth == 1 => {
                let name = element.name();
                if is_list(element) || name.as_ref() == "w:numIdMacAtCleanup" {
                    first.get_or_insert(read.at.start);
                }
                if is_list(element) && matches!(read.event, Event::Empty(_)) {
                    last = Some(read.at.end);
                }
            }
            Event::End(element) if read.depth == 1 && element.name().as_ref() == "w:num" => last = Some(read.at.end),
            Event::End(_) if read.depth == 0 => ends = Some(read.at.start),
            _ => {}
        })?;
        // A part without anything in it.
        let Some(ends) = ends else { return Ok(self.part()) };
        let (definitions, lists) = self.written();
        let mut edits = Edits::default();
        let at = first.unwrap_or(ends);
        edits.insert(at, definitions);
        edits.insert(last.unwrap_or(at), lists);
        Ok(edits.apply(text))
    }
}
