//! The *source*: where the bytes of articles come from.
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *scan* | walking the given paths to the files that may be articles | `scan` |
//! | *seen* | what a scan has come upon already, by whatever path | `seen` |
//! | *text of a path* | names on a disk as they are shown | `path_text` |
//! | *stamp* | what tells that a file has not changed | `stamp` |
//! | *file policy* | which files may be articles, by their names | `file_policy` |
//! | *file* | the bytes of a file, where there is an end to them | `file` |
//! | *byte source* | the bytes of a file, read from any place of it | `byte_source` |
//! | *companion* | a file that holds a text of a list beside it | `companions` |
//! | *address* | a file, the path inside of it, the number of an item | `address` |
//! | *selector* | what of a file is asked for | `selector` |
//! | *container* | a file that holds files: a zip, a tar, a book | `containers` |
//! | *interpreter* | what only a reader of text can answer, given by the caller | `interpreter` |
//! | *sample* | an article inside the binary | `samples` |
//!
//! Here is I/O and no parsing of articles: nothing knows an encoding or markup.

mod address;
mod byte_source;
mod companions;
mod containers;
mod file;
mod file_policy;
mod interpreter;
mod path_text;
mod samples;
mod scan;
mod seen;
mod selector;
mod stamp;

pub(crate) use address::Address;
pub(crate) use byte_source::{ByteSource, Bytes};
pub(crate) use companions::has_companions;
pub(crate) use containers::{Job, JobContent, PackedChapter, is_list, walk};
pub(crate) use file::{open, stdin};
pub(crate) use interpreter::Interpreter;
pub(crate) use path_text::PathTexts;
pub use samples::samples;
pub use scan::ScanSink;
pub(crate) use scan::{find, other_file, scan};
pub(crate) use stamp::{FolderStamps, Stamp};
