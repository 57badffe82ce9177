//! The *library*: what is open. It owns the articles and their folds; everything else asks it by entry.

mod event;
mod facade;
mod loader;
mod search_service;

pub use event::LibraryEvent;
pub use facade::Library;
pub use loader::Origins;
