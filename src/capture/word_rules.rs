//! Rules over words, as `data/promises.txt` writes them: reading the table, and fitting a rule to a sentence.

use super::sentences::Word;
use std::collections::HashMap;
use std::ops::Range;

/// The most words that `<thing>` keeps when something follows it.
const MOST_KEPT: usize = 12;

/// The rules of one table.
#[derive(Default)]
pub(super) struct Table {
    /// Every word that a rule names, and its number.
    numbers: HashMap<String, usize>,
    /// The words listed under each name.
    names: HashMap<String, Vec<String>>,
    /// The form of each verb that tells somebody to do it.
    verbs: HashMap<String, String>,
    /// The rules of each section, from top to bottom.
    sections: HashMap<String, Vec<Rule>>,
}

/// One rule.
struct Rule {
    /// It strikes words out, and finds nothing.
    strikes: bool,
    parts: Vec<Part>,
    /// What is to be said: words, and names of what was found.
    says: Vec<String>,
}

/// One part of a rule.
enum Part {
    Word { choice: Choice, optional: bool },
    Gap(usize),
    Keep(String),
    Opens,
    Ends,
    Said,
}

/// The words of which one is meant.
#[derive(Default)]
struct Choice {
    /// One bit for each number of a word.
    bits: Vec<u64>,
    endings: Vec<String>,
    /// The names under which the words are listed.
    names: Vec<String>,
}

/// Where a rule fits a sentence.
#[derive(Default)]
pub(super) struct Fit<'t> {
    rule: Option<&'t Rule>,
    /// Its first word, and the word after its last.
    pub span: Range<usize>,
    /// The words that are no gap and nothing kept, each with its part of the rule.
    fixed: Vec<(usize, usize)>,
    /// What is kept, by name: the first word and the word after the last.
    pub kept: Vec<(&'t str, usize, usize)>,
}

/// A sentence's words as a table knows them.
pub(super) struct Known<'w, 's> {
    pub words: &'w [Word<'s>],
    numbers: Vec<Option<usize>>,
    /// One bit for each number in the sentence.
    bits: Vec<u64>,
}

impl Rule {
    /// Tells whether a sentence has any of the words that each part needs: most rules end here, and quickly.
    fn may_fit(&self, known: &Known) -> bool {
        self.parts.iter().all(|part| match part {
            Part::Word { choice, optional: false } => choice.is_in(known),
            _ => true,
        })
    }
}

impl Choice {
    /// Tells whether a sentence may have one of the words.
    fn is_in(&self, known: &Known) -> bool {
        !self.endings.is_empty() || self.bits.iter().zip(&known.bits).any(|(ours, theirs)| ours & theirs != 0)
    }

    fn has(&self, word: &str, number: Option<usize>) -> bool {
        let is_listed = number
            .is_some_and(|number| self.bits.get(number / 64).is_some_and(|bits| (bits >> (number % 64)) & 1 == 1));
        is_listed || self.endings.iter().any(|ending| word.ends_with(ending.as_str()))
    }
}

