//! The *tailoring*: what Chinese typesetting (CLREQ, GB/T 15834) asks beyond Unicode's line breaking, rules B01 to B19.

use super::class;
use super::rules::Level;

/// A grapheme cluster as the tailoring sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// Its first character.
    pub base: char,
    /// Whether a row may begin at it.
    pub allowed: bool,
}

/// B18: a Latin token of at most this many cells does not break after a solidus.
const SHORT_TOKEN: usize = 12;

/// Decides every boundary of `units` anew, from what the Unicode rules allowed. Takes time in proportion to their
/// number, whatever they are: what a rule has to know of the text before is carried along.
pub(super) fn chinese(units: &mut [Unit], level: Level) {
    let mut before = Before { run: 0, inked: None };
    for at in 1..units.len() {
        let previous = units[at - 1].base;
        if at >= 2 && units[at - 2].base != previous {
            before.run = at - 1;
        }
        if !class::is_breaking_space(previous) {
            before.inked = Some(previous);
        }
        units[at].allowed = match level {
            Level::None => units[at].allowed || between_han_and_mark(units, at),
            // No rule allows what Unicode forbids between two characters of ASCII.
            _ if !units[at].allowed && previous.is_ascii() && units[at].base.is_ascii() => false,
            Level::Basic | Level::Gb | Level::Strict => allowed(units, at, level, before),
        };
    }
}

/// What is known of the text before a boundary.
#[derive(Clone, Copy)]
struct Before {
    /// Where the run of equal characters begins that ends at the boundary.
    run: usize,
    /// The last character that is no space.
    inked: Option<char>,
}

/// B13
fn between_han_and_mark(units: &[Unit], at: usize) -> bool {
    let mark = |c: char| {
        class::is_stop(c)
            || class::is_closing(c)
            || class::is_opening(c)
            || class::is_interpunct(c)
            || is_rule(c)
            || matches!(c, '～' | '／' | '－')
    };
    let (before, after) = (units[at - 1].base, units[at].base);
    class::is_han_or_kana(before) && mark(after)
        || mark(before) && class::is_han_or_kana(after)
        || mark(before) && mark(after) && !(before.is_ascii() && after.is_ascii())
}

/// Whether a row may begin at `units[at]`.
fn allowed(units: &[Unit], at: usize, level: Level, known: Before) -> bool {
    let (before, after) = (units[at - 1].base, units[at].base);
    let base = units[at].allowed;
    let no_start = class::is_stop(after) || class::is_closing(after) || class::is_interpunct(after);
    if class::is_breaking_space(before) {
        // Kinsoku looks through a space: what stands at the row's edge is the mark.
        let opened = known.inked.is_some_and(|c| class::is_opening(c) && !c.is_ascii());
        let no_start = no_start || class::is_connector(after) || class::is_solidus(after);
        let kept = opened || no_start && !after.is_ascii() || number_and_unit(units, at);
        return base && !kept;
    }
    if is_rule(after) || is_rule(before) {
        return dashes_and_dots(units, at, level, known.run);
    }
    // B01, B02, B03, B06, B07
    if no_start || class::is_connector(after) || class::is_opening(before) {
        return false;
    }
    // B08, B18
    if class::is_solidus(after) {
        return false;
    }
    if class::is_solidus(before) {
        return base
            && match before {
                // A path's first solidus begins a word.
                '/' => at >= 2 && is_word(units[at - 2].base) && token_cells(units, at - 1) > SHORT_TOKEN,
                _ => level == Level::Basic,
            };
    }
    // B05
    if before == '’' && after.is_alphabetic() && !class::is_han_or_kana(after) && at >= 2 {
        let word = units[at - 2].base;
        if word.is_alphabetic() && !class::is_han_or_kana(word) {
            return false;
        }
    }
    // B14: a clock time with a full-width colon is one number too.
    if matches!(before, '：' | '．') && after.is_ascii_digit() && at >= 2 && units[at - 2].base.is_ascii_digit() {
        return false;
    }
    // B18
    if before == after && matches!(before, '+' | '#') || matches!(before, '@' | '＠' | '#' | '＃') && sign(units, at)
    {
        return false;
    }
    // B04
    if class::is_opening(after) && matches!(after, '“' | '‘') && !before.is_ascii_alphanumeric() {
        return true;
    }
    if matches!(before, '”' | '’') && class::is_han_or_kana(after) {
        return true;
    }
    // B19
    if class::is_enclosed(before) && (class::is_enclosed(after) || after.is_alphanumeric())
        || class::is_enclosed(after) && (class::is_han_or_kana(before) || before.is_alphanumeric())
    {
        return true;
    }
    base
}

/// The marks that come in pairs: half of 破折号 —— and half of 省略号 ……
fn is_rule(c: char) -> bool {
    matches!(c, '—' | '…' | '⋯' | '⸺')
}

/// B07, B09 to B12: a dash or an ellipsis is one unit of two marks; longer runs part after an even number of marks.
fn dashes_and_dots(units: &[Unit], at: usize, level: Level, run: usize) -> bool {
    let (before, after) = (units[at - 1].base, units[at].base);
    if before == after {
        let length = units[run..].iter().take(4).take_while(|unit| unit.base == before).count();
        return length >= 4 && (at - run).is_multiple_of(2);
    }
    if !is_rule(after) {
        let closed = class::is_stop(after) || class::is_closing(after) || class::is_interpunct(after);
        return units[at].allowed && !closed && !class::is_connector(after) && !class::is_solidus(after);
    }
    if class::is_opening(before) || matches!(after, '…' | '⋯') {
        return false; // B03, B10
    }
    let length = units[at..].iter().take(2).take_while(|unit| unit.base == after).count();
    match (after, length) {
        ('—', 1) => false, // B07
        _ => units[at].allowed && level != Level::Strict,
    }
}

/// B15: whether the space before `at` stands between a number and its unit.
fn number_and_unit(units: &[Unit], at: usize) -> bool {
    if at < 2 || units[at - 1].base != ' ' || !units[at - 2].base.is_ascii_digit() {
        return false;
    }
    let word: String = units[at..]
        .iter()
        .take(8) // longer than any unit
        .map(|unit| unit.base)
        .take_while(|&c| !class::is_han_or_kana(c) && (c.is_alphabetic() || matches!(c, '²' | '³')))
        .collect();
    class::is_unit(&word)
}

/// B18: whether the sign before `at` opens a name or a tag, rather than closing one.
fn sign(units: &[Unit], at: usize) -> bool {
    units[at].base.is_alphanumeric() && (at < 2 || !units[at - 2].base.is_ascii_alphanumeric())
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '.' | '=' | '&' | '?' | '%' | '~')
}

/// The length of the ASCII token around `at`.
fn token_cells(units: &[Unit], at: usize) -> usize {
    let graphic = |unit: &&Unit| unit.base.is_ascii_graphic() && !matches!(unit.base, '(' | ')' | '[' | ']');
    let enough = SHORT_TOKEN + 1;
    let before = units[..at].iter().rev().take(enough).take_while(graphic).count();
    before + units[at..].iter().take(enough).take_while(graphic).count()
}
