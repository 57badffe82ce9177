//! The kit itself, tried on the shell.

use rustix::process::Signal;

use crate::session::{Answering, Setup};

fn shell(script: &str) -> Setup {
    Setup::new("/bin/sh", &["-c", script])
}

#[test]
fn text_keys_and_exit() {
    let session = shell(r#"printf '会议 %s\n' "$TERM"; read line; echo "got $line"; exit 3"#).spawn();
    session.wait_for_text("会议 xterm-256color");
    session.send("11：30\r");
    session.wait_for_text("got 11：30");
    assert_eq!(session.wait_exit().exit_code(), 3);
}

#[test]
fn the_home_is_empty_and_its_own() {
    let setup = shell(r#"ls -A "$HOME"; echo "$XDG_CONFIG_HOME|$XDG_STATE_HOME|$PWD"; echo end"#).size(200, 10);
    std::fs::write(setup.home().join("left-here"), "").expect("a file");
    let session = setup.spawn();
    session.wait_exit();
    let home = session.home().display().to_string();
    assert!(session.text().starts_with("left-here\n"));
    assert!(session.text().contains(&format!("{home}/.config|{home}/.local/state|{home}")));
}

#[test]
fn size_and_resize() {
    let session = shell("stty size; trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.05; done").spawn();
    session.wait_for_text("24 80\nready");
    session.resize(40, 10);
    session.wait_for_text("10 40");
    session.wait_exit();
}

#[test]
fn signals() {
    let session = shell("trap 'echo terminated; exit 7' TERM; echo ready; while :; do sleep 0.05; done").spawn();
    session.wait_for_text("ready");
    session.signal(Signal::TERM);
    assert_eq!(session.wait_exit().exit_code(), 7);
    session.wait_for_text("terminated");
}

/// Asks, and shows what comes back until the `c` of the last answer.
const ASK: &str = r#"stty raw -echo
printf '“\033[6n\033[?2026$p\033[c'
answer=$(while :; do c=$(dd bs=1 count=1 2>/dev/null); printf %s "$c"; [ "$c" = c ] && break; done)
stty sane
printf %s "$answer" | tr '\033' '^'"#;

#[test]
fn answers() {
    let session = shell(ASK).spawn();
    session.wait_for_text("^[1;2R^[?2026;2$y^[?62;22c");
    let session = shell(ASK).answering(Answering { typed: b"x".to_vec(), ..Answering::wide() }).spawn();
    session.wait_for_text("x^[1;3R^[?2026;0$y^[?62;22c");
}

#[test]
fn silence() {
    let script = "stty raw -echo min 0 time 3; printf '\\033[6n\\033[c'; dd bs=9 count=1 2>/dev/null; printf end";
    let session = shell(script).answering(Answering::silent()).spawn();
    session.wait_exit();
    assert!(session.text().contains("end") && !session.text().contains('R'));
}

#[test]
fn recorded_bytes() {
    let session = shell(r"printf '\033[?1049h\033]0;title\007\033[?1049l'; echo after").spawn();
    session.wait_for_bytes(b"after");
    assert!(crate::whitelist::check(&crate::whitelist::while_entered(&session.bytes())).is_err());
}
