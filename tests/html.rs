//! Pages are read back by the parser of a browser: as the words that were written, well built, and inert.

use crate::business::{business, hold};
use crate::desk::minutes;
use crate::every_kind::{MARKS, WORDS, block, document, every_kind};
use chrono::{Days, NaiveDate};
use minutebook::clerk::format::Format;
use minutebook::document::html;
use minutebook::document::picture::*;
use minutebook::document::{
    Beside, Block, BlockKind, Cell, Column, Document, Mark, Run, RunStyle, Table, inert, markdown, text,
};
use minutebook::reports::Audience;
use proptest::prelude::*;
use scraper::{ElementRef, Html, Node, Selector};
use std::collections::{HashMap, HashSet};

/// Every element that a page may have; none of them runs, sends or fetches anything.
const ELEMENTS: &str = "html head meta title style body a header main h1 h2 h3 h4 h5 h6 p strong span ul ol li div table \
                        caption thead tbody tr th td figure figcaption details summary svg desc g path rect line text \
                        polyline circle";

const ATTRIBUTES: &str = "lang charset name content http-equiv class href id tabindex role aria-labelledby scope viewBox \
                          transform d x y x1 x2 y1 y2 width height fill-opacity points cx cy r text-anchor";

fn page(blocks: Vec<Block>) -> String {
    html::write(&document(blocks), &WORDS)
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn words(element: ElementRef) -> String {
    element.text().collect()
}

/// Returns what is wrong with how a page is built.
pub fn faults(written: &str) -> Vec<String> {
    let page = Html::parse_document(written);
    let mut faults: Vec<String> = page.errors.iter().map(|error| error.to_string()).collect();
    let mut holds = |is_so: bool, what: &str| {
        if !is_so {
            faults.push(what.to_string());
        }
    };
    holds(written.starts_with("<!DOCTYPE html>"), "no doctype");
    holds(all(&page, "html[lang=en-GB] > body > main#main").len() == 1, "language, main");
    holds(all(&page, "body > header h1").len() == 1 && all(&page, "h1").len() == 1, "one h1");
    holds(all(&page, "body > a[href='#main']").len() == 1, "one link, past the heading");
    let leads = |href: &str| href.starts_with('#') && all(&page, &format!("{href}:is(h2, h3, h4, h5, h6)")).len() == 1;
    holds(all(&page, "main a").iter().all(|a| a.attr("href").is_some_and(leads)), "a link to no heading of the page");
    holds(all(&page, "a").len() == all(&page, "main a").len() + 1, "a link elsewhere");
    holds(all(&page, "title, h1, h2, h3, h4, h5, h6").iter().all(|h| !words(*h).trim().is_empty()), "empty heading");
    let levels: Vec<u8> =
        all(&page, "h1, h2, h3, h4, h5, h6").iter().map(|h| h.value().name().as_bytes()[1] - b'0').collect();
    holds(levels.first() == Some(&1) && levels.windows(2).all(|two| two[1] <= two[0] + 1), "gap in headings");
    for table in all(&page, "table") {
        let widths: HashSet<usize> = table
            .select(&Selector::parse("tr").unwrap())
            .map(|row| row.child_elements().filter(|cell| ["th", "td"].contains(&cell.value().name())).count())
            .collect();
        holds(widths.len() == 1, "rows of one width");
        holds(table.child_elements().next().is_some_and(|first| first.value().name() == "caption"), "caption");
    }
    holds(all(&page, "th").iter().all(|th| ["col", "row"].contains(&th.attr("scope").unwrap_or(""))), "scope");
    holds(all(&page, "thead th[scope=row], tbody th[scope=col]").is_empty(), "scope of the other kind");
    let ids: Vec<&str> = all(&page, "[id]").iter().filter_map(|element| element.attr("id")).collect();
    let known: HashSet<&str> = ids.iter().copied().collect();
    holds(known.len() == ids.len(), "ids twice");
    let names = all(&page, "[aria-labelledby]");
    let mut named = names.iter().flat_map(|element| element.attr("aria-labelledby").unwrap().split(' '));
    holds(named.all(|id| known.contains(id)), "named by nothing");
    for svg in all(&page, "svg") {
        let kinds: Vec<&str> = svg.child_elements().take(2).map(|child| child.value().name()).collect();
        let mut told = svg.child_elements().take(2).map(words);
        holds(
            kinds == ["title", "desc"] && svg.attr("role") == Some("img") && told.all(|words| !words.trim().is_empty()),
            "picture without words",
        );
        holds(!svg.html().contains("NaN") && !svg.html().contains("inf\""), "no number");
    }
    for element in page.tree.nodes().filter_map(|node| node.value().as_element()) {
        holds(ELEMENTS.split(' ').any(|name| name == element.name()), element.name());
        for (name, _) in element.attrs() {
            holds(ATTRIBUTES.split(' ').any(|known| known == name), name);
        }
    }
    let is_strange = |node: &Node| matches!(node, Node::Comment(_) | Node::ProcessingInstruction(_));
    holds(!page.tree.nodes().any(|node| is_strange(node.value())), "comment");
    let style: String = all(&page, "style").into_iter().map(words).collect();
    holds(!style.contains("url(") && !style.contains("@import") && style.contains("@page"), "style");
    faults
}

/// Returns the words of a page in the order in which they stand, without what it says of itself. Of a
/// picture: what it is called and what it tells.
fn shown(written: &str) -> String {
    let page = Html::parse_document(written);
    let body = all(&page, "body")[0];
    let is_own = |name: &str| ["a", "summary", "svg"].contains(&name);
    let texts = body.descendants().filter(|node| {
        let mut above = node.ancestors().filter_map(|node| node.value().as_element());
        node.value().is_text() && !above.any(|element| is_own(element.name()))
    });
    texts.map(|node| node.value().as_text().unwrap().to_string()).collect()
}

fn squeezed(text: &str) -> String {
    inert(text).split_whitespace().collect()
}

/// Returns the words of a document in order.
fn meant(document: &Document) -> String {
    meant_by(&document.blocks)
}

fn meant_by(blocks: &[Block]) -> String {
    let of_block = |block: &Block| match &block.kind {
        BlockKind::Table(table) => {
            let header: String = table.columns.iter().map(Column::header).collect();
            let cells: String = table.rows.iter().flatten().map(Cell::text).collect();
            format!("{}{header}{cells}", table.caption())
        }
        BlockKind::Beside(beside) => beside.in_order().map(|blocks| meant_by(&blocks)).collect(),
        BlockKind::Picture(picture) => format!("{}{}", picture.title(), picture.alternative()),
        _ => format!("{}{}", block.number(), block.text()),
    };
    blocks.iter().map(of_block).collect()
}

/// Text that a careless writer would let run, or turn into markup.
const TRAPS: &[&str] = &[
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</svg><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<!-- hidden -->",
    "--><b>x",
    "]]><b>x",
    "<![CDATA[x]]>",
    "&lt;b&gt; &amp; &#x3c;b> &nbsp;",
    "<p>a<p>b",
    "<base href=//example.org>",
    "<meta http-equiv=refresh content=0>",
    "{{7*7}} ${x}",
    "a\u{1b}[2Jb\u{9b}c\u{0}d\u{202e}e\u{2028}f",
    "http://example.org/x.png",
    "<",
    "&",
    "\u{feff}x",
];

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn grid(text: &str) -> Picture {
    let column = |label: &str, tone| GridColumn { label: label.into(), tone };
    let row = |label: &str, counts: &[usize]| GridRow { label: label.into(), counts: counts.to_vec() };
    let columns = vec![
        column("Complete", Tone::Done),
        column("On track", Tone::Good),
        column("At risk", Tone::Watch),
        column("Off track", Tone::Bad),
        column("Paused", Tone::Paused),
        column("Not yet reported", Tone::Plain),
    ];
    let rows = vec![
        row(
            "1 Practice with families, from the front door to leaving care, whoever works with them",
            &[1, 3, 2, 0, 0, 0],
        ),
        row(text, &[0, 2, 0, 4, 1, 0]),
        row("3 Leadership", &[0, 12]),
    ];
    Picture::new(text, &format!("Two of nine actions are off track. {text}"), Drawing::Grid(Grid { columns, rows }))
}

fn timeline(text: &str) -> Picture {
    let sign = |tone, is_done, is_late| Sign { tone, is_done, is_late };
    let mark = |day, label: &str, sign| LaneMark { day, label: label.into(), sign };
    let lanes = vec![
        Lane {
            label: "1.1 Re-launch the practice model".into(),
            marks: vec![
                mark(day(2026, 1, 30), "Practice model agreed", sign(Tone::Done, true, false)),
                mark(day(2026, 4, 30), text, sign(Tone::Watch, false, true)),
                mark(
                    day(2026, 12, 18),
                    "All practitioners trained, those of partners too",
                    sign(Tone::Good, false, false),
                ),
            ],
        },
        Lane { label: text.into(), marks: vec![mark(day(2026, 3, 2), "a", sign(Tone::Bad, false, true))] },
        Lane {
            label: "2.1 Recruit".into(),
            marks: vec![
                mark(day(2025, 9, 1), "Before it began", sign(Tone::Paused, false, false)),
                mark(day(2026, 5, 1), "", sign(Tone::Plain, false, false)),
                mark(day(2026, 9, 1), "", sign(Tone::Plain, true, false)),
                mark(day(2027, 9, 1), "Long after", sign(Tone::Bad, false, false)),
            ],
        },
        Lane { label: "3.1 Nothing yet".into(), marks: Vec::new() },
    ];
    let (from, to, today) = (day(2025, 12, 1), day(2026, 12, 31), day(2026, 5, 11));
    let ticks = (1..=12).map(|month| Tick { day: day(2026, month, 1), label: format!("{month}/2026") }).collect();
    let timeline = Timeline { from, to, today, today_label: "Today".into(), ticks, lanes };
    Picture::new("Milestones", &format!("Agreed on time. {text}"), Drawing::Timeline(timeline)).with_key(vec![
        (sign(Tone::Done, true, false), "reached"),
        (sign(Tone::Good, false, false), "to come"),
        (sign(Tone::Bad, false, true), text),
    ])
}

fn bars(text: &str) -> Picture {
    let mut bars = vec![
        Bar::count("Less than 30 days", 12, Tone::Good),
        Bar::count(
            "30 to 90 days, which is longer than the board has said it would put up with at all",
            5,
            Tone::Watch,
        ),
        Bar::count("Over 90 days", 0, Tone::Bad),
        Bar::count(text, 3, Tone::Plain),
    ];
    bars.push(Bar { label: "Change".into(), value: -2.5, figure: text.into(), tone: Tone::Paused });
    Picture::new("Age of what is outstanding", &format!("12 are young. {text}"), Drawing::Bars(bars))
}

fn line(text: &str) -> Picture {
    let point = |month, value: f64| Point { day: day(2026, month, 28), value, figure: format!("{value}%") };
    let points = vec![point(1, 24.0), point(2, 23.1), point(3, 23.4), point(5, 19.0), point(7, 17.5), point(8, 18.2)];
    let ticks = (1..=12).map(|month| Tick { day: day(2026, month, 1), label: format!("{month}/2026") }).collect();
    let line = Line {
        points,
        target: Some(Level { value: 15.0, label: "Target 15%".into() }),
        baseline: Some(Level { value: 26.0, label: text.into() }),
        ticks,
    };
    Picture::new("Agency rate", &format!("It fell from 24% to 18.2%. {text}"), Drawing::Line(line))
}

fn pictures(text: &str) -> Vec<Block> {
    let pictures = [grid(text), timeline(text), bars(text), line(text)];
    pictures.into_iter().map(|picture| Block::bare(BlockKind::Picture(picture))).collect()
}

fn table(text: &str) -> Block {
    let rows = vec![vec![text.into(), "a".into()], vec!["".into(), text.into(), "more than there are headings".into()]];
    Block::bare(BlockKind::Table(Table::new(text, &["Ref", text], rows)))
}

/// Returns a document with every kind of block and every mark.
fn everything(text: &str) -> Document {
    let mut blocks = vec![Block::new(BlockKind::Paragraph, Mark::Draft, "DRAFT"), block(BlockKind::Title, text)];
    for (nth, mark) in MARKS.into_iter().enumerate() {
        blocks.push(Block::new(BlockKind::Heading(nth as u8), mark, text));
        blocks.push(Block::new(BlockKind::Paragraph, mark, text));
        blocks.push(Block::new(BlockKind::Bullet(nth as u32), mark, text));
        blocks.push(Block::new(BlockKind::Bullet(2), mark, "after"));
        blocks.push(Block::new(BlockKind::Paragraph, mark, text).numbered(text));
        blocks.push(Block::new(BlockKind::Limb(nth as u32), mark, text));
        blocks.push(Block::new(BlockKind::Limb(1), mark, "after").numbered(text));
        blocks.push(table(text));
    }
    blocks.extend(pictures(text));
    let mut runs = block(BlockKind::Paragraph, "");
    runs.runs = vec![Run::strong(text), Run::plain(" "), Run::name(text)];
    blocks.extend([runs, block(BlockKind::Blank, text), block(BlockKind::Title, "a title further down")]);
    let sides = [vec![block(BlockKind::Paragraph, text)], vec![block(BlockKind::Bullet(1), text)]];
    blocks.push(Block::bare(BlockKind::Beside(Beside::new([text, text], vec![sides]))));
    Document::new(text, "en-GB", blocks).by(text).about(text).watermarked(text)
}

#[test]
fn pages_are_well_built_whatever_the_text_is() {
    for trap in TRAPS {
        let document = everything(trap);
        let written = html::write(&document, &WORDS);
        assert_eq!(faults(&written), [""; 0], "{trap:?}");
        assert_eq!(squeezed(&shown(&written)), squeezed(&meant(&document)), "{trap:?}");
    }
}

#[test]
fn a_page_without_words_is_still_one() {
    for blocks in [Vec::new(), vec![block(BlockKind::Title, " ")], vec![block(BlockKind::Heading(3), "")]] {
        let written = html::write(&Document::new("", "en-GB", blocks), &WORDS);
        assert_eq!(faults(&written), [""; 0], "{written}");
    }
    for blank in ["", " "] {
        assert_eq!(faults(&html::write(&everything(blank), &WORDS)), [""; 0], "nothing in anything");
    }
    let written = page(vec![block(BlockKind::Heading(4), "Deep"), block(BlockKind::Title, "Late")]);
    assert_eq!(faults(&written), [""; 0]);
    assert!(written.contains("<h1>A document</h1>") && written.contains("<h2>Deep</h2><h2>Late</h2>"), "{written}");
}

#[test]
fn bullets_nest_below_the_last_that_stands_less_deep() {
    let tables: &[(&[u32], &[usize])] = &[
        (&[0, 1, 2, 1, 0], &[1, 2, 3, 2, 1]),
        (&[2, 2, 3], &[1, 1, 2]),
        (&[0, 3, 3, 1], &[1, 2, 2, 2]),
        (&[1, 0], &[1, 1]),
        (&[0, 4, 2, 4, 5], &[1, 2, 2, 3, 4]),
        (&[5], &[1]),
    ];
    for (depths, nested) in tables {
        let blocks = depths.iter().map(|depth| block(BlockKind::Bullet(*depth), "words")).collect();
        let written = page(blocks);
        let parsed = Html::parse_document(&written);
        let above = |item: &ElementRef| {
            item.ancestors().filter(|node| node.value().as_element().is_some_and(|e| e.name() == "ul")).count()
        };
        let found: Vec<usize> = all(&parsed, "li").iter().map(above).collect();
        assert_eq!(&found, nested, "{depths:?}");
        assert_eq!(all(&parsed, "main > ul").len(), 1);
        assert_eq!(all(&parsed, "ul").len(), all(&parsed, "main > ul, li > ul").len(), "{written}");
    }
}

#[test]
fn marks_are_classes_and_their_words_stay() {
    let mut action = Block::new(BlockKind::Paragraph, Mark::Action, "");
    action.runs = vec![Run::strong("ACTION: "), Run::plain("DCS to write")];
    assert_eq!(action.runs[0].style, RunStyle::Strong);
    let written = page(vec![action, Block::new(BlockKind::Bullet(0), Mark::Exempt, "NOT FOR PUBLICATION")]);
    assert!(written.contains("<p class=\"action\"><strong>ACTION: </strong>DCS to write</p>"), "{written}");
    assert!(written.contains("<li class=\"exempt\">NOT FOR PUBLICATION</li>"), "{written}");
}

#[test]
fn limbs_are_lettered_lists_that_begin_again() {
    let written = html::write(&every_kind(), &WORDS);
    assert_eq!(faults(&written), [""; 0]);
    let lists = "<ol class=\"limb-a\"><li class=\"decision\">the plan be approved;<ol class=\"limb-i\">\
                 <li class=\"decision\">for the Board; and</li><li class=\"decision\">for the council; and</li></ol></li>\
                 <li class=\"decision\">the DCS report in May.</li></ol>";
    assert!(written.contains(lists), "{written}");
    assert!(
        written.contains("<ol class=\"limb-a\"><li class=\"decision\">letters begin again.</li></ol>"),
        "{written}"
    );
}

#[test]
fn numbers_stand_in_front_of_headings_and_paragraphs_as_they_were_made() {
    let written = html::write(&every_kind(), &WORDS);
    let heading = "<h2><span class=\"number\">12/23</span> Children's Social Care Plan</h2>";
    assert!(written.contains(heading), "{written}");
    let paragraph = "<p><span class=\"number\">12.1</span> The Director introduced the report.</p>";
    assert!(written.contains(paragraph), "{written}");
}

#[test]
fn what_stands_beside_a_minute_is_read_after_it_and_says_what_it_is() {
    let written = html::write(&every_kind(), &WORDS);
    let parsed = Html::parse_document(&written);
    let sides: Vec<String> = all(&parsed, ".beside > div").into_iter().map(words).collect();
    let wanted = [
        "5.1 The Director introduced the report.",
        "",
        "5.2 The board asked for the list of boards.",
        "Action: DCS",
        "It asked who sits on them.and why",
        "Action: YCACTION: PDM by 31 March",
    ];
    assert_eq!(sides, wanted);
}

#[test]
fn tones_and_numbers_of_cells_are_classes_and_their_words_stay() {
    let written = html::write(&every_kind(), &WORDS);
    assert!(
        written.contains("<td class=\"figure\">14</td><td>open</td><td class=\"tone watch\">At risk</td>"),
        "{written}"
    );
    assert!(written.contains("<th scope=\"col\" class=\"figure\">Days late</th>"), "{written}");
    assert!(written.contains("<td>Not rated</td>"), "{written}");
}

#[test]
fn a_page_says_who_issues_it_and_what_it_is_about() {
    let written = html::write(&every_kind(), &WORDS);
    let parsed = Html::parse_document(&written);
    let meta = |name: &str| all(&parsed, &format!("meta[name={name}]"))[0].attr("content").unwrap().to_string();
    assert_eq!(meta("author"), "Wexmoor Council");
    assert_eq!(meta("description"), "Meeting of 27 February 2023");
}

#[test]
fn pictures_tell_in_words_all_that_they_show() {
    let written = page(pictures("Stand-in"));
    // For looking at, and for the checkers of pages.
    std::fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/pictures.html"), &written).unwrap();
    let parsed = Html::parse_document(&written);
    assert_eq!(all(&parsed, "figure > svg > title").len(), 4);
    let told: Vec<String> = all(&parsed, "svg > desc").into_iter().map(words).collect();
    let beside: Vec<String> = all(&parsed, "figure > details > p").into_iter().map(words).collect();
    assert_eq!(told, beside);
    assert!(told[3].contains("from 24% to 18.2%"), "{told:?}");
    // Each number of the grid is written, and so is every sign's meaning.
    let drawn: Vec<String> = all(&parsed, "svg text").into_iter().map(words).collect();
    for wanted in ["12", "Complete", "Today", "reached", "to come", "Target 15%", "18.2%"] {
        assert!(drawn.iter().any(|text| text == wanted), "{wanted} {drawn:?}");
    }
    assert!(drawn.contains(&"\u{2190} Before it began".to_string()), "what lies before is said to");
    assert!(drawn.contains(&"\u{2192} Long after".to_string()));
}

#[test]
fn an_axis_names_as_many_months_as_have_room() {
    let labels = |from, to| -> Vec<String> {
        minutebook::reports::wording::month_ticks(from, to).into_iter().map(|tick| tick.label).collect()
    };
    assert_eq!(labels(day(2026, 1, 15), day(2026, 4, 1)), ["Feb 2026", "Mar 2026", "Apr 2026"]);
    assert_eq!(labels(day(2025, 12, 1), day(2026, 12, 31)).len(), 6);
    assert_eq!(
        labels(day(2024, 3, 1), day(2027, 3, 1)),
        ["Jul 2024", "Jan 2025", "Jul 2025", "Jan 2026", "Jul 2026", "Jan 2027"]
    );
    assert!(labels(day(1900, 1, 1), day(2100, 1, 1)).len() <= 9);
    assert_eq!(labels(day(2026, 5, 2), day(2026, 5, 2)), [""; 0]);
    assert_eq!(labels(day(2026, 5, 2), day(2025, 5, 2)), [""; 0]);
}

/// Returns the colours of a scheme by name, as the style gives them.
fn colours(style: &str) -> HashMap<&str, [f64; 3]> {
    let parts = style.split(['{', '}', ';']).filter_map(|part| part.trim().strip_prefix("--")?.split_once(": #"));
    let part = |hex: &str, at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
    parts.map(|(name, hex)| (name, [0, 2, 4].map(|at| part(hex, at)))).collect()
}

/// Returns the contrast of two colours, as WCAG reckons it.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let light = |colour: [f64; 3]| {
        let [r, g, b] =
            colour.map(|part| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
        0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
    };
    let (one, other) = (light(one), light(other));
    one.max(other) / one.min(other)
}

