//! The *files of pictures*: from what an article says of the place of a picture to the bytes of it.
//!
//! A picture is read from the archive and from nowhere else: from the article itself (`data:`, a part of the MIME file that
//! it is), from the packed file that it is in, from the folders that were opened. A path that leads out of them, by `..`, by
//! a link of the system or by its beginning, leads nowhere. Nothing is fetched from a network.

use std::ops::ControlFlow;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use data_encoding::BASE64;
use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use super::importer::{INTERPRETER, Importer};
use crate::extract::mime;
use crate::model::{Limits, Origin, Part, PictureFault, SafeText};
use crate::source::{self, Address, ByteSource, Bytes, JobContent};

/// Where pictures are looked for.
#[derive(Clone, Debug)]
pub struct PictureFiles {
    /// The folders and files that were opened.
    roots: Vec<PathBuf>,
    limits: Limits,
}

/// The bytes of a picture, and its file, where it is one by itself.
type FoundFile = (Vec<u8>, Option<PathBuf>);

impl PictureFiles {
    /// Pictures of the archives under these paths.
    pub fn new(roots: &[PathBuf], limits: Limits) -> Self {
        Self { roots: roots.to_vec(), limits }
    }

    /// The bytes of a picture of an article, no more than `most`.
    ///
    /// # Errors
    /// When it is on a network, lies outside of the archive, is not there, or cannot be read.
    pub fn find(&self, article: &Arc<Origin>, address: &str, most: u64) -> Result<FoundFile, PictureFault> {
        if let Some(data) = strip_scheme(address, "data") {
            return Ok((of_data(data, most)?, None));
        }
        let is_packed = strip_scheme(address, "cid").is_some();
        if is_packed || is_on_network(address) {
            return match self.part_of_mime(article, address, most)? {
                Some(bytes) => Ok((bytes, None)),
                None if is_packed => Err(PictureFault::Missing),
                None => Err(PictureFault::OnNetwork),
            };
        }
        if has_scheme(address) {
            return Err(PictureFault::Outside);
        }
        let whole = match &**article {
            Origin::Part { whole, part: Part::Item(number) } => return self.of_item(whole, *number, address, most),
            Origin::Part { .. } => return self.of_member(article, address, most),
            own => own,
        };
        match self.beside(whole, address, most) {
            Err(PictureFault::Missing) => match self.part_of_mime(article, address, most)? {
                Some(bytes) => Ok((bytes, None)),
                None => Err(PictureFault::Missing),
            },
            found => found,
        }
    }

    /// A picture of an item of a feed or a chapter of a book: those of books lie in the book.
    fn of_item(&self, whole: &Arc<Origin>, number: usize, address: &str, most: u64) -> Result<FoundFile, PictureFault> {
        let item = Arc::new(Origin::Part { whole: Arc::clone(whole), part: Part::Item(number) });
        let mut chapter = None;
        self.walk(&item, most, &mut |content| {
            if let JobContent::Chapter(packed) = content {
                chapter = number.checked_sub(1).and_then(|at| packed.book.chapters.get(at)).map(|own| own.path.clone());
            }
        })?;
        match chapter {
            Some(path) => {
                let member = Origin::Part { whole: Arc::clone(whole), part: Part::Member(path.into()) };
                self.of_member(&Arc::new(member), address, most)
            }
            None if matches!(**whole, Origin::Part { .. }) => self.of_member(whole, address, most),
            None => self.beside(whole, address, most),
        }
    }

    /// A picture beside a file in a packed folder.
    fn of_member(&self, article: &Arc<Origin>, address: &str, most: u64) -> Result<FoundFile, PictureFault> {
        let Origin::Part { whole, part: Part::Member(own) } = &**article else { return Err(PictureFault::Missing) };
        let mut last = PictureFault::Missing;
        for path in spellings(address) {
            let Some(inside) = inside(own, &path) else {
                last = PictureFault::Outside;
                continue;
            };
            // A Mac writes accents and letters apart in the names of files.
            let apart: String = inside.nfd().collect();
            for name in [inside.clone(), apart].iter().take(if inside.is_ascii() { 1 } else { 2 }) {
                let member =
                    Arc::new(Origin::Part { whole: Arc::clone(whole), part: Part::Member(name.as_str().into()) });
                match self.file(&member, most) {
                    Ok(bytes) => return Ok((bytes.to_vec(), None)),
                    Err(PictureFault::Missing) => {}
                    Err(fault) => return Err(fault),
                }
            }
        }
        match self.part_of_mime(article, address, most)? {
            Some(bytes) => Ok((bytes, None)),
            None => Err(last),
        }
    }

