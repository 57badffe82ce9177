use proptest::prelude::*;

use super::*;
use crate::model::{Article, Block, BlockKind, Meta};
use crate::search::document::{Facts, FoldedArticle};

fn now() -> Timestamp {
    let instant = "2022-01-14T04:00:00Z".parse().expect("an instant");
    Timestamp::new(instant, Timestamp::CHINA)
}

fn options() -> QueryOptions {
    QueryOptions::new(now())
}

fn query(typed: &str) -> Query {
    Query::parse(typed, &options()).unwrap_or_else(|error| panic!("{typed}: {error:?}"))
}

fn safe(text: &str) -> SafeText {
    SafeText::line(text)
}

/// An article about something, published on the 12th.
fn article() -> Article {
    let meta = Meta {
        path: safe("news/2022/0001.md"),
        title: safe("开会时间一天比一天晚！天津市委、市政府连夜部署"),
        published: Some(Timestamp::new("2022-01-12T17:30:00Z".parse().expect("an instant"), Timestamp::CHINA)),
        author: Some(safe("新浪财经")),
        source: vec![safe("上观新闻"), safe("天津日报")],
        editor: Some(safe("梁斌 SF055")),
        categories: vec![safe("财经"), safe("國內新聞")],
        lang: Some(safe("zh-Hans")),
        ..Meta::default()
    };
    let block = |kind, text: &str| Block::plain(kind, SafeText::body(text));
    let body = vec![
        block(BlockKind::Heading { level: 2 }, "13日晚11：30会议"),
        block(BlockKind::Paragraph, "会议强调，“保津南就是保全市”，\n全力推进核酸检测。GDP与gdp"),
        block(BlockKind::Paragraph, "第一阶段共3例，第二阶段共12例。"),
    ];
    Article { meta, body, ..Article::default() }
}

fn found(query: &Query, article: &Article, facts: Facts<'_>) -> Option<Found> {
    let folded = FoldedArticle::new(article);
    query.find(&folded.document(article, facts))
}

fn matches(typed: &str) -> bool {
    let article = article();
    let folded = FoldedArticle::new(&article);
    let document = folded.document(&article, Facts { read: Some(true), ..Facts::default() });
    let query = query(typed);
    assert_eq!(query.matches(&document), query.find(&document).is_some(), "{typed}");
    query.matches(&document)
}

/// What is lit in the title and in the body.
fn lit(typed: &str) -> String {
    let article = article();
    let Some(found) = found(&query(typed), &article, Facts::default()) else { return "no".to_owned() };
    let title = found.title.iter().map(|find| article.meta.title[find.range.clone()].to_owned());
    let body = found.body.iter().map(|hit| article.body[hit.block.0].text()[hit.range.clone()].to_owned());
    title.chain(std::iter::once("|".to_owned())).chain(body).collect::<Vec<_>>().join(" ")
}

/// A text with every find between « and ».
fn marked(query: &Query, text: &str) -> String {
    let mut out = String::new();
    let mut done = 0;
    for range in query.find_in(text) {
        out.push_str(&format!("{}«{}»", &text[done..range.start], &text[range.clone()]));
        done = range.end;
    }
    out + &text[done..]
}

