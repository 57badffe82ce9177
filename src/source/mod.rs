//! The *source*: where the bytes of articles come from.
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *scan* | walking the given paths to the files that may be articles | [`scan`] |
//! | *file* | the bytes of a file, where there is an end to them | `file` |
//! | *bytes* | the bytes of a file, read from any place of it | `bytes` |
//! | *address* | a file, the path inside of it, the number of an item | `address` |
//! | *container* | a file that holds files: a zip, a tar, a book | `containers` |
//! | *sample* | an article inside the binary | `samples` |

pub(crate) mod address;
pub(crate) mod bytes;
pub(crate) mod containers;
pub(crate) mod file;
pub(crate) mod samples;
pub mod scan;

pub use samples::samples;
