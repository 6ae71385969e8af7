//! A measure as reports have it: its values, and how far it is from its target.

use crate::record::plan::figure;
use crate::record::time::long_date;
use crate::text_enum;
use chrono::NaiveDate;
use serde::Serialize;

/// A measure of a plan action. The names are relied on: add, never rename.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureLine {
    pub name: String,
    pub unit: String,
    pub baseline: String,
    pub target: String,
    /// By day; without the baseline.
    pub values: Vec<ValueLine>,
    /// How far it is from its target: "9 percentage points to go"; empty where the words have no figures.
    pub distance: String,
    pub is_met: bool,
    /// Against the value before, or the baseline.
    pub trend: Option<Trend>,
}

/// What a measure came to on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ValueLine {
    pub day: NaiveDate,
    pub value: String,
    /// Name of the meeting that heard it; none between meetings.
    pub meeting: Option<String>,
}

text_enum! {
    /// Where a measure moved last.
    pub enum Trend {
        Nearer = "nearer the target",
        Same = "no nearer the target",
        Farther = "farther from the target",
    }
}

impl MeasureLine {
    /// Puts a measure with its values as reports have it.
    pub fn new(name: &str, unit: &str, baseline: &str, target: &str, values: Vec<ValueLine>) -> MeasureLine {
        let goal = Goal::of(baseline, target);
        let mut figures: Vec<f64> = figure(baseline).into_iter().collect();
        figures.extend(values.iter().filter_map(|value| figure(&value.value)));
        let latest = match values.last() {
            Some(value) => figure(&value.value),
            None => figure(baseline),
        };
        let trend = match (figures.as_slice(), values.last()) {
            ([.., before, _], Some(_)) => latest.and_then(|latest| goal.trend(*before, latest)),
            _ => None,
        };
        let is_percent = unit == "%" || (unit.is_empty() && target.ends_with('%'));
        MeasureLine {
            name: name.into(),
            unit: unit.into(),
            baseline: baseline.into(),
            target: target.into(),
            distance: latest.map(|latest| goal.distance(latest, unit, is_percent)).unwrap_or_default(),
            is_met: latest.is_some_and(|latest| goal.is_met(latest)),
            trend,
            values,
        }
    }

    pub fn latest(&self) -> Option<&ValueLine> {
        self.values.last()
    }

    /// Returns the value before the latest; the baseline where there is none.
    pub fn before(&self) -> &str {
        self.values.len().checked_sub(2).map_or(&self.baseline, |nth| &self.values[nth].value)
    }

    /// Returns "86% on 11 May 2026 (csib-2026-05-11)", or that nothing was measured since the baseline.
    pub fn latest_words(&self) -> String {
        match self.latest() {
            None => "no value since the baseline".into(),
            Some(ValueLine { day, value, meeting }) => {
                let place = meeting.as_ref().map(|meeting| format!(" ({meeting})")).unwrap_or_default();
                format!("{value} on {}{place}", long_date(*day))
            }
        }
    }

    /// Returns "Vacancy rate: 17% on 27 February 2023 (csib-2023-02-27), before 24%; target 10%, 7 percentage points
    /// to go, nearer the target".
    pub fn words(&self) -> String {
        let mut words = format!("{}: {}", self.name, self.latest_words());
        match (self.latest().is_some(), self.before()) {
            (_, "") => {}
            (true, before) => words.push_str(&format!(", before {before}")),
            (false, baseline) => words.push_str(&format!(", which was {baseline}")),
        }
        if !self.target.is_empty() {
            words.push_str(&format!("; target {}", self.target));
        }
        let rest = [self.distance.as_str(), self.trend.filter(|_| !self.is_met).map_or("", Trend::word)];
        for part in rest.into_iter().filter(|part| !part.is_empty()) {
            words.push_str(&format!(", {part}"));
        }
        words
    }
}

/// From where to where a measure is to go.
#[derive(Clone, Copy)]
struct Goal {
    target: Option<f64>,
    way: Way,
}

/// On which side of the target a measure has met it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Up,
    Down,
    /// "> 90%", "<5": the target itself is not enough.
    Above,
    Below,
    /// The plan does not say: there is no baseline, or it is the target.
    Unknown,
}

impl Goal {
    fn of(baseline: &str, target: &str) -> Goal {
        let (from, to) = (figure(baseline), figure(target));
        let way = match target.trim().chars().next() {
            Some('>') if target.trim().starts_with(">=") => Way::Up,
            Some('<') if target.trim().starts_with("<=") => Way::Down,
            Some('>') => Way::Above,
            Some('<') => Way::Below,
            Some('\u{2265}') => Way::Up,
            Some('\u{2264}') => Way::Down,
            _ => match from.zip(to) {
                Some((from, to)) if from < to => Way::Up,
                Some((from, to)) if from > to => Way::Down,
                _ => Way::Unknown,
            },
        };
        Goal { target: to, way }
    }

    fn is_met(self, latest: f64) -> bool {
        let Some(target) = self.target else { return false };
        match self.way {
            Way::Up => latest >= target,
            Way::Down => latest <= target,
            Way::Above => latest > target,
            Way::Below => latest < target,
            Way::Unknown => latest == target,
        }
    }

    fn distance(self, latest: f64, unit: &str, is_percent: bool) -> String {
        let Some(target) = self.target else { return String::new() };
        if self.is_met(latest) {
            return "target met".into();
        }
        if latest == target {
            return "just short of the target".into();
        }
        let gap = written((target - latest).abs());
        // It may be past its target.
        let way = if self.way == Way::Unknown { "from the target" } else { "to go" };
        match unit {
            _ if is_percent && gap == "1" => format!("1 percentage point {way}"),
            _ if is_percent => format!("{gap} percentage points {way}"),
            "" | "number" => format!("{gap} {way}"),
            unit => format!("{gap} {unit} {way}"),
        }
    }

    fn trend(self, before: f64, latest: f64) -> Option<Trend> {
        if self.way == Way::Unknown {
            return None;
        }
        // What has met its target cannot come nearer to it.
        let gap = |value: f64| if self.is_met(value) { Some(0.0) } else { Some((self.target? - value).abs()) };
        let (before, latest) = (gap(before)?, gap(latest)?);
        Some(match latest.total_cmp(&before) {
            std::cmp::Ordering::Less => Trend::Nearer,
            std::cmp::Ordering::Equal => Trend::Same,
            std::cmp::Ordering::Greater => Trend::Farther,
        })
    }
}

/// Writes a figure with no more than one place, and none that says nothing.
fn written(figure: f64) -> String {
    let rounded = (figure * 10.0).round() / 10.0;
    if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded:.1}") }
}
