//! Keys and pastes, as a terminal sends them.
//!
//! On Unix they are read here and not by crossterm, whose reader leaves what goes beyond 1,024 bytes
//! until the next key (crossterm pull request 1057), and which waits without limit, deaf to every
//! key, for the end of a paste or sequence that got lost on the way (crossterm issue 1060).

#[cfg(unix)]
pub use unix::Input;

/// The Windows console tells of keys one by one, so crossterm has nothing to guess there.
#[cfg(not(unix))]
pub struct Input;

#[cfg(not(unix))]
impl Input {
    pub fn open() -> std::io::Result<Self> {
        Ok(Input)
    }

    /// Waits for an event, at most so long, then returns it with all others that are waiting.
    pub fn events(&mut self, timeout: std::time::Duration) -> std::io::Result<Vec<ratatui::crossterm::event::Event>> {
        use ratatui::crossterm::event::{poll, read};
        let mut events = Vec::new();
        let mut wait = timeout;
        while poll(wait)? {
            events.push(read()?);
            wait = std::time::Duration::ZERO;
        }
        Ok(events)
    }
}

#[cfg(unix)]
mod unix {
    use super::sequences::Reader;
    use ratatui::crossterm::event::Event;
    use ratatui::crossterm::terminal;
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use std::fs::File;
    use std::io::{self, Read};
    use std::os::fd::AsFd;
    use std::os::unix::net::UnixStream;
    use std::time::{Duration, Instant};

    /// A read is seldom larger; a larger paste takes several.
    const READ_BYTES: usize = 16 * 1024;

    /// The keyboard.
    pub struct Input {
        tty: File,
        /// Has a byte to read whenever the size may have changed.
        resized: UnixStream,
        reader: Reader,
        buffer: Vec<u8>,
    }

    impl Input {
        /// Opens the terminal that is standard input, or else the one that the program was started from.
        pub fn open() -> io::Result<Self> {
            let input = rustix::stdio::stdin();
            let tty = match rustix::termios::isatty(input) {
                true => File::from(input.try_clone_to_owned()?),
                false => File::open("/dev/tty")?,
            };
            let (resized, signalled) = UnixStream::pair()?;
            resized.set_nonblocking(true)?;
            signal_hook::low_level::pipe::register(signal_hook::consts::SIGWINCH, signalled)?;
            Ok(Input { tty, resized, reader: Reader::default(), buffer: vec![0; READ_BYTES] })
        }

        /// Waits for an event, at most so long, then returns it with all others that are waiting.
        pub fn events(&mut self, timeout: Duration) -> io::Result<Vec<Event>> {
            let deadline = Instant::now() + timeout;
            let mut events = Vec::new();
            loop {
                let left = match events.is_empty() {
                    true => deadline.saturating_duration_since(Instant::now()),
                    false => Duration::ZERO,
                };
                let wait = self.reader.patience().map_or(left, |patience| patience.min(left));
                let (has_keys, is_resized) = self.wait(wait)?;
                if is_resized {
                    while self.resized.read(&mut self.buffer).is_ok_and(|count| count > 0) {}
                    let (columns, rows) = terminal::size()?;
                    events.push(Event::Resize(columns, rows));
                }
                if has_keys {
                    let count = match self.tty.read(&mut self.buffer) {
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                        result => result?,
                    };
                    if count == 0 {
                        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it has been closed"));
                    }
                    self.reader.take(&self.buffer[..count], &mut events);
                } else if !is_resized {
                    self.reader.give_up(&mut events);
                    if !events.is_empty() || Instant::now() >= deadline {
                        return Ok(events);
                    }
                }
            }
        }

        /// Tells whether there are bytes to read, and whether the size has changed.
        fn wait(&self, timeout: Duration) -> io::Result<(bool, bool)> {
            let mut waiting = [
                PollFd::from_borrowed_fd(self.tty.as_fd(), PollFlags::IN),
                PollFd::from_borrowed_fd(self.resized.as_fd(), PollFlags::IN),
            ];
            let timeout = Timespec::try_from(timeout).ok();
            match poll(&mut waiting, timeout.as_ref()) {
                Err(rustix::io::Errno::INTR) => Ok((false, false)),
                result => {
                    result?;
                    Ok((!waiting[0].revents().is_empty(), !waiting[1].revents().is_empty()))
                }
            }
        }
    }
}

