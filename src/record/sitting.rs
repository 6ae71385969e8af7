//! A meeting with everything but its entries: what the clerk's desk has laid out on it.

use super::deadline::coming_meetings;
use super::deadline_reading::read_deadline;
use super::{
    Abbreviation, Attendance, AttendanceStatus, Body, ConfirmedRoll, Correction, Detail, Doubt, Entry, HouseStyle, Id,
    Item, ItemLink, Meeting, MeetingStatus, Membership, MembershipKind, Movement, MovementKind, OwnWord, Person,
    Recorded, Roll, Visit,
};
use chrono::{Duration, NaiveDate, NaiveDateTime};

/// A meeting, its body, agenda, people and what has happened in the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    pub body: Body,
    pub meeting: Meeting,
    /// In agenda order.
    pub items: Vec<Item>,
    /// Everybody who belongs to the body, or was at the meeting, or is named in its minutes.
    pub people: Vec<Person>,
    /// Of this body, in its order.
    pub memberships: Vec<Membership>,
    pub attendance: Vec<Attendance>,
    /// In the order taken.
    pub visits: Vec<Visit>,
    /// In the order of their times.
    pub movements: Vec<Movement>,
    /// Of minutes that had been confirmed, in the order recorded.
    pub corrections: Vec<Correction>,
    pub abbreviations: Vec<Abbreviation>,
    /// Words that the book knows besides the dictionary's.
    pub own_words: Vec<OwnWord>,
    /// What its items are about in the body's plans.
    pub item_links: Vec<ItemLink>,
    /// The days of the body's meetings after this one that are in the book, in order.
    pub later_meetings: Vec<NaiveDate>,
    /// How its minutes are worded and numbered.
    pub style: HouseStyle,
    /// The number of its first minute, where minutes have numbers besides the agenda's.
    pub first_number: Option<u32>,
    /// The number that the body's next action of this year gets.
    pub next_action: u32,
}

impl Sitting {
    pub fn person(&self, id: Id) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    pub fn item(&self, id: Id) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    pub fn membership(&self, person: Id) -> Option<MembershipKind> {
        self.memberships.iter().find(|membership| membership.person == person).map(|membership| membership.kind)
    }

    pub fn attendance_of(&self, person: Id) -> Option<&Attendance> {
        self.attendance.iter().find(|attendance| attendance.person == person)
    }

    /// Returns the item that the meeting is on: the one whose visit has not ended.
    pub fn current_item(&self) -> Option<Id> {
        self.open_visit().map(|visit| visit.item)
    }

    /// Returns the visit that has not ended.
    pub fn open_visit(&self) -> Option<&Visit> {
        self.visits.iter().rev().find(|visit| visit.ended.is_none())
    }

    /// Returns the item that was taken last, whether or not the meeting is still on it.
    pub fn last_item(&self) -> Option<Id> {
        self.current_item().or_else(|| self.visits.last().map(|visit| visit.item))
    }

    /// Returns the days of the body's meetings to come, in order.
    pub fn coming_meetings(&self) -> Vec<NaiveDate> {
        coming_meetings(self.later_meetings.clone(), &self.meeting.next_meeting, self.meeting.date)
    }

    /// Returns the day that the words of a deadline mean which is given at this meeting.
    pub fn day_of(&self, due_words: &str) -> Option<NaiveDate> {
        let deadline = read_deadline(due_words, self.meeting.date, &self.body.called)?;
        deadline.day(&self.coming_meetings(), self.body.notice)
    }

    /// Returns how long the meeting has spent on an item, or nothing if it was never taken.
    pub fn time_on(&self, item: Id, now: NaiveDateTime) -> Option<Duration> {
        let mut visits = self.visits.iter().filter(|visit| visit.item == item).peekable();
        visits.peek()?;
        Some(visits.map(|visit| (visit.ended.unwrap_or(now) - visit.began).max(Duration::zero())).sum())
    }

    /// Returns the latest time that is recorded, `entries` of an item among it, or else when the meeting was
    /// called for.
    pub fn latest_time(&self, entries: &[Recorded]) -> NaiveDateTime {
        let meeting = &self.meeting;
        let visits = self.visits.iter().map(|visit| visit.ended.unwrap_or(visit.began));
        let moved = self.movements.iter().map(|movement| movement.time);
        let written = entries.iter().map(|recorded| recorded.entry.at);
        let latest = visits.chain(moved).chain(written).chain(meeting.started).chain(meeting.closed).max();
        latest.unwrap_or_else(|| meeting.date.and_time(meeting.time.unwrap_or_default()))
    }

    /// Tells whether somebody is in the room now.
    pub fn is_here(&self, person: Id) -> bool {
        match self.last_moved(person) {
            Some(kind) => kind == MovementKind::Arrives,
            None => self.attendance_of(person).is_some_and(|attendance| attendance.status.is_here()),
        }
    }

    /// Returns whether somebody arrived or left last, if either.
    fn last_moved(&self, person: Id) -> Option<MovementKind> {
        let coming_or_going = |kind| matches!(kind, MovementKind::Arrives | MovementKind::Leaves);
        let mut latest = self.movements.iter().rev().filter(|movement| coming_or_going(movement.kind));
        latest.find(|movement| movement.person == Some(person)).map(|movement| movement.kind)
    }

    /// Tells whether somebody counts for the quorum and votes at this meeting: a voting member,
    /// or somebody who sits for one.
    pub fn may_vote(&self, person: Id) -> bool {
        let votes = |id| self.membership(id).is_some_and(MembershipKind::votes);
        votes(person) || self.attendance_of(person).and_then(|a| a.substitute_for).is_some_and(votes)
    }

