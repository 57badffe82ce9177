//! *Pinyin* of a text: how its words are read, with tones.
//!
//! Chinese is [parted](super::dictionary) into words in its simplified form. Words say how their characters are read where
//! that is not as in most words (行 in 银行); a character that is a word by itself may have a reading of its own (得 is
//! de, in 得到 it is dé), of which what stands beside it says more in a few.

use std::ops::Range;
use std::sync::LazyLock;

use super::conversion::{Script, in_script};
use super::dictionary::known_segments;
use super::parallel::ParallelWalk;
use super::phrases::{PhraseChanges, PhraseTable};
use super::syllables::{TONED_BITS, toned, toned_alone, toned_in_words, toned_number};
use crate::model::script::is_han;

static WORDS: LazyLock<Option<PhraseTable>> =
    LazyLock::new(|| PhraseTable::new(include_bytes!(concat!(env!("OUT_DIR"), "/toned.fst")), TONED_BITS));

/// A word, and how its characters are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadWord {
    /// Of each character of Han its bytes in the text, whether it is one of the common ones, and its syllable.
    pub characters: Vec<ReadCharacter>,
}

/// A character, and how it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadCharacter {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Whether everyone who reads knows it.
    pub is_common: bool,
    /// Its syllable with its tone.
    pub syllable: &'static str,
}

/// The words of a text that have readings, in order.
pub fn pinyin(text: &str) -> Vec<ReadWord> {
    if !text.chars().any(is_han) {
        return Vec::new();
    }
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let simplified = in_script(text, Script::Simplified);
    let chars: Vec<char> = simplified.chars().collect();
    let segments = segments(text, &simplified);
    let mut words = Vec::new();
    let mut reader = Reader { text: &simplified, chars: &chars, segments: &segments, numbers: vec![None; chars.len()] };
    reader.read();
    for segment in &segments {
        let read = |at: usize| {
            let syllable = toned(reader.numbers[at]?)?;
            Some(ReadCharacter { range: places[at]..places[at + 1], is_common: is_common(chars[at]), syllable })
        };
        let characters: Vec<ReadCharacter> = segment.chars.clone().filter_map(read).collect();
        if !characters.is_empty() {
            words.push(ReadWord { characters });
        }
    }
    words
}

/// A segment of the simplified text, as bytes and as characters.
struct ReadSegment {
    bytes: Range<usize>,
    chars: Range<usize>,
}

fn segments(text: &str, simplified: &str) -> Vec<ReadSegment> {
    let mut walk = ParallelWalk::new(text, simplified);
    let counted = known_segments(simplified).into_iter().map(|segment| {
        let chars = walk.go_to(segment.range.start).chars..walk.go_to(segment.range.end).chars;
        ReadSegment { bytes: segment.range, chars }
    });
    counted.collect()
}

/// Reads the characters of a text, by numbers of syllables.
struct Reader<'t> {
    text: &'t str,
    chars: &'t [char],
    segments: &'t [ReadSegment],
    numbers: Vec<Option<u32>>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let Some(table) = WORDS.as_ref() else { return };
        let mut at = 0;
        while let Some(segment) = self.segments.get(at) {
            let (start, rest) = (segment.bytes.start, &self.segments[at..]);
            // A phrase of whole segments, which may be one.
            let ends = |length: usize| rest.binary_search_by_key(&(start + length), |own| own.bytes.end).is_ok();
            if let Some((length, changes)) = table.longest(&self.text[start..], ends) {
                let count = rest.partition_point(|own| own.bytes.end <= start + length);
                self.apply(segment.chars.start..rest[count - 1].chars.end, changes);
                at += count;
                continue;
            }
            if segment.chars.len() == 1 {
                self.numbers[segment.chars.start] = self.alone(at);
            } else {
                self.within(table, segment.bytes.clone(), segment.chars.start);
            }
            at += 1;
        }
    }

    fn apply(&mut self, chars: Range<usize>, changes: PhraseChanges) {
        for (place, at) in chars.enumerate() {
            self.numbers[at] = changes.at(place).or_else(|| toned_in_words(self.chars[at]));
        }
    }

    /// Phrases within a segment, the longest first.
    fn within(&mut self, table: &PhraseTable, bytes: Range<usize>, first: usize) {
        let (mut at, mut place) = (bytes.start, first);
        while at < bytes.end {
            match table.longest(&self.text[at..bytes.end], |_| true) {
                Some((length, changes)) => {
                    let count = self.text[at..at + length].chars().count();
                    self.apply(place..place + count, changes);
                    (at, place) = (at + length, place + count);
                }
                None => {
                    let c = self.chars[place];
                    self.numbers[place] = toned_in_words(c);
                    (at, place) = (at + c.len_utf8(), place + 1);
                }
            }
        }
    }

    /// A character that is a word by itself.
    fn alone(&self, segment: usize) -> Option<u32> {
        let at = self.segments[segment].chars.start;
        let c = self.chars[at];
        let before = at.checked_sub(1).map(|before| self.chars[before]);
        let behind = self.chars.get(at + 1).copied();
        match c {
            // 三地: dì; 有序地: de.
            '地' if before.is_none_or(|before| !is_han(before) || is_counting(before)) => toned_in_words(c),
            // 面积为100, 主题为“…”: wéi; 为人民: wèi.
            '为' if behind
                .is_none_or(|behind| !is_han(behind) || is_counting(behind) || "主例准期限止由".contains(behind)) =>
            {
                toned_in_words(c)
            }
            // 他得还钱: děi; 他说得好: de.
            '得' if before.is_some_and(|before| "我你您他她它咱们谁就都还也总又才只".contains(before)) => {
                toned_number("děi")
            }
            _ => toned_alone(c),
        }
    }
}

