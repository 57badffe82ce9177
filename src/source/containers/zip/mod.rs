//! *zip*: files packed one by one, with a directory at the end. Each is found without the others.
//!
//! The directory is read as it is gone through, never as a whole: a million files take no more memory than one. The
//! directory of a zip that is cut short is gone; then its files are read one after the other ([`salvage`]).

mod message;
mod salvage;

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

use ::zip::ZipReadOptions;
use ::zip::read::{ArchiveOffset, Config, OwnedZipFileEntry, ZipFileEntry};
use ::zip::result::{ZipError, ZipResult};
use ::zip::unstable::read::ZipIterable;

use super::budget::{Budget, UnpackError};
use super::names::MemberNames;
use super::walk::{Container, ContainerWalk, FileHead, Member, Unpacked, VisitedFile};
use crate::source::byte_source::{ByteSource, SourceReader};
use crate::source::companions;

use message::said;

pub(super) static CONTAINER: Container = Container { fits: is_zip, open };

/// Whether a file begins as a zip does: with its first file, or with the end of an empty directory.
pub(super) fn is_zip(head: &FileHead<'_>) -> bool {
    head.bytes.starts_with(b"PK\x03\x04") || head.bytes.starts_with(b"PK\x05\x06")
}

/// Files that are among the first of a zip of another trade: of an office's documents, of programs.
const OTHER_TRADES: &[&str] = &["[Content_Types].xml", "META-INF/MANIFEST.MF", "AndroidManifest.xml"];
/// So many are the first.
const FIRST: usize = 4;

pub(super) fn open(walk: &mut ContainerWalk<'_>, it: &VisitedFile<'_>) -> ControlFlow<()> {
    let mut directory = match directory(it.source) {
        Ok(directory) => directory,
        Err(error) => return salvage::open(walk, it, &error),
    };
    let files = match directory.files() {
        Ok(files) => files,
        Err(error) => return walk.ended(it.origin, unpack_error(walk.budget, &error)),
    };
    let mut names = MemberNames::default();
    let legacy = OnceCell::new();
    let mut reader = it.source.reader();
    let mut encrypted = 0_usize;
    let mut taken = Taken::default();
    let mut lists: Option<HashSet<String>> = None;
    for (at, file) in files.enumerate() {
        let file = match file {
            Ok(file) => file,
            Err(error) => return walk.ended(it.origin, unpack_error(walk.budget, &error)),
        };
        walk.count()?;
        let name = match std::str::from_utf8(file.name_raw()) {
            Ok(name) => name.to_owned(),
            Err(_) => decode(&file, *legacy.get_or_init(|| legacy_names(walk, it.source))),
        };
        if name.ends_with(['/', '\\']) || file.is_symlink() {
            continue;
        }
        let name = names.shown(&name);
        if at < FIRST && it.selector.path.is_empty() && OTHER_TRADES.contains(&name.as_str()) {
            return walk.other_file(it.origin, it.name);
        }
        if !it.selector.is_part()
            && let Some(folder) = companions::folder_of_list(&name)
            && lists.get_or_insert_with(|| folders_of_lists(walk, it.source)).contains(folder)
        {
            continue;
        }
        let Some(found) = it.selector.of(&name) else {
            walk.passed_over(it, &name)?;
            continue;
        };
        if file.encrypted() && !found.only {
            encrypted += 1;
            continue;
        }
        if !taken.take(&file) {
            return walk.ended(it.origin, UnpackError::Damage("files in it share their bytes".to_owned()));
        }
        let origin = it.member(&name);
        let member = Member::new(&origin, &name, &found, it);
        match read(walk.budget, it.source, &mut reader, file) {
            Ok(unpacked) => walk.member(&member, unpacked)?,
            Err(message) => walk.failed(&origin, message)?,
        }
        if found.only {
            break;
        }
    }
    match encrypted {
        0 => ControlFlow::Continue(()),
        count => walk.failed(it.origin, format!("{count} of the files in it are encrypted")),
    }
}

/// The stretches of a zip that were unpacked. Files of an honest one share none; of a bomb thousands share one, and each
/// unpacks to all of it.
#[derive(Default)]
struct Taken(BTreeMap<u64, u64>);

