//! The command line, from outside: what goes in, what comes out, and the exit status.

mod cached;
mod configured;
mod define;
#[path = "../desk/mod.rs"]
mod desk;
mod safe;
mod shell;

use std::process::Stdio;

use desk::{Desk, Ran};
use safe::plain;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

const POST: &str = "---
title: '“清零”会议开到深夜'
author: 上观新闻
date: Fri, 14 Jan 2022 01:57:37 GMT
---
<div><p>天津市委、市政府13日晚11：30召开会议，部署“清零”，要科学、精准、高效地推进社会面“清零”，确保不漏一户、不漏一人。</p>
<h2>小标题</h2><ul><li>第一</li><li>第二</li></ul>
<table><tr><th>区</th><th>数</th></tr><tr><td>津南</td><td>33</td></tr></table>
<pre><code>let x = 1;</code></pre><blockquote><p>人民至上。</p></blockquote><img src=\"http://a.example/b.jpg\" alt=\"队伍\"></div>
";
const OLDER: &str = "---
title: 更早的一篇
date: 2021-08-07 02:22:05
---
<p>海河边的早晨，Coffee与煎饼。</p>
";

fn posts() -> Desk {
    Desk::new(&[("a-older.md", OLDER.as_bytes()), ("b-post.md", POST.as_bytes())])
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

/// Absent things are null or [], never "".
fn has_no_empty_string(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => list.iter().all(has_no_empty_string),
        Value::Object(map) => map.iter().all(|(key, value)| key == "text" || has_no_empty_string(value)),
        _ => true,
    }
}

#[test]
fn list_is_one_line_an_article_newest_first() {
    let out = posts().run(&["list", "."]).done();
    assert_eq!(out, "2022-01-14\t上观新闻\t“清零”会议开到深夜\t./b-post.md\n2021-08-07\t-\t更早的一篇\t./a-older.md\n");
    // Without a path: the samples.
    assert_eq!(posts().run(&["list"]).done().lines().count(), 10);
}

#[test]
fn list_json() {
    let lines = posts().run(&["list", "--json", "b-post.md", "a-older.md"]).objects();
    let expected = [
        "author",
        "categories",
        "editor",
        "encoding",
        "format",
        "lang",
        "lead_image",
        "length",
        "notes",
        "original_title",
        "own_tags",
        "path",
        "published",
        "reporters",
        "source",
        "tags",
        "title",
        "undecodable",
        "updated",
        "url",
    ];
    assert_eq!(keys(&lines[0]), expected);
    assert_eq!(lines[0]["title"], "“清零”会议开到深夜");
    assert_eq!(lines[0]["published"], "2022-01-14T09:57:37+08:00");
    assert_eq!(lines[1]["published"], "2021-08-07T02:22:05+08:00");
    assert!(lines.iter().all(has_no_empty_string));
}

#[test]
fn tags_of_ones_own_are_listed_and_found() {
    use kanbao::model::{ArchiveId, Change, ContentKey, OwnTags, SafeText, TraceChange, TracePart};
    use kanbao::state::{StateStore, archive_roots};

    let desk = posts();
    let file = desk.folder.path().join("a-older.md");
    let path = SafeText::line(&file.to_string_lossy());
    let key = archive_roots(std::slice::from_ref(&file)).key(ContentKey::default(), &path);
    let change = TraceChange { key, path, part: TracePart::Tags(OwnTags::typed("天津 读书")) };
    let place = desk.home.path().join("kanbao/state.sqlite");
    let mut store = StateStore::open(&place, std::time::Duration::from_secs(5)).expect("a store");
    store
        .keep(&ArchiveId::default(), &[Change::Traced(vec![change])], std::time::Duration::from_secs(5))
        .expect("kept");
    let lines = desk.run(&["list", "--json", "."]).objects();
    assert_eq!(
        (&lines[0]["own_tags"], &lines[1]["own_tags"]),
        (&serde_json::json!([]), &serde_json::json!(["天津", "读书"]))
    );
    let listed = desk.run(&["list", ".", "--filter", "tag:读书"]).done();
    assert!(listed.lines().count() == 1 && listed.contains("a-older.md"), "{listed}");
    assert_eq!(desk.run(&["search", "tag:读书", "."]).code, 0);
    assert_eq!(desk.run(&["search", "tag:没有的", "."]).code, 1);
}

