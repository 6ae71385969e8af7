//! Decisions: their words and limbs, who proposed and seconded, totals and named votes.

use super::house::House;
use super::names::capitalised;
use super::paragraph;
use crate::document::limbs::{Places, limb_label};
use crate::document::{Block, BlockKind, Mark};
use crate::record::house_style::{DecisionForm, DecisionVerb, Movers, Phrase};
use crate::record::{Decision, Verb, Vote, VoteCast};
use crate::reports::wording;

/// Returns a decision with all that is told of it. Votes that were recorded by name always are: a member may have
/// asked for that (SI 1993/202, Schedule 2), and a budget meeting must (SI 2014/165).
pub(super) fn decision(house: &House<'_>, decision: &Decision, votes: &[Vote], text: &str) -> Vec<Block> {
    let style = house.style;
    let moved = if style.movers == Movers::Omitted { String::new() } else { moved(house, decision) };
    let voting = if style.tallies { voting(house, decision) } else { String::new() };
    let said = said(house, decision, text);
    let line = |words: &str| (!words.is_empty()).then(|| paragraph(Mark::Decision, words));
    let mut blocks = Vec::new();
    if style.movers == Movers::Before {
        blocks.extend(line(&moved));
        blocks.extend(line(&voting));
        blocks.extend(said);
    } else {
        blocks.extend(said);
        blocks.extend(line(format!("{moved} {voting}").trim()));
    }
    blocks.extend(named_votes(house, votes).iter().map(|words| paragraph(Mark::Decision, words)));
    blocks
}

/// Returns the sentence of a decision, its limbs on lines of their own where the style has them so.
fn said(house: &House<'_>, decision: &Decision, text: &str) -> Vec<Block> {
    let has_limbs = house.style.limbs && !matches!(decision.verb, Verb::Carried | Verb::Lost | Verb::Withdrawn);
    let Some((lead, limbs)) = has_limbs.then(|| split_limbs(text)).flatten() else {
        return vec![paragraph(Mark::Decision, &sentence(house, decision, text))];
    };
    let lead = if lead.ends_with(':') { lead.to_string() } else { format!("{lead}:") };
    let sentence = sentence(house, decision, lead.trim_start_matches(':'));
    let sentence = if sentence.ends_with(':') { sentence } else { format!("{}:", sentence.trim_end_matches('.')) };
    let last = limbs.len().saturating_sub(1);
    let limbs = limbs.into_iter().enumerate().map(|(nth, (depth, words))| {
        let words = if nth == last { wording::ended(words.to_string()) } else { words.to_string() };
        Block::new(BlockKind::Limb(depth), Mark::Decision, &words)
    });
    std::iter::once(paragraph(Mark::Decision, &sentence)).chain(limbs).collect()
}

/// Returns "The Board agreed that …", "RESOLVED that …" or "It was agreed that …".
fn sentence(house: &House<'_>, decision: &Decision, text: &str) -> String {
    let called = &house.sitting.body.called;
    let verb = match (house.style.decision_verb, decision.verb) {
        (DecisionVerb::Resolved, Verb::Agreed) => Verb::Resolved,
        (DecisionVerb::Agreed, Verb::Resolved) => Verb::Agreed,
        (_, verb) => verb,
    };
    let decision = &Decision { verb, ..decision.clone() };
    let is_motion = matches!(verb, Verb::Carried | Verb::Lost | Verb::Withdrawn | Verb::Decided);
    let is_clause = ["that ", "that:", "to ", "to:"].iter().any(|begin| text.starts_with(begin)) || text == "that";
    let unanimously = if decision.unanimous { "unanimously " } else { "" };
    match house.style.decisions {
        _ if is_motion => wording::decision(called, decision, text),
        DecisionForm::Capitals => {
            let head = format!("{} {unanimously}", verb.word().to_uppercase());
            let head = head.trim_end();
            wording::ended(match (text.is_empty(), is_clause) {
                (true, _) => head.to_string(),
                (_, true) => format!("{head} {text}"),
                (_, false) => format!("{head}: {text}"),
            })
        }
        // "It was noted the report" is no English; "It was noted that" is.
        DecisionForm::Impersonal if is_clause => wording::ended(format!("It was {unanimously}{verb} {text}")),
        DecisionForm::Impersonal | DecisionForm::Sentence => wording::decision(called, decision, text),
    }
}

