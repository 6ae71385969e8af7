//! The Plan screen: how an improvement plan stands, and what does not fit; one plan action in full.

mod choice;
mod heat;
mod measures;
mod misfits;
mod page;
mod timeline;
mod view;

use super::editor::Editor;
use super::frame::Frame;
use super::keys::{Command, Context, Key};
use super::list::{moved, undo_in_book};
use super::one_line::{self, OneLine};
use super::screen::{Cx, Go, Outcome, Screen};
use crate::capture::roster::Roster;
use crate::clerk::plans::reporting::{Reportable, read_between, report_between};
use crate::clerk::plans::told::Told;
use crate::clerk::plans::{Evidence, PlanAsked, PlanOverview};
use crate::clerk::register::{self, People};
use crate::clerk::{Failure, Result};
use crate::record::Id;
use choice::PlansScreen;
use chrono::NaiveDateTime;
use page::Page;
use ratatui::layout::Rect;
use std::cell::Cell;
use std::time::Duration;

/// How soon it goes on reading, once keys have been answered.
const SOON: Duration = Duration::from_millis(1);
/// How many pictures of a plan there are.
const PICTURES: u8 = 4;

/// What the plan is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Picture {
    Heat,
    Timeline,
    Measures,
    Misfits,
}

impl Picture {
    fn of(nth: u8) -> Picture {
        [Picture::Heat, Picture::Timeline, Picture::Measures, Picture::Misfits][usize::from(nth % PICTURES)]
    }
}

/// How a plan stands.
pub struct PlanScreen {
    plan: PlanOverview,
    /// Its measures have been read, which most pictures do without.
    is_measured: bool,
    people: People,
    evidence: Evidence,
    /// What does not fit, in words, by the places of the plan actions.
    misfits: Vec<(usize, Vec<String>)>,
    words: Editor,
    /// What is wrong with the words.
    complaint: Option<String>,
    /// The words that are asked for are being typed.
    is_asking: bool,
    /// Places of the plan actions that are meant.
    found: Vec<usize>,
    selected: usize,
    picture: Picture,
    page: Option<Page>,
    /// What is being reported of a plan action.
    line: OneLine<Id>,
    /// The plan action that is reported on, and who may be named.
    reportable: Option<(Reportable, Roster)>,
    /// What the line is taken for.
    reading: String,
    /// What the book said of other programs' writing when this was read.
    data_version: i64,
    /// How many rows the list had when it was painted last.
    height: Cell<usize>,
}

/// Opens the plan that a name means, and asks it for the words after it; without a name the only plan there is, or
/// the list of them.
pub fn open_named(words: &[String], cx: &mut Cx<'_>) -> Result<Box<dyn Screen>> {
    let named = words.first().map(|name| cx.store.plan_named(name)).transpose()?.flatten();
    if let Some(plan) = named {
        let into = plan.merged_into.unwrap_or(plan.id);
        return Ok(Box::new(PlanScreen::open(into, &words[1..].join(" "), cx)?));
    }
    let plans = cx.store.plans()?.into_iter().filter(|plan| plan.merged_into.is_none()).collect::<Vec<_>>();
    match plans.as_slice() {
        [only] => Ok(Box::new(PlanScreen::open(only.id, &words.join(" "), cx)?)),
        _ => Ok(Box::new(PlansScreen::open(words.join(" "), cx)?)),
    }
}

/// Opens the plan of a meeting's body, or the only one there is, or the list of them.
pub fn open_of(meeting: Option<Id>, cx: &mut Cx<'_>) -> Result<Box<dyn Screen>> {
    let body = meeting.map(|meeting| cx.store.sitting(meeting)).transpose()?.map(|sitting| sitting.body.id);
    let of_body = body.map(|body| cx.store.plans_of(body)).transpose()?.unwrap_or_default();
    match of_body.as_slice() {
        [only] => Ok(Box::new(PlanScreen::open(only.id, "", cx)?)),
        _ => open_named(&[], cx),
    }
}

impl PlanScreen {
    /// Opens a plan, asking for some words, with what a killed program left half-typed.
    pub fn open(plan: Id, words: &str, cx: &mut Cx<'_>) -> Result<Self> {
        let plan = overview(plan, cx)?;
        let mut screen = PlanScreen {
            evidence: Evidence::default(),
            is_measured: false,
            people: People::new(),
            misfits: Vec::new(),
            words: Editor::with(words),
            complaint: None,
            is_asking: false,
            found: Vec::new(),
            selected: 0,
            picture: Picture::Heat,
            page: None,
            line: OneLine::restored("plan", cx)?,
            reportable: None,
            reading: String::new(),
            data_version: cx.store.data_version()?,
            height: Cell::new(10),
            plan,
        };
        screen.make_ready(cx)?;
        if let Some(action) = screen.line.about().copied() {
            match screen.found.iter().position(|nth| screen.plan.rows[*nth].action.id == action) {
                Some(place) => {
                    screen.selected = place;
                    screen.prepare(action, cx)?;
                }
                None => screen.line.leave(),
            }
        }
        Ok(screen)
    }

