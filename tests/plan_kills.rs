//! A plan of twenty thousand actions is in the book or it is not: whether the program is killed or stopped by Ctrl-C.

use crate::pty::{Desk, NOW};
use minutebook::store::{Store, Verified};
use rustix::process::{Pid, Signal, kill_process};
use std::fmt::Write;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const ROWS: usize = 20_000;

fn plan() -> String {
    let mut text = String::from("Plan: Wexmoor Plan (WP)\nTheme,Ref,Action,Lead,By when,Milestones,RAG,Progress\n");
    for row in 0..ROWS {
        let theme = row / 1000 + 1;
        let _ = writeln!(
            text,
            "Theme {theme}: Part {theme},{theme}.{},Do the thing that is number {row},DCS,Q3 2026/27,Begin (June 2026); End,Amber,Under way",
            row % 1000 + 1
        );
    }
    text
}

fn start(desk: &Desk) -> Child {
    Command::new(env!("CARGO_BIN_EXE_minutebook"))
        .args(["--book", desk.book().to_str().unwrap(), "--now", NOW])
        .args(["import", "plan", desk.path("plan.csv").to_str().unwrap()])
        .env("HOME", desk.path(""))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Returns how many plan actions the book has, after checking that it is whole.
fn plan_actions(desk: &Desk) -> u32 {
    let store = Store::open_existing(&desk.book()).unwrap();
    assert!(matches!(store.verify().unwrap(), Verified::Whole { .. }));
    store.plans().unwrap().iter().map(|plan| plan.actions).sum()
}

#[test]
fn an_import_is_all_or_nothing() {
    let desk = Desk::with_meeting();
    std::fs::write(desk.path("plan.csv"), plan()).unwrap();
    let whole = std::fs::read(desk.book()).unwrap();
    let begun = std::time::Instant::now();
    assert!(start(&desk).wait().unwrap().success());
    let takes = begun.elapsed();
    assert_eq!(plan_actions(&desk), ROWS as u32);
    let mut random = fastrand::Rng::new();
    let mut stopped = 0;
    for round in 0..4 {
        for suffix in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", desk.book().display()));
        }
        std::fs::write(desk.book(), &whole).unwrap();
        let mut child = start(&desk);
        // Most of the time goes into reading; the writing is at the end.
        std::thread::sleep(takes.mul_f64(random.f64()).min(Duration::from_secs(60)));
        let signal = if round % 2 == 0 { Signal::KILL } else { Signal::INT };
        let pid = Pid::from_child(&child);
        let _ = kill_process(pid, signal);
        let ended = child.wait().unwrap();
        let found = plan_actions(&desk);
        assert!(found == 0 || found == ROWS as u32, "{found} after {ended}");
        assert!(!ended.success() || found == ROWS as u32, "it said that all was done");
        stopped += u32::from(found == 0);
    }
    assert!(stopped > 0, "no import was ever stopped");
}
