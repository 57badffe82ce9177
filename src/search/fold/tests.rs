use proptest::prelude::*;

use super::*;

#[test]
fn stacks_go_on_one_another() {
    let texts = ["會議", "", "ＡＢ……", "\u{301}", "“清零”"];
    let stack = |texts: &[&str]| {
        let mut stack = FoldedStack::default();
        texts.iter().for_each(|text| stack.push(text));
        stack
    };
    for at in 0..=texts.len() {
        let mut parts = stack(&texts[..at]);
        parts.append(&stack(&texts[at..]));
        assert_eq!(parts, stack(&texts), "{at}");
    }
}

fn folded(text: &str) -> String {
    Folded::new(text).text
}

fn by(text: &str, folds: Folds) -> String {
    Folded::by(text, folds).text
}

/// Text of the characters that fold, the more often where they depend on each other, and of some that do not.
pub(in crate::search) fn texts() -> impl Strategy<Value = String> {
    let odd: Vec<char> = "会议會議臺里裡aAbＡａ11：:30İißſς“”‘’「」'\"。，,..…⋯·・•——–-－~～ \u{3000}\u{A0}\n\t\u{200B}\u{200D}\u{2060}\u{FEFF}\u{AD}葛\
        \u{E0100}❤\u{FE0F}😀👩ｶﾊﾞﾟハば゚がｱéeề\u{301}\u{302}\u{323}\u{338}=≠㍿㌔①⒈ﬁ한\u{1112}\u{1161}\u{11AB}क\u{93C}"
        .chars()
        .collect();
    prop::collection::vec(prop_oneof![8 => prop::sample::select(odd), 1 => any::<char>()], 0..24)
        .prop_map(|chars| chars.into_iter().collect())
}

fn sets() -> impl Strategy<Value = Folds> {
    // A table has to be built for each: not for all 256.
    let one_off = Folds::EACH.map(|(fold, _)| Folds::ALL.without(fold));
    let one_on = Folds::EACH.map(|(fold, _)| fold);
    let some = [one_off.to_vec(), one_on.to_vec(), vec![Folds::NONE]].concat();
    prop_oneof![3 => Just(Folds::ALL), 1 => prop::sample::select(some)]
}

#[test]
fn pictures() {
    for (text, expected) in [
        ("１１：３０（ＧＤＰ）", "11:30(gdp)"),
        ("他说：“保津南”，it’s", "他说:\"保津南\",it's"),
        ("他說：「保津南」，『是』", "他说:\"保津南\",'是'"),
        ("新\u{3000}闻\u{A0}网\n站\t页", "新闻网站页"),
        ("　　据天津 GDP 增长 5.1 %\n\n 消息", "据天津gdp增长5.1 %消息"),
        ("the\n  quick brown\u{A0}fox", "the quick brown fox"),
        ("한국 사람", "한국 사람"),
        ("微\u{200B}信\u{FEFF}、葛\u{E0100}飾", "微信、葛饰"),
        ("頭髮發乾幹乾裡裏里著臺檯颱後麵隻穀雲鬱爲為", "头发发干干干里里里着台台台后面只谷云郁为为"),
        ("會議瞭解答覆", "会议了解答复"),
        ("らーめんラーメンﾗｰﾒﾝ", "ラーメンラーメンラーメン"),
        ("ガガｶﾞが", "ガガガガ"),
        ("きゃ、キャ、ｷｬ", "キャ、キャ、キャ"),
        ("津南——天津–北京-上海－广州--深圳", "津南-天津-北京-上海-广州-深圳"),
        ("前所未遇……、…、...、。。。、⋯⋯、..、....", "前所未遇…、…、…、…、…、..、…"),
        ("李四·王五•赵六・阿尔", "李四·王五·赵六·阿尔"),
        ("café CAFE\u{301} naïve Straße Ｃａｆé", "cafe cafe naive strasse cafe"),
        ("İΣςſK", "iσσsk"),
        ("㍿①㎡½…ﬁ℃", "株式会社1m21/2…fi°c"),
        ("≠ =\u{338}", "≠ ≠"),
        ("👨\u{200D}👩 a\u{200D}b 1\u{FE0F}\u{20E3}", "👨\u{200D}👩 ab 1"),
        ("\u{1112}\u{1161}\u{11AB}국", "한국"),
        ("二○二二年", "二〇二二年"),
        ("´¨", "´¨"),
    ] {
        assert_eq!(folded(text), expected, "{text}");
    }
}

/// What each switch alone does to a text in which everything folds.
#[test]
fn every_switch() {
    let text = "ＡaＡ裡が“—”é\u{200B}b 会";
    assert_eq!(by(text, Folds::NONE), text);
    for (folds, expected) in [
        (Folds::WIDTH, "AaA裡が“—”é\u{200B}b 会"),
        (Folds::CASE, "ａaａ裡が“—”é\u{200B}b 会"),
        (Folds::SCRIPT, "ＡaＡ里が“—”é\u{200B}b 会"),
        (Folds::KANA, "ＡaＡ裡ガ“—”é\u{200B}b 会"),
        (Folds::MARKS, "ＡaＡ裡が\"-\"é\u{200B}b 会"),
        (Folds::ACCENTS, "ＡaＡ裡が“—”e\u{200B}b 会"),
        (Folds::SPACE, "ＡaＡ裡が“—”é\u{200B}b会"),
        (Folds::INVISIBLE, "ＡaＡ裡が“—”éb 会"),
    ] {
        let (_, name) = Folds::EACH.iter().find(|(fold, _)| *fold == folds).expect("named");
        assert_eq!(by(text, folds), expected, "{name}");
    }
    assert!(Folds::EACH.iter().fold(Folds::NONE, |all, (fold, _)| all.with(*fold)) == Folds::ALL);
    // Canonical equivalence is no fold.
    assert_eq!(by("e\u{301} か\u{3099} e\u{302}\u{323}", Folds::NONE), "é が ệ");
}

