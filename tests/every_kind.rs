//! A document with every kind of block, every mark and every kind of column, for the tests of formats.

use chrono::NaiveDate;
use minutebook::document::picture::{Bar, Drawing, Grid, GridColumn, GridRow, Picture};
use minutebook::document::{
    Beside, Block, BlockKind, Cell, Column, ColumnKind, Document, Mark, Run, Table, Tone, Words,
};

pub const WORDS: Words = Words { skip: "Skip", in_words: "In words", page: "Page", of: "of" };

pub const MARKS: [Mark; 11] = [
    Mark::Plain,
    Mark::Label,
    Mark::Purpose,
    Mark::LeadIn,
    Mark::Action,
    Mark::Decision,
    Mark::Exempt,
    Mark::Draft,
    Mark::Movement,
    Mark::Interest,
    Mark::Private,
];

/// Returns a document of blocks with no more to it than that.
pub fn document(blocks: Vec<Block>) -> Document {
    Document::new("A document", "en-GB", blocks)
}

pub fn block(kind: BlockKind, text: &str) -> Block {
    Block::new(kind, Mark::Plain, text)
}

/// Returns a table with a column of each kind, and a cell of each tone.
pub fn typed_table() -> Table {
    let choice = ColumnKind::Choice(vec!["open".into(), "closed".into()]);
    let columns = vec![
        Column::words("Ref"),
        Column::new("Action", ColumnKind::Words),
        Column::new("Due", ColumnKind::Date),
        Column::new("Days late", ColumnKind::Number),
        Column::new("Status", choice),
        Column::words("RAG"),
    ];
    let tones = [
        ("Complete", Tone::Done),
        ("On track", Tone::Good),
        ("At risk", Tone::Watch),
        ("Off track", Tone::Bad),
        ("Paused", Tone::Paused),
        ("Not rated", Tone::Plain),
    ];
    let row = |(nth, (rag, tone)): (usize, (&str, Tone))| {
        vec![
            Cell::from(format!("23/0{}", nth + 1)),
            Cell::from("write to the schools"),
            Cell::from("31 March 2023").on(NaiveDate::from_ymd_opt(2023, 3, 31)),
            Cell::from((nth * 7).to_string()),
            Cell::from("open"),
            Cell::from(rag).toned(tone),
        ]
    };
    Table::typed("Actions of the board", columns, tones.into_iter().enumerate().map(row).collect())
}

/// Returns minutes with what is to be done beside them.
pub fn beside() -> Beside {
    let minute = |text: &str| Block::new(BlockKind::Paragraph, Mark::Plain, text);
    let action = |text: &str| Block::new(BlockKind::Paragraph, Mark::Action, text);
    Beside::new(
        ["Minute", "Action"],
        vec![
            [vec![minute("The Director introduced the report.").numbered("5.1")], vec![]],
            [vec![minute("The board asked for the list of boards.").numbered("5.2")], vec![action("DCS")]],
            [
                vec![minute("It asked who sits on them."), Block::new(BlockKind::Bullet(0), Mark::Plain, "and why")],
                vec![action("YC"), action("ACTION: PDM by 31 March")],
            ],
        ],
    )
}

/// Returns a picture whose counts a format without pictures can set out.
pub fn grid() -> Picture {
    let column = |label: &str, tone| GridColumn { label: label.into(), tone };
    let row = |label: &str, counts: [usize; 2]| GridRow { label: label.into(), counts: counts.to_vec() };
    let columns = vec![column("On track", Tone::Good), column("Off track", Tone::Bad)];
    let grid = Grid { columns, rows: vec![row("1 Practice", [3, 1]), row("2 Workforce", [0, 2])] };
    Picture::new("RAG by theme", "Practice: 3 on track, 1 off track. Workforce: 2 off track.", Drawing::Grid(grid))
}

pub fn bars() -> Picture {
    let bars = vec![Bar::count("Up to 30 days", 12, Tone::Good), Bar::count("Over 90 days", 5, Tone::Bad)];
    Picture::new("Age of what is outstanding", "12 are up to 30 days old, 5 over 90.", Drawing::Bars(bars))
}

/// Returns a document with everything that a document can have.
pub fn every_kind() -> Document {
    let mut blocks = vec![
        Block::new(BlockKind::Paragraph, Mark::Draft, "DRAFT"),
        block(BlockKind::Title, "Children's Services Improvement Board"),
        block(BlockKind::Paragraph, "Minutes of the meeting held on Monday 27 February 2023 at 6.00 pm"),
        block(BlockKind::Heading(1), "Present"),
        block(BlockKind::Bullet(0), "Cllr Dana Gibbs (Chair)"),
        block(BlockKind::Bullet(0), "Kate Goode (co-opted)"),
        block(BlockKind::Heading(1), "Children's Social Care Plan").numbered("12/23"),
        block(BlockKind::Paragraph, "The Director introduced the report.").numbered("12.1"),
    ];
    blocks.extend(MARKS.map(|mark| Block::new(BlockKind::Paragraph, mark, &format!("A paragraph marked {mark:?}."))));
    blocks.push(block(BlockKind::Heading(2), "Questions"));
    let name = |depth, name: &str, said: &str| {
        Block::of(
            BlockKind::Bullet(depth),
            Mark::Plain,
            vec![Run::name(name), Run::plain(" \u{2013} "), Run::plain(said)],
        )
    };
    blocks.extend([
        name(0, "Cllr Y Clement", "Can we have a list?"),
        name(1, "DCS", "Yes, we can."),
        block(BlockKind::Bullet(2), "boards"),
        block(BlockKind::Bullet(3), "groups below them"),
        name(0, "K Goode", "By when?"),
    ]);
    let action = vec![Run::strong("ACTION: "), Run::plain("DCS to provide the list by next meeting")];
    blocks.push(Block::of(BlockKind::Paragraph, Mark::Action, action));
    blocks.push(Block::new(BlockKind::Paragraph, Mark::Decision, "RESOLVED that:"));
    let limb = |depth, text: &str| Block::new(BlockKind::Limb(depth), Mark::Decision, text);
    blocks.extend([
        limb(0, "the plan be approved;"),
        limb(1, "for the Board; and"),
        limb(1, "for the council; and"),
        limb(0, "the DCS report in May."),
        block(BlockKind::Heading(3), "Afterwards"),
        block(BlockKind::Paragraph, "RESOLVED further that:"),
        limb(0, "letters begin again."),
        Block::bare(BlockKind::Beside(beside())),
        block(BlockKind::Heading(1), "Actions"),
        Block::bare(BlockKind::Table(typed_table())),
        Block::bare(BlockKind::Picture(grid())),
        Block::bare(BlockKind::Picture(bars())),
        block(BlockKind::Paragraph, "Signed as a correct record of the meeting:"),
        block(BlockKind::Blank, "Chair"),
        block(BlockKind::Blank, "Date"),
    ]);
    Document::new("Minutes of the Board, 27 February 2023", "en-GB", blocks)
        .by("Wexmoor Council")
        .about("Meeting of 27 February 2023")
        .watermarked("DRAFT")
        .with_field("body", "Children's Services Improvement Board")
        .with_field("date", "Monday 27 February 2023")
        .with_field("venue", "Committee Room 2, Civic Centre")
}
