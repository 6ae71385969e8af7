//! Named votes: `for dg ab yc; against kg; abstained bd`.

use super::people::people_in;
use super::roster::Roster;
use crate::record::{Id, VoteCast};

/// Reads `for dg ab yc; against kg; abstained bd; conflict yp`. The error is the word that is nobody.
pub fn parse_votes(words: &str, roster: &Roster) -> Result<Vec<(Id, VoteCast)>, String> {
    let mut votes: Vec<(Id, VoteCast)> = Vec::new();
    for part in words.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (cast, names) = part.split_once(char::is_whitespace).unwrap_or((part, ""));
        let cast = match cast.trim_end_matches(':') {
            "abstain" | "abstaining" => Some(VoteCast::Abstained),
            cast => VoteCast::from_word(cast),
        };
        let cast = cast.ok_or_else(|| part.to_string())?;
        for named in people_in(names, roster) {
            let Some(person) = named.person() else { return Err(named.words) };
            if votes.iter().any(|(voted, _)| *voted == person) {
                return Err(format!("{} (twice)", named.words));
            }
            votes.push((person, cast));
        }
    }
    Ok(votes)
}
