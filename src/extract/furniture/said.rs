//! What is *said* around an article, as data: what names of elements hint at, the labels of dates, and what is no value
//! of a field.

use super::class_names::each_name;
use super::compiled::{
    DATE_LABEL_KINDS, DATE_LABELS, HINTS, NO_AUTHOR_PARTS, NO_NAMES, NO_PARTS, NO_SOURCE_PARTS, NO_VALUES,
    ORGANISATIONS, PLATFORMS,
};
use super::kinds::{CreditField, CreditHint, DateLabel};

/// What class names, ids and the like hint at: the longest name that is known tells.
pub(crate) fn hint<'t>(tokens: impl Iterator<Item = &'t str>) -> Option<CreditHint> {
    let mut best: Option<(usize, CreditHint)> = None;
    for token in tokens {
        each_name(token, |name| {
            let Some(&hint) = HINTS.get(name) else { return };
            let words = name.split(|byte| *byte == b'-').count();
            if best.is_none_or(|(most, first)| words > most || words == most && hint < first) {
                best = Some((words, hint));
            }
        });
    }
    best.map(|(_, hint)| hint)
}

/// What a text says of the date that follows it, and where the label in it begins: `发布时间` of `阅读 12 发布时间`.
pub(crate) fn date_label_ending(text: &str) -> Option<(DateLabel, usize)> {
    let ends = |label: &str| {
        let at = text.len().checked_sub(label.len()).filter(|at| text.is_char_boundary(*at))?;
        let (before, own) = text.split_at(at);
        let whole = !label.is_ascii() || !before.ends_with(|c: char| c.is_ascii_alphanumeric());
        (own.eq_ignore_ascii_case(label) && whole).then_some(at)
    };
    DATE_LABELS.iter().zip(&DATE_LABEL_KINDS).find_map(|(label, kind)| ends(label).map(|at| (*kind, at)))
}

/// What a whole text says of the date that follows it.
pub(crate) fn date_label(text: &str) -> Option<DateLabel> {
    date_label_ending(text).filter(|(_, at)| *at == 0).map(|(label, _)| label)
}

/// Whether a text is a word that is no value of any field: `admin`, `未知`.
pub(crate) fn is_empty_word(text: &str) -> bool {
    NO_VALUES.get(text.to_lowercase().as_bytes()).is_some()
}

/// Whether a text is no value of a field, whoever says so.
pub(crate) fn is_no_value(field: CreditField, text: &str) -> bool {
    let lower = text.to_lowercase();
    let own = match field {
        CreditField::Author | CreditField::Reporters => Some(&NO_AUTHOR_PARTS),
        CreditField::Source => Some(&NO_SOURCE_PARTS),
        _ => None,
    };
    let parts = NO_PARTS.iter().chain(own.into_iter().flat_map(|own| own.iter()));
    is_empty_word(text) || parts.into_iter().any(|part| lower.contains(part))
}

/// Whether a word that begins as a name does is a place or a column.
pub(crate) fn is_no_name(word: &str) -> bool {
    NO_NAMES.get(word.as_bytes()).is_some()
}

/// Whether a site's name says only on whose machines a page is.
pub(crate) fn is_platform(site: &str) -> bool {
    PLATFORMS.get(site.to_lowercase().as_bytes()).is_some()
}

/// Whether a name ends as those of organisations do.
pub(crate) fn is_organisation(name: &str) -> bool {
    // One character ends many other words too.
    const SHORT: usize = 8;
    let short = name.chars().nth(SHORT).is_none();
    ORGANISATIONS.iter().any(|ending| name.ends_with(ending) && (short || ending.chars().nth(1).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_elements_hint() {
        let told = |tokens: &str| hint(tokens.split(' '));
        assert_eq!(told("rich_media_meta rich_media_meta_nickname profileBt"), Some(CreditHint::Account));
        assert_eq!(told("follow-nickName"), Some(CreditHint::Nick));
        assert_eq!(told("account-authentication"), Some(CreditHint::Aside));
        assert_eq!(told("art_source"), Some(CreditHint::Source));
        assert_eq!(told("m-con-time"), Some(CreditHint::Date));
        assert_eq!(told("authority"), None);
    }

    #[test]
    fn labels_of_dates_are_told_apart() {
        assert_eq!(date_label("发布时间"), Some(DateLabel::Published));
        assert_eq!(date_label("Last Updated"), Some(DateLabel::Updated));
        assert_eq!(date_label_ending("阅读 12 最新推荐文章于").map(|(label, _)| label), Some(DateLabel::Other));
        assert_eq!(date_label("小镇"), None);
        assert_eq!(date_label_ending("outdate"), None);
    }

    #[test]
    fn junk_is_no_value() {
        for (field, text) in [
            (CreditField::Author, "Discuz! Team and Comsenz UI Team"),
            (CreditField::Author, "优质原创作者"),
            (CreditField::Author, "青网新闻某某"),
            (CreditField::Source, "最新推荐文章于"),
            (CreditField::Source, "Posted"),
        ] {
            assert!(is_no_value(field, text), "{text}");
        }
        assert!(!is_no_value(CreditField::Author, "王芳") && !is_no_value(CreditField::Source, "中国青年报"));
    }
}
