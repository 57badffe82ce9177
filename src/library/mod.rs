//! The *library*: what is open, and the only owner of it. Everything else asks it by entry.
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *library* | the one place that requests go into and events come out of | `facade`, `event` |
//! | *article store* | the articles and folds that are in memory, under a budget of bytes | `store`, `weight` |
//! | *holdings* | where every entry is from, and the store; imports again what was dropped | `holdings` |
//! | *import queue* | the threads that import and open | `import_queue`, `import_state`, `origins`, `outbox` |
//! | *excerpt* | the two ends of a long article, before all of it is here | `excerpts` |
//! | *intake* | where what is imported goes | `intake`, `files` |
//! | *look* | what there is on the disk, at the start and whenever it changes | `look`, `watch` |
//! | *importer* | from an origin to its articles | `importer` |
//! | *files of pictures* | the bytes of the pictures of articles, from the archive only | `picture_files` |
//! | *standing requests* | the search and the count that each article is asked | `standing`, `counts` |
//! | *search service* | the thread that asks the articles that are here | `search_service` |
//! | *find*, *key terms* | the threads that answer for one article | `find`, `key_terms` |
//! | *catalogue* | what is kept of all this between runs | `catalogue` |
//! | *worker* | a thread of the library, which never dies in silence | `worker` |

mod archive;
mod archive_article;
mod catalogue;
mod counts;
mod event;
mod excerpts;
mod facade;
mod files;
mod find;
mod holdings;
mod import_queue;
mod import_state;
pub(crate) mod importer;
mod intake;
mod keeper;
mod key_terms;
mod look;
mod members;
mod one_or_many;
mod origins;
mod outbox;
mod picture_files;
pub mod scan;
mod search_service;
mod standing;
mod store;
mod watch;
mod weight;
mod worker;

#[cfg(test)]
mod tests;

pub use archive::Archive;
pub use archive_article::ArchiveArticle;
pub use catalogue::{cache_folder, shelf};
pub use event::LibraryEvent;
pub use facade::Library;
pub use importer::{ArticleSink, Imported, Importer, entry, failed_entry, read};
pub use origins::Origins;
pub use picture_files::PictureFiles;

pub use crate::extract::{Decoded, decode, language_of, parse, rule_name};
pub use crate::source::samples;
