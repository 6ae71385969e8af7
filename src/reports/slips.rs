//! Slips: what each person owes from a meeting, a page for each, to be sent after it.

use super::action_list::action_blocks;
use super::audience::Readable;
use super::listed::Registered;
use super::minutes::joined;
use super::wording;
use crate::document::{Block, BlockKind, Document, Mark};
use crate::record::entry::origin;
use crate::record::time::{long_date, weekday_date};
use crate::record::{ActionOwner, ActionStatus, Detail, Entry, EntryKind, Id, Item, Person, Recorded, Sitting};
use chrono::NaiveDate;

/// Whose page it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    Person(Id),
    /// Somebody of whom only the words are known, in lower case.
    Words(String),
    /// What nobody owns: the clerk's.
    Nobody,
}

impl Whose {
    /// Returns whose page that is on which somebody's actions stand, by who they are or else their words.
    pub fn of(person: Option<Id>, words: &str) -> Self {
        match (person, words.trim()) {
            (Some(id), _) => Whose::Person(id),
            (None, "") => Whose::Nobody,
            (None, words) => Whose::Words(words.to_lowercase()),
        }
    }

    fn of_owner(owner: &ActionOwner) -> Self {
        Whose::of(owner.person, &owner.words)
    }
}

/// One page.
#[derive(Clone, Debug, PartialEq)]
pub struct Slip {
    /// What stands above it: a name.
    pub name: String,
    pub document: Document,
}

/// An action of the meeting, and what stands around it in the minutes.
struct Owed<'a> {
    listed: &'a Registered,
    /// Who is accountable now, though it may have been given to somebody else.
    accountable: &'a Whose,
    item: &'a Item,
    entry: &'a Entry,
    /// Those to whom it was given, the accountable one first.
    owners: &'a [ActionOwner],
    question: Option<&'a Recorded>,
}

impl Owed<'_> {
    fn helpers(&self) -> impl Iterator<Item = Whose> {
        self.owners.iter().skip(1).map(Whose::of_owner).filter(|helper| helper != self.accountable)
    }

    /// Tells whether it was given to somebody who was not in the room.
    fn was_missed_by(&self, whose: &Whose, sitting: &Sitting) -> bool {
        let Whose::Person(person) = whose else { return false };
        let was_given = self.owners.iter().any(|owner| owner.person == Some(*person));
        was_given && sitting.was_away(*person, self.entry)
    }
}

/// Builds the pages of a meeting: of those first who were not in the room when something was given to them,
/// then of the others, each in the order of the body; then of those who are known by words only; at the
/// end what nobody owns.
///
/// `listed` are the outstanding actions of this meeting and of earlier ones as they stand now, with whoever
/// is accountable for each.
pub fn slips(readable: &Readable, listed: &[(Whose, Registered)], today: NaiveDate) -> Vec<Slip> {
    let sitting = &readable.sitting;
    let owed = owed(readable, listed);
    let mut pages: Vec<Whose> = Vec::new();
    for whose in owed.iter().flat_map(|action| std::iter::once(action.accountable.clone()).chain(action.helpers())) {
        if !pages.contains(&whose) {
            pages.push(whose);
        }
    }
    let has_missed = |whose: &Whose| owed.iter().any(|action| action.was_missed_by(whose, sitting));
    pages.sort_by_cached_key(|whose| (!has_missed(whose), place(sitting, whose)));
    pages.iter().map(|whose| slip(sitting, whose, &owed, listed, today)).collect()
}

/// Returns the actions of the meeting that are outstanding, in the order of the minutes.
fn owed<'a>(readable: &'a Readable, listed: &'a [(Whose, Registered)]) -> Vec<Owed<'a>> {
    let mut owed = Vec::new();
    for (place, item) in readable.sitting.items.iter().enumerate() {
        let entries = &readable.entries[place];
        for (nth, Recorded { entry, detail }) in entries.iter().enumerate() {
            let Detail::Action { action, owners, .. } = detail else { continue };
            let Some((accountable, listed)) = listed.iter().find(|(_, listed)| listed.id == action.id) else {
                continue;
            };
            // What was left out may have held the question: the one above that is another.
            let gaps = readable.withheld[place].iter().map(|gap| gap.before);
            let since = gaps.filter(|gap| *gap <= nth).max().unwrap_or(0);
            let question = question_in(&entries[since..nth]);
            owed.push(Owed { listed, accountable, item, entry, owners, question });
        }
    }
    owed
}

/// Returns the question that led to what comes after these entries.
fn question_in(above: &[Recorded]) -> Option<&Recorded> {
    origin(above.iter().rev()).into_iter().find(|recorded| recorded.entry.kind == EntryKind::Question)
}

/// Returns where a page stands among others: in the order of the body, and those after it who are not of it.
fn place(sitting: &Sitting, whose: &Whose) -> (usize, usize) {
    let people = sitting.people.len();
    match whose {
        Whose::Person(id) => (0, sitting.people.iter().position(|person| person.id == *id).unwrap_or(people)),
        Whose::Words(_) => (1, 0),
        Whose::Nobody => (2, 0),
    }
}

