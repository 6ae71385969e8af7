//! A plan as its readers may see it: every plan action with all that was reported of it, and where.

use super::listed::times;
use super::measured::MeasureLine;
use super::wording::shortened;
use crate::record::time::long_date;
use crate::record::{ActionStatus, PlanStatus, RagTone};
use crate::text_enum;
use chrono::NaiveDate;
use serde::Serialize;

/// A plan. The names, here and below, are relied on: add, never rename.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanRead {
    pub plan: String,
    pub name: String,
    /// Short name of its body.
    pub body: String,
    /// What the minutes call the body: "Board".
    pub called: String,
    pub period: String,
    pub version: String,
    /// What the plan calls its themes.
    pub theme_word: String,
    /// The day on which it is read.
    pub day: NaiveDate,
    pub audience: &'static str,
    /// From the best to the worst.
    pub classes: Vec<ClassLine>,
    pub themes: Vec<ThemeRead>,
    /// Risks to the whole plan.
    pub risks: Vec<RiskLine>,
}

/// A RAG class, with the plan's own definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClassLine {
    #[serde(rename = "class")]
    pub word: String,
    pub tone: RagTone,
    pub meaning: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThemeRead {
    /// "2 Workforce".
    pub theme: String,
    pub lead: String,
    pub actions: Vec<PlanLine>,
    pub risks: Vec<RiskLine>,
}

/// A plan action.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PlanLine {
    #[serde(rename = "ref")]
    pub reference: String,
    pub text: String,
    pub lead: String,
    pub partners: String,
    pub start: String,
    /// By when now, as written.
    pub due_words: String,
    pub due_date: Option<NaiveDate>,
    /// By when at first, as written.
    pub first_due_words: String,
    pub first_due: Option<NaiveDate>,
    /// How often its due date was moved.
    pub moved: u32,
    /// None where it is not for these readers.
    pub status: Option<PlanStatus>,
    /// The class that counts, in the plan's words.
    pub rag: Option<String>,
    pub rag_tone: Option<RagTone>,
    pub rag_day: Option<NaiveDate>,
    /// How it stands follows from something that is not for these readers.
    pub is_withheld: bool,
    pub is_overdue: bool,
    /// Outstanding, and two meetings have minuted nothing of it.
    pub is_quiet: bool,
    /// The last day on which a meeting minuted anything of it.
    pub heard: Option<NaiveDate>,
    /// In the order heard.
    pub reports: Vec<ReportLine>,
    pub measures: Vec<MeasureLine>,
    pub milestones: Vec<MilestoneLine>,
    /// Minute actions that serve it, in the order in which they were given.
    pub actions: Vec<ServingLine>,
    pub contradictions: Vec<Clash>,
    pub outcome: String,
    pub impact: String,
    pub evidence: String,
    /// "Inspection report, July 2025, paragraph 9".
    pub findings: Vec<String>,
    /// What it was called in the plan from which it was merged.
    pub origin: Option<String>,
    /// Place of its RAG among the classes.
    #[serde(skip)]
    pub class: Option<usize>,
}

/// What was reported of a plan action, at a meeting or between.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReportLine {
    pub day: NaiveDate,
    /// Name of the meeting; none between meetings.
    pub meeting: Option<String>,
    pub item: String,
    pub said_by: String,
    pub text: String,
    /// RAG as the lead reports it, and as the body agrees it, in the plan's words.
    pub reported: Option<String>,
    pub agreed: Option<String>,
    pub status: Option<PlanStatus>,
    /// The new due date as written, if it was moved.
    pub due_words: String,
    pub due_date: Option<NaiveDate>,
    pub evidence: String,
    /// "Audits graded good: 42%", for each value that came with it.
    pub values: Vec<String>,
    pub exempt: bool,
    #[serde(skip)]
    pub reported_class: Option<usize>,
    #[serde(skip)]
    pub agreed_class: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MilestoneLine {
    pub text: String,
    pub due_words: String,
    pub due_date: Option<NaiveDate>,
    pub reached: Option<NaiveDate>,
}

/// A minute action that serves a plan action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServingLine {
    #[serde(rename = "ref")]
    pub reference: String,
    pub text: String,
    pub owner: String,
    pub given: NaiveDate,
    /// Name of the meeting that gave it.
    pub meeting: String,
    pub item: String,
    pub due_date: Option<NaiveDate>,
    pub first_due: Option<NaiveDate>,
    pub moved: u32,
    pub status: ActionStatus,
    pub is_overdue: bool,
    /// The day since which it is no longer outstanding.
    pub ended: Option<NaiveDate>,
    pub exempt: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RiskLine {
    pub text: String,
    pub mitigation: String,
    pub owner: String,
    pub rating: String,
}

