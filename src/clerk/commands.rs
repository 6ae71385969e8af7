//! The commands of a meeting: `:start`, `:item 6`, `:exempt 3` and the others that are more than an entry.
//!
//! The live screen and transcripts share them. Some may be given the time at which they happened:
//! `:next 18:05`.

use super::check::loose_ends;
use super::follow_up::{self, FollowUp};
use super::plans::reporting::of_command;
use super::room_time::When;
use super::{Failure, Minuting, Result};
use crate::capture::recording::{change_chair, pause_meeting};
use crate::capture::{Found, Named, parse_votes, people_in};
use crate::import::agenda::read_items;
use crate::import::agenda_step::new_item;
use crate::record::time::{parse_time, spoken_time};
use crate::record::{
    Abbreviation, AttendanceStatus, Change, Id, Item, MeetingStatus, MovementKind, Paragraphs, Step, conduct,
};
use crate::store::Store;
use chrono::NaiveDateTime;

/// A command of a meeting: its name after the colon, what may follow, and what it does.
pub struct MeetingCommand {
    pub name: &'static str,
    pub arguments: &'static str,
    pub help: &'static str,
    when: When,
    run: Run,
}

/// Every command of a meeting, in the order in which help shows them.
pub const MEETING_COMMANDS: &[MeetingCommand] = &[
    timed(When::Called, "start", "[time]", "Start the meeting: the clock runs from here.", start),
    timed(When::Stands, "next", "[time]", "Take the next item that has not been taken.", next),
    timed(When::Stands, "item", "number [time]", "Take an item, in whatever order.", item),
    timed(When::OnlySaid, "adjourn", "[time] [reason]", "Adjourn the meeting.", |m, s, rest, now| {
        pause(m, s, MovementKind::Adjourned, rest, now)
    }),
    timed(When::GoesOn, "resume", "[time]", "Resume an adjourned meeting.", |m, s, rest, now| {
        pause(m, s, MovementKind::Resumed, rest, now)
    }),
    timed(When::OnlySaid, "close", "[time]", "Close the meeting: the minutes are a draft.", close),
    timed(
        When::Says,
        "time",
        "[time]",
        "Say what time it is in a meeting that is written up on another day.",
        say_time,
    ),
    command("reopen", "", "Open a closed meeting again.", reopen),
    command("circulated", "", "Say that the draft has been circulated.", |m, s, _, now| {
        advance(m, s, MeetingStatus::Circulated, now)
    }),
    command("confirmed", "", "Say that a meeting has confirmed the minutes, and lock them.", |m, s, _, now| {
        advance(m, s, MeetingStatus::Confirmed, now)
    }),
    command("signed", "", "Say that the confirmed minutes have been signed.", |m, s, _, now| {
        advance(m, s, MeetingStatus::Signed, now)
    }),
    command("correct", "what was wrong", "Record a correction of confirmed minutes, under this item.", correct),
    command("exempt", "paragraphs", "Make what is recorded from here exempt (Schedule 12A, 1 to 7).", exempt),
    command("public", "", "Make what is recorded from here public again.", public),
    command("present", "all | names", "Record who is present; all are those expected.", |m, s, rest, now| {
        roll(m, s, AttendanceStatus::Present, rest, now)
    }),
    command("apologies", "names", "Record whose apologies were received.", |m, s, rest, now| {
        roll(m, s, AttendanceStatus::Apologies, rest, now)
    }),
    command("absent", "names", "Record who is absent without apologies.", |m, s, rest, now| {
        roll(m, s, AttendanceStatus::Absent, rest, now)
    }),
    command("attending", "names", "Record who is in attendance without belonging to the body.", |m, s, rest, now| {
        roll(m, s, AttendanceStatus::InAttendance, rest, now)
    }),
    command("chair", "name", "Minute that somebody else takes the chair.", chair),
    command("vote", "for …; against …; abstained …", "Record who voted how on the latest decision.", vote),
    command(
        "reply",
        "[who] [by when]",
        "A written answer to the latest question will follow: an ACTION until it does.",
        reply,
    ),
    command(
        "action",
        "ref verb words",
        "Record what was heard of an earlier action: 23/07 close it was sent out.",
        action,
    ),
    command(
        "plan",
        "ref [rag] [agreed rag] [value …] [status …] [milestone …] [due …]: words",
        "Record what was reported of a plan action: 2.3 amber agreed red value 42%: dcs: two posts are filled.",
        plan,
    ),
    command(
        "link",
        "refs | theme",
        "Say what this item is about in the plan: 2.3, 5.1 or Workforce.",
        |m, s, rest, now| m.link_item(s, rest, true, now),
    ),
    command("unlink", "refs | theme", "Say that this item is not about them after all.", |m, s, rest, now| {
        m.link_item(s, rest, false, now)
    }),
    command("abbr", "short = long", "Add an abbreviation, or change it; without a long form, remove it.", abbreviation),
    command("additem", "[6a.] title", "Add an item to the agenda after this one.", add_item),
];

