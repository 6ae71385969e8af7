//! Spreadsheets, read back by another library.

use crate::action_list::exempt_book;
use crate::commands::Shell;
use crate::desk::AGENDA;
use crate::packages::all_text;
use calamine::{Data, DataType, Range, Reader, Xlsx};
use chrono::NaiveDate;
use minutebook::clerk::export::written;
use minutebook::clerk::format::Format;
use minutebook::document::{Block, BlockKind, Cell, Column, ColumnKind, Document, Table, Tone};
use minutebook::reports::wording::LANGUAGE;
use proptest::prelude::*;
use std::io::Cursor;

fn sheets(file: &[u8]) -> Vec<(String, Range<Data>)> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file.to_vec())).unwrap();
    let sheets = book.worksheets();
    for (name, _) in &sheets {
        assert!(book.worksheet_formula(name).unwrap().is_empty(), "nothing is a formula");
    }
    sheets
}

fn texts(sheet: &Range<Data>, row: usize) -> Vec<String> {
    sheet.rows().nth(row).unwrap().iter().map(ToString::to_string).collect()
}

fn day(words: &str) -> NaiveDate {
    words.parse().unwrap()
}

fn document(tables: Vec<Table>) -> Document {
    let blocks = tables.into_iter().map(|table| Block::bare(BlockKind::Table(table))).collect();
    Document::new("A log & more", LANGUAGE, blocks).by("The Board").about("What is to be done")
}

fn xlsx(tables: Vec<Table>) -> Vec<u8> {
    written(&document(tables), Format::Xlsx.into()).unwrap().bytes
}

/// A log of three actions: with a day, with words for a day, and with what a spreadsheet would reckon with.
fn log() -> Table {
    let choices = ColumnKind::Choice(vec!["open".into(), "on hold".into()]);
    let columns = vec![
        Column::words("Reference"),
        Column::new("Due", ColumnKind::Date),
        Column::new("Moved", ColumnKind::Number),
        Column::new("Status", choices),
        Column::words("RAG"),
    ];
    let row = |reference: &str, due: (&str, Option<&str>), moved: &str, status: (&str, Tone), rag: (&str, Tone)| {
        vec![
            Cell::from(reference),
            Cell::from(due.0).on(due.1.map(day)),
            Cell::from(moved),
            Cell::from(status.0).toned(status.1),
            Cell::from(rag.0).toned(rag.1),
        ]
    };
    let (open, held) = (("open", Tone::Plain), ("on hold", Tone::Paused));
    let rows = vec![
        row("CSIB 23/01", ("31 March 2023", Some("2023-03-31")), "2", open, ("Red: overdue", Tone::Bad)),
        row("=1+1", ("as soon as possible", None), "0", held, ("Grey: on hold", Tone::Paused)),
        row("+44", ("", None), "@SUM(A1)", open, ("Green: not due yet", Tone::Good)),
    ];
    Table::typed("The log: what is to be done", columns, rows)
}

#[test]
fn days_are_days_numbers_are_numbers_and_nothing_is_a_formula() {
    let found = sheets(&xlsx(vec![log()]));
    assert_eq!(found.len(), 1);
    let (name, sheet) = &found[0];
    assert_eq!(name, "The log what is to be done");
    assert_eq!(texts(sheet, 0), ["Reference", "Due", "Moved", "Status", "RAG"]);
    let due = sheet.get((1, 1)).unwrap();
    assert_eq!(due.as_datetime().map(|at| at.date()), Some(day("2023-03-31")), "{due:?}");
    assert!(matches!(due, Data::DateTime(_)), "{due:?}");
    assert_eq!(sheet.get((2, 1)), Some(&Data::String("as soon as possible".into())));
    assert_eq!(sheet.get((1, 2)), Some(&Data::Float(2.0)));
    assert_eq!(sheet.get((2, 0)), Some(&Data::String("=1+1".into())));
    assert_eq!(sheet.get((3, 0)), Some(&Data::String("+44".into())));
    assert_eq!(sheet.get((3, 2)), Some(&Data::String("@SUM(A1)".into())), "no number, whatever its column");
}

#[test]
fn a_sheet_has_a_table_with_filters_a_frozen_heading_a_list_of_choices_and_colours() {
    let parts = all_text(xlsx(vec![log()]));
    for part in [
        "<autoFilter ref=\"A1:E4\"/>",
        "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>",
        "<formula1>\"open,on hold\"</formula1>",
        "sqref=\"D2:D4\"",
        "type=\"cellIs\"",
        "<formula>\"on hold\"</formula>",
        // Red and green behind RAG, grey behind what is on hold.
        "FFFFC9C3",
        "FFBFE6C8",
        "FFDADADA",
        "Print_Titles",
        "orientation=\"landscape\"",
        "<dc:title>A log &amp; more</dc:title>",
        "<dc:creator>The Board</dc:creator>",
        "<dc:subject>What is to be done</dc:subject>",
        // In the line above a printed page an ampersand is doubled.
        "&amp;LA log &amp;&amp; more",
        "Page &amp;P of &amp;N",
    ] {
        assert!(parts.contains(part), "{part} is not in {parts}");
    }
}

