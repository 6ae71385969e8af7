//! What a book of 20 plans costs, of 500 plan actions each, which 50,000 actions serve: the Plan screen opened, words
//! typed in it, one plan action in full, the next; a long meeting in Live, its loose ends, the review; beside one
//! refresh of a screen (16.7 ms at 60 a second).

use chrono::NaiveDateTime;
use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, criterion_group, criterion_main};
use minutebook::clerk::{synthetic, synthetic_plans};
use minutebook::store::Store;
use minutebook::tui::frame::Display;
use minutebook::tui::keys::Key;
use minutebook::tui::{App, Clock, Start};
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use std::path::Path;

/// A book of so many entries, of which every second one is an action.
const ENTRIES: usize = 100_000;
const PLANS: usize = 20;
const PLAN_ACTIONS: usize = 500;

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

/// The program at the list of meetings.
fn meetings(path: &Path) -> App {
    let store = Store::open(path).expect("the book");
    store.tidy_by_hand().expect("the book");
    App::new(store, Clock::standing_at(now()), Start::Meetings).expect("the list of meetings")
}

/// The program at the list of plans.
fn plans(path: &Path) -> App {
    let mut app = meetings(path);
    app.key(letter('p'));
    app
}

/// The program in the review, with all that is outstanding read.
fn review(path: &Path) -> App {
    let mut app = meetings(path);
    app.key(letter('r'));
    (0..200).for_each(|_| app.tick());
    app
}

fn plan(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("book.db");
    let mut store = Store::open(&path).expect("a new book");
    synthetic::fill(&mut store, ENTRIES, 2, |_| {}).expect("an invented book");
    synthetic_plans::plans(&mut store, PLANS, PLAN_ACTIONS, now().date()).expect("invented plans");
    store.tidy().expect("a tidy book");
    let all = store.count_actions().expect("actions");
    let mut group =
        criterion.benchmark_group(format!("{PLANS} plans of {PLAN_ACTIONS} plan actions, which {all} actions serve"));

    group.bench_function("Plan opened and painted", |bencher| {
        let opened = |mut app: App| {
            app.key(key(KeyCode::Enter));
            paint(&mut app);
            app
        };
        bencher.iter_batched(|| plans(&path), opened, BatchSize::PerIteration);
    });
    let mut app = plans(&path);
    app.key(key(KeyCode::Enter));
    group.bench_function("a letter of the words that are asked for", |bencher| {
        app.key(letter('/'));
        let mut typed = "vacancy lead:ds9 overdue quiet".chars().cycle();
        let mut count = 0;
        bencher.iter(|| {
            app.key(letter(typed.next().unwrap_or(' ')));
            paint(&mut app);
            count += 1;
            if count % 30 == 0 {
                app.key(Key::of(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
            }
        });
        app.key(Key::of(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
        app.key(key(KeyCode::Enter));
    });
    group.bench_function("the next plan action in the list", |bencher| {
        bencher.iter(|| {
            app.key(key(KeyCode::Down));
            paint(&mut app);
        });
    });
    group.bench_function("the next picture", |bencher| {
        bencher.iter(|| {
            app.key(key(KeyCode::Tab));
            paint(&mut app);
        });
    });
    app.key(key(KeyCode::Home));
    group.bench_function("the plan action that most actions serve, in full", |bencher| {
        bencher.iter(|| {
            app.key(key(KeyCode::Enter));
            paint(&mut app);
            app.key(key(KeyCode::Esc));
        });
    });
    app.key(key(KeyCode::Enter));
    group.bench_function("the next plan action in full", |bencher| {
        let mut count = 0;
        bencher.iter(|| {
            app.key(key(if count % 800 < 400 { KeyCode::Right } else { KeyCode::Left }));
            paint(&mut app);
            count += 1;
        });
    });
    app.key(key(KeyCode::Esc));
    app.key(key(KeyCode::Home));
    app.key(key(KeyCode::Enter));
    group.bench_function("one more lot of its memory, read while nobody waits", |bencher| {
        bencher.iter(|| {
            app.tick();
            paint(&mut app);
        });
    });
    (0..400).for_each(|_| app.tick());
    group.bench_function("the end of the longest memory, and back", |bencher| {
        bencher.iter(|| {
            app.key(key(KeyCode::End));
            paint(&mut app);
            app.key(key(KeyCode::Home));
            paint(&mut app);
        });
    });
    around_meetings(&mut group, &path);
    group.finish();
}

/// The screens of a meeting of 2,000 entries, of which 1,000 are actions, and the review, in the same book.
fn around_meetings(group: &mut BenchmarkGroup<'_, WallTime>, path: &Path) {
    let pressed = |code| {
        move |mut app: App| {
            app.key(key(code));
            paint(&mut app);
            app
        }
    };
    let at_meetings = || meetings(path);
    group.bench_function("Live opened at a meeting of 2,000 entries", |bencher| {
        bencher.iter_batched(at_meetings, pressed(KeyCode::Enter), BatchSize::PerIteration);
    });
    group.bench_function("Loose ends of that meeting opened", |bencher| {
        bencher.iter_batched(at_meetings, pressed(KeyCode::Char('l')), BatchSize::PerIteration);
    });
    group.bench_function("one more lot of its loose ends, looked for while nobody waits", |bencher| {
        let opened = || pressed(KeyCode::Char('l'))(meetings(path));
        let ticked = |mut app: App| {
            app.tick();
            paint(&mut app);
            app
        };
        bencher.iter_batched(opened, ticked, BatchSize::PerIteration);
    });
    group.bench_function("Review opened", |bencher| {
        bencher.iter_batched(at_meetings, pressed(KeyCode::Char('r')), BatchSize::PerIteration);
    });
    group.bench_function("plan actions like the selected action, in the review", |bencher| {
        bencher.iter_batched(|| review(path), pressed(KeyCode::Char('l')), BatchSize::PerIteration);
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(std::time::Duration::from_secs(2))
        .warm_up_time(std::time::Duration::from_millis(300));
    targets = plan
}
criterion_main!(benches);
