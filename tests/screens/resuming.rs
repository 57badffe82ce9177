//! A run after another: the archive opens as it was left.

use std::time::Duration;

use kanbao::app::{Message, Pane};
use kanbao::model::{ArchiveId, ArchiveRoots, EntryId, KeptPlace, SafeText, Trace, TraceRows};
use kanbao::state::StateStore;
use tempfile::TempDir;

use crate::articles::post;
use crate::kit::Stage;
use crate::reader::long_article;

/// Runs in the same home, one after the other.
struct Runs {
    state: TempDir,
    files: Vec<(String, String)>,
}

/// When what earlier runs remember comes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Comes {
    First,
    BetweenTheFiles,
    Last,
    AfterAll,
}

impl Runs {
    fn new() -> Self {
        let long =
            |at: usize| (1..=60).map(|n| format!("<p>{at}之{n}，河上的风比城里凉一些。</p>")).collect::<String>();
        let post =
            |at: usize| post(&format!("第{at}篇"), &format!("2022-01-{:02} 08:00:00", 20 - at), "某报", &long(at));
        let files = (1..=5).map(|at| (format!("{at}.md"), post(at))).collect();
        Self { state: TempDir::new().expect("a folder"), files }
    }

    fn store(&self) -> StateStore {
        StateStore::open(&self.state.path().join("state.sqlite"), Duration::from_secs(5)).expect("a store")
    }

    fn run(&self) -> Stage {
        self.started(Comes::First, false, |_| {})
    }

    fn started(&self, comes: Comes, fresh: bool, before: impl Fn(&mut Stage)) -> Stage {
        let mut stage = Stage::silent();
        before(&mut stage);
        let named = SafeText::line("/news");
        stage.app.await_memory(ArchiveRoots::Paths(vec![(named.clone(), named)]), fresh);
        let store = self.store();
        let remember = |stage: &mut Stage| {
            let memory = store.memory(&ArchiveId::default(), &[]).expect("a memory");
            stage.send(Message::Memory(Box::new(memory)));
            stage.settle();
            stage.send(Message::Traces(store.traces().expect("the traces")));
            stage.settle();
        };
        stage.answer();
        for (at, (name, text)) in self.files.iter().enumerate() {
            if (comes, at) == (Comes::First, 0) || (comes, at) == (Comes::BetweenTheFiles, 2) {
                remember(&mut stage);
            }
            stage.add(&format!("/news/{name}"), text);
            stage.settle();
        }
        if comes == Comes::Last {
            remember(&mut stage);
        }
        stage.send(Message::AllRead);
        stage.settle();
        if comes == Comes::AfterAll {
            remember(&mut stage);
        }
        stage
    }

    /// The run is over: what it did is kept.
    fn end(&self, stage: &Stage) {
        self.store().keep(&ArchiveId::default(), &stage.kept, Duration::from_secs(5)).expect("to be kept");
    }
}

fn shown(stage: &Stage) -> Option<EntryId> {
    stage.app.reader().shown().id()
}

#[test]
fn it_goes_on_where_it_ended() {
    let runs = Runs::new();
    let first = runs.run();
    assert_eq!((shown(&first), first.app.focus()), (Some(EntryId(0)), Pane::List), "there is nothing to go back to");
    runs.end(&first);
    let stage = runs.run().after("2jl7j");
    let (text, article) = (stage.text(), shown(&stage));
    runs.end(&stage);
    for comes in [Comes::First, Comes::BetweenTheFiles, Comes::Last, Comes::AfterAll] {
        let stage = runs.started(comes, false, |_| {});
        assert_eq!(
            (shown(&stage), stage.text(), stage.app.focus()),
            (article, text.clone(), Pane::Reader),
            "{comes:?}"
        );
        assert_eq!(stage.app.list().selected(), article);
        assert!(stage.kept.is_empty(), "nothing is new: {:?}", stage.kept);
        assert_eq!(stage.opened, [EntryId(2)], "and nothing else was opened on the way: {comes:?}");
    }
    // Fresh: from the first article and its top; the marks hold, and what comes from now on is kept.
    let stage = runs.started(Comes::First, true, |_| {});
    assert_eq!((shown(&stage), stage.app.focus()), (Some(EntryId(0)), Pane::List));
    assert!(stage.list()[7].contains('%'), "{:?}", stage.list());
    let mut stage = stage.after("jj");
    assert!(stage.text().iter().any(|row| row.contains("3之1，")), "at its top");
    stage.keys("k");
    runs.end(&stage);
    let stage = runs.run();
    assert_eq!((shown(&stage), stage.app.focus()), (Some(EntryId(1)), Pane::List), "as the fresh one was left");
    let stage = stage.after("j");
    assert_eq!(stage.text(), text, "each article has a place of its own");
}

