//! The help: what works here comes first, and it leads back to where it was opened.

use kanbao::app::Overlay;

use crate::articles::library;
use crate::kit::Stage;

/// The headings of the help, as far as they are on the screen.
fn headings(stage: &Stage) -> Vec<String> {
    let Some(overlay @ Overlay::Help(_)) = stage.app.overlay() else { panic!("no help:\n{}", stage.picture()) };
    overlay.window().lines().iter().filter(|line| line.heading).map(|line| line.text.clone()).collect()
}

#[test]
fn what_works_where_it_is_opened_comes_first() {
    for (keys, first) in [
        ("", ["列表", "文章与窗格"]),
        ("<Enter>", ["正文", "文章与窗格"]),
        ("<Enter>V", ["选中之后", "正文"]),
        ("s会议<Enter>", ["查找结果", "移动"]),
        ("m会议<Enter>M", ["关键词", "移动"]),
        ("<Enter>/会议<Enter>f", ["匹配", "移动"]),
        ("S", ["排列与分组", "移动"]),
    ] {
        let stage = library().at(80, 200).after(keys).after("?");
        let headings = headings(&stage);
        assert_eq!(headings[..2], first, "{keys}");
        // And then all the others, each once.
        let mut sorted = headings.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), headings.len(), "{headings:?}");
        assert!(["鼠标", "词典", "输入时", "链接"].iter().all(|name| headings.iter().any(|own| own == name)));
    }
}

#[test]
fn it_leads_back_to_a_panel_and_to_a_prompt() {
    let mut stage = library().at(80, 24).after("m会议<Enter>M");
    let before = stage.picture();
    for close in ["q", "?", "<Esc>", "<F1>"] {
        stage.keys("?");
        stage.keys(close);
        assert_eq!(stage.picture(), before, "{close}");
    }
    for asked in ["/会", "s会", "<Enter>/会", "m会", ":set", "<Enter>Vn记"] {
        let mut stage = library().at(80, 24).after(asked);
        let before = stage.picture();
        stage.keys("<F1>");
        let headings = headings(&stage);
        assert!(headings[0].contains("时"), "{asked}: {headings:?}");
        stage.keys("jj/");
        assert!(stage.app.prompt().is_some(), "the rows of the help are filtered");
        stage.keys("滚轮<Enter>");
        assert!(stage.picture().contains("滚动鼠标下面的"), "{}", stage.picture());
        stage.keys("<Esc>q");
        assert_eq!(stage.picture(), before, "{asked}");
        stage.keys("<Esc>");
        assert!(stage.app.prompt().is_none() && stage.app.overlay().is_none());
    }
}
