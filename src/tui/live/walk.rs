//! The walk through matters arising: every action that earlier meetings left, one key for what is heard of it.
//!
//! The line keeps the focus: what is typed is an update of the action that is selected, and a key says if it
//! is more than that.

use super::super::frame::Frame;
use super::super::keys::Command;
use super::super::screen::{Cx, Outcome};
use super::super::{action_lines, paint};
use super::{Live, Mode};
use crate::capture::Line as Capture;
use crate::clerk::follow_up::{FollowUp, Verb};
use crate::clerk::matters::{Matter, matters_arising};
use crate::clerk::{Failure, Result};
use crate::record::standing::Need;
use crate::record::{ActionStatus, Id};
use crate::store::Store;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block as Border, Borders, Paragraph};
use std::collections::HashMap;

/// The most of the minutes' room that the walk takes, in hundredths.
const SHARE: u16 = 60;
/// The most rows that the selected action has for its particulars.
const PARTICULARS: usize = 5;

/// The actions that are gone through, and where the walk stands.
pub(super) struct Walk {
    matters: Vec<Matter>,
    selected: usize,
    /// Those that are due after the next meeting are shown too.
    is_unfolded: bool,
}

impl Walk {
    /// Returns the matters that are shown: those for later only when they are asked for.
    fn shown(&self) -> Vec<&Matter> {
        self.matters.iter().filter(|matter| self.is_unfolded || !is_folded(matter)).collect()
    }

    fn selected(&self) -> Option<&Matter> {
        self.shown().get(self.selected).copied()
    }

    fn folded(&self) -> usize {
        if self.is_unfolded { 0 } else { self.matters.iter().filter(|matter| is_folded(matter)).count() }
    }

    fn select(&mut self, action: Option<Id>) {
        if let Some(at) = self.shown().iter().position(|matter| Some(matter.action) == action) {
            self.selected = at;
        }
    }
}

fn is_folded(matter: &Matter) -> bool {
    matter.need == Need::Later && !matter.is_heard
}

impl Live {
    /// Begins the walk, or goes on with it where it was left.
    pub(super) fn begin_walk(&mut self, store: &Store) -> Result<bool> {
        let matters = matters_arising(store, &self.minuting.sitting)?;
        if matters.is_empty() {
            return Ok(false);
        }
        let is_open = |matter: &&Matter| Some(matter.action) == self.walk_at && !matter.is_heard;
        let stood_at = matters.iter().find(is_open).map(|matter| matter.action);
        let mut walk = Walk { matters, selected: 0, is_unfolded: false };
        walk.select(stood_at);
        self.walk = Some(walk);
        self.mark_walk();
        Ok(true)
    }

    /// Begins the walk where the meeting comes to the item that is for it; ends it where it goes on.
    pub(super) fn walk_with_item(&mut self, store: &Store) -> Result<()> {
        if self.walked_item == Some(self.minuting.item) {
            return self.read_walk(store);
        }
        self.walked_item = Some(self.minuting.item);
        self.walk = None;
        let sitting = &self.minuting.sitting;
        let is_for_it = sitting.item(self.minuting.item).is_some_and(|item| item.is_matters_arising());
        if is_for_it && self.pen.is_ok() && sitting.is_running() && sitting.current_item() == Some(self.minuting.item) {
            self.begin_walk(store)?;
        }
        Ok(())
    }

    /// Reads the actions afresh. They stay in their order, and the walk at its action: more may be heard of it,
    /// and words may be half-typed.
    fn read_walk(&mut self, store: &Store) -> Result<()> {
        let Some(walk) = &mut self.walk else { return Ok(()) };
        let here = walk.selected().map(|matter| matter.action);
        let order: HashMap<Id, usize> =
            walk.matters.iter().enumerate().map(|(nth, matter)| (matter.action, nth)).collect();
        walk.matters = matters_arising(store, &self.minuting.sitting)?;
        walk.matters.sort_by_key(|matter| order.get(&matter.action).copied().unwrap_or(usize::MAX));
        walk.selected = walk.selected.min(walk.shown().len().saturating_sub(1));
        walk.select(here);
        self.mark_walk();
        Ok(())
    }

    fn mark_walk(&mut self) {
        self.walk_at = self.walk.as_ref().and_then(Walk::selected).map(|matter| matter.action).or(self.walk_at);
        self.reading += 1;
    }

    /// Opens or leaves the walk.
    pub(super) fn toggle_walk(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        if self.walk.take().is_some() {
            self.reading += 1;
        } else {
            self.needs_pen()?;
            if !self.begin_walk(cx.store)? {
                return Outcome::say("Nothing is outstanding from earlier meetings of this body.");
            }
        }
        self.read_line();
        Outcome::nothing()
    }

