//! The kit: a *stage* is the reader without a terminal and without files. Keys go in; a picture comes out.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use kanbao::app::{App, Command, Message, Target};
use kanbao::library::{self, Library, LibraryEvent};
use kanbao::model::{Article, Change, Entry, EntryId, Failure, Language, Meta, Origin, SafeText, Words};
use kanbao::search::{Keywords, StoredArticle};
use kanbao::text::{Ruler, Settings};
use kanbao::view::{self, Areas, Palette, Role};
use ratatui::Terminal;
use ratatui::backend::{Backend, TestBackend};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Size};
use ratatui::style::Color;
use unicode_segmentation::UnicodeSegmentation;

/// The reader, with articles of ours.
pub struct Stage {
    pub app: App,
    pub size: Size,
    pub palette: Palette,
    articles: Vec<Result<Arc<StoredArticle>, Failure>>,
    /// Whether articles that are asked for come.
    answering: bool,
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
            commands: Vec::new(),
            opened: Vec::new(),
            changed: false,
            now: Instant::now(),
            library,
            replies,
            counted: 0,
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

    fn push(&mut self, origin: Origin, article: Result<Article, Failure>) {
        let id = EntryId(self.articles.len());
        let origin = Arc::new(origin);
        let entry = match &article {
            Ok(article) => library::entry(origin, article),
            Err(failure) => {
                let title = origin.display();
                let meta = Meta { path: title.clone(), title, ..Meta::default() };
                Entry { origin, meta, length: 0, failure: Some(failure.clone()) }
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
            self.send(Message::Key(key));
            self.settle();
        }
    }

    /// Types as [`Stage::keys`] does, before a frame can pass.
    pub fn keys_at_once(&mut self, keys: &str) {
        for c in keys.chars() {
            self.send(Message::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
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

    /// What lies under a cell.
    pub fn target(&self, x: u16, y: u16) -> Target {
        view::hit_test(&self.app, &self.areas(), Position::new(x, y))
    }

    /// A click of the left button, long after the one before.
    pub fn click(&mut self, x: u16, y: u16) {
        self.now += Duration::from_secs(5);
        self.press(x, y);
        let target = self.target(x, y);
        self.send(Message::Release(target));
        self.settle();
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
        let target = self.target(to_x, to_y);
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
                Command::Redraw | Command::Suspend | Command::Quit => {
                    self.commands.push(command);
                    continue;
                }
                Command::Find { request, article, query } => {
                    self.library.find(request, article, &query);
                    Box::new(move |event| matches!(event, LibraryEvent::Found { request: of, .. } if *of == request))
                }
                Command::Search { request, query, budget } => {
                    self.library.search(request, &query, budget);
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
            let hits = self.app.results().and_then(|results| results.hits.as_ref());
            let searched = hits.is_none_or(|hits| hits.searched() >= readable);
            let counted = self.app.keywords().is_empty() || self.counted >= readable;
            if searched && counted {
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
            LibraryEvent::Hits { request, hits, searched } => self.send(Message::Hits { request, hits, searched }),
            LibraryEvent::Counts { request, counts, counted } => {
                self.counted = counted;
                self.send(Message::Counts { request, counts });
            }
            LibraryEvent::Terms { request, answer, .. } => {
                self.send(Message::Terms { request, terms: answer.expect("an article") });
            }
            LibraryEvent::Died { worker, why } => panic!("{worker}: {why}"),
            LibraryEvent::Entries(_)
            | LibraryEvent::Progress { .. }
            | LibraryEvent::Done
            | LibraryEvent::Opened { .. } => {}
        }
    }

    /// What the loop does before it draws.
    pub fn settle(&mut self) {
        let changed = self.changed;
        self.carry_out();
        let viewport = self.areas().viewport();
        self.app.settle(viewport);
        if self.carry_out() {
            self.settle();
        }
        self.changed = changed;
    }

    /// The screen, and where the cursor is if it is to be seen.
    pub fn draw(&self) -> (Buffer, Option<Position>) {
        let mut terminal = Terminal::new(TestBackend::new(self.size.width, self.size.height)).expect("a terminal");
        let areas = self.areas();
        // The frame's own buffer: what a backend keeps has already lost what lay under wide glyphs.
        let frame = terminal.draw(|frame| view::draw(&self.app, &areas, self.palette, frame)).expect("a frame");
        let buffer = frame.buffer.clone();
        sound(&buffer);
        let backend = terminal.backend_mut();
        let cursor = backend.cursor_visible().then(|| backend.get_cursor_position().expect("a position"));
        (buffer, cursor)
    }

    /// The screen as text, each row after a `|`.
    pub fn picture(&self) -> String {
        let (buffer, cursor) = self.draw();
        let mut lines: Vec<String> =
            (0..self.size.height).map(|y| format!("|{}", row(&buffer, y).trim_end())).collect();
        lines.extend(cursor.map(|at| format!("cursor {},{}", at.x, at.y)));
        lines.join("\n")
    }

    /// The status line.
    pub fn status(&self) -> String {
        row(&self.draw().0, self.size.height - 1).trim().to_owned()
    }

    /// The rows of the text, from the top, without their margins.
    pub fn text(&self) -> Vec<String> {
        let (buffer, _) = self.draw();
        let area = self.areas().text;
        (area.top()..area.bottom())
            .map(|y| cells(&buffer, area.left()..area.right() + 2, y).trim().to_owned())
            .collect()
    }

    /// The rows of the list pane.
    pub fn list(&self) -> Vec<String> {
        let (buffer, _) = self.draw();
        let area = self.areas().list;
        (area.top()..area.bottom())
            .map(|y| cells(&buffer, area.left()..area.right(), y).trim_end().to_owned())
            .collect()
    }

    /// The rows on which something is lit, with what is lit in brackets: `m[…]` a match, `M[…]` the current one, `0[…]`
    /// a keyword by its colour.
    pub fn lit(&self) -> Vec<String> {
        let (buffer, _) = self.draw();
        let mut lines = Vec::new();
        for y in 0..self.size.height {
            let mut line = String::new();
            let mut open = None;
            for (_, cell) in glyphs(&buffer, 0..self.size.width, y) {
                let light = self.light(cell);
                if light != open {
                    line.push_str(if open.is_some() { "]" } else { "" });
                    line.extend(light.map(|light| format!("{light}[")));
                    open = light;
                }
                line.push_str(cell.symbol());
            }
            if line.contains('[') {
                lines.push(line.trim().to_owned());
            }
        }
        lines
    }

    fn light(&self, cell: &Cell) -> Option<char> {
        let is = |role| {
            let style = self.palette.style(role);
            let colours = (style.fg.unwrap_or(Color::Reset), style.bg.unwrap_or(Color::Reset));
            (cell.fg, cell.bg) == colours && cell.modifier.contains(style.add_modifier)
        };
        if is(Role::CurrentMatch) {
            return Some('M');
        }
        if is(Role::Match) {
            return Some('m');
        }
        let slots = self.app.keywords().iter().map(|word| word.slot());
        slots.filter(|&slot| is(Role::Keyword(slot))).map(|slot| char::from(b'0' + slot.index() as u8)).next()
    }
}

fn named_key(name: &str) -> KeyEvent {
    if let Some(letter) = name.strip_prefix("C-") {
        return KeyEvent::new(KeyCode::Char(letter.chars().next().expect("a letter")), KeyModifiers::CONTROL);
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
        "BS" => KeyCode::Backspace,
        "lt" => KeyCode::Char('<'),
        _ => panic!("no key {name}"),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// The law of every buffer: a cell holds one cluster without controls (T06), no wide glyph leaves the screen (T03), and
/// nothing lies under one.
fn sound(buffer: &Buffer) {
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut end = 0;
        for x in buffer.area.left()..buffer.area.right() {
            let cell = &buffer[(x, y)];
            if x < end {
                assert_eq!(cell.symbol(), " ", "under the glyph that ends at {end},{y}");
                continue;
            }
            assert_eq!(cell.symbol().graphemes(true).count(), 1, "{x},{y}: {:?}", cell.symbol());
            assert!(!cell.symbol().contains(char::is_control), "{x},{y}: {:?}", cell.symbol());
            end = x + cell.cell_width();
            assert!(end <= buffer.area.right(), "{:?} leaves the screen at {x},{y}", cell.symbol());
        }
    }
}

/// The cells of a row that hold a glyph: not those that a wide one covers.
pub fn glyphs(buffer: &Buffer, columns: std::ops::Range<u16>, y: u16) -> Vec<(u16, &Cell)> {
    let mut found = Vec::new();
    let mut x = columns.start;
    while x < columns.end.min(buffer.area.right()) {
        let cell = &buffer[(x, y)];
        found.push((x, cell));
        x += cell.cell_width().max(1);
    }
    found
}

fn cells(buffer: &Buffer, columns: std::ops::Range<u16>, y: u16) -> String {
    // A no-break space is drawn as a space, and looks like one here too.
    glyphs(buffer, columns, y).iter().map(|(_, cell)| cell.symbol().replace('\u{A0}', " ")).collect()
}

fn row(buffer: &Buffer, y: u16) -> String {
    cells(buffer, 0..buffer.area.width, y)
}

/// A post of an export: date, source and a body of HTML.
pub fn post(title: &str, date: &str, source: &str, body: &str) -> String {
    format!("---\ntitle: '{title}'\nauthor: {source}\ndate: {date}\n---\n<div>{body}</div>\n")
}

/// An article with everything in it.
pub const EVERYTHING: &str = "\
---
title: '开会时间一天比一天晚！天津市委、市政府连夜部署“清零”行动'
author: 上观新闻
date: Fri, 14 Jan 2022 01:57:37 GMT
---
<div>
<p>天津市委、市政府13日晚11：30召开疫情防控视频会议，部署全员检测。“从现在起，一切为了清零！”会议强调，要科学、精准、高效地推进社会面“清零”，确保不漏一户、不漏一人。</p>
<h2>会议开到深夜</h2>
<p>连日来，会议的时间一天比一天晚：<b>10日</b>晚8：00，11日晚9：30，12日晚10：30——直到13日的深夜。市民说：“看到会议的时间，就知道他们<a href=\"http://a.example/\">没有睡</a>。”</p>
<blockquote><p>人民至上、生命至上；早一天清零，早一天安心。</p></blockquote>
<ul><li>第一，压实各方责任</li><li>第二，组织全员检测<ul><li>津南区、和平区</li></ul></li></ul>
<ol><li>上午检测</li><li>下午公布</li></ol>
<h2>各区的数字</h2>
<table><tr><th>区</th><th>新增</th></tr><tr><td>津南区</td><td>33例</td></tr><tr><td>河西区</td><td>5例</td></tr></table>
<img src=\"http://a.example/b.jpg\" alt=\"检测点前的队伍\">
<p>会议结束时，城市还在灯光里。记者离开的时候，看见路口的红灯变绿，一辆送菜的货车驶过。</p>
<pre><code>fn main() {
    println!(\"这一行代码很长很长，长到屏幕的右边都放不下它，所以要左右移动才能看完，不折行\");
}</code></pre>
<p>编辑部的GDP与gdp各写一次。</p>
</div>
";

/// Articles enough to scroll the list.
pub fn shelf() -> Vec<(String, String)> {
    let mut files = vec![("everything.md".to_owned(), EVERYTHING.to_owned())];
    for n in 1..=20 {
        let body: String = (1..=n % 4 + 1)
            .map(|p| format!("<p>第{n}篇的第{p}段：海河边的早晨，卖煎饼的人已经支起了摊子。</p>"))
            .collect();
        let title =
            if n % 5 == 0 { format!("第{n}篇 关于会议的报道") } else { format!("第{n}篇 天津早晨") };
        files.push((format!("{n:02}.md"), post(&title, &format!("2021-12-{:02} 08:00:00", 31 - n), "天津日报", &body)));
    }
    files
}

/// A stage with [`shelf`].
pub fn library() -> Stage {
    let files = shelf();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Stage::new(&files)
}
