//! The sample book prints as it was written.

use crate::desk::empty_book;
use crate::desk::minutes;
use chrono::NaiveDate;
use minutebook::clerk::format::Format;
use minutebook::clerk::matters::matters_arising;
use minutebook::clerk::register::{Registered, actions};
use minutebook::clerk::{demo, follow_up, thread};
use minutebook::record::MeetingStatus;
use minutebook::reports::Audience;
use minutebook::store::Store;

/// Members' minutes of the second meeting, read line by line against `data/sample/csib-2026-05-11.capture.txt`.
const GOLDEN: &str = include_str!("data/csib-2026-05-11.members.txt");

fn sample() -> Store {
    let mut store = empty_book();
    demo::fill(&mut store).unwrap();
    store
}

fn text(store: &Store, slug: &str, audience: Audience) -> String {
    minutes(store, &store.find_meeting(slug).unwrap(), Format::Text, audience, None).unwrap()
}

/// Writes out the abbreviations that the sample's agendas give.
fn written_out(text: &str) -> String {
    let lists =
        demo::SAMPLE.iter().flat_map(|(_, agenda, _)| agenda.lines().filter_map(|l| l.strip_prefix("Abbreviations: ")));
    let known: Vec<(&str, &str)> =
        lists.flat_map(|list| list.split("; ")).filter_map(|pair| pair.split_once(" = ")).collect();
    let words = text.split(' ').map(|word| {
        let end = word.trim_end_matches(['.', ',', '?', ';']);
        let long = known.iter().find(|(short, _)| *short == end).map_or(end, |(_, long)| long);
        format!("{long}{}", &word[end.len()..])
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the end of the line that a capture line must print, as far as the rule fixes it.
fn printed(line: &str) -> Option<String> {
    let (prefix, rest) = line.split_once(' ')?;
    match prefix {
        "n" => Some(written_out(rest)),
        "q" | "a" | "c" => Some(format!(" \u{2013} {}", written_out(rest.split_once(": ")?.1))),
        "-" | "--" => Some(format!("  {}", written_out(rest))),
        "!" => {
            let words = match rest.split_once(": ") {
                Some((owner, words)) if owner.len() < 20 => words,
                _ => rest.split_once(" to ")?.1,
            };
            // Which plan actions it serves is in the register.
            let words = words.split(" ~").next()?;
            Some(format!(" to {}", written_out(words)))
        }
        "d" => Some(format!(" {}", written_out(rest.split_once(": ")?.1))),
        _ => None,
    }
}

#[test]
fn the_second_meeting_is_printed_as_it_was_read_and_approved() {
    let text = text(&sample(), "csib-2026-05-11", Audience::Members);
    for (nth, (printed, golden)) in text.lines().zip(GOLDEN.lines()).enumerate() {
        assert_eq!(printed, golden, "line {}", nth + 1);
    }
    assert_eq!(text.lines().count(), GOLDEN.lines().count());
    assert!(text.ends_with('\n'));
}

#[test]
fn every_paragraph_typed_is_printed_word_for_word_and_in_order() {
    let store = sample();
    for (slug, _, capture) in demo::SAMPLE {
        let text = text(&store, slug, Audience::Members);
        let narrative = text.split("Actions arising from this meeting").next().unwrap();
        let mut lines = narrative.lines();
        let other_order = narrative.contains("The items were taken in this order");
        let mut count = 0;
        for line in capture.lines() {
            // Where items were not taken in the agenda's order, each is sought from the top.
            if other_order && (line.starts_with(":next") || line.starts_with(":item")) {
                lines = narrative.lines();
            }
            let Some(wanted) = printed(line) else { continue };
            // A motion that was lost says so after its words; everything else ends with what was typed.
            let words = wanted.trim_end_matches('.');
            let lost = format!("{words} was lost.");
            let found = lines.find(|line| line.trim_end_matches('.').ends_with(words) || line.ends_with(&lost));
            assert!(found.is_some(), "{slug}: \u{201c}{wanted}\u{201d} is not printed, or not in its place");
            count += 1;
        }
        assert!(count > 20, "{slug} has only {count} paragraphs");
    }
}

#[test]
fn every_line_of_the_sample_is_understood() {
    let store = sample();
    for summary in store.meetings(10).unwrap() {
        let meeting = store.find_meeting(&summary.meeting).unwrap();
        let (_, _, capture) = demo::SAMPLE.iter().find(|(slug, ..)| *slug == meeting.slug).unwrap();
        let all = store.minutes(meeting.id).unwrap();
        let typed = capture.lines().filter(|line| !line.is_empty() && !line.starts_with(':')).count();
        let paused = capture.lines().filter(|line| line.starts_with(":adjourn") || line.starts_with(":resume")).count();
        let chairs = capture.lines().filter(|line| line.starts_with(":chair ")).count();
        // What is only carried forward is not minuted.
        let heard = capture.lines().filter(|line| line.starts_with(":action ") && !line.ends_with(" carry")).count();
        let reported = capture.lines().filter(|line| line.starts_with(":plan ")).count();
        let recorded: Vec<_> = all.entries.iter().flatten().collect();
        assert_eq!(recorded.len(), typed + paused + chairs + heard + reported, "{}", meeting.slug);
        let doubts: Vec<String> = recorded
            .iter()
            .flat_map(|recorded| recorded.doubts())
            .map(|doubt| doubt.to_string())
            .filter(|doubt| doubt != "no deadline")
            .collect();
        let wanted: &[&str] = if meeting.slug == "csib-2026-05-11" { &["who is “tait”?"] } else { &[] };
        assert_eq!(doubts, wanted, "{}", meeting.slug);
    }
}

/// Returns the Improvement Board's actions for which the words ask, on the day of its meeting in September.
fn asked(store: &Store, words: &str) -> Vec<Registered> {
    let today = NaiveDate::from_ymd_opt(2026, 9, 14).unwrap();
    let words: Vec<String> = words.split(' ').chain(["body:csib"]).map(str::to_string).collect();
    actions(store, &words, today).unwrap()
}

fn references(store: &Store, words: &str) -> String {
    asked(store, words).iter().map(|row| row.reference.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_board_follows_its_actions_up() {
    let store = sample();
    for (words, wanted) in [
        // Eleven had fallen due since July: of the eight that were complete six have been gone through, with the
        // three that were late. 26/23 and 26/33 are still to come.
        ("overdue", "26/04 26/33"),
        ("quiet", "26/04"),
        ("slipped", "26/20"),
        ("slipped all", "26/05 26/20 26/21"),
        ("undated", "26/10 26/15 26/23 26/31"),
        ("proposed-for-closure", "26/24"),
        ("partly-complete", "26/20"),
        ("in-progress", "26/30"),
        ("superseded", "26/19"),
        (
            "closed",
            "26/01 26/02 26/03 26/05 26/06 26/07 26/08 26/09 26/11 26/12 26/13 26/14 26/16 26/17 26/18 26/21 26/22 \
             26/25 26/26 26/27 26/28 26/29 26/32",
        ),
        ("open", "26/04 26/10 26/15 26/23 26/31 26/33 26/34 26/35 26/36 26/37"),
    ] {
        assert_eq!(references(&store, words), wanted, "{words}");
    }
    let all = asked(&store, "all");
    let row = |reference: &str| all.iter().find(|row| row.reference == reference).unwrap();
    assert_eq!((row("26/20").slips, row("26/20").original_due), (2, None));
    assert_eq!((row("26/21").owner.as_str(), row("26/21").updates.len()), ("DSO", 3));
    let carried = all.iter().filter(|row| row.carried > 0).map(|row| row.reference.as_str());
    assert_eq!(carried.collect::<Vec<_>>(), ["26/10", "26/15", "26/31"]);
    let told = row("26/05").updates.iter().map(|heard| heard.told()).collect::<Vec<_>>();
    assert_eq!(
        told,
        [
            "clerk at csib-2026-07-13: the page wanted one more signature; deadline moved: by Friday",
            "DSU at csib-2026-09-14: every sergeant had the page; closed"
        ]
    );
}

#[test]
fn the_board_s_matters_arising_have_been_gone_through_in_part() {
    let store = sample();
    let meeting = store.find_meeting("csib-2026-09-14").unwrap();
    let matters = matters_arising(&store, &store.sitting(meeting.id).unwrap()).unwrap();
    let named = |is_heard| {
        let some = matters.iter().filter(|matter| matter.is_heard == is_heard);
        some.map(|matter| matter.row.reference.as_str()).collect::<Vec<_>>()
    };
    // Overdue, then due at every meeting until they are done.
    assert_eq!(named(false), ["26/04", "26/33", "26/10", "26/15", "26/23"]);
    assert_eq!(named(true).len(), 12);
}

#[test]
fn the_figures_that_were_asked_for_three_times_have_their_thread() {
    let store = sample();
    let given = follow_up::find(&store, "csib:26/29").unwrap();
    let people = minutebook::clerk::register::people(&store).unwrap();
    let thread = thread::thread(&store, &given, &people).unwrap();
    assert!(thread.origin[0].2.starts_with("This is now the third meeting at which I ask."), "{thread:?}");
    let last = thread.lines().pop().unwrap();
    assert_eq!(
        (last.0.as_str(), last.1.as_str()),
        ("14 September 2026", "PDM at csib-2026-09-14: the figures would be run each quarter from now on; closed")
    );
}

#[test]
fn what_was_heard_of_an_action_is_minuted_where_it_was_heard() {
    let store = sample();
    let july = text(&store, "csib-2026-07-13", Audience::Members);
    let minuted: Vec<&str> = july.lines().filter(|line| line.starts_with("Action 26/")).collect();
    assert_eq!(
        minuted,
        [
            "Action 26/12 (DCS to bring the refreshed improvement plan, with all nine recommendations marked): DCS \u{2013} \
             the draft was among the papers for item 5. The Board agreed that the action be closed.",
            "Action 26/14 (PDM to publish the scorecard with words beside each arrow): PDM \u{2013} the scorecard for May \
             had words beside every arrow. The Board agreed that the action be closed.",
            "Action 26/17 (AD-E to report the outcome of the meeting with the Fallow Beck trust to Ms Kingdon): AD-E \
             \u{2013} she had told Ms Kingdon on 15 May that the trust would ring before it suspended a child. The Board \
             agreed that the action be closed.",
            "Action 26/18 (VSH and DSO to ask the Children in Care Council whether it would like to host a meeting of \
             the Board): VSH \u{2013} the Council had said yes, and was the host that evening. The Board agreed that the \
             action be closed.",
            "Action 26/05 (DSU and AD-S to agree a shared threshold for police notifications and report it to the \
             Board): The deadline was moved from \u{2018}by the end of June\u{2019} to \u{2018}by Friday\u{2019}, because \
             the page wanted one more signature.",
            "Action 26/16 (AD-S and HWP to set out the cost of the duty rota over a full year): AD-S \u{2013} the note was \
             handed round. The Board agreed that the action be closed.",
            "Action 26/19 (AD-S to review the distance from home of every child placed outside the borough): The rest of \
             the review was action 26/26 from now on. The Board agreed that the action be closed as superseded.",
            "Action 26/13 (PSW to check that every fostering household has had a supervision visit since 1 April): All \
             104 households were accounted for. The Board agreed that the action be closed.",
            "Action 26/20 (PSW and DNS to cut the family help plan form to two sides, and try it out with health \
             visitors in the Valley): PSW \u{2013} the form was down to two sides. The action was partly complete.",
            "Action 26/20 (PSW and DNS to cut the family help plan form to two sides, and try it out with health \
             visitors in the Valley): The deadline was moved to \u{2018}by 30 September\u{2019}, because health visitors \
             in the Valley could not try it over the summer.",
            "Action 26/21 (AD-S to send every councillor a card listing what each family hub offers): The action passed \
             from AD-S to DSO, because the card could go out with the councillors' bulletin.",
            "Action 26/21 (AD-S to send every councillor a card listing what each family hub offers): The deadline was \
             moved to \u{2018}by 31 July\u{2019}, because the hours of two of the hubs were about to change.",
            "Action 26/22 (AD-S to arrange for the grandmother to have a respite plan): AD-S \u{2013} the plan had begun \
             on 26 May. The Board agreed that the action be closed.",
        ]
    );
    // They were exempt where they were given, and are where they were heard.
    for (slug, reference) in [("csib-2026-07-13", "26/22"), ("csib-2026-05-11", "26/09"), ("csib-2026-05-11", "26/11")]
    {
        let is_printed = |audience| text(&store, slug, audience).contains(&format!("Action {reference} ("));
        assert!(is_printed(Audience::Members) && !is_printed(Audience::Public), "{reference}");
    }
}

#[test]
fn the_demo_stops_in_the_middle_of_a_meeting() {
    let mut store = empty_book();
    let (meeting, now) = demo::fill(&mut store).unwrap();
    assert_eq!((meeting.slug.as_str(), meeting.status), ("csib-2026-09-14", MeetingStatus::InProgress));
    assert_eq!(now.date(), meeting.date);
    let minuting = minutebook::clerk::Minuting::open(&store, meeting.id).unwrap();
    assert_eq!(minuting.item().unwrap().number, "5");
    assert_eq!(minuting.entries.last().unwrap().entry.kind, minutebook::record::EntryKind::Answer);
    let drafts = store.meetings(10).unwrap().into_iter().filter(|summary| summary.status == "draft").count();
    assert_eq!(drafts, 4, "at least three earlier meetings");
}

#[test]
fn the_lead_in_comes_once_an_item_and_documents_at_its_end() {
    let text = text(&sample(), "csib-2026-05-11", Audience::Members);
    for item in text.split("\nAgenda item ").skip(1) {
        let lead_ins = item.matches("The questions from the Board were as follows:").count();
        let has_questions = item.contains("\n\u{2022}  Cllr") || item.contains("\n\u{2022}  Esther");
        assert_eq!(lead_ins, usize::from(has_questions), "{item}");
    }
}

#[test]
fn wrapped_text_has_the_same_words_within_the_width() {
    let store = sample();
    let meeting = store.find_meeting("csib-2026-05-11").unwrap();
    let plain = text(&store, "csib-2026-05-11", Audience::Members);
    let narrative = |text: &str| -> String {
        let text = text.split("Actions arising from this meeting").next().unwrap();
        text.split_whitespace().filter(|word| !word.starts_with("---")).collect::<Vec<_>>().join(" ")
    };
    for width in [60, 72, 100] {
        let wrapped = minutes(&store, &meeting, Format::Text, Audience::Members, Some(width)).unwrap();
        assert_eq!(narrative(&wrapped), narrative(&plain), "{width}");
        for line in wrapped.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "{width}: {line}");
        }
    }
}
