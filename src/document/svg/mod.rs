//! Pictures drawn (SVG), to stand in a page: its style gives the classes their colours.
//!
//! Nothing is known of the reader's letters, so words are given room by a guess on the safe side.

mod bars;
mod grid;
mod line;
mod timeline;

use super::picture::{Drawing, Picture, Sign, Tone};
#[cfg(feature = "pdf")]
use maud::PreEscaped;
use maud::{Markup, html};
use unicode_width::UnicodeWidthStr;

/// How wide every picture is: so narrow that its letters can be read on a phone.
const WIDTH: f64 = 400.0;

/// The height of letters, and of a line of them.
const LETTER: f64 = 12.0;
const LINE: f64 = 16.0;

/// Draws a picture as a file of its own, with a style in it, and with room at its sides for letters that are wider than
/// was guessed: what stands outside is cut off.
#[cfg(feature = "pdf")]
pub fn draw_alone(picture: &Picture, style: &str) -> String {
    let (drawn, height) = draw_inside(picture);
    let svg = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "-8 0 " (WIDTH + 16.0) " " (round(height)) } {
            style { (PreEscaped(style)) }
            (drawn)
        }
    };
    svg.into_string()
}

/// Draws a picture. Its ids begin with `name`.
pub fn draw(picture: &Picture, name: &str) -> Markup {
    let (drawn, height) = draw_inside(picture);
    let [title, words] = ["a", "b"].map(|end| format!("{name}{end}"));
    html! {
        svg role="img" aria-labelledby={ (title) " " (words) } viewBox={ "0 0 " (WIDTH) " " (round(height)) } {
            title id=(title) { (or_dash(picture.title())) }
            desc id=(words) { (or_dash(picture.alternative())) }
            (drawn)
        }
    }
}

/// Draws a picture and its key. Returns how high they are as well.
fn draw_inside(picture: &Picture) -> (Markup, f64) {
    let (drawing, height) = match picture.drawing() {
        Drawing::Grid(grid) => grid::draw(grid),
        Drawing::Timeline(timeline) => timeline::draw(timeline),
        Drawing::Bars(bars) => bars::draw(bars),
        Drawing::Line(line) => line::draw(line),
    };
    let (key, height) = draw_key(picture, height);
    (html! { (drawing) (key) }, height)
}

/// A picture must be called something.
fn or_dash(words: &str) -> &str {
    if words.trim().is_empty() { "\u{2013}" } else { words }
}

/// Draws what the signs mean, one below the other, under a drawing of a height.
fn draw_key(picture: &Picture, above: f64) -> (Markup, f64) {
    let mut y = above;
    let mut drawn = Vec::new();
    for entry in picture.key() {
        let room = WIDTH - 26.0;
        drawn.push(sign(12.0, y + LINE / 2.0, entry.sign));
        drawn.push(lines(26.0, y, &wrap(&entry.label, room), "start"));
        y += height_of(&entry.label, room) + 2.0;
    }
    (html! { @for part in drawn { (part) } }, y + 2.0)
}

/// Returns a place on the page: no more than a tenth of a step, and always a number.
fn round(value: f64) -> f64 {
    if value.is_finite() { (value * 10.0).round() / 10.0 } else { 0.0 }
}

/// Returns where a value lies between two others, from 0 to 1: in the middle, where these are the same.
fn share(value: f64, from: f64, to: f64) -> f64 {
    let share = (value / 2.0 - from / 2.0) / (to / 2.0 - from / 2.0);
    if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.5 }
}

fn width_of(text: &str) -> f64 {
    text.width() as f64 * LETTER * 0.58
}

/// Wraps words into so much room; those that are longer are broken.
fn wrap(text: &str, room: f64) -> Vec<String> {
    let columns = (room / (LETTER * 0.58)).floor().max(1.0) as usize;
    textwrap::wrap(text, textwrap::Options::new(columns)).into_iter().map(|line| line.into_owned()).collect()
}

fn height_of(text: &str, room: f64) -> f64 {
    wrap(text, room).len() as f64 * LINE
}

/// Writes lines of text below `y`; `anchor` says what stands at `x`: their start, middle or end.
fn lines(x: f64, y: f64, lines: &[String], anchor: &str) -> Markup {
    html! {
        @for (nth, line) in lines.iter().enumerate() {
            text x=(round(x)) y=(round(y + LINE * nth as f64 + LETTER)) text-anchor=(anchor) { (line) }
        }
    }
}

/// Writes lines of text with the paper behind them, so that no line of the drawing runs through the letters.
fn clear_lines(x: f64, y: f64, words: &[String], anchor: &str) -> Markup {
    html! {
        @for (nth, line) in words.iter().enumerate() {
            @let width = width_of(line);
            @let left = match anchor { "start" => x, "end" => x - width, _ => x - width / 2.0 };
            rect .paper x=(round(left - 1.0)) y=(round(y + LINE * nth as f64)) width=(round(width + 2.0)) height=(LINE) {}
        }
        (lines(x, y, words, anchor))
    }
}

/// Returns the class that gives a tone its colour.
fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Watch => "watch",
        Tone::Bad => "bad",
        Tone::Done => "done",
        Tone::Paused => "paused",
        Tone::Plain => "plain",
    }
}

/// Draws a sign around a place. Each tone has a shape of its own; it is hollow until it is done, and what is
/// late has a mark before it.
fn sign(x: f64, y: f64, sign: Sign) -> Markup {
    let shape = match sign.tone {
        Tone::Good => "M-6 0A6 6 0 1 1 6 0A6 6 0 1 1 -6 0Z",
        Tone::Watch => "M0 -6.5L6.5 5.5H-6.5Z",
        Tone::Bad => "M0 -7L7 0L0 7L-7 0Z",
        Tone::Done => "M-6.5 0.5L-3.5 -2.5L-1.5 -0.5L4 -6L7 -3L-1.5 5.5Z",
        Tone::Paused => "M-6 -6H-2.5V6H-6ZM2.5 -6H6V6H2.5Z",
        Tone::Plain => "M-5 -5H5V5H-5Z",
    };
    let kind = if sign.is_done { "sign" } else { "sign hollow" };
    html! {
        g class={ (kind) " " (class(sign.tone)) } transform=(format!("translate({} {})", round(x), round(y))) {
            path d=(shape) {}
            @if sign.is_late { path .late d="M-10.4 -8H-8L-8.4 -2H-10ZM-10.4 -1H-8V1.4H-10.4Z" {} }
        }
    }
}