/// What the bytes mean: xterm's way of sending keys, which other terminals share, with the ways of the
/// Linux console and of rxvt where those differ.
#[cfg(unix)]
mod sequences {
    use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
    use std::time::{Duration, Instant};

    const ESC: u8 = 0x1b;
    const PASTE_END: &[u8] = b"\x1b[201~";
    /// How long the rest of a sequence may take before Esc was just Esc: a network may cut one in two.
    const ESCAPE_PATIENCE: Duration = Duration::from_millis(20);
    const SEQUENCE_PATIENCE: Duration = Duration::from_millis(100);
    /// How long the rest of a paste may take before its end counts as lost.
    const PASTE_PATIENCE: Duration = Duration::from_secs(1);
    /// What arrives in smaller portions while a paste is open may be somebody typing.
    const PASTE_PORTION: usize = 16;

    /// Turns bytes into events, however they are cut.
    pub struct Reader {
        /// The beginning of something.
        pending: Vec<u8>,
        /// What has come of a paste.
        paste: Option<Vec<u8>>,
        since: Instant,
    }

    impl Default for Reader {
        fn default() -> Self {
            Reader { pending: Vec::new(), paste: None, since: Instant::now() }
        }
    }

    /// What the first bytes are.
    enum Found {
        Key(KeyEvent, usize),
        PasteStart(usize),
        /// Of no use here: a mouse report, an answer, nonsense.
        Nothing(usize),
        /// The beginning of something.
        More,
    }

    impl Reader {
        /// Takes what was read.
        pub fn take(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
            if self.paste.is_none() || bytes.len() >= PASTE_PORTION {
                self.since = Instant::now();
            }
            let mut held = std::mem::take(&mut self.pending);
            held.extend_from_slice(bytes);
            let mut rest = held.as_slice();
            while !rest.is_empty() {
                if let Some(paste) = &mut self.paste {
                    let end = rest.windows(PASTE_END.len()).position(|window| window == PASTE_END);
                    let Some(end) = end else {
                        let may_begin_end = |from: &usize| PASTE_END.starts_with(&rest[*from..]);
                        let first = rest.len().saturating_sub(PASTE_END.len() - 1);
                        let kept = (first..rest.len()).find(may_begin_end).unwrap_or(rest.len());
                        paste.extend_from_slice(&rest[..kept]);
                        rest = &rest[kept..];
                        break;
                    };
                    paste.extend_from_slice(&rest[..end]);
                    rest = &rest[end + PASTE_END.len()..];
                    self.end_paste(events);
                    continue;
                }
                let length = match first(rest) {
                    Found::More => break,
                    Found::Key(key, length) => {
                        events.push(Event::Key(key));
                        length
                    }
                    Found::PasteStart(length) => {
                        self.paste = Some(Vec::new());
                        length
                    }
                    Found::Nothing(length) => length,
                };
                rest = &rest[length..];
            }
            self.pending = rest.to_vec();
        }

        fn end_paste(&mut self, events: &mut Vec<Event>) {
            let paste = self.paste.take().unwrap_or_default();
            events.push(Event::Paste(String::from_utf8_lossy(&paste).into_owned()));
        }

        /// Returns how much longer the rest of what has begun may take, if anything has.
        pub fn patience(&self) -> Option<Duration> {
            let whole = match (&self.paste, self.pending.as_slice()) {
                (Some(_), _) => PASTE_PATIENCE,
                (None, []) => return None,
                (None, [ESC]) => ESCAPE_PATIENCE,
                (None, _) => SEQUENCE_PATIENCE,
            };
            Some(whole.saturating_sub(self.since.elapsed()))
        }

        /// Makes what can be made of something whose rest has not come in time.
        pub fn give_up(&mut self, events: &mut Vec<Event>) {
            if self.patience().is_none_or(|patience| !patience.is_zero()) {
                return;
            }
            let pending = std::mem::take(&mut self.pending);
            if let Some(paste) = &mut self.paste {
                paste.extend_from_slice(&pending);
                return self.end_paste(events);
            }
            match pending.as_slice() {
                [ESC] => events.push(key(KeyCode::Esc)),
                [ESC, ESC] => events.extend([key(KeyCode::Esc), key(KeyCode::Esc)]),
                [ESC, letter @ (b'[' | b'O')] => {
                    let code = KeyCode::Char(char::from(*letter));
                    events.push(Event::Key(KeyEvent::new(code, KeyModifiers::ALT)));
                }
                _ => {}
            }
        }
    }

