//! What recording an entry costs, against the bare SQLite insert with the same durability, and what
//! searching costs, in books of two sizes.

use chrono::NaiveDateTime;
use criterion::{Criterion, criterion_group, criterion_main};
use minutebook::capture::Line;
use minutebook::capture::recording::Place;
use minutebook::clerk::{Minuting, synthetic};
use minutebook::store::Store;
use rusqlite::Connection;
use std::hint::black_box;
use std::time::{Duration, Instant};

const SIZES: &[usize] = &[10_000, 100_000];
const WORDS: &str = "n The Director said that the vacancy figures for the quarter would be sent to every member of the \
                     board before the next meeting, with those of the year before beside them.";

fn now() -> NaiveDateTime {
    NaiveDateTime::parse_from_str("2031-03-03 19:00", "%Y-%m-%d %H:%M").unwrap_or_default()
}

/// Returns how long something takes that is done so many times with a pause before each, as a clerk does:
/// a disk that is kept busy without one answers sooner than it ever would in a meeting.
fn with_pauses<T>(times: u64, mut work: impl FnMut() -> T) -> Duration {
    let once = |_| {
        std::thread::sleep(Duration::from_micros(fastrand::u64(2_000..6_000)));
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..times).map(once).sum()
}

fn recording(criterion: &mut Criterion) {
    for size in SIZES {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("book.db");
        let mut store = Store::open(&path).expect("a new book");
        synthetic::fill(&mut store, *size, synthetic::ONE_ACTION_IN, |_| {}).expect("an invented book");
        store.tidy().expect("a tidy book");
        let mut group = criterion.benchmark_group(format!("book of {size}"));

        let bare = Connection::open(folder.path().join("bare.db")).expect("a database");
        bare.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT)",
        )
        .expect("a table");
        group.bench_function("bare insert, on the disk", |bencher| {
            let insert = || bare.execute("INSERT INTO entry (text) VALUES (?)", [WORDS]).expect("an insert");
            bencher.iter_custom(|times| with_pauses(times, insert));
        });

        let slug = store.meetings(1).expect("meetings")[0].meeting.clone();
        let meeting = store.find_meeting(&slug).expect("the meeting in progress");
        let mut minuting = Minuting::open(&store, meeting.id).expect("the meeting");
        group.bench_function("everything shown read afresh", |bencher| {
            bencher.iter(|| minuting.reload(&store).expect("read"));
        });
        let Line::Entry(line) = minuting.parse(WORDS, minuting.expected()) else { unreachable!("a note") };
        group.bench_function("entry recorded, on the disk", |bencher| {
            let mut record = || {
                let desk = minutebook::capture::recording::Desk {
                    sitting: &minuting.sitting,
                    item: minuting.item,
                    entries: &minuting.entries,
                    called: &Default::default(),
                    ids: store.ids(),
                    now: now(),
                };
                let step = minutebook::capture::recording::record(desk, &line, Place::End).expect("a step");
                store.apply(step, now()).expect("on the disk");
            };
            bencher.iter_custom(|times| with_pauses(times, &mut record));
        });
        group.bench_function("search, 100 newest", |bencher| {
            bencher.iter(|| black_box(store.search("vacan fig", 100).expect("found")));
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30).measurement_time(Duration::from_secs(1))
        .warm_up_time(Duration::from_millis(100));
    targets = recording
}
criterion_main!(benches);
