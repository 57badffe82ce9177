//! The *forms* of a date as regular expressions.

use std::sync::LazyLock;

use regex_lite::Regex;

use crate::extract::portable::portable;

/// Years first, any of the usual signs between, a weekday, an optional time glued on or not, an optional zone.
pub(super) static YEAR_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    form(&[
        r"(?:(?P<y>(?:19|20)\d{2})\s*[-/.年－년]|(?P<era>民國|民国|令和|平成)\s*(?P<e>\d{1,3})\s*年)",
        r"\s*(?P<m>\d{1,2})\s*[-/.月－월]\s*(?P<d>\d{1,2})\s*[日号號일]?",
        r"(?:\s*[,，]?\s*[(（]?\s*(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日一二三四五六](?:曜日?)?)\s*[)）]|\s*[,，]?\s*(?:星期|周|週|礼拜|禮拜)[一二三四五六日天])?",
        r"(?:[T\s,，|｜·]*(?P<half>上午|早上|早晨|清晨|凌晨|中午|下午|傍晚|晚上|晚间|夜间|午前|午後|오전|오후)?\s*(?P<h>\d{1,2})",
        r"\s*(?:[:：]\s*(?P<min>\d{2})(?:\s*[:：]\s*(?P<s>\d{2})(?:[.,]\d{1,9})?)?|[时時點点시]\s*(?P<min2>\d{1,2})(?:\s*[分분]\s*(?P<s2>\d{1,2}))?)\s*[分秒분초]?",
        TAIL,
        r")?",
    ])
});

/// `January 14, 2022 9:57 AM`, `14 Jan 2022 09:57`, `Fri Jan 14 2022 09:57:37 GMT+0800 (CST)`.
pub(super) static MONTH_NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    form(&[
        r"(?i)(?:(?P<mon>MONTH)[a-z]*\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d{2})",
        r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<mon2>MONTH)[a-z]*\.?,?[\s-]+(?P<y2>(?:19|20)\d{2}))",
        r"(?:,?\s+(?:at\s+)?(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2}))?",
        TAIL,
        r")?",
    ])
});

/// `Fri Jan 14 09:57:37 CST 2022`, as `date` and Java write it.
pub(super) static YEAR_LAST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    form(&[
        r"(?i)(?P<mon>MONTH)[a-z]*\s+(?P<d>\d{1,2})\s+(?P<h>\d{1,2}):(?P<min>\d{2}):(?P<s>\d{2})",
        TAIL,
        r"\s+(?P<y>(?:19|20)\d{2})",
    ])
});

/// What may stand behind a time.
const TAIL: &str = concat!(
    r"\s*(?P<ap>[AaPp]\.?[Mm]\.?)?",
    r"\s*(?P<z>Z|(?:GMT|UTC)\s*[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|[A-Z]{3,4}|北京时间)?",
);

pub(super) const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn form(parts: &[&str]) -> Option<Regex> {
    Regex::new(&portable(&parts.concat()).replace("MONTH", &MONTHS.join("|"))).ok()
}
