//! The program as it is run: what goes where, and with which exit status.

use crate::desk::AGENDA;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A folder with a book in it, and the program that knows of no other.
pub struct Shell {
    folder: tempfile::TempDir,
}

pub struct Said {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Shell {
    pub fn new() -> Self {
        Shell { folder: tempfile::tempdir().unwrap() }
    }

    /// A book with the test meeting in it, minuted.
    pub fn minuted() -> Self {
        let shell = Self::new();
        shell.file("agenda.txt", AGENDA);
        shell.file("notes.txt", NOTES);
        assert_eq!(shell.run("agenda agenda.txt").status, 0);
        assert_eq!(shell.run("transcribe csib-2023-02-27 notes.txt").status, 0);
        shell
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path().join(name), content).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_minutebook"));
        command.current_dir(self.path()).env_clear().env("HOME", self.path()).env("USER", "pat");
        command.env("MINUTEBOOK_BOOK", self.path().join("book.db")).env("MINUTEBOOK_NOW", "2023-02-20 10:00");
        command.stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &str) -> Said {
        said(self.command().args(arguments.split(' ')).output().unwrap())
    }

    pub fn run_with_input(&self, arguments: &str, input: &[u8]) -> Said {
        use std::io::Write;
        let mut command = self.command();
        command.args(arguments.split(' ')).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        said(child.wait_with_output().unwrap())
    }

    pub fn json(&self, arguments: &str) -> Value {
        let said = self.run(&format!("{arguments} --as json"));
        assert_eq!((said.status, said.err.as_str()), (0, ""), "{arguments}");
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{arguments}: {error}: {}", said.out))
    }
}

