//! The *texts* of a catalogue: two files, one of the folded texts, which a search goes through from end to end, and one
//! of the articles themselves. They are read where the records say, and only that is believed which has the checksum
//! that the records have.

use std::fs::File;
use std::ops::Deref;
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::place::{BODIES, CatalogueFolder, FOLDS};
use super::record::{Piece, TextPlace};
use crate::extract;
use crate::model::{Article, Origin};

/// The texts, opened when the first is asked for.
#[derive(Debug)]
pub(crate) struct Texts {
    folder: CatalogueFolder,
    number: u64,
    folds: OnceLock<Option<File>>,
    bodies: OnceLock<Option<File>>,
    damaged: AtomicBool,
    /// Memory that pieces were in before: it is not asked for anew for each, nor cleared.
    spare: Arc<Mutex<Vec<Vec<u8>>>>,
}

/// The folded texts of a piece.
pub(crate) struct PieceText {
    spare: Arc<Mutex<Vec<Vec<u8>>>>,
    /// It may have been of a longer one before.
    memory: Vec<u8>,
    length: usize,
}

/// A piece of more bytes is one of few, and its memory is not held for the next.
const SPARE: usize = 4 << 20;

impl Deref for PieceText {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.memory[..self.length]
    }
}

impl Drop for PieceText {
    fn drop(&mut self) {
        let memory = std::mem::take(&mut self.memory);
        if memory.len() <= SPARE {
            self.spare.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
        }
    }
}

impl Texts {
    pub(super) fn new(folder: CatalogueFolder, number: u64) -> Self {
        let (folds, bodies) = (OnceLock::new(), OnceLock::new());
        Self { folder, number, folds, bodies, damaged: AtomicBool::new(false), spare: Arc::default() }
    }

    /// Whether something was read that is not what was written.
    pub(super) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// The folded texts of the piece that an article's fold is in; none where it is not what was written.
    pub(crate) fn piece(&self, place: TextPlace) -> Option<PieceText> {
        let spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let (memory, length) = (spare.unwrap_or_default(), place.piece.length as usize);
        let mut piece = PieceText { spare: Arc::clone(&self.spare), memory, length };
        self.read(&self.folds, FOLDS, place.piece, &mut piece.memory).then_some(piece)
    }

    /// An article, from the place that it has now; none where it is not what was written.
    pub(crate) fn article(&self, place: TextPlace, origin: &Origin) -> Option<Article> {
        let mut bytes = Vec::new();
        let is_read = self.read(&self.bodies, BODIES, place.body, &mut bytes);
        let article: Option<Article> = is_read.then(|| borsh::from_slice(&bytes).ok()).flatten();
        let Some(mut article) = article else {
            self.damaged.store(true, Ordering::Relaxed);
            return None;
        };
        article.meta.path = origin.display();
        extract::name_reasons(&mut article);
        Some(article)
    }

    /// Reads a piece to the beginning of `bytes`, which are as many then, or more. Says whether it is what was written.
    fn read(&self, file: &OnceLock<Option<File>>, kind: &str, piece: Piece, bytes: &mut Vec<u8>) -> bool {
        let file = file.get_or_init(|| File::open(self.folder.texts(kind, self.number)).ok());
        let length = piece.length as usize;
        if bytes.len() < length {
            bytes.resize(length, 0);
        }
        let own = &mut bytes[..length];
        let is_read = file.as_ref().is_some_and(|file| file.read_exact_at(own, piece.start).is_ok());
        let is_whole = is_read && crc32fast::hash(own) == piece.checksum;
        if !is_whole {
            self.damaged.store(true, Ordering::Relaxed);
        }
        is_whole
    }
}
