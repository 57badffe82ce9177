//! *Looking* at the archive: the thread that tells the import queue what there is. What the catalogue knows is listed
//! at once; then a look at the disk tells what of it has changed, and finds what is new. After that it waits, for
//! changes on the disk or for being asked, and looks again.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use super::catalogue::{Catalogue, KeptFile, KeptOutput, TextPlace};
use super::event::LibraryEvent;
use super::files::{FileStage, FileState, KnownState};
use super::holdings::Holdings;
use super::import_queue::ImportQueue;
use super::importer::failed_with;
use super::intake::Intake;
use super::keeper::Keeper;
use super::origins::Origins;
use super::search_service::SearchOrder;
use super::standing::StandingRequests;
use super::watch::Watch;
use super::worker::{Outlet, Worker};
use crate::error::Error;
use crate::model::{Entry, EntryId, Failure, Origin};
use crate::source::Stamp;

/// Where what is known of the archive is kept between runs, and for which options of importing.
#[derive(Clone, Debug)]
pub(super) struct Remembered {
    pub cache: PathBuf,
    pub options: u64,
}

/// What the thread is told.
pub(super) enum LookOrder {
    /// Something may have changed.
    Again,
    /// Something may have come while nothing was watched.
    Missed,
    /// Nothing is of interest any more.
    Stop,
}

/// The changes of so long a time are looked at together, and no longer are they waited for.
const QUIET: Duration = Duration::from_millis(150);
const LONGEST: Duration = Duration::from_millis(600);
/// So long a watch on what is read for the first time is not begun with.
const FIRST_SCREEN: Duration = Duration::from_millis(40);

/// So many entries are put in order and drawn in so long a time. To look at all their files takes a core, and waits.
const MANY: usize = 5000;
const FRAME: Duration = Duration::from_millis(100);

/// The thread's own.
pub(super) struct Look {
    pub queue: Arc<ImportQueue>,
    pub holdings: Arc<Holdings>,
    pub standing: Arc<StandingRequests>,
    pub outlet: Arc<Outlet>,
    pub search: Worker<SearchOrder>,
    pub origins: Origins,
    pub remembered: Option<Remembered>,
}

impl Look {
    /// Looks until nothing is of interest any more. `again` asks for another look.
    pub fn run(self, again: &Sender<LookOrder>, orders: &Receiver<LookOrder>) {
        // Before anything is found, and so before anything is imported.
        self.queue.intake().name(self.origins.named());
        let is_whole = self.know();
        let mut watch = None;
        if is_whole {
            if self.holdings.len() > MANY {
                std::thread::sleep(FRAME);
            }
            // What changes from now on is seen, before what has changed is looked for.
            watch = Some(self.watch(again));
        }
        self.look(Why::First, is_whole);
        self.queue.end_look();
        let watch = watch.unwrap_or_else(|| {
            // The first screen comes first.
            std::thread::sleep(FIRST_SCREEN);
            let watch = self.watch(again);
            // What came while there was no watch.
            let _ = again.send(LookOrder::Missed);
            watch
        });
        if let Some(why) = &watch.failure {
            self.outlet.send(LibraryEvent::Unwatched { why: why.clone() });
        }
        while let Ok(order) = orders.recv() {
            let Some(why) = wait_for_quiet(order, orders).filter(|_| !self.queue.is_stopped()) else { return };
            self.queue.begin_look();
            let begun = Instant::now();
            self.look(why, false);
            self.queue.end_look();
            // Where files change all the time no more than part of a core goes into looking.
            std::thread::sleep(begun.elapsed().min(LONGEST));
        }
    }

    fn watch(&self, again: &Sender<LookOrder>) -> Watch {
        let again = again.clone();
        Watch::start(&self.origins, move || _ = again.send(LookOrder::Again))
    }

