//! The minute of an item on the clipboard.

use super::super::screen::{Go, Outcome};
use super::{Live, Result};
use crate::document::text;
use crate::reports::{Audience, for_audience, item_alone};

impl Live {
    /// Copies the item that is shown, as an audience may read it: no audience reads private notes.
    pub(super) fn copy(&self, audience: Audience) -> Result<Outcome> {
        let item = self.minuting.item()?.clone();
        // The other items are there for the numbers.
        let sitting = self.minuting.sitting.clone();
        let nth = sitting.items.iter().position(|known| known.id == item.id).unwrap_or(0);
        let mut entries = vec![Vec::new(); sitting.items.len()];
        entries[nth] = self.minuting.entries.clone();
        let readable = for_audience(sitting, entries, audience);
        let is_short = !readable.withheld[nth].is_empty();
        let is_exempt =
            item.exempt.is_exempt() || readable.entries[nth].iter().any(|entry| entry.entry.exempt.is_exempt());
        // Each paragraph is one line, for the window into which it is pasted wraps by itself.
        let text = text::write(&item_alone(&readable, nth), None);
        let lines = text.lines().filter(|line| !line.is_empty()).count();
        let lines = if lines == 1 { "1 line".to_string() } else { format!("{lines} lines") };
        let about = match (audience, is_short, is_exempt) {
            (Audience::Public, true, _) => ", without what is exempt: Alt-M copies that too",
            (Audience::Members, _, true) => ", exempt matter in it: NOT FOR PUBLICATION",
            _ => "",
        };
        let said = Some(format!("Copied item {} ({lines}{about}).", item.number));
        Ok(Outcome { said, go: Some(Go::Copy(text)) })
    }
}
