//! Dates and times of day as people in Britain write them.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

/// The months, in order.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days of the week, Monday first.
pub const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Reads a time of day: `18:40`, `18.40`, `6.40 pm`, `6pm`, `1840`, `noon`.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().to_lowercase();
    if text == "noon" || text == "midday" {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let compact = compact.strip_suffix("hrs").unwrap_or(&compact).replace("p.m.", "pm").replace("a.m.", "am");
    let (clock, half) = match (compact.strip_suffix("am"), compact.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(0)),
        (_, Some(clock)) => (clock, Some(12)),
        _ => (compact.as_str(), None),
    };
    let (hour, minute) = match clock.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour.parse().ok()?, minute.parse().ok()?),
        None if clock.len() == 4 => (clock.get(..2)?.parse().ok()?, clock.get(2..)?.parse().ok()?),
        None if half.is_some() => (clock.parse().ok()?, 0),
        _ => return None,
    };
    let hour: u32 = hour;
    match half {
        None => NaiveTime::from_hms_opt(hour, minute, 0),
        Some(half) if (1..=12).contains(&hour) => NaiveTime::from_hms_opt(hour % 12 + half, minute, 0),
        Some(_) => None,
    }
}

/// Reads a date: `27 February 2023`, `Monday 27th Feb 2023`, `27/02/2023`, `2023-02-27`.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some(date);
    }
    if let Some(date) = parse_slashed(text) {
        return Some(date);
    }
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let words = match words.split_first() {
        Some((first, rest)) if weekday_number(first).is_some() => rest,
        _ => &words[..],
    };
    let [day, month, year] = words else { return None };
    // "23" is no year of the first century, and nothing here says which century it is of.
    let year = Some(*year).filter(|year| year.len() == 4)?;
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month_number(month)?, day)
}

fn parse_slashed(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split(['/', '.']).collect();
    let [day, month, year] = parts[..] else { return None };
    let year: i32 = year.parse().ok()?;
    let year = if (0..100).contains(&year) { 2000 + year } else { year };
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

/// Returns the number of a month, 1 for January, from its name or first three letters or more.
pub fn month_number(word: &str) -> Option<u32> {
    beginning_in(&MONTHS, word).map(|index| index as u32 + 1)
}

/// Returns the number of a weekday, 0 for Monday, from its name or first three letters or more.
pub fn weekday_number(word: &str) -> Option<u32> {
    beginning_in(&WEEKDAYS, word).map(|index| index as u32)
}

fn beginning_in(names: &[&str], word: &str) -> Option<usize> {
    let word = word.trim_end_matches('.').to_lowercase();
    (word.len() >= 3).then(|| names.iter().position(|name| name.to_lowercase().starts_with(&word)))?
}

/// Writes a date as minutes do: "27 February 2023".
pub fn long_date(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), MONTHS[date.month0() as usize], date.year())
}

/// Writes a date with its weekday: "Monday 27 February 2023".
pub fn weekday_date(date: NaiveDate) -> String {
    format!("{} {}", WEEKDAYS[date.weekday().num_days_from_monday() as usize], long_date(date))
}

/// Writes a date where there is little room: "Mon 27 Feb 2023".
pub fn short_date(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

/// Writes a time of day as minutes do: "6.05 pm".
pub fn spoken_time(time: NaiveTime) -> String {
    use chrono::Timelike;
    let (is_pm, hour) = time.hour12();
    format!("{hour}.{:02} {}", time.minute(), if is_pm { "pm" } else { "am" })
}

/// Until this hour what happens belongs to the evening before.
const NIGHT_ENDS: u32 = 5;

/// Tells whether a time is of a day, the night after it included.
pub fn is_of_day(at: NaiveDateTime, day: NaiveDate) -> bool {
    at.date() == day || (day.succ_opt() == Some(at.date()) && at.hour() < NIGHT_ENDS)
}

/// Returns the day and time meant by a time of day that was said after `latest`: of a long evening, a time
/// in the night is of the next day.
pub fn said_after(latest: NaiveDateTime, time: NaiveTime) -> NaiveDateTime {
    let is_next_day = time.hour() < NIGHT_ENDS && latest.hour() >= 12;
    latest.date().and_time(time) + TimeDelta::days(i64::from(is_next_day))
}

/// Returns the universal time of a local time in England.
///
/// Summer time is an hour ahead of it, from one o'clock Greenwich on the last Sunday in March until the same
/// on the last Sunday in October (Summer Time Act 1972, section 1, as it has stood since 2002). Of the hour
/// that comes twice in October the first is meant; the one that never comes in March is taken for
/// Greenwich time.
pub fn in_utc(local: NaiveDateTime) -> NaiveDateTime {
    let if_summer = local - TimeDelta::hours(1);
    let year = local.year();
    let summer = change_of_clocks(year, 3).zip(change_of_clocks(year, 10));
    match summer {
        Some((begins, ends)) if (begins..ends).contains(&if_summer) => if_summer,
        _ => local,
    }
}

/// Returns one o'clock on the last Sunday of a month that has 31 days.
fn change_of_clocks(year: i32, month: u32) -> Option<NaiveDateTime> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    let sunday = last.checked_sub_days(Days::new(last.weekday().num_days_from_sunday().into()))?;
    sunday.and_hms_opt(1, 0, 0)
}
