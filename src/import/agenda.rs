//! The agenda file: what a clerk would type or paste.

use super::Problem;
use crate::record::calendar::Notice;
use crate::record::time::{parse_date, parse_time, weekday_date, weekday_number};
use crate::record::{Closing, Id, MembershipKind, Paragraphs, Person};
use chrono::{Datelike, NaiveDate, NaiveTime};

/// An agenda as the file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    pub body_name: String,
    pub body_short_name: String,
    pub date: Option<NaiveDate>,
    pub time: Option<NaiveTime>,
    pub venue: Option<String>,
    pub quorum: Option<u32>,
    pub next_meeting: String,
    /// How long before a meeting the body's agenda is out.
    pub notice: Option<Notice>,
    /// How the body closes its actions.
    pub closing: Option<Closing>,
    pub people: Vec<ListedPerson>,
    pub apologies: Vec<NamedAt>,
    pub abbreviations: Vec<(String, String)>,
    pub items: Vec<ListedItem>,
}

/// A person of the agenda; without a membership, somebody in attendance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPerson {
    pub title: String,
    pub name: String,
    /// As given in square brackets, else from the name.
    pub initials: String,
    pub role: String,
    pub abbreviation: String,
    pub organisation: String,
    pub membership: Option<MembershipKind>,
}

/// Somebody from whom apologies were received, or what an item is about in a plan: as written, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedAt {
    pub name: String,
    pub line: usize,
    pub column: usize,
}

impl ListedPerson {
    /// Returns the person as a record.
    pub fn person(&self, id: Id) -> Person {
        Person {
            id,
            title: self.title.clone(),
            name: self.name.clone(),
            initials: self.initials.clone(),
            role: self.role.clone(),
            abbreviation: self.abbreviation.clone(),
            organisation: self.organisation.clone(),
        }
    }
}

/// An item of the agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedItem {
    pub number: String,
    pub title: String,
    pub purpose: String,
    pub presenter: String,
    pub report: String,
    /// One a line.
    pub documents: String,
    /// Plan actions and themes.
    pub plan: Vec<NamedAt>,
    pub exempt: Paragraphs,
    pub is_standing: bool,
}

/// The keys of the head of an agenda file.
pub const KEYS: &[&str] = &[
    "Body",
    "Date",
    "Time",
    "Venue",
    "Quorum",
    "Chair",
    "Vice-chair",
    "Members",
    "Officers",
    "In attendance",
    "Apologies",
    "Next meeting",
    "Notice",
    "Closing",
    "Abbreviations",
];

/// The keys under an item.
pub const ITEM_KEYS: &[&str] = &["Purpose", "Recommendation", "Presenter", "Report", "Documents", "Plan"];

/// Where something stands in the file.
#[derive(Clone, Copy)]
struct At {
    line: usize,
    column: usize,
}

impl At {
    fn named(self, name: &str) -> NamedAt {
        NamedAt { name: name.into(), line: self.line, column: self.column }
    }
}

/// A value of the head, which may go on in the lines below.
struct Value {
    text: String,
    /// Where each of its lines begins: in the text, in characters, and in the file.
    starts: Vec<(usize, At)>,
}

impl Value {
    fn new(at: At, text: &str) -> Self {
        Value { text: text.into(), starts: vec![(0, at)] }
    }

    fn go_on(&mut self, at: At, text: &str) {
        self.text.push(' ');
        self.starts.push((self.text.chars().count(), at));
        self.text.push_str(text);
    }

    /// Returns where the value begins.
    fn start(&self) -> At {
        self.starts[0].1
    }

    /// Returns what stands between semicolons, and where in the file.
    fn parts(&self) -> Vec<(At, &str)> {
        let mut parts = Vec::new();
        let mut offset = 0;
        for part in self.text.split(';') {
            let begins = offset + part.chars().take_while(|c| c.is_whitespace()).count();
            let words = part.trim();
            if !words.is_empty() {
                let line = self.starts.iter().rev().find(|(start, _)| *start <= begins).unwrap_or(&self.starts[0]);
                parts.push((At { line: line.1.line, column: line.1.column + begins - line.0 }, words));
            }
            offset += part.chars().count() + 1;
        }
        parts
    }
}

/// Reads an agenda file. The error lists everything that is wrong, in the order of the file.
pub fn read(text: &str) -> Result<Agenda, Vec<Problem>> {
    let mut reader = Reader::default();
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        reader.line(index + 1, line);
    }
    reader.finish()
}

/// Reads the items of an agenda alone; lines without a number are numbered in order.
pub fn read_items(text: &str) -> Result<Vec<ListedItem>, Vec<Problem>> {
    let mut reader = Reader { numbers_items: true, ..Reader::default() };
    for (index, line) in text.lines().enumerate() {
        reader.line(index + 1, line);
    }
    if reader.problems.is_empty() { Ok(reader.agenda.items) } else { Err(reader.problems) }
}