    fn key(code: KeyCode) -> Event {
        Event::Key(KeyEvent::from(code))
    }

    /// Reads what stands first in bytes that are no paste; there is at least one.
    fn first(bytes: &[u8]) -> Found {
        match bytes {
            [ESC] | [ESC, ESC] => Found::More,
            [ESC, b'[', ..] => control_sequence(bytes),
            [ESC, b'O', ..] => function_key(bytes),
            // Rxvt sends Alt with a key as Esc before the key's own sequence.
            [ESC, ESC, b'[' | b'O', ..] => with_alt(&bytes[1..]),
            [ESC, ESC, ..] => Found::Key(KeyCode::Esc.into(), 1),
            [ESC, b']' | b'P' | b'_' | b'^' | b'X', ..] if text_of_terminal(bytes).is_some() => {
                Found::Nothing(text_of_terminal(bytes).unwrap_or(2))
            }
            [ESC, ..] => with_alt(&bytes[1..]),
            _ => character(bytes),
        }
    }

    fn with_alt(bytes: &[u8]) -> Found {
        match first(bytes) {
            Found::Key(key, length) => {
                Found::Key(KeyEvent::new(key.code, key.modifiers | KeyModifiers::ALT), length + 1)
            }
            Found::PasteStart(length) => Found::PasteStart(length + 1),
            Found::Nothing(length) => Found::Nothing(length + 1),
            Found::More => Found::More,
        }
    }

    /// Returns the length of a text that a terminal sends about itself, if all of it is here.
    fn text_of_terminal(bytes: &[u8]) -> Option<usize> {
        let bell = bytes.iter().position(|byte| *byte == 0x07).map(|at| at + 1);
        let end = bytes.windows(2).skip(2).position(|window| window == [ESC, b'\\']).map(|at| at + 4);
        [bell, end].into_iter().flatten().min()
    }

    fn character(bytes: &[u8]) -> Found {
        let control = |letter: u8| KeyEvent::new(KeyCode::Char(char::from(letter)), KeyModifiers::CONTROL);
        match bytes[0] {
            b'\r' => Found::Key(KeyCode::Enter.into(), 1),
            b'\t' => Found::Key(KeyCode::Tab.into(), 1),
            0x7f => Found::Key(KeyCode::Backspace.into(), 1),
            0 => Found::Key(control(b' '), 1),
            byte @ 0x01..=0x1a => Found::Key(control(byte - 1 + b'a'), 1),
            byte @ 0x1c..=0x1f => Found::Key(control(byte - 0x1c + b'4'), 1),
            byte @ b' '..=b'~' => Found::Key(KeyCode::Char(char::from(byte)).into(), 1),
            _ => {
                let bytes = &bytes[..bytes.len().min(4)];
                let (text, wrong) = match std::str::from_utf8(bytes) {
                    Ok(text) => (text, None),
                    Err(error) => {
                        (std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(), error.error_len())
                    }
                };
                match (text.chars().next(), wrong) {
                    (Some(letter), _) => Found::Key(KeyCode::Char(letter).into(), letter.len_utf8()),
                    (None, Some(length)) => Found::Nothing(length),
                    (None, None) => Found::More,
                }
            }
        }
    }

    /// Reads `ESC O …`.
    fn function_key(bytes: &[u8]) -> Found {
        match bytes.get(2) {
            None => Found::More,
            // The keypad's.
            Some(b'M') => Found::Key(KeyCode::Enter.into(), 3),
            Some(byte @ b' '..=b'~') => match letter_key(*byte) {
                Some(code) => Found::Key(code.into(), 3),
                None => Found::Nothing(3),
            },
            Some(_) => Found::Nothing(2),
        }
    }

