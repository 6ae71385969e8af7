//! Who may read what: the one gate through which minutes leave the book.

use super::minutes::is_used_in;
use crate::record::{Detail, EntryKind, Id, Item, MovementKind, Paragraphs, Recorded, Sitting};
use crate::text_enum;
use std::collections::HashSet;

text_enum! {
    /// For whom something is exported.
    pub enum Audience {
        /// Anybody: nothing exempt, no private note.
        Public = "public",
        /// Members of the body: exempt items too, no private note.
        Members = "members",
        /// The clerk alone: everything; only for moving a meeting between books.
        Clerk = "clerk",
    }
}

impl Audience {
    /// Tells whether an entry under an item is for this audience.
    pub fn sees(self, item: &Item, recorded: &Recorded) -> bool {
        match self {
            Audience::Clerk => true,
            _ if recorded.entry.kind == EntryKind::Private => false,
            Audience::Members => true,
            Audience::Public => !item.exempt.is_exempt() && !recorded.entry.exempt.is_exempt(),
        }
    }

    /// Tells whether this audience may read what is exempt.
    pub fn sees_exempt(self) -> bool {
        self != Audience::Public
    }

    fn sees_item(self, item: &Item) -> bool {
        self.sees_exempt() || !item.exempt.is_exempt()
    }
}

/// That something exempt was left out: before which of the entries that are left, and under which paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// Only what was said of exempt actions was left out: nobody need have been excluded for that.
    pub is_of_actions: bool,
    pub before: usize,
    pub paragraphs: Paragraphs,
    /// The whole item was, its title too.
    pub is_whole_item: bool,
}

/// A meeting as one audience may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readable {
    pub sitting: Sitting,
    pub entries: Vec<Vec<Recorded>>,
    /// What was left out under each item, in order.
    pub withheld: Vec<Vec<Withheld>>,
}

/// Returns a meeting with everything left out that is not for this audience: exempt items have
/// nothing left but their number, and nobody is named who is named in exempt matter only.
pub fn for_audience(mut sitting: Sitting, entries: Vec<Vec<Recorded>>, audience: Audience) -> Readable {
    let mut readable = Vec::new();
    let mut withheld = Vec::new();
    for (item, entries) in sitting.items.iter().zip(entries) {
        let (left, gaps) = sift(item, entries, audience);
        readable.push(left);
        withheld.push(gaps);
    }
    for item in sitting.items.iter_mut().filter(|item| !audience.sees_item(item)) {
        for field in [&mut item.title, &mut item.purpose, &mut item.presenter, &mut item.report, &mut item.documents] {
            field.clear();
        }
    }
    // What an exempt item is about would tell what it was.
    let unseen: HashSet<Id> =
        sitting.items.iter().filter(|item| !audience.sees_item(item)).map(|item| item.id).collect();
    sitting.item_links.retain(|link| !unseen.contains(&link.item));
    sitting.corrections.retain(|correction| audience.sees_exempt() || !correction.exempt.is_exempt());
    if audience != Audience::Clerk {
        sitting.abbreviations.clear();
        forget_unused_abbreviations(&mut sitting, &readable);
        sitting.own_words.clear();
        forget_unseen_people(&mut sitting, &readable);
    }
    Readable { sitting, entries: readable, withheld }
}

fn sift(item: &Item, entries: Vec<Recorded>, audience: Audience) -> (Vec<Recorded>, Vec<Withheld>) {
    let mut left: Vec<Recorded> = Vec::new();
    let mut gaps: Vec<Withheld> = Vec::new();
    let is_of_action = |recorded: &Recorded| matches!(recorded.entry.kind, EntryKind::Update | EntryKind::Action);
    let is_withheld = |recorded: &Recorded| recorded.entry.exempt.is_exempt();
    let is_of_actions =
        !item.exempt_now().is_exempt() && entries.iter().filter(|entry| is_withheld(entry)).all(is_of_action);
    for mut recorded in entries {
        if audience.sees(item, &recorded) {
            if let (Audience::Public, Detail::Action { updates, .. }) = (audience, &mut recorded.detail) {
                updates.retain(|update| !update.exempt.is_exempt());
            }
            left.push(recorded);
            continue;
        }
        let paragraphs = item.exempt.union(recorded.entry.exempt);
        if recorded.entry.kind == EntryKind::Private || !paragraphs.is_exempt() {
            continue;
        }
        match gaps.last_mut() {
            Some(gap) if gap.before == left.len() => gap.paragraphs = gap.paragraphs.union(paragraphs),
            _ => {
                let is_whole_item = item.exempt.is_exempt();
                gaps.push(Withheld { before: left.len(), paragraphs, is_whole_item, is_of_actions });
            }
        }
    }
    if item.exempt.is_exempt() && !audience.sees_item(item) && gaps.is_empty() {
        gaps.push(Withheld { before: 0, paragraphs: item.exempt, is_whole_item: true, is_of_actions: false });
    }
    (left, gaps)
}

/// Drops the abbreviations of the house style that nothing uses which is left: what they stand for may be exempt.
fn forget_unused_abbreviations(sitting: &mut Sitting, entries: &[Vec<Recorded>]) {
    let items = sitting.items.iter().flat_map(|item| [&item.title, &item.purpose, &item.report, &item.documents]);
    let texts: Vec<&String> = items.chain(entries.iter().flatten().map(|recorded| &recorded.entry.text)).collect();
    sitting.style.abbreviations.retain(|short, _| texts.iter().any(|text| is_used_in(text, short)));
}

/// Drops movements that were left out, and whoever is known only through what was left out.
fn forget_unseen_people(sitting: &mut Sitting, entries: &[Vec<Recorded>]) {
    let seen: HashSet<Id> = entries.iter().flatten().map(|recorded| recorded.entry.id).collect();
    let (kept, dropped): (Vec<_>, Vec<_>) =
        sitting.movements.drain(..).partition(|movement| seen.contains(&movement.entry));
    sitting.movements = kept;
    let belongs: HashSet<Id> = sitting.memberships.iter().map(|membership| membership.person).collect();
    let arrived: HashSet<Id> = sitting.movements.iter().filter_map(|movement| movement.person).collect();
    let arrived_unseen = dropped.iter().filter(|movement| movement.kind == MovementKind::Arrives);
    let unseen: HashSet<Id> = arrived_unseen.filter_map(|movement| movement.person).collect();
    sitting.attendance.retain(|attendance| {
        !unseen.contains(&attendance.person)
            || belongs.contains(&attendance.person)
            || arrived.contains(&attendance.person)
    });
    let mut named: HashSet<Id> = sitting.attendance.iter().map(|attendance| attendance.person).collect();
    named.extend(belongs);
    named.extend(entries.iter().flatten().flat_map(Recorded::people));
    sitting.people.retain(|person| named.contains(&person.id));
}
