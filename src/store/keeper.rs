//! The *keeper*: a thread that has the store, so that nobody waits for a disk.

use std::path::PathBuf;
use std::sync::mpsc::{self, Sender};
use std::thread::JoinHandle;

use super::Store;
use crate::error::Error;
use crate::model::{Change, Memory};

/// What the keeper has to tell.
#[derive(Debug)]
pub enum Event {
    /// What is remembered; the first thing it says.
    Memory(Memory),
    /// Something cannot be kept. It goes on trying with the next change.
    Failed(Error),
}

/// The keeper. Dropping it waits until everything it was given is kept.
pub struct Keeper {
    changes: Option<Sender<Change>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Opens the store in the background. Every event goes to `deliver`.
    ///
    /// # Errors
    /// When there can be no thread.
    pub fn start(path: PathBuf, deliver: impl Fn(Event) + Send + 'static) -> std::io::Result<Self> {
        let (changes, received) = mpsc::channel::<Change>();
        let work = move || {
            let mut store = match Store::open(&path) {
                Ok(store) => store,
                Err(error) => return deliver(Event::Failed(error)),
            };
            deliver(store.memory().map_or_else(Event::Failed, Event::Memory));
            for change in received {
                if let Err(error) = store.keep(&change) {
                    deliver(Event::Failed(error));
                }
            }
        };
        let thread = std::thread::Builder::new().name(String::from("kanbao store")).spawn(work)?;
        Ok(Self { changes: Some(changes), thread: Some(thread) })
    }

    /// Gives it a change to keep.
    pub fn keep(&self, change: Change) {
        // A keeper that could not open its store has said so.
        if let Some(changes) = &self.changes {
            let _ = changes.send(change);
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.changes = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SafeText;

    #[test]
    fn what_it_was_given_is_kept_when_it_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.sqlite");
        let (sender, events) = mpsc::channel();
        let keeper = Keeper::start(path.clone(), move |event| sender.send(event).unwrap()).unwrap();
        for n in 0..50 {
            keeper.keep(Change::Searched(SafeText::line(&n.to_string())));
        }
        drop(keeper);
        assert!(matches!(events.recv().unwrap(), Event::Memory(memory) if memory.searches.is_empty()));
        assert!(events.recv().is_err(), "nothing failed");
        assert_eq!(Store::open(&path).unwrap().memory().unwrap().searches.len(), 50);
    }

    #[test]
    fn a_store_that_cannot_be_opened_is_said_and_harms_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, events) = mpsc::channel();
        // A folder stands where the file would be.
        let keeper = Keeper::start(folder.path().to_owned(), move |event| sender.send(event).unwrap()).unwrap();
        assert!(matches!(events.recv().unwrap(), Event::Failed(_)));
        keeper.keep(Change::Searched(SafeText::line("x")));
    }
}