#[test]
fn the_list_that_was_hidden_is_hidden() {
    let runs = Runs::new();
    runs.end(&runs.run().after("jz"));
    let stage = runs.run();
    assert!(stage.areas().list.is_empty() && stage.app.focus() == Pane::Reader);
    runs.end(&stage.after("h"));
    let stage = runs.run();
    assert!(!stage.areas().list.is_empty() && stage.app.focus() == Pane::List);
}

#[test]
fn who_does_something_before_is_left_where_he_is() {
    let runs = Runs::new();
    runs.end(&runs.run().after("2jl"));
    let mut stage = Stage::silent();
    stage.app.await_memory(ArchiveRoots::Paths(Vec::new()), false);
    stage.answer();
    for (name, text) in &runs.files {
        stage.add(&format!("/news/{name}"), text);
    }
    stage.settle();
    assert_eq!(shown(&stage), None, "it is not known yet where to begin");
    stage.keys("j");
    assert_eq!(shown(&stage), Some(EntryId(1)));
    let memory = runs.store().memory(&ArchiveId::default(), &[]).expect("a memory");
    stage.send(Message::Memory(Box::new(memory)));
    stage.settle();
    assert_eq!((shown(&stage), stage.app.focus()), (Some(EntryId(1)), Pane::List));
}

#[test]
fn an_article_that_is_gone_leaves_the_first() {
    let mut runs = Runs::new();
    runs.end(&runs.run().after("2jl5j"));
    runs.files.remove(2);
    for comes in [Comes::Last, Comes::AfterAll] {
        assert_eq!(shown(&runs.started(comes, false, |_| {})), Some(EntryId(0)), "{comes:?}");
    }
    let stage = runs.run();
    assert_eq!(shown(&stage), Some(EntryId(0)));
    assert!(stage.text()[0].contains("第1篇"), "{:?}", stage.text());
}

#[test]
fn one_article_alone_opens_at_its_place() {
    let mut runs = Runs::new();
    runs.files.truncate(1);
    let alone = |stage: &mut Stage| stage.app.start_in_reader(true);
    let stage = runs.started(Comes::First, false, alone).after("20j");
    let text = stage.text();
    runs.end(&stage);
    for comes in [Comes::First, Comes::Last] {
        let stage = runs.started(comes, false, alone);
        assert_eq!(stage.text(), text, "{comes:?}");
    }
    assert_ne!(runs.started(Comes::First, true, alone).text(), text);
    // Who has scrolled is not moved by what comes late.
    let mut stage = Stage::silent();
    alone(&mut stage);
    stage.app.await_memory(ArchiveRoots::Paths(Vec::new()), false);
    stage.answer();
    stage.add("/news/1.md", &runs.files[0].1);
    stage.send(Message::Memory(Box::default()));
    stage.settle();
    stage.keys("j");
    let moved = stage.text();
    stage.send(Message::Traces(runs.store().traces().expect("the traces")));
    stage.settle();
    assert_eq!(stage.text(), moved);
}

#[test]
fn settings_that_keys_changed_hold_until_the_configuration_says_another() {
    let runs = Runs::new();
    let stage = runs.run().after("l>=pR");
    let settings = stage.app.settings;
    runs.end(&stage);
    let stage = runs.run();
    assert_eq!(stage.app.settings, settings);
    // The configuration was changed since: of the measure it holds, of the rest what the keys said.
    let configured = |stage: &mut Stage| stage.app.settings.measure = 60;
    let stage = runs.started(Comes::First, false, configured);
    assert_eq!((stage.app.settings.measure, stage.app.settings.line_gap), (60, settings.line_gap));
}

/// Of a long article the two ends are shown before the whole is there: not where the place is between them.
#[test]
fn a_place_between_the_ends_waits_for_the_whole() {
    for (block, in_the_ends) in [(5, true), (200, false), (KeptPlace::TAIL, true)] {
        let (entry, excerpt, whole) = long_article();
        let meta = entry.meta();
        let key = ArchiveRoots::default().key(meta.content, &meta.path);
        let place = KeptPlace { block, byte: 0, percent: 50 };
        let trace = Trace { place: Some(place), ..Trace::default() };
        let rows = TraceRows { traces: [(key.content, trace)].into_iter().collect(), ..TraceRows::default() };
        let mut stage = Stage::silent().at(80, 24);
        stage.app.await_memory(ArchiveRoots::default(), false);
        stage.send(Message::Memory(Box::default()));
        stage.send(Message::Traces(rows));
        stage.send(Message::Entries(vec![(EntryId(0), entry)]));
        stage.settle();
        stage.keys("<Enter>");
        stage.send(excerpt);
        stage.settle();
        assert_eq!(stage.picture().contains("天还没有亮"), in_the_ends, "{block}: {}", stage.picture());
        stage.send(Message::Article(EntryId(0), Ok(whole)));
        stage.settle();
        let wanted = if block == KeptPlace::TAIL { 399 } else { block };
        assert!(stage.picture().contains(&format!("第{wanted}段")), "{block}: {}", stage.picture());
    }
}
