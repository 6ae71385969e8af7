//! A book of any size, for trying scale: many bodies, many years, and one long meeting in progress.

use super::Result;
use crate::record::calendar::Notice;
use crate::record::editing::make_room;
use crate::record::{
    Action, ActionOwner, ActionStatus, ActionUpdate, Attendance, AttendanceStatus, Body, Change, Closing, Decision,
    Entry, EntryKind, Id, Item, Meeting, MeetingStatus, Membership, MembershipKind, Paragraphs, Person, Step, Verb,
    Visit,
};
use crate::store::Store;
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};

/// How many entries the meeting in progress has, unless the whole book is small.
const LONG_MEETING: usize = 2_000;
/// How many entries an ordinary meeting has.
const ORDINARY_MEETING: usize = 150;
const ITEMS: usize = 10;

const SURNAMES: &[&str] = &[
    "Ashdown",
    "Birtles",
    "Calloway",
    "Dunmore",
    "Eskdale",
    "Farrant",
    "Gladwyn",
    "Hesketh",
    "Inskip",
    "Jolliffe",
    "Kettering",
    "Lanyon",
    "Marchbanks",
    "Nettleship",
    "Orrell",
    "Penhallow",
    "Quarmby",
    "Rowntree",
    "Sallow",
    "Tredwell",
];
const GIVEN: &[&str] = &[
    "Ada", "Bram", "Cerys", "Dilip", "Edie", "Femi", "Greta", "Hugh", "Ines", "Jonah", "Keira", "Lech", "Maya", "Noor",
];
const WORDS: &[&str] = &[
    "report",
    "service",
    "children",
    "families",
    "recruitment",
    "retention",
    "vacancy",
    "partner",
    "audit",
    "plan",
    "figures",
    "quarter",
    "school",
    "placement",
    "budget",
    "pressure",
    "inspection",
    "practice",
    "quality",
    "threshold",
    "referral",
    "caseload",
    "foster",
    "agency",
    "training",
    "supervision",
    "improvement",
    "measure",
    "target",
    "outcome",
    "early",
    "help",
    "panel",
    "strategy",
    "risk",
    "mitigation",
    "evidence",
    "survey",
    "feedback",
    "district",
    "health",
    "commissioner",
    "attendance",
    "transport",
    "housing",
    "consultation",
    "response",
    "timescale",
    "capacity",
    "demand",
];
const DEADLINES: &[&str] = &[
    "by next meeting",
    "by next meeting",
    "by next meeting",
    "by Friday",
    "in two weeks",
    "within 10 working days",
    "by 31 March",
    "by the end of May",
    "asap",
    "ongoing",
    "before the agenda is published",
    "",
];
const TITLES: &[&str] = &[
    "Apologies for absence",
    "Declarations of interest",
    "Minutes of the last meeting",
    "Matters arising",
    "Performance report",
    "Workforce update",
    "Improvement plan",
    "Partner contributions",
    "Risk register",
    "Work programme",
];

/// Of so many entries one is an action, as real minutes have it.
pub const ONE_ACTION_IN: u32 = 20;

/// Fills an empty book with `entries` entries, of which one in `one_action_in` is an action. `progress` is
/// told how many there are so far.
pub fn fill(store: &mut Store, entries: usize, one_action_in: u32, mut progress: impl FnMut(usize)) -> Result<()> {
    let long = LONG_MEETING.min(entries);
    let ordinary = (entries - long).div_ceil(ORDINARY_MEETING);
    let bodies = (ordinary / 60).clamp(1, 60);
    let mut random = fastrand::Rng::with_seed(1972);
    let first_day = NaiveDate::from_ymd_opt(2012, 1, 9).unwrap_or_default();
    let mut makers = Vec::new();
    for number in 0..bodies {
        makers.push(Maker::new(
            store,
            number,
            first_day.and_hms_opt(9, 0, 0).unwrap_or_default(),
            one_action_in,
            &mut random,
        )?);
    }
    let mut made = 0;
    for nth in 0..ordinary {
        let count = ORDINARY_MEETING.min(entries - long - made);
        let date = first_day + Duration::days((nth / bodies) as i64 * 28 + (nth % bodies % 28) as i64);
        makers[nth % bodies].meeting(store, date, count, MeetingStatus::Draft, &mut random)?;
        made += count;
        progress(made);
    }
    let last = first_day + Duration::days((ordinary / bodies) as i64 * 28 + 56);
    makers[0].meeting(store, last, long, MeetingStatus::InProgress, &mut random)?;
    progress(entries);
    Ok(())
}

