//! The order of Han by their pinyin, as a table of ranks: by syllable, tone and strokes, as CLDR has it (`zh`, pinyin).
//! The collator itself, 2 MB with its data and 26 µs a title, stays out of the program.

use icu_collator::Collator;
use icu_collator::options::CollatorOptions;
use icu_locale_core::locale;

/// The first and the last Han with a rank: Extension A and the block of the common ones. Those beyond have no more
/// than a code point to be ordered by.
pub const FIRST: char = '\u{3400}';
pub const LAST: char = '\u{9FFF}';

/// Two bytes, the lower first, for each character from [`FIRST`] to [`LAST`].
pub fn ranks() -> Result<Vec<u8>, String> {
    let locale = locale!("zh-u-co-pinyin").into();
    let collator = Collator::try_new(locale, CollatorOptions::default()).map_err(|error| error.to_string())?;
    let mut in_order: Vec<char> = (FIRST..=LAST).collect();
    let (mut one, mut two) = ([0; 4], [0; 4]);
    in_order.sort_by(|a, b| collator.compare(a.encode_utf8(&mut one), b.encode_utf8(&mut two)).then(a.cmp(b)));
    let mut ranks = vec![0; in_order.len() * 2];
    for (rank, c) in in_order.into_iter().enumerate() {
        let at = (u32::from(c) - u32::from(FIRST)) as usize * 2;
        let rank = u16::try_from(rank).map_err(|error| error.to_string())?;
        ranks[at..at + 2].copy_from_slice(&rank.to_le_bytes());
    }
    Ok(ranks)
}
