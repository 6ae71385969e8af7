//! Who may know whom in the source.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Which modules each module may name, besides itself. `cli` and `tui` see all; `tui` is below `cli`.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("record", &[]),
    ("capture", &["record"]),
    ("store", &["record"]),
    ("document", &["record"]),
    ("reports", &["record", "document"]),
    ("import", &["record"]),
    ("clerk", &["record", "capture", "store", "document", "reports", "import"]),
];

/// Crates that only some modules may name.
const ONLY: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("sha2", &["store"]),
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("signal_hook", &["tui"]),
    ("rustix", &["tui"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("nucleo_matcher", &["capture", "tui"]),
    ("unicode_segmentation", &["document", "tui"]),
    ("icalendar", &["document"]),
    ("calamine", &["import"]),
    ("rust_xlsxwriter", &["document"]),
    ("encoding_rs", &["import"]),
    ("mail_builder", &["document"]),
    ("maud", &["document"]),
    ("quick_xml", &["document", "import"]),
    ("typst", &["document"]),
    ("typst_layout", &["document"]),
    ("typst_pdf", &["document"]),
    ("spellbook", &["capture"]),
    ("foldhash", &["capture"]),
];

/// Words of formats that look like English.
const MARKUP: &[&str] = &[
    "VERSION",
    "PRODID",
    "CARGO_PKG_NAME",
    "NAME",
    "X-WR-CALNAME",
    "RELATED-TO",
    "MIME-Version",
    "Subject",
    "Date",
    "X-Unsent",
    "text/plain",
    "page.css",
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    // Classes of a page.
    "label",
    "purpose",
    "lead-in",
    "action",
    "decision",
    "exempt",
    "draft",
    "movement",
    "interest",
    "private",
    "good",
    "watch",
    "done",
    "paused",
    "plain",
    "tone good",
    "tone watch",
    "tone bad",
    "tone done",
    "tone paused",
    "figure",
    "limb-a",
    "limb-i",
    "limb-A",
    "limb-1",
    "sign",
    "sign hollow",
    "tint ",
    // Word documents: styles, properties and what a template may ask for.
    "Normal",
    "Title",
    "Header",
    "Footer",
    "Caption",
    "Strong",
    "Speaker",
    "AgendaItem",
    "Purpose",
    "LeadIn",
    "Action",
    "Decision",
    "Limb",
    "Exempt",
    "Draft",
    "Movement",
    "Interest",
    "Private",
    "ListBullet",
    "LineToFillIn",
    "MinutesTable",
    "MinutesBeside",
    "TableHeading",
    "TableText",
    "AfterTable",
    "Heading1",
    "Heading2",
    "Heading3",
    "Heading4",
    "Heading5",
    "Heading6",
    "title",
    "author",
    "subject",
    "watermark",
    "MINUTES_BODY",
    "FFDCA3",
    "DADADA",
    "LANGUAGE",
    "NUMBER",
    "WIDTH",
    "HEIGHT",
    "WORDS",
    "BULLETS",
    "LIMBS",
    "PAGE",
    "NUMPAGES",
    "paragraph",
    "character",
    "table",
    "default",
    "first",
    "even",
    "true",
    "false",
    "header",
    "footer",
    "styles",
    "stylesWithEffects",
    "numbering",
    "settings",
    "officeDocument",
    "core-properties",
    "core",
    "mimetype",
    "macroEnabled",
    "vbaProject",
    "Relationship",
    "TargetMode",
    "External",
    "Target",
    "Type",
    // What a template reads, and its files.
    "kind",
    "kebab-case",
    "name",
    "strong",
    "data.json",
    "standard.typ",
    "document.typ",
    "../../../data/pdf/document.typ",
    "../../../data/pdf/standard.typ",
    "../../../data/pdf/picture.css",
    "../../../data/fonts/LiberationSans-Regular.ttf",
    "../../../data/fonts/LiberationSans-Bold.ttf",
    "../../../data/fonts/LiberationSans-Italic.ttf",
    "../../../data/fonts/LiberationSans-BoldItalic.ttf",
    "page",
    "d mmm yyyy",
    // Places in a drawing.
    "translate({} {})",
    "start",
    "middle",
    "target",
    "baseline",
];

/// What looks like files and is bytes in memory.
const IN_MEMORY: &[&str] = &["std::io::{Cursor, Read, Write}", "std::io::{Cursor, Read}", "std::io::Cursor"];

/// What the matter and the capture line may not name: they have no clock, files or terminal.
const IMPURE: &[&str] =
    &["std::fs", "std::io", "std::env", "std::net", "std::process", "std::thread", "std::time", "Local::"];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Returns the code of a file without comments, tests and the text of strings.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap_or("").to_string();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the modules that a file of `module` names, by `crate::` or by going up to the root with `super::`.
fn named_modules(code: &str, module: &str, depth: usize) -> BTreeSet<String> {
    let word = |rest: &str| -> String { rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let mut found = BTreeSet::new();
    let to_root = "super::".repeat(depth);
    for start in ["crate::", to_root.as_str()] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '$') {
                continue;
            }
            let rest = &code[at + start.len()..];
            match rest.strip_prefix('{') {
                Some(group) => {
                    let mut nesting = 0;
                    let group = group.split(|c| {
                        nesting += i32::from(c == '{') - i32::from(c == '}');
                        nesting < 0
                    });
                    let mut nesting = 0;
                    let parts = group.into_iter().next().unwrap_or("").split(|c| {
                        nesting += i32::from(c == '{') - i32::from(c == '}');
                        nesting == 0 && c == ','
                    });
                    found.extend(parts.map(|part| word(part.trim())).filter(|name| !name.is_empty()));
                }
                None => {
                    found.insert(word(rest));
                }
            }
        }
    }
    found.remove(module);
    found.remove("text_enum"); // The macro of `record`, exported at the root.
    found
}