    /// A picture on the disk.
    fn beside(&self, article: &Origin, address: &str, most: u64) -> Result<FoundFile, PictureFault> {
        let Some(own) = article.path() else { return Err(PictureFault::Missing) };
        let folder = own.parent().map_or_else(|| PathBuf::from("."), here);
        let allowed = self.allowed(own, &folder);
        let mut last = PictureFault::Missing;
        for path in spellings(address) {
            let mut places = Vec::new();
            match path.strip_prefix('/') {
                // Of a site, whose root is what was opened.
                Some(inside) => places.extend(allowed.iter().map(|root| root.join(inside.trim_start_matches('/')))),
                // Beside the article, or in the folder that is called as it is (Hexo).
                None => {
                    places.extend([folder.join(&path), folder.join(own.file_stem().unwrap_or_default()).join(&path)]);
                }
            }
            for place in places {
                let Ok(real) = place.canonicalize() else { continue };
                if !allowed.iter().any(|root| real.starts_with(root)) {
                    last = PictureFault::Outside;
                    continue;
                }
                match read(&real, most) {
                    Err(PictureFault::Missing) => {}
                    read => return Ok((read?, Some(real))),
                }
            }
        }
        Err(last)
    }

    /// The folders that a picture of an article may lie in: those that were opened, and the article's own, which may have
    /// been come to by a link. All as they really are.
    fn allowed(&self, article: &Path, folder: &Path) -> Vec<PathBuf> {
        let real = |path: &Path| path.canonicalize().ok();
        let of_root = |root: &PathBuf| {
            let real = real(root)?;
            if real.is_dir() { Some(real) } else { real.parent().map(Path::to_owned) }
        };
        let opened = self.roots.iter().filter(|root| article.starts_with(root) || root.as_os_str() == ".");
        opened.filter_map(of_root).chain(real(folder)).collect()
    }

    /// A part of the MIME file that an article is, by its number or its address.
    fn part_of_mime(&self, article: &Arc<Origin>, address: &str, most: u64) -> Result<Option<Vec<u8>>, PictureFault> {
        let file = match &**article {
            Origin::Part { part: Part::Item(_), .. } => return Ok(None),
            _ => Arc::clone(article),
        };
        let bytes = match self.file(&file, self.limits.file) {
            Ok(bytes) => bytes,
            Err(PictureFault::Missing) => return Ok(None),
            Err(fault) => return Err(fault),
        };
        match mime::part(&bytes, address) {
            Some(part) if part.len() as u64 > most => Err(PictureFault::TooManyBytes),
            part => Ok(part),
        }
    }

    /// The bytes of a file, packed or not.
    fn file(&self, origin: &Arc<Origin>, most: u64) -> Result<Bytes, PictureFault> {
        let mut found = Err(PictureFault::Missing);
        self.walk(origin, most, &mut |content| match content {
            JobContent::File { bytes, .. } => found = Ok(bytes),
            JobContent::Failed(error) => found = Err(unreadable(&error)),
            JobContent::Chapter(_) => {}
        })?;
        found
    }

    /// Goes to what an origin names.
    fn walk(&self, origin: &Arc<Origin>, most: u64, take: &mut dyn FnMut(JobContent)) -> Result<(), PictureFault> {
        let limits = Limits { file: self.limits.file.min(most), member: self.limits.member.min(most), ..self.limits };
        let address = Address::of(origin);
        let source = match &*address.root {
            Origin::File(path) | Origin::LegacyFile { path, .. } => {
                source::open(path, None, self.limits.file).map_err(|error| of_system(&error))?
            }
            Origin::Sample { bytes, .. } => ByteSource::Bytes(Bytes::Static(bytes)),
            Origin::Stdin => {
                let bytes = source::stdin(self.limits.file).map_err(|error| of_system(&error))?;
                ByteSource::Bytes(bytes)
            }
            Origin::Part { .. } => return Err(PictureFault::Missing),
        };
        source::walk(&address.root, &source, address.selector(), &limits, &INTERPRETER, &mut |job| {
            take(job.content);
            ControlFlow::Break(())
        });
        Ok(())
    }
}

