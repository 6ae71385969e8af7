//! The usual headings and sentences of minutes, and how a house style's own take their place.

use crate::record::HouseStyle;
use crate::record::house_style::Phrase;

/// Returns the usual words. In braces stands what the program puts in; what is in square brackets is left out where
/// that is nothing.
pub fn usual(phrase: Phrase) -> &'static str {
    match phrase {
        Phrase::Draft => "DRAFT",
        Phrase::Held => "Minutes of the meeting held on {date}[ at {time}]",
        Phrase::Present => "Present",
        Phrase::InAttendance => "In attendance",
        Phrase::Apologies => "Apologies",
        Phrase::NoApologies => "No apologies were recorded.",
        Phrase::Absent => "Absent",
        Phrase::NotCalled => "Expected, attendance not recorded",
        Phrase::Attendance => "Attendance",
        Phrase::Chair => "Chair",
        Phrase::ViceChair => "Vice-chair",
        Phrase::CoOpted => "co-opted",
        Phrase::Member => "a Member",
        Phrase::Officer => "an officer",
        Phrase::Attendee => "a person attending",
        Phrase::Interests => "Declarations of interest",
        Phrase::NoInterests => "No interests were recorded.",
        Phrase::DeclaredAt => " (declared at item {item})",
        Phrase::OrderTaken => "The items were taken in this order: {items}.",
        Phrase::AgendaItem => "Agenda item[ {number}]",
        Phrase::Questions => "The questions from the {body} were as follows:",
        Phrase::Asked => "{who} asked",
        Phrase::WasAsked => "It was asked",
        Phrase::Answered => "In response, {who} said",
        Phrase::WasAnswered => "In response it was said",
        Phrase::Added => "{who} added",
        Phrase::WasAdded => "It was added",
        Phrase::Commented => "{who} said",
        Phrase::WasCommented => "It was said",
        Phrase::Action => "ACTION[ {reference}]:",
        Phrase::ActionColumn => "Action",
        Phrase::MinuteColumn => "Minute",
        Phrase::Actions => "Actions",
        Phrase::ActionTable => "Actions arising from this meeting",
        Phrase::ActionHeader => "Ref; Item; Action; Owner; By when",
        Phrase::Moved => "Proposed by {mover}[ and seconded by {seconder}].",
        Phrase::Voting => "Voting: {for} for, {against} against, {abstained} abstained.",
        Phrase::VotedFor => "For",
        Phrase::VotedAgainst => "Against",
        Phrase::VotedAbstained => "Abstained",
        Phrase::VotedConflict => "Did not vote because of an interest",
        Phrase::Arrived => "{who} arrived at {time}[ as substitute for {member}]",
        Phrase::Left => "{who} left at {time}",
        Phrase::Adjourned => "The meeting was adjourned at {time}",
        Phrase::Resumed => "The meeting resumed at {time}",
        Phrase::TookChair => "{who} took the chair at {time}",
        Phrase::Correction => "Correction recorded on {date}: {text}",
        Phrase::Documents => "Supporting documents:",
        Phrase::NextMeeting => "Next meeting: {when}",
        Phrase::Closed => "The meeting closed at {time}.",
        Phrase::Signed => "Signed as a correct record of the meeting:",
        Phrase::SignatureLines => "Chair; Date",
        Phrase::Glossary => "Abbreviations",
    }
}

/// Returns the words of a phrase as a style has them, before anything is put in.
pub fn words_of(style: &HouseStyle, phrase: Phrase) -> &str {
    style.words.get(&phrase).map_or(usual(phrase), String::as_str)
}

/// Returns a phrase with what stands in its places.
pub fn said(style: &HouseStyle, phrase: Phrase, values: &[(&str, &str)]) -> String {
    filled(words_of(style, phrase), values)
}

/// Puts values into their places. What is put in is never read for places itself.
fn filled(words: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some(at) = rest.find(['{', '[']) {
        out.push_str(&rest[..at]);
        let close = if rest[at..].starts_with('{') { '}' } else { ']' };
        let Some(end) = rest[at..].find(close).map(|end| at + end) else {
            out.push_str(&rest[at..]);
            return out;
        };
        let inside = &rest[at + 1..end];
        match close {
            '}' => match values.iter().find(|(name, _)| *name == inside) {
                Some((_, value)) => out.push_str(value),
                None => out.push_str(&rest[at..=end]),
            },
            _ => {
                let is_empty =
                    |(name, value): &&(&str, &str)| value.is_empty() && inside.contains(&format!("{{{name}}}"));
                if !values.iter().any(|value| is_empty(&value)) {
                    out.push_str(&filled(inside, values));
                }
            }
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn what_has_nothing_in_it_is_left_out() {
        let form = "Proposed by {mover}[ and seconded by {seconder}].";
        assert_eq!(filled(form, &[("mover", "AB"), ("seconder", "")]), "Proposed by AB.");
        assert_eq!(filled(form, &[("mover", "AB"), ("seconder", "YC")]), "Proposed by AB and seconded by YC.");
    }

    #[test]
    fn what_is_put_in_is_not_read_again() {
        assert_eq!(filled("{a} and {b}", &[("a", "{b} ["), ("b", "x")]), "{b} [ and x");
        assert_eq!(filled("{unknown} [open", &[("a", "x")]), "{unknown} [open");
    }
}
