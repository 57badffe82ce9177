//! *Toned* readings: how each character of Chinese is read, with its tone, in words and alone, and the words of which a
//! character is read otherwise. From the words and characters of the crate pinyin-converter, whose they are from
//! pinyin-data and phrase-pinyin-data.
//!
//! In words a character is read as it is in most of the words that it is in, counted by how often jieba has seen them: so
//! that 地 is dì in 地区 and 目的地, and only the words in which it is not are written down.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::Path;

use crate::crates::Crates;
use crate::phrases::Phrases;

const CRATE: &str = "pinyin-converter";
/// The bits of the number of a syllable.
const BITS: u32 = 11;

/// Words that the crate has otherwise, or not at all.
const MORE: &str = "大夫dài-fu 困难kùn-nan 便宜pián-yi 高兴gāo-xìng 头发tóu-fa 答应dā-ying 漂亮piào-liang 称呼chēng-hu \
    跑得快pǎo-de-kuài 数一数shǔ-yī-shǔ 还钱huán-qián 还款huán-kuǎn 还债huán-zhài 还书huán-shū 还清huán-qīng \
    长高zhǎng-gāo 长出zhǎng-chū 行长háng-zhǎng 会长huì-zhǎng 处长chù-zhǎng 省长shěng-zhǎng 县长xiàn-zhǎng \
    区长qū-zhǎng 镇长zhèn-zhǎng 一只yī-zhī 两只liǎng-zhī 三只sān-zhī 几只jǐ-zhī 每只měi-zhī 这只zhè-zhī 那只nà-zhī \
    睡着shuì-zháo 着凉zháo-liáng 着重zhuó-zhòng 有的是yǒu-de-shì 重新chóng-xīn 重重chóng-chóng 看得见kàn-de-jiàn \
    当作dàng-zuò 空出kòng-chū 中奖zhòng-jiǎng 中枪zhòng-qiāng 中毒zhòng-dú 命中mìng-zhòng 朝九晚五zhāo-jiǔ-wǎn-wǔ \
    东西dōng-xi 朋友péng-you 先生xiān-sheng 学生xué-sheng 衣服yī-fu 客气kè-qi 认识rèn-shi 告诉gào-su \
    喜欢xǐ-huan 事情shì-qing 明白míng-bai 清楚qīng-chu 消息xiāo-xi 休息xiū-xi 时候shí-hou 什么shén-me 怎么zěn-me";

/// How characters are read that are words by themselves, where that is not what the crate has first.
const ALONE: &str = "得de 着zhe 了le 还hái 都dōu 地de 为wèi 长cháng 行xíng 重zhòng 只zhǐ 种zhǒng 数shù 将jiāng 与yǔ \
    应yīng 干gàn 似sì 佛fó 颇pō 卷juǎn 载zài 薄báo 和hé 好hǎo 没méi 量liàng 差chà 当dāng 教jiāo 给gěi 看kàn 空kōng \
    中zhōng 处chù 倒dào 更gèng 间jiān 分fēn 切qiè 相xiāng 少shǎo 朝cháo 传chuán 藏cáng 弹dàn 几jǐ 假jiǎ 降jiàng \
    角jiǎo 觉jué 乐lè 率lǜ 难nán 宁níng 强qiáng 曲qǔ 散sàn 色sè 上shàng 省shěng 盛shèng 石shí 系xì 血xuè 兴xīng \
    压yā 要yào 一yī 不bù 子zǐ 头tóu 们men 的de 吗ma 呢ne 吧ba 啊a 呀ya 啦la 嘛ma 么me 柏bǎi 葛gě 燕yàn 曾céng 单dān \
    任rèn 解jiě 区qū 查chá 折shé 落luò 露lù 模mó 勒lè 累lèi 粘zhān 说shuō 被bèi 把bǎ 便biàn 会huì 调diào 转zhuǎn \
    答dá 斗dòu 冠guān 号hào 横héng 华huá 划huà 尽jìn 劲jìn 禁jìn 卡kǎ 论lùn 绿lǜ 埋mái 泊bó 铺pù 奇qí 亲qīn 圈quān \
    舍shě 识shí 缩suō 挑tiāo 吐tǔ 鲜xiān 巷xiàng 削xuē 旋xuán 炸zhà 占zhàn 涨zhǎng 正zhèng 属shǔ 壳ké 车chē 谁shéi \
    合hé 哪nǎ 那nà 这zhè 校xiào 大dà 发fā 广guǎng 打dǎ 服fú 夫fū 父fù 期qī 其qí 泡pào 片piàn 扫sǎo 提tí 体tǐ 喝hē \
    戏xì 吓xià 约yuē 钻zuàn 作zuò 娘niáng 藉jí 肋lèi 哄hǒng 仔zǐ 逮dǎi 幢zhuàng 诘jié 框kuàng 厦shà 掺chān 翟zhái";

/// How the characters of Chinese are read.
pub struct Toned {
    /// What a character is read as in words.
    inside: BTreeMap<char, u32>,
}

impl Toned {
    /// The number of what a character is read as in words.
    pub fn inside(&self, c: char) -> Option<u32> {
        self.inside.get(&c).copied()
    }
}

