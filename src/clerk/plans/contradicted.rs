//! What a plan says of one of its actions and the minutes do not bear out, in words.

use super::super::Result;
use super::overview::{PlanOverview, PlanRow};
use crate::record::Id;
use crate::record::plan_standing::Contradiction;
use crate::record::time::long_date;
use crate::store::{OpenLink, Store};
use std::collections::HashMap;

/// How many actions are named in one sentence.
const NAMED: usize = 3;

/// What contradictions are told from.
#[derive(Debug, Default)]
pub struct Evidence {
    open: HashMap<Id, Vec<OpenLink>>,
    /// Names of the meetings that heard reports.
    meetings: HashMap<Id, String>,
}

impl Evidence {
    /// Reads what contradictions of a plan are told from.
    pub fn read(store: &Store, plan: &PlanOverview) -> Result<Evidence> {
        let mut open: HashMap<Id, Vec<OpenLink>> = HashMap::new();
        let contradicted = plan.rows.iter().filter(|row| !row.contradictions.is_empty());
        let contradicted: Vec<Id> = contradicted.map(|row| row.action.id).collect();
        for link in store.open_links(&contradicted)? {
            open.entry(link.plan_action).or_default().push(link);
        }
        Ok(Evidence { open, meetings: store.meetings_of_plan(plan.plan.id)? })
    }

    /// Returns the name of a meeting that heard a report.
    pub fn meeting(&self, id: Id) -> Option<&str> {
        self.meetings.get(&id).map(String::as_str)
    }

    /// Returns each contradiction of a plan action: "reported Green at csib-2026-05-11, while ACTION 26/04, which
    /// serves it, is overdue since 11 May 2026".
    pub fn told(&self, row: &PlanRow, plan: &PlanOverview) -> Vec<String> {
        row.contradictions.iter().map(|contradiction| self.tell(*contradiction, row, plan)).collect()
    }

    fn tell(&self, contradiction: Contradiction, row: &PlanRow, plan: &PlanOverview) -> String {
        let rated = self.rated(row, plan);
        let open = self.open.get(&row.action.id).map(Vec::as_slice).unwrap_or_default();
        match contradiction {
            Contradiction::GoodButSlipping { .. } => {
                let overdue = open.iter().filter(|link| link.due.is_some_and(|due| due < plan.today));
                let since =
                    |link: &OpenLink| link.due.map(|due| format!("since {}", long_date(due))).unwrap_or_default();
                format!("{rated}, while {}", serving(overdue.collect(), "overdue", since))
            }
            Contradiction::GoodButOverdue => {
                let due = row.standing.due.map(long_date).unwrap_or_default();
                let status = row.standing.said_status().map(|status| format!(" and is {status}")).unwrap_or_default();
                format!("{rated}, while it was due on {due}{status}")
            }
            Contradiction::DoneButOpen { .. } => {
                let is_done = row.standing.status.is_done();
                let said = if is_done { row.standing.status.to_string() } else { rated };
                format!("{said}, while {}", serving(open.iter().collect(), "outstanding", |_| String::new()))
            }
        }
    }

    /// Returns "reported Green at csib-2026-05-11".
    fn rated(&self, row: &PlanRow, plan: &PlanOverview) -> String {
        let standing = &row.standing;
        let word = standing.rag.and_then(|class| plan.class(class)).map_or("rated", |class| &class.word);
        let verb = if standing.is_rag_agreed { "agreed" } else { "reported" };
        let meeting = standing.rag_meeting.and_then(|meeting| self.meeting(meeting));
        let place = match (meeting, standing.rag_day) {
            (Some(meeting), _) => format!(" at {meeting}"),
            (None, Some(day)) => format!(" on {}", long_date(day)),
            (None, None) => String::new(),
        };
        format!("{verb} {word}{place}")
    }
}

/// Returns "ACTIONs 26/04 (since 11 May 2026) and 26/07 (since 13 July 2026), which serve it, are overdue".
fn serving(links: Vec<&OpenLink>, how: &str, particulars: impl Fn(&OpenLink) -> String) -> String {
    let named: Vec<String> = links
        .iter()
        .take(NAMED)
        .map(|link| match particulars(link) {
            particulars if particulars.is_empty() || links.len() == 1 => link.reference.clone(),
            particulars => format!("{} ({particulars})", link.reference),
        })
        .collect();
    match (links.as_slice(), named.as_slice()) {
        ([only], [name]) => format!("ACTION {name}, which serves it, is {how} {}", particulars(only)).trim_end().into(),
        (_, [one, other]) if links.len() == 2 => format!("ACTIONs {one} and {other}, which serve it, are {how}"),
        (all, named) if all.len() > named.len() => {
            format!("{} ACTIONs that serve it, {} among them, are {how}", all.len(), named.join(", "))
        }
        (_, named) => format!("ACTIONs {}, which serve it, are {how}", named.join(", ")),
    }
}
