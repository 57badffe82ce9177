//! The *records* of the catalogue, as they stand in its file: what each file of the archive gave when it was imported.

use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::model::{Failure, Origin, Part};
use crate::source::Stamp;

/// The kinds of frames in the file of the catalogue. The first is the header, then come batches and trees.
pub(super) const HEADER: u8 = 1;
pub(super) const BATCH: u8 = 2;
pub(super) const TREE: u8 = 3;

/// The form of the files of the cache. It is another one whenever a record changes its form.
const FORM: u32 = 1;

/// What a catalogue is of. One of anything else is not believed.
#[derive(Clone, Debug, PartialEq, Eq, BorshDeserialize, BorshSerialize)]
pub(super) struct CatalogueHeader {
    form: u32,
    /// The program that made the articles: what it makes of a file may be something else in another version.
    program: String,
    /// What else it depends on: the user's own rules, limits, the encoding that was asked for.
    options: u64,
    /// Where the paths that were opened really are.
    pub roots: Vec<Vec<u8>>,
    /// The number in the names of the files of texts that belong to it.
    pub texts: u64,
}

impl CatalogueHeader {
    /// The header of a catalogue that this program makes now.
    pub fn new(roots: Vec<Vec<u8>>, options: u64, texts: u64) -> Self {
        Self { form: FORM, program: env!("KANBAO_PROGRAM").to_owned(), options, roots, texts }
    }

    /// Whether what another catalogue says holds for this one.
    pub fn is_of(&self, other: &Self) -> bool {
        Self { texts: other.texts, ..self.clone() } == *other
    }
}

/// Files that were imported one after the other, whose folded texts stand in one piece.
#[derive(Debug, BorshDeserialize, BorshSerialize)]
pub(super) struct RecordBatch {
    /// The folded texts of all articles in it, in the file of folded texts.
    pub folds: Piece,
    /// Their metas, one after the other: of most articles nobody asks for it, and one piece of memory costs less than many.
    pub metas: Vec<u8>,
    pub files: Vec<FileRecord>,
}

/// A piece of a file of texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshDeserialize, BorshSerialize)]
pub(super) struct Piece {
    pub start: u64,
    pub length: u32,
    pub checksum: u32,
}

/// What a file gave.
#[derive(Debug, BorshDeserialize, BorshSerialize)]
pub(super) struct FileRecord {
    pub path: RootedPath,
    /// What it was when it was read; none where that cannot be relied on.
    pub stamp: Option<Stamp>,
    pub outputs: Vec<OutputRecord>,
    /// Whether it is the first of its file, and whether the next one goes on with the same file.
    pub begins: bool,
    pub more: bool,
}

/// A path below one of the paths that were opened, so that the archive may be named in another way the next time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, BorshDeserialize, BorshSerialize)]
pub(crate) struct RootedPath {
    pub root: u16,
    pub below: Vec<u8>,
}

/// One article of a file, or why there is none.
#[derive(Debug, BorshDeserialize, BorshSerialize)]
pub(super) struct OutputRecord {
    /// The way to it inside of the file, from the outside in.
    pub part: Vec<Part>,
    pub answer: Result<ArticleRecord, Failure>,
}

/// What is known of an article without its body.
#[derive(Debug, BorshDeserialize, BorshSerialize)]
pub(super) struct ArticleRecord {
    /// Where its meta starts and ends among those of the batch.
    pub meta: (u32, u32),
    pub length: u64,
    pub weight: u64,
    /// Where its texts are; none of an article that is too long to be kept.
    pub text: Option<TextRecord>,
}

/// Where the texts of an article are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshDeserialize, BorshSerialize)]
pub(super) struct TextRecord {
    /// Its fold, in the piece of its batch.
    pub fold: (u32, u32),
    /// The article itself, in the file of bodies.
    pub body: Piece,
}

/// Where the texts of an article are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextPlace {
    /// The piece that its fold is in, and the bytes of it there.
    pub(super) piece: Piece,
    pub(super) fold: (u32, u32),
    pub(super) body: Piece,
}

impl TextPlace {
    pub(super) fn new(piece: Piece, TextRecord { fold, body }: TextRecord) -> Self {
        Self { piece, fold, body }
    }

    /// What is the same for all whose folds are in one piece.
    pub(crate) fn piece(&self) -> u64 {
        self.piece.start
    }

    /// The fold, in the text of its piece.
    pub(crate) fn fold_in<'p>(&self, piece: &'p [u8]) -> Option<&'p [u8]> {
        piece.get(self.fold.0 as usize..self.fold.1 as usize)
    }
}

/// What a whole scan found: written when it is over. Without it the records are known file by file only.
#[derive(Debug, Default, PartialEq, Eq, BorshDeserialize, BorshSerialize)]
pub(crate) struct ScanTree {
    /// The numbers of the records of files, in the order of the scan; a number counts whole records, from 0.
    pub order: Vec<u32>,
    /// The folders that were walked: as long as they are what they were, no file has come or gone.
    pub folders: Vec<(RootedPath, Stamp)>,
    /// Whether the scan has to be made again the next time: something could not be looked into.
    pub has_gaps: bool,
}

/// The way to a part inside of its file, from the outside in.
pub(super) fn parts(origin: &Origin) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut origin = origin;
    while let Origin::Part { whole, part } = origin {
        parts.push(part.clone());
        origin = whole;
    }
    parts.reverse();
    parts
}

/// The part at the end of a way. What it is in is shared with the part before, if that is in the same.
pub(super) fn part_of(file: &Arc<Origin>, way: Vec<Part>, before: Option<&Arc<Origin>>) -> Arc<Origin> {
    let Some((last, around)) = way.split_last() else { return Arc::clone(file) };
    if let Some(Origin::Part { whole, .. }) = before.map(|before| &**before)
        && parts(whole) == around
    {
        return Arc::new(Origin::Part { whole: Arc::clone(whole), part: last.clone() });
    }
    way.into_iter().fold(Arc::clone(file), |whole, part| Arc::new(Origin::Part { whole, part }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_a_part_leads_back_to_it() {
        let file = Arc::new(Origin::File("a.zip".into()));
        let member = |name: &str| Part::Member(name.into());
        let mut before: Option<Arc<Origin>> = None;
        for way in [
            vec![],
            vec![member("b.html")],
            vec![member("c.zip"), member("d.xml"), Part::Item(1)],
            vec![member("c.zip"), member("d.xml"), Part::Item(2)],
            vec![Part::Item(2)],
        ] {
            let origin = part_of(&file, way.clone(), before.as_ref());
            assert_eq!(parts(&origin), way);
            before = Some(origin);
        }
    }

    #[test]
    fn a_catalogue_of_other_rules_or_folders_is_not_believed() {
        let own = |roots: &[&str], options, texts| {
            CatalogueHeader::new(roots.iter().map(|root| root.as_bytes().to_vec()).collect(), options, texts)
        };
        let header = own(&["/a", "/b"], 1, 2);
        assert!(header.is_of(&own(&["/a", "/b"], 1, 9)));
        assert!(!header.is_of(&own(&["/b", "/a"], 1, 2)) && !header.is_of(&own(&["/a", "/b"], 0, 2)));
        assert!(!header.is_of(&CatalogueHeader { program: "another".to_owned(), ..header.clone() }));
    }
}
