//! The *library*: what is open. It owns the articles and their folds; everything else asks it by entry.

pub mod loader;
mod search_service;

pub use search_service::{Reply, SearchService};
