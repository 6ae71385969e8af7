//! The index of a volume: items, people and actions, each with the meetings and minutes where they stand.

use super::volume::{Bound, entry};
use super::wording::shortened;
use crate::document::{Block, BlockKind, Mark, Run};
use crate::record::{Detail, Id, Person, Recorded};
use std::collections::{BTreeMap, HashMap};

/// How many letters of an action's words stand in the index.
const LONGEST_ACTION: usize = 90;

/// Where something stands: the words by which the place is called, and its heading.
type Place = (String, Id);

/// Builds the index. It names nobody whom the minutes do not name there.
pub(super) fn index(bound: &[Bound]) -> Vec<Block> {
    let parts =
        [("Index of items", items(bound)), ("Index of people", people(bound)), ("Index of actions", actions(bound))];
    let part = |(title, lines): (&str, Vec<Block>)| {
        let heading = Block::new(BlockKind::Heading(1), Mark::Plain, title).on_new_page();
        if lines.is_empty() { Vec::new() } else { std::iter::once(heading).chain(lines).collect::<Vec<_>>() }
    };
    parts.into_iter().flat_map(part).collect()
}

/// Returns items by title, those of one title together.
fn items(bound: &[Bound]) -> Vec<Block> {
    let mut titles: BTreeMap<(String, String), Vec<Place>> = BTreeMap::new();
    for bound in bound {
        for item in bound.sitting().items.iter().filter(|item| !item.title.is_empty()) {
            let key = (item.title.to_lowercase(), item.title.clone());
            titles.entry(key).or_default().extend(place(bound, item.id));
        }
    }
    titles.into_iter().map(|((_, title), places)| line(&title, Vec::new(), places)).collect()
}

/// Returns people by surname: at which meetings they were, and which minutes name them.
fn people(bound: &[Bound]) -> Vec<Block> {
    /// Whom the index has: by what to sort, the name, the meetings, the minutes.
    #[derive(Default)]
    struct Indexed {
        name: String,
        meetings: Vec<Place>,
        minutes: Vec<Place>,
    }
    let mut found: HashMap<Id, Indexed> = HashMap::new();
    for bound in bound {
        let sitting = bound.sitting();
        let words = words_of_entries(&bound.blocks);
        for person in &sitting.people {
            let was_here = sitting.attendance_of(person.id).is_some_and(|attendance| attendance.status.is_here());
            let minutes = minutes_naming(bound, person, &words);
            if !was_here && minutes.is_empty() {
                continue;
            }
            let indexed = found.entry(person.id).or_default();
            indexed.name = surname_first(person);
            indexed.meetings.extend(was_here.then(|| (bound.number.to_string(), sitting.meeting.id)));
            indexed.minutes.extend(minutes);
        }
    }
    let mut sorted: Vec<Indexed> = found.into_values().collect();
    sorted.sort_by_cached_key(|indexed| (indexed.name.to_lowercase(), indexed.name.clone()));
    sorted.into_iter().map(|indexed| line(&indexed.name, indexed.meetings, indexed.minutes)).collect()
}

/// Returns actions by reference, with their words.
fn actions(bound: &[Bound]) -> Vec<Block> {
    let mut found = Vec::new();
    for bound in bound {
        for recorded in bound.readable.entries.iter().flatten() {
            if let Detail::Action { action, .. } = &recorded.detail {
                let words = format!("{} {}", action.reference(), shortened(&recorded.entry.text, LONGEST_ACTION));
                let places: Vec<Place> = place(bound, recorded.entry.item).into_iter().collect();
                found.push(((action.year, action.number), line(&words, Vec::new(), places)));
            }
        }
    }
    found.sort_by_key(|(reference, _)| *reference);
    found.into_iter().map(|(_, line)| line).collect()
}

/// Returns what an item is referred to by, and its heading.
fn place(bound: &Bound, item: Id) -> Option<Place> {
    bound.numbers.get(&item).map(|number| (number.clone(), item))
}

/// Returns "Barrow, Cllr Ann: at meetings 1, 2; minutes 1.3, 2.4", each place referring to its heading.
fn line(name: &str, meetings: Vec<Place>, minutes: Vec<Place>) -> Block {
    let mut runs = vec![Run::plain(name)];
    let mut lead = ": ";
    if !meetings.is_empty() {
        let words = if meetings.len() == 1 { "at meeting " } else { "at meetings " };
        runs.push(Run::plain(&format!("{lead}{words}")));
        add_places(meetings, &mut runs);
        lead = if minutes.len() == 1 { "; minute " } else { "; minutes " };
    }
    if !minutes.is_empty() {
        runs.push(Run::plain(lead));
        add_places(minutes, &mut runs);
    }
    entry(0, runs)
}

fn add_places(places: Vec<Place>, runs: &mut Vec<Run>) {
    for (nth, (words, heading)) in places.into_iter().enumerate() {
        runs.extend((nth > 0).then(|| Run::plain(", ")));
        runs.push(Run::plain(&words).referring_to(heading));
    }
}

/// Returns "Barrow, Cllr Ann".
fn surname_first(person: &Person) -> String {
    let (surname, full) = (person.surname(), person.full_name());
    let given = full.strip_suffix(surname).unwrap_or(&full).trim();
    if given.is_empty() { surname.to_string() } else { format!("{surname}, {given}") }
}

/// Returns the minutes that name somebody, each once.
fn minutes_naming(bound: &Bound, person: &Person, words: &HashMap<Id, String>) -> Vec<Place> {
    let names = |recorded: &Recorded| {
        recorded.people().contains(&person.id)
            && words.get(&recorded.entry.id).is_some_and(|words| is_named(person, words))
    };
    let items = bound.sitting().items.iter().zip(&bound.readable.entries);
    items.filter(|(_, entries)| entries.iter().any(names)).filter_map(|(item, _)| place(bound, item.id)).collect()
}

/// Tells whether words name somebody in one of the ways in which minutes do. A house style may have "a Member" in
/// place of a name, and then the index may not tell who that was.
fn is_named(person: &Person, words: &str) -> bool {
    let names = [&person.full_name(), &person.speaking_name(), person.surname(), &person.initials, &person.role];
    names.iter().any(|name| !name.is_empty() && has_word(words, name))
}

/// Tells whether a name stands in words, and not within another word.
fn has_word(words: &str, name: &str) -> bool {
    words.match_indices(name).any(|(at, _)| {
        let (before, after) = (words[..at].chars().next_back(), words[at + name.len()..].chars().next());
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}

/// Returns what the minutes say for each entry.
fn words_of_entries(blocks: &[Block]) -> HashMap<Id, String> {
    let mut words = HashMap::new();
    gather(blocks, &mut words);
    words
}

fn gather(blocks: &[Block], words: &mut HashMap<Id, String>) {
    for block in blocks {
        if let BlockKind::Beside(beside) = &block.kind {
            beside.rows.iter().flatten().for_each(|side| gather(side, words));
        } else if let Some(id) = block.source {
            let said = words.entry(id).or_default();
            said.push_str(&block.text());
            said.push(' ');
        }
    }
}
