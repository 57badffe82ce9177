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
    wait_for_status(&session, "sh：退出状态 3");
    assert_eq!(fs::read_to_string(session.home().join("opened")).expect("a file"), "https://a.example/1?x=$(id)");
    session.send("yp");
    wait_for_status(&session, "sh：退出状态 4");
    assert_eq!(fs::read_to_string(session.home().join("copied")).expect("a file"), "看报");
    session.send("Q");
    left(&session, 0);
}

#[test]
fn a_program_that_is_not_there_is_said() {
    let session = reading("[programs]\ncopy = [\"no-such-program\"]\n");
    session.send("yy");
    wait_for_status(&session, "no-such-program：没有这个程序");
    session.send("Q");
    left(&session, 0);
}

#[test]
fn an_article_is_written_to_a_file_and_over_another_only_when_asked_twice() {
    let session = reading("");
    let written = || fs::read_to_string(session.home().join("桥头.md")).expect("a file");
    session.send("e");
    wait_for_status(&session, "写成文件 桥头.md");
    session.send("\r");
    wait_for_status(&session, "已写成 桥头.md");
    assert!(written().contains("generator: kanbao") && written().contains("看报"));
    fs::write(session.home().join("桥头.md"), "别的").expect("a file");
    session.send("e\r");
    wait_for_status(&session, "已有这个文件，Enter 覆盖 桥头.md");
    session.send("\x1b");
    session.wait_until("the prompt is gone", |screen| !crate::program::last_row(screen).contains("覆盖"));
    assert_eq!(written(), "别的");
    session.send("e\r");
    wait_for_status(&session, "已有这个文件");
    session.send("\r");
    wait_for_status(&session, "已写成 桥头.md");
    assert!(written().contains("看报"));
    session.send("Q");
    left(&session, 0);
}

#[test]
fn a_program_gets_the_article_and_the_terminal_and_no_shell_sees_it() {
    let session = reading("");
    session.send("|");
    wait_for_status(&session, "交给程序");
    // The words stand as they are; the program writes on the terminal.
    session.send("sh -c 'cat > piped; printf \"%s|\" \"$@\"' sh '$(id) *' \"a b\"\r");
    session.wait_for_text("$(id) *|a b|");
    session.wait_for_text("[按 Enter 回到看报]");
    session.send("\r");
    wait_for_status(&session, "已交给 sh -c");
    assert!(fs::read_to_string(session.home().join("piped")).expect("a file").contains("看报"));
    session.send("|no-such-program\r");
    wait_for_status(&session, "no-such-program：没有这个程序");
    session.send("|sh -c 'printf put%s right\r");
    wait_for_status(&session, "引号没有配对");
    // It is put right where it was typed.
    session.send("'\r");
    session.wait_for_text("putright");
    session.send("\r");
    wait_for_status(&session, "已交给 sh -c 'printf put%s right'");
    session.send("Q");
    left(&session, 0);
}

#[test]
fn the_key_that_interrupts_a_program_does_not_end_the_reader() {
    let session = reading("");
    session.send("|sh -c 'cat > piped; echo ready; exec sleep 100'\r");
    session.wait_for_text("ready");
    session.send("\x03");
    session.wait_for_text("[按 Enter 回到看报]");
    session.send("\r");
    wait_for_status(&session, "sh：被信号 2");
    session.send("yp");
    wait_for_status(&session, "已复制这一段");
    session.send("Q");
    left(&session, 0);
}

#[test]
fn the_file_is_opened_in_the_editor_at_the_place() {
    use std::os::unix::fs::PermissionsExt;
    let setup: Setup = kanbao(&["a.md"]);
    let home = setup.home().to_owned();
    fs::write(home.join("a.md"), "---\ntitle: 桥头\n---\n\n\n海河**边**的早晨。\n").expect("a file");
    let editor = home.join("my editors/vim");
    fs::create_dir(home.join("my editors")).expect("a folder");
    fs::write(&editor, "#!/bin/sh\nprintf '%s|' \"$@\" > edited\necho 后来加的。 >> a.md\n").expect("a file");
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o700)).expect("a mode");
    let session = setup.env("VISUAL", &format!("'{}' -n", editor.display())).spawn();
    session.wait_for_text("海河边的早晨");
    session.send("E");
    session.wait_for_text("后来加的");
    assert_eq!(fs::read_to_string(home.join("edited")).expect("a file"), "-n|+6|a.md|");
    session.send("Q");
    left(&session, 0);
}