/// Makes the meetings of one body.
struct Maker {
    body: Body,
    people: Vec<Person>,
    year: i32,
    actions: u32,
    one_action_in: u32,
}

impl Maker {
    fn new(
        store: &mut Store,
        number: usize,
        now: NaiveDateTime,
        one_action_in: u32,
        random: &mut fastrand::Rng,
    ) -> Result<Self> {
        let body = Body {
            id: store.fresh_id(now),
            name: format!("Scrutiny Board {}", number + 1),
            short_name: format!("SB{}", number + 1),
            called: "Board".into(),
            quorum: Some(4),
            venue: "Committee Room 1".into(),
            notice: Notice::default(),
            closing: Closing::default(),
        };
        let mut changes = vec![Change::made(body.clone())];
        let mut people = Vec::new();
        for nth in 0..12 {
            let name = format!("{} {}", GIVEN[random.usize(..GIVEN.len())], SURNAMES[(nth + number) % SURNAMES.len()]);
            let is_officer = nth >= 9;
            let person = Person {
                id: store.fresh_id(now),
                title: if is_officer { "" } else { "Cllr" }.into(),
                initials: Person::initials_of(&name),
                name,
                role: if is_officer { format!("Director of Service {nth}") } else { String::new() },
                abbreviation: if is_officer { format!("DS{nth}") } else { String::new() },
                organisation: String::new(),
            };
            let kind = match nth {
                0 => MembershipKind::Chair,
                _ if is_officer => MembershipKind::Officer,
                _ => MembershipKind::Member,
            };
            let id = store.fresh_id(now);
            changes.push(Change::made(Membership { id, body: body.id, person: person.id, kind, position: nth as i64 }));
            changes.push(Change::made(person.clone()));
            people.push(person);
        }
        store.apply(Step::of_book(format!("Body {} made", body.short_name), changes), now)?;
        Ok(Maker { body, people, year: 0, actions: 0, one_action_in })
    }

    /// Makes one meeting in one step, its entries spread over the items.
    fn meeting(
        &mut self,
        store: &mut Store,
        date: NaiveDate,
        count: usize,
        status: MeetingStatus,
        random: &mut fastrand::Rng,
    ) -> Result<()> {
        let now = date.and_hms_opt(18, 0, 0).unwrap_or_default();
        if self.year != date.year() {
            (self.year, self.actions) = (date.year(), 0);
        }
        let meeting = Meeting {
            id: store.fresh_id(now),
            body: self.body.id,
            slug: Meeting::slug_of(&self.body, date, 1),
            date,
            time: Some(now.time()),
            venue: self.body.venue.clone(),
            quorum: Some(4),
            status,
            started: Some(now),
            closed: (status == MeetingStatus::Draft).then(|| now + Duration::hours(2)),
            next_meeting: String::new(),
        };
        let mut changes = vec![Change::made(meeting.clone())];
        for person in &self.people {
            let (id, status) = (store.fresh_id(now), AttendanceStatus::Present);
            let attendance = Attendance { id, meeting: meeting.id, person: person.id, status, substitute_for: None };
            changes.push(Change::made(attendance));
        }
        for nth in 0..ITEMS {
            let share = if nth + 1 == ITEMS { count - count / ITEMS * (ITEMS - 1) } else { count / ITEMS };
            self.item(store, &meeting, nth, share, &mut changes, random);
        }
        let words = format!("Meeting {} made", meeting.slug);
        Ok(store.apply(Step::of_book(words, changes), now)?)
    }

    fn item(
        &mut self,
        store: &mut Store,
        meeting: &Meeting,
        nth: usize,
        count: usize,
        changes: &mut Vec<Change>,
        random: &mut fastrand::Rng,
    ) {
        let now = meeting.date.and_hms_opt(18, 5 * nth as u32, 0).unwrap_or_default();
        let item = Item {
            id: store.fresh_id(now),
            meeting: meeting.id,
            position: nth as i64,
            number: (nth + 1).to_string(),
            title: TITLES[nth % TITLES.len()].into(),
            purpose: "For the Board to consider the report.".into(),
            presenter: self.people.last().map(|person| person.abbreviation.clone()).unwrap_or_default(),
            report: String::new(),
            documents: String::new(),
            exempt: Paragraphs::PUBLIC,
            private_session: Paragraphs::PUBLIC,
        };
        let is_open = meeting.status == MeetingStatus::InProgress && nth + 1 == ITEMS;
        let ended = (!is_open).then(|| now + Duration::minutes(5));
        changes.push(Change::made(Visit {
            id: store.fresh_id(now),
            meeting: meeting.id,
            item: item.id,
            began: now,
            ended,
        }));
        let (positions, _) = make_room(&[], 0, 1);
        let gap = positions.first().copied().unwrap_or(1);
        for place in 0..count {
            self.entry(
                store,
                meeting,
                &item,
                (place as i64 + 1) * gap,
                now + Duration::seconds(place as i64),
                changes,
                random,
            );
        }
        changes.push(Change::made(item));
    }

