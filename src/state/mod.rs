//! The *state*: what the reader did, kept between runs: searches and keywords, and for each archive how its list is arranged.
//!
//! A SQLite database in the state directory, because it has to stand two programs at once and a kill at any moment.
//! Each change is a transaction of its own; the last one wins. The archive itself is never written to.

mod archive;
mod store;
mod writer;

pub use archive::archive_id;
pub use store::{StateStore, path};
pub use writer::{StateEvent, StateWriter};
