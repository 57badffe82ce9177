use super::super::furniture::Furniture;
use super::*;
use crate::extract::formats::post;
use crate::model::{Format, Limits, Meta, Note};

fn split_of(text: &str) -> Split<'_> {
    match split(text) {
        Opening::Split(split) => split,
        other => panic!("{other:?}: {text}"),
    }
}

fn read(text: &str) -> FrontMatter {
    FrontMatter::read(&split_of(text))
}

fn meta(text: &str) -> Meta {
    post::meta(&read(text), "a.md", Furniture::default().of(Format::Hexo, &Limits::default()), Format::Hexo)
}

#[test]
fn yaml_is_read_as_yaml() {
    let front = read("\n---\r\ntitle: 'a: b'\r\ncategories: \r\n - 金融\r\n - 新浪\r\nthumbnail: \r\n---\r\nx");
    assert_eq!(front.one(&["title"]).as_deref(), Some("a: b"));
    assert_eq!(front.all(&["categories"]), ["金融", "新浪"]);
    assert_eq!(front.one(&["thumbnail"]), None);
    assert_eq!(front.fault, None);
}

#[test]
fn what_is_no_yaml_is_read_by_line_and_says_why() {
    let front = read("---\ntitle: @某人 关注了股票\ncategories: \n    - 金融\n    - 雪球\nauthor: 雪球\n---\n");
    assert_eq!(front.one(&["title"]).as_deref(), Some("@某人 关注了股票"));
    assert_eq!(front.all(&["categories"]), ["金融", "雪球"]);
    assert!(front.fault.as_ref().is_some_and(|fault| fault.contains("line 1")), "{:?}", front.fault);
    let front = read("---\ntitle: \"他说\"不\"就走了\"\nauthor: 甲\n---\n");
    assert_eq!(front.one(&["title"]).as_deref(), Some("他说\"不\"就走了"));
    assert_eq!(front.one(&["author"]).as_deref(), Some("甲"));
    let front = read("---\ntitle: 会议: 第一天: 'x'\ndate: 2021-08-07 02:22:05\ntags: [甲, '乙']\n---\n");
    assert_eq!(front.one(&["title"]).as_deref(), Some("会议: 第一天: 'x'"));
    assert_eq!(front.one(&["date"]).as_deref(), Some("2021-08-07 02:22:05"));
    assert_eq!(front.all(&["tags"]), ["甲", "乙"]);
    let front = read("---\ntitle: 某: 某: 题\ncover:\n  alt: 图\n  image: a.png\nsummary: >\n  一行\n  又一行\n---\n");
    assert_eq!(front.each(&["cover"], PLACES).collect::<Vec<_>>(), ["a.png"]);
    assert_eq!(front.one(&["summary"]).as_deref(), Some("一行 又一行"));
}

#[test]
fn what_yaml_mangles_is_put_back_from_its_line() {
    for title in
        ["写给 C# 与 F# 的信 #2", "#早市# 桥头", "!重要 通知", "&号与 AT&T", "&#8220;桥&#8221; 通了", "一 # 二 # 三"]
    {
        let front = read(&format!("---\ntitle: {title}\ndate: 2022-01-02 # 周日\ntags: [C#, 甲]\n---\n"));
        let wanted = title.replace("&#8220;", "“").replace("&#8221;", "”");
        assert_eq!(front.one(&["title"]), Some(wanted));
        assert_eq!(front.one(&["date"]).as_deref(), Some("2022-01-02"), "a comment behind a date is one");
        assert!(front.fault.is_some(), "{title}: it is said");
    }
    for (title, read_as) in [("\"引号 # 里\"", "引号 # 里"), ("C#入门", "C#入门"), ("'单引 #1'", "单引 #1")]
    {
        let front = read(&format!("---\ntitle: {title}\nauthor: 甲\n---\n"));
        assert_eq!((front.one(&["title"]).as_deref(), front.fault), (Some(read_as), None));
    }
    let anchors = read("---\nauthor: &me 张三\neditor: *me\n---\n");
    assert_eq!(
        (anchors.one(&["author"]).as_deref(), anchors.one(&["editor"]).as_deref()),
        (Some("张三"), Some("张三"))
    );
}

#[test]
fn what_is_invisible_before_a_key_is_no_part_of_it() {
    for mark in ["\u{200B}", "\u{FEFF}", "\u{A0}", "\u{3000}", "\u{2060}\u{200B}"] {
        let front = read(&format!("{mark}---\n{mark}title: 题\n{mark}tags:\n  - 甲\n{mark}---\n正文"));
        assert_eq!(front.one(&["title"]).as_deref(), Some("题"), "{mark:?}");
        assert_eq!(front.all(&["tags"]), ["甲"], "{mark:?}");
    }
}

