//! The named vote: one key a member, totals held against who is present.

use super::super::frame::Frame;
use super::super::keys::Command;
use super::super::paint;
use super::super::screen::{Cx, Outcome};
use super::{Live, Panel};
use crate::clerk::{Failure, Result};
use crate::document::inert;
use crate::record::{Detail, Id, VoteCast};
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Wrap};

/// A vote being taken.
pub(super) struct VotePanel {
    decision: Id,
    /// Every voting member who is here, or whose vote is recorded, with the vote.
    votes: Vec<(Id, Option<VoteCast>)>,
    selected: usize,
}

impl VotePanel {
    fn count(&self, cast: VoteCast) -> usize {
        self.votes.iter().filter(|(_, vote)| *vote == Some(cast)).count()
    }

    fn cast(&mut self, cast: Option<VoteCast>) {
        if let Some(vote) = self.votes.get_mut(self.selected) {
            vote.1 = cast;
        }
        self.step(true);
    }

    fn step(&mut self, down: bool) {
        let last = self.votes.len().saturating_sub(1);
        self.selected = if down { (self.selected + 1).min(last) } else { self.selected.saturating_sub(1) };
    }
}

impl Live {
    pub(super) fn open_votes(&mut self) -> Result<Outcome> {
        let Some(decision) = self.minuting.latest_decision() else {
            return Err(Failure::new("There is no decision under this item.", "Record it first: d resolved: that …"));
        };
        let recorded = match &decision.detail {
            Detail::Decision { votes, .. } => votes.clone(),
            _ => Vec::new(),
        };
        let sitting = &self.minuting.sitting;
        let mut votes: Vec<(Id, Option<VoteCast>)> = sitting.voters_here().map(|person| (person.id, None)).collect();
        if votes.is_empty() {
            return Err(Failure::new("Nobody who may vote is recorded as present.", "Call the roll first: F2."));
        }
        for vote in recorded {
            match votes.iter_mut().find(|(person, _)| *person == vote.person) {
                Some(found) => found.1 = Some(vote.voted),
                None => votes.push((vote.person, Some(vote.voted))),
            }
        }
        self.panel = Some(Panel::Vote(VotePanel { decision: decision.entry.id, votes, selected: 0 }));
        Outcome::nothing()
    }

    pub(super) fn perform_in_vote(&mut self, command: Command, cx: &mut Cx<'_>) -> Result<Outcome> {
        let Some(Panel::Vote(panel)) = &mut self.panel else { return Outcome::nothing() };
        match command {
            Command::Up => panel.step(false),
            Command::Down => panel.step(true),
            Command::First | Command::PageUp => panel.selected = 0,
            Command::Last | Command::PageDown => panel.selected = panel.votes.len().saturating_sub(1),
            Command::VoteFor => panel.cast(Some(VoteCast::For)),
            Command::VoteAgainst => panel.cast(Some(VoteCast::Against)),
            Command::VoteAbstain => panel.cast(Some(VoteCast::Abstained)),
            Command::VoteConflict => panel.cast(Some(VoteCast::Conflict)),
            Command::VoteClear => panel.cast(None),
            Command::SaveVotes => {
                let votes: Vec<(Id, VoteCast)> =
                    panel.votes.iter().filter_map(|(person, vote)| Some((*person, (*vote)?))).collect();
                let decision = panel.decision;
                let words = self.minuting.record_votes(cx.store, decision, &votes, cx.now)?;
                self.panel = None;
                self.show(cx.store)?;
                return Outcome::say(format!("{words}."));
            }
            _ => {}
        }
        Outcome::nothing()
    }

    pub(super) fn paint_vote(&self, frame: &mut Frame<'_>, area: Rect, panel: &VotePanel) {
        let [motion, totals, body] =
            Layout::vertical([Constraint::Length(3), Constraint::Length(2), Constraint::Min(1)]).areas(area);
        let text = self.minuting.entries.iter().find(|recorded| recorded.entry.id == panel.decision);
        let text = text.map(|recorded| format!(" {}", inert(&recorded.entry.text))).unwrap_or_default();
        frame.render_widget(Paragraph::new(text).wrap(Wrap { trim: false }), motion);
        let counted = Paragraph::new(self.totals(panel)).style(paint::bold());
        frame.render_widget(counted.wrap(Wrap { trim: false }), totals);
        let rows = panel.votes.iter().map(|(person, vote)| {
            let name = self.minuting.roster.full_name(*person).unwrap_or_default().to_string();
            let mark = vote.map_or("\u{b7}".to_string(), |vote| vote.to_string());
            Line::from(vec![Span::styled(format!(" {mark:<11}"), paint::bold()), Span::raw(inert(&name).into_owned())])
        });
        paint::list(frame, body, rows.collect(), panel.selected);
    }

    fn totals(&self, panel: &VotePanel) -> String {
        let here = self.minuting.sitting.voters_here().count();
        let open = panel.votes.iter().filter(|(_, vote)| vote.is_none()).count();
        let shown = VoteCast::ALL.iter().filter(|cast| **cast != VoteCast::Conflict || panel.count(**cast) > 0);
        let counted = shown.map(|cast| format!("{} {cast}", panel.count(*cast)));
        let counted: Vec<String> = counted.collect();
        let announced = self.minuting.entries.iter().find(|recorded| recorded.entry.id == panel.decision);
        let announced = match announced.map(|recorded| &recorded.detail) {
            Some(Detail::Decision { decision, .. }) => decision.tally(),
            _ => None,
        };
        let announced = announced
            .map(|tally| format!(" (announced {}-{}-{})", tally.votes_for, tally.against, tally.abstained))
            .unwrap_or_default();
        format!(" {}, {open} to come; {here} may vote{announced}", counted.join(", "))
    }
}
