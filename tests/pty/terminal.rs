//! The terminal is left as it was found: on `q`, on a panic, on signals, after Ctrl-Z and `fg`; and what it answers
//! late, or not at all, does no harm.

use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use vt100::MouseProtocolMode;

use crate::scene::PLAY;
use crate::session::{Answering, Session, Setup};
use crate::whitelist;

/// A shell that starts the scene as a job, and compares the line settings before, between and after. When the job stops
/// it puts them right, as a shell at its prompt does.
const JOB: &str = r#"set -m
background() { bg; wait %1; }
before=$(stty -g)
"$0" --exact scene::scene --nocapture --test-threads=1
code=$?
while [ "$(jobs -s)" ]; do
    [ "$before" = "$(stty -g)" ] && found=found
    stty "$before"
    echo "stopped as ${found-changed}"
    read answer; $answer; code=$?
done
[ "$before" = "$(stty -g)" ] && echo "as found, code=$code.""#;

fn setup(answering: Answering) -> Setup {
    let scene = std::env::current_exe().expect("this test binary");
    let shell = ["-c", JOB, scene.to_str().expect("its path")];
    Setup::new("/bin/bash", &shell).env(PLAY, "1").answering(answering)
}

fn started() -> Session {
    let session = setup(Answering::default()).spawn();
    session.wait_for_text("ready");
    session
}

/// The scene's process, as it shows it.
fn scene(session: &Session) -> Pid {
    let text = session.text();
    let digits = text.split("pid=").nth(1).and_then(|rest| rest.split(' ').next()).expect("a pid");
    Pid::from_raw(digits.parse().expect("a number")).expect("a pid")
}

fn is_ours(screen: &vt100::Screen) -> bool {
    screen.alternate_screen()
        && screen.hide_cursor()
        && screen.bracketed_paste()
        && screen.mouse_protocol_mode() == MouseProtocolMode::ButtonMotion
}

fn is_as_found(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen()
        && !screen.hide_cursor()
        && !screen.bracketed_paste()
        && screen.mouse_protocol_mode() == MouseProtocolMode::None
}

/// Waits for the end, and checks that all is as it was.
fn left_with_words_of_others(session: &Session, code: u8) {
    session.wait_for_text(&format!("as found, code={code}."));
    assert!(session.look(is_as_found));
}

/// Waits for the end, and checks that all is as it was and that nothing but ours was ever sent.
fn left(session: &Session, code: u8) {
    left_with_words_of_others(session, code);
    assert_eq!(whitelist::check(&whitelist::while_entered(&session.bytes())), Ok(()));
}

#[test]
fn on_q() {
    let session = started();
    assert!(session.look(is_ours));
    session.send("q");
    left(&session, 0);
    session.wait_for_text("left");
}

#[test]
fn on_a_panic_the_message_is_readable() {
    let session = started();
    session.send("p");
    left(&session, 101);
    session.wait_for_text("the scene fell");
}

#[test]
fn a_workers_panic_spoils_no_screen() {
    let session = started();
    session.send("wx");
    session.wait_for_text("[w x]");
    assert!(session.look(is_ours));
    assert!(!session.text().contains("a worker fell"));
    session.send("q");
    left(&session, 0);
    session.wait_for_text("thread 'worker' panicked at");
    session.wait_for_text("a worker fell");
}

#[test]
fn on_deadly_signals() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)] {
        let session = started();
        kill_process(scene(&session), signal).expect("a signal");
        left(&session, code);
    }
}

