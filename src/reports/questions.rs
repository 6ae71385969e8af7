//! Questions worth asking: found by rules, each with its evidence, put so that they can be answered.

use super::brief::{AnswerOwed, Brief, Owed};
use super::clash::{Clash, ClashKind};
use super::listed::times;
use super::measured::Trend;
use super::plan_read::{PlanLine, PlanRead, ServingLine, days};
use super::wording::shortened;
use crate::record::time::long_date;
use crate::record::{LooseEndKind, RagTone};
use chrono::{Days, NaiveDate};
use serde::Serialize;

/// How many questions a brief has at most, and how many of them to one person.
const MOST: usize = 10;
const MOST_TO_ONE: usize = 3;
/// A due date so few days after the next meeting is near.
const NEAR: u64 = 30;

/// A question that the chair may wish to ask. The names are relied on: add, never rename.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChairQuestion {
    /// Whom; empty where the minutes name nobody.
    pub to: String,
    pub question: String,
    /// What it rests on, each with day and place.
    pub evidence: Vec<String>,
}

/// A question with its weight: the more telling, the heavier.
struct Candidate {
    weight: i64,
    question: ChairQuestion,
    /// Names of the actions that its evidence tells of.
    actions: Vec<String>,
}

/// Returns the questions worth asking at the next meeting, the most telling first.
pub fn questions(brief: &Brief, plans: &[PlanRead]) -> Vec<ChairQuestion> {
    let soon = brief.next_meeting.as_ref().map_or(brief.day, |next| next.day).checked_add_days(Days::new(NEAR));
    let mut found: Vec<Candidate> = Vec::new();
    for plan in plans {
        let asking = Asking { plan, soon: soon.unwrap_or(brief.day) };
        found.extend(plan.lines().filter_map(|(_, line)| asking.of(line)));
        found.extend(asking.of_quiet());
    }
    found.extend(brief.overdue.iter().map(|owed| of_action(owed, brief.day)));
    found.extend(brief.asked_twice.iter().map(|twice| of_asked_twice(&twice.asked, &brief.called)));
    let is_told_twice =
        |owed: &AnswerOwed| brief.asked_twice.iter().any(|twice| twice.asked.iter().any(|asked| asked == owed));
    found.extend(brief.answers_owed.iter().filter(|owed| !is_told_twice(owed)).map(|owed| of_answer(owed, brief)));
    found.sort_by_key(|candidate| std::cmp::Reverse(candidate.weight));
    chosen(found)
}

/// Takes the heaviest ones, no more than a few to one person, and none of an action that was asked about already.
fn chosen(found: Vec<Candidate>) -> Vec<ChairQuestion> {
    let mut questions: Vec<ChairQuestion> = Vec::new();
    let mut told: Vec<String> = Vec::new();
    for candidate in found {
        let to_same =
            questions.iter().filter(|known| !known.to.is_empty() && known.to == candidate.question.to).count();
        let is_told = candidate.actions.iter().any(|action| told.contains(action));
        if questions.len() == MOST || to_same >= MOST_TO_ONE || is_told {
            continue;
        }
        told.extend(candidate.actions);
        questions.push(candidate.question);
    }
    questions
}

/// What is asked of a plan.
struct Asking<'a> {
    plan: &'a PlanRead,
    /// Until when a due date is near.
    soon: NaiveDate,
}

