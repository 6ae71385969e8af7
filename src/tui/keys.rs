//! The one table of commands and keys: dispatch, hints, palette, help and the README all read it.

use crate::clerk::follow_up::Verb;
use crate::record::ActionStatus;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt;

/// A key with its modifiers, as a person names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: KeyCode,
    pub modifiers: KeyModifiers,
}

impl Key {
    const fn plain(code: KeyCode) -> Self {
        Key { code, modifiers: KeyModifiers::NONE }
    }

    const fn ctrl(letter: char) -> Self {
        Key { code: KeyCode::Char(letter), modifiers: KeyModifiers::CONTROL }
    }

    const fn alt(code: KeyCode) -> Self {
        Key { code, modifiers: KeyModifiers::ALT }
    }

    /// Returns the key of an event; Shift counts only where it does not show in the letter.
    pub fn of(event: KeyEvent) -> Self {
        let shift = match event.code {
            KeyCode::Char(_) | KeyCode::BackTab => KeyModifiers::SHIFT,
            _ => KeyModifiers::NONE,
        };
        let kept = KeyModifiers::SHIFT | KeyModifiers::CONTROL | KeyModifiers::ALT;
        Key { code: event.code, modifiers: event.modifiers.intersection(kept).difference(shift) }
    }

    /// Returns the letter that this key types.
    pub fn letter(self) -> Option<char> {
        match self.code {
            KeyCode::Char(letter) if !self.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => {
                Some(letter)
            }
            // AltGr arrives as Ctrl-Alt on some terminals.
            KeyCode::Char(letter) if self.modifiers.contains(KeyModifiers::CONTROL | KeyModifiers::ALT) => Some(letter),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (modifier, name) in
            [(KeyModifiers::CONTROL, "Ctrl-"), (KeyModifiers::ALT, "Alt-"), (KeyModifiers::SHIFT, "Shift-")]
        {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(letter) if self.modifiers.is_empty() => write!(f, "{letter}"),
            KeyCode::Char(letter) => write!(f, "{}", letter.to_ascii_uppercase()),
            KeyCode::F(number) => write!(f, "F{number}"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::BackTab => f.write_str("Shift-Tab"),
            KeyCode::Insert => f.write_str("Ins"),
            KeyCode::Delete => f.write_str("Del"),
            KeyCode::Up => f.write_str("\u{2191}"),
            KeyCode::Down => f.write_str("\u{2193}"),
            KeyCode::Left => f.write_str("\u{2190}"),
            KeyCode::Right => f.write_str("\u{2192}"),
            other => write!(f, "{other:?}"),
        }
    }
}

/// Where a key means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    Anywhere,
    /// Any list.
    List,
    Meetings,
    Bodies,
    People,
    Live,
    /// The walk through matters arising, over the Live screen.
    Walk,
    /// An entry of the Live screen is selected.
    Selection,
    Attendance,
    Vote,
    ReadBack,
    Paste,
    Form,
    Search,
    History,
    Review,
    LooseEnds,
    /// A line is being typed that a list asks for.
    OneLine,
}

impl Context {
    /// Returns the heading of this context in help.
    pub fn title(self) -> &'static str {
        match self {
            Context::Anywhere => "Anywhere",
            Context::List => "In any list",
            Context::Meetings => "Meetings",
            Context::Bodies => "Bodies",
            Context::People => "People of a body",
            Context::Live => "Live",
            Context::Walk => "Live, matters arising",
            Context::Selection => "Live, on an entry",
            Context::Attendance => "Attendance",
            Context::Vote => "Vote",
            Context::ReadBack => "Read-back",
            Context::Paste => "After pasting several lines",
            Context::Form => "Forms",
            Context::Search => "Search",
            Context::History => "History",
            Context::Review => "Review",
            Context::LooseEnds => "Loose ends",
            Context::OneLine => "In a line that a list asks for",
        }
    }
}

