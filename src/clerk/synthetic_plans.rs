//! Improvement plans of any size for an invented book, with every action that it has linked to one of theirs.

use super::Result;
use super::synthetic::sentence;
use crate::record::{
    ActionLink, Change, Finding, Id, ItemLink, Measure, MeasureValue, Milestone, Paragraphs, Plan, PlanAction,
    PlanReport, PlanStatus, RagClass, RagTone, Record, Step, Theme,
};
use crate::store::{Store, Wanted};
use chrono::{Duration, NaiveDate, NaiveDateTime};

const THEMES: usize = 8;
const CLASSES: [(&str, RagTone); 4] =
    [("Blue", RagTone::Complete), ("Green", RagTone::OnTrack), ("Amber", RagTone::AtRisk), ("Red", RagTone::OffTrack)];
/// How often each plan action is reported on.
const REPORTS: u32 = 6;
/// Of so many meetings of a body each has an item that is about some plan actions.
const ONE_MEETING_IN: usize = 4;

/// Makes plans of so many plan actions each for the bodies of a book, one after the other, and links every action
/// of the book with a plan action of its body; the first plan action of a plan has many. Returns the plans.
pub fn plans(store: &mut Store, count: usize, actions: usize, today: NaiveDate) -> Result<Vec<Id>> {
    let mut random = fastrand::Rng::with_seed(1948);
    let bodies: Vec<Id> = store.bodies()?.iter().map(|body| body.id).collect();
    let mut made: Vec<(Id, Id, Vec<Id>)> = Vec::new();
    let count = if bodies.is_empty() { 0 } else { count };
    for nth in 0..count {
        let body = bodies[nth % bodies.len()];
        let (plan, plan_actions) = plan(store, body, nth, actions, today, &mut random)?;
        made.push((plan, body, plan_actions));
    }
    link_actions(store, &made, today, &mut random)?;
    link_items(store, &made, today, &mut random)?;
    Ok(made.into_iter().map(|(plan, ..)| plan).collect())
}

/// Makes a plan with its actions and what was reported of them. Returns it with its actions.
fn plan(
    store: &mut Store,
    body: Id,
    nth: usize,
    actions: usize,
    today: NaiveDate,
    random: &mut fastrand::Rng,
) -> Result<(Id, Vec<Id>)> {
    let first_day = today - Duration::days(500);
    let now = first_day.and_hms_opt(9, 0, 0).unwrap_or_default();
    let id = store.fresh_id(now);
    let mut rows: Vec<Record> = vec![
        Plan {
            id,
            body,
            name: format!("Improvement Plan {}", nth + 1),
            short_name: format!("IP{}", nth + 1),
            period: "2015\u{2013}2018".into(),
            version: "1".into(),
            theme_word: "theme".into(),
            merged_into: None,
        }
        .into(),
    ];
    let classes: Vec<Id> = CLASSES.iter().map(|_| store.fresh_id(now)).collect();
    rows.extend(CLASSES.iter().zip(&classes).enumerate().map(|(position, ((word, tone), id_of_class))| {
        let (word, position) = (word.to_string(), position as i64);
        RagClass { id: *id_of_class, plan: id, position, word, meaning: String::new(), tone: *tone }.into()
    }));
    let people: Vec<Id> = store.people_of(body)?.iter().map(|(person, _)| person.id).collect();
    let meetings: Vec<(Id, NaiveDate)> = meetings_of(store, body)?;
    let mut plan_actions = Vec::new();
    for theme in 0..THEMES {
        let theme_id = store.fresh_id(now);
        rows.push(
            Theme {
                id: theme_id,
                plan: id,
                position: theme as i64,
                reference: (theme + 1).to_string(),
                title: sentence(3, random).trim_end_matches('.').to_string(),
                lead: people.get(theme % people.len().max(1)).copied(),
                lead_words: String::new(),
            }
            .into(),
        );
        let share = actions / THEMES + usize::from(theme < actions % THEMES);
        for place in 0..share {
            let action = PlanAction {
                id: store.fresh_id(now),
                plan: id,
                theme: theme_id,
                position: place as i64,
                reference: format!("{}.{}", theme + 1, place + 1),
                text: sentence(18, random),
                lead: people.get(random.usize(..people.len().max(1))).copied(),
                lead_words: String::new(),
                partners: String::new(),
                start_words: String::new(),
                start: None,
                due_words: String::new(),
                due: Some(today + Duration::days(random.i64(-200..600))),
                outcome: sentence(12, random),
                impact: sentence(12, random),
                evidence: String::new(),
                origin: None,
                origin_reference: String::new(),
            };
            plan_actions.push(action.id);
            particulars(store, &action, &classes, &meetings, &mut rows, now, random);
            rows.push(action.into());
        }
    }
    let changes = rows.into_iter().map(Change::made).collect();
    store.apply(Step::of_book(format!("Plan IP{} made", nth + 1), changes), now)?;
    Ok((id, plan_actions))
}