/// Reads a list of people, one a line or separated by semicolons.
pub fn read_people(text: &str, membership: Option<MembershipKind>) -> Result<Vec<ListedPerson>, Vec<Problem>> {
    let mut reader = Reader::default();
    for (index, line) in text.lines().enumerate() {
        reader.people(&Value::new(At { line: index + 1, column: 1 }, line), membership);
    }
    if reader.problems.is_empty() { Ok(reader.agenda.people) } else { Err(reader.problems) }
}

#[derive(Default)]
struct Reader {
    agenda: Agenda,
    problems: Vec<Problem>,
    /// The key whose value the last line gave, for lines that go on.
    last: Option<(String, bool)>,
    /// Values of the head, gathered until the file ends.
    head: Vec<(String, Value)>,
    numbers_items: bool,
}

impl Reader {
    fn problem(&mut self, at: At, what: impl Into<String>) {
        self.problems.push(Problem::new(at.line, at.column, what));
    }

    fn line(&mut self, number: usize, line: &str) {
        let text = line.trim();
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        let at = At { line: number, column: indent + 1 };
        if text.is_empty() {
            self.last = None;
            return;
        }
        let key = text.split_once(':').map(|(key, value)| (key.trim(), value.trim()));
        if let Some((written, value)) = key {
            let value_at = At { line: number, column: at.column + text.chars().count() - value.chars().count() };
            if let Some(key) = key_in(ITEM_KEYS, written).filter(|_| indent > 0 || self.numbers_items) {
                return self.item_value(at, key, value);
            }
            if let Some(key) = key_in(KEYS, written).filter(|_| indent == 0 && !self.numbers_items) {
                self.last = Some((key.into(), false));
                return self.head.push((key.into(), Value::new(value_at, value)));
            }
        }
        if indent == 0 || self.numbers_items {
            if let Some((number, title)) = split_number(text) {
                return self.item(at, number, title);
            }
            if self.numbers_items && indent == 0 {
                let number = (self.agenda.items.len() + 1).to_string();
                return self.item(at, &number, text.trim_start_matches(['-', '\u{2022}', '*', ' ']));
            }
        }
        if indent > 0 && self.go_on(at, text) {
            return;
        }
        let expected = match key {
            Some((written, _)) => format!(
                "\u{201c}{written}\u{201d} is no key here; expected one of {} at the margin, {} under an item, or an \
                 item such as \u{201c}5. Title\u{201d}",
                KEYS.join(", "),
                ITEM_KEYS.join(", ")
            ),
            None => "expected \u{201c}Key: value\u{201d}, or an item such as \u{201c}5. Title\u{201d}".into(),
        };
        self.problem(at, expected);
    }

    /// Takes an indented line without a key as more of the value above.
    fn go_on(&mut self, at: At, text: &str) -> bool {
        match (self.last.clone(), self.agenda.items.last_mut()) {
            (Some((_, false)), _) => {
                if let Some((_, value)) = self.head.last_mut() {
                    value.go_on(at, text);
                }
                true
            }
            (Some((key, true)), Some(_)) if key == "Plan" => {
                self.item_value(at, "Plan", text);
                true
            }
            (Some((key, true)), Some(item)) => {
                let (field, between) = match key.as_str() {
                    "Presenter" => (&mut item.presenter, " "),
                    "Report" => (&mut item.report, " "),
                    "Documents" => (&mut item.documents, "\n"),
                    "title" => (&mut item.title, " "),
                    _ => (&mut item.purpose, " "),
                };
                field.push_str(between);
                field.push_str(text);
                true
            }
            _ => false,
        }
    }

    fn item(&mut self, at: At, number: &str, title: &str) {
        if self.agenda.items.iter().any(|item| item.number == number) {
            self.problem(at, format!("there is already an item {number}; expected another number"));
        }
        let mut item = ListedItem { number: number.into(), ..ListedItem::default() };
        let mut title = title.trim();
        while let Some((rest, mark)) = trailing_bracket(title) {
            let words = mark.trim().to_lowercase();
            if words == "standing" {
                item.is_standing = true;
            } else if let Some(paragraphs) = words.strip_prefix("exempt") {
                match Paragraphs::parse(paragraphs.trim_start_matches(" paragraphs").trim_start_matches(" paragraph")) {
                    Ok(paragraphs) if paragraphs.is_exempt() => item.exempt = paragraphs,
                    _ => self
                        .problem(at, format!("[{mark}]: expected Schedule 12A paragraphs from 1 to 7, as [exempt 3]")),
                }
            } else {
                break;
            }
            title = rest.trim_end();
        }
        if let Some((_, words)) = trailing_parenthesis(title)
            && words.to_lowercase().starts_with("exempt")
        {
            self.problem(
                at,
                format!("({words}): expected square brackets, as [exempt 3]; in round ones it would be public"),
            );
        }
        item.title = title.into();
        if title.is_empty() {
            self.problem(at, "an item needs a title");
        }
        self.agenda.items.push(item);
        self.last = Some(("title".into(), true));
    }

