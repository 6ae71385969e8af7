//! The Live screen: the minutes of an item as they will read, and the line in which the clerk types.

mod attendance;
pub(super) mod beside;
mod copy;
mod edit;
mod keeping;
mod line;
mod paste;
mod prompt;
mod readback;
mod spelling;
mod view;
mod vote;
mod walk;

use super::editor::Editor;
use super::export::export_form;
use super::form_fields::{item_form, meeting_form};
use super::frame::{Frame, Painted};
use super::keys::{self, Command, Context, Key};
use super::loose_ends::LooseEndsScreen;
use super::proof::ProofScreen;
use super::screen::{Cx, Go, Outcome, Screen};
use super::search::SearchScreen;
use crate::capture::complete::{Completion, Vocabulary};
use crate::capture::owed::{Judged, Owed, owed};
use crate::capture::{Expected, Line};
use crate::clerk::check::dismissed;
use crate::clerk::commands::{self, MEETING_COMMANDS};
use crate::clerk::follow_up::Verb;
use crate::clerk::{Failure, Minuting};
use crate::document::Block;
use crate::record::{EntryKind, Id, Recorded};
use crate::reports::{Audience, item_on_desk};
use crate::store::{Pen, PenAsked, Store};
use chrono::NaiveDateTime;
use keeping::Unsaved;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;

type Result<T, E = Failure> = std::result::Result<T, E>;

/// How soon to try again to save what the disk refused.
const RETRY_AFTER: Duration = Duration::from_secs(1);
/// How often a follower looks for what has been written.
const FOLLOW_AFTER: Duration = Duration::from_secs(1);
/// How soon to go on looking for what is suggested, once keys have been answered.
const SOON: Duration = Duration::from_millis(1);
/// How wide the line is taken to be before it is painted.
const LINE_WIDTH: usize = 77;
/// How many earlier actions stand beside the minutes.
const EARLIER_ACTIONS: u32 = 12;

/// What Enter will do with the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Mode {
    /// Write a new entry at the end.
    #[default]
    Writing,
    /// Change an entry.
    Editing(Id),
    /// Write a new entry in front of one.
    Before(Id),
}

/// What covers the minutes for a while.
enum Panel {
    Attendance { selected: usize },
    Vote(vote::VotePanel),
    ReadBack { entry: Id },
    Paste { text: String },
}

/// The Live screen.
pub struct Live {
    minuting: Minuting,
    /// The pen of the meeting, or who has it.
    pen: Result<Pen, String>,
    /// What the book said of other programs' writing when this was read.
    data_version: i64,
    line: Editor,
    mode: Mode,
    /// The kind that Tab chose for a line without a prefix.
    kind: Option<EntryKind>,
    tie: Option<line::Tie>,
    expansion: Option<line::Undoable>,
    selected: Option<Id>,
    panel: Option<Panel>,
    /// The walk through what earlier meetings left.
    walk: Option<walk::Walk>,
    /// The action at which the walk stood last.
    walk_at: Option<Id>,
    /// The item for which the walk was last thought of.
    walked_item: Option<Id>,
    parsed: Line,
    /// Letters were typed since `parsed` was read.
    is_typed: bool,
    completion: Option<Completion>,
    /// The plan actions that stand beside an ACTION.
    beside: beside::Beside,
    vocabulary: Vocabulary,
    spelling: spelling::Spelling,
    blocks: Vec<Block>,
    /// What is unclear about entries, in words.
    doubts: HashMap<Id, String>,
    /// What has been promised or asked for under this item, and has no ACTION.
    owed: Vec<Owed>,
    judged: Judged,
    /// The entries that are exempt.
    exempt: HashSet<Id>,
    counts: Vec<u32>,
    earlier: Vec<Recorded>,
    unsaved: VecDeque<Unsaved>,
    /// Esc was pressed once: the next one leaves a meeting that is going on.
    is_leaving: bool,
    /// A refused command that has nothing to go on with: as long as it stands in the line untouched, what
    /// is typed next takes its place.
    spent: Option<String>,
    /// Why something is not saved.
    trouble: Option<String>,
    kept: String,
    /// Counts how often what is shown was read afresh.
    reading: u64,
    /// How wide the line was painted last; what Up and Down in a long line go by.
    line_width: Cell<usize>,
    /// What the bar and the panes showed when they were painted last, and when that was.
    painted: Cell<Option<(view::Shown, Painted)>>,
}

