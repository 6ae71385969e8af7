//! House styles: the ready ones, those in files, and that of a body, setting by setting.

use super::{Failure, Result};
use crate::record::house_style::{
    ActionOrder, AttendanceForm, DateForm, DecisionForm, DecisionVerb, Movers, NameForm, Numbering, Phrase, Questions,
    TimeForm,
};
use crate::record::{Body, BodyStyle, Change, HouseStyle, Step};
use crate::reports::phrases;
use crate::store::Store;
use chrono::NaiveDateTime;
use serde_json::Value;

/// The ready styles: name, for whom, and the file.
pub const READY: &[(&str, &str, &str)] = &[
    ("scrutiny", "a scrutiny or improvement board", include_str!("../../data/house_styles/scrutiny.toml")),
    ("council", "a council: RESOLVED, running numbers", include_str!("../../data/house_styles/council.toml")),
    ("parish", "a parish: numbers by year, action column", include_str!("../../data/house_styles/parish.toml")),
    ("school", "school governors: roster, actions in front", include_str!("../../data/house_styles/school.toml")),
    ("nhs", "an NHS board: numbered paragraphs, action log", include_str!("../../data/house_styles/nhs.toml")),
];

/// Returns a ready style by its name.
pub fn ready(name: &str) -> Result<HouseStyle> {
    let found = READY.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name));
    let Some((name, _, text)) = found else {
        let known: Vec<&str> = READY.iter().map(|(name, ..)| *name).collect();
        return Err(Failure::new(
            format!("There is no ready style called \u{201c}{name}\u{201d}."),
            format!("They are {}; or name a file.", known.join(", ")),
        ));
    };
    read(text, name)
}

/// Reads a style as a file has it; `called` says which file in what is wrong with it.
pub fn read(text: &str, called: &str) -> Result<HouseStyle> {
    let style: HouseStyle = toml::from_str(text).map_err(|error| {
        let place = error.span().and_then(|span| text.get(..span.start)).map(|before| {
            let column = before.chars().rev().take_while(|letter| *letter != '\n').count() + 1;
            format!(":{}:{column}", before.matches('\n').count() + 1)
        });
        let what: String = error.message().lines().collect::<Vec<_>>().join(" ");
        Failure::new(
            format!("{called}{}: {what}.", place.unwrap_or_default()),
            "minutebook styles export writes one with every setting, to compare.",
        )
    })?;
    checked(style)
}

/// Writes a style as a file has it: every setting, and the words that are not as usual.
pub fn written(style: &HouseStyle) -> Result<String> {
    toml::to_string(style).map_err(|error| Failure::new(error.to_string(), "Nothing was written."))
}

fn checked(style: HouseStyle) -> Result<HouseStyle> {
    match style.fault() {
        Some(fault) => Err(Failure::new(fault, "The style was left as it is.")),
        None => Ok(style),
    }
}

/// Returns the name of the ready style that a style is, if it is one, and else what it is called.
pub fn name_of(style: &HouseStyle) -> &'static str {
    let is_it = |text: &str| toml::from_str::<HouseStyle>(text).is_ok_and(|ready| ready == *style);
    let found = READY.iter().find(|(.., text)| is_it(text)).map(|(name, ..)| *name);
    found.unwrap_or(if *style == HouseStyle::default() { "as usual" } else { "its own" })
}

/// Gives a body a style. `what` says of it what the history is to tell: "council", "questions: narrative".
pub fn save(store: &mut Store, body: &Body, style: HouseStyle, what: &str, now: NaiveDateTime) -> Result<()> {
    let style = checked(style)?;
    let before = store.house_style(body.id)?;
    if before == style {
        return Ok(());
    }
    let row = |style: HouseStyle| BodyStyle { id: body.id, style };
    let change = match store.has_house_style(body.id)? {
        true => Change::replaced(row(before), row(style)),
        false => Change::made(row(style)),
    };
    let words = format!("House style of {}: {what}", body.short_name);
    Ok(store.apply(Step::of_book(words, vec![change]), now)?)
}

/// One thing that a style settles.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// As a file has it: "questions", "actions.line", "words.held".
    pub key: &'static str,
    pub label: &'static str,
    pub help: &'static str,
    /// What it may be; none where it is text.
    choices: fn() -> Vec<&'static str>,
}

const fn setting(
    key: &'static str,
    label: &'static str,
    help: &'static str,
    choices: fn() -> Vec<&'static str>,
) -> Setting {
    Setting { key, label, help, choices }
}