/// The original of each find, marked.
#[test]
fn the_way_back_in_pictures() {
    for (text, pattern, expected) in [
        ("13日晚11：30会议", "11:30", "«11：30»"),
        ("（Ａ）", "a", "«Ａ»"),
        ("全市\n  会议", "市会", "«市\n  会»"),
        ("微\u{200B}信\u{200B}号", "微信", "«微\u{200B}信»"),
        ("\u{FEFF}微信", "微信", "«微信»"),
        ("㍿会社", "式", "«㍿»"),
        ("cafe\u{301}s", "cafe", "«cafe\u{301}»"),
        ("Ａe\u{301}s", "s", "«s»"),
        ("葛\u{E0100}饰", "葛", "«葛\u{E0100}»"),
        ("津南——天津", "-天", "«——天»"),
        ("是。。。。啊", "…", "«。。。。»"),
        ("ｶﾞｽ", "ガ", "«ｶﾞ»"),
        ("Straße", "s", "«S»«ß»«ß»"),
    ] {
        let fold = Folded::new(text);
        let mut map = fold.view().offset_map();
        let found: String = fold
            .text()
            .match_indices(pattern)
            .map(|(at, found)| format!("«{}»", &text[map.original(at..at + found.len())]))
            .collect();
        assert_eq!(found, expected, "{pattern} in {text}");
    }
}

#[test]
fn the_map_is_sparse() {
    assert!(Folded::new("GDP 增长").segments.len() <= 2);
    assert!(Folded::new("推進社會面清零、gdp 5.1%。").segments.is_empty(), "same lengths need no map");
    assert_eq!(Folded::new("会议：推进工作").segments.len(), 1);
}

#[test]
fn a_stack_is_its_folds() {
    let texts = ["会议：\n推进", "", "ＧＤＰ", "新闻 "];
    let mut stack = FoldedStack::default();
    for text in texts {
        stack.push(text);
    }
    assert_eq!(stack.text(), "会议:推进\n\ngdp\n新闻");
    assert_eq!((stack.len(), stack.is_empty()), (4, false));
    for (ix, text) in texts.iter().enumerate() {
        let alone = Folded::new(text);
        assert_eq!(stack.get(ix).text(), alone.text());
        assert_eq!(stack.get(ix).segments, alone.segments);
        for at in stack.range(ix) {
            assert_eq!(stack.index_at(at), ix);
        }
    }
    assert!(stack.range(9).is_empty() && stack.get(9).text().is_empty());
}

/// Marks on a space: found by the law below.
#[test]
fn the_order_of_marks_on_a_space_does_not_count() {
    assert_eq!(folded(" \u{3099}\u{338}"), folded(" \u{338}\u{3099}"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn folding_twice_is_folding_once(text in texts(), folds in sets()) {
        let once = by(&text, folds);
        prop_assert_eq!(by(&once, folds), once);
    }

    /// What equals under few folds equals under more.
    #[test]
    fn a_fold_of_fewer_folds_folds_alike(text in texts(), folds in sets()) {
        prop_assert_eq!(folded(&by(&text, folds)), folded(&text));
    }

    /// The map is monotone, on character boundaries, and each of its pieces folds to what it stands for.
    #[test]
    fn the_way_back(text in texts(), folds in sets()) {
        let fold = Folded::by(&text, folds);
        let mut map = fold.view().offset_map();
        let mut end = 0;
        let mut unit: Option<(Range<usize>, String)> = None;
        let mut pieces = Vec::new();
        for (at, c) in fold.text().char_indices() {
            let range = map.original(at..at + c.len_utf8());
            prop_assert_eq!(&range, &fold.original(at..at + c.len_utf8()), "in any order");
            prop_assert!(range.start < range.end && range.end <= text.len());
            prop_assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
            match &mut unit {
                Some((whole, said)) if *whole == range => said.push(c),
                _ => {
                    prop_assert!(range.start >= end);
                    pieces.extend(unit.replace((range.clone(), c.to_string())));
                }
            }
            end = range.end;
        }
        pieces.extend(unit);
        // Alone, a joiner joins nothing.
        for (range, said) in pieces.into_iter().filter(|(_, said)| said != "\u{200D}") {
            prop_assert_eq!(by(&text[range.clone()], folds), said, "{:?}", &text[range]);
        }
    }

    /// Ranges of several characters run from the start of the first to the end of the last.
    #[test]
    fn ranges_are_hulls(text in texts(), from in 0usize..20, length in 1usize..8) {
        let fold = Folded::new(&text);
        let ends: Vec<usize> = fold.text().char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        let starts: Vec<usize> = fold.text().char_indices().map(|(at, _)| at).collect();
        let Some(&start) = starts.get(from) else { return Ok(()) };
        let last = (from + length).min(starts.len()) - 1;
        let range = fold.original(start..ends[last]);
        prop_assert_eq!(range.start, fold.original(start..ends[from]).start);
        prop_assert_eq!(range.end, fold.original(starts[last]..ends[last]).end);
    }
}
