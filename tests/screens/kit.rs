//! The kit: a *stage* is the reader without a terminal and without files. Keys go in; a picture comes out.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use kanbao::app::{App, Command, Message, OpenedFrom, PictureNews, Target};
use kanbao::library::{self, Library, LibraryEvent};
use kanbao::model::{
    Article, Change, DrawnPicture, Entry, EntryId, Failure, Language, Meta, Origin, PackedMeta, PictureDevice,
    PictureFault, PictureView, PictureWay, SafeText, Words,
};
use kanbao::pictures::{self, PictureLimits};
use kanbao::search::{Keywords, StoredArticle};
use kanbao::text::{Ruler, Settings};
use kanbao::view::{self, Areas, Palette};
use ratatui::layout::{Position, Size};

/// The reader, with articles of ours.
pub struct Stage {
    pub app: App,
    pub size: Size,
    pub palette: Palette,
    articles: Vec<Result<Arc<StoredArticle>, Failure>>,
    /// Whether articles that are asked for come.
    answering: bool,
    /// The pictures there are, by their addresses, and how they are shown.
    pictures: HashMap<String, Vec<u8>>,
    device: PictureDevice,
    /// What was asked of outside, but for articles and searches.
    pub commands: Vec<Command>,
    /// The articles that were asked for.
    pub opened: Vec<EntryId>,
    /// Whether the last message may have changed the screen.
    pub changed: bool,
    /// When the next click is; the clock does not run by itself.
    now: Instant,
    library: Library,
    replies: Receiver<LibraryEvent>,
    /// In how many articles the keywords are counted.
    counted: usize,
    /// How many articles answered the saved searches that look into texts, where any is asked.
    members_asked: Option<usize>,
    /// What was to be remembered.
    pub kept: Vec<Change>,
}

