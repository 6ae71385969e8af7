//! The dictionary: British English and the words of the trade.

use super::super::fold::fold;
use super::words::{Word, WordKind, bare};
use foldhash::fast::FixedState;
use spellbook::Dictionary;

const AFFIXES: &str = include_str!("../../../data/dictionary/en-GB.aff");
const WORDS: &str = include_str!("../../../data/dictionary/en-GB.dic");
const COUNCIL: &str = include_str!("../../../data/dictionary/council.txt");

/// So long is a word of the trade at least that may be meant by one that differs in a letter.
pub(super) const LONG: usize = 7;

/// What may stand in front of a hyphen though it is no word.
const PREFIXES: &[&str] = &[
    "ante", "anti", "auto", "bi", "bio", "co", "counter", "cross", "cyber", "de", "eco", "ex", "extra", "fore",
    "hyper", "infra", "inter", "intra", "macro", "mega", "micro", "mid", "mini", "mono", "multi", "neo", "neuro",
    "non", "over", "para", "poly", "post", "pre", "pro", "proto", "pseudo", "psycho", "quasi", "re", "semi", "socio",
    "sub", "super", "tele", "trans", "tri", "ultra", "un", "under", "uni",
];

/// The endings that take -ise or -ize, from their z on.
const IZE: &[&str] =
    &["ize", "izes", "ized", "izing", "izer", "izers", "ization", "izations", "izational", "izable", "izingly"];

/// How a word that the dictionary lacks is to be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// It begins with a small letter: it must be known.
    Small,
    /// It has the capital of a sentence: it may be a name.
    Begins,
    /// It has a capital of its own: it is taken for a name.
    Name,
}

/// Returns how the word at a place is judged; nothing where it never is: numbers, addresses, codes in capitals.
pub fn form(words: &[Word<'_>], at: usize) -> Option<Form> {
    let word = &words[at];
    if word.kind != WordKind::Letters || is_code(word.bare()) || is_numeral(word.text) {
        return None;
    }
    // "Hale reported", "Hale and Pike": whoever begins a sentence like this is somebody; nor is there any telling
    // before the next word is there.
    let acts = |next: &Word<'_>| {
        next.text.ends_with("ed")
            || ["said", "thought", "felt", "spoke", "gave", "was", "had", "and", "is", "has", "told", "left", "took"]
                .contains(&next.text)
    };
    Some(match word.has_capital() {
        false => Form::Small,
        true if word.begins && words.get(at + 1).is_some_and(|next| !acts(next) && !next.has_capital()) => Form::Begins,
        true => Form::Name,
    })
}

/// Tells whether a word is a code or an invented name: more capitals than the first letter, or one letter.
fn is_code(word: &str) -> bool {
    let parts = word.split(['-', '\u{2010}', '\u{2011}']);
    let mut parts = parts.map(|part| part.trim_start_matches(|letter: char| !letter.is_alphabetic()));
    word.chars().count() < 2 || parts.any(|part| part.chars().skip(1).any(char::is_uppercase))
}

/// Tells whether a word is a small Roman numeral: (iv).
fn is_numeral(word: &str) -> bool {
    word.len() <= 5 && word.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x'))
}

/// The dictionary with the words of the trade.
pub struct Speller {
    /// With a fixed seed: of words that are as near as one another the same one is offered first, every time.
    dictionary: Dictionary<FixedState>,
    /// Words of the trade that minutes write with a capital, the long ones.
    capitals: Vec<String>,
}

impl Speller {
    /// Reads the dictionary, which takes some hundredths of a second. None where it cannot be read.
    pub fn load() -> Option<Self> {
        let mut dictionary = Dictionary::new_with_hasher(AFFIXES, WORDS, FixedState::default()).ok()?;
        let mut capitals = Vec::new();
        for word in listed(COUNCIL) {
            dictionary.add(word).ok()?;
            if word.starts_with(char::is_uppercase) && word.chars().count() >= LONG {
                capitals.push(word.to_string());
            }
        }
        Some(Speller { dictionary, capitals })
    }

