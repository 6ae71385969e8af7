//! Whatever happens to actions, what was heard of them tells their whole life, and the sums hold.

use crate::desk::{Desk, empty_book, note};
use crate::matters_arising::{NEXT_AGENDA, in_april, row};
use chrono::{Days, NaiveDate};
use minutebook::clerk::bodies::{BodyForm, MeetingForm, save_body, save_meeting};
use minutebook::clerk::follow_up::{FollowUp, VERBS, Verb, find, follow_up, roster_of, verb};
use minutebook::clerk::minuting::Edit;
use minutebook::clerk::register::{Registered, actions, people};
use minutebook::clerk::thread::thread;
use minutebook::clerk::{Failure, Minuting, agenda};
use minutebook::record::{
    Action, ActionOwner, ActionStatus, ActionUpdate, Body, Change, Closing, Entry, EntryKind, Id, Meeting,
    MeetingStatus, Record, Standing,
};
use minutebook::store::{GivenAction, Verified, Wanted};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const PEOPLE: &str = "\
Chair: Cllr Dana Gibbs
Members: Cllr Yusuf Clement; Kate Goode (co-opted)
Officers: Sam Hale, Director of Children's Services (DCS); Joy Pike, Assistant Director – Improvement (AD-I); Ravi Mistry, Performance and Data Manager (PDM)
";

/// The bodies with how they close their actions, and the days on which they meet.
const BODIES: &[(&str, Closing, [&str; 3])] = &[
    (
        "Children's Services Improvement Board (CSIB)",
        Closing::Officer,
        ["27 February 2023", "24 April 2023", "26 June 2023"],
    ),
    ("Wexmoor Learning Board (WLB)", Closing::Body, ["3 April 2023", "11 December 2023", "5 February 2024"]),
];

/// Days to which a meeting may be moved: before and after the others, on the day of one of them, in another
/// year.
const DAYS: &[&str] = &["20 February 2023", "24 April 2023", "10 May 2023", "11 September 2023", "22 January 2024"];

/// What a meeting may say of the next, and the day that this means.
const NEXT_MEETINGS: &[(&str, &str)] =
    &[("", ""), ("Monday 3 July 2023, 6.00 pm", "2023-07-03"), ("Monday 25 March 2024, 6.00 pm", "2024-03-25")];

