//! A stretch of time in the words of plans: a day, a month, a quarter, a season, a year.

use super::Deadline;
use super::deadline_reading::read_deadline;
use super::time::{month_number, parse_date};
use chrono::{Datelike, NaiveDate};

/// What may stand in front of a time and says nothing of which it is.
const BEGINNINGS: &[&str] = &[
    "by the end of",
    "by end of",
    "by end",
    "at the end of",
    "end of",
    "end",
    "by",
    "from the start of",
    "from",
    "start of",
    "starting",
    "begins",
    "no later than",
    "not later than",
    "during",
    "in",
    "target",
    "due",
    "until",
    "to",
    "the",
];

/// Seasons and school terms: name, first and last month. Winter ends in the next year.
const SEASONS: &[(&str, u32, u32)] = &[("spring", 3, 5), ("summer", 6, 8), ("autumn", 9, 11), ("winter", 12, 2)];
const TERMS: &[(&str, u32, u32)] = &[("autumn", 9, 12), ("spring", 1, 3), ("summer", 4, 7)];

/// Returns the first and last day of what words say, if a calendar can tell. Without a year, the period of the
/// plan may tell it.
pub fn stretch(words: &str, period: &str) -> Option<(NaiveDate, NaiveDate)> {
    if words.len() > 60 {
        return None;
    }
    let text = plain(words);
    if let Some(day) = parse_date(&text) {
        return Some((day, day));
    }
    let text = without_beginning(&text);
    absolute(text).or_else(|| of_two(text)).or_else(|| in_period(text, period))
}

/// Returns words in lower case without brackets, with one kind of dash.
fn plain(words: &str) -> String {
    let is_unseen = |c: &char| {
        c.is_control() && *c != '\n'
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let words = &words.chars().filter(|c| !is_unseen(c)).collect::<String>();
    let mut depth = 0;
    let outside = words.chars().filter(|c| {
        depth += i32::from(*c == '(' || *c == '[') - i32::from(*c == ')' || *c == ']');
        depth <= 0 && *c != ')' && *c != ']'
    });
    let text: String = outside.collect::<String>().to_lowercase().replace(['\u{2013}', '\u{2014}'], "-");
    let text = if text.trim().is_empty() { words.to_lowercase().replace(['(', ')'], " ") } else { text };
    let text = text.replace([',', '\n'], " ").replace(['\u{2019}', '\''], "");
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['.', ';', ':']).to_string()
}

fn without_beginning(text: &str) -> &str {
    let mut text = text;
    while let Some(rest) = BEGINNINGS.iter().find_map(|beginning| text.strip_prefix(*beginning)?.strip_prefix(' ')) {
        text = rest;
    }
    text
}

