//! The package that a Word document is: parts in a zip file, their types, and how they are related.

use super::xml::{attribute, escaped, walk};
use super::{Fault, RELATIONS};
use quick_xml::events::Event;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

/// The most that a part, and all parts together that are looked into, may unpack to.
const LARGEST: u64 = 48 << 20;

/// The most parts that a template may have.
const MOST_PARTS: usize = 4_000;

/// How the files begin that are no packages: older Word documents, and whatever has a password.
const OLD: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

const OPEN_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument";

/// A package that is written. It has no dates: the same parts are the same bytes on any day.
pub struct Package(ZipWriter<Cursor<Vec<u8>>>);

impl Default for Package {
    fn default() -> Self {
        Package(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

fn unwritten(error: impl std::fmt::Display) -> Fault {
    Fault::Unwritten(error.to_string())
}

impl Package {
    pub fn put(&mut self, name: &str, content: &str) -> Result<(), Fault> {
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        self.0.start_file(name, options).map_err(unwritten)?;
        self.0.write_all(content.as_bytes()).map_err(unwritten)
    }

    /// Copies a part of another package as it is.
    fn copy(&mut self, from: &mut Packed<'_>, nth: usize) -> Result<(), Fault> {
        let name = from.names[nth].clone();
        let part = from.archive.by_index_raw(nth).map_err(|_| Fault::Broken(name.clone()))?;
        self.0.raw_copy_file(part).map_err(|_| Fault::Broken(name))
    }

    pub fn finish(self) -> Result<Vec<u8>, Fault> {
        self.0.finish().map(Cursor::into_inner).map_err(unwritten)
    }
}

/// A package that is read: a template.
pub struct Packed<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    /// How much more may be unpacked.
    rest: u64,
}

impl<'a> Packed<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        if bytes.starts_with(&OLD) {
            return Err(Fault::OldOrLocked);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::NotADocument)?;
        if archive.len() > MOST_PARTS {
            return Err(Fault::TooLarge);
        }
        let mut names = Vec::new();
        for nth in 0..archive.len() {
            let part = archive.by_index_raw(nth).map_err(|_| Fault::NotADocument)?;
            names.push(part.name().map_err(|_| Fault::NotADocument)?.into_owned());
        }
        let mut packed = Packed { archive, names, rest: LARGEST };
        if packed.read("mimetype")?.is_some_and(|kind| kind.starts_with(OPEN_DOCUMENT)) {
            return Err(Fault::OpenDocument);
        }
        Ok(packed)
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|other| other == name)
    }

    /// Returns the bytes of a part, if it is there.
    fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(nth) = self.names.iter().position(|other| other == name) else { return Ok(None) };
        let broken = || Fault::Broken(name.to_string());
        let part = self.archive.by_index(nth).map_err(|_| broken())?;
        let mut bytes = Vec::new();
        part.take(self.rest + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
        self.rest = self.rest.checked_sub(bytes.len() as u64).ok_or(Fault::TooLarge)?;
        Ok(Some(bytes))
    }

    /// Returns the text of a part, if it is there.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(bytes) = self.read(name)? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| Fault::Broken(name.to_string()))?;
        Ok(Some(text.strip_prefix('\u{feff}').map(String::from).unwrap_or(text)))
    }

    /// Returns the text of a part that must be there.
    pub fn needed(&mut self, name: &str) -> Result<String, Fault> {
        self.text(name)?.ok_or_else(|| Fault::Missing(name.to_string()))
    }

    /// Returns a name that no part has.
    pub fn free_name(&self, folder: &str, stem: &str) -> String {
        let mut names = (1..).map(|nth| format!("{folder}{stem}{nth}.xml"));
        names.find(|name| !self.has(name)).unwrap_or_default()
    }

    /// Writes the package with some parts replaced or added, and all others as they are.
    pub fn with(mut self, parts: &[(String, String)]) -> Result<Vec<u8>, Fault> {
        let mut package = Package::default();
        for nth in 0..self.names.len() {
            match parts.iter().find(|(name, _)| *name == self.names[nth]) {
                Some((name, content)) => package.put(name, content)?,
                None => package.copy(&mut self, nth)?,
            }
        }
        for (name, content) in parts.iter().filter(|(name, _)| !self.has(name)) {
            package.put(name, content)?;
        }
        package.finish()
    }
}

