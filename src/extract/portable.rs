//! *Portable*: a pattern spelled so that it means the same to every engine that reads it.
//!
//! The patterns are run by regex-lite, whose `\s`, `\d` and `\w` are ASCII, and taken apart by regex-syntax, whose are
//! Unicode (the build script does it; it has this file too). Pages in Chinese are full of U+3000 and U+00A0, which are
//! spaces here.

/// The pattern with its classes written out.
pub(crate) fn portable(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut in_class = false;
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            in_class = c == '[' || in_class && c != ']';
            out.push(c);
            continue;
        }
        let Some(escaped) = chars.next() else {
            out.push('\\');
            break;
        };
        let class = match escaped {
            's' => r"\t\n\r\x0B\x0C \x{A0}\x{3000}",
            'd' => "0-9",
            'w' => "0-9A-Za-z_",
            _ => {
                out.extend(['\\', escaped]);
                continue;
            }
        };
        if in_class {
            out.push_str(class);
        } else {
            out.push('[');
            out.push_str(class);
            out.push(']');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_written_out() {
        assert_eq!(portable(r"^\d\s[\w.]\.$"), "^[0-9][\\t\\n\\r\\x0B\\x0C \\x{A0}\\x{3000}][0-9A-Za-z_.]\\.$");
        let blanks = regex_lite::Regex::new(&portable(r"^\s+$")).unwrap();
        assert!(blanks.is_match("\u{3000}\u{A0} \t") && !blanks.is_match("a"));
    }
}
