//! Values over time, with the target and the baseline that they are held against.

use super::timeline::{axis, beside_edge, place};
use super::{LINE, WIDTH, clear_lines, lines, round, share, width_of, wrap};
use crate::document::picture::{Line, Point};
use maud::{Markup, html};

/// Where the values are drawn.
const TOP: f64 = 2.0 * LINE;
const BOTTOM: f64 = 160.0;
/// Where the days of the axis have ended.
const BELOW: f64 = BOTTOM + 2.0 * LINE;

pub fn draw(line: &Line) -> (Markup, f64) {
    let (Some(first), Some(last)) = (line.points.first(), line.points.last()) else {
        return levels(line, 0.0, 1.0);
    };
    let (from, to) = (first.day, last.day);
    let levels_of = line.target.iter().chain(&line.baseline).map(|level| level.value);
    let values = || line.points.iter().map(|point| point.value).chain(levels_of.clone());
    let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let places: Vec<(f64, f64)> =
        line.points.iter().map(|point| (place(point.day, from, to), height(point.value, least, most))).collect();
    let path: Vec<String> = places.iter().map(|(x, y)| format!("{},{}", round(*x), round(*y))).collect();
    let (levels, below) = levels(line, least, most);
    let drawn = html! {
        (axis(&line.ticks, from, to, BOTTOM + 10.0, (BOTTOM + 4.0, BOTTOM + 10.0)))
        (levels)
        (figures(&line.points, &places))
        polyline .series points=(path.join(" ")) {}
        @for (x, y) in &places { circle .series cx=(round(*x)) cy=(round(*y)) r="3.5" {} }
    };
    (drawn, below)
}

fn height(value: f64, least: f64, most: f64) -> f64 {
    BOTTOM - (BOTTOM - TOP) * share(value, least, most)
}

/// Writes the values over their points, the last first: the others where there is room.
fn figures(points: &[Point], places: &[(f64, f64)]) -> Markup {
    let mut free = f64::INFINITY;
    let mut drawn = Vec::new();
    for (point, (x, y)) in points.iter().zip(places).rev() {
        let (middle, half) = (beside_edge(*x, &point.figure), width_of(&point.figure) / 2.0);
        if middle + half < free {
            free = middle - half - 6.0;
            drawn.push(clear_lines(middle, y - LINE - 6.0, std::slice::from_ref(&point.figure), "middle"));
        }
    }
    html! { g .figure { @for part in drawn { (part) } } }
}

/// Draws what the values are held against, each on its height, and below the drawing what it is.
fn levels(line: &Line, least: f64, most: f64) -> (Markup, f64) {
    let mut y = BELOW;
    let mut drawn = Vec::new();
    let kinds = [("target", &line.target), ("baseline", &line.baseline)];
    for (kind, level) in kinds.into_iter().filter_map(|(kind, level)| level.as_ref().map(|level| (kind, level))) {
        let at = height(level.value, least, most);
        let label = wrap(&level.label, WIDTH - 40.0);
        let beside = y + LINE / 2.0;
        drawn.push(html! {
            g class=(kind) {
                line x1="0" x2=(WIDTH) y1=(round(at)) y2=(round(at)) {}
                line x1="0" x2="32" y1=(round(beside)) y2=(round(beside)) {}
                (lines(40.0, y, &label, "start"))
            }
        });
        y += 2.0 + LINE * label.len() as f64;
    }
    (html! { @for part in drawn { (part) } }, y)
}
