//! Frames painted in part: rows that are kept show what painting them afresh would show.

use crate::session::{Session, parse_keys};
use crate::typing::key_strategy;
use minutebook::tui::App;
use minutebook::tui::frame::Display;
use proptest::prelude::*;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use std::cell::RefCell;
use std::io::{self, Write};
use std::num::NonZeroU16;
use std::rc::Rc;

/// A terminal that we did not write, fed with what the program sends.
#[derive(Clone)]
struct Emulator(Rc<RefCell<vt100::Parser>>);

impl Write for Emulator {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().process(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The program on such a terminal.
struct Desk {
    app: App,
    display: Display<CrosstermBackend<Emulator>>,
    emulator: Emulator,
    area: Rect,
}

impl Desk {
    fn new(width: u16, height: u16) -> Self {
        let (columns, rows) = (NonZeroU16::new(width).unwrap(), NonZeroU16::new(height).unwrap());
        let emulator = Emulator(Rc::new(RefCell::new(vt100::Parser::new(rows, columns, 0))));
        let area = Rect::new(0, 0, width, height);
        let display = Display::new(CrosstermBackend::new(emulator.clone()), area);
        Desk { app: Session::started().app, display, emulator, area }
    }

    fn paint(&mut self) {
        self.app.settle();
        self.display.draw(|frame| self.app.draw(frame)).unwrap();
    }

    fn paint_whole(&mut self) {
        self.display.fit(self.area).unwrap();
        self.paint();
    }

    /// Returns the rows, how each of their cells is styled, and the cursor if it shows.
    fn shown(&self) -> (Vec<String>, Vec<String>, Option<(u16, u16)>) {
        let parser = self.emulator.0.borrow();
        let screen = parser.screen();
        let cells = (0..self.area.height).flat_map(|row| (0..self.area.width).map(move |column| (row, column)));
        let styles = cells.filter_map(|(row, column)| screen.cell(row, column)).map(|cell| {
            // Of a blank only this can be seen.
            let is_blank = cell.contents().trim().is_empty();
            let visible = (!is_blank).then(|| (cell.fgcolor(), cell.bold(), cell.dim(), cell.italic()));
            format!("{visible:?} {}", cell.inverse())
        });
        let rows = screen.rows(0, self.area.width).map(|row| row.trim_end().to_string());
        (rows.collect(), styles.collect(), (!screen.hide_cursor()).then(|| screen.cursor_position()))
    }
}

/// Keys whose letters the emulator and the program hold for equally wide.
fn agreed_keys() -> impl Strategy<Value = String> {
    key_strategy().prop_filter("of one width", |keys| keys.is_ascii() || ["Siân", "漢字"].contains(&keys.as_str()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn a_screen_painted_in_part_is_the_screen_painted_whole(
        keys in prop::collection::vec(agreed_keys(), 1..60),
        (width, height) in (20u16..160, 5u16..50),
    ) {
        let (mut in_part, mut whole) = (Desk::new(width, height), Desk::new(width, height));
        for key in keys.iter().flat_map(|piece| parse_keys(piece)) {
            // An export would write into the folder where the tests run.
            let exports = in_part.shown().0.iter().any(|row| row.contains("Print the minutes of"));
            let key = if exports { parse_keys("<esc>")[0] } else { key };
            in_part.app.key(key);
            in_part.paint();
            whole.app.key(key);
            whole.paint_whole();
            prop_assert_eq!(in_part.shown(), whole.shown(), "after {:?}", key);
        }
    }
}

#[test]
fn a_letter_costs_the_rows_that_it_changes() {
    let mut desk = Desk::new(120, 40);
    desk.paint();
    let mut rows = Vec::new();
    for key in parse_keys("The report was noted") {
        desk.app.key(key);
        desk.app.settle();
        desk.display
            .draw(|frame| {
                desk.app.draw(frame);
                rows.push(frame.rows_painted());
            })
            .unwrap();
    }
    // The prompt and the line; at first also the row in which a message stood.
    assert_eq!(rows[1..], [2; 19]);
}
