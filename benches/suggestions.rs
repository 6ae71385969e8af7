//! What a key press costs while an ACTION is typed and the plan actions that it resembles are sought: in plans of
//! 500 actions, one of them and twenty. What counts is the dearest key, when a word is asked for the first time; and
//! what is done between two keys, words judged that no list has among it, for which the second may have to wait.

use chrono::NaiveDateTime;
use minutebook::clerk::{proof, synthetic};
use minutebook::record::{Change, Plan, PlanAction, Record, Step, Theme};
use minutebook::store::Store;
use minutebook::tui::frame::Display;
use minutebook::tui::keys::Key;
use minutebook::tui::{App, Clock, Start};
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use std::time::{Duration, Instant};

const PLANS: &[usize] = &[0, 1, 20];
const ACTIONS: usize = 500;
const ROUNDS: usize = 12;

/// Words of plans; each plan action has some forty of them, so that each stands in every fourth or so.
const WORDS: &str = "children families workers audit report practice quality recruitment retention vacancy agency caseload \
    supervision training school attendance exclusion placement foster carer budget cost grant referral threshold \
    contact police health nurse partner hub father parent voice council inspection recommendation system recording \
    chronology duplicate address form assessment scorecard figures analyst complaint lesson survey questionnaire \
    independent review reviewing officer adviser leaver mentor newly qualified manager coaching career specialist \
    permanent posts offer contract locality visit seniors leaders monthly borough homes distance kinship breaks named \
    unallocated plan education virtual pupil target information sharing protocol consent letters acknowledgement";

const TYPED: &[&str] = &[
    "! dcs: report how many vacant posts are filled by locums, and what agency workers cost, by next meeting",
    "! ask schools and the police to sign the protocol on sharing information about exclusions by 31 March",
    "! bring the results of the spring audits with the lessons from complaints and the survey of foster carers",
    "! reprot wich recruitement costs the borough bore and wether locums staid in vaccant posts of Wolvercote Hundred",
    "! say how many children changed social worker, and who supervises newly qualified workers in each locality",
];

fn evening() -> NaiveDateTime {
    NaiveDateTime::parse_from_str("2031-03-03 19:00", "%Y-%m-%d %H:%M").unwrap_or_default()
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Key {
    Key::of(KeyEvent::new(code, modifiers))
}

fn words(random: &mut fastrand::Rng, count: usize) -> String {
    let all: Vec<&str> = WORDS.split_whitespace().collect();
    (0..count).map(|_| all[random.usize(0..all.len())]).collect::<Vec<_>>().join(" ")
}

/// Puts a plan of 500 actions into a book.
fn add_plan(store: &mut Store, nth: usize) {
    let (now, mut random) = (evening(), fastrand::Rng::with_seed(nth as u64));
    let slug = store.meetings(1).expect("meetings")[0].meeting.clone();
    let body = store.find_meeting(&slug).expect("the meeting").body;
    let plan = store.fresh_id(now);
    let [name, short_name] = [format!("Plan {nth}"), format!("P{nth}")];
    let [period, version, theme_word] = ["2031", "1", "theme"].map(String::from);
    let mut rows: Vec<Record> =
        vec![Plan { id: plan, body, name, short_name, period, version, theme_word, merged_into: None }.into()];
    let mut theme = store.fresh_id(now);
    for position in 0..ACTIONS {
        let (within, of) = (position % 20, position / 20 + 1);
        if within == 0 {
            theme = store.fresh_id(now);
            let title = words(&mut random, 3);
            let (position, reference, lead_words) = (of as i64, of.to_string(), String::new());
            rows.push(Theme { id: theme, plan, position, reference, title, lead: None, lead_words }.into());
        }
        rows.push(
            PlanAction {
                id: store.fresh_id(now),
                plan,
                theme,
                position: position as i64,
                reference: format!("{of}.{}", within + 1),
                text: words(&mut random, 18),
                lead: None,
                lead_words: "DCS".into(),
                partners: "PSW; AD-S".into(),
                start_words: String::new(),
                start: None,
                due_words: String::new(),
                due: None,
                outcome: words(&mut random, 12),
                impact: words(&mut random, 12),
                evidence: String::new(),
                origin: None,
                origin_reference: String::new(),
            }
            .into(),
        );
    }
    let changes = rows.into_iter().map(Change::made).collect();
    store.apply(Step::of_book(format!("Plan {nth}"), changes), now).expect("a plan");
}

/// Types every line and takes it back. Returns how long each key took to be taken, kept and painted, and how long what
/// was done after it.
fn type_all(folder: &tempfile::TempDir, width: u16) -> (Vec<Duration>, Vec<Duration>) {
    proof::speller();
    let store = Store::open(&folder.path().join("book.db")).expect("the book");
    let mut app = App::new(store, Clock::standing_at(evening()), Start::Live(None)).expect("the Live screen");
    let mut display = Display::new(CrosstermBackend::new(std::io::sink()), Rect::new(0, 0, width, 45));
    let (mut took, mut after) = (Vec::new(), Vec::new());
    for line in TYPED {
        for letter in line.chars() {
            let start = Instant::now();
            app.key(key(KeyCode::Char(letter), KeyModifiers::NONE));
            app.settle();
            display.draw(|frame| app.draw(frame)).expect("a frame");
            took.push(start.elapsed());
            // Nobody waits: what was left over is looked for.
            let start = Instant::now();
            app.tick();
            after.push(start.elapsed());
        }
        app.key(key(KeyCode::Char('u'), KeyModifiers::CONTROL));
        app.settle();
    }
    app.close();
    (took, after)
}

fn main() {
    for count in PLANS {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut store = Store::open(&folder.path().join("book.db")).expect("a new book");
        synthetic::fill(&mut store, 10_000, synthetic::ONE_ACTION_IN, |_| {}).expect("an invented book");
        (0..*count).for_each(|nth| add_plan(&mut store, nth));
        store.tidy().expect("a tidy book");
        drop(store);
        for width in [80, 140] {
            // Each round opens the book anew: nothing that was asked for is known. Of each key the quickest round
            // counts: what else the machine does is nobody's fault here.
            let (mut took, mut after) = type_all(&folder, width);
            for _ in 1..ROUNDS {
                let (keys, rests) = type_all(&folder, width);
                let quickest = |quickest: &mut Vec<Duration>, round: Vec<Duration>| {
                    quickest.iter_mut().zip(round).for_each(|(quickest, time)| *quickest = time.min(*quickest));
                };
                quickest(&mut took, keys);
                quickest(&mut after, rests);
            }
            took.sort_unstable();
            let rest = after.iter().max().map_or(0.0, |rest| rest.as_secs_f64() * 1000.0);
            let at = |part: usize| took[(took.len() - 1) * part / 1000].as_secs_f64() * 1000.0;
            println!(
                "{count:2} plans of {ACTIONS}, {width} columns: a key takes {:.2} ms; of a hundred, 99 under {:.2}; the \
                 dearest {:.2}; what comes after one at most {rest:.2}",
                at(500),
                at(990),
                at(1000),
            );
        }
    }
}
