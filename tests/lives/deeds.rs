//! What may happen to actions: the words for it, and hands that do it in a book of two bodies.

use super::day;
use crate::desk::{Desk, empty_book, note};
use chrono::Days;
use minutebook::clerk::bodies::{BodyForm, MeetingForm, save_body, save_meeting};
use minutebook::clerk::follow_up::{FollowUp, VERBS, Verb, follow_up, roster_of, verb};
use minutebook::clerk::minuting::Edit;
use minutebook::clerk::{Failure, Minuting, agenda};
use minutebook::record::{Closing, Entry, EntryKind, Id};
use minutebook::store::{GivenAction, Wanted};
use proptest::prelude::*;
use std::collections::BTreeMap;

pub(super) const PEOPLE: &str = "\
Chair: Cllr Dana Gibbs
Members: Cllr Yusuf Clement; Kate Goode (co-opted)
Officers: Sam Hale, Director of Children's Services (DCS); Joy Pike, Assistant Director – Improvement (AD-I); Ravi Mistry, Performance and Data Manager (PDM)
";

/// The bodies with how they close their actions, and the days on which they meet.
pub(super) const BODIES: &[(&str, Closing, [&str; 3])] = &[
    (
        "Children's Services Improvement Board (CSIB)",
        Closing::Officer,
        ["27 February 2023", "24 April 2023", "26 June 2023"],
    ),
    ("Wexmoor Learning Board (WLB)", Closing::Body, ["3 April 2023", "11 December 2023", "5 February 2024"]),
];

/// Days to which a meeting may be moved: before and after the others, on the day of one of them, in another
/// year.
pub(super) const DAYS: &[&str] =
    &["20 February 2023", "24 April 2023", "10 May 2023", "11 September 2023", "22 January 2024"];

/// What a meeting may say of the next, and the day that this means.
pub(super) const NEXT_MEETINGS: &[(&str, &str)] =
    &[("", ""), ("Monday 3 July 2023, 6.00 pm", "2023-07-03"), ("Monday 25 March 2024, 6.00 pm", "2024-03-25")];

/// Lines that give an ACTION: what is to be done, and the part of it that says by when.
pub(super) const GIVEN: &[(&str, &str, &str)] = &[
    ("! dcs: ", "send the figures by 10 March 2023", "by 10 March 2023"),
    ("! kg: ", "ask the schools by next meeting", "by next meeting"),
    ("! dcs, kg: ", "visit the school in six weeks", "in six weeks"),
    ("! ad-i: ", "clear the backlog asap", "asap"),
    ("! Jane Hill: ", "keep the list of vacancies, ongoing", "ongoing"),
    ("! ad-i, dcs: ", "write to every school before the agenda is published", "before the agenda is published"),
    ("! pdm: ", "bring the table two weeks before the next meeting", "two weeks before the next meeting"),
    ("! dcs: ", "find out about the second school", ""),
    ("! ", "thank the staff", ""),
];

/// Lines that are something else.
pub(super) const OTHER: &[&str] =
    &["n Only a note.", "q yc: Why was it late?", "c kg: I see.", "- a point", "+ Jane Smith"];

pub(super) const SAID: &[&str] =
    &["", "dcs: half of it had been done", "the auditor had the list", "Jane Hill: it was with the bank"];

pub(super) const MOVED: &[&str] = &[
    "by 31 May 2023 because the auditor was ill",
    "in four weeks: the school had been closed",
    "by next meeting because nobody had been there",
    "before the agenda is published as the list was with the bank",
    "asap since it was late",
    "by 31 May 2023",
    "",
];

pub(super) const PASSED: &[&str] = &["pdm because the post was vacant", "Jane Hill", "Jane Smith", "kg", "dcs", ""];

/// Something that happens to actions; what is meant by a number is counted round.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    Give {
        meeting: usize,
        item: usize,
        line: usize,
    },
    Say {
        meeting: usize,
        item: usize,
        line: usize,
    },
    /// Puts the line of an action in the place of an entry.
    GiveInstead {
        meeting: usize,
        nth: usize,
        line: usize,
    },
    SayInstead {
        meeting: usize,
        nth: usize,
        line: usize,
    },
    /// Does something with an entry that minutes an update, if there is any, or else with another.
    Edit {
        meeting: usize,
        nth: usize,
        edit: Edit,
    },
    Between {
        action: usize,
        verb: usize,
        words: usize,
        day: u64,
    },
    At {
        meeting: usize,
        action: usize,
        verb: usize,
        words: usize,
    },
    Undo(Option<usize>),
    Redo(Option<usize>),
    Move {
        meeting: usize,
        day: usize,
        next: usize,
    },
    Notice {
        body: usize,
        notice: &'static str,
    },
    Command {
        meeting: usize,
        line: &'static str,
    },
}

