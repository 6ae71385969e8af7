//! The pictures of reports: what is drawn, and the same figures in sentences.

use super::measured::MeasureLine;
use super::minutes::joined;
use super::plan_read::{PlanCounts, PlanLine, PlanRead, counted, days};
use super::wording::month_ticks;
use crate::document::picture::{
    Drawing, Grid, GridColumn, GridRow, Lane, LaneMark, Level, Line, Picture, Point, Sign, Tick, Timeline, Tone,
};
use crate::document::{Block, BlockKind};
use crate::record::plan::figure;
use crate::record::time::long_date;
use crate::record::{PlanStatus, RagTone};
use chrono::{Datelike, Days, NaiveDate};

/// Returns the block of a picture.
pub fn block(picture: Picture) -> Block {
    Block::bare(BlockKind::Picture(picture))
}

fn tone(tone: RagTone) -> Tone {
    match tone {
        RagTone::Complete => Tone::Done,
        RagTone::OnTrack => Tone::Good,
        RagTone::AtRisk => Tone::Watch,
        RagTone::OffTrack => Tone::Bad,
        RagTone::Paused => Tone::Paused,
    }
}

/// Themes against RAG classes.
pub fn rag_grid(plan: &PlanRead, themes: &[(String, PlanCounts)]) -> Picture {
    let mut columns: Vec<GridColumn> =
        plan.classes.iter().map(|class| GridColumn { label: class.word.clone(), tone: tone(class.tone) }).collect();
    columns.push(GridColumn { label: "Not rated".into(), tone: Tone::Plain });
    // What is not for these readers is rated, but not for them.
    let hides = themes.iter().any(|(_, counts)| counts.not_published > 0);
    columns.extend(hides.then(|| GridColumn { label: "Not published".into(), tone: Tone::Plain }));
    let row = |(theme, counts): &(String, PlanCounts)| {
        let others = [counts.unrated].into_iter().chain(hides.then_some(counts.not_published));
        GridRow { label: theme.clone(), counts: counts.by_class.iter().map(|class| class.now).chain(others).collect() }
    };
    let sentences: Vec<String> =
        themes.iter().map(|(theme, counts)| format!("{theme}: {}.", rag_words(counts))).collect();
    let title = format!("RAG of {} by {}", plan.plan, plan.theme_word);
    Picture::new(&title, &sentences.join(" "), Drawing::Grid(Grid { columns, rows: themes.iter().map(row).collect() }))
}

/// Returns "2 Green, 1 Red, 3 not rated".
pub fn rag_words(counts: &PlanCounts) -> String {
    let classes = counts.by_class.iter().filter(|class| class.now > 0);
    let mut words: Vec<String> = classes.map(|class| format!("{} {}", class.now, class.class)).collect();
    words.extend((counts.unrated > 0).then(|| format!("{} not rated", counts.unrated)));
    words.extend((counts.not_published > 0).then(|| format!("{} not for publication", counts.not_published)));
    if words.is_empty() { "no plan actions".into() } else { words.join(", ") }
}

/// When plan actions are due, theme by theme, against today.
pub fn due_timeline<'a>(
    plan: &PlanRead,
    themes: impl Iterator<Item = (&'a str, Vec<&'a PlanLine>)>,
) -> Option<Picture> {
    let today = plan.day;
    let mut lanes = Vec::new();
    let (mut late, mut coming, mut done, mut undated) = (Vec::new(), Vec::new(), 0, 0);
    for (theme, lines) in themes {
        let mut marks = Vec::new();
        for line in lines {
            let is_done = line.status.is_some_and(PlanStatus::is_done);
            done += usize::from(is_done);
            let Some(day) = line.due_date else {
                undated += usize::from(line.is_outstanding());
                continue;
            };
            if line.is_overdue {
                late.push((day, format!("{} on {} ({})", line.reference, long_date(day), days(line.days_late(today)))));
            } else if line.is_outstanding() {
                coming.push((day, line.reference.clone()));
            }
            let sign = Sign { tone: line.rag_tone.map_or(Tone::Plain, tone), is_done, is_late: line.is_overdue };
            marks.push(LaneMark { day, label: line.reference.clone(), sign });
        }
        marks.sort_by_key(|mark| mark.day);
        lanes.push(Lane { label: theme.into(), marks });
    }
    let all = || lanes.iter().flat_map(|lane| &lane.marks).map(|mark| mark.day);
    let (first, last) = (all().min()?, all().max()?);
    let from = first.min(today).checked_sub_days(Days::new(7))?;
    let to = last.max(today).checked_add_days(Days::new(14))?;
    let alternative = timeline_words(today, late, coming, done, undated);
    let timeline = Timeline {
        from,
        to,
        today,
        today_label: format!("Today, {}", long_date(today)),
        ticks: month_ticks(from, to),
        lanes,
    };
    let title = format!("When plan actions of {} are due", plan.plan);
    Some(Picture::new(&title, &alternative, Drawing::Timeline(timeline)).with_key(key(plan)))
}

