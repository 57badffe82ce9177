//! What is kept between runs: it is used where it holds, and whatever happens to it the articles are what they are.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use tempfile::TempDir;

use super::{query, rest};
use crate::library::{Archive, ArchiveArticle, Importer};
use crate::model::Article;

/// An archive and a cache for it.
struct Shelf {
    folder: TempDir,
}

/// What one going through gives: of each article a line, and how many were imported for it.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    lines: Vec<String>,
    imported: usize,
    complaint: Option<String>,
}

const POST: &str = "---\ntitle: 海河边的早晨\ndate: 2022-01-14 01:57:37\nauthor: 上观新闻\n---\n<p>天津市委13日晚11：30開會，煎饼<a href=\"http://a.example/\">馃子</a>。</p><p>責任編輯：某人</p>\n";
const FEED: &str = "<rss version=\"2.0\"><channel><title>津门</title><item><title>一</title><description>第一条，讲桥。</description></item><item><title>二</title><description>第二条，讲船。</description></item></channel></rss>";

impl Shelf {
    fn new() -> Self {
        let shelf = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir_all(shelf.path("news/2022")).unwrap();
        for (name, text) in [
            ("2022/post.md", POST),
            ("2022/10.txt", "十\n\n第十篇的正文在这里。"),
            ("2022/9.txt", "九\n\n第九篇的正文在这里。"),
            ("feed.xml", FEED),
            ("empty.md", ""),
            ("picture.png", "\u{89}PNG"),
        ] {
            shelf.write(name, text);
        }
        shelf
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn cache(&self) -> PathBuf {
        self.path("cache")
    }

    /// Writes a file, some time ago: what was written just now is not relied on.
    fn write(&self, name: &str, text: &str) {
        let path = self.path("news").join(name);
        fs::write(&path, text).unwrap();
        rest(self.folder.path());
    }

    fn told(&self, cached: bool) -> Told {
        self.told_by(&self.path("news"), &Importer::default(), cached, |article| article)
    }

    fn told_by(
        &self,
        path: &Path,
        importer: &Importer,
        cached: bool,
        with: impl Fn(Article) -> Article + Sync,
    ) -> Told {
        let paths = [path.to_owned()];
        let archive = Archive::open(&paths, importer, cached.then(|| self.cache()));
        let (mut lines, mut imported) = (Vec::new(), 0);
        let reduce = |article: ArchiveArticle<'_>| {
            let is_imported = article.is_imported();
            let (origin, article) = article.into_parts();
            let article = article.map(|article| with((*article).clone()));
            (format!("{}: {article:?}", origin.display()), is_imported)
        };
        let (others, complaint) = archive.each(reduce, |(line, is_imported)| {
            lines.push(line);
            imported += usize::from(is_imported);
            ControlFlow::Continue(())
        });
        lines.push(format!("{others:?}"));
        Told { lines, imported, complaint: complaint.map(|error| error.to_string()) }
    }

    /// The same as without a cache, so many of it imported.
    fn check(&self, imported: usize) {
        let told = self.told(true);
        assert_eq!((told.imported, &told.complaint), (imported, &None), "{told:#?}");
        assert_eq!(told.lines, self.told(false).lines);
    }

    fn files(&self) -> Vec<PathBuf> {
        let folders = fs::read_dir(self.cache()).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> =
            folders.flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    }
}

/// All that the archive of these tests has.
const ALL: usize = 6;

#[test]
fn what_was_imported_once_is_known_the_next_time() {
    let shelf = Shelf::new();
    shelf.check(ALL);
    shelf.check(0);
    let sizes = || shelf.files().iter().map(|file| fs::metadata(file).unwrap().len()).collect::<Vec<_>>();
    let before = sizes();
    shelf.check(0);
    assert_eq!(sizes(), before, "nothing is written where nothing has changed");
    // The same archive by another name.
    let told = shelf.told_by(&shelf.path("news/2022/../"), &Importer::default(), true, |article| article);
    assert_eq!(told.imported, 0);
    assert!(told.lines.iter().any(|line| line.contains("2022/../2022/post.md") || line.contains("2022/../feed.xml")));
}

#[test]
fn only_what_changed_is_imported_again() {
    let shelf = Shelf::new();
    shelf.check(ALL);
    shelf.write("2022/post.md", &POST.replace("早晨", "黄昏"));
    shelf.check(1);
    shelf.check(0);
    shelf.write("2022/1.txt", "一\n\n新来的一篇，正文在这里。");
    shelf.check(1);
    fs::remove_file(shelf.path("news/2022/9.txt")).unwrap();
    rest(shelf.folder.path());
    shelf.check(0);
    fs::rename(shelf.path("news/2022/10.txt"), shelf.path("news/2022/11.txt")).unwrap();
    rest(shelf.folder.path());
    shelf.check(1);
    shelf.check(0);
}

