//! What leaves the program: the clipboard by OSC 52 or by a program, addresses to a browser.

use std::fs;

use crate::program::{kanbao, left, wait_for_status};
use crate::session::{Session, Setup};

/// The reader on one article, with a configuration.
fn reading(config: &str) -> Session {
    let setup: Setup = kanbao(&["a.md"]);
    let text = "---\ntitle: 桥头\ndate: 2022-01-14 08:00:00\nlink: https://a.example/1?x=$(id)\n---\n看报\n";
    fs::write(setup.home().join("a.md"), text).expect("a file");
    let folder = setup.home().join(".config/kanbao");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("config.toml"), config).expect("a file");
    let session = setup.spawn();
    session.wait_for_text("桥头");
    session
}

#[test]
fn the_terminal_is_told_what_is_copied() {
    let session = reading("");
    session.send("yp");
    wait_for_status(&session, "已复制这一段  2字");
    // 看报 in base64.
    assert!(memchr::memmem::find(&session.bytes(), b"\x1b]52;c;55yL5oql\x07").is_some());
    session.send("Q");
    left(&session, 0);
}

#[test]
fn programs_get_what_they_are_for_and_no_shell_sees_it() {
    let session = reading(
        "[programs]\nbrowser = [\"sh\", \"-c\", \"printf %s \\\"$1\\\" > opened; exit 3\", \"sh\"]\n\
         copy = [\"sh\", \"-c\", \"cat > copied; exit 4\"]\n",
    );
    session.send("O");
    // It ended, and so has written.
    wait_for_status(&session, "sh: exit status: 3");
    assert_eq!(fs::read_to_string(session.home().join("opened")).expect("a file"), "https://a.example/1?x=$(id)");
    session.send("yp");
    wait_for_status(&session, "sh: exit status: 4");
    assert_eq!(fs::read_to_string(session.home().join("copied")).expect("a file"), "看报");
    session.send("Q");
    left(&session, 0);
}

#[test]
fn a_program_that_is_not_there_is_said() {
    let session = reading("[programs]\ncopy = [\"no-such-program\"]\n");
    session.send("yy");
    wait_for_status(&session, "no-such-program: ");
    session.send("Q");
    left(&session, 0);
}
