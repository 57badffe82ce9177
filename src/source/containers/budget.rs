//! The *budget*: how much of a container has been unpacked, and what makes it too much.
//!
//! A bomb is small packed and huge unpacked: in one file of zeros, in many that share their bytes, or in containers
//! in containers. So there is one budget for the outermost container and everything in it, and every byte that is
//! unpacked, at whatever depth, is counted here before it is kept.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};

use crate::model::Limits;

/// A file in a container may unpack to this, whatever its packed size: a log of one line repeated is no bomb.
const SMALL: u64 = 16 << 20;
/// The same of all that is in a container.
const SMALL_IN_ALL: u64 = 256 << 20;

/// What is wrong with a file that ends too early.
pub(super) const CUT_SHORT: &str = "it is cut short";

/// What may still be unpacked.
pub(super) struct Budget<'l> {
    pub limits: &'l Limits,
    /// The length of the outermost container, in bytes.
    packed: u64,
    unpacked: Cell<u64>,
    members: Cell<usize>,
    /// The limit of the one file that was reached.
    one: RefCell<Option<String>>,
    /// A limit of the whole was reached: nothing more is unpacked.
    spent: Cell<bool>,
    /// Which, until it has been said.
    all: RefCell<Option<String>>,
}

/// Why something was not unpacked to its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum UnpackError {
    /// A limit of the one file was reached; which, for a person.
    Limit(String),
    /// A limit of the whole was reached: [`Budget::reached`] says which.
    Spent,
    /// The packed data is damaged; how, for a person.
    Damage(String),
}

impl<'l> Budget<'l> {
    /// The budget of a container of so many bytes.
    pub fn new(limits: &'l Limits, packed: u64) -> Self {
        Self {
            limits,
            packed,
            unpacked: Cell::new(0),
            members: Cell::new(0),
            one: RefCell::default(),
            spent: Cell::new(false),
            all: RefCell::default(),
        }
    }

    /// Whether a limit of the whole was reached.
    pub fn is_spent(&self) -> bool {
        self.spent.get()
    }

    /// Counts a file that is in it; false when it is one too many.
    pub fn member(&self) -> bool {
        self.members.set(self.members.get() + 1);
        let limit = self.limits.members;
        if self.members.get() > limit {
            self.spend_all(format!("more than {limit} files in it (limits.members): the rest is not read"));
        }
        !self.is_spent()
    }

    /// What is unpacked of one file, counted; `packed` is the size of its packed form in bytes.
    pub fn meter<R: Read>(&self, from: R, packed: u64) -> Meter<'_, 'l, R> {
        Meter { budget: self, from, packed, unpacked: 0 }
    }

    /// What is unpacked of many files packed as one, counted: only the limits of the whole hold.
    pub fn meter_all<R: Read>(&self, from: R) -> Meter<'_, 'l, R> {
        self.meter(from, u64::MAX)
    }

    /// Reads one file to its end, to its limit or to its damage; what was read stays.
    pub fn read(&self, from: impl Read) -> (Vec<u8>, Option<UnpackError>) {
        let mut bytes = Vec::new();
        let limit = self.limits.member;
        let end = from.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        let trouble = match end {
            Err(error) => Some(self.error(&error)),
            Ok(_) if bytes.len() as u64 > limit => {
                Some(UnpackError::Limit(format!("more than {limit} bytes unpacked (limits.member)")))
            }
            Ok(_) => None,
        };
        (bytes, trouble)
    }

    /// What an error of unpacking was: a limit of ours, or a damage.
    pub fn error(&self, error: &io::Error) -> UnpackError {
        match self.one.take() {
            _ if self.is_spent() => UnpackError::Spent,
            Some(limit) => UnpackError::Limit(limit),
            None if error.kind() == io::ErrorKind::UnexpectedEof => UnpackError::Damage(CUT_SHORT.to_owned()),
            None => UnpackError::Damage(error.to_string()),
        }
    }

    /// What limit of the whole was reached, if one was and it has not been said.
    pub fn reached(&self) -> Option<String> {
        self.all.take()
    }

    fn spend_all(&self, message: String) {
        if !self.spent.replace(true) {
            self.all.replace(Some(message));
        }
    }

    /// Counts `more` bytes of a file of which `unpacked` are unpacked now and that was `packed` bytes long.
    fn spend(&self, more: u64, unpacked: u64, packed: u64) -> io::Result<()> {
        let Limits { unpacked: most, ratio, .. } = *self.limits;
        let is_bomb = |small: u64, unpacked: u64, packed: u64| unpacked > small && unpacked / ratio.max(1) > packed;
        let in_all = self.unpacked.get() + more;
        self.unpacked.set(in_all);
        if in_all > most {
            self.spend_all(format!("more than {most} bytes unpacked in all (limits.unpacked): the rest is not read"));
        } else if is_bomb(SMALL_IN_ALL, in_all, self.packed) {
            self.spend_all(format!("unpacks to more than {ratio} times its size (limits.ratio): the rest is not read"));
        } else if is_bomb(SMALL, unpacked, packed) {
            let message = format!("unpacks to more than {ratio} times its size (limits.ratio)");
            self.one.replace(Some(message));
        } else if !self.is_spent() {
            return Ok(());
        }
        Err(over())
    }
}

fn over() -> io::Error {
    io::Error::other("over the limits")
}

/// A reader whose bytes are counted.
pub(super) struct Meter<'b, 'l, R> {
    budget: &'b Budget<'l>,
    from: R,
    packed: u64,
    unpacked: u64,
}

impl<R: Read> Read for Meter<'_, '_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.unpacked += read as u64;
        self.budget.spend(read as u64, self.unpacked, self.packed)?;
        Ok(read)
    }
}
