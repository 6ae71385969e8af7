//! What is reported of a plan action, at a meeting or between: RAG, status, value, due date and commentary.

use super::super::follow_up::split_speaker;
use super::super::{Failure, Minuting, Result};
use super::told::Told;
use crate::capture::recording::record_report;
use crate::capture::roster::{Found, Roster};
use crate::capture::{EntryLine, Matter, Named};
use crate::record::deadline_reading::read_deadline;
use crate::record::plan::figure;
use crate::record::stretch::stretch;
use crate::record::time::short_date;
use crate::record::{
    Body, Change, Doubt, EntryKind, Id, Measure, MeasureValue, Milestone, Paragraphs, Plan, PlanAction, PlanReport,
    RagClass, Step,
};
use crate::reports::plan_report::{Reported, in_few_words, in_short, plan_report_minute};
use crate::reports::wording::shortened;
use crate::store::Store;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// A plan action with what is needed to report on it.
#[derive(Clone, Debug)]
pub struct Reportable {
    pub body: Body,
    pub plan: Plan,
    pub classes: Vec<RagClass>,
    pub action: PlanAction,
    pub measures: Vec<Measure>,
    pub milestones: Vec<Milestone>,
    pub reports: Vec<PlanReport>,
}

impl Reportable {
    /// Finds the plan action of a body that a reference means: `2.3`, or `csip:2.3`.
    pub fn find(store: &Store, body: Id, reference: &str) -> Result<Reportable> {
        let called = store.plan_actions_called(body, &[reference.to_string()])?;
        match called.get(reference) {
            Some(id) => Reportable::read(store, *id),
            None => Err(not_called(store, body, reference)?),
        }
    }

    /// Reads a plan action with what is needed to report on it.
    pub fn read(store: &Store, plan_action: Id) -> Result<Reportable> {
        let gone = || Failure::new("That plan action is no longer there.", "Look at what is there now.");
        let action = store.plan_action(plan_action)?.ok_or_else(gone)?;
        let plan = store.plan(action.plan)?.ok_or_else(gone)?;
        Ok(Reportable {
            body: store.body(plan.body)?.ok_or_else(gone)?,
            classes: store.rag_classes(plan.id)?.into_iter().filter(|class| class.plan == plan.id).collect(),
            measures: store.measures(action.id)?,
            milestones: store.milestones(action.id)?,
            reports: store.plan_reports(action.id)?,
            plan,
            action,
        })
    }

    /// Returns "plan action CSIP 2.3".
    pub fn name(&self) -> String {
        format!("plan action {} {}", self.plan.short_name, self.action.reference)
    }

    /// Returns the last day of what a due date's words say, as plans write them: "Sept 2026", "Q4 2026/27".
    pub fn day_of(&self, due_words: &str) -> Option<NaiveDate> {
        stretch(due_words, &self.plan.period).map(|(_, last)| last)
    }

    /// Returns the day of a due date that is said between meetings.
    fn due_between(&self, due_words: &str, now: NaiveDateTime) -> Option<NaiveDate> {
        self.day_of(due_words).or_else(|| {
            let deadline = read_deadline(due_words, now.date(), &self.body.called)?;
            deadline.day(&[], self.body.notice)
        })
    }

    /// Returns the due date as a minute may say it: what was said of it in private is in no other minute.
    /// Returns the day by which it is due now.
    fn due_now(&self) -> Option<NaiveDate> {
        self.reports.iter().rfind(|report| report.moves_due()).map_or(self.action.due, |report| report.due)
    }

    fn due_before(&self) -> &str {
        self.reports
            .iter()
            .rfind(|report| report.moves_due() && !report.exempt.is_exempt())
            .map_or(&self.action.due_words, |report| &report.due_words)
    }
}

/// Returns why nothing is called by a reference, and what is.
pub(super) fn not_called(store: &Store, body: Id, reference: &str) -> Result<Failure> {
    let plans = store.plans_of(body)?;
    if plans.is_empty() {
        return Ok(Failure::new("This body has no plan in the book.", "Take one in with minutebook import plan FILE."));
    }
    let mut having = Vec::new();
    for plan in &plans {
        let whole = format!("{}:{reference}", plan.short_name);
        if store.plan_actions_called(body, std::slice::from_ref(&whole))?.contains_key(&whole) {
            having.push(whole.to_lowercase());
        }
    }
    Ok(match having.len() {
        0 => {
            let names: Vec<&str> = plans.iter().map(|plan| plan.short_name.as_str()).collect();
            let what = format!("No plan action is called \u{201c}{reference}\u{201d} in {}.", names.join(" or "));
            Failure::new(what, "minutebook report plan lists them all; the plan screen too.")
        }
        _ => Failure::new(
            format!("Several plans have a plan action {reference}."),
            format!("Name the plan too: {}.", having.join(" or ")),
        ),
    })
}

