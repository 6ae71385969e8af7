//! Highlight and exception reports: of each theme what was done, what came of it, what is in the way, and what is next.

use super::measured::Trend;
use super::pictures;
use super::plan_read::{ClashKind, PlanCounts, PlanLine, PlanRead, ReportLine, RiskLine, ThemeRead, counted, days};
use super::plan_table::{self, NOT_PUBLISHED, bullet, heading, paragraph, section};
use super::wording::{self, shortened};
use crate::document::{Block, BlockKind, Document, Mark, Run};
use crate::record::editing::capitalised;
use crate::record::time::long_date;
use crate::record::{PlanStatus, RagTone};
use chrono::{Months, NaiveDate};
use serde::Serialize;

/// How many months ahead what is due is told.
const AHEAD: u32 = 3;

/// A highlight report. The names, here and below, are relied on: add, never rename.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Highlight {
    pub plan: String,
    pub name: String,
    pub body: String,
    /// The day on which it is made.
    pub day: NaiveDate,
    /// The meeting after which it begins; none where it tells of all.
    pub since: Option<Since>,
    pub audience: &'static str,
    pub themes: Vec<ThemeHighlight>,
    /// Risks to the whole plan.
    pub risks: Vec<RiskLine>,
}

/// A meeting from which something is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Since {
    pub meeting: String,
    pub day: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThemeHighlight {
    pub theme: String,
    pub lead: String,
    pub counts: PlanCounts,
    pub rag_changes: Vec<RagChange>,
    pub updates: Vec<Update>,
    pub measures: Vec<MeasuredLine>,
    pub achievements: Vec<Told>,
    pub exceptions: Vec<Exception>,
    pub risks: Vec<RiskLine>,
    pub next: Vec<Next>,
}

/// A plan action that is rated otherwise than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RagChange {
    #[serde(rename = "ref")]
    pub reference: String,
    pub text: String,
    /// None where it was not rated before.
    pub from: Option<String>,
    pub to: String,
    /// "agreed 13 July 2026, csib-2026-07-13 item 5".
    pub whence: String,
    pub is_better: Option<bool>,
}

/// What was reported of a plan action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Update {
    #[serde(rename = "ref")]
    pub reference: String,
    pub text: String,
    /// What those whom it serves are to notice.
    pub impact: String,
    pub reports: Vec<ReportLine>,
}

/// A measure of a plan action.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasuredLine {
    #[serde(rename = "ref")]
    pub reference: String,
    #[serde(flatten)]
    pub measure: super::measured::MeasureLine,
}

/// Something told of a plan action, with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    #[serde(rename = "ref")]
    pub reference: String,
    pub words: String,
    pub whence: String,
}

/// A plan action that needs attention, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exception {
    #[serde(rename = "ref")]
    pub reference: String,
    pub text: String,
    pub lead: String,
    pub why: Vec<String>,
}

/// What is due next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Next {
    pub due_date: NaiveDate,
    /// "plan action", "milestone" or "ACTION".
    pub kind: &'static str,
    #[serde(rename = "ref")]
    pub reference: String,
    pub text: String,
    pub who: String,
}

/// Makes the highlight report of the themes that are wanted.
pub fn highlight(plan: &PlanRead, is_wanted: impl Fn(&ThemeRead) -> bool, since: Option<Since>) -> Highlight {
    let after = since.as_ref().map_or(NaiveDate::MIN, |since| since.day.succ_opt().unwrap_or(since.day));
    let themes: Vec<ThemeHighlight> =
        plan.themes.iter().filter(|theme| is_wanted(theme)).map(|theme| theme_highlight(plan, theme, after)).collect();
    Highlight {
        plan: plan.plan.clone(),
        name: plan.name.clone(),
        body: plan.body.clone(),
        day: plan.day,
        since,
        audience: plan.audience,
        risks: if themes.len() == plan.themes.len() { plan.risks.clone() } else { Vec::new() },
        themes,
    }
}

fn theme_highlight(plan: &PlanRead, theme: &ThemeRead, after: NaiveDate) -> ThemeHighlight {
    let lines = || theme.actions.iter();
    let measured = lines().flat_map(|line| line.measures.iter().map(move |measure| (line, measure)));
    ThemeHighlight {
        theme: theme.theme.clone(),
        lead: theme.lead.clone(),
        counts: plan.counts(lines(), after),
        // Of all time everything would be a change.
        rag_changes: lines()
            .filter(|_| after > NaiveDate::MIN)
            .filter_map(|line| rag_change(plan, line, after))
            .collect(),
        updates: lines().filter_map(|line| update(line, after)).collect(),
        measures: measured
            .map(|(line, measure)| MeasuredLine { reference: line.reference.clone(), measure: measure.clone() })
            .collect(),
        achievements: lines().flat_map(|line| achievements(plan, line, after)).collect(),
        exceptions: exceptions(plan, theme, after),
        risks: theme.risks.clone(),
        next: next(plan, theme),
    }
}