    /// Lists what the catalogue knows, and keeps in it what is imported. Says whether a scan would find just the files
    /// that it knows.
    fn know(&self) -> bool {
        let (Some(Remembered { cache, options }), Origins::Paths(paths)) = (&self.remembered, &self.origins) else {
            return false;
        };
        let Some(mut catalogue) = Catalogue::open(cache, paths, *options) else { return false };
        if let Some(texts) = catalogue.texts() {
            self.holdings.set_texts(&texts);
        }
        let is_whole = catalogue.order().is_some();
        let mut files: Vec<Option<KeptFile>> = Vec::new();
        let order = match catalogue.tree() {
            Some(tree) => tree.order.clone(),
            // The last run did not come to its end: of each file what was written last.
            None => {
                let mut last: Vec<u32> = catalogue.by_path().into_values().collect();
                last.sort_unstable();
                last
            }
        };
        files.extend(catalogue.take_files().into_iter().map(Some));
        let known = order.iter().filter_map(|&number| Some((number, files.get_mut(number as usize)?.take()?)));
        let (known, entries) = self.listed(known, order.len());
        drop(files);
        if !known.is_empty() {
            self.queue.know(known, entries);
            if is_whole {
                // Whatever has changed is found afterwards, as it is at any time.
                self.outlet.send(LibraryEvent::Done);
            }
            if let Some(search) = self.standing.search() {
                // One that was begun before they came.
                let _ = self.search.send(SearchOrder::Search(search, self.standing.arrived()));
            }
            let _ = self.search.send(SearchOrder::Members);
            let _ = self.search.send(SearchOrder::Count);
        }
        let (holdings, outlet) = (Arc::clone(&self.holdings), Arc::clone(&self.outlet));
        let keeper = Keeper::new(&Arc::new(catalogue), move |event| Intake::hear(&holdings, &outlet, event));
        self.queue.intake().keep_in(keeper);
        is_whole
    }

    /// The entries of files that the catalogue knows, which are holdings from now on.
    fn listed(
        &self,
        known: impl Iterator<Item = (u32, KeptFile)>,
        count: usize,
    ) -> (Vec<FileState>, Vec<(EntryId, Entry)>) {
        let mut files: Vec<FileState> = Vec::with_capacity(count);
        let mut entries: Vec<(EntryId, Entry)> = Vec::with_capacity(count);
        let mut kept: Vec<(usize, Option<TextPlace>)> = Vec::with_capacity(count);
        let first = self.holdings.len();
        for (record, KeptFile { origin, stamp, outputs }) in known {
            let begun = entries.len();
            for KeptOutput { origin, answer } in outputs {
                let id = EntryId(first + entries.len());
                match answer {
                    Ok(article) => {
                        entries.push((id, article.entry(&origin)));
                        kept.push((article.weight, article.text));
                    }
                    Err(Failure::OtherFile { kind }) if !self.queue.intake().is_named(&origin) => {
                        self.queue.intake().found_other(&kind);
                    }
                    Err(failure) => {
                        entries.push((id, failed_with(origin, failure)));
                        kept.push((0, None));
                    }
                }
            }
            let own = entries[begun..].iter().map(|(id, _)| *id).collect();
            let (is_sure, record, stage) = (stamp.is_some(), Some(record), FileStage::Imported);
            files.push(FileState { origin, stamp, is_sure, entries: own, record, stage });
        }
        self.holdings.add_kept(entries.iter().zip(kept).map(|((_, entry), (weight, text))| (entry, weight, text)));
        (files, entries)
    }

