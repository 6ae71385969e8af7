//! One picture of the screen, and the display that shows it.
//!
//! This is ratatui's `Terminal` and `Frame` with one thing more: rows that a screen knows to be as they
//! were are neither painted nor compared, so that a letter typed costs the few rows that it changes.

use ratatui::backend::Backend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;
use std::ops::Range;

/// What a screen is painted on, blank at first.
pub struct Frame<'a> {
    buffer: &'a mut Buffer,
    kept: &'a mut [bool],
    number: u64,
    is_covered: bool,
    cursor: Option<Position>,
}

/// When an area was painted; see [`Frame::keep`].
#[derive(Clone, Copy, Debug)]
pub struct Painted(u64);

impl Frame<'_> {
    /// Returns what there is to paint on.
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// Paints a widget.
    pub fn render_widget(&mut self, widget: impl Widget, area: Rect) {
        widget.render(area, self.buffer);
    }

    /// Shows the cursor at a place; without this call it is hidden.
    pub fn set_cursor_position(&mut self, position: Position) {
        self.cursor = Some(position);
    }

    /// Tells when an area painted on this frame was painted.
    pub fn painted(&self) -> Painted {
        Painted(self.number)
    }

    /// Leaves rows as the frame before shows them. Tells whether it can: only rows that were painted or
    /// kept on that very frame, and lay under nothing, are still there. Otherwise they must be painted.
    pub fn keep(&mut self, rows: Range<u16>, last: Painted) -> bool {
        let can = !self.is_covered && last.0 + 1 == self.number;
        if can {
            self.kept[usize::from(rows.start)..usize::from(rows.end)].fill(true);
        }
        can
    }

    /// Returns how many rows must be painted.
    pub fn rows_painted(&self) -> usize {
        self.kept.iter().filter(|kept| !**kept).count()
    }

    /// Says, before anything is painted, that something will lie over the screen: nothing is kept on this
    /// frame or on the next.
    pub fn cover(&mut self) {
        self.is_covered = true;
    }
}

/// The display: what it shows, and what the next frame is painted on.
pub struct Display<B: Backend> {
    backend: B,
    shown: Buffer,
    next: Buffer,
    kept: Vec<bool>,
    number: u64,
    cursor: Option<Position>,
}

impl<B: Backend> Display<B> {
    /// Makes a display of a size, which must be blank and show its cursor.
    pub fn new(backend: B, area: Rect) -> Self {
        let (shown, next) = (Buffer::empty(area), Buffer::empty(area));
        let kept = vec![false; usize::from(area.height)];
        Display { backend, shown, next, kept, number: 0, cursor: Some(Position::ORIGIN) }
    }

    /// Returns what shows the frames.
    pub fn backend(&self) -> &B {
        &self.backend
    }

    /// Returns what shows the frames, to be changed.
    pub fn backend_mut(&mut self) -> &mut B {
        &mut self.backend
    }

    /// Fits the display to a new size and clears it: the next frame paints everything.
    pub fn fit(&mut self, area: Rect) -> Result<(), B::Error> {
        self.backend.clear()?;
        self.backend.show_cursor()?;
        self.cursor = Some(Position::ORIGIN);
        self.shown = Buffer::empty(area);
        self.next = Buffer::empty(area);
        self.kept = vec![false; usize::from(area.height)];
        self.number += 1;
        Ok(())
    }

    /// Paints a frame and shows what has changed.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame<'_>)) -> Result<(), B::Error> {
        self.kept.fill(false);
        let (buffer, kept, number) = (&mut self.next, &mut self.kept, self.number + 1);
        let mut frame = Frame { buffer, kept, number, is_covered: false, cursor: None };
        paint(&mut frame);
        let (is_covered, cursor) = (frame.is_covered, frame.cursor);
        // What lay under something is not there to be kept: a number is left out.
        self.number = number + u64::from(is_covered);
        let has_changed = self.show_rows()?;
        self.show_cursor(cursor, has_changed)?;
        self.backend.flush()
    }

    /// Shows what has changed in the rows that were painted. Tells whether anything has.
    fn show_rows(&mut self) -> Result<bool, B::Error> {
        let painted: Vec<u16> = (0..).zip(&self.kept).filter(|(_, kept)| !**kept).map(|(row, _)| row).collect();
        // Taken out, so that the next frame finds blank rows.
        let after: Vec<Buffer> = painted.iter().map(|row| take_row(&mut self.next, *row)).collect();
        let before: Vec<Buffer> = painted.iter().map(|row| take_row(&mut self.shown, *row)).collect();
        let mut changes = before.iter().zip(&after).flat_map(|(before, after)| before.diff_iter(after)).peekable();
        let has_changed = changes.peek().is_some();
        if has_changed {
            self.backend.draw(changes)?;
        }
        for row in after {
            let place = self.shown.index_of(row.area.x, row.area.y);
            self.shown.content[place..place + row.content.len()].swap_with_slice(&mut { row.content });
        }
        Ok(has_changed)
    }

    /// Puts the cursor where it belongs, if it is not there already.
    fn show_cursor(&mut self, cursor: Option<Position>, has_moved: bool) -> Result<(), B::Error> {
        match (self.cursor, cursor) {
            (Some(_), None) => self.backend.hide_cursor()?,
            (None, Some(_)) => self.backend.show_cursor()?,
            _ => {}
        }
        if let Some(position) = cursor
            && (has_moved || self.cursor != cursor)
        {
            self.backend.set_cursor_position(position)?;
        }
        self.cursor = cursor;
        Ok(())
    }
}

/// Takes a row out of a buffer, and leaves it blank.
fn take_row(buffer: &mut Buffer, row: u16) -> Buffer {
    let area = Rect { y: row, height: 1, ..buffer.area };
    let start = buffer.index_of(area.x, row);
    let cells = buffer.content[start..start + usize::from(area.width)].iter_mut();
    Buffer { area, content: cells.map(std::mem::take).collect() }
}