#[test]
fn a_word_in_pictures() {
    for (pattern, text, expected) in [
        ("会议", "会议强调，会议指出", "«会议»强调，«会议»指出"),
        ("会议", "會議", "«會議»"),
        ("會議", "会议", "«会议»"),
        ("11:30", "13日晚11：30会议", "13日晚«11：30»会议"),
        ("１１：３０", "晚11:30会议", "晚«11:30»会议"),
        ("gdp", "GDP、Gdp与ｇｄｐ", "«GDP»、«Gdp»与«ｇｄｐ»"),
        ("好的。", "好的。。。好的。", "«好的。»。。«好的。»"),
        ("OK.", "OK...", "«OK.».."),
        ("等等..", "等等...", "«等等..»."),
        ("等等...", "等等……", "«等等……»"),
        ("3.", "3.5", "«3.»5"),
        ("GDP", "GDP、gdp与ＧＤＰ", "«GDP»、gdp与«ＧＤＰ»"),
        ("aA", "aaAaA", "a«aA»«aA»"),
        ("it's", "but it’s fine", "but «it’s» fine"),
        ("微信", "微\u{200B}信和微信\u{200B}号", "«微\u{200B}信»和«微信»\u{200B}号"),
        (" 会议　", "会议", "«会议»"),
        ("哈哈", "哈哈哈哈哈", "«哈哈»«哈哈»哈"),
        ("，", "一，二,三", "一«，»二«,»三"),
        ("cafe", "Café CAFÉ", "«Café» «CAFÉ»"),
        ("宁夏金晶科技有限", "宁夏金晶\n科技有限公司", "«宁夏金晶\n科技有限»公司"),
        ("天津 会议", "天津会议，会议", "«天津»«会议»，«会议»"),
        ("天津 天津市", "天津市与天津", "«天津市»与«天津»"),
        ("tjsw", "天津市委、tjsw", "«天津市委»、«tjsw»"),
        ("\"tjsw\"", "天津市委、tjsw", "天津市委、«tjsw»"),
        ("tJsw", "天津市委、tJsw", "天津市委、«tJsw»"),
        ("“清零”", "面\"清零\"和“清零”", "面\"«清零»\"和“«清零»”"),
        ("\"全市 会议\"", "全市\n会议、全市\u{3000}会议、全市会议", "«全市\n会议»、«全市\u{3000}会议»、«全市会议»"),
        ("\"hello world\"", "hello\nworld helloworld", "«hello\nworld» helloworld"),
        ("/第[一二]/", "第一第二第三", "«第一»«第二»第三"),
        ("/gdp/", "GDP", "«GDP»"),
        ("/Gdp|\\D例/", "GDP3例", "GDP3例"),
        ("/x*/", "axxb", "a«xx»b"),
        ("f(x)", "f(x)=（x）", "«f(x)»=（x）"),
        (":)", "", ""),
    ] {
        match Query::parse(pattern, &options()) {
            Ok(query) => assert_eq!(marked(&query, text), expected, "{pattern} in {text}"),
            Err(error) => assert_eq!((pattern, error.what), (":)", Wrong::NothingToClose)),
        }
    }
}

#[test]
fn the_language() {
    for (typed, expected) in [
        ("天津 核酸", true),
        ("天津 北京", false),
        ("天津 OR 北京", true),
        ("北京 | 天津", true),
        ("北京|上海", false),
        ("天津 -北京", true),
        ("天津 -核酸", false),
        ("-北京", true),
        ("(北京 OR 天津) 核酸", true),
        ("（北京 OR 上海） 核酸", false),
        ("-（北京 OR 天津）", false),
        ("--天津", false),
        ("北京 核酸 OR 天津", true),
        ("title:天津", true),
        ("title:核酸", false),
        ("标题：天津", true),
        ("TITLE: 天津", true),
        ("-title:核酸", true),
        ("title:(核酸 OR 天津)", true),
        ("title:\"天津市委、市政府\"", true),
        ("title:/天.市/", true),
        ("source:日报", true),
        ("来源:日报", true),
        ("source:新浪", false),
        ("author:xinlang", true),
        ("作者：新浪", true),
        ("editor:SF055", true),
        ("编辑：梁斌", true),
        ("category:国内", true),
        ("分类:股票", false),
        ("path:2022", true),
        ("路径:news/2022", true),
        ("path:/news/", true),
        ("lang:zh", true),
        ("lang:ZH-hans", true),
        ("lang:zh-Hant", false),
        ("语言：简体", true),
        ("lang:z", false),
        ("is:read", true),
        ("is:unread", false),
        ("是：已读", true),
        ("is:starred", false),
        // In its own clock it is the 13th.
        ("date:2022-01-13", true),
        ("date:2022-01-12", false),
        ("日期：2022-01", true),
        ("date:7d", true),
        ("date:>=2022-01-13 date:<2022-01-14", true),
        ("date:2021..2022-01-12", false),
        ("-date:2021", true),
        ("foo:bar", false),
        ("晚11：30会议", true),
        ("/\\d+例/", true),
        ("/^全力/", true),
        ("/news/2022", false),
        ("保津南就是保全市", true),
        ("全市全力推进", false),
        ("\"全市”，全力推进\"", true),
    ] {
        assert_eq!(matches(typed), expected, "{typed}");
    }
}

