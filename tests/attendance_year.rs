//! Attendance over a year.

use crate::commands::Shell;
use crate::desk::AGENDA;
use minutebook::record::Year;

/// Three meetings: February and April are closed, June is to come.
pub fn year() -> Shell {
    let shell = Shell::new();
    let days = ["Monday 27 February 2023", "Monday 24 April 2023", "Monday 26 June 2023"];
    for (nth, day) in days.iter().enumerate() {
        let next = AGENDA.replace("Next meeting: Monday 24 April 2023, 6.00 pm\n", "");
        shell.file(&format!("{nth}.txt"), next.replace("Monday 27 February 2023", day));
        assert_eq!(shell.run(&format!("agenda {nth}.txt")).status, 0);
    }
    shell.file(
        "february.txt",
        ":start 18:00\n:present all\n:apologies kg, bd\n:absent lw\n:item 1\n+ jb for kg\n:item 3 18:10\nn The plan.\n\
         q yc: Why open?\na dcs: Because.\n! dcs: write openly by next meeting\n:exempt 3\nn Zqexempt.\n:public\n\
         :close 19:00\n",
    );
    shell.file(
        "april.txt",
        ":start 18:00\n:present dg, ab, yc, lw\n:apologies bd\n:item 3 18:05\n+ kg 18:24\nn Later.\n:item 5\n\
         + sp 18:50\nn Zqhidden.\n:close 19:00\n",
    );
    assert_eq!(shell.run("transcribe csib-2023-02-27 february.txt").status, 0);
    assert_eq!(shell.run("transcribe csib-2023-04-24 april.txt").status, 0);
    shell
}

const PUBLIC: &str = "\
Children's Services Improvement Board
=====================================

Attendance in 2023

P: present. L: came late. S: a substitute sat. A: apologies. Absent: without apologies. ?: not
recorded. –: not a member then.

Members and meetings
--------------------

Attendance in 2023

Member               27 Feb 2023  24 Apr 2023
-------------------  -----------  -----------
Cllr Dana Gibbs      P            P
Cllr Ann Barrow      P            P
Cllr Yusuf Clement   P            P
Kate Goode           S            L
Cllr Brian Donnell   A            A
Cllr Siân Prydderch  P            SIAN
Łukasz Wrona         absent       P
";

#[test]
fn a_year_of_attendance_says_how_each_member_stood_at_each_meeting() {
    let shell = year();
    let public = shell.run("report attendance csib --year 2023 --width 95");
    assert_eq!(public.status, 0);
    // She came while the public was excluded: that she came is known, and when is not.
    let expected = PUBLIC.replace("SIAN", "P");
    assert!(public.out.starts_with(&expected), "{}", public.out);
    let members = shell.run("report attendance csib --year 2023 --width 95 --audience members");
    assert!(members.out.starts_with(&PUBLIC.replace("SIAN", "L")), "{}", members.out);
    assert!(public.out.ends_with("Substitutes\n-----------\n\n•  27 February 2023: Cllr Jo Bell for Kate Goode\n"));
    assert_eq!(public.err, "Not in it, because they have not been closed: csib-2023-06-26.\n");
}

#[test]
fn the_counts_are_those_of_the_grid() {
    let shell = year();
    let counted = shell.json("report attendance csib --year 2022/23");
    assert_eq!(counted["meetings"][1]["date"], "2023-04-24", "May 2022 to April 2023");
    assert_eq!(counted["members"][3]["name"], "Kate Goode");
    assert_eq!(counted["members"][3]["presence"], serde_json::json!(["substitute", "late"]));
    let text = shell.run("report attendance csib --year 2023 --width 120").out;
    let row = |name: &str| {
        let lines = text.lines().skip_while(|line| *line != "Attendance of each member");
        let mut lines = lines.filter(|line| line.starts_with(name));
        lines.next().unwrap().split_whitespace().rev().take(7).collect::<Vec<_>>().join(" ")
    };
    // From the right: meetings, not recorded, absent, apologies, substitute, late, attended.
    assert_eq!(row("Kate Goode"), "2 0 0 0 1 1 1");
    assert_eq!(row("Cllr Brian Donnell"), "2 0 0 2 0 0 0");
    assert_eq!(row("Łukasz Wrona"), "2 0 1 0 0 0 1");
}

#[test]
fn years_are_of_the_calendar_or_from_may_to_april() {
    let has = |year: &str, day: &str| Year::read(year).unwrap().has(day.parse().unwrap());
    assert!(has("2023", "2023-01-01") && has("2023", "2023-12-31") && !has("2023", "2024-01-01"));
    for year in ["2023/24", "2023-24", "2023-2024"] {
        assert!(has(year, "2023-05-01") && has(year, "2024-04-30"), "{year}");
        assert!(!has(year, "2023-04-30") && !has(year, "2024-05-01"), "{year}");
    }
    assert_eq!(Year::read("2099/00").unwrap().name(), "2099/00");
    for wrong in ["", "23", "2023/25", "2023/2022", "next", "2023/24/25"] {
        assert_eq!(Year::read(wrong), None, "{wrong}");
    }
}

#[test]
fn attendance_goes_into_files_that_sort_and_a_year_must_be_one() {
    let shell = year();
    for (arguments, name) in [
        ("--year 2023 --as html", "csib-2023-attendance.html"),
        ("--year 2023/24 --as csv", "csib-2023-24-attendance.csv"),
        ("--year 2023 --as xlsx --audience members", "csib-2023-attendance-members.xlsx"),
    ] {
        let said = shell.run(&format!("report attendance csib {arguments} -o ."));
        // A year without meetings has no table.
        assert_eq!(said.status, i32::from(arguments.contains("csv")), "{arguments}: {}", said.err);
        assert_eq!(shell.path().join(name).exists(), said.status == 0, "{name}");
    }
    assert_eq!(shell.run("report attendance csib --year soon").status, 2);
    assert_eq!(shell.run("report attendance nobody").status, 1);
}

#[test]
fn days_are_written_as_the_body_writes_them() {
    let shell = year();
    assert_eq!(shell.run("styles set csib dates 27/02/2023").status, 0);
    let told = shell.run("report attendance csib --year 2023 --width 120").out;
    assert!(told.contains("\n24/04/2023  ") && told.contains("27/02/2023: Cllr Jo Bell for Kate Goode\n"), "{told}");
}
