//! *Addresses* in a text: where a row may end inside of one.
//!
//! An address is one long word that nobody reads aloud, and whoever copies it by hand has to see that it goes on. So it is
//! broken only after `/` `?` `&` and `-`, where it has parts; elsewhere only in an emergency, where no row can hold the
//! part (B21).

use super::tailor::Unit;

/// Decides every boundary inside of the addresses of `units` anew.
pub(super) fn tailor(units: &mut [Unit]) {
    let mut at = 0;
    while let Some(colon) = scheme_end(units, at) {
        let begin = colon - units[..colon].iter().rev().take_while(|unit| unit.base.is_ascii_alphabetic()).count();
        let host = colon + 3;
        let end = host + units[host..].iter().take_while(|unit| is_of_address(unit.base)).count();
        for boundary in begin + 1..end {
            let (before, after) = (units[boundary - 1].base, units[boundary].base);
            units[boundary].allowed = boundary > host
                && match before {
                    '/' | '?' | '&' => {
                        after.is_ascii_alphanumeric() || matches!(after, '_' | '%' | '#' | '~' | '@' | '$')
                    }
                    '-' => units[boundary].allowed,
                    _ => false,
                };
        }
        at = end.max(host);
    }
}

/// The colon of the next `://`.
fn scheme_end(units: &[Unit], from: usize) -> Option<usize> {
    let marks = |at: usize| units[at..].iter().take(3).map(|unit| unit.base).eq("://".chars());
    (from..units.len()).find(|&at| {
        units[at].base == ':' && marks(at) && at > 0 && units[at - 1].base.is_ascii_alphabetic() && at + 3 < units.len()
    })
}

fn is_of_address(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '`' | '\\' | '^')
}
