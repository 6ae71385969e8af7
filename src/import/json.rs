//! A meeting exported as JSON, read back.

use super::Problem;
use crate::record::Exchange;
use crate::record::exchange::{FORMAT, VERSION};
use serde::Deserialize;

/// The fields that say what the rest is.
#[derive(Deserialize)]
struct Header {
    minutebook: Option<String>,
    version: Option<u32>,
}

/// Reads an exported meeting.
pub fn read(text: &str) -> Result<Exchange, Problem> {
    let at = |error: &serde_json::Error| (error.line().max(1), error.column().max(1));
    let header: Header = serde_json::from_str(text).map_err(|error| {
        let (line, column) = at(&error);
        Problem::new(line, column, format!("{}; expected a meeting exported with --as json", bare(&error)))
    })?;
    match (header.minutebook.as_deref(), header.version) {
        (Some(FORMAT), Some(version)) if version > VERSION => Err(Problem::new(
            1,
            1,
            format!("version {version} was written by a newer minutebook; this one reads up to {VERSION}"),
        )),
        (Some(FORMAT), Some(_)) => {
            let exchange: Exchange = serde_json::from_str(text).map_err(|error| {
                let (line, column) = at(&error);
                Problem::new(line, column, bare(&error))
            })?;
            if !is_name(&exchange.meeting.slug) {
                return Err(Problem::new(1, 1, "meeting.slug is no name; expected letters, digits and hyphens"));
            }
            match exchange.dangling() {
                Some(place) => Err(Problem::new(1, 1, format!("{place} refers to a row that is not in the file"))),
                None => Ok(exchange),
            }
        }
        _ => Err(Problem::new(1, 1, "expected \"minutebook\": \"meeting\" and a \"version\"")),
    }
}

/// Tells whether a meeting can be called so: files are named after it, and none may end up in another folder.
fn is_name(slug: &str) -> bool {
    !slug.is_empty() && slug.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
}

/// Returns the message without the place, which stands in front of it already.
fn bare(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or(&message).to_string()
}
