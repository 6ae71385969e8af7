//! Markdown is read back by another program as the words that were written.

use crate::business::{business, hold};
use crate::desk::Desk;
use crate::desk::minutes;
use crate::every_kind::every_kind;
use minutebook::clerk::format::Format;
use minutebook::document::{Block, BlockKind, Document, Mark, Table, markdown};
use minutebook::reports::Audience;
use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// What another reader finds in Markdown: the words of each block, and anything that should not be there.
#[derive(Debug, Default)]
struct Read {
    blocks: Vec<(String, String)>,
    strange: Vec<String>,
}

fn read(markdown: &str) -> Read {
    let mut found = Read::default();
    let (mut kind, mut text, mut depth) = (String::new(), String::new(), 0_usize);
    let finish = |kind: &mut String, text: &mut String, blocks: &mut Vec<(String, String)>| {
        if !kind.is_empty() {
            blocks.push((std::mem::take(kind), std::mem::take(text).trim().to_string()));
        }
    };
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => kind = format!("h{}", level as usize),
            Event::Start(Tag::Paragraph) if depth == 0 => kind = "p".into(),
            Event::Start(Tag::Item) => {
                finish(&mut kind, &mut text, &mut found.blocks);
                kind = format!("item {depth}");
            }
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(TagEnd::List(_)) => depth -= 1,
            Event::Start(Tag::TableCell) => kind = "cell".into(),
            Event::End(TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => {
                finish(&mut kind, &mut text, &mut found.blocks);
            }
            Event::End(TagEnd::Paragraph) if depth == 0 => finish(&mut kind, &mut text, &mut found.blocks),
            Event::Text(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::Start(
                Tag::Emphasis | Tag::Strong | Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::Paragraph,
            )
            | Event::End(_) => {}
            other => found.strange.push(format!("{other:?}")),
        }
    }
    found
}

/// Returns what another reader finds in Markdown that no document has: code, links, raw HTML.
pub fn strange_in(markdown: &str) -> Vec<String> {
    read(markdown).strange
}

fn document(blocks: Vec<Block>) -> String {
    markdown::write(&Document::new("", "en-GB", blocks))
}

/// Text that a careless writer would let become markup.
const TRAPS: &[&str] = &[
    "# not a heading",
    "#",
    "## two",
    "Title #",
    "Title ##",
    "a # b",
    "* not a bullet",
    "- not a bullet",
    "+ not a bullet",
    "1. not a number",
    "1) not a number",
    "2023. A year.",
    "> not a quotation",
    "= not a rule",
    "---",
    "===",
    "***",
    "___",
    "*stars*",
    "**double**",
    "_under_",
    "__double__",
    "snake_case_word",
    "a * b * c",
    "`code`",
    "``",
    "```",
    "~~~",
    "~~gone~~",
    "[link](http://example.org)",
    "[ref]",
    "![image](x.png)",
    "[x]: http://example.org",
    "<script>alert(1)</script>",
    "<b>bold</b>",
    "<http://example.org>",
    "<!-- hidden -->",
    "a < b > c",
    "1 <2",
    "&amp; &lt; &#65; &copy;",
    "AT&T",
    "a | b",
    "| a | b |",
    "back\\slash",
    "ends in \\",
    "\\*",
    "    four blanks",
    "two  blanks",
    "ends in two  ",
    "tab\there",
    "$x$",
    "http://example.org",
    "a\nb",
    "a\n\nb",
    "a\n# b",
    "a\r\n- b",
    "Ends in a star*",
    "*",
    "_",
    "x_",
    "(*)",
    "\"quoted\"",
    "50% of £6,500",
    "C:\\dir",
    ":::",
    "!",
    "line\u{2028}separator",
    "{curly}",
    "^up^",
    "a_b_c d_e",
    "5*3*2",
    "[ ] not done",
    "[^1]",
    "Ünï_cödé_",
    "—dash—",
    "&",
    "<",
    ">",
    "~",
];

/// Returns the words as a reader should see them: one line, inert, blanks at the ends gone.
fn shown(text: &str) -> String {
    minutebook::document::inert(text).trim().to_string()
}

