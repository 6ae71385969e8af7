//! What it costs to write the minutes of a meeting of 300 entries: the whole program, from its start to the file on
//! the disk, in each format; beside a program that only opens the book and lists its one meeting.

use criterion::{Criterion, criterion_group, criterion_main};
use minutebook::clerk::format::Format;
use minutebook::clerk::synthetic;
use minutebook::store::Store;
use std::path::Path;
use std::process::{Command, Stdio};

const ENTRIES: usize = 300;

fn run(book: &Path, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_minutebook"));
    let status = command.arg("--book").arg(book).args(arguments).stdout(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "{arguments:?}");
}

fn export(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let book = folder.path().join("book.db");
    let mut store = Store::open(&book).expect("a new book");
    synthetic::fill(&mut store, ENTRIES, synthetic::ONE_ACTION_IN, |_| {}).expect("an invented meeting");
    let slug = store.meetings(1).expect("its meeting")[0].meeting.clone();
    store.tidy().expect("a tidy book");
    drop(store);
    let out = folder.path().join("out");
    std::fs::create_dir(&out).expect("a folder");
    let out = out.to_string_lossy().into_owned();
    let mut group = criterion.benchmark_group(format!("a meeting of {ENTRIES} entries, whole process"));
    group.bench_function("listed", |bencher| bencher.iter(|| run(&book, &["meetings"])));
    for format in Format::of_minutes().into_iter().filter(|format| format.is_built()) {
        let arguments = ["export", &slug, "--as", format.word(), "--output", &out, "--force"];
        group.bench_function(format!("exported as {format}"), |bencher| bencher.iter(|| run(&book, &arguments)));
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(std::time::Duration::from_secs(2))
        .warm_up_time(std::time::Duration::from_millis(300));
    targets = export
}
criterion_main!(benches);