    /// Tells whether a word is in the dictionary, by itself or, with a hyphen, by its parts.
    pub fn knows(&self, word: &str) -> bool {
        let word = plain(bare(word));
        self.has(&word) || parts(&word).is_some_and(|mut parts| parts.all(|part| self.has_part(part)))
    }

    /// Tells whether what stands between two hyphens is in the dictionary, or a prefix.
    pub(super) fn has_part(&self, part: &str) -> bool {
        part.chars().count() < 2 || PREFIXES.contains(&part.to_lowercase().as_str()) || self.has(part)
    }

    fn has(&self, word: &str) -> bool {
        self.dictionary.check(word)
            || with_s(word).is_some_and(|word| self.dictionary.check(&word))
            // The dictionary has no accents.
            || !word.is_ascii() && self.dictionary.check(&fold(word))
    }

    /// Tells whether a slip of the fingers away there is a word that is nobody's name: letters that changed places, one
    /// doubled or not, in longer words one left out, put in or, among vowels, mistaken.
    pub(super) fn is_slip(&self, word: &str) -> bool {
        let letters: Vec<char> = word.to_lowercase().chars().collect();
        let is_word = |letters: &[char]| {
            let word: String = letters.iter().collect();
            self.dictionary.check(&word)
        };
        slips(&letters).any(|letters| is_word(&letters))
    }

    /// Returns the words of the trade that minutes write with a capital, the long ones.
    pub(super) fn capitals(&self) -> impl Iterator<Item = &str> {
        self.capitals.iter().map(String::as_str)
    }

    /// Returns what the dictionary has that is like a word.
    pub(super) fn like(&self, word: &str) -> Vec<String> {
        let mut found = Vec::new();
        self.dictionary.suggest(&plain(word), &mut found);
        found
    }
}

/// Returns the words of a list, without remarks.
pub(super) fn listed(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter_map(|line| line.split('#').next()).flat_map(str::split_whitespace)
}

/// Returns a word with straight apostrophes and plain hyphens.
pub(super) fn plain(word: &str) -> String {
    word.replace('\u{2019}', "'").replace(['\u{2010}', '\u{2011}'], "-")
}

/// Returns the parts of a word with hyphens.
pub(super) fn parts(word: &str) -> Option<impl Iterator<Item = &str>> {
    word.contains('-').then(|| word.split('-'))
}

/// Returns the spelling with -ise of a word with -ize.
fn with_s(word: &str) -> Option<String> {
    let at = word.rfind("iz")?;
    IZE.contains(&&word[at..]).then(|| format!("{}is{}", &word[..at], &word[at + 2..]))
}

/// Letters in a word so long may have been left out, put in or mistaken.
const ENOUGH: usize = 6;

fn slips(letters: &[char]) -> impl Iterator<Item = Vec<char>> {
    let changed = |change: &dyn Fn(&mut Vec<char>)| {
        let mut slip = letters.to_vec();
        change(&mut slip);
        slip
    };
    let count = letters.len();
    let mut found = Vec::new();
    for at in 0..count {
        if at + 1 < count && letters[at] != letters[at + 1] {
            found.push(changed(&|slip| slip.swap(at, at + 1)));
        }
        if at > 0 && letters[at] == letters[at - 1] {
            found.push(changed(&|slip| _ = slip.remove(at)));
        }
        if count >= ENOUGH {
            found.push(changed(&|slip| _ = slip.remove(at)));
            for vowel in ['a', 'e', 'i', 'o', 'u'].into_iter().filter(|_| "aeiou".contains(letters[at])) {
                found.push(changed(&|slip| slip[at] = vowel));
            }
            for letter in 'a'..='z' {
                found.push(changed(&|slip| slip.insert(at + 1, letter)));
            }
        } else if count >= ENOUGH - 1 {
            found.push(changed(&|slip| slip.insert(at, letters[at])));
        }
    }
    found.into_iter()
}
