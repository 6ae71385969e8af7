//! House styles on the command line.

use crate::commands::Shell;

#[test]
fn styles_are_listed_shown_changed_and_given() {
    let shell = Shell::minuted();
    let listed = shell.json("styles");
    assert_eq!(listed[1]["style"], "council");
    assert_eq!(listed[5]["style"], "as usual", "{listed}");
    assert_eq!(shell.run("styles use csib parish").status, 0);
    assert_eq!(shell.json("styles")[5]["style"], "parish");
    let printed = shell.run("export csib-2023-02-27").out;
    assert!(printed.contains("Agenda item 3\n\n3/23  Children's Social Care Plan"), "{printed}");
    assert_eq!(shell.run("styles set csib words.signed").status, 0);
    assert!(!shell.run("export csib-2023-02-27").out.contains("Signed as a true record"));
    assert_eq!(shell.json("styles")[5]["style"], "its own");
    let shown = shell.json("styles show csib");
    let row = shown.as_array().unwrap().iter().find(|row| row["setting"] == "questions").unwrap();
    assert_eq!(
        (row["value"].as_str(), row["choices"].as_str()),
        (Some("unattributed"), Some("nested, narrative, unattributed"))
    );
    assert!(shell.run("history --limit 2").out.contains("House style of CSIB: parish"));
}

#[test]
fn a_style_goes_into_a_file_and_comes_back() {
    let shell = Shell::minuted();
    assert_eq!(shell.run("styles export school -o ours.toml").status, 0);
    let edited = shell.read("ours.toml").replace("questions = \"narrative\"", "questions = \"nested\"");
    shell.file("ours.toml", &edited);
    assert_eq!(shell.run("styles export school -o ours.toml").status, 1, "it was edited since");
    assert_eq!(shell.run("styles use CSIB ours.toml").status, 0);
    assert_eq!(shell.run("styles export CSIB").out, edited);
}

#[test]
fn what_there_is_not_is_refused_with_what_there_is() {
    let shell = Shell::minuted();
    let nothing = shell.run("styles use csib fancy");
    assert_eq!(nothing.status, 1);
    assert!(
        nothing.err.contains("scrutiny, council, parish, school, nhs; bodies are CSIB; or name a file"),
        "{}",
        nothing.err
    );
    assert!(shell.run("styles use agc nhs").err.contains("There is no body \u{201c}agc\u{201d}."));
    assert!(shell.run("styles set csib questions nestled").err.contains("nested, narrative, unattributed"));
    assert!(shell.run("styles show fancy").err.contains("fancy"));
    shell.file("bad.toml", "questions = 3\n");
    let bad = shell.run("styles use csib bad.toml");
    assert!(bad.err.contains("bad.toml:1:13: "), "{}", bad.err);
    // The ready ones need no book.
    assert_eq!(Shell::new().run("styles export nhs").status, 0);
}