#[test]
fn the_source_is_the_author_where_there_is_no_other() {
    let mut article = article();
    assert!(found(&query("source:新浪"), &article, Facts::default()).is_none());
    article.meta.source.clear();
    assert!(found(&query("source:新浪"), &article, Facts::default()).is_some());
}

#[test]
fn a_tag_is_the_readers_or_the_files() {
    let article = article();
    let own = [SafeText::line("核酸"), SafeText::line("AI")];
    let facts = Facts { tags: &own, ..Facts::default() };
    for (typed, holds) in
        [("tag:核酸", true), ("标签：ai", true), ("tag:国内", true), ("tag:体育", false), ("-tag:hs", false)]
    {
        assert_eq!(found(&query(typed), &article, facts).is_some(), holds, "{typed}");
    }
    assert!(found(&query("tag:核酸"), &article, Facts::default()).is_none());
    assert!(query("-tag:核酸").asks_for_marks() && query("tag:x").asks_fields());
}

#[test]
fn what_was_never_said_is_unread() {
    let article = article();
    for (typed, holds) in [("is:read", false), ("is:unread", true), ("is:starred", false), ("is:noted", false)] {
        assert_eq!(found(&query(typed), &article, Facts::default()).is_some(), holds, "{typed}");
        assert!(query(&format!("天津 OR -{typed}")).asks_for_marks() && !query("天津").asks_for_marks());
    }
}

#[test]
fn what_is_lit() {
    assert_eq!(lit("天津"), "天津 |");
    assert_eq!(lit("会议"), "| 会议 会议");
    assert_eq!(lit("会议 -北京"), "| 会议 会议");
    assert_eq!(lit("会议 北京"), "no");
    assert_eq!(lit("天津 OR 会议"), "天津 | 会议 会议");
    assert_eq!(lit("天津 title:市政府"), "天津 市政府 |");
    assert_eq!(lit("source:天津 核酸"), "| 核酸");
    assert_eq!(lit("-北京"), "|");
    assert_eq!(lit("-(-会议)"), "| 会议 会议");
    assert_eq!(lit("GDP"), "| GDP");
    assert_eq!(lit("gdp"), "| GDP gdp");
    assert_eq!(lit("/\\d+例/"), "| 3例 12例");
    assert_eq!(lit("hsjc 核酸"), "| 核酸检测");
    assert_eq!(lit("核酸 hsjc"), "| 核酸检测");
}

