//! How a brief is laid out.

use super::brief::{ActionChange, AnswerOwed, Brief, ChangeKind, Owed, PlanGlance};
use super::highlight::{Since, labelled};
use super::listed::times;
use super::pictures;
use super::plan_read::{PlanCounts, PlanRead, counted, days};
use super::plan_table::{self, bullet, heading, paragraph, section, table};
use super::wording::{self, shortened};
use crate::document::{Block, BlockKind, Document, Mark, Run};
use crate::record::LooseEndKind;
use crate::record::editing::capitalised;
use crate::record::time::{long_date, weekday_date};

/// How many letters of what was said stand in a line.
const LONGEST: usize = 200;

/// How many lines a list about a plan has; the whole plan has them all.
const LONGEST_LIST: usize = 30;

/// Builds the brief. Where pictures cannot be drawn, those whose figures a table has are left out.
pub fn document(brief: &Brief, plans: &[PlanRead], draws: bool) -> Document {
    let for_meeting = match &brief.next_meeting {
        Some(next) => format!("for the meeting of {}", weekday_date(next.day)),
        None => "for the next meeting".into(),
    };
    let title = format!("Chair's brief: {} ({}), {for_meeting}", brief.name, brief.body);
    let mut blocks = heading(&title, has_exempt(brief, plans));
    blocks.push(paragraph(&summary(brief)));
    outstanding(brief, &mut blocks);
    answers(brief, &mut blocks);
    slippers(brief, &mut blocks);
    changes(brief, &mut blocks);
    for (glance, plan) in brief.plans.iter().zip(plans) {
        plan_blocks(glance, plan, draws, &mut blocks);
    }
    contradictions(brief, &mut blocks);
    asking(brief, &mut blocks);
    Document::new(&title, wording::LANGUAGE, blocks).dated(brief.day)
}

fn has_exempt(brief: &Brief, plans: &[PlanRead]) -> bool {
    let mut owed = brief.overdue.iter().chain(&brief.proposed_for_closure);
    owed.any(|owed| owed.action.has_exempt())
        || brief.answers_owed.iter().any(|owed| owed.exempt)
        || brief.changes.iter().any(|change| change.exempt)
        || plans.iter().any(|plan| plan.lines().any(|(_, line)| line.has_exempt()))
}

/// Returns what the brief comes to in a few sentences.
fn summary(brief: &Brief) -> String {
    let mut words = vec![format!("As the book stands on {}.", long_date(brief.day))];
    if let Some(next) = &brief.next_meeting {
        let ahead = match (next.day - brief.day).num_days() {
            0 => "today".to_string(),
            count => format!("in {}", days(count)),
        };
        let name = match &next.meeting {
            Some(name) => format!(" ({name})"),
            None => " (said at the last meeting; it has no agenda in the book yet)".into(),
        };
        words.push(format!("The next meeting is {ahead}{name}."));
    }
    words.push(match &brief.last_meeting {
        Some(Since { meeting, day }) => format!("The last one was on {} ({meeting}).", long_date(*day)),
        None => "No meeting has been held yet.".into(),
    });
    let figures = &brief.figures;
    words.push(match (figures.outstanding, figures.overdue) {
        (0, _) => "No action is outstanding.".into(),
        (outstanding, overdue) => {
            format!(
                "{outstanding} {} outstanding, {overdue} of them overdue.",
                if outstanding == 1 { "action is" } else { "actions are" }
            )
        }
    });
    for plan in &brief.plans {
        let (total, overdue) =
            plan.themes.iter().fold((0, 0), |sum, theme| (sum.0 + theme.counts.total, sum.1 + theme.counts.overdue));
        let clashing: usize = plan.themes.iter().map(|theme| theme.counts.contradicted).sum();
        let what = counted(total, "plan action", "plan actions");
        words.push(format!("{}: {overdue} of {what} overdue, {clashing} with a contradiction.", plan.plan));
    }
    if !brief.questions.is_empty() {
        words.push(format!(
            "{} worth asking at the end.",
            capitalised(&counted(brief.questions.len(), "question", "questions"))
        ));
    }
    words.join(" ")
}

