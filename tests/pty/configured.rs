//! The configuration read again while the reader is open, and notes that an editor writes.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::program::{KANBAO, kanbao, left, wait_for_status};
use crate::session::{Session, Setup};

/// The reader on one article, without a configuration.
fn reading(setup: Setup) -> Session {
    fs::write(setup.home().join("a.md"), "---\ntitle: 桥头\n---\n\n海河边的早晨。\n").expect("a file");
    let session = setup.spawn();
    session.wait_for_text("海河边的早晨");
    session
}

#[test]
fn a_configuration_that_is_changed_holds_at_once() {
    let session = reading(kanbao(&["a.md"]));
    let folder = session.home().join(".config/kanbao");
    let file = folder.join("config.toml");
    // Its folder is made while the reader is open; the file is written, and moved into its place.
    fs::create_dir_all(&folder).expect("a folder");
    let beside = folder.join("new.toml");
    fs::write(&beside, "[keys.common]\n\"C-e\" = \"help\"\n").expect("a file");
    fs::rename(&beside, &file).expect("in its place");
    // Without a watch over the folder that was not there, it is read by its key.
    session.send("\x1b[15~");
    wait_for_status(&session, "已重读 config.toml");
    session.send("\x05");
    session.wait_for_text("文章与窗格");
    session.send("q");
    // Now it is watched. What is wrong is said with its line and the nearest name, and the rest holds.
    fs::write(&file, "mesure = 30\nlanguage = \"en\"\n").expect("a file");
    wait_for_status(&session, "config.toml: line 1: there is no mesure; did you mean measure?");
    wait_for_status(&session, "? keys");
    fs::write(&file, "[limits]\nfile = 77\n").expect("a file");
    wait_for_status(&session, "已重读 config.toml，这些要重开才生效：[limits]");
    fs::write(&file, "mouse = false\n").expect("a file");
    session.wait_for_bytes(b"\x1b[?1000l");
    // As an editor replaces it, and gone.
    fs::write(&beside, "keywords = [\"海河\"]\nlanguage = \"en\"\n").expect("a file");
    fs::rename(&beside, &file).expect("in its place");
    wait_for_status(&session, "config.toml was read again");
    fs::remove_file(&file).expect("gone");
    wait_for_status(&session, "已重读 config.toml");
    session.send("Q");
    left(&session, 0);
}

#[test]
fn the_doctor_tells_of_the_screen_that_the_folder_has() {
    let setup = kanbao(&["doctor", "a.md"]);
    let home = setup.home().to_owned();
    let folder = home.join(".config/kanbao");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(home.join("a.md"), "---\ntitle: 桥头\n---\n\n海河边的早晨。\n").expect("a file");
    let file = format!("[[folder]]\npath = \"{}\"\ntheme = \"paper\"\nhyperlinks = false\n", home.display());
    fs::write(folder.join("config.toml"), file).expect("a file");
    let session = setup.spawn();
    session.wait_exit();
    let told = session.text();
    assert!(told.contains("主题：paper") && told.contains("关，配置里关了"), "{told}");
}

#[test]
fn a_note_is_written_in_an_editor_and_keeps_its_lines() {
    let setup = kanbao(&["a.md"]);
    let editor = setup.home().join("my editor");
    let script = "#!/bin/sh\nstat -c %a \"$1\" > mode; cat \"$1\" > before; printf '一\\n  二\\n\\n$(id)\\n' > \"$1\"; printf %s \"$1\" > name\n";
    fs::write(&editor, script).expect("a file");
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o700)).expect("a mode");
    let session = reading(setup.env("VISUAL", &format!("'{}'", editor.display())));
    let home = session.home().to_owned();
    let read = |name: &str| fs::read_to_string(home.join(name)).expect("a file");
    // Ctrl-J is a new line in every terminal, and so is Alt-Enter where Alt is sent.
    session.send("Vn");
    session.wait_for_text("C-j 换行");
    session.send("甲\n乙\x1b\r丙\x0f");
    wait_for_status(&session, "批注已记下");
    assert_eq!((read("before").as_str(), read("mode").as_str()), ("甲\n乙\n丙\n", "600\n"));
    let note = read("name");
    assert!(note.starts_with(home.join(".local/state/kanbao").to_str().expect("text")), "{note}");
    assert!(!std::path::Path::new(&note).exists(), "it is gone");
    session.send("A");
    session.wait_for_text("另 2 行");
    session.send("Q");
    left(&session, 0);
    let said = |kind: &str| {
        let mut command = Command::new(KANBAO);
        let output = command.args(["notes", kind]).env("XDG_STATE_HOME", home.join(".local/state")).output();
        String::from_utf8(output.expect("the notes").stdout).expect("text")
    };
    assert!(said("--json").contains(r#""note":"一\n  二\n\n$(id)""#), "{}", said("--json"));
    assert!(said("--csv").contains("\"一\n  二\n\n$(id)\""), "{}", said("--csv"));
    assert!(said("--markdown").contains("\n一  \n二\n\n\\$(id)\n"), "{}", said("--markdown"));
}
