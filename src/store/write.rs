//! Steps applied, undone and redone: each in one transaction with its line in the history.

use super::history::{self, StepKind};
use super::{Error, Result, Store, plan_words, standing, tables};
use crate::record::{
    Action, BodyStyle, Change, Id, ItemLink, Measure, MeasureValue, Meeting, MeetingStatus, Milestone, PlanAction,
    RagClass, Record, Step, Theme,
};
use chrono::NaiveDateTime;
use rusqlite::{OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// What was undone or redone.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    seq: i64,
    words: String,
    changes: Vec<Change>,
}

impl Store {
    /// Applies a step: all its changes and a line of history, on the disk when this returns.
    ///
    /// Refuses changes to confirmed minutes. When the book no longer holds what a change takes for
    /// granted, nothing is changed and the error is [`Error::Stale`].
    pub fn apply(&mut self, step: Step, now: NaiveDateTime) -> Result<()> {
        if step.changes.is_empty() {
            return Ok(());
        }
        self.all_or_nothing(|store| {
            store.refuse_if_locked(step.meeting, &step.changes)?;
            store.refuse_if_heard_since(&step.changes)?;
            for change in &step.changes {
                store.count_action(change, true)?;
                store.make(change)?;
            }
            store.follow(&step.changes)?;
            history::append(store, StepKind::Done, None, &step, now)
        })
    }

    /// Undoes the last step of a meeting, or of the book itself, that is not undone.
    ///
    /// Returns its sentence, or nothing when there is none.
    pub fn undo(&mut self, meeting: Option<Id>, now: NaiveDateTime) -> Result<Option<String>> {
        self.all_or_nothing(|store| {
            let Some(target) = store.last_done(meeting)? else { return Ok(None) };
            let changes = target.changes.iter().rev().cloned().map(Change::inverse).collect();
            store.repeat(StepKind::Undone, meeting, target, changes, now).map(Some)
        })
    }

    /// Does again the step that was undone last, unless something else was done since.
    ///
    /// Returns its sentence, or nothing when there is none.
    pub fn redo(&mut self, meeting: Option<Id>, now: NaiveDateTime) -> Result<Option<String>> {
        self.all_or_nothing(|store| {
            let Some(target) = store.last_undone(meeting)? else { return Ok(None) };
            let changes = target.changes.clone();
            store.repeat(StepKind::Redone, meeting, target, changes, now).map(Some)
        })
    }

    fn repeat(
        &mut self,
        kind: StepKind,
        meeting: Option<Id>,
        target: Target,
        changes: Vec<Change>,
        now: NaiveDateTime,
    ) -> Result<String> {
        let changes = changes.into_iter().map(|change| self.past_links(change)).collect::<Result<Vec<_>>>()?;
        self.refuse_if_locked(meeting, &changes)?;
        self.refuse_if_minuted(&changes)?;
        self.refuse_if_followed_up(&changes)?;
        self.refuse_if_linked(&changes)?;
        self.refuse_if_heard_since(&changes)?;
        self.refuse_if_out_of_turn(&changes)?;
        for change in &changes {
            self.make(change)?;
        }
        self.refuse_if_in_use(&changes)?;
        self.refuse_if_rated_since(&changes)?;
        self.follow(&changes)?;
        let step = Step { words: target.words.clone(), meeting, changes };
        history::append(self, kind, Some(target.seq), &step, now)?;
        Ok(target.words)
    }

    /// Returns a change of an action as it is where the action has been linked since: linking is a step of the book,
    /// not of the meeting, and notes in the action by what names its links are called. They stay as they are now.
    fn past_links(&self, change: Change) -> Result<Change> {
        let Change { before: Some(Record::Action(before)), after: Some(Record::Action(after)) } = &change else {
            return Ok(change);
        };
        if before.plan_references != after.plan_references {
            return Ok(change);
        }
        let Some(now) = tables::by_id::<Action>(&self.connection, before.id)? else { return Ok(change) };
        let linked = |action: &Action| Action { plan_references: now.plan_references.clone(), ..action.clone() };
        Ok(Change::replaced(linked(before), linked(after)))
    }

