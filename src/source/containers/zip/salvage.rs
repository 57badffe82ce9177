//! *Salvage*: the files of a zip whose directory is gone, because the end of it is. Each file has a header of its own
//! before it, so they are read one after the other up to where the zip is cut.

use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use ::zip::result::ZipError;
use flate2::bufread::DeflateDecoder;

use super::message::said;
use crate::source::byte_source::SourceReader;
use crate::source::containers::budget::{CUT_SHORT, UnpackError};
use crate::source::containers::names::{self, MemberNames};
use crate::source::containers::walk::{ContainerWalk, Member, Unpacked, VisitedFile};

/// The header before a file.
struct Header {
    name: Vec<u8>,
    method: Method,
    /// How many bytes it was packed to; `None` where it was written as a stream and only the data says.
    packed: Option<u64>,
    /// How many bytes it is unpacked, where that is known.
    size: Option<u64>,
    encrypted: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Stored,
    Deflated,
    Other,
}

pub(super) fn open(walk: &mut ContainerWalk<'_>, it: &VisitedFile<'_>, error: &ZipError) -> ControlFlow<()> {
    let mut names = MemberNames::default();
    let mut reader = it.source.reader();
    // What cannot be read any more ends it: after that nothing tells where the next file begins.
    while let Ok(Some(header)) = header(&mut reader) {
        walk.count()?;
        let name = names.shown(&names::decoded(&header.name, walk.interpreter));
        let start = reader.position();
        let is_folder = header.name.ends_with(b"/");
        let selected = if is_folder { None } else { it.selector.of(&name) };
        if selected.is_none() && !is_folder {
            walk.passed_over(it, &name)?;
        }
        if let Some(found) = selected {
            let origin = it.member(&name);
            let member = Member::new(&origin, &name, &found, it);
            match unpack(walk, it, &header, &mut reader) {
                Some(unpacked) => walk.member(&member, unpacked)?,
                None => walk
                    .failed(&origin, if header.encrypted { "encrypted" } else { "packed by a method unknown here" })?,
            }
            if found.only {
                return ControlFlow::Continue(());
            }
        } else if header.packed.is_none() && unpack(walk, it, &header, &mut reader).is_none() {
            break;
        }
        let next = match header.packed {
            Some(packed) => reader.seek(SeekFrom::Start(start.saturating_add(packed))).is_ok(),
            None => header.method == Method::Deflated && !header.encrypted && pass_descriptor(&mut reader).is_ok(),
        };
        if !next {
            break;
        }
    }
    walk.ended(it.origin, UnpackError::Damage(said(error)))
}

/// Unpacks the file that comes now; `None` where that is not known how.
fn unpack(
    walk: &ContainerWalk<'_>,
    it: &VisitedFile<'_>,
    header: &Header,
    reader: &mut SourceReader,
) -> Option<Unpacked> {
    let budget = walk.budget;
    let packed = header.packed.unwrap_or(u64::MAX).min(it.source.length());
    let mut data = reader.by_ref().take(packed);
    let (bytes, trouble) = match header.method {
        _ if header.encrypted => return None,
        Method::Deflated => budget.read(budget.meter(DeflateDecoder::new(&mut data), packed)),
        Method::Stored if header.packed.is_some() => budget.read(budget.meter(data, packed)),
        Method::Stored | Method::Other => return None,
    };
    // Deflate does not say that it was cut. After a stream there is always its size, after the last file too.
    let is_whole = match header.size {
        Some(size) => bytes.len() as u64 == size,
        None => reader.position() < it.source.length(),
    };
    let cut = || (!is_whole).then(|| UnpackError::Damage(CUT_SHORT.to_owned()));
    Some((bytes, trouble.or_else(cut)))
}

/// Reads the header of the next file; none where the directory begins.
fn header(reader: &mut SourceReader) -> io::Result<Option<Header>> {
    let mut fixed = [0; 30];
    reader.read_exact(&mut fixed)?;
    if !fixed.starts_with(b"PK\x03\x04") {
        return Ok(None);
    }
    let short = |at: usize| u16::from_le_bytes([fixed[at], fixed[at + 1]]);
    let long = |at: usize| u32::from_le_bytes([fixed[at], fixed[at + 1], fixed[at + 2], fixed[at + 3]]);
    let (flags, method) = (short(6), short(8));
    let mut name = vec![0; usize::from(short(26))];
    reader.read_exact(&mut name)?;
    let mut extra = vec![0; usize::from(short(28))];
    reader.read_exact(&mut extra)?;
    let known = |size: u32| (flags & 8 == 0 && size != u32::MAX).then(|| u64::from(size));
    Ok(Some(Header {
        name,
        method: match method {
            0 => Method::Stored,
            8 => Method::Deflated,
            _ => Method::Other,
        },
        packed: known(long(18)),
        size: known(long(22)),
        encrypted: flags & 1 != 0,
    }))
}

/// Passes what a stream writes after its data: checksum and sizes, in one of four forms, up to the next header.
fn pass_descriptor(reader: &mut SourceReader) -> io::Result<()> {
    let start = reader.position();
    let mut ahead = Vec::new();
    reader.by_ref().take(28).read_to_end(&mut ahead)?;
    let ends = |length: &usize| ahead.get(*length..).is_some_and(|rest| rest.is_empty() || rest.starts_with(b"PK"));
    let length = [16, 24, 12, 20].into_iter().find(ends).ok_or(io::ErrorKind::InvalidData)?;
    reader.seek(SeekFrom::Start(start + length as u64))?;
    reader.fill_buf().map(|_| ())
}
