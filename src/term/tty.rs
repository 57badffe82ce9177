//! The *tty*: the device behind the terminal. Its input side, its line settings, and writing to it whole.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, SpecialCodeIndex, Termios};

/// Whether standard output is a terminal, so that there is something to draw on.
pub fn is_terminal() -> bool {
    rustix::termios::isatty(rustix::stdio::stdout())
}

/// The columns of the terminal that standard output is, if it is one.
pub fn columns() -> Option<u16> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    Some(size.ws_col).filter(|&columns| columns > 0)
}

/// The terminal's input side: standard input, or `/dev/tty` where standard input is a file or a pipe (`kanbao -`).
#[derive(Debug)]
pub(super) struct Tty(OwnedFd);

impl Tty {
    /// Opens it.
    ///
    /// # Errors
    /// When standard output is no terminal: then nothing must be sent that only a terminal understands.
    pub fn open() -> io::Result<Self> {
        if !is_terminal() {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "standard output is not a terminal"));
        }
        let stdin = rustix::stdio::stdin();
        if rustix::termios::isatty(stdin) {
            return Ok(Self(stdin.try_clone_to_owned()?));
        }
        Ok(Self(File::options().read(true).write(true).open("/dev/tty")?.into()))
    }

    /// The settings of the line, to be kept and put back.
    pub fn settings(&self) -> io::Result<Termios> {
        Ok(rustix::termios::tcgetattr(&self.0)?)
    }

    /// Puts settings of the line into force. What was typed and not yet read stays.
    pub fn set(&self, settings: &Termios) -> io::Result<()> {
        Ok(rustix::termios::tcsetattr(&self.0, OptionalActions::Now, settings)?)
    }

    /// Whether our process group is the one the terminal listens to. A change of its settings from the background
    /// would stop us (SIGTTOU), and is not ours to make: the shell has the terminal.
    pub fn is_foreground(&self) -> bool {
        rustix::termios::tcgetpgrp(&self.0).is_ok_and(|group| group == rustix::process::getpgrp())
    }

    /// Reads what is there. 0 bytes: the terminal is gone. `None`: nothing after all.
    pub fn read(&self, buffer: &mut [u8]) -> io::Result<Option<usize>> {
        match rustix::io::read(&self.0, buffer) {
            Ok(count) => Ok(Some(count)),
            Err(Errno::INTR | Errno::AGAIN) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Waits until there is something to read. False: the time is over.
    pub fn wait(&self, limit: Duration) -> io::Result<bool> {
        let mut fds = [PollFd::new(&self.0, PollFlags::IN)];
        match poll(&mut fds, Some(&timespec(limit))) {
            Ok(count) => Ok(count > 0),
            Err(Errno::INTR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// A second handle on the same terminal, for a thread.
    pub fn try_clone(&self) -> io::Result<Self> {
        Ok(Self(self.0.try_clone()?))
    }
}

/// For tests, anything that can be read.
#[cfg(test)]
impl From<OwnedFd> for Tty {
    fn from(fd: OwnedFd) -> Self {
        Self(fd)
    }
}

impl AsFd for Tty {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

/// Columns and rows. A terminal that does not know (a serial line says 0 by 0) is taken for the usual 80 by 24.
pub(super) fn size(fd: impl AsFd) -> io::Result<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(fd)?;
    Ok(if size.ws_col == 0 || size.ws_row == 0 { (80, 24) } else { (size.ws_col, size.ws_row) })
}

/// Columns and rows of a cell in pixels, where the terminal says how large its window is.
pub(super) fn cell() -> Option<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    let cell = (size.ws_xpixel.checked_div(size.ws_col)?, size.ws_ypixel.checked_div(size.ws_row)?);
    // Some say one pixel for each cell.
    Some(cell).filter(|(width, height)| *width > 2 && *height > 4)
}

/// The settings of a line that passes every byte on at once and makes nothing of any.
pub(super) fn raw(settings: &Termios) -> Termios {
    let mut raw = settings.clone();
    raw.make_raw();
    raw.special_codes[SpecialCodeIndex::VMIN] = 1;
    raw.special_codes[SpecialCodeIndex::VTIME] = 0;
    raw
}

/// Writes all of `bytes` to standard output, past the buffer of `std::io::stdout`, so that nothing of a frame stays
/// behind to come out on the normal screen later.
pub(super) fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    let stdout = rustix::stdio::stdout();
    while !bytes.is_empty() {
        match rustix::io::write(stdout, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(Errno::INTR) => {}
            // Another program on the same terminal left it non-blocking: wait as a blocking write would.
            Err(Errno::AGAIN) => {
                let _ = poll(&mut [PollFd::from_borrowed_fd(stdout, PollFlags::OUT)], None);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// A duration for `poll`.
pub(super) fn timespec(duration: Duration) -> Timespec {
    Timespec { tv_sec: duration.as_secs().cast_signed(), tv_nsec: duration.subsec_nanos().into() }
}