pub(super) fn deed() -> impl Strategy<Value = Deed> {
    let edit = prop_oneof![
        4 => Just(Edit::Remove),
        1 => Just(Edit::MoveUp),
        1 => Just(Edit::ReadBack),
        1 => Just(Edit::MakeIt(EntryKind::Note)),
        1 => Just(Edit::MakeIt(EntryKind::Action)),
    ];
    let notice = proptest::sample::select(vec!["5 clear days", "3 clear days", "10 clear days, Saturdays counted"]);
    let command = proptest::sample::select(vec![":start", ":close", ":reopen", ":circulated", ":confirmed"]);
    // Mostly of the first meetings and the first actions, so that much happens to some.
    let (meeting, action) = (|| prop_oneof![0..6usize, Just(0usize)], || prop_oneof![Just(0usize), 0..12usize]);
    let apart = || prop_oneof![2 => Just(None), 3 => meeting().prop_map(Some)];
    let (few, many) = (|| 0..3usize, || 0..20usize);
    prop_oneof![
        6 => (meeting(), few(), many()).prop_map(|(meeting, item, line)| Deed::Give { meeting, item, line }),
        1 => (meeting(), few(), many()).prop_map(|(meeting, item, line)| Deed::Say { meeting, item, line }),
        2 => (meeting(), many(), many()).prop_map(|(meeting, nth, line)| Deed::GiveInstead { meeting, nth, line }),
        2 => (meeting(), many(), many()).prop_map(|(meeting, nth, line)| Deed::SayInstead { meeting, nth, line }),
        4 => (meeting(), many(), edit).prop_map(|(meeting, nth, edit)| Deed::Edit { meeting, nth, edit }),
        6 => (action(), many(), many(), 0..420u64)
            .prop_map(|(action, verb, words, day)| Deed::Between { action, verb, words, day }),
        8 => (meeting(), action(), many(), many())
            .prop_map(|(meeting, action, verb, words)| Deed::At { meeting, action, verb, words }),
        4 => apart().prop_map(Deed::Undo),
        3 => apart().prop_map(Deed::Redo),
        2 => (meeting(), many(), many()).prop_map(|(meeting, day, next)| Deed::Move { meeting, day, next }),
        1 => (0..2usize, notice).prop_map(|(body, notice)| Deed::Notice { body, notice }),
        2 => (meeting(), command).prop_map(|(meeting, line)| Deed::Command { meeting, line }),
    ]
}

/// Two bodies with three meetings each; nothing has been asked of anybody.
pub(super) struct Book {
    pub(super) desk: Desk,
    pub(super) meetings: Vec<Id>,
    /// Which action has had a number, by body and year.
    pub(super) numbers: BTreeMap<(Id, i32, u32), Id>,
}

impl Book {
    pub(super) fn new() -> Book {
        let mut store = empty_book();
        let (mut meetings, at) = (Vec::new(), day("2023-02-01").and_hms_opt(9, 0, 0).unwrap());
        for (body, closing, dates) in BODIES {
            for date in dates {
                let text = format!(
                    "Body: {body}\nDate: {date}, 6.00 pm\nClosing: {closing}\n{PEOPLE}\n\
                     1. Matters arising\n2. Workforce\n3. Placements [exempt 3]\n"
                );
                meetings.push(agenda::load(&mut store, &text, "agenda.txt", at).unwrap().id);
            }
        }
        let minuting = Minuting::open(&store, meetings[0]).unwrap();
        Book { desk: Desk { store, minuting, now: at }, meetings, numbers: BTreeMap::new() }
    }

    /// Lays a meeting on the desk at one of its items, on its evening; nothing if it has been undone.
    pub(super) fn turn_to(&mut self, meeting: usize, item: usize) -> Option<()> {
        let id = self.meetings[meeting % self.meetings.len()];
        self.desk.minuting = Minuting::open(&self.desk.store, id).ok()?;
        let item = self.desk.minuting.sitting.items[item % self.desk.minuting.sitting.items.len()].id;
        self.desk.minuting.look_at(&self.desk.store, item).unwrap();
        self.desk.now = self.desk.meeting().date.and_hms_opt(18, 0, 0).unwrap();
        Some(())
    }

    /// Turns to an entry of a meeting, of those that `is_meant` if there are any.
    pub(super) fn turn_to_entry(
        &mut self,
        meeting: usize,
        nth: usize,
        is_meant: impl Fn(&Entry) -> bool,
    ) -> Option<Id> {
        self.turn_to(meeting, 0)?;
        let all = self.desk.store.minutes(self.desk.meeting().id).unwrap().entries.into_iter().flatten();
        let all: Vec<Entry> = all.map(|recorded| recorded.entry).collect();
        let meant: Vec<&Entry> = all.iter().filter(|entry| is_meant(entry)).collect();
        let some = if meant.is_empty() { all.iter().collect() } else { meant };
        let entry = some.get(nth % some.len().max(1))?;
        self.desk.minuting.look_at(&self.desk.store, entry.item).unwrap();
        Some(entry.id)
    }

    pub(super) fn action(&self, nth: usize) -> Option<GivenAction> {
        let mut given = self.desk.store.given_actions(self.desk.store.standings(Wanted::All).unwrap()).unwrap();
        given.sort_by_key(|given| given.action.id);
        (!given.is_empty()).then(|| given.swap_remove(nth % given.len()))
    }