#[test]
fn what_was_written_just_now_is_read_again_and_is_what_it_is() {
    let shelf = Shelf::new();
    for name in ["rows.csv", "data.json", "2022/post.md", "picture.png"] {
        let path = shelf.path("news").join(name);
        let text = fs::read(&path).unwrap_or_else(|_| b"a,b\n1,2\n".to_vec());
        fs::write(path, text).unwrap();
    }
    let right = shelf.told(false).lines;
    for _ in 0..3 {
        assert_eq!(shelf.told(true).lines, right);
    }
    rest(shelf.folder.path());
    assert_eq!(shelf.told(true).lines, right);
    shelf.check(0);
}

#[test]
fn what_a_file_gives_depends_on_the_rules_too() {
    let shelf = Shelf::new();
    shelf.check(ALL);
    let rule: toml::Table = toml::from_str("name = \"mine\"\nkind = \"line\"\npattern = \"第十篇.*\"\n").unwrap();
    let limits = crate::model::Limits::default();
    if let Ok(other) = Importer::new(limits, &[rule]) {
        let told = shelf.told_by(&shelf.path("news"), &other, true, |article| article);
        assert_eq!(told.imported, ALL);
    }
    let other = Importer::new(crate::model::Limits { file: 1 << 20, ..limits }, &[]).unwrap();
    assert_eq!(shelf.told_by(&shelf.path("news"), &other, true, |article| article).imported, ALL);
    shelf.check(0);
}

#[test]
fn two_at_once_do_not_disturb_each_other() {
    let shelf = Shelf::new();
    let right = shelf.told(false).lines;
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..4).map(|_| scope.spawn(|| shelf.told(true))).collect();
        for told in all {
            let told = told.join().unwrap();
            assert_eq!((&told.lines, &told.complaint), (&right, &None));
        }
    });
    shelf.check(0);
}

#[test]
fn a_cache_that_cannot_be_written_is_said_and_done_without() {
    let shelf = Shelf::new();
    fs::write(shelf.cache(), "a file where the folder should be").unwrap();
    let told = shelf.told(true);
    assert_eq!(told.lines, shelf.told(false).lines);
    assert!(told.complaint.is_some());
}

#[test]
fn what_is_searched_in_the_cache_is_found_as_in_the_files() {
    let shelf = Shelf::new();
    shelf.check(ALL);
    let paths = [shelf.path("news")];
    let importer = Importer::default();
    for typed in [
        "天津",
        "开会",
        "11:30",
        "tjsw",
        "jianbing",
        "第九 正文",
        "title:海河",
        "-正文",
        "/第[十二]/",
        "没有的",
        "\"讲桥\"",
        "guozi 早晨",
    ] {
        let query = query(typed);
        let found = |cached: bool| {
            let archive = Archive::open(&paths, &importer, cached.then(|| shelf.cache()));
            let mut found = Vec::new();
            let reduce = |article: ArchiveArticle<'_>| {
                let may = article.may_match(&query, None);
                let (article, folded) = article.folded().ok()?;
                let hits = query.find(&folded.document(&article, crate::search::Facts::default()))?;
                assert!(may, "{typed}: {}", article.meta.title);
                Some((article.meta.path.clone(), format!("{hits:?}")))
            };
            archive.each(reduce, |hit| {
                found.extend(hit);
                ControlFlow::Continue(())
            });
            found
        };
        assert_eq!(found(true), found(false), "{typed}");
    }
}

/// A shelf that is left as it is, for what only looks at copies of its cache.
static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
    let shelf = Shelf::new();
    shelf.check(ALL);
    shelf.check(0);
    shelf
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    /// A bad disk, or a kill at any moment: what the cache says is either what was written or nothing.
    #[test]
    fn damage_costs_time_and_never_an_article(
        which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), flip in 0u8..,
    ) {
        let shelf = Shelf { folder: tempfile::tempdir().unwrap() };
        let right = SHELF.told(false).lines;
        let own = SHELF.files();
        let folder = shelf.cache().join(own[0].parent().unwrap().file_name().unwrap());
        fs::create_dir_all(&folder).unwrap();
        let damaged = which.index(own.len());
        for (number, file) in own.iter().enumerate() {
            let mut bytes = fs::read(file).unwrap();
            if number == damaged && !bytes.is_empty() {
                let at = at.index(bytes.len());
                // No change at all is a file that ends there.
                if flip == 0 { bytes.truncate(at) } else { bytes[at] ^= flip }
            }
            fs::write(folder.join(file.file_name().unwrap()), bytes).unwrap();
        }
        for _ in 0..2 {
            let importer = Importer::default();
            let paths = [SHELF.path("news")];
            let archive = Archive::open(&paths, &importer, Some(shelf.cache()));
            let mut lines = Vec::new();
            let reduce = |article: ArchiveArticle<'_>| {
                let (origin, article) = article.into_parts();
                let article = article.map(|article| (*article).clone());
                format!("{}: {article:?}", origin.display())
            };
            let (others, _) = archive.each(reduce, |line| {
                lines.push(line);
                ControlFlow::Continue(())
            });
            lines.push(format!("{others:?}"));
            prop_assert_eq!(&lines, &right);
        }
    }
}
