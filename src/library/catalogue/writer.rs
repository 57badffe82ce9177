//! *Writing* a catalogue: a thread that puts behind the files of the cache what was imported. A record is written after
//! the texts that it names, and what was not written whole is not believed: a kill at any moment costs what was on its
//! way.

use std::fs::File;
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{SystemTime, UNIX_EPOCH};

use super::frames;
use super::place::{BODIES, CATALOGUE, CatalogueFolder, FOLDS, writable};
use super::record::{
    ArticleRecord, BATCH, CatalogueHeader, FileRecord, HEADER, OutputRecord, Piece, RecordBatch, RootedPath, ScanTree,
    TREE, TextPlace, TextRecord,
};
use super::texts::Texts;
use crate::error::{Error, panic_message};
use crate::model::{EntryId, Failure, Part, SafeText};
use crate::source::Stamp;

/// A batch is written when its folded texts have so many bytes, or it has so many articles: a piece is read whole, on
/// one core, and fits into what is near to it.
const FOLDED: usize = 1 << 20;
const ARTICLES: usize = 512;
/// So many imported files are handed over together, or fewer that have so many bytes of text: to wake the thread costs
/// as much as to write a file.
const LOAD: usize = 32;
const LOAD_BYTES: usize = 1 << 19;
/// So many loads may wait to be written.
const WAITING: usize = 2;

/// A file that was imported, to be kept.
pub(crate) struct ImportedFile {
    pub path: RootedPath,
    /// What it was before it was read; none if that cannot be relied on.
    pub stamp: Option<Stamp>,
    pub outputs: Vec<ImportedOutput>,
    /// Its place in the scan.
    pub place: u64,
    /// Whether it is the beginning of its file, and whether more of it follows.
    pub begins: bool,
    pub more: bool,
}

/// One article of it, or why there is none.
pub(crate) struct ImportedOutput {
    pub part: Vec<Part>,
    pub answer: Result<ImportedArticle, Failure>,
    /// Whose texts these are, for who wants to know where they are kept.
    pub entry: Option<EntryId>,
}

impl ImportedOutput {
    /// The bytes of its texts.
    fn bytes(&self) -> usize {
        let text = self.answer.as_ref().ok().and_then(|article| article.text.as_ref());
        text.map_or(0, |(fold, body)| fold.len() + body.len())
    }
}

/// An article on its way into the catalogue.
pub(crate) struct ImportedArticle {
    pub meta: Vec<u8>,
    pub length: usize,
    pub weight: usize,
    /// Its fold and its bytes; none where it is too long to be kept.
    pub text: Option<(String, Vec<u8>)>,
}

/// What a writer says.
pub(crate) enum WriterEvent {
    /// These articles are kept from now on, in these texts.
    Kept(Arc<Texts>, Vec<(EntryId, TextPlace)>),
    /// Nothing is written any more.
    Failed(Error),
}

enum WriterOrder {
    Files(Vec<ImportedFile>),
    /// The scan is over. Besides what was imported it found files whose records hold: the place of each, and the number
    /// of its record.
    Finish {
        known: Vec<(u64, u32)>,
        folders: Vec<(RootedPath, Stamp)>,
        has_gaps: bool,
    },
}

/// The thread that writes.
pub(crate) struct CatalogueWriter {
    outgoing: Mutex<Outgoing>,
    thread: Option<JoinHandle<()>>,
}

/// What is on its way to the thread.
struct Outgoing {
    /// None when nothing more comes.
    orders: Option<SyncSender<WriterOrder>>,
    load: Vec<ImportedFile>,
    /// The bytes of text in the load.
    bytes: usize,
}

impl Outgoing {
    /// A writer that writes nothing more has said so.
    fn send(&self, order: WriterOrder) {
        if let Some(orders) = &self.orders {
            let _ = orders.send(order);
        }
    }

    fn send_load(&mut self) {
        self.bytes = 0;
        if !self.load.is_empty() {
            let load = std::mem::replace(&mut self.load, Vec::with_capacity(LOAD));
            self.send(WriterOrder::Files(load));
        }
    }
}

/// What is on the disk when writing begins.
pub(super) struct Beginning {
    pub folder: CatalogueFolder,
    pub header: CatalogueHeader,
    /// How long the catalogue's file was, how much of it is believed, and how many files it has; none where it is to be
    /// made anew.
    pub known: Option<(u64, u64, u32)>,
}

impl CatalogueWriter {
    /// Starts writing. What the writer says goes to `hear`, from its thread.
    pub(super) fn start(beginning: Beginning, hear: impl Fn(WriterEvent) + Send + 'static) -> Self {
        let (orders, receiver) = sync_channel(WAITING);
        let run = move || {
            let folder = SafeText::line(&beginning.folder.path().to_string_lossy());
            let failed = |source| hear(WriterEvent::Failed(Error::Write { path: folder.clone(), source }));
            let write = || write(&beginning, &receiver, &hear);
            match std::panic::catch_unwind(std::panic::AssertUnwindSafe(write)) {
                Ok(Ok(())) => {}
                Ok(Err(error)) => failed(error),
                Err(panic) => failed(io::Error::other(panic_message(panic.as_ref()).to_string())),
            }
        };
        let thread = std::thread::Builder::new().name("kanbao catalogue".to_owned()).spawn(run).ok();
        let outgoing = Mutex::new(Outgoing { orders: Some(orders), load: Vec::new(), bytes: 0 });
        Self { outgoing, thread }
    }