fn timeline_words(
    today: NaiveDate,
    mut late: Vec<(NaiveDate, String)>,
    mut coming: Vec<(NaiveDate, String)>,
    done: usize,
    undated: usize,
) -> String {
    late.sort();
    coming.sort();
    let list = |list: &[(NaiveDate, String)]| joined(&list.iter().map(|(_, words)| words.clone()).collect::<Vec<_>>());
    let month = |day: &NaiveDate| (day.year(), day.month());
    let months = coming.chunk_by(|one, next| month(&one.0) == month(&next.0));
    let months: Vec<String> = months.map(|due| format!("in {} {}", due[0].0.format("%B %Y"), list(due))).collect();
    let mut sentences = vec![match late.len() {
        0 => format!("On {} none is overdue.", long_date(today)),
        count => format!("On {} {count} overdue: due {}.", long_date(today), list(&late)),
    }];
    sentences.extend((!coming.is_empty()).then(|| format!("{} to come: {}.", coming.len(), months.join("; "))));
    sentences.extend((done > 0).then(|| format!("{done} done.")));
    sentences.extend((undated > 0).then(|| format!("{undated} without a day.")));
    sentences.join(" ")
}

fn key(plan: &PlanRead) -> Vec<(Sign, &str)> {
    let hollow = |tone| Sign { tone, is_done: false, is_late: false };
    let mut key: Vec<(Sign, &str)> =
        plan.classes.iter().map(|class| (hollow(tone(class.tone)), class.word.as_str())).collect();
    key.push((hollow(Tone::Plain), "Not rated"));
    key.push((Sign { tone: Tone::Plain, is_done: true, is_late: false }, "Done"));
    key.push((Sign { tone: Tone::Plain, is_done: false, is_late: true }, "Overdue"));
    key
}

/// How many actions were outstanding at the end of each month.
pub fn open_over_time(body: &str, months: &[(NaiveDate, usize)]) -> Option<Picture> {
    // What came before the body gave any action is nothing to show.
    let first = months.iter().position(|(_, open)| *open > 0)?;
    let months = &months[first..];
    let (from, to) = (months.first()?.0, months.last()?.0);
    if from == to {
        return None;
    }
    let point = |(day, open): &(NaiveDate, usize)| Point { day: *day, value: *open as f64, figure: open.to_string() };
    let line = Line {
        points: months.iter().map(point).collect(),
        target: None,
        // From nothing up, or a small change would look like a large one.
        baseline: Some(Level { value: 0.0, label: "None outstanding".into() }),
        ticks: month_ticks(from, to),
    };
    let told: Vec<String> = months.iter().map(|(day, open)| format!("{} {open}", day.format("%B %Y"))).collect();
    let alternative = format!("Outstanding at the end of each month, this one as it is now: {}.", told.join(", "));
    Some(Picture::new(&format!("Outstanding actions of {body} over time"), &alternative, Drawing::Line(line)))
}

/// A measure over time with its target. None where fewer than two values are figures.
pub fn measure(reference: &str, measure: &MeasureLine) -> Option<Picture> {
    let points: Vec<Point> = measure
        .values
        .iter()
        .filter_map(|value| Some(Point { day: value.day, value: figure(&value.value)?, figure: value.value.clone() }))
        .collect();
    if points.len() < 2 {
        return None;
    }
    let level = |words: &str, name: &str| Some(Level { value: figure(words)?, label: format!("{name} {words}") });
    let (from, to) = (points[0].day, points[points.len() - 1].day);
    let mut ticks = month_ticks(from, to);
    if ticks.len() < 2 {
        ticks = points
            .iter()
            .map(|point| Tick { day: point.day, label: point.day.format("%-d %b %Y").to_string() })
            .collect();
    }
    let told: Vec<String> =
        measure.values.iter().map(|value| format!("{} on {}", value.value, long_date(value.day))).collect();
    let mut alternative = format!("{}.", joined(&told));
    if !measure.baseline.is_empty() {
        alternative.push_str(&format!(" It began at {}.", measure.baseline));
    }
    if !measure.target.is_empty() {
        alternative.push_str(&format!(" Target {}", measure.target));
        let distance = if measure.distance.is_empty() { String::new() } else { format!(": {}", measure.distance) };
        alternative.push_str(&format!("{distance}."));
    }
    let line = Line {
        points,
        target: level(&measure.target, "Target"),
        baseline: level(&measure.baseline, "Baseline"),
        ticks,
    };
    Some(Picture::new(&format!("{reference} {}", measure.name), &alternative, Drawing::Line(line)))
}

/// Returns "1 plan action", "42 plan actions".
pub fn plan_actions(count: usize) -> String {
    counted(count, "plan action", "plan actions")
}
