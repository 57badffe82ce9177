use crossterm::event::{KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;

use super::*;

fn decoded(bytes: &[u8]) -> Vec<Token> {
    let mut decoder = Decoder::default();
    let mut tokens = decoder.feed(bytes);
    tokens.extend(decoder.give_up());
    tokens
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Token {
    Token::key(code, modifiers)
}

fn plain(code: KeyCode) -> Token {
    key(code, KeyModifiers::NONE)
}

fn mouse(kind: MouseEventKind, column: u16, row: u16, modifiers: KeyModifiers) -> Token {
    Token::Input(Input::Mouse(MouseEvent { kind, column, row, modifiers }))
}

#[test]
fn one_key_each() {
    use KeyCode::*;
    use KeyModifiers as M;
    for (bytes, code, modifiers) in [
        (&b"j"[..], Char('j'), M::NONE),
        (b"G", Char('G'), M::SHIFT),
        (b" ", Char(' '), M::NONE),
        ("议".as_bytes(), Char('议'), M::NONE),
        ("𠮷".as_bytes(), Char('𠮷'), M::NONE),
        (b"\r", Enter, M::NONE),
        (b"\t", Tab, M::NONE),
        (b"\x7f", Backspace, M::NONE),
        (b"\x08", Char('h'), M::CONTROL),
        (b"\x0a", Char('j'), M::CONTROL),
        (b"\x1a", Char('z'), M::CONTROL),
        (b"\x00", Char(' '), M::CONTROL),
        (b"\x1c", Char('4'), M::CONTROL),
        (b"\x1b", Esc, M::NONE),
        (b"\x1bj", Char('j'), M::ALT),
        (b"\x1b\x01", Char('a'), M::CONTROL.union(M::ALT)),
        (b"\x1b[", Char('['), M::ALT),
        (b"\x1bO", Char('O'), M::ALT),
        (b"\x1b[A", Up, M::NONE),
        (b"\x1bOB", Down, M::NONE),
        (b"\x1b[1;5C", Right, M::CONTROL),
        (b"\x1b[1;4D", Left, M::SHIFT.union(M::ALT)),
        (b"\x1b[a", Up, M::SHIFT),
        (b"\x1b[H", Home, M::NONE),
        (b"\x1b[4~", End, M::NONE),
        (b"\x1b[5~", PageUp, M::NONE),
        (b"\x1b[6;5~", PageDown, M::CONTROL),
        (b"\x1b[3~", Delete, M::NONE),
        (b"\x1b[Z", BackTab, M::SHIFT),
        (b"\x1bOP", F(1), M::NONE),
        (b"\x1b[[E", F(5), M::NONE),
        (b"\x1b[15~", F(5), M::NONE),
        (b"\x1b[17~", F(6), M::NONE),
        (b"\x1b[24;2~", F(12), M::SHIFT),
        (b"\x1b[97;5u", Char('a'), M::CONTROL),
        (b"\x1b[27u", Esc, M::NONE),
        (b"\x1b[13;2u", Enter, M::SHIFT),
        (b"\x1b[106;1:2u", Char('j'), M::NONE),
        (b"\x1b[27;5;106~", Char('j'), M::CONTROL),
    ] {
        assert_eq!(decoded(bytes), [key(code, modifiers)], "{:?}", bytes.escape_ascii().to_string());
    }
}

#[test]
fn what_is_no_key_is_dropped_and_nothing_after_it() {
    for rubbish in [
        &b"\xff"[..],
        b"\xe4\xb8",
        b"\x1b[106;1:3u",
        b"\x1b[?1u",
        b"\x1b[>0;276;0c",
        b"\x1b[99~",
        b"\x1b[999999999999~",
        b"\xc2\x9b",
        b"\x1b[57358u",
    ] {
        assert_eq!(decoded(&[rubbish, b"j"].concat()), [plain(KeyCode::Char('j'))], "{}", rubbish.escape_ascii());
    }
    assert_eq!(decoded(b"\x1b[1;\x1b[Bj"), [plain(KeyCode::Down), plain(KeyCode::Char('j'))]);
    assert_eq!(decoded(&[b"\x1b[".as_slice(), &[b'1'; 99]].concat()), []);
}

#[test]
fn the_mouse() {
    use MouseEventKind::*;
    let none = KeyModifiers::NONE;
    for (bytes, token) in [
        (&b"\x1b[<0;3;5M"[..], mouse(Down(MouseButton::Left), 2, 4, none)),
        (b"\x1b[<0;300;5m", mouse(Up(MouseButton::Left), 299, 4, none)),
        (b"\x1b[<2;1;1M", mouse(Down(MouseButton::Right), 0, 0, none)),
        (b"\x1b[<64;1;1M", mouse(ScrollUp, 0, 0, none)),
        (b"\x1b[<69;1;1M", mouse(ScrollDown, 0, 0, KeyModifiers::SHIFT)),
        (b"\x1b[<32;9;9M", mouse(Drag(MouseButton::Left), 8, 8, none)),
        (b"\x1b[M !!", mouse(Down(MouseButton::Left), 0, 0, none)),
        (b"\x1b[M#!!", mouse(Up(MouseButton::Left), 0, 0, none)),
        (b"\x1b[Ma!\"", mouse(ScrollDown, 0, 1, none)),
    ] {
        assert_eq!(decoded(bytes), [token], "{}", bytes.escape_ascii());
    }
    assert_eq!(decoded(b"\x1b[<0;0;0M"), [], "cells count from 1");
}

#[test]
fn answers_are_no_keys() {
    let answers = decoded(b"\x1b[1;2R\x1b[?2026;2$y\x1b[?62;22c");
    let expected = [
        TerminalReply::Cursor { column: 2 },
        TerminalReply::Mode { mode: 2026, state: 2 },
        TerminalReply::Attributes { sixels: false },
    ]
    .map(Token::Answer);
    assert_eq!(answers, expected);
    // The one crossterm waits behind for ever.
    assert_eq!(decoded(b"\x1b[?2026;2$yj").last(), Some(&plain(KeyCode::Char('j'))));
}

#[test]
fn answers_about_colours_are_no_keys() {
    let colour = |which, r, g, b| Token::Answer(TerminalReply::Colour { which, colour: Rgb(r, g, b) });
    for (bytes, token) in [
        (&b"\x1b]11;rgb:1c1c/1e1e/2121\x07"[..], colour(OwnColour::Ground, 0x1C, 0x1E, 0x21)),
        (b"\x1b]10;rgb:f/8/0\x1b\\", colour(OwnColour::Text, 255, 136, 0)),
        (b"\x1b]11;rgba:ffff/ff00/00ff/8000\x07", colour(OwnColour::Ground, 255, 254, 1)),
        (b"\x1b[?997;1n", Token::Answer(TerminalReply::Scheme { dark: true })),
        (b"\x1b[?997;2n", Token::Answer(TerminalReply::Scheme { dark: false })),
    ] {
        assert_eq!(decoded(&[bytes, b"j"].concat()), [token, plain(KeyCode::Char('j'))], "{}", bytes.escape_ascii());
    }
    for none in [&b"\x1b]11;rgb:zz/\x07"[..], b"\x1b]11;rgb:1/2\x07", b"\x1b]11;rgb:1/2/"] {
        let answers = decoded(none).into_iter().any(|token| matches!(token, Token::Answer(_)));
        assert!(!answers, "{}", none.escape_ascii());
    }
    assert_eq!(decoded(b"\x1b]11;rgb:1c1c/1e"), [], "its rest did not come");
    assert_eq!(decoded(b"\x1b]11;rgb:1c1c/1e\x1b[A"), [plain(KeyCode::Up)], "cut off");
    assert_eq!(decoded(b"\x1b[?997;3n"), []);
}

#[test]
fn a_key_that_begins_as_an_answer_does() {
    let key = key(KeyCode::Char(']'), KeyModifiers::ALT);
    let typed = |c| plain(KeyCode::Char(c));
    assert_eq!(decoded(b"\x1b]"), std::slice::from_ref(&key));
    assert_eq!(decoded(b"\x1b]j"), [key.clone(), typed('j')]);
    assert_eq!(decoded(b"\x1b]1"), [key.clone(), typed('1')]);
    assert_eq!(decoded(b"\x1b]12"), [key, typed('1'), typed('2')]);
    let mut decoder = Decoder::default();
    assert_eq!(decoder.feed(b"\x1b]11;rgb:00"), []);
    assert!(decoder.patience() >= Some(Duration::from_secs(2)), "its rest would be keys");
}

#[test]
fn pastes_are_text() {
    let paste = |bytes: &[u8]| match decoded(bytes).as_slice() {
        [Token::Input(Input::Paste(text))] => text.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(paste(b"\x1b[200~a\x1b[31mb\x1b[201~"), "ab", "T09");
    assert_eq!(paste("\x1b[200~会议\r\n11：30\r\x1b[201~".as_bytes()), "会议\n11：30\n");
    assert_eq!(paste(b"\x1b[200~q\x03\x1b]0;x\x07\xff\x1b[201~"), "q]0;x\u{FFFD}");
    assert_eq!(paste("\x1b[200~\x1b[会\x1b[201~".as_bytes()), "会");
    assert_eq!(paste(b"\x1b[200~no end"), "no end", "when its time is over");
}

#[test]
fn patience_is_for_what_is_incomplete() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.patience(), None);
    assert_eq!(decoder.feed(b"\x1b"), []);
    assert!(decoder.patience().is_some());
    assert_eq!(decoder.feed(b"[A"), [plain(KeyCode::Up)]);
    assert_eq!(decoder.patience(), None);
}

/// Pieces of what terminals send, whole and broken.
fn streams() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<Vec<u8>> = [
        &b"j"[..],
        "议".as_bytes(),
        b"\x1b[A",
        b"\x1b[1;5C",
        b"\x1bOP",
        b"\x1b[<64;10;10M",
        b"\x1b[M !!",
        b"\x1b[200~",
        b"\x1b[201~",
        b"\x1b[1;2R",
        b"\x1b[?2026;2$y",
        b"\x1b[?62c",
        b"\x1b]11;rgb:1c1c/1e1e/2121\x07",
        b"\x1b]10;rgba:1/2/3/4\x1b\\",
        b"\x1b]11;rgb:",
        b"0123456789abcdef0123",
        b"\x1b]",
        b"\x1b]1",
        b"\x07",
        b"\x1b",
        b"\x1b[",
        b"\xff",
        b"\x03",
    ]
    .map(<[u8]>::to_vec)
    .into();
    let piece = prop_oneof![6 => prop::sample::select(pieces), 1 => prop::collection::vec(any::<u8>(), 0..9)];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// However a line cuts what the terminal sent, it means the same.
    #[test]
    fn cuts_do_not_matter(bytes in streams(), cuts in prop::collection::vec(1usize..7, 0..200)) {
        let mut decoder = Decoder::default();
        let mut tokens = Vec::new();
        let mut rest = bytes.as_slice();
        for cut in cuts.into_iter().chain(std::iter::once(usize::MAX)) {
            let (piece, more) = rest.split_at(cut.min(rest.len()));
            tokens.extend(decoder.feed(piece));
            rest = more;
        }
        tokens.extend(decoder.give_up());
        prop_assert_eq!(tokens, decoded(&bytes));
    }
}