#[test]
fn on_a_second_signal_when_nobody_listens() {
    let session = started();
    let pid = scene(&session);
    session.send("d");
    session.wait_for_text("[d]");
    kill_process(pid, Signal::TERM).expect("a signal");
    // Both may come as one; then another is needed.
    for _ in 0..100 {
        if session.look(is_as_found) || kill_process(pid, Signal::TERM).is_err() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    left(&session, 143);
}

#[test]
fn after_ctrl_z_and_fg() {
    let session = started();
    for _ in 0..2 {
        session.send("\x1a");
        session.wait_until("the shell", |screen| {
            !screen.alternate_screen() && screen.contents().contains("stopped as found")
        });
        assert!(session.look(is_as_found));
        session.send("fg\n");
        session.wait_until("the scene", |screen| is_ours(screen) && screen.contents().contains("ready"));
    }
    session.send("x");
    session.wait_for_text("[x]");
    session.send("q");
    left(&session, 0);
}

#[test]
fn after_stops_from_outside() {
    for signal in [Signal::TSTP, Signal::STOP] {
        let session = started();
        kill_process(scene(&session), signal).expect("a signal");
        session.wait_for_text("stopped");
        session.send("fg\n");
        // After SIGSTOP the shell has written on our screen: it must be ours again, whole.
        session.wait_until("the scene", |screen| {
            is_ours(screen) && screen.contents().starts_with("ready") && !screen.contents().contains("stopped")
        });
        session.send("xq");
        // The shell spoke on our screen.
        left_with_words_of_others(&session, 0);
    }
}

#[test]
fn woken_in_the_background_it_sleeps_on() {
    let session = started();
    session.send("\x1a");
    session.wait_for_text("stopped as found");
    session.send("background\n");
    // It stops again at once, and the shell says so again.
    session.wait_until("stopped twice", |screen| screen.contents().matches("stopped").count() >= 2);
    session.send("fg\n");
    session.wait_until("the scene", is_ours);
    session.send("q");
    left(&session, 0);
}

#[test]
fn a_stopped_job_can_be_killed() {
    let session = started();
    let pid = scene(&session);
    session.send("\x1a");
    session.wait_for_text("stopped as found");
    kill_process(pid, Signal::TERM).expect("a signal");
    kill_process(pid, Signal::CONT).expect("a signal");
    // Only then: a shell that has not yet seen it go on says that it is stopped.
    session.wait_for_text("left");
    session.send("wait %1\n");
    left(&session, 143);
}

#[test]
fn without_a_shell_ctrl_z_does_nothing() {
    let scene = std::env::current_exe().expect("this test binary");
    let args = ["--exact", "scene::scene", "--nocapture", "--test-threads=1"];
    let session = Setup::new(scene, &args).env(PLAY, "1").spawn();
    session.wait_for_text("ready");
    session.send("\x1a");
    session.wait_for_text("[awake]");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
}

#[test]
fn the_probe() {
    let session = started();
    session.wait_for_text("Some(1) Some(2) Some(2)");
    session.wait_for_text("frames=true graphemes=false");
    session.send("q");
    left(&session, 0);

    let session = setup(Answering::wide()).spawn();
    session.wait_for_text("Some(2) Some(1) Some(2) Some(8)");
    session.wait_for_text("frames=false graphemes=false");
    session.send("q");
    left(&session, 0);
    assert!(!session.bytes().windows(8).any(|bytes| bytes == b"\x1b[?2026h"));
}

#[test]
fn grapheme_mode_is_put_back_if_we_set_it() {
    for (state, ours) in [(2, true), (1, false)] {
        let session = setup(Answering { modes: Some((2, state)), ..Answering::default() }).spawn();
        session.wait_for_text("graphemes=true");
        session.send("q");
        left(&session, 0);
        for mode in [b"\x1b[?2027h", b"\x1b[?2027l"] {
            assert_eq!(session.bytes().windows(8).any(|bytes| bytes == mode), ours);
        }
    }
}

#[test]
fn a_silent_terminal_and_a_dumb_one() {
    let session = setup(Answering::silent()).spawn();
    session.wait_for_text("None None None None");
    session.send("q");
    left(&session, 0);

    for (name, value) in [("TERM", "dumb"), ("KANBAO_WIDTH", "2")] {
        let session = setup(Answering::default()).env(name, value).spawn();
        session.wait_for_text("None None None None");
        session.send("q");
        left(&session, 0);
        assert!(!session.bytes().windows(4).any(|bytes| bytes == b"\x1b[6n"), "{name} asks for silence");
    }
}

#[test]
fn late_answers_are_no_keys() {
    let delay = Duration::from_millis(500);
    let session = setup(Answering { delay, typed: b"x".to_vec(), ..Answering::default() }).spawn();
    session.wait_for_text("None None None None");
    // Comes in front of the late answers, on the same line.
    session.wait_for_text("[x]");
    session.send("y");
    session.wait_for_text("[x y]");
    session.send("q");
    left(&session, 0);
}

#[test]
fn what_is_typed_while_the_terminal_answers_is_kept() {
    let session = setup(Answering { typed: "j议\x1b[B".into(), ..Answering::default() }).spawn();
    session.wait_for_text("[j 议 Down]");
    session.send("q");
    left(&session, 0);
}

#[test]
fn input_of_all_kinds() {
    let session = started();
    session.send("\x1b[<0;3;5M");
    session.wait_for_text("mouse 2,4");
    session.send("\x1b[200~a\x1b[31mb\x1b[201~");
    session.wait_for_text("\"ab\"");
    session.send("\x1b");
    session.wait_for_text("Esc");
    session.resize(60, 12);
    session.wait_for_text("size=60x12");
    let long = "长".repeat(30_000);
    session.send(format!("\x1b[200~{long}\x1b[201~"));
    session.wait_for_text("90000");
    session.send("q");
    left(&session, 0);
}
