//! One plan action from the command line: in full, and what was reported of it between meetings.

use crate::commands::Shell;
use crate::desk::at;
use crate::planned::{PLAN, plan};
use minutebook::store::Store;

fn shell() -> Shell {
    let shell = Shell::minuted();
    let mut store = Store::open(&shell.path().join("book.db")).unwrap();
    plan(&mut store, PLAN, at(9, 0));
    shell
}

#[test]
fn what_was_reported_between_meetings_is_shown_with_the_rest() {
    let shell = shell();
    let said = shell.run("plans report csip 2.1 amber value 42: pdm: two auditors had left");
    assert_eq!((said.status, said.err.as_str()), (0, "Plan action CSIP 2.1: reported Amber, measured.\n"));
    let shown = shell.run("plans show CSIP 2.1");
    assert_eq!(shown.status, 0, "{}", shown.err);
    for words in [
        "CSIP 2.1\n",
        "RAG           Amber, as reported; nothing was agreed\n",
        "Audits graded good: at first 31% \u{2192} 42% (20 Feb 23); target 70%",
        "between meetings, PDM: reported Amber; Audits graded good: 42%. \u{201c}two auditors had left\u{201d}",
        "\nMemory\n",
        "report PDM: reported Amber: two auditors had left (between meetings)",
    ] {
        assert!(shown.out.contains(words), "{words:?} is not in\n{}", shown.out);
    }
    let json: serde_json::Value = serde_json::from_str(&shell.run("plans show CSIP 2.1 --as json").out).unwrap();
    assert_eq!(
        (&json["ref"], &json["rag"], &json["status"]),
        (&"2.1".into(), &"Amber".into(), &serde_json::Value::Null)
    );
    assert_eq!(json["reports"][0]["reported"], "Amber");
    assert_eq!(json["measures"][0]["values"][0][1], "42%");
    assert_eq!((&json["memory"][0]["kind"], &json["memory"][0]["exempt"]), (&"report".into(), &false.into()));
}

#[test]
fn what_is_refused_says_what_there_is() {
    let shell = shell();
    for (arguments, said) in [
        ("plans show SEND 2.1", "There are CSIP."),
        ("plans show CSIP 9.9", "No plan action is called"),
        ("plans report CSIP 2.1 agreed red", "agrees how a plan action is rated at a meeting"),
        ("plans report CSIP 2.1 due 1 May 2023", "A due date is moved for a reason."),
    ] {
        let refused = shell.run(arguments);
        assert_eq!(refused.status, 1, "{arguments}");
        assert!(refused.err.contains(said), "{arguments}: {}", refused.err);
    }
}
