//! The life of a run: jobs, signals, hostile files, what comes late, what outlives it.

use std::path::Path;
use std::time::{Duration, Instant};

use kanbao::model::ArchiveId;
use kanbao::state::StateStore;
use rustix::process::Signal;

use crate::program::{KANBAO, is_as_found, kanbao, last_row, left, post, posts, wait_for_status};
use crate::session::{Session, Setup};
use crate::whitelist;

/// A shell that starts the reader as a job, and compares the line settings before, between and after.
const JOB: &str = r#"set -m
before=$(stty -g)
"$0" news
code=$?
while [ "$(jobs -s)" ]; do
    [ "$before" = "$(stty -g)" ] && found=found
    stty "$before"
    echo "stopped as ${found-changed}"
    read answer; $answer; code=$?
done
[ "$before" = "$(stty -g)" ] && echo "as found, code=$code.""#;

fn job() -> Session {
    let setup = Setup::new("/bin/bash", &["-c", JOB, KANBAO]).size(100, 30).env("LANG", "zh_CN.UTF-8");
    let folder = setup.home().join("news");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join("1.md"), post("题目", 1, "正文，你好。")).expect("a file");
    let session = setup.spawn();
    session.wait_for_text("正文，你好。");
    session
}

#[test]
fn the_terminal_is_left_as_it_was_found() {
    let session = job();
    assert!(session.look(|screen| screen.alternate_screen() && screen.bracketed_paste()));
    session.send("q");
    session.wait_for_text("as found, code=0.");
    assert!(session.look(is_as_found));
    // In the middle of typing, with the cursor shown, too.
    let session = job();
    session.send("/正");
    session.wait_until("the prompt", |screen| !screen.hide_cursor());
    session.send("\r");
    session.send("Q");
    session.wait_for_text("as found, code=0.");
    assert!(session.look(is_as_found));
}

#[test]
fn after_ctrl_z_and_fg_the_screen_is_whole() {
    let session = job();
    session.send("\x1a");
    session
        .wait_until("the shell", |screen| !screen.alternate_screen() && screen.contents().contains("stopped as found"));
    assert!(session.look(is_as_found));
    session.send("fg\n");
    session.wait_until("the reader", |screen| {
        screen.alternate_screen()
            && screen.bracketed_paste()
            && screen.contents().contains("正文，你好。")
            && last_row(screen).contains("? 按键")
    });
    session.send("Q");
    session.wait_for_text("as found, code=0.");
    assert_eq!(whitelist::check(&whitelist::while_entered(&session.bytes())), Ok(()));
}

#[test]
fn signals_end_it_cleanly() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let session = posts().spawn();
        session.wait_for_text("第0段，天津的会议");
        session.send("/会");
        session.wait_until("the prompt", |screen| !screen.hide_cursor());
        session.signal(signal);
        left(&session, code);
    }
}

/// One of everything that a terminal would obey.
const HOSTILE: &str = "红\u{1b}[31m字\u{1b}]8;;http://x\u{7}链\u{1b}]52;c;aGk=\u{7}\u{1b}P$q未完\u{9b}31m\u{9d}0;t\u{9c}\u{8}\u{7f}\u{202e}txt\u{2066}\u{200e}\u{200f}微\u{200b}信\u{2060}\u{feff}\u{e0041}\u{e000}\r回车\u{1}\u{b}a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{1b}[?1049l\u{1b}[6n\u{1b}c\u{1b}[2J";