fn slip(sitting: &Sitting, whose: &Whose, owed: &[Owed], listed: &[(Whose, Registered)], today: NaiveDate) -> Slip {
    let name = name(sitting, whose, owed);
    let mut blocks = vec![Block::new(BlockKind::Title, Mark::Plain, &name), paragraph(&meeting_of(sitting))];
    let missed: Vec<&Owed> = owed.iter().filter(|action| action.was_missed_by(whose, sitting)).collect();
    blocks.extend((!missed.is_empty()).then(|| paragraph(&was_away(&missed))));
    let heading = if *whose == Whose::Nobody { "Actions without an owner" } else { "Your actions from this meeting" };
    let own = owed.iter().filter(|action| action.accountable == whose);
    let own = own.flat_map(|action| action_blocks(action.listed, own_details(sitting, action), today));
    blocks.extend(section(heading, own.collect()));
    let helped = owed.iter().filter(|action| action.helpers().any(|helper| helper == *whose));
    let helped = helped.flat_map(|action| action_blocks(action.listed, helped_details(sitting, action), today));
    blocks.extend(section("Actions with which you help", helped.collect()));
    blocks.extend(section("Still to be done from earlier meetings", earlier(sitting, whose, listed, today)));
    let of_whom = if *whose == Whose::Nobody { "without an owner".into() } else { format!("for {name}") };
    let day = long_date(sitting.meeting.date);
    let title = format!("Actions {of_whom} from the {} meeting of {day}", sitting.body.short_name);
    Slip { name, document: Document::new(&title, wording::LANGUAGE, blocks) }
}

/// Returns what was outstanding of somebody's before this meeting and still is, the most urgent first. What
/// nobody owns is in every list of actions.
fn earlier(sitting: &Sitting, whose: &Whose, listed: &[(Whose, Registered)], today: NaiveDate) -> Vec<Block> {
    let is_theirs = |(other, action): &&(Whose, Registered)| {
        other == whose && *whose != Whose::Nobody && action.meeting != sitting.meeting.slug
    };
    let mut earlier: Vec<&Registered> = listed.iter().filter(is_theirs).map(|(_, action)| action).collect();
    earlier.sort_by_key(|action| action.urgency(today));
    earlier.into_iter().flat_map(|action| action_blocks(action, action.details(), today)).collect()
}

fn paragraph(text: &str) -> Block {
    Block::new(BlockKind::Paragraph, Mark::Plain, text)
}

fn section(heading: &str, blocks: Vec<Block>) -> Vec<Block> {
    let heading = (!blocks.is_empty()).then(|| Block::new(BlockKind::Heading(1), Mark::Plain, heading));
    heading.into_iter().chain(blocks).collect()
}

/// Returns what stands above a page.
fn name(sitting: &Sitting, whose: &Whose, owed: &[Owed]) -> String {
    let person = match whose {
        Whose::Nobody => return "Nobody was named".into(),
        Whose::Person(id) => sitting.person(*id),
        Whose::Words(_) => None,
    };
    let given = owed.iter().flat_map(|action| action.owners);
    let typed = given.filter(|owner| Whose::of_owner(owner) == *whose).map(|owner| owner.words.trim());
    let passed = owed.iter().filter(|action| action.accountable == whose).map(|action| action.listed.owner.as_str());
    let mut words = typed.chain(passed).filter(|words| !words.is_empty());
    person.map(Person::full_name).or_else(|| words.next().map(str::to_string)).unwrap_or_default()
}

/// Returns "Children's Services Improvement Board, meeting of Monday 27 February 2023".
fn meeting_of(sitting: &Sitting) -> String {
    format!("{}, meeting of {}", sitting.body.name, weekday_date(sitting.meeting.date))
}

/// Returns "You were not in the room when CSIB 23/02 was given to you."
fn was_away(missed: &[&Owed]) -> String {
    let names: Vec<String> = missed.iter().map(|action| action.listed.name()).collect();
    let were = if names.len() == 1 { "was" } else { "were" };
    format!("You were not in the room when {} {were} given to you.", joined(&names))
}

fn own_details(sitting: &Sitting, action: &Owed) -> Vec<String> {
    let with = action.listed.with();
    common_details(sitting, action).chain(with).collect()
}

fn helped_details(sitting: &Sitting, action: &Owed) -> Vec<String> {
    let helps = format!("You help {}.", action.listed.owner);
    std::iter::once(helps).chain(common_details(sitting, action)).collect()
}

fn common_details(sitting: &Sitting, action: &Owed) -> impl Iterator<Item = String> {
    let listed = action.listed;
    let status = (listed.status != ActionStatus::Open).then(|| listed.status());
    let item = format!("Item: {}", action.item.label());
    let question = action.question.map(|question| asked(sitting, question, listed.has_exempt()));
    [Some(listed.due()), status, Some(item), question].into_iter().flatten()
}

/// Returns "Asked by Cllr Y Clement: Can we have a list?". An exempt question may stand above an action
/// that is not.
fn asked(sitting: &Sitting, question: &Recorded, is_marked: bool) -> String {
    let entry = &question.entry;
    let by = match wording::name(sitting, entry.speaker, &entry.speaker_words) {
        name if name.is_empty() => String::new(),
        name => format!(" by {name}"),
    };
    let notice = match entry.exempt.is_exempt() && !is_marked {
        true => format!("{}: ", wording::NOT_FOR_PUBLICATION),
        false => String::new(),
    };
    format!("{notice}Asked{by}: {}", entry.text)
}
