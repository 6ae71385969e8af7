//! The table of keys: every key does one thing in a place, and the README says what.

use minutebook::clerk::commands::MEETING_COMMANDS;
use minutebook::tui::help::CAPTURE_LINE;
use minutebook::tui::keys::{Context, TABLE, key_names};
use std::collections::HashSet;
use std::sync::Mutex;

#[test]
fn no_key_means_two_things_in_one_place() {
    let mut seen = HashSet::new();
    for row in TABLE {
        for key in row.keys {
            assert!(seen.insert((row.context, *key)), "{key} in {:?}", row.context);
        }
    }
}

#[test]
fn every_row_says_what_it_does() {
    for row in TABLE {
        assert!(row.help.ends_with('.') && !row.name.is_empty() && !row.keys.is_empty(), "{}", row.name);
    }
    for command in MEETING_COMMANDS {
        assert!(!command.help.is_empty(), "{}", command.name);
    }
}

/// Returns the part of the README between two marks.
fn readme_part(name: &str) -> String {
    let readme = include_str!("../README.md");
    let begin = format!("<!-- {name}: written by the suite -->\n");
    let after = readme.split_once(&begin).unwrap_or_else(|| panic!("README.md has no mark {begin}")).1;
    after.split_once("<!-- end -->").expect("README.md has an end mark").0.trim().to_string()
}

/// Holds a part of the README against what it must say; `MINUTEBOOK_BLESS=1` writes it.
fn hold(name: &str, expected: &str) {
    if std::env::var_os("MINUTEBOOK_BLESS").is_some() {
        // Two tests write the same file.
        static WRITING: Mutex<()> = Mutex::new(());
        let _writing = WRITING.lock();
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
        let readme = std::fs::read_to_string(path).unwrap();
        let begin = format!("<!-- {name}: written by the suite -->\n");
        let (head, rest) = readme.split_once(&begin).expect("the mark is there");
        let (_, tail) = rest.split_once("<!-- end -->").expect("the end is there");
        std::fs::write(path, format!("{head}{begin}\n{expected}\n\n<!-- end -->{tail}")).unwrap();
        return;
    }
    assert_eq!(readme_part(name), expected, "README.md is out of date: MINUTEBOOK_BLESS=1 cargo test keys::");
}

#[test]
fn the_readme_has_the_keys() {
    let mut table = String::from("| where | key | what it does |\n| --- | --- | --- |");
    let mut contexts: Vec<Context> = Vec::new();
    for row in TABLE {
        if !contexts.contains(&row.context) {
            contexts.push(row.context);
        }
    }
    for context in contexts {
        let mut place = context.title();
        for row in TABLE.iter().filter(|row| row.context == context) {
            table.push_str(&format!("\n| {place} | {} | {} |", key_names(row).replace('|', "\\|"), row.help));
            place = "";
        }
    }
    hold("keys", &table);
}

#[test]
fn the_readme_has_the_capture_line_and_the_commands() {
    let mut table = String::from("| typed | records |\n| --- | --- |");
    for (typed, records) in CAPTURE_LINE {
        table.push_str(&format!("\n| `{typed}` | {records} |"));
    }
    hold("capture line", &table);
    let mut table = String::from("| command | what it does |\n| --- | --- |");
    for command in MEETING_COMMANDS {
        let words = format!(":{} {}", command.name, command.arguments.replace('|', "\\|"));
        table.push_str(&format!("\n| `{}` | {} |", words.trim(), command.help));
    }
    hold("commands", &table);
}
