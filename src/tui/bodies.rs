//! Bodies and their people.

use super::form_fields::{body_form, new_meeting_form, people_form, person_form};
use super::frame::Frame;
use super::house_style::HouseStyleScreen;
use super::keys::{Command, Context};
use super::list::{moved, undo_in_book};
use super::paint;
use super::screen::{Cx, Go, Outcome, Screen};
use crate::clerk::{Failure, Result};
use crate::document::inert;
use crate::record::{Body, Membership, Person};
use crate::store::BodySummary;
use chrono::NaiveDateTime;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// The list of bodies.
pub struct BodiesScreen {
    bodies: Vec<BodySummary>,
    selected: usize,
}

impl BodiesScreen {
    pub fn open(cx: &mut Cx<'_>) -> Result<Self> {
        let mut screen = BodiesScreen { bodies: Vec::new(), selected: 0 };
        screen.refresh(cx)?;
        Ok(screen)
    }

    fn chosen(&self, cx: &mut Cx<'_>) -> Result<Body> {
        let body = self.bodies.get(self.selected).map(|body| cx.store.body(body.id)).transpose()?.flatten();
        body.ok_or_else(|| Failure::new("There is no body yet.", "Press n to make one."))
    }
}

impl Screen for BodiesScreen {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Bodies, Context::List]
    }

    fn perform(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        if moved(&mut self.selected, self.bodies.len(), command) {
            return Outcome::nothing();
        }
        match command {
            Command::NewBody => Outcome::open(body_form(None, cx.store)?),
            Command::EditBody => {
                let body = self.chosen(cx)?;
                Outcome::open(body_form(Some(&body), cx.store)?)
            }
            Command::People => {
                let body = self.chosen(cx)?;
                Outcome::open(PeopleScreen::open(body, cx)?)
            }
            Command::HouseStyle => {
                let body = self.chosen(cx)?;
                Outcome::open(HouseStyleScreen::open(body, cx)?)
            }
            Command::NewMeeting => {
                let body = self.chosen(cx)?;
                Outcome::open(new_meeting_form(Some(&body), cx.store)?)
            }
            Command::Undo | Command::Redo => undo_in_book(command, cx).and_then(|said| {
                self.refresh(cx)?;
                Outcome::say(said)
            }),
            Command::Back => Outcome::go(Go::Back),
            _ => Outcome::nothing(),
        }
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.bodies = cx.store.bodies()?;
        self.selected = self.selected.min(self.bodies.len().saturating_sub(1));
        Ok(())
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _: NaiveDateTime) {
        paint::title_bar(frame, Rect { height: 1, ..area }, "Bodies", "");
        let inner = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        if self.bodies.is_empty() {
            let words = "  No body yet. Press n to make one, with its people and standing items.";
            return frame.render_widget(Paragraph::new(words).style(paint::dim()), inner);
        }
        let rows = self.bodies.iter().map(|body| {
            let quorum = body.quorum.map(|quorum| format!("quorum {quorum}, ")).unwrap_or_default();
            Line::from(vec![
                Span::styled(format!(" {:<8}", inert(&body.short_name)), paint::bold()),
                Span::raw(format!("{:<38}", paint::fitted(&inert(&body.name), 37))),
                Span::styled(format!("{quorum}{} people, {} meetings", body.people, body.meetings), paint::dim()),
            ])
        });
        paint::list(frame, inner, rows.collect(), self.selected);
    }
}

/// The people of one body.
pub struct PeopleScreen {
    body: Body,
    people: Vec<(Person, Membership)>,
    selected: usize,
}

impl PeopleScreen {
    pub fn open(body: Body, cx: &mut Cx<'_>) -> Result<Self> {
        let mut screen = PeopleScreen { body, people: Vec::new(), selected: 0 };
        screen.refresh(cx)?;
        Ok(screen)
    }
}

impl Screen for PeopleScreen {
    fn contexts(&self) -> &'static [Context] {
        &[Context::People, Context::List]
    }

    fn perform(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        if moved(&mut self.selected, self.people.len(), command) {
            return Outcome::nothing();
        }
        match command {
            Command::NewPeople => Outcome::open(people_form(self.body.id)),
            Command::EditPerson => match self.people.get(self.selected) {
                Some((person, membership)) => Outcome::open(person_form(person, membership)),
                None => Err(Failure::new("Nobody is in this body yet.", "Press n to add people.")),
            },
            Command::Undo | Command::Redo => undo_in_book(command, cx).and_then(|said| {
                self.refresh(cx)?;
                Outcome::say(said)
            }),
            Command::Back => Outcome::go(Go::Back),
            _ => Outcome::nothing(),
        }
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.people = cx.store.people_of(self.body.id)?;
        self.selected = self.selected.min(self.people.len().saturating_sub(1));
        Ok(())
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _: NaiveDateTime) {
        paint::title_bar(frame, Rect { height: 1, ..area }, &format!("People of the {}", self.body.name), "");
        let inner = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let rows = self.people.iter().map(|(person, membership)| {
            let post = match (person.role.as_str(), person.abbreviation.as_str()) {
                (role, "") => role.to_string(),
                (role, abbreviation) => format!("{role} ({abbreviation})"),
            };
            Line::from(vec![
                Span::styled(format!(" {:<6}", inert(&person.initials)), paint::bold()),
                Span::raw(format!("{:<28}", paint::fitted(&inert(&person.full_name()), 27))),
                Span::styled(format!("{:<12}", membership.kind), paint::name()),
                Span::styled(inert(&format!("{post} {}", person.organisation)).into_owned(), paint::dim()),
            ])
        });
        paint::list(frame, inner, rows.collect(), self.selected);
    }
}