/// How one part is related to another.
#[derive(Debug)]
pub struct Relation {
    id: String,
    kind: String,
    /// The name of the other part.
    pub to: String,
}

/// The relations of one part.
#[derive(Debug)]
pub struct Relations {
    /// The part that has them.
    part: String,
    text: String,
    pub all: Vec<Relation>,
    added: String,
}

/// Returns the folder of a part, with a stroke at its end.
pub fn folder(part: &str) -> &str {
    part.rfind('/').map_or("", |at| &part[..=at])
}

impl Relations {
    /// Returns the name of the part that has the relations of another; the package itself has no name.
    fn name_for(part: &str) -> String {
        let folder = folder(part);
        format!("{folder}_rels/{}.rels", &part[folder.len()..])
    }

    pub fn read(packed: &mut Packed<'_>, part: &str) -> Result<Self, Fault> {
        let name = Relations::name_for(part);
        let text = packed.needed(&name)?;
        let mut all = Vec::new();
        walk(&name, &text, |read| {
            let (Event::Start(element) | Event::Empty(element)) = &read.event else { return };
            let said = |name| attribute(element, name).unwrap_or_default();
            if element.local_name().as_ref() == "Relationship" {
                // What is outside has no part; its number is taken all the same.
                let to = if said("TargetMode") == "External" { String::new() } else { resolved(part, &said("Target")) };
                all.push(Relation { id: said("Id"), kind: said("Type"), to });
            }
        })?;
        Ok(Relations { part: part.to_string(), text, all, added: String::new() })
    }

    /// Returns the parts that are related in some way: `styles`, `header`.
    pub fn to<'r>(&'r self, kind: &'r str) -> impl Iterator<Item = &'r str> {
        let is_kind = move |relation: &&Relation| relation.kind.rsplit('/').next() == Some(kind);
        self.all.iter().filter(is_kind).map(|relation| relation.to.as_str()).filter(|to| !to.is_empty())
    }

    /// Relates another part, and returns the id of that.
    pub fn add(&mut self, kind: &str, to: &str) -> String {
        let kind = if kind.contains(':') { kind.to_string() } else { format!("{RELATIONS}/{kind}") };
        let mut ids = (1..).map(|nth| format!("m{nth}"));
        let id = ids.find(|id| !self.all.iter().any(|relation| relation.id == *id)).unwrap_or_default();
        self.added.push_str(&format!(
            "<Relationship xmlns='http://schemas.openxmlformats.org/package/2006/relationships' Id='{id}' \
             Type='{kind}' Target='/{}'/>",
            escaped(to)
        ));
        self.all.push(Relation { id: id.clone(), kind, to: to.to_string() });
        id
    }

    /// Returns the part with what was added.
    pub fn written(&self) -> Result<(String, String), Fault> {
        let name = Relations::name_for(&self.part);
        let text = before_end(&name, &self.text, &self.added)?;
        Ok((name, text))
    }
}

/// Returns a part with something put in front of its end.
pub fn before_end(name: &str, text: &str, added: &str) -> Result<String, Fault> {
    if added.is_empty() {
        return Ok(text.to_string());
    }
    let mut end = None;
    walk(name, text, |read| {
        if matches!(read.event, Event::End(_)) && read.depth == 0 {
            end = Some(read.at.start);
        }
    })?;
    let end = end.ok_or_else(|| Fault::Broken(name.to_string()))?;
    Ok(format!("{}{added}{}", &text[..end], &text[end..]))
}

/// Returns the name of the part that a relation of another leads to.
fn resolved(from: &str, target: &str) -> String {
    let whole = if target.starts_with('/') { target.to_string() } else { format!("{}{target}", folder(from)) };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}