/// Numerals, and what stands where they do.
fn is_counting(c: char) -> bool {
    "〇零一二两三四五六七八九十百千万亿几多各该本此每某第".contains(c)
}

/// The 3,755 characters of level 1 of GB 2312, the standard's common ones, in rows 16 to 55.
fn is_common(c: char) -> bool {
    static COMMON: LazyLock<Vec<u64>> = LazyLock::new(|| {
        let mut bits = vec![0; (0xA000 - FIRST_COMMON as usize) / 64];
        for code in (0xB0_u8..=0xD7).flat_map(|row| (0xA1_u8..=0xFE).map(move |cell| [row, cell])) {
            let (text, _, _) = encoding_rs::GBK.decode(&code);
            let at = text.chars().next().and_then(|c| u32::from(c).checked_sub(FIRST_COMMON));
            if let Some(word) = at.and_then(|at| bits.get_mut(at as usize / 64)) {
                *word |= 1_u64 << (at.unwrap_or(0) % 64);
            }
        }
        bits
    });
    let at = u32::from(c).checked_sub(FIRST_COMMON);
    at.is_some_and(|at| COMMON.get(at as usize / 64).is_some_and(|word| word >> (at % 64) & 1 == 1))
}

/// The first code point that may be a common one.
const FIRST_COMMON: u32 = 0x4E00;

#[cfg(test)]
mod tests {
    use super::*;

