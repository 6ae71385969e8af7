//! Linking in the review: the plan actions that the chosen action resembles, beside the list.

use super::super::frame::Frame;
use super::super::live::beside::{label, style};
use super::super::paint;
use super::super::screen::{Cx, Outcome};
use super::super::suggested::Suggested;
use super::super::wrap::wrap;
use super::ReviewScreen;
use crate::clerk::linking::{plan_actions_of, toggle};
use crate::clerk::suggest::Suggestion;
use crate::clerk::{Failure, Result};
use crate::record::Id;
use crate::store::GivenAction;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// By what the line for references is known.
pub(super) const LINK: &str = "link";

impl ReviewScreen {
    /// Tells whether plan actions are being linked.
    pub(super) fn is_linking(&self) -> bool {
        self.line.about().is_some_and(|(word, _)| word == LINK)
    }

    /// Begins to link the action that is selected.
    pub(super) fn begin_linking(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        let Some(given) = self.chosen() else { return Outcome::say("No action is selected.") };
        let (action, body) = (given.action.id, given.action.body);
        if cx.store.plans_of(body)?.is_empty() {
            return Err(Failure::new(
                format!("{} has no improvement plan in the book.", given.body),
                "Take one in with minutebook import plan FILE.",
            ));
        }
        self.line.begin((LINK.to_string(), action));
        self.suggest(cx)?;
        Outcome::nothing()
    }

    /// Finds what the action that is being linked resembles.
    pub(super) fn suggest(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        let given = self.chosen().filter(|_| self.is_linking());
        self.suggested = given.map(|given| Suggested::of(cx.store, given)).transpose()?.unwrap_or_default();
        Ok(())
    }

    /// Links the action with a suggested plan action, or takes the link out.
    pub(super) fn link_suggested(&mut self, nth: u8, cx: &mut Cx<'_>) -> Result<Outcome> {
        let Some(plan_action) = self.suggested.taken(nth, cx.store)? else { return Outcome::nothing() };
        let now = cx.now;
        let given = self.given_to_link(cx)?;
        let said = toggle(cx.store, &given, &[plan_action], now)?;
        self.linked(given.action.id, said, cx)
    }

    /// Links the action with what was typed, or takes those links out; nothing typed goes back to the list.
    pub(super) fn link_typed(&mut self, cx: &mut Cx<'_>) -> Result<Outcome> {
        let typed: Vec<String> = self.line.text().split_whitespace().map(str::to_string).collect();
        if typed.is_empty() {
            self.line.leave();
            return Outcome::nothing();
        }
        let now = cx.now;
        let given = self.given_to_link(cx)?;
        let plan_actions = plan_actions_of(cx.store, &given, &typed)?;
        let said = self.line.take(cx, |store| toggle(store, &given, &plan_actions, now))?;
        self.linked(given.action.id, said, cx)
    }

    fn given_to_link(&self, cx: &mut Cx<'_>) -> Result<GivenAction> {
        let action = self.line.about().map_or(Id(0), |(_, action)| *action);
        let given = cx.store.given_action(action)?;
        given.ok_or_else(|| Failure::new("That action is no longer there.", "Leave the line with Esc."))
    }

    fn linked(&mut self, action: Id, said: String, cx: &mut Cx<'_>) -> Result<Outcome> {
        match self.review.is_whole() {
            true => {
                self.review.renew(action, cx.store)?;
                self.ask(cx)?;
            }
            // What has changed may stand among what is still to be read.
            false => self.read_again(cx)?,
        }
        // What was asked for may no longer fit it: it is still the one that is being linked.
        match self.review.place_of(action) {
            Some(place) => {
                self.selected = place;
                self.look(cx)?;
                if self.line.about().is_none() {
                    self.line.begin((LINK.to_string(), action));
                }
            }
            None => self.line.leave(),
        }
        let links = self.chosen().map(|given| given.links.clone()).unwrap_or_default();
        self.suggested.mark(&links);
        Outcome::say(format!("{said}. Ctrl-Z takes it back."))
    }

    /// Paints what the action resembles: words, theme and lead.
    pub(super) fn paint_suggestions(&self, frame: &mut Frame<'_>, area: Rect) {
        let (width, suggestions) = (usize::from(area.width), self.suggested.list());
        let heading = " Plan actions like this: Alt-1 \u{2026} links or takes the link out";
        let mut lines = vec![Line::styled(paint::fitted(heading, width), paint::bold())];
        if suggestions.is_empty() {
            lines.push(Line::styled(" none; type a reference, as 2.3", paint::dim()));
        }
        let has_room = usize::from(area.height) > 3 * suggestions.len();
        for (nth, suggestion) in suggestions.iter().enumerate() {
            let words = label(nth, suggestion);
            if !has_room {
                lines.push(Line::styled(paint::fitted(&words, width), style(suggestion)));
                continue;
            }
            for (row, range) in wrap(&words, width.saturating_sub(6).max(10)).into_iter().enumerate() {
                let lead = if row == 0 { "" } else { "     " };
                lines.push(Line::styled(format!("{lead}{}", words[range].trim_end()), style(suggestion)));
            }
            lines.push(Line::styled(paint::fitted(&particulars(suggestion), width), paint::dim()));
        }
        lines.truncate(usize::from(area.height));
        frame.render_widget(Paragraph::new(lines), area);
    }
}

/// Returns theme and lead: "Quality of practice, DCS".
fn particulars(suggestion: &Suggestion) -> String {
    let known = [&suggestion.theme, &suggestion.lead].into_iter().filter(|words| !words.is_empty());
    format!("     {}", crate::document::inert(&known.cloned().collect::<Vec<_>>().join(", ")))
}