#[test]
fn text_never_turns_into_markup() {
    let paragraph = |mark| move |text: &str| Block::new(BlockKind::Paragraph, mark, text);
    type Make<'a> = (&'a str, Box<dyn Fn(&str) -> Block>);
    let makers: Vec<Make> = vec![
        ("p", Box::new(paragraph(Mark::Plain))),
        ("p", Box::new(paragraph(Mark::Purpose))),
        ("p", Box::new(paragraph(Mark::Exempt))),
        ("p", Box::new(paragraph(Mark::Decision))),
        ("h1", Box::new(|text: &str| Block::new(BlockKind::Title, Mark::Plain, text))),
        ("h2", Box::new(|text: &str| Block::new(BlockKind::Heading(1), Mark::Plain, text))),
        ("item 1", Box::new(|text: &str| Block::new(BlockKind::Bullet(0), Mark::Plain, text))),
        ("p", Box::new(|text: &str| Block::new(BlockKind::Paragraph, Mark::Plain, "").numbered(text))),
        ("item 1", Box::new(|text: &str| Block::new(BlockKind::Bullet(0), Mark::Plain, "").numbered(text))),
    ];
    let mut wrong = Vec::new();
    for trap in TRAPS {
        for (kind, make) in &makers {
            let written = document(vec![make(trap), make("after")]);
            let found = read(&written);
            let wanted = vec![(kind.to_string(), shown(trap)), (kind.to_string(), "after".to_string())];
            if found.blocks != wanted || !found.strange.is_empty() {
                wrong.push(format!("{trap:?} as {kind} was written {written:?} and read {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn cells_of_tables_keep_their_words_and_their_number() {
    let mut wrong = Vec::new();
    for trap in TRAPS {
        let rows = vec![vec![trap.to_string(), "second".into()], vec!["third".into(), trap.to_string()]];
        let table = Table::new("Caption", &["One", "Two"], rows);
        let block = Block::bare(BlockKind::Table(table));
        let written = document(vec![block]);
        let found = read(&written);
        let cells: Vec<&str> =
            found.blocks.iter().filter(|(kind, _)| kind == "cell").map(|(_, text)| text.as_str()).collect();
        let trap = shown(trap);
        if cells != ["One", "Two", &trap, "second", "third", &trap] || !found.strange.is_empty() {
            wrong.push(format!("{written:?} was read {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn bullets_nest_as_deep_as_they_stand_and_never_turn_into_code() {
    // Depths as they may come, and how deep each is below the bullets that are above it.
    let tables: &[(&[u32], &[usize])] = &[
        (&[0, 1, 2, 1, 0], &[1, 2, 3, 2, 1]),
        (&[2, 2, 3], &[1, 1, 2]),
        (&[0, 3, 3, 1], &[1, 2, 2, 2]),
        (&[1, 0], &[1, 1]),
        (&[0, 4, 2, 4, 5], &[1, 2, 2, 3, 4]),
        (&[5], &[1]),
    ];
    for (depths, nested) in tables {
        let bullets = depths.iter().map(|depth| Block::new(BlockKind::Bullet(*depth), Mark::Plain, "words"));
        let mut blocks = vec![Block::new(BlockKind::Paragraph, Mark::Plain, "before")];
        blocks.extend(bullets);
        blocks.push(Block::new(BlockKind::Paragraph, Mark::Plain, "after"));
        let found = read(&document(blocks));
        let wanted: Vec<(String, String)> =
            nested.iter().map(|depth| (format!("item {depth}"), "words".into())).collect();
        assert_eq!(found.blocks[1..found.blocks.len() - 1], wanted, "{depths:?}");
        assert_eq!(found.blocks.last().unwrap(), &("p".to_string(), "after".to_string()), "{depths:?}");
        assert!(found.strange.is_empty(), "{depths:?} {:?}", found.strange);
    }
}

#[test]
fn every_kind_of_block_is_read_back_in_order() {
    let written = markdown::write(&every_kind());
    let found = read(&written);
    assert!(found.strange.is_empty(), "{:?}", found.strange);
    for (kind, text) in [
        ("h2", "12/23 Children's Social Care Plan"),
        ("p", "12.1 The Director introduced the report."),
        ("item 1", "(a) the plan be approved;"),
        ("item 2", "(i) for the Board; and"),
        ("item 2", "(ii) for the council; and"),
        ("item 1", "(b) the DCS report in May."),
        ("item 1", "(a) letters begin again."),
    ] {
        assert!(found.blocks.contains(&(kind.to_string(), text.to_string())), "{text} in {written}");
    }
    let texts: Vec<&str> = found.blocks.iter().map(|(_, text)| text.as_str()).collect();
    let beside =
        ["5.2 The board asked for the list of boards.", "Action: DCS", "It asked who sits on them.", "and why"];
    let at = texts.iter().position(|text| *text == beside[0]).unwrap();
    assert_eq!(texts[at..at + 6], [beside.as_slice(), &["Action: YC", "ACTION: PDM by 31 March"]].concat());
    assert!(written.contains("| --- | --- | --- | ---: | --- | --- |\n| 23/01 |"), "numbers stand right: {written}");
}

#[test]
fn minutes_have_real_headings_lists_and_tables() {
    let mut desk = Desk::started();
    desk.types(":item 3\nn The plan.\nq yc: Why?\na dcs: Because:\n- of *cost*\n! dcs: write by Friday");
    let written = minutes(&desk.store, desk.meeting(), Format::Markdown, Audience::Public, None).unwrap();
    let found = read(&written);
    assert!(found.strange.is_empty(), "{:?}", found.strange);
    let block = |kind: &str, text: &str| found.blocks.contains(&(kind.to_string(), text.to_string()));
    assert!(
        block("h1", "Children's Services Improvement Board") && block("h2", "Children's Social Care Plan"),
        "{written}"
    );
    assert!(
        block("item 1", "Cllr Y Clement – Why?") && block("item 2", "DCS – Because:") && block("item 3", "of *cost*"),
        "{written}"
    );
    assert!(block("p", "ACTION: DCS to write by Friday"), "{written}");
    let cells: Vec<&str> =
        found.blocks.iter().filter(|(kind, _)| kind == "cell").map(|(_, text)| text.as_str()).collect();
    assert_eq!(cells, ["Ref", "Item", "Action", "Owner", "By when", "23/01", "3", "write", "DCS", "by Friday"]);
    let first = Parser::new(&written).find_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(level),
        _ => None,
    });
    assert_eq!(first, Some(HeadingLevel::H1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_is_read_back_as_it_was_written(text in prop_oneof![any::<String>(), "[-#*_`~<>&|\\\\!\\[\\]()+=:.0-9a-c \n]{1,24}"]) {
        for kind in [BlockKind::Paragraph, BlockKind::Heading(1), BlockKind::Bullet(0)] {
            let found = read(&document(vec![Block::new(kind, Mark::Plain, &text)]));
            let words: Vec<&str> = found.blocks.iter().map(|(_, text)| text.as_str()).collect();
            let wanted = shown(&text);
            prop_assert!(found.strange.is_empty(), "{:?}", found.strange);
            prop_assert_eq!(words.concat(), wanted);
        }
    }

    #[test]
    fn any_meeting_is_read_back_with_its_entries_in_order(happened in business()) {
        let (desk, _) = hold(&happened);
        let print = |format| minutes(&desk.store, desk.meeting(), format, Audience::Members, None).unwrap();
        let found = read(&print(Format::Markdown));
        prop_assert!(found.strange.is_empty(), "{:?}", found.strange);
        let own_words = |text: &str| -> Vec<String> {
            text.match_indices("Zq").map(|(at, _)| text[at..at + 5].to_string()).collect()
        };
        let all: String = found.blocks.iter().map(|(_, text)| format!("{text}\n")).collect();
        prop_assert_eq!(own_words(&all), own_words(&print(Format::Text)));
    }
}

#[test]
fn points_nest_for_readers_old_and_new() {
    let bullet = |depth, text| Block::new(BlockKind::Bullet(depth), Mark::Plain, text);
    let written = document(vec![bullet(0, "asked"), bullet(1, "answered"), bullet(2, "added"), bullet(0, "asked on")]);
    assert!(written.contains("- asked\n    - answered\n        - added\n- asked on\n"), "{written}");
    let kinds: Vec<String> = read(&written).blocks.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["item 1", "item 2", "item 3", "item 1"]);
}
