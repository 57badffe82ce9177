//! *Bytes* of a dictionary that are read by their place: of a file as it is, of one that is packed in pieces, of one that
//! is packed as a whole.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::os::unix::fs::FileExt;
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::dictzip::Dictzip;
use super::said;
use crate::model::DictionaryWrong;

/// What is packed as a whole and held in memory may have so many bytes. The largest index of a dictionary has a tenth.
pub(super) const LARGEST_HELD: u64 = 128 << 20;
/// What is packed as a whole and has no more bytes than this is held in memory.
const LARGEST_SMALL: u64 = 16 << 20;
/// What is packed as a whole and unpacked anew up to the place that is read may have so many.
const LARGEST_UNPACKED: u64 = 2 << 30;

/// Bytes that are read by their place.
#[derive(Debug)]
pub(super) enum PlacedBytes {
    /// A file as it is, and its length.
    File(File, u64),
    /// What was unpacked, or is packed and small.
    Held(Box<[u8]>),
    /// Packed in pieces.
    Pieces(Dictzip),
    /// Packed as a whole: it is unpacked from its beginning at each reading.
    Whole(File),
}

impl PlacedBytes {
    /// The bytes of a file, unpacked into memory if it is packed and has no more than `most` then.
    pub fn held(path: &Path, most: u64) -> Result<Self, DictionaryWrong> {
        let most = most.min(LARGEST_HELD);
        let (file, length) = open(path)?;
        if !is_packed(&file) {
            return Ok(Self::File(file, length));
        }
        let mut bytes = Vec::new();
        let mut unpacked = MultiGzDecoder::new(BufReader::new(file)).take(most + 1);
        unpacked.read_to_end(&mut bytes).map_err(|_| DictionaryWrong::BadPacking)?;
        if bytes.len() as u64 > most {
            return Err(DictionaryWrong::TooLarge(most));
        }
        Ok(Self::Held(bytes.into_boxed_slice()))
    }

    /// The bytes of a file, unpacked where they are read if it is packed.
    pub fn placed(path: &Path) -> Result<Self, DictionaryWrong> {
        let (file, length) = open(path)?;
        if !is_packed(&file) {
            return Ok(Self::File(file, length));
        }
        Ok(match Dictzip::of(&file)? {
            Some(pieces) => Self::Pieces(pieces),
            None => match Self::held(path, LARGEST_SMALL) {
                Err(DictionaryWrong::TooLarge(_)) => Self::Whole(file),
                held => held?,
            },
        })
    }

    /// How many they are; not known before it is unpacked.
    pub fn length(&self) -> Option<u64> {
        match self {
            Self::File(_, length) => Some(*length),
            Self::Held(bytes) => Some(bytes.len() as u64),
            Self::Pieces(_) | Self::Whole(_) => None,
        }
    }

    /// So many bytes from a place on; fewer at the end. Of what is packed none are fewer.
    pub fn read_at(&mut self, at: u64, length: usize) -> Result<Vec<u8>, DictionaryWrong> {
        match self {
            Self::File(file, whole) => {
                let room = usize::try_from(whole.saturating_sub(at)).unwrap_or(usize::MAX);
                let mut bytes = vec![0; length.min(room)];
                file.read_exact_at(&mut bytes, at).map_err(|error| said(&error))?;
                Ok(bytes)
            }
            Self::Held(bytes) => {
                let from = usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
                Ok(bytes[from..from.saturating_add(length).min(bytes.len())].to_vec())
            }
            Self::Pieces(pieces) => pieces.read_at(at, length),
            Self::Whole(file) => unpack_at(file, at, length),
        }
    }

    /// All of them from the beginning on; nothing of what is unpacked only where it is read.
    pub fn reader(&self) -> Box<dyn BufRead + '_> {
        match self {
            Self::File(file, length) => {
                Box::new(BufReader::with_capacity(1 << 18, FileFromStart { file, at: 0, length: *length }))
            }
            Self::Held(bytes) => Box::new(&**bytes),
            Self::Pieces(_) | Self::Whole(_) => Box::new(io::empty()),
        }
    }
}

/// A file read from its beginning, wherever others read it.
struct FileFromStart<'f> {
    file: &'f File,
    at: u64,
    length: u64,
}

impl Read for FileFromStart<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let room = usize::try_from(self.length.saturating_sub(self.at)).unwrap_or(usize::MAX).min(bytes.len());
        let read = self.file.read_at(&mut bytes[..room], self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

/// Opens a file, and says how long it is. A pipe would be waited on for ever.
pub(super) fn open(path: &Path) -> Result<(File, u64), DictionaryWrong> {
    let about = std::fs::metadata(path).map_err(|error| said(&error))?;
    if !about.is_file() {
        return Err(DictionaryWrong::Unknown);
    }
    Ok((File::open(path).map_err(|error| said(&error))?, about.len()))
}

fn is_packed(file: &File) -> bool {
    let mut head = [0; 3];
    file.read_exact_at(&mut head, 0).is_ok() && head == [0x1F, 0x8B, 8]
}

fn unpack_at(file: &File, at: u64, length: usize) -> Result<Vec<u8>, DictionaryWrong> {
    if at.saturating_add(length as u64) > LARGEST_UNPACKED {
        return Err(DictionaryWrong::TooLarge(LARGEST_UNPACKED));
    }
    let packed = file.metadata().map_err(|error| said(&error))?.len();
    let from_start = BufReader::new(FileFromStart { file, at: 0, length: packed });
    let mut unpacked = MultiGzDecoder::new(from_start);
    let passed = io::copy(&mut unpacked.by_ref().take(at), &mut io::sink()).map_err(|_| DictionaryWrong::BadPacking)?;
    let mut bytes = Vec::new();
    unpacked.take(length as u64).read_to_end(&mut bytes).map_err(|_| DictionaryWrong::BadPacking)?;
    if passed < at || bytes.len() < length { Err(DictionaryWrong::BadPacking) } else { Ok(bytes) }
}
