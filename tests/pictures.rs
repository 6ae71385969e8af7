//! The README's pictures of screens, drawn from the program's own buffer.

use crate::session::{Session, display};
use minutebook::clerk::demo;
use minutebook::store::Store;
use minutebook::tui::{App, Clock, Start};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

const CELL_WIDTH: f32 = 8.4;
const CELL_HEIGHT: f32 = 18.0;

/// The sample book on a screen.
fn shown(start: impl FnOnce(String) -> Start, height: u16) -> Session {
    let mut store = Store::in_memory().unwrap();
    store.seed_ids(1);
    let (meeting, now) = demo::fill(&mut store).unwrap();
    let app = App::new(store, Clock::standing_at(now), start(meeting.slug)).unwrap();
    Session { app, display: display(140, height) }
}

/// Holds a picture of the README against the screen as it is, or draws it afresh.
fn holds(session: &Session, name: &str, label: &str) {
    let picture = svg(session.display.backend().buffer(), label);
    let path = format!("{}/data/pictures/{name}.svg", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("MINUTEBOOK_BLESS").is_some() {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/data/pictures")).unwrap();
        std::fs::write(&path, &picture).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == picture, "data/pictures/{name}.svg is out of date: MINUTEBOOK_BLESS=1 cargo test pictures::");
}

#[test]
fn the_readme_shows_the_live_screen_as_it_is() {
    let mut session = shown(|meeting| Start::Live(Some(meeting)), 40);
    session.keys("! ad-e, pdm: send each school its list every month from 1 October");
    holds(&session, "live", "The Live screen of minutebook");
}

#[test]
fn the_readme_shows_the_plan_screen_as_it_is() {
    let mut session = shown(|_| Start::Plan(vec!["csip".into()]), 40);
    // What it reads while nobody waits.
    (0..20).for_each(|_| session.app.tick());
    session.keys("<down>");
    holds(&session, "plan", "The Plan screen of minutebook");
}

/// Draws a buffer as SVG: one text for each run of cells of one style.
fn svg(buffer: &Buffer, label: &str) -> String {
    let (width, height) = (buffer.area.width, buffer.area.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{label}\" \
         width=\"{:.0}\" height=\"{:.0}\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" \
         font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" fill=\"#1b1e24\"/>\n",
        f32::from(width) * CELL_WIDTH,
        f32::from(height) * CELL_HEIGHT
    );
    for y in 0..height {
        let mut x = 0;
        while x < width {
            let start = x;
            let style = look(&buffer[(x, y)]);
            let mut text = String::new();
            while x < width && look(&buffer[(x, y)]) == style {
                let symbol = buffer[(x, y)].symbol();
                text.push_str(symbol);
                x += (symbol.width() as u16).max(1);
            }
            draw_run(&mut svg, start, y, x - start, &text, &style);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Text colour, ground, and the attributes of a cell's look.
fn look(cell: &Cell) -> (&'static str, &'static str, String) {
    let colour = match cell.fg {
        Color::Red => "#ff7b72",
        Color::Yellow => "#e3b341",
        Color::Green => "#7ee787",
        Color::Cyan => "#79c0ff",
        _ => "#e6edf3",
    };
    let (colour, ground) = match cell.modifier.contains(Modifier::REVERSED) {
        true => ("#1b1e24", "#c9d1d9"),
        false => (colour, ""),
    };
    let mut attributes = String::new();
    if cell.modifier.contains(Modifier::BOLD) {
        attributes.push_str(" font-weight=\"bold\"");
    }
    if cell.modifier.contains(Modifier::ITALIC) {
        attributes.push_str(" font-style=\"italic\"");
    }
    if cell.modifier.contains(Modifier::DIM) {
        attributes.push_str(" opacity=\"0.65\"");
    }
    (colour, ground, attributes)
}

fn draw_run(svg: &mut String, x: u16, y: u16, cells: u16, text: &str, style: &(&str, &str, String)) {
    let (colour, ground, attributes) = style;
    let (left, top) = (f32::from(x) * CELL_WIDTH, f32::from(y) * CELL_HEIGHT);
    let width = f32::from(cells) * CELL_WIDTH;
    if !ground.is_empty() {
        let _ = writeln!(
            svg,
            "<rect x=\"{left:.1}\" y=\"{top:.0}\" width=\"{width:.1}\" height=\"18\" fill=\"{ground}\"/>"
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let baseline = top + 13.5;
    let _ = writeln!(
        svg,
        "<text x=\"{left:.1}\" y=\"{baseline:.1}\" textLength=\"{width:.1}\" fill=\"{colour}\"{attributes} \
         xml:space=\"preserve\">{escaped}</text>"
    );
}
