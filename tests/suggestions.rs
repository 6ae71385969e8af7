//! Which plan actions are suggested for an ACTION, held against those that it serves.
//!
//! `tests/links.txt` has the ACTIONs with what they serve. Nothing is tuned on those that it marks as apart.

use crate::desk::{at, empty_book};
use minutebook::capture::recording::Place;
use minutebook::capture::resemblance::Sought;
use minutebook::capture::{Expected, Line, Matter, Named};
use minutebook::clerk::suggest::Suggester;
use minutebook::clerk::{Minuting, agenda, demo};
use minutebook::record::{EntryKind, Id, ItemLink};
use minutebook::store::Store;

const LINKS: &str = include_str!("links.txt");
const EARLIER: &str = include_str!("links_earlier.txt");

/// Of a hundred ACTIONs so many must have what they serve among the first three suggestions.
const ENOUGH: usize = 85;
const AT_LEAST: usize = 80;

struct Labelled {
    serves: Vec<&'static str>,
    text: &'static str,
    is_apart: bool,
}

fn labelled(file: &'static str) -> Vec<Labelled> {
    let lines = file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let line = |line: &'static str| {
        let mut parts = line.split(" | ").map(str::trim);
        let serves = parts.next().unwrap().split(',').collect();
        Labelled { serves, text: parts.next().unwrap(), is_apart: parts.next() == Some("apart") }
    };
    lines.map(line).collect()
}

/// The sample's board before anything was said, with its plan.
fn board() -> (Store, Minuting) {
    let mut store = empty_book();
    for (name, agenda_text, _) in demo::SAMPLE {
        agenda::load(&mut store, agenda_text, name, at(9, 0)).unwrap();
        if store.plans().unwrap().is_empty() {
            demo::take_in_the_plan(&mut store, at(9, 0)).unwrap();
        }
    }
    let meeting = store.find_meeting("csib-2026-09-14").unwrap();
    let minuting = Minuting::open(&store, meeting.id).unwrap();
    (store, minuting)
}

fn learn(store: &mut Store, minuting: &mut Minuting) {
    let now = minuting.sitting.meeting.date.and_hms_opt(18, 0, 0).unwrap();
    for earlier in labelled(EARLIER) {
        let line = format!("! {} ~{}", earlier.text, earlier.serves.join(" ~"));
        let Line::Entry(entry) = minuting.parse(&line, Expected::kind(EntryKind::Note)) else { panic!("{line}") };
        minuting.record(store, &entry, Place::End, now).unwrap();
    }
}

/// Returns the references that are suggested for an ACTION as it is typed.
fn suggested(store: &Store, minuting: &Minuting, suggester: &mut Suggester, text: &str) -> Vec<String> {
    let line = minuting.parse(&format!("! {text}"), Expected::kind(EntryKind::Note));
    let Line::Entry(entry) = line else { panic!("{text}") };
    let Matter::Action { owners, due_words, .. } = &entry.matter else { panic!("{text}") };
    let people = owners.iter().filter_map(Named::person);
    let sought = Sought::of(&entry.text, due_words, people, &minuting.roster, &minuting.sitting.abbreviations);
    let found = suggester.suggest(store, &sought, &minuting.roster, &[], &[]).unwrap();
    found.into_iter().map(|suggestion| suggestion.called).collect()
}

/// How many of some ACTIONs have what they serve first, among the first three, and among the first five.
#[derive(Clone, Copy, Default)]
struct Hits {
    count: usize,
    at: [usize; 3],
}

impl Hits {
    fn add(&mut self, place: Option<usize>) {
        self.count += 1;
        for (hits, within) in self.at.iter_mut().zip([1, 3, 5]) {
            *hits += usize::from(place.is_some_and(|place| place < within));
        }
    }

    fn told(&self) -> String {
        let part = |hits: usize| format!("{:.1} %", 100.0 * hits as f64 / self.count as f64);
        let [first, three, five] = self.at.map(part);
        format!("of {}: first {first}, among three {three}, among five {five}", self.count)
    }
}

