//! Themes as plans write them in headings: "Theme 2: Workforce – Lead: J Smith".

/// What plans call their themes; the longest first.
const THEME_WORDS: &[&str] = &[
    "improvement priority",
    "improvement theme",
    "improvement area",
    "priority area",
    "focus area",
    "work stream",
    "workstream",
    "objective",
    "priority",
    "section",
    "domain",
    "pillar",
    "strand",
    "theme",
    "area",
];

/// What stands in front of a theme's lead.
const LEAD_MARKS: &[&str] = &[
    "theme lead:",
    "thematic lead:",
    "pillar lead:",
    "workstream lead:",
    "lead officer:",
    "lead -",
    "lead \u{2013}",
    "lead:",
    "led by:",
    "led by ",
    "owner:",
    "sro:",
];

const SEPARATORS: &[char] = &[' ', '.', ':', ')', '-', '\u{2013}', '\u{2014}', ',', ';', '|', '(', '\n'];

/// A heading of a theme, in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heading {
    /// "pillar", where it says so.
    pub word: String,
    pub reference: String,
    pub title: String,
    pub lead: String,
}

/// Takes a heading apart.
pub(super) fn heading(text: &str) -> Heading {
    let (text, lead) = split_lead(text);
    let small = text.to_ascii_lowercase();
    for word in THEME_WORDS {
        let Some(rest) = small.strip_prefix(word).map(|rest| &text[text.len() - rest.len()..]) else { continue };
        let is_titled = rest.trim_start().starts_with([':', '-', '\u{2013}', '\u{2014}']);
        let (reference, title) = split_number(rest.trim_start_matches(SEPARATORS), true);
        let is_apart = rest.starts_with(SEPARATORS);
        if is_apart && (is_titled || !reference.is_empty()) {
            return Heading { word: (*word).into(), reference, title: title.into(), lead };
        }
    }
    let (reference, title) = split_number(text, false);
    if title.is_empty() {
        return Heading { reference, lead, ..Heading::default() };
    }
    Heading { reference, title: title.into(), lead, ..Heading::default() }
}

/// Returns the word by which a heading says that it is one of a theme: "Pillar" in "Pillar 3".
pub(super) fn word_in(text: &str) -> Option<String> {
    Some(heading(text).word).filter(|word| !word.is_empty())
}

/// Returns the theme word of a column's header.
pub(super) fn word_of_header(header: &str) -> Option<&'static str> {
    let small = header.to_lowercase();
    THEME_WORDS.iter().find(|word| small.contains(*word)).copied()
}

fn split_lead(text: &str) -> (&str, String) {
    let small = text.to_ascii_lowercase();
    let found = LEAD_MARKS.iter().filter_map(|mark| Some((small.rfind(mark)?, mark.len())));
    let Some((at, length)) = found.filter(|(at, _)| *at > 0).min_by_key(|(at, _)| *at) else {
        return (text.trim(), String::new());
    };
    let is_word = text[..at].ends_with(SEPARATORS);
    if !is_word {
        return (text.trim(), String::new());
    }
    let lead = text[at + length..].trim().trim_end_matches(')').trim();
    (text[..at].trim_end_matches(SEPARATORS).trim(), lead.to_string())
}

/// Splits "2.1 Workforce" and "B: Homes" into reference and title. A letter, or a Roman number, counts behind the
/// word for a theme, or where a mark follows it.
fn split_number(text: &str, is_told: bool) -> (String, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let follows = |rest: &str| rest.is_empty() || rest.starts_with(SEPARATORS);
    if number.starts_with(|c: char| c.is_ascii_digit()) && number.len() <= 8 && follows(rest) {
        return (number.trim_matches('.').to_string(), rest.trim_start_matches(SEPARATORS));
    }
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let (code, rest) = text.split_at(end);
    let is_roman = code.len() <= 4 && !code.is_empty() && code.chars().all(|c| "IVX".contains(c));
    let is_letter = code.len() == 1 && code.chars().all(|c| c.is_ascii_uppercase());
    let is_marked =
        rest.starts_with([':', '.', ')', '-', '\u{2013}']) || rest.starts_with(" - ") || rest.starts_with(" \u{2013} ");
    if (is_roman || is_letter) && (is_marked || (is_told && follows(rest))) {
        return (code.to_string(), rest.trim_start_matches(SEPARATORS));
    }
    (String::new(), text.trim())
}