/// Reads the toned readings, and writes those of words and of characters alone into a folder: `toned.fst`, `toned.rs`.
///
/// # Errors
/// When a crate has no longer what is asked of it, or nothing can be written.
pub fn write(crates: &Crates, out: &Path) -> Result<Toned, String> {
    let is_han =
        |text: &str| text.chars().all(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFD}' | '〇'));
    let words = read(crates, "words")?.into_iter().filter(|(word, _)| is_han(word));
    let mut words: BTreeMap<String, Vec<String>> = words.collect();
    for (word, syllables) in pairs(MORE) {
        words.insert(word.to_owned(), syllables.split('-').map(str::to_owned).collect());
    }
    words.retain(|word, syllables| word.chars().count() == syllables.len() && syllables.len() > 1);
    // Pinyin is written with the tones of the characters, not with those that 一 and 不 take before others (GB/T 16159);
    // the crate has both.
    for (word, syllables) in &mut words {
        for (c, syllable) in word.chars().zip(syllables) {
            match (c, syllable.as_str()) {
                ('一', "yí" | "yì") => "yī".clone_into(syllable),
                ('不', "bú") => "bù".clone_into(syllable),
                _ => {}
            }
        }
    }
    let mut alone: BTreeMap<char, String> = BTreeMap::new();
    for (code, mut readings) in read(crates, "chars")? {
        let c = code.strip_prefix("U+").and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        let c = c.ok_or_else(|| format!("{CRATE}: {code} is no character"))?;
        if is_han(&c.to_string()) && !readings.is_empty() {
            alone.insert(c, readings.swap_remove(0));
        }
    }
    for (c, syllable) in pairs(ALONE) {
        alone.extend(c.chars().map(|c| (c, syllable.to_owned())));
    }
    let inside = majority(&words, &crates.read("jieba-rs", "src/data/dict.txt")?);
    let all: BTreeSet<&String> = words.values().flatten().chain(alone.values()).collect();
    let number: BTreeMap<&String, u32> = all.iter().copied().zip(0..).collect();
    let numbered = |syllable: &String| number.get(syllable).copied().unwrap_or(u32::MAX >> 1);
    let inside: BTreeMap<char, u32> =
        alone.iter().map(|(&c, alone)| (c, numbered(inside.get(&c).unwrap_or(alone)))).collect();
    let alone: Vec<(char, u32)> = alone.iter().map(|(&c, syllable)| (c, numbered(syllable))).collect();
    let alone: Vec<(char, u32)> = alone.into_iter().filter(|(c, number)| inside.get(c) != Some(number)).collect();
    let all_words = words.iter().map(|(word, own)| (word.clone(), own.iter().map(numbered).collect())).collect();
    let phrases = Phrases::of(all_words, |c| inside.get(&c).copied().unwrap_or(u32::MAX >> 1));
    let automaton = phrases.automaton(BITS, std::iter::empty(), Some)?;

    let mut rust = format!("const BITS: u32 = {BITS};\n");
    let spelt: String = all.iter().map(|syllable| syllable.as_str()).collect();
    let ends: Vec<usize> = all
        .iter()
        .scan(0, |end, syllable| {
            *end += syllable.len();
            Some(*end)
        })
        .collect();
    let _ = writeln!(rust, "static SPELT: &str = {spelt:?};\nstatic SPELT_ENDS: [u16; {}] = {ends:?};", ends.len());
    let _ = writeln!(rust, "static ALONE: [(char, u16); {}] = {alone:?};", alone.len());
    let write = |name: &str, bytes: &[u8]| std::fs::write(out.join(name), bytes).map_err(|error| error.to_string());
    write("toned.fst", &automaton)?;
    write("toned.rs", rust.as_bytes())?;
    Ok(Toned { inside })
}

/// What each character is read as in most words, by how often they are used.
fn majority(words: &BTreeMap<String, Vec<String>>, dictionary: &str) -> BTreeMap<char, String> {
    let mut used: HashMap<&str, u64> = HashMap::new();
    for line in dictionary.lines() {
        let mut parts = line.split_ascii_whitespace();
        if let (Some(word), Some(Ok(count))) = (parts.next(), parts.next().map(str::parse)) {
            used.insert(word, count);
        }
    }
    let mut counts: BTreeMap<char, BTreeMap<&String, u64>> = BTreeMap::new();
    for (word, syllables) in words {
        let count = used.get(word.as_str()).copied().unwrap_or(0) + 1;
        for (c, syllable) in word.chars().zip(syllables) {
            *counts.entry(c).or_default().entry(syllable).or_default() += count;
        }
    }
    let most =
        |own: BTreeMap<&String, u64>| own.into_iter().max_by_key(|&(_, count)| count).map(|(own, _)| own.clone());
    counts.into_iter().filter_map(|(c, own)| Some((c, most(own)?))).collect()
}

/// The lines `key: one two` of a file of the crate and of its corrections.
fn read(crates: &Crates, name: &str) -> Result<Vec<(String, Vec<String>)>, String> {
    let mut all = Vec::new();
    for folder in ["sources", "sources/patches"] {
        let text = crates.read(CRATE, &format!("{folder}/{name}.txt"))?;
        all.extend(text.lines().filter_map(|line| {
            let (key, readings) = line.split('#').next()?.split_once(':')?;
            let readings = readings.split([' ', ',']).filter(|part| !part.is_empty()).map(str::to_owned).collect();
            Some((key.trim().to_owned(), readings))
        }));
    }
    Ok(all)
}

/// Han and the Latin letters behind them.
fn pairs(list: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_letter = |c: char| !matches!(c, '\u{3400}'..='\u{9FFF}');
    list.split_ascii_whitespace().filter_map(move |pair| Some(pair.split_at(pair.find(is_letter)?)))
}
