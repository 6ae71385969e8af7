//! E-mails (RFC 5322): drafts in plain text, from nobody yet and to nobody yet.

use super::{Document, text};
use crate::record::time::in_utc;
use chrono::NaiveDateTime;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::MimePart;

/// Writes a document as the draft of an e-mail: its title is the subject. `now` is a local time in England.
///
/// The addresses are left to whoever sends it, and so is the Message-ID, which two drafts must not share.
pub fn write(document: &Document, now: NaiveDateTime) -> String {
    let part = MimePart::new("text/plain", text::write(document, None))
        .header("MIME-Version", Raw::new("1.0"))
        .header("Date", Date::new(in_utc(now).and_utc().timestamp()))
        .header("Subject", Text::new(document.title()))
        // What mail programs go by to open a file as a draft.
        .header("X-Unsent", Raw::new("1"));
    let mut bytes = Vec::new();
    part.write_part(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}