/// Makes what belongs to a plan action: milestones, a measure, a finding, reports with values.
fn particulars(
    store: &mut Store,
    action: &PlanAction,
    classes: &[Id],
    meetings: &[(Id, NaiveDate)],
    rows: &mut Vec<Record>,
    now: NaiveDateTime,
    random: &mut fastrand::Rng,
) {
    let plan_action = action.id;
    for position in 0..2 {
        let (id, text) = (store.fresh_id(now), sentence(6, random));
        let due = Some(now.date() + Duration::days(random.i64(0..900)));
        let reached = due.filter(|_| random.bool());
        rows.push(
            Milestone { id, plan_action, position, text, due_words: String::new(), due, reached, report: None }.into(),
        );
    }
    let (id, report) = (store.fresh_id(now), "Inspection report".to_string());
    rows.push(Finding { id, plan_action, position: 0, report, paragraph: random.u32(1..60).to_string() }.into());
    let measure = Measure {
        id: store.fresh_id(now),
        plan_action,
        position: 0,
        name: sentence(4, random),
        unit: "%".into(),
        baseline: "20%".into(),
        target: "90%".into(),
    };
    for number in 1..=REPORTS {
        let heard = meetings.get(random.usize(..meetings.len().max(1))).filter(|_| random.bool());
        let at = heard.map_or(now + Duration::days(80 * i64::from(number)), |(_, date)| {
            date.and_hms_opt(18, 30, 0).unwrap_or(now)
        });
        let report = PlanReport {
            id: store.fresh_id(now),
            plan_action,
            number,
            meeting: heard.map(|(meeting, _)| *meeting),
            at,
            said_by: "DS9".into(),
            text: sentence(14, random),
            reported: Some(classes[random.usize(..classes.len())]),
            agreed: heard.map(|_| classes[random.usize(..classes.len())]),
            status: Some(if random.u32(..8) == 0 { PlanStatus::Complete } else { PlanStatus::InProgress }),
            due_words: String::new(),
            due: None,
            evidence: String::new(),
            entry: None,
            exempt: Paragraphs::PUBLIC,
        };
        let value = format!("{}%", random.u32(10..95));
        let (id, report_id) = (store.fresh_id(now), Some(report.id));
        rows.push(MeasureValue { id, measure: measure.id, at: at.date(), value, report: report_id }.into());
        rows.push(report.into());
    }
    rows.push(measure.into());
}

fn meetings_of(store: &Store, body: Id) -> Result<Vec<(Id, NaiveDate)>> {
    let name = store.body(body)?.map(|body| body.short_name).unwrap_or_default();
    let meetings = store.meetings(u32::MAX)?.into_iter().filter(|meeting| meeting.body == name);
    Ok(meetings.map(|meeting| (meeting.id, meeting.date)).collect())
}

/// Links every action with a plan action of its body; one in twenty with the first of a plan.
fn link_actions(
    store: &mut Store,
    made: &[(Id, Id, Vec<Id>)],
    today: NaiveDate,
    random: &mut fastrand::Rng,
) -> Result<()> {
    let now = today.and_hms_opt(9, 0, 0).unwrap_or_default();
    let standings = store.standings(Wanted::All)?;
    for (nth, (_, body, plan_actions)) in made.iter().enumerate() {
        let of_body: Vec<usize> = (0..made.len()).filter(|other| made[*other].1 == *body).collect();
        let own = of_body.iter().position(|other| *other == nth).unwrap_or(0);
        let actions = standings.iter().filter(|standing| standing.body == *body).enumerate();
        let mut changes = Vec::new();
        for (_, standing) in actions.filter(|(place, _)| place % of_body.len() == own) {
            let place = if random.u32(..20) == 0 { 0 } else { random.usize(..plan_actions.len()) };
            let (id, plan_action) = (store.fresh_id(now), plan_actions[place]);
            changes.push(Change::made(ActionLink { id, action: standing.action, plan_action }));
        }
        store.apply(Step::of_book("Actions linked", changes), now)?;
    }
    Ok(())
}

/// Says of some items what they are about.
fn link_items(
    store: &mut Store,
    made: &[(Id, Id, Vec<Id>)],
    today: NaiveDate,
    random: &mut fastrand::Rng,
) -> Result<()> {
    let now = today.and_hms_opt(9, 0, 0).unwrap_or_default();
    for (_, body, plan_actions) in made {
        let mut changes = Vec::new();
        for (meeting, _) in meetings_of(store, *body)?.into_iter().step_by(ONE_MEETING_IN) {
            let items = store.sitting(meeting)?.items;
            for item in items.iter().take(3) {
                let (id, plan_action) = (store.fresh_id(now), Some(plan_actions[random.usize(..plan_actions.len())]));
                changes.push(Change::made(ItemLink { id, item: item.id, theme: None, plan_action }));
            }
        }
        store.apply(Step::of_book("Items linked", changes), now)?;
    }
    Ok(())
}
