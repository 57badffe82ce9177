//! One source file as the checks see it: the text with comments, strings and tests blanked out, line by line as it was.

/// A text in which comments and the insides of strings and characters are spaces; what is left stands where it stood.
pub fn stripped(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = match &bytes[at..] {
            [b'/', b'/', ..] => line_end(bytes, at),
            [b'/', b'*', ..] => block_comment_end(bytes, at),
            [b'"', ..] => string_end(bytes, at),
            [b'r', b'"' | b'#', ..] if !follows_word(bytes, at) => raw_string_end(bytes, at, at + 1),
            [b'b' | b'c', b'r', b'"' | b'#', ..] if !follows_word(bytes, at) => raw_string_end(bytes, at, at + 2),
            [b'\'', ..] => char_end(bytes, at),
            _ => at,
        };
        for byte in &mut out[at..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at = end.max(at + 1);
    }
    String::from_utf8(out).expect("only whole characters are blanked out")
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |length| from + length)
}

fn block_comment_end(bytes: &[u8], from: usize) -> usize {
    let (mut at, mut depth) = (from, 0);
    while at < bytes.len() {
        match &bytes[at..] {
            [b'/', b'*', ..] => (at, depth) = (at + 2, depth + 1),
            [b'*', b'/', ..] => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    at
}

fn string_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

/// The end of a raw string from `start` on whose number signs or quote begin at `from`; `start` itself where it is none
/// (`r#type`).
fn raw_string_end(bytes: &[u8], start: usize, from: usize) -> usize {
    let signs = bytes[from..].iter().take_while(|&&byte| byte == b'#').count();
    if bytes.get(from + signs) != Some(&b'"') {
        return start;
    }
    let mut close = vec![b'"'];
    close.resize(1 + signs, b'#');
    let inside = from + signs + 1;
    let found = bytes[inside..].windows(close.len()).position(|window| window == close);
    found.map_or(bytes.len(), |length| inside + length + close.len())
}

/// The end of a character; `from` itself where it is a lifetime.
fn char_end(bytes: &[u8], from: usize) -> usize {
    match bytes.get(from + 1) {
        Some(b'\\') => {
            bytes[from + 3..].iter().position(|&byte| byte == b'\'').map_or(from, |length| from + 4 + length)
        }
        Some(_) => {
            let close = (from + 2..=from + 5).find(|&at| bytes.get(at).is_none_or(|byte| !(0x80..0xC0).contains(byte)));
            close.filter(|&at| bytes.get(at) == Some(&b'\'')).map_or(from, |at| at + 1)
        }
        None => from,
    }
}

fn follows_word(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| is_word(bytes[before]))
}

pub fn is_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// A stripped text in which what stands under `#[cfg(test)]` is blanked out too.
pub fn without_tests(stripped: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut out = stripped.to_owned();
    while let Some(at) = out.find(MARK) {
        let end = item_end(out.as_bytes(), at + MARK.len());
        let blank: String = out[at..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(at..end, &blank);
    }
    out
}

/// Where the item that begins at `from` ends: behind its `;`, its `,` (a field) or its last brace.
fn item_end(bytes: &[u8], from: usize) -> usize {
    let mut depth = 0usize;
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' if depth == 1 => return at + 1,
            b'}' | b')' | b']' => {
                if depth == 0 {
                    return at;
                }
                depth -= 1;
            }
            b';' | b',' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    bytes.len()
}

/// The line of a byte, counted from 1.
pub fn line_of(text: &str, at: usize) -> usize {
    1 + text[..at].matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        stripped(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn comments_and_strings_are_blanked_out() {
        for (text, left) in [
            ("a // b\nc /* d /* e */ f */ g", "a c g"),
            (r#"a "b \" c" d "//" e"#, "a d e"),
            (r##"a r#"b " c"# d br"e" f r#type"##, "a d f r type"),
            (r"a 'b' c '\'' d '\u{4E00}' e '看' f &'static str", "a c d e f static str"),
            (r#"a '"' b '/' c "'" d"#, "a b c d"),
        ] {
            assert_eq!(words(text).join(" "), left, "{text}");
        }
        assert_eq!(line_of(&stripped("/* a\n看 */\nb"), "/* a\n看 */\n".len()), 3, "lines stay");
    }

    #[test]
    fn tests_are_blanked_out() {
        let text = "use a::b;\n#[cfg(test)]\n#[allow(x)]\nmod tests { use c::d; fn f() { {} } }\n#[cfg(test)]\nmod kit;\n\
                    struct S { #[cfg(test)] e: E, f: F }";
        let left = without_tests(&stripped(text));
        assert!(left.contains("a::b") && left.contains("f: F"), "{left}");
        assert!(!left.contains("c::d") && !left.contains("kit") && !left.contains("e: E"), "{left}");
    }
}
