//! What the words of a deadline mean: `by 31 March`, `within 10 working days`, `two weeks before the next
//! meeting`.
//!
//! Dates are in British order. Words that no calendar can answer ("by the summer", "in due course") are
//! not read; nothing is ever guessed.

use super::deadline::{Ahead, Deadline, Span, Unit, Which};
use super::people::BODY_NOUNS;
use super::time::{month_number, parse_date, weekday_number};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// Deadlines without a day that are due at once.
pub const AT_ONCE: &[&str] = &[
    "asap",
    "a.s.a.p",
    "as soon as possible",
    "as soon as practicable",
    "as soon as is practicable",
    "immediately",
    "urgently",
    "forthwith",
    "at once",
];

/// Deadlines without a day that come again and again.
pub const ONGOING: &[&str] = &[
    "ongoing",
    "each meeting",
    "every meeting",
    "at each meeting",
    "at every meeting",
    "for each meeting",
    "for every meeting",
    "to each meeting",
    "to every meeting",
];

/// What may stand in front of a deadline and says nothing more; the longest first.
const BEGINNINGS: &[&[&str]] = &[
    &["no", "later", "than"],
    &["not", "later", "than"],
    &["in", "time", "for"],
    &["by"],
    &["for"],
    &["on"],
    &["at"],
    &["to"],
    &["until"],
    &["till"],
    &["in"],
    &["within"],
];

/// Times of day that may stand in front of a day.
const TIMES_OF_DAY: &[&[&str]] = &[
    &["close", "of", "business"],
    &["close", "of", "play"],
    &["end", "of", "play"],
    &["cob"],
    &["noon"],
    &["midday"],
    &["midnight"],
    &["lunchtime"],
];

/// Numbers in words, from one.
const NUMBERS: &str = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
     seventeen eighteen nineteen twenty";

/// The most of anything that a deadline counts: nobody promises further off, and days are counted one by one.
const MOST: u32 = 3660;

/// Days of these kinds leave out weekends and bank holidays.
const WORKING: &[&str] = &["working", "business", "clear"];

/// The financial year begins in April.
const FINANCIAL_YEAR_BEGINS: u32 = 4;

/// Reads the words of a deadline that a body, which is called "Board", gave on a day. None when a calendar cannot
/// tell what they mean: a meeting of another body is in no calendar of this one.
pub fn read_deadline(words: &str, given: NaiveDate, called: &str) -> Option<Deadline> {
    let words: Vec<String> = words.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let whole = words.join(" ");
    if AT_ONCE.contains(&whole.as_str()) {
        return Some(Deadline::AtOnce);
    }
    if ONGOING.contains(&whole.as_str()) {
        return Some(Deadline::Ongoing);
    }
    let is_before = words.first() == Some(&"before");
    let is_in = ["in", "within"].contains(words.first()?);
    let rest = BEGINNINGS.iter().find_map(|beginning| words.strip_prefix(*beginning)).unwrap_or(&words);
    let rest = if is_before { &words[1..] } else { rest };
    let rest = strip_time_of_day(rest);
    let rest = rest.strip_suffix(&["at", "the", "latest"]).unwrap_or(rest);
    if let Some(span) = whole_span(rest) {
        return span.after(given).map(Deadline::Day);
    }
    if let Some((which, ahead)) = at_meeting(rest, given, called) {
        return Some(Deadline::Meeting { which, ahead });
    }
    let day = day(rest, given).or_else(|| month_in(rest, given).filter(|_| is_in))?;
    // The end of March lies on its last day, and before it is that day still.
    let is_end = matches!(without_the(rest), ["end" | "last", ..]);
    Some(Deadline::Day(if is_before && !is_end { day.pred_opt()? } else { day }))
}

/// Tells whether the words count working days: bank holidays must be known to read them.
pub fn counts_working_days(words: &str) -> bool {
    words.split_whitespace().any(|word| WORKING.contains(&bare(word).as_str()))
}

