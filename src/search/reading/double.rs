//! *Double pinyin* (双拼): every syllable by two keys, the first for its initial, the second for its final.
//!
//! A scheme says which: its keyboard is written down here as people print it, a key with the finals on it. Initials are
//! on their own letters but zh, ch and sh.

use super::fuzzy::split;

/// A scheme of double pinyin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoublePinyin {
    /// 小鹤双拼
    Xiaohe,
    /// 自然码
    Ziranma,
    /// 微软双拼
    Microsoft,
    /// 搜狗双拼
    Sogou,
    /// 智能ABC
    Abc,
    /// 紫光双拼, 华宇
    Ziguang,
    /// 拼音加加
    Jiajia,
}

/// How a syllable that begins with a vowel is typed.
#[derive(Clone, Copy)]
enum VowelInitial {
    /// `o`, and the key of the final.
    O,
    /// Its first letter, and the key of the final.
    Letter,
    /// As it is spelt, `a` as `aa`; of three letters the first, and the key of the final.
    Spelt,
}

/// The keyboard of a scheme.
struct Keyboard {
    zh: char,
    ch: char,
    sh: char,
    /// The keys, each with its finals; of a final on two keys the first is the usual one. ü is `v`.
    finals: &'static str,
    vowel: VowelInitial,
}

const XIAOHE: Keyboard = Keyboard {
    zh: 'v',
    ch: 'i',
    sh: 'u',
    finals: "q iu|w ei|e e|r uan|t ue ve|y un|u u|i i|o o uo|p ie|a a|s ong iong|d ai|f en|g eng|h ang|j an|k uai ing|\
        l iang uang|z ou|x ia ua|c ao|v ui v|b in|n iao|m ian",
    vowel: VowelInitial::Spelt,
};
const ZIRANMA: Keyboard = Keyboard {
    zh: 'v',
    ch: 'i',
    sh: 'u',
    finals: "q iu|w ia ua|e e|r uan|t ue ve|y uai ing|u u|i i|o o uo|p un|a a|s ong iong|d iang uang|f en|g eng|h ang|\
        j an|k ao|l ai|z ei|x ie|c iao|v ui v|b ou|n in|m ian",
    vowel: VowelInitial::Spelt,
};
const MICROSOFT: Keyboard = Keyboard {
    zh: 'v',
    ch: 'i',
    sh: 'u',
    finals: "q iu|w ia ua|e e|r uan er|t ue ve|y uai v|u u|i i|o o uo|p un|a a|s ong iong|d iang uang|f en|g eng|h ang|\
        j an|k ao|l ai|; ing|z ei|x ie|c iao|v ui ve|b ou|n in|m ian",
    vowel: VowelInitial::O,
};
const SOGOU: Keyboard = Keyboard {
    zh: 'v',
    ch: 'i',
    sh: 'u',
    finals: "q iu|w ia ua|e e|r uan er|t ue ve|y uai v|u u|i i|o o uo|p un|a a|s ong iong|d iang uang|f en|g eng|h ang|\
        j an|k ao|l ai|; ing|z ei|x ie|c iao|v ui|b ou|n in|m ian",
    vowel: VowelInitial::O,
};
const ABC: Keyboard = Keyboard {
    zh: 'a',
    ch: 'e',
    sh: 'v',
    finals: "q ei|w ian|e e|r iu er|t iang uang|y ing|u u|i i|o o uo|p uan|a a|s ong iong|d ia ua|f en|g eng|h ang|j an|\
        k ao|l ai|z iao|x ie|c in uai|v v|b ou|n un|m ue ve ui",
    vowel: VowelInitial::O,
};
const ZIGUANG: Keyboard = Keyboard {
    zh: 'u',
    ch: 'a',
    sh: 'i',
    finals: "q ao|w en|e e|r an|t eng|y in uai|u u|i i|o o uo|p ai|a a|s ang|d ie|f ian|g iang uang|h ong iong|j iu er|\
        k ei|l uan|; ing|z ou|x ia ua|v v|b iao|n ue ve ui|m un",
    vowel: VowelInitial::O,
};
const JIAJIA: Keyboard = Keyboard {
    zh: 'v',
    ch: 'u',
    sh: 'i',
    finals: "q ing er|w ei|e e|r en|t eng|y ong iong|u u|i i|o o uo|p ou|a a|s ai|d ao|f an|g ang|h iang uang|j ian|\
        k iao|l in|z un|x uai ue ve|c uan|v ui v|b ia ua|n iu|m ie",
    vowel: VowelInitial::Letter,
};

impl DoublePinyin {
    /// The names of the schemes; one has two.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("xiaohe", Self::Xiaohe),
        ("ziranma", Self::Ziranma),
        ("microsoft", Self::Microsoft),
        ("sogou", Self::Sogou),
        ("abc", Self::Abc),
        ("zhinengabc", Self::Abc),
        ("ziguang", Self::Ziguang),
        ("pinyinjiajia", Self::Jiajia),
    ];

    /// The scheme of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, scheme)| *scheme)
    }

    fn keyboard(self) -> &'static Keyboard {
        match self {
            Self::Xiaohe => &XIAOHE,
            Self::Ziranma => &ZIRANMA,
            Self::Microsoft => &MICROSOFT,
            Self::Sogou => &SOGOU,
            Self::Abc => &ABC,
            Self::Ziguang => &ZIGUANG,
            Self::Jiajia => &JIAJIA,
        }
    }

    /// Whether a character that is no letter is a key of the scheme.
    pub(super) fn has_key(self, key: char) -> bool {
        self.keyboard().keys().any(|(own, _)| own == key)
    }

    /// The keys that a spelling is typed by, the usual ones first. None where the scheme has no keys for it.
    pub(super) fn codes(self, spelling: &str) -> Vec<String> {
        let keyboard = self.keyboard();
        // 噷 哼 呒 嗯: what has no vowel is typed as what comes next to it.
        let spelling = match spelling {
            "hm" => "hen",
            "hng" => "heng",
            "m" => "mu",
            "n" | "ng" => "en",
            spelling => spelling,
        };
        let (initial, end) = split(spelling);
        let first = match (initial, keyboard.vowel) {
            ("zh", _) => keyboard.zh,
            ("ch", _) => keyboard.ch,
            ("sh", _) => keyboard.sh,
            ("", VowelInitial::O) => 'o',
            ("", VowelInitial::Spelt) if end.len() == 1 => return vec![end.repeat(2)],
            ("", VowelInitial::Spelt) if end.len() == 2 => return vec![end.to_owned()],
            ("", _) => end.chars().next().unwrap_or('o'),
            (initial, _) => initial.chars().next().unwrap_or('o'),
        };
        let code = |(key, mut finals): (char, std::str::Split<'_, char>)| {
            finals.any(|own| own == end).then(|| format!("{first}{key}"))
        };
        keyboard.keys().filter_map(code).collect()
    }
}

impl Keyboard {
    fn keys(&self) -> impl Iterator<Item = (char, std::str::Split<'static, char>)> {
        self.finals.split('|').filter_map(|key| {
            let (key, finals) = key.split_once(' ')?;
            Some((key.chars().next()?, finals.split(' ')))
        })
    }
}