impl Live {
    /// Opens a meeting by name, or the one in progress, or today's. Says what was half-typed there.
    pub fn open_named(slug: Option<&str>, cx: &mut Cx<'_>) -> Result<(Self, Option<String>)> {
        let meeting = match slug {
            Some(slug) => cx.store.find_meeting(slug)?.id,
            None => {
                let meetings = cx.store.meetings(200)?;
                let running =
                    meetings.iter().find(|meeting| matches!(meeting.status.as_str(), "in progress" | "adjourned"));
                let today = meetings.iter().find(|meeting| meeting.date == cx.now.date());
                let found = running.or(today).ok_or_else(|| {
                    Failure::new("No meeting is in progress.", "Name one, as minutebook live csib-2023-02-27.")
                })?;
                found.id
            }
        };
        Self::open(meeting, cx)
    }

    /// Opens a meeting where it was left, with the line that was half-typed.
    pub fn open(meeting: Id, cx: &mut Cx<'_>) -> Result<(Self, Option<String>)> {
        let minuting = Minuting::open(cx.store, meeting)?;
        let pen = match cx.store.ask_for_pen(meeting)? {
            PenAsked::Taken(pen) => Ok(pen),
            PenAsked::HeldBy(name) => Err(name),
        };
        let mut live = Live {
            minuting,
            pen,
            data_version: cx.store.data_version()?,
            line: Editor::default(),
            mode: Mode::Writing,
            kind: None,
            tie: None,
            expansion: None,
            selected: None,
            panel: None,
            walk: None,
            walk_at: None,
            walked_item: None,
            parsed: Line::Nothing,
            is_typed: false,
            completion: None,
            beside: beside::Beside::default(),
            vocabulary: Vocabulary::default(),
            spelling: spelling::Spelling::default(),
            blocks: Vec::new(),
            doubts: HashMap::new(),
            owed: Vec::new(),
            judged: Judged::default(),
            exempt: HashSet::new(),
            counts: Vec::new(),
            earlier: Vec::new(),
            unsaved: VecDeque::new(),
            is_leaving: false,
            spent: None,
            trouble: None,
            kept: String::new(),
            reading: 0,
            line_width: Cell::new(LINE_WIDTH),
            painted: Cell::new(None),
        };
        let said = match &live.pen {
            Ok(_) => live.restore(cx.store)?,
            Err(name) => Some(format!("{name} has the pen: you follow. :pen takes it when it is free.")),
        };
        live.show(cx.store)?;
        let said = live.save_restored(cx).or(said);
        let notice = live.minuting.notice_of_time(cx.now);
        Ok((live, said.or(notice)))
    }

    /// Opens a meeting at one of its items, with an entry of it selected.
    pub fn open_at(meeting: Id, item: Id, entry: Id, cx: &mut Cx<'_>) -> Result<Self> {
        let (mut live, _) = Self::open(meeting, cx)?;
        if live.minuting.sitting.item(item).is_some() {
            live.minuting.look_at(cx.store, item)?;
            live.show(cx.store)?;
        }
        // A correction is found too, and is no entry that could be selected.
        live.selected = live.minuting.entries.iter().map(|recorded| recorded.entry.id).find(|id| *id == entry);
        Ok(live)
    }

    /// Prepares what is painted from what is on the desk.
    fn show(&mut self, store: &Store) -> Result<()> {
        self.reading += 1;
        let minuting = &self.minuting;
        self.blocks = item_on_desk(&minuting.sitting, minuting.item, &minuting.entries);
        self.owed = owed(&minuting.entries, &minuting.roster, &mut self.judged);
        let left = dismissed(store, minuting.sitting.meeting.id)?;
        self.owed.retain(|owed| !left.contains(&(owed.entry, owed.why.loose_end())));
        self.doubts = self.marks();
        let minuting = &self.minuting;
        let exempt = minuting.entries.iter().filter(|recorded| recorded.entry.exempt.is_exempt());
        self.exempt = exempt.map(|recorded| recorded.entry.id).collect();
        self.counts = store.entry_counts(&minuting.sitting.items)?;
        self.earlier = store.open_actions(minuting.sitting.body.id, minuting.sitting.meeting.date, EARLIER_ACTIONS)?;
        self.vocabulary = Vocabulary::of(&minuting.sitting, &minuting.roster, &minuting.entries);
        self.beside = beside::Beside::of(store, minuting.sitting.body.id, minuting.item, self.beside.changes)?;
        self.walk_with_item(store)?;
        self.follow_words();
        self.read_line();
        Ok(())
    }

