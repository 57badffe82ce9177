//! The *service* of the reader: looks words up on a thread of its own, which is started, and the dictionaries opened, when
//! a word is looked up for the first time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::Lexicon;
use crate::error::panic_message;
use crate::model::{Definitions, DictionaryFault, DictionaryWrong, RequestId, SafeText};

/// What came of a request.
#[derive(Debug)]
pub struct LexiconAnswer {
    /// The number of the request.
    pub request: RequestId,
    /// What was found.
    pub definitions: Definitions,
}

/// Looks words up without being waited for.
pub struct LexiconService {
    files: Vec<PathBuf>,
    deliver: Option<Box<dyn Fn(LexiconAnswer) + Send>>,
    orders: Option<Sender<(RequestId, String)>>,
}

impl LexiconService {
    /// A service that asks the dictionaries in files and folders, and gives its answers to `deliver`. Nothing is opened
    /// yet.
    pub fn new(files: Vec<PathBuf>, deliver: impl Fn(LexiconAnswer) + Send + 'static) -> Self {
        Self { files, deliver: Some(Box::new(deliver)), orders: None }
    }

    /// Looks a text up; the answer comes later. Of several that wait only the last one is of use.
    pub fn look_up(&mut self, request: RequestId, text: String) {
        if let Some(deliver) = self.deliver.take() {
            let (orders, received) = mpsc::channel();
            let files = std::mem::take(&mut self.files);
            let started = thread::Builder::new().name(String::from("kanbao lexicon"));
            // Without a thread nothing answers, and the panel goes on saying that it is looked up.
            self.orders = started.spawn(move || work(&files, &received, &deliver)).is_ok().then_some(orders);
        }
        if let Some(orders) = &self.orders {
            // The thread ends only after this.
            let _ = orders.send((request, text));
        }
    }
}

fn work(files: &[PathBuf], orders: &Receiver<(RequestId, String)>, deliver: &dyn Fn(LexiconAnswer)) {
    let mut lexicon = None;
    while let Ok(mut order) = orders.recv() {
        while let Ok(later) = orders.try_recv() {
            order = later;
        }
        let (request, text) = order;
        let look = || lexicon.get_or_insert_with(|| Lexicon::open(files)).look_up(&text);
        let definitions = catch_unwind(AssertUnwindSafe(look)).unwrap_or_else(|panic| {
            let why = DictionaryWrong::Died(panic_message(panic.as_ref()));
            let fault = DictionaryFault { file: SafeText::line(&text), why };
            Definitions { faults: vec![fault], ..Definitions::default() }
        });
        deliver(LexiconAnswer { request, definitions });
    }
}