    fn item_value(&mut self, at: At, key: &str, value: &str) {
        self.last = Some((key.into(), true));
        let Some(item) = self.agenda.items.last_mut() else {
            return self.problem(
                at,
                format!("{key} stands before any item; expected an item such as \u{201c}5. Title\u{201d}"),
            );
        };
        match key {
            "Presenter" => item.presenter = value.into(),
            "Report" => item.report = value.into(),
            "Documents" => {
                let documents = value.split(';').map(str::trim).filter(|name| !name.is_empty());
                item.documents = documents.collect::<Vec<_>>().join("\n");
            }
            "Plan" => {
                let names = value.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
                item.plan.extend(names.map(|name| at.named(name)));
            }
            // An item may have both, and both are printed.
            _ if item.purpose.is_empty() => item.purpose = value.into(),
            _ => item.purpose = format!("{} {value}", item.purpose),
        }
    }

    fn finish(mut self) -> Result<Agenda, Vec<Problem>> {
        let head = std::mem::take(&mut self.head);
        for (key, value) in &head {
            self.head_value(key, value);
        }
        if self.agenda.body_name.is_empty() {
            self.problem(At { line: 1, column: 1 }, "expected a line \u{201c}Body: Name of the board (SHORT)\u{201d}");
        }
        if !head.iter().any(|(key, _)| key == "Date") {
            self.problem(At { line: 1, column: 1 }, "expected a line \u{201c}Date: 27 February 2023, 6.00 pm\u{201d}");
        }
        self.problems.sort_by_key(|problem| (problem.line, problem.column));
        if self.problems.is_empty() { Ok(self.agenda) } else { Err(self.problems) }
    }

    fn head_value(&mut self, key: &str, whole: &Value) {
        let (at, value) = (whole.start(), whole.text.as_str());
        match key {
            "Body" => match trailing_parenthesis(value) {
                Some((name, short)) => {
                    self.agenda.body_name = name.into();
                    self.agenda.body_short_name = short.into();
                }
                None => self.agenda.body_name = value.into(),
            },
            "Date" => self.date(at, value),
            "Time" => match parse_time(value) {
                Some(time) => self.agenda.time = Some(time),
                None => self
                    .problem(at, format!("\u{201c}{value}\u{201d} is no time; expected one such as 6.00 pm or 18:00")),
            },
            "Venue" => self.agenda.venue = Some(value.into()),
            "Quorum" => match value.parse() {
                Ok(quorum) => self.agenda.quorum = Some(quorum),
                Err(_) => self.problem(at, format!("\u{201c}{value}\u{201d} is no quorum; expected a number")),
            },
            "Chair" => self.people(whole, Some(MembershipKind::Chair)),
            "Vice-chair" => self.people(whole, Some(MembershipKind::ViceChair)),
            "Members" => self.people(whole, Some(MembershipKind::Member)),
            "Officers" => self.people(whole, Some(MembershipKind::Officer)),
            "In attendance" => self.people(whole, None),
            "Apologies" => {
                let names = whole.parts().into_iter().filter(|(_, name)| !name.eq_ignore_ascii_case("none"));
                let apologies = names.map(|(at, name)| at.named(name));
                self.agenda.apologies.extend(apologies);
            }
            "Next meeting" => self.agenda.next_meeting = value.into(),
            "Notice" => match Notice::parse(value) {
                Some(notice) => self.agenda.notice = Some(notice),
                None => self.problem(at, format!("\u{201c}{value}\u{201d} is no notice; expected 5 clear days")),
            },
            "Closing" => match Closing::from_word(&value.to_lowercase()) {
                Some(closing) => self.agenda.closing = Some(closing),
                None => {
                    let known = Closing::ALL.iter().map(|way| way.word()).collect::<Vec<_>>().join(" or ");
                    self.problem(at, format!("\u{201c}{value}\u{201d} closes no action; expected {known}"));
                }
            },
            _ => self.abbreviations(whole),
        }
    }

    fn date(&mut self, at: At, value: &str) {
        let (day, time) = split_date_and_time(value);
        let Some(date) = parse_date(day) else {
            return self
                .problem(at, format!("\u{201c}{day}\u{201d} is no date; expected one such as 27 February 2023"));
        };
        let weekday = day.split([' ', ',']).next().and_then(weekday_number);
        if weekday.is_some_and(|weekday| weekday != date.weekday().num_days_from_monday()) {
            self.problem(at, format!("the weekday does not match the date: it is {}", weekday_date(date)));
        }
        self.agenda.date = Some(date);
        if let Some(words) = time {
            match parse_time(words) {
                Some(time) => self.agenda.time = Some(time),
                None => self
                    .problem(at, format!("\u{201c}{words}\u{201d} is no time; expected one such as 6.00 pm or 18:00")),
            }
        }
    }

