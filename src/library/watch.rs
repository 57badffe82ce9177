//! *Watching* the archive: the system tells when something in it changes.

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::Path;

use super::origins::Origins;
use crate::model::SafeText;

/// A watch that stands as long as it is held.
pub(super) struct Watch {
    _watcher: Option<RecommendedWatcher>,
    /// Why not everything is watched.
    pub failure: Option<SafeText>,
}

impl Watch {
    /// Watches what was opened; calls `changed` when something in it may be another, from a thread of its own.
    pub fn start(origins: &Origins, changed: impl Fn() + Send + 'static) -> Self {
        let Origins::Paths(paths) = origins else { return Self { _watcher: None, failure: None } };
        let hear = move |event: notify::Result<notify::Event>| {
            // What is lost is looked for.
            if event.is_ok_and(|event| !is_change(event.kind)) {
                return;
            }
            changed();
        };
        let mut watcher = match notify::recommended_watcher(hear) {
            Ok(watcher) => watcher,
            Err(error) => return Self { _watcher: None, failure: Some(said(&error)) },
        };
        let mut failure = None;
        let there = paths.iter().filter(|path| path.as_os_str() != "-" && path.exists());
        for path in there {
            // Of one file its folder is watched: programs write a new file in its place.
            let (path, mode) = match path.is_dir() {
                true => (path.as_path(), RecursiveMode::Recursive),
                false => (
                    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")),
                    RecursiveMode::NonRecursive,
                ),
            };
            if let Err(error) = watcher.watch(path, mode) {
                failure.get_or_insert(said(&error));
            }
        }
        Self { _watcher: Some(watcher), failure }
    }
}

/// Whether anything may be another by it: to be opened and read changes nothing.
fn is_change(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

fn said(error: &notify::Error) -> SafeText {
    SafeText::line(&error.to_string())
}
