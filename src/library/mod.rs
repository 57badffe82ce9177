//! The *library*: what is open. It owns the articles and their folds; everything else asks it by entry.

mod event;
mod facade;
pub(crate) mod importer;
mod loader;
pub mod scan;
mod search_service;

pub use event::LibraryEvent;
pub use facade::Library;
pub use importer::{ArticleSink, Imported, Importer, entry, failed_entry, read};
pub use loader::Origins;

pub use crate::extract::{Decoded, decode, language_of, parse, rule_name};
pub use crate::source::samples;
