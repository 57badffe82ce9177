//! The *library*: what is open. It owns the articles and their folds; everything else asks it by entry.

pub(crate) mod importer;
pub mod loader;
pub mod scan;
mod search_service;

pub use importer::{ArticleSink, Imported, Importer, entry, failed_entry, read};
pub use search_service::{Reply, SearchService};

pub use crate::extract::{Decoded, decode, language_of, parse, rule_name};
pub use crate::source::samples;
