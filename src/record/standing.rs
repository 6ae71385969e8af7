//! How an action stands: what has become of it, by when it is due, how often it slipped.
//!
//! All of it follows from the action, what was heard of it, its body's settings and its body's meetings.

use super::action::{deadline_after, owner_after, slips, status_after};
use super::deadline::{Deadline, coming_meetings};
use super::deadline_reading::read_deadline;
use super::{Action, ActionOwner, ActionStatus, ActionUpdate, Body, Id};
use chrono::NaiveDate;

/// How an action stands after all that was heard of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub action: Id,
    pub body: Id,
    /// Who is accountable now; none where that is nobody, or nobody known.
    pub owner: Option<Id>,
    /// As typed, where the accountable owner is nobody known.
    pub owner_words: String,
    /// The day of the meeting that gave it.
    pub given: NaiveDate,
    pub due: Option<NaiveDate>,
    /// The meeting for which it is due, where its deadline means one that is in the book.
    pub due_meeting: Option<Id>,
    /// Due at every meeting until it is done: as soon as possible, or ongoing.
    pub is_chased: bool,
    /// Its deadline, or the one with which it was given, hangs on a meeting.
    pub is_tied: bool,
    /// The day that the words with which it was given meant then, whatever meetings were moved since.
    pub original_due: Option<NaiveDate>,
    pub status: ActionStatus,
    /// How often its deadline was moved.
    pub slips: u32,
    /// How often a meeting carried it forward.
    pub carried: u32,
    /// The day on which something was last heard of it; when it was given, if nothing was.
    pub heard: NaiveDate,
    /// The day since which it is no longer outstanding.
    pub ended: Option<NaiveDate>,
}

/// An action with all on which its standing depends.
#[derive(Clone, Copy, Debug)]
pub struct Life<'a> {
    pub action: &'a Action,
    /// Accountable first.
    pub owners: &'a [ActionOwner],
    /// In the order heard.
    pub updates: &'a [ActionUpdate],
    pub given: NaiveDate,
    pub body: &'a Body,
    /// Meetings of the body from the one that gave it on, in order.
    pub meetings: &'a [MeetingDay],
}

/// When a body meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingDay {
    pub id: Id,
    pub date: NaiveDate,
    /// What its own words say of the next.
    pub next_meeting: String,
}

/// What the words of a deadline come to.
#[derive(Default)]
struct Due {
    day: Option<NaiveDate>,
    meeting: Option<Id>,
    is_chased: bool,
    is_tied: bool,
}

impl Standing {
    /// Works out how an action stands.
    pub fn of(life: Life<'_>) -> Standing {
        let Life { action, owners, updates, given, .. } = life;
        let (words, since) = deadline_after(action, given, updates);
        let due = life.read(words, since);
        let original = life.read(&action.due_words, given);
        let status = status_after(action, updates);
        let (owner, owner_words) = owner_after(owners, updates);
        let heard = updates.iter().rfind(|update| !update.carries_forward()).map(|update| update.at.date());
        let became = updates.iter().rev().filter_map(|update| Some((update.status?, update.at.date())));
        let ended = became.take_while(|(status, _)| !status.is_outstanding()).last().map(|(_, day)| day);
        Standing {
            action: action.id,
            body: action.body,
            owner,
            owner_words: owner_words.into(),
            given,
            due: due.day,
            due_meeting: due.meeting,
            is_chased: due.is_chased,
            is_tied: due.is_tied || original.is_tied,
            // What hangs on no meeting follows the day of the one that gave it, should that be put right.
            original_due: action.first_due.filter(|_| original.is_tied).or(original.day),
            status,
            slips: slips(updates),
            carried: updates.iter().filter(|update| update.carries_forward()).count() as u32,
            heard: heard.unwrap_or(given),
            ended: (!status.is_outstanding()).then(|| ended.unwrap_or(given)),
        }
    }

    /// Tells whether somebody still has something to do, or the body to agree.
    pub fn is_outstanding(&self) -> bool {
        self.ended.is_none()
    }

    /// Tells whether it is outstanding and its day is past.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.is_outstanding() && self.due.is_some_and(|due| due < today)
    }
}

impl Life<'_> {
    /// Returns the day that the words of a new deadline would mean, given on a day.
    pub fn day_of(&self, words: &str, given: NaiveDate) -> Option<NaiveDate> {
        self.read(words, given).day
    }

    /// Reads the words of a deadline that was given on a day.
    fn read(&self, words: &str, since: NaiveDate) -> Due {
        let Some(deadline) = read_deadline(words, since, &self.body.called) else { return Due::default() };
        let (earlier, later) = self.meetings.split_at(self.meetings.partition_point(|meeting| meeting.date <= since));
        let mut days: Vec<NaiveDate> = later.iter().map(|meeting| meeting.date).collect();
        days.dedup();
        let next_meeting = earlier.last().map_or("", |meeting| &meeting.next_meeting);
        let coming = coming_meetings(days, next_meeting, since);
        let meeting = deadline.meeting(&coming);
        Due {
            day: deadline.day(&coming, self.body.notice),
            meeting: later.iter().find(|later| Some(later.date) == meeting).map(|later| later.id),
            is_chased: matches!(deadline, Deadline::AtOnce | Deadline::Ongoing),
            is_tied: matches!(deadline, Deadline::Meeting { .. }),
        }
    }
}

/// When a body has met and meets, seen from a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rhythm {
    /// The day of the last meeting but one that was held before.
    pub last_but_one: Option<NaiveDate>,
    /// The day of the next meeting after it.
    pub next: Option<NaiveDate>,
    /// That meeting is in the book; otherwise the last one said when it would be.
    pub is_next_in_book: bool,
}

/// How much an action needs a meeting's attention; the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    Overdue,
    /// Due on the day, or at every meeting until it is done.
    Due,
    /// The body has to agree.
    Proposed,
    /// Nothing has been heard of it for two meetings.
    Quiet,
    /// Due before the next meeting, or without a day.
    Soon,
    /// Due after the next meeting.
    Later,
}

impl Standing {
    /// Returns how much it needs attention on a day: a meeting's, or any other.
    pub fn need(&self, today: NaiveDate, rhythm: Rhythm) -> Need {
        if self.status == ActionStatus::ProposedForClosure {
            return Need::Proposed;
        }
        match self.due {
            Some(due) if due < today => Need::Overdue,
            Some(due) if due == today => Need::Due,
            None if self.is_chased => Need::Due,
            _ if self.is_quiet(rhythm) => Need::Quiet,
            Some(due) if rhythm.next.is_some_and(|next| due > next) => Need::Later,
            _ => Need::Soon,
        }
    }

    /// Tells whether two meetings have been held since anything was heard of it.
    pub fn is_quiet(&self, rhythm: Rhythm) -> bool {
        self.is_outstanding() && rhythm.last_but_one.is_some_and(|last_but_one| self.heard < last_but_one)
    }

    /// Tells whether its day comes before the body's next meeting, or on it, or is past; where nobody knows of a
    /// next meeting, whether it is due by now.
    pub fn is_due_before_next(&self, today: NaiveDate, rhythm: Rhythm) -> bool {
        let next = rhythm.next.unwrap_or(today);
        self.is_outstanding() && (self.is_chased || self.due.is_some_and(|due| due <= next))
    }
}