type Run = fn(&mut Minuting, &mut Store, &str, NaiveDateTime) -> Result<String>;

const fn command(name: &'static str, arguments: &'static str, help: &'static str, run: Run) -> MeetingCommand {
    timed(When::Untimed, name, arguments, help, run)
}

const fn timed(
    when: When,
    name: &'static str,
    arguments: &'static str,
    help: &'static str,
    run: Run,
) -> MeetingCommand {
    MeetingCommand { name, arguments, help, when, run }
}

impl Minuting {
    /// Performs a command by name. Returns what was done.
    ///
    /// A time given with it is when it happened; from there the time goes on where the clock does not say it.
    pub fn command(&mut self, store: &mut Store, name: &str, rest: &str, now: NaiveDateTime) -> Result<String> {
        let Some(command) = MEETING_COMMANDS.iter().find(|command| command.name == name) else {
            return Err(unknown(name));
        };
        let (rest, said) = match command.when {
            When::Untimed => (rest.to_string(), None),
            _ => split_time(rest),
        };
        if command.takes_only_time() && !rest.is_empty() {
            return Err(takes_no_words(name, &rest));
        }
        let earlier = self.said_time;
        self.said_time = self.happens_at(command.when, said, now)?.or(earlier);
        let done = (command.run)(self, store, &rest, now);
        // Where the clock goes on, a time was of this command only.
        if done.is_err() || (earlier.is_none() && self.is_held(now)) {
            self.said_time = earlier;
        }
        done
    }
}

impl MeetingCommand {
    fn takes_only_time(&self) -> bool {
        self.arguments.is_empty() || self.arguments == "[time]"
    }
}

impl Minuting {
    /// Tells whether a command cannot be done without a time being given.
    pub fn asks_for_time(&self, name: &str, now: NaiveDateTime) -> bool {
        let command = MEETING_COMMANDS.iter().find(|command| command.name == name);
        command.is_some_and(|command| self.happens_at(command.when, None, now).is_err())
    }
}

/// Tells whether a command as far as it is typed may go on with letters: its own, or words that it takes.
pub fn may_go_on(name: &str) -> bool {
    let goes_on = |command: &&MeetingCommand| command.name != name || !command.takes_only_time();
    MEETING_COMMANDS.iter().filter(goes_on).any(|command| command.name.starts_with(name))
}

/// Tells whether a command of a meeting has this name.
pub fn is_of_meeting(name: &str) -> bool {
    MEETING_COMMANDS.iter().any(|command| command.name == name)
}

/// Refuses words after a command that takes none: they would be lost.
pub fn takes_no_words(name: &str, words: &str) -> Failure {
    Failure::new(
        format!("\u{201c}{words}\u{201d} cannot follow :{name}."),
        "What is to be minuted is written without the colon.",
    )
}

fn unknown(name: &str) -> Failure {
    let names: Vec<String> = MEETING_COMMANDS.iter().map(|command| format!(":{}", command.name)).collect();
    Failure::new(format!("There is no command :{name}."), format!("There are {}.", names.join(", ")))
}

