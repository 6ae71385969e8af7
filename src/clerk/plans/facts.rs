//! One plan action in full as labelled lines, for a screen or a terminal.

use super::in_full::{InFull, ReportInFull, ServingAction, Step};
use super::memory::{Touch, TouchKind};
use crate::record::time::long_date;
use crate::record::{EntryKind, Id};
use crate::reports::listed::times;

/// How a line is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    Heading,
    #[default]
    Plain,
    Strong,
    /// Something is late or does not fit.
    Warning,
    Done,
}

/// One line of a plan action in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    pub weight: Weight,
    pub label: String,
    pub words: String,
    /// The entry that minutes it, to open it by.
    pub entry: Option<Id>,
    /// Place of the measure that it tells of, to draw it by.
    pub measure: Option<usize>,
}

impl Fact {
    fn new(weight: Weight, label: impl Into<String>, words: impl Into<String>) -> Fact {
        Fact { weight, label: label.into(), words: words.into(), entry: None, measure: None }
    }

    fn heading(words: impl Into<String>) -> Fact {
        Fact::new(Weight::Heading, words, "")
    }
}

impl InFull {
    /// Returns all but the memory as labelled lines.
    pub fn facts(&self) -> Vec<Fact> {
        let mut facts = vec![Fact::new(Weight::Strong, "action", &self.text)];
        facts.extend(self.contradictions.iter().map(|told| Fact::new(Weight::Warning, "DOES NOT FIT", told)));
        let plain = |label: &str, words: &str| (!words.is_empty()).then(|| Fact::new(Weight::Plain, label, words));
        let lead = if self.theme_lead.is_empty() { String::new() } else { format!(" (lead {})", self.theme_lead) };
        let word = if self.theme_word.is_empty() { "theme" } else { &self.theme_word };
        facts.extend(plain(word, &format!("{}{lead}", self.theme)));
        facts.extend(plain("lead", if self.lead.is_empty() { "nobody is named" } else { &self.lead }));
        facts.extend(plain("with", &self.partners));
        facts.extend(plain("start", &self.start));
        facts.push(self.due());
        facts.push(self.rated());
        facts.push(self.heard());
        facts.extend(plain("outcome", &self.outcome));
        facts.extend(plain("impact", &self.impact));
        facts.extend(plain("evidence", &self.evidence));
        facts.extend(self.findings.iter().map(|finding| {
            let words = [finding.report.as_str(), &finding.paragraph].map(str::trim);
            Fact::new(Weight::Plain, "answers", words.join(", ").trim_end_matches(", "))
        }));
        facts.extend(self.merged_from.iter().map(|from| Fact::new(Weight::Plain, "merged from", from)));
        facts.extend(section("Milestones", self.milestones.iter().map(|step| self.milestone(step))));
        facts.extend(section("Measures", (0..self.measures.len()).map(|nth| self.measure(nth))));
        facts.extend(section("How it was rated and reported", self.reports.iter().map(report)));
        facts.extend(section("Minute actions that serve it", self.serving()));
        facts.extend(section(
            format!("Risks of its {word}").as_str(),
            self.risks.iter().map(|risk| {
                let mitigation = if risk.mitigation.is_empty() { "" } else { ". Against it: " };
                let owner = if risk.owner.is_empty() { String::new() } else { format!(" ({})", risk.owner) };
                Fact::new(
                    Weight::Plain,
                    risk.rating.clone(),
                    format!("{}{mitigation}{}{owner}", risk.text.trim_end_matches('.'), risk.mitigation),
                )
            }),
        ));
        facts
    }

    fn due(&self) -> Fact {
        let words = if self.due_words.is_empty() { "no due date" } else { &self.due_words };
        let mut told = words.to_string();
        if let Some(day) = self.due_date.filter(|day| long_date(*day) != words) {
            told += &format!(" = {}", long_date(day));
        }
        if self.overdue {
            told += ": OVERDUE";
        }
        if self.slips > 0 {
            let first = if self.first_due_words.is_empty() { "without a date" } else { &self.first_due_words };
            told += &format!("; at first {first}, moved {}", times(self.slips));
        }
        Fact::new(if self.overdue { Weight::Warning } else { Weight::Plain }, "due", told)
    }

    fn rated(&self) -> Fact {
        let rag = self.rag.as_deref().unwrap_or("not rated yet");
        let told = match (&self.reported, &self.agreed) {
            (Some(reported), Some(agreed)) if reported != agreed => {
                format!("{rag}: reported {reported}, agreed {agreed} \u{2260}")
            }
            (Some(_), None) => format!("{rag}, as reported; nothing was agreed"),
            (_, Some(_)) => format!("{rag}, as agreed"),
            (None, None) => rag.to_string(),
        };
        let told = self.status.map_or(told.clone(), |status| format!("{told}; {status}"));
        Fact::new(Weight::Strong, "RAG", told)
    }

    fn heard(&self) -> Fact {
        let words = self.heard.map_or("no meeting has minuted anything of it".to_string(), |day| {
            format!("minuted last on {}", long_date(day))
        });
        match self.quiet {
            true => Fact::new(Weight::Warning, "QUIET", format!("{words}: nothing for two meetings")),
            false => Fact::new(Weight::Plain, "heard", words),
        }
    }

    fn milestone(&self, step: &Step) -> Fact {
        let due = step.due_date.map_or(step.due_words.clone(), long_date);
        let is_late = step.reached.is_none() && step.due_date.is_some_and(|due| due < self.on);
        match step.reached {
            Some(reached) => {
                Fact::new(Weight::Done, "\u{2713} reached", format!("{} ({})", step.text, long_date(reached)))
            }
            None if is_late => Fact::new(Weight::Warning, "! LATE", format!("{} (due {due})", step.text)),
            None if due.is_empty() => Fact::new(Weight::Plain, "\u{b7} to come", step.text.clone()),
            None => Fact::new(Weight::Plain, "\u{b7} to come", format!("{} (due {due})", step.text)),
        }
    }

