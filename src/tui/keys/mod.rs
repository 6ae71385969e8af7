//! Commands and keys. Dispatch, hints, palette, help and the README all read the one [table](TABLE) of them.

mod table;

pub use table::TABLE;

use crate::clerk::follow_up::Verb;
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
    /// The house style of a body.
    HouseStyle,
    People,
    Live,
    /// The walk through matters arising, over the Live screen.
    Walk,
    /// An entry of the Live screen is selected.
    Selection,
    /// Other words are offered for one in the line.
    Correcting,
    Attendance,
    Vote,
    ReadBack,
    Paste,
    Form,
    Search,
    History,
    Review,
    /// The plan actions that an action resembles, over the Review screen.
    Linking,
    LooseEnds,
    /// What looks wrong in the words of a meeting's minutes.
    Proof,
    /// The plans to choose from.
    Plans,
    Plan,
    /// One plan action in full.
    PlanAction,
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
            Context::HouseStyle => "House style",
            Context::People => "People of a body",
            Context::Live => "Live",
            Context::Walk => "Live, matters arising",
            Context::Selection => "Live, on an entry",
            Context::Correcting => "Live, correcting a word",
            Context::Attendance => "Attendance",
            Context::Vote => "Vote",
            Context::ReadBack => "Read-back",
            Context::Paste => "After pasting several lines",
            Context::Form => "Forms",
            Context::Search => "Search",
            Context::History => "History",
            Context::Review => "Review",
            Context::Linking => "Review, linking an action",
            Context::LooseEnds => "Loose ends",
            Context::Proof => "Proof",
            Context::Plans => "Plans",
            Context::Plan => "Plan",
            Context::PlanAction => "Plan, one action in full",
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
    Plan,
    /// Record what was reported of a plan action.
    Report,
    /// Show another picture of the plan: the next, or one of them.
    NextPicture,
    Picture(u8),
    NextSection,
    PlanActionBefore,
    PlanActionAfter,
    LooseEnds,
    /// Leave a loose end as it is, for a reason.
    Dismiss,
    /// List what looks wrong in the words of the minutes.
    Proof,
    /// Offer other words for one in the line.
    OfferWords,
    /// Take the nth of the words that are offered.
    TakeWord(u8),
    /// Take the first of what is offered.
    Correct,
    /// Add a word to those that the book knows.
    AddWord,
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
    HouseStyle,
    /// Go to the next choice of a setting, or type its text.
    NextChoice,
    PreviousChoice,
    AsUsual,
    /// Give the body one of the ready styles.
    ReadyStyle(u8),
    PreviewUp,
    PreviewDown,
    People,
    NewPeople,
    EditPerson,
    Record,
    KindNext,
    KindPrevious,
    TakeCompletion,
    /// Link the ACTION with the nth plan action that stands beside it, or take the link out.
    Link(u8),
    /// Show which plan actions the selected action resembles.
    Suggest,
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
    /// Copy the item to the clipboard, as the public or members may read it.
    Copy,
    CopyForMembers,
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

impl Row {
    /// Returns what a key of this row tells the program to do: where one row has a key for each of several things,
    /// the digit says which.
    pub fn command_of(&self, key: Key) -> Command {
        let nth = match key.code {
            KeyCode::Char(digit) => digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()),
            _ => None,
        };
        match (self.command, nth) {
            (Command::Link(_), Some(nth)) => Command::Link(nth),
            (Command::TakeWord(_), Some(nth)) => Command::TakeWord(nth),
            (command, _) => command,
        }
    }
}

/// Returns the row for a key, from the first of the contexts in which it has one.
pub fn find(contexts: &[Context], key: Key) -> Option<&'static Row> {
    contexts.iter().find_map(|context| TABLE.iter().find(|row| row.context == *context && row.keys.contains(&key)))
}

/// Returns the row of a name in the contexts.
pub fn named(contexts: &[Context], name: &str) -> Option<&'static Row> {
    contexts.iter().find_map(|context| TABLE.iter().find(|row| row.context == *context && row.name == name))
}

/// Returns a context's keys as text: "Ins or Ctrl-O", "Alt-1 … Alt-9".
pub fn key_names(row: &Row) -> String {
    if let (Command::Link(_) | Command::TakeWord(_), [first, .., last]) = (row.command, row.keys) {
        return format!("{first} \u{2026} {last}");
    }
    row.keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" or ")
}
