//! The border, from outside: in what encoding files are read, what `doctor` tells of them, and that nothing a file can
//! be stops a run.

mod desk;

use std::process::Command;
use std::time::Duration;

use desk::{Desk, Ran};
use serde_json::{Value, json};

const POST: &str = "---
title: 周末去海河
author: 晚报
date: 2024-03-08 09:30
---
<p>河上的风比城里凉一些，卖早点的推车在桥头停下，排队的人谁也不说话。</p><p>责任编辑：顾小样</p><!-- 一 --><!-- 二 -->
";

fn encoded(text: &str, label: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("an encoding");
    encoding.encode(text).0.into_owned()
}

/// A run that has to end: one that waits for ever is a failure too.
fn ends(desk: &Desk, args: &[&str]) -> Ran {
    let mut command = assert_cmd::Command::from_std(desk.command(args));
    Ran::from(command.timeout(Duration::from_mins(5)).output().expect("the program, and its end"))
}

#[test]
fn doctor_tells_how_each_file_was_read() {
    let desk = Desk::new(&[
        ("a.md", POST.as_bytes()),
        ("b.txt", &encoded("早点\n\n卖早点的推车在桥头停下，谁也不说话。\n", "gbk")),
        ("c.txt", b" \n"),
        ("d.html", "<html><head><meta charset=big5><title>早点</title><body><p>谁也不说话，桥头\u{FFFD}。".as_bytes()),
        ("e.txt", "早点\n\n推车在桥头停下\u{0}".as_bytes()),
    ]);
    let ran = desk.run(&["doctor", ".", "missing.md"]);
    let others = "kanbao: 1 file that is no article: 1 of another kind\n";
    assert_eq!((ran.code, ran.err.as_str()), (1, others), "what is wrong stands in the report");
    let mut lines: Vec<Vec<&str>> = ran.out.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines.pop(), Some(vec!["3 articles, 1 may be wrong, 2 files not read"]));
    assert!(lines.iter().all(|columns| columns.len() == 8), "{}", ran.out);
    // What may be wrong comes first.
    assert_eq!(lines[0], ["./c.txt", "-", "-", "-", "-", "-", "-", "not read: empty file"]);
    assert_eq!(lines[1][7], "says it is in big5");
    assert_eq!(lines[2][7], "not read: No such file or directory");
    let post = ["./a.md", "hexo", "UTF-8", "2024-03-08", "30 chars", "周末去海河", "editor credit 1, comment 2", "-"];
    assert_eq!(lines[3], post);
    assert_eq!(lines[4], ["./b.txt", "text", "gb18030", "-", "16 chars", "早点", "title 1", "-"]);
    let problems = desk.run(&["doctor", "--problems", ".", "missing.md"]);
    assert_eq!((problems.code, problems.out.lines().count()), (1, 4), "{}", problems.out);
    assert!(ran.out.starts_with(problems.out.lines().next().unwrap_or("nothing")));
    let told = desk.run(&["doctor", "--problems", "--json", ".", "missing.md"]);
    assert_eq!(told.out.lines().count(), 3, "{}", told.out);
    let well = desk.run(&["doctor", "a.md"]);
    assert_eq!((well.code, well.out.lines().last()), (0, Some("1 article, nothing seems wrong")));
    assert_eq!(desk.run(&["doctor"]).code, 2);
}

