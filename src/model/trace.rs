//! A *trace*: what the reader left on an article: whether it was read, its star, its tags, the place that was come to. And by what
//! an article is known again: by its text, wherever its file is by now, and by its file, whatever has become of its text.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHashSet};
use siphasher::sip::SipHasher13;

use super::{ContentKey, OwnTags, SafeText};

/// By what an article is known: by its text, and by its file. One of both may be 0, for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TraceKey {
    /// The number of its text; that of its file where there is no text.
    pub content: u64,
    /// The number of its file; 0 for what came through a pipe.
    pub file: u64,
}

/// A place in an article that was come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptPlace {
    /// The block of the body, or [`KeptPlace::HEAD`] or [`KeptPlace::TAIL`].
    pub block: u32,
    /// The byte in its text.
    pub byte: u32,
    /// How far that is, in per cent: 100 where the end is on the screen.
    pub percent: u8,
}

impl KeptPlace {
    /// Before the body.
    pub const HEAD: u32 = u32::MAX - 1;
    /// Behind the body.
    pub const TAIL: u32 = u32::MAX;
}

/// What the reader left on an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Whether it was read; nothing where that was never said.
    pub read: Option<bool>,
    /// Whether it has a star.
    pub starred: Option<bool>,
    /// The place that was come to.
    pub place: Option<KeptPlace>,
}

/// What becomes of a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TracePart {
    /// Whether it was read.
    Read(Option<bool>),
    /// Whether it has a star.
    Starred(Option<bool>),
    /// The place that was come to.
    Place(KeptPlace),
    /// The tags that the reader gave it.
    Tags(OwnTags),
    /// Nothing, but its text is in this file now: one that was moved, or edited.
    Here,
}

/// A part of a trace that is another one now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceChange {
    /// Of which article.
    pub key: TraceKey,
    /// Where that really is, for a person who looks into the state.
    pub path: SafeText,
    /// What it is now.
    pub part: TracePart,
}

/// The traces as they are kept: by text, and by file the text that it had last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TraceRows {
    /// The traces, by the number of the text.
    pub traces: FxHashMap<u64, Trace>,
    /// The tags of those that have any, by the same number.
    pub tags: FxHashMap<u64, OwnTags>,
    /// The number of the text that a file had last.
    pub files: FxHashMap<u64, u64>,
}

impl TraceRows {
    fn of(&self, key: TraceKey) -> Option<&Trace> {
        self.traces.get(&key.content).or_else(|| self.traces.get(self.files.get(&key.file)?))
    }

    /// The tags, of the text that the trace is of.
    fn tags_of(&self, key: TraceKey) -> Option<&OwnTags> {
        if self.traces.contains_key(&key.content) {
            return self.tags.get(&key.content);
        }
        self.tags.get(self.files.get(&key.file)?)
    }

    fn change(&mut self, key: TraceKey, part: TracePart) {
        let (before, tags) = (self.of(key).copied().unwrap_or_default(), self.tags_of(key).cloned());
        if let Some(tags) = tags {
            self.tags.insert(key.content, tags);
        }
        let trace = self.traces.entry(key.content).or_insert(before);
        match part {
            TracePart::Read(read) => trace.read = read,
            TracePart::Starred(starred) => trace.starred = starred,
            TracePart::Place(place) => trace.place = Some(place),
            TracePart::Tags(tags) => _ = self.tags.insert(key.content, tags),
            TracePart::Here => {}
        }
        if key.file != 0 {
            self.files.insert(key.file, key.content);
        }
    }
}

/// Where the paths that were opened really are, so that a file is the same from whichever folder it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArchiveRoots {
    /// The samples inside the binary.
    Samples,
    /// Of each path how it was named, and where it really is.
    Paths(Vec<(SafeText, SafeText)>),
}

impl Default for ArchiveRoots {
    fn default() -> Self {
        Self::Paths(Vec::new())
    }
}

impl ArchiveRoots {
    /// Where a path really is, in two pieces with what stands between them; nothing of what came through a pipe.
    fn split<'p>(&'p self, path: &'p str) -> Option<(&'p str, &'p str, &'p str)> {
        let roots = match self {
            Self::Samples => return Some(("sample", ":", path)),
            Self::Paths(_) if path == "-" => return None,
            Self::Paths(roots) => roots,
        };
        for (named, real) in roots {
            let Some(below) = path.strip_prefix(named.as_str()) else { continue };
            if below.is_empty() || below.starts_with('#') {
                return Some((real, "", below));
            }
            if below.starts_with('/') || named.ends_with('/') {
                return Some((real.strip_suffix('/').unwrap_or(real), "/", below.trim_start_matches('/')));
            }
        }
        Some((path, "", ""))
    }

    /// Where a path really is.
    pub fn real(&self, path: &str) -> SafeText {
        let (root, between, below) = self.split(path).unwrap_or_default();
        SafeText::line(&format!("{root}{between}{below}"))
    }

    /// The number of a file; 0 for what came through a pipe.
    fn file(&self, path: &str) -> u64 {
        let Some((root, between, below)) = self.split(path) else { return 0 };
        let mut hasher = SipHasher13::new();
        for piece in [root, between, below] {
            hasher.write(piece.as_bytes());
        }
        hasher.finish().max(1)
    }

    /// By what an article is known: its text, and its path as it was reached.
    pub fn key(&self, content: ContentKey, path: &str) -> TraceKey {
        let file = self.file(path);
        let content = content.number();
        TraceKey { content: if content == 0 { file } else { content }, file }
    }

    /// The numbers of the paths themselves that were opened: of those that are files.
    pub fn files(&self) -> Vec<u64> {
        match self {
            Self::Samples => Vec::new(),
            Self::Paths(roots) => roots.iter().map(|(named, _)| self.file(named)).filter(|file| *file != 0).collect(),
        }
    }
}

