//! What became of an action, told as anybody would who reads what was heard of it from the beginning.

use super::day;
use super::deeds::NEXT_MEETINGS;
use chrono::{Days, NaiveDate};
use minutebook::record::{Action, ActionOwner, ActionStatus, ActionUpdate, Body, Entry, Id, Meeting, Record};

/// What the tables hold, sorted out.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) bodies: Vec<Body>,
    pub(super) meetings: Vec<Meeting>,
    pub(super) entries: Vec<Entry>,
    pub(super) actions: Vec<Action>,
    pub(super) owners: Vec<ActionOwner>,
    pub(super) updates: Vec<ActionUpdate>,
}

impl Rows {
    pub(super) fn of(everything: &[Record]) -> Rows {
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

    pub(super) fn heard_of(&self, action: Id) -> Vec<&ActionUpdate> {
        self.updates.iter().filter(|update| update.action == action).collect()
    }

    pub(super) fn owners_of(&self, action: Id) -> Vec<&ActionOwner> {
        self.owners.iter().filter(|owner| owner.action == action).collect()
    }

    pub(super) fn meeting(&self, id: Id) -> &Meeting {
        self.meetings.iter().find(|meeting| meeting.id == id).expect("a meeting")
    }

    pub(super) fn entry_of(&self, action: &Action) -> &Entry {
        self.entries.iter().find(|entry| entry.id == action.entry).expect("the entry of an action")
    }

    /// The days on which a body meets.
    pub(super) fn days(&self, body: Id) -> impl Iterator<Item = &Meeting> {
        self.meetings.iter().filter(move |meeting| meeting.body == body)
    }
}

/// How an action stands, as anybody would work it out who reads what was heard of it from the beginning.
pub(super) struct Lived {
    pub(super) status: ActionStatus,
    pub(super) due_words: String,
    /// The day on which that deadline was given.
    pub(super) since: NaiveDate,
    pub(super) owner: Option<Id>,
    pub(super) owner_words: String,
    pub(super) slips: u32,
    pub(super) carried: u32,
    pub(super) heard: NaiveDate,
    pub(super) ended: Option<NaiveDate>,
}

pub(super) fn live(action: &Action, rows: &Rows) -> Lived {
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
pub(super) fn means(
    words: &str,
    since: NaiveDate,
    given: NaiveDate,
    body: Id,
    rows: &Rows,
) -> Result<Option<NaiveDate>, ()> {
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
pub(super) fn said_next(meeting: &Meeting, after: NaiveDate) -> Option<NaiveDate> {
    let (_, said) = NEXT_MEETINGS.iter().find(|(words, _)| *words == meeting.next_meeting).expect("words of the table");
    (!said.is_empty()).then(|| day(said)).filter(|said| *said > after)
}