/// Holds the ranking against every ACTION that is labelled: those that were tuned on, those apart, all of them.
fn hits(store: &Store, minuting: &Minuting, tells_misses: bool) -> [Hits; 3] {
    let mut suggester = Suggester::of(store, minuting.sitting.body.id).unwrap();
    let mut hits = [Hits::default(); 3];
    for labelled in labelled(LINKS) {
        let found = suggested(store, minuting, &mut suggester, labelled.text);
        let place = found.iter().position(|found| labelled.serves.contains(&found.as_str()));
        hits[usize::from(labelled.is_apart)].add(place);
        hits[2].add(place);
        if tells_misses && !labelled.is_apart && place.is_none_or(|place| place >= 3) {
            println!("  {} at {:?}: {} ({})", labelled.serves.join(","), place, labelled.text, found[..].join(" "));
        }
    }
    hits
}

#[test]
fn the_right_plan_action_is_among_the_first_three() {
    let (mut store, mut minuting) = board();
    for is_linked in [false, true] {
        if is_linked {
            learn(&mut store, &mut minuting);
        }
        println!("{} earlier links", if is_linked { "with" } else { "without" });
        let [tuned, apart, all] = hits(&store, &minuting, is_linked);
        println!("  tuned on {}\n  apart    {}\n  all      {}", tuned.told(), apart.told(), all.told());
        assert!(all.count >= AT_LEAST);
        assert!(!is_linked || 100 * all.at[1] >= ENOUGH * all.count, "{}", all.told());
    }
}

fn sought(minuting: &Minuting, text: &str) -> Sought {
    let Line::Entry(entry) = minuting.parse(&format!("! {text}"), Expected::kind(EntryKind::Note)) else { panic!() };
    let Matter::Action { owners, due_words, .. } = &entry.matter else { panic!() };
    let people = owners.iter().filter_map(Named::person);
    Sought::of(&entry.text, due_words, people, &minuting.roster, &minuting.sitting.abbreviations)
}

#[test]
fn what_is_sought_is_what_an_action_is_about() {
    let (_, minuting) = board();
    let asked = sought(&minuting, "hwp: bring SW vacancies by team to the next meeting");
    assert_eq!(asked.words, ["social", "workers", "vacancies", "team"]);
    assert!(asked.alike.contains(&"recruitment".into()), "{:?}", asked.alike);
    assert_eq!(asked.people.len(), 1, "its owner");
    let asked = sought(&minuting, "DNS/DSU to say who attends at 10.30, with figures for May");
    assert_eq!((asked.words, asked.people.len()), (vec!["attends".to_string(), "figures".into()], 2));
    // A post that is named is somebody, and no word.
    let asked = sought(&minuting, "ask the AD-S and the TMs about cover for a/l");
    assert_eq!((asked.words, asked.people.len()), (vec!["tms".to_string(), "cover".into(), "a/l".into()], 1));
    assert!(asked.alike.contains(&"absence".into()) && asked.alike.contains(&"manager".into()), "{:?}", asked.alike);
    assert_eq!(sought(&minuting, "bring a report to the board by Friday").words, [""; 0]);
}

#[test]
fn what_the_item_is_about_speaks_for_a_plan_action() {
    let (store, minuting) = board();
    let plan = store.plans_of(minuting.sitting.body.id).unwrap()[0].id;
    let actions = store.plan_actions(plan).unwrap();
    let action = actions.iter().find(|action| action.reference == "4.1").unwrap();
    let mut suggester = Suggester::of(&store, minuting.sitting.body.id).unwrap();
    let about = |theme: Option<Id>, plan_action: Option<Id>| ItemLink { id: Id(1), item: Id(2), theme, plan_action };
    let mut place = |text: &str, about: &[ItemLink]| {
        let asked = sought(&minuting, text);
        let found = suggester.suggest(&store, &asked, &minuting.roster, about, &[]).unwrap();
        found.iter().position(|suggestion| suggestion.called == "4.1").unwrap_or(usize::MAX)
    };
    let text = "bring figures of adoption by locality and by worker";
    let (alone, by_theme) = (place(text, &[]), place(text, &[about(Some(action.theme), None)]));
    assert!(by_theme < alone, "{by_theme} {alone}");
    assert!(place(text, &[about(None, Some(action.id))]) < by_theme);
    // Where an ACTION says nothing else, the item does.
    assert_eq!(place("bring a report", &[about(None, Some(action.id))]), 0);
}
