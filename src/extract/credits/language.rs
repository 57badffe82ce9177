//! *Language* (L04): what the document says, else what its script says.

use crate::model::script::{is_cjk, is_han, is_hangul, tells_japanese};
use crate::model::{Article, SafeText};

/// The most common characters that exist only in simplified Chinese.
const HANS: &str = "这们说时会发国学经动现开关门问间东车长马鸟鱼见贝个为来对过还进后没样让给从谁书头无电话业产务员报际处将战党区据图实难医认识记设许论证评词译试该语误请诸课调谈军农决况冻净准减击划则刚创别办劳势华协单卖卢卫厂厅历压县参双变叶号团园围场块坚坏";
/// Their counterparts that exist only in traditional Chinese.
const HANT: &str = "這們說時會發國學經動現開關門問間東車長馬鳥魚見貝個為來對過還進後沒樣讓給從誰書頭無電話業產務員報際處將戰黨區據圖實難醫認識記設許論證評詞譯試該語誤請諸課調談軍農決況凍淨準減擊劃則剛創別辦勞勢華協單賣盧衛廠廳歷壓縣參雙變葉號團園圍場塊堅壞";

/// How much of an article is looked at, in characters.
const ENOUGH: usize = 20_000;

/// The article's language as a BCP 47 tag.
pub(crate) fn of(declared: Option<&str>, article: &Article) -> Option<SafeText> {
    let texts = article.body.iter().map(|block| block.text());
    let script = by_script(std::iter::once(article.meta.title.as_str()).chain(texts));
    let declared = declared.and_then(normal);
    let tag = match (declared, script) {
        // Templates say `en` on pages that have hardly a Latin word.
        (Some("en"), Some(script)) => Some(script),
        (Some("zh"), Some(script @ ("zh-Hans" | "zh-Hant"))) => Some(script),
        (Some("zh"), _) => Some("zh-Hans"),
        // A page in Chinese characters whose template says Japanese or Korean has no kana and no Hangul.
        (Some("ja" | "ko"), Some(script @ ("zh-Hans" | "zh-Hant" | "en"))) => Some(script),
        (Some(declared), _) => Some(declared),
        (None, script) => script,
    };
    tag.map(SafeText::line)
}

fn normal(declared: &str) -> Option<&'static str> {
    let tag = declared.trim().to_ascii_lowercase().replace('_', "-");
    let mut parts = tag.split('-');
    match parts.next()? {
        "zh" | "cmn" | "yue" => match parts.next() {
            Some("hant" | "tw" | "hk" | "mo") => Some("zh-Hant"),
            Some("hans" | "cn" | "sg" | "my") => Some("zh-Hans"),
            _ => Some("zh"),
        },
        "ja" => Some("ja"),
        "ko" => Some("ko"),
        "en" => Some("en"),
        _ => None,
    }
}

/// Of each common Han whether it is one of `HANS` (the first bit) or of `HANT` (the second): this is asked of every
/// character of an archive.
static VARIANTS: [u8; 0xA000 - FIRST] = {
    let mut variants = [0; 0xA000 - FIRST];
    mark(&mut variants, HANS, 1);
    mark(&mut variants, HANT, 2);
    variants
};

/// The first common Han.
const FIRST: usize = 0x4E00;

/// Sets a bit for each character of a text of common Han.
const fn mark(variants: &mut [u8; 0xA000 - FIRST], text: &str, bit: u8) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        variants[han_of(bytes[at], bytes[at + 1], bytes[at + 2]) - FIRST] |= bit;
        at += 3;
    }
}

/// The character that is written in three bytes.
const fn han_of(lead: u8, high: u8, low: u8) -> usize {
    ((lead & 0xF) as usize) << 12 | ((high & 0x3F) as usize) << 6 | (low & 0x3F) as usize
}

pub(crate) fn by_script<'a>(texts: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let (mut hangul, mut kana, mut han, mut latin) = (0, 0, 0, 0);
    let (mut hans, mut hant) = (0, 0);
    let mut left = ENOUGH;
    for text in texts {
        let mut rest = text.as_bytes();
        while left > 0 {
            // Nearly all characters are common Han, told by their bytes, so this is first.
            if let &[lead @ 0xE4..=0xE9, high, low, ref behind @ ..] = rest
                && let Some(&variant) = VARIANTS.get(han_of(lead, high, low).wrapping_sub(FIRST))
            {
                han += 1;
                hans += usize::from(variant & 1);
                hant += usize::from(variant >> 1);
                rest = behind;
                left -= 1;
                continue;
            }
            // So is the punctuation that Chinese is full of.
            if let [0..=b'@', behind @ ..]
            | [0xEF, 0xBC, 0x81..=0xA0, behind @ ..]
            | [0xE3, 0x80, 0x80..=0x82, behind @ ..]
            | [0xE2, 0x80, 0x90..=0xA7, behind @ ..] = rest
            {
                rest = behind;
                left -= 1;
                continue;
            }
            let Some(c) = text[text.len() - rest.len()..].chars().next() else { break };
            rest = &rest[c.len_utf8()..];
            left -= 1;
            match c {
                c if is_cjk(c) => {
                    hangul += usize::from(is_hangul(c));
                    // Not ー: Chinese uses it too.
                    kana += usize::from(tells_japanese(c));
                    han += usize::from(is_han(c));
                }
                // Letters of the scripts before the symbols: asking about each 。 costs more than all the rest.
                _ if c < '\u{2000}' && c.is_alphabetic() => latin += 1,
                _ => {}
            }
        }
    }
    let letters = hangul + kana + han;
    if hangul * 10 > letters * 3 && hangul > 0 {
        Some("ko")
    } else if kana * 20 > letters && kana > 0 {
        Some("ja")
    } else if han * 20 > latin && han > 0 {
        Some(if hant > hans { "zh-Hant" } else { "zh-Hans" })
    } else if latin > 0 {
        Some("en")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_tells() {
        for (text, tag) in [
            ("天津市这个会议", Some("zh-Hans")),
            ("這個會議決定", Some("zh-Hant")),
            ("今日は天津の会議です", Some("ja")),
            ("오늘은 天津 회의입니다", Some("ko")),
            ("The meeting", Some("en")),
            ("123", None),
        ] {
            assert_eq!(by_script([text].into_iter()), tag, "{text}");
        }
    }

    #[test]
    fn the_two_tables_share_nothing() {
        assert!(HANS.chars().all(|c| !HANT.contains(c)));
    }
}
