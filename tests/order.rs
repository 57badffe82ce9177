//! `kanbao list` in every order and grouping, from outside.

mod desk;

use desk::Desk;
use serde_json::Value;

fn post(title: &str, date: &str, source: &str, body: &str) -> String {
    let source = if source.is_empty() { String::new() } else { format!("author: {source}\n") };
    format!("---\ntitle: {title}\n{source}date: {date}\n---\n<p>{body}</p>\n")
}

fn archive() -> Desk {
    let desk = Desk::new(&[]);
    for (path, title, date, source, length) in [
        ("b/第十回.md", "天津的早晨", "2022-01-12 08:00:00", "新浪财经", 30),
        ("b/第2回.md", "北京的傍晚", "2022-01-12 09:00:00", "人民日报", 20),
        ("a/10.md", "GDP增长", "2021-12-31 10:00:00", "", 40),
        ("a/9.md", "重庆的夜", "Invalid Date", "新浪财经", 10),
    ] {
        let path = desk.folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, post(title, date, source, &"海".repeat(length))).expect("a file");
    }
    desk
}

fn titles(args: &[&str]) -> String {
    let listed = archive().run(&[&["list"], args, &["a", "b"]].concat()).done();
    let title = |line: &str| line.split('\t').nth(2).unwrap_or(line).to_owned();
    listed.lines().map(title).collect::<Vec<_>>().join("|")
}

#[test]
fn each_order() {
    for (args, order) in [
        (&[][..], "北京的傍晚|天津的早晨|GDP增长|重庆的夜"),
        (&["--reverse"], "GDP增长|天津的早晨|北京的傍晚|重庆的夜"),
        (&["--sort", "title"], "GDP增长|北京的傍晚|重庆的夜|天津的早晨"),
        (&["--sort", "source"], "北京的傍晚|天津的早晨|重庆的夜|GDP增长"),
        (&["--sort", "length"], "GDP增长|天津的早晨|北京的傍晚|重庆的夜"),
        (&["--sort", "path"], "重庆的夜|GDP增长|北京的傍晚|天津的早晨"),
        (&["--sort", "path", "--reverse", "--limit", "2"], "天津的早晨|北京的傍晚"),
        (&["--limit", "0"], ""),
    ] {
        assert_eq!(titles(args), order, "{args:?}");
    }
}

#[test]
fn each_group_has_a_heading_with_its_number() {
    for (args, order) in [
        (&["--group", "month"][..], "2022-01 (2)|北京的傍晚|天津的早晨||2021-12 (1)|GDP增长||- (1)|重庆的夜"),
        (&["--group", "day", "--limit", "1"], "2022-01-12 (2)|北京的傍晚"),
        (
            &["--group", "source", "--sort", "title"],
            "人民日报 (1)|北京的傍晚||新浪财经 (2)|重庆的夜|天津的早晨||- (1)|GDP增长",
        ),
        (&["--group", "folder", "--sort", "path"], "a (2)|重庆的夜|GDP增长||b (2)|北京的傍晚|天津的早晨"),
        (&["--group", "category"], "- (4)|北京的傍晚|天津的早晨|GDP增长|重庆的夜"),
    ] {
        assert_eq!(titles(args), order, "{args:?}");
    }
}

#[test]
fn json_has_the_group_where_there_are_groups() {
    let lines = archive().run(&["list", "--json", "--group", "day", "a", "b"]).objects();
    let groups: Vec<&Value> = lines.iter().map(|line| &line["group"]).collect();
    assert_eq!(
        groups,
        [&Value::from("2022-01-12"), &Value::from("2022-01-12"), &Value::from("2021-12-31"), &Value::Null]
    );
    assert!(archive().run(&["list", "--json", "a"]).objects().iter().all(|line| line.get("group").is_none()));
}

#[test]
fn quiet_leaves_out_complaints_and_no_article() {
    let desk = Desk::new(&[
        ("a.md", post("会议", "2022-01-12 08:00:00", "", "正文。").as_bytes()),
        ("b.md", b""),
        ("c.pdf", b"%PDF-1.4 \0"),
    ]);
    let said = desk.run(&["list", "."]);
    assert!(said.err.contains("b.md") && said.err.contains("pdf"), "{}", said.err);
    let quiet = desk.run(&["list", "--quiet", "."]);
    assert_eq!((quiet.code, quiet.err.as_str(), quiet.out.as_str()), (said.code, "", said.out.as_str()));
}

#[test]
fn what_had_been_read_elsewhere_comes_last() {
    let list = r#"[{"title":"读过","url":"https://a.example/1","content":"<p>正文一。</p>","is_archived":1,"created_at":"2022-01-12T08:00:00+0800"},
{"title":"没读","url":"https://a.example/2","content":"<p>正文二。</p>","is_archived":0,"created_at":"2022-01-11T08:00:00+0800"}]"#;
    let desk = Desk::new(&[("wallabag.json", list.as_bytes())]);
    let order = |args: &[&str]| {
        let lines = desk.run(&[&["list", "--json", "wallabag.json"], args].concat()).objects();
        lines.iter().map(|line| line["title"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (order(&[]), order(&["--sort", "read"])),
        (vec!["读过".into(), "没读".into()], vec!["没读".to_owned(), "读过".into()])
    );
}

#[test]
fn what_is_no_order_is_a_usage_error() {
    for args in [&["list", "--sort", "size"][..], &["list", "--group", "week"], &["list", "--limit", "-1"]] {
        let ran = archive().run(args);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.lines().count()), (2, "", 1), "{args:?}: {}", ran.err);
    }
}
