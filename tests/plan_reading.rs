//! Improvement plans as councils lay them out, read into drafts; what each file says was checked line by line against it.

use chrono::NaiveDate;
use minutebook::import::plan::{self, DayDraft, Options, PlanReading, Sureness};
use minutebook::import::sheet;
use std::path::Path;

pub fn file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/plans").join(name)).unwrap()
}

fn read(name: &str) -> PlanReading {
    read_with(name, &Options { name: "nameless".into(), ..Options::default() })
}

fn read_with(name: &str, options: &Options) -> PlanReading {
    plan::read(&sheet::read(&file(name)).unwrap(), options).unwrap()
}

fn day(draft: &DayDraft) -> String {
    let read = draft.day.map_or("?".to_string(), |day| day.to_string());
    if draft.words.is_empty() { String::new() } else { format!("{} = {read}", draft.words) }
}

/// Writes a draft in short lines, without what is empty.
fn told(reading: &PlanReading) -> String {
    let draft = &reading.draft;
    let mut lines = Vec::new();
    let line = |parts: &[(&str, String)]| {
        let parts = parts.iter().filter(|(_, words)| !words.is_empty());
        parts.map(|(label, words)| format!("{label}{}", words.replace('\n', " / "))).collect::<Vec<_>>().join(" | ")
    };
    lines.push(line(&[
        ("plan ", draft.name.clone()),
        ("short ", draft.short_name.clone()),
        ("body ", draft.body.clone()),
        ("period ", draft.period.clone()),
        ("version ", draft.version.clone()),
        ("word ", draft.theme_word.clone()),
    ]));
    for class in &draft.classes {
        let tone = class.tone.map_or("?", |tone| tone.word());
        lines.push(line(&[("class ", class.word.clone()), ("", tone.into()), ("", class.meaning.clone())]));
    }
    for theme in &draft.themes {
        let parts = [("theme ", theme.reference.clone()), ("", theme.title.clone()), ("lead ", theme.lead.clone())];
        lines.push(line(&parts));
    }
    for action in &draft.actions {
        let theme = &draft.themes[action.theme];
        let theme = if theme.reference.is_empty() { &theme.title } else { &theme.reference };
        lines.push(line(&[
            ("", action.reference.clone()),
            ("of ", theme.clone()),
            ("", action.text.clone()),
            ("lead ", action.lead.clone()),
            ("with ", action.partners.clone()),
            ("from ", day(&action.start)),
            ("due ", day(&action.due)),
            ("now ", day(&action.new_due)),
            ("outcome ", action.outcome.clone()),
            ("impact ", action.impact.clone()),
            ("", action.status.map_or("", |status| status.word()).into()),
            ("rag ", action.rag.map_or(String::new(), |class| draft.classes[class].word.clone())),
            ("said ", action.progress.clone()),
            ("evidence ", action.evidence.clone()),
        ]));
        for milestone in &action.milestones {
            let reached = milestone.reached.map_or(String::new(), |day| day.to_string());
            let parts = [("  step ", milestone.text.clone()), ("due ", day(&milestone.due)), ("reached ", reached)];
            lines.push(line(&parts));
        }
        for measure in &action.measures {
            let value = |(day, value): &(Option<NaiveDate>, String)| {
                format!("{}{value}", day.map_or(String::new(), |day| format!("{day} ")))
            };
            let values = measure.values.iter().map(value).collect::<Vec<_>>().join(", ");
            lines.push(line(&[
                ("  measure ", measure.name.clone()),
                ("in ", measure.unit.clone()),
                ("from ", measure.baseline.clone()),
                ("to ", measure.target.clone()),
                ("was ", values),
            ]));
        }
        for finding in &action.findings {
            lines.push(line(&[("  finding ", finding.report.clone()), ("", finding.paragraph.clone())]));
        }
    }
    for risk in &draft.risks {
        lines.push(line(&[
            ("risk ", risk.text.clone()),
            ("of ", risk.theme.map_or(String::new(), |theme| draft.themes[theme].title.clone())),
            ("", risk.mitigation.clone()),
            ("owner ", risk.owner.clone()),
            ("", risk.rating.clone()),
        ]));
    }
    lines.extend(reading.notes.iter().map(|note| format!("! {note}").replace('\n', " / ")));
    lines.join("\n") + "\n"
}