impl Taken {
    /// Takes the stretch of a file; false when some of it was taken by another.
    fn take(&mut self, file: &ZipFileEntry<'_>) -> bool {
        const HEADER: u64 = 30;
        let start = file.header_start();
        let end = start.saturating_add(HEADER).saturating_add(file.compressed_size());
        if self.0.range(..end).next_back().is_some_and(|(_, &other)| other > start) {
            return false;
        }
        self.0.insert(start, end);
        true
    }
}

/// The directory. It is where the end says, for the zip begins where the file does: nothing is searched for.
fn directory(source: &ByteSource) -> ZipResult<ZipIterable<SourceReader>> {
    ZipIterable::try_new(source.reader(), Config { archive_offset: ArchiveOffset::Known(0) })
}

/// Unpacks a file; a message where that cannot be begun.
fn read(
    budget: &Budget<'_>,
    source: &ByteSource,
    reader: &mut SourceReader,
    file: ZipFileEntry<'_>,
) -> Result<Unpacked, String> {
    // The directory can say what it likes, but no file was packed to more than there is.
    let packed = file.compressed_size().min(source.length());
    match file.with_reader(reader, ZipReadOptions::new()) {
        Ok(file) => Ok(budget.read(budget.meter(file, packed))),
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => Err("encrypted".to_owned()),
        Err(error) => Err(said(&error)),
    }
}

/// The files of these names, where they are there.
///
/// # Errors
/// What is wrong with the directory.
pub(super) fn find(
    budget: &Budget<'_>,
    source: &ByteSource,
    mut wanted: impl FnMut(&str) -> bool,
) -> Result<HashMap<String, OwnedZipFileEntry>, String> {
    let mut directory = directory(source).map_err(|error| said(&error))?;
    let mut found = HashMap::new();
    for file in directory.files().map_err(|error| said(&error))?.take(budget.limits.members) {
        let file = file.map_err(|error| said(&error))?;
        if let Ok(name) = std::str::from_utf8(file.name_raw())
            && wanted(name)
        {
            found.insert(name.to_owned(), file.into());
        }
    }
    Ok(found)
}

/// Unpacks a file that was found.
///
/// # Errors
/// Why that cannot be begun.
pub(super) fn unpack(budget: &Budget<'_>, source: &ByteSource, file: &OwnedZipFileEntry) -> Result<Unpacked, String> {
    read(budget, source, &mut source.reader(), file.as_ref())
}

/// The folders in which lists are whose texts lie beside them.
fn folders_of_lists(walk: &ContainerWalk<'_>, source: &ByteSource) -> HashSet<String> {
    let folder = |name: &str| {
        let (folder, name) = name.rsplit_once('/').unwrap_or(("", name));
        companions::is_list(name).then(|| folder.to_owned())
    };
    let mut folders = HashSet::new();
    let _ = find(walk.budget, source, |name| {
        folders.extend(folder(name));
        false
    });
    folders
}

/// The encoding of the names that are no UTF-8.
fn legacy_names(walk: &ContainerWalk<'_>, source: &ByteSource) -> Option<&'static encoding_rs::Encoding> {
    const ENOUGH: usize = 64 << 10;
    let mut directory = directory(source).ok()?;
    let mut names: Vec<Box<[u8]>> = Vec::new();
    let mut bytes = 0;
    for file in directory.files().ok()?.take(walk.budget.limits.members) {
        let Ok(file) = file else { break };
        if std::str::from_utf8(file.name_raw()).is_err() {
            bytes += file.name_raw().len();
            names.push(file.name_raw().into());
        }
        if bytes > ENOUGH {
            break;
        }
    }
    (walk.interpreter.name_encoding)(&names.iter().map(|name| &**name).collect::<Vec<_>>())
}

/// A name that is no UTF-8; that of an old zip of the West is in code page 437, as the format says.
fn decode(file: &ZipFileEntry<'_>, encoding: Option<&'static encoding_rs::Encoding>) -> String {
    match encoding {
        Some(encoding) => encoding.decode_without_bom_handling(file.name_raw()).0.into_owned(),
        None => {
            file.name().map_or_else(|_| String::from_utf8_lossy(file.name_raw()).into_owned(), |it| it.into_owned())
        }
    }
}

fn unpack_error(budget: &Budget<'_>, error: &ZipError) -> UnpackError {
    match error {
        ZipError::Io(error) => budget.error(error),
        error => UnpackError::Damage(said(error)),
    }
}
