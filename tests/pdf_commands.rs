//! PDFs from the command line: where they go, what is told of them, and what is said by a program without them.

use crate::commands::Shell;

#[test]
#[cfg(not(feature = "pdf"))]
fn a_program_that_was_built_without_pdf_says_what_to_do() {
    let shell = Shell::minuted();
    let said = shell.run("export csib-2023-02-27 --as pdf -o m.pdf");
    assert_eq!((said.status, said.out.as_str()), (1, ""));
    assert!(said.err.contains("This minutebook was built without PDF."), "{}", said.err);
    assert!(said.err.contains("--as docx") && said.err.contains("--features pdf"), "{}", said.err);
    assert!(!shell.path().join("m.pdf").exists());
}

#[cfg(feature = "pdf")]
mod with_feature {
    use super::*;
    use crate::pdf::all_text;

    fn text(shell: &Shell, name: &str) -> String {
        all_text(&std::fs::read(shell.path().join(name)).unwrap())
    }

    #[test]
    fn minutes_are_written_as_a_pdf_of_the_usual_name_and_the_same_when_passed_on() {
        let shell = Shell::minuted();
        let said = shell.run("export csib-2023-02-27 --as pdf -o .");
        assert_eq!((said.status, said.out.as_str()), (0, ""), "{}", said.err);
        let usual = "csib-2023-02-27-draft-minutes.pdf";
        let text = text(&shell, usual);
        assert!(text.contains("DCS to write by Friday") && !text.contains("Hidden"), "{text}");
        let piped = shell.command().args("export csib-2023-02-27 --as pdf".split(' ')).output().unwrap();
        assert_eq!(piped.stdout, std::fs::read(shell.path().join(usual)).unwrap());
    }

    #[test]
    fn a_template_takes_its_parts_from_beside_it() {
        let shell = Shell::minuted();
        shell.file("words.typ", "#let motto = \"Motto of Wexmoor\"");
        shell.file("house.typ", "#import \"standard.typ\": lay-out\n#import \"words.typ\": motto\n#lay-out(json(\"data.json\"), crest: motto)");
        let said = shell.run("export csib-2023-02-27 --as pdf --template house.typ -o m.pdf");
        assert_eq!(said.status, 0, "{}", said.err);
        assert!(text(&shell, "m.pdf").contains("Motto of Wexmoor"));
    }

    #[test]
    fn what_is_wrong_with_a_template_is_said_and_nothing_is_written() {
        let shell = Shell::minuted();
        shell.file("house.typ", "= Minutes\n\n#nonsense");
        shell.file("word.docx", b"PK\xff\xfe");
        for (template, wanted) in [
            ("house.typ", "house.typ:3:2: unknown variable: nonsense"),
            ("word.docx", "word.docx:1: this is not UTF-8 text."),
            ("none.typ", "none.typ cannot be read"),
        ] {
            let said = shell.run(&format!("export csib-2023-02-27 --as pdf --template {template} -o m.pdf"));
            assert_eq!((said.status, said.out.as_str()), (1, ""), "{template}");
            assert!(said.err.contains(wanted), "{template}: {}", said.err);
            assert!(!shell.path().join("m.pdf").exists());
        }
    }

    #[test]
    fn letters_that_are_not_there_are_told() {
        let shell = Shell::minuted();
        shell.run_with_input(
            "transcribe csib-2023-02-27",
            ":item 3\nn The slogan was \u{201c}\u{4e2d}\u{201d}.".as_bytes(),
        );
        let said = shell.run("export csib-2023-02-27 --as pdf -o m.pdf");
        assert_eq!(said.status, 0, "{}", said.err);
        assert!(said.err.contains("The fonts of the PDF do not have \u{4e2d} (U+4E2D)"), "{}", said.err);
        assert!(text(&shell, "m.pdf").contains("The slogan was \u{201c}\u{25a1}\u{201d}."));
    }
}