/// Takes a time out of the arguments: `18:05`, `6.05 pm`, `8 pm`. "Until 7.30 pm" is a reason, not when.
fn split_time(rest: &str) -> (String, Option<chrono::NaiveTime>) {
    let words: Vec<&str> = rest.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        let is_later = at > 0 && ["until", "till", "to"].contains(&words[at - 1].to_lowercase().as_str());
        let half = words.get(at + 1).filter(|half| is_half_of_day(half));
        let is_clock = word.contains([':', '.'])
            || half.is_some()
            || is_half_of_day(word.trim_start_matches(|c: char| !c.is_alphabetic()));
        if is_later || !is_clock || !word.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let written = half.map_or(word.to_string(), |half| format!("{word} {half}"));
        if let Some(time) = parse_time(written.trim_end_matches(',')) {
            let taken = at + 1 + usize::from(half.is_some());
            let others = words[..at].iter().filter(|word| **word != "at").chain(&words[taken..]);
            return (others.copied().collect::<Vec<_>>().join(" "), Some(time));
        }
    }
    (words.join(" "), None)
}

fn is_half_of_day(word: &str) -> bool {
    ["am", "pm", "a.m.", "p.m."].contains(&word.trim_end_matches(',').to_lowercase().as_str())
}

fn start(minuting: &mut Minuting, store: &mut Store, _: &str, now: NaiveDateTime) -> Result<String> {
    minuting.conduct(store, now, |desk| conduct::start(desk.sitting, desk.now))
}

fn close(minuting: &mut Minuting, store: &mut Store, _: &str, now: NaiveDateTime) -> Result<String> {
    let said = minuting.conduct(store, now, |desk| conduct::close(desk.sitting, desk.now))?;
    with_loose_ends(said, minuting, store)
}

/// Says how much is unfinished beside what was done: now is the time to settle it.
fn with_loose_ends(said: String, minuting: &Minuting, store: &Store) -> Result<String> {
    Ok(match loose_ends(store, minuting.sitting.meeting.id)?.len() {
        0 => said,
        1 => format!("{said}; 1 loose end: Alt-L lists it"),
        count => format!("{said}; {count} loose ends: Alt-L lists them"),
    })
}

fn say_time(minuting: &mut Minuting, _: &mut Store, _: &str, now: NaiveDateTime) -> Result<String> {
    Ok(format!("It is {} in the meeting", spoken_time(minuting.time(now).time())))
}

fn reopen(minuting: &mut Minuting, store: &mut Store, _: &str, now: NaiveDateTime) -> Result<String> {
    minuting.conduct(store, now, |desk| conduct::reopen(desk.sitting))
}

fn advance(minuting: &mut Minuting, store: &mut Store, status: MeetingStatus, now: NaiveDateTime) -> Result<String> {
    let said = minuting.conduct(store, now, |desk| conduct::advance(desk.sitting, status))?;
    with_loose_ends(said, minuting, store)
}

fn correct(minuting: &mut Minuting, store: &mut Store, rest: &str, now: NaiveDateTime) -> Result<String> {
    if rest.trim().is_empty() {
        let hint = "As :correct For two read three (agreed on 12 May 2023).";
        return Err(Failure::new("The correction has no words.", hint));
    }
    let item = minuting.item()?.clone();
    let step = conduct::correct(&minuting.sitting, &item, &minuting.entries, rest, store.ids(), now)?;
    let words = step.words.clone();
    minuting.apply(store, step, now)?;
    Ok(words)
}

fn pause(
    minuting: &mut Minuting,
    store: &mut Store,
    kind: MovementKind,
    rest: &str,
    now: NaiveDateTime,
) -> Result<String> {
    minuting.conduct(store, now, |desk| pause_meeting(desk, kind, rest))
}

fn next(minuting: &mut Minuting, store: &mut Store, _: &str, now: NaiveDateTime) -> Result<String> {
    let Some(item) = minuting.next_item().map(|item| item.id) else {
        return Err(Failure::new("Every item has been taken.", "Go to one by its number, as :item 6, or :close."));
    };
    take(minuting, store, item, now)
}

fn item(minuting: &mut Minuting, store: &mut Store, rest: &str, now: NaiveDateTime) -> Result<String> {
    let found = minuting.sitting.items.iter().find(|item| item.number.eq_ignore_ascii_case(rest.trim_end_matches('.')));
    let Some(item) = found.map(|item| item.id) else {
        let numbers: Vec<&str> = minuting.sitting.items.iter().map(|item| item.number.as_str()).collect();
        return Err(Failure::new(
            format!("There is no item \u{201c}{rest}\u{201d}."),
            format!("This agenda has {}; :additem adds one.", numbers.join(", ")),
        ));
    };
    take(minuting, store, item, now)
}