    /// Works out how every action stands, and by what words plan actions are found, from nothing but the other
    /// tables.
    pub fn work_out_standings(&mut self) -> Result<()> {
        self.all_or_nothing(|store| {
            standing::rebuild(&store.connection)?;
            plan_words::rebuild(&store.connection)
        })
    }

    /// Brings up to date what follows from rows that have been changed.
    fn follow(&self, changes: &[Change]) -> Result<()> {
        standing::follow(&self.connection, changes)?;
        plan_words::follow(&self.connection, changes)
    }

    /// Makes one change, after checking that the book holds what is to be changed.
    fn make(&self, change: &Change) -> Result<()> {
        let connection = &self.connection;
        if let Some(before) = &change.before
            && !tables::holds(connection, before)?
        {
            return Err(Error::stale(format!("The {} has been changed by somebody else.", named(before))));
        }
        match (&change.before, &change.after) {
            (None, Some(after)) => tables::insert(connection, after).map_err(|error| taken(error, after)),
            (Some(_), Some(after)) => tables::update(connection, after).map_err(|error| taken(error, after)),
            (Some(before), None) => tables::delete(connection, before),
            (None, None) => Ok(()),
        }
    }

    /// Keeps count of action numbers, so that none is given out twice. A new one must be the next.
    fn count_action(&self, change: &Change, is_new: bool) -> Result<()> {
        let (None, Some(Record::Action(action))) = (&change.before, &change.after) else { return Ok(()) };
        let Action { body, year, number, .. } = action;
        let last = self.last_action(*body, *year)?;
        if is_new && *number <= last {
            return Err(Error::stale(format!("ACTION {} has been given out already.", action.reference())));
        }
        self.connection
            .prepare_cached(
                "INSERT INTO action_counter (body, year, last) VALUES (?1, ?2, ?3)
                 ON CONFLICT (body, year) DO UPDATE SET last = max(last, excluded.last)",
            )?
            .execute(params![body, year, number])?;
        Ok(())
    }

    /// Returns the last action number given out by a body in a year; 0 when none was.
    pub(super) fn last_action(&self, body: Id, year: i32) -> Result<u32> {
        let mut statement =
            self.connection.prepare_cached("SELECT last FROM action_counter WHERE body = ? AND year = ?")?;
        Ok(statement.query_row(params![body, year], |row| row.get(0)).optional()?.unwrap_or(0))
    }

    fn refuse_if_locked(&self, meeting: Option<Id>, changes: &[Change]) -> Result<()> {
        let Some(id) = meeting else { return Ok(()) };
        let Some(meeting) = tables::by_id::<Meeting>(&self.connection, id)? else { return Ok(()) };
        let leaves_words_alone = changes.iter().all(|change| match (&change.before, &change.after) {
            (Some(Record::Meeting(before)), Some(Record::Meeting(after))) => {
                *after == Meeting { status: after.status, ..before.clone() }
            }
            // Undoing the confirmation takes the roll away that came with it.
            (Some(Record::ConfirmedRoll(_)), None) | (None, Some(Record::ConfirmedRoll(_))) => true,
            // What is heard of an action later is no part of the minutes that gave it.
            (None, Some(Record::ActionUpdate(update))) => update.meeting != Some(id),
            // A correction stands beside the words; undone, it goes.
            (Some(Record::Correction(_)), None) | (None, Some(Record::Correction(_))) => true,
            _ => false,
        });
        if meeting.status.is_locked() && !leaves_words_alone {
            return Err(Error::refused(
                format!("The minutes of {} are {} and locked.", meeting.slug, meeting.status),
                format!(
                    "A meeting's minutes can be changed until they are {}; :correct records what was wrong.",
                    MeetingStatus::Confirmed
                ),
            ));
        }
        Ok(())
    }

    /// An action of which something was heard cannot be taken away under it.
    fn refuse_if_followed_up(&self, changes: &[Change]) -> Result<()> {
        for change in changes {
            let (Some(Record::Action(action)), None) = (&change.before, &change.after) else { continue };
            let heard: u32 = self.connection.query_row(
                "SELECT count(*) FROM action_update WHERE action = ?",
                [action.id],
                |row| row.get(0),
            )?;
            let goes_too = |change: &&Change| {
                matches!(
                    (&change.before, &change.after),
                    (Some(Record::ActionUpdate(update)), None) if update.action == action.id
                )
            };
            if heard > changes.iter().filter(goes_too).count() as u32 {
                return Err(Error::refused(
                    format!("ACTION {} has been followed up since it was given.", action.reference()),
                    "Undo what was heard of it first; nothing was changed.",
                ));
            }
        }
        Ok(())
    }