/// What was reported, checked and ready to be kept.
struct Checked {
    report: PlanReport,
    values: Vec<MeasureValue>,
    /// Those that were reached, as they were before.
    milestones: Vec<Milestone>,
    speaker: Option<Named>,
    /// Names of measures, with value and target.
    told_values: Vec<(String, String, String)>,
    told_milestones: Vec<String>,
}

/// Holds what was typed against the plan action.
fn check(of: &Reportable, told: &Told, roster: &Roster, due: Option<NaiveDate>, at: NaiveDateTime) -> Result<Checked> {
    if told.is_empty() {
        let words: Vec<&str> = of.classes.iter().map(|class| class.word.as_str()).collect();
        return Err(Failure::new(
            format!("Nothing was said of {}.", of.name()),
            format!("Say how it is rated ({}), or in words what was reported.", words.join(", ")),
        ));
    }
    let (speaker, text) = said_by_whom(&told.words, roster);
    let text = told.commentary(&text);
    if !told.due_words.is_empty() && text.is_empty() {
        return Err(Failure::new(
            "A due date is moved for a reason.",
            "Give it after a colon, as due 30 June 2026: dcs: the supplier was late.",
        ));
    }
    if due.is_some() && due == of.due_now() {
        return Err(Failure::new(
            format!("{} is due then already.", capitalised(&of.name())),
            "Leave the due date out; nothing was changed.",
        ));
    }
    let (mut values, mut told_values) = (Vec::new(), Vec::new());
    for (name, value) in &told.values {
        let measure = measure_called(of, name)?;
        values.push(MeasureValue {
            id: Id(0),
            measure: measure.id,
            at: at.date(),
            value: with_unit(value, measure),
            report: None,
        });
        told_values.push((measure.name.clone(), with_unit(value, measure), with_unit(&measure.target, measure)));
    }
    let milestones: Vec<Milestone> =
        told.milestones.iter().map(|name| milestone_called(of, name)).collect::<Result<_>>()?;
    let told_milestones = milestones.iter().map(|milestone| milestone.text.clone()).collect();
    let report = PlanReport {
        id: Id(0),
        plan_action: of.action.id,
        number: of.reports.last().map_or(1, |last| last.number.saturating_add(1)),
        meeting: None,
        at,
        said_by: String::new(),
        text,
        reported: told.reported.as_ref().map(|class| class.id),
        agreed: told.agreed.as_ref().map(|class| class.id),
        status: told.status,
        due_words: told.due_words.clone(),
        due,
        evidence: told.evidence.clone(),
        entry: None,
        exempt: Paragraphs::PUBLIC,
    };
    Ok(Checked { report, values, milestones, speaker, told_values, told_milestones })
}

/// Splits a commentary into who said so, before it or at its end, and what: "because the tool was late: dcs:".
fn said_by_whom(words: &str, roster: &Roster) -> (Option<Named>, String) {
    let at_end = words.trim_end().strip_suffix(':').and_then(|words| words.rsplit_once([':', ',', ';']));
    if let Some((text, name)) = at_end
        && let found @ Found::One(_) = roster.find(name.trim())
    {
        return (Some(Named { words: name.trim().into(), found }), text.trim().into());
    }
    split_speaker(words, roster)
}

/// Returns the measure whose name begins so; the first where nothing is said.
fn measure_called<'a>(of: &'a Reportable, name: &str) -> Result<&'a Measure> {
    let begins = |measure: &&Measure| measure.name.to_lowercase().starts_with(&name.to_lowercase());
    of.measures.iter().find(begins).ok_or_else(|| match of.measures.as_slice() {
        [] => Failure::new(format!("{} has no measure.", capitalised(&of.name())), "Say the figure in the commentary."),
        measures => {
            let names: Vec<&str> = measures.iter().map(|measure| measure.name.as_str()).collect();
            let what = format!("No measure of it begins with \u{201c}{name}\u{201d}.");
            Failure::new(what, format!("There are {}.", names.join("; ")))
        }
    })
}

