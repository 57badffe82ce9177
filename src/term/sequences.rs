//! The escape sequences we send: these, and those that frames are drawn with (cursor moves, SGR, erasing, scroll
//! regions, lines inserted and deleted), and the one for the clipboard (OSC 52). Addresses of links (OSC 8) are of signs
//! that mean nothing to a terminal; pictures are what the encoder made of pixels. Nothing else ever reaches the terminal
//! (X11, X13): no title, no reports whose answer could repeat an article's text. The terminal's own two colours are asked
//! for (OSC 10, 11); no other colour is, and none is set.

use crate::model::ScreenLink;

/// To the alternate screen; the cursor of the normal one is kept.
pub const ENTER_ALTERNATE: &str = "\x1b[?1049h";
/// Back to the normal screen and its cursor.
pub const LEAVE_ALTERNATE: &str = "\x1b[?1049l";
/// Cursor off. It is on only while text is typed (T08).
pub const HIDE_CURSOR: &str = "\x1b[?25l";
/// Cursor on.
pub const SHOW_CURSOR: &str = "\x1b[?25h";
/// Pasted text comes between brackets, so that it is no run of keys (T09).
pub const PASTE_ON: &str = "\x1b[?2004h";
/// Pasted text comes as keys.
pub const PASTE_OFF: &str = "\x1b[?2004l";
/// Reports of buttons and wheel (1000), of motion while a button is down (1002), in the form without a limit at column
/// 223 (1006). Not of all motion (1003): a hand on the table would wake us at every cell.
pub const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// No reports of the mouse.
pub const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";
/// What follows is one frame; show it when it is complete (T07).
pub const BEGIN_FRAME: &str = "\x1b[?2026h";
/// The frame is complete.
pub const END_FRAME: &str = "\x1b[?2026l";
/// Cells go by grapheme clusters (W12).
pub const GRAPHEMES_ON: &str = "\x1b[?2027h";
/// Cells go by code points.
pub const GRAPHEMES_OFF: &str = "\x1b[?2027l";
/// Changes of the terminal's colours are told of (mode 2031).
pub const SCHEMES_ON: &str = "\x1b[?2031h";
/// They are not.
pub const SCHEMES_OFF: &str = "\x1b[?2031l";
/// Every attribute off.
pub const RESET_STYLE: &str = "\x1b[0m";
/// No cursor, the terminal's own pen, no scroll region, and nothing on the screen.
pub const FROM_NOTHING: &str = "\x1b[?25l\x1b[m\x1b[r\x1b[2J";
/// No scroll region. The cursor goes to the first column of the first row.
pub const WHOLE_SCREEN: &str = "\x1b[r";
/// There are a left and a right margin (DECLRMM).
pub const MARGINS_ON: &str = "\x1b[?69h";
/// There are none, and where they were is forgotten.
pub const MARGINS_OFF: &str = "\x1b[?69l";

/// Asks where the cursor is.
pub const ASK_CURSOR: &str = "\x1b[6n";
/// Asks whether frames can be marked.
pub const ASK_FRAMES: &str = "\x1b[?2026$p";
/// Asks whether cells can go by grapheme clusters.
pub const ASK_GRAPHEMES: &str = "\x1b[?2027$p";
/// Asks whether there can be a left and a right margin.
pub const ASK_MARGINS: &str = "\x1b[?69$p";
/// Asks whether changes of its colours can be told of.
pub const ASK_SCHEMES: &str = "\x1b[?2031$p";
/// Asks for the colour of letters. With BEL at its end, as the answer then has it: some terminals answer a question
/// that ends otherwise with half an end.
pub const ASK_TEXT: &str = "\x1b]10;?\x07";
/// Asks for the colour of the ground.
pub const ASK_GROUND: &str = "\x1b]11;?\x07";
/// Asks what the terminal is. Every terminal answers, so the answer is the end of all answers.
pub const ASK_ATTRIBUTES: &str = "\x1b[c";
/// Asks how pictures can be shown: whether one is taken by the protocol of kitty (a query, which shows nothing), which
/// terminal this is, and how large a cell is.
pub const ASK_PICTURES: &str = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[>0q\x1b[16t";
/// Takes all pictures away that the terminal keeps apart from its text (kitty).
pub const NO_PICTURES: &str = "\x1b_Ga=d,d=A,q=2\x1b\\";
/// The end of whatever string was begun.
pub const END_STRING: &str = "\x1b\\";
/// Nothing on the screen.
pub const ERASE_SCREEN: &str = "\x1b[2J";

/// Takes a row of a picture away that the terminal keeps.
pub fn remove_strip(picture: u32, row: u16) -> String {
    format!("\x1b_Ga=d,d=i,i={picture},p={},q=2\x1b\\", u32::from(row) + 1)
}

/// Takes a picture away that the terminal keeps, and has it forgotten.
pub fn remove_picture(picture: u32) -> String {
    format!("\x1b_Ga=d,d=I,i={picture},q=2\x1b\\")
}

/// To the first column, and nothing after it.
pub const ERASE_LINE: &str = "\r\x1b[K";
/// What is written belongs to no link any more.
pub const NO_LINK: &str = "\x1b]8;;\x1b\\";

/// What is written belongs to a link: stretches with one number are one (X09).
pub fn link(link: &ScreenLink) -> String {
    format!("\x1b]8;id={:x};{}\x1b\\", link.id, link.address.as_str())
}