    /// An action that was linked with the plan since cannot be taken away under its links.
    fn refuse_if_linked(&self, changes: &[Change]) -> Result<()> {
        for change in changes {
            let (Some(Record::Action(action)), None) = (&change.before, &change.after) else { continue };
            let goes_too = |id: Id| {
                let is_it =
                    |change: &Change| matches!((&change.before, &change.after), (Some(row), None) if row.id() == id);
                changes.iter().any(is_it)
            };
            if self.action_links(action.id)?.into_iter().any(|link| !goes_too(link.id)) {
                return Err(Error::refused(
                    format!("ACTION {} has been linked with a plan action since it was given.", action.reference()),
                    "Take the link out first: l in the review, F12. Nothing was changed.",
                ));
            }
        }
        Ok(())
    }

    /// What was heard of an action cannot be taken away under what was heard of it later.
    fn refuse_if_heard_since(&self, changes: &[Change]) -> Result<()> {
        // Of each action the first number that is removed, and how many are.
        let mut removed: BTreeMap<Id, (u32, u32)> = BTreeMap::new();
        for change in changes {
            if let (Some(Record::ActionUpdate(update)), None) = (&change.before, &change.after) {
                let (first, count) = removed.entry(update.action).or_insert((update.number, 0));
                (*first, *count) = ((*first).min(update.number), *count + 1);
            }
        }
        for (action, (first, count)) in removed {
            let sql = "SELECT count(*) FROM action_update WHERE action = ? AND number >= ?";
            let there: u32 = self.connection.query_row(sql, params![action, first], |row| row.get(0))?;
            if there > count {
                return Err(Error::refused(
                    "More has been heard of this action since.",
                    "Take back what was heard later first; nothing was changed.",
                ));
            }
        }
        Ok(())
    }

    /// What was heard of an action comes back only behind what was heard before it, and before anything else.
    fn refuse_if_out_of_turn(&self, changes: &[Change]) -> Result<()> {
        let mut first: BTreeMap<Id, u32> = BTreeMap::new();
        for change in changes {
            if let (None, Some(Record::ActionUpdate(update))) = (&change.before, &change.after) {
                let number = first.entry(update.action).or_insert(update.number);
                *number = update.number.min(*number);
            }
        }
        for (action, first) in first {
            let is_given = |change: &Change| matches!(&change.after, Some(Record::Action(given)) if given.id == action);
            if !changes.iter().any(is_given) && tables::by_id::<Action>(&self.connection, action)?.is_none() {
                return Err(Error::refused(
                    "The action of which this was heard is no longer there.",
                    "Do again first what gave it; nothing was changed.",
                ));
            }
            let sql = "SELECT count(*) FROM action_update WHERE action = ?";
            let there: u32 = self.connection.query_row(sql, [action], |row| row.get(0))?;
            if first <= there {
                return Err(Error::refused(
                    "Something else has been heard of this action since.",
                    "Take that back first, or say again what was heard; nothing was changed.",
                ));
            }
            if first > there + 1 {
                return Err(Error::refused(
                    "What was heard of this action before that has been taken back.",
                    "Do that again first, or say again what was heard; nothing was changed.",
                ));
            }
        }
        Ok(())
    }

    /// A meeting in which something was done since it was made cannot be taken away under it.
    fn refuse_if_minuted(&self, changes: &[Change]) -> Result<()> {
        for change in changes {
            let (Some(Record::Meeting(meeting)), None) = (&change.before, &change.after) else { continue };
            if let Some(last) = self.last_done(Some(meeting.id))? {
                return Err(Error::refused(
                    format!("The meeting {} has been minuted since: {}.", meeting.slug, last.words),
                    "Undo what was done in the meeting first, there; nothing was changed.",
                ));
            }
        }
        Ok(())
    }

