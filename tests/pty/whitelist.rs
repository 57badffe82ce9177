//! The sequences a program of ours may send (X13): cursor moves, SGR, erasing, scroll regions and margins, moving lines,
//! our modes, the probe's questions, a text for the clipboard, links. No other control byte.

const ENTER: &str = "\x1b[?1049h";
const LEAVE: &str = "\x1b[?1049l";
/// A text for the clipboard, as base64.
const CLIPBOARD: &str = "\x1b]52;c;";
/// The questions for the terminal's own two colours.
const COLOURS: [&str; 2] = ["\x1b]10;?\x07", "\x1b]11;?\x07"];
/// The questions about pictures, which go out together; nothing is drawn by them.
const PICTURES: &str = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[>0q\x1b[16t";
/// A link: a number, and an address without a space or a sign beyond ASCII; both are empty at its end.
const LINK: &str = "\x1b]8;";

/// The parts of a recording in which the program had the terminal: from every entry of the alternate screen to the
/// leaving of it. Before, between and after, it prints as any program does, and the shell too.
pub fn while_entered(bytes: &[u8]) -> Vec<u8> {
    let mut entered = Vec::new();
    let mut rest = bytes;
    while let Some(start) = memchr::memmem::find(rest, ENTER.as_bytes()) {
        let part = &rest[start..];
        let end = memchr::memmem::find(part, LEAVE.as_bytes()).map_or(part.len(), |at| at + LEAVE.len());
        entered.extend_from_slice(&part[..end]);
        rest = &part[end..];
    }
    entered
}

/// The same of a program in a terminal that draws pictures: those may be in it, and nothing else more.
pub fn check_with_pictures(bytes: &[u8]) -> Result<(), String> {
    check(&without_pictures(bytes)?)
}

/// What is sent without the pictures in it. Of kitty's only what is asked here: data as base64, places and removals with
/// numbers, all of which forbid an answer; of sixels and of iTerm2's files only their own signs.
fn without_pictures(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| format!("no UTF-8: {error}"))?;
    let mut kept = String::new();
    let mut rest = text;
    let is_base64 = |data: &str| data.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte));
    while let Some(at) = rest.find("\x1b_G").into_iter().chain(rest.find("\x1bP")).chain(rest.find("\x1b]1337;")).min()
    {
        kept.push_str(&rest[..at]);
        let begun = &rest[at..];
        if let Some(behind) = begun.strip_prefix(PICTURES) {
            kept.push_str(PICTURES);
            rest = behind;
            continue;
        }
        let (head, end) = if begun.starts_with("\x1b]") { ("\x1b]1337;", "\x07") } else { (&begun[..2], "\x1b\\") };
        let body = &begun[head.len()..];
        let length = body.find(end).ok_or_else(|| format!("no end: {:?}", &body[..body.len().min(40)]))?;
        let said = &body[..length];
        let good = match head {
            "\x1b_" => {
                let (keys, data) = said.split_once(';').unwrap_or((said, ""));
                let key = |key: &str| {
                    let (name, value) = key.split_once('=').unwrap_or((key, ""));
                    matches!(
                        name,
                        "Ga" | "Gq" | "f" | "t" | "i" | "p" | "q" | "m" | "x" | "y" | "w" | "h" | "c" | "r" | "C" | "d"
                    ) && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
                };
                keys.split(',').all(key) && keys.contains("q=2") && is_base64(data)
            }
            "\x1bP" => {
                let signs =
                    |byte: u8| byte.is_ascii_digit() || b";\"#!$-".contains(&byte) || (63..=126).contains(&byte);
                said.starts_with("0;1;0q\"1;1;") && said.bytes().all(signs)
            }
            _ => {
                said.strip_prefix("File=inline=1;").and_then(|file| file.split_once(':')).is_some_and(|(keys, data)| {
                    keys.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"=;".contains(&byte)) && is_base64(data)
                })
            }
        };
        if !good {
            return Err(format!("no picture of ours: {:?}", &said[..said.len().min(80)]));
        }
        rest = &body[length + end.len()..];
    }
    kept.push_str(rest);
    // The end of a string that was not begun, on the way out.
    Ok(kept.replace("\x1b\\\x1b[0m", "\x1b[0m").into_bytes())
}

/// Checks every byte; the error shows the first that is not allowed, with what stands around it.
pub fn check(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|error| format!("no UTF-8: {error}"))?;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '\x1b' => sequence(rest).filter(|sequence| is_allowed(sequence)).map(str::len),
            // The probe and frames go back to the first column with it.
            '\r' => Some(1),
            c if c.is_control() => None,
            c => Some(c.len_utf8()),
        };
        let Some(length) = length else {
            let shown: String = rest.chars().take(24).collect();
            return Err(format!("byte {}: {:?}", text.len() - rest.len(), shown));
        };
        rest = &rest[length..];
    }
    Ok(())
}

