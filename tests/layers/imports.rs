//! What a file *imports*: its `use` trees branch by branch, and the paths it writes out in its code.

use std::collections::BTreeSet;

use crate::source::{is_word, line_of};

/// One branch of a `use`, or one path in the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its segments; the last is `*` for a glob.
    pub path: Vec<String>,
    /// What it is called here, where that is another name.
    pub alias: Option<String>,
    pub line: usize,
    pub is_use: bool,
    /// A `pub use` of any kind: a name is handed on.
    pub is_public: bool,
}

impl Import {
    pub fn name(&self) -> &str {
        self.alias.as_deref().or(self.path.last().map(String::as_str)).unwrap_or_default()
    }

    pub fn is_glob(&self) -> bool {
        self.path.last().is_some_and(|last| last == "*")
    }
}

/// Every import of a stripped code, and the code without its uses. Paths are those of two segments or more.
pub fn imports(code: &str) -> (Vec<Import>, String) {
    let mut found = Vec::new();
    let mut outside = code.as_bytes().to_vec();
    for (at, _) in code.match_indices("use") {
        let is_item = at.checked_sub(1).is_none_or(|before| !is_word(code.as_bytes()[before]))
            && code[at + 3..].starts_with([' ', '\n']);
        let Some(end) = code[at..].find(';').map(|length| at + length).filter(|_| is_item) else { continue };
        let before = code[..at].trim_end();
        let is_public = before.ends_with("pub")
            || before.ends_with(')')
                && before.rfind("pub(").is_some_and(|open| !before[open..].contains([';', '{', '}']));
        if !(is_public || before.is_empty() || before.ends_with([';', '}', '{', ']'])) {
            continue;
        }
        let mut branches = Vec::new();
        branch(&code[at + 3..end], at + 3, &[], &mut branches);
        let import = |(path, alias, at)| Import { path, alias, line: line_of(code, at), is_use: true, is_public };
        found.extend(branches.into_iter().map(import));
        outside[at..end].fill(b' ');
    }
    // Only whole uses were blanked out.
    let outside = String::from_utf8_lossy(&outside).into_owned();
    found.extend(paths(&outside, code));
    (found, outside)
}

type Branch = (Vec<String>, Option<String>, usize);

/// Splits a use tree that begins at byte `start` of the file.
fn branch(tree: &str, start: usize, stem: &[String], found: &mut Vec<Branch>) {
    let start = start + (tree.len() - tree.trim_start().len());
    let tree = tree.trim();
    if let Some(open) = tree.find('{') {
        let close = tree.rfind('}').unwrap_or(tree.len());
        let stem: Vec<String> = stem.iter().cloned().chain(segments(&tree[..open])).collect();
        let (mut depth, mut from) = (0, open + 1);
        for at in open + 1..=close {
            match tree.as_bytes().get(at) {
                Some(b'{') => depth += 1,
                Some(b'}') if at < close => depth -= 1,
                Some(b',') if depth > 0 => {}
                Some(b',' | b'}') | None => {
                    if !tree[from..at].trim().is_empty() {
                        branch(&tree[from..at], start + from, &stem, found);
                    }
                    from = at + 1;
                }
                _ => {}
            }
        }
        return;
    }
    let (path, alias) = match tree.split_once(" as ") {
        Some((path, alias)) => (path, Some(alias.trim().to_owned())),
        None => (tree, None),
    };
    let mut path: Vec<String> = stem.iter().cloned().chain(segments(path)).collect();
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    found.push((path, alias, start));
}

fn segments(path: &str) -> impl Iterator<Item = String> + '_ {
    path.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned)
}

/// The paths `a::b` of a code, each once.
fn paths(outside: &str, code: &str) -> Vec<Import> {
    let bytes = outside.as_bytes();
    let mut found = Vec::new();
    let mut known = BTreeSet::new();
    let mut at = 0;
    while at < bytes.len() {
        if !is_word(bytes[at]) {
            at += 1;
            continue;
        }
        let start = at;
        let mut path = Vec::new();
        loop {
            let end = at + bytes[at..].iter().take_while(|&&byte| is_word(byte)).count();
            path.push(outside[at..end].to_owned());
            at = end;
            if !(outside[end..].starts_with("::") && bytes.get(end + 2).is_some_and(|&byte| is_word(byte))) {
                break;
            }
            at = end + 2;
        }
        // Not what follows a `::` of something else: `<T as Trait>::f`, `Vec::<u8>::new`.
        if path.len() > 1 && !outside[..start].ends_with("::") && known.insert(path.clone()) {
            found.push(Import { path, alias: None, line: line_of(code, start), is_use: false, is_public: false });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn use_trees_are_split_and_paths_are_found() {
        let code = "pub use crate::a::{self, b::{C, D as E},\n f::*};\npub(in crate::x) use super::g;\nfn h() { i::j(); crate::k::L::m(<N as o::P>::q) }";
        let found: Vec<String> = imports(code)
            .0
            .iter()
            .map(|import| {
                let how = match (import.is_use, import.is_public) {
                    (true, true) => "pub use ",
                    (true, false) => "use ",
                    (false, _) => "",
                };
                format!("{how}{} {} {}", import.path.join("::"), import.name(), import.line)
            })
            .collect();
        let expected = [
            "pub use crate::a a 1",
            "pub use crate::a::b::C C 1",
            "pub use crate::a::b::D E 1",
            "pub use crate::a::f::* * 2",
            "pub use super::g g 3",
            "i::j j 4",
            "crate::k::L::m m 4",
            "o::P P 4",
        ];
        let found: Vec<&str> = found.iter().map(String::as_str).filter(|line| *line != "crate::x x 3").collect();
        assert_eq!(found, expected);
    }
}
