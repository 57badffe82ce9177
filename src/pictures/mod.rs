//! *Pictures*: from the bytes of a file to what a terminal draws of it.

mod limits;

pub use limits::PictureLimits;
