//! The Loose ends screen: what is unfinished in a meeting's minutes, and the key that settles each.

use super::frame::Frame;
use super::keys::{Command, Context, Key};
use super::list::{moved, undo_in_book};
use super::live::beside::cell;
use super::one_line::{self, OneLine, ROWS};
use super::paint;
use super::proof::ProofScreen;
use super::screen::{Cx, Go, Outcome, Screen};
use super::suggested::Suggested;
use super::wrap::wrap;
use crate::clerk::check::{Check, LooseEnd, dismiss};
use crate::clerk::linking::link;
use crate::clerk::{Failure, Minuting, Result};
use crate::document::inert;
use crate::record::{Detail, Id, LooseEndKind};
use crate::store::{GivenAction, Pen, PenAsked, Store};
use chrono::NaiveDateTime;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::time::Duration;

/// What a reason is given for: the entry, and what is unfinished about it.
type About = (Id, LooseEndKind);

/// The loose ends of a meeting.
pub struct LooseEndsScreen {
    meeting: Id,
    slug: String,
    check: Check,
    /// What it has found so far.
    ends: Vec<LooseEnd>,
    selected: usize,
    /// The Live screen below has the pen of the meeting.
    has_pen: bool,
    reason: OneLine<About>,
    /// What was done last here is a step of the meeting: an ACTION was made.
    has_made: bool,
    /// The plan actions that the selected action resembles, where it serves none.
    suggested: Suggested,
    /// At which entry they were sought.
    suggested_at: Option<Id>,
}

/// So many suggestions stand below the list.
const SUGGESTED: usize = 3;
/// How soon it goes on checking, once keys have been answered.
const SOON: Duration = Duration::from_millis(1);

impl LooseEndsScreen {
    /// Opens the list at the first loose end of an item. `has_pen` says that whoever opens it has the pen of the
    /// meeting.
    pub fn open(meeting: Id, item: Option<Id>, has_pen: bool, cx: &mut Cx<'_>) -> Result<Self> {
        let slug = cx.store.sitting(meeting)?.meeting.slug;
        let reason = OneLine::restored("loose end", cx)?;
        let mut screen = LooseEndsScreen {
            meeting,
            slug,
            check: Check::of(cx.store, meeting)?,
            ends: Vec::new(),
            selected: 0,
            has_pen,
            reason,
            has_made: false,
            suggested: Suggested::default(),
            suggested_at: None,
        };
        screen.go_on(cx)?;
        if let Some(item) = item {
            let is_checked = |screen: &Self| screen.check.has_checked(item);
            screen.go_on_until(is_checked, |end| end.item_id == item, cx)?;
        }
        if let Some(about) = screen.reason.about().copied()
            && !screen.go_on_until(|_| false, |end| (end.entry, end.kind) == about, cx)?
        {
            screen.reason.leave();
        }
        screen.suggest(cx)?;
        Ok(screen)
    }

    /// Checks one lot more. What is selected stays so.
    fn go_on(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.check.go_on(cx.store)?;
        let chosen = self.ends.get(self.selected).map(|end| (end.entry, end.kind));
        self.ends = self.check.loose_ends();
        let place = self.ends.iter().position(|end| Some((end.entry, end.kind)) == chosen);
        self.selected = place.unwrap_or(self.selected.min(self.ends.len().saturating_sub(1)));
        Ok(())
    }

    /// Goes on until enough is checked, and selects the first loose end that is sought. Tells whether there is one.
    fn go_on_until(
        &mut self,
        is_enough: impl Fn(&Self) -> bool,
        is_sought: impl Fn(&LooseEnd) -> bool,
        cx: &mut Cx<'_>,
    ) -> Result<bool> {
        loop {
            if let Some(place) = self.ends.iter().position(&is_sought) {
                self.selected = place;
                return Ok(true);
            }
            if is_enough(self) || self.check.is_whole() {
                return Ok(false);
            }
            self.go_on(cx)?;
        }
    }

    fn chosen(&self) -> Result<&LooseEnd> {
        self.ends.get(self.selected).ok_or_else(|| Failure::new("Nothing is unfinished here.", "Esc goes back."))
    }

    /// Finds what the selected action resembles, if what is unfinished about it is that it serves nothing.
    fn suggest(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        let wants = self.ends.get(self.selected).filter(|end| end.kind == LooseEndKind::NoPlanAction);
        let entry = wants.map(|end| end.entry);
        if entry == self.suggested_at {
            return Ok(());
        }
        let given = entry.map(|entry| given_at(entry, cx.store)).transpose()?.flatten();
        let suggested = given.map(|given| Suggested::of(cx.store, &given)).transpose()?;
        (self.suggested, self.suggested_at) = (suggested.unwrap_or_default(), entry);
        Ok(())
    }

