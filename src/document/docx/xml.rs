//! Text as XML, and changes to XML that leave everything else as it stands, byte by byte.

use super::Fault;
use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::ops::Range;

/// Returns text as it stands in an element or between quotes: it is no markup, and has no character that XML 1.0
/// does not have.
pub fn escaped(text: &str) -> Cow<'_, str> {
    let is_legal = |letter: char| match letter {
        '\t' | '\n' | '\r' => true,
        letter => letter >= ' ' && !matches!(letter, '\u{fffe}' | '\u{ffff}'),
    };
    if text.chars().all(is_legal) {
        return escape(text);
    }
    let legal: String = text.chars().map(|letter| if is_legal(letter) { letter } else { '\u{fffd}' }).collect();
    Cow::Owned(escape(legal).into_owned())
}

/// One event of a part, and from which byte to which it stands.
pub struct Read<'a> {
    pub event: Event<'a>,
    pub at: Range<usize>,
    /// How many elements are open around it.
    pub depth: usize,
}

/// Goes through a part of a document that must be whole.
pub fn walk<'a>(part: &str, text: &'a str, mut see: impl FnMut(Read<'a>)) -> Result<(), Fault> {
    let broken = || Fault::Broken(part.to_string());
    let mut reader = Reader::from_str(text);
    let (mut depth, mut from) = (0_usize, 0);
    loop {
        let event = reader.read_event().map_err(|_| broken())?;
        let to = usize::try_from(reader.buffer_position()).map_err(|_| broken())?;
        match &event {
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(broken()),
            Event::End(_) => depth = depth.checked_sub(1).ok_or_else(broken)?,
            _ => {}
        }
        let opens = matches!(event, Event::Start(_));
        see(Read { event, at: from..to, depth });
        depth += usize::from(opens);
        from = to;
    }
}

/// Returns the value of an attribute.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// Changes to a text, made all at once.
#[derive(Debug, Default)]
pub struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    pub fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    pub fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.0.push((range, text.into()));
    }

    /// Returns the text with the changes; of two at one place the first that was asked for comes first.
    pub fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut changed = String::with_capacity(text.len() + self.0.iter().map(|(_, new)| new.len()).sum::<usize>());
        let mut done = 0;
        for (range, new) in self.0 {
            // What stands within something that was replaced is gone.
            if range.start >= done {
                changed.push_str(&text[done..range.start]);
                changed.push_str(&new);
                done = range.end;
            }
        }
        changed.push_str(&text[done..]);
        changed
    }
}
