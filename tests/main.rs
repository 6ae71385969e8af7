//! One binary: each module holds what one part of the program promises.

mod business;
mod desk;

mod agenda;
mod book;
mod colons;
mod commands;
mod conduct;
mod deadlines;
mod exchange;
mod exempt;
mod exported_files;
mod grammar;
mod history;
mod inert;
mod layers;
mod leaks;
mod markdown;
mod prediction;
mod round_trip;
mod sample;
mod transcript;
mod undo;
mod votes;
mod who;
