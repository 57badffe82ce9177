//! *Scanning*: walking what the user named to the files that may be articles, in the order in which people count.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::address;
use super::companions;
use super::file_policy::{ENDS, is_table, may_be_article};
use super::interpreter::Interpreter;
use super::path_text::PathTexts;
use super::seen::Seen;
use crate::error::Error;
use crate::model::{Origin, SafeText, compare_names, content_name, kind_of_name};

/// Takes what a scan finds; breaks off when it wants no more. A file that is no article by its name, or by what kind of
/// data it is, is given as an [`Error::OtherFile`].
pub type ScanSink<'s> = dyn FnMut(Result<Origin, (Origin, Error)>) -> ControlFlow<()> + 's;

/// Walks `paths` and gives every file that may be an article to `found`, in the order of the paths and by name inside
/// a folder, numbers by value, until `found` breaks off. A path named by the user is always tried, hidden or not; what
/// cannot be opened is given with its error. What two paths lead to is given once, and loops of symbolic links end
/// where they begin. Each folder that is walked is given to `walked`, before what is in it.
pub(crate) fn scan(
    paths: &[PathBuf],
    interpreter: &Interpreter,
    found: &mut ScanSink<'_>,
    walked: &mut dyn FnMut(&Path),
) {
    let mut scan =
        Scan { interpreter, texts: PathTexts::new(interpreter), seen: Seen::new(paths), listed: None, walked };
    for path in paths {
        let flow = match named(path, &mut scan.texts) {
            Ok(NamedPath::Origin(origin)) if scan.seen.is_new(&origin) => found(Ok(origin)),
            Ok(NamedPath::Origin(_)) => ControlFlow::Continue(()),
            Ok(NamedPath::Folder(path)) => scan.folder(&path, found),
            Err(error) => found(Err(scan.failed(path, error))),
        };
        if flow.is_break() {
            return;
        }
    }
}

/// What one path names; nothing yet for a folder.
///
/// # Errors
/// When there is nothing there.
pub(crate) fn find(path: &Path, interpreter: &Interpreter) -> Result<Option<Origin>, Error> {
    let mut texts = PathTexts::new(interpreter);
    match named(path, &mut texts) {
        Ok(NamedPath::Origin(origin)) => Ok(Some(origin)),
        Ok(NamedPath::Folder(_)) => Ok(None),
        Err(error) => Err(Error::read(&texts.origin(path).display(), error)),
    }
}

/// What a path that the user gives leads to.
enum NamedPath {
    Origin(Origin),
    /// A folder, by its path on the disk.
    Folder(PathBuf),
}

fn named(path: &Path, texts: &mut PathTexts) -> io::Result<NamedPath> {
    if path.as_os_str() == "-" {
        return Ok(NamedPath::Origin(Origin::Stdin));
    }
    let there = |path: &Path, texts: &mut PathTexts| match std::fs::metadata(path) {
        Ok(meta) if meta.is_dir() => Ok(NamedPath::Folder(path.to_owned())),
        Ok(_) => Ok(NamedPath::Origin(texts.origin(path))),
        Err(error) => {
            let part = address::part(path, &mut |file| texts.origin(file));
            part.map(NamedPath::Origin).ok_or(error)
        }
    };
    // What is not there by its bytes may be there by how it is shown.
    there(path, texts).or_else(|error| {
        let mut item = || {
            let (whole, number) = address::numbered(path)?;
            let mut real = texts.real(&whole)?.into_os_string();
            real.push(format!("#{number}"));
            Some(PathBuf::from(real))
        };
        match item().or_else(|| texts.real(path)) {
            Some(real) => there(&real, texts),
            None => Err(error),
        }
    })
}

struct Scan<'s> {
    interpreter: &'s Interpreter,
    texts: PathTexts,
    seen: Seen,
    /// The folder that was last looked at for a list with companions, and whether there is one.
    listed: Option<(PathBuf, bool)>,
    walked: &'s mut dyn FnMut(&Path),
}

