//! Questions worth asking: found by rules, each with its evidence, put so that they can be answered.

use super::brief::{AnswerOwed, Brief, ChairQuestion, Owed};
use super::listed::times;
use super::measured::Trend;
use super::minutes::joined;
use super::plan_read::{Clash, ClashKind, PlanLine, PlanRead, ServingLine, days};
use super::wording::shortened;
use crate::record::editing::capitalised;
use crate::record::time::long_date;
use crate::record::{LooseEndKind, RagTone};
use chrono::{Days, NaiveDate};

/// How many questions a brief has at most, and how many of them to one person.
const MOST: usize = 10;
const MOST_TO_ONE: usize = 3;
/// How many of one cause, and how many of single plan actions, come before others are looked at.
const MOST_OF_CAUSE: usize = 2;
const MOST_OF_PLAN: usize = 6;
/// A due date so few days after the next meeting is near.
const NEAR: u64 = 30;

/// A question with its weight: the more telling, the heavier.
struct Candidate {
    weight: i64,
    cause: Cause,
    question: ChairQuestion,
    /// The plan's lead or the action's owner, to whom it goes above all.
    above_all: String,
    /// Names of the actions that its evidence tells of.
    actions: Vec<String>,
}

/// What gives cause for a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    Clash(ClashKind),
    PastDue,
    OftenMoved,
    NearDue,
    NobodyActs,
    Farther,
    Quiet,
    AllQuiet,
    LateAction,
    AskedTwice,
    Owed(LooseEndKind),
}

impl Cause {
    /// Tells whether it is one plan action that gives cause.
    fn is_of_plan_action(self) -> bool {
        !matches!(self, Cause::LateAction | Cause::AskedTwice | Cause::Owed(_) | Cause::AllQuiet)
    }
}

/// Something that gives cause to ask, how telling it is, and what shows it.
#[derive(Clone)]
struct Reason {
    weight: i64,
    cause: Cause,
    question: String,
    fact: String,
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
    found.extend(brief.overdue.iter().map(of_action));
    found.extend(brief.asked_twice.iter().map(|twice| of_asked_twice(&twice.asked, &brief.called)));
    let is_told_twice =
        |owed: &AnswerOwed| brief.asked_twice.iter().any(|twice| twice.asked.iter().any(|asked| asked == owed));
    found.extend(
        brief
            .answers_owed
            .iter()
            .filter(|owed| owed.perhaps_settled_by.is_none() && !is_told_twice(owed))
            .map(|owed| of_answer(owed, brief)),
    );
    found.sort_by_key(|candidate| std::cmp::Reverse(candidate.weight));
    chosen(found)
}