/// Tells how a plan action is rated otherwise than it was before a day.
pub fn rag_change(plan: &PlanRead, line: &PlanLine, day: NaiveDate) -> Option<RagChange> {
    let (now, before) = (line.class?, line.class_before(day));
    let rated = line.rated()?;
    let how = if rated.agreed.is_some() { "agreed" } else { "reported" };
    (before != Some(now)).then(|| RagChange {
        reference: line.reference.clone(),
        text: line.short(),
        from: before.map(|before| plan.classes[before].word.clone()),
        to: plan.classes[now].word.clone(),
        whence: format!("{how} {}", rated.place()),
        is_better: before.map(|before| now < before),
    })
}

impl RagChange {
    /// Returns "2.1 from Amber to Red (agreed 13 July 2026, csib-2026-07-13 item 4): Settle with the police".
    pub fn words(&self) -> String {
        let moved = match &self.from {
            Some(from) => format!("from {from} to {}", self.to),
            None => format!("rated for the first time, {}", self.to),
        };
        format!("{} {moved} ({}): {}", self.reference, self.whence, self.text)
    }
}

fn update(line: &PlanLine, after: NaiveDate) -> Option<Update> {
    let reports: Vec<ReportLine> = line.reports.iter().filter(|report| report.day >= after).cloned().collect();
    let (reference, text, impact) = (line.reference.clone(), line.text.clone(), line.impact.clone());
    (!reports.is_empty()).then_some(Update { reference, text, impact, reports })
}

