//! What a plan is asked for, in words: `overdue red theme:workforce lead:dcs audit`.

use super::super::register::People;
use super::super::{Failure, Result};
use super::overview::{PlanOverview, PlanRow};
use crate::capture::fold::fold;
use crate::record::{Id, Person, PlanStatus};

/// What plan actions are asked for by one word each, as the screen and help list it.
pub const WORDS: &str = "overdue, due, quiet, slipping, open, unrated, slipped, done, outstanding, a RAG class, a status, \
                         theme:workforce, lead:dcs, a reference, or words";

/// The words of a question about a plan.
#[derive(Debug, Default)]
pub struct PlanAsked {
    tests: Vec<Test>,
}

/// What one word asks for.
#[derive(Debug)]
enum Test {
    Overdue,
    DueBeforeNext,
    Quiet,
    /// What its RAG says and the minutes do not bear out.
    Contradicted,
    WithOpen,
    Unrated,
    Slipped,
    Done,
    Outstanding,
    Status(PlanStatus),
    /// Places of the RAG classes, or of the themes, that are meant.
    Class(usize),
    Themes(Vec<usize>),
    /// Those whom the name means, and the name.
    Lead(Vec<Id>, String),
    Called(Id),
    Words(String),
}

impl PlanAsked {
    /// Reads the words of a question about a plan.
    pub fn read(words: &str, plan: &PlanOverview, people: &People) -> Result<PlanAsked> {
        // A key without a value yet asks for nothing.
        let words = words.split_whitespace().filter(|word| !word.ends_with(':'));
        let tests = words.map(|word| Test::read(&fold(word), plan, people)).collect::<Result<Vec<_>>>()?;
        Ok(PlanAsked { tests })
    }

    /// Returns the places of the plan actions that are meant, in the plan's order.
    pub fn find(&self, plan: &PlanOverview) -> Vec<usize> {
        let fits = |row: &PlanRow| self.tests.iter().all(|test| test.fits(row, plan));
        plan.rows.iter().enumerate().filter(|(_, row)| fits(row)).map(|(nth, _)| nth).collect()
    }
}

impl Test {
    fn read(word: &str, plan: &PlanOverview, people: &People) -> Result<Test> {
        let nothing = |what: String, hint: String| Failure::new(what, hint);
        if let Some((key, value)) = word.split_once(':') {
            return match key {
                "theme" => Ok(Test::Themes(themes(value, plan))),
                "lead" => Ok(Test::Lead(called(value, people), value.to_string())),
                "rag" => class(value, plan).map(Test::Class).ok_or_else(|| {
                    nothing(format!("No RAG class begins with \u{201c}{value}\u{201d}."), classes(plan))
                }),
                "status" => status(value).map(Test::Status).ok_or_else(|| {
                    let words: Vec<String> = PlanStatus::ALL.iter().map(|status| hyphened(status.word())).collect();
                    nothing(
                        format!("\u{201c}{value}\u{201d} is no status."),
                        format!("There are {}.", words.join(", ")),
                    )
                }),
                _ => Err(nothing(
                    format!("\u{201c}{key}:\u{201d} is nothing that plan actions are asked by."),
                    format!("Ask by {WORDS}."),
                )),
            };
        }
        Ok(match word {
            "overdue" => Test::Overdue,
            "due" => Test::DueBeforeNext,
            "quiet" => Test::Quiet,
            "slipping" => Test::Contradicted,
            "open" => Test::WithOpen,
            "unrated" => Test::Unrated,
            "slipped" => Test::Slipped,
            "done" => Test::Done,
            "outstanding" => Test::Outstanding,
            word => {
                let is_called = |row: &&PlanRow| fold(&row.action.reference) == word;
                match (plan.rows.iter().find(is_called), whole_class(word, plan), status(word)) {
                    (Some(row), ..) => Test::Called(row.action.id),
                    (_, Some(class), _) => Test::Class(class),
                    (.., Some(status)) => Test::Status(status),
                    _ => Test::Words(word.to_string()),
                }
            }
        })
    }