#[test]
fn words_and_signs_stand_out_in_light_and_in_dark() {
    let written = page(Vec::new());
    let (light, rest) = written.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
    for style in [light, rest.split_once("@media (forced-colors").unwrap().0] {
        let colours = colours(style);
        assert_eq!(colours.len(), 18, "{style}");
        let holds = |one: &str, other: &str, least: f64| {
            let found = contrast(colours[one], colours[other]);
            assert!(found >= least, "{one} on {other}: {found:.2}");
        };
        for ground in
            ["paper", "faint", "good-tint", "watch-tint", "bad-tint", "done-tint", "paused-tint", "plain-tint"]
        {
            holds("ink", ground, 4.5);
        }
        for text in ["quiet", "link"] {
            holds(text, "paper", 4.5);
        }
        for tone in ["good", "watch", "bad", "done", "paused", "plain"] {
            holds(tone, "paper", 3.0);
            holds(tone, &format!("{tone}-tint"), 3.0);
            holds(tone, "faint", 3.0);
        }
        holds("rule", "paper", 3.0);
    }
}

#[test]
fn a_picture_is_its_words_in_text_and_markdown() {
    let document = document(pictures("Stand-in"));
    let plain = text::write(&document, Some(72));
    assert!(plain.contains("Agency rate\n\nIt fell from 24% to 18.2%. Stand-in\n"), "{plain}");
    assert!(plain.contains("\n3 Leadership         0        12        0          0"), "{plain}");
    assert!(plain.lines().all(|line| line.chars().count() <= 72), "{plain}");
    let marked = markdown::write(&document);
    assert!(marked.contains("**Agency rate**\n\nIt fell from 24% to 18.2%. Stand-in\n"), "{marked}");
}

