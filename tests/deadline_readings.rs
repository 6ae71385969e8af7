//! What the words of a deadline mean, given the day of the meeting; expected values by hand, from the calendar.

use chrono::NaiveDate;
use minutebook::record::calendar::{self, Notice};
use minutebook::record::deadline::{Ahead, Deadline, Span, Unit, Which};
use minutebook::record::deadline_reading::read_deadline;
use minutebook::record::time::parse_date;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    parse_date(text).unwrap_or_else(|| panic!("{text} is no day"))
}

/// Returns a reading in short: a day, "meeting 1", "meeting 2023-05 -2 weeks", "at once".
fn read(words: &str, given: &str) -> String {
    let ahead = |ahead: Ahead| match ahead {
        Ahead::Nothing => String::new(),
        Ahead::Agenda => " agenda".into(),
        Ahead::Span(Span { count, unit }) => {
            let unit = match unit {
                Unit::Hours => "hours",
                Unit::Days => "days",
                Unit::WorkingDays => "working days",
                Unit::Weeks => "weeks",
                Unit::Months => "months",
            };
            format!(" -{count} {unit}")
        }
    };
    match read_deadline(words, day(given), "Board") {
        None => "none".into(),
        Some(Deadline::Day(day)) => day.to_string(),
        Some(Deadline::AtOnce) => "at once".into(),
        Some(Deadline::Ongoing) => "ongoing".into(),
        Some(Deadline::Meeting { which: Which::Coming(nth), ahead: before }) => {
            format!("meeting {nth}{}", ahead(before))
        }
        Some(Deadline::Meeting { which: Which::OfMonth(month), ahead: before }) => {
            format!("meeting {}{}", month.format("%Y-%m"), ahead(before))
        }
    }
}