/// How many plan actions of a theme, or of a plan, are in which state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlanCounts {
    /// In the order of the plan's classes.
    pub by_class: Vec<ClassCount>,
    pub unrated: usize,
    /// Whose RAG is not for these readers.
    pub not_published: usize,
    pub total: usize,
    /// No longer in the plan, and in none of the other figures.
    pub withdrawn: usize,
    pub done: usize,
    pub overdue: usize,
    pub quiet: usize,
    pub moved: usize,
    pub contradicted: usize,
}

/// How many are in a class, and were before a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ClassCount {
    pub class: String,
    pub now: usize,
    pub before: usize,
}

/// One contradiction, with both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clash {
    pub kind: ClashKind,
    /// What is said.
    pub said: String,
    /// What does not fit it.
    pub but: String,
}

text_enum! {
    /// What does not fit what. The order is that in which they are told.
    pub enum ClashKind {
        GoodButSlipping = "rated well while actions are overdue",
        GoodButOverdue = "rated well after its due date",
        DoneButOpen = "done while actions are open",
        BoardDiffers = "lead and board rate it differently",
        BetterButFarther = "rated well while its measure moved away",
    }
}

impl Clash {
    /// Returns "rated Green (agreed 13 July 2026, csib-2026-07-13 item 5), but ACTION CSIB 26/04 is overdue".
    pub fn words(&self) -> String {
        format!("{}, but {}", self.said, self.but)
    }
}

impl PlanRead {
    /// Returns every plan action, with its theme.
    pub fn lines(&self) -> impl Iterator<Item = (&ThemeRead, &PlanLine)> {
        self.themes.iter().flat_map(|theme| theme.actions.iter().map(move |line| (theme, line)))
    }

    /// Returns what a plan action is called in the whole book: "CSIP 2.3".
    pub fn name_of(&self, line: &PlanLine) -> String {
        format!("{} {}", self.plan, line.reference)
    }

    /// Counts some plan actions, with the RAG that they had before a day.
    pub fn counts<'a>(&self, lines: impl Iterator<Item = &'a PlanLine>, before: NaiveDate) -> PlanCounts {
        let named = |class: &ClassLine| ClassCount { class: class.word.clone(), now: 0, before: 0 };
        let mut counts = PlanCounts { by_class: self.classes.iter().map(named).collect(), ..PlanCounts::default() };
        for line in lines {
            // What is no longer in the plan counts for nothing in it.
            if line.status == Some(PlanStatus::Withdrawn) {
                counts.withdrawn += 1;
                continue;
            }
            counts.total += 1;
            match line.class.and_then(|class| counts.by_class.get_mut(class)) {
                Some(count) => count.now += 1,
                None if line.is_withheld => counts.not_published += 1,
                None => counts.unrated += 1,
            }
            if let Some(count) = line.class_before(before).and_then(|class| counts.by_class.get_mut(class)) {
                count.before += 1;
            }
            counts.done += usize::from(line.status.is_some_and(PlanStatus::is_done));
            counts.overdue += usize::from(line.is_overdue);
            counts.quiet += usize::from(line.is_quiet);
            counts.moved += usize::from(line.moved > 0);
            counts.contradicted += usize::from(!line.contradictions.is_empty());
        }
        counts
    }
}

impl PlanLine {
    /// Returns the place of the class that counted before a day.
    pub fn class_before(&self, day: NaiveDate) -> Option<usize> {
        let earlier = || self.reports.iter().enumerate().filter(|(_, report)| report.day < day);
        let agreed = earlier().rev().find_map(|(nth, report)| Some((nth, report.agreed_class?)));
        let reported = earlier().rev().find_map(|(nth, report)| Some((nth, report.reported_class?)));
        // What is reported after anything was agreed counts over it.
        match (reported, agreed) {
            (Some(reported), Some(agreed)) if reported.0 > agreed.0 => Some(reported.1),
            (reported, agreed) => agreed.or(reported).map(|(_, class)| class),
        }
    }

    /// Returns the report from which its RAG follows.
    pub fn rated(&self) -> Option<&ReportLine> {
        self.reports.iter().rfind(|report| report.agreed.is_some() || report.reported.is_some())
    }

    /// Returns "rated Green (agreed 13 July 2026, csib-2026-07-13)".
    pub fn rating(&self) -> String {
        let Some((report, rag)) = self.rated().zip(self.rag.as_ref()) else { return "not rated".into() };
        let how = if report.agreed.is_some() { "agreed" } else { "reported" };
        format!("rated {rag} ({how} {})", report.place())
    }

    /// Returns its words cut where a line has little room.
    pub fn short(&self) -> String {
        shortened(self.text.trim_end_matches('.'), 110)
    }

    pub fn is_outstanding(&self) -> bool {
        self.status.is_some_and(PlanStatus::is_outstanding)
    }