#[test]
fn show_json() {
    let shown = posts().run(&["show", "--json", "b-post.md", "a-older.md"]).objects();
    assert_eq!(shown.len(), 2);
    let expected = [
        "author",
        "body",
        "categories",
        "editor",
        "encoding",
        "format",
        "lang",
        "lead_image",
        "notes",
        "original_title",
        "path",
        "published",
        "removed",
        "reporters",
        "source",
        "tags",
        "terms",
        "title",
        "undecodable",
        "updated",
        "url",
    ];
    assert_eq!(keys(&shown[0]), expected);
    let kinds: Vec<&str> =
        shown[0]["body"].as_array().expect("a list").iter().map(|b| b["kind"].as_str().expect("a kind")).collect();
    assert_eq!(kinds, ["paragraph", "heading", "list", "table", "code", "quote", "image"]);
    assert!(shown[0]["body"].as_array().expect("a list").iter().all(|block| block["text"].is_string()));
    assert!(shown[0]["terms"].as_array().expect("a list").iter().any(|term| term == "清零"), "{}", shown[0]["terms"]);
    assert!(shown.iter().all(has_no_empty_string), "{shown:?}");
    let removed = Desk::new(&[("d.txt", "登陆注册\n新闻\n标题\n\n新浪新闻综合2022-01-12 17:24:190\n\n这里是正文，很长的一段话，说的是一件事情，说了很多很多。\n\n责任编辑：梁斌 SF055\n".as_bytes())]);
    for shown in removed.run(&["show", "--json", "d.txt"]).objects() {
        for cut in shown["removed"].as_array().expect("a list") {
            assert_eq!(keys(cut), ["reason", "text"]);
        }
    }
}

#[test]
fn show_sets_lines_no_wider_than_asked() {
    let desk = posts();
    let width = |line: &str| UnicodeWidthStr::width(line);
    for n in [1usize, 2, 3, 5, 8, 20, 33, 64, 120] {
        let out = desk.run(&["show", "--width", &n.to_string(), "b-post.md"]).done();
        for line in out.lines() {
            // Code does not wrap; a glyph of two cells cannot be in one.
            assert!(width(line) <= n.max(2) + 2 || line.contains("let x"), "{n}: {line:?}");
            assert!(!line.starts_with(['，', '。', '、', '：', '”']) || n < 5, "{n}: {line:?}");
        }
        let letters =
            |text: &str| text.chars().filter(|c| "天津市委晚召开会议部署清零要科学精准高效".contains(*c)).count();
        assert!(letters(&out) >= letters(POST), "{n}: something is lost");
    }
    let out = desk.run(&["show", "--width", "40", "b-post.md"]).done();
    let rows: Vec<&str> = out.lines().collect();
    assert_eq!(rows[0], "“清零”会议开到深夜");
    assert!(rows[2].starts_with("上观新闻  2022-01-14 09:57"), "{}", rows[2]);
    assert!(rows[3..6].iter().any(|row| row.starts_with("    天津市委、")), "an indent of two em: {rows:?}");
    // stdout is no terminal: 64.
    assert_eq!(desk.run(&["show", "b-post.md"]).done(), desk.run(&["show", "--width", "64", "b-post.md"]).done());
}

#[test]
fn show_markdown_and_raw() {
    let desk = posts();
    let out = desk.run(&["show", "--markdown", "b-post.md"]).done();
    for line in ["## 小标题", "- 第一", "| 津南 | 33 |", "> 人民至上。", "let x = 1;"] {
        assert!(out.lines().any(|shown| shown.trim() == line), "{line} in {out}");
    }
    assert_eq!(desk.run(&["show", "--raw", "b-post.md"]).done(), POST);
    assert_eq!(desk.run(&["show", "--raw", "b-post.md", "a-older.md"]).done(), format!("{POST}{OLDER}"));
}

#[test]
fn search_exits_as_grep_does() {
    let desk = posts();
    let ran = desk.run(&["search", "11:30", "."]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.starts_with("./b-post.md: ") && ran.out.contains("11：30召开"), "{}", ran.out);
    let ran = desk.run(&["search", "没有这个词", "."]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, "", ""));
    for query in ["", "  "] {
        let ran = desk.run(&["search", query, "."]);
        assert_eq!((ran.code, ran.err.lines().count()), (2, 1), "{}", ran.err);
    }
    let ran = desk.run(&["search", "会议", "missing.md", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("会议") && ran.err.contains("missing.md"));
    assert_eq!(desk.run(&["search", "coffee", "."]).code, 0);
    assert_eq!(desk.run(&["search", "COFFEE", "."]).code, 1);
    let hits = desk.run(&["search", "--json", "会议", "b-post.md"]).objects();
    assert_eq!(keys(&hits[0]), ["block", "end", "path", "start", "text", "title"]);
    assert!(hits[0]["block"].is_null() && hits[1]["block"] == 0, "the title first: {hits:?}");
}

