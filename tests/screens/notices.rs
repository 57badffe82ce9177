//! What is said at the bottom: how long it stays, what waits for what, and where it can be read again.

use std::time::Duration;

use kanbao::app::{Message, NoticeKind};
use kanbao::model::SafeText;

use crate::articles::library;
use crate::kit::Stage;

const SECOND: Duration = Duration::from_secs(1);

fn said(stage: &mut Stage, kind: NoticeKind, text: &str) {
    stage.send(Message::Notice(kind, SafeText::line(text)));
    stage.settle();
}

#[test]
fn a_notice_stays_until_it_could_be_read_and_then_until_a_key() {
    let mut stage = library().at(80, 24).after("u");
    assert!(stage.status().starts_with("标为已读"), "{}", stage.status());
    // Nobody comes by: it stays, and nothing wakes the program.
    stage.wait(SECOND * 600);
    assert!(stage.app.wake_at().is_none() && stage.status().starts_with("标为已读"));
    stage.quickly("j");
    assert!(stage.status().starts_with("Enter 读"), "it was read long ago: {}", stage.status());
    // A key that comes too soon takes nothing away.
    stage.keys("u");
    stage.quickly("jk");
    assert!(stage.status().starts_with("标为已读"), "{}", stage.status());
    stage.wait(SECOND * 8);
    assert!(stage.app.wake_at().is_none() && stage.status().starts_with("Enter 读"), "{}", stage.status());
    // The answer to the next key stands at once.
    stage.quickly(">>>");
    assert!(stage.status().starts_with("每行字数 38"), "{}", stage.status());
    stage.wait(SECOND * 8);
    stage.quickly("j");
    assert!(stage.status().starts_with("Enter 读"), "the two before are not said again: {}", stage.status());
}

#[test]
fn no_message_is_lost_behind_another() {
    let mut stage = library().at(80, 24);
    said(&mut stage, NoticeKind::Failure, "缓存写不了");
    said(&mut stage, NoticeKind::News, "已重读 config.toml");
    assert!(stage.status().starts_with("! 缓存写不了"), "{}", stage.status());
    // The answer to a key comes before both, and both come after it.
    stage.quickly("u");
    assert!(stage.status().starts_with("标为已读"), "{}", stage.status());
    let mut seen = Vec::new();
    for _ in 0..40 {
        let status = stage.status();
        let now = status.split("  ").next().unwrap_or_default().to_owned();
        if seen.last() != Some(&now) {
            seen.push(now);
        }
        stage.wait(SECOND / 2);
    }
    assert_eq!(seen, ["标为已读", "! 缓存写不了", "已重读 config.toml"]);
}

#[test]
fn nothing_is_said_over_a_prompt_and_what_came_meanwhile_is_said_after_it() {
    for end in ["<Enter>", "<Esc>"] {
        let mut stage = library().at(80, 24).after("/会议");
        said(&mut stage, NoticeKind::News, "已重读 config.toml");
        stage.wait(SECOND * 60);
        assert!(stage.status().starts_with("筛选 会议"), "{}", stage.status());
        stage.quickly(end);
        assert!(stage.status().starts_with("已重读"), "{end}: {}", stage.status());
        stage.quickly("j");
        assert!(stage.status().starts_with("已重读"), "its time begins then");
        stage.keys("j");
        assert!(!stage.status().contains("已重读"), "{}", stage.status());
    }
    // Nor where a letter, a number or a count is typed.
    let mut stage = library().at(80, 24).after("<Enter>");
    for (keys, shown) in [("\"", "给这里"), ("<Esc>3", "3")] {
        stage.keys(keys);
        said(&mut stage, NoticeKind::News, "新的一条");
        assert!(stage.status().starts_with(shown), "{keys}: {}", stage.status());
    }
}

#[test]
fn what_was_said_can_be_read_again() {
    let mut stage = library().at(80, 24).after("@");
    assert!(stage.picture().contains("还没有消息"), "{}", stage.picture());
    stage.keys("@u");
    said(&mut stage, NoticeKind::Failure, "缓存写不了：磁盘满了");
    stage.keys("u");
    stage.keys(":messages<Enter>");
    let rows: Vec<String> = stage.picture().lines().filter(|row| row.contains("12:34:56")).map(str::to_owned).collect();
    assert_eq!(rows.len(), 3, "{}", stage.picture());
    assert!(rows[0].contains("标为未读") && rows[1].contains("! 缓存写不了：磁盘满了") && rows[2].contains("标为已读"));
    insta::assert_snapshot!(stage.picture());
    stage.keys("q");
    assert!(stage.app.overlay().is_none());
}