    /// Looks at the disk. `is_whole` says that there are just the files that are known.
    fn look(&self, why: Why, is_whole: bool) {
        let is_first = why == Why::First;
        let files = self.queue.intake().files.all();
        // The catalogue has the order of one look. What a later one comes upon, while the import still goes on, has no
        // place in it.
        let keeper = self.queue.intake().keeper().filter(|_| is_first);
        // Of what was missed only the stamps tell: what was imported just now need not be imported again for it.
        let as_it_was = |file: &KnownState| match file.origin.file() {
            // It will be imported as it is then.
            _ if !file.is_imported => true,
            Some(path) => {
                let is_sure = file.is_sure || why == Why::Missed;
                is_sure && file.stamp.is_some() && file.stamp == Stamp::of(path)
            }
            // What is no file is read once.
            None => true,
        };
        let know = |place: u64, record: Option<u32>| {
            if let (Some(keeper), Some(record)) = (&keeper, record) {
                keeper.know(place, record);
            }
        };
        if is_whole {
            // One after the other: the screen is being made of them meanwhile.
            for (place, file) in (0..).zip(&files).take_while(|_| !self.queue.is_stopped()) {
                if as_it_was(file) { know(place, file.record) } else { self.queue.changed(file.at, Some(place)) }
            }
            return;
        }
        let by_origin: FxHashMap<&Origin, usize> =
            files.iter().enumerate().map(|(number, file)| (&*file.origin, number)).collect();
        let mut seen = vec![false; files.len()];
        let mut place = 0u64;
        let mut found = |found: Result<Origin, (Origin, Error)>| {
            let here = place;
            place += 1;
            let (origin, failure) = match found {
                Ok(origin) => (origin, None),
                Err((origin, error)) => (origin, Some(error.failure())),
            };
            if let Some((number, file)) = by_origin.get(&origin).and_then(|&number| Some((number, files.get(number)?)))
            {
                // What two scans say cannot be read is read no more for it.
                let is_unread = matches!(failure, Some(Failure::Unreadable(_))) && !is_first;
                if !std::mem::replace(&mut seen[number], true) && !is_unread {
                    match as_it_was(file) {
                        true => know(here, file.record),
                        false => self.queue.changed(file.at, keeper.is_some().then_some(here)),
                    }
                }
                return self.queue.flow();
            }
            match failure {
                None => self.queue.found(origin, here),
                Some(failure) => {
                    if let Some(keeper) = &keeper {
                        keeper.unread(&origin, here, &failure);
                    }
                    match failure {
                        Failure::OtherFile { kind } if is_first => self.queue.intake().found_other(&kind),
                        Failure::OtherFile { .. } => {}
                        failure => self.queue.found_failed(origin, &failure),
                    }
                }
            }
            self.queue.flow()
        };
        let mut walked = |folder: &std::path::Path| {
            if let Some(keeper) = &keeper {
                keeper.walked(folder);
            }
        };
        self.origins.scan(&mut found, &mut walked);
        if !self.queue.is_stopped() {
            let gone: Vec<_> = files.iter().zip(&seen).filter(|(_, seen)| !**seen).map(|(file, _)| file.at).collect();
            self.queue.intake().gone(&gone);
        }
    }
}

/// Why the disk is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    First,
    Missed,
    Changed,
}

/// Waits until nothing has changed for a while; none when nothing is of interest any more.
fn wait_for_quiet(first: LookOrder, orders: &Receiver<LookOrder>) -> Option<Why> {
    let deadline = Instant::now() + LONGEST;
    let (mut why, mut order) = (Why::Missed, first);
    loop {
        match order {
            LookOrder::Again => why = Why::Changed,
            LookOrder::Missed => {}
            LookOrder::Stop => return None,
        }
        let left = deadline.saturating_duration_since(Instant::now()).min(QUIET);
        order = match orders.recv_timeout(left) {
            Ok(order) => order,
            Err(RecvTimeoutError::Timeout) => return Some(why),
            Err(RecvTimeoutError::Disconnected) => return None,
        };
        if Instant::now() >= deadline {
            return (!matches!(order, LookOrder::Stop)).then_some(Why::Changed);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::ops::ControlFlow;

    use super::super::outbox::Outbox;
    use super::*;

    /// A look at a folder, with what it keeps in a cache, and no thread that imports anything.
    fn at(folder: &std::path::Path, cache: &std::path::Path) -> Look {
        let outlet = Arc::new(Outlet::new(|_| true));
        let holdings = Arc::new(Holdings::new(Box::new(|_, _| ControlFlow::Continue(())), 1 << 20));
        let standing = Arc::new(StandingRequests::new(&outlet));
        let outbox = Arc::new(Outbox::new(&outlet, &standing));
        Look {
            queue: ImportQueue::new(Intake::new(&holdings, &standing, &outbox, &outlet)),
            holdings,
            standing,
            search: Worker::new("search", &outlet, |_| {}),
            outlet,
            origins: Origins::Paths(vec![folder.to_owned()]),
            remembered: Some(Remembered { cache: cache.to_owned(), options: 1 }),
        }
    }

    #[test]
    fn what_is_come_upon_twice_is_kept_once() {
        let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for name in ["a.png", "b.pdf", "c/d.png"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let first = at(folder.path(), cache.path());
        assert!(!first.know());
        // The import of so many others would still go on.
        first.look(Why::First, false);
        first.look(Why::Missed, false);
        first.queue.intake().close_keeper();
        let next = at(folder.path(), cache.path());
        next.know();
        assert_eq!(next.queue.intake().files.all().len(), 3);
    }
}
