//! The terminal is *gone* while the reader starts or reads: closed, or killed with its shell. Whatever comes first, the
//! process ends; it never stays behind stopped, for there is nothing left that would wake it.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

const LIMIT: Duration = Duration::from_secs(10);

/// A shell with job control that pipes a text into the reader. The reader holds `alive` open for writing until it ends.
const PIPED: &str = r#"set -m
mkfifo alive
printf '会议\n' | /bin/sh -c 'exec 3>alive; echo $$ >&3; exec "$0" -' "$0"
wait"#;

/// How the terminal goes.
#[derive(Clone, Copy, Debug)]
enum Going {
    /// The window is closed: its side of the terminal is.
    Closed,
    /// The shell is killed, and the session ends with it.
    ShellKilled,
    /// The shell is hung up on, and hangs up on its jobs.
    ShellHungUp,
}

/// Starts the reader with a text piped in, takes the terminal away after `delay`, and waits for the reader's end.
fn start_and_lose(going: Going, delay: Duration) {
    let home = TempDir::new().expect("a directory for the home");
    let pair = native_pty_system().openpty(PtySize::default()).expect("a pseudo-terminal");
    let mut command = CommandBuilder::new("/bin/bash");
    command.args(["-c", PIPED, env!("CARGO_BIN_EXE_kanbao")]);
    command.env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("TERM", "xterm-256color");
    command.env("HOME", home.path());
    command.cwd(home.path());
    let mut shell = pair.slave.spawn_command(command).expect("the shell");
    drop(pair.slave);
    let shell_pid = shell.process_id().and_then(|id| Pid::from_raw(id.cast_signed())).expect("a process id");

    let mut alive = BufReader::new(open_when_there(&home.path().join("alive")));
    let mut line = String::new();
    alive.read_line(&mut line).expect("the reader's process id");
    let reader = Pid::from_raw(line.trim().parse().expect("a number")).expect("a process id");
    thread::sleep(delay);
    match going {
        Going::Closed => {}
        Going::ShellKilled => kill_process(shell_pid, Signal::KILL).expect("a signal"),
        Going::ShellHungUp => kill_process(shell_pid, Signal::HUP).expect("a signal"),
    }
    if matches!(going, Going::ShellKilled) {
        // The window is still there for a while.
        shell.wait().expect("the shell's end");
    }
    drop(pair.master);

    let (sender, ended) = mpsc::channel();
    thread::spawn(move || sender.send(alive.read_to_end(&mut Vec::new())));
    if matches!(ended.recv_timeout(LIMIT), Err(RecvTimeoutError::Timeout)) {
        let state = std::fs::read_to_string(format!("/proc/{}/stat", reader.as_raw_nonzero()));
        let _ = kill_process(reader, Signal::KILL);
        panic!("{going:?} after {delay:?}: the reader is still there: {state:?}");
    }
    let _ = shell.kill();
    let _ = shell.wait();
}

/// Opens a pipe for reading as soon as it was made.
fn open_when_there(path: &Path) -> File {
    let deadline = Instant::now() + LIMIT;
    while !path.exists() {
        assert!(Instant::now() < deadline, "the shell made no pipe");
        thread::yield_now();
    }
    File::open(path).expect("the pipe")
}

#[test]
fn the_reader_ends_with_its_terminal() {
    // Of several at once some are slow, and meet the end at other places. Most meet it when the loop has just begun:
    // then SIGHUP and SIGCONT come together, in any order.
    let workers = (0..8u64).map(|worker| {
        thread::spawn(move || {
            for round in 0..14 {
                let delay = Duration::from_millis(if round < 4 { round * 40 } else { 215 + round * 8 } + worker);
                start_and_lose(Going::Closed, delay);
                start_and_lose(if round % 2 == 0 { Going::ShellKilled } else { Going::ShellHungUp }, delay);
            }
        })
    });
    let workers: Vec<_> = workers.collect();
    for worker in workers {
        worker.join().expect("no reader is left");
    }
}
