//! The prompt: what the line will be recorded as, in full, before it is.

use super::super::paint;
use super::line::names_in;
use super::{Live, Mode};
use crate::capture::{EntryLine, Found, Line, Matter, Named, due_words, promise, request};
use crate::clerk::commands::MEETING_COMMANDS;
use crate::clerk::follow_up::{self, FollowUp};
use crate::document::inert;
use crate::record::time::spoken_time;
use crate::record::{EntryKind, MovementKind, Tally, Verb};
use chrono::Datelike;
use ratatui::style::Style;
use ratatui::text::{Line as Row, Span};
use unicode_width::UnicodeWidthStr;

/// What stands in front of a plan action.
const PLAN: &str = "plan ";
/// How much of a plan action is shown where there is room, in letters.
const PLAN_ACTION: usize = 44;

/// A reference without so many letters after it says as much.
const FEWEST: usize = 5;

/// One thing that was understood, and how it looks.
type Piece = (String, Style);

impl Live {
    /// Returns the prompt: what is doubtful first, then kind, who, and whatever else was understood;
    /// posts in full where there is room.
    pub(super) fn prompt(&self, width: usize) -> Row<'static> {
        let wanted = |pieces: &[Piece]| pieces.iter().map(|(words, _)| words.width() + 3).sum::<usize>();
        let mut pieces = self.pieces(true, PLAN_ACTION);
        if wanted(&pieces) > width {
            pieces = self.pieces(false, PLAN_ACTION);
        }
        let excess = wanted(&pieces).saturating_sub(width);
        if excess > 0 {
            let count = pieces.iter().filter(|(words, _)| words.starts_with(PLAN)).count().max(1);
            pieces = self.pieces(false, PLAN_ACTION.saturating_sub(excess.div_ceil(count)));
        }
        let mut spans = vec![Span::styled(" \u{25b8} ", paint::dim())];
        for (nth, (words, style)) in pieces.into_iter().enumerate() {
            if nth > 0 {
                spans.push(Span::styled(" \u{b7} ", paint::dim()));
            }
            spans.push(Span::styled(inert(&words).into_owned(), style));
        }
        Row::from(spans)
    }

    fn pieces(&self, in_full: bool, plan_room: usize) -> Vec<Piece> {
        let mut pieces = Vec::new();
        match self.mode {
            Mode::Writing => {}
            Mode::Editing(_) => pieces.push(("Editing".into(), paint::warning())),
            Mode::Before(_) => pieces.push(("In front".into(), paint::warning())),
        }
        let exempt = self.minuting.sitting.item(self.minuting.item).map(|item| item.exempt_now()).unwrap_or_default();
        if exempt.is_exempt() {
            pieces.push((format!("EXEMPT {exempt}"), paint::warning()));
        }
        match &self.parsed {
            Line::Entry(entry) => self.entry_pieces(entry, in_full, plan_room, &mut pieces),
            Line::Search(_) => pieces.push(("Search everything".into(), paint::bold())),
            Line::Command { name, rest } => {
                let reported = self.beside.reported.clone().map(|read| (read, paint::decision()));
                pieces.push(reported.unwrap_or_else(|| (command_prompt(name), paint::bold())));
                if let ("action", Some((_, words))) = (name.as_str(), rest.split_once(" move ")) {
                    pieces = self.new_deadline(words).into_iter().collect();
                }
            }
            Line::Nothing => {
                let expected = self.expected();
                let label = match expected.kind {
                    EntryKind::Update => self.update_label(),
                    kind => kind_label(kind).into(),
                };
                pieces.push((label, paint::bold()));
                if let Some(speaker) = expected.speaker.filter(|_| expected.kind == EntryKind::Answer) {
                    pieces.push((self.name_of(speaker, in_full), paint::name()));
                }
            }
        }
        pieces
    }

    fn entry_pieces(&self, entry: &EntryLine, in_full: bool, plan_room: usize, pieces: &mut Vec<Piece>) {
        pieces.push((self.entry_label(entry), paint::bold()));
        let names = names_in(&entry.matter).into_iter().map(|named| self.name_piece(named, in_full));
        match &entry.matter {
            Matter::Spoken(None) if entry.kind == EntryKind::Update => {
                let starts = due_words(entry.text.split(" because ").next().unwrap_or_default());
                pieces.extend(
                    starts.filter(|due| entry.text.starts_with(due)).and_then(|_| self.new_deadline(&entry.text)),
                );
            }
            Matter::Spoken(None) => pieces.push(("who?".into(), paint::warning())),
            Matter::Action { owners, due_words, plan_references } => {
                if owners.is_empty() {
                    pieces.push(("no owner".into(), paint::warning()));
                }
                // What is doubtful stands where a narrow window still shows it.
                let is_doubtful = |reference: &&String| self.plan_piece(reference, plan_room).1 == paint::warning();
                let (doubtful, clear): (Vec<&String>, Vec<&String>) = plan_references.iter().partition(is_doubtful);
                pieces.extend(doubtful.into_iter().map(|reference| self.plan_piece(reference, plan_room)));
                for named in owners {
                    pieces.push(self.name_piece(named, in_full));
                    pieces.extend(self.no_news(MovementKind::Leaves, named));
                }
                match due_words.as_str() {
                    "" => pieces.push(("no deadline".into(), paint::dim())),
                    due => {
                        let reading = self.minuting.reading_of(due);
                        let style = if reading.is_clear { paint::decision() } else { paint::warning() };
                        pieces.push((format!("{due} = {}", reading.words), style));
                    }
                }
                pieces.extend(clear.into_iter().map(|reference| self.plan_piece(reference, plan_room)));
            }
            Matter::Decision { unanimous, tally, .. } => {
                pieces.extend(tally.and_then(|tally| self.too_many(tally)));
                pieces.extend(unanimous.then(|| ("unanimously".to_string(), Style::new())));
                pieces.extend(tally.map(tally_piece));
                pieces.extend(names);
            }
            Matter::Movement { kind, time, substitute_for, who } => {
                for named in who {
                    pieces.push(self.name_piece(named, in_full));
                    pieces.extend(self.no_news(*kind, named));
                }
                if let Some(member) = substitute_for {
                    let (name, style) = self.name_piece(member, in_full);
                    pieces.push((format!("for {name}"), style));
                }
                pieces.push((time.map_or("now".into(), spoken_time), Style::new()));
                pieces.extend((!entry.text.is_empty()).then(|| (format!("because: {}", entry.text), paint::dim())));
            }
            _ => pieces.extend(names),
        }
        pieces.extend(wants_action(entry));
    }

    /// Says which plan action a reference means, as far as there is room for its words.
    fn plan_piece(&self, reference: &str, room: usize) -> Piece {
        match self.beside.meaning(reference) {
            Some(Some(linked)) => {
                let is_narrow = room < linked.called.width() + FEWEST;
                let words = if is_narrow { linked.called.clone() } else { paint::fitted(&linked.label(), room) };
                (format!("{PLAN}{words}"), paint::name())
            }
            Some(None) if self.completes_reference() => (format!("{PLAN}{reference}\u{2026}"), paint::dim()),
            Some(None) => (format!("no plan action {reference}"), paint::warning()),
            None => (format!("{PLAN}{reference}"), paint::name()),
        }
    }

    /// Says what a new deadline, with the reason after it, would be taken for.
    fn new_deadline(&self, words: &str) -> Option<Piece> {
        let due = FollowUp::of(follow_up::Verb::Move, words, "", &self.minuting.roster).due_words;
        let reading = (!due.is_empty()).then(|| self.minuting.reading_of(&due))?;
        let style = if reading.is_clear { paint::decision() } else { paint::warning() };
        Some((format!("new deadline {due} = {}", reading.words), style))
    }

    fn entry_label(&self, entry: &EntryLine) -> String {
        match &entry.matter {
            Matter::Action { .. } if self.mode == Mode::Writing => {
                let sitting = &self.minuting.sitting;
                let year = sitting.meeting.date.year().rem_euclid(100);
                format!("ACTION {year:02}/{:02}", sitting.next_action)
            }
            Matter::Decision { verb, .. } if *verb != Verb::Decided => format!("Decision: {verb}"),
            Matter::Movement { kind: MovementKind::Leaves, .. } => "Leaves".into(),
            Matter::Movement { .. } => "Arrives".into(),
            _ if entry.kind == EntryKind::Update => self.update_label(),
            Matter::Point { level } if *level > 1 => format!("Point, {level} deep"),
            _ => kind_label(entry.kind).into(),
        }
    }

    fn name_piece(&self, named: &Named, in_full: bool) -> Piece {
        match &named.found {
            Found::One(id) => (self.name_of(*id, in_full), paint::name()),
            Found::Nobody => (format!("{} (unknown, as written)", named.words), paint::warning()),
            Found::Several(ids) => {
                let names: Vec<&str> =
                    ids.iter().take(4).filter_map(|id| self.minuting.roster.speaking_name(*id)).collect();
                (format!("{}: {}? Tab picks", named.words, names.join(" or ")), paint::warning())
            }
        }
    }

    /// Returns name and post where the name alone says less, else the name as it will be printed.
    fn name_of(&self, id: crate::record::Id, in_full: bool) -> String {
        let roster = &self.minuting.roster;
        let speaking = roster.speaking_name(id).unwrap_or_default();
        let full = roster.full_name(id).filter(|full| in_full && full.contains(speaking));
        full.unwrap_or(speaking).to_string()
    }

    /// Says that somebody who arrives is here already, or that somebody who leaves, or is given an action, is
    /// not, if the roll was called.
    fn no_news(&self, kind: MovementKind, named: &Named) -> Option<Piece> {
        let sitting = &self.minuting.sitting;
        let person = named.person().filter(|_| sitting.roll_called() && self.mode == Mode::Writing)?;
        match (kind, sitting.is_here(person)) {
            (MovementKind::Arrives, true) => Some(("here already".into(), paint::warning())),
            (MovementKind::Leaves, false) => Some(("not here".into(), paint::warning())),
            _ => None,
        }
    }

    /// Says that there are more votes than members who may vote, if the roll was called.
    fn too_many(&self, tally: Tally) -> Option<Piece> {
        let sitting = &self.minuting.sitting;
        let here = sitting.voters_here().count() as u32;
        let is_wrong = sitting.roll_called() && tally.total() > here;
        is_wrong.then(|| (format!("{} votes, but {here} may vote", tally.total()), paint::warning()))
    }
}

