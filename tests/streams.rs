//! The standard streams, from outside: input read to its end, however late that comes; output that is closed or full.

mod desk;

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use desk::Desk;

const TEXT: &str = "---\ntitle: 更早的一篇\ndate: 2021-08-07 02:22:05\n---\n<p>海河边的早晨，Coffee与煎饼。</p>\n";

#[test]
fn standard_input_that_ends_late_is_read_to_its_end() {
    let desk = Desk::new(&[]);
    let mut child = desk
        .command(&["show", "--raw", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut stdin = child.stdin.take().expect("stdin");
    for part in TEXT.as_bytes().chunks(7) {
        stdin.write_all(part).and_then(|()| stdin.flush()).expect("the pipe");
    }
    drop(stdin);
    let output = child.wait_with_output().expect("the end");
    assert_eq!(String::from_utf8_lossy(&output.stdout), TEXT);
}

#[test]
fn a_dash_is_standard_input() {
    let desk = Desk::new(&[]);
    assert_eq!(desk.run_on(TEXT, &["list", "-"]).done(), "2021-08-07\t-\t更早的一篇\t-\n");
    assert!(desk.run_on(TEXT, &["show", "-"]).done().starts_with("更早的一篇\n"));
    assert!(desk.run_on(TEXT, &["-"]).done().starts_with("更早的一篇\n"));
    assert_eq!(desk.run_on(TEXT, &["show", "--raw", "-"]).done(), TEXT);
    assert!(desk.run_on(TEXT, &["search", "海河", "-"]).done().starts_with("-: "));
    assert_eq!(desk.run_on("中文\n", &["fold", "-"]).done(), "中文\n");
    assert_eq!(desk.run_on("中文\n", &["fold"]).done(), "中文\n");
    let ran = desk.run_on("", &["show", "-"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, "kanbao: -: empty file\n"));
}

#[test]
fn a_closed_pipe_is_quiet() {
    let long: String = (0..4_000).map(|n| format!("第{n}段，天津的会议，一行又一行。\n\n")).collect();
    let desk = Desk::new(&[("long.md", long.as_bytes())]);
    for args in [
        &["long.md"][..],
        &["list", "long.md"],
        &["list", "--json", "long.md"],
        &["show", "long.md"],
        &["show", "--json", "long.md"],
        &["show", "--markdown", "long.md"],
        &["show", "--raw", "long.md"],
        &["search", "会议", "long.md"],
        &["fold", "long.md"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = desk.command(args).stdin(Stdio::null()).stdout(writer).output().expect("the program");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
    }
    // And one that closes while we write.
    let mut child =
        desk.command(&["fold", "long.md"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let mut first = [0; 16];
    std::io::Read::read_exact(child.stdout.as_mut().expect("stdout"), &mut first).expect("the start");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the end");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_full_disk_is_said() {
    if Path::new("/dev/full").exists() {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
        let output =
            Desk::new(&[("a.md", TEXT.as_bytes())]).command(&["list", "."]).stdout(full).output().expect("the program");
        let err = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), err.lines().count()), (Some(1), 1), "{err}");
        assert!(err.starts_with("kanbao: stdout: "), "{err}");
    }
}