/// What is wrong, and the part that is.
#[test]
fn what_is_wrong_and_where() {
    for (typed, what, part) in [
        ("", Wrong::Empty, ""),
        ("　 ", Wrong::Empty, "　 "),
        ("\u{200B}", Wrong::Empty, "\u{200B}"),
        ("会议 \"\"", Wrong::Empty, "\"\""),
        ("会议 \"天", Wrong::OpenPhrase, "\""),
        ("会议 “", Wrong::OpenPhrase, "“"),
        ("“", Wrong::OpenPhrase, "“"),
        ("「天津", Wrong::OpenPhrase, "「"),
        ("(会议", Wrong::OpenGroup, "("),
        ("会议）", Wrong::NothingToClose, "）"),
        ("()", Wrong::Empty, "()"),
        ("OR 会议", Wrong::OrOfNothing, "OR"),
        ("会议 OR", Wrong::OrOfNothing, "OR"),
        ("会议 |", Wrong::OrOfNothing, "|"),
        ("(会议 OR) 天津", Wrong::OrOfNothing, "OR"),
        ("(-) 天津", Wrong::NotOfNothing, "-"),
        ("会议 -", Wrong::NotOfNothing, "-"),
        ("会议 title:", Wrong::NoValue, "title:"),
        ("标题：", Wrong::NoValue, "标题："),
        ("(title:) 会议", Wrong::NoValue, "title:"),
        ("/天", Wrong::OpenRegex, "/"),
        ("/(/", Wrong::BadRegex("unclosed group".to_owned()), "("),
        ("/\\w{9999}{9}/", Wrong::HugeRegex, "\\w{9999}{9}"),
        ("date:2022-13", Wrong::BadDate, "2022-13"),
        ("是：好的", Wrong::BadState, "好的"),
    ] {
        let error = Query::parse(typed, &options()).expect_err(typed);
        assert_eq!((&error.what, &typed[error.at.clone()]), (&what, part), "{typed}");
    }
    assert!(Query::parse("-", &options()).is_ok(), "a dash");
    let long = Query::parse(&"x ".repeat(3000), &options()).expect_err("long");
    assert_eq!((long.what, long.at.end), (Wrong::TooLong, 6000));
    let deep = "(".repeat(40) + "x";
    assert_eq!(Query::parse(&deep, &options()).expect_err("deep").what, Wrong::TooDeep);
}

#[test]
fn words_that_look_like_operators() {
    for (typed, text) in [
        ("- 会议", "会议 - 天津"),
        ("a/b", "a/b"),
        ("/home/user", "in /home/user/x"),
        ("and/or", "and/or"),
        ("http://x.cn", "http://x.cn/"),
        ("ORDER", "an ORDER"),
        ("C++", "C++"),
        ("--exact", "use --exact"),
        ("——", "津南——天津"),
        ("。", "完。"),
        ("12:30", "12：30"),
    ] {
        assert!(!query(typed).find_in(text).is_empty(), "{typed} in {text}");
    }
}

#[test]
fn exact_is_exact() {
    let exact = options().exact();
    let marked = |pattern: &str, text: &str| marked(&Query::parse(pattern, &exact).expect(pattern), text);
    assert_eq!(marked("会议", "會議会议"), "會議«会议»");
    assert_eq!(marked("11:30", "11：30 11:30"), "11：30 «11:30»");
    assert_eq!(marked("gdp", "GDPgdp"), "GDP«gdp»");
    assert_eq!(marked("a.", "a... a."), "«a.».. «a.»");
    assert_eq!(marked("...", "…..."), "…«...»");
    assert_eq!(marked("e\u{301}", "é e e\u{301}"), "«é» e «e\u{301}»");
    assert_eq!(marked("tjsw", "天津市委"), "天津市委");
}

#[test]
fn better_answers_score_higher() {
    let meta = |title: &str| Meta { title: safe(title), ..Meta::default() };
    let block = |kind, text: &str| Block::plain(kind, SafeText::body(text));
    let made = |title: &str, heading: &str, text: &str| Article {
        meta: meta(title),
        body: vec![block(BlockKind::Heading { level: 2 }, heading), block(BlockKind::Paragraph, text)],
        ..Article::default()
    };
    let score = |typed: &str, article: &Article| {
        found(&query(typed), article, Facts::default()).map_or(0.0, |found| found.score)
    };
    let in_title = made("天津消息", "无", "无");
    let in_heading = made("消息", "天津", "无");
    let often = made("消息", "无", "天津，天津，天津");
    let once = made("消息", "无", "天津");
    let far = made("消息", "无", &format!("天津{}", "无关的话，".repeat(900)));
    let order: Vec<f32> = [&in_title, &in_heading, &often, &once, &far].map(|article| score("天津", article)).into();
    assert!(order.is_sorted_by(|a, b| a > b), "{order:?}");
    let by_reading = score("tianjin", &once);
    assert!(by_reading > 0.0 && score("tianjin", &made("消息", "无", "Tianjin")) > by_reading);
    assert!(score("\"天津\"", &once) > score("天津", &once));
    let apart = made("消息", "无", "疫情在天津");
    let together = made("消息", "无", "天津疫情啊");
    assert!(score("天津 疫情", &together) > score("天津 疫情", &apart));
}

