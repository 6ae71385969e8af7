//! What the headers of columns mean, in the many forms that councils give them.

use crate::text_enum;
use std::collections::HashMap;
use std::sync::LazyLock;

text_enum! {
    /// What a column of a plan holds. The words are those of `--map`.
    pub enum Field {
        Reference = "reference",
        Theme = "theme",
        ThemeLead = "theme lead",
        Action = "action",
        Lead = "lead",
        Partners = "partners",
        Start = "start",
        Due = "due",
        NewDue = "new due",
        Milestones = "milestones",
        Measure = "measure",
        Unit = "unit",
        Baseline = "baseline",
        Target = "target",
        Latest = "latest",
        /// Figures of a measure at the time that the header says.
        Figures = "figures",
        Outcome = "outcome",
        Impact = "impact",
        Status = "status",
        Rag = "rag",
        Progress = "progress",
        Evidence = "evidence",
        Findings = "findings",
        Risk = "risk",
        Mitigation = "mitigation",
        Rating = "rating",
        Meaning = "meaning",
        Ignored = "ignore",
    }
}

text_enum! {
    /// How certain it is what a column holds.
    pub enum Sureness {
        Sure = "sure",
        /// Somebody should say so.
        Unsure = "unsure",
        /// Its header means nothing here.
        Unknown = "unknown",
    }
}

/// Headers that mean one thing only.
const SURE: &[(Field, &str)] = &[
    (
        Field::Reference,
        "ref, ref no, ref number, reference, reference no, reference number, no, number, id, #, action \
         no, action number, action ref, action reference, action id, plan ref, item, item no, action ref \
         no, ap ref, unique ref, s no, serial no",
    ),
    (
        Field::Theme,
        "theme, themes, pillar, workstream, work stream, improvement theme, improvement area, priority \
         area, theme priority, section, domain, strand, area of improvement, focus area, theme area, area \
         for improvement, improvement priority, thematic area, key area, area of focus",
    ),
    (
        Field::ThemeLead,
        "theme lead, thematic lead, pillar lead, workstream lead, theme owner, priority lead, section \
         lead",
    ),
    (
        Field::Action,
        "action, actions, action required, actions required, action to be taken, actions to be taken, \
         improvement action, improvement actions, agreed action, agreed actions, key action, key actions, \
         what we will do, what will we do, what are we going to do, planned action, planned actions, \
         specific action, specific actions, task, activity, action description, description of action, \
         what needs to be done, what will be done, action we will take, actions we will take, what, we \
         will, action s, plan action",
    ),
    (
        Field::Lead,
        "lead, lead officer, action lead, owner, action owner, responsible, responsible officer, who, by \
         whom, lead person, accountable, accountable officer, lead and post, person responsible, officer, \
         officer responsible, responsibility, lead name, lead s, leads, lead officers, accountable lead, \
         responsible lead, owner lead, lead owner, lead responsible, who by, who is responsible, \
         responsible person, lead responsibility, assigned to",
    ),
    (
        Field::Partners,
        "partner, partners, partner agencies, supporting, supporting officers, support, others involved, \
         partners involved, contributors, supported by, supporting partners, key partners, with whom, \
         lead partners, agencies",
    ),
    (Field::Start, "start, start date, from, begins, commence, commencement date, planned start, start by, starts"),
    (
        Field::Due,
        "due, due date, by when, when, timescale, timescales, deadline, target date, end date, complete \
         by, completion by, timeframe, time frame, date due, target completion date, target completion, \
         to be completed by, planned completion, planned completion date, delivery date, original due \
         date, original date, original deadline, original timescale, end, finish, finish date, due by, \
         timeline, target timescale, original target date, when by, planned end",
    ),
    (
        Field::NewDue,
        "revised date, revised due date, new date, new due date, revised deadline, revised timescale, \
         revised target date, new deadline, revised completion date, forecast date, revised due, forecast \
         completion, extended to",
    ),
    (Field::Milestones, "milestones, milestone, key milestones, steps, key steps, interim milestones"),
    (
        Field::Measure,
        "measure, measures, kpi, kpis, indicator, indicators, performance measure, measure of success, \
         measures of success, success measure, success measures, performance indicator, pi, metric, how \
         will we measure it, how will we measure success, measure of progress, key measure, key measures, \
         performance measures, measure name",
    ),
    (Field::Unit, "unit, units, unit of measure, measured in"),
    (Field::Baseline, "baseline, base line, starting point, baseline figure, starting position, baseline value"),
    (Field::Target, "target figure, target value, measure target, kpi target, target for the measure"),
    (
        Field::Latest,
        "latest, latest figure, current figure, actual, current performance, latest performance, latest \
         value, current value, latest data, performance, current position",
    ),
    (
        Field::Outcome,
        "outcome, outcomes, desired outcome, desired outcomes, intended outcome, intended outcomes, \
         expected outcome, expected outcomes, what success looks like, what good looks like, what will \
         success look like, success criteria, what does good look like, expected result, outcome \
         required, what will good look like, outcomes for children, planned outcome",
    ),
    (
        Field::Impact,
        "impact, intended impact, expected impact, impact for children, impact on children, what \
         difference, so what, difference made, impact for children and families, what difference will it \
         make, what difference will this make, impact on children and families",
    ),
    (Field::Status, "status, current status, action status, state, stage, delivery status, % complete"),
    (
        Field::Rag,
        "rag, brag, rag rating, rag status, brag rating, brag status, r a g, b r a g, colour, color, rag \
         rated, bragg, progress rag, delivery rag, overall rag, rag reported, brag rag, rag brag, rag \
         colour, b rag, rag b",
    ),
    (
        Field::Progress,
        "progress, update, updates, commentary, comment, comments, progress update, progress to date, \
         latest update, narrative, notes, current position and progress, progress comments, progress \
         notes, latest progress, status update, action taken, actions taken, progress commentary, \
         progress made, what we have done, update on progress, position statement, progress and next \
         steps, progress report",
    ),
    (
        Field::Evidence,
        "evidence, evidence of progress, evidence of impact, assurance, evidence of completion, source of \
         evidence, evidence and assurance, how do we know, how will we know, supporting evidence, \
         evidence base, evidence link",
    ),
    (
        Field::Findings,
        "source, finding, findings, source finding, source findings, ofsted finding, inspection finding, \
         ofsted recommendation, inspection recommendation, source of action, origin, ofsted reference, \
         links to, link to inspection, source document, ofsted findings, addresses, inspection findings, \
         source of finding, ofsted paragraph, inspection reference",
    ),
    (
        Field::Risk,
        "risk, risks, risk description, risk to delivery, risks to delivery, description of risk, key \
         risk",
    ),
    (
        Field::Mitigation,
        "mitigation, mitigations, mitigating action, mitigating actions, controls, control measures, \
         mitigation in place, how we will manage it, response, mitigating measures",
    ),
    (Field::Rating, "rating, score, risk rating, risk score, risk level, severity, current rating, residual risk"),
    (Field::Meaning, "meaning, definition, description, means, what it means, explanation"),
];