impl Asking<'_> {
    /// Puts all that a plan action gives cause to ask into one question: the heaviest, with the evidence for all.
    fn of(&self, line: &PlanLine) -> Option<Candidate> {
        if !line.contradictions.is_empty() || line.is_outstanding() {
            let mut reasons: Vec<(i64, String, String)> =
                line.contradictions.iter().map(|clash| self.clash(line, clash)).collect();
            if line.is_outstanding() {
                self.of_date(line, &mut reasons);
                self.of_progress(line, &mut reasons);
            }
            reasons.sort_by_key(|(weight, ..)| std::cmp::Reverse(*weight));
            let (weight, question, _) = reasons.first().cloned()?;
            let mut evidence = vec![format!("{}: {}.", self.plan.name_of(line), line.short())];
            let mut facts: Vec<String> = reasons.iter().map(|(.., fact)| fact.clone()).collect();
            facts.dedup();
            evidence.extend(facts);
            let body = &self.plan.body;
            let actions = line.actions.iter().filter(|action| action.is_overdue || action.ended.is_none());
            let mut told: Vec<String> = actions.map(|action| format!("{body} {}", action.reference)).collect();
            told.retain(|name| evidence.iter().any(|fact| fact.contains(name.as_str())));
            let question = ChairQuestion { to: line.lead.clone(), question, evidence };
            // What gives cause in several ways tells more.
            return Some(Candidate { weight: weight + 3 * (reasons.len() as i64 - 1), question, actions: told });
        }
        None
    }

    fn clash(&self, line: &PlanLine, clash: &Clash) -> (i64, String, String) {
        let name = self.plan.name_of(line);
        let rag = line.rag.as_deref().unwrap_or_default();
        let late: Vec<&ServingLine> = line.actions.iter().filter(|action| action.is_overdue).collect();
        let names = |actions: &[&ServingLine]| match actions {
            [one] => format!("ACTION {} {}", self.plan.body, one.reference),
            several => format!("{} ACTIONs", several.len()),
        };
        let longest = late.iter().filter_map(|action| action.due_date).min();
        let lateness = longest.map_or(0, |due| ((self.plan.day - due).num_days() / 10).min(9));
        let (weight, question) = match clash.kind {
            ClashKind::GoodButSlipping => (
                90 + lateness,
                format!(
                    "{name} is rated {rag} while {} for it {} overdue. What is holding {} up, and does the rating stand?",
                    names(&late),
                    if late.len() == 1 { "is" } else { "are" },
                    if late.len() == 1 { "it" } else { "them" }
                ),
            ),
            ClashKind::DoneButOpen => (
                85,
                format!(
                    "{name} is called done. What is left of the open ACTIONs for it, and what shows that it is done?"
                ),
            ),
            ClashKind::GoodButOverdue => (
                80,
                format!("{name} is rated {rag} and its due date has passed. Is it finished, or what is the new date?"),
            ),
            ClashKind::BetterButFarther => (
                76,
                format!(
                    "{name} is rated {rag} while its measure moved away from its target. What explains the figure?"
                ),
            ),
            ClashKind::BoardDiffers => (
                70,
                format!("The {} rated {name} otherwise than was reported. What has changed since?", self.plan.called),
            ),
        };
        (weight, question, format!("{}.", crate::record::editing::capitalised(&clash.words())))
    }

    fn of_date(&self, line: &PlanLine, reasons: &mut Vec<(i64, String, String)>) {
        let name = self.plan.name_of(line);
        if line.is_overdue && !line.contradictions.iter().any(|clash| clash.kind == ClashKind::GoodButOverdue) {
            let late = line.days_late(self.plan.day);
            let fact = format!("Due {}, {} ago; {}.", line.due(), days(late), line.rating());
            let question = format!("{name} is past its due date. What is left to do, and by when will it be done?");
            reasons.push((62 + (late / 10).min(9), question, fact));
        }
        if line.moved > 1 {
            let moves = line.reports.iter().filter(|report| !report.due_words.is_empty());
            let moves: Vec<String> = moves
                .map(|report| {
                    let why = if report.text.is_empty() { String::new() } else { format!(": {}", report.text) };
                    format!("to {} ({}){why}", report.due_words, report.place())
                })
                .collect();
            let first = if line.first_due_words.is_empty() { "without a date" } else { &line.first_due_words };
            let fact = format!("First due {first}; moved {}.", moves.join("; "));
            let question =
                format!("The due date of {name} was moved {}. What makes the present date safe?", times(line.moved));
            reasons.push((60 + i64::from(line.moved), question, fact));
        }
        let unmet = line.measures.iter().find(|measure| !measure.is_met && !measure.distance.is_empty());
        if let Some((measure, due)) = unmet.zip(line.due_date.filter(|due| *due <= self.soon && !line.is_overdue)) {
            let fact = format!("Due {}. {}.", long_date(due), measure.words());
            let question = format!("{name} is due on {}. Will its measure be at the target by then?", long_date(due));
            reasons.push((45, question, fact));
        }
    }

    fn of_progress(&self, line: &PlanLine, reasons: &mut Vec<(i64, String, String)>) {
        let name = self.plan.name_of(line);
        let rag = line.rag.as_deref().unwrap_or_default();
        if line.rag_tone == Some(RagTone::OffTrack) && line.actions.iter().all(|action| action.ended.is_some()) {
            let fact = format!(
                "{}; no open ACTION in the minutes is linked to it.",
                crate::record::editing::capitalised(&line.rating())
            );
            let question = format!(
                "{name} is rated {rag} and no open ACTION serves it. What is being done, and when will it show?"
            );
            reasons.push((64, question, fact));
        }
        let is_told = line.contradictions.iter().any(|clash| clash.kind == ClashKind::BetterButFarther);
        if let Some(measure) = line.measures.iter().find(|measure| measure.trend == Some(Trend::Farther) && !is_told) {
            let question = format!("The measure of {name} moved away from its target. What lies behind it?");
            reasons.push((56, question, format!("{}.", measure.words())));
        }
        if line.is_quiet && line.rag_tone.is_some_and(|tone| tone == RagTone::OffTrack) {
            let fact = format!("{}.", heard(line));
            reasons.push((
                58,
                format!("Nothing has been minuted of {name} for two meetings. How does it stand?"),
                fact,
            ));
        }
    }

    /// Asks of all at once of which nothing was heard.
    fn of_quiet(&self) -> Option<Candidate> {
        let is_meant = |line: &&PlanLine| line.is_quiet && line.contradictions.is_empty() && !line.is_overdue;
        let quiet: Vec<&PlanLine> = self
            .plan
            .lines()
            .map(|(_, line)| line)
            .filter(is_meant)
            .filter(|line| line.rag_tone != Some(RagTone::OffTrack))
            .collect();
        let (first, _) = quiet.split_first()?;
        let to = if quiet.iter().all(|line| line.lead == first.lead) { first.lead.clone() } else { String::new() };
        let evidence = quiet.iter().map(|line| {
            let lead = if line.lead.is_empty() { String::new() } else { format!(" ({})", line.lead) };
            format!("{}{lead}: {}; {}. {}.", self.plan.name_of(line), line.short(), line.rating(), heard(line))
        });
        let mut evidence: Vec<String> = evidence.collect();
        let rest = evidence.len().saturating_sub(5);
        evidence.truncate(5);
        evidence
            .extend((rest > 0).then(|| format!("{rest} more: minutebook report plan {} has them.", self.plan.plan)));
        let question = match quiet.len() {
            1 => {
                format!("Nothing has been minuted of {} for two meetings. How does it stand?", self.plan.name_of(first))
            }
            count => format!(
                "Nothing has been minuted of {count} plan actions of {} for two meetings. How do they stand?",
                self.plan.plan
            ),
        };
        Some(Candidate { weight: 42, question: ChairQuestion { to, question, evidence }, actions: Vec::new() })
    }
}