fn take(minuting: &mut Minuting, store: &mut Store, item: Id, now: NaiveDateTime) -> Result<String> {
    let words = minuting.conduct(store, now, |desk| conduct::take_item(desk.sitting, item, desk.ids, desk.now))?;
    minuting.look_at(store, item)?;
    let label = minuting.item()?.label();
    Ok(if minuting.sitting.is_running() { words } else { format!("At item {label}") })
}

fn exempt(minuting: &mut Minuting, store: &mut Store, rest: &str, now: NaiveDateTime) -> Result<String> {
    let paragraphs = Paragraphs::parse(rest).ok().filter(|paragraphs| paragraphs.is_exempt()).ok_or_else(|| {
        Failure::new(
            format!("\u{201c}{rest}\u{201d} names no paragraph of Schedule 12A."),
            "Give one or more from 1 to 7, as :exempt 3 or :exempt 1, 2.",
        )
    })?;
    let (step, said) = conduct::go_exempt(&minuting.sitting, minuting.item()?, &minuting.entries, paragraphs);
    minuting.apply(store, step, now)?;
    Ok(said)
}

fn public(minuting: &mut Minuting, store: &mut Store, _: &str, now: NaiveDateTime) -> Result<String> {
    let (step, said) = conduct::go_public(&minuting.sitting, minuting.item()?, &minuting.entries);
    minuting.apply(store, step, now)?;
    Ok(said)
}

fn roll(
    minuting: &mut Minuting,
    store: &mut Store,
    status: AttendanceStatus,
    rest: &str,
    now: NaiveDateTime,
) -> Result<String> {
    let everybody = rest.trim().eq_ignore_ascii_case("all") && status == AttendanceStatus::Present;
    let people = if everybody { conduct::expected_people(&minuting.sitting) } else { named_people(minuting, rest)? };
    minuting.conduct(store, now, |desk| Ok(conduct::set_attendance(desk.sitting, &people, status, desk.ids, desk.now)))
}

fn named_people(minuting: &Minuting, rest: &str) -> Result<Vec<Id>> {
    let people = people_in(rest, &minuting.roster);
    if people.is_empty() {
        return Err(Failure::new("Nobody was named.", "Give initials or names, separated by commas."));
    }
    people.into_iter().map(only_one).collect()
}

fn only_one(named: Named) -> Result<Id> {
    let words = named.words;
    match named.found {
        Found::One(person) => Ok(person),
        Found::Several(_) => Err(Failure::new(
            format!("\u{201c}{words}\u{201d} may be several people."),
            "Use initials or the whole name.",
        )),
        Found::Nobody => Err(Failure::new(
            format!("Nobody is known as \u{201c}{words}\u{201d}."),
            "Use initials, post or name; for somebody new, record the arrival: + Jane Smith.",
        )),
    }
}

fn chair(minuting: &mut Minuting, store: &mut Store, rest: &str, now: NaiveDateTime) -> Result<String> {
    let [person] = named_people(minuting, rest)?[..] else {
        return Err(Failure::new("One person takes the chair.", "Name one, as :chair ab."));
    };
    let named = Named { words: rest.into(), found: Found::One(person) };
    minuting.conduct(store, now, |desk| change_chair(desk, &named))
}

fn vote(minuting: &mut Minuting, store: &mut Store, rest: &str, now: NaiveDateTime) -> Result<String> {
    let Some(decision) = minuting.latest_decision().map(|recorded| recorded.entry.id) else {
        return Err(Failure::new(
            "There is no decision under this item.",
            "Record the decision first: d resolved: that …",
        ));
    };
    let votes = parse_votes(rest, &minuting.roster).map_err(|word| {
        Failure::new(
            format!("\u{201c}{word}\u{201d} is nobody known here, or no way of voting."),
            "Write :vote for dg ab; against kg; abstained bd.",
        )
    })?;
    minuting.record_votes(store, decision, &votes, now)
}

