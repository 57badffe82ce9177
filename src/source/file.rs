//! The bytes of a *file*: up to a limit, and only where there is an end to them.
//!
//! Regular files are read, and what another program hands over: standard input and open descriptors (`/dev/stdin`,
//! `/dev/fd/63`, which is what `<(…)` becomes in a shell). Every other thing that can have a path, a named pipe or a
//! device, may keep a reader waiting for ever; it is refused without being opened.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::{File, FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use super::byte_source::{ByteSource, Bytes, read_all};

/// A file of so many bytes is read whole when it is opened: nearly every article is one, and its beginning is asked for
/// more than once. In bytes.
const SMALL: u64 = 64 << 10;

/// Opens a file. The bytes of a large one are read when they are asked for. `there` is what the system has just said of
/// it; it is asked where that is not known.
///
/// # Errors
/// When the system will not let it be read, when it is no file, or when it is no regular file and has more than `most`
/// bytes.
pub(crate) fn open(path: &Path, there: Option<&Metadata>, most: u64) -> io::Result<ByteSource> {
    let metadata = match there {
        Some(there) => Cow::Borrowed(there),
        None => Cow::Owned(std::fs::metadata(path)?),
    };
    let length = metadata.len();
    // The files of /proc say that they are empty.
    if metadata.is_file() && (1..=SMALL.min(most)).contains(&length) {
        return read_all(File::open(path)?, length, most).map(|bytes| ByteSource::Bytes(bytes.into()));
    }
    if metadata.is_file() || metadata.is_dir() {
        return ByteSource::file(File::open(path)?);
    }
    if !is_descriptor(path) {
        return Err(io::Error::other(kind(metadata.file_type())));
    }
    once(path, || read_all(File::open(path)?, 0, most)).map(ByteSource::Bytes)
}

/// The bytes of standard input.
///
/// # Errors
/// As [`open`].
pub(crate) fn stdin(most: u64) -> io::Result<Bytes> {
    once(Path::new("-"), || read_all(io::stdin().lock(), 0, most))
}

/// Bytes, or what went wrong.
type Once = Result<Bytes, (io::ErrorKind, String)>;

/// What can be read only once is read once and kept: an article of it may be asked for again.
fn once(path: &Path, read: impl FnOnce() -> io::Result<Vec<u8>>) -> io::Result<Bytes> {
    static KEPT: LazyLock<Mutex<HashMap<PathBuf, Arc<OnceLock<Once>>>>> = LazyLock::new(Mutex::default);
    let kept = Arc::clone(KEPT.lock().unwrap_or_else(PoisonError::into_inner).entry(path.to_owned()).or_default());
    let read = || read().map(Bytes::from).map_err(|error| (error.kind(), error.to_string()));
    kept.get_or_init(read).clone().map_err(|(kind, message)| io::Error::new(kind, message))
}

/// Whether a path means something this process has open already.
pub(crate) fn is_descriptor(path: &Path) -> bool {
    let Some(path) = path.to_str() else { return false };
    let numbered = |folder: &str| {
        path.strip_prefix(folder).is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()))
    };
    path == "/dev/stdin" || numbered("/dev/fd/") || numbered("/proc/self/fd/")
}

/// What a path leads to instead of a file, in words.
fn kind(file_type: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if file_type.is_fifo() {
            return "a named pipe, not a file";
        }
        if file_type.is_char_device() || file_type.is_block_device() {
            return "a device, not a file";
        }
        if file_type.is_socket() {
            return "a socket, not a file";
        }
    }
    let _ = file_type;
    "not a file"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &Path, most: u64) -> io::Result<Bytes> {
        open(path, None, most)?.all(most)
    }

    #[test]
    fn a_file_is_read_up_to_the_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "12345").expect("a file");
        assert_eq!(&*read(&path, 5).expect("its bytes"), b"12345");
        assert!(read(&path, 4).expect_err("too large").to_string().contains("too large"));
        assert!(read(folder.path(), 5).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn what_has_no_end_is_refused_without_being_opened() {
        let said = |path: &str| read(Path::new(path), 1 << 20).expect_err("not read").to_string();
        assert_eq!(said("/dev/zero"), "a device, not a file");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("socket.txt");
        let _socket = std::os::unix::net::UnixListener::bind(&path).expect("a socket");
        assert_eq!(said(path.to_str().expect("a path")), "a socket, not a file");
    }

    #[test]
    fn descriptors_are_told_by_their_path() {
        for path in ["/dev/stdin", "/dev/fd/63", "/proc/self/fd/0"] {
            assert!(is_descriptor(Path::new(path)), "{path}");
        }
        for path in ["/dev/fd/", "/dev/fd/../zero", "/dev/zero", "fd/3"] {
            assert!(!is_descriptor(Path::new(path)), "{path}");
        }
    }
}