    /// Goes to the next action of the walk, or the one before; past the last, those for later are shown.
    pub(super) fn walk_on(&mut self, forward: bool) -> Result<Outcome> {
        let Some(walk) = &mut self.walk else { return Outcome::nothing() };
        if forward && walk.folded() > 0 && walk.selected + 1 >= walk.shown().len() {
            let here = walk.selected().map(|matter| matter.action);
            walk.is_unfolded = true;
            walk.select(here);
        }
        let last = walk.shown().len().saturating_sub(1);
        walk.selected = if forward { (walk.selected + 1).min(last) } else { walk.selected.saturating_sub(1) };
        self.mark_walk();
        self.read_line();
        Outcome::nothing()
    }

    /// Returns the action that the walk is at.
    pub(super) fn walked(&self) -> Option<&Matter> {
        self.walk.as_ref().and_then(Walk::selected)
    }

    /// Records what was heard of the action that is selected: the words of the line, as what the key says.
    pub(super) fn follow_up_walked(&mut self, verb: Verb, cx: &mut Cx<'_>) -> Result<Outcome> {
        self.needs_pen()?;
        self.needs_all_saved(cx)?;
        let Some(matter) = self.walked() else { return Outcome::say("No action is left to go through.") };
        let (action, reference, status) = (matter.action, matter.row.reference.clone(), matter.row.status);
        let words = match &self.parsed {
            Capture::Nothing => String::new(),
            // A kind that Tab chose is as explicit as a prefix.
            Capture::Entry(entry) if !entry.is_explicit && self.kind.is_none() && self.mode == Mode::Writing => {
                self.line.text().to_string()
            }
            _ => {
                let hint = "Enter does what the line says; empty it, or write what was heard without a prefix.";
                return Err(Failure::new("The line is something else than words on this action.", hint));
            }
        };
        let closes = verb == Verb::Become(ActionStatus::Closed) && status != ActionStatus::ProposedForClosure;
        if words.is_empty() && (closes || matches!(verb, Verb::Move | Verb::Pass)) {
            self.begin_command(&format!("action {reference} {}", verb.word()));
            return Outcome::say(match verb {
                Verb::Pass => "To whom?",
                Verb::Move => "By when, and why? As by 30 June because the auditor was ill.",
                _ => "Closed: why? Enter closes it without a reason.",
            });
        }
        let heard = FollowUp::of(verb, &words, "", &self.minuting.roster);
        let now = cx.now;
        let said = self.take_line(cx, |minuting, store| minuting.follow_up(store, action, &heard, now))?;
        self.show(cx.store)?;
        Outcome::say(format!("{said}. \u{2193} goes on, Ctrl-Z takes it back."))
    }

    /// Performs a command of the walk.
    pub(super) fn perform_in_walk(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        match command {
            Command::WalkUp => self.walk_on(false),
            Command::WalkDown => self.walk_on(true),
            Command::FollowUp(verb) => self.follow_up_walked(verb, cx),
            _ => Outcome::nothing(),
        }
    }

    /// Returns what the prompt says of the update that is being written.
    pub(super) fn update_label(&self) -> String {
        match self.walked() {
            Some(Matter { row, .. }) => {
                let exempt = if row.exempt { ", EXEMPT" } else { "" };
                format!("Update of {} ({}{exempt})", row.reference, action_lines::owner(row))
            }
            None => "Update".into(),
        }
    }

    /// Paints the walk in the upper part of an area. Returns what is left of it.
    pub(super) fn paint_walk(&self, frame: &mut Frame<'_>, area: Rect) -> Rect {
        let Some(walk) = &self.walk else { return area };
        let shown = walk.shown();
        let most = area.height * SHARE / 100;
        let width = usize::from(area.width);
        let particulars = walk.selected().map(|matter| action_lines::particulars(&matter.row, width, PARTICULARS));
        let particulars = particulars.unwrap_or_default();
        let below = particulars.len() as u16;
        let wanted = shown.len() as u16 + u16::from(walk.folded() > 0) + below + 2;
        let [upper, lower] = Layout::vertical([Constraint::Length(wanted.min(most)), Constraint::Min(0)]).areas(area);
        let border = Border::new().borders(Borders::BOTTOM).border_style(paint::dim());
        let inner = border.inner(upper);
        frame.render_widget(border, upper);
        let [title, list, rest] =
            Layout::vertical([Constraint::Length(1), Constraint::Min(1), Constraint::Length(below)]).areas(inner);
        let left = shown.iter().filter(|matter| !matter.is_heard).count() + walk.folded();
        let heading = format!(" Matters arising: {left} to go through, {} heard", walk.matters.len() - left);
        frame.render_widget(Paragraph::new(Line::styled(heading, paint::bold())), title);
        let mut rows: Vec<Line<'_>> = shown
            .iter()
            .map(|matter| action_lines::row(&matter.row, &matter.row.reference, label(matter), !matter.is_heard, width))
            .collect();
        if walk.folded() > 0 {
            let words = format!("   {} due after the next meeting: \u{2193} shows them", walk.folded());
            rows.push(Line::styled(words, paint::dim()));
        }
        paint::list(frame, list, rows, walk.selected);
        frame.render_widget(Paragraph::new(particulars), rest);
        lower
    }
}

fn label(matter: &Matter) -> &'static str {
    if matter.is_heard { "\u{2713} heard" } else { action_lines::need_label(matter.need) }
}
