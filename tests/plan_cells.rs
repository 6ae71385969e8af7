//! Whatever stands in a file of a plan: nothing is lost silently, nothing panics; and what single words mean.

use crate::plan_reading::file;
use minutebook::import::plan::{self, Field, Options, PlanReading, Question, Sureness, status_of, tone_of};
use minutebook::import::sheet::{self, Cell, Merge, Row, Sheet};
use minutebook::record::{PlanStatus, RagTone};
use proptest::prelude::*;
use std::io::Write;

/// Words of a RAG column and what they tell; by hand.
const TONES: &[(&str, &str)] = &[
    ("Green", "on track"),
    ("On target", "on track"),
    ("on-track", "on track"),
    ("Amber", "at risk"),
    ("Under control", "at risk"),
    ("Red", "off track"),
    ("Behind schedule", "off track"),
    ("OVERDUE", "off track"),
    ("Not on track", "off track"),
    ("Blue", "complete"),
    ("Achieved", "complete"),
    ("Complete", "complete"),
    ("Not achieved", "off track"),
    ("Grey", "paused"),
    ("White", "paused"),
    ("Pending", "paused"),
    ("Suspended", "paused"),
    ("Reprogrammed", "paused"),
    ("Not started", "paused"),
    ("Purple", "?"),
    ("R/A", "?"),
    ("greenhouse", "?"),
];

const STATUSES: &[(&str, &str)] = &[
    ("Not started", "not started"),
    ("Not yet started", "not started"),
    ("In progress", "in progress"),
    ("Ongoing", "in progress"),
    ("Part complete", "in progress"),
    ("Not complete", "in progress"),
    ("Complete", "complete"),
    ("CLOSED", "complete"),
    ("Embedded", "embedded"),
    ("BAU", "embedded"),
    ("On hold", "on hold"),
    ("Superseded by 2.4", "withdrawn"),
    ("0%", "not started"),
    ("45 %", "in progress"),
    ("100%", "complete"),
    ("Blocked", "?"),
];

#[test]
fn words_of_rag_and_status() {
    for (words, expected) in TONES {
        assert_eq!(tone_of(words).map_or("?", RagTone::word), *expected, "{words}");
    }
    for (words, expected) in STATUSES {
        assert_eq!(status_of(words).map_or("?", PlanStatus::word), *expected, "{words}");
    }
}

/// What stands under "By when", and the day it means; by hand, from the calendar.
const DAYS: &[(&str, &str)] = &[
    ("31/03/2027", "2027-03-31"),
    ("31.3.27", "2027-03-31"),
    ("2027-03-31", "2027-03-31"),
    ("31st March 2027", "2027-03-31"),
    ("Wednesday 31 March 2027", "2027-03-31"),
    ("by 31 March 2027", "2027-03-31"),
    ("Sept 2026", "2026-09-30"),
    ("September 2026", "2026-09-30"),
    ("Feb-28", "2028-02-29"),
    ("March '27", "2027-03-31"),
    ("End of March 2027", "2027-03-31"),
    ("by end March 2027 (was December)", "2027-03-31"),
    ("Q3 2026/27", "2026-12-31"),
    ("2026/27 Q3", "2026-12-31"),
    ("Q3 26/27", "2026-12-31"),
    ("Quarter 4 2026-27", "2027-03-31"),
    ("2026/27", "2027-03-31"),
    ("FY 2026/2027", "2027-03-31"),
    ("Spring 2027", "2027-05-31"),
    ("Summer 2026", "2026-08-31"),
    ("Winter 2026", "2027-02-28"),
    ("Summer term 2026", "2026-07-31"),
    ("Autumn term 2026", "2026-12-31"),
    ("April – June 2026", "2026-06-30"),
    ("Sept 2026 to March 2027", "2027-03-31"),
    ("46112", "2026-03-31"),
    ("2027", "2027-12-31"),
    ("Ongoing", "?"),
    ("TBC", "?"),
    ("Early 2027", "?"),
    ("30 February 2027", "?"),
    ("31 March", "?"),
    ("Q2", "?"),
    ("When the money comes", "?"),
];

#[test]
fn days_in_words() {
    for (words, expected) in DAYS {
        let reading = of_rows(&[&["Ref", "Action", "By when"], &["1", "Do it", words]], &Options::default()).unwrap();
        let due = &reading.draft.actions[0].due;
        assert_eq!(due.day.map_or("?".to_string(), |day| day.to_string()), *expected, "{words}");
        assert_eq!(reading.notes.iter().any(|note| note.place.to_string() == "C2"), *expected == "?", "{words}");
    }
}