#[test]
fn tables_too_wide_for_columns_are_records_in_text() {
    let header = ["Ref", "Theme", "Action", "Lead", "Outcome", "Due"];
    let long = "words that go on for longer than any column";
    let row =
        |reference: &str| vec![reference.into(), long.into(), long.into(), "DCS".into(), String::new(), long.into()];
    let table = Table::new("Actions", &header, vec![row("1.1"), row("1.2")]);
    let document = document(vec![Block::bare(BlockKind::Table(table))]);
    let columns = text::write(&document, Some(80));
    assert!(columns.contains("\nRef  Theme"), "{columns}");
    let records = text::write(&document, Some(40));
    assert!(
        records.starts_with("Actions\n\nRef: 1.1\nTheme: words that go on for longer than\n  any column\n"),
        "{records}"
    );
    assert!(!records.contains("Outcome") && records.contains("\n\nRef: 1.2\n"), "{records}");
    for (width, written) in [(80, columns), (40, records)] {
        assert!(written.lines().all(|line| line.chars().count() <= width), "{written}");
    }
}

#[test]
fn drawings_have_numbers_whatever_they_are_given() {
    let days = [day(2026, 1, 1), NaiveDate::MIN, NaiveDate::MAX];
    let values =
        [0.0, -0.0, 1.0, -3.5, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, f64::MIN_POSITIVE];
    let mut drawings = vec![
        Drawing::Grid(Grid::default()),
        Drawing::Bars(Vec::new()),
        Drawing::Line(Line::default()),
        Drawing::Grid(Grid { columns: Vec::new(), rows: vec![GridRow { label: "a".into(), counts: vec![1] }] }),
    ];
    for value in values {
        let level = Some(Level { value, label: "level".into() });
        for day in days {
            let points: Vec<Point> =
                values.iter().map(|value| Point { day, value: *value, figure: "1".into() }).collect();
            let few = points[..2].to_vec();
            for points in [points, few, Vec::new()] {
                let line = Line { points, target: level.clone(), baseline: level.clone(), ticks: Vec::new() };
                drawings.push(Drawing::Line(line));
            }
            let bar = |value| Bar { label: "a".into(), value, figure: "1".into(), tone: Tone::Good };
            drawings.push(Drawing::Bars(vec![bar(value), bar(f64::MAX)]));
            drawings.push(Drawing::Bars(vec![bar(value)]));
            for to in days {
                let marks = vec![LaneMark { day: to, label: "a".into(), sign: Sign::of(Tone::Bad) }];
                let lanes = vec![Lane { label: String::new(), marks }];
                let ticks = vec![Tick { day: to, label: "long ".repeat(60) }];
                let label = String::new();
                drawings.push(Drawing::Timeline(Timeline {
                    from: day,
                    to,
                    today: to,
                    today_label: label,
                    ticks,
                    lanes,
                }));
            }
        }
    }
    for drawing in drawings {
        let written = page(vec![Block::bare(BlockKind::Picture(Picture::new("a", "b", drawing.clone())))]);
        assert_eq!(faults(&written), [""; 0], "{drawing:?}");
    }
}

