//! Blocks of a document: how lists nest, how limbs are lettered, and how each kind reads as plain text.

use crate::every_kind::{block, document, every_kind};
use minutebook::document::limbs::{Place, Places, label_at, limb_label};
use minutebook::document::{Block, BlockKind, text};

#[test]
fn items_stand_below_the_last_that_stands_less_deep() {
    let places = |depths: &[u32]| -> Vec<(usize, usize)> {
        let mut places = Places::default();
        depths.iter().map(|depth| places.next(*depth)).map(|place| (place.nesting, place.nth)).collect()
    };
    assert_eq!(places(&[0, 1, 2, 1, 0]), [(0, 1), (1, 1), (2, 1), (1, 2), (0, 2)]);
    assert_eq!(places(&[2, 2, 3]), [(0, 1), (0, 2), (1, 1)]);
    assert_eq!(places(&[0, 4, 2, 4, 5]), [(0, 1), (1, 1), (1, 2), (2, 1), (3, 1)]);
    assert_eq!(places(&[1, 0, 1]), [(0, 1), (0, 2), (1, 1)]);
}

#[test]
fn limbs_are_lettered_as_word_processors_count() {
    let label = |nesting, nth| limb_label(Place { nesting, nth });
    assert_eq!([label(0, 1), label(0, 26), label(0, 27), label(0, 28)], ["(a)", "(z)", "(aa)", "(bb)"]);
    assert_eq!(
        [label(1, 1), label(1, 4), label(1, 9), label(1, 14), label(1, 49)],
        ["(i)", "(iv)", "(ix)", "(xiv)", "(xlix)"]
    );
    assert_eq!([label(2, 2), label(3, 12), label(4, 3)], ["(B)", "(12)", "(c)"]);
}

#[test]
fn letters_begin_again_after_anything_else() {
    let limb = |depth| block(BlockKind::Limb(depth), "words");
    let blocks = [limb(0), limb(1), limb(0), block(BlockKind::Paragraph, "between"), limb(0), limb(1)];
    let labels: Vec<Option<String>> = (0..blocks.len()).map(|nth| label_at(&blocks, nth)).collect();
    let wanted = [Some("(a)"), Some("(i)"), Some("(b)"), None, Some("(a)"), Some("(i)")];
    assert_eq!(labels, wanted.map(|label| label.map(String::from)));
    assert_eq!(label_at(&blocks, 99), None);
}

#[test]
fn every_kind_of_block_has_its_place_in_plain_text() {
    let written = text::write(&every_kind(), Some(60));
    let has = |wanted: &str| assert!(written.contains(wanted), "{wanted:?} in\n{written}");
    has("\n12/23  Children's Social Care Plan\n----------------------------------\n");
    has("\n12.1  The Director introduced the report.\n");
    has(
        "\n(a) the plan be approved;\n   (i) for the Board; and\n   (ii) for the council; and\n(b) the DCS report in May.\n",
    );
    has("\nRESOLVED further that:\n\n(a) letters begin again.\n");
    has(
        "\n5.2  The board asked for the list of boards.\n\nAction: DCS\n\nIt asked who sits on them.\n\n•  and why\n\nAction: YC\n\nACTION: PDM by 31 March\n",
    );
    has("         0  open    Complete\n");
    has("        35  open    Not rated\n");
}

#[test]
fn the_lines_below_a_number_stand_below_its_words() {
    let paragraph = block(BlockKind::Paragraph, "words that go on for longer than a line").numbered("4.1");
    let limb = Block::of(BlockKind::Limb(0), paragraph.mark, paragraph.runs.clone());
    let written = text::write(&document(vec![paragraph, limb]), Some(26));
    let wanted =
        "4.1  words that go on for\n     longer than a line\n\n(a) words that go on for\n    longer than a line\n";
    assert_eq!(written, wanted);
}
