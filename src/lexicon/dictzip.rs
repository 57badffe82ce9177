//! *dictzip*: gzip with a table in its header of where each piece of the text stands, so that one piece can be unpacked
//! alone.

use std::fs::File;
use std::os::unix::fs::FileExt;

use flate2::{Decompress, FlushDecompress, Status};

use super::said;
use crate::model::DictionaryWrong;

/// Flags of a gzip header (RFC 1952).
const HEADER_CRC: u8 = 1 << 1;
const EXTRA: u8 = 1 << 2;
const NAME: u8 = 1 << 3;
const COMMENT: u8 = 1 << 4;
/// A name or a comment in the header is no longer than this.
const LONGEST_NAME: usize = 64 << 10;

/// A file that is packed in pieces.
#[derive(Debug)]
pub(super) struct Dictzip {
    file: File,
    /// How many bytes a piece has when it is unpacked; the last one may have fewer.
    piece: usize,
    /// Where each piece begins in the file, and where the last one ends.
    places: Vec<u64>,
    /// The piece that was unpacked last.
    last: Option<(usize, Vec<u8>)>,
}

impl Dictzip {
    /// Of a packed file; nothing where it is packed as a whole.
    pub fn of(file: &File) -> Result<Option<Self>, DictionaryWrong> {
        let mut head = [0; 12];
        if file.read_exact_at(&mut head, 0).is_err() || head[3] & EXTRA == 0 {
            return Ok(None);
        }
        let mut extra = vec![0; usize::from(u16::from_le_bytes([head[10], head[11]]))];
        file.read_exact_at(&mut extra, 12).map_err(|_| DictionaryWrong::BadPacking)?;
        let Some(table) = random_access(&extra) else { return Ok(None) };
        let number = |at: usize| Some(usize::from(u16::from_le_bytes([*table.get(at)?, *table.get(at + 1)?])));
        let (Some(1), Some(piece), Some(count)) = (number(0), number(2), number(4)) else {
            return Err(DictionaryWrong::BadPacking);
        };
        let lengths: Option<Vec<usize>> = (0..count).map(|at| number(6 + 2 * at)).collect();
        let Some(lengths) = lengths.filter(|_| piece > 0) else { return Err(DictionaryWrong::BadPacking) };
        let mut at = 12 + extra.len() as u64;
        for flag in [NAME, COMMENT] {
            if head[3] & flag != 0 {
                at += name_length(file, at)?;
            }
        }
        at += if head[3] & HEADER_CRC == 0 { 0 } else { 2 };
        let mut places = vec![at];
        for length in lengths {
            at += length as u64;
            places.push(at);
        }
        let file = file.try_clone().map_err(|error| said(&error))?;
        Ok(Some(Self { file, piece, places, last: None }))
    }

    /// So many bytes from a place on.
    pub fn read_at(&mut self, at: u64, length: usize) -> Result<Vec<u8>, DictionaryWrong> {
        let mut bytes = Vec::with_capacity(length.min(1 << 20));
        let mut number = usize::try_from(at / self.piece as u64).unwrap_or(usize::MAX);
        let mut from = (at % self.piece as u64) as usize;
        while bytes.len() < length {
            let piece = self.piece(number)?;
            let Some(rest) = piece.get(from..).filter(|rest| !rest.is_empty()) else {
                return Err(DictionaryWrong::BadPacking);
            };
            bytes.extend_from_slice(&rest[..rest.len().min(length - bytes.len())]);
            (number, from) = (number + 1, 0);
        }
        Ok(bytes)
    }

    /// A piece, unpacked: never more than a piece may have, whatever is packed in it.
    fn piece(&mut self, number: usize) -> Result<&[u8], DictionaryWrong> {
        if self.last.as_ref().is_none_or(|(known, _)| *known != number) {
            let (Some(start), Some(end)) = (self.places.get(number), self.places.get(number.saturating_add(1))) else {
                return Err(DictionaryWrong::BadPacking);
            };
            let mut packed = vec![0; (end - start) as usize];
            self.file.read_exact_at(&mut packed, *start).map_err(|_| DictionaryWrong::BadPacking)?;
            self.last = Some((number, unpack(&packed, self.piece)?));
        }
        Ok(self.last.as_ref().map_or(&[], |(_, bytes)| bytes))
    }
}

fn unpack(packed: &[u8], most: usize) -> Result<Vec<u8>, DictionaryWrong> {
    let mut inflate = Decompress::new(false);
    let mut bytes = vec![0; most];
    loop {
        let (read, written) = (inflate.total_in() as usize, inflate.total_out() as usize);
        let status = inflate
            .decompress(&packed[read..], &mut bytes[written..], FlushDecompress::None)
            .map_err(|_| DictionaryWrong::BadPacking)?;
        let goes_on = (inflate.total_in() as usize, inflate.total_out() as usize) != (read, written);
        let is_full = inflate.total_out() as usize == most;
        if status == Status::StreamEnd || is_full || !goes_on {
            break;
        }
    }
    bytes.truncate(inflate.total_out() as usize);
    Ok(bytes)
}

/// The field with the table among those of a header.
fn random_access(mut extra: &[u8]) -> Option<&[u8]> {
    while let [one, two, low, high, rest @ ..] = extra {
        let length = usize::from(u16::from_le_bytes([*low, *high]));
        let field = rest.get(..length)?;
        if [*one, *two] == *b"RA" {
            return Some(field);
        }
        extra = &rest[length..];
    }
    None
}

/// The bytes of a text in the header, with the zero that ends it.
fn name_length(file: &File, at: u64) -> Result<u64, DictionaryWrong> {
    let mut length = 0;
    while length < LONGEST_NAME {
        let mut bytes = [0; 256];
        let read = file.read_at(&mut bytes, at + length as u64).map_err(|error| said(&error))?;
        match memchr::memchr(0, &bytes[..read]) {
            Some(end) => return Ok((length + end + 1) as u64),
            None if read == 0 => break,
            None => length += read,
        }
    }
    Err(DictionaryWrong::BadPacking)
}
