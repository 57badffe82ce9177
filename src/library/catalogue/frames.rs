//! *Frames*: the pieces that a file of the cache is made of. Each has its length and a checksum, so that what a kill, a full
//! disk or a bad one left behind is known for what it is.

use std::io;

/// What comes before the bytes of a frame: its kind, its length, its checksum.
const HEAD: usize = 9;

/// Reads bytes of a file from a place on, all that there is room for.
pub(super) trait ReadAt: Fn(&mut [u8], u64) -> io::Result<()> + Sync {}

impl<R: Fn(&mut [u8], u64) -> io::Result<()> + Sync> ReadAt for R {}

/// A frame, as its head says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FrameHead {
    /// What it holds.
    pub kind: u8,
    /// Where its content starts in the file.
    start: u64,
    length: u32,
    checksum: u32,
}

/// Writes a frame behind others.
pub(super) fn push(out: &mut Vec<u8>, kind: u8, bytes: &[u8]) {
    out.push(kind);
    out.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(&checksum(kind, bytes).to_le_bytes());
    out.extend_from_slice(bytes);
}

fn checksum(kind: u8, bytes: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&[kind]);
    hasher.update(bytes);
    hasher.finalize()
}

/// The heads of the frames that a file of this length has whole, and how long these are together. What is behind them a
/// writer left that was stopped, or is writing. Whether a frame is what was written its content alone tells.
pub(super) fn heads(length: u64, read: &impl ReadAt) -> (Vec<FrameHead>, u64) {
    let mut frames: Vec<FrameHead> = Vec::new();
    let mut at = 0;
    loop {
        let start = at + HEAD as u64;
        let mut head = [0; HEAD];
        if start > length || read(&mut head, at).is_err() {
            return (frames, at);
        }
        let number = |from: usize| u32::from_le_bytes([head[from], head[from + 1], head[from + 2], head[from + 3]]);
        let frame = FrameHead { kind: head[0], start, length: number(1), checksum: number(5) };
        if frame.end() > length {
            return (frames, at);
        }
        at = frame.end();
        frames.push(frame);
    }
}

impl FrameHead {
    fn end(&self) -> u64 {
        self.start + u64::from(self.length)
    }

    /// Reads its content; none where it is not what was written.
    pub fn read(&self, read: &impl ReadAt) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.read_into(&mut bytes, read).then_some(bytes)
    }

    /// Reads its content in place of what is there; false where it is not what was written.
    pub fn read_into(&self, bytes: &mut Vec<u8>, read: &impl ReadAt) -> bool {
        bytes.resize(self.length as usize, 0);
        read(bytes, self.start).is_ok() && checksum(self.kind, bytes) == self.checksum
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The frames of a file that are what was written, up to the first that is not.
    fn whole(file: &[u8]) -> (Vec<(u8, Vec<u8>)>, bool) {
        let read = |bytes: &mut [u8], at: u64| {
            let from = file.get(at as usize..).and_then(|rest| rest.get(..bytes.len()));
            from.map(|from| bytes.copy_from_slice(from)).ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))
        };
        let (heads, length) = heads(file.len() as u64, &read);
        let frames: Vec<_> = heads.iter().map_while(|head| Some((head.kind, head.read(&read)?))).collect();
        let is_whole = length == file.len() as u64 && frames.len() == heads.len();
        (frames, is_whole)
    }

    proptest! {
        #[test]
        fn whatever_is_cut_off_or_changed_is_not_believed(
            pieces in prop::collection::vec((any::<u8>(), prop::collection::vec(any::<u8>(), 0..40)), 1..6),
            at in any::<prop::sample::Index>(),
            flip in 1u8..,
        ) {
            let mut file = Vec::new();
            let mut ends = vec![0];
            for (kind, bytes) in &pieces {
                push(&mut file, *kind, bytes);
                ends.push(file.len());
            }
            prop_assert_eq!(&whole(&file), &(pieces.clone(), true));
            let at = at.index(file.len());
            let before = ends.iter().filter(|&&end| end <= at).count() - 1;
            prop_assert_eq!(whole(&file[..at]), (pieces[..before].to_vec(), at == ends[before]));
            file[at] ^= flip;
            prop_assert_eq!(whole(&file), (pieces[..before].to_vec(), false));
        }
    }
}
