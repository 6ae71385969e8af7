//! The whole plan as a table: every plan action with its RAG and how it was rated before, theme by theme.

use super::measured::MeasureLine;
use super::pictures::{self, plan_actions, rag_words};
use super::plan_read::{PlanCounts, PlanLine, PlanRead, RiskLine, ServingLine, ThemeRead, counted, days};
use super::wording;
use crate::document::{Block, BlockKind, Document, Mark, Table};
use crate::record::PlanStatus;
use crate::record::editing::capitalised;
use crate::record::time::long_date;

/// What stands where the public may not know how a plan action stands.
pub const NOT_PUBLISHED: &str = "not for publication";

/// Builds the report on a whole plan. Where pictures cannot be drawn, those whose figures a table has are left out.
pub fn document(plan: &PlanRead, draws: bool) -> Document {
    let title = format!("{} ({}) on {}", plan.name, plan.plan, long_date(plan.day));
    let mut blocks = heading(&title, plan.lines().any(|(_, line)| line.has_exempt()));
    blocks.push(paragraph(&edition(plan)));
    blocks.push(definitions(plan));
    let themes = by_theme(plan);
    blocks.push(glance(plan, &themes));
    if draws {
        blocks.push(pictures::block(pictures::rag_grid(plan, &themes)));
    }
    let lanes = plan.themes.iter().map(|theme| (theme.theme.as_str(), theme.actions.iter().collect()));
    blocks.extend(pictures::due_timeline(plan, lanes).map(pictures::block));
    plan.themes.iter().for_each(|theme| blocks.extend(theme_blocks(plan, theme)));
    if !plan.risks.is_empty() {
        blocks.push(section("Risks to the whole plan"));
        blocks.push(risks("Risks to the whole plan", &plan.risks));
    }
    blocks.extend(findings(plan));
    Document::new(&title, wording::LANGUAGE, blocks).dated(plan.day)
}

/// Returns the title of a report, and above it that it is not for everybody, if it is not.
pub fn heading(title: &str, is_exempt: bool) -> Vec<Block> {
    let notice = Block::new(BlockKind::Paragraph, Mark::Exempt, wording::NOT_FOR_PUBLICATION);
    let notice = is_exempt.then_some(notice);
    notice.into_iter().chain([Block::new(BlockKind::Title, Mark::Plain, title)]).collect()
}

/// Returns "Version 2 (February 2026), 2026–2028, of the CSIB Board. 42 plan actions in 6 themes.".
fn edition(plan: &PlanRead) -> String {
    let said = [("Version", &plan.version), ("Period", &plan.period)];
    let mut words: Vec<String> =
        said.iter().filter(|(_, said)| !said.is_empty()).map(|(what, said)| format!("{what} {said}.")).collect();
    let withdrawn = plan.lines().filter(|(_, line)| line.status == Some(PlanStatus::Withdrawn)).count();
    words.push(format!(
        "{} in {}{}.",
        plan_actions(plan.lines().count() - withdrawn),
        counted(plan.themes.len(), &plan.theme_word, &plural(&plan.theme_word)),
        if withdrawn == 0 { String::new() } else { format!(", and {withdrawn} withdrawn") }
    ));
    words.push("RAG, status and due dates are as last heard by the day above; each is dated.".into());
    words.join(" ")
}

/// Returns "themes", "priorities".
pub fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{word}s"),
    }
}

fn definitions(plan: &PlanRead) -> Block {
    let rows = plan.classes.iter().map(|class| vec![class.word.clone(), class.tone.to_string(), class.meaning.clone()]);
    table("What the ratings mean, as the plan defines them", &["Rating", "Kind", "Meaning"], rows.collect())
}

/// Counts the plan actions of each theme.
pub fn by_theme(plan: &PlanRead) -> Vec<(String, PlanCounts)> {
    let counts = |theme: &ThemeRead| (theme.theme.clone(), plan.counts(theme.actions.iter(), plan.day));
    plan.themes.iter().map(counts).collect()
}

