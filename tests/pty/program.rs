//! The *program* in a terminal: the real binary, in a folder of posts, and what a run leaves behind.

use vt100::MouseProtocolMode;

use crate::session::{Session, Setup};
use crate::whitelist;

pub const KANBAO: &str = env!("CARGO_BIN_EXE_kanbao");

pub fn kanbao(args: &[&str]) -> Setup {
    Setup::new(KANBAO, args).size(100, 30).env("LANG", "zh_CN.UTF-8")
}

pub fn post(title: &str, day: u32, body: &str) -> String {
    format!("---\ntitle: '{title}'\nauthor: 天津日报\ndate: 2021-12-{day:02} 08:00:00\n---\n<p>{body}</p>\n")
}

/// A program in a folder of three posts.
pub fn posts() -> Setup {
    let setup = kanbao(&["news"]);
    let folder = setup.home().join("news");
    std::fs::create_dir(&folder).expect("a folder");
    for day in 1..=3 {
        let body: String = (0..40).map(|n| format!("第{n}段，天津的会议，你好。</p><p>")).collect();
        std::fs::write(folder.join(format!("{day}.md")), post(&format!("第{day}天的会议"), day, &body))
            .expect("a file");
    }
    setup
}

pub fn is_as_found(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen()
        && !screen.hide_cursor()
        && !screen.bracketed_paste()
        && screen.mouse_protocol_mode() == MouseProtocolMode::None
}

/// Waits for the end, and checks that all is as it was and that only our own sequences were sent.
pub fn left(session: &Session, code: u32) {
    assert_eq!(session.wait_exit().exit_code(), code);
    assert!(session.look(is_as_found));
    assert_eq!(whitelist::check(&whitelist::while_entered(&session.bytes())), Ok(()));
}

pub fn last_row(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    screen.contents_between(rows.get() - 1, 0, rows.get() - 1, columns.get())
}

/// Waits until all articles are listed, so many, beside the text.
pub fn wait_for_all(session: &Session, articles: usize) {
    session.wait_until("the list", |screen| {
        screen.contents().contains(&format!("/{articles} │")) && !last_row(screen).contains("正在读取")
    });
}

pub fn wait_for_status(session: &Session, text: &str) {
    session.wait_until(&format!("status {text}"), |screen| last_row(screen).contains(text));
}
