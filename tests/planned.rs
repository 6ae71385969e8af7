//! A plan for tests: the board of [`desk`](crate::desk) follows it, and a few lines make it.

use chrono::{NaiveDate, NaiveDateTime};
use minutebook::record::{
    Change, Finding, Id, Measure, Milestone, Plan, PlanAction, RagClass, RagTone, Record, Risk, Step, Theme,
};
use minutebook::store::Store;

/// Two pillars, four plan actions, three classes.
pub const PLAN: &str = "\
plan CSIP | Children's Services Improvement Plan | 2023–2025 | 1 | pillar
class Green | on track | On target for its date and its measure
class Amber | at risk | Less than a month behind, or short of its measure
class Red | off track | More than a month behind
theme 1 | Workforce | AD-I
action 1.1 | Fill vacant posts with permanent social workers | AD-I | 2023-06-30 | Children keep their social worker
measure Vacancy rate | % | 24% | 10%
milestone Launch the recruitment site | 2023-03-31
finding Inspection letter, November 2022 | 14
action 1.2 | Give every new social worker a protected caseload | DCS | 2023-03-31 | New staff stay
theme 2 | Quality of practice | DCS
action 2.1 | Audit case files every month and act on what is found | PDM | 2023-09-30 | Plans for children do not drift
measure Audits graded good | % | 31% | 70%
action 2.3 | Publish who sits on which board, and what each is for | DCS | 2023-05-31 | Partners know where to raise concerns
risk 1 | Agency staff leave before permanent staff arrive | Extend contracts to the summer | AD-I | High
risk - | The plan is not funded beyond 2023 | Bid in the autumn | DCS | 12 (4 x 3)
";

/// Puts a plan of the only body into a book. Returns its identity.
pub fn plan(store: &mut Store, text: &str, now: NaiveDateTime) -> Id {
    let body = store.bodies().unwrap()[0].id;
    let people = store.people_of(body).unwrap();
    let person =
        |words: &str| people.iter().find(|(person, _)| person.abbreviation == words).map(|(person, _)| person.id);
    let words_of = |words: &str| if person(words).is_some() { String::new() } else { words.to_string() };
    let day = |words: &str| NaiveDate::parse_from_str(words, "%Y-%m-%d").ok();
    let (mut plan, mut theme, mut action) = (Id(0), Id(0), Id(0));
    let mut themes: Vec<(String, Id)> = Vec::new();
    let mut rows: Vec<Record> = Vec::new();
    for (position, line) in text.lines().enumerate() {
        let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
        let parts: Vec<&str> = rest.split(" | ").map(str::trim).collect();
        let part = |nth: usize| parts.get(nth).copied().unwrap_or_default().to_string();
        let (id, position) = (store.fresh_id(now), position as i64);
        rows.push(match kind {
            "plan" => {
                plan = id;
                let [short_name, name, period, version, theme_word] = [0, 1, 2, 3, 4].map(part);
                Plan { id, body, name, short_name, period, version, theme_word, merged_into: None }.into()
            }
            "class" => {
                let tone = RagTone::from_word(&part(1)).unwrap();
                RagClass { id, plan, position, word: part(0), meaning: part(2), tone }.into()
            }
            "theme" => {
                theme = id;
                themes.push((part(0), id));
                let (lead, lead_words) = (person(&part(2)), words_of(&part(2)));
                Theme { id, plan, position, reference: part(0), title: part(1), lead, lead_words }.into()
            }
            "action" => {
                action = id;
                PlanAction {
                    id,
                    plan,
                    theme,
                    position,
                    reference: part(0),
                    text: part(1),
                    lead: person(&part(2)),
                    lead_words: words_of(&part(2)),
                    partners: String::new(),
                    start_words: String::new(),
                    start: None,
                    due_words: part(3),
                    due: day(&part(3)),
                    outcome: part(4),
                    impact: String::new(),
                    evidence: String::new(),
                    origin: None,
                    origin_reference: String::new(),
                }
                .into()
            }
            "measure" => {
                let [name, unit, baseline, target] = [0, 1, 2, 3].map(part);
                Measure { id, plan_action: action, position, name, unit, baseline, target }.into()
            }
            "milestone" => {
                let (due_words, due) = (part(1), day(&part(1)));
                Milestone {
                    id,
                    plan_action: action,
                    position,
                    text: part(0),
                    due_words,
                    due,
                    reached: None,
                    report: None,
                }
                .into()
            }
            "finding" => Finding { id, plan_action: action, position, report: part(0), paragraph: part(1) }.into(),
            "risk" => Risk {
                id,
                plan,
                theme: themes.iter().find(|(reference, _)| *reference == part(0)).map(|(_, id)| *id),
                position,
                text: part(1),
                mitigation: part(2),
                owner: person(&part(3)),
                owner_words: words_of(&part(3)),
                rating: part(4),
            }
            .into(),
            other => panic!("{other}"),
        });
    }
    let changes = rows.into_iter().map(Change::made).collect();
    store.apply(Step::of_book("Plan made", changes), now).unwrap();
    plan
}
