//! A *byte source*: the bytes of a file, which several readers can read from any place at once.
//!
//! A file on disk is not read before its bytes are asked for: of a container only what is selected is looked at. What
//! can be read only once (standard input, a pipe) is bytes at hand.

use std::fs::File;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::ops::Deref;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

/// Bytes at hand that are not copied when they are handed on.
#[derive(Clone, Debug)]
pub(crate) enum Bytes {
    Shared(Arc<Vec<u8>>),
    Static(&'static [u8]),
}

impl Deref for Bytes {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            Self::Shared(bytes) => bytes,
            Self::Static(bytes) => bytes,
        }
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Shared(Arc::new(bytes))
    }
}

/// Where the bytes of a file are.
#[derive(Clone, Debug)]
pub(crate) enum ByteSource {
    /// A regular file, and how long it was when it was opened: it may shrink or grow under us.
    File { file: Arc<File>, length: u64 },
    /// Bytes at hand.
    Bytes(Bytes),
}

impl ByteSource {
    /// A regular file.
    pub fn file(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        Ok(Self::File { file: Arc::new(file), length })
    }

    /// Its length in bytes; of a file only a hint.
    pub fn length(&self) -> u64 {
        match self {
            Self::File { length, .. } => *length,
            Self::Bytes(bytes) => bytes.len() as u64,
        }
    }

    /// A reader that stands at the beginning.
    pub fn reader(&self) -> SourceReader {
        SourceReader { source: self.clone(), at: 0, window: Vec::new(), start: 0 }
    }

    /// The first bytes, enough to tell a container by; fewer when there are not so many.
    pub fn head(&self) -> io::Result<Vec<u8>> {
        self.part(0, 512)
    }

    /// So many of the bytes from a place on; fewer when there are not so many.
    pub fn part(&self, from: u64, most: usize) -> io::Result<Vec<u8>> {
        let mut part = vec![0; most];
        let mut length = 0;
        while length < most {
            match self.read_at(from + length as u64, &mut part[length..])? {
                0 => break,
                read => length += read,
            }
        }
        part.truncate(length);
        Ok(part)
    }

    /// All of its bytes.
    ///
    /// # Errors
    /// When it is a file that cannot be read or has more bytes than `limit`; bytes at hand have passed theirs.
    pub fn all(&self, limit: u64) -> io::Result<Bytes> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.clone()),
            // As one read from the beginning: the files of /proc say that they are empty.
            Self::File { file, length } => read_all(FromStart { file, at: 0 }, *length, limit).map(Bytes::from),
        }
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File { file, .. } => loop {
                match file.read_at(into, at) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    result => return result,
                }
            },
            Self::Bytes(bytes) => {
                let rest = bytes.get(usize::try_from(at).unwrap_or(usize::MAX)..).unwrap_or_default();
                let length = rest.len().min(into.len());
                into[..length].copy_from_slice(&rest[..length]);
                Ok(length)
            }
        }
    }
}

/// Reads to the end; `length` is only a hint of how much that is.
///
/// # Errors
/// When it cannot be read or has more bytes than `limit`.
pub(crate) fn read_all(from: impl Read, length: u64, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(limit)).unwrap_or(0) + 1);
    from.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}

fn too_large() -> io::Error {
    io::Error::other("file too large for an article")
}

/// A file read from its beginning, without a window in between.
struct FromStart<'f> {
    file: &'f File,
    at: u64,
}

impl Read for FromStart<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(into, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

/// A place in a source, and what was read of the file around it: going to and fro in a directory of small things
/// costs no system call each time.
#[derive(Clone, Debug)]
pub(crate) struct SourceReader {
    source: ByteSource,
    at: u64,
    window: Vec<u8>,
    /// Where the window begins.
    start: u64,
}

/// How much of a file is read at a time.
const WINDOW: usize = 32 << 10;

impl SourceReader {
    /// Where it stands.
    pub fn position(&self) -> u64 {
        self.at
    }

    fn fill(&mut self) -> io::Result<()> {
        let Self { source: source @ ByteSource::File { .. }, at, window, start } = self else { return Ok(()) };
        if (*start..*start + window.len() as u64).contains(at) {
            return Ok(());
        }
        window.resize(WINDOW, 0);
        let read = source.read_at(*at, window);
        *start = *at;
        // Nothing is in the window after an error.
        window.truncate(*read.as_ref().unwrap_or(&0));
        read.map(|_| ())
    }

    /// What is at hand from here on.
    fn rest(&self) -> &[u8] {
        let (bytes, from) = match &self.source {
            ByteSource::File { .. } => (&self.window[..], self.at - self.start),
            ByteSource::Bytes(bytes) => (&bytes[..], self.at),
        };
        bytes.get(usize::try_from(from).unwrap_or(usize::MAX)..).unwrap_or_default()
    }
}

impl BufRead for SourceReader {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.fill()?;
        Ok(self.rest())
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount as u64;
    }
}

impl Read for SourceReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?;
        let length = bytes.len().min(into.len());
        into[..length].copy_from_slice(&bytes[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl Seek for SourceReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.source.length().checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = place.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(bytes: &[u8]) -> [ByteSource; 2] {
        let mut file = tempfile::tempfile().unwrap();
        std::io::Write::write_all(&mut file, bytes).unwrap();
        [ByteSource::file(file).unwrap(), ByteSource::Bytes(bytes.to_vec().into())]
    }

    #[test]
    fn any_place_can_be_read_in_any_order() {
        let bytes: Vec<u8> = (0..200_000u32).map(|n| (n % 251) as u8).collect();
        for source in sources(&bytes) {
            assert_eq!((source.length(), &source.head().unwrap()[..]), (200_000, &bytes[..512]));
            assert_eq!(&source.all(200_000).unwrap()[..], &bytes[..]);
            assert_eq!(source.all(199_999).is_err(), matches!(source, ByteSource::File { .. }));
            let mut reader = source.reader();
            for at in [150_000u64, 3, 40_000, 39_990, 199_995, 0] {
                reader.seek(SeekFrom::Start(at)).unwrap();
                let mut read = Vec::new();
                reader.by_ref().take(70_000).read_to_end(&mut read).unwrap();
                let at = usize::try_from(at).unwrap();
                assert_eq!(read, bytes[at..(at + 70_000).min(bytes.len())]);
            }
            reader.seek(SeekFrom::End(10)).unwrap();
            assert_eq!(reader.read(&mut [0; 8]).unwrap(), 0);
            assert!(reader.seek(SeekFrom::Current(-300_000)).is_err());
        }
    }

    #[test]
    fn a_file_that_shrinks_ends_where_it_ends() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), vec![b'x'; 100_000]).unwrap();
        let source = ByteSource::file(File::open(file.path()).unwrap()).unwrap();
        std::fs::write(file.path(), b"short").unwrap();
        assert_eq!(&source.all(1 << 20).unwrap()[..], b"short");
        assert_eq!(source.head().unwrap(), b"short");
    }
}