#[test]
fn a_period_of_one_year_tells_the_year() {
    let rows: &[&[&str]] =
        &[&["Period: 2026/27"], &["Ref", "Action", "By when"], &["1", "Do it", "Q2"], &["2", "Do", "end of March"]];
    let reading = of_rows(rows, &Options::default()).unwrap();
    let days: Vec<String> = reading.draft.actions.iter().map(|action| action.due.day.unwrap().to_string()).collect();
    assert_eq!(days, ["2026-09-30", "2027-03-31"]);
}

fn of_rows(rows: &[&[&str]], options: &Options) -> Result<PlanReading, minutebook::record::Refusal> {
    let rows = rows.iter().map(|row| row.iter().map(|text| Cell::of_text(text)).collect()).collect();
    plan::read(&[sheet_of(rows, Vec::new())], options)
}

fn sheet_of(rows: Vec<Vec<Cell>>, merges: Vec<Merge>) -> Sheet {
    let row = |(index, cells): (usize, Vec<Cell>)| Row {
        index: index as u32,
        cells: cells
            .into_iter()
            .enumerate()
            .map(|(at, cell)| (at as u32, cell))
            .filter(|(_, c)| !c.is_empty())
            .collect(),
    };
    let rows = rows.into_iter().enumerate().map(row).filter(|row| !row.cells.is_empty()).collect();
    Sheet { name: String::new(), rows, merges }
}

#[test]
fn what_is_unsure_is_asked_and_what_was_said_is_not() {
    let sheets = sheet::read(&file("unsure.csv")).unwrap();
    let questions = plan::read(&sheets, &Options::default()).unwrap().questions();
    assert_eq!(questions.len(), 4, "{questions:?}");
    let map = |name: &str, field| (name.to_string(), field);
    let maps = vec![
        map("requirement", Field::Action),
        map("C", Field::Lead),
        map("Completion", Field::Due),
        map("Benefit", Field::Impact),
        map("widget code", Field::Evidence),
    ];
    let reading = plan::read(&sheets, &Options { maps, ..Options::default() }).unwrap();
    assert_eq!(reading.questions(), []);
    let action = &reading.draft.actions[0];
    let told = (action.text.as_str(), action.impact.as_str(), action.evidence.as_str());
    assert_eq!(told, ("Tidy the register", "Fewer errors", "W-7"));
}

#[test]
fn a_rag_word_that_tells_nothing_is_asked() {
    let sheets = sheet::read(&file("letters.csv")).unwrap();
    let reading = plan::read(&sheets, &Options::default()).unwrap();
    assert_eq!(reading.questions(), [Question::Rag("R/A".into())]);
    let tones = vec![("r/a".to_string(), RagTone::AtRisk)];
    let reading = plan::read(&sheets, &Options { tones, ..Options::default() }).unwrap();
    assert_eq!(reading.questions(), []);
}

#[test]
fn words_without_a_header_are_refused() {
    for rows in [&[&["Shopping", "Milk"][..], &["Bread", "Eggs"]][..], &[&["Ref", "Action", "Lead"]]] {
        let refusal = of_rows(rows, &Options::default()).unwrap_err();
        assert!(refusal.hint.contains("--map"), "{refusal:?}");
    }
}

/// Cells whose words occur once, so that one can see what became of them.
fn cell() -> impl Strategy<Value = Option<&'static str>> {
    prop_oneof![
        3 => Just(None),
        5 => Just(Some("#")),
        1 => Just(Some("Theme 2: # – Lead: # #")),
        1 => Just(Some("Total: #")),
        1 => Just(Some("Version: #")),
        1 => Just(Some("Body")),
        1 => Just(Some("RAG: Green | on track | #")),
        1 => Just(Some("RAG: # | #")),
        1 => Just(Some("# (30 June 2026); # – Sept 2026\n#")),
        1 => Just(Some("# para 12; #")),
        1 => Just(Some("Amber – #")),
        1 => Just(Some("In progress: #")),
        1 => prop::sample::select(vec![
            "Green", "R", "31/03/2027", "Q3 2026/27", "tbc", "2.1", "1", "Complete", "Ref", "Action", "Lead officer", "By when",
            "BRAG", "Progress", "Theme", "Theme lead", "Milestones", "Measure", "Baseline", "Target", "Status", "Source", "Risk",
            "Mitigation", "Owner", "Rating", "Meaning", "Outcome", "Revised date", "Start", "Evidence", "Q1 2026/27", "Unit",
        ]).prop_map(Some),
    ]
}

const HEADERS: &[&[&str]] = &[
    &["Ref", "Action", "Lead", "Due", "RAG", "Progress", "#"],
    &["Theme", "#", "Action", "By when", "Milestones", "Status", "Source findings"],
    &["Theme", "Theme lead", "Ref", "What we will do", "Measure", "Baseline", "Target"],
    &["Title", "Date", "Name", "Priority", "Status", "Comments", "No"],
];

