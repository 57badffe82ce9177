//! *Bars* of eighth blocks: a length in a row of cells.

use super::Ruler;

const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const WHOLE: &str = "█";

/// A bar for a part of a whole, in so many cells for all of it. What there is any of has a bar. Where a block takes two
/// cells of the terminal the bar is of plain signs.
pub fn bar(part: u64, whole: u64, cells: usize, ruler: Ruler) -> String {
    if part == 0 || whole == 0 || cells == 0 {
        return String::new();
    }
    let eighths = (part.min(whole) as f64 / whole as f64 * (cells * 8) as f64).round().max(1.0) as usize;
    if ruler.cells(WHOLE) != 1 {
        return "=".repeat(eighths.div_ceil(8));
    }
    WHOLE.repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_part() {
        let of = |part| bar(part, 80, 10, Ruler::default());
        assert_eq!([of(0), of(1), of(12), of(80), of(100)], ["", "▏", "█▌", "██████████", "██████████"]);
        assert_eq!(bar(12, 80, 10, Ruler::wide()), "==");
        assert_eq!(bar(1, 1_000_000, 10, Ruler::default()), "▏", "what there is any of is seen");
    }
}
