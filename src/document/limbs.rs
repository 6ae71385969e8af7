//! How list items are nested, and how the limbs of a decision are lettered.

use super::{Block, BlockKind};

/// Where the items of a list stand, as they come.
///
/// Depths may leap: an item is nested below the last one that stands less deep.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Depth and number of each item that is still open, the outermost first.
    open: Vec<(u32, usize)>,
}

/// Where one item stands: below so many others, and as the nth of its own, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub nesting: usize,
    pub nth: usize,
}

impl Places {
    /// Returns where the next item stands.
    pub fn next(&mut self, depth: u32) -> Place {
        let mut nth = 1;
        while let Some((_, before)) = self.open.pop_if(|(above, _)| *above >= depth) {
            nth = before + 1;
        }
        self.open.push((depth, nth));
        Place { nesting: self.open.len() - 1, nth }
    }

    /// Ends the list: the next item begins another.
    pub fn end(&mut self) {
        self.open.clear();
    }

    /// Takes the next block of a document, and returns the label of a limb: `(a)`, and below it `(i)`, `(A)`, `(1)`.
    ///
    /// Whatever is no limb ends the list, so that the next one begins at (a).
    pub fn limb_label(&mut self, block: &Block) -> Option<String> {
        let BlockKind::Limb(depth) = block.kind else {
            self.end();
            return None;
        };
        Some(limb_label(self.next(depth)))
    }
}

/// Returns the label of the nth of some blocks, if it is a limb.
pub fn label_at(blocks: &[Block], nth: usize) -> Option<String> {
    let upto = blocks.get(..=nth)?;
    let begins = upto.iter().rposition(|block| !matches!(block.kind, BlockKind::Limb(_))).map_or(0, |last| last + 1);
    let mut places = Places::default();
    upto[begins..].iter().map(|limb| places.limb_label(limb)).last().flatten()
}

/// Returns what stands in front of a limb. After (z) come (aa), (bb) and (cc), as word processors count.
pub fn limb_label(place: Place) -> String {
    let letter = |first: u8| {
        let nth = place.nth.saturating_sub(1);
        char::from(first + (nth % 26) as u8).to_string().repeat(nth / 26 + 1)
    };
    match place.nesting % 4 {
        0 => format!("({})", letter(b'a')),
        1 => format!("({})", roman(place.nth)),
        2 => format!("({})", letter(b'A')),
        _ => format!("({})", place.nth),
    }
}

/// Returns a number in small Roman figures.
fn roman(number: usize) -> String {
    const FIGURES: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let (mut rest, mut written) = (number, String::new());
    for (value, figure) in FIGURES {
        written.push_str(&figure.repeat(rest / value));
        rest %= value;
    }
    written
}