/// Returns the milestone whose words begin so, or hold these words.
fn milestone_called(of: &Reportable, name: &str) -> Result<Milestone> {
    let name = name.trim_matches(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}', '"', '\'']).to_lowercase();
    let to_come = || of.milestones.iter().filter(|milestone| milestone.reached.is_none());
    let begins = to_come().find(|milestone| milestone.text.to_lowercase().starts_with(&name));
    let found = begins.or_else(|| to_come().find(|milestone| milestone.text.to_lowercase().contains(&name)));
    found.cloned().ok_or_else(|| {
        let left: Vec<&str> = to_come().map(|milestone| milestone.text.as_str()).collect();
        let hint = match left.is_empty() {
            true => "It has none that is still to be reached.".to_string(),
            false => format!("Still to be reached: {}.", left.join("; ")),
        };
        Failure::new(format!("No milestone of it is called \u{201c}{name}\u{201d}."), hint)
    })
}

/// Returns a bare figure with the measure's sign behind it, where that is how it is written.
fn with_unit(value: &str, measure: &Measure) -> String {
    let is_bare = figure(value).is_some() && value.ends_with(|c: char| c.is_ascii_digit());
    if is_bare && measure.unit == "%" { format!("{value}%") } else { value.to_string() }
}

fn capitalised(words: &str) -> String {
    crate::record::editing::capitalised(words)
}

impl Checked {
    fn reported<'a>(&'a self, of: &'a Reportable, told: &'a Told, said_by: &'a str) -> Reported<'a> {
        Reported {
            reference: &of.action.reference,
            text: &of.action.text,
            said_by,
            commentary: &self.report.text,
            reported: told.reported.as_ref().map(|class| class.word.as_str()),
            agreed: told.agreed.as_ref().map(|class| class.word.as_str()),
            called: &of.body.called,
            status: told.status,
            values: &self.told_values,
            milestones: &self.told_milestones,
            due_before: of.due_before(),
            due_after: &self.report.due_words,
        }
    }
}

impl Minuting {
    /// Records what the meeting heard of a plan action, and minutes it. Returns the sentence that the history has
    /// for it.
    pub fn report(&mut self, store: &mut Store, of: &Reportable, told: &Told, now: NaiveDateTime) -> Result<String> {
        let due = of.day_of(&told.due_words).or_else(|| self.sitting.day_of(&told.due_words));
        let checked = check(of, told, &self.roster, due, now)?;
        let name = |named: &Named| {
            let known = named.person().and_then(|id| self.roster.speaking_name(id));
            known.unwrap_or(&named.words).to_string()
        };
        let said_by = checked.speaker.as_ref().map(name).unwrap_or_default();
        let reported = checked.reported(of, told, &said_by);
        let line = EntryLine {
            kind: EntryKind::Update,
            is_explicit: true,
            matter: Matter::Spoken(checked.speaker.clone()),
            text: plan_report_minute(&reported),
            text_start: 0,
        };
        let words = format!("{}: {}", capitalised(&of.name()), in_short(&reported));
        // Where nobody is named, the meeting heard it; the clerk only wrote it down.
        let heard_by = format!("the {}", self.sitting.body.called);
        self.conduct(store, now, |desk| {
            let (mut report, mut values) = (checked.report.clone(), checked.values.clone());
            report.meeting = Some(desk.sitting.meeting.id);
            report.at = desk.now;
            report.said_by = if said_by.is_empty() { heard_by.clone() } else { said_by.clone() };
            values.iter_mut().for_each(|value| value.at = desk.now.date());
            record_report(desk, report, values, checked.milestones.clone(), &line, &words)
        })
    }
}

/// Records what was reported of a plan action between meetings, by nobody unless the words name somebody. Returns
/// the sentence that the history has for it.
pub fn report_between(
    store: &mut Store,
    of: &Reportable,
    told: &Told,
    roster: &Roster,
    now: NaiveDateTime,
) -> Result<String> {
    if told.agreed.is_some() {
        return Err(Failure::new(
            format!("The {} agrees how a plan action is rated at a meeting.", of.body.called),
            "Say what its lead reports; or record it in the meeting, with :plan.",
        ));
    }
    let due = of.due_between(&told.due_words, now);
    let Checked { mut report, mut values, milestones, speaker, told_values, told_milestones } =
        check(of, told, roster, due, now)?;
    let said_by = match &speaker {
        Some(named) => named.person().and_then(|id| roster.speaking_name(id)).unwrap_or(&named.words).to_string(),
        None => String::new(),
    };
    report.said_by = said_by;
    report.id = store.fresh_id(now);
    for value in &mut values {
        (value.id, value.report) = (store.fresh_id(now), Some(report.id));
    }
    let reached = milestones.iter().map(|milestone| {
        let after = Milestone { reached: Some(now.date()), report: Some(report.id), ..milestone.clone() };
        Change::replaced(milestone.clone(), after)
    });
    let reached: Vec<Change> = reached.collect();
    let checked = Checked { report, values, milestones, speaker, told_values, told_milestones };
    let words = format!("{}: {}", capitalised(&of.name()), in_short(&checked.reported(of, told, "")));
    let made = [Change::made(checked.report)].into_iter().chain(checked.values.into_iter().map(Change::made));
    store.apply(Step::of_book(words.clone(), made.chain(reached).collect()), now)?;
    Ok(words)
}