#[test]
fn an_empty_front_matter_is_one() {
    for text in ["---\n---\n\n正文。", "---\n\n---\n正文。", "---\r\n---\r\n正文。"] {
        assert_eq!(split_of(text).body.trim(), "正文。", "{text:?}");
    }
    assert!(matches!(split("---\n正文。\n---\n"), Opening::None), "a text between two rules");
}

#[test]
fn json_up_to_semicolons_is_front_matter() {
    for text in [
        "\"title\": \"桥\",\n\"tags\": [\"甲\", \"乙\"]\n;;;\n正文。",
        ";;;\n{\n\"title\": \"桥\",\n\"tags\": [\"甲\", \"乙\"]\n}\n;;;\n正文。",
        ";;;\n\"title\": \"桥\",\n\"tags\": [\"甲\", \"乙\"],\n;;;\n正文。",
    ] {
        let front = read(text);
        assert_eq!(
            (front.one(&["title"]).as_deref(), front.all(&["tags"])),
            (Some("桥"), vec!["甲".to_owned(), "乙".to_owned()]),
            "{text}"
        );
        assert_eq!(split_of(text).body.trim(), "正文。", "{text}");
    }
    assert!(matches!(split("\"他说：桥通了。\"\n\n;;;\n"), Opening::None));
}

#[test]
fn numbers_stay_as_they_were_written() {
    let front = read("---\ntitle: 2022.10\nversion: 007\nweight: 1e3\n---\n");
    assert_eq!(front.one(&["title"]).as_deref(), Some("2022.10"));
    assert_eq!(front.one(&["version"]).as_deref(), Some("007"));
    assert_eq!(front.one(&["weight"]).as_deref(), Some("1e3"));
}

#[test]
fn toml_and_json_are_front_matter_too() {
    let meta_of = |text: &str| {
        let meta = meta(text);
        let names: Vec<_> = meta.tags.iter().map(|tag| tag.as_str().to_owned()).collect();
        (meta.title.to_string(), meta.published.map(|at| at.to_string()), names.join(" "))
    };
    let expected = (String::from("题"), Some(String::from("2024-05-01T09:30:00+08:00")), String::from("甲 乙"));
    let toml =
        "+++\ntitle = \"题\"\ndate = 2024-05-01T09:30:00+08:00\n[taxonomies]\ntags = [\"甲\", \"乙\"]\n+++\n正文";
    let json = "{\n  \"title\": \"题\",\n  \"date\": \"2024-05-01 09:30:00\",\n  \"tags\": [\"甲\", \"乙\"]\n}\n\n正文";
    assert_eq!(meta_of(toml), expected);
    assert_eq!(meta_of(json), expected);
    // Broken, each in its way.
    assert_eq!(meta_of(&toml.replace("= \"题\"", "= 题")), expected);
    assert_eq!(meta_of(&json.replace(",\n  \"date\"", "\n  \"date\"")), expected);
    assert_eq!(split_of(json).body, "正文");
}

#[test]
fn a_frame_that_is_not_whole() {
    let open = "---\ntitle: 题\ndate: 2024-05-01\n\n正文。\n";
    assert_eq!(split_of(open).body, "\n正文。\n");
    assert!(matches!(meta(open).notes.as_slice(), [Note::FrontMatter { .. }]));
    let unopened = "title: 题\ndate: 2024-05-01\n---\n正文。\n";
    assert_eq!(split_of(unopened).body, "正文。\n");
    assert_eq!(meta(unopened).title, "题");
}

#[test]
fn labels_are_front_matter_of_plain_text() {
    let text = "标题：某事\n日期：1986年2月2日\n版次：第1版\n作者：某社\n正文：\n　　第一段。\n";
    assert!(split_of(text).is_labelled());
    assert_eq!(split_of(text).body, "　　第一段。\n");
    let meta = meta(text);
    assert_eq!((meta.title.as_str(), meta.author.as_deref()), ("某事", Some("某社")));
    assert_eq!(meta.published.map(|at| at.date()).as_deref(), Some("1986-02-02"));
    assert!(meta.notes.is_empty());
    assert!(matches!(split("记者：你好。\n老人：你好。\n记者：贵姓？\n"), Opening::None));
}