impl Table {
    /// Reads a table.
    pub fn read(text: &str) -> Table {
        let mut table = Table::default();
        let mut section = "";
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match (line.strip_prefix('[').and_then(|line| line.strip_suffix(']')), section) {
                (Some(name), _) => section = name,
                (None, "words") => table.read_name(line),
                (None, "verbs") => line.split(',').for_each(|verb| table.read_verb(verb)),
                (None, _) => {
                    let rule = table.rule(line);
                    table.sections.entry(section.into()).or_default().push(rule);
                }
            }
        }
        table
    }

    fn read_name(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        let Some(name) = words.next() else { return };
        self.names.entry(name.into()).or_default().extend(words.map(String::from));
    }

    fn read_verb(&mut self, verb: &str) {
        let forms: Vec<&str> = verb.split_whitespace().collect();
        let Some(first) = forms.first() else { return };
        for (name, form) in ["DO", "DONE", "DOING"].into_iter().zip(&forms) {
            self.names.entry(name.into()).or_default().push((*form).into());
            self.verbs.entry((*form).into()).or_insert_with(|| (*first).into());
        }
    }

    fn rule(&mut self, line: &str) -> Rule {
        let (strikes, line) = line.strip_prefix("- ").map_or((false, line), |line| (true, line));
        let (parts, says) = line.split_once("->").unwrap_or((line, "<rest>"));
        Rule {
            strikes,
            parts: parts.split_whitespace().map(|part| self.part(part)).collect(),
            says: says.split_whitespace().map(String::from).collect(),
        }
    }

    fn part(&mut self, part: &str) -> Part {
        match part {
            ".." => Part::Gap(3),
            "..." => Part::Gap(8),
            "^" => Part::Opens,
            "$" => Part::Ends,
            "/" => Part::Said,
            _ if part.starts_with('<') => Part::Keep(part.into()),
            _ => {
                let inside = part.strip_prefix('(').and_then(|part| part.strip_suffix(')'));
                Part::Word { choice: self.choice(inside.unwrap_or(part)), optional: inside.is_some() }
            }
        }
    }

    fn choice(&mut self, words: &str) -> Choice {
        let mut choice = Choice::default();
        for word in words.split('|') {
            if let Some(ending) = word.strip_prefix('*') {
                choice.endings.push(ending.into());
            } else if let Some(listed) = self.names.get(word) {
                for word in listed {
                    set(&mut choice.bits, number(&mut self.numbers, word));
                }
                choice.names.push(word.into());
            } else {
                set(&mut choice.bits, number(&mut self.numbers, word));
            }
        }
        choice
    }

    /// Looks a sentence's words up.
    pub fn know<'w, 's>(&self, words: &'w [Word<'s>]) -> Known<'w, 's> {
        let numbers: Vec<_> = words.iter().map(|word| self.numbers.get(word.text.as_ref()).copied()).collect();
        let mut bits = Vec::new();
        numbers.iter().flatten().for_each(|number| set(&mut bits, *number));
        Known { words, numbers, bits }
    }

    /// Tells whether a word is listed under a name.
    pub fn is_listed(&self, name: &str, word: &str) -> bool {
        self.names.get(name).is_some_and(|listed| listed.iter().any(|known| known == word))
    }

    /// Returns the first fit in a sentence of any rule of a section that no line above has struck out.
    pub fn find<'t>(&'t self, section: &str, known: &Known) -> Option<Fit<'t>> {
        let mut struck = vec![false; known.words.len()];
        let mut first: Option<Fit> = None;
        for rule in self.sections.get(section)?.iter().filter(|rule| rule.may_fit(known)) {
            if rule.strikes {
                strike(rule, known, &mut struck);
                continue;
            }
            // Only what lies wholly before a fit of a rule above it comes first.
            let end = first.as_ref().map_or(known.words.len(), |fit| fit.span.start);
            let found = (0..end).find_map(|at| fit(rule, known, &struck, at).filter(|fit| fit.span.end <= end));
            first = found.or(first);
        }
        first
    }

    /// Returns what the rules of a section say instead of some words, in the order of the words.
    pub fn replacements(&self, section: &str, known: &Known) -> Vec<(Range<usize>, String)> {
        let rules = self.sections.get(section).map_or(&[][..], Vec::as_slice);
        let at_word = |at| rules.iter().find_map(|rule| fit(rule, known, &[], at));
        let fits = (0..known.words.len()).filter_map(at_word);
        fits.map(|fit| (fit.span.clone(), self.says(&fit, known, |_, _| String::new()))).collect()
    }

    /// Returns the words that say what is to be done: "<thing>" and such become what was kept.
    pub fn says(&self, fit: &Fit, known: &Known, kept: impl Fn(usize, usize) -> String) -> String {
        let mut said: Vec<String> = Vec::new();
        for word in fit.rule.iter().flat_map(|rule| &rule.says) {
            let found = fit.kept.iter().find(|(name, ..)| name == word);
            said.push(match found {
                Some((_, start, end)) => kept(*start, *end),
                None if word.starts_with('<') => String::new(),
                None => self.named(fit, known, word).unwrap_or_else(|| word.clone()),
            });
        }
        said.retain(|words| !words.is_empty());
        said.join(" ")
    }

    /// Returns the word that was found under a name; verbs as one tells somebody to do it.
    fn named(&self, fit: &Fit, known: &Known, name: &str) -> Option<String> {
        if !self.names.contains_key(name) {
            return None;
        }
        let names = [name, "DONE", "DOING"];
        let wanted = if name == "DO" { &names[..] } else { &names[..1] };
        let is_wanted = |part: usize| match fit.rule.and_then(|rule| rule.parts.get(part)) {
            Some(Part::Word { choice, .. }) => choice.names.iter().any(|name| wanted.contains(&name.as_str())),
            _ => false,
        };
        let (word, _) = fit.fixed.iter().rfind(|(_, part)| is_wanted(*part))?;
        let word = known.words[*word].text.as_ref();
        Some(self.verbs.get(word).filter(|_| name == "DO").cloned().unwrap_or_else(|| word.to_string()))
    }
}

