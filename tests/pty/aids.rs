//! Aids to reading, in a terminal: a dictionary, a text that scrolls by itself, a program that reads aloud.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::program::{kanbao, last_row, left, wait_for_status};
use crate::session::{Session, Setup};

const CEDICT: &str = "# CC-CEDICT\n天津 天津 [Tian1 jin1] /Tianjin, a municipality/\n會議 会议 [hui4 yi4] /meeting/\n";

/// The reader on one article, with a configuration.
fn reading(config: &str) -> Setup {
    let setup = kanbao(&["a.md"]);
    let paragraphs: String = (1..=80).map(|n| format!("天津的会议开到第{n}天。河上的风很凉。\n\n")).collect();
    fs::write(setup.home().join("a.md"), format!("---\ntitle: 桥头\n---\n{paragraphs}")).expect("a file");
    let folder = setup.home().join(".config/kanbao");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("config.toml"), config).expect("a file");
    fs::write(folder.join("cedict.u8"), CEDICT).expect("a file");
    setup
}

#[test]
fn a_word_is_looked_up_in_the_dictionaries_that_are_named() {
    let config = "[dictionary]\nfiles = [\"cedict.u8\", \"~/small\", \"~/nowhere.ifo\"]\n";
    let setup = reading(config);
    let small = setup.home().join("small");
    fs::create_dir(&small).expect("a folder");
    let (word, article) = ("天津", "海边的城");
    let mut index = word.as_bytes().to_vec();
    index.extend_from_slice(b"\0\0\0\0\0");
    index.extend_from_slice(&u32::try_from(article.len()).expect("a length").to_be_bytes());
    let ifo = format!(
        "StarDict's dict ifo file\nversion=2.4.2\nbookname=小词典\nwordcount=1\nidxfilesize={}\nsametypesequence=m\n",
        index.len()
    );
    for (name, bytes) in [("a.ifo", ifo.as_bytes()), ("a.idx", &index), ("a.dict", article.as_bytes())] {
        fs::write(small.join(name), bytes).expect("a file");
    }
    let session = setup.spawn();
    session.wait_for_text("天津的会议");
    session.send("D");
    wait_for_status(&session, "查词 天津");
    session.send("\r");
    for said in
        ["天津  Tiān jīn", "CC-CEDICT", "Tianjin, a municipality", "小词典", "海边的城", "nowhere.ifo：文件不存在"]
    {
        session.wait_for_text(said);
    }
    session.send("/会议\r");
    session.wait_for_text("会议 (會議)  huì yì");
    session.send("/没有\r");
    session.wait_for_text("没有：词典里没有");
    session.send("\x7f");
    session.wait_for_text("meeting");
    session.send("q");
    session.wait_for_text("天津的会议开到第1天");
    session.send("Q");
    left(&session, 0);
}

#[test]
fn the_text_scrolls_by_itself_and_its_speed_is_kept() {
    let state = TempDir::new().expect("a folder");
    let begin = || {
        let state = state.path().to_str().expect("a path");
        let session = reading("[reading]\nscroll-speed = 2000\n").env("XDG_STATE_HOME", state).spawn();
        session.wait_for_text("天津的会议");
        session
    };
    let session = begin();
    assert!(session.text().contains("第1天"));
    session.send(".");
    wait_for_status(&session, "自动滚动 2000字/分");
    session.wait_until("the first row is gone", |screen| !screen.contents().contains("第1天"));
    // To the end without a key.
    session.send("+++++");
    wait_for_status(&session, "自动滚动 3000字/分");
    session.send(".");
    wait_for_status(&session, "自动滚动停了");
    session.send("Q");
    left(&session, 0);
    let session = begin();
    session.send(".");
    wait_for_status(&session, "自动滚动 3000字/分");
    session.send("q");
    session.wait_until("it stands", |screen| !last_row(screen).contains("自动滚动 "));
    session.send("Q");
    left(&session, 0);
}

/// A made-up program that reads aloud: it writes down what it was given, says who it is, and does what the rest of its
/// script says.
fn speaker(home: &Path, rest: &str) -> PathBuf {
    let path = home.join("speak");
    let script = format!("#!/bin/sh\nprintf '%s|' \"$@\" >> said\necho >> said\necho $$ >> pids\n{rest}\n");
    fs::write(&path, script).expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("a mode");
    path
}

fn aloud(words: &str, rest: &str) -> Session {
    let setup = reading(&format!("[programs]\nspeak = [\"./speak\", {words}]\n"));
    speaker(setup.home(), rest);
    let session = setup.spawn();
    session.wait_for_text("天津的会议");
    session
}