/// The day of the meeting, and what each deadline given there means.
const READINGS: &[(&str, &[(&str, &str)])] = &[
    (
        // A Monday. Good Friday is 7 April.
        "2023-02-27",
        &[
            ("by 31 March", "2023-03-31"),
            ("by 31st March 2026", "2026-03-31"),
            ("by 31 Mar", "2023-03-31"),
            ("by March 31", "2023-03-31"),
            ("by March 31st, 2024", "2024-03-31"),
            ("by the 31st of March", "2023-03-31"),
            ("by 31/03/2026", "2026-03-31"),
            ("by 31.3.26", "2026-03-31"),
            ("by 2026-03-31", "2026-03-31"),
            ("by 5/4", "2023-04-05"),
            ("by 12/3/2023", "2023-03-12"),
            ("on 12 May", "2023-05-12"),
            // Sixty days back is 29 December: what is only just past, without its year, may be a slip.
            ("by 26 February", "none"),
            ("by 29 December", "none"),
            ("by 28 December", "2023-12-28"),
            ("by 26 February 2024", "2024-02-26"),
            ("by 27 February", "2023-02-27"),
            ("by 28 February", "2023-02-28"),
            ("by 29 February", "2024-02-29"),
            ("by Friday", "2023-03-03"),
            ("By FRIDAY.", "2023-03-03"),
            ("on Friday", "2023-03-03"),
            ("by Monday", "2023-03-06"),
            ("by Sunday", "2023-03-05"),
            ("by this Friday", "2023-03-03"),
            ("by next Friday", "2023-03-10"),
            ("by Friday week", "2023-03-10"),
            ("by Friday 3 March", "2023-03-03"),
            ("by Friday the 3rd of March", "2023-03-03"),
            ("by 5pm on Friday", "2023-03-03"),
            ("by 5 pm on Friday 10 March", "2023-03-10"),
            ("by 17:00 on 3 March", "2023-03-03"),
            ("by noon on Monday", "2023-03-06"),
            ("by close of business on Friday", "2023-03-03"),
            ("by cob Friday", "2023-03-03"),
            ("by close of play tomorrow", "2023-02-28"),
            ("by today", "2023-02-27"),
            ("tonight", "2023-02-27"),
            ("by tomorrow", "2023-02-28"),
            ("by the end of the day", "2023-02-27"),
            ("by the end of the week", "2023-03-03"),
            ("by the end of next week", "2023-03-10"),
            ("by the end of the month", "2023-02-28"),
            ("by the end of next month", "2023-03-31"),
            ("by the end of February", "2023-02-28"),
            ("by the end of March", "2023-03-31"),
            ("by the end of January", "2024-01-31"),
            ("by the last day of March", "2023-03-31"),
            ("end of May", "2023-05-31"),
            ("by the end of May 2024", "2024-05-31"),
            ("by the start of April", "2023-04-01"),
            ("by the beginning of April 2024", "2024-04-01"),
            ("in May", "2023-05-31"),
            ("in March 2024", "2024-03-31"),
            ("end of Q4", "2023-03-31"),
            ("by the end of Q1", "2023-06-30"),
            ("by the end of quarter 2", "2023-09-30"),
            ("by the end of the third quarter", "2023-12-31"),
            ("by the end of Q4 of 2024/25", "2025-03-31"),
            ("by the end of Q4 2024-25", "2025-03-31"),
            ("by the end of the quarter", "2023-03-31"),
            ("by the end of the next quarter", "2023-06-30"),
            ("by the end of the financial year", "2023-03-31"),
            ("end of the financial year", "2023-03-31"),
            ("by the end of the next financial year", "2024-03-31"),
            ("by the end of the financial year 2024/25", "2025-03-31"),
            ("by year-end", "2023-03-31"),
            ("by the end of the calendar year", "2023-12-31"),
            ("until the end of the year", "2023-12-31"),
            ("by the end of next year", "2024-12-31"),
            ("by Christmas", "2023-12-25"),
            ("before Christmas", "2023-12-24"),
            ("before 31 March", "2023-03-30"),
            ("before Friday", "2023-03-02"),
            ("before the end of March", "2023-03-31"),
            ("ten days before 31 March", "2023-03-21"),
            ("no later than Friday", "2023-03-03"),
            ("not later than 1 May", "2023-05-01"),
            ("in two weeks", "2023-03-13"),
            ("in two weeks' time", "2023-03-13"),
            ("in a fortnight", "2023-03-13"),
            ("in six weeks", "2023-04-10"),
            ("in 10 days", "2023-03-09"),
            ("within ten days", "2023-03-09"),
            ("within 5 working days", "2023-03-06"),
            ("within 10 working days", "2023-03-13"),
            ("within ten business days", "2023-03-13"),
            ("within 30 working days", "2023-04-12"),
            ("within 24 hours", "2023-02-28"),
            ("within 48 hours", "2023-03-01"),
            ("within a week", "2023-03-06"),
            ("within thirty days", "2023-03-29"),
            ("by Friday at the latest", "2023-03-03"),
            ("within 99999999 working days", "none"),
            ("within 4294967295 months", "none"),
            ("by 3 March -123", "none"),
            ("within the next two weeks", "2023-03-13"),
            ("within a month", "2023-03-27"),
            ("within a month of the meeting", "2023-03-27"),
            ("within three months", "2023-05-27"),
            ("within a year", "2024-02-27"),
            ("asap", "at once"),
            ("ASAP", "at once"),
            ("a.s.a.p.", "at once"),
            ("as soon as possible", "at once"),
            ("immediately", "at once"),
            ("forthwith", "at once"),
            ("ongoing", "ongoing"),
            ("each meeting", "ongoing"),
            ("at every meeting", "ongoing"),
            ("by next meeting", "meeting 1"),
            ("By  the NEXT   Meeting", "meeting 1"),
            ("for the next meeting", "meeting 1"),
            ("to the next meeting", "meeting 1"),
            ("before the next meeting", "meeting 1"),
            ("in time for the next meeting", "meeting 1"),
            ("at the next meeting of the Board", "meeting 1"),
            ("by the following meeting", "meeting 1"),
            ("by the next Board meeting", "meeting 1"),
            ("before the Board agenda is published", "meeting 1 agenda"),
            ("for the next agenda", "meeting 1"),
            ("by the meeting after next", "meeting 2"),
            ("by the next meeting but one", "meeting 2"),
            ("for the May meeting", "meeting 2023-05"),
            ("by the May meeting", "meeting 2023-05"),
            ("at the meeting in May", "meeting 2023-05"),
            ("for the May agenda", "meeting 2023-05"),
            ("by May's meeting", "meeting 2023-05"),
            ("by the January meeting", "meeting 2024-01"),
            ("by the February meeting", "meeting 2024-02"),
            ("by the May 2024 meeting", "meeting 2024-05"),
            ("before the agenda is published", "meeting 1 agenda"),
            ("before the next agenda is published", "meeting 1 agenda"),
            ("before the papers go out", "meeting 1 agenda"),
            ("before the agenda for the May meeting is issued", "meeting 2023-05 agenda"),
            ("two weeks before next meeting", "meeting 1 -2 weeks"),
            ("a fortnight before the next meeting", "meeting 1 -2 weeks"),
            ("ten working days before the May meeting", "meeting 2023-05 -10 working days"),
            ("", "none"),
            ("by", "none"),
            ("by then", "none"),
            ("in due course", "none"),
            ("by May", "none"),
            ("by mid May", "none"),
            ("by the summer", "none"),
            ("before Easter", "none"),
            ("by the end of term", "none"),
            ("by Q3", "none"),
            ("end of Q5", "none"),
            ("by the end of the financial year 2024/26", "none"),
            ("by Friday 4 March", "none"),
            ("by 31 February", "none"),
            ("by 30/2/2023", "none"),
            ("by 3/31", "none"),
            ("by Friday or Monday", "none"),
            ("by the annual meeting", "none"),
            ("by the last meeting", "none"),
            ("by the next meeting of the Audit Committee", "none"),
            ("before the Council agenda is published", "none"),
            ("by the next Cabinet meeting", "none"),
            ("two weeks before the agenda is published", "none"),
            ("within weeks", "none"),
            ("by 3", "none"),
        ],
    ),
    (
        // The day before 29 February.
        "2024-02-28",
        &[
            ("by tomorrow", "2024-02-29"),
            ("by 29 February", "2024-02-29"),
            ("within two days", "2024-03-01"),
            ("by the end of the month", "2024-02-29"),
            ("in a year", "2025-02-28"),
        ],
    ),
    ("2024-02-29", &[("in a year", "2025-02-28"), ("within a month", "2024-03-29"), ("by 29 February", "2024-02-29")]),
    ("2024-03-01", &[("by 29 February", "none")]),
    ("2023-01-31", &[("within a month", "2023-02-28"), ("within two months", "2023-03-31")]),
    (
        // A Monday before the turn of the year; Christmas Day is a Friday, Boxing Day is kept on Monday 28.
        "2026-12-14",
        &[
            ("by 4 January", "2027-01-04"),
            ("in three weeks", "2027-01-04"),
            ("within 10 working days", "2026-12-30"),
            ("within 14 working days", "2027-01-06"),
            ("by the end of January", "2027-01-31"),
            ("by the end of next month", "2027-01-31"),
            ("by the end of the year", "2026-12-31"),
            ("by the end of Q3", "2026-12-31"),
            ("by the end of Q1", "2027-06-30"),
            ("by the end of the financial year", "2027-03-31"),
            ("by the January meeting", "meeting 2027-01"),
            ("by the December meeting", "meeting 2027-12"),
        ],
    ),
    (
        // A Friday; the clocks go forward on Sunday 29, Good Friday is 3 April.
        "2026-03-27",
        &[
            ("by tomorrow", "2026-03-28"),
            ("within 48 hours", "2026-03-29"),
            ("by Sunday", "2026-03-29"),
            ("by Monday", "2026-03-30"),
            ("by Friday", "2026-04-03"),
            ("by next Friday", "2026-04-03"),
            ("in a week", "2026-04-03"),
            ("by the end of the week", "2026-03-27"),
            ("within 5 working days", "2026-04-07"),
            ("by the end of Q4", "2026-03-31"),
        ],
    ),
    (
        // A Friday; the clocks go back on Sunday 25.
        "2026-10-23",
        &[
            ("within 24 hours", "2026-10-24"),
            ("within 48 hours", "2026-10-25"),
            ("by Sunday", "2026-10-25"),
            ("within three days", "2026-10-26"),
            ("in two weeks", "2026-11-06"),
        ],
    ),
    (
        // A Sunday, and a Saturday after the week's end.
        "2026-03-29",
        &[("by Sunday", "2026-04-05"), ("within 1 working day", "2026-03-30"), ("by next Monday", "2026-03-30")],
    ),
    ("2026-03-28", &[("by the end of the week", "none"), ("by the end of next week", "2026-04-03")]),
    ("2026-04-01", &[("by the end of Q4", "2027-03-31"), ("by the end of the financial year", "2027-03-31")]),
];

