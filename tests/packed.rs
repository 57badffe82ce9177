//! Packed files at the command line: they are listed, shown and searched as folders are, and each of their articles by
//! the path that the list shows.

use std::io::{Cursor, Write};
use std::process::{Command, Output, Stdio};

use flate2::write::GzEncoder;
use serde_json::Value;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn post(title: &str, date: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n---\n<p>{text}</p>\n")
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a file");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("a zip").into_inner()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("bytes");
    encoder.finish().expect("a gzip")
}

/// A folder with a packed file of two posts, one of them in a packed file of its own.
fn desk() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let older = post("旧报", "2021-08-07 02:22:05", "海河边的早晨，煎饼摊先热起来。");
    let newer = post("新报", "2022-01-14 09:00:00", "会议开到深夜，灯一盏盏熄了。");
    let inner = zip(&[("新报.md", newer.as_bytes())]);
    let news = zip(&[("2021/旧报.md", older.as_bytes()), ("in.zip", &inner), ("x.png", b"\x89PNG\r\n\x1a\n")]);
    std::fs::write(folder.path().join("news.zip"), news).expect("a file");
    std::fs::write(folder.path().join("旧报.md.gz"), gz(older.as_bytes())).expect("a file");
    folder
}

/// What is said of the picture in it.
const OTHERS: &str = "kanbao: 1 file that is no article: 1 png\n";

fn run(folder: &TempDir, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kanbao"))
        .args(args)
        .current_dir(folder.path())
        .env_clear()
        .env("LANG", "C.UTF-8")
        .env("HOME", folder.path())
        .stdin(Stdio::null())
        .output()
        .expect("the program")
}

fn done(folder: &TempDir, args: &[&str]) -> String {
    let output = run(folder, args);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && (said.is_empty() || said == OTHERS), "{args:?}: {output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn list_show_and_search_take_a_packed_file_as_a_folder() {
    let desk = desk();
    let lines = "2022-01-14\t-\t新报\tnews.zip/in.zip/新报.md\n2021-08-07\t-\t旧报\tnews.zip/2021/旧报.md\n";
    assert_eq!(done(&desk, &["list", "news.zip"]), lines);
    assert_eq!(String::from_utf8_lossy(&run(&desk, &["list", "news.zip"]).stderr), OTHERS);
    let of_folder = done(&desk, &["list", "."]);
    assert_eq!(of_folder.lines().count(), 3);
    assert!(of_folder.contains("旧报\t./旧报.md.gz\n"));
    assert_eq!(
        done(&desk, &["search", "灯一盏", "news.zip"]),
        "news.zip/in.zip/新报.md: 会议开到深夜，灯一盏盏熄了。\n"
    );
    assert!(done(&desk, &["show", "news.zip"]).contains("煎饼摊先热起来"));
}

#[test]
fn one_article_is_shown_by_the_path_of_the_list() {
    let desk = desk();
    for line in done(&desk, &["list", "--json", "news.zip"]).lines() {
        let listed: Value = serde_json::from_str(line).expect("an object");
        let path = listed["path"].as_str().expect("a path");
        let shown: Value = serde_json::from_str(&done(&desk, &["show", "--json", path])).expect("one object");
        assert_eq!((&shown["path"], &shown["title"]), (&listed["path"], &listed["title"]));
    }
    let raw = done(&desk, &["show", "--raw", "news.zip/in.zip/新报.md"]);
    assert!(raw.starts_with("---\ntitle: 新报\n") && raw.ends_with("<p>会议开到深夜，灯一盏盏熄了。</p>\n"));
    let missing = run(&desk, &["show", "news.zip/2021/没有.md"]);
    assert_eq!(missing.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&missing.stderr), "kanbao: news.zip/2021/没有.md: nothing of this name in it\n");
}

#[test]
fn a_packed_file_through_a_pipe_is_read_once_for_all_its_articles() {
    let desk = desk();
    let bytes = std::fs::read(desk.path().join("news.zip")).expect("the file");
    // As standard input, and as what a shell makes of <(…).
    for pipe in ["-", "/dev/stdin"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kanbao"));
        command.args(["show", "--json", "--", &format!("{pipe}/2021/旧报.md"), pipe]).env("LANG", "C.UTF-8");
        let output = assert_cmd::Command::from_std(command).write_stdin(&*bytes).output().expect("the program");
        let shown = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && shown.lines().count() == 3, "{pipe}: {output:?}");
    }
}

#[test]
fn damage_is_said_and_the_rest_is_done() {
    let desk = desk();
    let mut bytes = std::fs::read(desk.path().join("news.zip")).expect("the file");
    bytes.truncate(bytes.len() - 30);
    std::fs::write(desk.path().join("news.zip"), bytes).expect("a file");
    let output = run(&desk, &["list", "news.zip"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 2);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("kanbao: news.zip: damaged, and read as far as that goes: "));
    assert!(said.ends_with(OTHERS) && said.lines().count() == 2, "{said}");
}

#[test]
fn limits_are_in_the_configuration() {
    let desk = desk();
    let config = desk.path().join(".config/kanbao");
    std::fs::create_dir_all(&config).expect("a folder");
    std::fs::write(config.join("config.toml"), "[limits]\nmembers = 1\n").expect("a file");
    let said = run(&desk, &["list", "news.zip"]);
    assert_eq!(String::from_utf8_lossy(&said.stdout).lines().count(), 1);
    let expected = "kanbao: news.zip: more than 1 files in it (limits.members): the rest is not read\n";
    assert_eq!(String::from_utf8_lossy(&said.stderr), expected);
}