fn achievements(plan: &PlanRead, line: &PlanLine, after: NaiveDate) -> Vec<Told> {
    let told = |words: String, whence: String| Told { reference: line.reference.clone(), words, whence };
    let mut found = Vec::new();
    let done = line.reports.iter().find(|report| report.day >= after && report.status.is_some_and(PlanStatus::is_done));
    if let Some((report, status)) = done.zip(line.status.filter(|status| status.is_done())) {
        let whence = [report.evidence.as_str(), &report.place()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("; ");
        found.push(told(format!("{status}: {}", line.text), whence));
    }
    let reached = line.milestones.iter().filter_map(|milestone| Some((milestone, milestone.reached?)));
    for (milestone, day) in reached.filter(|(_, day)| *day >= after) {
        found.push(told(format!("milestone reached: {}", milestone.text), long_date(day)));
    }
    let met = line.measures.iter().filter(|measure| measure.is_met);
    for (measure, value) in
        met.filter_map(|measure| Some((measure, measure.latest()?))).filter(|(_, value)| value.day >= after)
    {
        let whence = value
            .meeting
            .iter()
            .map(String::as_str)
            .chain([long_date(value.day).as_str()])
            .collect::<Vec<_>>()
            .join(", ");
        found.push(told(format!("target met: {} {} (target {})", measure.name, value.value, measure.target), whence));
    }
    for action in line.actions.iter().filter(|action| action.status == crate::record::ActionStatus::Closed) {
        let Some(ended) = action.ended.filter(|ended| *ended >= after) else { continue };
        let words = format!(
            "ACTION {} {}{} closed: {}",
            plan.body,
            action.reference,
            action.exemption(),
            shortened(&action.text, 120)
        );
        found.push(told(words, format!("{}; given at {}", long_date(ended), action.meeting)));
    }
    found
}

/// Returns what needs attention, what is furthest off first.
fn exceptions(plan: &PlanRead, theme: &ThemeRead, after: NaiveDate) -> Vec<Exception> {
    let mut found: Vec<(usize, Exception)> = Vec::new();
    for line in &theme.actions {
        let why = reasons(plan, line, after);
        if !why.is_empty() {
            let (reference, text, lead) = (line.reference.clone(), line.short(), line.lead.clone());
            found.push((line.class.unwrap_or(0), Exception { reference, text, lead, why }));
        }
    }
    // Classes go from the best to the worst.
    found.sort_by_key(|(class, exception)| std::cmp::Reverse((*class, exception.why.len())));
    found.into_iter().map(|(_, exception)| exception).collect()
}

fn reasons(plan: &PlanRead, line: &PlanLine, after: NaiveDate) -> Vec<String> {
    let mut why = Vec::new();
    if line.rag_tone == Some(RagTone::OffTrack) {
        why.push(capitalised(&line.rating()));
    }
    let is_clash = line.contradictions.iter().any(|clash| clash.kind == ClashKind::GoodButOverdue);
    if let Some(due) = line.due_date.filter(|_| line.is_overdue && !is_clash) {
        why.push(format!("Overdue since {} ({})", long_date(due), days(line.days_late(plan.day))));
    }
    let mut before = line.first_due_words.clone();
    for report in line.reports.iter().filter(|report| !report.due_words.is_empty()) {
        if report.day >= after {
            let reason = if report.text.is_empty() { String::new() } else { format!(": {}", report.text) };
            let from = if before.is_empty() { String::new() } else { format!(" from {before}") };
            why.push(format!("Due date moved{from} to {} ({}){reason}", report.due_words, report.place()));
        }
        before.clone_from(&report.due_words);
    }
    why.extend(line.contradictions.iter().map(|clash| capitalised(&clash.words())));
    let farther = line.measures.iter().filter(|measure| measure.trend == Some(Trend::Farther));
    let is_told = |name: &str| line.contradictions.iter().any(|clash| clash.but.starts_with(name));
    why.extend(farther.filter(|measure| !is_told(&measure.name)).map(|measure| measure.words()));
    if line.is_quiet {
        why.push(match line.heard {
            Some(day) => format!("Nothing minuted since {}", long_date(day)),
            None => "Nothing minuted of it yet".into(),
        });
    }
    why
}

fn next(plan: &PlanRead, theme: &ThemeRead) -> Vec<Next> {
    let until = plan.day.checked_add_months(Months::new(AHEAD)).unwrap_or(plan.day);
    let is_soon = |day: &NaiveDate| *day >= plan.day && *day <= until;
    let mut found = Vec::new();
    for line in &theme.actions {
        let reference = line.reference.clone();
        if let Some(due_date) = line.due_date.filter(|day| line.is_outstanding() && is_soon(day)) {
            let (text, who) = (line.short(), line.lead.clone());
            found.push(Next { due_date, kind: "plan action", reference: reference.clone(), text, who });
        }
        let is_over = line.status.is_some_and(|status| !status.is_outstanding());
        for milestone in line.milestones.iter().filter(|milestone| !is_over && milestone.reached.is_none()) {
            if let Some(due_date) = milestone.due_date.filter(is_soon) {
                let (text, who) = (milestone.text.clone(), line.lead.clone());
                found.push(Next { due_date, kind: "milestone", reference: reference.clone(), text, who });
            }
        }
        for action in line.actions.iter().filter(|action| action.ended.is_none()) {
            if let Some(due_date) = action.due_date.filter(is_soon) {
                let reference = format!("{} {}", plan.body, action.reference);
                // One that serves several plan actions is due once.
                let is_known = |known: &Next| known.kind == "ACTION" && known.reference == reference;
                if !found.iter().any(is_known) {
                    let text = format!("{}{}", shortened(&action.text, 120), action.exemption());
                    let who = action.owner.clone();
                    found.push(Next { due_date, kind: "ACTION", reference, text, who });
                }
            }
        }
    }
    found.sort_by(|one, other| (one.due_date, &one.reference).cmp(&(other.due_date, &other.reference)));
    found
}

/// Builds the report.
pub fn document(plan: &PlanRead, told: &Highlight, draws: bool) -> Document {
    let which = match told.themes.as_slice() {
        [one] if plan.themes.len() > 1 => format!(", {}", one.theme),
        _ => String::new(),
    };
    let title = format!("Highlight report: {} ({}){which}, {}", told.name, told.plan, long_date(told.day));
    let is_told = |theme: &ThemeRead| told.themes.iter().any(|known| known.theme == theme.theme);
    let mut blocks = heading(&title, plan.lines().any(|(theme, line)| is_told(theme) && line.has_exempt()));
    blocks.push(paragraph(&match &told.since {
        Some(Since { meeting, day }) => format!(
            "What has happened since the meeting of {} ({meeting}), up to {}. RAG before is as it was at the end of that \
             meeting.",
            long_date(*day),
            long_date(told.day)
        ),
        None => format!("Everything up to {}.", long_date(told.day)),
    }));
    let counts: Vec<(String, PlanCounts)> =
        told.themes.iter().map(|theme| (theme.theme.clone(), theme.counts.clone())).collect();
    if counts.len() > 1 {
        blocks.push(plan_table::glance(plan, &counts));
        if draws {
            blocks.push(pictures::block(pictures::rag_grid(plan, &counts)));
        }
    }
    for theme in &told.themes {
        blocks.extend(theme_blocks(theme, told.since.is_some(), draws));
    }
    if !told.risks.is_empty() {
        blocks.push(section("Risks to the whole plan"));
        blocks.push(plan_table::risks("Risks to the whole plan and what is done about them", &told.risks));
    }
    Document::new(&title, wording::LANGUAGE, blocks).dated(plan.day)
}

fn theme_blocks(theme: &ThemeHighlight, has_before: bool, draws: bool) -> Vec<Block> {
    let mut blocks = vec![section(&theme.theme)];
    let lead = if theme.lead.is_empty() { String::new() } else { format!("Lead: {}. ", theme.lead) };
    blocks.push(paragraph(&format!("{lead}{}", standing(&theme.counts, has_before))));
    blocks.extend(theme.rag_changes.iter().map(|change| bullet(0, &capitalised(&change.words()))));
    blocks.push(sub("Key updates and impact"));
    blocks.extend(or_none(theme.updates.iter().flat_map(update_blocks).collect(), "Nothing was reported."));
    blocks.extend(measure_blocks(theme, draws));
    blocks.push(sub("Achievements"));
    let achieved =
        theme.achievements.iter().map(|told| labelled(&told.reference, &format!("{} ({})", told.words, told.whence)));
    blocks.extend(or_none(achieved.collect(), "None recorded."));
    blocks.push(sub("Exceptions"));
    let exceptions = theme.exceptions.iter().flat_map(|exception| {
        let lead = if exception.lead.is_empty() { String::new() } else { format!(" (lead {})", exception.lead) };
        let head = labelled(&exception.reference, &format!("{}{lead}", exception.text));
        std::iter::once(head).chain(exception.why.iter().map(|why| bullet(1, why)))
    });
    blocks.extend(or_none(exceptions.collect(), "None."));
    blocks.push(sub("Risks and mitigation"));
    match theme.risks.as_slice() {
        [] => blocks.push(paragraph("The plan names none for this part of it.")),
        risks => blocks.push(plan_table::risks(&format!("{}: risks and what is done about them", theme.theme), risks)),
    }
    blocks.push(sub(&format!("Due in the next {AHEAD} months")));
    let next = theme.next.iter().map(|next| {
        let who = if next.who.is_empty() { String::new() } else { format!(" ({})", next.who) };
        labelled(&long_date(next.due_date), &format!("{} {}: {}{who}", next.kind, next.reference, next.text))
    });
    blocks.extend(or_none(next.collect(), "Nothing has a day in that time."));
    blocks
}

fn sub(words: &str) -> Block {
    Block::new(BlockKind::Heading(2), Mark::Plain, words)
}

fn or_none(blocks: Vec<Block>, none: &str) -> Vec<Block> {
    if blocks.is_empty() { vec![paragraph(none)] } else { blocks }
}

/// Returns a line of a list that begins with what it is about.
pub fn labelled(label: &str, words: &str) -> Block {
    let mut block = bullet(0, "");
    block.runs = vec![Run::strong(&format!("{label}: ")), Run::plain(words)];
    block
}

/// Returns "7 plan actions: 3 Green (2 before), 4 Red (5 before); 1 overdue.", where anything was before.
fn standing(counts: &PlanCounts, has_before: bool) -> String {
    let classes = counts.by_class.iter().filter(|class| class.now + class.before > 0);
    let mut words: Vec<String> = classes
        .map(|class| match class.now == class.before || !has_before {
            true => format!("{} {}", class.now, class.class),
            false => format!("{} {} ({} before)", class.now, class.class, class.before),
        })
        .collect();
    words.extend((counts.unrated > 0).then(|| format!("{} not rated", counts.unrated)));
    words.extend((counts.not_published > 0).then(|| format!("{} {NOT_PUBLISHED}", counts.not_published)));
    let flags = [(counts.overdue, "overdue"), (counts.quiet, "quiet"), (counts.contradicted, "with a contradiction")];
    let flags = flags.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("; {count} {what}"));
    let total = counted(counts.total, "plan action", "plan actions");
    if counts.total == 0 {
        "No plan actions.".into()
    } else {
        format!("{total}: {}{}.", words.join(", "), flags.collect::<String>())
    }
}

fn update_blocks(update: &Update) -> Vec<Block> {
    let mut blocks = vec![labelled(&update.reference, &update.text)];
    blocks.extend(update.reports.iter().map(report_block));
    blocks.extend((!update.impact.is_empty()).then(|| bullet(1, &format!("Intended impact: {}", update.impact))));
    blocks
}

/// Returns a line on a report: "reported Amber, agreed Red; the tool was late (13 July 2026, csib-2026-07-13 item 5)".
pub fn report_block(report: &ReportLine) -> Block {
    let mut block = bullet(1, &format!("{} ({})", capitalised(&report.words()), report.place()));
    if report.exempt {
        block.mark = Mark::Exempt;
        block.runs.insert(0, Run::strong(&format!("{}: ", wording::NOT_FOR_PUBLICATION)));
    }
    block
}

fn measure_blocks(theme: &ThemeHighlight, draws: bool) -> Vec<Block> {
    if theme.measures.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![sub("Measures")];
    blocks.extend(theme.measures.iter().map(|line| labelled(&line.reference, &line.measure.words())));
    if draws {
        let drawn = theme.measures.iter().filter_map(|line| pictures::measure(&line.reference, &line.measure));
        blocks.extend(drawn.map(pictures::block));
    }
    blocks
}
