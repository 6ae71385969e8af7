//! Draft minutes, in the layout of a children's services scrutiny board: title, purpose, narrative,
//! questions with answers and points nested under them, the ACTION line where it fell, the decision.

use super::audience::{Audience, Readable, Withheld, for_audience};
use super::wording;
use crate::document::{Block, BlockKind, Document, Mark, Run, Table};
use crate::record::action::status_after;
use crate::record::time::spoken_time;
use crate::record::{
    ActionStatus, AttendanceStatus, Detail, Entry, EntryKind, Id, Item, MembershipKind, MovementKind, Paragraphs,
    Person, Recorded, Sitting,
};

/// Builds the minutes of a meeting for an audience.
pub fn draft_minutes(sitting: Sitting, entries: Vec<Vec<Recorded>>, audience: Audience) -> Document {
    let readable = for_audience(sitting, entries, audience);
    let sitting = &readable.sitting;
    let mut blocks = heading(sitting);
    blocks.extend(attendance(sitting));
    blocks.extend(interests(&readable));
    blocks.extend(order_taken(sitting));
    for (nth, item) in sitting.items.iter().enumerate() {
        blocks.extend(item_heading(item, &readable.withheld[nth]));
        blocks.extend(item.exempt.is_exempt().then(|| exempt_notice(item, &readable.withheld[nth])).flatten());
        blocks.extend(item_minute(sitting, &readable.entries[nth], &readable.withheld[nth], false));
        blocks.extend(corrections(sitting, item.id));
        blocks.extend(supporting_documents(item));
    }
    blocks.extend(ending(sitting));
    blocks.extend(action_table(&readable));
    blocks.extend(signature());
    let held_on = wording::held_on(&sitting.meeting);
    let is_draft = !sitting.meeting.status.is_locked();
    Document::new(&format!("{}, {held_on}", sitting.body.name), wording::LANGUAGE, blocks)
        .by(&sitting.body.name)
        .about(&held_on)
        .watermarked(if is_draft { wording::DRAFT } else { "" })
}

/// Builds the minute of one item as the clerk sees it while writing: private notes and interests where they fell.
pub fn item_on_desk(sitting: &Sitting, item: Id, entries: &[Recorded]) -> Vec<Block> {
    let mut blocks = item_minute(sitting, entries, &[], true);
    blocks.extend(corrections(sitting, item));
    blocks
}

/// Builds one entry as it will read.
pub fn entry_on_desk(sitting: &Sitting, recorded: &Recorded) -> Vec<Block> {
    item_minute(sitting, std::slice::from_ref(recorded), &[], true)
}

/// Returns what was found wrong under an item after its minutes had been confirmed.
fn corrections(sitting: &Sitting, item: Id) -> impl Iterator<Item = Block> {
    let here = sitting.corrections.iter().filter(move |correction| correction.item == item);
    here.map(|correction| paragraph(Mark::Movement, &wording::correction(correction)))
}

fn paragraph(mark: Mark, text: &str) -> Block {
    Block::new(BlockKind::Paragraph, mark, text)
}

fn heading(sitting: &Sitting) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !sitting.meeting.status.is_locked() {
        blocks.push(paragraph(Mark::Draft, wording::DRAFT));
    }
    blocks.push(Block::new(BlockKind::Title, Mark::Plain, &sitting.body.name));
    blocks.push(paragraph(Mark::Plain, &wording::held_on(&sitting.meeting)));
    if !sitting.meeting.venue.is_empty() {
        blocks.push(paragraph(Mark::Plain, &sitting.meeting.venue));
    }
    blocks
}

fn attendance(sitting: &Sitting) -> Vec<Block> {
    let was_here =
        |person: &&Person| sitting.attendance_of(person.id).is_some_and(|attendance| attendance.status.is_here());
    let here: Vec<&Person> = sitting.people.iter().filter(was_here).collect();
    let (members, others): (Vec<_>, Vec<_>) = here.into_iter().partition(|person| sitting.may_vote(person.id));
    let with_status = |status: AttendanceStatus| {
        let found = sitting.people.iter().filter(|p| sitting.attendance_of(p.id).is_some_and(|a| a.status == status));
        found.collect::<Vec<_>>()
    };
    let unrecorded: Vec<&Person> = sitting
        .people
        .iter()
        .filter(|person| sitting.membership(person.id).is_some_and(|kind| kind != MembershipKind::Substitute))
        .filter(|person| sitting.attendance_of(person.id).is_none())
        .collect();
    let mut blocks = Vec::new();
    let mut group = |title: &str, people: &[&Person]| {
        if !people.is_empty() {
            blocks.push(Block::new(BlockKind::Heading(1), Mark::Plain, title));
            let line =
                |person: &&Person| Block::new(BlockKind::Bullet(0), Mark::Plain, &attendance_line(sitting, person));
            blocks.extend(people.iter().map(line));
        }
    };
    group("Present", &members);
    group("In attendance", &others);
    group("Apologies", &with_status(AttendanceStatus::Apologies));
    group("Absent", &with_status(AttendanceStatus::Absent));
    group("Expected, attendance not recorded", &unrecorded);
    if with_status(AttendanceStatus::Apologies).is_empty() {
        blocks.push(Block::new(BlockKind::Heading(1), Mark::Plain, "Apologies"));
        blocks.push(paragraph(Mark::Plain, "No apologies were recorded."));
    }
    blocks
}

