//! *Watching* the configuration: the system tells when its file is another one. Nothing is asked while nothing happens.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::source::Stamp;

/// A program that writes the file anew takes the old one away first: so long it is waited for.
const BETWEEN: Duration = Duration::from_millis(40);

/// A watch over a file, as long as it is held.
pub(super) struct ConfigWatch {
    path: Option<PathBuf>,
    /// What the file was when it was looked at last; none where there was none.
    stamp: Option<Stamp>,
    watcher: Option<RecommendedWatcher>,
    folders: Vec<PathBuf>,
}

impl ConfigWatch {
    /// Watches a file that may be there or not; calls `changed` when it may be another one, from a thread of its own.
    pub fn start(path: Option<PathBuf>, changed: impl Fn() + Send + 'static) -> Self {
        let names = path.as_deref().map(names).unwrap_or_default();
        let hear = move |event: notify::Result<notify::Event>| {
            // What is lost is looked for.
            let concerns = |event: &notify::Event| {
                is_change(event.kind)
                    && event
                        .paths
                        .iter()
                        .any(|path| path.file_name().is_some_and(|name| names.iter().any(|n| n == name)))
            };
            if event.as_ref().is_ok_and(|event| !concerns(event)) {
                return;
            }
            thread::sleep(BETWEEN);
            changed();
        };
        let watcher = path.as_ref().and_then(|_| notify::recommended_watcher(hear).ok());
        let mut watch = Self { path, stamp: None, watcher, folders: Vec::new() };
        watch.look_into_folders();
        watch.stamp = watch.path.as_deref().and_then(Stamp::of);
        watch
    }

    /// Whether the file is another one than when it was looked at last.
    pub fn has_changed(&mut self) -> bool {
        // Watched before it is looked at: nothing comes in between.
        self.look_into_folders();
        let now = self.path.as_deref().and_then(Stamp::of);
        std::mem::replace(&mut self.stamp, now) != now
    }

    /// Watches the folder of the file, and the one of what it is a link to; where there is none yet, the one in which it
    /// would be made.
    fn look_into_folders(&mut self) {
        let (Some(path), Some(watcher)) = (&self.path, &mut self.watcher) else { return };
        let real = path.canonicalize().ok();
        let own = path.ancestors().skip(1).find(|folder| folder.is_dir()).map(Path::to_owned);
        let wanted: Vec<PathBuf> =
            own.into_iter().chain(real.as_deref().and_then(Path::parent).map(Path::to_owned)).collect();
        if wanted == self.folders {
            return;
        }
        for folder in self.folders.drain(..) {
            let _ = watcher.unwatch(&folder);
        }
        // What cannot be watched is looked at when it is asked for.
        for folder in &wanted {
            let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
        }
        self.folders = wanted;
    }
}

/// The names under which the file, or a folder that leads to it, may come up.
fn names(path: &Path) -> Vec<OsString> {
    let real = path.canonicalize().ok();
    let own = path.iter().map(ToOwned::to_owned);
    own.chain(real.as_deref().and_then(Path::file_name).map(ToOwned::to_owned)).collect()
}

/// Whether the file may be another one by it. Where the system tells when it was written to its end, that is waited for.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)) => !cfg!(target_os = "linux"),
        _ => true,
    }
}
