//! minutebook: minute a board meeting live in the terminal, and print its draft minutes.
//!
//! | module | what it is | knows |
//! | --- | --- | --- |
//! | [`record`] | the matter itself: bodies, people, meetings, entries, actions, plans, steps and their inverse | nobody |
//! | [`capture`] | the capture line: grammar, who, prediction, completion, recording; pure | `record` |
//! | [`store`] | the book, one SQLite file; the only module that names rusqlite | `record` |
//! | [`document`] | a document as meaning, and its formats; no English | `record` |
//! | [`reports`] | records become documents, for an audience; no markup | `record`, `document` |
//! | [`import`] | agenda files, exported meetings and spreadsheets of plans become records | `record` |
//! | [`clerk`] | what a clerk does with a book, with a screen or without | all of the above |
//! | [`tui`] | the screens; the only module that names ratatui | `clerk` and below |
//! | [`cli`] | the commands | everything |
//!
//! A key press becomes a command through one table ([`tui::keys`]) or else text in a field; the
//! screen on top performs it through [`clerk`], which builds a [`Step`](record::Step) from what lies
//! on the desk and applies it to the book in one transaction; then everything shown is read afresh.
//! One thread does all of it; two others only wait: for signals, to give the terminal back, and for the
//! disk; a third reads the dictionary and ends. What is half-typed is kept beside the book before it is painted.

pub mod capture;
pub mod clerk;
pub mod cli;
pub mod document;
pub mod import;
pub mod record;
pub mod reports;
pub mod store;
pub mod tui;
