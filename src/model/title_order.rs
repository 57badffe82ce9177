//! *Title order*: titles as a Chinese index has them. Numbers by their value, Latin letters, kana, other letters,
//! Hangul, then Han by their pinyin, tones and strokes: the order of scripts of GB/T 13418, that of Han of CLDR. Marks
//! do not count, so that 《红楼梦》 and “红楼梦” stand under h; nor do case, width, accents, nor which kana it is.
//!
//! A character has the reading that it has most often, unless its neighbour says that it has another one: 重庆 stands
//! under chóng, 银行 under háng.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::natural_order::{RANKS, push_number_at};
use super::script;

/// For Han from U+3400 to U+9FFF two bytes each, the lower first: the place in the order of pinyin. Made by the build
/// script.
static PINYIN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pinyin.ranks"));
const FIRST_RANKED: u32 = 0x3400;

/// So many characters of a title count.
const LONGEST: usize = 64;

// The bytes of a key. Below stand those of numbers, which `natural_order` writes.
const BLANK: u8 = 0x08;
const LATIN: u8 = 0x10;
const KANA: u8 = 0x40;
const LETTER: u8 = 0x50;
const HANGUL: u8 = 0x60;
/// With the rank below.
const HAN: u8 = 0x80;
const RARE_HAN: u8 = 0xFE;

/// Makes keys of titles; has room for what it works on, so that many can be made in a row. Keys are compared byte by
/// byte; no byte of one begins with 0.
#[derive(Debug, Default)]
pub struct TitleOrder {
    characters: Vec<char>,
}

impl TitleOrder {
    /// Writes the key of a title behind `key`.
    pub fn push(&mut self, title: &str, key: &mut Vec<u8>) {
        self.characters.clear();
        self.characters.extend(title.chars().take(LONGEST));
        let characters = &self.characters;
        let mut writer = KeyWriter { key, parted: false, begun: false };
        let mut at = 0;
        while let Some(&c) = characters.get(at) {
            if is_plain_han(c) {
                writer.han(c);
                at += 1;
                continue;
            }
            if c.is_ascii_alphabetic() {
                writer.push(c);
                at += 1;
                continue;
            }
            let before = at.checked_sub(1).map(|before| characters[before]);
            // 上 and 下 tell parts apart in brackets, （上）, and end words elsewhere: 天下.
            let in_a_word = RANKS.contains(c) && before.is_none_or(char::is_alphanumeric);
            if let Some(length) = if in_a_word { None } else { push_number_at(characters, at, writer.key) } {
                (writer.parted, writer.begun) = (false, true);
                at += length;
                continue;
            }
            writer.push(stand_in(before, c, characters.get(at + 1).copied()).unwrap_or(c));
            at += 1;
        }
    }
}

struct KeyWriter<'k> {
    key: &'k mut Vec<u8>,
    /// Whether something that does not count stands before the next character.
    parted: bool,
    /// Whether something that counts was written.
    begun: bool,
}

impl KeyWriter<'_> {
    fn push(&mut self, c: char) {
        match c {
            'a'..='z' | 'A'..='Z' => self.letter(&[LATIN + (c.to_ascii_lowercase() as u8 - b'a')]),
            _ if c.is_ascii() => self.parted = true,
            _ if script::is_common_han(c) => self.plain(c),
            // They would be taken apart into the parts of their syllables.
            '\u{AC00}'..='\u{D7A3}' => self.plain(c),
            _ => decompose_compatible(c, |part| self.plain(part)),
        }
    }

    /// A character that is not put together of others.
    fn plain(&mut self, c: char) {
        let code = u32::from(c);
        let [_, _, middle, low] = code.to_be_bytes();
        if c == 'ー' || is_combining_mark(c) {
            // Both kana are lengthened and voiced; neither counts.
        } else if script::is_han(c) {
            self.han(c);
        } else if let Some(kana) = kana(c) {
            self.letter(&[KANA, kana]);
        } else if script::is_hangul(c) {
            self.letter(&[HANGUL, middle, low]);
        } else if c.is_ascii_digit() {
            // Of a sign: of ① and ½.
            let _ = push_number_at(&[c], 0, self.key);
            (self.parted, self.begun) = (false, true);
        } else if c.is_ascii_alphabetic() {
            self.letter(&[LATIN + (c.to_ascii_lowercase() as u8 - b'a')]);
        } else if c.is_alphabetic() {
            for small in c.to_lowercase() {
                let [_, high, middle, low] = u32::from(small).to_be_bytes();
                self.letter(&[LETTER, high, middle, low]);
            }
        } else {
            self.parted = true;
        }
    }

    fn han(&mut self, c: char) {
        let code = u32::from(c);
        let at = code.wrapping_sub(FIRST_RANKED) as usize * 2;
        match PINYIN.get(at..).and_then(|ranks| ranks.first_chunk::<2>()) {
            Some(&[low, high]) => self.key.extend_from_slice(&[HAN | high, low]),
            None => {
                let [_, high, middle, low] = code.to_be_bytes();
                self.key.extend_from_slice(&[RARE_HAN, high, middle, low]);
            }
        }
        (self.parted, self.begun) = (false, true);
    }

    /// Words of letters are parted; what is between Han does not count.
    fn letter(&mut self, bytes: &[u8]) {
        if std::mem::take(&mut self.parted) && self.begun {
            self.key.push(BLANK);
        }
        self.begun = true;
        self.key.extend_from_slice(bytes);
    }
}

