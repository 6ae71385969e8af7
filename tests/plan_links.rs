//! Which plan actions an ACTION serves, and that no later change of the plan turns a link to something else.

use crate::desk::Desk;
use crate::planned::{PLAN, plan};
use minutebook::record::{Change, Detail, Id, PlanAction, Step};

fn desk() -> (Desk, Id) {
    let mut desk = Desk::started();
    let plan = plan(&mut desk.store, PLAN, desk.now);
    (desk, plan)
}

fn served(desk: &Desk) -> Vec<String> {
    let Detail::Action { links, .. } = &desk.last().detail else { panic!("no action") };
    links.iter().map(|link| desk.store.plan_action(link.plan_action).unwrap().unwrap().reference).collect()
}

#[test]
fn a_reference_links_an_action_with_the_plan_action_that_it_means() {
    let (mut desk, _) = desk();
    desk.types("! dcs: provide the list of boards by next meeting ~2.3 ~csip:1.1");
    assert_eq!(served(&desk), ["2.3", "1.1"]);
    // One that nothing is called by is kept as it was typed, and links nothing.
    desk.types("! dcs: write to the partners by Friday ~9.9");
    assert!(served(&desk).is_empty());
}

#[test]
fn a_link_stays_with_what_it_meant_when_the_plan_is_renumbered() {
    let (mut desk, plan) = desk();
    desk.types("! dcs: provide the list of boards by next meeting ~2.3");
    let actions = desk.store.plan_actions(plan).unwrap();
    let of = |reference: &str| actions.iter().find(|action| action.reference == reference).unwrap().clone();
    let renumbered = |reference: &str, to: &str| {
        Change::replaced(of(reference), PlanAction { reference: to.into(), ..of(reference) })
    };
    let changes = vec![renumbered("2.3", "2.4"), renumbered("2.1", "2.3")];
    desk.store.apply(Step::of_book("renumbered", changes), desk.now).unwrap();
    desk.minuting.reload(&desk.store).unwrap();
    assert_eq!(served(&desk), ["2.4"]);
}

#[test]
fn undo_takes_the_link_back_and_redo_brings_it_again() {
    let (mut desk, _) = desk();
    desk.types("! dcs: provide the list of boards by next meeting ~2.3");
    let with = desk.store.everything().unwrap();
    desk.minuting.undo(&mut desk.store, desk.now).unwrap();
    desk.minuting.redo(&mut desk.store, desk.now).unwrap();
    assert_eq!(desk.store.everything().unwrap(), with);
    // While it is there, the plan cannot be taken away under it.
    let refused = desk.store.undo(None, desk.now).unwrap_err();
    assert!(refused.to_string().contains("2.3"), "{refused}");
}

#[test]
fn where_two_plans_have_a_reference_it_is_typed_with_the_plan() {
    let (mut desk, _) = desk();
    plan(&mut desk.store, &PLAN.replace("plan CSIP", "plan SEND"), desk.now);
    desk.types("! dcs: provide the list of boards by next meeting ~2.3");
    assert!(served(&desk).is_empty());
    desk.types("! dcs: provide the list of boards by next meeting ~send:2.3");
    let Detail::Action { links, .. } = &desk.last().detail else { panic!("no action") };
    assert_eq!(desk.store.called(links[0].plan_action).unwrap().unwrap().called, "send:2.3");
}

#[test]
fn a_reference_with_a_blank_is_typed_without() {
    let (mut desk, _) = desk();
    let text = PLAN.replace("plan CSIP", "plan WSIP").replace("action 2.1 ", "action WQ 1 ");
    plan(&mut desk.store, &text, desk.now);
    desk.types("! dcs: look at the audits by next meeting ~wq1");
    assert_eq!(served(&desk), ["WQ 1"]);
    let Detail::Action { links, .. } = &desk.last().detail else { panic!("no action") };
    assert_eq!(desk.store.called(links[0].plan_action).unwrap().unwrap().called, "WQ1");
}
