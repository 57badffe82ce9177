//! The *name* of a file in a container.
//!
//! It is only ever a name: nothing is written, so `../` and `/etc` lead nowhere and are shown as they are. What is shown
//! is what is asked for, so the name is made safe first and compared then.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};

use rustc_hash::FxHashMap;

use crate::model::SafeText;
use crate::source::interpreter::Interpreter;

/// The names of a container's files as they are met, each given once.
#[derive(Default)]
pub(super) struct MemberNames {
    /// By a hash: there may be a million of them.
    seen: FxHashMap<u64, u32>,
    hasher: RandomState,
}

impl MemberNames {
    /// The name as it is shown and asked for: `/` between folders, none before the first, nothing a terminal obeys.
    /// The second of a name (an archive that was appended to) is `name~2`.
    pub fn shown(&mut self, name: &str) -> String {
        let shown = shown(name);
        let count = self.seen.entry(self.hasher.hash_one(&shown)).and_modify(|count| *count += 1).or_insert(1);
        if *count > 1 { format!("{shown}~{count}") } else { shown }
    }
}

fn shown(name: &str) -> String {
    // Some programs for Windows wrote its separator.
    let name = if name.contains('/') { Cow::Borrowed(name) } else { Cow::Owned(name.replace('\\', "/")) };
    let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let shown = SafeText::line(&parts.join("/")).to_string();
    if shown.is_empty() { "?".to_owned() } else { shown }
}

/// A name by itself, where those of the other files are not known yet. What cannot be read is U+FFFD.
pub(super) fn decoded(raw: &[u8], interpreter: &Interpreter) -> String {
    let legacy = || (interpreter.name_encoding)(&[raw]);
    match std::str::from_utf8(raw).is_err().then(legacy).flatten() {
        Some(encoding) => encoding.decode_without_bom_handling(raw).0.into_owned(),
        None => String::from_utf8_lossy(raw).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shown_so_that_they_can_be_asked_for() {
        let mut names = MemberNames::default();
        for (name, shown) in [
            ("./a/b.md", "a/b.md"),
            ("a/b.md", "a/b.md~2"),
            ("/etc/passwd", "etc/passwd"),
            ("../../evil.html", "../../evil.html"),
            ("a//c.md", "a/c.md"),
            ("新闻\\一.html", "新闻/一.html"),
            ("a\u{1b}]0;x\u{7}.md", "a]0;x.md"),
            ("\u{1}", "?"),
        ] {
            assert_eq!(names.shown(name), shown);
        }
    }
}