    /// A plan action on which something hangs cannot be taken away under it.
    fn refuse_if_in_use(&self, changes: &[Change]) -> Result<()> {
        for change in changes {
            let (Some(Record::PlanAction(action)), None) = (&change.before, &change.after) else { continue };
            let sql = "SELECT EXISTS (SELECT 1 FROM plan_report WHERE plan_action = ?1)
                       OR EXISTS (SELECT 1 FROM action_link WHERE plan_action = ?1)
                       OR EXISTS (SELECT 1 FROM item_link WHERE plan_action = ?1)";
            if self.connection.prepare_cached(sql)?.query_row([action.id], |row| row.get(0))? {
                return Err(Error::refused(
                    format!("Plan action {} has been reported on or linked since.", action.reference),
                    "Undo that first, in its meeting; nothing was changed.",
                ));
            }
        }
        Ok(())
    }

    /// A plan action that was rated in the classes of the plan into which it was merged stays there: its own plan has
    /// no such classes.
    fn refuse_if_rated_since(&self, changes: &[Change]) -> Result<()> {
        for change in changes {
            let (Some(Record::PlanAction(before)), Some(Record::PlanAction(after))) = (&change.before, &change.after)
            else {
                continue;
            };
            let sql =
                "SELECT EXISTS (SELECT 1 FROM plan_report AS r JOIN rag_class AS c ON c.id IN (r.reported, r.agreed)
                       JOIN plan AS p ON p.id = c.plan
                       WHERE r.plan_action = ?1 AND p.id <> ?2 AND p.merged_into IS NOT ?2)";
            let is_rated = |row: &rusqlite::Row<'_>| row.get(0);
            if before.plan != after.plan
                && self.connection.prepare_cached(sql)?.query_row(params![after.id, after.plan], is_rated)?
            {
                return Err(Error::refused(
                    format!("Plan action {} has been reported on since it was merged.", before.reference),
                    "Undo that first, in its meeting; nothing was changed.",
                ));
            }
        }
        Ok(())
    }

    fn last_done(&self, meeting: Option<Id>) -> Result<Option<Target>> {
        self.target(
            "SELECT seq, words, changes FROM step AS done WHERE kind = 'done' AND meeting IS ?1
             AND coalesce((SELECT kind FROM step WHERE target = done.seq ORDER BY seq DESC LIMIT 1), '') <> 'undone'
             ORDER BY seq DESC LIMIT 1",
            meeting,
        )
    }

    fn last_undone(&self, meeting: Option<Id>) -> Result<Option<Target>> {
        self.target(
            "SELECT done.seq, done.words, done.changes FROM step AS undone JOIN step AS done ON done.seq = undone.target
             WHERE undone.kind = 'undone' AND undone.meeting IS ?1
             AND undone.seq > coalesce((SELECT max(seq) FROM step WHERE kind = 'done' AND meeting IS ?1), 0)
             AND NOT EXISTS (SELECT 1 FROM step AS redone WHERE redone.kind = 'redone'
                             AND redone.target = undone.target AND redone.seq > undone.seq)
             ORDER BY undone.seq DESC LIMIT 1",
            meeting,
        )
    }

    fn target(&self, sql: &str, meeting: Option<Id>) -> Result<Option<Target>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement
            .query_row([meeting], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)))
            .optional()?;
        let Some((seq, words, changes)) = found else { return Ok(None) };
        let changes = serde_json::from_str(&changes).map_err(|error| Error::Broken {
            what: format!("Step {seq} of the history cannot be read: {error}."),
            hint: "Run minutebook verify; restore the last backup beside this book.".into(),
        })?;
        Ok(Some(Target { seq, words, changes }))
    }

    /// Puts rows into the book that came from another book, under one line of history.
    ///
    /// A row that is there already with the same content is left alone; one with other content is refused,
    /// and so is any that is new to confirmed minutes. What refers to a plan that this book does not have is
    /// left out.
    pub fn take_in(&mut self, step: Step, now: NaiveDateTime) -> Result<TakenIn> {
        self.all_or_nothing(|store| {
            let meeting = step.changes.iter().find_map(|change| match &change.after {
                Some(Record::Meeting(meeting)) => Some(meeting.id),
                _ => None,
            });
            let mut made = Vec::new();
            let mut left_out = BTreeSet::new();
            for change in step.changes {
                let Some(after) = &change.after else { continue };
                // How this book words the minutes of a body is its own affair.
                if matches!(after, Record::BodyStyle(style) if tables::by_id::<BodyStyle>(&store.connection, style.id)?.is_some()) {
                    continue;
                }
                if store.lacks_the_plan_of(after, &left_out)? {
                    left_out.insert(after.id());
                } else if !tables::holds(&store.connection, after)? {
                    made.push(change);
                }
            }
            store.refuse_if_locked(meeting, &made)?;
            for change in &made {
                store.count_action(change, false)?;
                store.make(change)?;
            }
            store.follow(&made)?;
            let (count, step) = (made.len(), Step { changes: made, ..step });
            if count > 0 {
                history::append(store, StepKind::Done, None, &step, now)?;
            }
            Ok(TakenIn { made: count, left_out: left_out.len() })
        })
    }

    /// Tells whether a row refers to a part of a plan that the book does not have, or to a row that was left out.
    fn lacks_the_plan_of(&self, row: &Record, left_out: &BTreeSet<Id>) -> Result<bool> {
        let connection = &self.connection;
        let lacks_action = |id: Id| tables::by_id::<PlanAction>(connection, id).map(|found| found.is_none());
        let lacks_class = |id: Id| tables::by_id::<RagClass>(connection, id).map(|found| found.is_none());
        Ok(match row {
            Record::ActionLink(link) => lacks_action(link.plan_action)?,
            Record::ItemLink(ItemLink { theme, plan_action, .. }) => {
                let lacks_theme = |id: Id| tables::by_id::<Theme>(connection, id).map(|found| found.is_none());
                plan_action.is_some_and(|id| lacks_action(id).unwrap_or(true))
                    || theme.is_some_and(|id| lacks_theme(id).unwrap_or(true))
            }
            Record::PlanReport(report) => {
                let mut classes = report.reported.into_iter().chain(report.agreed);
                lacks_action(report.plan_action)? || classes.any(|class| lacks_class(class).unwrap_or(true))
            }
            Record::MeasureValue(MeasureValue { measure, report, .. }) => {
                report.is_some_and(|report| left_out.contains(&report))
                    || tables::by_id::<Measure>(connection, *measure)?.is_none()
            }
            Record::Milestone(milestone) => {
                // Where the book has heard otherwise of it, that stands.
                let is_as_before = |known: Milestone| known == *milestone || known == milestone.not_reached();
                milestone.report.is_some_and(|report| left_out.contains(&report))
                    || !tables::by_id(connection, milestone.id)?.is_some_and(is_as_before)
            }
            _ => false,
        })
    }
}