/// The traces of all articles, as far as they are known: in memory only those that have one.
#[derive(Clone, Debug, Default)]
pub struct TraceTable {
    roots: ArchiveRoots,
    rows: TraceRows,
    /// The numbers of texts and files that have annotations.
    noted: FxHashSet<u64>,
    /// What was changed before all of them were here; `None` from then on.
    early: Option<Vec<(TraceKey, TracePart)>>,
}

impl TraceTable {
    /// None yet; all that are kept will come.
    pub fn new(roots: ArchiveRoots) -> Self {
        Self { roots, early: Some(Vec::new()), ..Self::default() }
    }

    /// Where the paths are that were opened.
    pub fn roots(&self) -> &ArchiveRoots {
        &self.roots
    }

    /// The trace on an article.
    pub fn of(&self, content: ContentKey, path: &str) -> Option<&Trace> {
        if self.rows.traces.is_empty() {
            return None;
        }
        let by_content = self.rows.traces.get(&content.number());
        by_content.or_else(|| self.rows.of(self.roots.key(content, path)))
    }

    /// The tags that the reader gave an article.
    pub fn tags(&self, content: ContentKey, path: &str) -> &[SafeText] {
        if self.rows.tags.is_empty() {
            return &[];
        }
        let number = content.number();
        let own = match self.rows.traces.contains_key(&number) {
            true => self.rows.tags.get(&number),
            false => self.rows.tags_of(self.roots.key(content, path)),
        };
        own.map_or(&[], OwnTags::as_slice)
    }

    /// The tags that the reader gave any article, as often as they were given, in no order.
    pub fn each_tag(&self) -> impl Iterator<Item = &SafeText> {
        self.rows.tags.values().flat_map(OwnTags::as_slice)
    }

    /// Says which articles have annotations.
    pub fn set_noted(&mut self, keys: impl IntoIterator<Item = TraceKey>) {
        self.noted = keys.into_iter().flat_map(|key| [key.content, key.file]).filter(|number| *number != 0).collect();
    }

    /// Whether an article has an annotation: its text has, or its file had when it was another one.
    pub fn is_noted(&self, content: ContentKey, path: &str) -> bool {
        !self.noted.is_empty()
            && (self.noted.contains(&content.number()) || self.noted.contains(&self.roots.file(path)))
    }

    /// Whether no article has an annotation.
    pub fn has_no_notes(&self) -> bool {
        self.noted.is_empty()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.traces.is_empty()
    }

    /// Whether there is a trace on an article, and it is not kept that it is on this text in this file.
    pub fn is_moved(&self, content: ContentKey, path: &str) -> bool {
        if self.early.is_some() || self.of(content, path).is_none() {
            return false;
        }
        let TraceKey { content, file } = self.roots.key(content, path);
        let known = file == 0 || self.rows.files.get(&file) == Some(&content);
        !(known && self.rows.traces.contains_key(&content))
    }

    /// Takes a change in; gives it as it is to be kept.
    pub fn change(&mut self, content: ContentKey, path: &str, part: TracePart) -> TraceChange {
        let key = self.roots.key(content, path);
        self.rows.change(key, part.clone());
        if let Some(early) = &mut self.early {
            early.push((key, part.clone()));
        }
        TraceChange { key, path: self.roots.real(path), part }
    }

    /// Takes in some that are kept, ahead of the others.
    pub fn take_first(&mut self, rows: TraceRows) {
        if self.early.is_some() {
            self.take(rows);
        }
    }

    /// Takes in all that are kept. What was changed before they came holds.
    pub fn take_all(&mut self, rows: TraceRows) {
        self.take(rows);
        self.early = None;
    }