/// The place of a kana among those of its own, hiragana or katakana, small or not.
fn kana(c: char) -> Option<u8> {
    let hiragana = match u32::from(c) {
        code @ 0x3041..=0x3096 => code,
        code @ 0x30A1..=0x30F6 => code - 0x60,
        _ => return None,
    };
    // Of ぁあぃい each second is the large one; っ stands between ち and つ.
    let large = match hiragana {
        0x3041 | 0x3043 | 0x3045 | 0x3047 | 0x3049 | 0x3063 | 0x3083 | 0x3085 | 0x3087 | 0x308E => hiragana + 1,
        0x3095 => 0x304B,
        0x3096 => 0x3051,
        other => other,
    };
    u8::try_from(large - 0x3040).ok()
}

/// A Han with another reading beside some: what it is read like there; those behind it, those before it that say so.
type OtherReading = (&'static str, char, &'static str, &'static str);

/// Han that often stand in titles with a reading that is not their first one.
const OTHER_READINGS: &[OtherReading] = &[
    ("重", '崇', "庆慶新复複阳陽逢建启啟组組返申温溫现現演叠疊围圍整修塑播置名", ""),
    ("长長", '常', "江城春沙安征期远遠途短虹三跑假篇廊白治寿壽乐樂度江崎野葛", "特专專延漫擅冗绵綿"),
    ("行", '航', "业業情列长長距家", "银銀央商同排投券工建招支"),
    ("乐樂", '月', "队隊器曲团團章谱譜坛壇评評迷", "音声聲民国國配奏弦"),
    ("厦廈", '夏', "门門航大", ""),
    ("曾", '增', "国國子巩鞏参參荫蔭", ""),
    ("都", '督', "市城江会會督灵靈", "首成京古帝魔国國东東故"),
    ("藏", '葬', "族历曆语語医醫北南羚獒民", "西青川滇援入进進"),
    ("会會", '快', "计計稽", ""),
    ("大", '代', "夫", ""),
    ("传傳", '赚', "记記略", "浒滸自列评評"),
    ("调調", '掉', "查研动動度任遣令兵运運拨撥包", "抽强強声聲腔"),
    ("率", '律', "", "效概利税稅汇匯比频頻功机機死增速胜勝出倍"),
    ("还還", '环', "款债債钱錢原贷貸", "归歸偿償退奉交返"),
    ("觉覺", '叫', "", "睡午"),
    ("角", '决', "色逐", "主配"),
    ("没沒", '莫', "收落", "淹沉出埋湮吞"),
    ("给給", '挤', "予养養水", "供补補配自"),
    ("降", '祥', "伏", "投诱誘受劝勸"),
    ("省", '醒', "亲親悟察", "反"),
    ("宿", '秀', "", "星"),
    ("单單", '蝉', "于", ""),
    ("尉", '玉', "迟遲", ""),
    ("番", '潘', "禺", ""),
    ("秘祕", '必', "鲁魯", ""),
    ("龟龜", '秋', "兹茲", ""),
];

/// What may begin a number; of those that are no Han it is seen otherwise.
const NUMERALS: &str =
    "〇零一壹二贰貳两兩三叁參四肆五伍六陆陸七柒八捌九玖十拾百佰千仟万萬亿億廿卅卌上中下甲乙丙丁戊己庚辛壬癸";

/// For each of the common Han whether more has to be asked of it than its rank: one bit.
static ASKED: [u64; (0xA000 - 0x4E00) / 64] = {
    let mut bits = [0; (0xA000 - 0x4E00) / 64];
    mark(&mut bits, NUMERALS);
    let mut at = 0;
    while at < OTHER_READINGS.len() {
        mark(&mut bits, OTHER_READINGS[at].0);
        at += 1;
    }
    bits
};

/// Sets the bits of Han, each of three bytes.
const fn mark(bits: &mut [u64; (0xA000 - 0x4E00) / 64], han: &str) {
    let bytes = han.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let low = (bytes[at + 1] as usize & 0x3F) << 6 | bytes[at + 2] as usize & 0x3F;
        let code = (bytes[at] as usize & 0xF) << 12 | low;
        if code >= 0x4E00 {
            bits[(code - 0x4E00) / 64] |= 1 << (code % 64);
        }
        at += 3;
    }
}