/// Returns "Proposed by Cllr A Barrow and seconded by Cllr Y Clement."
fn moved(house: &House<'_>, decision: &Decision) -> String {
    let mover = house.other(decision.mover, &decision.mover_words);
    if mover.is_empty() {
        return String::new();
    }
    let seconder = house.other(decision.seconder, &decision.seconder_words);
    house.say(Phrase::Moved, &[("mover", &mover), ("seconder", &seconder)])
}

/// Returns "Voting: 7 for, 2 against, 1 abstained."
fn voting(house: &House<'_>, decision: &Decision) -> String {
    let Some(tally) = decision.tally() else { return String::new() };
    let [votes_for, against, abstained] =
        [tally.votes_for, tally.against, tally.abstained].map(|votes| votes.to_string());
    house.say(Phrase::Voting, &[("for", &votes_for), ("against", &against), ("abstained", &abstained)])
}

/// Returns "For: Cllr A Barrow, Kate Goode", one line for each way of voting that somebody used.
fn named_votes(house: &House<'_>, votes: &[Vote]) -> Vec<String> {
    let line = |cast: &VoteCast| {
        let voted = votes.iter().filter(|vote| vote.voted == *cast);
        let names: Vec<String> = voted.map(|vote| capitalised(&house.other(Some(vote.person), ""))).collect();
        let label = match cast {
            VoteCast::For => Phrase::VotedFor,
            VoteCast::Against => Phrase::VotedAgainst,
            VoteCast::Abstained => Phrase::VotedAbstained,
            VoteCast::Conflict => Phrase::VotedConflict,
        };
        (!names.is_empty()).then(|| format!("{}: {}.", house.say(label, &[]), names.join(", ")))
    };
    VoteCast::ALL.iter().filter_map(line).collect()
}

/// A limb: how deep it stands, and its words without the letter.
type Limb<'a> = (u32, &'a str);

/// Where a label such as (a) begins and ends, and how deep its limb stands.
type Label = (usize, usize, u32);

/// Splits what was typed with (a), (b) and below them (i), (ii) into what leads in and the limbs. Only where the
/// letters are those that the document will print: others are part of the words.
fn split_limbs(text: &str) -> Option<(&str, Vec<Limb<'_>>)> {
    let mut places = Places::default();
    let mut found: Vec<Label> = Vec::new();
    for (at, _) in text.match_indices('(') {
        let Some(end) = text[at..].find(')').map(|end| at + end + 1) else { break };
        let next = [0, 1].into_iter().find_map(|depth| {
            let mut after = places.clone();
            (limb_label(after.next(depth)) == text[at..end] && (depth == 0 || !found.is_empty()))
                .then_some((depth, after))
        });
        let Some((depth, after)) = next.filter(|_| text[end..].starts_with(' ')) else { continue };
        let is_first = found.last().is_none_or(|(.., above)| depth > *above);
        if is_first || follows_a_limb(&text[..at]) {
            places = after;
            found.push((at, end, depth));
        }
    }
    let found = without_lonely(&found);
    if found.iter().filter(|(.., depth)| *depth == 0).count() < 2 {
        return None;
    }
    let ends = found.iter().skip(1).map(|(at, ..)| *at).chain([text.len()]);
    let limbs = found.iter().zip(ends).map(|((_, begins, depth), ends)| (*depth, text[*begins..ends].trim()));
    Some((text[..found[0].0].trim_end(), limbs.collect()))
}

/// Tells whether a further limb may begin behind some words: "in (c) below" refers to one.
fn follows_a_limb(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with([';', ',', ':', '.', ')']) || [" and", " or"].iter().any(|word| before.ends_with(word))
}

/// Leaves out a (i) that no (ii) follows: it is no list.
fn without_lonely(found: &[Label]) -> Vec<Label> {
    let is_lonely = |nth: usize| {
        let depth = |at: Option<usize>| at.and_then(|at| found.get(at)).map_or(0, |(.., depth)| *depth);
        depth(Some(nth)) == 1 && depth(nth.checked_sub(1)) == 0 && depth(Some(nth + 1)) == 0
    };
    (0..found.len()).filter(|nth| !is_lonely(*nth)).map(|nth| found[nth]).collect()
}
