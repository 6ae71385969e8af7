//! Text made inert: nothing in it can steer a terminal or turn the reading direction.

use std::borrow::Cow;

/// Returns text in which control characters are shown as pictures (`␛`), line ends are spaces, and
/// characters that turn the direction of writing are replaced by `�`.
pub fn inert(text: &str) -> Cow<'_, str> {
    if text.chars().all(|letter| shown(letter) == letter) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(shown).collect())
}

/// Returns what stands for a character: itself unless it could do something.
pub fn shown(letter: char) -> char {
    match letter {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{85}' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + letter as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' => '\u{fffd}',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => '\u{fffd}',
        letter => letter,
    }
}

/// Returns JSON in which such characters are written as numbers (`\u009b`): the same data, and inert.
///
/// In JSON they stand in strings only, and those below a blank are written so already.
pub fn inert_json(json: &str) -> Cow<'_, str> {
    let is_plain = |letter: char| letter == '\n' || shown(letter) == letter;
    if json.chars().all(is_plain) {
        return Cow::Borrowed(json);
    }
    let written = |letter| if is_plain(letter) { letter.to_string() } else { format!("\\u{:04x}", u32::from(letter)) };
    Cow::Owned(json.chars().map(written).collect())
}