/// Whether a character is a Han of which nothing but its rank matters: nearly all are.
fn is_plain_han(c: char) -> bool {
    let code = u32::from(c) as usize;
    script::is_common_han(c) && ASKED[(code - 0x4E00) / 64] >> (code % 64) & 1 == 0
}

/// The character that one is read like beside its neighbours, where that is not its first reading.
fn stand_in(before: Option<char>, c: char, after: Option<char>) -> Option<char> {
    if !script::is_common_han(c) {
        return None;
    }
    let (_, like, behind, ahead) = OTHER_READINGS.iter().find(|(own, ..)| own.contains(c))?;
    let among = |neighbour: Option<char>, those: &str| neighbour.is_some_and(|neighbour| those.contains(neighbour));
    (among(after, behind) || among(before, ahead)).then_some(*like)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(title: &str) -> Vec<u8> {
        let mut key = Vec::new();
        TitleOrder::default().push(title, &mut key);
        key
    }

    fn sorted(titles: &str) -> String {
        let mut titles: Vec<&str> = titles.split('|').rev().collect();
        titles.sort_by_key(|title| key(title));
        titles.join("|")
    }

    #[test]
    fn titles_are_in_the_order_of_an_index() {
        for titles in [
            // Scripts.
            "3月|12月|BIRDIE WING|GDP增长|iPhone|あさひ|アジア|Ωmega|Яблоко|가을|阿里|天津|中国",
            // Pinyin, then tones, then strokes: bā before bá before bǎ before bà; 八 before 巴.
            "八|巴|疤|拔|把|爸|北京|天津|天下|田野|中|钟|种|重要",
            // A shorter title before a longer one that begins as it does.
            "天津|天津，核酸|天津核酸检测|天津市",
            // Numbers by their value, Han numerals where they count.
            "第1章|第二章|第十章|第20章|第100章",
            "iPhone 9|iPhone12|iPhone 13|iPhone Air",
            // Words of letters are parted.
            "New York|Newark",
            "か|かき|がく|ガス|かた|キ",
        ] {
            assert_eq!(sorted(titles), titles);
        }
    }

    #[test]
    fn what_does_not_count_does_not() {
        for (one, other) in [
            ("《红楼梦》", "红楼梦"),
            ("“清零”了", "清零了"),
            ("ＧＤＰ", "gdp"),
            ("Café", "cafe"),
            ("ラーメン", "らーめん"),
            ("ﾗｰﾒﾝ", "らめん"),
            ("【快讯】天津", "快讯天津"),
            ("１２", "12"),
            ("第十二回", "第12回"),
        ] {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
    }

    #[test]
    fn a_character_is_read_as_its_neighbour_says() {
        assert_eq!(sorted("成都|重庆|楚|重要"), "成都|重庆|楚|重要");
        assert_eq!(sorted("长江|场|长大|掌"), "长江|场|长大|掌");
        assert_eq!(sorted("银杏|音符|音乐|音律|银行"), "音符|音律|音乐|银行|银杏");
        assert_eq!(sorted("西瓜|西藏|西域"), "西瓜|西域|西藏");
    }

    #[test]
    fn every_other_reading_is_another_one_and_moves_the_character() {
        for (own, like, behind, ahead) in OTHER_READINGS {
            for c in own.chars() {
                let alone = key(&c.to_string());
                assert_ne!(alone, key(&like.to_string()), "{c} {like}");
                for after in behind.chars() {
                    assert!(key(&format!("{c}{after}")).starts_with(&key(&like.to_string())), "{c}{after}");
                }
                for before in ahead.chars() {
                    assert!(key(&format!("{before}{c}")).ends_with(&key(&like.to_string())), "{before}{c}");
                }
            }
        }
    }

    #[test]
    fn of_what_begins_a_number_or_has_other_readings_more_is_asked() {
        let numerals =
            ('\u{4E00}'..='\u{9FFF}').filter(|c| super::super::numerals::is_numeral(*c)).chain(RANKS.chars());
        for c in numerals.chain(OTHER_READINGS.iter().flat_map(|(own, ..)| own.chars())) {
            assert!(!is_plain_han(c), "{c}");
        }
        assert!(is_plain_han('津') && is_plain_han('\u{9FFF}') && !is_plain_han('a') && !is_plain_han('㐀'));
    }

    #[test]
    fn any_text_has_a_key() {
        assert!(key("").is_empty() && key("……！？").is_empty());
        assert_eq!(key("𠮷野家")[0], RARE_HAN);
        let rare = "a\u{301}\u{FA0E}㍿①½ǆß々〇ㄅ\u{1F600}\u{FF70}";
        assert!(!key(rare).is_empty() && !key(rare).starts_with(&[0]));
    }
}
