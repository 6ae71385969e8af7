//! The plans of the book, to choose from; or how to get the first.

use super::super::frame::Frame;
use super::super::keys::{Command, Context};
use super::super::list::moved;
use super::super::paint;
use super::super::screen::{Cx, Go, Outcome, Screen};
use super::PlanScreen;
use crate::clerk::Result;
use crate::document::inert;
use crate::store::PlanSummary;
use chrono::NaiveDateTime;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// The list of plans.
pub struct PlansScreen {
    plans: Vec<PlanSummary>,
    selected: usize,
    /// What the plan that is chosen is asked for.
    words: String,
}

impl PlansScreen {
    pub fn open(words: String, cx: &mut Cx<'_>) -> Result<Self> {
        let mut screen = PlansScreen { plans: Vec::new(), selected: 0, words };
        screen.refresh(cx)?;
        Ok(screen)
    }
}

impl Screen for PlansScreen {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Plans, Context::List]
    }

    fn perform(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        if moved(&mut self.selected, self.plans.len(), command) {
            return Outcome::nothing();
        }
        match command {
            Command::Open => match self.plans.get(self.selected) {
                Some(plan) => Outcome::open(PlanScreen::open(plan.id, &self.words, cx)?),
                None => Outcome::say("minutebook import plan FILE takes a plan in."),
            },
            Command::Back => Outcome::go(Go::Back),
            _ => Outcome::nothing(),
        }
    }

    fn refresh(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        self.plans = cx.store.plans()?.into_iter().filter(|plan| plan.merged_into.is_none()).collect();
        self.selected = self.selected.min(self.plans.len().saturating_sub(1));
        Ok(())
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, _: NaiveDateTime) {
        paint::title_bar(frame, Rect { height: 1, ..area }, "Plans", &format!("{} plans", self.plans.len()));
        let inner = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        if self.plans.is_empty() {
            return frame.render_widget(Paragraph::new(none_yet()), inner);
        }
        let width = usize::from(inner.width);
        let rows = self.plans.iter().map(|plan| {
            let facts = format!("{} themes, {} plan actions", plan.themes, plan.actions);
            let name = format!("{}, {}", inert(&plan.name), inert(&plan.period));
            Line::from(vec![
                Span::styled(format!(" {} ", paint::padded(&inert(&plan.plan), 8)), paint::bold()),
                Span::styled(format!("{} ", paint::padded(&inert(&plan.body), 7)), paint::name()),
                Span::raw(paint::padded(&name, width.saturating_sub(48).max(10))),
                Span::styled(format!(" {facts}"), paint::dim()),
            ])
        });
        paint::list(frame, inner, rows.collect(), self.selected);
    }
}

fn none_yet() -> Vec<Line<'static>> {
    [
        ("  This book has no improvement plan. To take one in, leave with Ctrl-Q and type", true),
        ("", false),
        ("  minutebook import plan FILE", true),
        ("", false),
        ("  with the plan as a table: CSV, or a spreadsheet. It asks what each column is.", false),
        ("  Then ACTIONs name the plan actions that they serve (~2.3), meetings report on them", false),
        ("  (:plan 2.3 amber agreed red), and this screen shows how the plan stands.", false),
    ]
    .into_iter()
    .map(|(words, strong)| Line::styled(words, if strong { paint::bold() } else { paint::dim() }))
    .collect()
}
