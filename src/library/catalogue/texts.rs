//! The *texts* of a catalogue: two files, one of the folded texts, which a search goes through from end to end, and one
//! of the articles themselves. They are read where the records say, and only that is believed which has the checksum
//! that the records have.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

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
}

impl Texts {
    pub(super) fn new(folder: CatalogueFolder, number: u64) -> Self {
        Self { folder, number, folds: OnceLock::new(), bodies: OnceLock::new(), damaged: AtomicBool::new(false) }
    }

    /// Whether something was read that is not what was written.
    pub(super) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// The folded texts of the piece that an article's fold is in; none where it is not what was written.
    pub(crate) fn piece(&self, place: TextPlace) -> Option<Vec<u8>> {
        self.read(&self.folds, FOLDS, place.piece)
    }

    /// An article, from the place that it has now; none where it is not what was written.
    pub(crate) fn article(&self, place: TextPlace, origin: &Origin) -> Option<Article> {
        let bytes = self.read(&self.bodies, BODIES, place.body)?;
        let article: Option<Article> = borsh::from_slice(&bytes).ok();
        let Some(mut article) = article else {
            self.damaged.store(true, Ordering::Relaxed);
            return None;
        };
        article.meta.path = origin.display();
        extract::name_reasons(&mut article);
        Some(article)
    }

    fn read(&self, file: &OnceLock<Option<File>>, kind: &str, piece: Piece) -> Option<Vec<u8>> {
        let file = file.get_or_init(|| File::open(self.folder.texts(kind, self.number)).ok());
        let whole = |file: &File| -> io::Result<Vec<u8>> {
            let mut bytes = vec![0; piece.length as usize];
            file.read_exact_at(&mut bytes, piece.start)?;
            Ok(bytes)
        };
        let bytes = file.as_ref().and_then(|file| whole(file).ok());
        let bytes = bytes.filter(|bytes| crc32fast::hash(bytes) == piece.checksum);
        if bytes.is_none() {
            self.damaged.store(true, Ordering::Relaxed);
        }
        bytes
    }
}