    /// Reads `ESC [ …`.
    fn control_sequence(bytes: &[u8]) -> Found {
        // The Linux console's F1 to F5.
        if bytes.get(2) == Some(&b'[') {
            return match bytes.get(3) {
                None => Found::More,
                Some(byte @ b'A'..=b'E') => Found::Key(KeyCode::F(byte - b'A' + 1).into(), 4),
                Some(_) => Found::Nothing(3),
            };
        }
        let Some(end) = bytes[2..].iter().position(|byte| !(0x20..0x40).contains(byte)).map(|end| end + 2) else {
            return Found::More;
        };
        let (last, length) = (bytes[end], end + 1);
        if !(0x40..0x7f).contains(&last) {
            // Something else begins before this has ended.
            return Found::Nothing(end);
        }
        if last == b'M' && end == 2 {
            // The oldest mouse report has three bytes behind its end.
            return if bytes.len() < 6 { Found::More } else { Found::Nothing(6) };
        }
        if matches!(bytes[2], b'<'..=b'?') {
            // A mouse report or an answer.
            return Found::Nothing(length);
        }
        let parameters = std::str::from_utf8(&bytes[2..end]).unwrap_or_default();
        let number = |nth: usize| {
            let parameter = parameters.split(';').nth(nth).unwrap_or_default();
            parameter.split(':').next().and_then(|number| number.parse::<u32>().ok())
        };
        let modifiers = modifiers(number(1).unwrap_or(1));
        let code = match (last, number(0)) {
            (b'~', Some(200)) => return Found::PasteStart(length),
            (b'~', Some(27)) => number(2).and_then(letter_code),
            (b'u', Some(code)) => letter_code(code),
            (b'~' | b'^', Some(code)) => numbered_key(code),
            (b'Z', _) => Some(KeyCode::BackTab),
            (letter, None | Some(1)) => letter_key(letter),
            _ => None,
        };
        let modifiers = match last {
            b'^' => KeyModifiers::CONTROL,
            b'Z' => KeyModifiers::SHIFT,
            _ => modifiers,
        };
        code.map_or(Found::Nothing(length), |code| Found::Key(KeyEvent::new(code, modifiers), length))
    }