/// Returns every module with the files in it, as name, path, depth below the root, code.
fn modules() -> Vec<(String, PathBuf, usize, String)> {
    let mut paths = Vec::new();
    files(&source(), &mut paths);
    let inside = |path: PathBuf| {
        let relative = path.strip_prefix(source()).unwrap().to_owned();
        let parts: Vec<_> = relative.components().collect();
        let module = Path::new(&parts[0]).with_extension("").display().to_string();
        let depth = parts.len() - usize::from(relative.file_name().is_some_and(|name| name == "mod.rs"));
        (module, path.clone(), depth, code(&path))
    };
    paths.into_iter().map(inside).collect()
}

#[test]
fn each_module_names_only_those_below_it() {
    let known: BTreeSet<String> = modules().into_iter().map(|(module, ..)| module).collect();
    for (module, _) in MAY_NAME {
        assert!(known.contains(*module), "{module} is gone: mend this table");
    }
    let mut wrong = Vec::new();
    for (module, path, depth, code) in modules() {
        let Some((_, allowed)) = MAY_NAME.iter().find(|(name, _)| *name == module) else { continue };
        for other in named_modules(&code, &module, depth).intersection(&known) {
            if !allowed.contains(&other.as_str()) {
                wrong.push(format!("{} names {other}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_screen_does_not_name_the_command_line() {
    for (module, path, depth, code) in modules() {
        if module == "tui" {
            assert!(!named_modules(&code, &module, depth).contains("cli"), "{} names cli", path.display());
        }
    }
}

#[test]
fn crates_stay_in_their_modules() {
    let mut wrong = Vec::new();
    for (module, path, _, code) in modules() {
        for (name, places) in ONLY {
            let is_named =
                code.match_indices(&format!("{name}::")).next().is_some() || code.contains(&format!("use {name};"));
            if is_named && !places.contains(&module.as_str()) {
                wrong.push(format!("{} names {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_matter_and_the_capture_line_have_no_clock_files_or_terminal() {
    for (module, path, _, code) in modules() {
        if ["record", "capture", "document", "reports", "import"].contains(&module.as_str()) {
            let code = IN_MEMORY.iter().fold(code, |code, name| code.replace(name, ""));
            for name in IMPURE {
                assert!(!code.contains(name), "{} names {name}", path.display());
            }
            assert!(!code.contains("println!"), "{} prints", path.display());
        }
    }
}

#[test]
fn formats_have_no_english() {
    for (module, path, _, code) in modules().into_iter().filter(|(module, ..)| module == "document") {
        let parts: Vec<&str> = code.split('"').collect();
        // What stands right behind `=` is the value of an attribute in a template.
        let texts = parts.chunks_exact(2).filter(|pair| !pair[0].ends_with('=')).map(|pair| pair[1]);
        let words: Vec<&str> =
            texts.filter(|text| !MARKUP.contains(text) && !is_name(text) && has_english(text)).collect();
        assert!(words.is_empty(), "{module} {} says {words:?}", path.display());
    }
}

/// Tells whether the text of a string is the name of an element, a part or a type: `w:pStyle`, `word/styles.xml`.
fn is_name(text: &str) -> bool {
    !text.contains(' ') && text.contains([':', '/', '.'])
}

/// Tells whether the text of a string has a word of four letters or more outside braces and tags.
fn has_english(text: &str) -> bool {
    let mut depth = 0;
    let mut outside = String::new();
    for c in text.chars() {
        depth += i32::from(matches!(c, '{' | '<')) - i32::from(matches!(c, '}' | '>'));
        outside.push(if depth > 0 { ' ' } else { c });
    }
    outside.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() >= 4)
}

#[test]
fn the_rules_see_what_they_forbid() {
    let code =
        "use crate::{record::Id, store::{Store, Error}};\nlet x = super::super::tui::run;\nuse super::line::Line;";
    let found = named_modules(code, "clerk", 2);
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["record", "store", "tui"]);
    assert!(has_english("Minutes of the {body}") && !has_english("{prefix}{text} – ") && !has_english("| {} |\n"));
    assert!(has_english("<w:t>Minutes</w:t>") && !has_english("<w:spacing w:before='0'/>"));
    assert!(is_name("word/styles.xml") && is_name("w:pStyle") && !is_name("Minutes of the board."));
}