impl Scan<'_> {
    fn failed(&mut self, path: &Path, source: io::Error) -> (Origin, Error) {
        let origin = self.texts.origin(path);
        let error = Error::read(&origin.display(), source);
        (origin, error)
    }

    fn folder(&mut self, path: &Path, found: &mut ScanSink<'_>) -> ControlFlow<()> {
        let follows = self.seen.follows();
        // What git ignores may well be an article: only hidden files are passed over.
        let walk = WalkBuilder::new(path)
            .standard_filters(false)
            .hidden(true)
            .follow_links(true)
            .filter_entry(move |entry| entry.depth() == 0 || !entry.path_is_symlink() || follows(entry.path()))
            .sort_by_file_name(|one, other| {
                compare_names(&one.to_string_lossy(), &other.to_string_lossy()).then_with(|| one.cmp(other))
            })
            .build();
        for entry in walk {
            match entry {
                // Only regular files: a pipe in a folder would be waited on for ever.
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    let path = entry.path();
                    if self.seen.is_new_file(path) && !self.is_companion(path) {
                        found(self.file(path))?;
                    }
                }
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => (self.walked)(entry.path()),
                Ok(_) => {}
                Err(error) => {
                    if let Some((path, error)) = walk_failure(path, error) {
                        found(Err(self.failed(&path, error)))?;
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Whether a file is read with an entry of a list beside its folder.
    fn is_companion(&mut self, path: &Path) -> bool {
        if path.to_str().is_none_or(|path| companions::folder_of_list(path).is_none()) {
            return false;
        }
        let Some(folder) = path.parent().and_then(Path::parent) else { return false };
        if self.listed.as_ref().is_none_or(|(known, _)| known != folder) {
            let names = std::fs::read_dir(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
            let mut names = names.into_iter().flatten().filter_map(Result::ok).map(|entry| entry.file_name());
            let has_list = names.any(|name| name.to_str().is_some_and(companions::is_list));
            self.listed = Some((folder.to_owned(), has_list));
        }
        self.listed.as_ref().is_some_and(|(_, has_list)| *has_list)
    }

    /// A file of a folder, if it may be an article.
    fn file(&mut self, path: &Path) -> Result<Origin, (Origin, Error)> {
        let origin = self.texts.origin(path);
        match other_file(&origin, path, self.interpreter) {
            None => Ok(origin),
            Some(error) => Err((origin, error)),
        }
    }
}

/// The error of a file of a folder that is no article by its name, or by what kind of data it is.
pub(crate) fn other_file(origin: &Origin, path: &Path, interpreter: &Interpreter) -> Option<Error> {
    if may_be_article(path) || is_table(path) && ends_say(path, interpreter.is_article_list) {
        return None;
    }
    let kind = kind_of_name(content_name(&origin.file_name()));
    Some(Error::OtherFile { path: origin.display(), kind })
}

/// Whether the beginning or the end of a file says something: the fields of JSON may be in any order. A file that cannot
/// be read says nothing.
fn ends_say(path: &Path, what: fn(&str) -> bool) -> bool {
    let said = || -> io::Result<bool> {
        let mut file = File::open(path)?;
        let mut ends = Vec::new();
        (&file).take(ENDS as u64).read_to_end(&mut ends)?;
        let length = file.metadata()?.len();
        if length > ENDS as u64 {
            file.seek(io::SeekFrom::Start(length.saturating_sub(ENDS as u64)))?;
            file.take(ENDS as u64).read_to_end(&mut ends)?;
        }
        Ok(what(&String::from_utf8_lossy(&ends)))
    };
    said().unwrap_or(false)
}

/// A folder or link that cannot be followed. A loop is no failure: everything in it has been found already.
fn walk_failure(root: &Path, error: ignore::Error) -> Option<(PathBuf, io::Error)> {
    let mut path = root.to_owned();
    let mut error = error;
    loop {
        match error {
            ignore::Error::Loop { .. } => return None,
            ignore::Error::WithPath { path: at, err } => {
                path = at;
                error = *err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error = *err,
            // The error's own words name the path once more; asked again, the system gives them plain.
            ignore::Error::Io(source) => {
                let plain = std::fs::metadata(&path).err().unwrap_or_else(|| source.kind().into());
                return Some((path, plain));
            }
            other => return Some((path, io::Error::other(SafeText::line(&other.to_string()).to_string()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static INTERPRETER: Interpreter = Interpreter {
        name_encoding: |_| Some(encoding_rs::GB18030),
        is_article_list: |text| text.contains("jsonfeed.org/version"),
        read_book: |_, _| Err(String::new()),
    };

    fn names(paths: &[PathBuf]) -> Vec<String> {
        let mut names = Vec::new();
        scan(
            paths,
            &INTERPRETER,
            &mut |found| {
                names.push(match found {
                    Ok(Origin::File(path)) => path.file_name().unwrap().to_string_lossy().into_owned(),
                    Ok(origin) => origin.display().to_string(),
                    Err((_, Error::OtherFile { kind, .. })) => format!("+ {kind}"),
                    Err((_, error)) => format!("! {}", error.to_string().rsplit(": ").next().unwrap_or_default()),
                });
                ControlFlow::Continue(())
            },
            &mut |_| {},
        );
        names
    }

    #[test]
    fn folders_are_walked_in_order_and_the_rest_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        for file in
            ["b.txt", "a.md", ".hidden.md", "picture.png", "sub/c.html", "sub/.git/x.md", "no-extension", ".gitignore"]
        {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "*\n").unwrap();
        }
        assert_eq!(names(&[folder.path().to_owned()]), ["a.md", "b.txt", "no-extension", "+ png", "c.html"]);
        assert_eq!(names(&[folder.path().join(".hidden.md"), PathBuf::from("-")]), [".hidden.md", "-"]);
    }

    #[test]
    fn of_json_files_only_feeds_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let version = "\"version\": \"https://jsonfeed.org/version/1.1\"";
        let long = "x".repeat(10_000);
        for (file, text) in [
            ("a.json", format!("{{{version}, \"items\": []}}")),
            ("b.json", format!("{{\"items\": [\"{long}\"], {version}}}")),
            ("c.json", String::from("{\"version\": \"1\", \"name\": \"jsonfeed\"}")),
            ("d.json", String::new()),
        ] {
            std::fs::write(folder.path().join(file), text).unwrap();
        }
        assert_eq!(names(&[folder.path().to_owned()]), ["a.json", "b.json", "+ json", "+ json"]);
        assert_eq!(names(&[folder.path().join("c.json")]), ["c.json"]);
    }

    #[test]
    fn a_missing_path_is_a_failed_origin() {
        assert_eq!(names(&[PathBuf::from("/no/such/file")]), ["! No such file or directory"]);
    }

    #[cfg(unix)]
    #[test]
    fn loops_of_links_end() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.md"), "x").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("nowhere"), folder.path().join("broken")).unwrap();
        assert_eq!(names(&[folder.path().to_owned()]), ["a.md", "! No such file or directory"]);
    }

    #[test]
    fn what_two_paths_lead_to_is_found_once() {
        let folder = tempfile::tempdir().unwrap();
        let (inside, outside) = (folder.path().join("in"), folder.path().join("out"));
        for path in ["in/sub/a.md", "in/b.md", "in/.git/c", "out/d.md", "out/e.bin"] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let link = |to: &Path, name: &str| std::os::unix::fs::symlink(to, inside.join(name)).unwrap();
        link(&inside.join("sub"), "0-sub");
        link(&inside.join("b.md"), "0-b.md");
        link(&inside.join(".git/c"), "1-annexed.md");
        link(&outside, "2-out");
        link(&outside, "3-out");
        link(&outside.join("e.bin"), "4-named.md");
        let once = ["1-annexed.md", "d.md", "+ bin", "b.md", "a.md"];
        assert_eq!(names(std::slice::from_ref(&inside)), once);
        assert_eq!(names(&[inside.clone(), inside.clone(), inside.join("sub"), inside.join("b.md")]), once);
        assert_eq!(names(&[inside.join("b.md"), inside.join("sub/../b.md"), inside.join("0-b.md")]), ["b.md"]);
        std::fs::hard_link(inside.join("b.md"), inside.join("c.md")).unwrap();
        assert_eq!(names(&[inside.clone(), inside]).len(), once.len() + 1, "a second name is a second file");
    }

    #[test]
    fn chapters_are_found_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        let right = ["序章.txt", "第1章.txt", "第2章.txt", "第十章.txt", "第11章.txt", "第一百章.txt", "后记.txt"];
        for file in right {
            std::fs::write(folder.path().join(file), "x").unwrap();
        }
        assert_eq!(names(&[folder.path().to_owned()]), right);
    }

    #[test]
    fn names_in_an_old_encoding_are_shown_and_lead_back() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        let gbk = |name: &str| std::ffi::OsStr::from_bytes(&encoding_rs::GBK.encode(name).0).to_owned();
        let sub = folder.path().join(gbk("新闻"));
        std::fs::create_dir(&sub).unwrap();
        std::fs::write(sub.join(gbk("天津人的一天.txt")), "x").unwrap();
        std::fs::write(sub.join("天津人的一天.txt"), "y").unwrap();
        std::fs::write(folder.path().join("cafe\u{301}.md"), "x").unwrap();
        let composed = folder.path().join("caf\u{e9}.md");
        assert!(find(&composed, &INTERPRETER).is_ok());
        std::fs::write(folder.path().join("tab\there \u{1b}[0m.txt "), "z").unwrap();
        let mut shown = Vec::new();
        scan(
            &[folder.path().to_owned()],
            &INTERPRETER,
            &mut |found| {
                shown.push(found.unwrap());
                ControlFlow::Continue(())
            },
            &mut |_| {},
        );
        let names: Vec<String> = shown.iter().map(|origin| origin.file_name()).collect();
        assert_eq!(names[2..], ["天津人的一天.txt", "天津人的一天.txt~2"]);
        for origin in &shown {
            let shown = origin.display();
            let found = find(Path::new(shown.as_str()), &INTERPRETER).unwrap().unwrap();
            assert_eq!(found.path(), origin.path(), "{shown}");
        }
        let shown = format!("{}/新闻", folder.path().display());
        assert!(find(Path::new(&shown), &INTERPRETER).unwrap().is_none(), "a folder");
        let item = format!("{shown}/天津人的一天.txt~2#3");
        assert!(matches!(find(Path::new(&item), &INTERPRETER), Ok(Some(Origin::Part { .. }))));
        assert!(find(Path::new(&format!("{shown}/没有.txt")), &INTERPRETER).is_err());
    }
}