    fn people(&mut self, value: &Value, membership: Option<MembershipKind>) {
        for (at, words) in value.parts() {
            match read_person(words, membership) {
                Ok(person) => self.agenda.people.push(person),
                Err(expected) => self.problem(at, format!("\u{201c}{words}\u{201d}: {expected}")),
            }
        }
    }

    fn abbreviations(&mut self, value: &Value) {
        for (at, words) in value.parts() {
            match words.split_once('=') {
                Some((short, long)) if !short.trim().is_empty() && !long.trim().is_empty() => {
                    self.agenda.abbreviations.push((short.trim().into(), long.trim().into()));
                }
                _ => self.problem(at, format!("\u{201c}{words}\u{201d}: expected sw = social workers")),
            }
        }
    }
}

fn key_in(keys: &'static [&'static str], written: &str) -> Option<&'static str> {
    keys.iter().find(|key| key.eq_ignore_ascii_case(written)).copied()
}

/// Splits "5. Title", "5) Title" and "6a. Title".
fn split_number(text: &str) -> Option<(&str, &str)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let letters = text[digits..].len() - text[digits..].trim_start_matches(|c: char| c.is_ascii_lowercase()).len();
    let end = digits + letters;
    let rest = text[end..].strip_prefix(['.', ')'])?;
    (digits > 0 && letters <= 1 && (rest.is_empty() || rest.starts_with(char::is_whitespace)))
        .then(|| (&text[..end], rest))
}

fn trailing_bracket(text: &str) -> Option<(&str, &str)> {
    text.trim_end().strip_suffix(']')?.rsplit_once('[')
}

fn trailing_parenthesis(text: &str) -> Option<(&str, &str)> {
    let (rest, inside) = text.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    Some((rest.trim_end(), inside.trim()))
}

/// Splits "27 February 2023, 6.00 pm" and "27 February 2023 at 18:00".
fn split_date_and_time(value: &str) -> (&str, Option<&str>) {
    let split = value.split_once(" at ").or_else(|| {
        value.rsplit_once(',').filter(|(_, time)| {
            time.trim().starts_with(|c: char| c.is_ascii_digit() || c == 'n') && parse_date(value).is_none()
        })
    });
    match split {
        Some((date, time)) => (date.trim().trim_end_matches(','), Some(time.trim())),
        None => (value, None),
    }
}

/// Reads `Cllr Ann Barrow`, `Kate Goode [KGO] (co-opted)`, `Sam Hale, Director of … (DCS), Organisation`.
fn read_person(words: &str, membership: Option<MembershipKind>) -> Result<ListedPerson, String> {
    let mut parts = words.splitn(3, ',').map(str::trim);
    let mut name = parts.next().unwrap_or("");
    let mut membership = membership;
    let mut initials = None;
    loop {
        if let Some((rest, inside)) = trailing_parenthesis(name) {
            membership = Some(match inside.to_lowercase().as_str() {
                "chair" => MembershipKind::Chair,
                "vice-chair" | "vice chair" => MembershipKind::ViceChair,
                "co-opted" | "coopted" | "co-optee" => MembershipKind::CoOpted,
                "substitute" => MembershipKind::Substitute,
                "member" => MembershipKind::Member,
                "officer" => MembershipKind::Officer,
                other => {
                    return Err(format!(
                        "({other}) is unknown; expected (chair), (vice-chair), (co-opted) or (substitute)"
                    ));
                }
            });
            name = rest;
        } else if let Some((rest, inside)) = trailing_bracket(name) {
            initials = Some(inside.trim().to_string());
            name = rest.trim_end();
        } else {
            break;
        }
    }
    let (title, name) = Person::split_title(name);
    if name.is_empty() {
        return Err("expected a name".into());
    }
    let post = parts.next().unwrap_or("");
    if ["Cllr", "Councillor", "Mr", "Mrs", "Ms", "Miss", "Dr"].contains(&Person::split_title(post).0.as_str()) {
        return Err(format!("\u{201c}{post}\u{201d} is no post; expected semicolons between people"));
    }
    let (role, abbreviation) = trailing_parenthesis(post).unwrap_or((post, ""));
    Ok(ListedPerson {
        initials: initials.unwrap_or_else(|| Person::initials_of(&name)),
        title,
        name,
        role: role.into(),
        abbreviation: abbreviation.into(),
        organisation: parts.next().unwrap_or("").into(),
        membership,
    })
}
