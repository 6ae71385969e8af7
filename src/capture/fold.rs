//! Letters compared as a clerk in a hurry types them: no case, no accents.

/// Returns a letter in lower case and without its accent: `Ł` gives `l`.
pub fn fold_letter(letter: char) -> char {
    // The table of letters without accents has ł and no Ł: lower case comes first.
    let small = letter.to_lowercase().next().unwrap_or(letter);
    nucleo_matcher::chars::normalize(small)
}

/// Returns words in lower case, without accents or combining marks, single-spaced, with `'` for `’`.
pub fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\u{300}'..='\u{36f}' => {}
            '\u{2019}' => folded.push('\''),
            letter if letter.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            letter => folded.push(fold_letter(letter)),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}
