//! What a newer version of a plan changes, in words.

use serde::Serialize;

/// One thing that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Of the plan action, as in "2.3"; empty where it is of the plan.
    pub reference: String,
    /// "due", "lead", "new", "withdrawn".
    pub what: String,
    pub before: String,
    pub after: String,
    /// "moved once".
    pub remark: String,
}

/// What is found to change.
#[derive(Default)]
pub(super) struct Differences {
    pub found: Vec<Change>,
}

impl Differences {
    fn add(&mut self, reference: &str, what: &str, before: &str, after: &str, remark: String) {
        if before != after {
            let [reference, what, before, after] = [reference, what, before, after].map(str::to_string);
            self.found.push(Change { reference, what, before, after, remark });
        }
    }

    pub fn of_plan(&mut self, what: &str, before: &str, after: &str) {
        self.add("", what, before, after, String::new());
    }

    pub fn of_action(&mut self, reference: &str, what: &str, before: &str, after: &str) {
        self.add(reference, what, before, after, String::new());
    }

    pub fn due(&mut self, reference: &str, before: &str, after: &str, slips: u32) {
        let remark = match slips {
            1 => "moved once".to_string(),
            2 => "moved twice".to_string(),
            times => format!("moved {times} times"),
        };
        self.add(reference, "due", before, after, remark);
    }

    /// Says what the file has, as it had before, and somebody has reported otherwise since.
    pub fn old_news(&mut self, reference: &str, what: &str, before: &str, after: &str) {
        let remark = "not taken: the file has still what it had, and something else was reported since";
        self.add(reference, what, before, after, remark.to_string());
    }

    pub fn new_action(&mut self, reference: &str, text: &str) {
        self.add(reference, "new", "", text, String::new());
    }
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        let (before, after) = (one_line(&self.before), one_line(&self.after));
        if !self.reference.is_empty() {
            write!(f, "{} ", self.reference)?;
        }
        match (before.is_empty(), after.is_empty()) {
            (true, _) => write!(f, "{}: {after}", self.what)?,
            (false, true) => write!(f, "{}: {before} -> nothing", self.what)?,
            _ => write!(f, "{}: {before} -> {after}", self.what)?,
        }
        if self.remark.is_empty() { Ok(()) } else { write!(f, " ({})", self.remark) }
    }
}
