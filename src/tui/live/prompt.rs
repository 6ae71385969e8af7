//! The prompt: what the line will be recorded as, in full, before it is.

use super::super::paint;
use super::line::names_in;
use super::{Live, Mode};
use crate::capture::{EntryLine, Found, Line, Matter, Named};
use crate::clerk::commands::MEETING_COMMANDS;
use crate::document::inert;
use crate::record::time::spoken_time;
use crate::record::{EntryKind, MovementKind, Tally, Verb};
use chrono::Datelike;
use ratatui::style::Style;
use ratatui::text::{Line as Row, Span};

impl Live {
    /// Returns the prompt: kind, who, and whatever else was understood, each piece apart.
    pub(super) fn prompt(&self) -> Row<'static> {
        let mut pieces: Vec<(String, Style)> = Vec::new();
        match self.mode {
            Mode::Writing => {}
            Mode::Editing(_) => pieces.push(("Editing".into(), paint::warning())),
            Mode::Before(_) => pieces.push(("In front".into(), paint::warning())),
        }
        match &self.parsed {
            Line::Entry(entry) => self.entry_pieces(entry, &mut pieces),
            Line::Search(_) => pieces.push(("Search everything".into(), paint::bold())),
            Line::Command { name, .. } => pieces.push((command_prompt(name), paint::bold())),
            Line::Nothing => {
                let expected = self.expected();
                pieces.push((kind_label(expected.kind).into(), paint::bold()));
                if let Some(speaker) = expected.speaker.filter(|_| expected.kind == EntryKind::Answer) {
                    pieces.push((self.full_name(speaker), paint::name()));
                }
            }
        }
        let exempt = self.minuting.sitting.item(self.minuting.item).map(|item| item.exempt_now()).unwrap_or_default();
        if exempt.is_exempt() {
            pieces.push((format!("EXEMPT {exempt}"), paint::warning()));
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

    fn entry_pieces(&self, entry: &EntryLine, pieces: &mut Vec<(String, Style)>) {
        pieces.push((self.entry_label(entry), paint::bold()));
        match &entry.matter {
            Matter::Spoken(None) => pieces.push(("who?".into(), paint::warning())),
            Matter::Action { owners, due_words, plan_references } => {
                if owners.is_empty() {
                    pieces.push(("no owner".into(), paint::warning()));
                }
                let due = if due_words.is_empty() { "no deadline" } else { due_words };
                let style = if due_words.is_empty() { paint::dim() } else { paint::decision() };
                self.push_names(&entry.matter, pieces);
                pieces.push((due.to_string(), style));
                pieces.extend(plan_references.iter().map(|reference| (format!("plan {reference}"), paint::name())));
                return;
            }
            Matter::Decision { unanimous, tally, .. } => {
                if *unanimous {
                    pieces.push(("unanimously".into(), Style::new()));
                }
                self.push_names(&entry.matter, pieces);
                pieces.extend(tally.map(|tally| self.tally_piece(tally)));
                return;
            }
            Matter::Movement { time, substitute_for, who, .. } => {
                for named in who {
                    pieces.push(self.name_piece(named));
                }
                if let Some(member) = substitute_for {
                    let (name, style) = self.name_piece(member);
                    pieces.push((format!("for {name}"), style));
                }
                pieces.push((time.map_or("now".into(), spoken_time), Style::new()));
                return;
            }
            _ => {}
        }
        self.push_names(&entry.matter, pieces);
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
            Matter::Point { level } if *level > 1 => format!("Point, {level} deep"),
            _ => kind_label(entry.kind).into(),
        }
    }

    fn push_names(&self, matter: &Matter, pieces: &mut Vec<(String, Style)>) {
        pieces.extend(names_in(matter).into_iter().map(|named| self.name_piece(named)));
    }

    fn name_piece(&self, named: &Named) -> (String, Style) {
        match &named.found {
            Found::One(id) => (self.full_name(*id), paint::name()),
            Found::Nobody => (format!("{} (unknown, as written)", named.words), paint::warning()),
            Found::Several(ids) => {
                let names: Vec<&str> =
                    ids.iter().take(4).filter_map(|id| self.minuting.roster.speaking_name(*id)).collect();
                (format!("{}: {}? Tab picks", named.words, names.join(" or ")), paint::warning())
            }
        }
    }

    fn full_name(&self, id: crate::record::Id) -> String {
        let roster = &self.minuting.roster;
        let (Some(speaking), Some(full)) = (roster.speaking_name(id), roster.full_name(id)) else {
            return String::new();
        };
        if full.contains(speaking) { full.to_string() } else { speaking.to_string() }
    }

    fn tally_piece(&self, tally: Tally) -> (String, Style) {
        let words = format!("{} for, {} against, {} abstained", tally.votes_for, tally.against, tally.abstained);
        let sitting = &self.minuting.sitting;
        let here = sitting.voters_here().count() as u32;
        match sitting.roll_called() && tally.total() > here {
            true => (format!("{words}: {} votes, but {here} may vote", tally.total()), paint::warning()),
            false => (words, Style::new()),
        }
    }
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
        EntryKind::Private => "Private note",
    }
}