impl Stage {
    /// A stage with these articles, each a file's name and its text; everything is read. Chinese, 100 by 30.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let mut stage = Self::silent();
        stage.answering = true;
        for (name, text) in files {
            stage.add(name, text);
        }
        stage.send(Message::AllRead);
        stage.settle();
        stage
    }

    /// The samples inside the binary, as a newcomer finds them.
    pub fn samples() -> Self {
        let mut stage = Self::silent();
        stage.answering = true;
        stage.app.start_in_reader(false);
        for origin in library::samples() {
            let article = library::read(&origin).expect("a sample");
            stage.push(origin, Ok(article));
        }
        stage.send(Message::AllRead);
        stage.settle();
        stage
    }

    /// A stage without any article, on which no article is ever answered and nothing has been read yet.
    pub fn silent() -> Self {
        let app = App::new(Words::of(Language::Chinese), Settings::default(), Keywords::default());
        let size = Size::new(100, 30);
        let palette = Palette::Sixteen;
        let (sender, replies) = channel();
        // What is put in fits: nothing is imported again.
        let library = Library::empty(|_, _| ControlFlow::Continue(()), move |event| sender.send(event).is_ok());
        Self {
            app,
            size,
            palette,
            articles: Vec::new(),
            answering: false,
            pictures: HashMap::new(),
            device: PictureDevice::default(),
            commands: Vec::new(),
            opened: Vec::new(),
            changed: false,
            now: Instant::now(),
            library,
            replies,
            counted: 0,
            members_asked: None,
            kept: Vec::new(),
        }
    }

    /// Articles come from now on, what was asked for before too.
    pub fn answer(&mut self) {
        self.answering = true;
        if let Some(id) = self.app.reader().shown().id() {
            self.open(id);
        }
        self.settle();
    }

    /// Another entry comes from the import.
    pub fn add(&mut self, name: &str, text: &str) {
        let origin = Origin::File(name.into());
        let article = library::parse(&origin, text.as_bytes()).map_err(|error| error.failure());
        self.push(origin, article);
    }

    /// Another article comes, as it is.
    pub fn add_article(&mut self, name: &str, article: Article) {
        self.push(Origin::File(name.into()), Ok(article));
    }

    fn push(&mut self, origin: Origin, article: Result<Article, Failure>) {
        let id = EntryId(self.articles.len());
        let origin = Arc::new(origin);
        let entry = match &article {
            Ok(article) => library::entry(origin, article),
            Err(failure) => {
                let title = origin.display();
                let packed = PackedMeta::new(&Meta { title, ..Meta::default() });
                Entry { origin, packed, length: 0, failure: Some(failure.clone()) }
            }
        };
        let article = article.map(Arc::new);
        let stored = article.clone().map(|article| Arc::new(StoredArticle::new(article)));
        let at_hand = article.as_ref().map(|article| Article::clone(article)).map_err(Clone::clone);
        self.library.add(Arc::clone(&entry.origin), at_hand);
        self.articles.push(stored);
        self.send(Message::Entries(vec![(id, entry)]));
    }

    /// With the articles of another stage, which come one by one.
    pub fn with_all_of(mut self, other: &mut Self) -> Self {
        for at in 0..other.articles.len() {
            let id = EntryId(at);
            let entry = other.app.list().entry(id).expect("an entry").clone();
            self.articles.push(other.articles[at].clone());
            self.send(Message::Entries(vec![(id, entry)]));
        }
        self.settle();
        self
    }

    /// In English.
    pub fn english(mut self) -> Self {
        self.app.words = Words::of(Language::English);
        self
    }

    /// In a terminal that draws ambiguous characters in two cells.
    pub fn wide(mut self) -> Self {
        self.app.settings.ruler = Ruler::wide();
        self
    }

    /// Of another size.
    pub fn at(mut self, columns: u16, rows: u16) -> Self {
        self.resize(columns, rows);
        self
    }

    /// After these keys.
    pub fn after(mut self, keys: &str) -> Self {
        self.keys(keys);
        self
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.size = Size::new(columns, rows);
        self.settle();
    }

    /// Types: characters as they are, others by the name the key table gives them, between < and >. A frame passes
    /// after each.
    pub fn keys(&mut self, keys: &str) {
        // Whoever types slowly has read what was said.
        self.keys_every(Duration::from_secs(20), keys);
    }

    /// Types as [`Stage::keys`] does, faster than anything is read.
    pub fn quickly(&mut self, keys: &str) {
        self.keys_every(Duration::from_millis(50), keys);
    }

    fn keys_every(&mut self, time: Duration, keys: &str) {
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let named =
                rest.strip_prefix('<').and_then(|rest| rest.split_once('>')).filter(|(name, _)| !name.is_empty());
            let key = match named {
                Some((name, after)) => {
                    rest = after;
                    named_key(name)
                }
                None => {
                    rest = &rest[c.len_utf8()..];
                    KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
                }
            };
            self.now += time;
            self.app.keep_notices(self.now, || String::from("12:34:56"));
            self.send(Message::Key(key));
            self.settle();
        }
    }

    /// Types as [`Stage::keys`] does, before a frame can pass.
    pub fn keys_at_once(&mut self, keys: &str) {
        for c in keys.chars() {
            let code = if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) };
            self.send(Message::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        }
        self.settle();
    }

    pub fn paste(&mut self, text: &str) {
        self.send(Message::Paste(SafeText::body(text)));
        self.settle();
    }

    /// Something happened.
    pub fn send(&mut self, message: Message) {
        self.changed = self.app.update(message);
    }

    /// So much time passes, in which the program is woken when it wants to be.
    pub fn wait(&mut self, time: Duration) {
        let end = self.now + time;
        while let Some(at) = self.app.wake_at().filter(|at| *at <= end) {
            self.now = self.now.max(at);
            self.send(Message::Tick(self.now));
            self.settle();
        }
        self.now = end;
        self.settle();
    }

    /// What lies under a cell.
    pub fn target(&self, x: u16, y: u16) -> Target {
        view::hit_test(&self.app, &self.areas(), Position::new(x, y))
    }

    /// A click of the left button, long after the one before.
    pub fn click(&mut self, x: u16, y: u16) {
        self.now += Duration::from_secs(5);
        self.press(x, y);
        self.let_go(x, y);
    }

    /// The left button goes down, soon after the time before.
    pub fn press(&mut self, x: u16, y: u16) {
        self.now += Duration::from_millis(100);
        let target = self.target(x, y);
        self.send(Message::Press { target, cell: (x, y), when: self.now });
        self.settle();
    }

    /// The button pressed on one cell and released on another.
    pub fn release(&mut self, x: u16, y: u16, to_x: u16, to_y: u16) {
        self.now += Duration::from_secs(5);
        self.press(x, y);
        self.let_go(to_x, to_y);
    }

    /// The mouse is moved over a cell with its button down.
    pub fn drag(&mut self, x: u16, y: u16) {
        let target = view::drag_test(&self.app, &self.areas(), Position::new(x, y));
        self.send(Message::Drag(target));
        self.settle();
    }

    /// The button is let go over a cell.
    pub fn let_go(&mut self, x: u16, y: u16) {
        let target = view::drag_test(&self.app, &self.areas(), Position::new(x, y));
        self.send(Message::Release(target));
        self.settle();
    }

    pub fn double_click(&mut self, x: u16, y: u16) {
        self.click(x, y);
        self.press(x, y);
    }

    /// The wheel over a cell, three rows a notch as the loop has it.
    pub fn wheel(&mut self, x: u16, y: u16, notches: isize) {
        let target = self.target(x, y);
        self.send(Message::Wheel(target, 3 * notches));
        self.settle();
    }

    fn open(&mut self, id: EntryId) {
        if self.answering {
            let answer = self.articles[id.0].clone();
            self.send(Message::Article(id, answer));
        }
    }

    pub fn areas(&self) -> Areas {
        view::areas(&self.app, self.size)
    }

    /// Pictures, by their addresses; a terminal of all colours.
    pub fn with_pictures(mut self, pictures: &[(&str, &[u8])]) -> Self {
        self.pictures = pictures.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        self.show_pictures(PictureWay::Cells { indexed: false });
        self
    }

    /// Pictures are shown otherwise from now on.
    pub fn show_pictures(&mut self, way: PictureWay) {
        let sideways = self.app.settings.ruler.ambiguous_wide;
        self.device = PictureDevice { way, sideways, cell: (10, 20), ..PictureDevice::default() };
        self.send(Message::Picture(PictureNews::Device(self.device)));
        self.settle();
    }

    fn draw_picture(&self, address: &str, view: PictureView) -> Result<Box<DrawnPicture>, PictureFault> {
        let bytes = self.pictures.get(address).ok_or(PictureFault::Missing)?;
        let decoded = pictures::decode(bytes, &PictureLimits::default())?;
        pictures::draw(&decoded, view, &self.device, 1).map(Box::new)
    }

    /// Carries out the commands, and waits for the answers; says whether there were any.
    fn carry_out(&mut self) -> bool {
        let readable = self.articles.iter().filter(|article| article.is_ok()).count();
        let commands = self.app.commands();
        let any = !commands.is_empty();
        for command in commands {
            let done: Box<dyn Fn(&LibraryEvent) -> bool> = match command {
                Command::WarmUp => continue,
                Command::Open(id) => {
                    self.opened.push(id);
                    self.open(id);
                    continue;
                }
                Command::StopSearch => {
                    self.library.stop_search();
                    continue;
                }
                Command::Save(change) => {
                    self.kept.push(change);
                    continue;
                }
                Command::Copy(_)
                | Command::Browse(_)
                | Command::Write { .. }
                | Command::Pipe { .. }
                | Command::Edit { .. }
                | Command::Statistics
                | Command::WriteNote { .. }
                | Command::ReloadConfig
                | Command::ReportMouse(_)
                | Command::OpenFile(_)
                | Command::LookUp { .. }
                | Command::Speak { .. }
                | Command::Hush
                | Command::LookAgain
                | Command::Redraw
                | Command::Suspend
                | Command::Quit => {
                    self.commands.push(command);
                    continue;
                }
                Command::Picture { request, address, view, .. } => {
                    if self.answering {
                        let answer = self.draw_picture(address.as_deref().unwrap_or_default(), view);
                        self.app.update(Message::Picture(PictureNews::Drawn { request, answer }));
                    }
                    continue;
                }
                Command::Measure { request, addresses, .. } => {
                    let size = |address: &Option<SafeText>| {
                        let bytes = self.pictures.get(address.as_deref()?)?;
                        pictures::size(bytes, &PictureLimits::default()).ok()
                    };
                    let sizes = addresses.iter().map(size).collect();
                    self.app.update(Message::Picture(PictureNews::Measured { request, sizes }));
                    continue;
                }
                Command::Find { request, article, query } => {
                    self.library.find(request, article, &query);
                    Box::new(move |event| matches!(event, LibraryEvent::Found { request: of, .. } if *of == request))
                }
                Command::Passages { request, article, query, traces, budget } => {
                    self.library.passages(request, article, &query, traces, budget);
                    Box::new(move |event| matches!(event, LibraryEvent::Passages { request: of, .. } if *of == request))
                }
                Command::Search { request, query, traces, budget } => {
                    self.library.search(request, &query, traces, budget);
                    Box::new(
                        move |event| matches!(event, LibraryEvent::Hits { request: of, searched, .. } if *of == request && *searched >= readable),
                    )
                }
                Command::Count { request, keywords } => {
                    self.library.count(request, &keywords);
                    Box::new(
                        move |event| matches!(event, LibraryEvent::Counts { request: of, counted, .. } if *of == request && *counted >= readable),
                    )
                }
                Command::Members { request, queries, traces } => {
                    let wanted = if queries.is_empty() { 0 } else { readable };
                    self.members_asked = (!queries.is_empty()).then_some(0);
                    self.library.members(request, queries, traces);
                    Box::new(
                        move |event| matches!(event, LibraryEvent::Members { request: of, asked, .. } if *of == request && *asked >= wanted),
                    )
                }
                Command::Terms { request, article } => {
                    self.library.terms(request, article);
                    Box::new(move |event| matches!(event, LibraryEvent::Terms { request: of, .. } if *of == request))
                }
            };
            loop {
                let event = self.replies.recv_timeout(Duration::from_secs(20)).expect("an answer");
                let last = done(&event);
                self.take(event);
                if last {
                    break;
                }
            }
        }
        any
    }

    /// Waits until every article that came has been searched and counted by what stands.
    pub fn catch_up(&mut self) {
        let readable = self.articles.iter().filter(|article| article.is_ok()).count();
        loop {
            let behind = match self.app.browse().map(|browse| &browse.opened_from) {
                Some(OpenedFrom::Results(results)) => Some(&**results),
                _ => None,
            };
            let hits = self.app.results().or(behind).and_then(|results| results.hits.as_ref());
            let searched = hits.is_none_or(|hits| hits.searched() >= readable);
            let counted = self.app.keywords().is_empty() || self.counted >= readable;
            let asked = self.members_asked.is_none_or(|asked| asked >= readable);
            if searched && counted && asked {
                return self.settle();
            }
            let event = self.replies.recv_timeout(Duration::from_secs(20)).expect("an answer");
            self.take(event);
        }
    }

    /// Tells the app what the library says; of entries the kit tells it itself.
    fn take(&mut self, event: LibraryEvent) {
        match event {
            LibraryEvent::Found { request, answer } => {
                self.send(Message::Found { request, found: answer.expect("an article") });
            }
            LibraryEvent::Passages { request, answer } => {
                self.send(Message::Passages { request, passages: answer.expect("an article") });
            }
            LibraryEvent::Hits { request, hits, searched } => self.send(Message::Hits { request, hits, searched }),
            LibraryEvent::Counts { request, counts, counted } => {
                self.counted = counted;
                self.send(Message::Counts { request, counts });
            }
            LibraryEvent::Members { request, members, asked } => {
                self.members_asked = self.members_asked.map(|_| asked);
                self.send(Message::Members { request, members });
            }
            LibraryEvent::Terms { request, answer, .. } => {
                self.send(Message::Terms { request, terms: answer.expect("an article") });
            }
            LibraryEvent::Died { worker, why } => panic!("{worker}: {why}"),
            LibraryEvent::Entries(_)
            | LibraryEvent::OtherFiles(_)
            | LibraryEvent::Progress { .. }
            | LibraryEvent::Gone(_)
            | LibraryEvent::Uncached { .. }
            | LibraryEvent::Unwatched { .. }
            | LibraryEvent::Done
            | LibraryEvent::Excerpt { .. }
            | LibraryEvent::Opened { .. } => {}
        }
    }

    /// What the loop does before it draws.
    pub fn settle(&mut self) {
        let changed = self.changed;
        self.carry_out();
        let viewport = self.areas().viewport();
        self.app.settle(viewport);
        self.app.keep_notices(self.now, || String::from("12:34:56"));
        if self.carry_out() {
            self.settle();
        }
        self.changed = changed;
    }
}

fn named_key(name: &str) -> KeyEvent {
    if let Some(letter) = name.strip_prefix("C-") {
        return KeyEvent::new(KeyCode::Char(letter.chars().next().expect("a letter")), KeyModifiers::CONTROL);
    }
    if let Some(name) = name.strip_prefix("M-") {
        let code = match name.chars().next().filter(|_| name.len() == 1) {
            Some(letter) => KeyCode::Char(letter),
            None => named_key(name).code,
        };
        return KeyEvent::new(code, KeyModifiers::ALT);
    }
    let code = match name {
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "S-Tab" => KeyCode::BackTab,
        "F5" => KeyCode::F(5),
        "F1" => KeyCode::F(1),
        "Space" => KeyCode::Char(' '),
        "BS" => KeyCode::Backspace,
        "lt" => KeyCode::Char('<'),
        _ => panic!("no key {name}"),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}
