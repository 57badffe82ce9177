//! Whatever is in the files, what comes out of the commands is plain text.

use super::desk::Desk;

/// No control character but the line feed and the tab.
pub fn plain(text: &str) -> Result<(), String> {
    let bad = |c: char| {
        c.is_control() && c != '\n' && c != '\t'
            || ('\u{202A}'..='\u{202E}').contains(&c)
            || ('\u{2066}'..='\u{2069}').contains(&c)
            || "\u{200B}\u{200E}\u{200F}\u{2060}\u{FEFF}\u{61C}".contains(c)
            || ('\u{E0000}'..='\u{E007F}').contains(&c)
    };
    match text.lines().find(|line| line.contains(bad)) {
        Some(line) => Err(format!("{line:?}")),
        None => Ok(()),
    }
}

/// A text with one of everything that must not reach a terminal.
const HOSTILE: &str = "红\u{1b}[31m字\u{1b}]8;;http://x\u{7}链\u{1b}]52;c;aGk=\u{7}\u{1b}P$q未完\u{9b}31m\u{9d}0;t\u{9c}\u{8}\u{7f}\u{202e}txt\u{2066}\u{200e}\u{200f}微\u{200b}信\u{2060}\u{feff}\u{e0041}\u{e000}\r回车\u{1}\u{b}a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}";

#[test]
fn hostile_files_come_out_as_plain_text() {
    let hexo = format!(
        "---\ntitle: '题{HOSTILE}'\nauthor: '报{HOSTILE}'\ncategories:\n - '类{HOSTILE}'\n---\n<p>正文{HOSTILE}</p><pre><code>码{HOSTILE}</code></pre><table><tr><th>{HOSTILE}</th></tr><tr><td>{HOSTILE}</td></tr></table><img src='x' alt='{HOSTILE}'>"
    );
    let html = format!(
        "<html><head><title>题{HOSTILE}</title></head><body><article><h1>{HOSTILE}</h1><p>{HOSTILE}，一段很长的正文，说了很多的话。</p></article></body></html>"
    );
    let text = format!("{HOSTILE}\n\n{HOSTILE}，一段很长的正文。\n");
    let desk = Desk::new(&[
        ("a.md", hexo.as_bytes()),
        ("b.html", html.as_bytes()),
        ("c.txt", text.as_bytes()),
        ("d.txt", b"\x9b31m\xff\xfe latin bytes \x80\x81 in no encoding at all\n"),
        #[cfg(unix)]
        ("e\u{1b}[31m\u{202e}\nx\u{9b}.md", hexo.as_bytes()),
    ]);
    for args in [
        &["."][..],
        &["list", "."],
        &["show", "."],
        &["show", "--width", "2", "."],
        &["show", "--markdown", "."],
        &["show", "--raw", "."],
        &["search", "字", "."],
        &["search", "31m", "."],
        &["fold", "a.md", "b.html", "c.txt", "d.txt"],
    ] {
        let ran = desk.run(args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        assert_eq!(plain(&ran.out), Ok(()), "{args:?}");
        assert!(ran.out.contains("31m"), "{args:?}: nothing is swallowed");
    }
    // X01: spelled in the text, dropped in titles and in the list; X02: an open sequence swallows nothing.
    let shown = desk.run(&["show", "--width", "200", "c.txt"]).done();
    assert!(shown.contains("红^[[31m字^[]8;;http://x^G链^[]52;c;aGk=^G^[P$q未完<9B>31m"), "{shown}");
    assert!(shown.contains("<U+202E>txt<U+2066>微信"), "{shown}");
    let listed = desk.run(&["list", "a.md"]).done();
    assert!(listed.contains("题红[31m字]8;;http://x链"), "{listed}");
    assert_eq!(desk.run(&["list", "."]).done().lines().count(), 5, "a line feed in a name makes no line");
    // X07
    for args in [&["list", "."][..], &["show", "."], &["search", "回车", "."]] {
        assert!(!desk.run(args).done().contains(&"\u{301}".repeat(5)), "{args:?}");
    }
    // Names of files in errors.
    let ran = desk.run(&["show", "no\u{1b}[31m\u{9b}such\nfile\u{202e}"]);
    assert_eq!((ran.code, plain(&ran.err), ran.err.lines().count()), (1, Ok(()), 1), "{:?}", ran.err);
    // JSON holds the same text.
    for line in desk.run(&["show", "--json", "."]).done().lines() {
        assert!(!line.contains(char::is_control), "{line:?}");
    }
}