/// What a person can tell the program to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    Help,
    Palette,
    Quit,
    Suspend,
    Back,
    Undo,
    Redo,
    Search,
    History,
    Review,
    LooseEnds,
    /// Leave a loose end as it is, for a reason.
    Dismiss,
    /// Type the words that are asked for.
    Ask,
    Figures,
    /// Record or take the line that is being typed.
    SaveLine,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    NewMeeting,
    PasteAgenda,
    Bodies,
    NewBody,
    EditBody,
    People,
    NewPeople,
    EditPerson,
    Record,
    KindNext,
    KindPrevious,
    TakeCompletion,
    SelectUp,
    ItemBefore,
    ItemAfter,
    TakeNextItem,
    TakePen,
    /// Make the ACTION that a promise or request wants.
    MakeAction,
    Walk,
    WalkUp,
    WalkDown,
    /// Record what was heard of the selected action.
    FollowUp(Verb),
    Attendance,
    Vote,
    ReadBack,
    EditItem,
    Export,
    EditMeeting,
    EditEntry,
    SelectionUp,
    SelectionDown,
    MoveUp,
    MoveDown,
    Indent,
    Outdent,
    Remove,
    MakeNext,
    MakePrevious,
    InsertBefore,
    Present,
    Apologies,
    Absent,
    InAttendance,
    EverybodyPresent,
    VoteFor,
    VoteAgainst,
    VoteAbstain,
    VoteConflict,
    VoteClear,
    SaveVotes,
    PreviousRead,
    NextRead,
    StampReadBack,
    PasteOne,
    PasteSeveral,
    NextField,
    PreviousField,
    SaveForm,
}

/// One row of the table.
pub struct Row {
    pub command: Command,
    pub context: Context,
    pub keys: &'static [Key],
    /// What it is called after a colon and in the palette.
    pub name: &'static str,
    /// For the line of hints.
    pub label: &'static str,
    pub help: &'static str,
}

const fn row(
    command: Command,
    context: Context,
    keys: &'static [Key],
    name: &'static str,
    label: &'static str,
    help: &'static str,
) -> Row {
    Row { command, context, keys, name, label, help }
}

use Context as C;
use KeyCode as K;

const ENTER: Key = Key::plain(K::Enter);
const ESC: Key = Key::plain(K::Esc);
const TAB: Key = Key::plain(K::Tab);
const BACK_TAB: Key = Key::plain(K::BackTab);
const UP: Key = Key::plain(K::Up);
const DOWN: Key = Key::plain(K::Down);
const PAGE_UP: Key = Key::plain(K::PageUp);
const PAGE_DOWN: Key = Key::plain(K::PageDown);

const fn letter(letter: char) -> Key {
    Key::plain(K::Char(letter))
}

const fn f(number: u8) -> Key {
    Key::plain(K::F(number))
}

