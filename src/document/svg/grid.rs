//! A grid of counts: each row below its label, so that the cells have the whole width.

use super::{LINE, WIDTH, class, height_of, lines, round, sign, wrap};
use crate::document::picture::{Grid, Sign};
use maud::{Markup, html};

const CELL: f64 = 26.0;

pub fn draw(grid: &Grid) -> (Markup, f64) {
    let width = WIDTH / grid.columns.len().max(1) as f64;
    let highest = grid.rows.iter().flat_map(|row| &row.counts).copied().max().unwrap_or(0);
    let head = 18.0 + grid.columns.iter().map(|column| height_of(&column.label, width - 4.0)).fold(0.0, f64::max);
    let mut y = head + 4.0;
    let mut rows = Vec::new();
    for row in &grid.rows {
        let label = wrap(&row.label, WIDTH);
        let below = y + LINE * label.len() as f64 + 2.0;
        rows.push(html! {
            g .rowname { (lines(0.0, y, &label, "start")) }
            @for (nth, count) in row.counts.iter().enumerate() { (cell(grid, nth, *count, highest, below, width)) }
        });
        y = below + CELL + 6.0;
    }
    let columns = grid.columns.iter().enumerate().map(|(nth, column)| {
        let middle = width * (nth as f64 + 0.5);
        html! { (sign(middle, 9.0, Sign::of(column.tone))) (lines(middle, 18.0, &wrap(&column.label, width - 4.0), "middle")) }
    });
    (html! { @for part in columns.chain(rows) { (part) } }, y)
}

/// Draws a cell with its number, the sign of its column beside it unless it is nought.
fn cell(grid: &Grid, nth: usize, count: usize, highest: usize, y: f64, width: f64) -> Markup {
    let tone = grid.columns[nth].tone;
    let x = width * nth as f64;
    let middle = x + width / 2.0;
    // Even one is to be seen beside none.
    let share = if count == 0 { 0.0 } else { 0.3 + 0.7 * count as f64 / highest.max(1) as f64 };
    html! {
        rect .frame x=(round(x + 1.0)) y=(round(y)) width=(round(width - 2.0)) height=(CELL) {}
        @if count > 0 {
            rect class={ "tint " (class(tone)) } x=(round(x + 1.0)) y=(round(y)) width=(round(width - 2.0)) height=(CELL)
                fill-opacity=(round(share)) {}
            @if width > 40.0 { (sign(middle - 13.0, y + CELL / 2.0, Sign::of(tone))) }
        }
        (lines(if count > 0 && width > 40.0 { middle + 8.0 } else { middle }, y + 5.0, &[count.to_string()], "middle"))
    }
}