    fn outgoing(&self) -> MutexGuard<'_, Outgoing> {
        self.outgoing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a file. Waits while much is to be written.
    pub(crate) fn put(&self, file: ImportedFile) {
        // Who waits holds the lock: the parts of a file stay in their order.
        let mut outgoing = self.outgoing();
        outgoing.bytes += file.outputs.iter().map(ImportedOutput::bytes).sum::<usize>();
        outgoing.load.push(file);
        if outgoing.load.len() >= LOAD || outgoing.bytes >= LOAD_BYTES {
            outgoing.send_load();
        }
    }

    /// Says that the scan is over, which files it found that are what their records say, and which folders it walked.
    /// `has_gaps` says that it has to be made again the next time all the same.
    pub(crate) fn finish(&self, known: Vec<(u64, u32)>, folders: Vec<(RootedPath, Stamp)>, has_gaps: bool) {
        let mut outgoing = self.outgoing();
        outgoing.send_load();
        outgoing.send(WriterOrder::Finish { known, folders, has_gaps });
    }
}

impl Drop for CatalogueWriter {
    /// Waits until everything is written.
    fn drop(&mut self) {
        let mut outgoing = self.outgoing();
        outgoing.send_load();
        outgoing.orders = None;
        drop(outgoing);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn write(beginning: &Beginning, orders: &Receiver<WriterOrder>, hear: &impl Fn(WriterEvent)) -> io::Result<()> {
    let mut writing: Option<HeldFiles> = None;
    let mut order: Vec<(u64, u32)> = Vec::new();
    let first = beginning.known.map_or(0, |(_, _, files)| files);
    while let Ok(received) = orders.recv() {
        match received {
            WriterOrder::Files(files) => {
                let writing = match &mut writing {
                    Some(writing) => writing,
                    none => {
                        // Another program writes, or has written: it keeps what it does, and this one does not.
                        let Some(begun) = HeldFiles::begin(beginning)? else {
                            drain(orders);
                            return Ok(());
                        };
                        none.insert(begun)
                    }
                };
                for file in files {
                    if !file.more {
                        order.push((file.place, first + writing.files));
                        writing.files += 1;
                    }
                    writing.add(file);
                    if writing.is_due() {
                        writing.flush(hear)?;
                    }
                }
            }
            WriterOrder::Finish { known, folders, has_gaps } => {
                let begun = match writing.take() {
                    Some(begun) => Some(begun),
                    None => HeldFiles::begin(beginning)?,
                };
                let Some(mut begun) = begun else {
                    drain(orders);
                    return Ok(());
                };
                begun.flush(hear)?;
                let mut places = std::mem::take(&mut order);
                places.extend(known);
                places.sort_unstable();
                let tree =
                    ScanTree { order: places.into_iter().map(|(_, number)| number).collect(), folders, has_gaps };
                begun.append(TREE, &borsh::to_vec(&tree)?)?;
                writing = Some(begun);
            }
        }
    }
    match writing {
        Some(mut writing) => writing.flush(hear),
        None => Ok(()),
    }
}

/// Takes what is still sent, for nothing.
fn drain(orders: &Receiver<WriterOrder>) {
    while orders.recv().is_ok() {}
}

/// The files of a catalogue, held by this program alone.
struct HeldFiles {
    catalogue: FileTail,
    folds: FileTail,
    bodies: FileTail,
    /// How many files were added.
    files: u32,
    batch: Vec<FileRecord>,
    articles: usize,
    folded: Vec<u8>,
    metas: Vec<u8>,
    texts: Vec<u8>,
    /// Whose texts are in the batch.
    entries: Vec<(EntryId, TextRecord)>,
    kept: Arc<Texts>,
    _lock: File,
}

/// A file and its end.
struct FileTail {
    file: File,
    at: u64,
}

impl FileTail {
    fn append(&mut self, bytes: &[u8]) -> io::Result<u64> {
        let start = self.at;
        self.file.write_all_at(bytes, start)?;
        self.at += bytes.len() as u64;
        Ok(start)
    }
}

impl HeldFiles {
    /// Takes hold of the files; none where another program does, or has changed them since they were loaded.
    fn begin(beginning: &Beginning) -> io::Result<Option<Self>> {
        let Beginning { folder, header, known } = beginning;
        let Some(lock) = folder.lock()? else { return Ok(None) };
        let mut header = header.clone();
        let catalogue = match *known {
            Some((length, believed, _)) => {
                let file = writable(&folder.file(CATALOGUE))?;
                if file.metadata()?.len() != length {
                    return Ok(None);
                }
                file.set_len(believed)?;
                FileTail { file, at: believed }
            }
            None => {
                let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_nanos() as u64);
                header.texts = now ^ u64::from(std::process::id()) << 48;
                Self::make(folder, &header)?
            }
        };
        let end = |kind: &str| -> io::Result<FileTail> {
            let file = writable(&folder.texts(kind, header.texts))?;
            let at = file.metadata()?.len();
            Ok(FileTail { file, at })
        };
        let (folds, bodies) = (end(FOLDS)?, end(BODIES)?);
        Ok(Some(Self {
            catalogue,
            folds,
            bodies,
            files: 0,
            batch: Vec::new(),
            articles: 0,
            folded: Vec::with_capacity(FOLDED + FOLDED / 8),
            metas: Vec::new(),
            texts: Vec::with_capacity(FOLDED + FOLDED / 2),
            entries: Vec::new(),
            kept: Arc::new(Texts::new(folder.clone(), header.texts)),
            _lock: lock,
        }))
    }

    /// Makes a catalogue anew, in place of what is there.
    fn make(folder: &CatalogueFolder, header: &CatalogueHeader) -> io::Result<FileTail> {
        for old in std::fs::read_dir(folder.path())?.filter_map(Result::ok) {
            let name = old.file_name();
            if [FOLDS, BODIES].iter().any(|kind| name.to_string_lossy().starts_with(&format!("{kind}-"))) {
                // A program that reads it has it open.
                let _ = std::fs::remove_file(old.path());
            }
        }
        let mut bytes = Vec::new();
        frames::push(&mut bytes, HEADER, &borsh::to_vec(header)?);
        let new = folder.file(&format!("{CATALOGUE}.new"));
        let _ = std::fs::remove_file(&new);
        let mut file = writable(&new)?;
        file.write_all(&bytes)?;
        std::fs::rename(&new, folder.file(CATALOGUE))?;
        Ok(FileTail { file, at: bytes.len() as u64 })
    }

    fn add(&mut self, file: ImportedFile) {
        let ImportedFile { path, stamp, outputs, begins, more, .. } = file;
        let mut records = Vec::with_capacity(outputs.len());
        for ImportedOutput { part, answer, entry } in outputs {
            let answer = answer.map(|article| {
                let ImportedArticle { meta, length, weight, text } = article;
                let text = text.map(|(fold, body)| self.keep(&fold, &body));
                let start = self.metas.len() as u32;
                self.metas.extend_from_slice(&meta);
                let meta = (start, self.metas.len() as u32);
                self.articles += 1;
                self.entries.extend(entry.zip(text));
                ArticleRecord { meta, length: length as u64, weight: weight as u64, text }
            });
            records.push(OutputRecord { part, answer });
        }
        self.batch.push(FileRecord { path, stamp, outputs: records, begins, more });
    }

    /// Puts texts into the batch. A piece is no longer than what a record can name.
    fn keep(&mut self, fold: &str, body: &[u8]) -> TextRecord {
        let start = self.bodies.at + self.texts.len() as u64;
        let body_piece = Piece { start, length: body.len() as u32, checksum: crc32fast::hash(body) };
        self.texts.extend_from_slice(body);
        let from = self.folded.len() as u32;
        self.folded.extend_from_slice(fold.as_bytes());
        TextRecord { fold: (from, self.folded.len() as u32), body: body_piece }
    }

    fn is_due(&self) -> bool {
        self.folded.len() >= FOLDED || self.articles >= ARTICLES || self.batch.len() >= ARTICLES
    }

    /// Writes the batch.
    fn flush(&mut self, hear: &impl Fn(WriterEvent)) -> io::Result<()> {
        if self.batch.is_empty() {
            return Ok(());
        }
        self.bodies.append(&self.texts)?;
        let (length, checksum) = (self.folded.len() as u32, crc32fast::hash(&self.folded));
        let folds = Piece { start: self.folds.append(&self.folded)?, length, checksum };
        let batch =
            RecordBatch { folds, metas: std::mem::take(&mut self.metas), files: std::mem::take(&mut self.batch) };
        self.append(BATCH, &borsh::to_vec(&batch)?)?;
        // The next batch is about as long: to ask for the memory anew would cost as much as to write.
        (self.metas, self.batch) = (batch.metas, batch.files);
        self.metas.clear();
        self.batch.clear();
        self.articles = 0;
        for texts in [&mut self.folded, &mut self.texts] {
            texts.clear();
            texts.shrink_to(3 * FOLDED);
        }
        let entries = std::mem::take(&mut self.entries);
        if !entries.is_empty() {
            let kept = entries.into_iter().map(|(id, text)| (id, TextPlace::new(folds, text))).collect();
            hear(WriterEvent::Kept(Arc::clone(&self.kept), kept));
        }
        Ok(())
    }

    fn append(&mut self, kind: u8, bytes: &[u8]) -> io::Result<()> {
        let mut frame = Vec::with_capacity(bytes.len() + 16);
        frames::push(&mut frame, kind, bytes);
        self.catalogue.append(&frame).map(drop)
    }
}