    fn fits(&self, row: &PlanRow, plan: &PlanOverview) -> bool {
        let standing = &row.standing;
        // What is no longer in the plan is in none of its figures.
        let is_there = standing.status != PlanStatus::Withdrawn;
        match self {
            Test::Overdue => row.is_overdue,
            Test::DueBeforeNext => {
                let next = plan.rhythm.next.unwrap_or(plan.today);
                standing.is_outstanding() && standing.due.is_some_and(|due| due <= next)
            }
            Test::Quiet => row.is_quiet,
            Test::Contradicted => is_there && !row.contradictions.is_empty(),
            Test::WithOpen => is_there && standing.open > 0,
            Test::Unrated => is_there && row.class.is_none(),
            Test::Slipped => is_there && standing.slips > 0,
            Test::Done => standing.status.is_done(),
            Test::Outstanding => standing.is_outstanding(),
            Test::Status(status) => standing.status == *status,
            Test::Class(class) => is_there && row.class == Some(*class),
            Test::Themes(themes) => themes.contains(&row.theme),
            Test::Lead(people, name) => {
                row.action.lead.is_some_and(|lead| people.contains(&lead)) || has_word(&row.action.lead_words, name)
            }
            Test::Called(id) => row.action.id == *id,
            Test::Words(word) => {
                let action = &row.action;
                let theme = plan.themes.get(row.theme).map(|(theme, _)| theme.name()).unwrap_or_default();
                [&action.reference, &action.text, &action.outcome, &theme, &row.lead, &action.partners]
                    .into_iter()
                    .any(|words| has_word(words, word))
            }
        }
    }
}

/// Tells whether any word begins so.
fn has_word(words: &str, beginning: &str) -> bool {
    let words = fold(words);
    let starts = |(at, _): (usize, &str)| !words[..at].ends_with(char::is_alphanumeric);
    words.match_indices(beginning).any(starts)
}

fn hyphened(words: &str) -> String {
    fold(words).replace(' ', "-")
}

/// Returns the class of this word, written whole with hyphens for blanks; or of its first word, if no other begins so.
fn whole_class(word: &str, plan: &PlanOverview) -> Option<usize> {
    let whole = plan.classes.iter().position(|class| hyphened(&class.word) == word);
    let begins = |class: &crate::record::RagClass| fold(&class.word).split(' ').next() == Some(word);
    let mut first = plan.classes.iter().enumerate().filter(|(_, class)| word.len() > 2 && begins(class));
    whole.or_else(|| first.next().filter(|_| first.next().is_none()).map(|(nth, _)| nth))
}

/// Returns the class that is meant by a word or the beginning of one.
fn class(word: &str, plan: &PlanOverview) -> Option<usize> {
    let begins = |class: &crate::record::RagClass| hyphened(&class.word).starts_with(word);
    whole_class(word, plan).or_else(|| plan.classes.iter().position(begins))
}

fn classes(plan: &PlanOverview) -> String {
    let words: Vec<String> = plan.classes.iter().map(|class| hyphened(&class.word)).collect();
    format!("There are {}, and unrated.", words.join(", "))
}

fn status(word: &str) -> Option<PlanStatus> {
    PlanStatus::ALL.iter().find(|status| hyphened(status.word()) == word).copied()
}

/// Returns the places of the themes that a word means: by reference, or the beginning of a word of the title.
fn themes(name: &str, plan: &PlanOverview) -> Vec<usize> {
    let is_meant = |theme: &crate::record::Theme| fold(&theme.reference) == name || has_word(&theme.title, name);
    plan.themes.iter().enumerate().filter(|(_, (theme, _))| is_meant(theme)).map(|(nth, _)| nth).collect()
}

/// Returns those who are called so: post, initials, name or the beginning of a part of it.
fn called(name: &str, people: &People) -> Vec<Id> {
    let is_meant = |known: &str| {
        let known = fold(known);
        known == name || (name.len() > 2 && has_word(&known, name))
    };
    let is_called = |person: &&Person| {
        [&person.abbreviation, &person.initials, &person.name, &person.role].into_iter().any(|known| is_meant(known))
    };
    people.values().filter(is_called).map(|person| person.id).collect()
}