    /// Returns what is unclear about entries, or owed, in words.
    fn marks(&self) -> HashMap<Id, String> {
        let mut marks: HashMap<Id, Vec<String>> = HashMap::new();
        for recorded in &self.minuting.entries {
            let doubts = self.minuting.doubts_about(recorded);
            if !doubts.is_empty() {
                marks.entry(recorded.entry.id).or_default().extend(doubts.iter().map(ToString::to_string));
            }
        }
        for owed in &self.owed {
            marks.entry(owed.entry).or_default().push(owed.why.words().into());
        }
        marks.into_iter().map(|(id, words)| (id, words.join("; "))).collect()
    }

    /// Reads the line if letters were typed since it was read last: once for all that came together.
    fn read_if_typed(&mut self) {
        if std::mem::take(&mut self.is_typed) {
            self.read_line();
        }
    }

    /// Reads the line afresh after it, or what is expected, has changed.
    fn read_line(&mut self) {
        self.is_typed = false;
        self.parsed = self.minuting.parse(self.line.text(), self.expected());
        self.completion = match &self.parsed {
            Line::Command { .. } | Line::Search(_) => None,
            _ if self.line.at_end() => self.vocabulary.complete(self.line.text()),
            _ => None,
        };
    }

    /// Returns what a line without a prefix will be recorded as.
    fn expected(&self) -> Expected {
        let predicted = self.minuting.expected();
        match (self.mode, self.kind) {
            (Mode::Editing(id), kind) => {
                let edited = self.minuting.entries.iter().find(|recorded| recorded.entry.id == id);
                let kind = kind.or(edited.map(|recorded| recorded.entry.kind)).unwrap_or(predicted.kind);
                // The minute of an update is words like a note's.
                Expected::kind(if kind == EntryKind::Update { EntryKind::Note } else { kind })
            }
            (_, Some(kind)) => Expected { kind, ..predicted },
            (Mode::Writing, None) if self.walk.is_some() && predicted.kind != EntryKind::Answer => {
                Expected::kind(EntryKind::Update)
            }
            // A question in the walk is about the action that is gone through.
            (Mode::Writing, None) if self.walk.is_some() => {
                Expected { speaker: self.walked().and_then(|matter| matter.owner).or(predicted.speaker), ..predicted }
            }
            _ => predicted,
        }
    }

    /// Refuses to change anything while somebody else has the pen.
    fn needs_pen(&self) -> Result<()> {
        match &self.pen {
            Ok(_) => Ok(()),
            Err(name) => Err(Failure::new(
                format!("{name} has the pen of this meeting."),
                "You follow what is written; :pen takes it once it is laid down.",
            )),
        }
    }

    /// Asks for the pen again.
    fn take_pen(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        if self.pen.is_ok() {
            return Outcome::say("You have the pen already.");
        }
        match cx.store.ask_for_pen(self.minuting.sitting.meeting.id)? {
            PenAsked::HeldBy(name) => {
                self.pen = Err(name);
                self.reading += 1;
                self.needs_pen()?;
                Outcome::nothing()
            }
            PenAsked::Taken(pen) => {
                self.pen = Ok(pen);
                self.empty_line();
                let said = self.restore(cx.store)?;
                self.minuting.reload(cx.store)?;
                self.show(cx.store)?;
                Outcome::say(format!("You have the pen. {}", said.unwrap_or_default()))
            }
        }
    }

