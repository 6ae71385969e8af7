//! A timeline: each lane below its label, and beside each sign what it stands for.

use super::{LINE, WIDTH, clear_lines, round, share, sign, width_of, wrap};
use crate::document::picture::{Lane, LaneMark, Tick, Timeline};
use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

/// Room for a sign at both ends.
const EDGE: f64 = 12.0;
/// From the middle of a sign to its words.
const BESIDE: f64 = 13.0;

pub fn draw(timeline: &Timeline) -> (Markup, f64) {
    let place = |day| place(day, timeline.from, timeline.to);
    let has_today = (timeline.from..=timeline.to).contains(&timeline.today);
    let top = if has_today { 2.0 * LINE } else { LINE } + 6.0;
    let mut y = top;
    let mut lanes = Vec::new();
    for lane in &timeline.lanes {
        let (drawn, below) = draw_lane(lane, y, timeline);
        lanes.push(drawn);
        y = below;
    }
    let today = place(timeline.today);
    let drawn = html! {
        @if has_today {
            line .today x1=(round(today)) x2=(round(today)) y1=(round(LINE)) y2=(round(y)) {}
            g .today { (clear_lines(beside_edge(today, &timeline.today_label), 0.0, std::slice::from_ref(&timeline.today_label), "middle")) }
        }
        (axis(&timeline.ticks, timeline.from, timeline.to, top - LINE - 6.0, (top - 6.0, y)))
        @for lane in lanes { (lane) }
    };
    (drawn, y + 4.0)
}

/// Returns where a day lies; one outside lies at the edge.
pub fn place(day: NaiveDate, from: NaiveDate, to: NaiveDate) -> f64 {
    let number = |day: NaiveDate| f64::from(day.num_days_from_ce());
    EDGE + (WIDTH - 2.0 * EDGE) * share(number(day), number(from), number(to))
}

/// Returns where the middle of words may be, so that they are not cut off.
pub fn beside_edge(x: f64, words: &str) -> f64 {
    let half = width_of(words) / 2.0;
    if half * 2.0 >= WIDTH { WIDTH / 2.0 } else { x.clamp(half, WIDTH - half) }
}

/// Names the days of an axis at `y`, as many as have room, each with a line over such a stretch.
pub fn axis(ticks: &[Tick], from: NaiveDate, to: NaiveDate, y: f64, stretch: (f64, f64)) -> Markup {
    let mut free = 0.0;
    let mut drawn = Vec::new();
    for tick in ticks.iter().filter(|tick| (from..=to).contains(&tick.day)) {
        let x = place(tick.day, from, to);
        let middle = beside_edge(x, &tick.label);
        if middle - width_of(&tick.label) / 2.0 < free {
            continue;
        }
        free = middle + width_of(&tick.label) / 2.0 + 6.0;
        drawn.push(html! {
            line .tick x1=(round(x)) x2=(round(x)) y1=(round(stretch.0)) y2=(round(stretch.1)) {}
            g .tick { (clear_lines(middle, y, std::slice::from_ref(&tick.label), "middle")) }
        });
    }
    html! { @for part in drawn { (part) } }
}

/// A sign with its words, and what they take up.
struct Placed<'a> {
    mark: &'a LaneMark,
    x: f64,
    words: Vec<String>,
    is_left: bool,
    left: f64,
    right: f64,
}

impl<'a> Placed<'a> {
    /// Puts the words to where there is more room.
    fn new(mark: &'a LaneMark, timeline: &Timeline) -> Self {
        let x = place(mark.day, timeline.from, timeline.to);
        let is_left = x > WIDTH / 2.0 && x + BESIDE + width_of(&mark.label) > WIDTH;
        let room = if is_left { x } else { WIDTH - x } - BESIDE;
        let outside = if mark.day < timeline.from { "\u{2190} " } else { "\u{2192} " };
        let is_outside = !(timeline.from..=timeline.to).contains(&mark.day);
        let words = wrap(&format!("{}{}", if is_outside { outside } else { "" }, mark.label), room);
        let wide = BESIDE + words.iter().map(|line| width_of(line)).fold(0.0, f64::max);
        let (left, right) = if is_left { (x - wide, x + BESIDE) } else { (x - BESIDE, x + wide) };
        Placed { mark, x, words, is_left, left, right }
    }

    fn draw(&self, y: f64) -> Markup {
        let (x, anchor) = if self.is_left { (self.x - BESIDE, "end") } else { (self.x + BESIDE, "start") };
        html! { (sign(self.x, y + LINE / 2.0, self.mark.sign)) (clear_lines(x, y, &self.words, anchor)) }
    }
}

/// Draws a lane below `y`, and returns where it ends. Signs share a line where their words leave room.
fn draw_lane(lane: &Lane, y: f64, timeline: &Timeline) -> (Markup, f64) {
    let mut marks: Vec<&LaneMark> = lane.marks.iter().collect();
    marks.sort_by_key(|mark| mark.day);
    let mut rows: Vec<Vec<Placed>> = Vec::new();
    for placed in marks.into_iter().map(|mark| Placed::new(mark, timeline)) {
        let is_free = |row: &&mut Vec<Placed>| {
            row.iter().all(|other| placed.left > other.right + 4.0 || placed.right + 4.0 < other.left)
        };
        match rows.last_mut().filter(is_free) {
            Some(row) => row.push(placed),
            None => rows.push(vec![placed]),
        }
    }
    let label = wrap(&lane.label, WIDTH);
    let mut below = y + 5.0 + LINE * label.len() as f64;
    let mut drawn = Vec::new();
    for row in rows {
        drawn.extend(row.iter().map(|placed| placed.draw(below)));
        below += 2.0 + LINE * row.iter().map(|placed| placed.words.len()).max().unwrap_or(1).max(1) as f64;
    }
    let lane = html! {
        line .lane x1="0" x2=(WIDTH) y1=(round(y)) y2=(round(y)) {}
        g .rowname { (clear_lines(0.0, y + 3.0, &label, "start")) }
        @for part in drawn { (part) }
    };
    (lane, below + 6.0)
}
