//! What the register is asked for, in words: `overdue owner:dcs body:csb older:90d vacancy`.

use super::{Failure, Result};
use crate::capture::fold::fold;
use crate::record::standing::Rhythm;
use crate::record::{ActionStatus, Id, Person, Standing};
use crate::store::{Rhythms, Store};
use chrono::{Days, Months, NaiveDate};
use std::rc::Rc;

/// What is asked for by one word each, as help lists it.
pub const WORDS: &str = "overdue, due, quiet, slipped, undated, unowned, unlinked, all, a status, owner:dcs, body:csib, \
                         theme:workforce, older:90d, or words";

/// The words of a question, resolved to what they mean in a book.
pub struct Asked {
    words: Vec<String>,
    /// What each of them asks for.
    tests: Vec<Rc<Test>>,
    /// Neither `all` nor a status was asked for.
    pub outstanding_only: bool,
    today: NaiveDate,
    rhythms: Rhythms,
}

/// What one word asks for.
enum Test {
    All,
    Overdue,
    DueBeforeNext,
    Quiet,
    Slipped,
    Undated,
    Unowned,
    Status(ActionStatus),
    /// Given on this day or before.
    GivenUntil(NaiveDate),
    Body(Option<Id>),
    /// Those of a reference, however they stand.
    Called(Vec<Id>),
    /// Those that the book has found for a name or for words, in order.
    Found(Vec<Id>),
}

impl Asked {
    /// Reads the words of a question.
    pub fn read(words: &[String], store: &Store, today: NaiveDate) -> Result<Asked> {
        let nothing = Asked {
            words: Vec::new(),
            tests: Vec::new(),
            outstanding_only: true,
            today,
            rhythms: store.rhythms(today)?,
        };
        nothing.changed(words, store)
    }

    /// Reads other words; those that are the same mean what they meant, so that a letter more costs no more than
    /// the word in which it stands.
    pub fn changed(&self, words: &[String], store: &Store) -> Result<Asked> {
        let test = |word: &String| match self.words.iter().position(|known| known == word) {
            Some(nth) => Ok(Rc::clone(&self.tests[nth])),
            None => Test::read(word, store, self.today).map(Rc::new),
        };
        let tests = words.iter().map(test).collect::<Result<Vec<_>>>()?;
        let is_wider = |test: &Rc<Test>| matches!(**test, Test::All | Test::Status(_) | Test::Called(_));
        let outstanding_only = !tests.iter().any(is_wider);
        Ok(Asked { words: words.to_vec(), tests, outstanding_only, today: self.today, rhythms: self.rhythms.clone() })
    }

    /// Returns the words as typed.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Tells whether an action is meant.
    pub fn fits(&self, standing: &Standing) -> bool {
        (standing.is_outstanding() || !self.outstanding_only) && self.tests.iter().all(|test| test.fits(standing, self))
    }

    /// Tells whether an action is of those meant, however it stands: by body, owner, age and words.
    pub fn is_in_scope(&self, standing: &Standing) -> bool {
        let is_scope =
            |test: &&Rc<Test>| matches!(***test, Test::Body(_) | Test::Found(_) | Test::GivenUntil(_) | Test::Unowned);
        self.tests.iter().filter(is_scope).all(|test| test.fits(standing, self))
    }

    /// Returns when the action's body has met and meets.
    pub fn rhythm(&self, standing: &Standing) -> Rhythm {
        self.rhythms.get(&standing.body).copied().unwrap_or_default()
    }
}