/// Headers that may mean one thing or another; the first guess.
const UNSURE: &[(Field, &str)] = &[
    (Field::Theme, "priority, objective, objectives, aim, goal, area, topic, category, service, outcome area"),
    (Field::Action, "title, details, detail, recommendation, recommendations, description, requirement, next steps"),
    (Field::Lead, "name, sponsor, sro, executive lead, director, portfolio holder, team, initials"),
    (Field::Due, "date, target, completion date, completion, review date, completed, date completed"),
    (Field::Progress, "current position, position, issues, exceptions, summary, remarks"),
    (Field::Outcome, "result, results, benefit, benefits, success, why"),
];

/// Words in front of a header that leave its meaning as it is.
const BEFORE: &[&str] = &["the", "current", "latest", "our", "agreed", "overall", "q1", "q2", "q3", "q4"];

/// Words behind a header that only say the time of it.
const BEHIND: &[&str] = &[
    "as",
    "at",
    "to",
    "date",
    "for",
    "of",
    "in",
    "this",
    "quarter",
    "month",
    "period",
    "q1",
    "q2",
    "q3",
    "q4",
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Returns a header as it is looked up: lower case, no punctuation, single blanks.
pub(super) fn folded(header: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, '#' | '%') { c } else { ' ' };
    let text: String = header.replace(['\'', '\u{2019}'], "").to_lowercase().chars().map(kept).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every listed header with what it means.
static LISTED: LazyLock<HashMap<&str, (Field, Sureness)>> = LazyLock::new(|| {
    let each = |(field, words): &(Field, &'static str), sureness: Sureness| {
        let field = *field;
        words.split(", ").map(move |words| (words, (field, sureness)))
    };
    let unsure = UNSURE.iter().flat_map(|row| each(row, Sureness::Unsure));
    let sure = SURE.iter().flat_map(|row| each(row, Sureness::Sure));
    unsure.chain(sure).collect()
});

/// Longer headers are sentences.
const LONGEST: usize = 80;

/// Returns what a header means that is listed, as it stands or without what is in brackets, a time or padding.
pub(super) fn listed(header: &str) -> Option<(Field, Sureness)> {
    if header.len() > LONGEST {
        return None;
    }
    let whole = folded(header);
    let bare = folded(header.split(['(', '[', '\u{2013}', '\u{2014}']).next().unwrap_or_default());
    let stripped = without_padding(&whole);
    let found = |words: &String| LISTED.get(words.as_str()).copied();
    let sure = [&whole, &bare, &stripped].into_iter().filter_map(found).find(|(_, how)| *how == Sureness::Sure);
    sure.or_else(|| [&whole, &bare].into_iter().find_map(found))
}

/// Returns what a header means by its words alone.
pub(super) fn meaning(header: &str) -> (Field, Sureness) {
    let likely = || within(&folded(header)).map(|field| (field, Sureness::Unsure));
    listed(header).or_else(likely).unwrap_or((Field::Ignored, Sureness::Unknown))
}

/// "RAG September 2026" and "Progress update Q2" are what they are without the time.
fn without_padding(whole: &str) -> String {
    let is_figure = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let words: Vec<&str> = whole.split(' ').collect();
    let first = words.iter().position(|word| !BEFORE.contains(word)).unwrap_or(0);
    let last = words.iter().rposition(|word| !BEHIND.contains(word) && !is_figure(word)).unwrap_or(0);
    words.get(first..=last).map_or_else(|| whole.to_string(), |words| words.join(" "))
}

/// Finds a header of one thing in a longer one: "Lead officer and service" has "lead officer" in it.
fn within(whole: &str) -> Option<Field> {
    if !(2..=8).contains(&whole.split(' ').count()) {
        return None;
    }
    let padded = format!(" {whole} ");
    let inside = |words: &&str| words.len() > 3 && padded.contains(&format!(" {words} "));
    let each = |(field, words): &(Field, &'static str)| {
        let field = *field;
        words.split(", ").filter(inside).map(move |words| (words.len(), field))
    };
    let found = SURE.iter().flat_map(each);
    found.max_by_key(|(length, _)| *length).map(|(_, field)| field)
}
