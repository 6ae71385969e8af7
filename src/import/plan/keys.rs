//! What stands above a table: the name of the plan, and lines such as "Period: 2026–2028".

use super::gathering::Gathering;
use super::headings::Heading;
use crate::import::sheet::Row;
use crate::record::RagTone;

/// What lines above a table may say, and in which words.
const KEYS: &[(Key, &[&str])] = &[
    (Key::Plan, &["plan", "plan name", "name of plan", "title"]),
    (Key::Body, &["body", "board", "committee"]),
    (Key::ShortName, &["short name"]),
    (Key::Period, &["period", "plan period", "period of plan"]),
    (Key::Version, &["version", "version no", "version number"]),
    (Key::ThemeWord, &["themes are called", "theme word"]),
    (Key::Rag, &["rag", "brag"]),
    (Key::Theme, &["theme"]),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Plan,
    Body,
    ShortName,
    Period,
    Version,
    ThemeWord,
    Rag,
    Theme,
}

/// Reads a row as a line with a key; tells whether it is one.
pub(super) fn line(gathering: &mut Gathering<'_>, sheet: usize, row: &Row) -> bool {
    let Some((first, _)) = row.cells.first() else { return false };
    let words: Vec<String> = row.cells.iter().map(|(_, cell)| cell.words()).collect();
    let Some(head) = words.first() else { return false };
    let (key, within) = match head.split_once(':') {
        Some((key, value)) => (key, value.trim()),
        None => (head.as_str(), ""),
    };
    let folded = super::columns::folded(key);
    let Some((key, _)) = KEYS.iter().find(|(_, forms)| forms.contains(&folded.as_str())) else { return false };
    let has_colon = head.contains(':');
    // "Theme 2: Roads" and "Theme: Roads" are titles; "Theme: | 2 | Roads | J Smith" lists one.
    if *key == Key::Theme && (!within.is_empty() || words.len() < 3) {
        return false;
    }
    let rest = words.iter().skip(1).map(String::as_str);
    let values: Vec<&str> = std::iter::once(within).chain(rest).filter(|value| !value.is_empty()).collect();
    // Without a colon the value stands beside it, and alone.
    if values.is_empty() || (!has_colon && values.len() > 1 && *key != Key::Rag) || (!has_colon && row.cells.len() < 2)
    {
        return false;
    }
    let columns: Vec<u32> = row.cells.iter().map(|(column, _)| *column).collect();
    for column in columns {
        gathering.take(sheet, row.index, column);
    }
    set(gathering, *key, &values, (sheet, row.index, *first));
    true
}

fn set(gathering: &mut Gathering<'_>, key: Key, values: &[&str], at: (usize, u32, u32)) {
    let mut value = values.join(" ");
    let nth = |at: usize| values.get(at).copied().unwrap_or_default().to_string();
    match key {
        Key::Theme => {
            let lead = values.iter().skip(2).copied().collect::<Vec<_>>().join(" ");
            gathering.theme(Heading { reference: nth(0), title: nth(1), lead, ..Heading::default() });
            return;
        }
        Key::Rag => return class(gathering, values, at),
        Key::ThemeWord => value = value.to_lowercase(),
        Key::Plan => {
            if let Some((name, short)) = value.strip_suffix(')').and_then(|rest| rest.rsplit_once('('))
                && !short.contains(' ')
            {
                gathering.reading.draft.short_name = short.to_string();
                value = name.trim().to_string();
            }
        }
        _ => {}
    }
    let draft = &mut gathering.reading.draft;
    let field = match key {
        Key::Plan => &mut draft.name,
        Key::Body => &mut draft.body,
        Key::ShortName => &mut draft.short_name,
        Key::Period => &mut draft.period,
        Key::Version => &mut draft.version,
        Key::ThemeWord | Key::Theme | Key::Rag => &mut draft.theme_word,
    };
    if field.is_empty() {
        *field = value;
    } else if *field != value {
        let (sheet, row, column) = at;
        gathering.note(
            sheet,
            row,
            column,
            format!("\u{201c}{value}\u{201d} was not taken: it is said before otherwise"),
        );
    }
}

/// Reads "Green | on track | Milestones are met"; the tone may be left out.
fn class(gathering: &mut Gathering<'_>, values: &[&str], (sheet, row, column): (usize, u32, u32)) {
    let parts: Vec<&str> = values.iter().flat_map(|value| value.split('|')).map(str::trim).collect();
    let (word, rest) = match parts.split_first() {
        Some((word, rest)) if !word.is_empty() => (*word, rest),
        _ => return gathering.note(sheet, row, column, "a RAG class without a word was not taken"),
    };
    let tone = rest.first().and_then(|tone| RagTone::from_word(&tone.to_lowercase()));
    let meaning = if tone.is_some() { rest.get(1..).unwrap_or_default() } else { rest };
    if !gathering.classes.list(word, &meaning.join(" "), tone) {
        let what = format!("\u{201c}{}\u{201d} was not taken: the class is listed already", parts.join(" | "));
        gathering.note(sheet, row, column, what);
    }
}