/// What became of rows from another book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenIn {
    pub made: usize,
    /// How many refer to a plan that this book does not have.
    pub left_out: usize,
}

/// Names a record for a person: "entry", "standing item".
fn named(record: &Record) -> String {
    record.table().replace('_', " ")
}

/// Turns a broken uniqueness rule into a sentence about the record that broke it.
fn taken(error: Error, record: &Record) -> Error {
    let Error::Broken { what, .. } = &error else { return error };
    if !what.contains("UNIQUE constraint") {
        return error;
    }
    let (what, hint) = match record {
        Record::Body(body) => (
            format!("There is already a body with the short name {}.", body.short_name),
            "Give this one another short name.",
        ),
        Record::Meeting(meeting) => {
            (format!("There is already a meeting {}.", meeting.slug), "Open that meeting, or choose another date.")
        }
        Record::Abbreviation(abbreviation) => {
            (format!("\u{201c}{}\u{201d} is an abbreviation already.", abbreviation.short), "Remove the old one first.")
        }
        Record::OwnWord(own) => (format!("The book has \u{201c}{}\u{201d} already.", own.word), "Nothing was changed."),
        Record::PlanReport(_) => (
            "Something else has been reported of this plan action since.".into(),
            "Take that back first, or report this again; nothing was changed.",
        ),
        Record::ActionLink(_) => ("The action is linked with that plan action already.".into(), "Nothing was changed."),
        other => (format!("The {} is in the book already, with other content.", named(other)), "Nothing was changed."),
    };
    Error::refused(what, hint)
}