#[test]
fn deadlines_are_read_as_the_calendar_has_them() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (given, readings) in READINGS {
        for (words, wanted) in *readings {
            count += 1;
            let found = read(words, given);
            if found != *wanted {
                wrong.push(format!("{words:?} given on {given}: should be {wanted}, is {found}"));
            }
        }
    }
    assert!(count >= 120);
    assert!(wrong.is_empty(), "{} of {count} misread:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_deadline_that_hangs_on_a_meeting_moves_with_it() {
    let day_of = |words: &str, coming: &[&str]| {
        let coming: Vec<NaiveDate> = coming.iter().map(|coming| day(coming)).collect();
        let deadline = read_deadline(words, day("2023-02-27"), "Board").unwrap_or_else(|| panic!("{words}"));
        deadline.day(&coming, Notice::default()).map(|day| day.to_string())
    };
    let coming = &["2023-04-24", "2023-05-22", "2023-05-30"];
    for (words, wanted) in [
        ("by the next meeting", Some("2023-04-24")),
        ("by the meeting after next", Some("2023-05-22")),
        ("for the May meeting", Some("2023-05-22")),
        ("for the June meeting", None),
        ("two weeks before the next meeting", Some("2023-04-10")),
        ("ten working days before the next meeting", Some("2023-04-06")),
        ("before the agenda for the May meeting is published", Some("2023-05-12")),
        ("asap", None),
        ("ongoing", None),
        ("by Friday", Some("2023-03-03")),
    ] {
        assert_eq!(day_of(words, coming).as_deref(), wanted, "{words}");
    }
    assert_eq!(day_of("by the next meeting", &["2023-05-10"]).as_deref(), Some("2023-05-10"));
    // 1 May and 8 May are bank holidays.
    assert_eq!(day_of("before the agenda is published", &["2023-05-10"]).as_deref(), Some("2023-04-28"));
    assert_eq!(day_of("by the next meeting", &[]), None);
}

