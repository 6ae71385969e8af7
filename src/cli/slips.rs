//! Slips after a meeting.

use super::actions::{Actions, say_left_out};
use super::{Desk, output};
use crate::clerk::format::Format;
use crate::clerk::slips::{self, Slips};
use crate::clerk::{Failure, Result};
use crate::document::{inert, text};
use crate::record::Meeting;
use crate::reports::Audience;
use crate::store::Store;
use std::process::ExitCode;

impl Actions {
    /// Prints what everybody owes from the meeting that these words name, or writes it as e-mails.
    pub(super) fn slips(&self, words: &[String], desk: &Desk) -> Result<ExitCode> {
        let [meeting] = words else {
            return Err(Failure::new("Slips are of one meeting.", "Name it, as actions slips csib-2023-02-27."));
        };
        let mut store = desk.open_existing()?;
        let meeting = store.find_meeting(meeting)?;
        // They are for whoever has to do it, exempt or not.
        let audience = self.audience.unwrap_or(Audience::Members);
        let slips = slips::slips(&store, &meeting, audience, desk.now.date())?;
        match self.format.unwrap_or(Format::Text) {
            Format::Text => self.print_slips(&mut store, &meeting, &slips, audience, desk)?,
            Format::Mail => self.mail_slips(&mut store, &meeting, &slips, desk)?,
            other => {
                return Err(Failure::new(format!("Slips are not written as {other}."), "Use --as text or --as eml."));
            }
        }
        if slips.pages.is_empty() {
            eprintln!("Nobody owes anything from {}.", meeting.slug);
        }
        say_left_out(slips.left_out);
        Ok(ExitCode::SUCCESS)
    }

    fn print_slips(
        &self,
        store: &mut Store,
        meeting: &Meeting,
        slips: &Slips,
        audience: Audience,
        desk: &Desk,
    ) -> Result<()> {
        let documents = slips.pages.iter().map(|page| &page.document);
        let content = text::write_pages(documents, Some(self.width.into())).into();
        let name = format!("{}-slips{}.txt", meeting.slug, output::for_readers(audience));
        self.destination.deliver(store, &content, (&name, Format::Text), desk).map(|_| ())
    }

    fn mail_slips(&self, store: &mut Store, meeting: &Meeting, slips: &Slips, desk: &Desk) -> Result<()> {
        let Some(folder) = &self.destination.output else {
            return Err(Failure::new("E-mails are files in a folder.", "Name the folder with -o FOLDER."));
        };
        let written = slips::write_mail(store, meeting, &slips.pages, folder, self.destination.force, desk.now)?;
        for file in &written.files {
            eprintln!("Written: {}", file.display());
        }
        if !written.left_over.is_empty() {
            let names: Vec<_> = written.left_over.iter().map(|name| inert(name)).collect();
            eprintln!("There from before, and not of this list: {}.", names.join(", "));
        }
        Ok(())
    }
}
