//! Decisions and the votes on them.

use crate::desk::Desk;
use crate::desk::minutes;
use minutebook::capture::parse_votes;
use minutebook::clerk::format::Format;
use minutebook::record::{Detail, Tally, VoteCast};
use minutebook::reports::Audience;

fn decision(desk: &Desk) -> (Option<Tally>, Vec<(String, VoteCast)>) {
    let Detail::Decision { decision, votes } = &desk.last().detail else { panic!("no decision") };
    let votes = votes.iter().map(|vote| (desk.initials(vote.person).to_string(), vote.voted)).collect();
    (decision.tally(), votes)
}

fn tally(votes_for: u32, against: u32, abstained: u32) -> Option<Tally> {
    Some(Tally { votes_for, against, abstained })
}

#[test]
fn a_total_that_cannot_be_right_is_marked_and_still_recorded() {
    let mut desk = Desk::started();
    // Seven voting members were called as present: DG, AB, YC, KG, BD, SP, LW.
    for (line, votes) in [("d carried 5-2-0: it", None), ("d carried 5-2-1: it", Some(8)), ("d lost 0-8: it", Some(8))]
    {
        desk.types(line);
        let marks: Vec<String> = votes.map(|votes| format!("{votes} votes, but 7 could vote")).into_iter().collect();
        assert_eq!(desk.doubts(), marks, "{line}");
        assert!(decision(&desk).0.is_some());
    }
    desk.types("< lw\nd carried 5-2-0: it");
    assert_eq!(desk.doubts(), ["7 votes, but 6 could vote"]);
    desk.types("+ lw\nd carried 5-2-0: it");
    assert!(desk.doubts().is_empty());
}

#[test]
fn a_named_vote_against_a_unanimous_decision_is_marked() {
    let mut desk = Desk::started();
    desk.types("d resolved unanimously: that it be so\n:vote for dg, ab");
    assert!(desk.doubts().is_empty());
    desk.types(":vote for dg, ab; against kg and yc");
    assert_eq!(desk.doubts(), ["unanimously, but 2 against"]);
}

#[test]
fn before_the_roll_is_called_no_total_can_be_wrong() {
    let mut desk = Desk::planned();
    desk.types(":start\n:item 1\n:adjourn\n:resume\nd carried 50-2-1: it");
    assert!(desk.doubts().is_empty());
}

#[test]
fn a_named_vote_makes_the_totals() {
    let mut desk = Desk::started();
    desk.types("d resolved dg/ab: that it be so\n:vote for dg ab yc; against kg; abstained bd; conflict sp");
    let (totals, votes) = decision(&desk);
    assert_eq!(totals, tally(3, 1, 1));
    let cast: Vec<(&str, VoteCast)> = votes.iter().map(|(who, cast)| (who.as_str(), *cast)).collect();
    use VoteCast::*;
    assert_eq!(cast, [("DG", For), ("AB", For), ("YC", For), ("KG", Against), ("BD", Abstained), ("SP", Conflict)]);
    let text = minutes(&desk.store, desk.meeting(), Format::Text, Audience::Public, None).unwrap();
    for line in [
        "The Board resolved that it be so.\n",
        "Proposed by Cllr D Gibbs and seconded by Cllr A Barrow. Voting: 3 for, 1 against, 1 abstained.\n",
        "For: Cllr D Gibbs, Cllr A Barrow, Cllr Y Clement.\n",
        "Against: Kate Goode.\n",
        "Abstained: Cllr B Donnell.\n",
        "Did not vote because of an interest: Cllr S Prydderch.\n",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
}

#[test]
fn a_second_named_vote_takes_the_place_of_the_first_and_undo_brings_that_back() {
    let mut desk = Desk::started();
    desk.types("d resolved: so\n:vote for dg ab\n:vote against dg; for kg");
    assert_eq!(decision(&desk).0, tally(1, 1, 0));
    assert_eq!(decision(&desk).1.len(), 2);
    desk.undo();
    assert_eq!((decision(&desk).0, decision(&desk).1.len()), (tally(2, 0, 0), 2));
    desk.undo();
    assert_eq!((decision(&desk).0, decision(&desk).1.len()), (None, 0));
}

#[test]
fn votes_of_those_who_are_not_there_are_marked() {
    let mut desk = Desk::planned();
    desk.types(":start\n:item 1\n:present dg, ab\nd resolved: so\n:vote for dg ab yc");
    assert_eq!(desk.doubts(), ["3 votes, but 2 could vote", "Cllr Yusuf Clement was not there to vote"]);
}

#[test]
fn ways_of_writing_a_vote() {
    let desk = Desk::started();
    let roster = &desk.minuting.roster;
    let read = |words: &str| {
        parse_votes(words, roster).map(|votes| {
            votes.iter().map(|(id, cast)| format!("{} {cast}", desk.initials(*id))).collect::<Vec<_>>().join(", ")
        })
    };
    assert_eq!(read("for dg, ab and yc"), Ok("DG for, AB for, YC for".into()));
    assert_eq!(read("for: dg; against: clement; abstain sian"), Ok("DG for, YC against, SP abstained".into()));
    assert_eq!(read(""), Ok(String::new()));
    assert_eq!(read("for dg zz"), Err("zz".into()));
    assert_eq!(read("maybe dg"), Err("maybe dg".into()));
    assert_eq!(read("for dg; against dg"), Err("dg (twice)".into()));
    assert_eq!(read("for bell"), Err("bell".into()), "two are called so");
}

#[test]
fn decisions_read_as_sentences() {
    let mut desk = Desk::started();
    let lines = [
        ("d noted unanimously: the report", "The Board unanimously noted the report."),
        ("d resolved: that it be so.", "The Board resolved that it be so."),
        ("d The plan was put off.", "The plan was put off."),
        ("d lost bd/kg 2-5: that it be referred back", "A motion that it be referred back was lost."),
        ("d carried: the amendment", "A motion: the amendment was carried."),
        ("d approved", "The Board approved this."),
        ("d asked what it cost", "asked what it cost."),
    ];
    for (line, _) in lines {
        desk.types(line);
    }
    let text = minutes(&desk.store, desk.meeting(), Format::Text, Audience::Public, None).unwrap();
    for (line, sentence) in lines {
        assert!(text.contains(&format!("\n{sentence}\n")), "{line}: {sentence} is not in {text}");
    }
}

#[test]
fn a_vote_of_somebody_who_was_away_or_has_none_is_marked() {
    let mut desk = Desk::planned();
    desk.types(":start\n:item 1\n:apologies yc\n:absent bd\n:present dg, ab, kg, sp, lw\nd resolved: so");
    desk.types(":vote for dg, yc; against bd; abstained dcs");
    let doubts = desk.doubts();
    assert_eq!(
        doubts,
        [
            "Cllr Yusuf Clement was not there to vote",
            "Cllr Brian Donnell was not there to vote",
            "Sam Hale has no vote"
        ]
    );
    desk.types(":vote for dg\n< dg\nd resolved: then\n:vote for dg ab");
    assert_eq!(desk.doubts(), ["Cllr Dana Gibbs was not there to vote"]);
    let earlier = desk.minuting.sitting.doubts_about(desk.entry_with("so"));
    assert_eq!(earlier, [], "who left afterwards was there");
    desk.types("+ dg 18:20");
    assert_eq!(
        desk.minuting.sitting.doubts_about(desk.entry_with("then")).len(),
        1,
        "who came back afterwards was not"
    );
}