/// Says that the words that are being typed promise something, or ask for it.
pub(super) fn wants_action(entry: &EntryLine) -> Option<Piece> {
    let words = match entry.kind {
        EntryKind::Answer => promise(&entry.text).map(|_| "a promise: Alt-A makes the ACTION too")?,
        EntryKind::Question => request(&entry.text).map(|_| "asks for something")?,
        _ => return None,
    };
    Some((words.into(), paint::action()))
}

fn tally_piece(tally: Tally) -> Piece {
    (format!("{} for, {} against, {} abstained", tally.votes_for, tally.against, tally.abstained), Style::new())
}

fn command_prompt(name: &str) -> String {
    let beginning = |command: &&crate::clerk::commands::MeetingCommand| command.name.starts_with(name);
    match MEETING_COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => format!(":{} {}  {}", command.name, command.arguments, command.help),
        None => {
            let names: Vec<&str> = MEETING_COMMANDS.iter().filter(beginning).map(|command| command.name).collect();
            format!("Command: {}", names.join(", "))
        }
    }
}

/// Returns what a kind is called on the screen.
pub(super) fn kind_label(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Note => "Note",
        EntryKind::Question => "Question",
        EntryKind::Answer => "Answer",
        EntryKind::Comment => "Comment",
        EntryKind::Point => "Point",
        EntryKind::Action => "ACTION",
        EntryKind::Decision => "Decision",
        EntryKind::Interest => "Interest",
        EntryKind::Movement => "Movement",
        EntryKind::Update => "Update",
        EntryKind::Private => "Private note",
    }
}
