//! The *library*: what is open. It owns the articles and their folds; everything else asks it by entry.

mod event;
mod facade;
pub(crate) mod importer;
mod loader;
mod search_service;

pub use event::LibraryEvent;
pub use facade::Library;
pub use importer::{Found, Importer, entry, failed_entry, parse, read};
pub use loader::Origins;

pub use crate::extract::{Decoded, decode, language_of, rule_name};
pub use crate::source::{samples, scan};