    /// Performs a named command: one of the table of keys, or one of the meeting.
    fn named_command(&mut self, name: &str, rest: &str, cx: &mut Cx<'_>) -> Result<Outcome> {
        let is_panel = name == "vote" && rest.is_empty();
        let row =
            keys::named(&[Context::Walk, Context::Live, Context::Anywhere], if is_panel { "votes" } else { name });
        match row.map(|row| row.command) {
            Some(Command::Search) if !rest.is_empty() => return self.open_search(rest, cx),
            // With words it is the meeting's command of that name, as :plan 2.3 amber.
            Some(_) if !rest.is_empty() && commands::is_of_meeting(name) => {}
            Some(_) if !rest.is_empty() => return Err(commands::takes_no_words(name, rest)),
            Some(command) => {
                self.forget_line(cx)?;
                return Outcome::go(Go::Perform(command));
            }
            None => {}
        }
        let is_spent = rest.is_empty() && !commands::may_go_on(name);
        self.spent = is_spent.then(|| self.line.text().to_string());
        self.needs_pen()?;
        self.needs_all_saved(cx)?;
        let now = cx.now;
        let said = self.take_line(cx, |minuting, store| minuting.command(store, name, rest, now))?;
        self.show(cx.store)?;
        Outcome::say(format!("{said}."))
    }

    /// Does what the line says and empties it, in one transaction: a kill cannot leave it there to be done
    /// twice. A refusal leaves it as it is.
    fn take_line<T>(
        &mut self,
        cx: &mut Cx<'_>,
        work: impl FnOnce(&mut Minuting, &mut Store) -> Result<T>,
    ) -> Result<T> {
        let half_typed = self.half_typed_name();
        let minuting = &mut self.minuting;
        let done: Result<T> = cx.store.all_or_nothing(|store| {
            let done = work(minuting, store)?;
            store.drop_half_typed(&half_typed)?;
            Ok(done)
        });
        if done.is_err() {
            let _ = self.minuting.reload(cx.store);
        }
        let done = done?;
        self.kept.clear();
        self.empty_line();
        Ok(done)
    }

    /// Writes the beginning of a command into the line, for the clerk to go on.
    fn begin_command(&mut self, name: &str) {
        self.line.set(&format!(":{name} "));
        self.read_line();
    }

    /// Empties the line, here and in the book.
    fn forget_line(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.empty_line();
        self.keep(cx).map(|_| ())
    }

    fn empty_line(&mut self) {
        self.line.clear();
        self.mode = Mode::Writing;
        self.kind = None;
        self.tie = None;
        self.expansion = None;
        self.read_line();
    }

    fn look(&mut self, cx: &mut Cx<'_>, forward: bool) -> Result<Outcome> {
        let items = &self.minuting.sitting.items;
        let here = items.iter().position(|item| item.id == self.minuting.item).unwrap_or(0);
        let there = if forward { here + 1 } else { here.wrapping_sub(1) };
        let Some(item) = items.get(there).map(|item| item.id) else {
            return Outcome::say(if forward { "This is the last item." } else { "This is the first item." });
        };
        self.minuting.look_at(cx.store, item)?;
        self.selected = None;
        self.show(cx.store)?;
        Outcome::nothing()
    }

    fn undo(&mut self, cx: &mut Cx<'_>, redo: bool) -> Result<Outcome> {
        let in_line = if redo { self.line.redo() } else { self.line.undo() };
        if in_line {
            self.expansion = None;
            self.read_line();
            return Outcome::nothing();
        }
        self.needs_pen()?;
        let words = if redo { self.minuting.redo(cx.store, cx.now)? } else { self.minuting.undo(cx.store, cx.now)? };
        self.show(cx.store)?;
        match (words, redo) {
            (Some(words), false) => Outcome::say(format!("Undone: {words}. Ctrl-Y does it again.")),
            (Some(words), true) => Outcome::say(format!("Done again: {words}.")),
            (None, false) => Outcome::say("There is nothing to undo in this meeting."),
            (None, true) => Outcome::say("There is nothing to do again."),
        }
    }

    fn leave(&mut self, was_leaving: bool, cx: &mut Cx<'_>) -> Result<Outcome> {
        if self.panel.take().is_some() {
            self.keep(cx)?;
        } else if self.selected.take().is_some() {
        } else if self.walk.is_some() && self.line.is_empty() && self.mode == Mode::Writing {
            return self.toggle_walk(cx);
        } else if self.mode != Mode::Writing {
            self.empty_line();
        } else if matches!(self.parsed, Line::Command { .. } | Line::Search(_)) {
            // Nothing for the minutes; Ctrl-Z brings it back.
            self.line.set("");
            self.read_line();
        } else if self.minuting.sitting.is_running() && self.pen.is_ok() && !was_leaving {
            // In the list letters are commands, and what is said in the room would be typed there.
            self.is_leaving = true;
            return Outcome::say("The meeting is going on. Esc again leaves it for the list of meetings.");
        } else {
            return Outcome::go(Go::Back);
        }
        Outcome::nothing()
    }
}

