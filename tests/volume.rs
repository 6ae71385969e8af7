//! The minutes of a year as one volume.

use crate::attendance_year::year;
use crate::packages::part;
use minutebook::clerk::format::Format;
use minutebook::clerk::{export, plans::brief, synthetic, year as of_year};
use minutebook::record::Year;
use minutebook::reports::Audience;
use scraper::{Html, Selector};
use std::collections::HashSet;

#[test]
fn a_volume_has_contents_in_front_every_meeting_in_order_and_an_index() {
    let shell = year();
    let said = shell.run("report volume csib --year 2023 --width 80");
    assert_eq!(said.status, 0);
    let contents = "\
*** DRAFT ***

Children's Services Improvement Board
=====================================

Minutes of 2023

2 meetings, from 27 February 2023 to 24 April 2023.

Not confirmed yet, and drafts: the minutes of 27 February 2023 and 24 April
2023.

Contents
--------

•  1  Monday 27 February 2023
   ◦  1.1  Apologies for absence
   ◦  1.2  Declarations of interest
   ◦  1.3  Children's Social Care Plan
   ◦  1.4  Workforce
   ◦  1.5  Exempt item
   ◦  1.6  Date of next meeting
•  2  Monday 24 April 2023
   ◦  2.1  Apologies for absence
";
    assert!(said.out.starts_with(contents), "{}", said.out);
    let place = |words: &str| said.out.find(words).unwrap_or_else(|| panic!("{words} is not in {}", said.out));
    let order = [
        "1  Monday 27 February 2023\n--",
        "1.3  Children's Social Care Plan\n--",
        "2  Monday 24 April 2023\n--",
        "2.3  Children's Social Care Plan\n--",
        "Index of items",
    ];
    assert!(order.windows(2).all(|pair| place(pair[0]) < place(pair[1])), "{}", said.out);
    let index = &said.out[place("Index of items")..];
    for line in [
        "•  Apologies for absence: 1.1, 2.1\n",
        "•  Barrow, Cllr Ann: at meetings 1, 2\n",
        "•  Clement, Cllr Yusuf: at meetings 1, 2; minute 1.3\n",
        "•  Goode, Kate: at meeting 2; minutes 1.1, 2.3\n",
        "•  23/01 write openly by next meeting: 1.3\n",
    ] {
        assert!(index.contains(line), "{line} is not in {index}");
    }
    assert!(!said.out.contains("Zq") && !index.contains("school in difficulty"), "{}", said.out);
    assert_eq!(said.err, "Not in it, because they have not been closed: csib-2023-06-26.\n");
}

#[test]
fn minutes_that_are_numbered_through_keep_their_numbers_in_the_volume() {
    let shell = year();
    for (setting, value) in [("number", "{n}/{yy}"), ("numbering", "each year")] {
        let set = shell.command().args(["styles", "set", "csib", setting, value]).output().unwrap();
        assert!(set.status.success(), "{}", String::from_utf8_lossy(&set.stderr));
    }
    let said = shell.run("report volume csib --year 2023 --width 80");
    // Six items in February, six in April.
    for line in ["   \u{25e6}  3/23  Children's Social Care Plan\n", "   \u{25e6}  9/23  Children's Social Care Plan\n"]
    {
        assert!(said.out.contains(line), "{line} is not in {}", said.out);
    }
    assert!(said.out.contains("\u{2022}  Children's Social Care Plan: 3/23, 9/23\n"), "{}", said.out);
}

#[test]
fn a_volume_in_word_leads_from_its_contents_to_the_minutes() {
    let shell = year();
    let said = shell.run("report volume csib --year 2023 --as docx -o volume.docx");
    assert_eq!(said.status, 0, "{}", said.err);
    let text = part(&std::fs::read(shell.path().join("volume.docx")).unwrap(), "word/document.xml");
    let anchors: HashSet<&str> = text.split("w:anchor='").skip(1).filter_map(|rest| rest.split('\'').next()).collect();
    // Two meetings of six items each.
    assert_eq!(anchors.len(), 14, "{anchors:?}");
    for anchor in anchors {
        assert_eq!(text.matches(&format!("w:name='{anchor}'")).count(), 1, "{anchor}");
    }
    assert!(text.contains("<w:pageBreakBefore/>") && !text.contains("Zq"));
}

#[test]
fn members_have_a_volume_of_their_own_and_nobody_has_private_notes() {
    let shell = year();
    assert_eq!(shell.run("report volume csib --year 2023 --as html --audience members -o .").status, 0);
    let page = shell.read("csib-2023-draft-volume-members.html");
    assert!(page.contains("Zqexempt") && page.contains("Zqhidden") && page.contains("A school in difficulty"));
    assert_eq!(shell.run("report volume csib --year 2023 --audience clerk").status, 1);
    for format in ["json", "xlsx", "csv"] {
        assert_eq!(shell.run(&format!("report volume csib --year 2023 --as {format}")).status, 1, "{format}");
    }
    assert!(shell.run("report volume csib --year 2021").out.contains("No meeting was held."));
}

#[test]
fn every_reference_of_the_page_leads_to_its_heading() {
    let shell = year();
    let page = shell.run("report volume csib --year 2023 --as html").out;
    assert_eq!(crate::html::faults(&page), [""; 0]);
    let html = Html::parse_document(&page);
    let all = |selector: &str| html.select(&Selector::parse(selector).unwrap()).collect::<Vec<_>>();
    let ids: Vec<&str> = all("h2[id], h3[id]").iter().map(|heading| heading.attr("id").unwrap()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<HashSet<_>>().len(), "each once");
    let links = all("main a");
    for link in &links {
        let target = link.attr("href").unwrap().trim_start_matches('#');
        assert!(ids.contains(&target), "{target}");
    }
    let to = |words: &str| links.iter().find(|link| link.text().collect::<String>().contains(words)).unwrap();
    let target = to("2.3  Children's Social Care Plan").attr("href").unwrap();
    let heading = all(target)[0].text().collect::<String>();
    assert_eq!(heading.split_whitespace().collect::<Vec<_>>().join(" "), "2.3 Children's Social Care Plan");
    assert_eq!(all("h2.page").len(), 5, "two meetings and three parts of the index begin pages");
}

/// Twelve meetings of three hundred entries: nothing may grow with their square.
#[test]
fn a_large_year_is_one_volume() {
    let mut store = crate::desk::empty_book();
    synthetic::fill(&mut store, 3_600, 20, &mut |_| {}).unwrap();
    let body = brief::find_body(&store, &store.bodies().unwrap()[0].short_name).unwrap();
    let years: HashSet<String> =
        store.meetings(u32::MAX).unwrap().iter().map(|meeting| meeting.date.format("%Y").to_string()).collect();
    let mut volumes = 0;
    for year in years {
        let year = Year::read(&year).unwrap();
        let found = of_year::meetings(&store, &body, &year).unwrap();
        let volume = of_year::volume(&store, &body, &year, &found.held, Audience::Public).unwrap();
        let page = export::written(&volume, Format::Html.into()).unwrap();
        volumes += usize::from(page.bytes.len() > 100_000);
    }
    assert!(volumes > 0);
}