/// Waits for something that is not on the screen.
fn wait_for(what: &str, is_so: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !is_so() {
        assert!(Instant::now() < deadline, "waited for {what}");
        std::thread::yield_now();
    }
}

/// What the program was given each time.
fn said(session: &Session) -> Vec<String> {
    let said = fs::read_to_string(session.home().join("said")).unwrap_or_default();
    said.lines().map(str::to_owned).collect()
}

/// The processes that wrote down who they are.
fn pids(session: &Session) -> Vec<String> {
    let pids = fs::read_to_string(session.home().join("pids")).unwrap_or_default();
    pids.lines().map(str::to_owned).collect()
}

/// The state of a process, and the process that started it; nothing where it is gone.
fn state_of(pid: &str) -> Option<(String, String)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut fields = stat.rsplit(')').next()?.split_whitespace().map(str::to_owned);
    Some((fields.next()?, fields.next()?))
}

/// Waits until processes run no more.
fn wait_until_gone(pids: &[String]) {
    wait_for("their end", || pids.iter().all(|pid| state_of(pid).is_none_or(|(state, _)| state == "Z")));
}

#[test]
fn sentences_are_read_aloud_one_after_the_other() {
    let session = aloud("\"-l\", \"{lang}\", \"{}\"", "[ $(wc -l < said) -lt 4 ] || exec sleep 1000");
    session.send("r");
    wait_for_status(&session, "正在朗读");
    wait_for("four sentences", || said(&session).len() == 4);
    let expected = ["天津的会议开到第1天。", "河上的风很凉。", "天津的会议开到第2天。", "河上的风很凉。"]
        .map(|said| format!("-l|zh|{said}|"));
    assert_eq!(said(&session), expected);
    // Those that have ended were waited for.
    let own = session.pid().as_raw_nonzero().to_string();
    wait_for("no zombie", || {
        let mut children = pids(&session).into_iter().filter_map(|pid| state_of(&pid));
        !children.any(|(state, parent)| state == "Z" && parent == own)
    });
    // On to another sentence: the one before is broken off.
    session.send(")");
    wait_for("a fifth sentence", || said(&session).len() == 5);
    wait_until_gone(&pids(&session)[3..4]);
    session.send(" ");
    wait_for_status(&session, "朗读已暂停");
    wait_until_gone(&pids(&session));
    session.send(" ");
    wait_for("it again", || said(&session).len() == 6);
    assert_eq!(said(&session)[4], said(&session)[5]);
    session.send("Q");
    left(&session, 0);
    wait_until_gone(&pids(&session));
}

#[test]
fn nothing_goes_on_speaking_after_the_end_whichever_it_is() {
    // What it started ends with it.
    let rest = "sh -c 'echo $$ >> pids; exec sleep 1000' & wait";
    for signal in [Signal::TERM, Signal::HUP] {
        let session = aloud("\"{}\"", rest);
        session.send("r");
        wait_for("a sentence", || pids(&session).len() == 2);
        session.signal(signal);
        session.wait_exit();
        wait_until_gone(&pids(&session));
    }
    // While the shell has the terminal nothing is said.
    let session = aloud("\"{}\"", rest);
    session.send("r");
    wait_for("a sentence", || pids(&session).len() == 2);
    session.send("\x1a");
    wait_until_gone(&pids(&session));
    session.signal(Signal::CONT);
    wait_for_status(&session, "朗读已暂停");
    session.send("Q");
    left(&session, 0);
}

#[test]
fn the_sentence_comes_on_standard_input_where_the_words_have_no_place_for_it() {
    let session = aloud("\"-x\"", "cat >> heard; [ $(wc -l < said) -lt 2 ] || exec sleep 1000");
    session.send("r");
    wait_for("two sentences", || said(&session).len() == 2);
    wait_for("what it heard", || {
        let heard = fs::read_to_string(session.home().join("heard")).unwrap_or_default();
        heard == "天津的会议开到第1天。\n河上的风很凉。\n"
    });
    session.send("r");
    wait_until_gone(&pids(&session));
    session.send("Q");
    left(&session, 0);
}

#[test]
fn a_program_that_fails_is_said_with_its_reason() {
    let session = aloud("\"{}\"", "echo first >&2; echo 'no voice for zh'; exit 3");
    session.send("r");
    wait_for_status(&session, "./speak：退出状态 3: first no voice for zh");
    session.send("Q");
    left(&session, 0);
    let setup = reading("[programs]\nspeak = [\"no-such-program\"]\n");
    let session = setup.spawn();
    session.wait_for_text("天津的会议");
    session.send("r");
    wait_for_status(&session, "no-such-program：没有这个程序");
    session.send("Q");
    left(&session, 0);
}