impl Screen for Live {
    fn contexts(&self) -> &'static [Context] {
        match (&self.panel, self.selected) {
            (Some(Panel::Attendance { .. }), _) => &[Context::Attendance, Context::List],
            (Some(Panel::Vote(_)), _) => &[Context::Vote, Context::List],
            (Some(Panel::ReadBack { .. }), _) => &[Context::ReadBack],
            (Some(Panel::Paste { .. }), _) => &[Context::Paste],
            (None, _) if self.offers_words() => &[Context::Correcting, Context::Live],
            (None, Some(_)) => &[Context::Selection, Context::Live],
            (None, None) if self.walk.is_some() => &[Context::Walk, Context::Live],
            (None, None) => &[Context::Live],
        }
    }

    fn takes(&mut self, command: Command) -> bool {
        self.read_if_typed();
        match command {
            Command::TakeCompletion => self.completion.is_some() && self.line.at_end(),
            Command::WalkUp | Command::WalkDown | Command::FollowUp(Verb::Carry) => self.line.is_empty(),
            Command::SelectUp => self.line.is_empty() && self.mode == Mode::Writing,
            _ => true,
        }
    }

    fn perform(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        let was_leaving = std::mem::take(&mut self.is_leaving);
        match command {
            Command::TakeWord(nth) => return self.take_word(nth),
            Command::AddWord => return self.add_offered(cx),
            _ => {}
        }
        if self.leave_word() && command == Command::Back {
            return Outcome::nothing();
        }
        if self.panel.is_some() && command != Command::Back {
            return self.perform_in_panel(command, cx);
        }
        match command {
            Command::Record => self.enter(cx),
            Command::KindNext | Command::KindPrevious => self.walk_kind(command == Command::KindNext),
            Command::TakeCompletion => self.take_completion(),
            Command::Link(nth) => self.link_beside(nth),
            Command::ItemBefore => self.look(cx, false),
            Command::ItemAfter => self.look(cx, true),
            Command::TakePen => self.take_pen(cx),
            Command::TakeNextItem => {
                self.needs_pen()?;
                let said = self.minuting.command(cx.store, "next", "", cx.now)?;
                self.selected = None;
                self.show(cx.store)?;
                Outcome::say(format!("{said}."))
            }
            Command::Undo => self.undo(cx, false),
            Command::Redo => self.undo(cx, true),
            Command::Attendance => {
                self.panel = Some(Panel::Attendance { selected: 0 });
                Outcome::nothing()
            }
            Command::Vote => self.open_votes(),
            Command::ReadBack => self.open_read_back(),
            Command::EditItem => {
                self.needs_pen()?;
                let item = self.minuting.item()?.clone();
                Outcome::open(item_form(&item, &self.minuting))
            }
            Command::EditMeeting => {
                self.needs_pen()?;
                Outcome::open(meeting_form(&self.minuting.sitting))
            }
            Command::Copy => self.copy(Audience::Public),
            Command::CopyForMembers => self.copy(Audience::Members),
            Command::Export => Outcome::open(export_form(&self.minuting.sitting.meeting)),
            Command::MakeAction => self.make_action(cx),
            Command::LooseEnds => {
                let (meeting, item) = (self.minuting.sitting.meeting.id, Some(self.minuting.item));
                Outcome::open(LooseEndsScreen::open(meeting, item, self.pen.is_ok(), cx)?)
            }
            Command::OfferWords => self.offer_words(),
            Command::Proof => Outcome::open(ProofScreen::open(
                self.minuting.sitting.meeting.id,
                Some(self.minuting.item),
                self.pen.is_ok(),
                cx,
            )?),
            Command::Walk => self.toggle_walk(cx),
            Command::WalkUp | Command::WalkDown | Command::FollowUp(_) => self.perform_in_walk(command, cx),
            Command::Back => self.leave(was_leaving, cx),
            command => self.perform_on_selection(command, cx),
        }
    }

    fn type_key(&mut self, key: Key, _: &mut Cx<'_>) -> Result<Outcome> {
        self.is_leaving = false;
        self.leave_word();
        match &self.panel {
            Some(_) => Outcome::nothing(),
            None => self.type_in_line(key),
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_>) -> Result<Outcome> {
        self.leave_word();
        self.paste_into_line(text, cx)
    }

    fn meeting_command(&mut self, name: &str, cx: &mut Cx<'_>) -> Result<Outcome> {
        let takes_more = MEETING_COMMANDS.iter().any(|command| command.name == name && !command.arguments.is_empty());
        let optional =
            MEETING_COMMANDS.iter().any(|command| command.name == name && command.arguments.starts_with("[time]"));
        if takes_more && !optional {
            self.begin_command(name);
            return Outcome::nothing();
        }
        self.needs_pen()?;
        if self.line.is_empty() && self.minuting.asks_for_time(name, cx.now) {
            self.begin_command(name);
        }
        let said = self.minuting.command(cx.store, name, "", cx.now)?;
        self.show(cx.store)?;
        Outcome::say(format!("{said}."))
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.minuting.reload(cx.store)?;
        self.show(cx.store)
    }

    fn keep(&mut self, cx: &mut Cx<'_>) -> Result<bool> {
        self.read_if_typed();
        // What cannot be read now is only not suggested.
        let _ = self.look_beside(cx.store);
        self.note_words();
        let json = self.half_typed()?;
        if json == self.kept {
            return Ok(false);
        }
        let name = self.half_typed_name();
        if let Err(error) = cx.store.keep_half_typed(&name, &json) {
            self.trouble = Some(error.to_string());
            return Err(error.into());
        }
        self.kept = json;
        if self.unsaved.is_empty() {
            self.trouble = None;
        }
        Ok(true)
    }

    fn is_behind(&self) -> bool {
        self.is_looking_beside() || self.is_judging()
    }

    fn tick(&mut self, cx: &mut Cx<'_>) -> Result<Option<Duration>> {
        // What cannot be judged now is only not underlined.
        let words = self.judge_words(cx.store).unwrap_or_default();
        let rest = self.tick_without_words(cx)?;
        Ok([words, rest].into_iter().flatten().min())
    }

    fn unsaved(&self) -> Vec<String> {
        let half_typed = (self.trouble.is_some() && !self.line.is_empty()).then(|| self.line.text().to_string());
        self.unsaved.iter().map(|unsaved| unsaved.line.clone()).chain(half_typed).collect()
    }

    fn meeting(&self) -> Option<Id> {
        Some(self.minuting.sitting.meeting.id)
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, now: NaiveDateTime) {
        self.paint(frame, area, now);
    }
}