fn grid() -> impl Strategy<Value = (Vec<Vec<Cell>>, Vec<Merge>)> {
    let rows = prop::collection::vec(prop::collection::vec(cell(), 7), 0..14);
    let merges = prop::collection::vec((0u32..16, 0u32..4, 0u32..7, 0u32..7), 0..4);
    (rows, 0..5usize, 0..HEADERS.len() + 1, merges).prop_map(|(rows, at, header, merges)| {
        let mut rows: Vec<Vec<Option<&str>>> = rows;
        if let Some(header) = HEADERS.get(header) {
            rows.insert(at.min(rows.len()), header.iter().map(|word| Some(*word)).collect());
        }
        let mut count = 0;
        let mut unique = |text: &str| {
            text.split('#').enumerate().fold(String::new(), |whole, (nth, part)| {
                count += usize::from(nth > 0);
                if nth > 0 { format!("{whole}tok{count}x{part}") } else { part.to_string() }
            })
        };
        let mut cells: Vec<Vec<Cell>> = rows
            .into_iter()
            .map(|row| row.into_iter().map(|text| Cell::of_text(&unique(text.unwrap_or("")))).collect())
            .collect();
        let merges: Vec<Merge> = merges
            .into_iter()
            .map(|(row, rows, column, columns)| Merge {
                first_row: row,
                last_row: row + rows,
                first_column: column,
                last_column: column + columns,
            })
            .collect();
        // Only the first cell of a merged range holds anything.
        for merge in &merges {
            for row in merge.first_row..=merge.last_row {
                for column in merge.first_column..=merge.last_column {
                    let is_first = (row, column) == (merge.first_row, merge.first_column);
                    if let Some(cell) =
                        cells.get_mut(row as usize).and_then(|row| row.get_mut(column as usize)).filter(|_| !is_first)
                    {
                        *cell = Cell::Empty;
                    }
                }
            }
        }
        (cells, merges)
    })
}

/// Returns the words of a cell that occur nowhere else.
fn tokens(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| word.starts_with("tok") && word.ends_with('x')).map(str::to_string).collect()
}

#[test]
fn of_two_columns_that_seem_to_hold_themes_the_second_is_told_of() {
    let rows =
        [["Theme 1: Workforce", "Ref", "Action", "Theme 2: Practice"], ["Staff", "1.1", "Fill the posts", "Visits"]];
    let cells = rows.map(|row| row.map(Cell::of_text).to_vec()).to_vec();
    let sheet = sheet_of(cells, Vec::new());
    let reading = plan::read(&[sheet], &Options { name: "plan".into(), ..Options::default() }).unwrap();
    assert_eq!(reading.draft.themes.iter().map(|theme| theme.title.as_str()).collect::<Vec<_>>(), ["Staff"]);
    let told = reading.notes.iter().find(|note| (note.place.row, note.place.column) == (1, 3));
    assert!(told.is_some_and(|note| note.what.contains("Visits")), "{:#?}", reading.notes);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_cell_is_lost_silently((cells, merges) in grid()) {
        let sheet = sheet_of(cells, merges);
        let Ok(reading) = plan::read(std::slice::from_ref(&sheet), &Options { name: "plan".into(), ..Options::default() }) else {
            return Ok(());
        };
        let taken = format!("{:?}", reading.draft);
        for row in &sheet.rows {
            for (column, cell) in &row.cells {
                let is_noted = reading.notes.iter().any(|note| (note.place.row, note.place.column) == (row.index, *column));
                let is_listed = |known: &plan::ColumnReading| {
                    let is_cell = known.field == Field::Ignored && known.place.column == *column
                        && (known.place.row..=known.last_row).contains(&row.index);
                    is_cell || known.header.contains(cell.words().as_str())
                };
                let is_listed = reading.columns.iter().any(is_listed);
                for token in tokens(&cell.words()) {
                    let is_noted = is_noted || reading.notes.iter().any(|note| note.what.contains(&token));
                    prop_assert!(is_noted || is_listed || taken.contains(&token), "{} {}: {token}\n{reading:#?}", row.index, column);
                }
            }
        }
        let mut references: Vec<String> = reading.draft.actions.iter().map(|action| action.reference.to_lowercase()).collect();
        prop_assert!(references.iter().all(|reference| !reference.is_empty()));
        references.sort();
        references.dedup();
        prop_assert_eq!(references.len(), reading.draft.actions.len());
        prop_assert!(reading.draft.actions.iter().all(|action| action.theme < reading.draft.themes.len()));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(sheets) = sheet::read(&bytes) {
            let _ = plan::read(&sheets, &Options::default());
        }
    }

    #[test]
    fn any_table_of_text_is_read_or_refused(text in "(([a-zA-Z0-9 é\"',;:|/()-]{0,12}[,;\t]){0,6}[\r\n]{1,2}){0,12}") {
        if let Ok(sheets) = sheet::read(text.as_bytes()) {
            let _ = plan::read(&sheets, &Options::default());
        }
    }
}

