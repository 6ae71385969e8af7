//! The terminal: taken over, and given back in order whatever happens.

use super::frame::Display;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, SetTitle, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{cursor, execute};
use ratatui::layout::Rect;
use std::io::{self, BufWriter, Stdout, stdout};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is drawn on: a frame goes out in one write.
pub type Screen = Display<CrosstermBackend<BufWriter<Stdout>>>;

/// Held while drawing, and for ever by whoever ends the program, so that nothing is painted over a
/// terminal that has been given back.
static PAINTING: Mutex<()> = Mutex::new(());

/// Returns the right to paint.
pub fn painting() -> MutexGuard<'static, ()> {
    PAINTING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A frame is seldom larger; a larger one takes several writes.
const FRAME_BYTES: usize = 64 * 1024;

/// Takes the terminal over.
pub fn enter() -> io::Result<Screen> {
    let earlier = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        restore();
        earlier(panic);
    }));
    take_over()?;
    #[cfg(unix)]
    signals::listen()?;
    let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, stdout()));
    Ok(Display::new(backend, size()?))
}

/// Returns the size of the terminal.
fn size() -> io::Result<Rect> {
    let (width, height) = ratatui::crossterm::terminal::size()?;
    Ok(Rect::new(0, 0, width.max(1), height.max(1)))
}

/// Fits the screen to the terminal, whose size may have changed, and makes the next frame paint everything.
pub fn fit(screen: &mut Screen) -> io::Result<()> {
    screen.fit(size()?)
}

/// Puts text on the clipboard of the terminal, also over ssh (OSC 52). Terminals that cannot do that ignore it, and tmux
/// passes it on where `set-clipboard` is on. Called with the right to paint, between frames.
pub fn copy(text: &str) -> io::Result<()> {
    execute!(stdout(), CopyToClipboard::to_clipboard_from(text))
}

fn take_over() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, SetTitle("minutebook"))
}

/// Gives the terminal back. Failing to is no reason to fail at anything else.
pub fn restore() {
    let _ = execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
    let _ = disable_raw_mode();
}

/// Stops the program until the shell continues it. Where shells cannot do that, says so.
#[cfg(unix)]
pub fn suspend() -> Result<(), &'static str> {
    // Not by way of SIGTSTP: until that were heard, keys meant for the shell would be taken here.
    signals::stop().map_err(|_| "The program could not be stopped.")
}

/// Stops the program until the shell continues it. Where shells cannot do that, says so.
#[cfg(not(unix))]
pub fn suspend() -> Result<(), &'static str> {
    Err("This system has no way to suspend a program; open another window instead.")
}

/// Tells whether the program was stopped since the last time this was asked, and must paint afresh.
/// Asked with the right to paint, so that nothing is painted on a screen that was the shell's.
pub fn was_suspended() -> bool {
    #[cfg(unix)]
    return signals::RESUMED.swap(false, std::sync::atomic::Ordering::SeqCst);
    #[cfg(not(unix))]
    false
}

/// Signals, on a thread of their own. On Windows a closed console ends the program at once, which
/// loses nothing: every key press is in the book before it is painted.
#[cfg(unix)]
mod signals {
    use super::{MutexGuard, disable_raw_mode, painting, restore, take_over};
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGSTOP, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::raise;
    use std::sync::atomic::{AtomicBool, Ordering};

    pub static RESUMED: AtomicBool = AtomicBool::new(false);
    /// Set by a stop of our own until the signal that ended it is heard.
    static HAS_STOPPED: AtomicBool = AtomicBool::new(false);

    pub fn listen() -> std::io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
        std::thread::Builder::new().name("signals".into()).spawn(move || {
            for signal in signals.forever() {
                match signal {
                    SIGTSTP => {
                        let _ = stop();
                    }
                    // What ended a stop of our own, which resumes by itself.
                    SIGCONT if HAS_STOPPED.swap(false, Ordering::SeqCst) => {}
                    SIGCONT => resume(&painting()),
                    signal => end(signal),
                }
            }
        })?;
        Ok(())
    }

    /// Gives the terminal back and ends; everything typed is in the book already.
    fn end(signal: i32) -> ! {
        let _for_ever = painting();
        restore();
        std::process::exit(128 + signal);
    }

    /// Gives the terminal to the shell, stops, and takes it again when the shell continues the program.
    pub fn stop() -> std::io::Result<()> {
        let guard = painting();
        restore();
        HAS_STOPPED.store(true, Ordering::SeqCst);
        let stopped = raise(SIGSTOP);
        // Here the program goes on.
        resume(&guard);
        stopped
    }

    /// Takes the terminal over again, whatever modes the shell has left it in.
    fn resume(_: &MutexGuard<'_, ()>) {
        let _ = disable_raw_mode();
        let _ = take_over();
        RESUMED.store(true, Ordering::SeqCst);
        // A change of size wakes the loop.
        let _ = raise(SIGWINCH);
    }
}
