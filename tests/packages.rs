//! What is in the packages that Word documents and spreadsheets are, and in files of any other format.

use minutebook::clerk::format::Format;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Returns the parts of a package by name.
pub fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for nth in 0..archive.len() {
        let mut part = archive.by_index(nth).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        assert!(parts.insert(part.name().unwrap().into_owned(), content).is_none(), "two parts of one name");
    }
    parts
}

/// Returns the text of a part.
pub fn part(bytes: &[u8], name: &str) -> String {
    let content = parts(bytes).remove(name).unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8(content).unwrap()
}

/// Returns a package of parts.
pub fn packed(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Returns all that is in what was exported, whatever its format: the text of every part of a package.
pub fn all_text(file: impl AsRef<[u8]>) -> String {
    match file.as_ref() {
        #[cfg(feature = "pdf")]
        bytes if bytes.starts_with(b"%PDF") => crate::pdf::all_text(bytes),
        bytes if bytes.starts_with(b"PK") => parts(bytes)
            .into_iter()
            .map(|(name, part)| format!("{name}\n{}\n", String::from_utf8_lossy(&part)))
            .collect(),
        bytes => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

/// Returns the formats that this program was built to write whole minutes in.
pub fn formats_of_minutes() -> impl Iterator<Item = Format> {
    Format::of_minutes().into_iter().filter(|format| format.is_built())
}