#[test]
fn a_file_name_may_say_the_day() {
    let of = |name: &str, text: &str| {
        post::meta(&read(text), name, Furniture::default().of(Format::Hexo, &Limits::default()), Format::Hexo)
            .published
            .map(|at| at.date())
    };
    assert_eq!(of("2013-01-02-a.md", "---\ntitle: a\n---\n").as_deref(), Some("2013-01-02"));
    assert_eq!(of("2013-01-02-a.md", "---\ndate: 2014-01-01\n---\n").as_deref(), Some("2014-01-01"));
    assert_eq!(of("2013-01-02.md", "---\ntitle: a\n---\n"), None);
}

#[test]
fn what_only_looks_like_it_is_none() {
    for text in [
        "---\n正文。\n---\n",
        "---\ntitle: a\n",
        "text\n---\ntitle: a\n---\n",
        "---\n\n第一段。\n\nnote: 第二段\n\n---\n",
        "{\"title\": \"数据\"}",
        "{\"title\": \"一\"}\n{\"title\": \"二\"}\n",
        "{ 这里不是数据 }\n正文",
        "+++\n正文\n+++\n",
        "题目：某\n---\n正文",
    ] {
        assert!(matches!(split(text), Opening::None), "{text}");
    }
}

#[test]
fn a_clipping_says_where_it_was_cut() {
    let meta = meta(
        "---\ntitle: \"某事\"\nsource: \"https://news.example.cn/1\"\nauthor:\n  - \"[[张三]]\"\n  - \"[[李四|小李]]\"\n\
         published:\ncreated: 2024-05-02\ndescription: \"略\"\ntags:\n  - \"clippings\"\n  - \"#时评\"\n---\n正文",
    );
    assert_eq!(meta.url.as_deref(), Some("https://news.example.cn/1"));
    assert_eq!(meta.author.as_deref(), Some("张三、小李"));
    assert!(meta.source.is_empty());
    // The day of the clipping is not the article's.
    assert_eq!(meta.published, None);
    assert_eq!(meta.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>(), ["clippings", "时评"]);
}

#[test]
fn fields_of_other_builders() {
    let meta = meta(
        "---\ntitle: a\ncreated: 2024-05-02\nlastmod: 2024-06-01T08:00:00Z\nkeywords: 甲, 乙，丙\ncategories: 要闻\n\
         source: 某报\nauthors:\n  - name: 王五\n    url: https://x.example\ncover:\n  alt: 图\n  image: /img/a.png\n\
         permalink: /:year/:title/\nlink: https://a.example/1\ntop_img: false\n---\n",
    );
    assert_eq!(meta.published.map(|at| at.date()).as_deref(), Some("2024-05-02"));
    assert_eq!(meta.updated.map(|at| at.to_string()).as_deref(), Some("2024-06-01T16:00:00+08:00"));
    assert_eq!(meta.tags.len(), 3);
    assert_eq!((meta.categories.len(), meta.source.len()), (1, 1));
    assert_eq!(meta.author.as_deref(), Some("王五"));
    assert_eq!(meta.lead_image.as_deref(), Some("/img/a.png"));
    assert_eq!(meta.url.as_deref(), Some("https://a.example/1"));
    assert_eq!(self::meta("---\ntitle: a\ndate: Invalid Date\n---\n").published, None);
}

#[test]
fn a_bomb_of_aliases_is_refused_and_the_rest_is_read() {
    let mut text = String::from("---\ntitle: 题\na0: &a0 [x, x]\n");
    for level in 1..40 {
        let before = format!("*a{},", level - 1).repeat(9);
        text.push_str(&format!("a{level}: &a{level} [{before}]\n"));
    }
    let begun = std::time::Instant::now();
    let meta = meta(&(text + "date: 2024-05-01\n---\n正文"));
    assert!(begun.elapsed().as_secs() < 2);
    assert_eq!(meta.title, "题");
    assert_eq!(meta.published.map(|at| at.date()).as_deref(), Some("2024-05-01"));
    assert!(matches!(meta.notes.as_slice(), [Note::FrontMatter { .. }]));
}

/// What is read of a title, an author, a source and tags.
fn words_of(head: &str) -> (String, Vec<String>, bool) {
    let front = read(&format!("---\n{head}\n---\n正文"));
    let mut words: Vec<String> = Vec::new();
    for key in ["author", "source", "editor"] {
        words.extend(front.one(&[key]));
    }
    words.extend(front.all(&["tags"]));
    (front.one(&["title"]).unwrap_or_default(), words, front.fault.is_some())
}