/// Takes the heaviest ones: no more than a few to one person, none of an action that was asked about already, and
/// of each cause two before a third, so that no single rule fills the list.
fn chosen(mut found: Vec<Candidate>) -> Vec<ChairQuestion> {
    let mut taken: Vec<Candidate> = Vec::new();
    for (most_of_cause, most_of_plan) in [(MOST_OF_CAUSE, MOST_OF_PLAN), (MOST, MOST)] {
        let mut left = Vec::new();
        for candidate in found {
            let of_cause = taken.iter().filter(|known| known.cause == candidate.cause).count();
            let to_same = taken.iter().filter(|known| known.above_all == candidate.above_all).count();
            let is_to_many = !candidate.above_all.is_empty() && to_same >= MOST_TO_ONE;
            let is_told = taken.iter().any(|known| known.actions.iter().any(|name| candidate.actions.contains(name)));
            let of_plan = taken.iter().filter(|known| known.cause.is_of_plan_action()).count();
            let is_of_many = candidate.cause.is_of_plan_action() && of_plan >= most_of_plan;
            match taken.len() < MOST && !is_of_many && of_cause < most_of_cause && !is_to_many && !is_told {
                true => taken.push(candidate),
                false => left.push(candidate),
            }
        }
        found = left;
    }
    taken.sort_by_key(|candidate| std::cmp::Reverse(candidate.weight));
    taken.into_iter().map(|candidate| candidate.question).collect()
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
        let mut reasons: Vec<Reason> = line.contradictions.iter().map(|clash| self.clash(line, clash)).collect();
        if line.is_outstanding() {
            self.of_date(line, &mut reasons);
            self.of_progress(line, &mut reasons);
        }
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.weight));
        let Reason { weight, cause, question, .. } = reasons.first().cloned()?;
        let mut evidence = vec![self.what(line)];
        for reason in &reasons {
            if !evidence.contains(&reason.fact) {
                evidence.push(reason.fact.clone());
            }
        }
        let of_action = |action: &ServingLine| format!("{} {}", self.plan.body, action.reference);
        let told = |name: &String| evidence.iter().any(|fact| fact.contains(name.as_str()));
        let actions = line.actions.iter().filter(|action| action.ended.is_none()).map(of_action).filter(told).collect();
        let to = match cause {
            Cause::Clash(ClashKind::GoodButSlipping) => with_owners(&line.lead, &late(line)),
            _ => line.lead.clone(),
        };
        // What gives cause in several ways tells more.
        let weight = weight + 3 * (reasons.len() as i64 - 1);
        let question = ChairQuestion { to, question, evidence };
        Some(Candidate { weight, cause, question, above_all: line.lead.clone(), actions })
    }

    /// Returns "CSIP 5.1 Publish a scorecard: rated Green (agreed 13 July 2026, csib-2026-07-13 item 5), due 31 July 2026."
    fn what(&self, line: &PlanLine) -> String {
        format!("{} {}: {}, due {}.", self.plan.name_of(line), line.short(), line.rating(), line.due())
    }

    fn clash(&self, line: &PlanLine, clash: &Clash) -> Reason {
        let name = self.plan.name_of(line);
        let rag = line.rag.as_deref().unwrap_or_default();
        let (weight, question) = match clash.kind {
            ClashKind::GoodButSlipping => self.slipping(line, &name, rag),
            ClashKind::DoneButOpen => {
                let what = line.status.filter(|status| status.is_done()).map_or(rag, |status| status.word());
                (
                    85,
                    format!(
                        "{name} is {what} while an ACTION for it is open. What is left of it, and what shows that {name} is done?"
                    ),
                )
            }
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
            ClashKind::BoardDiffers if line.is_agreed_better() => (
                70,
                format!(
                    "The {} rated {name} {rag}, better than it was reported. What shows that, and does its lead agree?",
                    self.plan.called
                ),
            ),
            ClashKind::BoardDiffers => (
                70,
                format!(
                    "The {} rated {name} {rag}, not as it was reported. What is being done to bring it back?",
                    self.plan.called
                ),
            ),
        };
        let fact = match clash.kind {
            ClashKind::BoardDiffers => clash.words(),
            _ => clash.but.clone(),
        };
        Reason { weight, cause: Cause::Clash(clash.kind), question, fact: format!("{}.", capitalised(&fact)) }
    }

    fn slipping(&self, line: &PlanLine, name: &str, rag: &str) -> (i64, String) {
        let late = late(line);
        let longest = late.iter().filter_map(|action| action.due_date).min();
        let lateness = longest.map_or(0, |due| ((self.plan.day - due).num_days() / 10).min(9));
        let (what, them) = match late.as_slice() {
            [one] => (format!("ACTION {} {} for it is overdue", self.plan.body, one.reference), "it"),
            several => (format!("{} ACTIONs for it are overdue", several.len()), "them"),
        };
        let question =
            format!("{name} is rated {rag} while {what}. What is holding {them} up, and does the rating stand?");
        (90 + lateness, question)
    }

    fn of_date(&self, line: &PlanLine, reasons: &mut Vec<Reason>) {
        let name = self.plan.name_of(line);
        if line.is_overdue && !line.contradictions.iter().any(|clash| clash.kind == ClashKind::GoodButOverdue) {
            let late = line.days_late(self.plan.day);
            reasons.push(Reason {
                weight: 62 + (late / 10).min(9),
                cause: Cause::PastDue,
                question: format!("{name} is past its due date. What is left to do, and by when will it be done?"),
                fact: format!("Its due date passed {} ago.", days(late)),
            });
        }
        if line.moved > 1 {
            let moves = line.reports.iter().filter(|report| !report.due_words.is_empty()).map(|report| {
                let why = if report.text.is_empty() { String::new() } else { format!(": {}", report.text) };
                format!("to {} ({}){why}", report.due_words, report.place())
            });
            let fact = format!("Its due date was moved {}.", moves.collect::<Vec<_>>().join("; "));
            let question =
                format!("The due date of {name} was moved {}. What makes the present one safe?", times(line.moved));
            reasons.push(Reason { weight: 64 + i64::from(line.moved), cause: Cause::OftenMoved, question, fact });
        }
        let unmet = line.measures.iter().find(|measure| !measure.is_met && !measure.distance.is_empty());
        if let Some((measure, due)) = unmet.zip(line.due_date.filter(|due| *due <= self.soon && !line.is_overdue)) {
            let question = format!("{name} is due on {}. Will its measure be at the target by then?", long_date(due));
            reasons.push(Reason { weight: 45, cause: Cause::NearDue, question, fact: format!("{}.", measure.words()) });
        }
    }

    fn of_progress(&self, line: &PlanLine, reasons: &mut Vec<Reason>) {
        let name = self.plan.name_of(line);
        let rag = line.rag.as_deref().unwrap_or_default();
        let is_off_track = line.rag_tone == Some(RagTone::OffTrack);
        if is_off_track && line.actions.iter().all(|action| action.ended.is_some()) {
            let question = format!(
                "{name} is rated {rag} and no open ACTION serves it. What is being done, and when will it show?"
            );
            let fact = "No open ACTION in the minutes is linked to it.".to_string();
            reasons.push(Reason { weight: 63, cause: Cause::NobodyActs, question, fact });
        }
        let is_told = line.contradictions.iter().any(|clash| clash.kind == ClashKind::BetterButFarther);
        if let Some(measure) = line.measures.iter().find(|measure| measure.trend == Some(Trend::Farther) && !is_told) {
            let question = format!("The measure of {name} moved away from its target. What lies behind it?");
            reasons.push(Reason { weight: 61, cause: Cause::Farther, question, fact: format!("{}.", measure.words()) });
        }
        if line.is_quiet && is_off_track {
            let question =
                format!("{name} is rated {rag} and two meetings have minuted nothing of it. How does it stand?");
            reasons.push(Reason { weight: 62, cause: Cause::Quiet, question, fact: format!("{}.", heard(line)) });
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
            let rag = line.rag.as_deref().unwrap_or("not rated");
            format!("{}{lead} {}: {rag}. {}.", self.plan.name_of(line), line.short(), heard(line))
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
        let weight = 45 + (quiet.len() as i64).min(15);
        let question = ChairQuestion { to: to.clone(), question, evidence };
        Some(Candidate { weight, cause: Cause::AllQuiet, question, above_all: to, actions: Vec::new() })
    }
}

