//! The screens. The only module that names ratatui.
//!
//! A key press becomes a [`Command`](keys::Command) through the one table of keys, or else text for
//! the focused field. The screen on top performs it against the book and reads afresh what it shows;
//! then what is half-typed is kept, and only then is it painted: nothing painted can be lost.

mod action_lines;
pub mod app;
mod bodies;
mod clock;
pub mod editor;
mod export;
mod form;
mod form_fields;
pub mod frame;
pub mod help;
mod history;
mod house_style;
mod input;
pub mod keys;
mod list;
pub mod live;
mod loose_ends;
mod meetings;
mod one_line;
mod paint;
mod palette;
mod plan;
mod proof;
mod review;
mod screen;
mod search;
mod suggested;
mod terminal;
mod wrap;

pub use app::App;
pub use clock::Clock;

use crate::clerk::{Failure, Result};
use crate::document::inert;
use crate::store::Store;
use ratatui::crossterm::event::Event;
use std::time::Duration;

/// Where the screens begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    Meetings,
    /// A meeting by its name, or the one in progress.
    Live(Option<String>),
    /// What was promised, asked for by words.
    Review(String),
    /// How a plan stands: the plan's name, if that is said, and what is asked for.
    Plan(Vec<String>),
}

/// Shows the screens until the person leaves.
pub fn run(store: Store, start: Start, clock: Clock) -> Result<()> {
    store.tidy_by_hand()?;
    let mut app = App::new(store, clock, start)?;
    let terminal = terminal::enter().map_err(|error| no_terminal(&error));
    let result = terminal.and_then(|mut screen| show(&mut app, &mut screen).map_err(|error| no_terminal(&error)));
    {
        let _painting = terminal::painting();
        terminal::restore();
    }
    let unsaved = app.close();
    result?;
    if unsaved.is_empty() {
        return Ok(());
    }
    let lines: String = unsaved.iter().map(|line| format!("\n  {}", inert(line))).collect();
    let hint = "Open the meeting again when the book can be written: what could be kept beside it is recorded then. Type \
                only what is not there.";
    Err(Failure::new(format!("Not saved:{lines}"), hint))
}

fn no_terminal(error: &std::io::Error) -> Failure {
    Failure::new(
        format!("The terminal cannot be used: {error}."),
        "Run minutebook in a terminal window; transcribe and export work without one.",
    )
}

/// The longest the loop sleeps when nothing needs it sooner.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

fn show(app: &mut App, screen: &mut terminal::Screen) -> std::io::Result<()> {
    let mut has_changed_size = false;
    let mut input = input::Input::open()?;
    loop {
        app.settle();
        {
            let _painting = terminal::painting();
            if has_changed_size || terminal::was_suspended() {
                terminal::fit(screen)?;
            }
            // Before the screen says that it is done.
            if let Some(text) = app.take_copied() {
                terminal::copy(&text)?;
            }
            screen.draw(|frame| app.draw(frame))?;
        }
        if app.is_over() {
            return Ok(());
        }
        let events = input.events(app.next_wake().min(LONGEST_SLEEP))?;
        has_changed_size = events.iter().any(|event| matches!(event, Event::Resize(..)));
        if events.is_empty() {
            app.tick();
        }
        for event in events {
            app.event(event);
        }
        if app.wants_to_suspend()
            && let Err(why) = terminal::suspend()
        {
            app.say(why);
        }
    }
}