fn number(numbers: &mut HashMap<String, usize>, word: &str) -> usize {
    let next = numbers.len();
    *numbers.entry(word.into()).or_insert(next)
}

fn set(bits: &mut Vec<u64>, number: usize) {
    if bits.len() <= number / 64 {
        bits.resize(number / 64 + 1, 0);
    }
    bits[number / 64] |= 1 << (number % 64);
}

/// Strikes out all that a rule fits.
fn strike(rule: &Rule, known: &Known, struck: &mut [bool]) {
    for at in 0..known.words.len() {
        if let Some(fit) = fit(rule, known, &[], at) {
            struck[fit.span].fill(true);
        }
    }
}

/// Fits a rule to the words from one on; nothing struck is used.
fn fit<'t>(rule: &'t Rule, known: &Known, struck: &[bool], at: usize) -> Option<Fit<'t>> {
    let mut fit = Fit { rule: Some(rule), ..Fit::default() };
    let end = fit_parts(rule, known, struck, (0, at), &mut fit)?;
    fit.span = at..end;
    Some(fit)
}

/// Fits the parts of a rule from one on, and returns the word after the last one.
fn fit_parts<'t>(
    rule: &'t Rule,
    known: &Known,
    struck: &[bool],
    (part, at): (usize, usize),
    found: &mut Fit<'t>,
) -> Option<usize> {
    let count = known.words.len();
    let go_on = |next: usize, found: &mut Fit<'t>| fit_parts(rule, known, struck, (part + 1, next), found);
    match rule.parts.get(part) {
        None => Some(at),
        Some(Part::Opens) if known.words.get(at)?.opens => go_on(at, found),
        Some(Part::Ends) if at == count => go_on(at, found),
        Some(Part::Opens | Part::Ends) => None,
        Some(Part::Gap(most)) => (at..=count.min(at + most)).find_map(|next| go_on(next, found)),
        Some(Part::Said) => {
            found.kept.push(("<rest>", at, count));
            go_on(at, found).or_else(|| {
                found.kept.pop();
                None
            })
        }
        Some(Part::Keep(name)) if part + 1 == rule.parts.len() => {
            found.kept.push((name, at, count));
            Some(at)
        }
        Some(Part::Keep(name)) => (at + 1..=count.min(at + MOST_KEPT)).find_map(|next| {
            found.kept.push((name, at, next));
            go_on(next, found).or_else(|| {
                found.kept.pop();
                None
            })
        }),
        Some(Part::Word { choice, optional }) => {
            let is_free = !struck.get(at).is_some_and(|struck| *struck);
            if is_free && known.words.get(at).is_some_and(|word| choice.has(&word.text, known.numbers[at])) {
                found.fixed.push((at, part));
                if let Some(end) = go_on(at + 1, found) {
                    return Some(end);
                }
                found.fixed.pop();
            }
            if *optional { go_on(at, found) } else { None }
        }
    }
}