macro_rules! choices {
    ($name:ident) => {
        || $name::ALL.iter().map(|choice| choice.word()).collect()
    };
}

const TEXT: fn() -> Vec<&'static str> = Vec::new;
const YES_NO: fn() -> Vec<&'static str> = || vec!["yes", "no"];

/// Every setting but the phrases, in the order of the screen.
pub const SETTINGS: &[Setting] = &[
    setting("numbering", "Minute numbers", "agenda: the agenda's numbers alone.", choices!(Numbering)),
    setting("number", "Number reads", "{n} the number, {nn} {nnn} in figures; {yy} {yyyy} {years} {mm}.", TEXT),
    setting("first_number", "First number", "Where the run begins: what follows on the paper book, say.", TEXT),
    setting("first_year", "First number of", "The year that begins there; 0 for the first in the book.", TEXT),
    setting("year_begins", "Year begins", "The month: 1 January, 4 financial year, 5 municipal year, 9 school.", TEXT),
    setting("agenda_number", "Agenda number", "Whether \u{201c}Agenda item 5\u{201d} stands above each item.", YES_NO),
    setting("paragraph_numbers", "Paragraph numbers", "8.1, 8.2 within each item.", YES_NO),
    setting("attendance", "Attendance", "Lists, or one table with initials.", choices!(AttendanceForm)),
    setting("speakers", "Speakers", "What those who spoke are called by.", choices!(NameForm)),
    setting("owners", "Action owners", "What those who owe an action are called by.", naming),
    setting("others", "Other names", "What proposers, voters and all others are called by.", naming),
    setting("questions", "Questions", "How questions and answers stand.", choices!(Questions)),
    setting("actions.line", "Actions in a line", "ACTION: DCS to \u{2026}, where it fell.", YES_NO),
    setting("actions.column", "Actions on the right", "The owner beside the paragraph, in a column.", YES_NO),
    setting("actions.front", "Actions in front", "A table in front of the minutes.", YES_NO),
    setting("actions.end", "Actions at the end", "A table at the end.", YES_NO),
    setting("action_order", "Order of actions", "In the tables: as minuted, or owner by owner.", choices!(ActionOrder)),
    setting("action_reference", "Action reference", "ACTION 23/07: \u{2026}", YES_NO),
    setting(
        "decisions",
        "Decisions",
        "The Board agreed \u{2026}, RESOLVED \u{2026}, It was agreed \u{2026}",
        choices!(DecisionForm),
    ),
    setting("decision_verb", "Resolved or agreed", "By which verb both are told.", choices!(DecisionVerb)),
    setting("limbs", "Limbs", "Whether (a), (b) as typed stand on lines of their own.", YES_NO),
    setting("movers", "Proposer, seconder", "Where they stand.", choices!(Movers)),
    setting("tallies", "Totals of votes", "Named votes are always told.", YES_NO),
    setting("purposes", "Purposes", "What an item is for, above its minute.", YES_NO),
    setting("documents", "Documents", "Listed under each item.", YES_NO),
    setting("dates", "Dates", "How days are written.", choices!(DateForm)),
    setting("times", "Times", "How times of day are written.", choices!(TimeForm)),
    setting("write_out", "Abbreviations", "Whether each is written out where it is first used.", YES_NO),
    setting("glossary", "Glossary", "A list of the abbreviations used, at the end.", YES_NO),
    setting(
        "abbreviations",
        "Our abbreviations",
        "Besides people's posts: CQC: Care Quality Commission; \u{2026}",
        TEXT,
    ),
];

/// Returns the forms of names that tell who somebody is.
fn naming() -> Vec<&'static str> {
    NameForm::ALL.iter().filter(|form| form.tells_who()).map(|form| form.word()).collect()
}

/// What begins the key of a phrase.
pub const WORDS: &str = "words.";

impl Setting {
    /// Returns what it may be; nothing where it is text.
    pub fn choices(&self) -> Vec<&'static str> {
        (self.choices)()
    }
}

/// Returns the keys of every phrase.
pub fn phrase_keys() -> Vec<String> {
    Phrase::ALL.iter().map(|phrase| format!("{WORDS}{phrase}")).collect()
}