#[test]
fn doctor_speaks_chinese() {
    let desk = Desk::new(&[("a.md", POST.as_bytes()), ("c.txt", b" \n")]).configured("language = \"zh\"");
    let ran = desk.run(&["doctor", "a.md", "c.txt"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(lines[0].ends_with("\t没有读成：文件是空的"), "{}", ran.out);
    assert!(lines[1].contains("\t编辑署名 1、注释 2\t"), "{}", ran.out);
    assert_eq!(lines[2], "共1篇，1个文件没有读成");
}

#[test]
fn doctor_json_has_the_texts_that_were_cut_by_rule() {
    let desk = Desk::new(&[("a.md", POST.as_bytes()), ("b.txt", b"")]);
    let ran = desk.run(&["doctor", "--json", "a.md", "b.txt"]);
    assert_eq!(ran.code, 1);
    let reports: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    let good = json!({
        "path": "a.md", "format": "hexo", "encoding": "UTF-8", "undecodable": 0,
        "published": "2024-03-08T09:30:00+08:00", "title": "周末去海河", "length": 30,
        "removed": {"editor-credit": ["责任编辑：顾小样"], "comment": ["一", "二"]}, "notes": [], "failure": null,
    });
    let bad = json!({
        "path": "b.txt", "format": null, "encoding": null, "undecodable": 0, "published": null, "title": null,
        "length": 0, "removed": {}, "notes": [], "failure": "empty file",
    });
    assert_eq!(reports, [good, bad]);
}

#[test]
fn an_encoding_can_be_named_for_every_command_that_reads_articles() {
    // Two Han that are as good in one encoding as in the other.
    let desk = Desk::new(&[("a.txt", &encoded("简介\n\n海河边的风", "gbk"))]);
    let shown = desk.run(&["show", "--json", "--encoding", "CP936", "a.txt"]).objects();
    assert_eq!((&shown[0]["encoding"], &shown[0]["title"]), (&json!("gb18030"), &json!("简介")));
    let wrong = desk.run(&["show", "--json", "--encoding", "latin1", "a.txt"]).objects();
    assert_eq!((&wrong[0]["encoding"], &wrong[0]["title"]), (&json!("windows-1252"), &json!("¼ò½é")));
    for args in [&["list"][..], &["show"], &["show", "--raw"], &["search", "简介"], &["doctor"], &[]] {
        let with = |encoding: &str| desk.run(&[args, &["--encoding", encoding, "a.txt"]].concat());
        assert!(with("gb2312").done().contains("简介"), "{args:?}");
        assert!(!with("utf-16le").out.contains("简介"), "{args:?}");
        let ran = with("klingon");
        assert_eq!((ran.code, ran.out.as_str(), ran.err.lines().count()), (2, "", 1), "{args:?}");
        assert!(ran.err.contains("'klingon'"), "{}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_never_waited_for() {
    let desk = Desk::new(&[("a.md", POST.as_bytes())]);
    let pipe = |path: &std::path::Path| assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
    pipe(&desk.folder.path().join("pipe.txt"));
    for args in [&["list", "pipe.txt", "a.md"][..], &["show", "pipe.txt", "a.md"], &["pipe.txt", "a.md"]] {
        let ran = ends(&desk, args);
        assert_eq!((ran.code, ran.err.as_str()), (1, "kanbao: pipe.txt: a named pipe, not a file\n"), "{args:?}");
        assert!(ran.out.contains("周末去海河"), "{args:?}");
    }
    // In a folder it was not asked for.
    assert_eq!(ends(&desk, &["list", "."]).done().lines().count(), 1);
    // What was handed over is read.
    assert!(desk.run_on(POST, &["list", "/dev/stdin"]).done().contains("周末去海河"));
    let config = desk.home.path().join("kanbao");
    std::fs::create_dir_all(&config).expect("a folder");
    pipe(&config.join("config.toml"));
    let ran = ends(&desk, &["list", "a.md"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 1));
    assert!(ran.err.ends_with("config.toml: not a regular file\n"), "{}", ran.err);
}

#[test]
fn limits_are_the_users() {
    let page = format!("<!DOCTYPE html><title>早点</title>{}<p>谁也不说话。</p>", "<div>".repeat(3000));
    let files: &[(&str, &[u8])] = &[("a.md", POST.as_bytes()), ("b.html", page.as_bytes())];
    let desk = Desk::new(files).configured("[limits]\nfile = 100\n");
    let ran = desk.run(&["list", "a.md"]);
    assert_eq!(ran.err, "kanbao: a.md: file too large for an article\n");
    let ran = desk.run_on(POST, &["list", "-"]);
    assert_eq!(ran.err, "kanbao: -: file too large for an article\n");
    let warning = |config: &str| {
        let ran = Desk::new(files).configured(config).run(&["doctor", "b.html"]).done();
        let line = ran.lines().next().unwrap_or_default();
        line.rsplit('\t').next().unwrap_or_default().to_owned()
    };
    assert_eq!(warning(""), "limit reached: HTML nested deeper than 512");
    assert_eq!(warning("[limits]\nhtml-nodes = 50\n"), "limit reached: more than 50 HTML nodes");
    assert_eq!(warning("[limits]\nhtml-depth = 10000\n"), "-");
    let ran = desk.configured("[limits]\nfiles = 1\n").run(&["list", "a.md"]);
    assert!(ran.code == 0 && ran.err.contains("line 2: limits: there is no files; did you mean file?"), "{}", ran.err);
}

/// Files made to choke a reader: each is an article, its output is no larger than it is, and its text is there.
#[test]
fn bombs_are_articles_too() {
    let prose = "卖早点的推车在桥头停下，锅里的油响起来，排队的人把手揣进袖子，谁也不说话。";
    let nest = |open: &str| format!("<!DOCTYPE html><title>早点</title><p>{prose}</p>{}{prose}", open.repeat(200_000));
    let alias = (0..9).fold("a0: &a0 [x,x]\n".to_owned(), |yaml, n| {
        format!("{yaml}a{}: &a{} [{}]\n", n + 1, n + 1, vec![format!("*a{n}"); 9].join(","))
    });
    let entity = (0..9).fold("<!ENTITY e0 \"ha\">".to_owned(), |dtd, n| {
        format!("{dtd}<!ENTITY e{} \"{}\">", n + 1, format!("&e{n};").repeat(10))
    });
    let hidden = format!("{}{prose}{}", "<div style='display:none'>甲".repeat(480), "</div>".repeat(480)).repeat(20);
    let table = format!("{}{prose}{}", "<table><tr><td>甲".repeat(100), "</table>".repeat(100)).repeat(40);
    let files: &[(&str, String)] = &[
        ("nest.html", nest("<div>")),
        ("lists.html", nest("<ul><li>")),
        ("fonts.html", nest("<font a>")),
        ("attributes.html", format!("<!DOCTYPE html><title>早点</title><p {}>{prose}", "a=1 b ".repeat(100_000))),
        ("line.txt", prose.repeat(60_000)),
        ("line.html", format!("<!DOCTYPE html><title>早点</title><p>{}", prose.repeat(60_000))),
        ("open.html", format!("<!DOCTYPE html><title>早点</title><p>{prose}{}", "<".repeat(1_000_000))),
        ("alias.md", format!("---\ntitle: 早点\n{alias}---\n{prose}\n")),
        ("entity.xml", format!("<?xml version=\"1.0\"?><!DOCTYPE a [{entity}]><a><p>{prose}</p><p>&e9;</p></a>")),
        ("hidden.html", format!("<!DOCTYPE html><title>早点</title><p>{prose}</p>{hidden}")),
        ("table.html", format!("<!DOCTYPE html><title>早点</title><p>{prose}</p>{table}")),
    ];
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let desk = Desk::new(&bytes);
    for (name, text) in files {
        let ran = ends(&desk, &["show", "--json", name]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name}");
        assert!(ran.out.contains(prose), "{name}: its text is lost");
        // Quotes and line ends take two bytes in JSON.
        assert!(ran.out.len() < text.len() * 2 + 4096, "{name}: {} of {}", ran.out.len(), text.len());
    }
    let warned = ends(&desk, &["doctor", "."]).done();
    for name in ["nest.html", "lists.html", "fonts.html", "attributes.html"] {
        let line = warned.lines().find(|line| line.starts_with(&format!("./{name}\t"))).expect("a line each");
        assert!(line.contains("limit reached: "), "{line}");
    }
}

/// A file that another program is writing: whatever is there when it is read, the run ends.
#[test]
fn a_file_that_grows_and_shrinks_is_read_all_the_same() {
    let desk = Desk::new(&[("a.txt", b"x"), ("b.md", POST.as_bytes())]);
    let path = desk.folder.path().join("a.txt");
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut size = 1;
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                size = if size > 4_000_000 { 1 } else { size * 3 };
                std::fs::write(&path, "卖早点的推车。\n".repeat(size / 20 + 1)).expect("a file");
            }
        });
        for _ in 0..8 {
            let ran = ends(&desk, &["list", "a.txt", "b.md"]);
            assert!(ran.out.contains("周末去海河") && ran.err.lines().count() <= 1, "{}", ran.err);
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

#[cfg(unix)]
#[test]
fn names_and_links_that_are_none_stop_nothing() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new(&[("a.md", POST.as_bytes())]);
    let folder = desk.folder.path();
    // Not every file system takes a name that is no UTF-8.
    let odd = std::fs::write(folder.join(OsStr::from_bytes(b"\xB0\xA1\x1B[31m.md")), POST).is_ok();
    std::os::unix::fs::symlink("x.md", folder.join("y.md")).expect("a link");
    std::os::unix::fs::symlink("y.md", folder.join("x.md")).expect("a link");
    std::os::unix::fs::symlink(".", folder.join("self")).expect("a link");
    let ran = ends(&desk, &["doctor", "."]);
    assert_eq!(ran.code, 1);
    let told = |what: &str| ran.out.lines().filter(|line| line.contains(what)).count();
    assert_eq!(told("周末去海河"), 1 + usize::from(odd), "{}", ran.out);
    assert_eq!(told("Too many levels of symbolic links"), 2, "{}", ran.out);
    assert!(!ran.out.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')), "{}", ran.out);
    let ran = ends(&desk, &["list", "x.md", "a.md"]);
    assert_eq!((ran.code, ran.out.lines().count(), ran.err.lines().count()), (1, 1, 1));
}