/// Returns the table of themes against ratings.
pub fn glance(plan: &PlanRead, themes: &[(String, PlanCounts)]) -> Block {
    let all = plan.counts(plan.lines().map(|(_, line)| line), plan.day);
    let row = |name: &str, counts: &PlanCounts| {
        let flags = [counts.overdue, counts.quiet, counts.contradicted].map(|count| count.to_string());
        [name.to_string(), rag_words(counts)].into_iter().chain(flags).collect::<Vec<_>>()
    };
    let mut rows: Vec<Vec<String>> = themes.iter().map(|(theme, counts)| row(theme, counts)).collect();
    rows.push(row("Whole plan", &all));
    let header =
        [capitalised(&plan.theme_word), "RAG".into(), "Overdue".into(), "Quiet".into(), "Contradictions".into()];
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let caption = format!(
        "{} at a glance. Quiet: two meetings have minuted nothing of it. Contradictions: how many are rated or called otherwise than the minutes bear out.",
        plan.plan
    );
    table(&caption, &header, rows)
}

fn theme_blocks(plan: &PlanRead, theme: &ThemeRead) -> Vec<Block> {
    let mut blocks = vec![section(&theme.theme)];
    if !theme.lead.is_empty() {
        blocks.push(paragraph(&format!("Lead: {}.", theme.lead)));
    }
    if theme.actions.is_empty() {
        blocks.push(paragraph("No plan actions."));
        return blocks;
    }
    let of = |what: &str| format!("{}: {what}", theme.theme);
    let rows = theme.actions.iter().map(|line| row(plan, line)).collect();
    let header = ["Ref", "Plan action", "Lead", "Due", "Status and RAG", "RAG history"];
    blocks.push(table(&of("plan actions"), &header, rows));
    let header = ["Ref", "Intended outcome", "Impact", "Partners", "Evidence"];
    blocks.extend(filled(&of("what it is for"), &header, purposes(theme)));
    let header = ["Ref", "Measure", "Baseline", "Latest", "Target", "Distance to target"];
    blocks.extend(filled(&of("measures"), &header, measures(theme)));
    let rows = theme.actions.iter().flat_map(|line| milestones(line, plan)).collect();
    blocks.extend(filled(&of("milestones"), &["Ref", "Milestone", "Due", "Reached"], rows));
    let header = ["Ref", "ACTION", "Words", "Owner", "Now", "Given at"];
    blocks.extend(filled(&of("ACTIONs in the minutes that serve it"), &header, serving(plan, theme)));
    if !theme.risks.is_empty() {
        blocks.push(risks(&of("risks"), &theme.risks));
    }
    blocks
}

fn purposes(theme: &ThemeRead) -> Vec<Vec<String>> {
    let is_told = |line: &&PlanLine| !(line.outcome.is_empty() && line.impact.is_empty() && line.evidence.is_empty());
    let row = |line: &PlanLine| {
        [&line.reference, &line.outcome, &line.impact, &line.partners, &line.evidence].map(String::clone).to_vec()
    };
    theme.actions.iter().filter(is_told).map(row).collect()
}

fn measures(theme: &ThemeRead) -> Vec<Vec<String>> {
    let row = |line: &PlanLine, measure: &MeasureLine| {
        let trend = measure.trend.filter(|_| !measure.is_met).map_or("", |trend| trend.word());
        let distance = [measure.distance.as_str(), trend].into_iter().filter(|words| !words.is_empty());
        let distance = distance.collect::<Vec<_>>().join(", ");
        let (latest, told) = (measure.latest_words(), [&line.reference, &measure.name, &measure.baseline]);
        told.into_iter().chain([&latest, &measure.target, &distance]).cloned().collect()
    };
    theme.actions.iter().flat_map(|line| line.measures.iter().map(move |measure| row(line, measure))).collect()
}

fn serving(plan: &PlanRead, theme: &ThemeRead) -> Vec<Vec<String>> {
    let row = |line: &PlanLine, action: &ServingLine| {
        let exempt = if action.exempt { format!(" [{}]", wording::NOT_FOR_PUBLICATION) } else { String::new() };
        vec![
            line.reference.clone(),
            format!("{} {}{exempt}", plan.body, action.reference),
            wording::shortened(&action.text, 120),
            action.owner.clone(),
            action.standing(plan.day),
            action.meeting.clone(),
        ]
    };
    theme.actions.iter().flat_map(|line| line.actions.iter().map(move |action| row(line, action))).collect()
}

