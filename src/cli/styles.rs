//! House styles: the ready ones, that of a body, and its settings one by one.

use super::{Desk, lists, minutes, output};
use crate::clerk::house_styles::{self, READY, SETTINGS, phrase_keys};
use crate::clerk::{Failure, Result, export};
use crate::document::inert;
use crate::record::{Body, HouseStyle};
use crate::store::Store;
use clap::{Args, Subcommand};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Styles {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    listing: lists::Listing,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Show every setting of a style, with the headings and sentences.
    Show {
        /// A ready style, or the short name of a body.
        style: String,
        #[command(flatten)]
        listing: lists::Listing,
    },
    /// Write a style as a file, to edit or to pass on.
    Export {
        /// A ready style, or the short name of a body.
        style: String,
        /// Write to this file instead of standard output.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Overwrite a file even if it was edited since it was exported.
        #[arg(long)]
        force: bool,
    },
    /// Give a body a style.
    Use {
        /// Short name of the body.
        body: String,
        /// A ready style, a body whose style it is to have, or a file.
        style: String,
    },
    /// Change one setting of a body's style.
    Set {
        /// Short name of the body.
        body: String,
        /// As `styles show` lists it: questions, actions.line, words.signed.
        setting: String,
        /// What it is to be; nothing leaves a heading or sentence out.
        #[arg(default_value = "", allow_hyphen_values = true)]
        value: String,
    },
}

impl Styles {
    pub fn run(self, desk: &Desk) -> Result<ExitCode> {
        match self.what {
            None => list(desk, &self.listing),
            Some(What::Show { style, listing }) => show(desk, &style, &listing),
            Some(What::Export { style, output, force }) => export_style(desk, &style, output.as_deref(), force),
            Some(What::Use { body, style }) => give(desk, &body, &style),
            Some(What::Set { body, setting, value }) => set(desk, &body, &setting, &value),
        }
    }
}

/// One line of the list of styles: a ready one, or that of a body.
#[derive(Serialize)]
struct StyleRow {
    style: String,
    of: String,
}

fn list(desk: &Desk, listing: &lists::Listing) -> Result<ExitCode> {
    let ready = READY.iter().map(|(name, of, _)| StyleRow { style: name.to_string(), of: format!("ready: {of}") });
    let mut rows: Vec<StyleRow> = ready.collect();
    if desk.path()?.exists() {
        let store = desk.open_existing()?;
        for body in store.bodies()? {
            let style = house_styles::name_of(&store.house_style(body.id)?).to_string();
            rows.push(StyleRow { style, of: format!("{}: {}", body.short_name, body.name) });
        }
    }
    listing.print(&rows, &["style", "of"], |row| vec![row.style.clone(), row.of.clone()])
}

/// One setting of a style.
#[derive(Serialize)]
struct SettingRow {
    setting: String,
    value: String,
    choices: String,
}

fn show(desk: &Desk, name: &str, listing: &lists::Listing) -> Result<ExitCode> {
    let style = known(desk, name)?;
    let settings = SETTINGS.iter().map(|setting| (setting.key.to_string(), setting.choices().join(", ")));
    let phrases = phrase_keys().into_iter().map(|key| (key, String::new()));
    let row = |(setting, choices): (String, String)| {
        Ok(SettingRow { value: house_styles::value(&style, &setting)?, setting, choices })
    };
    let rows = settings.chain(phrases).map(row).collect::<Result<Vec<SettingRow>>>()?;
    listing.print(&rows, &["setting", "value", "choices"], |row| {
        vec![row.setting.clone(), row.value.clone(), row.choices.clone()]
    })
}

fn export_style(desk: &Desk, name: &str, file: Option<&Path>, force: bool) -> Result<ExitCode> {
    let text = house_styles::written(&known(desk, name)?)?;
    let Some(path) = file.filter(|path| *path != Path::new("-")) else { return output::print(&text) };
    let written = export::write_file(&mut desk.open()?, path, &text, force, desk.now)?;
    eprintln!("Written: {}", written.display());
    Ok(ExitCode::SUCCESS)
}

fn give(desk: &Desk, body: &str, name: &str) -> Result<ExitCode> {
    let mut store = desk.open_existing()?;
    let body = body_named(&store, body)?;
    let is_ready = READY.iter().any(|(known, ..)| known.eq_ignore_ascii_case(name));
    let style = match (is_ready, store.body_named(name)?) {
        (true, _) => house_styles::ready(name)?,
        (false, Some(other)) => store.house_style(other.id)?,
        (false, None) if !Path::new(name).exists() && name != "-" => return Err(no_such(&store, name)?),
        (false, None) => {
            let (text, called) = minutes::read(Path::new(name))?;
            house_styles::read(&text, &called)?
        }
    };
    house_styles::save(&mut store, &body, style, name, desk.now)?;
    eprintln!("{}", inert(&format!("The minutes of {} are in the style {name} now.", body.short_name)));
    Ok(ExitCode::SUCCESS)
}

fn set(desk: &Desk, body: &str, setting: &str, value: &str) -> Result<ExitCode> {
    let mut store = desk.open_existing()?;
    let body = body_named(&store, body)?;
    let style = house_styles::with(&store.house_style(body.id)?, setting, value)?;
    let told = house_styles::value(&style, setting)?;
    house_styles::save(&mut store, &body, style, &format!("{setting}: {told}"), desk.now)?;
    eprintln!("{}", inert(&format!("{setting} of {}: {told}", body.short_name)));
    Ok(ExitCode::SUCCESS)
}

/// Returns a ready style, or that of a body. The ready ones need no book.
fn known(desk: &Desk, name: &str) -> Result<HouseStyle> {
    let ready = house_styles::ready(name);
    if ready.is_ok() || !desk.path()?.exists() {
        return ready;
    }
    let store = desk.open_existing()?;
    match store.body_named(name)? {
        Some(body) => Ok(store.house_style(body.id)?),
        None => Err(no_such(&store, name)?),
    }
}

fn body_named(store: &Store, name: &str) -> Result<Body> {
    match store.body_named(name)? {
        Some(body) => Ok(body),
        None => {
            let hint = format!("There are {}.", short_names(store)?.join(", "));
            Err(Failure::new(format!("There is no body \u{201c}{name}\u{201d}."), hint))
        }
    }
}

fn no_such(store: &Store, name: &str) -> Result<Failure> {
    let ready: Vec<&str> = READY.iter().map(|(name, ..)| *name).collect();
    let hint =
        format!("Ready are {}; bodies are {}; or name a file.", ready.join(", "), short_names(store)?.join(", "));
    Ok(Failure::new(format!("There is no style, body or file called \u{201c}{name}\u{201d}."), hint))
}

fn short_names(store: &Store) -> Result<Vec<String>> {
    Ok(store.bodies()?.into_iter().map(|body| body.short_name).collect())
}
