//! The worked examples of the typography rules, as pictures: `/` parts the rows. Each is named by its rule.

use kanbao::text::{Level, LineBreak, Locale, OverflowWrap, Row, Ruler, Rules, Shape, Typesetter, WordBreak, walk};

/// How the examples of part A isolate a rule: nothing hangs, nothing is trimmed, no orphan is mended.
const BARE: &str = "bare";

/// Lays out one example. `options`: words among `bare`, `no-orphan`, `wide`, a level, a locale, `indent`.
fn rows_of(text: &str, measure: u32, options: &str) -> String {
    let mut rules = Rules { addresses: true, ..Rules::default() };
    let mut shape = Shape::reading(measure);
    let mut ruler = Ruler::default();
    for option in options.split_whitespace() {
        match option {
            BARE => (shape.hang, shape.trim, shape.orphan) = (false, false, false),
            "no-orphan" => shape.orphan = false,
            "wide" => ruler = Ruler::wide(),
            "none" => rules.level = Level::None,
            "basic" => rules.level = Level::Basic,
            "strict" => rules.level = Level::Strict,
            "zh-Hant" => rules.locale = Locale::ZhHant,
            "ja" => rules.locale = Locale::Ja,
            "indent" => shape.indent = 4,
            "ko" => rules = Rules { locale: Locale::Ko, word_break: WordBreak::KeepAll, ..rules },
            "syllables" => rules.word_break = WordBreak::Normal,
            "css-strict" => rules.line_break = LineBreak::Strict,
            "css-loose" => rules.line_break = LineBreak::Loose,
            "balance" => shape.balance = true,
            "words" => (shape.balance, shape.keep_words) = (true, true),
            "autospace" => shape.autospace = true,
            "unbroken" => shape.overflow_wrap = OverflowWrap::Normal,
            other => panic!("no such option: {other}"),
        }
    }
    let mut rows: Vec<Row> = Vec::new();
    Typesetter::new(rules, ruler).set(text, 0..text.len(), &shape, &mut rows);
    rows.iter().map(|row| &text[row.start..row.text_end]).collect::<Vec<_>>().join(" / ")
}

/// Rule, text, measure, options, rows.
type Example = (&'static str, &'static str, u32, &'static str, &'static str);

