//! Printing the minutes from the screen.

use super::form::{Field, Form};
use super::form_fields::{Purpose, back};
use super::screen::{Cx, Outcome};
use crate::clerk::export::{Layout, write_file};
use crate::clerk::format::Format;
use crate::clerk::papers::{Paper, Sort, file_name, paper};
use crate::clerk::proof::in_a_line;
use crate::clerk::{Failure, Result};
use crate::record::{Id, Meeting};
use crate::reports::Audience;
use std::path::Path;

/// Returns the form that asks how to print a meeting's minutes.
pub fn export_form(meeting: &Meeting) -> Form {
    let formats = Format::of_documents().into_iter().filter(|format| format.is_built());
    let formats = formats.map(|format| format.word().to_string()).collect();
    let audiences = vec![Audience::Public.to_string(), Audience::Members.to_string()];
    let sorts = Sort::ALL.iter().map(|sort| sort.word().to_string()).collect();
    let fields = vec![
        Field::new("What", Sort::Minutes.word(), "minutes, decisions, actions, signature (a sheet) or item 5")
            .choosing(sorts),
        Field::new(
            "Format",
            Format::Text.word(),
            "text, md (Markdown), html (a page), docx (Word), pdf, json (to move); xlsx, csv: actions",
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
    let what = one_of(form.value(0), Paper::read, "minutes, decisions, actions, signature or item 5")?;
    let format = one_of(form.value(1), Format::from_word, "text, md, html, docx, pdf, xlsx, csv or json")?;
    let audience = one_of(form.value(2), Audience::from_word, "public or members")?;
    let content = paper(cx.store, &meeting, &what, audience, Layout::from(format))?;
    let usual = file_name(&meeting, &what, format, audience);
    let path = match form.value(3).trim() {
        "" => Path::new(&usual).to_owned(),
        given if Path::new(given).is_dir() => Path::new(given).join(&usual),
        given => Path::new(given).to_owned(),
    };
    let force = form.value(4).trim().eq_ignore_ascii_case("yes");
    let written = write_file(cx.store, &path, &content, force, cx.now).map_err(|failure| Failure {
        hint: "It was left as it is. Name another file, or answer yes to Overwrite.".into(),
        ..failure
    })?;
    let remark = if content.remark.is_empty() { String::new() } else { format!(" {}", content.remark) };
    let looked_at = in_a_line(cx.store, &meeting)?.filter(|_| format != Format::Json);
    let looked_at = looked_at.map(|line| format!(". {line}")).unwrap_or_default();
    back(&format!("Written: {}{remark}{looked_at}", written.display()))
}

fn one_of<T>(words: &str, read: fn(&str) -> Option<T>, expected: &str) -> Result<T> {
    read(words.trim()).ok_or_else(|| {
        Failure::new(format!("\u{201c}{}\u{201d} is not known.", words.trim()), format!("It is {expected}."))
    })
}
