//! Slips after a meeting: a page for each person, printed or as drafts of e-mails.

use super::register::{self, Registered};
use super::{Failure, Result, action_list, export};
use crate::capture::fold::fold;
use crate::document::mail;
use crate::record::{Id, Meeting};
use crate::reports::slips::{self, Slip, Whose};
use crate::reports::{Audience, for_audience};
use crate::store::{Store, Wanted};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The pages of a meeting, and how many exempt actions are on none of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Slips {
    pub pages: Vec<Slip>,
    pub left_out: usize,
}

/// Returns what everybody owes from a meeting, as an audience may read it.
pub fn slips(store: &Store, meeting: &Meeting, audience: Audience, today: NaiveDate) -> Result<Slips> {
    let minutes = store.minutes(meeting.id)?;
    let body = &minutes.sitting.body.short_name;
    let mut rows = register::actions(store, &[], today)?;
    rows.retain(|row| row.body == *body && (row.meeting == meeting.slug || row.given < meeting.date));
    let (rows, left_out) = action_list::readable(rows, audience);
    let standings = store.standings(Wanted::Outstanding)?;
    let accountable: HashMap<Id, Whose> =
        standings.iter().map(|action| (action.action, Whose::of(action.owner, &action.owner_words))).collect();
    let with_owner = |row: Registered| (accountable.get(&row.id).cloned().unwrap_or(Whose::Nobody), row);
    let listed: Vec<(Whose, Registered)> = rows.into_iter().map(with_owner).collect();
    let readable = for_audience(minutes.sitting, minutes.entries, audience);
    Ok(Slips { pages: slips::slips(&readable, &listed, today), left_out })
}

/// What became of a folder of e-mails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub files: Vec<PathBuf>,
    /// Names of slips of this meeting that were there before and are not of these pages.
    pub left_over: Vec<String>,
}

/// Writes each page as a draft of an e-mail into a folder, which is made if it is not there. If one of the
/// files was edited since, none is written.
pub fn write_mail(
    store: &mut Store,
    meeting: &Meeting,
    pages: &[Slip],
    folder: &Path,
    force: bool,
    now: NaiveDateTime,
) -> Result<Written> {
    make_folder(folder)?;
    let names = file_names(meeting, pages);
    let mails: Vec<(PathBuf, String)> =
        names.iter().zip(pages).map(|(name, page)| (folder.join(name), mail::write(&page.document, now))).collect();
    for (path, content) in &mails {
        export::refuse_edited(store, path, content, force)?;
    }
    let mut files = Vec::new();
    for (path, content) in &mails {
        files.push(export::write_file(store, path, content, force, now)?);
    }
    Ok(Written { files, left_over: left_over(meeting, folder, &names) })
}

fn make_folder(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    std::fs::create_dir(folder).map_err(|error| {
        Failure::new(
            format!("{} is no folder and cannot be made one: {error}.", folder.display()),
            "Nothing was written; name another folder with -o.",
        )
    })
}

/// Returns names that sort as the pages stand: `csib-2023-02-27-slip-01-joy-pike.eml`.
fn file_names(meeting: &Meeting, pages: &[Slip]) -> Vec<String> {
    let digits = pages.len().to_string().len().max(2);
    let name =
        |(nth, page): (usize, &Slip)| format!("{}{:0digits$}-{}.eml", beginning(meeting), nth + 1, slug(&page.name));
    pages.iter().enumerate().map(name).collect()
}

fn beginning(meeting: &Meeting) -> String {
    format!("{}-slip-", meeting.slug)
}

/// How many letters of a name are in a file's: whole sentences are typed for owners.
const LONGEST_NAME: usize = 40;

/// Returns a name as part of a file's: small letters without accents, and hyphens.
fn slug(name: &str) -> String {
    let folded = fold(name).replace('\'', "");
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug: String = words.collect::<Vec<_>>().join("-").chars().take(LONGEST_NAME).collect();
    if slug.is_empty() { "unnamed".into() } else { slug.trim_end_matches('-').to_string() }
}

fn left_over(meeting: &Meeting, folder: &Path, written: &[String]) -> Vec<String> {
    let there = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = there.filter_map(|entry| entry.file_name().into_string().ok());
    let is_slip = |name: &String| name.starts_with(&beginning(meeting)) && name.ends_with(".eml");
    let mut left: Vec<String> = names.filter(|name| is_slip(name) && !written.contains(name)).collect();
    left.sort();
    left
}