#[test]
fn one_query_language_on_the_command_line() {
    let desk = posts();
    let found = |args: &[&str]| {
        let ran = desk.run(args);
        assert!(ran.code < 2, "{args:?}: {}", ran.err);
        ran.out.lines().count()
    };
    // The list looks at titles and fields, the search at the text too.
    for (query, exact, listed, is_found) in [
        ("會議", &[][..], 1, true),
        ("會議", &["--exact"], 0, false),
        ("會議", &["--no-fold", "script"], 0, false),
        ("會議", &["--no-fold", "case,kana"], 1, true),
        ("huiyi", &[], 1, true),
        ("huiyi", &["--no-pinyin"], 0, false),
        ("会议 date:2022-01", &[], 1, true),
        ("会议 -date:2022-01", &[], 0, false),
        ("coffee OR 会议", &[], 1, true),
        ("coffee", &[], 0, true),
        ("/1+：3./", &[], 0, true),
        ("title:清零", &[], 1, true),
        ("-title:清零", &[], 1, true),
    ] {
        let args = |command: &[&'static str]| [command, exact].concat();
        let mut list = args(&["list", ".", "--filter"]);
        list.insert(3, query);
        assert_eq!(found(&list), listed, "{list:?}");
        let mut search = args(&["search", "--json"]);
        search.extend([query, "."]);
        assert_eq!(found(&search) > 0, is_found, "{search:?}");
    }
    for args in [&["list", ".", "--filter", "(会议"][..], &["search", "(会议", "."]] {
        let ran = desk.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains("character 1 ((): a parenthesis is not closed"), "{}", ran.err);
    }
}

#[test]
fn usage_is_2_and_says_how() {
    let desk = posts();
    for args in [
        &["--nonsense"][..],
        &["list", "--nonsense"],
        &["show"],
        &["show", "--width", "0", "a-older.md"],
        &["show", "--width", "x", "a-older.md"],
        &["show", "--json", "--markdown", "a-older.md"],
        &["show", "--raw", "--width", "9", "a-older.md"],
        &["search"],
        &["fold", "--width", "0"],
        &["fold", "--locale", "xx"],
        &["fold", "--level", "xx"],
        &["fold", "--ambiguous", "3"],
    ] {
        let ran = desk.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.starts_with("kanbao: ") && ran.err.lines().count() == 1, "{args:?}: {}", ran.err);
    }
    assert!(desk.run(&["show"]).err.contains("<PATH>"), "what is missing is named");
    assert_eq!(plain(&desk.run(&["--a\u{1b}[31m\u{202e}\n\n\u{9b}b"]).err), Ok(()));
    for args in [&["--help"][..], &["--version"], &["fold", "--help"], &["show", "--help"]] {
        assert!(!desk.run(args).done().is_empty());
    }
}

#[test]
fn what_is_missing_is_named_and_the_rest_is_done() {
    let desk = posts();
    for args in [
        &["list", "missing.md", "a-older.md"][..],
        &["show", "missing.md", "a-older.md"],
        &["show", "--json", "missing.md", "a-older.md"],
        &["show", "--markdown", "missing.md", "a-older.md"],
        &["show", "--raw", "missing.md", "a-older.md"],
        &["missing.md", "a-older.md"],
        &["fold", "missing.md", "a-older.md"],
    ] {
        let ran = desk.run(args);
        assert_eq!(ran.code, 1, "{args:?}");
        assert_eq!(ran.err, "kanbao: missing.md: No such file or directory\n", "{args:?}");
        assert!(ran.out.contains("更早的一篇"), "{args:?}: {}", ran.out);
    }
}

#[test]
fn what_is_no_article_is_named() {
    let desk = Desk::new(&[("empty.md", b" \n"), ("binary.md", b"\x00\x01\x02"), ("good.md", OLDER.as_bytes())]);
    let ran = desk.run(&["list", "."]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 1), "one empty file among others");
    assert_eq!(ran.err, "kanbao: ./empty.md: empty file\nkanbao: 1 file that is no article: 1 of another kind\n");
    // Named by itself it is what was asked for.
    let ran = desk.run(&["list", "binary.md"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, "kanbao: binary.md: binary file, not an article\n"));
    // For a search there is nothing in them to be found: an empty one is said, nothing failed.
    let ran = desk.run(&["search", "海河", "."]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "kanbao: ./empty.md: empty file\n"));
}