/// Every command with its keys. The first of a context are the first in its line of hints.
pub const TABLE: &[Row] = &[
    row(Command::Record, C::Live, &[ENTER], "record", "record", "Record the line."),
    row(
        Command::KindNext,
        C::Live,
        &[TAB],
        "kind",
        "kind",
        "Walk through the kinds of entry, or take the next person of a tie.",
    ),
    row(Command::KindPrevious, C::Live, &[BACK_TAB], "kindback", "", "Walk back through the kinds."),
    row(
        Command::TakeCompletion,
        C::Live,
        &[Key::plain(K::Right)],
        "complete",
        "",
        "At the end of the line, take the completion shown dim.",
    ),
    row(
        Command::SelectUp,
        C::Live,
        &[UP],
        "select",
        "entries",
        "On an empty line, go up into the entries to change them.",
    ),
    row(Command::TakeNextItem, C::Live, &[Key::ctrl('n')], "takenext", "next item", "Take the next item: as :next."),
    row(Command::ItemBefore, C::Live, &[PAGE_UP], "before", "", "Look at the item before, without taking it."),
    row(Command::ItemAfter, C::Live, &[PAGE_DOWN], "after", "", "Look at the item after, without taking it."),
    row(Command::Attendance, C::Live, &[f(2)], "attendance", "roll call", "Call the roll: one key a person."),
    row(Command::Vote, C::Live, &[f(4)], "votes", "vote", "Record a named vote on the latest decision of this item."),
    row(
        Command::ReadBack,
        C::Live,
        &[f(5)],
        "readback",
        "read back",
        "Show the latest action or decision large, for the chair.",
    ),
    row(
        Command::EditItem,
        C::Live,
        &[f(6)],
        "edititem",
        "",
        "Change this item's title, purpose, presenter, report or documents.",
    ),
    row(
        Command::EditMeeting,
        C::Live,
        &[f(9)],
        "editmeeting",
        "",
        "Change this meeting's date, time, venue, quorum or next meeting.",
    ),
    row(Command::Export, C::Live, &[f(8)], "export", "export", "Print the draft minutes to a file."),
    row(
        Command::TakePen,
        C::Live,
        &[Key::alt(K::Char('p'))],
        "pen",
        "",
        "Take the pen of this meeting, if whoever had it has laid it down.",
    ),
    row(
        Command::MakeAction,
        C::Live,
        &[Key::alt(K::Char('a'))],
        "makeaction",
        "make ACTION",
        "Make the ACTION of what was promised or asked for last, or in the selected entry: owner, words, by when.",
    ),
    row(
        Command::LooseEnds,
        C::Live,
        &[Key::alt(K::Char('l'))],
        "check",
        "loose ends",
        "List what is unfinished in these minutes, and what settles each.",
    ),
    row(
        Command::Walk,
        C::Live,
        &[f(10)],
        "walk",
        "matters arising",
        "Go through what is outstanding from earlier meetings, or leave that; it goes on where it stood.",
    ),
    row(Command::WalkDown, C::Walk, &[DOWN], "walkon", "next", "On an empty line, go to the next action."),
    row(Command::WalkUp, C::Walk, &[UP], "walkback", "", "On an empty line, go to the action before."),
    row(
        Command::FollowUp(Verb::Become(ActionStatus::Closed)),
        C::Walk,
        &[Key::alt(K::Char('c'))],
        "agree",
        "closed",
        "The action is closed, as the meeting agrees; the words in the line say why.",
    ),
    row(
        Command::FollowUp(Verb::Move),
        C::Walk,
        &[Key::alt(K::Char('n'))],
        "newdate",
        "new date",
        "Its deadline is moved: by 30 June because the auditor was ill.",
    ),
    row(
        Command::FollowUp(Verb::Carry),
        C::Walk,
        &[Key::alt(K::Char('f'))],
        "carry",
        "forward",
        "On an empty line, carry it forward to the next meeting; nothing is minuted.",
    ),
    row(
        Command::FollowUp(Verb::Become(ActionStatus::ProposedForClosure)),
        C::Walk,
        &[Key::alt(K::Char('p'))],
        "propose",
        "propose closure",
        "Its closure is proposed; the words in the line say why.",
    ),
    row(
        Command::FollowUp(Verb::Become(ActionStatus::Open)),
        C::Walk,
        &[Key::alt(K::Char('r'))],
        "notagreed",
        "",
        "It stays open, or is opened again: its closure was not agreed.",
    ),
    row(
        Command::FollowUp(Verb::Pass),
        C::Walk,
        &[Key::alt(K::Char('o'))],
        "owner",
        "owner",
        "It passes to somebody else: ad-i because the post is vacant.",
    ),
    row(Command::EditEntry, C::Selection, &[ENTER], "edit", "edit", "Edit the entry in the line below."),
    row(Command::SelectionUp, C::Selection, &[UP], "up", "", "Go to the entry above."),
    row(
        Command::SelectionDown,
        C::Selection,
        &[DOWN],
        "down",
        "",
        "Go to the entry below, and from the last back to the line.",
    ),
    row(
        Command::MakeNext,
        C::Selection,
        &[TAB],
        "make",
        "kind",
        "Make it an entry of the next kind: a note an action, and so on.",
    ),
    row(Command::MakePrevious, C::Selection, &[BACK_TAB], "makeback", "", "Make it an entry of the kind before."),
    row(Command::MoveUp, C::Selection, &[Key::alt(K::Up)], "moveup", "move", "Move it up, with what is under it."),
    row(Command::MoveDown, C::Selection, &[Key::alt(K::Down)], "movedown", "", "Move it down, with what is under it."),
    row(Command::Indent, C::Selection, &[Key::plain(K::Right)], "indent", "indent", "Move it one level in."),
    row(Command::Outdent, C::Selection, &[Key::plain(K::Left)], "outdent", "", "Move it one level out."),
    row(
        Command::InsertBefore,
        C::Selection,
        &[Key::plain(K::Insert), Key::ctrl('o')],
        "insert",
        "insert before",
        "Write the next line in front of it.",
    ),
    row(Command::Remove, C::Selection, &[Key::plain(K::Delete)], "remove", "remove", "Remove it."),
    row(Command::ReadBack, C::Selection, &[f(5)], "readback", "", "Show it large, for the chair."),
    row(Command::Open, C::Meetings, &[ENTER], "open", "open", "Minute the selected meeting."),
    row(
        Command::NewMeeting,
        C::Meetings,
        &[letter('n')],
        "newmeeting",
        "new meeting",
        "Fill in a form for a new meeting.",
    ),
    row(
        Command::PasteAgenda,
        C::Meetings,
        &[letter('a')],
        "pasteagenda",
        "paste an agenda",
        "Make a meeting, with its body and people, from an agenda pasted or typed.",
    ),
    row(Command::Bodies, C::Meetings, &[letter('b')], "bodies", "bodies", "See and change bodies and their people."),
    row(
        Command::LooseEnds,
        C::Meetings,
        &[letter('l')],
        "check",
        "loose ends",
        "List what is unfinished in the minutes of the selected meeting.",
    ),
    row(
        Command::Review,
        C::Meetings,
        &[letter('r')],
        "review",
        "review",
        "Review what was promised at earlier meetings, and what became of it.",
    ),
    row(
        Command::Export,
        C::Meetings,
        &[f(8)],
        "export",
        "export",
        "Print the minutes of the selected meeting to a file.",
    ),
    row(Command::NewBody, C::Bodies, &[letter('n')], "newbody", "new body", "Fill in a form for a new body."),
    row(Command::People, C::Bodies, &[ENTER], "people", "people", "See the people of the selected body."),
    row(Command::EditBody, C::Bodies, &[letter('e')], "editbody", "edit", "Change the selected body."),
    row(
        Command::NewMeeting,
        C::Bodies,
        &[letter('m')],
        "newmeeting",
        "new meeting",
        "Fill in a form for a new meeting of the selected body.",
    ),
    row(Command::EditPerson, C::People, &[ENTER], "editperson", "edit", "Change the selected person."),
    row(
        Command::NewPeople,
        C::People,
        &[letter('n')],
        "newpeople",
        "add people",
        "Add people: type them or paste a list of names.",
    ),
    row(Command::Present, C::Attendance, &[letter('p')], "present", "present", "Present."),
    row(Command::Apologies, C::Attendance, &[letter('a')], "apologies", "apologies", "Apologies received."),
    row(Command::Absent, C::Attendance, &[letter('x')], "absent", "absent", "Absent without apologies."),
    row(
        Command::EverybodyPresent,
        C::Attendance,
        &[letter('*')],
        "presentall",
        "all others",
        "Everybody who is expected and not yet called is present.",
    ),
    row(
        Command::InAttendance,
        C::Attendance,
        &[letter('i')],
        "attending",
        "in attendance",
        "In attendance, without belonging to the body.",
    ),
    row(Command::SaveVotes, C::Vote, &[ENTER], "savevotes", "save", "Record these votes on the decision."),
    row(Command::VoteFor, C::Vote, &[letter('f')], "for", "for", "Voted for."),
    row(Command::VoteAgainst, C::Vote, &[letter('a')], "against", "against", "Voted against."),
    row(Command::VoteAbstain, C::Vote, &[letter('b')], "abstained", "abstained", "Abstained."),
    row(Command::VoteConflict, C::Vote, &[letter('c')], "conflict", "conflict", "Did not vote because of an interest."),
    row(Command::VoteClear, C::Vote, &[letter(' ')], "clear", "clear", "No vote recorded."),
    row(Command::PreviousRead, C::ReadBack, &[UP], "readbefore", "before", "Show the action or decision before."),
    row(Command::NextRead, C::ReadBack, &[DOWN], "readafter", "after", "Show the action or decision after."),
    row(
        Command::StampReadBack,
        C::ReadBack,
        &[ENTER],
        "stamp",
        "it was read back",
        "Record that it was read back to the meeting, and when.",
    ),
    row(
        Command::PasteSeveral,
        C::Paste,
        &[letter('s')],
        "pasteseveral",
        "several entries",
        "Record each line as an entry of its own.",
    ),
    row(
        Command::PasteOne,
        C::Paste,
        &[letter('o')],
        "pasteone",
        "one entry",
        "Put all of it into the line as one entry.",
    ),
    row(Command::NextField, C::Form, &[TAB], "nextfield", "next field", "Go to the next field."),
    row(Command::PreviousField, C::Form, &[BACK_TAB], "previousfield", "", "Go to the field before."),
    row(
        Command::SaveForm,
        C::Form,
        &[Key::ctrl('s')],
        "save",
        "save",
        "Save the form; Enter in the last field does too.",
    ),
    row(
        Command::TakeCompletion,
        C::Form,
        &[Key::plain(K::Right)],
        "complete",
        "",
        "At the end of a field, take the completion shown dim.",
    ),
    row(
        Command::Ask,
        C::Review,
        &[letter('/')],
        "ask",
        "ask",
        "Ask in words: overdue owner:dcs body:csib theme:workforce older:90d vacancy.",
    ),
    row(
        Command::FollowUp(Verb::Update),
        C::Review,
        &[letter('u')],
        "update",
        "update",
        "Record what was heard of the selected action.",
    ),
    row(
        Command::FollowUp(Verb::Move),
        C::Review,
        &[letter('d')],
        "newdate",
        "new date",
        "Move its deadline, with the reason.",
    ),
    row(
        Command::FollowUp(Verb::Become(ActionStatus::ProposedForClosure)),
        C::Review,
        &[letter('p')],
        "propose",
        "propose",
        "Propose it for closure.",
    ),
    row(
        Command::FollowUp(Verb::Become(ActionStatus::Closed)),
        C::Review,
        &[letter('c')],
        "close",
        "close",
        "Close it, where the body leaves that to the officer; elsewhere a meeting agrees.",
    ),
    row(Command::FollowUp(Verb::Pass), C::Review, &[letter('o')], "owner", "owner", "Pass it to somebody else."),
    row(
        Command::FollowUp(Verb::Carry),
        C::Review,
        &[letter('f')],
        "carry",
        "",
        "Carrying forward is for a meeting: F10 in its Live screen.",
    ),
    row(
        Command::Figures,
        C::Review,
        &[TAB],
        "figures",
        "figures",
        "Show ages, who slips and open actions over time in place of the thread, or the thread again.",
    ),
    row(Command::Open, C::Review, &[ENTER], "open", "its minute", "Open the meeting at that action."),
    row(Command::Open, C::LooseEnds, &[ENTER], "open", "open there", "Open the meeting at that entry, to settle it."),
    row(
        Command::MakeAction,
        C::LooseEnds,
        &[letter('a'), Key::alt(K::Char('a'))],
        "makeaction",
        "make ACTION",
        "Make the ACTION that a promise, request or decision wants.",
    ),
    row(
        Command::Dismiss,
        C::LooseEnds,
        &[letter('d')],
        "dismiss",
        "dismiss",
        "Leave it as it is, for a reason that is kept.",
    ),
    row(Command::SaveLine, C::OneLine, &[ENTER], "saveline", "done", "Record the line, or go back to the list."),
    row(Command::Open, C::Search, &[ENTER], "open", "open there", "Open the meeting at that entry."),
    row(Command::Up, C::Search, &[UP], "up", "", "Go up."),
    row(Command::Down, C::Search, &[DOWN], "down", "", "Go down."),
    row(Command::Up, C::List, &[UP, letter('k')], "up", "", "Go up."),
    row(Command::Down, C::List, &[DOWN, letter('j')], "down", "", "Go down."),
    row(Command::PageUp, C::List, &[PAGE_UP], "pageup", "", "Go up a page."),
    row(Command::PageDown, C::List, &[PAGE_DOWN], "pagedown", "", "Go down a page."),
    row(Command::First, C::List, &[Key::plain(K::Home)], "first", "", "Go to the first."),
    row(Command::Last, C::List, &[Key::plain(K::End)], "last", "", "Go to the last."),
    row(
        Command::Undo,
        C::Anywhere,
        &[Key::ctrl('z')],
        "undo",
        "undo",
        "Take back the last typing in the line, or else the last step of this meeting.",
    ),
    row(Command::Redo, C::Anywhere, &[Key::ctrl('y')], "redo", "", "Do again what was undone last."),
    row(
        Command::Search,
        C::Anywhere,
        &[f(3)],
        "search",
        "search",
        "Search every word of every meeting: as / in the line.",
    ),
    row(
        Command::Review,
        C::Anywhere,
        &[f(12)],
        "review",
        "review",
        "Review what was promised at earlier meetings, and what became of it.",
    ),
    row(Command::History, C::Anywhere, &[f(7)], "history", "", "See every step that was made."),
    row(Command::Palette, C::Anywhere, &[Key::ctrl('p')], "palette", "", "Find any command by its name."),
    row(
        Command::Help,
        C::Anywhere,
        &[f(1)],
        "help",
        "help",
        "Show the keys of this screen and the capture line on one page.",
    ),
    row(
        Command::Back,
        C::Anywhere,
        &[ESC],
        "back",
        "",
        "Leave what is being done here; from Live, to the list of meetings.",
    ),
    row(
        Command::Suspend,
        C::Anywhere,
        &[Key::alt(K::Char('z'))],
        "suspend",
        "",
        "Stop the program and return to the shell; fg brings it back.",
    ),
    row(
        Command::Quit,
        C::Anywhere,
        &[Key::ctrl('q')],
        "quit",
        "quit",
        "Leave the program. Everything is saved, the half-typed line too.",
    ),
];

/// Returns the row for a key, from the first of the contexts in which it has one.
pub fn find(contexts: &[Context], key: Key) -> Option<&'static Row> {
    contexts.iter().find_map(|context| TABLE.iter().find(|row| row.context == *context && row.keys.contains(&key)))
}

/// Returns the row of a name in the contexts.
pub fn named(contexts: &[Context], name: &str) -> Option<&'static Row> {
    contexts.iter().find_map(|context| TABLE.iter().find(|row| row.context == *context && row.name == name))
}

/// Returns a context's keys as text: "Ins or Ctrl-O".
pub fn key_names(row: &Row) -> String {
    row.keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" or ")
}