fn any_block() -> impl Strategy<Value = Block> {
    let text = prop_oneof![3 => any::<String>(), 2 => proptest::sample::select(TRAPS).prop_map(String::from), 2 => "[a-z<&]{1,9} [a-z]{1,70}"];
    let mark = proptest::sample::select(vec![Mark::Plain, Mark::Action, Mark::Exempt, Mark::Draft]);
    (text, mark, 0..17_u32, any::<u8>()).prop_map(|(text, mark, kind, level)| match kind {
        0 => Block::new(BlockKind::Title, mark, &text),
        1 => Block::new(BlockKind::Heading(level), mark, &text),
        2..=4 => Block::new(BlockKind::Paragraph, mark, &text),
        5..=7 => Block::new(BlockKind::Bullet(u32::from(level % 7)), mark, &text),
        8 => Block::new(BlockKind::Blank, mark, &text),
        9 => table(&text),
        14..=16 => Block::new(BlockKind::Limb(u32::from(level % 5)), mark, &text).numbered(&text),
        10 => Block::bare(BlockKind::Picture(grid(&text))),
        11 => Block::bare(BlockKind::Picture(timeline(&text))),
        12 => Block::bare(BlockKind::Picture(bars(&text))),
        _ => Block::bare(BlockKind::Picture(line(&text))),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_document_is_read_back_in_order_and_runs_nothing(blocks in proptest::collection::vec(any_block(), 0..30)) {
        let document = document(blocks);
        let written = html::write(&document, &WORDS);
        // A parser is told of letters that are none, and reads them all the same.
        let faults: Vec<String> = faults(&written).into_iter().filter(|fault| !fault.contains("Bad character")).collect();
        prop_assert!(faults.is_empty(), "{:?}", faults);
        let mut wanted = squeezed(&meant(&document));
        let named = squeezed(&shown(&written));
        if !written.contains("<h1>A document</h1>") {
            prop_assert_eq!(named, wanted);
        } else {
            wanted.insert_str(0, "Adocument");
            prop_assert_eq!(named, wanted);
        }
    }

    #[test]
    fn any_days_and_numbers_can_be_drawn(
        days in proptest::collection::vec(0..90_000_u64, 4..9), values in proptest::collection::vec(any::<f64>(), 4..9), text in any::<String>()
    ) {
        let day = |nth: usize| day(1900, 1, 1) + Days::new(days[nth % days.len()]);
        let point = |(nth, value): (usize, &f64)| Point { day: day(nth), value: *value, figure: text.clone() };
        let level = |nth: usize| Some(Level { value: values[nth], label: text.clone() });
        let mark = |nth| LaneMark { day: day(nth), label: text.clone(), sign: Sign::of(Tone::Done) };
        let ticks: Vec<Tick> = (0..4).map(|nth| Tick { day: day(nth), label: text.clone() }).collect();
        let points = values.iter().enumerate().map(point).collect();
        let lanes = vec![Lane { label: text.clone(), marks: (0..8).map(mark).collect() }];
        let drawings = [
            Drawing::Line(Line { points, target: level(0), baseline: level(1), ticks: ticks.clone() }),
            Drawing::Timeline(Timeline { from: day(0), to: day(1), today: day(2), today_label: text.clone(), ticks, lanes }),
            Drawing::Bars(values.iter().map(|v| Bar { label: text.clone(), value: *v, figure: text.clone(), tone: Tone::Bad }).collect()),
        ];
        for drawing in drawings {
            let written = page(vec![Block::bare(BlockKind::Picture(Picture::new("a", "b", drawing)))]);
            let faults: Vec<String> = faults(&written).into_iter().filter(|fault| !fault.contains("Bad character")).collect();
            prop_assert!(faults.is_empty(), "{:?}", faults);
        }
    }

    #[test]
    fn any_meeting_is_read_back_with_its_entries_in_order(happened in business()) {
        let (desk, _) = hold(&happened);
        let print = |format| minutes(&desk.store, desk.meeting(), format, Audience::Members, None).unwrap();
        let written = print(Format::Html);
        let faults = faults(&written);
        prop_assert!(faults.is_empty(), "{:?}", faults);
        let own_words = |text: &str| -> Vec<String> {
            text.match_indices("Zq").map(|(at, _)| text[at..at + 5].to_string()).collect()
        };
        prop_assert_eq!(own_words(&shown(&written)), own_words(&print(Format::Text)));
    }
}
