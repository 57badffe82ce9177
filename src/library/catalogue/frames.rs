//! *Frames*: the pieces that a file of the cache is made of. Each has its length and a checksum, so that what a kill, a full
//! disk or a bad one left behind is known for what it is.

/// What comes before the bytes of a frame: its kind, its length, its checksum.
const HEAD: usize = 9;

/// A frame that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame<'f> {
    /// What it holds.
    pub kind: u8,
    /// Its content.
    pub bytes: &'f [u8],
}

/// How a file of frames ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileEnd {
    /// With a whole frame.
    Whole,
    /// In the middle of a frame: a writer was stopped, or is writing.
    Torn,
    /// With a frame whose checksum is another.
    Damaged,
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

/// Takes the whole frames of a file: them, how long they are together, and what comes behind them.
pub(super) fn split(file: &[u8]) -> (Vec<Frame<'_>>, usize, FileEnd) {
    let mut frames = Vec::new();
    let mut at = 0;
    loop {
        let rest = &file[at..];
        if rest.is_empty() {
            return (frames, at, FileEnd::Whole);
        }
        let Some((head, behind)) = rest.split_at_checked(HEAD) else { return (frames, at, FileEnd::Torn) };
        let number = |from: usize| u32::from_le_bytes([head[from], head[from + 1], head[from + 2], head[from + 3]]);
        let (kind, length, sum) = (head[0], number(1) as usize, number(5));
        let Some(bytes) = behind.get(..length) else { return (frames, at, FileEnd::Torn) };
        if checksum(kind, bytes) != sum {
            return (frames, at, FileEnd::Damaged);
        }
        frames.push(Frame { kind, bytes });
        at += HEAD + length;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
            let (frames, length, end) = split(&file);
            prop_assert_eq!((frames.len(), length, end), (pieces.len(), file.len(), FileEnd::Whole));
            prop_assert!(frames.iter().zip(&pieces).all(|(frame, (kind, bytes))| frame.kind == *kind && frame.bytes == bytes));
            let at = at.index(file.len());
            let before = ends.iter().filter(|&&end| end <= at).count() - 1;
            let (frames, length, end) = split(&file[..at]);
            prop_assert_eq!((frames.len(), length), (before, ends[before]));
            prop_assert_eq!(end == FileEnd::Whole, at == ends[before]);
            file[at] ^= flip;
            let (frames, length, end) = split(&file);
            prop_assert_eq!((frames.len(), length), (before, ends[before]));
            prop_assert_ne!(end, FileEnd::Whole);
        }
    }
}