    /// Links the selected action with a plan action that it resembles.
    fn link(&mut self, nth: u8, cx: &mut Cx<'_>) -> Result<Outcome> {
        let nth = if usize::from(nth) > SUGGESTED { 0 } else { nth };
        let Some(plan_action) = self.suggested.taken(nth, cx.store)? else { return Outcome::nothing() };
        let entry = self.chosen()?.entry;
        let given = given_at(entry, cx.store)?;
        let given = given.ok_or_else(|| Failure::new("That action is no longer there.", "Esc goes back."))?;
        let said = link(cx.store, &given, &[plan_action], cx.now)?;
        self.has_made = false;
        self.refresh(cx)?;
        Outcome::say(format!("{said}. Ctrl-Z takes it back."))
    }

    /// Makes the ACTION that the selected loose end wants.
    fn make_action(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        let end = self.chosen()?;
        let wants = matches!(end.kind, LooseEndKind::Promise | LooseEndKind::Request | LooseEndKind::ToBeDone);
        if !wants {
            return Err(Failure::new("That needs no ACTION.", format!("What settles it: {}.", end.settle)));
        }
        // Held until the ACTION is made.
        let _pen = if self.has_pen { None } else { Some(pen_of(self.meeting, cx.store)?) };
        let (item, entry, before) = (end.item_id, end.entry, end.before);
        let mut minuting = Minuting::open(cx.store, self.meeting)?;
        minuting.look_at(cx.store, item)?;
        let said = minuting.make_action(cx.store, entry, before, cx.now)?;
        self.has_made = true;
        self.refresh(cx)?;
        Outcome::say(format!("{said}. Ctrl-Z takes it back."))
    }
}

impl LooseEndsScreen {
    /// Returns what the selected action resembles, in a row.
    fn suggested(&self, width: usize) -> Option<Line<'static>> {
        let column = width / SUGGESTED;
        let suggestions = self.suggested.list().iter().take(SUGGESTED).enumerate();
        let words: String = suggestions.map(|(nth, suggestion)| cell(nth, suggestion, column)).collect();
        (!words.is_empty()).then(|| Line::raw(words))
    }
}

/// Returns the action of an entry.
fn given_at(entry: Id, store: &Store) -> Result<Option<GivenAction>> {
    let recorded = store.entry(entry)?;
    let action = recorded.and_then(|recorded| match recorded.detail {
        Detail::Action { action, .. } => Some(action.id),
        _ => None,
    });
    Ok(action.map(|action| store.given_action(action)).transpose()?.flatten())
}

/// Asks for the pen of a meeting: its minutes are for whoever has that.
pub(super) fn pen_of(meeting: Id, store: &Store) -> Result<Pen> {
    match store.ask_for_pen(meeting)? {
        PenAsked::Taken(pen) => Ok(pen),
        PenAsked::HeldBy(name) => Err(Failure::new(
            format!("{name} has the pen of this meeting."),
            "Nothing was changed; ask them, or do it once the pen is laid down.",
        )),
    }
}

