//! The *commands*: what kanbao does without a screen. One file each; options in, text on stdout.
//!
//! Commands write no escape sequence at all: their output goes into pipes and files.

mod fold;

use std::io::{self, BufWriter, Write};

use crate::error::Error;
use crate::model::SafeText;

pub use fold::fold;

/// How a command ended, where it did not fail altogether.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything asked for was done.
    Done,
    /// Something could not be done, and stderr says what; the rest was.
    Incomplete,
    /// `search`: nothing was found.
    NotFound,
}

/// Standard output, buffered. A reader that went away (a closed pipe) ends the command quietly.
pub(crate) struct Output {
    out: BufWriter<io::Stdout>,
    closed: bool,
}

impl Output {
    pub fn new() -> Self {
        Self { out: BufWriter::with_capacity(64 * 1024, io::stdout()), closed: false }
    }

    /// Whether nobody reads any more, so that work can stop.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let result = self.out.write_all(bytes);
        self.noticing(result)
    }

    pub fn line(&mut self, text: &str) -> Result<(), Error> {
        self.bytes(text.as_bytes())?;
        self.bytes(b"\n")
    }

    pub fn finish(&mut self) -> Result<(), Error> {
        let result = self.out.flush();
        self.noticing(result)
    }

    fn noticing(&mut self, result: io::Result<()>) -> Result<(), Error> {
        match result {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            Err(source) => Err(Error::Write { path: SafeText::line("stdout"), source }),
        }
    }
}

/// One line on stderr.
pub(crate) fn complain(error: &Error) {
    // Nothing is left to be done when stderr is closed too.
    let _ = writeln!(io::stderr(), "kanbao: {error}");
}