impl Importer {
    /// Where the pictures of its articles are looked for.
    pub fn picture_files(&self, roots: &[PathBuf]) -> PictureFiles {
        PictureFiles::new(roots, *self.limits())
    }
}

/// A folder by a name that can be opened: that of the one we are in is empty.
fn here(folder: &Path) -> PathBuf {
    if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() }
}

fn read(path: &Path, most: u64) -> Result<Vec<u8>, PictureFault> {
    let metadata = std::fs::metadata(path).map_err(|error| of_system(&error))?;
    if !metadata.is_file() {
        return Err(PictureFault::Missing);
    }
    if metadata.len() > most {
        return Err(PictureFault::TooManyBytes);
    }
    let source = source::open(path, Some(&metadata), most).map_err(|error| of_system(&error))?;
    source.all(most).map(|bytes| bytes.to_vec()).map_err(|error| of_system(&error))
}

fn of_system(error: &std::io::Error) -> PictureFault {
    match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => PictureFault::Missing,
        _ => PictureFault::Unreadable(SafeText::line(&error.to_string())),
    }
}

fn unreadable(error: &crate::error::Error) -> PictureFault {
    match error {
        crate::error::Error::Read { source, .. } => of_system(source),
        other => PictureFault::Unreadable(SafeText::line(&other.to_string())),
    }
}

/// What stands behind a scheme.
fn strip_scheme<'a>(address: &'a str, scheme: &str) -> Option<&'a str> {
    let (own, rest) = address.split_once(':')?;
    own.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// Whether an address is one of a network.
fn is_on_network(address: &str) -> bool {
    ["http", "https", "ftp"].iter().any(|scheme| strip_scheme(address, scheme).is_some()) || address.starts_with("//")
}

/// Whether it begins with a scheme, or with the letter of a drive.
fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// The paths that an address may mean, the likeliest first: with its percent signs read, without what is asked behind `?`
/// or `#`, with the separators of Windows as others have them.
fn spellings(address: &str) -> Vec<String> {
    let bare = address.split(['?', '#']).next().unwrap_or_default();
    let mut paths: Vec<String> = Vec::new();
    for written in [bare, address] {
        for path in [percent_decode_str(written).decode_utf8_lossy().into_owned(), written.to_owned()] {
            for path in [path.replace('\\', "/"), path] {
                if !path.is_empty() && !path.contains('\0') && !paths.contains(&path) {
                    paths.push(path);
                }
            }
        }
    }
    paths
}

/// A path beside a file of a packed folder; none where it leads out of that.
fn inside(own: &str, path: &str) -> Option<String> {
    let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
    let from = if path.starts_with('/') { Path::new("") } else { Path::new(folder) };
    let mut parts: Vec<&str> = Vec::new();
    for component in from.components().chain(Path::new(path).components()) {
        match component {
            Component::Normal(name) => parts.push(name.to_str()?),
            Component::ParentDir => _ = parts.pop()?,
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    Some(parts.join("/")).filter(|path| !path.is_empty())
}

/// What stands in an address itself: `image/png;base64,…`.
fn of_data(data: &str, most: u64) -> Result<Vec<u8>, PictureFault> {
    let (head, body) = data.split_once(',').ok_or(PictureFault::Unknown)?;
    if body.len() as u64 / 4 * 3 > most {
        return Err(PictureFault::TooManyBytes);
    }
    if head.split(';').any(|part| part.trim().eq_ignore_ascii_case("image/svg+xml")) {
        return Err(PictureFault::Vector);
    }
    let plain: Vec<u8> = percent_decode_str(body).collect();
    if !head.split(';').any(|part| part.trim().eq_ignore_ascii_case("base64")) {
        return Ok(plain);
    }
    let mut signs: Vec<u8> = plain.into_iter().filter(|sign| !sign.is_ascii_whitespace() && *sign != b'=').collect();
    for sign in &mut signs {
        match *sign {
            b'-' => *sign = b'+',
            b'_' => *sign = b'/',
            _ => {}
        }
    }
    signs.extend(std::iter::repeat_n(b'=', (4 - signs.len() % 4) % 4));
    BASE64.decode(&signs).map_err(|error| PictureFault::Broken(SafeText::line(&error.to_string())))
}

#[cfg(test)]
mod tests;