/// The control sequence at the front of `text`, if it is a complete one.
fn sequence(text: &str) -> Option<&str> {
    if let Some(clipboard) = text.strip_prefix(CLIPBOARD) {
        let end = clipboard.find(|c: char| !(c.is_ascii_alphanumeric() || "+/=".contains(c)))?;
        return clipboard[end..].starts_with('\x07').then(|| &text[..=CLIPBOARD.len() + end]);
    }
    if let Some(link) = text.strip_prefix(LINK) {
        let end = link.find(|c: char| !matches!(c, '!'..='~'))?;
        let (number, address) = link[..end].split_once(';')?;
        let is_ours = number.strip_prefix("id=").is_some_and(|number| u32::from_str_radix(number, 16).is_ok());
        let leads = ["http:", "https:", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
        let known = if address.is_empty() { number.is_empty() } else { is_ours && leads };
        return (known && link[end..].starts_with("\x1b\\")).then(|| &text[..LINK.len() + end + 2]);
    }
    if text.starts_with(PICTURES) {
        return Some(&text[..PICTURES.len()]);
    }
    if let Some(question) = COLOURS.into_iter().find(|question| text.starts_with(question)) {
        return Some(question);
    }
    let body = text.strip_prefix("\x1b[")?;
    let end = body.find(|c| !matches!(c, ' '..='?'))?;
    matches!(body.as_bytes()[end], b'@'..=b'~').then(|| &text[..=(2 + end)])
}

fn is_allowed(sequence: &str) -> bool {
    if COLOURS.contains(&sequence) || sequence == PICTURES {
        return true;
    }
    if sequence.starts_with(CLIPBOARD) || sequence.starts_with(LINK) {
        return true;
    }
    if ["\x1b[6n", "\x1b[c", "\x1b[?2026$p", "\x1b[?2027$p", "\x1b[?69$p", "\x1b[?2031$p"].contains(&sequence) {
        return true;
    }
    let (body, last) = sequence[2..].split_at(sequence.len() - 3);
    if let Some(modes) = body.strip_prefix('?') {
        let ours = ["1049", "25", "2004", "1000", "1002", "1003", "1006", "1015", "2026", "2027", "2031", "69"];
        return matches!(last, "h" | "l") && modes.split(';').all(|mode| ours.contains(&mode));
    }
    body.chars().all(|c| c.is_ascii_digit() || matches!(c, ';' | ':'))
        && matches!(
            last,
            "A" | "B" | "C" | "D" | "E" | "F" | "G" | "H" | "f" | "d" | "m" | "J" | "K" | "X" | "L" | "M" | "r" | "s"
        )
}

#[test]
fn what_is_allowed_and_what_is_not() {
    for good in [
        "中文 “ok”",
        "\x1b[?1049h\x1b[?25l\x1b[1;1H\x1b[38;5;1m\x1b[4:3m字\x1b[0m\x1b[K\x1b[2J",
        "\r“\x1b[6n\x1b[?2026$p\x1b[c",
        "\x1b[?1000;1006h",
        "\x1b]10;?\x07\x1b]11;?\x07",
        "\x1b]52;c;55yL5oqlCg==\x07",
        "\x1b]8;id=1f;https://news.cn/a%20b;c\x1b\\新闻\x1b]8;;\x1b\\",
        "\x1b[?69h\x1b[4;90s\x1b[2;29r\x1b[2;4H\x1b[3M\x1b[L\x1b[?69l\x1b[r\x1b[12X",
    ] {
        assert_eq!(check(good.as_bytes()), Ok(()), "{good:?}");
    }
    for bad in [
        "\x07",
        "\x1b",
        "\x1b[",
        "\x1b]0;title\x07",
        "\x1b]11;#000000\x07",
        "\x1b]12;?\x07",
        "\x1b]8;id=1;javascript:alert(1)\x1b\\",
        "\x1b]8;id=1;http://a b\x1b\\",
        "\x1b]8;id=1;http://a\x07",
        "\x1b]52;c;?\x07",
        "\x1b]52;c;55yL",
        "\x1bP$q\x1b\\",
        "\x1b_Ga=p,i=1,q=2\x1b\\",
        "\x1b_Gi=31,s=1,v=1,a=q,t=f,f=24;AAAA\x1b\\",
        "\x1b]1337;File=inline=1;width=2:AAAA\x07",
        "\x1b[>0q",
        "\x1b[14t",
        "\x1b[21t",
        "\x1b[5n",
        "\x1b[>c",
        "\x1b[?1004h",
        "\x1b[?47h",
        "\x1b[3 q",
        "\x1bc",
        "\u{9b}31m",
        "\n",
        "\x7f",
    ] {
        assert!(check(format!("字{bad}").as_bytes()).is_err(), "{bad:?}");
    }
    for good in [
        "字\x1b_Ga=t,f=100,t=d,i=9,q=2,m=0;AAAA\x1b\\\x1b_Ga=p,i=9,p=1,x=0,y=0,w=8,h=8,c=1,r=1,C=1,q=2\x1b\\字",
        "\x1bP0;1;0q\"1;1;2;6#0;2;0;0;0#0~~\x1b\\",
        "\x1b]1337;File=inline=1;width=2;height=1;size=3:AAAA\x07",
    ] {
        assert_eq!(check_with_pictures(good.as_bytes()), Ok(()), "{good:?}");
        assert!(check(good.as_bytes()).is_err(), "only where the terminal draws them: {good:?}");
    }
    for bad in [
        "\x1b_Ga=t,f=100,t=f,i=9,q=2;L2V0Yw==\n\x1b\\",
        "\x1b_Ga=q,i=9;AAAA\x1b\\",
        "\x1bP$q\x1b\\",
        "\x1b]1337;SetMark\x07",
        "\x1b]1337;File=inline=1;name=a b:AAAA\x07",
    ] {
        assert!(check_with_pictures(bad.as_bytes()).is_err(), "{bad:?}");
    }
    assert!(check(b"\xff").is_err());
    let two = format!("$ {ENTER}A{LEAVE}\n$ fg\n{ENTER}B{LEAVE}\n");
    assert_eq!(while_entered(two.as_bytes()), format!("{ENTER}A{LEAVE}{ENTER}B{LEAVE}").as_bytes());
    assert_eq!(while_entered(b"$ \n"), b"");
}
