//! `import plan` and `plans` as a person types them.

use crate::plan_reading::file;
use crate::pty::{Desk, NOW};
use minutebook::store::Store;
use std::process::{Command, Output, Stdio};

fn run(desk: &Desk, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_minutebook"))
        .args(["--book", desk.book().to_str().unwrap(), "--now", NOW])
        .args(arguments)
        .env("HOME", desk.path(""))
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn with(name: &str) -> (Desk, String) {
    let desk = Desk::with_meeting();
    let path = desk.path(name);
    std::fs::write(&path, file(name)).unwrap();
    let path = path.to_str().unwrap().to_string();
    (desk, path)
}

fn plans(desk: &Desk) -> Vec<String> {
    Store::open_existing(&desk.book()).unwrap().plans().unwrap().into_iter().map(|plan| plan.plan).collect()
}

#[test]
fn a_plan_is_read_aloud_and_taken_in() {
    let (desk, path) = with("merged.xlsx");
    let told = desk.does(&["import", "plan", &path, "--dry-run"]);
    assert!(told.contains("2 themes, 6 plan actions, 2 milestones, 2 measures, 0 risks."), "{told}");
    assert!(told.contains("Action plan!F3  Timescale End"), "{told}");
    assert!(told.contains("Action plan!B10: the reference 2.1 is there already; this one is called 2.10."), "{told}");
    assert_eq!(plans(&desk), Vec::<String>::new(), "nothing was written");
    desk.does(&["import", "plan", &path, "--plan", "SEND"]);
    let listed = desk.does(&["plans"]);
    assert!(listed.contains("SEND  WIB   Wexmoor SEND Improvement Plan 2026/27"), "{listed}");
    let json = desk.does(&["import", "plan", &path, "--plan", "SEND", "--as", "json"]);
    let reading: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(reading["draft"]["actions"][0]["place"], "Action plan!C5");
    assert_eq!(reading["columns"][0]["field"], "theme");
}

#[test]
fn what_is_not_sure_is_refused_with_what_to_type() {
    let (desk, path) = with("unsure.csv");
    let output = run(&desk, &["import", "plan", &path]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("--map \"Requirement=action\" --map \"Sponsor=lead\""), "{told}");
    assert_eq!(plans(&desk), Vec::<String>::new());
    let maps = ["--map", "Requirement=action", "--map", "C=lead", "--map", "completion=due", "--map", "Benefit=impact"];
    let arguments: Vec<&str> = ["import", "plan", path.as_str()].into_iter().chain(maps).collect();
    desk.does(&arguments);
    assert_eq!(plans(&desk), ["U"]);
    assert_eq!(run(&desk, &["import", "plan", &path, "--map", "A=nonsense"]).status.code(), Some(2));
    let (desk, path) = with("unsure.csv");
    desk.does(&["import", "plan", &path, "--yes"]);
    assert_eq!(plans(&desk), ["U"]);
}

#[test]
fn a_rag_word_that_tells_nothing_is_refused_even_with_yes() {
    let (desk, path) = with("letters.csv");
    let output = run(&desk, &["import", "plan", &path, "--yes"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && told.contains("--rag \"R/A=at risk\""), "{told}");
    desk.does(&["import", "plan", &path, "--rag", "R/A=at risk"]);
    assert_eq!(plans(&desk), ["L"]);
}

#[test]
fn on_a_terminal_it_asks() {
    let (desk, path) = with("unsure.csv");
    let mut terminal = desk.start(&["import", "plan", &path], 100, 40, &[]);
    terminal.wait_for("Requirement");
    terminal.wait_for("[action]");
    terminal.keys("\r");
    terminal.wait_for("[lead]");
    terminal.keys("nonsense\r");
    terminal.wait_for("One of: reference");
    terminal.keys("ignore\r");
    terminal.wait_for("[due]");
    terminal.keys("\r");
    terminal.wait_for("[outcome]");
    terminal.keys("impact\r");
    assert_eq!(terminal.wait_for_end(), 0, "{}", terminal.picture());
    let store = Store::open_existing(&desk.book()).unwrap();
    let plan = store.find_plan("U").unwrap();
    let actions = store.plan_actions(plan.id).unwrap();
    assert_eq!((actions[0].impact.as_str(), actions[0].lead_words.as_str()), ("Fewer errors", ""));
}

#[test]
fn ctrl_c_at_the_question_leaves_nothing_behind() {
    let (desk, path) = with("unsure.csv");
    let mut terminal = desk.start(&["import", "plan", &path], 100, 40, &[]);
    terminal.wait_for("[action]");
    terminal.keys("\x03");
    assert_ne!(terminal.wait_for_end(), 0);
    assert_eq!(plans(&desk), Vec::<String>::new());
}

#[test]
fn what_a_file_says_is_inert_where_it_is_printed() {
    let (desk, path) = with("malicious.csv");
    for arguments in [&["import", "plan", &path, "--dry-run"][..], &["import", "plan", &path], &["plans"], &["history"]]
    {
        let output = run(&desk, arguments);
        assert!(output.status.success());
        for text in [output.stdout, output.stderr] {
            let text = String::from_utf8(text).unwrap();
            let is_bad = |c: char| c != '\n' && (c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
            assert!(!text.contains(is_bad), "{text:?}");
        }
    }
}

#[test]
fn plans_are_merged() {
    let (desk, path) = with("pages.ods");
    desk.does(&["import", "plan", &path]);
    std::fs::write(desk.path("other.csv"), file("two-tables.csv")).unwrap();
    desk.does(&["import", "plan", desk.path("other.csv").to_str().unwrap(), "--body", "wib"]);
    assert_eq!(plans(&desk), ["LP", "TP"]);
    desk.does(&["plans", "merge", "LP", "TP"]);
    let listed = desk.does(&["plans", "--as", "json"]);
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    assert_eq!((&listed[0]["actions"], &listed[1]["merged_into"]), (&6.into(), &"LP".into()));
    assert_eq!(run(&desk, &["plans", "merge", "LP", "TP"]).status.code(), Some(1));
    desk.does(&["verify"]);
}
