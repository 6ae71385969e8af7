//! Dates and times of day as people in Britain write them.

use chrono::{NaiveDate, NaiveTime};
use minutebook::record::time::{long_date, month_number, parse_date, parse_time, spoken_time, weekday_date};
use minutebook::record::{Body, Person};
use proptest::prelude::*;

#[test]
fn times_of_day() {
    let table = [
        ("18:40", Some((18, 40))),
        ("18.40", Some((18, 40))),
        ("1840", Some((18, 40))),
        ("6.40 pm", Some((18, 40))),
        ("6:40pm", Some((18, 40))),
        ("6.40 p.m.", Some((18, 40))),
        ("6pm", Some((18, 0))),
        ("6 PM", Some((18, 0))),
        ("12 noon", None),
        ("noon", Some((12, 0))),
        ("midday", Some((12, 0))),
        ("12pm", Some((12, 0))),
        ("12am", Some((0, 0))),
        ("12.30 am", Some((0, 30))),
        ("00:00", Some((0, 0))),
        ("23:59", Some((23, 59))),
        ("1800hrs", Some((18, 0))),
        ("9:05", Some((9, 5))),
        ("9am", Some((9, 0))),
        ("24:00", None),
        ("18:60", None),
        ("13pm", None),
        ("0pm", None),
        ("6", None),
        ("6.4", None),
        ("640", None),
        ("", None),
        ("six", None),
        ("pm", None),
        ("18:4", None),
        ("-1:00", None),
        ("１８:00", None),
        ("18:é", None),
        ("a1é0", None),
    ];
    for (text, wanted) in table {
        let wanted = wanted.map(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0).unwrap());
        assert_eq!(parse_time(text), wanted, "{text:?}");
    }
}

#[test]
fn dates() {
    let february = NaiveDate::from_ymd_opt(2023, 2, 27);
    for text in [
        "27 February 2023",
        "27 Feb 2023",
        "27th February 2023",
        "Monday 27 February 2023",
        "Mon 27th Feb 2023",
        "Monday, 27 February 2023",
        "27/02/2023",
        "27.2.2023",
        "27/2/23",
        "2023-02-27",
        " 27  February  2023 ",
        "27 FEBRUARY 2023",
        "27 Feb. 2023",
    ] {
        assert_eq!(parse_date(text), february, "{text:?}");
    }
    for text in [
        "",
        "27 February",
        "February 27 2023",
        "31 February 2023",
        "0 May 2023",
        "29 February 2023",
        "2023-13-01",
        "27/13/2023",
        "soon",
        "27 Fe 2023",
    ] {
        assert_eq!(parse_date(text), None, "{text:?}");
    }
    assert!(parse_date("29 February 2024").is_some());
    assert_eq!(
        (month_number("may"), month_number("Sept"), month_number("ma"), month_number("mayor")),
        (Some(5), Some(9), None, None)
    );
}

#[test]
fn as_minutes_write_them() {
    let date = NaiveDate::from_ymd_opt(2026, 5, 11).unwrap();
    assert_eq!((long_date(date).as_str(), weekday_date(date).as_str()), ("11 May 2026", "Monday 11 May 2026"));
    for (hour, minute, spoken) in
        [(18, 5, "6.05 pm"), (0, 0, "12.00 am"), (12, 0, "12.00 pm"), (9, 30, "9.30 am"), (23, 59, "11.59 pm")]
    {
        assert_eq!(spoken_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap()), spoken);
    }
}

#[test]
fn names_and_their_parts() {
    let split = |words: &str| Person::split_title(words);
    assert_eq!(split("Cllr Ann Barrow"), ("Cllr".into(), "Ann Barrow".into()));
    assert_eq!(split("CLLR. Ann Barrow"), ("Cllr".into(), "Ann Barrow".into()));
    assert_eq!(split("Ann Barrow"), (String::new(), "Ann Barrow".into()));
    assert_eq!(split("Major"), (String::new(), "Major".into()), "a name needs no title");
    for (name, initials) in
        [("Ann Barrow", "AB"), ("Siân Wyn-Jones", "SWJ"), ("Łukasz Wrona", "ŁW"), ("Plato", "P"), ("", "")]
    {
        assert_eq!(Person::initials_of(name), initials);
    }
    for (name, noun) in [
        ("Children's Services Improvement Board", "Board"),
        ("Audit and Governance Committee", "Committee"),
        ("Full Council", "Council"),
        ("Friends", "meeting"),
    ] {
        assert_eq!(Body::noun_in(name), noun);
    }
    assert_eq!(Body::short_name_of("Audit and Governance Committee"), "AGC");
}

proptest! {
    #[test]
    fn no_text_is_a_failure_and_what_is_written_is_read(text in any::<String>(), minutes in 0..1440_u32, days in 0..40000_i32) {
        let _ = (parse_time(&text), parse_date(&text));
        let time = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).unwrap();
        prop_assert_eq!(parse_time(&spoken_time(time)), Some(time));
        let date = NaiveDate::from_num_days_from_ce_opt(720000 + days).unwrap();
        prop_assert_eq!(parse_date(&long_date(date)), Some(date));
        prop_assert_eq!(parse_date(&weekday_date(date)), Some(date));
    }
}