fn outstanding(brief: &Brief, blocks: &mut Vec<Block>) {
    let figures = &brief.figures;
    blocks.push(section("Outstanding actions"));
    let next = if brief.next_meeting.is_some() { "due by the next meeting, with those overdue" } else { "due by now" };
    let rows = [
        (figures.outstanding, "Outstanding"),
        (figures.overdue, "of them overdue"),
        (figures.due_before_next, next),
        (figures.quiet, "nothing heard for two meetings"),
        (figures.undated, "without a day"),
        (figures.proposed_for_closure, "proposed for closure"),
    ];
    let rows = rows.iter().map(|(count, what)| vec![what.to_string(), count.to_string()]).collect();
    blocks.push(table(&format!("Actions of {}", brief.body), &["Which", "Actions"], rows));
    let months: Vec<_> = brief.outstanding_by_month.iter().map(|month| (month.month, month.outstanding)).collect();
    blocks.extend(pictures::open_over_time(&brief.body, &months).map(pictures::block));
    if !brief.overdue.is_empty() {
        blocks.push(sub("Overdue, the longest first"));
        brief.overdue.iter().for_each(|owed| blocks.extend(owed_blocks(owed)));
    }
    if brief.overdue_not_listed > 0 {
        let body = brief.body.to_lowercase();
        let rest = counted(brief.overdue_not_listed, "more is", "more are");
        blocks.push(paragraph(&format!("{rest} overdue: minutebook actions overdue body:{body} lists them all.")));
    }
    if !brief.due_by_next.is_empty() {
        blocks.push(sub("Due by the next meeting"));
        for owed in &brief.due_by_next {
            let day = owed.action.due_date.map_or("until it is done".into(), long_date);
            let mut head = action_head(owed);
            head.runs.push(Run::plain(&format!(" ({day}; given {})", owed.action.meeting)));
            blocks.push(head);
        }
    }
    if !brief.proposed_for_closure.is_empty() {
        blocks.push(sub(&format!("Proposed for closure: the {} has to agree", brief.called)));
        for owed in &brief.proposed_for_closure {
            blocks.push(action_head(owed));
            blocks.extend(owed.action.latest().map(|latest| bullet(1, &latest)));
        }
    }
}

fn sub(words: &str) -> Block {
    Block::new(BlockKind::Heading(2), Mark::Plain, words)
}

fn action_head(owed: &Owed) -> Block {
    let action = &owed.action;
    let owner = if action.owner.is_empty() { "no owner" } else { &action.owner };
    let mut head = labelled(&format!("{}, {owner}", action.name()), &shortened(&action.text, LONGEST));
    head.mark = Mark::Action;
    if action.has_exempt() {
        head.runs.insert(0, Run::strong(&format!("{}: ", wording::NOT_FOR_PUBLICATION)));
    }
    head
}

fn owed_blocks(owed: &Owed) -> Vec<Block> {
    let action = &owed.action;
    let late = format!("{} late. {}.", days(owed.days_late), action.due());
    let mut blocks = vec![action_head(owed), bullet(1, &late), bullet(1, &action.given())];
    blocks.extend(action.latest().map(|latest| bullet(1, &shortened(&latest, LONGEST))));
    blocks
}