fn columns(reading: &PlanReading) -> String {
    let one = |column: &plan::ColumnReading| {
        let sureness = if column.sureness == Sureness::Sure { String::new() } else { format!(" {}", column.sureness) };
        format!("{} {} = {}{sureness}", column.place, column.header.replace('\n', " "), column.field)
    };
    reading.columns.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn a_title_above_the_header_and_brag() {
    let reading = read("title-above.csv");
    let expected = "\
plan Wexmoor Children's Improvement Plan
class Blue | complete
class Green | on track
class Amber | at risk
class Red | off track
Wexmoor Children's Improvement Plan
1.1 | of Wexmoor Children's Improvement Plan | Recruit twelve permanent social workers | lead Head of Workforce | due 31/03/2027 = 2027-03-31 | rag Amber | said Seven in post
1.2 | of Wexmoor Children's Improvement Plan | Publish the workforce strategy, / with exit interviews | lead J. Ferriby (DCS) | due Sept 2026 = 2026-09-30 | rag Green
2.1 | of Wexmoor Children's Improvement Plan | Audit twenty cases a month | lead Principal Social Worker | due ongoing = ? | complete | rag Blue | said Done every month since May
2.2 | of Wexmoor Children's Improvement Plan | Bring audit findings to the board | lead DCS | due TBC = ? | rag Red | said not begun
! A2: “Updated by the programme office” was not taken
! D7: “ongoing” was not read as a date; the words are kept
! D9: “TBC” was not read as a date; the words are kept
! A10: “Total: 4 actions” was not taken
";
    assert_eq!(told(&reading), expected);
    assert_eq!(
        columns(&reading),
        "A4 Ref = reference; B4 Action = action; C4 Lead officer = lead; D4 By when = due; E4 BRAG = rag; F4 Progress = progress"
    );
}

#[test]
fn windows_letters_semicolons_and_a_theme_that_is_named_once() {
    let reading = read("theme-once.csv");
    let expected = "\
plan Plan for Café Close schools – 2026 | word pillar
class Green | on track
class Amber | at risk
class Red | off track
theme 1 | Attendance
theme 2 | Exclusions
1.1 | of 1 | Call home on the first day of absence | lead Siân Prydderch | due Q3 2026/27 = 2026-12-31 | rag Green | said Working – £400 a term
1.2 | of 1 | Publish attendance by school | lead Head of Data | due end of Q2 2026/27 = 2026-09-30 | rag Amber
2.1 | of 2 | Review every exclusion within five days | lead Lukas | due Spring 2027 = 2027-05-31 | rag Red | said Late twice
2.2 | of 2 | Train heads; all of them | due Summer term 2027 = 2027-07-31
! B5: the numbers begin again here; all are called by theme and number, such as 2.1
";
    assert_eq!(told(&reading), expected);
    assert_eq!(
        columns(&reading),
        "A2 Theme = theme; B2 No. = reference; C2 What we will do = action; D2 Who = lead; E2 Timescale = due; F2 RAG rating = rag; G2 Update = progress"
    );
}

#[test]
fn headings_between_the_rows_in_utf_16() {
    let reading = read("heading-rows.csv");
    let expected = "\
plan Wexmoor Homes Plan | short WHP | version 3 (June 2026) | word theme
class Green | on track
class Amber | at risk
class Red | off track
theme 1 | Repairs | lead J Smith
theme 2 | Tenants' voice | lead Ann Barrow
1.1 | of 1 | Answer every repair within a day | lead Repairs manager | due 30 June 2026 = 2026-06-30 | in progress | said Nine in ten
1.2 | of 1 | Inspect damp homes | lead Surveyor | due August 2026 = 2026-08-31 | not started
2.1 | of 2 | Set up a panel | lead AB | due 1 Oct 2026 = 2026-10-01 | complete | said Met in March
2.2 | of 2 | Report back to tenants | lead AB | due Every meeting = ?
! D10: “Every meeting” was not read as a date; the words are kept
! E10: “Blocked by procurement” was not read as a status
";
    assert_eq!(told(&reading), expected);
    assert_eq!(
        columns(&reading),
        "A4 Ref = reference; B4 Action = action; C4 Owner = lead; D4 Deadline = due; E4 Status = status; F4 Commentary = progress"
    );
}

#[test]
fn lines_with_keys_and_classes_in_the_plans_own_words() {
    let reading = read("keys.csv");
    let expected = "\
plan Wexmoor Improvement Plan | short WIP | body Wexmoor Improvement Board (WIB) | period 2026–2028 | version 2 (February 2026) | word priority
class Achieved | complete | Done and shown to last
class Under Control | at risk | Recoverable within the month
class Behind Schedule | off track | Needs the board
class Pending | paused | Depends on something else
theme 1 | Practice
theme 2 | Leadership
P1.1 | of 1 | Hold weekly case clinics | lead PSW | with Health; Police | from April 2026 = 2026-04-01 | due 31 March 2027 = 2027-03-31 | outcome Children seen sooner | rag Under Control
  step Draft policy | due 30 June 2026 = 2026-06-30
  step Launch | due Sept 2026 = 2026-09-30
  step Review done | reached 2026-02-02
P1.2 | of 1 | Renew the threshold document | lead DCS | from 1/5/26 = 2026-05-01 | due Dec 2026 = 2026-12-31 | rag Behind Schedule
P2.1 | of 2 | Visit every team | lead Chief Executive | due 2026/27 = 2027-03-31 | complete | rag Achieved
P2.2 | of 2 | Agree a data set | lead Head of Data | due 31 Dec 2026 – 31 March 2027 = 2027-03-31 | rag Pending
";
    assert_eq!(told(&reading), expected);
    assert_eq!(
        columns(&reading),
        "A10 Priority = theme; B10 Ref = reference; C10 Action = action; D10 Lead = lead; E10 Partners = partners; F10 Start = start; G10 Due date = due; H10 Milestones = milestones; I10 Outcome = outcome; J10 RAG = rag"
    );
}

#[test]
fn letters_for_colours_evidence_and_findings() {
    let reading = read("letters.csv");
    let expected = "\
plan nameless
class Green | on track
class Amber | at risk
class R/A | ?
Actions
A1 | of Actions | Open the family hub | lead HoS | due 44 days = ? | impact Fewer moves | rag Green | evidence Board paper 7
  finding Ofsted ILACS Nov 2022 | para 12
  finding Peer review 2024
A2 | of Actions | Close the waiting list | lead HoS | due 12.6.26 = 2026-06-12 | rag Amber
  finding Ofsted focused visit | page 3
A3 | of Actions | Write to parents | lead SRO | due 31 March 2026 = 2026-03-31 | rag R/A
A4 | of Actions | Rewrite the policy | lead HoS
! D2: “44 days” was not read as a date; the words are kept
! E5: “n/a” was not read as RAG
";
    assert_eq!(told(&reading), expected);
    assert_eq!(
        columns(&reading),
        "A1 Item = reference; B1 Actions = action; C1 Responsible = lead; D1 Target date = due; E1 RAG = rag; F1 Comments = progress; G1 Impact on children = impact; H1 Evidence = evidence; I1 Source = findings"
    );
}

#[test]
fn references_are_made_and_signs_are_colours() {
    let reading = read("no-references.csv");
    let expected = "\
plan nameless | word improvement theme
class Green | on track
class Amber | at risk
class Red | off track
Workforce
Quality
1.1 | of Workforce | Fill vacancies | lead HR | due March '27 = 2027-03-31 | rag Green
1.2 | of Workforce | Keep those we have | lead HR | due Mar-27 = 2027-03-31 | rag Amber
2.1 | of Quality | Audit | lead QA | due Winter 2026/27 = 2027-02-28 | rag Red
2.2 | of Quality | Supervise | lead QA | due Autumn term 2026 = 2026-12-31
! B2: no reference; it is called 1.1
! B3: no reference; it is called 1.2
! B4: no reference; it is called 2.1
! B5: no reference; it is called 2.2
";
    assert_eq!(told(&reading), expected);
    assert_eq!(
        columns(&reading),
        "A1 Improvement theme = theme; B1 Action required = action; C1 By whom = lead; D1 Complete by = due; E1 Colour = rag"
    );
}

#[test]
fn headers_that_may_mean_anything() {
    let reading = read("unsure.csv");
    let expected = "\
plan nameless
class Green | on track
class Amber | at risk
class Red | off track
Actions
1 | of Actions | Tidy the register | lead Cllr Quick | due May 2027 = 2027-05-31 | outcome Fewer errors
2 | of Actions | Train the clerks | lead Cllr Prydderch | due June 2027 = 2027-06-30 | outcome Faster minutes
";
    assert_eq!(told(&reading), expected);
    assert_eq!(
        columns(&reading),
        "A1 Ref = reference; B1 Requirement = action unsure; C1 Sponsor = lead unsure; D1 Completion = due unsure; E1 Benefit = outcome unsure; F1 Widget code = ignore unknown"
    );
}

#[test]
fn several_tables_on_a_sheet() {
    let reading = read("two-tables.csv");
    let expected = "\
plan Transport plan | word theme
class Green | on track | On target
class Amber | at risk | One month behind
class Red | off track | Over one month behind
theme 1 | Buses
theme 2 | Roads
1.1 | of 1 | Run the late bus | lead Transport | due 30/11/2026 = 2026-11-30 | rag Green
  measure Late buses on time | in % | from 71% | to 95% | was 2026-06-30 80%
2.1 | of 2 | Mend the bridge | lead Highways | due 28/02/2027 = 2027-02-28 | rag Red
risk The contractor withdraws | Keep a second on call | owner Highways | High
risk Snow | Grit early | owner Transport | 12 (4 x 3)
! A10: “Risks to delivery” was not taken
! A15: “Measures” was not taken
! G16: the figures of “Q2” were not taken: nothing says of which year it is
! G17: “84%” was not taken
! A18: the measure “Something else” was not taken: the file does not say a plan action of this reference
! B18: not taken with its measure
! D18: not taken with its measure
! E18: not taken with its measure
! F18: not taken with its measure
! G18: not taken with its measure
! A24: “Notes: figures are the county's” was not taken
";
    assert_eq!(told(&reading), expected);
    assert_eq!(
        columns(&reading),
        "A3 Ref = reference; B3 Action = action; C3 Lead = lead; D3 Due = due; E3 RAG = rag; A11 Risk = risk; B11 Mitigation = mitigation; C11 Owner = lead; D11 Rating = rating; A16 Ref = reference; B16 Measure = measure; C16 Unit = unit; D16 Baseline = baseline; E16 Target = target; F16 Q1 2026/27 = figures; G16 Q2 = figures; A20 Colour = rag; B20 Meaning = meaning"
    );
}

#[test]
fn dates_that_were_moved_and_a_rag_for_each_quarter() {
    let reading = read("revised.csv");
    let expected = "\
plan nameless
class Blue | complete
class Green | on track
class Amber | at risk
class Red | off track
class Grey | paused
Actions
1 | of Actions | Buy the system | lead IT | due 31 March 2026 = 2026-03-31 | now 30 June 2026 = 2026-06-30 | in progress | rag Amber | said Progress Q1: Tendered / Progress Q2: Late by a month
2 | of Actions | Move the records | lead IT | due 30 June 2026 = 2026-06-30 | not started | rag Green
3 | of Actions | Switch the old one off | lead IT | due 31 July 2026 = 2026-07-31 | complete | rag Blue | said Progress Q2: Off since May
4 | of Actions | Count the licences | lead IT | due 31 July 2026 = 2026-07-31 | withdrawn | rag Grey | said superseded by 1
";
    assert_eq!(told(&reading), expected);
    assert_eq!(
        columns(&reading),
        "A1 Ref = reference; B1 Action = action; C1 Lead = lead; D1 Original date = due; E1 Revised date = new due; F1 Status = status; G1 RAG Q1 = ignore unknown; H1 RAG Q2 = rag; I1 RAG Q3 = ignore unknown; J1 Progress Q1 = progress; K1 Progress Q2 = progress"
    );
}

#[test]
fn formulas_and_escape_sequences_are_text() {
    let reading = read("malicious.csv");
    let expected = "\
plan =HYPERLINK(\"http://x.invalid\",\"Plan\")
class Green | on track
class Amber | at risk
class Red | off track
=HYPERLINK(\"http://x.invalid\",\"Plan\")
1 | of =HYPERLINK(\"http://x.invalid\",\"Plan\") | \u{1b}]0;owned\u{7}\u{1b}[2J Pay the supplier | lead =cmd|' /C calc'!A0 | due \u{202e}31 March 2027 = 2027-03-31 | said @SUM(1+1)
2 | of =HYPERLINK(\"http://x.invalid\",\"Plan\") | <script>alert(1)</script> | lead +44 | due 31 March 2027 = 2027-03-31 | said -2+3
";
    assert_eq!(told(&reading), expected);
    assert_eq!(
        columns(&reading),
        "A2 Ref = reference; B2 Action = action; C2 Lead = lead; D2 Due = due; E2 Progress = progress"
    );
}

#[test]
fn merged_cells_two_rows_of_header_and_serials() {
    let reading = read("merged.xlsx");
    let expected = "\
plan Wexmoor SEND Improvement Plan 2026/27 | word theme
class Green | on track
class Amber | at risk
class Red | off track
theme A | Assessment
theme B | Health
A.1 | of A | Assess within twenty weeks | lead Head of SEND | from 1 April 2026 = 2026-04-01 | due 31 March 2027 = 2027-03-31 | rag Amber
  step Backlog cleared | due 31 July 2026 = 2026-07-31
  step New form | due Sept 2026 = 2026-09-30
  measure In twenty weeks | from 51.5% | to 90%
  measure Complaints | from 44 | to 10
A.2 | of A | Hear every family | lead Head of SEND | from 1 April 2026 = 2026-04-01 | due 31 March 2027 = 2027-03-31 | rag Green
2.1 | of B | Jointly commission therapy | lead ICB | due 18 December 2026 = 2026-12-18 | rag Red
2.9 | of B | Publish the waits | lead ICB | due Summer 2026 = 2026-08-31 | rag Red
2.10 | of B | Agree a charter | lead ICB | due 2 November 2026 = 2026-11-02 | rag Green
2.20 | of B | Train the nurses | lead ICB
! Action plan!B10: the reference 2.1 is there already; this one is called 2.10
! Action plan!A12: “Note: therapy waits are the provider's own figures” was not taken
";
    assert_eq!(told(&reading), expected);
    assert_eq!(
        columns(&reading),
        "Action plan!A3 Theme = theme; Action plan!B3 Ref = reference; Action plan!C3 Action = action; Action plan!D3 Lead officer = lead; Action plan!E3 Timescale Start = start; Action plan!F3 Timescale End = due; Action plan!G3 Milestone = milestones; Action plan!H3 Measure KPI = measure; Action plan!I3 Measure Baseline = baseline; Action plan!J3 Measure Target = target; Action plan!K3 RAG rating = rag"
    );
}

#[test]
fn a_sheet_for_each_theme() {
    let reading = read("sheets.xlsx");
    let expected = "\
plan Harbour Trust Improvement Programme | body Harbour Board | version 4 | word theme
class Achieved | complete | Done
class On Target | on track | Will be done in time
class Slipping a little | at risk | Up to a month late
class Pending | paused | Waits for something else
theme 1 | Safety
Trade
S1 | of 1 | Check every ladder | lead Harbour master | due 30 September 2026 = 2026-09-30 | rag On Target | said Half done
  measure Ladders checked | in ladders | from 0 | to 40 | was 2026-06-30 12, 2026-09-30 31
  measure Days without a fall | in days | from 20 | to 365 | was 2026-06-30 51, 2026-09-30 143
S2 | of 1 | Replace the buoys | lead Harbour master | due In time for the season = ? | rag Slipping a little
T1 | of Trade | Win back the ferry | lead Chief executive | due 31 January 2027 = 2027-01-31 | rag Pending | said Talks
T2 | of Trade | Dredge | lead Engineer | due 28 February 2027 = 2027-02-28 | complete | rag Achieved
risk Storms | of Trade | Insure | owner Engineer | Red
! Cover!A4: “Draft for comment” was not taken
! Safety!D5: “In time for the season” was not read as a date; the words are kept
";
    assert_eq!(told(&reading), expected);
    assert_eq!(
        columns(&reading),
        "Safety!A3 Action no = reference; Safety!B3 Action = action; Safety!C3 Action owner = lead; Safety!D3 Due date = due; Safety!E3 B/RAG = rag; Safety!F3 Progress update Sept 2026 = progress; Safety!G3 Cost code = ignore unknown; Trade!A1 Action no = reference; Trade!B1 Action = action; Trade!C1 Action owner = lead; Trade!D1 Due date = due; Trade!E1 B/RAG = rag; Trade!F1 Progress update Sept 2026 = progress; Trade!G1 Cost code = ignore unknown; Risk register!A1 Risk description = risk; Risk register!B1 Theme = theme; Risk register!C1 Mitigating actions = mitigation; Risk register!D1 Owner = lead; Risk register!E1 Likelihood = ignore unknown; Risk register!F1 RAG = rating; KPIs!A1 Action ref = reference; KPIs!B1 KPI = measure; KPIs!C1 Unit = unit; KPIs!D1 Baseline = baseline; KPIs!E1 Target = target; KPIs!F1 30 June 2026 = figures; KPIs!G1 Sept 2026 = figures; Key!A1 RAG = rag; Key!B1 Definition = meaning"
    );
}

#[test]
fn a_header_on_every_page() {
    let reading = read("pages.ods");
    let expected = "\
plan Library Plan | word priority
class Green | on track
class Amber | at risk
class Red | off track
theme 1 | Books
theme 2 | Buildings | lead Estates
1.1 | of 1 | Buy large print | lead Librarian | due 1 October 2026 = 2026-10-01 | rag Green
1.2 | of 1 | Weed the stock | lead Librarian | due 1 December 2026 = 2026-12-01 | rag Amber
1.3 | of 1 | Mend the catalogue | lead Librarian | rag Amber
2.1 | of 2 | Paint the hall | lead Caretaker | due 5 April 2027 = 2027-04-05 | rag Red
! Plan!A12: “Total” was not taken
! Plan!E12: “4” was not taken
! Plan!A13: “* Dates are the contractor's” was not taken
";
    assert_eq!(told(&reading), expected);
    assert_eq!(
        columns(&reading),
        "Plan!A3 Ref = reference; Plan!B3 Action = action; Plan!C3 Lead = lead; Plan!D3 By when = due; Plan!E3 RAG = rag"
    );
}

#[test]
fn the_same_plan_in_ods_is_read_alike() {
    // LibreOffice shows the decimals of a percentage, and so does its file.
    let expected = told(&read("merged.xlsx")).replace("to 90%", "to 90.0%");
    assert_eq!(told(&read("merged.ods")), expected);
}

#[test]
fn the_plan_of_the_sample_is_read_whole() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample/csib-plan.csv");
    let sheets = sheet::read(&std::fs::read(path).unwrap()).unwrap();
    let reading = plan::read(&sheets, &Options::default()).unwrap();
    assert_eq!(reading.questions(), []);
    let draft = &reading.draft;
    assert_eq!((draft.short_name.as_str(), draft.body.as_str(), draft.themes.len()), ("CSIP", "CSIB", 6));
    assert_eq!((draft.actions.len(), draft.risks.len(), draft.classes.len()), (42, 10, 4));
    assert!(draft.actions.iter().all(|action| !action.findings.is_empty() && !action.measures.is_empty()));
    let undated: Vec<&str> =
        draft.actions.iter().filter(|a| a.due.day.is_none()).map(|a| a.due.words.as_str()).collect();
    assert_eq!(undated, ["Ongoing"; 4]);
}

#[test]
fn a_plan_in_another_layout_has_its_pillars_and_leads() {
    let reading = read("wexmoor-send.csv");
    assert_eq!((reading.questions().len(), reading.draft.actions.len()), (0, 34));
    assert_eq!(reading.draft.theme_word, "pillar");
    let first = &reading.draft.themes[0];
    let told = (first.reference.as_str(), first.title.as_str(), first.lead.as_str());
    assert_eq!(told, ("1", "EARLIER HELP", "Ruth Wynyard, Assistant Director – Education and Inclusion"));
}