/// Returns what a setting says.
pub fn value(style: &HouseStyle, key: &str) -> Result<String> {
    if let Some(phrase) = phrase_of(key)? {
        return Ok(phrases::words_of(style, phrase).to_string());
    }
    if key == "abbreviations" {
        let list: Vec<String> = style.abbreviations.iter().map(|(short, long)| format!("{short}: {long}")).collect();
        return Ok(list.join("; "));
    }
    let json = as_json(style)?;
    match slot(&json, key) {
        Some(Value::Bool(is)) => Ok(if *is { "yes" } else { "no" }.into()),
        Some(Value::String(words)) => Ok(words.clone()),
        Some(other) if other.is_number() => Ok(other.to_string()),
        _ => Err(unknown(key)),
    }
}

/// Returns a style with a setting changed.
pub fn with(style: &HouseStyle, key: &str, words: &str) -> Result<HouseStyle> {
    let mut changed = style.clone();
    if let Some(phrase) = phrase_of(key)? {
        match words == phrases::usual(phrase) {
            true => changed.words.remove(&phrase),
            false => changed.words.insert(phrase, words.to_string()),
        };
        return checked(changed);
    }
    let words = words.trim();
    if key == "abbreviations" {
        let parts = words.split(';').map(str::trim).filter(|part| !part.is_empty());
        let pairs = parts.map(|part| {
            let pair = part.split_once([':', '=']).map(|(short, long)| (short.trim(), long.trim()));
            pair.filter(|(short, long)| !short.is_empty() && !long.is_empty())
                .map(|(short, long)| (short.to_string(), long.to_string()))
                .ok_or_else(|| {
                    Failure::new(
                        format!("\u{201c}{part}\u{201d} does not say what it stands for."),
                        "Write CQC: Care Quality Commission; and so on.",
                    )
                })
        });
        changed.abbreviations = pairs.collect::<Result<_>>()?;
        return checked(changed);
    }
    let mut json = as_json(style)?;
    let place = slot_mut(&mut json, key).ok_or_else(|| unknown(key))?;
    let not_one_of = |known: &str| {
        Failure::new(format!("{key} cannot be \u{201c}{words}\u{201d}."), format!("It is one of: {known}."))
    };
    *place = match place {
        Value::Bool(_) => match words.to_lowercase().as_str() {
            "yes" | "true" | "on" => true.into(),
            "no" | "false" | "off" => false.into(),
            _ => return Err(not_one_of("yes, no")),
        },
        Value::Number(_) => match words.parse::<u16>() {
            Ok(number) => number.into(),
            Err(_) => {
                return Err(Failure::new(format!("{key} cannot be \u{201c}{words}\u{201d}."), "It is a number."));
            }
        },
        Value::String(_) => words.into(),
        _ => return Err(unknown(key)),
    };
    let changed = serde_json::from_value(json).map_err(|_| {
        let choices = SETTINGS.iter().find(|setting| setting.key == key).map(Setting::choices).unwrap_or_default();
        not_one_of(&choices.join(", "))
    })?;
    checked(changed)
}

/// Returns a style with a setting at its next choice: those that the style would refuse are passed over.
pub fn with_next(style: &HouseStyle, setting: &Setting, forward: bool) -> Result<HouseStyle> {
    let choices = setting.choices();
    let now = value(style, setting.key)?;
    let at = choices.iter().position(|choice| *choice == now).unwrap_or(0);
    let count = choices.len();
    let mut refused = None;
    for step in 1..count {
        let nth = if forward { at + step } else { at + count - step } % count;
        match with(style, setting.key, choices[nth]) {
            Ok(changed) => return Ok(changed),
            Err(failure) => refused = refused.or(Some(failure)),
        }
    }
    refused.map_or_else(|| Ok(style.clone()), Err)
}

fn as_json(style: &HouseStyle) -> Result<Value> {
    serde_json::to_value(style).map_err(|error| Failure::new(error.to_string(), "Nothing was changed."))
}

fn slot<'a>(json: &'a Value, key: &str) -> Option<&'a Value> {
    key.split('.').try_fold(json, |place, part| place.get(part))
}

fn slot_mut<'a>(json: &'a mut Value, key: &str) -> Option<&'a mut Value> {
    key.split('.').try_fold(json, |place, part| place.get_mut(part))
}

fn phrase_of(key: &str) -> Result<Option<Phrase>> {
    let Some(word) = key.strip_prefix(WORDS) else { return Ok(None) };
    Phrase::from_word(word).map(Some).ok_or_else(|| unknown(key))
}

fn unknown(key: &str) -> Failure {
    Failure::new(format!("A house style has no setting \u{201c}{key}\u{201d}."), "minutebook styles show lists them.")
}