fn reply(minuting: &mut Minuting, store: &mut Store, rest: &str, now: NaiveDateTime) -> Result<String> {
    minuting.owe_reply(store, rest, now)
}

fn action(minuting: &mut Minuting, store: &mut Store, rest: &str, now: NaiveDateTime) -> Result<String> {
    if rest.is_empty() {
        return Err(Failure::new("Which action was heard of?", "Write :action 23/07 close it was sent out on Friday."));
    }
    let (reference, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let (word, words) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
    let body = minuting.sitting.body.short_name.to_lowercase();
    let whole = if reference.contains(':') { reference.to_string() } else { format!("{body}:{reference}") };
    let given = follow_up::find(store, &whole)?;
    let verb = follow_up::verb(word)?;
    let heard = FollowUp::of(verb, words, "", &minuting.roster);
    minuting.follow_up(store, given.action.id, &heard, now)
}

fn plan(minuting: &mut Minuting, store: &mut Store, rest: &str, now: NaiveDateTime) -> Result<String> {
    let (of, told) = of_command(store, minuting.sitting.body.id, rest)?;
    minuting.report(store, &of, &told, now)
}

fn abbreviation(minuting: &mut Minuting, store: &mut Store, rest: &str, now: NaiveDateTime) -> Result<String> {
    let (short, long) = match rest.split_once('=') {
        Some((short, long)) => (short.trim(), long.trim()),
        None => rest.split_once(' ').unwrap_or((rest, "")),
    };
    if short.is_empty() {
        return Err(Failure::new("No abbreviation was given.", "Write :abbr sw = social workers."));
    }
    let known = minuting.sitting.abbreviations.iter().find(|known| known.short.eq_ignore_ascii_case(short)).cloned();
    let (change, said) = match (known, long) {
        (None, "") => {
            return Err(Failure::new(
                format!("\u{201c}{short}\u{201d} is no abbreviation."),
                "Write :abbr sw = social workers.",
            ));
        }
        (Some(known), "") => (Change::removed(known), "removed"),
        (Some(known), long) => {
            (Change::replaced(known.clone(), Abbreviation { long: long.into(), ..known }), "changed")
        }
        (None, long) => {
            let id = store.fresh_id(now);
            (Change::made(Abbreviation { id, short: short.into(), long: long.into() }), "added")
        }
    };
    let words = format!("Abbreviation {short} {said}");
    minuting.apply(store, Step::within(minuting.sitting.meeting.id, words.clone(), vec![change]), now)?;
    Ok(words)
}

fn add_item(minuting: &mut Minuting, store: &mut Store, rest: &str, now: NaiveDateTime) -> Result<String> {
    let listed = read_items(rest).ok().and_then(|items| items.into_iter().next());
    let Some(mut listed) = listed.filter(|item| !item.title.is_empty()) else {
        return Err(Failure::new(
            "The new item has no title.",
            "Write :additem Urgent business, or :additem 6a. Title.",
        ));
    };
    let items = &minuting.sitting.items;
    let has_number = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    if !has_number {
        let highest = items.iter().filter_map(|item| item.number.parse::<u32>().ok()).max().unwrap_or(0);
        listed.number = (highest + 1).to_string();
    }
    if items.iter().any(|item| item.number == listed.number) {
        return Err(Failure::new(
            format!("There is already an item {}.", listed.number),
            "Give another number, as 6a.",
        ));
    }
    let after = items.iter().position(|item| item.id == minuting.item).map_or(items.len(), |index| index + 1);
    let item = new_item(&listed, minuting.sitting.meeting.id, after as i64, store.ids(), now);
    let renumber = |(nth, before): (usize, &Item)| {
        let position = if nth < after { nth } else { nth + 1 } as i64;
        (before.position != position).then(|| Change::replaced(before.clone(), Item { position, ..before.clone() }))
    };
    let mut changes: Vec<Change> = items.iter().enumerate().filter_map(renumber).collect();
    changes.push(Change::made(item));
    let words = format!("Item {} added to the agenda", listed.number);
    minuting.apply(store, Step::within(minuting.sitting.meeting.id, words.clone(), changes), now)?;
    Ok(words)
}
