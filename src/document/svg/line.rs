//! Values over time, with the target and the baseline that they are held against.

use super::timeline::{axis, beside_edge, place};
use super::{LINE, WIDTH, lines, round, share, width_of};
use crate::document::picture::{Level, Line, Point};
use maud::{Markup, html};

/// Where the values are drawn.
const TOP: f64 = 2.0 * LINE;
const BOTTOM: f64 = 170.0;

pub fn draw(line: &Line) -> (Markup, f64) {
    let (Some(first), Some(last)) = (line.points.first(), line.points.last()) else {
        return (levels(line, 0.0, 1.0), BOTTOM + LINE);
    };
    let (from, to) = (first.day, last.day);
    let levels_of = line.target.iter().chain(&line.baseline).map(|level| level.value);
    let values = || line.points.iter().map(|point| point.value).chain(levels_of.clone());
    let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let places: Vec<(f64, f64)> =
        line.points.iter().map(|point| (place(point.day, from, to), height(point.value, least, most))).collect();
    let path: Vec<String> = places.iter().map(|(x, y)| format!("{},{}", round(*x), round(*y))).collect();
    let drawn = html! {
        (axis(&line.ticks, from, to, BOTTOM + 4.0, BOTTOM))
        (levels(line, least, most))
        polyline .series points=(path.join(" ")) {}
        @for (x, y) in &places { circle .series cx=(round(*x)) cy=(round(*y)) r="3.5" {} }
        (figures(&line.points, &places))
    };
    (drawn, BOTTOM + 2.0 * LINE)
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
            drawn.push(lines(middle, y - LINE - 6.0, std::slice::from_ref(&point.figure), "middle"));
        }
    }
    html! { g .figure { @for part in drawn { (part) } } }
}

fn levels(line: &Line, least: f64, most: f64) -> Markup {
    html! {
        @if let Some(level) = &line.baseline { g .baseline { (draw_level(level, least, most)) } }
        @if let Some(level) = &line.target { g .target { (draw_level(level, least, most)) } }
    }
}

fn draw_level(level: &Level, least: f64, most: f64) -> Markup {
    let y = height(level.value, least, most);
    html! {
        line x1="0" x2=(WIDTH) y1=(round(y)) y2=(round(y)) {}
        (lines(0.0, y - LINE, std::slice::from_ref(&level.label), "start"))
    }
}