    fn measure(&self, nth: usize) -> Fact {
        let measure = &self.measures[nth];
        let or_unknown = |words: &str| if words.is_empty() { "not known".to_string() } else { words.to_string() };
        let mut told = format!("{}: at first {}", measure.name, or_unknown(&measure.baseline));
        for (at, value) in &measure.values {
            told += &format!(" \u{2192} {value} ({})", at.format("%-d %b %y"));
        }
        told += &format!("; target {}", or_unknown(&measure.target));
        if measure.values.is_empty() {
            told += "; no value yet";
        }
        Fact { measure: Some(nth), ..Fact::new(Weight::Plain, "measure", told) }
    }

    fn serving(&self) -> impl Iterator<Item = Fact> {
        let rest = self.actions_open.saturating_sub(self.actions.len() as u32);
        let mut told: Vec<String> = Vec::new();
        told.extend((rest > 0).then(|| format!("{rest} more are outstanding")));
        told.extend((self.actions_ended > 0).then(|| format!("{} have ended", self.actions_ended)));
        let rest = (!told.is_empty()).then(|| Fact::new(Weight::Plain, "", format!("{}: see below", told.join(", "))));
        self.actions.iter().map(|action| self.serves(action)).chain(rest)
    }
    fn serves(&self, serving: &ServingAction) -> Fact {
        let action = &serving.action;
        let exempt = if action.exempt { "[exempt] " } else { "" };
        let late = if serving.overdue { ". OVERDUE" } else { "" };
        let words =
            format!("{exempt}{}. {}; {}{late}", serving.deed.trim_end_matches('.'), action.due(), action.status);
        let weight = if serving.overdue { Weight::Warning } else { Weight::Plain };
        // Of another body it is named with that.
        let name = if action.body == self.body { format!("ACTION {}", action.reference) } else { action.name() };
        Fact { entry: Some(serving.entry), ..Fact::new(weight, name, words) }
    }
}

/// Returns lines under a heading, if there are any.
fn section(title: &str, facts: impl Iterator<Item = Fact>) -> Vec<Fact> {
    let facts: Vec<Fact> = facts.collect();
    let heading = (!facts.is_empty()).then(|| Fact::heading(title));
    heading.into_iter().chain(facts).collect()
}

/// Returns "reported Amber | agreed Red ≠; in progress; due moved from … to …: two auditors had left".
fn report(report: &ReportInFull) -> Fact {
    let is_disputed = matches!((&report.reported, &report.agreed), (Some(one), Some(other)) if one != other);
    let mut facts = Vec::new();
    let rated = [("reported", &report.reported), ("agreed", &report.agreed)];
    let rated: Vec<String> =
        rated.iter().filter_map(|(verb, class)| class.as_ref().map(|class| format!("{verb} {class}"))).collect();
    if !rated.is_empty() {
        facts.push(format!("{}{}", rated.join(" | "), if is_disputed { " \u{2260}" } else { "" }));
    }
    facts.extend(report.status.map(|status| status.to_string()));
    facts.extend(report.values.iter().cloned());
    facts.extend(report.moved.as_ref().map(|(before, after)| match before.as_str() {
        "" => format!("due date set: {after}"),
        before => format!("due date moved from {before} to {after}"),
    }));
    facts.extend((!report.evidence.is_empty()).then(|| format!("evidence: {}", report.evidence)));
    let place = report.meeting.as_deref().unwrap_or("between meetings");
    let exempt = if report.exempt { "[exempt] " } else { "" };
    let said_by = if report.said_by.is_empty() { String::new() } else { format!(", {}", report.said_by) };
    let mut words = format!("{exempt}{place}{said_by}: {}", facts.join("; "));
    if !report.text.is_empty() {
        words += &format!("{}\u{201c}{}\u{201d}", if facts.is_empty() { "" } else { ". " }, report.text);
    }
    let weight = if is_disputed { Weight::Strong } else { Weight::Plain };
    Fact { entry: report.entry, ..Fact::new(weight, short_day(report.at.date()), words) }
}

fn short_day(day: chrono::NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

impl Touch {
    /// Returns one thing of a memory as a labelled line.
    pub fn fact(&self) -> Fact {
        let exempt = if self.is_exempt { "[exempt] " } else { "" };
        let place = self.meeting.as_deref().unwrap_or("between meetings");
        let words = match self.who.as_str() {
            "" => self.words.clone(),
            who if self.kind == TouchKind::Action => format!("{who} {}", self.words),
            who => format!("{who}: {}", self.words),
        };
        let words = format!("{exempt}{} {words} ({place})", self.kind.word());
        let weight = match self.kind {
            TouchKind::Action | TouchKind::Report => Weight::Strong,
            TouchKind::Item => Weight::Done,
            _ => Weight::Plain,
        };
        Fact { entry: self.entry, ..Fact::new(weight, short_day(self.day), words) }
    }
}

impl TouchKind {
    /// Returns what it is, as the first word of its line.
    pub fn word(self) -> &'static str {
        match self {
            TouchKind::Item => "item",
            TouchKind::Entry(EntryKind::Action) | TouchKind::Action => "ACTION",
            TouchKind::Entry(kind) => kind.word(),
            TouchKind::Heard => "heard of",
            TouchKind::Report => "report",
        }
    }
}