    /// Returns "30 September 2026 (first due 30 April 2026, moved twice)".
    pub fn due(&self) -> String {
        let now = match (self.due_words.as_str(), self.due_date) {
            ("", _) => "no due date".to_string(),
            (words, _) => words.to_string(),
        };
        if self.moved == 0 {
            return now;
        }
        let first = if self.first_due_words.is_empty() { "without a date" } else { &self.first_due_words };
        format!("{now} (first due {first}, moved {})", times(self.moved))
    }

    /// Returns the history of its RAG, a line for each report that rated it: "9 Mar 2026 reported Amber, agreed Red".
    pub fn rag_history(&self) -> Vec<String> {
        let rated = self.reports.iter().filter(|report| report.reported.is_some() || report.agreed.is_some());
        rated.map(|report| format!("{} {}", report.day.format("%-d %b %Y"), report.ratings())).collect()
    }

    /// Returns the days since its due date.
    pub fn days_late(&self, today: NaiveDate) -> i64 {
        self.due_date.filter(|_| self.is_overdue).map_or(0, |due| (today - due).num_days())
    }

    pub fn has_exempt(&self) -> bool {
        self.reports.iter().any(|report| report.exempt) || self.actions.iter().any(|action| action.exempt)
    }
}

impl ReportLine {
    /// Returns "reported Amber, agreed Red", "reported and agreed Red"; empty where it rates nothing.
    pub fn ratings(&self) -> String {
        if let (Some(reported), Some(agreed)) = (&self.reported, &self.agreed)
            && reported == agreed
        {
            return format!("reported and agreed {agreed}");
        }
        let reported = self.reported.as_ref().map(|class| format!("reported {class}"));
        let agreed = self.agreed.as_ref().map(|class| format!("agreed {class}"));
        reported.into_iter().chain(agreed).collect::<Vec<_>>().join(", ")
    }

    /// Returns all that was reported in one line: "reported Amber, agreed Red; the tool was late; status: on hold".
    pub fn words(&self) -> String {
        let said = [self.ratings(), self.text.clone()].into_iter().filter(|part| !part.is_empty());
        let mut words: Vec<String> = said.chain(self.values.iter().cloned()).collect();
        words.extend(self.status.map(|status| format!("status: {status}")));
        words.extend((!self.due_words.is_empty()).then(|| format!("due date moved to {}", self.due_words)));
        words.extend((!self.evidence.is_empty()).then(|| format!("evidence: {}", self.evidence)));
        words.join("; ")
    }

    /// Returns "13 July 2026, csib-2026-07-13 item 5"; between meetings, "15 August 2026, DCS, between meetings".
    pub fn place(&self) -> String {
        let number = self.item.split(' ').next().filter(|number| !number.is_empty());
        let exempt = if self.exempt { ", exempt" } else { "" };
        match (&self.meeting, number) {
            // What a version of the plan said was said in the plan.
            (None, _) if self.said_by.ends_with("the plan") => {
                format!("{}, {}{exempt}", long_date(self.day), self.said_by)
            }
            (None, _) if self.said_by.is_empty() => format!("{}, between meetings{exempt}", long_date(self.day)),
            (None, _) => format!("{}, {}, between meetings{exempt}", long_date(self.day), self.said_by),
            (Some(meeting), None) => format!("{}, {meeting}{exempt}", long_date(self.day)),
            (Some(meeting), Some(number)) => format!("{}, {meeting} item {number}{exempt}", long_date(self.day)),
        }
    }
}

impl ServingLine {
    /// Returns "ACTION CSIB 26/04 (PDM) has been overdue since 11 May 2026 (119 days)", or that it is open.
    pub fn stands(&self, body: &str, today: NaiveDate) -> String {
        let owner = if self.owner.is_empty() { String::new() } else { format!(" ({})", self.owner) };
        let is = if self.is_overdue { "has been" } else { "is" };
        format!("ACTION {body} {}{owner}{} {is} {}", self.reference, self.exemption(), self.standing(today))
    }

    /// Returns what stands beside what is told of it to those who may read what is exempt.
    pub fn exemption(&self) -> &'static str {
        if self.exempt { " (exempt)" } else { "" }
    }

    /// Returns "overdue since 11 May 2026 (119 days)", or how else it stands.
    pub fn standing(&self, today: NaiveDate) -> String {
        match (self.due_date, self.ended) {
            (_, Some(ended)) => format!("{} on {}", self.status, long_date(ended)),
            (Some(due), None) if self.is_overdue => {
                format!("overdue since {} ({})", long_date(due), days((today - due).num_days()))
            }
            (Some(due), None) => format!("{}, due {}", self.status, long_date(due)),
            (None, None) => format!("{}, no date", self.status),
        }
    }
}

/// Returns "1 day", "12 days".
pub fn days(count: i64) -> String {
    if count == 1 { "1 day".into() } else { format!("{count} days") }
}

/// Returns "1 action", "12 actions".
pub fn counted(count: usize, one: &str, several: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {several}") }
}