/// Returns "Cllr Ann Barrow (Vice-chair), until 7.41 pm" or "Sam Hale, Director of Children's Services (DCS)".
fn attendance_line(sitting: &Sitting, person: &Person) -> String {
    let mut line = person.full_name();
    match (person.role.as_str(), person.abbreviation.as_str()) {
        ("", _) => {}
        (role, "") => line.push_str(&format!(", {role}")),
        (role, abbreviation) => line.push_str(&format!(", {role} ({abbreviation})")),
    }
    if !person.organisation.is_empty() {
        line.push_str(&format!(", {}", person.organisation));
    }
    match sitting.membership(person.id) {
        Some(MembershipKind::Chair) => line.push_str(" (Chair)"),
        Some(MembershipKind::ViceChair) => line.push_str(" (Vice-chair)"),
        Some(MembershipKind::CoOpted) => line.push_str(" (co-opted)"),
        _ => {}
    }
    if let Some(member) = sitting.attendance_of(person.id).and_then(|attendance| attendance.substitute_for) {
        line.push_str(&format!(" (substitute for {})", wording::name(sitting, Some(member), "")));
    }
    line.push_str(&part_of_meeting(sitting, person.id));
    line
}

/// Returns when somebody came and went, if not for the whole meeting: ", from 6.24 pm until 7.41 pm".
fn part_of_meeting(sitting: &Sitting, person: Id) -> String {
    let moved = sitting.movements.iter().filter(|movement| movement.person == Some(person));
    let parts = moved.filter_map(|movement| {
        let at = spoken_time(movement.time.time());
        match movement.kind {
            MovementKind::Arrives => Some(format!("from {at}")),
            MovementKind::Leaves => Some(format!("until {at}")),
            _ => None,
        }
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { String::new() } else { format!(", {}", parts.join(", ")) }
}

/// Interests stand together before the items, whichever item they were declared at.
fn interests(readable: &Readable) -> Vec<Block> {
    let mut blocks = vec![Block::new(BlockKind::Heading(1), Mark::Plain, "Declarations of interest")];
    for (item, entries) in readable.sitting.items.iter().zip(&readable.entries) {
        for recorded in entries.iter().filter(|recorded| recorded.entry.kind == EntryKind::Interest) {
            let mut block = interest(&readable.sitting, recorded, BlockKind::Bullet(0));
            block.runs.push(Run::plain(&format!(" (declared at item {})", item.number)));
            blocks.push(block);
        }
    }
    if blocks.len() == 1 {
        blocks.push(paragraph(Mark::Plain, "No interests were recorded."));
    }
    blocks
}

fn interest(sitting: &Sitting, recorded: &Recorded, kind: BlockKind) -> Block {
    let runs =
        vec![Run::name(&speaker(sitting, recorded)), Run::plain(wording::SAID), Run::plain(&recorded.entry.text)];
    Block::of(kind, Mark::Interest, runs).standing_for(recorded.entry.id)
}

/// Says in which order the items were taken, when that was not the order of the agenda.
fn order_taken(sitting: &Sitting) -> Option<Block> {
    let mut taken: Vec<&Item> = Vec::new();
    for visit in &sitting.visits {
        if let Some(item) = sitting.item(visit.item)
            && !taken.iter().any(|already| already.id == item.id)
        {
            taken.push(item);
        }
    }
    let in_order = taken.windows(2).all(|pair| pair[0].position <= pair[1].position);
    let numbers: Vec<&str> = taken.iter().map(|item| item.number.as_str()).collect();
    let sentence = format!("The items were taken in this order: {}.", numbers.join(", "));
    (!in_order).then(|| paragraph(Mark::Plain, &sentence))
}

fn item_heading(item: &Item, withheld: &[Withheld]) -> Vec<Block> {
    let label = format!("Agenda item {}", item.number);
    let mut blocks = vec![paragraph(Mark::Label, label.trim())];
    let title = if item.title.is_empty() && !withheld.is_empty() { "Exempt item" } else { &item.title };
    blocks.push(Block::new(BlockKind::Heading(1), Mark::Plain, title));
    if !item.purpose.is_empty() {
        blocks.push(paragraph(Mark::Purpose, &item.purpose));
    }
    blocks
}

fn item_minute(sitting: &Sitting, entries: &[Recorded], withheld: &[Withheld], on_desk: bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut led_in = false;
    let mut under_paragraph = true;
    let mut exempt = Paragraphs::PUBLIC;
    let is_whole_item = entries.first().and_then(|first| sitting.item(first.entry.item));
    let is_whole_item = is_whole_item.is_some_and(|item| item.exempt.is_exempt());
    for (nth, recorded) in entries.iter().enumerate() {
        blocks.extend(gap(withheld, nth));
        let kind = recorded.entry.kind;
        if !on_desk && !is_whole_item {
            blocks.extend(exempt_border(exempt, recorded.entry.exempt));
            exempt = recorded.entry.exempt;
        }
        if matches!(kind, EntryKind::Question | EntryKind::Comment) && !led_in {
            blocks.push(paragraph(Mark::LeadIn, &wording::questions_lead_in(&sitting.body.called)));
            led_in = true;
        }
        if kind != EntryKind::Point {
            under_paragraph = !kind.is_spoken();
        }
        if kind != EntryKind::Interest || on_desk {
            blocks.extend(entry_blocks(sitting, recorded, under_paragraph));
        }
        if kind == EntryKind::Question {
            blocks.extend(written_replies(sitting, entries, &recorded.entry));
        }
    }
    blocks.extend(exempt_border(exempt, Paragraphs::PUBLIC));
    blocks.extend(gap(withheld, entries.len()));
    blocks
}

/// Returns the written answers that were received to a question after it had been asked.
fn written_replies(sitting: &Sitting, entries: &[Recorded], question: &Entry) -> Vec<Block> {
    let reply = |recorded: &Recorded| {
        let Detail::Action { action, owners, updates, .. } = &recorded.detail else { return None };
        let update = updates.iter().rfind(|update| update.status == Some(ActionStatus::Closed))?;
        let is_closed = status_after(action, updates) == ActionStatus::Closed;
        if action.reply_to != Some(question.id) || !is_closed || update.text.is_empty() {
            return None;
        }
        let owner = owners.first().map(|owner| wording::name(sitting, owner.person, &owner.words)).unwrap_or_default();
        let mut block = Block::new(BlockKind::Bullet(question.depth + 1), Mark::Plain, "");
        let lead = wording::written_reply(update.at.date());
        block.runs = vec![Run::name(&owner), Run::plain(wording::SAID), Run::plain(&lead), Run::plain(&update.text)];
        Some(block.standing_for(recorded.entry.id))
    };
    entries.iter().filter_map(reply).collect()
}

/// Says above an exempt item that is printed, for members, that it is not for others.
fn exempt_notice(item: &Item, withheld: &[Withheld]) -> Option<Block> {
    withheld.is_empty().then(|| paragraph(Mark::Exempt, &wording::exempt_from_here(item.exempt)))
}

/// Says where exempt matter begins and ends within an item, for members.
fn exempt_border(before: Paragraphs, now: Paragraphs) -> Option<Block> {
    let words = match now.is_exempt() {
        _ if before == now => return None,
        true => wording::exempt_from_here(now),
        false => wording::EXEMPT_TO_HERE.to_string(),
    };
    Some(paragraph(Mark::Exempt, &words))
}

/// Returns the sentence in place of what was left out before the nth entry.
fn gap(withheld: &[Withheld], nth: usize) -> Option<Block> {
    let gap = withheld.iter().find(|gap| gap.before == nth)?;
    let words = match gap.is_of_actions {
        true => wording::withheld_of_actions(gap.paragraphs),
        false => wording::withheld(gap.paragraphs, gap.is_whole_item),
    };
    Some(paragraph(Mark::Exempt, &words))
}

fn entry_blocks(sitting: &Sitting, recorded: &Recorded, under_paragraph: bool) -> Vec<Block> {
    let entry = &recorded.entry;
    let bullet = |depth| BlockKind::Bullet(depth);
    let blocks = match (&recorded.detail, entry.kind) {
        (Detail::Action { owners, .. }, _) => {
            let owners: Vec<String> =
                owners.iter().map(|owner| wording::name(sitting, owner.person, &owner.words)).collect();
            vec![action_line(&owners, &entry.text)]
        }
        (Detail::Decision { decision, votes }, _) => {
            let sentence = wording::decision(&sitting.body.called, decision, &entry.text);
            let mut blocks = vec![paragraph(Mark::Decision, &sentence)];
            let motion = wording::motion(sitting, decision);
            let lines = (!motion.is_empty()).then_some(motion).into_iter().chain(wording::named_votes(sitting, votes));
            blocks.extend(lines.map(|line| paragraph(Mark::Decision, &line)));
            blocks
        }
        (Detail::Movement(movement), _) => {
            vec![paragraph(Mark::Movement, &wording::movement(sitting, movement, &entry.speaker_words, &entry.text))]
        }
        (_, EntryKind::Interest) => vec![interest(sitting, recorded, BlockKind::Paragraph)],
        (_, EntryKind::Private) => vec![paragraph(Mark::Private, &entry.text)],
        (_, kind) if kind.is_spoken() => {
            let mut block = Block::new(bullet(entry.depth), Mark::Plain, "");
            block.runs =
                vec![Run::name(&speaker(sitting, recorded)), Run::plain(wording::SAID), Run::plain(&entry.text)];
            vec![block]
        }
        (_, EntryKind::Point) => {
            let depth = if under_paragraph { entry.depth.saturating_sub(1) } else { entry.depth };
            vec![Block::new(bullet(depth), Mark::Plain, &entry.text)]
        }
        _ => vec![paragraph(Mark::Plain, &entry.text)],
    };
    blocks.into_iter().map(|block| block.standing_for(entry.id)).collect()
}

/// Returns who spoke, as printed; what is open is plain to see.
fn speaker(sitting: &Sitting, recorded: &Recorded) -> String {
    let entry = &recorded.entry;
    match wording::name(sitting, entry.speaker, &entry.speaker_words) {
        name if name.is_empty() => "[speaker not recorded]".into(),
        name => name,
    }
}

/// Returns "ACTION: DCS to provide the board with a list …".
fn action_line(owners: &[String], text: &str) -> Block {
    let mut block = paragraph(Mark::Action, "");
    let words = match owners {
        [] => text.to_string(),
        _ => format!("{} to {}", joined(owners), text),
    };
    block.runs = vec![Run::strong("ACTION: "), Run::plain(&words)];
    block
}

/// Returns "DCS, YC and PDM".
pub(super) fn joined(names: &[String]) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

fn supporting_documents(item: &Item) -> Vec<Block> {
    let report = Some(item.report.as_str()).filter(|report| !report.is_empty());
    let mut documents = report.into_iter().chain(item.document_list()).peekable();
    let mut blocks = Vec::new();
    if documents.peek().is_some() {
        blocks.push(paragraph(Mark::LeadIn, "Supporting documents:"));
        blocks.extend(documents.map(|name| Block::new(BlockKind::Bullet(0), Mark::Plain, name)));
    }
    blocks
}

fn ending(sitting: &Sitting) -> Vec<Block> {
    let meeting = &sitting.meeting;
    let mut blocks = Vec::new();
    if !meeting.next_meeting.is_empty() {
        blocks.push(paragraph(Mark::Plain, &format!("Next meeting: {}", meeting.next_meeting)));
    }
    if let Some(closed) = meeting.closed {
        blocks.push(paragraph(Mark::Plain, &format!("The meeting closed at {}.", wording::time_of(meeting, closed))));
    }
    blocks
}

fn action_table(readable: &Readable) -> Vec<Block> {
    let sitting = &readable.sitting;
    let mut rows = Vec::new();
    for (item, entries) in sitting.items.iter().zip(&readable.entries) {
        for recorded in entries {
            let Detail::Action { action, owners, .. } = &recorded.detail else { continue };
            let owners: Vec<String> =
                owners.iter().map(|owner| wording::name(sitting, owner.person, &owner.words)).collect();
            let text = without_deadline(&recorded.entry.text, &action.due_words);
            rows.push(vec![
                action.reference(),
                item.number.clone(),
                text.to_string(),
                joined(&owners),
                action.due_words.clone(),
            ]);
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let header = ["Ref", "Item", "Action", "Owner", "By when"];
    let table = Table::new("Actions arising from this meeting", &header, rows);
    vec![Block::new(BlockKind::Heading(1), Mark::Plain, "Actions"), Block::bare(BlockKind::Table(table))]
}

/// Leaves out a deadline that ends the words, since it has a column of its own.
pub(super) fn without_deadline<'a>(text: &'a str, due_words: &str) -> &'a str {
    let bare = text.trim_end().trim_end_matches('.');
    bare.strip_suffix(due_words).map_or(text, |rest| rest.trim_end().trim_end_matches(','))
}

fn signature() -> Vec<Block> {
    vec![
        paragraph(Mark::Plain, "Signed as a correct record of the meeting:"),
        Block::new(BlockKind::Blank, Mark::Plain, "Chair"),
        Block::new(BlockKind::Blank, Mark::Plain, "Date"),
    ]
}