fn pieces() -> impl Strategy<Value = String> {
    let letters = "会议會天aAＡ：:“\"'’.。…-— \u{3000}\n\u{200B}\u{FE0F}İißée\u{301}がガｶﾞ㍿";
    prop::collection::vec(prop::sample::select(letters.chars().collect::<Vec<_>>()), 0..4)
        .prop_map(|chars| chars.into_iter().collect())
}

fn switches() -> impl Strategy<Value = Folds> {
    // A table has to be built for each (and for each without case).
    let one_off = Folds::EACH.map(|(fold, _)| Folds::ALL.without(fold));
    prop::sample::select([one_off.to_vec(), vec![Folds::ALL, Folds::NONE]].concat())
}

#[test]
fn a_kana_is_found_before_a_mark_that_makes_another_of_it() {
    let full = Folded::new("ｶﾞス、か\u{3099}く");
    let text = TextRef { original: "ｶﾞス、か\u{3099}く", folded: full.view() };
    for (pattern, folds, found) in [
        ("ｶ", Folds::ALL.without(Folds::WIDTH), true),
        ("ﾞス", Folds::ALL.without(Folds::WIDTH), true),
        ("ガス", Folds::ALL.without(Folds::WIDTH), false),
        ("ガス", Folds::ALL, true),
        ("く", Folds::NONE, true),
    ] {
        let literal = Literal::new(pattern, folds, None, true).expect("a literal");
        assert_eq!(literal.is_in(text), found, "{pattern}");
        assert!(!found || literal.may_be_in(full.text().as_bytes()), "{pattern}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    /// Looking in the windows of the full fold finds what looking in the whole text, folded the question's way, does.
    #[test]
    fn windows_hide_nothing(pattern in pieces(), parts in prop::collection::vec(pieces(), 0..9), folds in switches()) {
        let text = parts.concat();
        // A sound mark that something invisible parts from its kana: no text has it, and what it stands on depends
        // on which folds are asked.
        prop_assume!(!["\u{200B}\u{FF9E}", "\u{FE0F}\u{FF9E}"].iter().any(|odd| text.contains(odd)));
        let Some(literal) = Literal::new(&pattern, folds, None, true) else { return Ok(()) };
        let own = term::own_folds(pattern.trim(), &Folded::new(pattern.trim()), folds);
        let needle = Folded::by(pattern.trim(), own).text().to_owned();
        let fold = Folded::by(&text, own);
        let naive: Vec<Range<usize>> =
            fold.text().match_indices(&needle).map(|(at, found)| fold.original(at..at + found.len())).collect();
        let full = Folded::new(&text);
        let view = TextRef { original: &text, folded: full.view() };
        let finds: Vec<Range<usize>> = literal.find_in(view).into_iter().map(|find| find.range).collect();
        prop_assert_eq!(&finds, &naive, "{:?} in {:?}", needle, fold.text());
        prop_assert_eq!(literal.is_in(view), !naive.is_empty());
    }

    /// What is in the text is found, whatever stands around it.
    #[test]
    fn nothing_is_missed(before in "[会议a，]{0,3}", pattern in "[会议津aAé：]{1,3}", after in "[会议a，]{0,3}") {
        let query = query(&format!("\"{pattern}\""));
        let text = format!("{before}{pattern}{after}");
        prop_assert!(!query.find_in(&text).is_empty());
    }

    /// Whatever is typed is understood, or said to be wrong at a place that exists.
    #[test]
    fn no_input_is_too_odd(typed in "[会a\"“”「」()（）|OR/\\\\\\-:： title标题date日期is2022]{0,24}") {
        match Query::parse(&typed, &options()) {
            Ok(query) => drop(query.find_in("会a")),
            Err(error) => prop_assert!(typed.get(error.at.clone()).is_some(), "{:?}", error),
        }
    }
}
