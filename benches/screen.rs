//! What a key press costs inside the program: a meeting of 2,000 entries open in books of two sizes.

use chrono::NaiveDateTime;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use minutebook::clerk::{proof, synthetic};
use minutebook::store::Store;
use minutebook::tui::frame::Display;
use minutebook::tui::keys::Key;
use minutebook::tui::{App, Clock, Start};
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use std::hint::black_box;

/// Books of so many entries; each has one meeting of 2,000 in progress.
const SIZES: &[usize] = &[10_000, 100_000];

fn letter(letter: char) -> Key {
    Key::of(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE))
}

fn evening() -> NaiveDateTime {
    NaiveDateTime::parse_from_str("2031-03-03 19:00", "%Y-%m-%d %H:%M").unwrap_or_default()
}

/// A book of `entries` entries in a folder that goes when it is dropped.
fn book(entries: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut store = Store::open(&folder.path().join("book.db")).expect("a new book");
    synthetic::fill(&mut store, entries, synthetic::ONE_ACTION_IN, |_| {}).expect("an invented book");
    store.tidy().expect("a tidy book");
    folder
}

fn open(folder: &tempfile::TempDir) -> App {
    let store = Store::open(&folder.path().join("book.db")).expect("the book");
    store.tidy_by_hand().expect("the book");
    App::new(store, Clock::standing_at(evening()), Start::Live(None)).expect("the Live screen")
}

fn screen() -> Display<CrosstermBackend<std::io::Sink>> {
    Display::new(CrosstermBackend::new(std::io::sink()), Rect::new(0, 0, 120, 40))
}

/// Types a line with pauses, in which its words and those of the minutes are judged.
fn judge_words(app: &mut App, terminal: &mut Display<CrosstermBackend<std::io::Sink>>, line: &str) {
    proof::speller();
    for typed in line.chars() {
        app.key(letter(typed));
        app.settle();
        for _ in 0..3 {
            app.tick();
        }
        terminal.draw(|frame| app.draw(frame)).expect("a frame");
    }
    app.key(Key::of(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
}

fn key_press(criterion: &mut Criterion) {
    for size in SIZES {
        let folder = book(*size);
        let mut group = criterion.benchmark_group(format!("book of {size}"));
        let mut app = open(&folder);
        let mut terminal = screen();
        let letters = "the vacancy figuers for the quarter were discused ";
        judge_words(&mut app, &mut terminal, letters);
        let mut typed = letters.chars().cycle();
        let mut count = 0;
        group.bench_function("key: taken, kept and painted", |bencher| {
            bencher.iter(|| {
                app.key(letter(typed.next().unwrap_or(' ')));
                app.settle();
                terminal.draw(|frame| app.draw(frame)).expect("a frame");
                count += 1;
                if count % 72 == 0 {
                    app.key(Key::of(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
                }
            });
        });
        group.bench_function("key: taken", |bencher| {
            bencher.iter(|| {
                app.key(letter(typed.next().unwrap_or(' ')));
                count += 1;
                if count % 72 == 0 {
                    app.key(Key::of(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
                }
            });
        });
        group.bench_function("key: taken and kept", |bencher| {
            bencher.iter(|| {
                app.key(letter(typed.next().unwrap_or(' ')));
                app.settle();
                count += 1;
                if count % 72 == 0 {
                    app.key(Key::of(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
                }
            });
        });
        group.bench_function("200 keys at once: taken, kept and painted, and taken back", |bencher| {
            bencher.iter(|| {
                for _ in 0..200 {
                    app.key(letter(typed.next().unwrap_or(' ')));
                }
                app.settle();
                terminal.draw(|frame| app.draw(frame)).expect("a frame");
                app.key(Key::of(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
                app.settle();
                terminal.draw(|frame| app.draw(frame)).expect("a frame");
            });
        });
        group.bench_function("painted again", |bencher| {
            bencher.iter(|| {
                terminal.draw(|frame| app.draw(frame)).map(|_| ()).expect("a frame");
            });
        });
        // As one leaves: what is half-typed goes into the book, and its file is short again.
        app.close();
        drop(app);
        group.bench_function("Live opened", |bencher| {
            bencher.iter_batched(|| (), |()| black_box(open(&folder)), BatchSize::PerIteration);
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(std::time::Duration::from_secs(2))
        .warm_up_time(std::time::Duration::from_millis(300));
    targets = key_press
}
criterion_main!(benches);
