//! Which letters the fonts have, and what stands for those that they do not have.

use std::collections::BTreeSet;
use typst::text::Font;

/// What stands for a letter that no font has.
pub const STAND_IN: char = '\u{25a1}';

/// The letters that some fonts have between them.
pub struct Letters<'a> {
    fonts: &'a [Font],
    /// What was asked for and is in none of them.
    pub missing: BTreeSet<char>,
}

impl<'a> Letters<'a> {
    pub fn of(fonts: &'a [Font]) -> Self {
        Letters { fonts, missing: BTreeSet::new() }
    }

    /// Returns text in which the fonts have every letter. What is not seen anyway is left out where they do not have
    /// it, and what is replaced is remembered.
    pub fn held(&mut self, text: &str) -> String {
        text.chars().filter_map(|letter| self.letter(letter)).collect()
    }

    fn letter(&mut self, letter: char) -> Option<char> {
        match letter {
            '\n' => Some(letter),
            letter if self.has(letter) => Some(letter),
            letter if is_unseen(letter) => None,
            // The hyphen at which no line ends.
            '\u{2011}' if self.has('\u{2010}') => Some('\u{2010}'),
            letter => {
                self.missing.insert(letter);
                Some(STAND_IN)
            }
        }
    }

    /// Private letters mean nothing outside their font, and PDF/A does not have them.
    fn has(&self, letter: char) -> bool {
        let is_private = matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        !is_private && (letter.is_ascii_graphic() || self.fonts.iter().any(|font| has(font, letter)))
    }
}

fn has(font: &Font, letter: char) -> bool {
    font.info().coverage.contains(letter as u32)
}

/// Tells whether a letter only says how its neighbours are to be drawn.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}