#[test]
fn chapter_heads_of_ones_own_are_in_the_configuration() {
    let text = "夜话\n\n【第12更】夜雨。\n　　桥头的灯还亮着，谁也没有说话。\n";
    let desk = Desk::new(&[("a.txt", text.as_bytes())]).configured("[import]\nchapters = ['^【第\\d+更】']\n");
    let body = &desk.run(&["show", "--json", "a.txt"]).objects()[0]["body"];
    assert_eq!((&body[0]["kind"], &body[0]["text"]), (&"heading".into(), &"【第12更】夜雨。".into()));
    let ran = Desk::new(&[("a.txt", b"x")]).configured("[import]\nchapters = ['(']\n").run(&["list", "a.txt"]);
    assert!(ran.code == 0 && ran.err.contains("config.toml: line 2: import.chapters: "), "{}", ran.err);
}

#[test]
fn pinyin_is_typed_as_the_configuration_says() {
    let found = |config: &str, typed: &str| {
        let desk = Desk::new(&[("a.txt", "昨天天津市委在陕西开会。\n".as_bytes())]).configured(config);
        desk.run(&["search", typed, "."]).code == 0
    };
    assert!(found("", "tianjinshiwei") && !found("", "tmjbuiww") && !found("", "sanxi"));
    let xiaohe = "[search]\nshuangpin = \"xiaohe\"\n";
    assert!(found(xiaohe, "tmjbuiww") && found(xiaohe, "tjsw") && !found(xiaohe, "tianjinshiwei"));
    let fuzzy = "[search]\nfuzzy-pinyin = [\"s-sh\"]\n";
    assert!(found(fuzzy, "sanxi") && found(fuzzy, "shanxi") && !found(fuzzy, "sangxi"));
    let config = "language = \"zh\"\n[search]\nshuangpin = \"flypy\"\n";
    let ran = Desk::new(&[("a.txt", b"x")]).configured(config).run(&["search", "x", "."]);
    assert!(ran.code == 0 && ran.err.contains("没有 flypy；可写的是 xiaohe、"), "{} {}", ran.code, ran.err);
}

#[test]
fn private_use_characters_stay_where_they_were() {
    let text = "人名录\n\n与会的有\u{E863}某、\u{F8FF}某和\u{F0001}某三位。\n";
    let desk = Desk::new(&[("a.txt", text.as_bytes())]);
    assert_eq!(desk.run(&["show", "--raw", "a.txt"]).out, text);
    let shown = &desk.run(&["show", "--json", "a.txt"]).objects()[0];
    assert_eq!(shown["body"][0]["text"], "与会的有\u{E863}某、\u{F8FF}某和\u{F0001}某三位。");
    assert_eq!(desk.run(&["search", "\u{E863}某", "a.txt"]).code, 0);
    assert!(desk.run(&["doctor", "a.txt"]).out.contains("3 private-use characters"));
}

#[test]
fn what_is_no_text_is_counted_and_not_listed() {
    let noise: Vec<u8> = (0..3000_u32).map(|n| (n.wrapping_mul(n).wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let desk = Desk::new(&[
        ("good.md", OLDER.as_bytes()),
        ("noise.txt", &noise),
        ("paper.pdf", b"%PDF-1.7"),
        ("paper.txt", b"%PDF-1.7"),
        ("page.html", b"\x89PNG\r\n\x1a\n"),
        ("numbers.csv", b"a,b\n1,2\n"),
        ("package.json", b"{\"name\": \"x\", \"version\": \"1\"}"),
    ]);
    for args in [&["list", "."][..], &["show", "."], &["doctor", "."], &["show", "--raw", "."], &["."]] {
        let ran = desk.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        let said = "kanbao: 6 files that are no articles: 2 pdf, 1 of another kind, 1 csv, 1 json, 1 png\n";
        assert_eq!(ran.err, said, "{args:?}");
    }
    assert_eq!(desk.run(&["list", "."]).out.lines().count(), 1);
    let mut command = desk.command(&["list", "."]);
    let chinese = Ran::from(command.env("LANG", "zh_CN.UTF-8").output().expect("the program"));
    assert_eq!(chinese.err, "kanbao: 6 个文件不是文章：2 个 pdf，1 个其他文件，1 个 csv，1 个 json，1 个 png\n");
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_in_a_folder_is_named_and_the_rest_is_done() {
    use std::os::unix::fs::PermissionsExt;
    let desk = posts();
    let secret = desk.folder.path().join("c-secret.md");
    std::fs::write(&secret, POST).expect("a file");
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o000)).expect("permissions");
    if std::fs::read(&secret).is_ok() {
        // Root reads everything. A link to nowhere cannot be read by root either.
        std::fs::remove_file(&secret).expect("the file");
        std::os::unix::fs::symlink("nowhere.md", &secret).expect("a link");
    }
    let ran = desk.run(&["list", "."]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 2), "{}", ran.err);
    assert!(ran.err.starts_with("kanbao: ./c-secret.md: ") && ran.err.lines().count() == 1, "{}", ran.err);
    let ran = desk.run(&["search", "会议", "."]);
    assert!(ran.code == 0 && ran.out.contains("会议") && ran.err.contains("c-secret.md"), "{}", ran.err);
    assert_eq!(desk.run(&["search", "没有这个词", "."]).code, 2, "it may be in there");
    assert_eq!(desk.run(&["search", "会议", ".", "c-secret.md"]).code, 2, "it was named");
    // Named by itself, nothing else being there, or named among others.
    for args in [&["list", "c-secret.md"][..], &["list", ".", "./c-secret.md"], &["show", "c-secret.md"]] {
        let ran = desk.run(args);
        assert!(ran.code == 1 && ran.err.contains("c-secret.md"), "{args:?}: {}", ran.err);
    }
    for args in [&["show", "."][..], &["notes", "."], &["index", "."]] {
        let ran = desk.run(args);
        assert!(ran.code == 0 && ran.err.contains("c-secret.md"), "{args:?}: {}", ran.err);
    }
    assert_eq!(desk.run(&["doctor", "."]).code, 1);
}

