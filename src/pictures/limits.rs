//! The *limits* of a picture: what is beyond is refused before it is read, or while it is.

use std::time::Duration;

/// How much of a picture is read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureLimits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Pixels.
    pub pixels: u64,
    /// Bytes of memory that decoding may take.
    pub memory: u64,
    /// How long decoding and drawing may take.
    pub time: Duration,
}

impl Default for PictureLimits {
    fn default() -> Self {
        Self { bytes: 32 << 20, pixels: 64_000_000, memory: 320 << 20, time: Duration::from_secs(10) }
    }
}