#[test]
fn x13_of_hostile_files_only_our_own_sequences_come_out() {
    let setup = kanbao(&["news", "no\u{1b}[31m\u{9b}such\nfile\u{202e}\u{7}"]);
    let folder = setup.home().join("news");
    std::fs::create_dir(&folder).expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(Path::new(&folder).join(name), bytes).expect("a file");
    let hexo = format!(
        "---\ntitle: '题{HOSTILE}'\nauthor: '报{HOSTILE}'\ndate: 2022-01-01 00:00:00\ncategories:\n - '类{HOSTILE}'\n---\n<p>正文{HOSTILE}</p><h2>小{HOSTILE}</h2><pre><code>码{HOSTILE}</code></pre><table><tr><th>{HOSTILE}</th></tr><tr><td>{HOSTILE}</td></tr></table><img src='x' alt='{HOSTILE}'><p>责任编辑：{HOSTILE}</p>"
    );
    write("a.md", hexo.as_bytes());
    write("b\u{1b}]52;c;aGk=\u{7}\u{202e}\nx\u{9b}.md", hexo.as_bytes());
    write("c\u{1b}[31m.md", b"\x00\x01\x02");
    write("d.txt", format!("{HOSTILE}\n\n{HOSTILE}，一段很长的正文。\n").as_bytes());
    write("e.txt", b"\x9b31m\xff\xfe latin \x80\x81 in no encoding at all\n");
    let session = setup.spawn();
    session.wait_for_text("题红[31m字");
    session.wait_for_text("正文红^[[31m字^[]8;;http://x^G链");
    session.wait_until("everything read", |screen| {
        ["1 篇读不了", "1 个文件不是文章"].iter().all(|text| screen.contents().contains(text))
    });
    // Through every article and what was cut of it, a search, a keyword and a filter of the same kind.
    for keys in ["l", "G", "x", "G", "J", "G", "J", "G", "J", "G", "J", "G", "J", "G", "?", "q", "h"] {
        session.send(keys);
    }
    session.send("l/\x1b[200~\x1b]52;c;aGk=\x07红\u{202e}\u{9b}31m\x1b[201~");
    session.wait_until("the pasted text", |screen| last_row(screen).contains("红"));
    session.send("\r");
    session.wait_until("the answer", |screen| screen.hide_cursor());
    session.send("m\x1b[200~字\u{9b}\u{7}\x1b[201~\r");
    session.wait_until("the keyword", |screen| last_row(screen).contains("已加亮"));
    session.send("h/\x1b[200~题\u{1b}[31m\u{e000}\x1b[201~");
    session.wait_until("the filter", |screen| last_row(screen).contains("筛选"));
    session.resize(60, 20);
    session.wait_until("resized", |screen| last_row(screen).contains("筛选"));
    session.send("\r");
    session.wait_until("the list", |screen| screen.hide_cursor());
    session.send("Q");
    left(&session, 0);
    let bytes = session.bytes();
    let text = String::from_utf8(whitelist::while_entered(&bytes)).expect("UTF-8");
    // The probe asks once for each; nothing of the files' asks again.
    assert_eq!(text.matches("\x1b[?1049l").count(), 1);
    assert_eq!(text.matches("\x1b[6n").count(), 4);
    for c in text.chars() {
        let forbidden = matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{E007F}');
        // The probe draws a family to measure it.
        assert!(!forbidden || c == '\u{200D}', "U+{:04X} is sent", u32::from(c));
    }
    assert!(!text.contains(&"\u{301}".repeat(5)));
}

/// A named pipe: its reader waits until the test writes, so that reading the archive cannot end before.
fn pipe(path: &Path) {
    let status = std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo");
    assert!(status.success());
}

#[test]
fn ten_thousand_files_do_not_keep_the_reader_waiting() {
    // Standard input holds the reading: nothing is ever written to it, and it has no end.
    let setup =
        Setup::new("sh", &["-c", "exec \"$0\" news - <> pipe", KANBAO]).size(100, 30).env("LANG", "zh_CN.UTF-8");
    let folder = setup.home().join("news");
    std::fs::create_dir(&folder).expect("a folder");
    pipe(&setup.home().join("pipe"));
    let body: String = (0..30).map(|n| format!("第{n}段，天津的会议，你好。</p><p>")).collect();
    for n in 0..10_000 {
        std::fs::write(folder.join(format!("{n:05}.md")), post(&format!("第{n}号"), n % 28 + 1, &body))
            .expect("a file");
    }
    let session = setup.spawn();
    let reading = |screen: &vt100::Screen| last_row(screen).contains("正在读取");
    session.wait_until("an article while others are read", |screen| {
        // Two in the list, and the one beside it.
        reading(screen) && screen.contents().matches("天津日报").count() > 2 && screen.contents().contains("第0段")
    });
    // Keys are answered, articles open.
    session.send("j");
    session.wait_until("the next entry", |screen| reading(screen) && screen.contents().contains('›'));
    session.send("?");
    session.wait_for_text("下一个小标题");
    session.send("q");
    session.wait_until("the help closed", |screen| reading(screen) && !screen.contents().contains("下一个小标题"));
    session.send("l/你好\r");
    session.wait_until("the search", |screen| last_row(screen).contains("/你好  1/30"));
    // The second is the one that was searched, where the list was read so far when it was opened.
    session.send("hglJJ");
    session.wait_until("another article", |screen| last_row(screen).contains("/你好  0/30"));
    session.resize(60, 20);
    session.wait_until("one pane", |screen| !screen.contents().contains('│') && screen.contents().contains("第0段"));
    session.send("Q");
    left(&session, 0);
}