/// Returns a word without what stands around it.
fn bare(word: &str) -> String {
    let word = word.to_lowercase().replace('\u{2019}', "'");
    word.trim_matches([',', '(', ')', '.', ';', '!', '\'']).to_string()
}

fn without_the<'a, 'b>(words: &'a [&'b str]) -> &'a [&'b str] {
    words.strip_prefix(&["the"]).unwrap_or(words)
}

fn strip_time_of_day<'a, 'b>(words: &'a [&'b str]) -> &'a [&'b str] {
    let bare = without_the(words);
    let named = TIMES_OF_DAY.iter().find_map(|time| bare.strip_prefix(*time));
    let clock = || {
        let (first, rest) = words.split_first()?;
        let half = rest.first().is_some_and(|half| ["am", "pm", "a.m", "p.m", "o'clock"].contains(half));
        let is_time = first.starts_with(|c: char| c.is_ascii_digit())
            && (half || first.ends_with("am") || first.ends_with("pm") || first.contains(':'));
        is_time.then(|| &rest[usize::from(half)..])
    };
    let Some(rest) = named.or_else(clock) else { return words };
    rest.strip_prefix(&["on"]).or_else(|| rest.strip_prefix(&["of"])).unwrap_or(rest)
}

/// Reads a number in words: "two", "a", "thirty".
pub fn number_in_words(word: &str) -> Option<u32> {
    match word {
        "a" | "an" => Some(1),
        "thirty" => Some(30),
        _ => Some(NUMBERS.split(' ').position(|known| known == word)? as u32 + 1),
    }
}

/// Reads a stretch of time, and returns what follows it.
fn span<'a, 'b>(words: &'a [&'b str]) -> Option<(Span, &'a [&'b str])> {
    let words = without_the(words);
    let words = words.strip_prefix(&["next"]).unwrap_or(words);
    let (first, rest) = words.split_first()?;
    let count = first.parse().ok().or_else(|| number_in_words(first)).filter(|count| *count <= MOST)?;
    let (kind, rest) = match rest.split_first()? {
        (kind, rest) if WORKING.contains(kind) || *kind == "calendar" => (*kind, rest),
        _ => ("", rest),
    };
    let (unit, rest) = rest.split_first()?;
    let (times, unit) = match unit.trim_end_matches('\'').trim_end_matches('s').trim_end_matches('\'') {
        "hour" => (1, Unit::Hours),
        "day" if WORKING.contains(&kind) => (1, Unit::WorkingDays),
        "day" => (1, Unit::Days),
        "week" => (1, Unit::Weeks),
        "fortnight" => (2, Unit::Weeks),
        "month" => (1, Unit::Months),
        "year" => (12, Unit::Months),
        _ => return None,
    };
    Some((Span { count: count.checked_mul(times)?, unit }, rest))
}

/// Reads a stretch of time from the meeting on: "two weeks", "a month of the meeting".
fn whole_span(words: &[&str]) -> Option<Span> {
    let (span, rest) = span(words)?;
    let from_now: &[&[&str]] = &[
        &[],
        &["time"],
        &["from", "now"],
        &["from", "today"],
        &["of", "today"],
        &["of", "the", "meeting"],
        &["of", "this", "meeting"],
        &["after", "the", "meeting"],
        &["after", "this", "meeting"],
        &["from", "the", "meeting"],
        &["of", "today's", "meeting"],
    ];
    from_now.contains(&rest).then_some(span)
}