    /// Reads what hangs on the plan, and finds what is asked for.
    fn make_ready(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.people = register::people(cx.store)?;
        self.evidence = Evidence::read(cx.store, &self.plan)?;
        let contradicted = self.plan.rows.iter().enumerate().filter(|(_, row)| !row.contradictions.is_empty());
        self.misfits = contradicted.map(|(nth, row)| (nth, self.evidence.told(row, &self.plan))).collect();
        self.ask();
        Ok(())
    }

    /// Reads the measures, if they have not been.
    fn measure(&mut self, cx: &Cx<'_>) -> Result<()> {
        if !std::mem::replace(&mut self.is_measured, true) {
            self.plan.read_measures(cx.store)?;
        }
        Ok(())
    }

    /// Draws the plan as something else.
    fn draw_as(&mut self, picture: Picture, cx: &Cx<'_>) -> Result<()> {
        self.picture = picture;
        if picture == Picture::Measures { self.measure(cx) } else { Ok(()) }
    }

    /// Finds what the words ask for.
    fn ask(&mut self) {
        let chosen = self.chosen();
        let asked = PlanAsked::read(self.words.text(), &self.plan, &self.people);
        self.complaint = asked.as_ref().err().map(|failure| format!("{} {}", failure.what, failure.hint));
        if let Ok(asked) = asked {
            self.found = asked.find(&self.plan);
        }
        let place = chosen.and_then(|nth| self.found.binary_search(&nth).ok());
        self.selected = place.unwrap_or(self.selected.min(self.found.len().saturating_sub(1)));
    }

    /// Returns the place of the plan action that is selected.
    fn chosen(&self) -> Option<usize> {
        self.found.get(self.selected).copied()
    }

    fn chosen_id(&self) -> Option<Id> {
        self.chosen().and_then(|nth| self.plan.rows.get(nth)).map(|row| row.action.id)
    }

    /// Shows the plan action that is selected in full.
    fn turn_up(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.measure(cx)?;
        let row = self.chosen().and_then(|nth| self.plan.rows.get(nth));
        let read = |row| Page::read(cx.store, &self.plan, row, &self.evidence, &self.people);
        self.page = row.map(read).transpose()?;
        Ok(())
    }

    /// Reads everything afresh: somebody has written, or something was taken back.
    fn read_again(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        let chosen = self.chosen_id();
        let was_measured = std::mem::take(&mut self.is_measured);
        self.plan = overview(self.plan.plan.id, cx)?;
        if was_measured {
            self.measure(cx)?;
        }
        self.data_version = cx.store.data_version()?;
        self.selected = 0;
        self.found.clear();
        self.make_ready(cx)?;
        let is_chosen = |nth: &usize| Some(self.plan.rows[*nth].action.id) == chosen;
        let place = self.found.iter().position(is_chosen);
        self.selected = place.unwrap_or(0);
        if let Some(older) = self.page.take()
            && place.is_some()
        {
            self.turn_up(cx)?;
            if let Some(page) = &mut self.page {
                page.stand_where(&older);
            }
        }
        Ok(())
    }

    /// Reads what is needed to report on a plan action.
    fn prepare(&mut self, action: Id, cx: &mut Cx<'_>) -> Result<()> {
        let reportable = Reportable::read(cx.store, action)?;
        let roster = Roster::of_members(&cx.store.people_of(reportable.body.id)?);
        self.reportable = Some((reportable, roster));
        self.read_line(cx);
        Ok(())
    }

    /// Records what was reported.
    fn record(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        let (Some(action), Some((_, roster))) = (self.line.about().copied(), self.reportable.take()) else {
            self.is_asking = false;
            return Outcome::nothing();
        };
        // Somebody may have reported since the line was begun.
        let reportable = Reportable::read(cx.store, action)?;
        let told = Told::read(self.line.text(), &reportable.classes);
        let now = cx.now;
        let said = self.line.take(cx, |store| report_between(store, &reportable, &told, &roster, now));
        self.reportable = Some((reportable, roster));
        let said = said?;
        self.read_again(cx)?;
        Outcome::say(format!("{said}. Ctrl-Z takes it back."))
    }

    /// Says what the line is taken for.
    fn read_line(&mut self, cx: &Cx<'_>) {
        let Some((reportable, roster)) = &self.reportable else { return };
        self.reading = match self.line.text().trim() {
            "" => String::new(),
            typed => read_between(reportable, &Told::read(typed, &reportable.classes), roster, cx.now),
        };
    }

    /// Returns the line that is being typed, if any.
    fn editor(&mut self) -> Option<&mut Editor> {
        match self.line.about() {
            Some(_) => Some(self.line.editor()),
            None if self.is_asking => Some(&mut self.words),
            None => None,
        }
    }

    fn typed(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        if self.line.about().is_some() {
            self.read_line(cx);
        } else if self.is_asking {
            self.ask();
            self.selected = 0;
        }
        Outcome::nothing()
    }

