//! What the commands keep between runs, from outside.

use std::process::Stdio;

use super::desk::{Desk, Ran};

fn news() -> Desk {
    let desk = Desk::new(&[]);
    std::fs::create_dir(desk.folder.path().join("news")).expect("a folder");
    for (name, text) in
        [("a.txt", "早晨\n\n天津的早晨，11：30開會。\n"), ("b.txt", "黄昏\n\n海河的黄昏。\n"), ("c.png", "\u{89}PNG")]
    {
        std::fs::write(desk.folder.path().join("news").join(name), text).expect("a file");
    }
    desk
}

/// What every command says of the archive, by the cache or without.
fn all(desk: &Desk, flags: &[&str]) -> Vec<(i32, String, String)> {
    let commands: [&[&str]; 6] = [
        &["list", "news"],
        &["list", "--json", "news"],
        &["search", "11:30", "news"],
        &["search", "--json", "kaihui", "news"],
        &["doctor", "news"],
        &["show", "--json", "news"],
    ];
    let runs = commands.iter().map(|command| desk.run(&[*command, flags].concat()));
    runs.map(|ran| (ran.code, ran.out, ran.err)).collect()
}

#[test]
fn commands_say_the_same_from_the_cache() {
    let desk = news();
    let right = all(&desk, &["--no-cache"]);
    assert!(!desk.home.path().join("kanbao").exists(), "nothing was kept");
    assert_eq!(all(&desk, &[]), right);
    assert_eq!(all(&desk, &[]), right);
    // By the file's own path, from elsewhere.
    let path = desk.folder.path().join("news");
    let listed = desk.run(&["list", path.to_str().expect("a path")]).out;
    assert_eq!(listed.lines().count(), 2);
    std::fs::write(path.join("a.txt"), "早晨\n\n改写了的早晨。\n").expect("a file");
    assert_eq!(desk.run(&["search", "改写", "news"]).done(), "news/a.txt: 改写了的早晨。\n");
    assert_eq!(desk.run(&["search", "11:30", "news"]).code, 1);
    assert_eq!(all(&desk, &[]), all(&desk, &["--no-cache"]));
}

#[test]
fn an_archive_is_indexed_ahead_looked_at_and_cleared() {
    let desk = news();
    let indexed = desk.run(&["index", "news"]);
    assert_eq!(indexed.code, 0);
    assert!(indexed.err.contains("2 articles in "), "{}", indexed.err);
    let kept = desk.run(&["cache"]).done();
    let first: Vec<&str> = kept.lines().next().expect("a line").split('\t').collect();
    assert_eq!((first[1], first[2].ends_with("/news")), ("2", true), "{kept}");
    assert!(kept.lines().nth(1).is_some_and(|total| total.starts_with("1 archive, ")), "{kept}");
    // What is gone is not counted, and what was edited is counted once.
    let news = desk.folder.path().join("news");
    std::fs::remove_file(news.join("a.txt")).expect("a file");
    desk.run(&["index", "news"]);
    std::fs::write(news.join("b.txt"), "黄昏\n\n海河的黄昏，又一次。\n").expect("a file");
    desk.run(&["index", "news"]);
    let counted = |kept: &str| kept.split('\t').nth(1).map(str::to_owned);
    assert_eq!(counted(&desk.run(&["cache"]).done()).as_deref(), Some("1"));
    std::fs::write(news.join("d.txt"), "夜里\n\n海河的夜里。\n").expect("a file");
    desk.run(&["index", "news"]);
    assert_eq!(counted(&desk.run(&["cache"]).done()).as_deref(), Some("2"));
    assert!(desk.run(&["cache", "--clear"]).done().starts_with("cleared the cache of 1 archive"));
    assert!(desk.run(&["cache"]).done().starts_with("0 archives"));
    assert_eq!(all(&desk, &[]), all(&desk, &["--no-cache"]));
}

#[test]
fn nothing_is_kept_of_single_files_or_for_others_to_read() {
    use std::os::unix::fs::PermissionsExt;
    let desk = news();
    desk.run(&["list", "news/a.txt"]).done();
    assert!(desk.run(&["cache"]).done().starts_with("0 archives"));
    desk.run(&["index", "news"]);
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let folders = std::fs::read_dir(desk.home.path().join("kanbao")).expect("the cache");
    for folder in folders.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()) {
        assert_eq!(mode(&folder), 0o700);
        for file in std::fs::read_dir(&folder).expect("a folder") {
            assert_eq!(mode(&file.expect("a file").path()), 0o600);
        }
    }
}

#[test]
fn a_cache_that_cannot_be_used_is_said_once_and_done_without() {
    let desk = news();
    let right = all(&desk, &["--no-cache"]);
    let run = |args: &[&str]| {
        let output = desk.command(args).env("XDG_CACHE_HOME", "/dev/null").stdin(Stdio::null()).output();
        Ran::from(output.expect("the program"))
    };
    let ran = run(&["list", "news"]);
    assert_eq!((ran.code, &ran.out), (0, &right[0].1));
    let said = ran.err.replace(&right[0].2, "");
    assert_eq!((said.lines().count(), said.starts_with("kanbao: ")), (1, true), "{said}");
    assert_eq!(run(&["index", "news"]).code, 1);
}

#[test]
fn a_full_disk_is_said_once_and_costs_no_article() {
    let desk = news();
    for number in 0..40 {
        let text = format!("第{number}篇\n\n{}\n", "海河的水流得很慢。".repeat(60 + number));
        std::fs::write(desk.folder.path().join(format!("news/{number}.txt")), text).expect("a file");
    }
    let right = desk.run(&["list", "news", "--no-cache"]);
    // No file may grow beyond some kilobytes.
    let script = format!("trap '' XFSZ; ulimit -f 16; exec {} list news", env!("CARGO_BIN_EXE_kanbao"));
    let command = desk.command(&[]);
    let full = std::process::Command::new("sh")
        .args(["-c", &script])
        .current_dir(desk.folder.path())
        .envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .stdin(Stdio::null())
        .output();
    let ran = Ran::from(full.expect("a shell"));
    assert_eq!((ran.code, &ran.out), (0, &right.out));
    assert_eq!(ran.err.replace(&right.err, "").lines().count(), 1, "{}", ran.err);
    // The next one has room again.
    assert_eq!(desk.run(&["list", "news"]).out, right.out);
    assert_eq!(desk.run(&["search", "海河", "news"]).out, desk.run(&["search", "海河", "news", "--no-cache"]).out);
}