/// So many letters of a measure's name stand beside what is typed.
const NAME_READ: usize = 24;

/// Returns what would be recorded between meetings, in words, or why nothing would be.
pub fn read_between(of: &Reportable, told: &Told, roster: &Roster, now: NaiveDateTime) -> String {
    if told.agreed.is_some() {
        return format!("the {} agrees at a meeting: say what is reported", of.body.called);
    }
    in_words(of, told, roster, of.due_between(&told.due_words, now), now)
}

impl Minuting {
    /// Returns what the words after `:plan` would record here, or why they would record nothing.
    pub fn read_report(&self, store: &Store, words: &str) -> String {
        let (of, told) = match of_command(store, self.sitting.body.id, words) {
            Ok(read) => read,
            Err(failure) => return failure.what,
        };
        let due = of.day_of(&told.due_words).or_else(|| self.sitting.day_of(&told.due_words));
        let at = self.sitting.meeting.date.and_time(NaiveTime::MIN);
        let called = format!("{} {}", of.action.reference, in_few_words(&of.action.text));
        format!("{called}: {}", in_words(&of, &told, &self.roster, due, at))
    }
}

/// Returns what was understood of what was reported, or why it cannot be recorded.
fn in_words(of: &Reportable, told: &Told, roster: &Roster, due: Option<NaiveDate>, now: NaiveDateTime) -> String {
    let Checked { report, speaker, told_values, told_milestones, .. } = match check(of, told, roster, due, now) {
        Ok(checked) => checked,
        Err(failure) => return failure.what,
    };
    let mut read = Vec::new();
    read.extend((!told.unread.is_empty()).then(|| {
        let words: Vec<&str> = of.classes.iter().map(|class| class.word.as_str()).collect();
        format!("\u{201c}{}\u{201d} is no rating or status ({})", told.unread, words.join(", "))
    }));
    read.extend(told.reported.iter().map(|class| format!("reported {}", class.word)));
    read.extend(told.agreed.iter().map(|class| format!("agreed {}", class.word)));
    read.extend(told.status.map(|status| status.to_string()));
    read.extend(told_values.iter().map(|(name, value, _)| format!("{value} ({})", shortened(name, NAME_READ))));
    read.extend(told_milestones.iter().map(|text| format!("reached \u{201c}{}\u{201d}", shortened(text, NAME_READ))));
    read.extend((!told.due_words.is_empty()).then(|| match due {
        Some(due) => format!("due {} = {}", told.due_words, short_date(due)),
        None => format!("due {} = no date that a calendar could tell", told.due_words),
    }));
    read.extend(speaker.map(|named| match named.person().and_then(|id| roster.speaking_name(id)) {
        Some(known) => format!("by {known}"),
        None => format!("by {}", Doubt::SpeakerUnknown(named.words)),
    }));
    read.extend((!report.text.is_empty()).then(|| format!("\u{201c}{}\u{201d}", report.text)));
    read.join("; ")
}

/// Reads what follows `:plan`: which plan action, and what was reported of it.
pub fn of_command(store: &Store, body: Id, words: &str) -> Result<(Reportable, Told)> {
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    // "CSIP 2.1", as receipts have it, is csip:2.1.
    let is_plan = store.plans_of(body)?.iter().any(|plan| plan.short_name.eq_ignore_ascii_case(first));
    let joined = if is_plan && !rest.is_empty() { format!("{first}:{rest}") } else { words.to_string() };
    let (reference, words) = joined.split_once(' ').unwrap_or((&joined, ""));
    if reference.is_empty() {
        return Err(Failure::new(
            "Which plan action was reported on?",
            "Write :plan 2.3 amber: dcs: two of the five posts are filled.",
        ));
    }
    let of = Reportable::find(store, body, reference.trim_start_matches('~').trim_end_matches(':'))?;
    let told = Told::read(words, &of.classes);
    Ok((of, told))
}