impl Test {
    fn read(word: &str, store: &Store, today: NaiveDate) -> Result<Test> {
        let folded = fold(word);
        Ok(match folded.split_once(':') {
            Some(("owner", name)) if !name.is_empty() => Test::Found(of_owner(name, store)?),
            Some(("theme", name)) if !name.is_empty() => Test::Found(store.actions_of_theme(name)?),
            Some(("body", name)) if !name.is_empty() => Test::Body(store.body_named(name)?.map(|body| body.id)),
            Some(("older", age)) => Test::GivenUntil(day_before(age, today)?),
            Some((key, _)) => {
                return Err(Failure::new(
                    format!("\u{201c}{key}:\u{201d} is nothing that actions are asked by."),
                    format!("Ask by {WORDS}."),
                ));
            }
            None => match folded.as_str() {
                "all" => Test::All,
                "overdue" => Test::Overdue,
                "due" => Test::DueBeforeNext,
                "quiet" => Test::Quiet,
                "slipped" => Test::Slipped,
                "undated" => Test::Undated,
                "unowned" => Test::Unowned,
                "unlinked" => Test::Found(store.actions_without_link()?),
                folded => match status(folded) {
                    Some(status) => Test::Status(status),
                    None => match reference(folded) {
                        Some((year, number)) => Test::Called(called(year, number, store)?),
                        None => Test::Found(store.actions_with_words(word)?),
                    },
                },
            },
        })
    }

    fn fits(&self, standing: &Standing, asked: &Asked) -> bool {
        match self {
            Test::All => true,
            Test::Overdue => standing.is_overdue(asked.today),
            Test::DueBeforeNext => standing.is_due_before_next(asked.today, asked.rhythm(standing)),
            Test::Quiet => standing.is_quiet(asked.rhythm(standing)),
            Test::Slipped => standing.slips > 0,
            Test::Undated => standing.due.is_none(),
            Test::Unowned => standing.owner.is_none() && standing.owner_words.is_empty(),
            Test::Status(status) => standing.status == *status,
            Test::GivenUntil(day) => standing.given <= *day,
            Test::Body(body) => Some(standing.body) == *body,
            Test::Called(actions) => actions.contains(&standing.action),
            Test::Found(actions) => actions.binary_search(&standing.action).is_ok(),
        }
    }
}

/// Reads a status: the whole of it, or its first word where that is enough.
pub fn status(word: &str) -> Option<ActionStatus> {
    let is_meant = |status: &&ActionStatus| {
        let first = status.word().split(' ').next().filter(|first| first.len() > 3);
        status.word().replace(' ', "-") == word || first == Some(word)
    };
    ActionStatus::ALL.iter().find(is_meant).copied()
}

/// Reads `23/07`.
fn reference(word: &str) -> Option<(i32, u32)> {
    let (year, number) = word.split_once('/')?;
    Some((year.parse().ok()?, number.parse().ok()?))
}

fn called(year: i32, number: u32, store: &Store) -> Result<Vec<Id>> {
    Ok(store.actions_called(year, number)?.into_iter().map(|given| given.action.id).collect())
}

/// Returns the actions of whoever is called so: post, initials, name or the beginning of a part of it.
fn of_owner(name: &str, store: &Store) -> Result<Vec<Id>> {
    let is_meant = |known: &str| {
        let known = fold(known);
        known == name || (name.len() > 2 && known.split(' ').any(|part| part.starts_with(name)))
    };
    let is_called = |person: &Person| {
        [&person.abbreviation, &person.initials, &person.name, &person.role].into_iter().any(|known| is_meant(known))
    };
    let people: Vec<Id> = store.people()?.iter().filter(|person| is_called(person)).map(|person| person.id).collect();
    Ok(store.actions_of(&people, is_meant)?)
}

/// Reads an age, `90d`, `6w` or `3m`, as the day so long ago.
fn day_before(age: &str, today: NaiveDate) -> Result<NaiveDate> {
    let split = age.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(age.len());
    let (count, unit) = age.split_at(split);
    let day = count.parse::<u32>().ok().and_then(|count| match unit {
        "" | "d" => today.checked_sub_days(Days::new(count.into())),
        "w" => today.checked_sub_days(Days::new(7 * u64::from(count))),
        "m" => today.checked_sub_months(Months::new(count)),
        _ => None,
    });
    day.ok_or_else(|| {
        Failure::new(
            format!("\u{201c}{age}\u{201d} is no age."),
            "Give days, weeks or months: older:90d, older:6w, older:3m.",
        )
    })
}
