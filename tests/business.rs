//! Invented meetings of any kind, in which every entry has a word of its own.

use crate::desk::Desk;
use crate::planned::{PLAN, plan};
use minutebook::clerk::minuting::Edit;
use minutebook::record::EntryKind;
use proptest::prelude::*;

/// Something that happens at an invented meeting.
#[derive(Clone, Debug)]
pub enum Business {
    /// A capture line; `@` stands for the entry's own word.
    Line(&'static str),
    Item(&'static str),
    Exempt,
    Public,
    /// Says that the item is about a part of the plan, or no longer.
    About(&'static str),
    /// Changes an entry of the item, by its place counted round.
    Change(usize, Edit),
}

const LINES: &[&str] = &[
    "n The Director said @ of it.",
    "n @ 漢字 and e\u{301}tude, at a length that must be wrapped somewhere before it comes to its end in this line.",
    "q yc: Why @?",
    "q @: May I ask?",
    "q Who asks @?",
    "a dcs: Because of @.",
    "a And of @.",
    "c sian: @ is 👩‍👧 welcome.",
    "- a point of @",
    "-- a deeper point of @",
    "--- the deepest point of @",
    "! dcs: send @ by Friday ~2.3",
    "! DCS and YC to send @",
    "! send @ to everyone by next meeting",
    "! Ms @ to write by 31 March",
    ":plan 2.1 amber agreed red value 42: dcs: because of @",
    ":plan 1.1 green: @ is on its way",
    "d noted: the matter of @",
    "d resolved dg/ab 3-2-1: that @ be done",
    "d lost @/ab: that nothing be done",
    "i yc: governor of @",
    "< yc 18:40, for @",
    "+ yc 18:50, from @",
    "+ jb for kg 18:55, by way of @",
    "< somebody called @",
    "; spelling of @",
    "; ring @ tomorrow",
];

pub fn business() -> impl Strategy<Value = Vec<Business>> {
    let edits = [Edit::MoveUp, Edit::MoveDown, Edit::Indent, Edit::Outdent, Edit::ReadBack];
    let change = prop_oneof![
        3 => proptest::sample::select(edits.to_vec()),
        1 => proptest::sample::select(EntryKind::ALL).prop_map(Edit::MakeIt),
    ];
    let one = prop_oneof![
        14 => proptest::sample::select(LINES).prop_map(Business::Line),
        2 => proptest::sample::select(&["1", "2", "3", "4", "5", "6"][..]).prop_map(Business::Item),
        1 => proptest::sample::select(&["2.3", "1.1", "Workforce"][..]).prop_map(Business::About),
        2 => Just(Business::Exempt),
        2 => Just(Business::Public),
        3 => (0..12usize, change).prop_map(|(nth, edit)| Business::Change(nth, edit)),
    ];
    proptest::collection::vec(one, 1..45)
}

/// Returns a word that stands nowhere else: "Zqaab".
fn word(nth: usize) -> String {
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    format!("Zq{}{}{}", letter(nth / 676), letter(nth / 26), letter(nth))
}

/// An entry's own word, and whether it was written while the public was excluded.
pub struct Written {
    pub word: String,
    pub exempt: bool,
}

/// What is excluded under an item, by the rule: the whole of it if it was made exempt before anything was
/// written, otherwise what is written from there on.
#[derive(Clone, Copy, Default)]
struct Excluded {
    whole: bool,
    from_here: bool,
    /// Whether it was ever whole: its entries of that time stay hidden.
    count: usize,
}

/// Holds the meeting.
pub fn hold(business: &[Business]) -> (Desk, Vec<Written>) {
    let mut desk = Desk::started();
    plan(&mut desk.store, PLAN, desk.now);
    let mut items: std::collections::BTreeMap<String, Excluded> = Default::default();
    items.insert("5".into(), Excluded { whole: true, ..Excluded::default() });
    let mut here = "1".to_string();
    let mut written = Vec::new();
    for one in business {
        desk.now += chrono::Duration::seconds(20);
        let excluded = items.entry(here.clone()).or_default();
        match one {
            Business::Line(line) => {
                let word = word(written.len());
                desk.types(&line.replace('@', &word));
                written.push(Written { word, exempt: excluded.whole || excluded.from_here });
                excluded.count += 1;
            }
            Business::Item(number) => {
                desk.types(&format!(":item {number}"));
                here = number.to_string();
            }
            Business::About(part) => {
                if desk.try_type(&format!(":link {part}")).is_err() {
                    desk.types(&format!(":unlink {part}"));
                }
            }
            Business::Exempt => {
                desk.types(":exempt 1, 3");
                match excluded.count {
                    0 => excluded.whole = true,
                    _ => excluded.from_here = true,
                }
            }
            Business::Public => {
                desk.types(":public");
                (excluded.whole, excluded.from_here) = (false, false);
            }
            Business::Change(nth, edit) => {
                let count = desk.minuting.entries.len();
                if count > 0 {
                    let id = desk.minuting.entries[nth % count].entry.id;
                    let _ = desk.edit(id, *edit);
                }
            }
        }
    }
    (desk, written)
}