/// Returns when a plan action was heard of last.
fn heard(line: &PlanLine) -> String {
    match line.heard {
        Some(day) => format!("Last minuted on {}", long_date(day)),
        None => "Never minuted".into(),
    }
}

fn of_action(owed: &Owed, today: NaiveDate) -> Candidate {
    let action = &owed.action;
    let name = action.name();
    let moved = if action.slips > 0 { format!(" and was moved {}", times(action.slips)) } else { String::new() };
    let question =
        format!("ACTION {name} is {} late{moved}. What is needed to finish it, and by when?", days(owed.days_late));
    let mut evidence = vec![format!("{name}: {}", shortened(&action.text, 160)), action.due(), action.given()];
    evidence.extend(action.latest());
    let weight = 40 + (owed.days_late / 10).min(12) + 8 * i64::from(action.slips.min(3));
    debug_assert!(action.is_overdue(today));
    Candidate { weight, question: ChairQuestion { to: action.owner.clone(), question, evidence }, actions: vec![name] }
}

fn of_asked_twice(asked: &[AnswerOwed], called: &str) -> Candidate {
    let question = format!(
        "Much the same was asked at {} meetings, and no ACTION is minuted. Does the {called} want one, and whose is it?",
        asked.len()
    );
    let evidence = asked.iter().map(AnswerOwed::evidence).collect();
    Candidate { weight: 72, question: ChairQuestion { to: String::new(), question, evidence }, actions: Vec::new() }
}

fn of_answer(owed: &AnswerOwed, brief: &Brief) -> Candidate {
    let late = owed.due_date.map_or(0, |due| (brief.day - due).num_days().max(0));
    let place = format!("on {}", long_date(owed.day));
    let (weight, question) = match (&owed.reference, owed.kind) {
        (Some(reference), _) => (
            52 + (late / 10).min(9),
            format!("The written answer of ACTION {} {reference} has not come. When will it?", brief.body),
        ),
        (None, LooseEndKind::Promise) => {
            (48, format!("Something was undertaken {place}, and no ACTION is minuted. Has it been done?"))
        }
        (None, LooseEndKind::ToBeDone) => {
            (47, format!("A decision {place} asks for something to be done, and no ACTION is minuted. Has it been?"))
        }
        (None, LooseEndKind::Request) => {
            (38, format!("Something was asked for {place}, and nothing in the minutes settles it. Has it come?"))
        }
        (None, _) => (34, format!("A question {place} has no answer in the minutes. Has it been answered since?")),
    };
    let actions = owed.reference.iter().map(|reference| format!("{} {reference}", brief.body)).collect();
    let question = ChairQuestion { to: owed.who.clone(), question, evidence: vec![owed.evidence()] };
    Candidate { weight, question, actions }
}

impl AnswerOwed {
    /// Returns "13 July 2026 (csib-2026-07-13), item 6 Workforce: Cllr Barrow: How many posts are vacant?"
    pub fn evidence(&self) -> String {
        let exempt = if self.exempt { " (exempt)" } else { "" };
        format!("{} ({}), item {}{exempt}: {}", long_date(self.day), self.meeting, self.item, self.words)
    }
}
