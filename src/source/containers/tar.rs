//! *tar*: files one after the other. To find one of them all before it have to be passed; in a file on disk they are
//! jumped over, in a packed one (`.tar.gz`) unpacked.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use ::tar::{Archive, Entries, Header};

use super::budget::{CUT_SHORT, UnpackError};
use super::names::{self, MemberNames};
use super::walk::{Container, ContainerWalk, Member, VisitedFile};

pub(super) static CONTAINER: Container = Container { fits: |head| is_header(head.bytes), open };

/// How much may be read between two files: their headers, long names and attributes. Such things are read whole.
const HEADERS: u64 = 1 << 20;

/// Whether a file begins with the header of a tar: its checksum is right. The word `ustar` is not in all of them.
pub(super) fn is_header(bytes: &[u8]) -> bool {
    let Some(block) = bytes.get(..512) else { return false };
    let sum = || -> u32 {
        block.iter().enumerate().map(|(at, &b)| u32::from(if (148..156).contains(&at) { b' ' } else { b })).sum()
    };
    Header::from_byte_slice(block).cksum().is_ok_and(|written| written == sum())
}

/// A tar on disk or at hand.
fn open(walk: &mut ContainerWalk<'_>, it: &VisitedFile<'_>) -> ControlFlow<()> {
    let left = Cell::new(HEADERS);
    let mut archive = Archive::new(Bounded { from: it.source.reader(), left: &left });
    match archive.entries_with_seek() {
        Ok(files) => through(walk, it, files, &left, Skips::BySeeking),
        Err(error) => walk.ended(it.origin, walk.budget.error(&error)),
    }
}

/// A tar that comes out of another container, as it is unpacked: only the limits of the whole hold for it.
pub(super) fn open_stream(walk: &mut ContainerWalk<'_>, it: &VisitedFile<'_>, unpacked: impl Read) -> ControlFlow<()> {
    let left = Cell::new(HEADERS);
    let budget = walk.budget;
    let mut archive = Archive::new(Bounded { from: budget.meter_all(unpacked), left: &left });
    match archive.entries() {
        Ok(files) => through(walk, it, files, &left, Skips::ByReading),
        Err(error) => walk.ended(it.origin, walk.budget.error(&error)),
    }
}

/// How what is not wanted is passed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Skips {
    BySeeking,
    ByReading,
}

fn through<R: Read>(
    walk: &mut ContainerWalk<'_>,
    it: &VisitedFile<'_>,
    mut files: Entries<'_, R>,
    left: &Cell<u64>,
    skips: Skips,
) -> ControlFlow<()> {
    let mut names = MemberNames::default();
    // Where the last file ends; the tar of a tape has no other end.
    let mut end = 0;
    loop {
        left.set(HEADERS);
        let next = files.next();
        left.set(u64::MAX);
        let mut file = match next {
            None if skips == Skips::BySeeking && end > it.source.length() => {
                return walk.ended(it.origin, UnpackError::Damage(CUT_SHORT.to_owned()));
            }
            None => return ControlFlow::Continue(()),
            Some(Ok(file)) => file,
            Some(Err(error)) => return walk.ended(it.origin, walk.budget.error(&error)),
        };
        walk.count()?;
        end = file.raw_file_position().saturating_add(file.size());
        let kind = file.header().entry_type();
        let raw = file.path_bytes().into_owned();
        // A file with holes is no article; what the holes are unpacked to would be counted nowhere.
        if (kind.is_file() || kind.is_contiguous()) && !raw.ends_with(b"/") {
            let name = names.shown(&names::decoded(&raw, walk.interpreter));
            if let Some(found) = it.selector.of(&name) {
                let size = file.size();
                let (bytes, trouble) = walk.budget.read(&mut file);
                let short = || (bytes.len() as u64 != size).then(|| UnpackError::Damage(CUT_SHORT.to_owned()));
                let trouble = trouble.or_else(short);
                let origin = it.member(&name);
                let member = Member::new(&origin, &name, &found, it);
                walk.member(&member, (bytes, trouble))?;
                if found.only {
                    return ControlFlow::Continue(());
                }
            } else {
                walk.passed_over(it, &name)?;
            }
        }
        if skips == Skips::ByReading
            && let Err(error) = io::copy(&mut file, &mut io::sink())
        {
            return walk.ended(it.origin, walk.budget.error(&error));
        }
    }
}

/// A reader that can be told how much it may read.
struct Bounded<'c, R> {
    from: R,
    left: &'c Cell<u64>,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        match self.left.get().checked_sub(read as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::Error::other("a header is too long")),
        }
        Ok(read)
    }
}

impl<R: Seek> Seek for Bounded<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.from.seek(to)
    }
}
