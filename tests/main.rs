//! One binary: each module holds what one part of the program promises.

mod desk;
mod session;

mod keys;
mod live;
mod pictures;
mod screens;
mod typing;