/// Reads a deadline that hangs on a meeting: "next meeting", "two weeks before the May meeting", "before
/// the agenda is published".
fn at_meeting(words: &[&str], given: NaiveDate, called: &str) -> Option<(Which, Ahead)> {
    let before = words.iter().position(|word| *word == "before");
    let (ahead, words) = match before {
        Some(at) => (Some(&words[..at]), &words[at + 1..]),
        None => (None, words),
    };
    let ahead = match ahead {
        None | Some([]) => Ahead::Nothing,
        Some(words) => {
            let (span, rest) = span(words)?;
            rest.is_empty().then_some(Ahead::Span(span))?
        }
    };
    let is_published = words.iter().any(|word| {
        ["published", "publication", "issued", "sent", "circulated", "goes", "go", "dispatched", "distributed"]
            .contains(word)
    });
    let names = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let has_agenda = names(&["agenda", "agendas", "papers"]);
    if !has_agenda && !names(&["meeting", "meetings", "meeting's"]) {
        return None;
    }
    // A meeting of its own kind, or of somebody else, is not the body's next.
    if is_of_others(words, called)
        || names(&["annual", "special", "extraordinary", "last", "previous", "every", "each", "this"])
    {
        return None;
    }
    let ahead = match (ahead, has_agenda && is_published) {
        (Ahead::Nothing, true) => Ahead::Agenda,
        (_, true) => return None,
        (ahead, false) => ahead,
    };
    Some((which_meeting(words, given)?, ahead))
}

/// "The Board meeting" and "the meeting of the Board" are the body's own; "the Council agenda" and "the
/// meeting of the Audit Committee" are another's.
fn is_of_others(words: &[&str], called: &str) -> bool {
    let own = called.to_lowercase();
    let is_noun = |word: &str| BODY_NOUNS.iter().any(|noun| noun.eq_ignore_ascii_case(word));
    let names_other = words.iter().any(|word| is_noun(word) && *word != own);
    let of = words.iter().position(|word| *word == "of").map(|at| &words[at + 1..]);
    names_other || of.is_some_and(|of| !matches!(of, ["the" | "this", word] if *word == own))
}

fn which_meeting(words: &[&str], given: NaiveDate) -> Option<Which> {
    let has = |wanted: &[&str]| words.windows(wanted.len()).any(|window| window == wanted);
    let month = words.iter().position(|word| month_number(word.trim_end_matches("'s")).is_some());
    if let Some(at) = month {
        let month = month_number(words[at].trim_end_matches("'s"))?;
        let year = words.get(at + 1).and_then(|year| full_year(year));
        return Some(Which::OfMonth(month_after(month, year, first_of_next_month(given)?)?));
    }
    if has(&["after", "next"]) || has(&["but", "one"]) {
        return Some(Which::Coming(2));
    }
    Some(Which::Coming(1))
}

fn first_of_next_month(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?.checked_add_months(Months::new(1))
}

/// Returns the first day of a month: of the year, or else the first such month that has not ended.
fn month_after(month: u32, year: Option<i32>, from: NaiveDate) -> Option<NaiveDate> {
    let year = year.unwrap_or(from.year() + i32::from(month < from.month()));
    NaiveDate::from_ymd_opt(year, month, 1)
}

fn full_year(word: &str) -> Option<i32> {
    (word.len() == 4 && word.starts_with(|c: char| c.is_ascii_digit())).then(|| word.parse().ok())?
}

/// Reads a day.
fn day(words: &[&str], given: NaiveDate) -> Option<NaiveDate> {
    let words = without_the(words);
    match words {
        ["today" | "tonight"] => Some(given),
        ["tomorrow"] => given.succ_opt(),
        ["christmas"] | ["christmas", "day"] => date(&["25", "december"], given),
        ["year-end"] | ["year", "end"] => Some(period(&["financial", "year"], given)?.1),
        ["end", "of", rest @ ..] | ["last", "day", "of", rest @ ..] => Some(period(rest, given)?.1),
        ["start" | "beginning", "of", rest @ ..] | ["first", "day", "of", rest @ ..] => {
            Some(period(rest, given)?.0).filter(|start| *start >= given)
        }
        _ => weekday(words, given).or_else(|| date(words, given)).or_else(|| days_before(words, given)),
    }
}

