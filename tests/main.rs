//! One binary: each module holds what one part of the program promises.

mod business;
mod corrections;
mod desk;
mod every_kind;
mod packages;
mod session;

mod action_list;
mod agenda;
mod attendance_year;
mod blocks;
mod book;
mod brief;
mod calendar;
mod colons;
mod commands;
mod completion;
mod conduct;
mod deadline_readings;
mod deadlines;
mod docx;
mod docx_commands;
mod docx_templates;
mod editing;
mod editor;
mod exchange;
mod exempt;
mod exported_files;
mod follow_up;
mod frames;
mod grammar;
mod history;
mod house_style_commands;
mod house_style_screen;
mod house_styles;
mod html;
mod inert;
mod keys;
mod layers;
mod leaks;
mod linking;
mod live;
mod lives;
mod loose_ends;
mod markdown;
mod matters_arising;
mod minute_numbers;
mod minute_wording;
mod owed;
mod papers;
mod passed_on;
#[cfg(feature = "pdf")]
mod pdf;
mod pdf_commands;
mod pictures;
mod plan_action_commands;
mod plan_cells;
mod plan_import;
mod plan_links;
mod plan_reading;
mod plan_reports;
mod plan_screen;
mod planned;
mod prediction;
mod promises;
mod proof;
mod proof_screen;
mod proof_words;
mod register;
mod reports;
mod review;
mod round_trip;
mod sample;
mod screens;
mod slips;
mod standings;
mod suggestions;
mod times;
mod transcript;
mod typing;
mod undo;
mod volume;
mod votes;
mod walk;
mod who;
mod written_up;
mod xlsx;

#[cfg(unix)]
mod clipboard;
#[cfg(unix)]
mod kills;
#[cfg(unix)]
mod plan_commands;
#[cfg(unix)]
mod plan_kills;
#[cfg(unix)]
mod pty;
#[cfg(unix)]
mod settled;
mod shared_book;
#[cfg(unix)]
mod terminal;