pub fn said(output: Output) -> Said {
    Said {
        status: output.status.code().expect("an exit status"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

const NOTES: &str = ":start 18:00\n:present all\n:item 3 18:05\nn The plan.\nq yc: Why?\na dcs: Because.\n! dcs: write by Friday\n\
                     d noted: the plan\n:item 5\nn Hidden.\n; private\n:close 19:00\n";

#[test]
fn results_go_to_standard_output_and_messages_to_standard_error() {
    let shell = Shell::new();
    shell.file("agenda.txt", AGENDA);
    let made = shell.run("agenda agenda.txt");
    assert_eq!((made.status, made.out.as_str()), (0, "csib-2023-02-27\n"));
    assert!(made.err.contains("minutebook live csib-2023-02-27"), "{}", made.err);
    let typed = shell.run_with_input("transcribe csib-2023-02-27", NOTES.as_bytes());
    assert_eq!((typed.status, typed.out.as_str()), (0, ""));
    assert_eq!(typed.err, "Recorded 7 entries in csib-2023-02-27.\n");
    let printed = shell.run("export csib-2023-02-27");
    assert_eq!((printed.status, printed.err.as_str()), (0, ""));
    assert!(printed.out.contains("ACTION: DCS to write by Friday\n") && !printed.out.contains("Hidden"));
}

#[test]
fn refused_is_one_and_bad_usage_is_two() {
    let shell = Shell::minuted();
    shell.file("bad.txt", "Body: B\nDate: never\n1. X\n");
    shell.file("bad-notes.txt", "n One.\n:nonsense\n");
    shell.file("letter.db", "Dear Sir, this is no book.");
    let refused = [
        ("agenda agenda.txt", "already a meeting"),
        ("agenda missing.txt", "missing.txt cannot be read"),
        ("agenda bad.txt", "bad.txt:2:7: "),
        ("transcribe csib-2023-02-27 bad-notes.txt", "bad-notes.txt:2:1: "),
        ("transcribe nothing notes.txt", "no meeting called “nothing”"),
        ("export nothing", "no meeting called “nothing”"),
        ("export csib-2023-02-27 --audience clerk", "Private notes"),
        ("export csib-2023-02-27 -o no/such/folder/file.txt", "cannot be written"),
        ("people nobody", "no body “nobody”"),
        ("history nothing", "no meeting called"),
        ("import json notes.txt", "notes.txt:1:"),
        ("--book missing.db meetings", "There is no book at missing.db"),
        ("--book letter.db meetings", "is not a minute book"),
        ("--book letter.db agenda agenda.txt", "is not a minute book"),
        ("backup agenda.txt", "exists already"),
        ("restore letter.db", "is not a minute book"),
        ("restore missing.db", "There is no book"),
        ("demo --entries 10", "exists already"),
    ];
    for (arguments, word) in refused {
        let said = shell.run(arguments);
        assert_eq!((said.status, said.out.as_str()), (1, ""), "{arguments}: {}", said.err);
        assert!(said.err.contains(word), "{arguments}: {}", said.err);
        assert!(said.err.trim_end().lines().count() >= 2, "{arguments}: what to do about it: {}", said.err);
    }
    assert_eq!(shell.read("letter.db"), "Dear Sir, this is no book.");
    let usage = [
        "nonsense",
        "export",
        "export csib-2023-02-27 --as odt",
        "export csib-2023-02-27 --audience everybody",
        "meetings --as xml",
        "--now teatime meetings",
        "export csib-2023-02-27 --width 3",
        "search",
        "agenda",
        "import",
        "backup",
        "demo --entries many",
    ];
    for arguments in usage {
        let said = shell.run(arguments);
        assert_eq!((said.status, said.out.as_str()), (2, ""), "{arguments}");
        assert!(!said.err.is_empty(), "{arguments}");
    }
    for arguments in ["--help", "--version", "export --help"] {
        let said = shell.run(arguments);
        assert_eq!((said.status, said.err.as_str()), (0, ""), "{arguments}");
        assert!(said.out.contains("minutebook"), "{arguments}");
    }
}

#[test]
fn every_listing_is_data_too() {
    let shell = Shell::minuted();
    let meetings = shell.json("meetings");
    assert_eq!(meetings.as_array().unwrap().len(), 1);
    let meeting = &meetings[0];
    assert_eq!(
        (&meeting["meeting"], &meeting["body"], &meeting["date"], &meeting["status"]),
        (&"csib-2023-02-27".into(), &"CSIB".into(), &"2023-02-27".into(), &"draft".into())
    );
    let bodies = shell.json("bodies");
    assert_eq!(
        (&bodies[0]["short_name"], &bodies[0]["quorum"], &bodies[0]["people"]),
        (&"CSIB".into(), &4.into(), &12.into())
    );
    let people = shell.json("people csib");
    let hale = people.as_array().unwrap().iter().find(|person| person["name"] == "Sam Hale").expect("Sam Hale");
    assert_eq!((&hale["abbreviation"], &hale["membership"]), (&"DCS".into(), &"officer".into()));
    assert_eq!(people.as_array().unwrap().len(), 12);
    assert_eq!(shell.json("people").as_array().unwrap().len(), 13, "with the one who only attends");
    let history = shell.json("history");
    assert_eq!(history.as_array().unwrap().last().unwrap()["words"], "Meeting csib-2023-02-27 made");
    assert_eq!((&history[0]["seq"], &history[0]["who"]), (&13.into(), &"pat".into()));
    let of_meeting = shell.json("history csib-2023-02-27");
    assert_eq!(of_meeting.as_array().unwrap().len(), 12, "without the agenda, which is the book's");
    let found = shell.json("search becau");
    assert_eq!((&found[0]["text"], &found[0]["slug"]), (&"Because.".into(), &"csib-2023-02-27".into()));
    assert_eq!(shell.json("actions")[0]["body"], "CSIB");
    assert_eq!(shell.json("actions closed"), serde_json::json!([]));
    assert_eq!(shell.json("search nothing-like-it"), serde_json::json!([]));
    assert_eq!(shell.json("meetings --limit 0"), serde_json::json!([]));
    assert_eq!(shell.json("history --limit 2").as_array().unwrap().len(), 2);
    assert_eq!(shell.json("export csib-2023-02-27")["minutebook"], "meeting");
}

#[test]
fn tables_have_a_header_and_a_line_for_each_row() {
    let shell = Shell::minuted();
    for (arguments, header, rows) in [
        ("meetings", "meeting", 1),
        ("bodies", "body", 1),
        ("people", "name", 13),
        ("people CSIB", "name", 12),
        ("history", "step", 13),
        ("search plan", "meeting", 2),
        ("actions owner:dcs", "ref", 1),
    ] {
        let said = shell.run(arguments);
        assert_eq!(said.status, 0, "{arguments}");
        assert!(said.out.starts_with(header), "{}", said.out);
        assert_eq!(said.out.lines().count(), rows + 1, "{arguments}: {}", said.out);
    }
}

#[test]
fn the_clock_and_the_clerk_can_be_set() {
    let shell = Shell::minuted();
    assert_eq!(shell.json("history").as_array().unwrap().last().unwrap()["at"], "2023-02-20T10:00:00");
    shell.file("april.txt", AGENDA.replace("Monday 27 February", "Monday 24 April"));
    shell.run("--now 2023-04-01T09:30:15 --clerk Robin agenda april.txt");
    let last = &shell.json("history --limit 1")[0];
    assert_eq!((&last["at"], &last["who"]), (&"2023-04-01T09:30:15".into(), &"Robin".into()));
}

#[test]
fn exports_go_to_files_and_folders_and_never_over_edited_ones() {
    let shell = Shell::minuted();
    let said = shell.run("export csib-2023-02-27 --as md --audience members -o .");
    assert_eq!((said.status, said.out.as_str()), (0, ""));
    let name = "csib-2023-02-27-draft-minutes-members.md";
    assert!(said.err.contains(name) && shell.read(name).contains("Hidden."), "{}", said.err);
    shell.file(name, "edited");
    let again = "export csib-2023-02-27 --as md --audience members -o .";
    assert_eq!(shell.run(again).status, 1);
    assert_eq!(shell.read(name), "edited");
    assert_eq!(shell.run(&format!("{again} --force")).status, 0);
    assert!(shell.read(name).contains("Hidden."));
}

#[test]
fn a_meeting_moves_to_another_book() {
    let shell = Shell::minuted();
    shell.run("export csib-2023-02-27 --as json --audience clerk -o a.json");
    let said = shell.run("--book other.db import json a.json");
    assert_eq!((said.status, said.out.as_str()), (0, "csib-2023-02-27\n"));
    shell.run("--book other.db export csib-2023-02-27 --as json --audience clerk -o b.json");
    assert_eq!(shell.read("a.json"), shell.read("b.json"));
    let piped = shell.run_with_input("--book third.db import json -", shell.read("a.json").as_bytes());
    assert_eq!(piped.status, 0, "{}", piped.err);
}

#[test]
fn verify_backup_and_restore() {
    let shell = Shell::minuted();
    let verified = shell.run("verify");
    assert_eq!(verified.status, 0);
    assert!(verified.out.starts_with("13 steps, unaltered"), "{}", verified.out);
    assert_eq!(shell.run("backup copy.db").status, 0);
    shell.file("more.txt", "n Later.\n");
    assert_eq!(shell.run("transcribe csib-2023-02-27 more.txt").status, 0);
    assert_eq!(shell.json("search later").as_array().unwrap().len(), 1);
    let restored = shell.run("restore copy.db");
    assert_eq!(restored.status, 0, "{}", restored.err);
    assert!(restored.err.contains("book.before-1.db"), "{}", restored.err);
    assert_eq!(shell.json("search later"), serde_json::json!([]));
    assert_eq!(
        shell.json("--book book.before-1.db search later").as_array().unwrap().len(),
        1,
        "the book before is kept"
    );
    let connection = rusqlite::Connection::open(shell.path().join("book.db")).unwrap();
    connection.execute_batch("DROP TRIGGER step_is_never_changed; UPDATE step SET who = 'x' WHERE seq = 3").unwrap();
    drop(connection);
    let broken = shell.run("verify");
    assert_eq!((broken.status, broken.out.as_str()), (1, ""));
    assert!(broken.err.contains("Step 3"), "{}", broken.err);
    let before = std::fs::read(shell.path().join("copy.db")).unwrap();
    assert_eq!(shell.run("--book copy.db restore book.db").status, 1, "an altered book is not restored");
    assert_eq!(std::fs::read(shell.path().join("copy.db")).unwrap(), before);
}

#[test]
fn what_is_no_text_is_refused_with_its_place() {
    let shell = Shell::minuted();
    shell.file("latin.txt", b"n One.\nn Si\xe2n\n");
    let said = shell.run("transcribe csib-2023-02-27 latin.txt");
    assert_eq!(said.status, 1);
    assert!(said.err.starts_with("latin.txt:2:5: this is not UTF-8 text"), "{}", said.err);
    let said = shell.run_with_input("agenda -", b"\xff");
    assert!(said.err.starts_with("standard input:1:1: "), "{}", said.err);
}

#[test]
fn messages_and_listings_cannot_steer_the_terminal() {
    let shell = Shell::minuted();
    let bad = "\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}";
    shell.file("bad.txt", format!("Body: B{bad}\nDate: {bad}\nWhere{bad}: x\n1. X\n"));
    shell.file("odd.txt", format!(":{bad}\n"));
    shell.file("note.txt", format!("n Strange {bad} words.\n"));
    shell.file("body.txt", format!("Body: Strange{bad} (S{bad})\nDate: 1 May 2023\nMembers: Ann{bad} Barrow\n1. X\n"));
    let runs = [
        "agenda bad.txt",
        "transcribe csib-2023-02-27 odd.txt",
        "transcribe csib-2023-02-27 note.txt",
        "search strange",
        "search strange --as json",
        "export csib-2023-02-27",
        "export csib-2023-02-27 --as json",
        "agenda body.txt",
        "meetings",
        "bodies",
        "bodies --as json",
        "people",
        "people --as json",
        "history",
        "history --as json",
        "meetings --as json",
    ];
    for arguments in runs {
        let said = shell.run(arguments);
        let strange = |c: &char| *c != '\n' && minutebook::document::inert::shown(*c) != *c;
        let found: Vec<char> = said.out.chars().chain(said.err.chars()).filter(strange).collect();
        assert!(found.is_empty(), "{arguments} writes {found:?}");
    }
    assert!(shell.run("agenda bad.txt").err.lines().count() >= 3, "one problem a line");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let shell = Shell::minuted();
    let mut child = shell.command().args(["history"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_invented_book_of_any_size() {
    let shell = Shell::new();
    let said = shell.run("--book big.db demo --entries 300");
    assert_eq!((said.status, said.out.as_str()), (0, ""));
    assert!(said.err.contains("Wrote 300 entries"), "{}", said.err);
    assert_eq!(shell.run("--book big.db verify").status, 0);
    assert_eq!(shell.run("--book big.db demo --entries 300").status, 1, "never into a book that is there");
}

#[test]
fn without_a_name_the_book_is_in_the_data_directory() {
    let shell = Shell::new();
    shell.file("agenda.txt", AGENDA);
    let mut command = shell.command();
    command.env_remove("MINUTEBOOK_BOOK").env("XDG_DATA_HOME", shell.path().join("data"));
    let said = said(command.args(["agenda", "agenda.txt"]).output().unwrap());
    assert_eq!(said.status, 0, "{}", said.err);
    if cfg!(target_os = "linux") {
        assert!(shell.path().join("data/minutebook/minutes.db").exists());
    }
}

#[test]
fn an_action_is_followed_up_without_the_screen() {
    let shell = Shell::minuted();
    let did = |arguments: &str| {
        let said = shell.run(arguments);
        assert_eq!((said.status, said.out.as_str()), (0, ""), "{arguments}: {}", said.err);
        said.err
    };
    assert_eq!(did("actions update 23/01 half done"), "ACTION 23/01 of CSIB: update recorded.\n");
    assert_eq!(
        did("actions move 23/01 by 30 June 2026 --because illness"),
        "ACTION 23/01 of CSIB: deadline moved to Tue 30 Jun 2026.\n"
    );
    let row = &shell.json("actions")[0];
    assert_eq!((&row["due_date"], &row["original_due"]), (&"2026-06-30".into(), &"2023-03-03".into()));
    assert_eq!(did("actions close 23/01"), "ACTION 23/01 of CSIB: closed.\n");
    assert_eq!(shell.json("actions"), serde_json::json!([]));
    let closed = &shell.json("actions closed")[0];
    assert_eq!(closed["slips"], 1);
    let heard = closed["updates"].as_array().unwrap();
    let facts: Vec<_> = heard.iter().map(|update| [&update["text"], &update["due_words"], &update["status"]]).collect();
    assert_eq!(
        serde_json::json!(facts),
        serde_json::json!([["half done", "", null], ["illness", "by 30 June 2026", null], ["", "", "closed"],])
    );
    assert_eq!(heard[0]["said_by"], "pat");
    let mistyped = shell.run("actions clse 23/01");
    assert_eq!((mistyped.status, mistyped.out.as_str()), (1, ""), "not a list that holds nothing");
    assert!(
        mistyped.err.contains("There are update, move, pass, start, part, propose, reply, close"),
        "{}",
        mistyped.err
    );
    did("actions reopen 23/01 asked again --because unfinished");
    let heard = shell.json("actions")[0]["updates"].as_array().unwrap().clone();
    assert_eq!(heard[3]["text"], "asked again unfinished");
    let refused = shell.run("actions close 23/09");
    assert_eq!((refused.status, refused.out.as_str()), (1, ""));
    assert!(refused.err.starts_with("There is no ACTION 23/09."), "{}", refused.err);
}

#[test]
fn the_register_opens_in_a_spreadsheet_as_it_is_meant() {
    let shell = Shell::new();
    shell.file("agenda.txt", AGENDA);
    assert_eq!(shell.run("agenda agenda.txt").status, 0);
    let lines =
        ":start 18:00\n:item 3\n! dcs, kg: =1+1, and \"so\" on, by 31 March ~2.3\n! sp: Łódź asap\n:close 19:00\n";
    assert_eq!(shell.run_with_input("transcribe csib-2023-02-27", lines.as_bytes()).status, 0);
    let csv = shell.run("actions --as csv").out;
    let rows: Vec<&str> = csv.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert!(csv.starts_with('\u{feff}'), "Excel takes it for another encoding without the mark");
    assert_eq!(
        rows,
        [
            "Reference,Action,Owner,Helpers,Deadline,Due,Originally due,Moved,Status,RAG,Latest,Plan,Meeting,Given,Item,\
             Closed,Exempt",
            "CSIB 23/01,\"'=1+1, and \"\"so\"\" on, by 31 March\",DCS,Kate Goode,by 31 March,2023-03-31,2023-03-31,0,open,\
             Green: not due yet,,2.3,csib-2023-02-27,2023-02-27,3 Children's Social Care Plan,,",
            "CSIB 23/02,Łódź asap,Cllr S Prydderch,,asap,,,0,open,Amber: no date,,,csib-2023-02-27,2023-02-27,\
             3 Children's Social Care Plan,,",
            "",
        ]
    );
}

#[test]
fn loose_ends_are_listed_dismissed_and_told_by_the_exit_status() {
    let shell = Shell::new();
    shell.file("agenda.txt", AGENDA);
    assert_eq!(shell.run("agenda agenda.txt").status, 0);
    let lines = ":start 18:00\n:item 3\nq yc: Could we have the figures?\n! dcs: look into it\n:close 19:00\n";
    assert_eq!(shell.run_with_input("transcribe csib-2023-02-27", lines.as_bytes()).status, 0);
    let listed = shell.run("check csib-2023-02-27");
    assert_eq!(listed.status, 1);
    assert!(listed.out.contains("no deadline") && listed.out.contains("edit it"), "{}", listed.out);
    assert_eq!(shell.run("check").out, listed.out);
    let rows: serde_json::Value = serde_json::from_str(&shell.run("check --as json").out).unwrap();
    assert_eq!(rows[0]["kind"], "no deadline");
    assert_eq!(shell.run("check csib-2023-02-27 --dismiss 1").status, 2, "without a reason");
    let dismissed = shell.run("check csib-2023-02-27 --dismiss 1 --because chased-at-each-meeting");
    assert_eq!((dismissed.status, dismissed.out.as_str()), (0, ""));
    let clean = shell.run("check");
    assert_eq!((clean.status, clean.out.as_str()), (0, ""));
    let left = shell.run("check csib-2023-02-27 --dismissed").out;
    assert!(left.contains("no deadline") && left.contains("chased-at-each-meeting"), "{left}");
    assert_eq!(shell.run("check csib-2023-02-27 --dismiss 1 --because x").status, 1);
}
