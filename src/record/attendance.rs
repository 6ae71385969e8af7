//! Who was there.

use super::Id;
use crate::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What the roll call found. Nobody has a status until somebody gives one.
    pub enum AttendanceStatus {
        Present = "present",
        Apologies = "apologies",
        Absent = "absent",
        /// There, without belonging to the body.
        InAttendance = "in attendance",
    }
}

impl AttendanceStatus {
    /// Tells whether somebody with this status is in the room, movements apart.
    pub fn is_here(self) -> bool {
        matches!(self, Self::Present | Self::InAttendance)
    }
}

/// The attendance of one person at one meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    pub id: Id,
    pub meeting: Id,
    pub person: Id,
    pub status: AttendanceStatus,
    /// The member for whom this person sits.
    pub substitute_for: Option<Id>,
}