/// Lines that give an ACTION: what is to be done, and the part of it that says by when.
const GIVEN: &[(&str, &str, &str)] = &[
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
const OTHER: &[&str] = &["n Only a note.", "q yc: Why was it late?", "c kg: I see.", "- a point", "+ Jane Smith"];

const SAID: &[&str] =
    &["", "dcs: half of it had been done", "the auditor had the list", "Jane Hill: it was with the bank"];

const MOVED: &[&str] = &[
    "by 31 May 2023 because the auditor was ill",
    "in four weeks: the school had been closed",
    "by next meeting because nobody had been there",
    "before the agenda is published as the list was with the bank",
    "asap since it was late",
    "by 31 May 2023",
    "",
];

const PASSED: &[&str] = &["pdm because the post was vacant", "Jane Hill", "Jane Smith", "kg", "dcs", ""];

/// Something that happens to actions; what is meant by a number is counted round.
#[derive(Clone, Debug)]
enum Deed {
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

fn deed() -> impl Strategy<Value = Deed> {
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
struct Book {
    desk: Desk,
    meetings: Vec<Id>,
    /// Which action has had a number, by body and year.
    numbers: BTreeMap<(Id, i32, u32), Id>,
}

/// What the tables hold, sorted out.
#[derive(Default)]
struct Rows {
    bodies: Vec<Body>,
    meetings: Vec<Meeting>,
    entries: Vec<Entry>,
    actions: Vec<Action>,
    owners: Vec<ActionOwner>,
    updates: Vec<ActionUpdate>,
}

impl Rows {
    fn of(everything: &[Record]) -> Rows {
        let mut rows = Rows::default();
        for record in everything.iter().cloned() {
            match record {
                Record::Body(body) => rows.bodies.push(body),
                Record::Meeting(meeting) => rows.meetings.push(meeting),
                Record::Entry(entry) => rows.entries.push(entry),
                Record::Action(action) => rows.actions.push(action),
                Record::ActionOwner(owner) => rows.owners.push(owner),
                Record::ActionUpdate(update) => rows.updates.push(update),
                _ => {}
            }
        }
        rows.meetings.sort_by_key(|meeting| (meeting.date, meeting.slug.clone()));
        rows.owners.sort_by_key(|owner| owner.position);
        rows.updates.sort_by_key(|update| (update.action, update.number));
        rows
    }

    fn heard_of(&self, action: Id) -> Vec<&ActionUpdate> {
        self.updates.iter().filter(|update| update.action == action).collect()
    }

    fn owners_of(&self, action: Id) -> Vec<&ActionOwner> {
        self.owners.iter().filter(|owner| owner.action == action).collect()
    }

    fn meeting(&self, id: Id) -> &Meeting {
        self.meetings.iter().find(|meeting| meeting.id == id).expect("a meeting")
    }

    fn entry_of(&self, action: &Action) -> &Entry {
        self.entries.iter().find(|entry| entry.id == action.entry).expect("the entry of an action")
    }

    /// The days on which a body meets.
    fn days(&self, body: Id) -> impl Iterator<Item = &Meeting> {
        self.meetings.iter().filter(move |meeting| meeting.body == body)
    }
}

/// How an action stands, as anybody would work it out who reads what was heard of it from the beginning.
struct Lived {
    status: ActionStatus,
    due_words: String,
    /// The day on which that deadline was given.
    since: NaiveDate,
    owner: Option<Id>,
    owner_words: String,
    slips: u32,
    carried: u32,
    heard: NaiveDate,
    ended: Option<NaiveDate>,
}

fn live(action: &Action, rows: &Rows) -> Lived {
    let given = rows.meeting(action.meeting).date;
    let owners = rows.owners_of(action.id);
    let mut lived = Lived {
        status: ActionStatus::Open,
        due_words: action.due_words.clone(),
        since: given,
        owner: owners.first().and_then(|owner| owner.person),
        owner_words: owners.first().map(|owner| owner.words.clone()).unwrap_or_default(),
        slips: 0,
        carried: 0,
        heard: given,
        ended: None,
    };
    for update in rows.heard_of(action.id) {
        let day = update.at.date();
        let mut says_something = !update.text.is_empty();
        if let Some(status) = update.status {
            says_something = true;
            lived.status = status;
            let is_over = match status {
                ActionStatus::Closed
                | ActionStatus::Superseded
                | ActionStatus::NoLongerFeasible
                | ActionStatus::ReferredElsewhere => true,
                ActionStatus::Open
                | ActionStatus::InProgress
                | ActionStatus::PartlyComplete
                | ActionStatus::ProposedForClosure
                | ActionStatus::OnHold => false,
            };
            lived.ended = if is_over { lived.ended.or(Some(day)) } else { None };
        }
        if !update.due_words.is_empty() {
            says_something = true;
            (lived.due_words, lived.since) = (update.due_words.clone(), day);
            lived.slips += 1;
        }
        if update.owner.is_some() || !update.owner_words.is_empty() {
            says_something = true;
            (lived.owner, lived.owner_words) = (update.owner, update.owner_words.clone());
        }
        if says_something {
            lived.heard = day;
        } else {
            lived.carried += 1;
        }
    }
    lived
}

/// By when the words of this test mean, that were said on a day of an action that a meeting gave. What only
/// the calendar of working days can tell is left to other tests.
fn means(words: &str, since: NaiveDate, given: NaiveDate, body: Id, rows: &Rows) -> Result<Option<NaiveDate>, ()> {
    let next = || {
        let known: Vec<&Meeting> = rows.days(body).filter(|meeting| meeting.date >= given).collect();
        let in_book = known.iter().map(|meeting| meeting.date).find(|date| *date > since);
        in_book.or_else(|| said_next(known.iter().rfind(|meeting| meeting.date <= since)?, since))
    };
    Ok(match words {
        "by 10 March 2023" => Some(day("2023-03-10")),
        "by 31 May 2023" => Some(day("2023-05-31")),
        "in six weeks" => Some(since + Days::new(42)),
        "in four weeks" => Some(since + Days::new(28)),
        "by next meeting" => next(),
        "two weeks before the next meeting" => next().map(|next| next - Days::new(14)),
        "" | "asap" | "ongoing" => None,
        "before the agenda is published" => return Err(()),
        other => panic!("{other:?} is not in the tables of this test"),
    })
}

/// The day that a meeting says of the next, if that is after another day.
fn said_next(meeting: &Meeting, after: NaiveDate) -> Option<NaiveDate> {
    let (_, said) = NEXT_MEETINGS.iter().find(|(words, _)| *words == meeting.next_meeting).expect("words of the table");
    (!said.is_empty()).then(|| day(said)).filter(|said| *said > after)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl Book {
    fn new() -> Book {
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
    fn turn_to(&mut self, meeting: usize, item: usize) -> Option<()> {
        let id = self.meetings[meeting % self.meetings.len()];
        self.desk.minuting = Minuting::open(&self.desk.store, id).ok()?;
        let item = self.desk.minuting.sitting.items[item % self.desk.minuting.sitting.items.len()].id;
        self.desk.minuting.look_at(&self.desk.store, item).unwrap();
        self.desk.now = self.desk.meeting().date.and_hms_opt(18, 0, 0).unwrap();
        Some(())
    }

    /// Turns to an entry of a meeting, of those that `is_meant` if there are any.
    fn turn_to_entry(&mut self, meeting: usize, nth: usize, is_meant: impl Fn(&Entry) -> bool) -> Option<Id> {
        self.turn_to(meeting, 0)?;
        let all = self.desk.store.minutes(self.desk.meeting().id).unwrap().entries.into_iter().flatten();
        let all: Vec<Entry> = all.map(|recorded| recorded.entry).collect();
        let meant: Vec<&Entry> = all.iter().filter(|entry| is_meant(entry)).collect();
        let some = if meant.is_empty() { all.iter().collect() } else { meant };
        let entry = some.get(nth % some.len().max(1))?;
        self.desk.minuting.look_at(&self.desk.store, entry.item).unwrap();
        Some(entry.id)
    }

    fn action(&self, nth: usize) -> Option<GivenAction> {
        let mut given = self.desk.store.given_actions(self.desk.store.standings(Wanted::All).unwrap()).unwrap();
        given.sort_by_key(|given| given.action.id);
        (!given.is_empty()).then(|| given.swap_remove(nth % given.len()))
    }

    /// Does it as far as it can be done; a refusal changes nothing.
    fn perform(&mut self, deed: &Deed) {
        let before = self.desk.store.everything().unwrap();
        let Some(done) = self.try_to(deed) else { return };
        if let Err(failure) = done {
            assert!(!failure.may_pass, "{deed:?} broke the book: {failure}");
            let after = self.desk.store.everything().unwrap();
            assert_eq!(after, before, "{deed:?} was refused, and changed something: {failure}");
        }
    }

    /// Does it; nothing if there is nothing that it could be done with.
    fn try_to(&mut self, deed: &Deed) -> Option<Result<(), Failure>> {
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

    fn asked(&self, words: &str, today: NaiveDate) -> Vec<Registered> {
        let words: Vec<String> = words.split_whitespace().map(str::to_string).collect();
        actions(&self.desk.store, &words, today).unwrap()
    }

    fn ids(&self, words: &str, today: NaiveDate) -> BTreeSet<Id> {
        self.asked(words, today).iter().map(|row| row.id).collect()
    }

    fn standings(&self) -> Vec<Standing> {
        let mut standings = self.desk.store.standings(Wanted::All).unwrap();
        standings.sort_by_key(|standing| standing.action);
        standings
    }

    /// Holds what must be so after any deeds, seen from a day.
    fn hold_the_rules(&mut self, today: NaiveDate) {
        let rows = Rows::of(&self.desk.store.everything().unwrap());
        self.numbers_are_given_once(&rows);
        self.standings_are_what_is_worked_out_afresh();
        self.sums_hold(&rows, today);
        for action in &rows.actions {
            life_is_told(action, &rows);
        }
        self.register_agrees(&rows);
        self.filters_agree(&rows, today);
    }

    fn numbers_are_given_once(&mut self, rows: &Rows) {
        for action in &rows.actions {
            let first = *self.numbers.entry((action.body, action.year, action.number)).or_insert(action.id);
            assert_eq!(first, action.id, "{} was given out twice", action.reference());
        }
    }

    fn standings_are_what_is_worked_out_afresh(&mut self) {
        let kept = self.standings();
        let found = |book: &Book| ["auditor", "vacanc", "23/0", "school"].map(|word| book.found(word));
        let found_before = found(self);
        self.desk.store.work_out_standings().unwrap();
        assert_eq!(kept, self.standings());
        assert_eq!(found_before, found(self));
    }

    fn found(&self, word: &str) -> Vec<Id> {
        self.desk.store.actions_with_words(word).unwrap()
    }

    fn sums_hold(&self, rows: &Rows, today: NaiveDate) {
        let all = self.asked("all", today);
        let count = |status: ActionStatus| all.iter().filter(|row| row.status == status).count();
        assert_eq!(ActionStatus::ALL.iter().map(|status| count(*status)).sum::<usize>(), rows.actions.len());
        assert_eq!(all.iter().map(|row| row.id).collect::<BTreeSet<_>>().len(), rows.actions.len());
        for status in ActionStatus::ALL {
            assert_eq!(self.asked(&status.word().replace(' ', "-"), today).len(), count(*status), "{status}");
        }
        let (outstanding, ended): (Vec<_>, Vec<_>) = all.iter().partition(|row| row.status.is_outstanding());
        assert_eq!(outstanding.len() + ended.len(), rows.actions.len());
        assert_eq!(self.ids("", today), outstanding.iter().map(|row| row.id).collect());
        assert_eq!(self.desk.store.standings(Wanted::Outstanding).unwrap().len(), outstanding.len());
        assert_eq!(self.desk.store.count_actions().unwrap(), rows.actions.len());
    }

    /// Every row of the register and of the standings says what follows from what was heard, in order.
    fn register_agrees(&self, rows: &Rows) {
        let people = people(&self.desk.store).unwrap();
        let all = self.asked("all", day("2023-06-01"));
        for (action, standing) in rows.actions.iter().zip(self.standings()) {
            let lived = live(action, rows);
            let given = rows.meeting(action.meeting).date;
            let row = all.iter().find(|row| row.id == action.id).unwrap();
            let told = (
                (standing.action, standing.status, standing.slips, standing.carried),
                (standing.given, standing.heard, standing.ended),
                (standing.owner, standing.owner_words.clone()),
            );
            let wanted = (
                (action.id, lived.status, lived.slips, lived.carried),
                (given, lived.heard, lived.ended),
                (lived.owner, lived.owner_words.clone()),
            );
            assert_eq!(told, wanted, "{}: {:?}", action.reference(), rows.heard_of(action.id));
            let owner = lived.owner.map_or(lived.owner_words.clone(), |id| people[&id].speaking_name());
            assert_eq!(
                (row.status, row.slips, row.carried, row.due_words.as_str(), row.owner.as_str(), row.updates.len()),
                (
                    lived.status,
                    lived.slips,
                    lived.carried,
                    lived.due_words.as_str(),
                    owner.as_str(),
                    rows.heard_of(action.id).len()
                )
            );
            if let Ok(due) = means(&lived.due_words, lived.since, given, action.body, rows) {
                assert_eq!((row.due_date, standing.due), (due, due), "{} since {}", lived.due_words, lived.since);
            }
            if let Ok(due) = means(&action.due_words, given, given, action.body, rows) {
                // What hangs on a meeting keeps the day that was told when it was given.
                let hangs = ["meeting", "agenda"].iter().any(|word| action.due_words.contains(word));
                let due = if hangs { action.first_due.or(due) } else { due };
                assert_eq!((row.original_due, standing.original_due), (due, due), "{} given {given}", action.due_words);
            }
        }
    }

    fn filters_agree(&self, rows: &Rows, today: NaiveDate) {
        let all = self.asked("all", today);
        let due = |action: &Action| all.iter().find(|row| row.id == action.id).unwrap().due_date;
        let person = |initials: &str| self.desk.person(initials);
        type Test<'a> = &'a dyn Fn(&Action, &Lived) -> bool;
        let is_owner = |action: &Action, is_meant: &dyn Fn(Option<Id>, &str) -> bool| {
            let lived = live(action, rows);
            let helpers = rows.owners_of(action.id).into_iter().filter(|owner| owner.position > 0);
            let helps = |owner: &ActionOwner| is_meant(owner.person, &owner.words);
            is_meant(lived.owner, &lived.owner_words) || helpers.into_iter().any(helps)
        };
        let says = |action: &Action, part: &str| {
            let heard = rows.heard_of(action.id);
            let heard = heard.iter().flat_map(|update| [update.due_words.as_str(), update.text.as_str()]);
            [rows.entry_of(action).text.as_str()].into_iter().chain(heard).any(|words| words.contains(part))
        };
        let next = |body: Id| {
            let in_book = rows.days(body).map(|meeting| meeting.date).find(|date| *date > today);
            in_book.or_else(|| said_next(rows.days(body).filter(|meeting| meeting.date <= today).last()?, today))
        };
        let last_but_one = |body: Id| {
            let held = rows.days(body).filter(|meeting| meeting.status != MeetingStatus::Planned);
            let mut days: Vec<NaiveDate> = held.map(|meeting| meeting.date).filter(|date| *date < today).collect();
            days.dedup();
            days.iter().rev().nth(1).copied()
        };
        let csib = rows.bodies.iter().find(|body| body.short_name == "CSIB").map(|body| body.id);
        let dcs = person("SH");
        let filters: &[(&str, Test<'_>)] = &[
            ("overdue", &|action, _| due(action).is_some_and(|due| due < today)),
            ("undated", &|action, _| due(action).is_none()),
            ("slipped", &|_, lived| lived.slips > 0),
            ("unowned", &|_, lived| lived.owner.is_none() && lived.owner_words.is_empty()),
            ("body:csib", &|action, _| Some(action.body) == csib),
            ("quiet", &|action, lived| last_but_one(action.body).is_some_and(|day| lived.heard < day)),
            ("due", &|action, lived| {
                ["asap", "ongoing"].contains(&lived.due_words.as_str())
                    || due(action).is_some_and(|due| due <= next(action.body).unwrap_or(today))
            }),
            ("owner:dcs", &|action, _| is_owner(action, &|person, _| person == Some(dcs))),
            ("owner:hill", &|action, _| is_owner(action, &|_, words| words == "Jane Hill")),
            ("auditor", &|action, _| says(action, "auditor")),
            ("school", &|action, _| says(action, "school")),
        ];
        for (words, fits) in filters {
            let lives = rows.actions.iter().map(|action| (action, live(action, rows)));
            let fitting: Vec<_> = lives.filter(|(action, lived)| fits(action, lived)).collect();
            let wanted = |outstanding_only: bool| -> BTreeSet<Id> {
                let meant = fitting.iter().filter(|(_, lived)| !outstanding_only || lived.status.is_outstanding());
                meant.map(|(action, _)| action.id).collect()
            };
            assert_eq!(self.ids(words, today), wanted(true), "{words} on {today}");
            if !["overdue", "quiet", "due"].contains(words) {
                assert_eq!(self.ids(&format!("{words} all"), today), wanted(false), "{words} all on {today}");
            }
        }
    }

    /// The steps alone give the same updates, and no number twice; each says what it was about.
    fn history_tells_every_update(&self) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy.db");
        self.desk.store.copy_to(&path).unwrap();
        let connection = rusqlite::Connection::open(&path).unwrap();
        let mut statement = connection.prepare("SELECT words, changes FROM step ORDER BY seq").unwrap();
        let steps = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let (mut told, mut given) = (BTreeMap::new(), BTreeMap::new());
        let mut numbers = BTreeMap::new();
        let mut count = 0;
        for step in steps {
            let (words, changes): (String, String) = step.unwrap();
            count += 1;
            for change in serde_json::from_str::<Vec<Change>>(&changes).unwrap() {
                match (change.before, change.after) {
                    (None, Some(Record::Action(action))) => {
                        let first = *numbers.entry((action.body, action.year, action.number)).or_insert(action.id);
                        assert_eq!(first, action.id, "{} was given out twice", action.reference());
                        given.insert(action.id, action.reference());
                    }
                    (None, Some(Record::ActionUpdate(update))) => {
                        let reference = &given[&update.action];
                        assert!(
                            words.contains(reference.as_str()) || words.starts_with("Update "),
                            "{words}: {reference}"
                        );
                        assert!(told.insert(update.id, update).is_none(), "{words}");
                    }
                    (Some(Record::ActionUpdate(update)), None) => {
                        assert_eq!(told.remove(&update.id), Some(update), "{words}");
                    }
                    (Some(Record::ActionUpdate(update)), _) => panic!("{update:?} was changed: {words}"),
                    _ => {}
                }
            }
        }
        let rows = Rows::of(&self.desk.store.everything().unwrap());
        let updates = rows.updates.into_iter().map(|update| (update.id, update)).collect::<BTreeMap<_, _>>();
        assert_eq!(told, updates);
        assert_eq!(self.desk.store.history(None, 10_000).unwrap().len(), count);
        let verified = self.desk.store.verify().unwrap();
        assert!(matches!(verified, Verified::Whole { steps, .. } if steps == count as u64), "{verified:?}");
    }
}

fn given_line(nth: usize) -> String {
    let (owners, text, _) = GIVEN[nth % GIVEN.len()];
    format!("{owners}{text}")
}

fn verb_and_words(nth: usize, words: usize) -> (&'static str, &'static str) {
    let (word, verb) = VERBS[nth % VERBS.len()];
    let table = match verb {
        Verb::Move => MOVED,
        Verb::Pass => PASSED,
        Verb::Carry => &[""],
        Verb::Update | Verb::Reply | Verb::Become(_) => SAID,
    };
    (word, table[words % table.len()])
}

/// Holds what follows for one action from what was heard of it.
fn life_is_told(action: &Action, rows: &Rows) {
    let heard = rows.heard_of(action.id);
    let numbers: Vec<u32> = heard.iter().map(|update| update.number).collect();
    assert_eq!(numbers, (1..=heard.len() as u32).collect::<Vec<_>>(), "{}", action.reference());
    // What was said first by when stays with the words that were minuted, however often it is moved.
    let entry = rows.entry_of(action);
    let given = GIVEN.iter().find(|(_, text, _)| *text == entry.text);
    let is_made_of_other_words = given.is_none();
    assert!(is_made_of_other_words || given.is_some_and(|(.., due)| *due == action.due_words), "{}", entry.text);
    assert_eq!(action.status, ActionStatus::Open, "what became of it is told by what was heard");
    let closing = rows.bodies.iter().find(|body| body.id == action.body).unwrap().closing;
    for update in heard {
        let meeting = update.meeting.map(|meeting| rows.meeting(meeting));
        let minute = update.entry.map(|id| rows.entries.iter().find(|entry| entry.id == id).expect("its minute"));
        assert!(minute.is_none_or(|minute| minute.kind == EntryKind::Update && Some(minute.meeting) == update.meeting));
        assert_eq!(minute.is_some(), meeting.is_some() && !update.carries_forward(), "{update:?}");
        if closing == Closing::Body && update.status.is_some_and(|status| !status.is_outstanding()) {
            assert_eq!(meeting.map(|meeting| meeting.body), Some(action.body), "{update:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_happens_to_actions_their_life_is_told(
        deeds in proptest::collection::vec(deed(), 1..40),
        later in 0..420u64,
    ) {
        let mut book = Book::new();
        let today = day("2023-02-20") + Days::new(later);
        for deed in &deeds {
            book.perform(deed);
            book.hold_the_rules(today);
        }
        book.history_tells_every_update();
    }
}

/// Follows an action of the Improvement Board up between meetings.
fn between(desk: &mut Desk, now: &str, word: &str, words: &str) {
    let given = find(&desk.store, "csib:23/02").unwrap();
    let heard = FollowUp::of(verb(word).unwrap(), words, "", &roster_of(&desk.store, &given).unwrap());
    let now = day(now).and_hms_opt(9, 0, 0).unwrap();
    follow_up(&mut desk.store, &given, &heard, "dso", now).unwrap();
}

/// What was heard of the action with day and teller, in order, as scripts have it.
fn told(desk: &Desk) -> Vec<String> {
    let heard = row(desk, "23/02").updates;
    heard.iter().map(|heard| format!("{} {}", heard.at.date(), heard.told())).collect()
}

#[test]
fn the_whole_life_of_an_action_is_told_in_order() {
    // Given to Kate Goode in February, by 10 March.
    let mut desk = in_april(Closing::Body);
    between(&mut desk, "2023-03-06", "start", "kg: three of eleven schools had answered");
    between(&mut desk, "2023-03-09", "move", "by 14 April because teachers were on strike");
    desk.types(":action 23/02 part kg: nine had answered");
    desk.types(":action 23/02 move by 30 June because two schools were closed\n:action 23/02 pass pdm");
    between(&mut desk, "2023-06-12", "propose", "pdm: all eleven had answered");
    let text = NEXT_AGENDA.replace("Monday 24 April 2023", "Monday 26 June 2023");
    let june = agenda::load(&mut desk.store, &text, "agenda.txt", desk.now).unwrap();
    desk.minuting = Minuting::open(&desk.store, june.id).unwrap();
    desk.now = day("2023-06-26").and_hms_opt(18, 0, 0).unwrap();
    desk.types(":start\n:item 2\n:action 23/02 carry\n:action 23/02 close yc: the answers were clear");
    desk.types(":close\n:confirmed");
    let life = [
        "2023-03-06 Kate Goode: three of eleven schools had answered; in progress",
        "2023-03-09 dso: teachers were on strike; deadline moved: by 14 April",
        "2023-04-24 Kate Goode at csib-2023-04-24: nine had answered; partly complete",
        "2023-04-24 clerk at csib-2023-04-24: two schools were closed; deadline moved: by 30 June",
        "2023-04-24 clerk at csib-2023-04-24: passed to PDM",
        "2023-06-12 PDM: all eleven had answered; proposed for closure",
        "2023-06-26 clerk at csib-2023-06-26: carried forward",
        "2023-06-26 Cllr Y Clement at csib-2023-06-26: the answers were clear; closed",
    ];
    assert_eq!(told(&desk), life);
    let last = row(&desk, "23/02");
    assert_eq!((last.status, last.slips, last.carried, last.owner.as_str()), (ActionStatus::Closed, 2, 1, "PDM"));
    assert_eq!((last.due_words.as_str(), last.due_date), ("by 30 June", Some(day("2023-06-30"))));
    // What was asked first, of whom and by when, stays as it was minuted.
    let given = find(&desk.store, "csib:23/02").unwrap();
    assert_eq!((given.action.due_words.as_str(), last.original_due), ("by 10 March", Some(day("2023-03-10"))));
    assert_eq!(
        thread(&desk.store, &given, &people(&desk.store).unwrap()).unwrap().deed,
        "Kate Goode to ask the schools by 10 March"
    );
    let standing = &desk.store.standings(Wanted::Action(given.action.id)).unwrap()[0];
    assert_eq!((standing.heard, standing.ended), (day("2023-06-26"), Some(day("2023-06-26"))));
    // Confirmed minutes keep it; what is heard later comes behind.
    assert!(desk.minuting.undo(&mut desk.store, desk.now).is_ok(), "the confirmation itself can be undone");
    between(&mut desk, "2023-07-03", "reopen", "one answer was of another school");
    assert_eq!(told(&desk)[..8], life);
    assert_eq!(told(&desk)[8..], ["2023-07-03 dso: one answer was of another school; open"]);
}

#[test]
fn what_was_heard_is_undone_from_its_end() {
    let mut desk = in_april(Closing::Officer);
    between(&mut desk, "2023-03-06", "update", "three schools had answered");
    desk.types(":action 23/02 move by 30 June because two schools were closed\n:action 23/02 close");
    let whole = told(&desk);
    assert_eq!(whole.len(), 3);
    // The book's own last step is older than what the meeting heard.
    let refused = desk.store.undo(None, desk.now).unwrap_err();
    assert_eq!(refused.to_string(), "More has been heard of this action since.");
    for left in [2, 1] {
        desk.undo();
        assert_eq!(told(&desk), whole[..left]);
    }
    assert_eq!((row(&desk, "23/02").due_words.as_str(), row(&desk, "23/02").slips), ("by 10 March", 0));
    desk.store.undo(None, desk.now).unwrap();
    assert!(told(&desk).is_empty());
    desk.store.redo(None, desk.now).unwrap();
    desk.redo();
    desk.redo();
    assert_eq!(told(&desk), whole);
}

#[test]
fn what_hangs_on_something_that_is_gone_is_refused_in_words() {
    let mut desk = in_april(Closing::Officer);
    let february = desk.store.find_meeting("csib-2023-02-27").unwrap().id;
    let april = desk.meeting().id;
    desk.types(":action 23/05 update it was half written");
    desk.undo();
    // February is closed again, and its last action goes.
    desk.store.undo(Some(february), desk.now).unwrap();
    desk.store.undo(Some(february), desk.now).unwrap();
    let refused = desk.store.redo(Some(april), desk.now).unwrap_err();
    assert_eq!(refused.to_string(), "The action of which this was heard is no longer there.");
    // A guest of April's to whom an action has passed since.
    desk.types("+ Jane Smith");
    let given = find(&desk.store, "csib:23/02").unwrap();
    let guest = desk.minuting.roster.clone();
    let heard = FollowUp::of(Verb::Pass, "Jane Smith", "", &guest);
    follow_up(&mut desk.store, &given, &heard, "dso", desk.now).unwrap();
    let before = desk.store.everything().unwrap();
    let refused = desk.store.undo(Some(april), desk.now).unwrap_err();
    assert_eq!(refused.to_string(), "It hangs together with something that was done elsewhere since.");
    assert!(!refused.may_pass());
    assert_eq!(desk.store.everything().unwrap(), before);
}