fn row(plan: &PlanRead, line: &PlanLine) -> Vec<String> {
    let origin = line.origin.as_ref().map(|origin| format!(" (was {origin})")).unwrap_or_default();
    let mut stands: Vec<String> = line.status.map(|status| capitalised(status.word())).into_iter().collect();
    stands.push(match &line.rag {
        Some(rag) => rag.clone(),
        None if line.is_withheld => capitalised(NOT_PUBLISHED),
        None => "Not rated".into(),
    });
    stands.extend(line.is_overdue.then(|| format!("Overdue {}", days(line.days_late(plan.day)))));
    stands.extend(line.has_exempt().then(|| wording::NOT_FOR_PUBLICATION.to_string()));
    let history = line.rag_history();
    let due = if line.is_withheld { capitalised(NOT_PUBLISHED) } else { line.due() };
    vec![
        line.reference.clone(),
        format!("{}{origin}", line.text),
        line.lead.clone(),
        due,
        stands.join("; "),
        if history.is_empty() { "never rated".into() } else { history.join("; ") },
    ]
}

fn milestones(line: &PlanLine, plan: &PlanRead) -> Vec<Vec<String>> {
    let row = |milestone: &super::plan_read::MilestoneLine| {
        let reached = match (milestone.reached, milestone.due_date) {
            (Some(day), _) => long_date(day),
            (None, Some(due)) if due < plan.day => "not reported as reached".into(),
            (None, _) => String::new(),
        };
        vec![line.reference.clone(), milestone.text.clone(), milestone.due_words.clone(), reached]
    };
    line.milestones.iter().map(row).collect()
}

/// Returns the table of some risks.
pub fn risks(caption: &str, risks: &[RiskLine]) -> Block {
    let row = |risk: &RiskLine| [&risk.text, &risk.mitigation, &risk.owner, &risk.rating].map(String::clone).to_vec();
    table(caption, &["Risk", "Mitigation", "Owner", "Rating"], risks.iter().map(row).collect())
}

/// Returns which plan actions answer which finding, in the order of the findings.
fn findings(plan: &PlanRead) -> Vec<Block> {
    let mut answered: Vec<(&str, Vec<&str>)> = Vec::new();
    for (_, line) in plan.lines() {
        for finding in &line.findings {
            match answered.iter_mut().find(|(known, _)| known == finding) {
                Some((_, by)) => by.push(&line.reference),
                None => answered.push((finding, vec![&line.reference])),
            }
        }
    }
    if answered.is_empty() {
        return Vec::new();
    }
    let natural = |finding: &str| -> Vec<(String, u64)> {
        let split = finding.split_inclusive(|c: char| !c.is_ascii_digit());
        split
            .map(|part| {
                (
                    part.trim_start_matches(|c: char| c.is_ascii_digit()).into(),
                    part.trim_end_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0),
                )
            })
            .collect()
    };
    answered.sort_by_cached_key(|(finding, _)| natural(finding));
    let rows = answered.into_iter().map(|(finding, by)| vec![finding.to_string(), by.join(", ")]);
    vec![
        section("Findings answered"),
        table(
            "What inspectors and reviews found, and the plan actions that answer it",
            &["Finding", "Plan actions"],
            rows.collect(),
        ),
    ]
}

/// Returns a table where there is anything to put into it.
fn filled(caption: &str, header: &[&str], rows: Vec<Vec<String>>) -> Option<Block> {
    (!rows.is_empty()).then(|| table(caption, header, rows))
}

pub fn table(caption: &str, header: &[&str], rows: Vec<Vec<String>>) -> Block {
    Block::bare(BlockKind::Table(Table::new(caption, header, rows)))
}

pub fn section(words: &str) -> Block {
    Block::new(BlockKind::Heading(1), Mark::Plain, words)
}

pub fn paragraph(words: &str) -> Block {
    Block::new(BlockKind::Paragraph, Mark::Plain, words)
}

pub fn bullet(depth: u32, words: &str) -> Block {
    Block::new(BlockKind::Bullet(depth), Mark::Plain, words)
}
