//! Changing what is written: moving, indenting and removing entries. Each returns the changes of a step.

use super::entry::{MAX_DEPTH, family};
use super::{Change, Detail, Id, Recorded};

/// How far apart entries are placed, so that others fit between.
const GAP: i64 = 1 << 20;

/// Why something cannot be done, and what can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub what: String,
    pub hint: String,
}

impl Refusal {
    /// Returns a refusal with what to do instead.
    pub fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Refusal { what: what.into(), hint: hint.into() }
    }
}

/// Returns positions for `count` entries in front of `entries[index]`, and the changes that make
/// room for them when there is none.
pub fn make_room(entries: &[Recorded], index: usize, count: usize) -> (Vec<i64>, Vec<Change>) {
    let before = index.checked_sub(1).map_or(0, |last| entries[last].entry.position);
    let step = match entries.get(index) {
        None => GAP,
        Some(next) => (next.entry.position - before) / (count as i64 + 1),
    };
    if step > 0 {
        return ((1..=count as i64).map(|n| before + n * step).collect(), Vec::new());
    }
    let place = |nth: usize| (nth as i64 + 1) * GAP;
    let moved = entries.iter().enumerate().map(|(nth, recorded)| {
        let nth = if nth < index { nth } else { nth + count };
        replaced(recorded, |entry| entry.position = place(nth))
    });
    ((index..index + count).map(place).collect(), moved.collect())
}

fn replaced(recorded: &Recorded, edit: impl FnOnce(&mut super::Entry)) -> Change {
    let before = recorded.entry.clone();
    let mut after = before.clone();
    edit(&mut after);
    Change::replaced(before, after)
}

/// Finds an entry among its item's.
pub fn index_of(entries: &[Recorded], id: Id) -> Result<usize, Refusal> {
    entries
        .iter()
        .position(|recorded| recorded.entry.id == id)
        .ok_or_else(|| Refusal::new("That entry is no longer there.", "Look at what is there now."))
}

/// Removes an entry with everything that belongs to it; what was nested under it moves one level up.
pub fn remove(entries: &[Recorded], id: Id) -> Result<Vec<Change>, Refusal> {
    let index = index_of(entries, id)?;
    keep_what_was_followed_up(&entries[index].detail)?;
    let children = family(entries, index).skip(1);
    let mut changes: Vec<Change> = children.map(|child| replaced(&entries[child], |entry| entry.depth -= 1)).collect();
    changes.extend(remove_detail(&entries[index].detail));
    changes.push(Change::removed(entries[index].entry.clone()));
    Ok(changes)
}

/// Refuses to take an action away of which something has been heard: it is closed instead.
pub fn keep_what_was_followed_up(detail: &Detail) -> Result<(), Refusal> {
    match detail {
        Detail::Action { action, updates, .. } if !updates.is_empty() => Err(Refusal::new(
            format!("ACTION {} has been followed up since it was given.", action.reference()),
            "It stays an action; change its words, or close it as superseded.",
        )),
        _ => Ok(()),
    }
}

/// Removes what belongs to an entry besides itself.
pub fn remove_detail(detail: &Detail) -> Vec<Change> {
    match detail.clone() {
        Detail::Plain => Vec::new(),
        Detail::Action { action, owners, updates, links } => {
            let updates = updates.into_iter().map(Change::removed).chain(links.into_iter().map(Change::removed));
            updates.chain(owners.into_iter().map(Change::removed)).chain([Change::removed(action)]).collect()
        }
        Detail::Decision { decision, votes } => {
            votes.into_iter().map(Change::removed).chain([Change::removed(decision)]).collect()
        }
        Detail::Movement(movement) => vec![Change::removed(movement)],
        Detail::Update(update) => vec![Change::removed(update)],
        Detail::Report { report, values, milestones } => {
            let reached = milestones.into_iter().map(|reached| {
                let before = reached.not_reached();
                Change::replaced(reached, before)
            });
            reached.chain(values.into_iter().map(Change::removed)).chain([Change::removed(report)]).collect()
        }
    }
}

/// Moves an entry, with what is nested under it, above the entry before or below the one after.
pub fn shift(entries: &[Recorded], id: Id, down: bool) -> Result<Vec<Change>, Refusal> {
    let index = index_of(entries, id)?;
    let own = family(entries, index);
    let (upper, lower) = if down {
        let next = own.end;
        if next == entries.len() {
            return Err(Refusal::new("It is the last entry of this item.", "Nothing is below it."));
        }
        (own.clone(), family(entries, next))
    } else {
        let Some(last) = index.checked_sub(1) else {
            return Err(Refusal::new("It is the first entry of this item.", "Nothing is above it."));
        };
        let depth = entries[index].entry.depth;
        let above = (0..=last).rev().find(|above| entries[*above].entry.depth <= depth).unwrap_or(last);
        (above..own.start, own)
    };
    let positions: Vec<i64> = entries[upper.start..lower.end].iter().map(|recorded| recorded.entry.position).collect();
    let order = lower.chain(upper);
    Ok(order
        .zip(positions)
        .filter(|(nth, position)| entries[*nth].entry.position != *position)
        .map(|(nth, position)| replaced(&entries[nth], |entry| entry.position = position))
        .collect())
}

/// Moves an entry, with what is nested under it, one level in or out.
pub fn indent(entries: &[Recorded], id: Id, deeper: bool) -> Result<Vec<Change>, Refusal> {
    let index = index_of(entries, id)?;
    let entry = &entries[index].entry;
    if !entry.kind.is_bullet() {
        return Err(Refusal::new(
            format!("{} cannot be indented.", article(entry.kind.word())),
            "Questions, answers, comments and points can.",
        ));
    }
    let above = index.checked_sub(1).map_or(0, |above| entries[above].entry.depth + 1);
    let limit = above.min(MAX_DEPTH);
    if deeper && entry.depth + 1 > limit {
        return Err(Refusal::new("It is as deep as it can be here.", "It can be one deeper than the entry above it."));
    }
    if !deeper && entry.depth == 0 {
        return Err(Refusal::new("It is at the margin already.", "Indent it with the other arrow."));
    }
    let deepen = |depth: u32| if deeper { (depth + 1).min(MAX_DEPTH) } else { depth - 1 };
    Ok(family(entries, index).map(|nth| replaced(&entries[nth], |entry| entry.depth = deepen(entry.depth))).collect())
}

/// Returns "An answer", "A note".
pub fn article(word: &str) -> String {
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {word}", if vowel { "An" } else { "A" })
}

/// Returns words with a capital in front.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
