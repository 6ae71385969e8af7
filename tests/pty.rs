//! The program as a person has it: the real binary in a real pseudo-terminal, and what it paints there.

use minutebook::store::Store;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::Termios;
use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::fd::BorrowedFd;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a loaded machine may take for anything at all.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// What the clock stands at when the program starts.
pub const NOW: &str = "2026-03-09 18:00";
/// The meeting that [`Desk::with_meeting`] has.
pub const MEETING: &str = "wib-2026-03-09";

const AGENDA: &str = "\
Body: Wexmoor Improvement Board (WIB)
Date: 9 March 2026, 6.00 pm
Quorum: 2
Chair: Cllr Marian Thackwray
Members: Cllr Siân Prydderch; Cllr Roland Quick; Łukasz Wrona [LW] (co-opted)
Officers: Joanna Ferriby, Director of Children's Services (DCS)

1. Apologies for absence
2. Director's update
   Presenter: DCS
3. Workforce
";

/// A folder of its own with a book in it.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    /// A desk without a book.
    pub fn empty() -> Self {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    /// A desk with a book that has one planned meeting.
    pub fn with_meeting() -> Self {
        let desk = Desk::empty();
        let agenda = desk.path("agenda.txt");
        std::fs::write(&agenda, AGENDA).unwrap();
        desk.does(&["agenda", agenda.to_str().unwrap()]);
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn book(&self) -> PathBuf {
        self.path("minutes.db")
    }

    /// Runs a command without a screen, which must succeed. Returns what it printed.
    pub fn does(&self, arguments: &[&str]) -> String {
        let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_minutebook"))
            .args(["--book", self.book().to_str().unwrap(), "--now", NOW])
            .args(arguments)
            .env("HOME", self.folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let (stdout, stderr) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        assert!(status.success(), "minutebook {arguments:?}: {status}\n{stdout}\n{stderr}");
        stdout.into_owned()
    }

    /// Returns the minutes as text.
    pub fn minutes(&self) -> String {
        let text = self.does(&["export", MEETING, "--as", "text", "--audience", "members"]);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Opens the Live screen in a terminal of 80 × 24 and waits until it is painted.
    pub fn live(&self) -> Terminal {
        let terminal = self.start(&["live", MEETING], 80, 24, &[]);
        terminal.wait("the Live screen", |seen| seen.screen().alternate_screen() && seen.line().is_some());
        terminal
    }

    /// Starts the program in a terminal.
    pub fn start(&self, arguments: &[&str], columns: u16, rows: u16, environment: &[(&str, &str)]) -> Terminal {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_minutebook"));
        command.args(["--book", self.book().to_str().unwrap(), "--now", NOW, "--clerk", "pg"]);
        command.args(arguments);
        self.start_command(command, columns, rows, environment)
    }

    /// Starts any command in a terminal.
    pub fn start_command(
        &self,
        mut command: CommandBuilder,
        columns: u16,
        rows: u16,
        environment: &[(&str, &str)],
    ) -> Terminal {
        command.env("HOME", self.folder.path());
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "0");
        command.env_remove("NO_COLOR");
        for (name, value) in environment {
            command.env(name, value);
        }
        Terminal::start(command, columns, rows)
    }
}

/// What a terminal has been sent, and what it shows of it.
pub struct Seen {
    parser: vt100::Parser,
    /// Every byte.
    pub raw: Vec<u8>,
    /// Whether the last program has let go of the terminal.
    ended: bool,
}

impl Seen {
    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// Returns a row as text, without what is shown dim where that is wanted.
    fn row(&self, row: u16, from: u16, with_dim: bool) -> String {
        let columns = self.screen().size().1.get();
        let mut text = String::new();
        for column in from..columns {
            let Some(cell) = self.screen().cell(row, column) else { continue };
            if cell.is_wide_continuation() || (cell.dim() && !with_dim) {
                continue;
            }
            text.push_str(if cell.has_contents() { cell.contents() } else { " " });
        }
        text
    }

    /// Tells whether the words of a row are bold, its mark aside.
    fn is_bold(&self, row: u16) -> bool {
        let columns = self.screen().size().1.get();
        let cells = (2..columns).filter_map(|column| self.screen().cell(row, column));
        let first = cells.into_iter().find(|cell| !cell.contents().trim().is_empty());
        first.is_some_and(|cell| cell.bold())
    }

    pub fn rows(&self) -> Vec<String> {
        (0..self.screen().size().0.get()).map(|row| self.row(row, 0, true)).collect()
    }

    /// Returns the row of the prompt, below which the line is.
    pub fn prompt_row(&self) -> Option<u16> {
        self.rows().iter().rposition(|row| row.starts_with(" \u{25b8} ")).map(|row| row as u16)
    }

    /// Returns the half-typed line without its blanks (which wrapping may have eaten), and without
    /// the completion, if the Live screen is there.
    pub fn line(&self) -> Option<String> {
        let last = self.screen().size().0.get() - 1;
        let prompt = self.prompt_row()?;
        let mark = self.row(prompt + 1, 0, true);
        mark.starts_with(['\u{203a}', ' ']).then_some(())?;
        // A message, which is bold, may take rows below the line.
        let rows = (prompt + 1..last).take_while(|row| !self.is_bold(*row));
        Some(rows.map(|row| squeezed(&self.row(row, 2, false))).collect())
    }

    /// Returns everything above the prompt.
    pub fn above(&self) -> String {
        let until = self.prompt_row().map_or(usize::MAX, usize::from);
        self.rows().into_iter().take(until).collect::<Vec<_>>().join("\n")
    }

    fn shows(&self, text: &str) -> bool {
        self.rows().iter().any(|row| row.contains(text))
    }

    /// Tells whether what was sent ends in the middle of a frame: every frame ends by placing the cursor.
    pub fn is_cut(&self) -> bool {
        let tail = String::from_utf8_lossy(&self.raw[self.raw.len().saturating_sub(12)..]).into_owned();
        let last = tail.rsplit_once("\u{1b}[").map_or("", |(_, last)| last);
        let place = last.strip_suffix('H').unwrap_or("");
        place.is_empty() || !place.bytes().all(|byte| byte.is_ascii_digit() || byte == b';')
    }

    pub fn picture(&self) -> String {
        let (row, column) = self.screen().cursor_position();
        let rows: Vec<String> = self.rows().iter().map(|row| format!("|{}|", row)).collect();
        let tail = String::from_utf8_lossy(&self.raw[self.raw.len().saturating_sub(300)..]).escape_debug().to_string();
        format!("cursor at row {row}, column {column}; ended: {}\n{}\nlast bytes: {tail}", self.ended, rows.join("\n"))
    }
}

/// The line that a killed program would offer back.
pub fn kept_line(desk: &Desk) -> String {
    let mut store = Store::open_existing(&desk.book()).unwrap();
    let meeting = store.find_meeting(MEETING).unwrap().id;
    let json = store.half_typed(&format!("line {}", meeting.0)).unwrap().unwrap_or("{}".into());
    let half: serde_json::Value = serde_json::from_str(&json).unwrap();
    half["text"].as_str().unwrap_or_default().to_string()
}

/// The words of every entry that the book has.
pub fn texts(desk: &Desk) -> Vec<String> {
    let store = Store::open_existing(&desk.book()).unwrap();
    let minutes = store.minutes(store.find_meeting(MEETING).unwrap().id).unwrap();
    minutes.entries.into_iter().flatten().map(|recorded| recorded.entry.text).collect()
}

/// Returns text without blanks.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// A terminal with a program in it.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keyboard: Arc<Mutex<Box<dyn Write + Send>>>,
    child: Program,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    /// The modes before the program started.
    before: Termios,
    /// Closed when nobody looks at the terminal any more.
    open: UnixStream,
}

impl Terminal {
    fn start(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let before = modes(pair.master.as_ref());
        let child = Program(pair.slave.spawn_command(command).unwrap());
        // Only the program holds the other end now, so that its death ends what can be read.
        drop(pair.slave);
        // SAFETY: the master is open here, and the copy is the reader's own.
        let reader = unsafe { BorrowedFd::borrow_raw(pair.master.as_raw_fd().unwrap()) }.try_clone_to_owned().unwrap();
        let (open, closing) = UnixStream::pair().unwrap();
        let keyboard = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let parser = vt100::Parser::new(NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap(), 0);
        let seen = Arc::new((Mutex::new(Seen { parser, raw: Vec::new(), ended: false }), Condvar::new()));
        let shared = Arc::clone(&seen);
        std::thread::spawn(move || read(reader.into(), &closing, &shared));
        Terminal { master: pair.master, keyboard, child, seen, before, open }
    }

    pub fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap()
    }

    /// Waits until something is so, and shows the screen when it never is.
    #[track_caller]
    pub fn wait(&self, what: &str, is_so: impl Fn(&Seen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.seen();
        while !is_so(&seen) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "waited in vain for {what}\n{}", seen.picture());
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait(&format!("{text:?}"), |seen| seen.shows(text));
    }

    /// Waits until the half-typed line is this, blanks aside.
    #[track_caller]
    pub fn wait_for_line(&self, text: &str) {
        let wanted = squeezed(text);
        self.wait(&format!("the line {text:?}"), |seen| seen.line().as_ref() == Some(&wanted));
    }

    /// Types; the keyboard buffer may fill up, so a full one waits for the program.
    pub fn keys(&self, keys: &str) {
        self.bytes(keys.as_bytes());
    }

    pub fn bytes(&self, bytes: &[u8]) {
        self.keyboard.lock().unwrap().write_all(bytes).unwrap();
    }

    /// Returns a keyboard for another thread; writing to a dead program is no error.
    pub fn typist(&self) -> impl FnMut(&[u8]) + Send + 'static {
        let keyboard = Arc::clone(&self.keyboard);
        move |bytes| {
            let _ = keyboard.lock().unwrap().write_all(bytes);
        }
    }

    /// Pastes as a terminal does in bracketed mode.
    pub fn paste(&self, text: &str) {
        self.keys(&format!("\u{1b}[200~{text}\u{1b}[201~"));
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        // The terminal has its new size before the program hears of it.
        let mut seen = self.seen();
        seen.parser.set_size(NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap());
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    pub fn pid(&self) -> Pid {
        Pid::from_raw(self.child.0.process_id().unwrap() as i32).unwrap()
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Waits until the kernel says that the program is in a state, such as T for stopped.
    #[track_caller]
    pub fn wait_for_state(&self, state: char) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid().as_raw_nonzero())).unwrap();
            let found = stat.rsplit(") ").next().and_then(|rest| rest.chars().next());
            if found == Some(state) {
                return;
            }
            assert!(Instant::now() < deadline, "the program is {found:?}, not {state}");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits until the program has ended and everything it painted has arrived. Returns its exit code.
    #[track_caller]
    pub fn wait_for_end(&mut self) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        let code = loop {
            if let Some(status) = self.child.0.try_wait().unwrap() {
                break status.exit_code();
            }
            assert!(Instant::now() < deadline, "the program does not end\n{}", self.seen().picture());
            std::thread::sleep(Duration::from_millis(2));
        };
        self.wait("the end of the output", |seen| seen.ended);
        code
    }

    /// Leaves with Ctrl-Q.
    #[track_caller]
    pub fn quit(&mut self) {
        self.keys("\u{11}");
        assert_eq!(self.wait_for_end(), 0);
        self.assert_restored();
    }

    /// Kills the program as a power cut would, and waits for what it had painted.
    pub fn kill(&mut self) {
        self.signal(Signal::KILL);
        self.wait_for_end();
    }

    /// The modes of the program's end of the terminal; on Linux both ends tell the same.
    pub fn modes(&self) -> Termios {
        modes(self.master.as_ref())
    }

    /// Sets the modes from outside, as a shell may while the program is stopped.
    pub fn set_modes(&self, modes: &Termios) {
        let fd = self.master.as_raw_fd().unwrap();
        // SAFETY: the master is open as long as `self` lives.
        let fd = unsafe { BorrowedFd::borrow_raw(fd) };
        rustix::termios::tcsetattr(fd, rustix::termios::OptionalActions::Now, modes).unwrap();
    }

    pub fn modes_before(&self) -> &Termios {
        &self.before
    }

    /// Holds that the terminal is as it was found.
    #[track_caller]
    pub fn assert_restored(&self) {
        let seen = self.seen();
        let screen = seen.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left\n{}", seen.picture());
        assert!(!screen.bracketed_paste(), "bracketed paste is off\n{}", seen.picture());
        assert!(!screen.hide_cursor(), "the cursor is shown\n{}", seen.picture());
        assert!(same_modes(&self.modes(), &self.before), "echo and line editing are as they were");
    }

    pub fn picture(&self) -> String {
        self.seen().picture()
    }

    /// Closes the window, and waits until the program has noticed and ended.
    #[track_caller]
    pub fn close_window(self) {
        let Terminal { master, keyboard, mut child, open, .. } = self;
        drop((master, keyboard, open));
        let deadline = Instant::now() + PATIENCE;
        while child.0.try_wait().unwrap().is_none() {
            assert!(Instant::now() < deadline, "the program does not end when its window is closed");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits until something outside the terminal is so.
    #[track_caller]
    pub fn wait_until(&self, what: &str, is_so: impl Fn() -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !is_so() {
            assert!(Instant::now() < deadline, "waited in vain for {what}\n{}", self.picture());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[track_caller]
    pub fn wait_for_modes(&self, wanted: &Termios) {
        self.wait_until("the terminal's modes", || same_modes(&self.modes(), wanted));
    }

    /// Tells whether the program ends in a while.
    pub fn ends_within(&mut self, while_: Duration) -> bool {
        let deadline = Instant::now() + while_;
        while matches!(self.child.0.try_wait(), Ok(None)) {
            if Instant::now() >= deadline {
                return false;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        true
    }
}

/// The program in the terminal; a test that fails leaves none behind.
struct Program(Box<dyn Child + Send + Sync>);

impl Drop for Program {
    fn drop(&mut self) {
        if let (Ok(None), Some(pid)) =
            (self.0.try_wait(), self.0.process_id().and_then(|pid| Pid::from_raw(pid as i32)))
        {
            let _ = kill_process(pid, Signal::KILL);
            let _ = self.0.wait();
        }
    }
}

fn read(mut reader: File, closing: &UnixStream, seen: &(Mutex<Seen>, Condvar)) {
    let mut buffer = [0; 64 * 1024];
    loop {
        let mut waiting = [PollFd::new(&reader, PollFlags::IN), PollFd::new(closing, PollFlags::IN)];
        poll(&mut waiting, None).unwrap();
        if waiting[0].revents().is_empty() {
            return;
        }
        // The end of the last program on the other side is an error on Linux, an end elsewhere.
        let count = reader.read(&mut buffer).unwrap_or(0);
        let mut state = seen.0.lock().unwrap();
        match count {
            0 => state.ended = true,
            count => {
                state.raw.extend_from_slice(&buffer[..count]);
                state.parser.process(&buffer[..count]);
            }
        }
        seen.1.notify_all();
        if count == 0 {
            return;
        }
    }
}

fn modes(master: &dyn MasterPty) -> Termios {
    let fd = master.as_raw_fd().unwrap();
    // SAFETY: the master is borrowed, so it is open.
    rustix::termios::tcgetattr(unsafe { BorrowedFd::borrow_raw(fd) }).unwrap()
}

/// Tells whether two terminals have the same modes.
pub fn same_modes(one: &Termios, other: &Termios) -> bool {
    (one.input_modes, one.output_modes, one.control_modes, one.local_modes)
        == (other.input_modes, other.output_modes, other.control_modes, other.local_modes)
}

/// Returns a file's path as text.
pub fn text_of(path: &Path) -> &str {
    path.to_str().unwrap()
}
