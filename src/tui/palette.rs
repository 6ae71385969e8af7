//! The palette: any command by a few letters of its name.

use super::editor::Editor;
use super::frame::Frame;
use super::keys::{Command, Context, Key, TABLE, key_names};
use super::paint;
use crate::clerk::commands::MEETING_COMMANDS;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// What a key in the palette comes to.
pub enum Chosen {
    Nothing,
    Leave,
    Command(Command),
    Meeting(&'static str),
}

/// How much more a fitting name counts than fitting help: more than any help can score.
const NAME_FIRST: u32 = 1_000_000;

struct Choice {
    name: String,
    help: &'static str,
    key: String,
    command: Result<Command, &'static str>,
}

/// The palette, open.
pub struct Palette {
    words: Editor,
    choices: Vec<Choice>,
    selected: usize,
}

impl Palette {
    /// Offers the commands of these contexts, and those of a meeting where there is one.
    pub fn of(contexts: &[Context]) -> Self {
        let own = contexts.iter().chain(&[Context::Anywhere]);
        let rows = own.flat_map(|context| TABLE.iter().filter(move |row| row.context == *context));
        let mut choices: Vec<Choice> = rows
            .filter(|row| row.command != Command::Palette)
            .map(|row| Choice { name: row.name.into(), help: row.help, key: key_names(row), command: Ok(row.command) })
            .collect();
        if contexts.contains(&Context::Live) {
            choices.extend(MEETING_COMMANDS.iter().map(|command| Choice {
                name: format!("{} {}", command.name, command.arguments).trim().into(),
                help: command.help,
                key: format!(":{}", command.name),
                command: Err(command.name),
            }));
        }
        Palette { words: Editor::default(), choices, selected: 0 }
    }

    /// Returns the choices that fit the words, the best first.
    fn fitting(&self) -> Vec<&Choice> {
        if self.words.is_empty() {
            return self.choices.iter().collect();
        }
        let pattern = Pattern::parse(self.words.text(), CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, &Choice)> = Vec::new();
        for choice in &self.choices {
            // A name that fits comes before any help that does.
            let by_name = pattern.score(Utf32Str::new(&choice.name, &mut buffer), &mut matcher);
            let by_help = || pattern.score(Utf32Str::new(choice.help, &mut buffer), &mut matcher);
            if let Some(score) = by_name.map(|score| score + NAME_FIRST).or_else(by_help) {
                scored.push((score, choice));
            }
        }
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        scored.into_iter().map(|(_, choice)| choice).collect()
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Chosen {
        match key.code {
            KeyCode::Esc => return Chosen::Leave,
            KeyCode::Enter => {
                let fitting = self.fitting();
                return match fitting.get(self.selected).map(|choice| choice.command) {
                    Some(Ok(command)) => Chosen::Command(command),
                    Some(Err(name)) => Chosen::Meeting(name),
                    None => Chosen::Nothing,
                };
            }
            KeyCode::Up => self.selected = self.selected.saturating_sub(1),
            KeyCode::Down => self.selected = (self.selected + 1).min(self.fitting().len().saturating_sub(1)),
            KeyCode::Backspace => {
                self.words.backspace();
                self.selected = 0;
            }
            _ => {
                if let Some(letter) = key.letter() {
                    self.words.insert(&letter.to_string());
                    self.selected = 0;
                }
            }
        }
        Chosen::Nothing
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        self.words.insert(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        self.selected = 0;
    }

    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect) {
        let inner = paint::popup(frame, area, 96, 22, "Commands");
        let line = Rect { height: 1, ..inner };
        frame.render_widget(Paragraph::new(format!("\u{203a} {}", self.words.text())), line);
        let column = self.words.layout(usize::from(line.width)).cursor.1 as u16;
        frame.set_cursor_position(Position::new(line.x + 2 + column, line.y));
        let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
        let width = usize::from(list.width);
        let rows = self.fitting().into_iter().map(|choice| {
            Line::from(vec![
                Span::styled(format!(" {:<24}", paint::fitted(&choice.name, 23)), paint::bold()),
                Span::styled(format!("{:<16}", paint::fitted(&choice.key, 15)), paint::name()),
                Span::raw(paint::fitted(choice.help, width.saturating_sub(42))),
            ])
        });
        paint::list(frame, list, rows.collect(), self.selected);
    }
}