/// Returns the actions for a plan action that are overdue.
fn late(line: &PlanLine) -> Vec<&ServingLine> {
    line.actions.iter().filter(|action| action.is_overdue).collect()
}

/// Returns the name of a lead, and of those who own some actions.
fn with_owners(lead: &str, actions: &[&ServingLine]) -> String {
    let mut names: Vec<String> = vec![lead.to_string()];
    for action in actions {
        if !names.contains(&action.owner) {
            names.push(action.owner.clone());
        }
    }
    names.retain(|name| !name.is_empty());
    joined(&names)
}

/// Returns when a plan action was heard of last.
fn heard(line: &PlanLine) -> String {
    match line.heard {
        Some(day) => format!("Last minuted on {}", long_date(day)),
        None => "Never minuted".into(),
    }
}

fn of_action(owed: &Owed) -> Candidate {
    let action = &owed.action;
    let name = action.name();
    let moved = if action.slips > 0 { format!(" and was moved {}", times(action.slips)) } else { String::new() };
    let question =
        format!("ACTION {name} is {} late{moved}. What is needed to finish it, and by when?", days(owed.days_late));
    let mut evidence = vec![format!("{name}: {}", shortened(&action.text, 160)), action.due(), action.given()];
    evidence.extend(action.latest());
    let weight = 54 + (owed.days_late / 10).min(12) + 6 * i64::from(action.slips.min(3));
    let question = ChairQuestion { to: action.owner.clone(), question, evidence };
    Candidate { weight, cause: Cause::LateAction, question, above_all: action.owner.clone(), actions: vec![name] }
}

fn of_asked_twice(asked: &[AnswerOwed], called: &str) -> Candidate {
    let question = format!(
        "Much the same was asked at {} meetings, and no ACTION is minuted. Does the {called} want one, and whose is it?",
        asked.len()
    );
    let evidence = asked.iter().map(AnswerOwed::evidence).collect();
    let question = ChairQuestion { to: String::new(), question, evidence };
    Candidate { weight: 72, cause: Cause::AskedTwice, question, above_all: String::new(), actions: Vec::new() }
}

fn of_answer(owed: &AnswerOwed, brief: &Brief) -> Candidate {
    let late = owed.due_date.map_or(0, |due| (brief.day - due).num_days().max(0));
    let place = format!("on {}", long_date(owed.day));
    let (weight, question) = match (&owed.reference, owed.kind) {
        (Some(reference), _) => (
            58 + (late / 10).min(9),
            format!("The written answer of ACTION {} {reference} has not come. When will it?", brief.body),
        ),
        (None, LooseEndKind::Promise) => {
            (56, format!("Something was undertaken {place}, and no ACTION is minuted. Has it been done?"))
        }
        (None, LooseEndKind::ToBeDone) => {
            (55, format!("A decision {place} asks for something to be done, and no ACTION is minuted. Has it been?"))
        }
        (None, LooseEndKind::Request) => {
            (38, format!("Something was asked for {place}, and nothing in the minutes settles it. Has it come?"))
        }
        (None, _) => (34, format!("A question {place} has no answer in the minutes. Has it been answered since?")),
    };
    let actions = owed.reference.iter().map(|reference| format!("{} {reference}", brief.body)).collect();
    let question = ChairQuestion { to: owed.who.clone(), question, evidence: vec![owed.evidence()] };
    Candidate { weight, cause: Cause::Owed(owed.kind), question, above_all: owed.who.clone(), actions }
}

impl AnswerOwed {
    /// Returns "13 July 2026 (csib-2026-07-13), item 6 Workforce: Cllr Barrow: How many posts are vacant?"
    pub fn evidence(&self) -> String {
        let exempt = if self.exempt { " (exempt)" } else { "" };
        let asked =
            if self.asked.is_empty() { String::new() } else { format!(" \u{2013} to the question of {}", self.asked) };
        format!("{} ({}), item {}{exempt}: {}{asked}", long_date(self.day), self.meeting, self.item, self.words)
    }
}