#[test]
fn each_table_has_a_sheet_whose_name_a_spreadsheet_takes() {
    let table = |caption: &str| Table::new(caption, &["A", "a", ""], vec![vec!["1".into()]]);
    let long = "Children's Services Improvement Plan at a glance. Quiet: nothing was minuted of it.";
    let captions = ["[Plan]/\\?*: actions", "plan ACTIONS", "", "'quoted'", long];
    let found = sheets(&xlsx(captions.map(table).to_vec()));
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Plan actions", "plan ACTIONS 2", "1", "quoted", "Children's Services Improvement"]);
    assert_eq!(texts(&found[0].1, 0), ["A", "a 2", "2"], "columns are told apart");
}

#[test]
fn an_empty_table_is_a_table_and_a_document_without_one_is_refused() {
    let empty = Table::new("Nothing", &["Ref", "Action"], Vec::new());
    assert_eq!(texts(&sheets(&xlsx(vec![empty]))[0].1, 0), ["Ref", "Action"]);
    let refused = written(&document(Vec::new()), Format::Xlsx.into()).unwrap_err();
    assert!(refused.hint.contains("no table"), "{refused}");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let first = xlsx(vec![log(), log()]);
    // Times in such files have seconds.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(first, xlsx(vec![log(), log()]));
}

#[test]
fn the_register_as_a_spreadsheet() {
    let shell = Shell::new();
    shell.file("agenda.txt", AGENDA);
    assert_eq!(shell.run("agenda agenda.txt").status, 0);
    let lines =
        ":start 18:00\n:item 3\n! dcs, kg: =1+1, and \"so\" on, by 31 March ~2.3\n! sp: Łódź asap\n:close 19:00\n";
    assert_eq!(shell.run_with_input("transcribe csib-2023-02-27", lines.as_bytes()).status, 0);
    assert_eq!(shell.run("--now 2023-04-20T10:00 actions --as xlsx -o log.xlsx").status, 0);
    let found = sheets(&std::fs::read(shell.path().join("log.xlsx")).unwrap());
    let (name, sheet) = &found[0];
    assert_eq!(name, "Outstanding actions");
    let column = |name: &str| texts(sheet, 0).iter().position(|header| header == name).unwrap() as u32;
    let cell = |row: u32, name: &str| sheet.get((row as usize, column(name) as usize)).cloned().unwrap();
    assert_eq!(cell(1, "Reference"), Data::String("CSIB 23/01".into()));
    assert_eq!(cell(1, "Action"), Data::String("=1+1, and \"so\" on, by 31 March".into()));
    assert_eq!(cell(1, "Due").as_datetime().map(|at| at.date()), Some(day("2023-03-31")));
    assert_eq!(cell(1, "Given").as_datetime().map(|at| at.date()), Some(day("2023-02-27")));
    assert_eq!(cell(1, "RAG"), Data::String("Red: overdue".into()));
    assert_eq!(cell(2, "RAG"), Data::String("Amber: no date".into()));
    assert_eq!(cell(1, "Status"), Data::String("open".into()));
    let parts = all_text(std::fs::read(shell.path().join("log.xlsx")).unwrap());
    assert!(parts.contains("open,in progress,partly complete,proposed for closure,closed,on hold,superseded"));
}

#[test]
fn the_register_tells_nothing_exempt_in_any_part_of_a_spreadsheet_or_page() {
    let shell = exempt_book();
    for format in ["xlsx", "html"] {
        let name = format!("actions-2023-02-20.{format}");
        assert_eq!(shell.run(&format!("actions --as {format} -o .")).status, 0);
        let public = all_text(std::fs::read(shell.path().join(&name)).unwrap());
        assert!(public.contains("openly") && !public.contains("Zq"), "{format}: {public}");
        assert_eq!(shell.run(&format!("actions --as {format} -o . --audience members")).status, 0);
        let name = format!("actions-2023-02-20-members.{format}");
        let members = all_text(std::fs::read(shell.path().join(&name)).unwrap());
        assert!(members.contains("Zqpart") && members.contains("Zqitem"), "{format}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_is_read_back_as_text(cells in proptest::collection::vec("\\PC{0,40}", 1..12)) {
        let rows: Vec<Vec<String>> = cells.iter().map(|cell| vec![format!(".{cell}")]).collect();
        let found = sheets(&xlsx(vec![Table::new("Any", &["Any"], rows)]));
        for (nth, cell) in cells.iter().enumerate() {
            let expected = minutebook::document::inert(&format!(".{cell}")).into_owned();
            let there = found[0].1.get((nth + 1, 0)).map(ToString::to_string).unwrap_or_default();
            prop_assert_eq!(there, expected);
        }
    }
}