    /// Words, and how they are read.
    const TABLE: &str = "一月=yī-yuè 一切=yī-qiè 不是=bù-shì 银行=yín-háng 行走=xíng-zǒu 重庆=chóng-qìng 重要=zhòng-yào 长大=zhǎng-dà 长度=cháng-dù 首都=shǒu-dū \
        我们都去=wǒ-men-dōu-qù 跑得快=pǎo-de-kuài 得到=dé-dào 总得去=zǒng-děi-qù 还有=hái-yǒu 还钱=huán-qián \
        归还=guī-huán 看着=kàn-zhe 着急=zháo-jí 着手=zhuó-shǒu 了解=liǎo-jiě 来了=lái-le 受不了=shòu-bù-liǎo \
        音乐=yīn-yuè 快乐=kuài-lè 教师=jiào-shī 教书=jiāo-shū 好人=hǎo-rén 爱好=ài-hào 数学=shù-xué \
        数一数=shǔ-yī-shǔ 为了=wèi-le 作为=zuò-wéi 认为=rèn-wéi 朝阳区=cháo-yáng-qū 朝气=zhāo-qì 空气=kōng-qì \
        有空=yǒu-kòng 差别=chā-bié 出差=chū-chāi 差不多=chà-bù-duō 调查=diào-chá 调整=tiáo-zhěng 会计=kuài-jì \
        会议=huì-yì 大夫=dài-fu 大家=dà-jiā 难民=nàn-mín 困难=kùn-nan 供给=gōng-jǐ 给他=gěi-tā 角色=jué-sè \
        角落=jiǎo-luò 睡觉=shuì-jiào 觉得=jué-de 率领=shuài-lǐng 效率=xiào-lǜ 传记=zhuàn-jì 传播=chuán-bō \
        强迫=qiǎng-pò 坚强=jiān-qiáng 薄弱=bó-ruò 处理=chǔ-lǐ 办事处=bàn-shì-chù 市长=shì-zhǎng \
        长江=cháng-jiāng 西藏=xī-zàng 收藏=shōu-cáng 不断地发展=bù-duàn-de-fā-zhǎn 目的地=mù-dì-dì \
        中标=zhòng-biāo 中国=zhōng-guó 血液=xuè-yè 还没有还钱=hái-méi-yǒu-huán-qián 似的=shì-de 似乎=sì-hū \
        便宜=pián-yi 方便=fāng-biàn 省略=shěng-lüè 反省=fǎn-xǐng 参差=cēn-cī 参加=cān-jiā 人参=rén-shēn \
        给予=jǐ-yǔ 都市=dū-shì 相机=xiàng-jī 互相=hù-xiāng 兴奋=xīng-fèn 高兴=gāo-xìng 模样=mú-yàng 模型=mó-xíng \
        宁可=nìng-kě 南宁=nán-níng 地方=dì-fāng 银行行长=yín-háng-háng-zhǎng \
        天津市津南区=tiān-jīn-shì-jīn-nán-qū 只有=zhǐ-yǒu 一只猫=yī-zhī-māo 种植=zhòng-zhí 种类=zhǒng-lèi \
        当天=dàng-tiān 当时=dāng-shí 妥当=tuǒ-dàng 头发=tóu-fa 发现=fā-xiàn 应当=yīng-dāng 应用=yìng-yòng \
        答应=dā-ying 旋转=xuán-zhuǎn 转动=zhuàn-dòng 露面=lòu-miàn 露天=lù-tiān 曾经=céng-jīng 几乎=jī-hū \
        几个=jǐ-gè 干净=gān-jìng 干部=gàn-bù 漂亮=piào-liang 漂流=piāo-liú 假期=jià-qī 真假=zhēn-jiǎ \
        间断=jiàn-duàn 中间=zhōng-jiān 量力=liàng-lì 测量=cè-liáng 质量=zhì-liàng 载重=zài-zhòng 记载=jì-zǎi \
        称职=chèn-zhí 称呼=chēng-hu";

    fn read(text: &str) -> String {
        let words = pinyin(text);
        let syllables: Vec<&str> =
            words.iter().flat_map(|word| &word.characters).map(|character| character.syllable).collect();
        syllables.join(" ")
    }

    #[test]
    fn words_say_how_their_characters_are_read() {
        let table = TABLE.split(' ').filter_map(|pair| pair.split_once('='));
        let read = table.map(|(text, reading)| (text, read(text).replace(' ', "-"), reading));
        let wrong: Vec<_> = read.filter(|(_, read, reading)| read != reading).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn what_stands_alone_is_read_by_what_is_beside_it() {
        assert_eq!(read("为人民服务"), "wèi rén mín fú wù");
        assert_eq!(read("面积为100平方米"), "miàn jī wéi píng fāng mǐ");
        assert_eq!(read("他得还钱，他说得好"), "tā děi huán qián tā shuō de hǎo");
        assert_eq!(read("三地警方有序地撤离"), "sān dì jǐng fāng yǒu xù de chè lí");
    }

    #[test]
    fn traditional_is_read_as_its_simplified_form() {
        assert_eq!(read("銀行行長看著乾淨的頭髮"), "yín háng háng zhǎng kàn zhe gān jìng de tóu fa");
        assert_eq!(read("乾隆"), "qián lóng");
        let text = "𠮷，𫖯髮";
        let places: Vec<&str> = pinyin(text).iter().map(|word| &text[word.characters[0].range.clone()]).collect();
        assert_eq!(places, ["𫖯", "髮"], "of 𠮷 nothing is known");
    }

    #[test]
    fn marks_kana_and_letters_have_no_reading() {
        assert_eq!(read("GDP，3.5%。カタカナ한국어"), "");
        assert!(pinyin("").is_empty());
    }

    #[test]
    fn the_common_characters_are_those_of_the_standard() {
        assert!("的一是天津核酸饿".chars().all(is_common));
        assert!(!"饕餮龘圳a，".chars().any(is_common));
        assert_eq!(('\u{4E00}'..='\u{9FFF}').filter(|&c| is_common(c)).count(), 3755);
    }
}
