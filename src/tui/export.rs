//! Printing the minutes from the screen.

use super::form::{Field, Form};
use super::form_fields::{Purpose, back};
use super::screen::{Cx, Outcome};
use crate::clerk::export::{Format, Wanted, content, file_name, write_file};
use crate::clerk::proof::in_a_line;
use crate::clerk::{Failure, Result};
use crate::record::{Id, Meeting};
use crate::reports::Audience;
use std::path::Path;

/// Returns the form that asks how to print a meeting's minutes.
pub fn export_form(meeting: &Meeting) -> Form {
    let formats = Format::built().map(|format| format.word().to_string()).collect();
    let audiences = vec![Audience::Public.to_string(), Audience::Members.to_string()];
    let fields = vec![
        Field::new(
            "Format",
            Format::Text.word(),
            "text, md (Markdown), html (a page for the web), docx (Word), pdf or json (everything, to move)",
        )
        .choosing(formats),
        Field::new("Audience", Audience::Public.word(), "public leaves out what is exempt; members has it")
            .choosing(audiences),
        Field::new("File", "", "Left empty: the usual name, in the folder where minutebook was started."),
        Field::new("Overwrite", "no", "yes writes over a file that was edited since it was exported.")
            .choosing(vec!["yes".into(), "no".into()]),
    ];
    Form::new(format!("Print the minutes of {}", meeting.slug), Purpose::Export { meeting: meeting.id }, fields)
}

/// Prints the minutes as the form says.
pub fn export(form: &Form, meeting: Id, cx: &mut Cx<'_>) -> Result<Outcome> {
    let meeting = cx.store.sitting(meeting)?.meeting;
    let format = one_of(form.value(0), Format::from_word, "text, md, html, docx, pdf or json")?;
    let audience = one_of(form.value(1), Audience::from_word, "public or members")?;
    let content = content(cx.store, &meeting, Wanted { format, audience, width: None, template: None })?;
    let usual = file_name(&meeting, format, audience);
    let path = match form.value(2).trim() {
        "" => Path::new(&usual).to_owned(),
        given if Path::new(given).is_dir() => Path::new(given).join(&usual),
        given => Path::new(given).to_owned(),
    };
    let force = form.value(3).trim().eq_ignore_ascii_case("yes");
    let written = write_file(cx.store, &path, &content, force, cx.now).map_err(|failure| Failure {
        hint: "It was left as it is. Name another file, or answer yes to Overwrite.".into(),
        ..failure
    })?;
    let remark = content.remark().map(|remark| format!(" {remark}")).unwrap_or_default();
    let looked_at = in_a_line(cx.store, &meeting)?.filter(|_| format != Format::Json);
    let looked_at = looked_at.map(|line| format!(". {line}")).unwrap_or_default();
    back(&format!("Written: {}{remark}{looked_at}", written.display()))
}

fn one_of<T>(words: &str, read: fn(&str) -> Option<T>, expected: &str) -> Result<T> {
    read(words.trim()).ok_or_else(|| {
        Failure::new(format!("\u{201c}{}\u{201d} is not known.", words.trim()), format!("It is {expected}."))
    })
}