/// Reads the parts of a zipped file.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn broken_files_are_refused_and_never_panic() {
    let mut random = fastrand::Rng::with_seed(7);
    for name in ["merged.xlsx", "sheets.xlsx", "merged.ods"] {
        let whole = file(name);
        for _ in 0..60 {
            let cut = random.usize(0..whole.len());
            let _ = sheet::read(&whole[..cut]);
        }
        let parts = parts(&whole);
        for _ in 0..150 {
            let mut parts = parts.clone();
            let at = random.usize(0..parts.len());
            let content = &mut parts[at].1;
            match random.u8(0..4) {
                0 => content.truncate(random.usize(0..=content.len())),
                1 => drop(parts.remove(at)),
                _ => {
                    for _ in 0..random.usize(1..8) {
                        if !content.is_empty() {
                            let place = random.usize(0..content.len());
                            content[place] = *random.choice(b"<>\"0123456789A/= &;-:.zr").unwrap();
                        }
                    }
                }
            }
            if let Ok(sheets) = sheet::read(&zipped(&parts)) {
                let _ = plan::read(&sheets, &Options::default());
            }
        }
    }
}

#[test]
fn files_that_claim_to_be_huge_are_refused_or_cut_short() {
    let mut ods = parts(&file("merged.ods"));
    let content = ods.iter_mut().find(|(name, _)| name == "content.xml").unwrap();
    let cell = "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";
    let row = format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    let table = format!("<table:table table:name=\"bomb\">{}</table:table>", row.repeat(3));
    content.1 = format!("<office:body>{table}</office:body>").into_bytes();
    let sheets = sheet::read(&zipped(&ods)).unwrap();
    assert_eq!(sheets[0].cell_count(), 50_000, "seventeen thousand million, as the file has it");
    let mut xlsx = parts(&file("merged.xlsx"));
    let content = xlsx.iter_mut().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap();
    let far = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Ref</t></is></c></row>\
               <row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>far</t></is></c></row></sheetData></worksheet>";
    content.1 = far.as_bytes().to_vec();
    let sheets = sheet::read(&zipped(&xlsx)).unwrap();
    assert_eq!(sheets[0].cell_count(), 2);
    let mut bomb = zipped(&[("content.xml".into(), b"<a/>".to_vec())]);
    // The size that the list of parts gives of the only one.
    let at = bomb.windows(4).rposition(|bytes| bytes == b"PK\x01\x02").unwrap() + 24;
    bomb[at..at + 4].copy_from_slice(&(1u32 << 30).to_le_bytes());
    assert!(sheet::read(&bomb).unwrap_err().what.contains("too large"));
}

#[test]
fn other_files_are_named_for_what_they_are() {
    let what = |bytes: &[u8]| sheet::read(bytes).unwrap_err().what;
    assert!(what(b"%PDF-1.7 ...").contains("PDF"));
    assert!(what(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]).contains("old Excel"));
    assert!(what(b"  \n,,,\n").contains("no cell"));
    assert!(what(&zipped(&[("word/document.xml".into(), b"<w/>".to_vec())])).contains("cannot be read"));
}

#[test]
fn unsure_columns_without_a_cell_are_not_asked_about() {
    let rows: &[&[&str]] = &[&["Ref", "Action", "Lead", "Position", "Colour code"], &["1", "Do it", "DCS"]];
    let reading = of_rows(rows, &Options::default()).unwrap();
    assert!(reading.columns.iter().all(|column| column.sureness != Sureness::Unsure), "{:?}", reading.columns);
}

#[test]
fn a_table_of_more_rows_than_any_plan_is_refused_at_once() {
    let row = |nth: u32| format!("Theme {nth},1.1,Do the thing,DCS,March 2027,Green\n");
    let text = "Theme,Ref,Action,Lead,By when,RAG\n".to_string() + &(0..60_000).map(row).collect::<String>();
    let sheets = sheet::read(text.as_bytes()).unwrap();
    let refused = plan::read(&sheets, &Options::default()).unwrap_err();
    assert!(refused.what.contains("more than 20000 rows") && refused.hint.contains("--sheet"), "{refused:?}");
}