#[test]
fn every_field_in_words_is_the_whole_of_its_line() {
    for sign in ["#", "&", "*", "!", "%", "@", "`", "?", ","] {
        let (title, words, said) = words_of(&format!(
            "title: {sign}桥头 通了 #3\nauthor: {sign}张三 李四\nsource: {sign}某报 # 一版\ntags:\n  - {sign}甲 乙\n  - C# #1"
        ));
        assert_eq!(title, format!("{sign}桥头 通了 #3"));
        let wanted =
            [format!("{sign}张三 李四"), format!("{sign}某报 # 一版"), format!("{sign}甲 乙"), String::from("C# #1")];
        assert_eq!(words, wanted);
        assert!(said, "{sign}: it is said");
    }
}

#[test]
fn a_title_is_one_text_whatever_it_looks_like() {
    for title in [
        "[转] 桥头的早晨",
        "[桥头] 的 [早晨]",
        "[桥头]",
        "{早晨}",
        "会议: 第一天: 完",
        "他说“好”, 又走了,",
        "\"好\"是什么意思",
        "桥头的'早晨",
        "他说：",
        "一句话:",
        "- 一个破折号",
        "100% 可靠",
        "#早市# 桥头",
        "*星号* 文",
        "早晨 | 某报",
        "早晨 > 桥头",
        "C:\\new\\table",
        "5 * 3 = 15 & 更多",
    ] {
        let (read, words, _) = words_of(&format!("title: {title}\nauthor: 张三\ntags: [甲, 乙]"));
        assert_eq!(read, title);
        assert_eq!(words, ["张三", "甲", "乙"], "{title}");
    }
    // What is YAML is read as YAML, and nothing is said.
    for (title, meant) in [
        ("'带 # 的'", "带 # 的"),
        ("\"换\\u884c\"", "换行"),
        ("桥头\n  的早晨", "桥头 的早晨"),
        (">-\n  桥头\n  的早晨", "桥头 的早晨"),
        ("C#入门", "C#入门"),
        ("桥头 'n' 早晨", "桥头 'n' 早晨"),
        ("早晨：桥头", "早晨：桥头"),
    ] {
        let (read, _, said) = words_of(&format!("title: {title}\nauthor: 张三"));
        assert_eq!((read.as_str(), said), (meant, false), "{title}");
    }
}

#[test]
fn comments_and_names_of_yaml_stay_what_they_are() {
    let front = read(
        "---\n# 说明 # 1\ntitle: 题\ndate: 2022-01-02 # 周日\nlink: https://a.example/1 # 原文\nauthor: # 作者\n\
         tags: # 标签\n  - 甲\n  # - 乙\n  - 丙\nbase: &base\n  a: 1\nextra: *base\ndraft: false # 还没有\n---\n正文",
    );
    assert_eq!(front.one(&["date"]).as_deref(), Some("2022-01-02"));
    assert_eq!(front.one(&["link"]).as_deref(), Some("https://a.example/1"));
    assert_eq!((front.one(&["author"]), front.all(&["tags"])), (None, vec!["甲".to_owned(), "丙".to_owned()]));
    assert_eq!(front.fault, None);
    // The same where the rest of it is no YAML.
    let broken = read("---\ntitle: 题: 二: 三\nx: [\ndate: 2022-01-02 # 周日\nauthor: 张三 #1\n---\n正文");
    assert_eq!(broken.one(&["date"]).as_deref(), Some("2022-01-02"));
    assert_eq!(broken.one(&["author"]).as_deref(), Some("张三 #1"));
}

#[test]
fn blanks_that_only_people_know_indent() {
    for blank in ["\u{3000}", "\u{A0}", "\u{200B}  ", "\u{A0}\u{A0}"] {
        let front = read(&format!(
            "---\n\u{200B}title: 题\ntags:\n{blank}- 甲\n{blank}- 乙\ncover:\n{blank}image: a.png\n{blank}alt: 图\n\u{200B}author: 张三\n---\n正文"
        ));
        assert_eq!(front.all(&["tags"]), ["甲", "乙"], "{blank:?}");
        assert_eq!(front.each(&["cover"], PLACES).collect::<Vec<_>>(), ["a.png"], "{blank:?}");
        assert_eq!(front.one(&["title"]).as_deref(), Some("题"), "{blank:?}");
    }
}

#[test]
fn more_names_than_any_article_has_are_a_note() {
    let many: Vec<String> = (0..80).map(|number| format!("签{number}")).collect();
    let meta = meta(&format!("---\ntitle: 题\ntags: [{}]\ncategories: {}\n---\n", many.join(", "), many[..3].join("、")));
    assert_eq!((meta.tags.len(), meta.categories.len()), (64, 3));
    assert!(matches!(meta.notes.as_slice(), [Note::Limit { message }] if message.as_str() == "more than 64 tags"));
}