/// Reads what says its year itself.
fn absolute(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    if let Some(day) = parse_date(text) {
        return Some((day, day));
    }
    let text = text.replace(" of ", " ");
    let words: Vec<String> = text.split(' ').map(str::to_string).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match &words[..] {
        [year] if full_year(year).is_some() => whole_year(full_year(year)?),
        [years] | ["fy" | "financial", years] | ["financial", "year", years] | ["year", years] => {
            month_and_year(years).or_else(|| between(&format!("financial year {}", full_years(years)?)))
        }
        [season, "term", year] => of_season(TERMS, season, year),
        [month, year] if month_number(month).is_some() => months(month_number(month)?, 0, &year_of(year)?),
        [season, year] if SEASONS.iter().any(|(name, ..)| name == season) => of_season(SEASONS, season, year),
        ["quarter", number, years] => between(&format!("q{number} {}", full_years(years)?)),
        [quarter, years] if is_quarter(quarter) => between(&format!("{quarter} {}", full_years(years)?)),
        [years, quarter] if is_quarter(quarter) => between(&format!("{quarter} {}", full_years(years)?)),
        [years, "quarter", number] if number.len() == 1 => between(&format!("q{number} {}", full_years(years)?)),
        [nth, "quarter", years] => between(&format!("{nth} quarter {}", full_years(years)?)),
        _ if words.iter().any(|word| full_year(word).is_some()) => {
            // "31st of March 2027", "Friday 3 April 2026".
            match read_deadline(&text, NaiveDate::from_ymd_opt(1990, 1, 1)?, "")? {
                Deadline::Day(day) => Some((day, day)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Reads "April - June 2026" and "Sept 2026 to March 2027": from the beginning of one to the end of the other.
fn of_two(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (first, last) = [" - ", " to ", "-", " / "].iter().find_map(|between| text.split_once(between))?;
    let (first, last) = (first.trim(), without_beginning(last.trim()));
    let (begins, ends) = absolute(last)?;
    let year = ends.year();
    let first = absolute(first).or_else(|| absolute(&format!("{first} {year}")));
    let first = first.filter(|(first, _)| *first <= ends).map_or(begins, |(first, _)| first);
    Some((first, ends))
}

/// Reads a month or quarter without its year, where the period of the plan has it only once.
fn in_period(text: &str, period: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (from, to) = (!period.is_empty()).then(|| stretch(period, ""))??;
    let with_year = |year: i32| match is_quarter(text) || text.contains("quarter") {
        true => absolute(&format!("{text} {year}/{:02}", (year + 1) % 100)),
        false => absolute(&format!("{text} {year}")),
    };
    let mut found = (from.year() - 1..=to.year()).take(20).filter_map(with_year);
    let mut within = found.by_ref().filter(|(first, last)| *first >= from && *last <= to);
    let only = within.next()?;
    within.next().is_none().then_some(only)
}

/// Tells whether a word is a quarter: "q3".
pub fn is_quarter(word: &str) -> bool {
    word.len() == 2 && word.starts_with('q') && word.ends_with(|c: char| ('1'..='4').contains(&c))
}

fn full_year(word: &str) -> Option<i32> {
    (word.len() == 4).then(|| word.parse().ok())?.filter(|year| (1990..2100).contains(year))
}

/// Reads a year of four figures or two.
fn year_of(word: &str) -> Option<String> {
    let is_short = word.len() == 2 && word.chars().all(|c| c.is_ascii_digit());
    full_year(word).map(|year| year.to_string()).or_else(|| is_short.then(|| format!("20{word}")))
}

/// Writes "26/27" and "2026-2027" as "2026/27".
fn full_years(word: &str) -> Option<String> {
    let (first, second) = word.split_once(['/', '-'])?;
    let (first, second): (i32, i32) = (year_of(first)?.parse().ok()?, year_of(second)?.parse().ok()?);
    (second == first + 1).then(|| format!("{first}/{:02}", second % 100))
}

/// Reads "mar-27" and "march/2027".
fn month_and_year(word: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (month, year) = word.split_once(['-', '/'])?;
    months(month_number(month)?, 0, &year_of(year)?)
}

/// Returns whole months, from one to another so many further on.
fn months(first: u32, more: u32, year: &str) -> Option<(NaiveDate, NaiveDate)> {
    let begins = NaiveDate::from_ymd_opt(year.parse().ok()?, first, 1)?;
    let ends = begins.checked_add_months(chrono::Months::new(more + 1))?.pred_opt()?;
    Some((begins, ends))
}

fn whole_year(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    months(1, 11, &year.to_string())
}

fn of_season(seasons: &[(&str, u32, u32)], name: &str, year: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (_, first, last) = seasons.iter().find(|(known, ..)| *known == name)?;
    // "Winter 2026/27" says both of its years.
    let year = full_years(year).map(|years| years[..4].to_string()).or_else(|| year_of(year))?;
    months(*first, (last + 12 - first) % 12, &year)
}

/// Reads a stretch of the calendar that says its year, as the record reads deadlines.
fn between(words: &str) -> Option<(NaiveDate, NaiveDate)> {
    let given = NaiveDate::from_ymd_opt(1990, 1, 1)?;
    let day = |words: String| match read_deadline(&words, given, "")? {
        Deadline::Day(day) => Some(day),
        _ => None,
    };
    Some((day(format!("start of {words}"))?, day(format!("end of {words}"))?))
}
