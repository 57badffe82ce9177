//! The pictures of README: screens of the real program in a terminal of ours, as SVG, on dark and on light.
//!
//! `KANBAO_PICTURES=write cargo test --test pictures` draws them anew; without it the test holds that they are as the
//! program draws now.

#[path = "../pty/session.rs"]
#[expect(dead_code, reason = "the tests in a terminal use more of it")]
mod session;
mod svg;

use std::fs;
use std::path::Path;

use session::{Session, Setup};
use svg::{DARK, LIGHT, picture};

/// A screen to be drawn: what it is called, its language and size, and what is typed, each with what is on the screen then.
struct Picture {
    name: &'static str,
    language: &'static str,
    size: (u16, u16),
    typed: &'static [(&'static str, &'static str)],
}

const PICTURES: [Picture; 6] = [
    Picture { name: "reading-zh", language: "zh_CN.UTF-8", size: (100, 30), typed: &READING },
    Picture { name: "reading-en", language: "en_GB.UTF-8", size: (100, 30), typed: &READING },
    Picture { name: "finding-zh", language: "zh_CN.UTF-8", size: (100, 30), typed: &FINDING },
    Picture { name: "finding-en", language: "en_GB.UTF-8", size: (100, 30), typed: &FINDING },
    Picture { name: "noting-zh", language: "zh_CN.UTF-8", size: (100, 30), typed: &NOTING_ZH },
    Picture { name: "noting-en", language: "en_GB.UTF-8", size: (100, 30), typed: &NOTING_EN },
];

/// The article about Tianjin's nights, with two keywords lit.
const READING: [(&str, &str); 4] = [("", "10/10"), ("m天津\rm会议\r", "10/10"), ("JJJJJJJ", "11:20"), ("l", "11:20")];
/// What is found in all articles, typed as pinyin.
const FINDING: [(&str, &str); 3] = [("", "10/10"), ("stianjin\r", "1/3"), ("j", "2/3")];
/// Two sentences highlighted, one with a note, and the panel of them.
const NOTING_ZH: [(&str, &str); 7] = [
    ("", "10/10"),
    ("JJJJJJJl", "11:20"),
    ("jjjjV", "已选"),
    ("\r", "已标亮"),
    ("  Vn", "批注"),
    ("回头看\r", "批注已记下"),
    ("A", "回头看"),
];
const NOTING_EN: [(&str, &str); 7] = [
    ("", "10/10"),
    ("JJJJJJJl", "11:20"),
    ("jjjjV", "selected"),
    ("\r", "highlighted"),
    ("  Vn", "Note"),
    ("read again\r", "note kept"),
    ("A", "read again"),
];

/// So long the program is left alone before it is drawn.
const SETTLED: std::time::Duration = std::time::Duration::from_millis(500);

/// The screen after what is typed.
fn screen_of(own: &Picture) -> Session {
    let setup = Setup::new(env!("CARGO_BIN_EXE_kanbao"), &[]).size(own.size.0, own.size.1).env("LANG", own.language);
    let session = setup.spawn();
    for (keys, seen) in own.typed {
        session.send(keys);
        session.wait_for_text(seen);
    }
    session
}

#[test]
fn the_pictures_are_as_the_program_draws() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pictures");
    let write = std::env::var_os("KANBAO_PICTURES").is_some_and(|wish| wish == "write");
    for own in &PICTURES {
        let session = screen_of(own);
        for (theme, name) in [(&DARK, "dark"), (&LIGHT, "light")] {
            let path = folder.join(format!("{}-{name}.svg", own.name));
            if write {
                // Only what stays is drawn; the test below waits for just that.
                std::thread::sleep(SETTLED);
                fs::create_dir_all(&folder).expect("a folder for the pictures");
                fs::write(&path, session.look(|screen| picture(screen, theme))).expect("a picture");
                continue;
            }
            let stored = fs::read_to_string(&path).expect("a picture, drawn by KANBAO_PICTURES=write");
            let same = |screen: &vt100::Screen| picture(screen, theme) == stored;
            session.wait_until(&format!("the screen of {}", path.display()), same);
        }
    }
}