    fn modifiers(parameter: u32) -> KeyModifiers {
        let mask = parameter.saturating_sub(1);
        let bits = [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)];
        bits.into_iter().filter(|(bit, _)| mask & bit != 0).map(|(_, modifier)| modifier).collect()
    }

    fn letter_key(letter: u8) -> Option<KeyCode> {
        Some(match letter {
            b'A' => KeyCode::Up,
            b'B' => KeyCode::Down,
            b'C' => KeyCode::Right,
            b'D' => KeyCode::Left,
            b'H' => KeyCode::Home,
            b'F' => KeyCode::End,
            b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
            _ => return None,
        })
    }

    fn numbered_key(number: u32) -> Option<KeyCode> {
        Some(match number {
            1 | 7 => KeyCode::Home,
            2 => KeyCode::Insert,
            3 => KeyCode::Delete,
            4 | 8 => KeyCode::End,
            5 => KeyCode::PageUp,
            6 => KeyCode::PageDown,
            11..=15 => KeyCode::F((number - 10) as u8),
            17..=21 => KeyCode::F((number - 11) as u8),
            23 | 24 => KeyCode::F((number - 12) as u8),
            _ => return None,
        })
    }

    /// Returns the key of a character's number, which terminals send where the modifiers would be lost.
    fn letter_code(number: u32) -> Option<KeyCode> {
        Some(match number {
            9 => KeyCode::Tab,
            13 => KeyCode::Enter,
            27 => KeyCode::Esc,
            8 | 127 => KeyCode::Backspace,
            number => KeyCode::Char(char::from_u32(number).filter(|letter| !letter.is_control())?),
        })
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn names(events: &[Event]) -> Vec<String> {
            let name = |event: &Event| match event {
                Event::Key(key) => crate::tui::keys::Key::of(*key).to_string(),
                Event::Paste(text) => format!("paste {text:?}"),
                other => format!("{other:?}"),
            };
            events.iter().map(name).collect()
        }

        const ALL: &[(&[u8], &[&str])] = &[
            (b"aZ \r\t\x7f", &["a", "Z", "Space", "Enter", "Tab", "Backspace"]),
            ("é漢👩".as_bytes(), &["é", "漢", "👩"]),
            (b"\x01\x1a\x11\x00\x1f", &["Ctrl-A", "Ctrl-Z", "Ctrl-Q", "Ctrl-Space", "Ctrl-7"]),
            (b"\x1b[A\x1bOB\x1b[H\x1bOF\x1b[1~\x1b[4~", &["↑", "↓", "Home", "End", "Home", "End"]),
            (b"\x1b[1;3A\x1b[1;5C\x1b[3;5~\x1b[3^", &["Alt-↑", "Ctrl-→", "Ctrl-Del", "Ctrl-Del"]),
            (b"\x1bOM\x1bOP\x1b[[B\x1b[15~\x1b[24~\x1b[1;2R", &["Enter", "F1", "F2", "F5", "F12", "Shift-F3"]),
            (b"\x1b[Z\x1bz\x1b\x7f\x1b\x1b[A", &["Shift-Tab", "Alt-Z", "Alt-Backspace", "Alt-↑"]),
            (b"\x1b[127;5u\x1b[27;5;122~", &["Ctrl-Backspace", "Ctrl-Z"]),
            (b"\x1b[200~two\rlines \x1b[A\x1b[201~x", &["paste \"two\\rlines \\u{1b}[A\"", "x"]),
            (b"\x1b[201~x", &["x"]),
            (b"\x1b[<0;10;10Mx\x1b[M !!x\x1b[Ix\x1b[0;0Rx\x1b[?1;2cx", &["x", "x", "x", "x", "x"]),
            (b"\x1b]0;title\x07x\x1bPq\x1b\\x", &["x", "x"]),
            (b"\xff\xfex\xc3\x28x\xf0\x9f\xffx", &["x", "(", "x", "x"]),
            (b"\x1b[1;\x1b[Ax", &["↑", "x"]),
        ];

        #[test]
        fn sequences_are_read_however_they_are_cut() {
            for (bytes, wanted) in ALL {
                for portion in 1..=bytes.len() {
                    // A terminal sends a text about itself at once; cut up, it would be Alt and letters.
                    if bytes.starts_with(b"\x1b]") && portion < bytes.len() {
                        continue;
                    }
                    let (mut reader, mut events) = (Reader::default(), Vec::new());
                    bytes.chunks(portion).for_each(|chunk| reader.take(chunk, &mut events));
                    let shown = String::from_utf8_lossy(bytes);
                    assert_eq!(names(&events), *wanted, "{shown:?} in portions of {portion}");
                }
            }
        }

        #[test]
        fn nonsense_is_harmless_and_leaves_the_next_key_whole() {
            let parts: &[&[u8]] = &[
                b"\x1b",
                b"[",
                b"O",
                b"M",
                b"200~",
                b"<",
                b"1;5",
                b"]",
                b"\x07",
                b"\\",
                b"\xc3",
                b"\xf0\x9f",
                b"a",
                b"\0",
            ];
            let mut rng = fastrand::Rng::with_seed(7);
            for _ in 0..20_000 {
                let (mut reader, mut events) = (Reader::default(), Vec::new());
                for _ in 0..rng.usize(1..9) {
                    reader.take(parts[rng.usize(..parts.len())], &mut events);
                }
                reader.since -= PASTE_PATIENCE;
                reader.give_up(&mut events);
                events.clear();
                reader.take(b"x", &mut events);
                assert_eq!(names(&events), ["x"]);
            }
        }

        #[test]
        fn what_never_ends_is_given_up() {
            for (bytes, wanted) in [
                (&b"\x1b"[..], &["Esc"][..]),
                (b"\x1b\x1b", &["Esc", "Esc"]),
                (b"\x1b[", &["Alt-["]),
                (b"\x1b[1;5", &[]),
                (b"\xe6\xbc", &[]),
                (b"\x1b[200~lost", &["paste \"lost\""]),
            ] {
                let (mut reader, mut events) = (Reader::default(), Vec::new());
                reader.take(bytes, &mut events);
                reader.give_up(&mut events);
                assert!(events.is_empty(), "{bytes:?} is waited for");
                reader.since -= PASTE_PATIENCE;
                reader.give_up(&mut events);
                reader.take(b"x", &mut events);
                let wanted: Vec<&str> = wanted.iter().copied().chain(["x"]).collect();
                assert_eq!(names(&events), wanted, "{bytes:?}");
            }
        }
    }
}