impl Screen for LooseEndsScreen {
    fn contexts(&self) -> &'static [Context] {
        match self.reason.about() {
            None => &[Context::LooseEnds, Context::List],
            Some(_) => &[Context::OneLine],
        }
    }

    fn perform(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        if moved(&mut self.selected, self.ends.len(), command) {
            self.suggest(cx)?;
            return Outcome::nothing();
        }
        match command {
            Command::Link(nth) => self.link(nth, cx),
            Command::Open => {
                let end = self.chosen()?;
                let (meeting, item, entry) = (end.meeting_id, end.item_id, end.entry);
                Outcome::go(Go::Entry { meeting, item, entry })
            }
            Command::MakeAction => self.make_action(cx),
            Command::Dismiss => {
                let end = self.chosen()?;
                let about = (end.entry, end.kind);
                self.reason.begin(about);
                Outcome::nothing()
            }
            Command::SaveLine => {
                let gone = || Failure::new("That is settled already.", "Leave the line with Esc.");
                let about = self.reason.about().copied();
                // The list may have been read afresh since the line was begun.
                let end = self.ends.iter().find(|end| Some((end.entry, end.kind)) == about).ok_or_else(gone)?.clone();
                let (reason, now) = (self.reason.text().to_string(), cx.now);
                let said = self.reason.take(cx, |store| dismiss(store, &end, &reason, now))?;
                self.has_made = false;
                self.refresh(cx)?;
                Outcome::say(format!("{said}. Ctrl-Z takes it back."))
            }
            Command::Undo | Command::Redo if self.reason.about().is_some() => {
                let editor = self.reason.editor();
                if command == Command::Undo {
                    editor.undo()
                } else {
                    editor.redo()
                };
                Outcome::nothing()
            }
            Command::Undo if self.has_made => {
                let _pen = if self.has_pen { None } else { Some(pen_of(self.meeting, cx.store)?) };
                let words = cx.store.undo(Some(self.meeting), cx.now)?;
                self.has_made = false;
                self.refresh(cx)?;
                Outcome::say(
                    words.map_or("There is nothing to take back here.".into(), |words| format!("Undone: {words}.")),
                )
            }
            Command::Undo | Command::Redo => {
                let said = undo_in_book(command, cx)?;
                self.refresh(cx)?;
                Outcome::say(said)
            }
            Command::Back if self.reason.about().is_some() => {
                self.reason.leave();
                Outcome::nothing()
            }
            Command::Proof => {
                let item = self.ends.get(self.selected).map(|end| end.item_id);
                Outcome::open(ProofScreen::open(self.meeting, item, self.has_pen, cx)?)
            }
            Command::Back => Outcome::go(Go::Back),
            _ => Outcome::nothing(),
        }
    }

    fn type_key(&mut self, key: Key, _: &mut Cx<'_>) -> Result<Outcome> {
        if self.reason.about().is_some() {
            one_line::type_key(self.reason.editor(), key);
        }
        Outcome::nothing()
    }

    fn paste(&mut self, text: &str, _: &mut Cx<'_>) -> Result<Outcome> {
        if self.reason.about().is_some() {
            one_line::paste(self.reason.editor(), text);
        }
        Outcome::nothing()
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.check.again(cx.store)?;
        self.check.go_on(cx.store)?;
        self.ends = self.check.loose_ends();
        self.selected = self.selected.min(self.ends.len().saturating_sub(1));
        self.suggest(cx)
    }

    fn keep(&mut self, cx: &mut Cx<'_>) -> Result<bool> {
        self.reason.keep(cx)
    }

    fn tick(&mut self, cx: &mut Cx<'_>) -> Result<Option<Duration>> {
        if !self.check.is_whole() {
            self.go_on(cx)?;
            self.suggest(cx)?;
        }
        self.suggested.go_on(cx.store)?;
        Ok((!self.check.is_whole() || self.suggested.is_behind()).then_some(SOON))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _: NaiveDateTime) {
        let asks = if self.reason.about().is_some() { ROWS } else { 0 };
        let [title, _, list, foot, line] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Min(1),
            Constraint::Length(if self.suggested.list().is_empty() { 4 } else { 5 }),
            Constraint::Length(asks),
        ])
        .areas(area);
        let count = match self.ends.len() {
            count if !self.check.is_whole() => format!("{count} so far"),
            1 => "1 thing is unfinished".into(),
            count => format!("{count} things are unfinished"),
        };
        paint::title_bar(frame, title, &format!("Loose ends of {}", self.slug), &count);
        let Some(chosen) = self.ends.get(self.selected) else {
            let is_whole = self.check.is_whole();
            let words = if is_whole { " Nothing is unfinished in these minutes." } else { "" };
            return frame.render_widget(Paragraph::new(words).style(paint::dim()), list);
        };
        let width = usize::from(list.width);
        let rows = self.ends.iter().map(|end| {
            let number = end.item.split(' ').next().unwrap_or_default();
            Line::from(vec![
                Span::styled(format!(" {:<18}", end.kind.word()), paint::warning()),
                Span::styled(format!("item {number:<4}"), paint::name()),
                Span::raw(paint::fitted(&inert(&end.what), width.saturating_sub(29))),
            ])
        });
        paint::list(frame, list, rows.collect(), self.selected);
        let what = inert(&chosen.what).into_owned();
        let mut lines = vec![Line::default()];
        lines.extend(
            wrap(&what, width.saturating_sub(2))
                .into_iter()
                .take(2)
                .map(|range| Line::raw(format!(" {}", &what[range]))),
        );
        lines.extend(self.suggested(width));
        let settle = paint::fitted(&format!(" {} \u{2502} {}", chosen.item, chosen.settle), width);
        lines.push(Line::styled(inert(&settle).into_owned(), paint::dim()));
        frame.render_widget(Paragraph::new(lines), foot);
        if asks > 0 {
            self.reason.paint(frame, line, "Left as it is: why?");
        }
    }
}
