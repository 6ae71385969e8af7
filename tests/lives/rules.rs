//! What must be so after any deeds.

use super::day;
use super::deeds::{Book, GIVEN};
use super::told::{Lived, Rows, live, means, said_next};
use chrono::NaiveDate;
use minutebook::clerk::register::{Registered, actions, people};
use minutebook::record::{
    Action, ActionOwner, ActionStatus, Change, Closing, EntryKind, Id, MeetingStatus, Record, Standing,
};
use minutebook::store::{Verified, Wanted};
use std::collections::{BTreeMap, BTreeSet};

impl Book {
    pub(super) fn asked(&self, words: &str, today: NaiveDate) -> Vec<Registered> {
        let words: Vec<String> = words.split_whitespace().map(str::to_string).collect();
        actions(&self.desk.store, &words, today).unwrap()
    }

    pub(super) fn ids(&self, words: &str, today: NaiveDate) -> BTreeSet<Id> {
        self.asked(words, today).iter().map(|row| row.id).collect()
    }

    pub(super) fn standings(&self) -> Vec<Standing> {
        let mut standings = self.desk.store.standings(Wanted::All).unwrap();
        standings.sort_by_key(|standing| standing.action);
        standings
    }

    /// Holds what must be so after any deeds, seen from a day.
    pub(super) fn hold_the_rules(&mut self, today: NaiveDate) {
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

    pub(super) fn numbers_are_given_once(&mut self, rows: &Rows) {
        for action in &rows.actions {
            let first = *self.numbers.entry((action.body, action.year, action.number)).or_insert(action.id);
            assert_eq!(first, action.id, "{} was given out twice", action.reference());
        }
    }

    pub(super) fn standings_are_what_is_worked_out_afresh(&mut self) {
        let kept = self.standings();
        let found = |book: &Book| ["auditor", "vacanc", "23/0", "school"].map(|word| book.found(word));
        let found_before = found(self);
        self.desk.store.work_out_standings().unwrap();
        assert_eq!(kept, self.standings());
        assert_eq!(found_before, found(self));
    }

    pub(super) fn found(&self, word: &str) -> Vec<Id> {
        self.desk.store.actions_with_words(word).unwrap()
    }

    pub(super) fn sums_hold(&self, rows: &Rows, today: NaiveDate) {
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
    pub(super) fn register_agrees(&self, rows: &Rows) {
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

    pub(super) fn filters_agree(&self, rows: &Rows, today: NaiveDate) {
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
    pub(super) fn history_tells_every_update(&self) {
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

/// Holds what follows for one action from what was heard of it.
pub(super) fn life_is_told(action: &Action, rows: &Rows) {
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
