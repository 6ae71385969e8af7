//! House styles: the ready ones, their files and settings, and what the minutes of one meeting read like in each.

use minutebook::clerk::house_styles::{
    self, READY, SETTINGS, name_of, phrase_keys, read, ready, value, with, with_next,
};
use minutebook::record::HouseStyle;

fn refused<T: std::fmt::Debug>(result: minutebook::clerk::Result<T>) -> String {
    let failure = result.unwrap_err();
    format!("{} {}", failure.what, failure.hint)
}

#[test]
fn each_ready_style_is_read_written_and_read_again() {
    for (name, ..) in READY {
        let style = ready(name).unwrap_or_else(|failure| panic!("{failure}"));
        let text = house_styles::written(&style).unwrap();
        assert_eq!(read(&text, name).unwrap(), style, "{text}");
        assert_eq!(name_of(&style), *name);
    }
    assert_eq!(name_of(&HouseStyle::default()), "as usual");
}

#[test]
fn what_is_wrong_in_a_file_is_told_with_its_line() {
    let unknown = refused(read("numbering = \"running\"\nquestion = \"nested\"\n", "ours.toml"));
    assert!(unknown.contains("ours.toml, line 2") && unknown.contains("question"), "{unknown}");
    let value = refused(read("\nquestions = \"nestled\"\n", "ours.toml"));
    assert!(value.contains("line 2") && value.contains("narrative"), "{value}");
    let nowhere = refused(read("[actions]\nline = false\nend = false\n", "ours.toml"));
    assert!(nowhere.contains("Actions stand nowhere"), "{nowhere}");
    let nobody = refused(read("owners = \"a member\"\n", "ours.toml"));
    assert!(nobody.contains("must be told"), "{nobody}");
    let alike = refused(read("numbering = \"each year\"\n", "ours.toml"));
    assert!(alike.contains("would number two years alike"), "{alike}");
}

#[test]
fn every_setting_has_a_value_and_takes_each_of_its_choices() {
    let style = HouseStyle::default();
    for setting in SETTINGS {
        let now = value(&style, setting.key).unwrap_or_else(|failure| panic!("{}: {failure}", setting.key));
        let choices = setting.choices();
        assert!(choices.is_empty() || choices.contains(&now.as_str()), "{}: {now}", setting.key);
        for choice in choices {
            // Two choices ask for another beside them: a year in the number, an action that stands somewhere.
            let style = with(&style, "number", "{n}/{yy}").unwrap();
            let changed = with(&style, setting.key, choice).unwrap_or_else(|failure| panic!("{failure}"));
            assert_eq!(value(&changed, setting.key).unwrap(), choice, "{}", setting.key);
        }
    }
    for key in phrase_keys() {
        let changed = with(&style, &key, "Other words").unwrap();
        assert_eq!(value(&changed, &key).unwrap(), "Other words");
        let back = with(&changed, &key, &value(&style, &key).unwrap()).unwrap();
        assert_eq!(back, style, "{key} as usual is no change");
    }
}

#[test]
fn a_setting_that_there_is_not_or_cannot_be_is_refused_in_words() {
    let style = HouseStyle::default();
    assert!(refused(with(&style, "colour", "red")).contains("no setting \u{201c}colour\u{201d}"));
    assert!(refused(with(&style, "questions", "nestled")).contains("nested, narrative, unattributed"));
    assert!(refused(with(&style, "first_number", "many")).contains("It is a number."));
    assert!(refused(with(&style, "number", "12")).contains("has no {n}"));
    assert!(refused(with(&style, "number", "{x}")).contains("{x} in"));
    assert!(refused(with(&style, "abbreviations", "CQC")).contains("CQC: Care Quality Commission"));
    let with_some = with(&style, "abbreviations", "CQC: Care Quality Commission; LA = local authority").unwrap();
    assert_eq!(value(&with_some, "abbreviations").unwrap(), "CQC: Care Quality Commission; LA: local authority");
}

#[test]
fn walking_the_choices_passes_over_what_the_style_would_refuse() {
    let find = |key: &str| SETTINGS.iter().find(|setting| setting.key == key).unwrap();
    let style = HouseStyle::default();
    // Numbers that begin again each year need a year in them.
    let walked: Vec<String> = (0..3)
        .scan(style.clone(), |style, _| {
            *style = with_next(style, find("numbering"), true).unwrap();
            Some(style.numbering.to_string())
        })
        .collect();
    assert_eq!(walked, ["each meeting", "running", "agenda"]);
    assert_eq!(with_next(&style, find("numbering"), false).unwrap().numbering.to_string(), "running");
    let only_line = with(&style, "actions.end", "no").unwrap();
    assert!(refused(with_next(&only_line, find("actions.line"), true)).contains("Actions stand nowhere"));
}