    #[expect(clippy::too_many_arguments, reason = "each is a different thing, used once")]
    fn entry(
        &mut self,
        store: &mut Store,
        meeting: &Meeting,
        item: &Item,
        position: i64,
        at: NaiveDateTime,
        changes: &mut Vec<Change>,
        random: &mut fastrand::Rng,
    ) {
        let kind = match random.u32(..19) {
            _ if random.u32(..self.one_action_in.max(1)) == 0 => EntryKind::Action,
            0..5 => EntryKind::Note,
            5..11 => EntryKind::Question,
            11..17 => EntryKind::Answer,
            17 => EntryKind::Point,
            _ => EntryKind::Decision,
        };
        let speaker = match kind {
            EntryKind::Question => Some(self.people[random.usize(..9)].id),
            EntryKind::Answer => Some(self.people[random.usize(9..self.people.len())].id),
            _ => None,
        };
        let depth = u32::from(kind == EntryKind::Answer) + 2 * u32::from(kind == EntryKind::Point);
        let words = random.usize(12..40);
        let entry = Entry {
            id: store.fresh_id(at),
            meeting: meeting.id,
            item: item.id,
            position,
            depth,
            kind,
            speaker,
            speaker_words: String::new(),
            text: sentence(words, random),
            at,
            exempt: Paragraphs::PUBLIC,
            read_back: None,
        };
        match kind {
            EntryKind::Action => self.action(store, meeting, entry.id, at, changes, random),
            EntryKind::Decision => changes.push(Change::made(noted(store.fresh_id(at), entry.id))),
            _ => {}
        }
        changes.push(Change::made(entry));
    }

    fn action(
        &mut self,
        store: &mut Store,
        meeting: &Meeting,
        entry: Id,
        at: NaiveDateTime,
        changes: &mut Vec<Change>,
        random: &mut fastrand::Rng,
    ) {
        self.actions += 1;
        let action = Action {
            id: store.fresh_id(at),
            body: self.body.id,
            meeting: meeting.id,
            entry,
            year: self.year,
            number: self.actions,
            due_words: DEADLINES[random.usize(..DEADLINES.len())].into(),
            plan_references: String::new(),
            status: ActionStatus::Open,
            first_due: None,
            reply_to: None,
        };
        let person = Some(self.people[random.usize(9..self.people.len())].id);
        changes.push(Change::made(ActionOwner {
            id: store.fresh_id(at),
            action: action.id,
            position: 0,
            person,
            words: String::new(),
        }));
        let mut heard = at;
        let mut number = 0;
        let mut hear = |status: Option<ActionStatus>, due_words: &str, random: &mut fastrand::Rng| {
            heard += Duration::days(random.i64(5..70));
            number += 1;
            changes.push(Change::made(ActionUpdate {
                id: store.fresh_id(heard),
                action: action.id,
                number,
                meeting: None,
                at: heard,
                said_by: "DS9".into(),
                text: sentence(8, random),
                status,
                due_words: due_words.into(),
                owner: None,
                owner_words: String::new(),
                entry: None,
                exempt: Paragraphs::PUBLIC,
            }));
        };
        if random.u32(..4) == 0 {
            hear(None, "in six weeks", random);
        }
        if random.u32(..10) != 0 {
            hear(Some(ActionStatus::Closed), "", random);
        }
        changes.push(Change::made(action));
    }
}

fn noted(id: Id, entry: Id) -> Decision {
    Decision {
        id,
        entry,
        verb: Verb::Noted,
        unanimous: false,
        mover: None,
        mover_words: String::new(),
        seconder: None,
        seconder_words: String::new(),
        votes_for: None,
        votes_against: None,
        votes_abstained: None,
        voters_present: None,
    }
}

pub(super) fn sentence(words: usize, random: &mut fastrand::Rng) -> String {
    let mut sentence = String::from("The");
    for _ in 0..words {
        sentence.push(' ');
        sentence.push_str(WORDS[random.usize(..WORDS.len())]);
    }
    sentence.push('.');
    sentence
}
