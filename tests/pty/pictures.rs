//! *Pictures* in terminals that draw them: they are sent where the terminal said so, in the one round of questions that there
//! is, and are gone when they are not on the screen any more, whatever ends it.

use image::{Rgb, RgbImage};
use rustix::process::Signal;

use crate::program::{KANBAO, is_as_found, wait_for_status};
use crate::session::{Answering, Session, Setup};
use crate::whitelist;

/// What terminals say that draw pictures.
const KITTY: (&str, &str) = ("\x1b_Gi=31;OK\x1b\\\x1bP>|kitty(0.40.0)\x1b\\\x1b[6;20;10t", "62;22");
const SIXEL: (&str, &str) = ("\x1bP>|foot(1.18)\x1b\\\x1b[6;20;10t", "62;4;22");
const ITERM: (&str, &str) = ("\x1bP>|iTerm2 3.5.2\x1b\\\x1b[6;20;10t", "62;4");
/// What takes all of kitty's pictures away.
const NONE: &[u8] = b"\x1b_Ga=d,d=A,q=2\x1b\\";

/// The reader in a folder of one article with two pictures, in such a terminal.
fn reader(pictures: Option<(&'static str, &'static str)>) -> Session {
    let answering = Answering { pictures, ..Answering::default() };
    let setup = Setup::new(KANBAO, &["news/a.md"]).size(100, 30).env("LANG", "zh_CN.UTF-8").answering(answering);
    let setup = setup.env("COLORTERM", "truecolor");
    let folder = setup.home().join("news");
    std::fs::create_dir(&folder).expect("a folder");
    let text = "# 海河边的早晨\n\n天还没有亮，卖早点的推车就在桥头停下了。\n\n![桥头](a.png)\n\n![河](b.png)\n\n到了八点就散了。\n";
    std::fs::write(folder.join("a.md"), text).expect("an article");
    for name in ["a.png", "b.png"] {
        RgbImage::from_pixel(40, 30, Rgb([200, 30, 30])).save(folder.join(name)).expect("a picture");
    }
    let session = setup.spawn();
    session.wait_for_text("图 1／2");
    session
}

fn count(session: &Session, what: &[u8]) -> usize {
    memchr::memmem::find_iter(&session.bytes(), what).count()
}

/// Waits for the end; everything is as it was, and nothing but ours was sent.
fn left(session: &Session, code: u32) {
    assert_eq!(session.wait_exit().exit_code(), code);
    assert!(session.look(is_as_found));
    assert_eq!(whitelist::check_with_pictures(&whitelist::while_entered(&session.bytes())), Ok(()));
}

#[test]
fn kitty_has_them_by_numbers_and_is_told_when_they_go() {
    let session = reader(Some(KITTY));
    session.send("#");
    session.wait_for_bytes(b"\x1b_Ga=p,i=1,p=1,");
    wait_for_status(&session, "换图");
    assert_eq!(count(&session, b"\x1b_Ga=t,f=100,t=d,i=1,"), 1, "handed over once");
    session.send("n");
    session.wait_for_bytes(b"\x1b_Ga=p,i=2,p=1,");
    session.wait_for_bytes(b"\x1b_Ga=d,d=I,i=1,q=2\x1b\\");
    // Closing draws from nothing.
    session.send("q");
    session.wait_for_bytes(NONE);
    session.wait_for_text("到了八点");
    session.send("Q");
    left(&session, 0);
}

#[test]
fn what_ends_the_program_takes_them_away() {
    let session = reader(Some(KITTY));
    session.send("#");
    session.wait_for_bytes(b"\x1b_Ga=p,i=1,p=1,");
    session.signal(Signal::TERM);
    left(&session, 143);
    let bytes = session.bytes();
    let drawn = memchr::memmem::rfind(&bytes, b"\x1b_Ga=p,").expect("a picture");
    let gone = memchr::memmem::rfind(&bytes, NONE).expect("none");
    let leave = memchr::memmem::rfind(&bytes, b"\x1b[?1049l").expect("the way out");
    assert!(drawn < gone && gone < leave);
}

#[test]
fn sixels_where_the_terminal_draws_them() {
    let session = reader(Some(SIXEL));
    session.send("#");
    session.wait_for_bytes(b"\x1bP0;1;0q\"1;1;");
    wait_for_status(&session, "换图");
    assert_eq!(count(&session, b"\x1b_Ga="), 0);
    session.send("qQ");
    left(&session, 0);
}

#[test]
fn files_where_the_terminal_draws_those() {
    let session = reader(Some(ITERM));
    session.send("#");
    session.wait_for_bytes(b"\x1b]1337;File=inline=1;");
    session.send("Q");
    left(&session, 0);
}

#[test]
fn a_terminal_that_says_nothing_of_them_gets_cells() {
    let session = reader(None);
    session.send("#");
    wait_for_status(&session, "换图");
    session.wait_until("a picture", |screen| {
        screen.cell(10, 50).is_some_and(|cell| cell.bgcolor() == vt100::Color::Rgb(200, 30, 30))
    });
    session.send("qQ");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert_eq!(whitelist::check(&whitelist::while_entered(&session.bytes())), Ok(()), "and nothing new");
}

#[test]
fn what_is_on_the_web_is_fetched_by_a_key_only_and_only_where_that_is_allowed() {
    for allowed in [true, false] {
        let setup =
            Setup::new(KANBAO, &["a.md"]).size(100, 30).env("LANG", "zh_CN.UTF-8").env("COLORTERM", "truecolor");
        let home = setup.home().to_owned();
        let write = |name: &str, text: String| std::fs::write(home.join(name), text).expect("a file");
        write("a.md", "# 海河边的早晨\n\n天还没有亮。\n\n![河](https://n.example.org/$(id).png)\n".to_owned());
        RgbImage::from_pixel(40, 30, Rgb([30, 200, 30])).save(home.join("far.png")).expect("a picture");
        write("get", format!("#!/bin/sh\necho \"$1\" >> {0}/asked\ncat {0}/far.png\n", home.display()));
        std::fs::set_permissions(home.join("get"), std::os::unix::fs::PermissionsExt::from_mode(0o755))
            .expect("a program");
        std::fs::create_dir_all(home.join(".config/kanbao")).expect("a folder");
        let config = format!("[pictures]\nfetch = {allowed}\n[programs]\nfetch = [\"{}/get\"]\n", home.display());
        write(".config/kanbao/config.toml", config);
        let session = setup.spawn();
        session.wait_for_text("图 1／1");
        session.send("#");
        session.wait_for_text("图在网上");
        assert!(!home.join("asked").exists(), "nothing is fetched by itself");
        session.send("f");
        if allowed {
            session.wait_until("the picture", |screen| {
                screen.cell(10, 50).is_some_and(|cell| cell.bgcolor() == vt100::Color::Rgb(30, 200, 30))
            });
            let asked = std::fs::read_to_string(home.join("asked")).expect("what was asked");
            assert_eq!(asked, "https://n.example.org/$(id).png\n", "one word, and no shell's");
        } else {
            session.wait_for_text("fetch = true");
            assert!(!home.join("asked").exists());
        }
        session.send("Q");
        assert_eq!(session.wait_exit().exit_code(), 0);
    }
}