    /// Opens the meeting at the entry of the line that is looked at.
    fn open_entry(&self, cx: &Cx<'_>) -> Result<Outcome> {
        let entry = self.page.as_ref().and_then(Page::entry).map(|entry| cx.store.entry(entry)).transpose()?.flatten();
        match entry.map(|recorded| recorded.entry) {
            Some(entry) => Outcome::go(Go::Entry { meeting: entry.meeting, item: entry.item, entry: entry.id }),
            None => {
                Outcome::say("No minute belongs to this line: Enter opens those of reports, ACTIONs and the memory.")
            }
        }
    }

    /// Shows the next plan action of those found, or the one before.
    fn turn(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        let next = match command {
            Command::PlanActionAfter => (self.selected + 1 < self.found.len()).then_some(self.selected + 1),
            _ => self.selected.checked_sub(1),
        };
        let Some(next) = next else { return Outcome::say("There is no other plan action that way.") };
        self.selected = next;
        self.turn_up(cx)?;
        Outcome::nothing()
    }

    fn undo(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        if let Some(editor) = self.editor() {
            if command == Command::Undo {
                editor.undo()
            } else {
                editor.redo()
            };
            return self.typed(cx);
        }
        let said = undo_in_book(command, cx)?;
        self.read_again(cx)?;
        Outcome::say(said)
    }

    /// Leaves what is nearest: the line, the question, the page, the screen.
    fn back(&mut self) -> Result<Outcome> {
        if self.line.about().is_some() {
            self.line.leave();
            self.reading.clear();
        } else if self.is_asking {
            self.is_asking = false;
        } else if self.page.take().is_none() {
            return Outcome::go(Go::Back);
        }
        Outcome::nothing()
    }
}

fn overview(plan: Id, cx: &mut Cx<'_>) -> Result<PlanOverview> {
    let plan = PlanOverview::read_unmeasured(cx.store, plan, cx.now.date())?;
    plan.ok_or_else(|| Failure::new("That plan is no longer there.", "Esc leads back."))
}

impl Screen for PlanScreen {
    fn contexts(&self) -> &'static [Context] {
        match (self.line.about().is_some() || self.is_asking, &self.page) {
            (true, _) => &[Context::OneLine],
            (false, Some(_)) => &[Context::PlanAction, Context::List],
            (false, None) => &[Context::Plan, Context::List],
        }
    }

    fn perform(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        if let Some(page) = &mut self.page {
            let count = page.count();
            if moved(page.selected(), count, command) {
                return Outcome::nothing();
            }
        } else if moved(&mut self.selected, self.found.len(), command) {
            return Outcome::nothing();
        }
        match command {
            Command::Open if self.page.is_some() => return self.open_entry(cx),
            Command::Open => self.turn_up(cx)?,
            Command::Ask => {
                self.is_asking = true;
                self.words.end();
                if !self.words.is_empty() && !self.words.text().ends_with(' ') {
                    self.words.insert(" ");
                }
            }
            Command::NextPicture => self.draw_as(Picture::of(self.picture as u8 + 1), cx)?,
            Command::Picture(nth) => self.draw_as(Picture::of(nth), cx)?,
            Command::NextSection => self.page.iter_mut().for_each(Page::next_section),
            Command::PlanActionAfter | Command::PlanActionBefore => return self.turn(command, cx),
            Command::Report => {
                let Some(action) = self.chosen_id() else { return Outcome::say("No plan action is selected.") };
                self.line.begin(action);
                self.reading.clear();
                self.prepare(action, cx)?;
            }
            Command::SaveLine => return self.record(cx),
            Command::Plan => return Outcome::open(PlansScreen::open(String::new(), cx)?),
            Command::Undo | Command::Redo => return self.undo(command, cx),
            Command::Back => return self.back(),
            _ => {}
        }
        Outcome::nothing()
    }

    fn type_key(&mut self, key: Key, cx: &mut Cx<'_>) -> Result<Outcome> {
        let is_typed = self.editor().is_some_and(|editor| one_line::type_key(editor, key));
        if is_typed { self.typed(cx) } else { Outcome::nothing() }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_>) -> Result<Outcome> {
        if let Some(editor) = self.editor() {
            one_line::paste(editor, text);
        }
        self.typed(cx)
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.read_again(cx)
    }

    fn keep(&mut self, cx: &mut Cx<'_>) -> Result<bool> {
        self.line.keep(cx)
    }

    fn tick(&mut self, cx: &mut Cx<'_>) -> Result<Option<Duration>> {
        if cx.store.data_version()? != self.data_version || cx.now.date() != self.plan.today {
            self.read_again(cx)?;
        }
        self.measure(cx)?;
        let Some(page) = &mut self.page else { return Ok(None) };
        Ok((!page.read_on(cx.store, &self.people)?).then_some(SOON))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _: NaiveDateTime) {
        self.paint(frame, area);
    }
}