    fn take(&mut self, rows: TraceRows) {
        self.rows = rows;
        for (key, part) in self.early.iter().flatten() {
            self.rows.change(*key, part.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Block, BlockKind, ContentKey, Meta};

    fn article(title: &str, body: &str) -> Article {
        let mut article = Article::default();
        article.meta.title = SafeText::line(title);
        article.body = vec![Block::plain(BlockKind::Paragraph, SafeText::body(body))];
        article
    }

    fn meta(path: &str, content: u64) -> Meta {
        let content = if content == 0 { ContentKey::default() } else { content.into() };
        Meta { path: SafeText::line(path), content, ..Meta::default() }
    }

    fn roots(named: &[(&str, &str)]) -> ArchiveRoots {
        ArchiveRoots::Paths(named.iter().map(|(named, real)| (SafeText::line(named), SafeText::line(real))).collect())
    }

    #[test]
    fn a_text_is_known_again_under_another_name() {
        let long = "天津市委开会。".repeat(20);
        let key = |title: &str, body: &str, name: &str| article(title, body).content_key(name);
        assert_eq!(key("a", &long, "a.txt"), key("b", &long, "b.txt"));
        assert_ne!(key("a", &long, "a.txt"), key("a", &(long.clone() + "完"), "a.txt"));
        // Of a short one the title counts, unless it is the file's name.
        assert_ne!(key("会议", "（完）", "1.md"), key("早点", "（完）", "2.md"));
        assert_eq!(key("会议", "（完）", "1.md"), key("会议", "（完）", "2.md"));
        assert_eq!(key("1", "（完）", "1.txt"), key("2", "（完）", "2.txt"));
        assert_eq!(key("1", "", "1.txt"), ContentKey::default(), "nothing to be known by");
    }

    #[test]
    fn a_file_is_the_same_from_wherever_it_is_named() {
        let key =
            |named: &[(&str, &str)], path: &str| roots(named).key(meta(path, 0).content, &meta(path, 0).path).file;
        let own = key(&[("/home/me/news", "/home/me/news")], "/home/me/news/2022/a.md");
        for (named, path) in [
            ((".", "/home/me/news"), "./2022/a.md"),
            (("news/", "/home/me/news"), "news/2022/a.md"),
            (("2022", "/home/me/news/2022"), "2022/a.md"),
            (("a.md", "/home/me/news/2022/a.md"), "a.md"),
            (("/", "/"), "/home/me/news/2022/a.md"),
        ] {
            assert_eq!(key(&[named], path), own, "{path}");
        }
        let item = key(&[("f.xml", "/f.xml")], "f.xml#2");
        assert_eq!(item, key(&[("/", "/")], "/f.xml#2"));
        assert_ne!(item, key(&[("f.xml", "/f.xml")], "f.xml#3"));
        // A name that only begins so is another file.
        assert_eq!(roots(&[("news", "/news")]).real("newspaper/a").as_str(), "newspaper/a");
        assert_eq!(key(&[("-", "-")], "-"), 0);
        assert_ne!(
            ArchiveRoots::Samples.key(meta("a.md", 0).content, &meta("a.md", 0).path),
            roots(&[]).key(meta("a.md", 0).content, &meta("a.md", 0).path)
        );
    }

    #[test]
    fn a_trace_goes_with_the_text_and_stays_with_the_file() {
        let mut table = TraceTable::new(roots(&[]));
        let change = table.change(meta("a.md", 7).content, &meta("a.md", 7).path, TracePart::Starred(Some(true)));
        assert_eq!((change.key.content, change.path.as_str()), (7, "a.md"));
        let starred = |table: &TraceTable, path, content| {
            table
                .of(meta(path, content).content, &meta(path, content).path)
                .is_some_and(|trace| trace.starred == Some(true))
        };
        assert!(starred(&table, "moved/b.md", 7), "moved");
        assert!(starred(&table, "a.md", 8), "another text in the same file");
        assert!(!starred(&table, "b.md", 8));
        // The new text has the whole trace, and is known elsewhere from then on.
        let rows = std::mem::take(&mut table.rows);
        table.take_all(rows);
        assert!(
            table.is_moved(meta("moved/b.md", 7).content, &meta("moved/b.md", 7).path)
                && table.is_moved(meta("a.md", 8).content, &meta("a.md", 8).path)
        );
        assert!(
            !table.is_moved(meta("a.md", 7).content, &meta("a.md", 7).path)
                && !table.is_moved(meta("c.md", 9).content, &meta("c.md", 9).path)
        );
        table.change(meta("a.md", 8).content, &meta("a.md", 8).path, TracePart::Read(Some(true)));
        assert!(!table.is_moved(meta("a.md", 8).content, &meta("a.md", 8).path));
        assert!(starred(&table, "c.md", 8) && starred(&table, "d.md", 7));
        assert_eq!(table.of(meta("d.md", 7).content, &meta("d.md", 7).path).and_then(|trace| trace.read), None);
    }

    #[test]
    fn what_was_done_before_the_others_came_holds() {
        let mut table = TraceTable::new(roots(&[]));
        let kept = |read| {
            let trace = Trace { read: Some(read), starred: Some(true), place: None };
            TraceRows { traces: [(7, trace)].into_iter().collect(), ..TraceRows::default() }
        };
        table.change(meta("a.md", 7).content, &meta("a.md", 7).path, TracePart::Read(Some(true)));
        table.take_first(kept(false));
        table.take_all(kept(false));
        assert_eq!(
            table.of(meta("a.md", 7).content, &meta("a.md", 7).path).map(|trace| (trace.read, trace.starred)),
            Some((Some(true), Some(true)))
        );
        table.take_first(TraceRows::default());
        assert!(!table.is_empty(), "all are known");
    }
}
