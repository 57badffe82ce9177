//! *Flanking*: whether a sign such as `**` opens and closes where it stands, by CommonMark with what was added to it for
//! text without blanks between words. Where it does not, a tag of HTML says the same.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::model::script::is_cjk;

/// Whether a sign between these two characters opens what is behind it.
pub(super) fn opens(before: char, after: char) -> bool {
    !after.is_whitespace()
        && (!is_mark(after) || before.is_whitespace() || is_mark(before) || is_wide(after) || is_wide(before))
}

/// Whether a sign between these two characters closes what is before it.
pub(super) fn closes(before: char, after: char) -> bool {
    !before.is_whitespace()
        && (!is_mark(before) || after.is_whitespace() || is_mark(after) || is_wide(before) || is_wide(after))
}

fn is_mark(c: char) -> bool {
    matches!(c.general_category_group(), GeneralCategoryGroup::Punctuation | GeneralCategoryGroup::Symbol)
}

/// What counts as Chinese, Japanese or Korean beside a sign; not all of it, and nothing else.
fn is_wide(c: char) -> bool {
    is_cjk(c) || matches!(c, '\u{3001}'..='\u{303E}' | '\u{FF01}'..='\u{FF60}')
}
