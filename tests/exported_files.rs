//! Files are written whole or not at all, and never over somebody's own work.

use crate::desk::Desk;
use crate::desk::file_name;
use minutebook::clerk::export::write_file;
use minutebook::clerk::format::Format;
use minutebook::reports::Audience;
use std::path::Path;

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_edited_by_hand_is_not_overwritten_unless_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("minutes.txt");
    let mut desk = Desk::planned();
    let now = desk.now;
    let mut write = |content: &str, force: bool| write_file(&mut desk.store, &path, content, force, now);
    let there = || std::fs::read_to_string(&path).unwrap();
    write("one", false).unwrap();
    write("two", false).unwrap();
    assert_eq!(there(), "two", "what this book wrote, it may write again");
    std::fs::write(&path, "two, and a correction").unwrap();
    let failure = write("three", false).unwrap_err();
    assert!(failure.what.contains("has been edited since it was exported"), "{failure}");
    assert!(failure.hint.contains("--force"), "{}", failure.hint);
    assert_eq!(there(), "two, and a correction");
    write("three", true).unwrap();
    assert_eq!(there(), "three");
    write("four", false).unwrap();
    assert_eq!(names_in(folder.path()), ["minutes.txt"], "nothing temporary is left");
}

#[test]
fn a_file_of_another_origin_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    std::fs::write(&path, "Dear Sir").unwrap();
    let mut desk = Desk::planned();
    let now = desk.now;
    assert!(write_file(&mut desk.store, &path, "minutes", false, now).is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "Dear Sir");
    let other = folder.path().join("copy.txt");
    write_file(&mut desk.store, &other, "minutes", false, now).unwrap();
    std::fs::rename(&other, &path).unwrap();
    assert!(
        write_file(&mut desk.store, &path, "later minutes", false, now).is_err(),
        "it was exported to another name"
    );
    assert_eq!(names_in(folder.path()), ["letter.txt"]);
}

#[test]
fn a_failure_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::planned();
    let now = desk.now;
    let missing = folder.path().join("no such folder").join("minutes.txt");
    let failure = write_file(&mut desk.store, &missing, "x", false, now).unwrap_err();
    assert!(failure.what.contains("cannot be written") && failure.hint.contains("Nothing was written"), "{failure}");
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    assert!(write_file(&mut desk.store, &file.join("minutes.txt"), "x", true, now).is_err(), "below a file");
    let taken = folder.path().join("folder");
    std::fs::create_dir(&taken).unwrap();
    assert!(write_file(&mut desk.store, &taken, "x", true, now).is_err(), "over a folder");
    assert_eq!(names_in(folder.path()), ["file", "folder"]);
    assert!(names_in(&taken).is_empty());
}

#[test]
fn names_of_files_say_what_is_in_them() {
    let mut desk = Desk::started();
    let names = |desk: &Desk| -> Vec<String> {
        let name = |(format, audience)| file_name(desk.meeting(), format, audience);
        [
            (Format::Text, Audience::Public),
            (Format::Markdown, Audience::Members),
            (Format::Html, Audience::Public),
            (Format::Json, Audience::Clerk),
        ]
        .map(name)
        .to_vec()
    };
    assert_eq!(
        names(&desk),
        [
            "csib-2023-02-27-draft-minutes.txt",
            "csib-2023-02-27-draft-minutes-members.md",
            "csib-2023-02-27-draft-minutes.html",
            "csib-2023-02-27-draft-minutes-clerk.json",
        ]
    );
    desk.types(":close\n:confirmed");
    assert_eq!(names(&desk)[0], "csib-2023-02-27-minutes.txt");
}