#[test]
fn what_makes_a_command_fail_is_said_and_nothing_else_when_it_is_to_be_quiet() {
    let desk = Desk::new(&[("empty.md", b" \n"), ("picture.png", b"\x89PNG\r\n\x1a\n"), ("good.md", OLDER.as_bytes())])
        .configured("mesure = 3\n");
    for args in [
        &["list", "."][..],
        &["show", "."],
        &["search", "河", "."],
        &["doctor", "."],
        &["index", "."],
        &["notes", "."],
        &["."],
    ] {
        let (loud, quiet) = (desk.run(args), desk.run(&[args, &["--quiet"]].concat()));
        assert!(loud.err.contains("mesure"), "{args:?}: {}", loud.err);
        assert_eq!((quiet.err.as_str(), quiet.code, quiet.out), ("", loud.code, loud.out), "{args:?}");
    }
    for (query, code) in [("没有这个词", 1), ("海河", 0)] {
        let ran = desk.run(&["search", query, "."]);
        assert!(ran.code == code && ran.err.contains("empty.md: empty file"), "{query}: {}", ran.err);
    }
    let ran = desk.run(&["list", "missing.md", "empty.md", "good.md", "--quiet"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, "kanbao: missing.md: No such file or directory\n"));
    assert_eq!(desk.run(&["list", "empty.md", "good.md"]).code, 0);
    assert_eq!(desk.run(&["show", "empty.md", "good.md"]).code, 1, "what is shown is what is named");
    let ran = desk.run(&["list", "empty.md", "--quiet"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, "kanbao: empty.md: empty file\n"), "not one could be read");
}

#[test]
fn without_a_terminal_there_is_only_text() {
    let desk = posts();
    for variables in [&[][..], &[("NO_COLOR", "1")], &[("TERM", "dumb")], &[("CLICOLOR_FORCE", "1")]] {
        for args in [
            &[][..],
            &["."],
            &["b-post.md"],
            &["list", "."],
            &["show", "."],
            &["search", "会议", "."],
            &["fold", "b-post.md"],
        ] {
            let mut command = desk.command(args);
            command.envs(variables.iter().copied()).stdin(Stdio::null());
            let ran = Ran::from(command.output().expect("the program"));
            assert_eq!(plain(&ran.done()), Ok(()), "{args:?}");
        }
    }
    // Where there is nothing to say how wide it is: the page of `show`.
    assert_eq!(desk.run(&["b-post.md"]).done(), desk.run(&["show", "b-post.md"]).done());
}

#[test]
fn what_was_read_is_said_where_nothing_was() {
    let desk = posts();
    let statistics = &desk.run(&["stats", "--json"]).objects()[0];
    assert_eq!(keys(statistics), ["days", "sources", "today", "week", "year"]);
    assert_eq!(statistics["today"], serde_json::json!({"articles": 0, "zi": 0, "minutes": 0}));
    assert_eq!(statistics["days"].as_array().map(Vec::len), Some(7));
    let text = desk.run(&["stats", "."]).done();
    assert!(text.lines().count() > 9 && text.contains("this week"), "{text}");
    let ran = desk.run(&["stats", "missing"]);
    assert_eq!((ran.code, &*ran.out, &*ran.err), (1, "", "kanbao: missing: No such file or directory\n"));
    let ran = desk.run(&["stats", "missing", "."]);
    assert!(ran.code == 1 && ran.out == text, "the rest is done: {}", ran.out);
}