/// Reads "ten days before 31 March".
fn days_before(words: &[&str], given: NaiveDate) -> Option<NaiveDate> {
    let at = words.iter().position(|word| *word == "before")?;
    let (span, rest) = span(&words[..at])?;
    rest.is_empty().then(|| span.before(day(&words[at + 1..], given)?)).flatten()
}

/// Reads "Friday", "next Friday", "Friday 3 April". A weekday that is not the date's is a contradiction,
/// and is not read.
fn weekday(words: &[&str], given: NaiveDate) -> Option<NaiveDate> {
    let (is_next, words) = match words {
        ["next", rest @ ..] => (true, rest),
        ["this" | "coming", rest @ ..] => (false, rest),
        _ => (false, words),
    };
    let (first, rest) = words.split_first()?;
    let wanted = Weekday::try_from(weekday_number(first)? as u8).ok()?;
    let coming = given.iter_days().skip(1).find(|day| day.weekday() == wanted)?;
    match rest {
        [] if is_next => {
            // Of the week after this one, which ends on Sunday.
            let next_week = given.week(Weekday::Mon).last_day().succ_opt()?;
            next_week.iter_days().find(|day| day.weekday() == wanted)
        }
        [] => Some(coming),
        ["week"] if !is_next => coming.checked_add_days(Days::new(7)),
        rest if !is_next => {
            let rest = rest.strip_prefix(&["the"]).unwrap_or(rest);
            date(rest, given).filter(|day| day.weekday() == wanted)
        }
        _ => None,
    }
}

/// Reads a date; without a year it is the first that has not passed.
fn date(words: &[&str], given: NaiveDate) -> Option<NaiveDate> {
    let (day, month, year) = match words {
        [one] => return figures(one, given),
        [day, "of", month] | [day, month] if month_number(month).is_some() => (day, month, None),
        [month, day] if month_number(month).is_some() => (day, month, None),
        [day, "of", month, year] | [day, month, year] if month_number(month).is_some() => (day, month, Some(year)),
        [month, day, year] if month_number(month).is_some() => (day, month, Some(year)),
        _ => return None,
    };
    let day = ordinal(day)?;
    let month = month_number(month)?;
    match year {
        Some(year) => NaiveDate::from_ymd_opt(full_year(year)?, month, day),
        None => first_not_past(month, day, given),
    }
}

/// Reads `31/03/2026`, `31.3.26`, `2026-03-31`, `31/3`.
fn figures(word: &str, given: NaiveDate) -> Option<NaiveDate> {
    let is_date = word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(['/', '.', '-']);
    let short = || {
        let (day, month) = word.split_once('/')?;
        first_not_past(month.parse().ok()?, day.parse().ok()?, given)
    };
    parse_date(word).filter(|_| is_date).or_else(short)
}

fn ordinal(word: &str) -> Option<u32> {
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    ["", "st", "nd", "rd", "th"].contains(&&word[end..]).then(|| word[..end].parse().ok())?
}

/// A day without its year that was so short a time ago may be meant as it was, or be a slip: it is not read.
const JUST_PAST: u64 = 60;

/// Returns the first such day from `given` on, within a year; none where it is only just past.
fn first_not_past(month: u32, day: u32, given: NaiveDate) -> Option<NaiveDate> {
    let in_year = |year| NaiveDate::from_ymd_opt(year, month, day);
    let year = given.year();
    let last = [year, year - 1].into_iter().filter_map(in_year).find(|day| *day < given);
    if last.is_some_and(|last| last + Days::new(JUST_PAST) >= given) {
        return None;
    }
    [year, year + 1].into_iter().filter_map(in_year).find(|day| *day >= given)
}

/// Reads "May" after "in": by its end.
fn month_in(words: &[&str], given: NaiveDate) -> Option<NaiveDate> {
    match without_the(words) {
        [month] | [month, _] if month_number(month).is_some() => Some(period(words, given)?.1),
        _ => None,
    }
}