#[test]
fn what_comes_late_is_listed_and_disturbs_nobody() {
    // What is written late comes through standard input.
    let setup = Setup::new("sh", &["-c", "cat pipe | \"$0\" news -", KANBAO]).size(100, 30).env("LANG", "zh_CN.UTF-8");
    let folder = setup.home().join("news");
    std::fs::create_dir(&folder).expect("a folder");
    pipe(&setup.home().join("pipe"));
    for day in 1..=3 {
        std::fs::write(folder.join(format!("{day}.md")), post(&format!("第{day}天"), day, "正文。")).expect("a file");
    }
    let session = setup.spawn();
    session.wait_until("three while reading", |screen| {
        ["正在读取 3", "1/3"].iter().all(|text| last_row(screen).contains(text))
    });
    session.send("j");
    wait_for_status(&session, "2/3");
    std::fs::write(session.home().join("pipe"), post("最新的一篇", 28, "正文。")).expect("the pipe");
    wait_for_status(&session, "3/4");
    session.wait_until("all of it", |screen| {
        !last_row(screen).contains("正在读取")
            && screen.contents().contains("▪最新的一篇")
            && screen.contents().contains("›第2天")
    });
    session.send("q");
    left(&session, 0);
}

/// What was searched for and lit is there in the next run, after an orderly end and after a kill; two programs at once
/// do not disturb each other.
#[test]
fn searches_and_keywords_outlive_the_run() {
    let state = tempfile::TempDir::new().expect("a folder");
    let place = state.path().to_str().expect("a path").to_owned();
    let start = || {
        let session = posts().env("XDG_STATE_HOME", &place).spawn();
        session.wait_for_text("第3天的会议");
        session
    };
    let one = start();
    let other = start();
    one.send("m天津\r");
    wait_for_status(&one, "已加亮");
    other.send("s会议 你好\r");
    wait_for_status(&other, "Enter 打开");
    one.send("q");
    left(&one, 0);
    // Its search is kept while it runs, not when it ends.
    let kept = || {
        StateStore::open(&state.path().join("kanbao/state.sqlite"), Duration::from_secs(5))
            .and_then(|store| store.memory(&ArchiveId::default(), &[]))
    };
    let deadline = Instant::now() + Duration::from_secs(10);
    while kept().is_ok_and(|memory| memory.searches.is_empty()) {
        assert!(Instant::now() < deadline, "the search was not kept");
    }
    other.signal(Signal::KILL);
    other.wait_exit();
    let next = start();
    next.wait_until("天津 is lit", |screen| {
        let (rows, columns) = screen.size();
        (0..rows.get()).any(|y| {
            (0..columns.get()).any(|x| screen.cell(y, x).is_some_and(|cell| cell.contents() == "津" && cell.bold()))
        })
    });
    next.send("s\x1b[A");
    next.wait_for_text("会议 你好");
    next.send("\x1b");
    next.wait_until("the list again", |screen| !last_row(screen).contains("所有文章"));
    next.send("q");
    left(&next, 0);
}

/// How a list is arranged is kept for its archive, from wherever that is opened, and for no other.
#[test]
fn the_arrangement_of_an_archive_outlives_the_run() {
    let state = tempfile::TempDir::new().expect("a folder");
    let place = state.path().to_str().expect("a path").to_owned();
    for folder in ["news", "other"] {
        let folder = state.path().join(folder);
        std::fs::create_dir(&folder).expect("a folder");
        for day in 1..=3 {
            let text = post(&format!("第{day}天的会议"), day, "天津的会议。");
            std::fs::write(folder.join(format!("{day}.md")), text).expect("a file");
        }
    }
    let start = |path: &str| {
        let session = kanbao(&[&format!("{place}/{path}")]).env("XDG_STATE_HOME", &place).spawn();
        session.wait_for_text("第3天的会议");
        session
    };
    let one = start("news");
    wait_for_status(&one, "1/3");
    // How it is arranged says the head of the list where that is alone.
    one.send("SMSt");
    one.resize(80, 30);
    one.wait_for_text("按标题 按月分组");
    one.wait_for_text("2021年12月");
    one.send("q");
    left(&one, 0);
    let again = start("other/../news/");
    again.resize(80, 30);
    again.wait_for_text("按标题 按月分组");
    again.send("q");
    left(&again, 0);
    let other = start("other");
    other.send("Sp");
    other.resize(80, 30);
    other.wait_for_text("按路径");
    assert!(other.look(|screen| !screen.contents().contains("分组")));
    other.send("q");
    left(&other, 0);
}