fn check(examples: &[Example]) {
    let wrong: Vec<String> = examples
        .iter()
        .filter_map(|&(rule, text, measure, options, expected)| {
            let got = rows_of(text, measure, options);
            (got != expected).then(|| format!("{rule} {text} W={measure} {options}\n  want {expected}\n  got  {got}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What the rules say in words, with examples of our own beside theirs.
#[test]
fn every_rule_in_words() {
    #[rustfmt::skip]
    let cases: &[Example] = &[
        ("B20", "中文🇨🇳好", 4, "", "中文 / 🇨🇳好"),
        ("B21", "看incomprehensible吧", 10, "unbroken", "看 / incomprehensible / 吧"),
        ("B21", "看incomprehensible吧", 10, "no-orphan", "看 / incomprehe / nsible吧"),
        ("F04", "他问“去不去？”没人答", 12, "", "他问“去不 / 去？”没人答"),
        ("F06", "一二三四五，六七", 10, "zh-Hant no-orphan", "一二三四 / 五，六七"),
        ("P05", "用Rust写代码", 10, "autospace", "用Rust写 / 代码"),
        ("P05", "用 Rust 写", 10, "autospace", "用 Rust 写"),
        ("F07", "我用Rust写字", 10, "autospace no-orphan", "我用Rust / 写字"),
        ("F07", "我用Rust，写字", 10, "zh-Hant autospace no-orphan", "我用Rust， / 写字"),
        ("P08", "ああ　ああ", 5, "ja no-orphan", "ああ / ああ"),
        ("P09", "一二三四五六", 10, "balance", "一二三 / 四五六"),
        ("P09", "一二三四五六七八九十一", 20, "balance", "一二三四五六 / 七八九十一"),
        ("P09", "天津市委、市政府昨天深夜再开会", 16, "words", "天津市委、市政府 / 昨天深夜再开会"),
        ("P09", "市政府昨天深夜再开会", 12, "words", "市政府昨天 / 深夜再开会"),
        // A word that is wider than a row is broken all the same.
        ("P09", "中华人民共和国", 8, "words", "中华人民 / 共和国"),
        ("L01", "ああああああっ字", 12, "ja css-strict no-orphan", "あああああ / あっ字"),
        ("L01", "ああああああっ字", 12, "ja no-orphan", "ああああああ / っ字"),
        ("L01", "時々刻々と人々", 6, "ja css-loose no-orphan", "時々刻 / 々と人 / 々"),
        ("L01", "時々刻々と人々", 6, "ja no-orphan", "時々 / 刻々と / 人々"),
        ("B18", "见https://a.example/bc/def?g=h&i=j-k。", 20, "no-orphan", "见https://a.example/ / bc/def?g=h&i=j-k。"),
        ("B18", "见https://a.example/bc/def?g=h&i=j-k。", 14, "no-orphan", "见 / https://a.exam / ple/bc/def? / g=h&i=j-k。"),
        ("B18", "见https://a.example/a!b|c}d(e)f=g%2F,h;i。", 30, "no-orphan", "见https://a.example/ / a!b|c}d(e)f=g%2F,h;i。"),
        ("B18", "https://a.example/abcdefghijklmnop", 12, "ja", "https://a.ex / ample/ / abcdefghijkl / mnop"),
        ("L03", "한글이 한글이 한글이", 19, "ko", "한글이 한글이 / 한글이"),
        ("L03", "한글이 한글이 한글이", 19, "ko syllables", "한글이 한글이 한글 / 이"),
    ];
    check(cases);
}

/// P05: the cell between Han and Latin is drawn, and is no part of the text.
#[test]
fn p05_autospace_is_drawn_and_not_there() {
    let text = "用Rust写（Rust）";
    let mut rows: Vec<Row> = Vec::new();
    let shape = Shape { autospace: true, ..Shape::reading(40) };
    Typesetter::new(Rules::default(), Ruler::default()).set(text, 0..text.len(), &shape, &mut rows);
    let mut columns = Vec::new();
    walk(text, &rows[0], Ruler::default(), |_, cluster, column| columns.push((cluster, column)));
    let at = |wanted: &str| columns.iter().find(|(cluster, _)| *cluster == wanted).map(|(_, column)| *column);
    assert_eq!((at("用"), at("R"), at("写"), at("（")), (Some(0), Some(3), Some(8), Some(10)));
    assert_eq!(rows[0].cells, 18);
}

#[test]
fn every_worked_example() {
    #[rustfmt::skip]
    let cases: &[Example] = &[
        ("B01", "一二三四五。六七", 10, "bare", "一二三四 / 五。六七"),
        ("B01", "一二三四五！六七", 10, "bare", "一二三四 / 五！六七"),
        ("B02", "一二三四五）六七", 10, "bare", "一二三四 / 五）六七"),
        ("B02", "一二三四五》六", 10, "bare", "一二三四 / 五》六"),
        ("B03", "一二三四（五六）七", 10, "bare", "一二三四 / （五六）七"),
        ("B03", "一二三四“五六”七", 9, "bare", "一二三四 / “五六”七"),
        ("B04", "使用“AI”技术的公司", 6, "bare", "使用 / “AI”技 / 术的公 / 司"),
        ("B04", "他说“好”她说不", 6, "bare", "他说 / “好”她 / 说不"),
        ("B05", "他说don’t行吗", 8, "bare", "他说 / don’t行 / 吗"),
        ("B06", "爱因斯坦·罗斯", 8, "bare", "爱因斯 / 坦·罗斯"),
        ("B07", "十一月～十二月", 6, "bare", "十一 / 月～十 / 二月"),
        ("B07", "1949—1986年的事", 6, "bare", "1949— / 1986年 / 的事"),
        ("B08", "一二三／四五六", 6, "bare basic", "一二 / 三／四 / 五六"),
        ("B08", "一二三／四五六", 8, "bare", "一二 / 三／四五 / 六"),
        ("B09", "一二三四——五", 9, "bare", "一二三四 / ——五"),
        ("B09", "一二三四——五", 10, "bare wide", "一二三四 / ——五"),
        ("B10", "一二三四五……六", 11, "bare", "一二三四 / 五……六"),
        ("B10", "一二三四五……六", 12, "bare", "一二三四五…… / 六"),
        ("B11", "一二…………三", 6, "bare", "一二…… / ……三"),
        ("B12", "一二三四五——六", 10, "bare", "一二三四五 / ——六"),
        ("B12", "一二三四五——六", 10, "bare strict", "一二三四 / 五——六"),
        ("B13", "一二三四五。六", 10, "bare none", "一二三四五 / 。六"),
        ("B14", "价格是100℃以下", 8, "bare", "价格是 / 100℃以下"),
        ("B14", "增长12.5%了", 6, "bare", "增长 / 12.5% / 了"),
        ("B14", "共人民币￥100元", 10, "bare", "共人民币 / ￥100元"),
        ("B15", "距离10 km远的地方", 8, "bare", "距离 / 10 km远 / 的地方"),
        ("B16", "在2024年5月1日", 6, "bare", "在2024 / 年5月1 / 日"),
        ("B17", "使用Rust语言", 6, "bare", "使用 / Rust语 / 言"),
        ("B17", "我爱Rust and Go", 10, "bare", "我爱Rust / and Go"),
        ("B18", "他学C++语言", 6, "bare", "他学 / C++语 / 言"),
        ("B18", "依照GB/T标准", 6, "bare", "依照 / GB/T标 / 准"),
        ("B18", "请看@用户说", 5, "bare", "请看 / @用户 / 说"),
        ("B19", "①②③④⑤⑥⑦⑧", 6, "bare wide", "①②③ / ④⑤⑥ / ⑦⑧"),
        ("B21", "FillerTextFillerText", 10, "bare", "FillerText / FillerText"),
        ("B21", "。。。。。。", 4, "bare", "。。 / 。。 / 。。"),
        ("F03", "一二三四五。六七", 10, "", "一二三四五。 / 六七"),
        ("F03", "一二三四五，六七", 10, "", "一二三四五， / 六七"),
        ("F04", "一二三四五。”六七八", 10, "", "一二三四 / 五。”六 / 七八"),
        ("F05", "中文ABC中文，好吗朋友们", 12, "", "中文ABC中文， / 好吗朋友们"),
        ("F05", "中文A（中文）好吗", 12, "", "中文A（中文） / 好吗"),
        ("F06", "一二三四五。六七", 10, "no-orphan zh-Hant", "一二三四 / 五。六七"),
        ("F09", "一二三四五六。", 10, "", "一二三四 / 五六。"),
        ("F09", "一二三四五六", 10, "", "一二三四 / 五六"),
        ("P01", "一二三四五六七八", 12, "bare indent", "一二三四 / 五六七八"),
        ("L02", "これは満たす文字です。", 20, "no-orphan ja", "これは満たす文字です。"),
        ("L02", "これらは満たす文字で、それらも満たす文字です。", 20, "no-orphan ja", "これらは満たす文字で、 / それらも満たす文字で / す。"),
    ];
    assert_eq!(cases.len(), 46);
    check(cases);
}
