//! What a house style is shown on: the latest minutes of the body, or those of a sample meeting.

use super::{Result, agenda, transcribe};
use crate::document::Document;
use crate::record::house_style::Numbering;
use crate::record::{HouseStyle, Id};
use crate::reports::{Audience, draft_minutes};
use crate::store::{Minutes, Store};

const AGENDA: &str = include_str!("../../data/house_styles/sample.agenda.txt");
const CAPTURE: &str = include_str!("../../data/house_styles/sample.capture.txt");

/// The minutes on which a style is shown.
pub struct Preview {
    minutes: Minutes,
    /// The meeting's name in commands, or that it is a sample.
    pub of: String,
}

impl Preview {
    /// Reads the latest meeting of a body of which anything was minuted, or makes the sample.
    pub fn of_body(store: &Store, body: Id) -> Result<Self> {
        for meeting in store.meetings_of(body)?.into_iter().rev() {
            let minutes = store.minutes(meeting.id)?;
            if minutes.entries.iter().any(|entries| !entries.is_empty()) {
                return Ok(Preview { minutes, of: meeting.slug });
            }
        }
        Self::sample()
    }

    fn sample() -> Result<Self> {
        let mut store = Store::in_memory()?;
        let now = chrono::NaiveDateTime::default();
        let meeting = agenda::load(&mut store, AGENDA, "the sample", now)?;
        transcribe::transcribe(&mut store, &meeting, CAPTURE, "the sample", None)?;
        Ok(Preview { minutes: store.minutes(meeting.id)?, of: "a sample".into() })
    }

    /// Returns the minutes as members would read them in a style. Those that were confirmed in another are shown in
    /// this one all the same: it is how the next will read.
    pub fn in_style(&self, style: &HouseStyle) -> Document {
        let mut sitting = self.minutes.sitting.clone();
        sitting.first_number = match style.numbering {
            Numbering::Agenda => None,
            Numbering::Meeting => Some(style.first_number),
            Numbering::Running | Numbering::Year => sitting.first_number.or(Some(style.first_number)),
        };
        sitting.style = style.clone();
        draft_minutes(sitting, self.minutes.entries.clone(), Audience::Members)
    }
}