#[test]
fn the_years_whose_bank_holidays_are_known() {
    assert!(calendar::is_known(day("2026-12-31")) && calendar::is_known(day("2019-01-01")));
    assert!(!calendar::is_known(day("2029-01-01")) && !calendar::is_known(day("2018-12-31")));
    assert!(!calendar::is_working_day(day("2026-12-28")) && calendar::is_working_day(day("2026-12-29")));
    assert!(!calendar::is_working_day(day("2026-12-27")), "a Sunday");
}

#[test]
fn clear_days_count_neither_end_nor_holidays_and_saturdays_as_a_body_has_it() {
    let published = |meeting, clear_days, counts_saturdays| {
        let notice = Notice { clear_days, counts_saturdays };
        notice.published_before(day(meeting)).map(|day| day.to_string()).unwrap_or_default()
    };
    assert_eq!(published("2023-05-22", 5, false), "2023-05-12");
    assert_eq!(published("2023-05-22", 5, true), "2023-05-15");
    assert_eq!(published("2023-05-22", 3, false), "2023-05-16");
    assert_eq!(published("2023-05-22", 3, true), "2023-05-17");
    // Easter: 7 and 10 April.
    assert_eq!(published("2023-04-12", 5, false), "2023-03-31");
}

#[test]
fn whose_meeting_it_is_hangs_on_what_the_body_is_called() {
    let read = |words: &str, called: &str| read_deadline(words, day("2023-02-27"), called);
    let next = Some(Deadline::Meeting { which: Which::Coming(1), ahead: Ahead::Nothing });
    assert_eq!(read("by the next Council meeting", "Council"), next);
    assert_eq!(read("by the next Council meeting", "Board"), None);
    assert_eq!(read("by the next meeting of the Committee", "Committee"), next);
    assert_eq!(read("by the next meeting", "meeting"), next);
}

/// Words of deadlines, and numbers that no calendar has.
const SOUP: &[&str] = &[
    "by",
    "before",
    "within",
    "in",
    "the",
    "end",
    "of",
    "next",
    "last",
    "Friday",
    "week",
    "weeks",
    "month",
    "working",
    "days",
    "years",
    "Q4",
    "quarter",
    "0",
    "31",
    "99999999",
    "4294967296",
    "31/12/9999",
    "9999",
    "-1",
    "February",
    "May's",
    "meeting",
    "agenda",
    "published",
    "a",
    "fortnight",
    "financial",
    "year",
    "2025/26",
    "5pm",
    "on",
    "12:",
    "q",
    "'",
    "",
];

proptest! {
    #[test]
    fn no_words_are_too_much(words in proptest::collection::vec(proptest::sample::select(SOUP), 0..7), any in ".{0,40}") {
        for words in [words.join(" "), any] {
            for given in ["2024-02-29", "9999-12-31", "1000-01-01"] {
                if let Some(deadline) = read_deadline(&words, day(given), "Board") {
                    let _ = deadline.day(&[day("2024-03-01"), day("9999-12-31")], Notice::default());
                }
            }
        }
    }
}
