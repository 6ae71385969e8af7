//! Bars, each below its label and its figure.

use super::{LINE, WIDTH, class, lines, round, share, sign, width_of, wrap};
use crate::document::picture::{Bar, Sign, Tone};
use maud::{Markup, html};

const BAR: f64 = 10.0;

/// Draws bars from one line that stands for nought, to its left what is less.
pub fn draw(bars: &[Bar]) -> (Markup, f64) {
    let least = bars.iter().map(|bar| bar.value).fold(0.0, f64::min);
    let most = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    // Where all are nought, none has a length.
    let place = |value: f64| if most > least { WIDTH * share(value, least, most) } else { 0.0 };
    let mut y = 0.0;
    let mut drawn = Vec::new();
    for bar in bars {
        let has_sign = bar.tone != Tone::Plain;
        let left = if has_sign { 20.0 } else { 0.0 };
        let figure = wrap(&bar.figure, WIDTH / 3.0);
        let figures = figure.iter().map(|line| width_of(line)).fold(0.0, f64::max);
        let label = wrap(&bar.label, WIDTH - left - figures - 12.0);
        let below = y + LINE * label.len().max(figure.len()).max(1) as f64 + 3.0;
        let (start, end) = (place(bar.value.min(0.0)), place(bar.value.max(0.0)));
        drawn.push(html! {
            @if has_sign { (sign(8.0, y + LINE / 2.0, Sign::of(bar.tone))) }
            (lines(left, y, &label, "start"))
            g .figure { (lines(WIDTH, y, &figure, "end")) }
            rect .track x="0" y=(round(below)) width=(WIDTH) height=(BAR) {}
            rect class={ "bar " (class(bar.tone)) } x=(round(start)) y=(round(below)) width=(round(end - start)) height=(BAR) {}
        });
        y = below + BAR + 8.0;
    }
    (html! { @for part in drawn { (part) } }, y)
}