impl Live {
    /// Does what is due besides judging words.
    fn tick_without_words(&mut self, cx: &mut Cx<'_>) -> Result<Option<Duration>> {
        if self.is_looking_beside() {
            let _ = self.look_beside(cx.store);
            if self.is_looking_beside() {
                return Ok(Some(SOON));
            }
        }
        if self.pen.is_err() {
            let version = cx.store.data_version()?;
            if version != self.data_version {
                self.data_version = version;
                self.refresh(cx)?;
            }
            return Ok(Some(FOLLOW_AFTER));
        }
        if self.unsaved.is_empty() && self.trouble.is_none() {
            return Ok(None);
        }
        self.save_unsaved(cx)?;
        Ok((!self.unsaved.is_empty() || self.trouble.is_some()).then_some(RETRY_AFTER))
    }

    fn perform_in_panel(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        let only_looks = matches!(
            command,
            Command::Up
                | Command::Down
                | Command::First
                | Command::Last
                | Command::PageUp
                | Command::PageDown
                | Command::PreviousRead
                | Command::NextRead
        );
        if !only_looks {
            self.needs_pen()?;
        }
        match &self.panel {
            Some(Panel::Attendance { .. }) => self.perform_in_attendance(command, cx),
            Some(Panel::Vote(_)) => self.perform_in_vote(command, cx),
            Some(Panel::ReadBack { .. }) => self.perform_in_read_back(command, cx),
            Some(Panel::Paste { .. }) => self.perform_in_paste(command, cx),
            None => Outcome::nothing(),
        }
    }

    fn open_search(&mut self, words: &str, cx: &mut Cx<'_>) -> Result<Outcome> {
        let screen = SearchScreen::open(words, cx)?;
        self.forget_line(cx)?;
        Outcome::open(screen)
    }
}
