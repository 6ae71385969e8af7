//! What the register of 50,000 actions costs: the Review screen opened, words typed in it, the list walked;
//! beside one refresh of a screen (16.7 ms at 60 a second).

use chrono::NaiveDateTime;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use minutebook::clerk::{register, synthetic};
use minutebook::store::{Store, Wanted};
use minutebook::tui::frame::Display;
use minutebook::tui::keys::Key;
use minutebook::tui::{App, Clock, Start};
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use std::hint::black_box;
use std::path::Path;

/// A book of so many entries, of which every second one is an action.
const ENTRIES: usize = 100_000;

fn now() -> NaiveDateTime {
    NaiveDateTime::parse_from_str("2017-03-03 10:00", "%Y-%m-%d %H:%M").unwrap_or_default()
}

fn key(code: KeyCode) -> Key {
    Key::of(KeyEvent::new(code, KeyModifiers::NONE))
}

fn letter(letter: char) -> Key {
    key(KeyCode::Char(letter))
}

fn paint(app: &mut App) {
    app.settle();
    let mut screen = Display::new(CrosstermBackend::new(std::io::sink()), Rect::new(0, 0, 140, 45));
    screen.draw(|frame| app.draw(frame)).expect("a frame");
}

fn meetings(path: &Path) -> App {
    let store = Store::open(path).expect("the book");
    store.tidy_by_hand().expect("the book");
    App::new(store, Clock::standing_at(now()), Start::Meetings).expect("the list of meetings")
}

fn review(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("book.db");
    let mut store = Store::open(&path).expect("a new book");
    synthetic::fill(&mut store, ENTRIES, 2, |_| {}).expect("an invented book");
    store.tidy().expect("a tidy book");
    let outstanding = store.standings(Wanted::Outstanding).expect("standings").len();
    let all = store.count_actions().expect("actions");
    let mut group = criterion.benchmark_group(format!("{all} actions, {outstanding} of them outstanding"));

    group.bench_function("Review opened and painted", |bencher| {
        let opened = |mut app: App| {
            app.key(letter('r'));
            paint(&mut app);
            app
        };
        bencher.iter_batched(|| meetings(&path), opened, BatchSize::PerIteration);
    });
    let mut app = meetings(&path);
    app.key(letter('r'));
    // What is read as soon as nobody waits.
    (0..80).for_each(|_| app.tick());
    group.bench_function("one more lot, read while nobody waits", |bencher| {
        let more = || store.standings(Wanted::EndedLot(minutebook::record::Id(0)));
        bencher.iter(|| black_box(more().expect("standings")));
    });
    group.bench_function("a letter of the words that are asked for", |bencher| {
        app.key(letter('/'));
        let mut typed = "vacancy owner:ds9 overdue".chars().cycle();
        let mut count = 0;
        bencher.iter(|| {
            app.key(letter(typed.next().unwrap_or(' ')));
            paint(&mut app);
            count += 1;
            if count % 25 == 0 {
                app.key(Key::of(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
            }
        });
        app.key(Key::of(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
        app.key(key(KeyCode::Enter));
    });
    group.bench_function("all that were ever given, asked for", |bencher| {
        bencher.iter(|| {
            app.key(letter('/'));
            "all".chars().for_each(|typed| app.key(letter(typed)));
            paint(&mut app);
            app.key(Key::of(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
            app.key(key(KeyCode::Enter));
        });
    });
    group.bench_function("the next action, with its thread", |bencher| {
        bencher.iter(|| {
            app.key(key(KeyCode::Down));
            paint(&mut app);
        });
    });
    let today = now().date();
    group.bench_function("the register as rows: overdue", |bencher| {
        bencher.iter(|| black_box(register::actions(&store, &["overdue".into()], today).expect("rows")));
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(std::time::Duration::from_secs(2))
        .warm_up_time(std::time::Duration::from_millis(300));
    targets = review
}
criterion_main!(benches);