fn answers(brief: &Brief, blocks: &mut Vec<Block>) {
    blocks.push(section("Answers owed"));
    if brief.answers_owed.is_empty() {
        blocks.push(paragraph("None that the minutes show."));
    }
    let groups: [(LooseEndKind, &str); 5] = [
        (LooseEndKind::AnswerOwed, "Written answers that are to follow"),
        (LooseEndKind::Promise, "Undertaken, and no ACTION minuted"),
        (LooseEndKind::Request, "Asked for, and not settled in the minutes"),
        (LooseEndKind::ToBeDone, "Decided, and no ACTION minuted"),
        (LooseEndKind::NoAnswer, "Questions without an answer in the minutes"),
    ];
    for (kind, words) in groups {
        let of_kind: Vec<&AnswerOwed> = brief.answers_owed.iter().filter(|owed| owed.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        blocks.push(sub(words));
        blocks.extend(of_kind.into_iter().map(|owed| answer(owed, brief)));
    }
    if !brief.searched.is_empty() {
        let searched = brief.searched.join(", ");
        blocks.push(paragraph(&format!("Searched for what was asked and not taken down: {searched}.")));
    }
}

fn answer(owed: &AnswerOwed, brief: &Brief) -> Block {
    let place = format!("{} ({}), item {}", long_date(owed.day), owed.meeting, owed.item);
    let words = shortened(&owed.words, LONGEST);
    let mut block = match &owed.reference {
        Some(reference) => {
            let due = owed.due_date.map(|due| format!(", due {}", long_date(due))).unwrap_or_default();
            labelled(&format!("{} {reference}, {}", brief.body, owed.who), &format!("{words}{due} (given {place})"))
        }
        None if owed.asked.is_empty() => bullet(0, &format!("{words} ({place})")),
        None => {
            bullet(0, &format!("{words} \u{2013} to the question of {} ({place})", shortened(&owed.asked, LONGEST)))
        }
    };
    if let Some(action) = &owed.perhaps_settled_by {
        block.runs.push(Run::plain(&format!(". Perhaps settled since by ACTION {} {action}", brief.body)));
    }
    if owed.exempt {
        block.runs.insert(0, Run::strong(&format!("{}: ", wording::NOT_FOR_PUBLICATION)));
    }
    block
}

fn slippers(brief: &Brief, blocks: &mut Vec<Block>) {
    blocks.push(section("Who slips"));
    if brief.who_slips.is_empty() {
        blocks.push(paragraph("Nobody: no deadline was moved, and none is past."));
        return;
    }
    let rows = brief.who_slips.iter().map(|line| {
        let counts = [line.overdue, line.outstanding, line.moved].map(|count| count.to_string());
        std::iter::once(line.owner.clone()).chain(counts).collect()
    });
    let caption = "Whose actions are overdue or were moved. Moved counts over all actions ever given to them; whoever has \
                   more to do has more to move.";
    blocks.push(table(caption, &["Owner", "Overdue", "Outstanding", "Deadlines moved"], rows.collect()));
}

fn changes(brief: &Brief, blocks: &mut Vec<Block>) {
    let Some(Since { meeting, day }) = &brief.last_meeting else { return };
    blocks.push(section(&format!("What changed since {}", long_date(*day))));
    let counts: Vec<String> = ChangeKind::ALL
        .iter()
        .map(|kind| (kind, brief.changes.iter().filter(|change| change.kind == *kind).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    let counted = if counts.is_empty() { "nothing was heard of any action".into() } else { counts.join(", ") };
    blocks.push(paragraph(&format!("At the meeting of {} ({meeting}) and since: {counted}.", long_date(*day))));
    for kind in ChangeKind::ALL {
        let of_kind: Vec<&ActionChange> = brief.changes.iter().filter(|change| change.kind == *kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        blocks.push(sub(&capitalised(kind.word())));
        blocks.extend(of_kind.into_iter().map(|change| change_block(change, brief)));
    }
    if brief.changes_not_listed > 0 {
        blocks.push(paragraph(&format!("{} more changes are not listed.", brief.changes_not_listed)));
    }
}

fn change_block(change: &ActionChange, brief: &Brief) -> Block {
    let owner = if change.owner.is_empty() { "no owner" } else { &change.owner };
    let label = format!("{} {}, {owner}", brief.body, change.reference);
    let place = change.meeting.clone().unwrap_or_else(|| "between meetings".into());
    let whence = [change.said_by.clone(), long_date(change.day), place];
    let whence: Vec<String> = whence.into_iter().filter(|part| !part.is_empty()).collect();
    let text = shortened(&change.text, 110);
    let words = match change.kind {
        ChangeKind::Given => shortened(&change.text, LONGEST),
        _ => format!("{text} \u{2013} {}", shortened(&change.words, LONGEST)),
    };
    let mut block = labelled(&label, &format!("{words} ({})", whence.join(", ")));
    if change.exempt {
        block.runs.insert(0, Run::strong(&format!("{}: ", wording::NOT_FOR_PUBLICATION)));
    }
    block
}

fn plan_blocks(glance: &PlanGlance, plan: &PlanRead, draws: bool, blocks: &mut Vec<Block>) {
    blocks.push(section(&format!("{} ({}) at a glance", glance.name, glance.plan)));
    let themes: Vec<(String, PlanCounts)> =
        glance.themes.iter().map(|theme| (theme.theme.clone(), theme.counts.clone())).collect();
    blocks.push(plan_table::glance(plan, &themes));
    if draws {
        blocks.push(pictures::block(pictures::rag_grid(plan, &themes)));
    }
    let lanes = plan.themes.iter().map(|theme| (theme.theme.as_str(), theme.actions.iter().collect()));
    blocks.extend(pictures::due_timeline(plan, lanes).map(pictures::block));
    let list = |title: &str, mut list: Vec<Block>, blocks: &mut Vec<Block>| {
        if !list.is_empty() {
            blocks.push(sub(title));
            let rest = list.len().saturating_sub(LONGEST_LIST);
            list.truncate(LONGEST_LIST);
            blocks.extend(list);
            blocks.extend(more(rest, &glance.plan));
        }
    };
    let told = |told: &super::highlight::Told| labelled(&told.reference, &format!("{} ({})", told.words, told.whence));
    let changes = glance.rag_changes.iter().map(|change| bullet(0, &change.words()));
    list("Ratings that changed", changes.collect(), blocks);
    list("Due dates that moved", glance.due_dates_moved.iter().map(told).collect(), blocks);
    list("Reported between meetings", glance.reported_between_meetings.iter().map(told).collect(), blocks);
    let overdue = glance.overdue.iter().map(|owed| {
        let first = owed.first_due.filter(|_| owed.moved > 0);
        let first = first.map(|first| format!("; first due {}, moved {}", long_date(first), times(owed.moved)));
        let lead = if owed.lead.is_empty() { "no lead" } else { &owed.lead };
        let late = format!(
            "{} late, due {}{}; {}",
            days(owed.days_late),
            long_date(owed.due_date),
            first.unwrap_or_default(),
            owed.rating
        );
        labelled(&format!("{}, {lead}", owed.reference), &format!("{} \u{2013} {late}", owed.text))
    });
    list("Plan actions that are overdue", overdue.collect(), blocks);
    measures(glance, plan, draws, blocks);
}

/// Says how many more there are than were listed.
fn more(rest: usize, plan: &str) -> Option<Block> {
    (rest > 0).then(|| paragraph(&format!("And {rest} more, which minutebook report plan {plan} has.")))
}

fn measures(glance: &PlanGlance, plan: &PlanRead, draws: bool, blocks: &mut Vec<Block>) {
    if glance.measures_in_plan == 0 {
        return;
    }
    blocks.push(sub("Measures and their distance to target"));
    let told = glance.measures.iter().take(LONGEST_LIST);
    blocks.extend(told.map(|line| labelled(&line.reference, &line.measure.words())));
    blocks.extend(more(glance.measures.len().saturating_sub(LONGEST_LIST), &glance.plan));
    let others = glance.measures_in_plan - glance.measures.len();
    let since = if glance.measures.is_empty() { "None" } else { "No other" };
    if others > 0 {
        blocks.push(paragraph(&format!(
            "{since} of {} was measured since the last meeting; {} of them have no value since their baseline.",
            counted(glance.measures_in_plan, "measure", "measures"),
            glance.measures_without_value
        )));
    }
    if draws {
        let drawn = glance
            .measures
            .iter()
            .take(LONGEST_LIST)
            .filter_map(|line| pictures::measure(&format!("{} {}", plan.plan, line.reference), &line.measure));
        blocks.extend(drawn.map(pictures::block));
    }
}

fn contradictions(brief: &Brief, blocks: &mut Vec<Block>) {
    if brief.plans.is_empty() && brief.asked_twice.is_empty() {
        return;
    }
    blocks.push(section("What does not fit together"));
    let mut found = Vec::new();
    for plan in &brief.plans {
        let all = plan.contradictions.chunk_by(|one, next| one.reference == next.reference);
        let rest = all.clone().count().saturating_sub(LONGEST_LIST);
        for same in all.take(LONGEST_LIST) {
            let first = &same[0];
            let lead = if first.lead.is_empty() { String::new() } else { format!(", {}", first.lead) };
            found.push(labelled(&format!("{} {}{lead}", plan.plan, first.reference), &first.text));
            // What is said twice is told once, with all that does not fit it.
            for said in same.chunk_by(|one, next| one.clash.said == next.clash.said) {
                let but: Vec<&str> = said.iter().map(|clash| clash.clash.but.as_str()).collect();
                found.push(bullet(1, &format!("{}, but {}.", capitalised(&said[0].clash.said), but.join("; and "))));
            }
        }
        found.extend(more(rest, &plan.plan));
    }
    for twice in &brief.asked_twice {
        found.push(bullet(0, &format!("Asked at {} meetings, and no ACTION is minuted:", twice.asked.len())));
        found.extend(twice.asked.iter().map(|asked| bullet(1, &asked.evidence())));
    }
    if found.is_empty() {
        found.push(paragraph("Nothing was found."));
    }
    blocks.extend(found);
}

fn asking(brief: &Brief, blocks: &mut Vec<Block>) {
    blocks.push(section("Questions worth asking"));
    if brief.questions.is_empty() {
        blocks.push(paragraph("Nothing in the book gives cause for one."));
    }
    for question in &brief.questions {
        let to = if question.to.is_empty() { format!("To the {}", brief.called) } else { question.to.clone() };
        blocks.push(labelled(&to, &question.question));
        blocks.extend(question.evidence.iter().map(|fact| bullet(1, fact)));
    }
}
