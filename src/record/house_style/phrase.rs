//! The headings and sentences that a house style may word in its own way.

use crate::text_enum;

text_enum! {
    /// A heading or sentence that the program puts into minutes. Its usual words are with the reports.
    pub enum Phrase {
        Draft = "draft",
        Held = "held",
        Present = "present",
        InAttendance = "in_attendance",
        Apologies = "apologies",
        NoApologies = "no_apologies",
        Absent = "absent",
        NotCalled = "not_called",
        Attendance = "attendance",
        Chair = "chair",
        ViceChair = "vice_chair",
        CoOpted = "co_opted",
        Member = "member",
        Officer = "officer",
        Attendee = "attendee",
        Interests = "interests",
        NoInterests = "no_interests",
        DeclaredAt = "declared_at",
        OrderTaken = "order_taken",
        AgendaItem = "agenda_item",
        Questions = "questions",
        Asked = "asked",
        WasAsked = "was_asked",
        Answered = "answered",
        WasAnswered = "was_answered",
        Added = "added",
        WasAdded = "was_added",
        Commented = "commented",
        WasCommented = "was_commented",
        Action = "action",
        ActionColumn = "action_column",
        MinuteColumn = "minute_column",
        Actions = "actions",
        ActionTable = "action_table",
        ActionHeader = "action_header",
        Moved = "moved",
        Voting = "voting",
        VotedFor = "voted_for",
        VotedAgainst = "voted_against",
        VotedAbstained = "voted_abstained",
        VotedConflict = "voted_conflict",
        Arrived = "arrived",
        Left = "left",
        Adjourned = "adjourned",
        Resumed = "resumed",
        TookChair = "took_chair",
        Correction = "correction",
        Documents = "documents",
        NextMeeting = "next_meeting",
        Closed = "closed",
        Signed = "signed",
        SignatureLines = "signature_lines",
        Glossary = "glossary",
    }
}

impl Phrase {
    /// Returns what the program can put into its words, in braces.
    pub fn places(self) -> &'static [&'static str] {
        match self {
            Phrase::Held => &["date", "time", "body"],
            Phrase::DeclaredAt => &["item"],
            Phrase::OrderTaken => &["items"],
            Phrase::AgendaItem => &["number"],
            Phrase::Questions => &["body"],
            Phrase::Asked | Phrase::Answered | Phrase::Added | Phrase::Commented => &["who"],
            Phrase::Action => &["reference"],
            Phrase::Moved => &["mover", "seconder"],
            Phrase::Voting => &["for", "against", "abstained"],
            Phrase::Arrived => &["who", "time", "member"],
            Phrase::Left | Phrase::TookChair => &["who", "time"],
            Phrase::Adjourned | Phrase::Resumed | Phrase::Closed => &["time"],
            Phrase::Correction => &["date", "text"],
            Phrase::NextMeeting => &["when"],
            _ => &[],
        }
    }

    /// Returns which of them must stand there, since they tell what was recorded.
    fn needed(self) -> &'static [&'static str] {
        match self {
            Phrase::Held => &["date"],
            Phrase::Arrived => &["who", "time"],
            Phrase::Moved
            | Phrase::Voting
            | Phrase::Left
            | Phrase::TookChair
            | Phrase::Adjourned
            | Phrase::Resumed
            | Phrase::Correction
            | Phrase::DeclaredAt
            | Phrase::OrderTaken
            | Phrase::NextMeeting
            | Phrase::Closed => self.places(),
            _ => &[],
        }
    }

    /// Tells whether the words may be left out altogether.
    fn may_be_left_out(self) -> bool {
        !matches!(
            self,
            Phrase::Held
                | Phrase::Moved
                | Phrase::Voting
                | Phrase::Arrived
                | Phrase::Left
                | Phrase::TookChair
                | Phrase::Adjourned
                | Phrase::Resumed
                | Phrase::Correction
                | Phrase::Asked
                | Phrase::WasAsked
                | Phrase::Answered
                | Phrase::WasAnswered
                | Phrase::Added
                | Phrase::WasAdded
                | Phrase::Commented
                | Phrase::WasCommented
                | Phrase::Member
                | Phrase::Officer
                | Phrase::Attendee
                | Phrase::VotedFor
                | Phrase::VotedAgainst
                | Phrase::VotedAbstained
                | Phrase::VotedConflict
        )
    }

    /// Returns why words cannot be those of this phrase, as a sentence.
    pub(super) fn fault_in(self, words: &str) -> Option<String> {
        let places: Vec<&str> = words.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or("")).collect();
        let braced = |names: &[&str]| names.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(", ");
        if let Some(unknown) = places.iter().find(|place| !self.places().contains(place)) {
            let known = if self.places().is_empty() { "nothing".into() } else { braced(self.places()) };
            return Some(format!("{{{unknown}}} means nothing in \u{201c}{self}\u{201d}; there is {known}."));
        }
        if words.trim().is_empty() {
            return (!self.may_be_left_out()).then(|| format!("\u{201c}{self}\u{201d} cannot be left out."));
        }
        let missing: Vec<&str> = self.needed().iter().copied().filter(|name| !places.contains(name)).collect();
        (!missing.is_empty())
            .then(|| format!("\u{201c}{self}\u{201d} needs {}: it tells what was recorded.", braced(&missing)))
    }
}
