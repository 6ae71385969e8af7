//! One binary: each module holds what one part of the program promises.

#[cfg(unix)]
mod kills;
#[cfg(unix)]
mod pty;
#[cfg(unix)]
mod terminal;