/// Reads a stretch of the calendar, as its first and last day.
fn period(words: &[&str], given: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let words = without_the(words);
    let (is_next, words) = match words {
        ["next" | "following", rest @ ..] => (1, rest),
        ["this" | "current", rest @ ..] => (0, rest),
        _ => (0, words),
    };
    let first_of_month = given.with_day(1)?;
    let months = |first: NaiveDate, count: u32| {
        let last = first.checked_add_months(Months::new(count))?.pred_opt()?;
        Some((first, last))
    };
    match words {
        ["day"] => Some((given, given)),
        ["week"] | ["working", "week"] => {
            let monday = given.week(Weekday::Mon).first_day().checked_add_days(Days::new(7 * is_next))?;
            Some((monday, monday.checked_add_days(Days::new(4))?)).filter(|(_, friday)| *friday >= given)
        }
        ["month"] => months(first_of_month.checked_add_months(Months::new(is_next as u32))?, 1),
        ["quarter"] => {
            let first = first_of_month.with_month(given.month0() / 3 * 3 + 1)?;
            months(first.checked_add_months(Months::new(3 * is_next as u32))?, 3)
        }
        ["year"] | ["calendar", "year"] => months(NaiveDate::from_ymd_opt(given.year() + is_next as i32, 1, 1)?, 12),
        ["financial", "year", year @ ..] => {
            let begins = match year {
                [] => financial_year(given) + is_next as i32,
                [year] => year_of_two(year)?,
                _ => return None,
            };
            months(NaiveDate::from_ymd_opt(begins, FINANCIAL_YEAR_BEGINS, 1)?, 12)
        }
        [month] if month_number(month).is_some() && is_next == 0 => {
            months(month_after(month_number(month)?, None, given)?, 1)
        }
        [month, year] if month_number(month).is_some() => {
            months(month_after(month_number(month)?, Some(full_year(year)?), given)?, 1)
        }
        _ if is_next == 0 => quarter(words, given),
        _ => None,
    }
}

/// Reads "Q4", "quarter 4", "the fourth quarter", "Q4 of 2026/27": quarters of the financial year.
fn quarter(words: &[&str], given: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let (which, year) = match words {
        ["quarter", number, year @ ..] => (number.parse().ok()?, year),
        [nth, "quarter", year @ ..] => {
            (["first", "second", "third", "fourth"].iter().position(|known| known == nth)? as u32 + 1, year)
        }
        [short, year @ ..] => (short.strip_prefix('q')?.parse().ok()?, year),
        [] => return None,
    };
    let year = year.strip_prefix(&["of"]).unwrap_or(year);
    let quarter_of = |begins: i32| {
        let april = NaiveDate::from_ymd_opt(begins, FINANCIAL_YEAR_BEGINS, 1)?;
        let first = april.checked_add_months(Months::new(3 * (which - 1)))?;
        Some((first, first.checked_add_months(Months::new(3))?.pred_opt()?))
    };
    if !(1..=4).contains(&which) {
        return None;
    }
    match year {
        [] => {
            let this = quarter_of(financial_year(given))?;
            if this.1 >= given { Some(this) } else { quarter_of(financial_year(given) + 1) }
        }
        [year] => quarter_of(year_of_two(year)?),
        _ => None,
    }
}

/// Returns the year in which the financial year of a day began.
fn financial_year(day: NaiveDate) -> i32 {
    day.year() - i32::from(day.month() < FINANCIAL_YEAR_BEGINS)
}

/// Reads `2026/27`, `2026-27` or `2026-2027`: the year in which a financial year begins.
fn year_of_two(word: &str) -> Option<i32> {
    let (first, second) = word.split_once(['/', '-', '–'])?;
    let first = full_year(first)?;
    let second: i32 = second.parse().ok()?;
    ((first + 1) % 100 == second % 100).then_some(first)
}
