//! The *name* of a file in a packed file, and which of them somebody wants.
//!
//! It is only ever a name: nothing is written, so `../` and `/etc` lead nowhere and are shown as they are. What is shown
//! is what is asked for, so the name is made safe first and compared then.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};

use encoding_rs::{Encoding, GB18030, UTF_8};
use rustc_hash::FxHashMap;

use crate::extract::decode;
use crate::model::SafeText;
use crate::source::scan;

/// The names of a packed file as they are met, each given once.
#[derive(Default)]
pub(super) struct Names {
    /// By a hash: there may be a million of them.
    seen: FxHashMap<u64, u32>,
    hasher: RandomState,
}

impl Names {
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

/// The encoding of names that are no UTF-8. They say nowhere in what they are written; `all` are those of the same packed
/// file, for few bytes tell little. `None` where they are in none of the encodings of East Asia.
pub(super) fn encoding(all: &[&[u8]]) -> Option<&'static Encoding> {
    let joined = all.join(&b'\n');
    let guess = decode::decode(&joined, None).map(|decoded| decoded.encoding.decoder());
    let holds = |encoding: &&'static Encoding| {
        !encoding.is_single_byte() && all.iter().all(|name| !encoding.decode_without_bom_handling(name).1)
    };
    guess.into_iter().chain([GB18030]).find(holds)
}

/// A name by itself, where those of the other files are not known yet.
pub(super) fn decoded(raw: &[u8]) -> String {
    let encoding = if std::str::from_utf8(raw).is_ok() { None } else { encoding(&[raw]) };
    encoding.unwrap_or(UTF_8).decode_without_bom_handling(raw).0.into_owned()
}

/// What somebody wants of a packed file: all, or what the rest of a path names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wanted<'a> {
    /// A file, a folder, or a way on into a packed file; all when it is empty.
    pub path: &'a str,
    /// An item of the file the path ends in.
    pub item: Option<usize>,
}

/// What of a file in a packed file is wanted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Match<'a> {
    /// What of it.
    pub wanted: Wanted<'a>,
    /// Nothing else in the packed file is wanted.
    pub only: bool,
}

impl<'a> Wanted<'a> {
    /// Whether something in particular is wanted.
    pub fn is_some(&self) -> bool {
        *self != Self::default()
    }

    /// What is wanted of the file with this name. One that was asked for by its name is always tried; of the others
    /// those that may be articles.
    pub(super) fn of(&self, name: &str) -> Option<Match<'a>> {
        let Self { path, item } = *self;
        if path.is_empty() {
            return (item.is_none() && scan::may_hold_article(name)).then_some(Match { wanted: *self, only: false });
        }
        if let Some(rest) = path.strip_prefix(name) {
            let inside = if rest.is_empty() { Some("") } else { rest.strip_prefix('/') };
            return inside.map(|path| Match { wanted: Wanted { path, item }, only: true });
        }
        let rest = name.strip_prefix(path)?;
        if item.is_some_and(|item| rest == format!("#{item}")) {
            // It is so called.
            return Some(Match { wanted: Wanted::default(), only: true });
        }
        let inside = rest.strip_prefix('/').filter(|inside| item.is_none() && scan::may_hold_article(inside));
        inside.map(|_| Match { wanted: Wanted::default(), only: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shown_so_that_they_can_be_asked_for() {
        let mut names = Names::default();
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

    #[test]
    fn legacy_names_are_known_by_all_of_them() {
        let decoded = |encoding: &'static Encoding, names: &[&str]| -> Vec<String> {
            let bytes: Vec<Vec<u8>> = names.iter().map(|name| encoding.encode(name).0.into_owned()).collect();
            let all: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
            let found = super::encoding(&all).expect("an encoding");
            bytes.iter().map(|name| found.decode_without_bom_handling(name).0.into_owned()).collect()
        };
        let names = ["新闻/二〇二二年.html", "新闻/天津人的一天.html", "说明.txt"];
        assert_eq!(decoded(encoding_rs::GBK, &names), names);
        assert_eq!(decoded(encoding_rs::GBK, &["天津.txt"]), ["天津.txt"]);
        let names = ["お知らせ/きょうの新聞.html", "お知らせ/あしたの天気.html"];
        assert_eq!(decoded(encoding_rs::SHIFT_JIS, &names), names);
        let names = ["新聞/島嶼文藝與鉛字的重量.html", "新聞/舊書店與活字版.html"];
        assert_eq!(decoded(encoding_rs::BIG5, &names), names);
        assert_eq!(super::encoding(&[b"caf\x82.txt"]), None);
    }

    #[test]
    fn a_path_names_a_file_a_folder_an_item_or_the_way_on() {
        let of = |path, item, name| Wanted { path, item }.of(name).map(|it| (it.wanted.path, it.wanted.item, it.only));
        assert_eq!(of("", None, "2022/a.md"), Some(("", None, false)));
        assert_eq!(of("", None, "2022/a.png"), None);
        assert_eq!(of("2022/a.md", None, "2022/a.md"), Some(("", None, true)));
        assert_eq!(of("2022/a.png", None, "2022/a.png"), Some(("", None, true)));
        assert_eq!(of("2022", None, "2022/a.md"), Some(("", None, false)));
        assert_eq!(of("2022", None, "20222/a.md"), None);
        assert_eq!(of("in.zip/b/c.md", None, "in.zip"), Some(("b/c.md", None, true)));
        assert_eq!(of("feed.xml", Some(3), "feed.xml"), Some(("", Some(3), true)));
        assert_eq!(of("a", Some(3), "a#3"), Some(("", None, true)));
        assert_eq!(of("", Some(3), "feed.xml"), None);
    }
}