    /// Returns the voting members in the room.
    pub fn voters_here(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| self.may_vote(person.id) && self.is_here(person.id))
    }

    /// Returns what is unclear about an entry, in itself and beside who was at the meeting.
    pub fn doubts_about(&self, recorded: &Recorded) -> Vec<Doubt> {
        let mut doubts = recorded.doubts();
        match &recorded.detail {
            Detail::Decision { votes, .. } => {
                doubts.extend(votes.iter().filter_map(|vote| self.doubt_about_voter(vote.person, &recorded.entry)));
            }
            Detail::Action { owners, .. } => {
                let away =
                    owners.iter().filter_map(|owner| owner.person).filter(|id| self.was_away(*id, &recorded.entry));
                let people = away.filter_map(|id| self.person(id));
                doubts.extend(people.map(|person| Doubt::OwnerAway(person.speaking_name())));
            }
            Detail::Report { report, .. } => {
                let is_read = || read_deadline(&report.due_words, self.meeting.date, &self.body.called).is_some();
                let is_doubtful = report.moves_due() && report.due.is_none() && !is_read();
                doubts.extend(is_doubtful.then(|| Doubt::DueNotRead(report.due_words.clone())));
            }
            _ => {}
        }
        doubts
    }

    fn doubt_about_voter(&self, voter: Id, decision: &Entry) -> Option<Doubt> {
        let person = self.people.iter().find(|person| person.id == voter)?;
        match (self.may_vote(voter), self.was_away(voter, decision)) {
            (false, _) => Some(Doubt::NoVoter(person.full_name())),
            (true, true) => Some(Doubt::VoterAway(person.full_name())),
            _ => None,
        }
    }

    /// Tells whether somebody is known not to have been in the room when an entry was recorded: before the
    /// roll has been called, nobody is.
    pub fn was_away(&self, person: Id, entry: &Entry) -> bool {
        self.roll_called() && !self.was_here(person, entry)
    }

    /// Tells whether somebody was in the room when an entry was recorded, as far as the roll and who came
    /// and went say.
    fn was_here(&self, person: Id, entry: &Entry) -> bool {
        let mut moved = self.movements.iter().filter(|movement| {
            movement.person == Some(person) && matches!(movement.kind, MovementKind::Arrives | MovementKind::Leaves)
        });
        // What stands at the same time was recorded in the order of ids.
        let is_before = |movement: &&Movement| (movement.time, movement.id) < (entry.at, entry.id);
        match (moved.clone().rfind(is_before), moved.next()) {
            (Some(last), _) => last.kind == MovementKind::Arrives,
            (None, Some(first)) => first.kind == MovementKind::Leaves,
            (None, None) => self.attendance_of(person).is_some_and(|attendance| attendance.status.is_here()),
        }
    }

    /// Tells whether the presence of any voting member has been recorded. Officers whom the agenda has in
    /// attendance, apologies and a fire alarm are no roll call.
    pub fn roll_called(&self) -> bool {
        let called = |attendance: &Attendance| {
            attendance.status != AttendanceStatus::Apologies && self.may_vote(attendance.person)
        };
        let moved = |movement: &Movement| movement.person.is_some_and(|person| self.may_vote(person));
        self.attendance.iter().any(called) || self.movements.iter().any(moved)
    }

    /// Returns the person in the chair: the last who took it and has not left, else the body's chair if
    /// here, else the vice-chair.
    pub fn in_the_chair(&self) -> Option<Id> {
        let took = self.movements.iter().rev().filter(|movement| movement.kind == MovementKind::TakesChair);
        let mut in_it = took.filter_map(|movement| movement.person);
        if let Some(person) = in_it.find(|person| self.last_moved(*person) != Some(MovementKind::Leaves)) {
            return Some(person);
        }
        let of_kind = |kind| self.memberships.iter().find(move |m| m.kind == kind).map(|m| m.person);
        let chair = of_kind(MembershipKind::Chair);
        chair
            .filter(|id| self.is_here(*id))
            .or_else(|| of_kind(MembershipKind::ViceChair).filter(|id| self.is_here(*id)))
    }

    /// Returns body, people, memberships, style and number as they are now, to be kept with the confirmed minutes.
    pub fn roll_to_confirm(&self) -> ConfirmedRoll {
        let roll = Roll { body: self.body.clone(), people: self.people.clone(), memberships: self.memberships.clone() };
        let (style, first_number) = (self.style.clone(), self.first_number);
        ConfirmedRoll { id: self.meeting.id, roll, style, first_number }
    }

    /// Puts back who everybody was when the minutes were confirmed, and how these read.
    pub fn restore_roll(&mut self, confirmed: ConfirmedRoll) {
        (self.style, self.first_number) = (confirmed.style, confirmed.first_number);
        let Roll { body, people, memberships } = confirmed.roll;
        self.people.retain(|person| people.iter().all(|known| known.id != person.id));
        self.people.extend(people);
        (self.body, self.memberships) = (body, memberships);
        let places: Vec<(Id, i64)> = self.memberships.iter().map(|m| (m.person, m.position)).collect();
        let place = |id: Id| places.iter().find(|(person, _)| *person == id).map_or(i64::MAX, |(_, place)| *place);
        self.people.sort_by_key(|person| (place(person.id), person.id));
    }

    /// Returns the number of an item's minute as the style writes it, where minutes have numbers besides the agenda's.
    pub fn minute_number(&self, item: Id) -> Option<String> {
        let place = self.items.iter().position(|known| known.id == item)?;
        let number = self.first_number?.saturating_add(place as u32);
        Some(self.style.written_number(number, self.meeting.date))
    }

    /// Tells whether time is running on the meeting.
    pub fn is_running(&self) -> bool {
        self.meeting.status == MeetingStatus::InProgress
    }
}
