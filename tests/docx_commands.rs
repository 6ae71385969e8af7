//! Word documents from the command line: where they go, and what is said when a template cannot be used.

use crate::commands::Shell;
use crate::packages::part;

const TEMPLATE: &[u8] = include_bytes!("data/templates/libreoffice.docx");
const USUAL: &str = "csib-2023-02-27-draft-minutes.docx";

fn bytes(shell: &Shell, name: &str) -> Vec<u8> {
    std::fs::read(shell.path().join(name)).unwrap()
}

#[test]
fn minutes_are_written_as_a_word_document_of_the_usual_name() {
    let shell = Shell::minuted();
    let said = shell.run("export csib-2023-02-27 --as docx -o .");
    assert_eq!((said.status, said.out.as_str()), (0, ""), "{}", said.err);
    let written = bytes(&shell, USUAL);
    let text = part(&written, "word/document.xml");
    assert!(text.contains("DCS to write by Friday") && !text.contains("Hidden"), "{text}");
    assert!(part(&written, "docProps/core.xml").contains("<dc:creator>Children&apos;s Services Improvement Board<"));
    let piped = shell.command().args("export csib-2023-02-27 --as docx".split(' ')).output().unwrap();
    assert_eq!(piped.stdout, written, "what is passed on is the same");
}

#[test]
fn a_word_document_that_somebody_edited_is_left_alone() {
    let shell = Shell::minuted();
    let export = |more: &str| shell.run(&format!("export csib-2023-02-27 --as docx -o {USUAL}{more}"));
    assert_eq!((export("").status, export("").status), (0, 0));
    shell.file(USUAL, "edited");
    let refused = export("");
    assert!(refused.status == 1 && refused.err.contains("has been edited"), "{}", refused.err);
    assert_eq!(bytes(&shell, USUAL), b"edited");
    assert_eq!(export(" --force").status, 0);
}

#[test]
fn minutes_stand_on_the_body_s_own_template() {
    let shell = Shell::minuted();
    shell.file("letterhead.docx", TEMPLATE);
    let said = shell.run("export csib-2023-02-27 --as docx --template letterhead.docx -o m.docx");
    assert_eq!(said.status, 0, "{}", said.err);
    let written = bytes(&shell, "m.docx");
    let text = part(&written, "word/document.xml");
    assert!(text.contains("Before the minutes.") && text.contains("DCS to write by Friday"), "{text}");
    assert!(text.contains("Chair: Cllr Dana Gibbs"), "{text}");
    assert!(part(&written, "word/header1.xml").contains("Wexmoor Council \u{2013} CSIB"));
}

#[test]
fn reports_are_written_as_word_documents_too() {
    let shell = Shell::minuted();
    let said = shell.run("report brief csib --as docx -o brief.docx");
    assert_eq!(said.status, 0, "{}", said.err);
    let text = part(&bytes(&shell, "brief.docx"), "word/document.xml");
    assert!(text.contains("<w:pStyle w:val='Title'/>") && text.contains("Questions worth asking"), "{text}");
    assert!(text.contains("<w:tblHeader/>"), "{text}");
}

#[test]
fn what_is_wrong_with_a_template_is_said_and_nothing_is_written() {
    let shell = Shell::minuted();
    shell.file("letter.docx", "Dear Sir");
    shell.file("good.docx", TEMPLATE);
    for (arguments, wanted) in [
        ("--as docx --template letter.docx -o m.docx", "The template is no Word document."),
        ("--as docx --template none.docx -o m.docx", "none.docx cannot be read"),
        ("--as md --template good.docx -o m.docx", "Only Word documents and PDFs have a template."),
        ("--as json --template good.docx -o m.docx", "Only Word documents and PDFs have a template."),
    ] {
        let said = shell.run(&format!("export csib-2023-02-27 {arguments}"));
        assert_eq!((said.status, said.out.as_str()), (1, ""), "{arguments}");
        assert!(said.err.contains(wanted), "{arguments}: {}", said.err);
        assert!(!shell.path().join("m.docx").exists());
    }
}

#[test]
fn a_template_that_asks_for_what_is_not_known_is_told_what_is() {
    let shell = Shell::minuted();
    let mut parts = crate::packages::parts(TEMPLATE);
    let text = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
    parts.insert("word/document.xml".into(), text.replace("{{chair}}", "{{chairman}}").into_bytes());
    shell.file("asks.docx", crate::packages::packed(&parts));
    let said = shell.run("export csib-2023-02-27 --as docx --template asks.docx -o m.docx");
    assert_eq!(said.status, 1);
    assert!(said.err.contains("The template asks for what is not known: {{chairman}}."), "{}", said.err);
    let known = "{{body}}, {{short_name}}, {{meeting}}, {{date}}, {{time}}, {{venue}}, {{status}}, {{chair}}, \
                 {{next_meeting}}, {{title}}, {{author}}, {{subject}}, {{watermark}}, and {{MINUTES_BODY}}";
    assert!(said.err.contains(known), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn a_terminal_is_not_filled_with_what_it_cannot_show() {
    let desk = crate::pty::Desk::with_meeting();
    let mut terminal = desk.start(&["export", crate::pty::MEETING, "--as", "docx"], 100, 20, &[]);
    terminal.wait_for("This is a file that no terminal can show.");
    assert_eq!(terminal.wait_for_end(), 1);
}