    /// Does it as far as it can be done; a refusal changes nothing.
    pub(super) fn perform(&mut self, deed: &Deed) {
        let before = self.desk.store.everything().unwrap();
        let Some(done) = self.try_to(deed) else { return };
        if let Err(failure) = done {
            assert!(!failure.may_pass, "{deed:?} broke the book: {failure}");
            let after = self.desk.store.everything().unwrap();
            assert_eq!(after, before, "{deed:?} was refused, and changed something: {failure}");
        }
    }

    /// Does it; nothing if there is nothing that it could be done with.
    pub(super) fn try_to(&mut self, deed: &Deed) -> Option<Result<(), Failure>> {
        let desk = &mut self.desk;
        let done = match *deed {
            Deed::Give { meeting, item, line } => {
                self.turn_to(meeting, item)?;
                self.desk.try_as(&given_line(line), note()).map(drop)
            }
            Deed::Say { meeting, item, line } => {
                self.turn_to(meeting, item)?;
                self.desk.try_as(OTHER[line % OTHER.len()], note()).map(drop)
            }
            Deed::GiveInstead { meeting, nth, line } => {
                let entry = self.turn_to_entry(meeting, nth, |entry| entry.kind == EntryKind::Action)?;
                self.desk.retype(entry, &given_line(line)).map(drop)
            }
            Deed::SayInstead { meeting, nth, line } => {
                let entry = self.turn_to_entry(meeting, nth, |entry| entry.kind == EntryKind::Update)?;
                self.desk.retype(entry, OTHER[line % OTHER.len()]).map(drop)
            }
            Deed::Edit { meeting, nth, edit } => {
                let entry = self.turn_to_entry(meeting, nth, |entry| entry.kind == EntryKind::Update)?;
                self.desk.edit(entry, edit).map(drop)
            }
            Deed::Between { action, verb: nth, words, day: later } => {
                let given = self.action(action)?;
                let (word, words) = verb_and_words(nth, words);
                let roster = roster_of(&self.desk.store, &given).unwrap();
                let heard = FollowUp::of(verb(word).unwrap(), words, "", &roster);
                let now = (day("2023-02-20") + Days::new(later)).and_hms_opt(9, 0, 0).unwrap();
                follow_up(&mut self.desk.store, &given, &heard, "dso", now).map(drop)
            }
            Deed::At { meeting, action, verb, words } => {
                let given = self.action(action)?;
                let (word, words) = verb_and_words(verb, words);
                self.turn_to(meeting, 0)?;
                let reference = format!("{}:{}", given.body.to_lowercase(), given.action.reference());
                self.desk.try_type(format!(":action {reference} {word} {words}").trim_end()).map(drop)
            }
            Deed::Undo(None) => desk.store.undo(None, desk.now).map(drop).map_err(Failure::from),
            Deed::Redo(None) => desk.store.redo(None, desk.now).map(drop).map_err(Failure::from),
            Deed::Undo(Some(meeting)) => {
                self.turn_to(meeting, 0)?;
                self.desk.minuting.undo(&mut self.desk.store, self.desk.now).map(drop)
            }
            Deed::Redo(Some(meeting)) => {
                self.turn_to(meeting, 0)?;
                self.desk.minuting.redo(&mut self.desk.store, self.desk.now).map(drop)
            }
            Deed::Move { meeting, day, next } => {
                self.turn_to(meeting, 0)?;
                let (date, next_meeting) = (DAYS[day % DAYS.len()], NEXT_MEETINGS[next % NEXT_MEETINGS.len()].0);
                let form = MeetingForm { date, next_meeting, ..MeetingForm::default() };
                let before = self.desk.meeting().clone();
                save_meeting(&mut self.desk.store, &before, &form, self.desk.now)
            }
            Deed::Notice { body, notice } => {
                self.turn_to(3 * body, 0)?;
                let before = self.desk.minuting.sitting.body.clone();
                let (name, closing) = (before.name.clone(), before.closing.word());
                let short_name = &before.short_name;
                let form = BodyForm { name: &name, short_name, notice, closing, ..BodyForm::default() };
                save_body(&mut self.desk.store, Some(&before), &form, self.desk.now).map(drop)
            }
            Deed::Command { meeting, line } => {
                self.turn_to(meeting, 0)?;
                self.desk.try_type(line).map(drop)
            }
        };
        Some(done)
    }
}

pub(super) fn given_line(nth: usize) -> String {
    let (owners, text, _) = GIVEN[nth % GIVEN.len()];
    format!("{owners}{text}")
}

pub(super) fn verb_and_words(nth: usize, words: usize) -> (&'static str, &'static str) {
    let (word, verb) = VERBS[nth % VERBS.len()];
    let table = match verb {
        Verb::Move => MOVED,
        Verb::Pass => PASSED,
        Verb::Carry => &[""],
        Verb::Update | Verb::Reply | Verb::Become(_) => SAID,
    };
    (word, table[words % table.len()])
}
