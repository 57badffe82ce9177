//! T01 to T06: whatever is done, the terminal shows exactly the buffer. Frames are made as the loop makes them; a model
//! of a terminal reads the bytes.

use kanbao::term::{Frames, Probe};
use kanbao::view::{self, Palette, Scene};
use proptest::prelude::*;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Size;
use ratatui::style::Style;

use crate::articles::{EVERYTHING, post};
use crate::kit::Stage;
use crate::model::{Measures, Model};

/// Everything a terminal may stumble over.
const STUMBLES: &str = "<p>中文“引号”和‘单引号’——破折号……省略号·间隔号℃№①★→█，全角！</p>
<p>e\u{301}a\u{308}\u{301}ｶﾞﾊﾟ葛\u{E0100}한글ㅎ각 กำ नमस्ते עברית العربية \u{202e}abc\u{202c} \u{1b}[31m红\u{9b}1m</p>
<p>❤\u{FE0F}☎\u{FE0E}👨\u{200D}👩\u{200D}👧👍\u{1F3FD}🇨🇳🇯🇵🇨x🛜\u{1F6DC}🏳\u{FE0F}\u{200D}🌈1\u{FE0F}\u{20E3}</p>
<p>微\u{200B}信\u{2060}零\u{FEFF}宽\u{AD}软\u{301}重\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}</p>
<h2>“小标题”——①</h2>
<pre><code>let a = \"“代码”很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长\";\tb\n\t中</code></pre>
<table><tr><th>“甲”</th><th>乙</th></tr><tr><td>①一</td><td>——二……</td></tr></table>
<ul><li>“列表”①</li><li>第二</li></ul>";

fn stage() -> Stage {
    let long: String = (0..30)
        .map(|n| format!("<p>第{n}段“会议”——天津a{n}bc，早晨的海河边，卖煎饼的人，已经支起了摊子。e\u{301}</p>"))
        .collect();
    let long = post("“很长的”——文章①", "2022-02-01 00:00:00", "“某报”", &long);
    let stumbles = post("①“绊脚石”❤\u{FE0F}——🇨🇳e\u{301}", "2022-03-01 00:00:00", "①报", STUMBLES);
    let mut files = vec![
        ("everything.md", EVERYTHING),
        ("long.md", long.as_str()),
        ("s.md", stumbles.as_str()),
        ("no.png", "\0\0"),
    ];
    let shelf = crate::articles::shelf();
    files.extend(shelf.iter().skip(1).take(8).map(|(name, text)| (name.as_str(), text.as_str())));
    Stage::new(&files)
}

/// A terminal, and what we know of it.
#[derive(Clone, Copy, Debug)]
struct Kind {
    /// Whether we take what is ambiguous for two cells, and whether the terminal does.
    wide: (bool, bool),
    /// Whether the terminal told.
    told: bool,
    /// Whether the terminal measures emoji and marks otherwise.
    odd: bool,
    /// Whether it has left and right margins.
    margins: bool,
}

impl Kind {
    /// A terminal that was understood.
    fn plain(wide: bool) -> Self {
        Self { wide: (wide, wide), told: true, odd: false, margins: false }
    }

    fn probe(self) -> Probe {
        let ambiguous = self.told.then_some(if self.wide.1 { 2 } else { 1 });
        Probe { ambiguous, margins: self.margins, ..Probe::default() }
    }

    /// Whether we and the terminal agree about every width.
    fn is_understood(self) -> bool {
        self.wide.0 == self.wide.1 && !self.odd
    }
}

/// The loop's drawing, with a terminal of ours.
struct Projector {
    stage: Stage,
    kind: Kind,
    frames: Frames,
    scene: Option<Scene>,
    anew: bool,
    model: Model,
    vt: Option<vt100::Parser>,
    /// Bytes of the last frame.
    bytes: Vec<u8>,
    /// Frames in which lines were moved.
    scrolls: usize,
}

impl Projector {
    fn new(stage: Stage, kind: Kind) -> Self {
        let size = stage.size;
        let cells = |count: u16| std::num::NonZeroU16::new(count).expect("cells");
        let vt_knows = kind.is_understood() && !kind.wide.1 && !kind.margins;
        let measures = Measures { ambiguous_wide: kind.wide.1, odd: kind.odd };
        let mut frames = Frames::new(size, &kind.probe());
        frames.tell_links(true);
        Self {
            frames,
            kind,
            scene: None,
            anew: true,
            model: Model::new(size.width, size.height, measures),
            vt: vt_knows.then(|| vt100::Parser::new(cells(size.height), cells(size.width), 0)),
            stage: if kind.wide.0 { stage.wide() } else { stage },
            bytes: Vec::new(),
            scrolls: 0,
        }
    }

    /// One frame, as the loop draws it, and what the terminal makes of it.
    fn frame(&mut self) -> Result<(), String> {
        self.stage.settle();
        let areas = self.stage.areas();
        let scene = Scene::of(&self.stage.app, &areas);
        let anew = std::mem::take(&mut self.anew) || self.scene.as_ref() != Some(&scene);
        self.scene = Some(scene);
        let mut buffer = Buffer::default();
        let mut cursor = None;
        let (app, palette) = (&self.stage.app, Palette::Sixteen);
        self.frames.park_cursor(view::resting_place(app, &areas));
        let mut links = Vec::new();
        let bytes = self.frames.next(self.stage.size, anew, |drawn, told| {
            let cursor = view::draw(app, &areas, palette, drawn, Some(&mut links));
            told.expect("a place for the links").clone_from(&links);
            buffer = drawn.clone();
            cursor
        });
        self.model.feed(&bytes);
        self.bytes.clone_from(&bytes);
        self.scrolls += usize::from(bytes.windows(3).any(|three| three == b"\x1b[r") && !anew);
        match self.kind.is_understood() {
            true => {
                self.model.same_as(&buffer)?;
                self.model.has_links(&links)?;
            }
            false => self.model.same_where_certain(&buffer)?,
        }
        if self.model.cursor_shown {
            cursor = self.stage.draw().1.map(|at| (at.x, at.y));
            if cursor != Some(self.model.cursor()) {
                return Err(format!("the cursor is at {:?}, not {cursor:?}", self.model.cursor()));
            }
        }
        if self.model.cursor_shown != (app.prompt().is_some() && cursor.is_some()) {
            return Err("the cursor is shown where nobody types, or hidden where somebody does".into());
        }
        match &mut self.vt {
            Some(vt) => {
                // It leaves U+FFFD out.
                vt.process(String::from_utf8(bytes).expect("UTF-8").replace('\u{FFFD}', "□").as_bytes());
                like_vt100(vt.screen(), &buffer)
            }
            None => Ok(()),
        }
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.stage.resize(columns, rows);
        self.anew = true;
        self.model.resize(columns, rows);
        let cells = |count: u16| std::num::NonZeroU16::new(count).expect("cells");
        if let Some(vt) = &mut self.vt {
            vt.screen_mut().set_size(cells(rows), cells(columns));
        }
    }
}

/// A second opinion, of another terminal. It has no say where terminals differ (W06): clusters of more than one
/// code point.
fn like_vt100(screen: &vt100::Screen, buffer: &Buffer) -> Result<(), String> {
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let wanted = &buffer[(x, y)];
            let cell = screen.cell(y, x).ok_or("a cell")?;
            let shown = if cell.contents().is_empty() { " " } else { cell.contents() };
            let simple = wanted.symbol().chars().count() == 1;
            if simple && shown != wanted.symbol().replace('\u{FFFD}', "□") {
                return Err(format!("vt100 has {shown:?} at {x},{y} for {wanted:?}\n{}", screen.contents()));
            }
            x += wanted.cell_width().max(1);
        }
    }
    Ok(())
}

#[derive(Clone, Debug)]
enum Step {
    Keys(&'static str),
    Resize(u16, u16),
    Wheel(u16, u16, isize),
    Click(u16, u16),
}

fn step() -> impl Strategy<Value = Step> {
    let keys = prop::sample::select(vec![
        "j",
        "k",
        "j",
        "<Down>",
        "d",
        "<C-u>",
        " ",
        "b",
        "<PgDn>",
        "<PgUp>",
        "g",
        "G",
        "]",
        "[",
        "J",
        "K",
        "<Tab>",
        "h",
        "l",
        "z",
        "?",
        "<Esc>",
        "<Enter>",
        "/",
        "会",
        "议",
        "“",
        "①",
        "n",
        "N",
        "m",
        "天津",
        "<BS>",
        "<Left>",
        "v",
        "i",
        "=",
        "p",
        "R",
        "a",
        "w",
        "H",
        "L",
        "<lt>",
        "W",
        "X",
        ">",
        "q",
        "/会议<Enter>",
        "m“<Enter>",
        "m天津<Enter>",
        "?j",
        "/“会议”",
    ]);
    prop_oneof![
        12 => keys.prop_map(Step::Keys),
        1 => (1u16..170, 1u16..40).prop_map(|(columns, rows)| Step::Resize(columns, rows)),
        1 => (0u16..170, 0u16..40, -2isize..3).prop_map(|(x, y, notches)| Step::Wheel(x, y, notches)),
        1 => (0u16..170, 0u16..40).prop_map(|(x, y)| Step::Click(x, y)),
    ]
}

fn play(kind: Kind, columns: u16, rows: u16, steps: &[Step]) -> Result<Projector, TestCaseError> {
    let mut projector = Projector::new(stage().at(columns, rows), kind);
    let fail = |what: &str, error: String| TestCaseError::fail(format!("{what}: {error}"));
    projector.frame().map_err(|error| fail("at first", error))?;
    for step in steps {
        match *step {
            Step::Keys(keys) => projector.stage.keys(keys),
            Step::Resize(columns, rows) => projector.resize(columns, rows),
            Step::Wheel(x, y, notches) => projector.stage.wheel(x, y, notches),
            Step::Click(x, y) => projector.stage.click(x, y),
        }
        projector.frame().map_err(|error| fail(&format!("{step:?}"), error))?;
    }
    Ok(projector)
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        4 => (any::<bool>(), any::<bool>(), any::<bool>())
            .prop_map(|(wide, told, margins)| Kind { told, margins, ..Kind::plain(wide) }),
        // It was not asked, or says one thing and does another.
        1 => (any::<bool>(), any::<bool>(), any::<bool>())
            .prop_map(|(ours, theirs, margins)| Kind { wide: (ours, theirs), told: false, odd: true, margins }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_terminal_shows_the_buffer(
        kind in kind(),
        columns in prop_oneof![1u16..40, 90u16..170],
        rows in 1u16..32,
        steps in prop::collection::vec(step(), 1..40),
    ) {
        play(kind, columns, rows, &steps)?;
    }
}

#[test]
fn a_walk_through_every_article() {
    let kinds = [
        Kind::plain(false),
        Kind::plain(true),
        Kind { margins: true, ..Kind::plain(false) },
        Kind { wide: (false, true), told: false, odd: true, margins: true },
        Kind { wide: (true, false), told: false, odd: true, margins: false },
    ];
    for (kind, (columns, rows)) in kinds.into_iter().flat_map(|kind| [(kind, (110, 24)), (kind, (33, 9))]) {
        let mut steps: Vec<Step> = vec![Step::Keys("<Enter>")];
        for _ in 0..4 {
            steps.extend(["j", "j", "j", "k", "d", "<C-u>", "u", "*", "n", "G", "k", "g"].map(Step::Keys));
            steps.extend(["/会议", "<Enter>", "n", "N", "<Esc>", "m“", "<Enter>", "?", "j", "q", "J"].map(Step::Keys));
        }
        let projector = play(kind, columns, rows, &steps).unwrap();
        assert!(projector.scrolls > 8, "{kind:?} at {columns}x{rows} scrolls {} times", projector.scrolls);
    }
}

#[test]
fn a_frame_in_which_nothing_changes_writes_nothing() {
    let mut projector = Projector::new(stage(), Kind::plain(false));
    projector.frame().unwrap();
    let scene = Scene::of(&projector.stage.app, &projector.stage.areas());
    assert!(projector.scene.as_ref() == Some(&scene));
    let (areas, app) = (projector.stage.areas(), &projector.stage.app);
    let bytes = projector
        .frames
        .next(projector.stage.size, false, |buffer, links| view::draw(app, &areas, Palette::Sixteen, buffer, links));
    assert_eq!(bytes, b"");
}

#[test]
fn x09_a_link_over_several_rows_is_one_and_costs_nothing_elsewhere() {
    let linked = "---\ntitle: 链接\n---\n前文[这是一个很长的链接文字，要占两行才放得下](https://news.cn/甲?a=1;b)后文[脚本](javascript:alert(1))，[信](mailto:a@b.cn)。\n\n末段没有。\n";
    let shown = |text: &str| {
        let mut projector =
            Projector::new(Stage::new(&[("a.md", text)]).at(40, 12).after("<Enter>"), Kind::plain(false));
        projector.frame().unwrap();
        projector
    };
    let mut projector = shown(linked);
    let links = projector.stage.links();
    let said: Vec<(u16, &str)> = links.iter().map(|link| (link.y, link.address.as_str())).collect();
    let [(first, one), (second, two), (_, letter)] = said[..] else { panic!("{said:?}") };
    assert_eq!((one, two, letter), ("https://news.cn/%E7%94%B2?a=1;b", one, "mailto:a@b.cn"));
    assert!(second == first + 1 && links[0].id == links[1].id && links[1].id != links[2].id);
    // Under a panel there is none.
    projector.stage.keys("?");
    projector.frame().unwrap();
    assert!(!String::from_utf8_lossy(&projector.bytes).contains("\x1b]8;id"));
    // Without links the bytes are those of before.
    let without = shown("---\ntitle: 链接\n---\n前文。\n");
    assert!(!String::from_utf8_lossy(&without.bytes).contains("\x1b]8"));
}

#[test]
fn x09_what_covers_a_link_leads_nowhere() {
    let linked = "[链链链链链链链链](https://news.cn/)\n\n".repeat(24);
    let mut stage = Stage::new(&[("a.md", &linked)]).at(40, 26).after("<Enter>");
    let all = stage.links().len();
    for (panel, closes) in [(":h", "<Esc>"), ("Vn", "<Esc>"), (";", "<Esc>")] {
        stage.keys(panel);
        let (buffer, links) = (stage.draw().0, stage.links());
        for link in &links {
            let cells = (link.x..link.x + link.width).map(|x| buffer[(x, link.y)].symbol().trim());
            assert_eq!(cells.collect::<String>().trim_matches('链'), "", "{panel}: {link:?}\n{}", stage.picture());
        }
        if panel != ";" {
            assert!((1..all).contains(&links.len()), "{panel}: {} of {all}", links.len());
        }
        stage.keys(closes);
        assert_eq!(stage.links().len(), all, "{panel}");
    }
}

/// Paragraphs in which no two rows are alike.
pub fn unlike() -> String {
    let han = |n: u32| char::from_u32(0x4E00 + n * 1009 % 5000).expect("Han");
    let sentence =
        |n: u32| (0..20).map(|i| han(n * 20 + i)).collect::<String>() + ["，", "“好”。", "……"][n as usize % 3];
    (0..60).map(|n| format!("<p>{}</p>", (0..9).map(|i| sentence(n * 9 + i)).collect::<String>())).collect()
}

#[test]
fn what_is_sent_is_what_is_new() {
    let text = post("无一行相同", "2022-02-01 00:00:00", "某报", &unlike());
    let margins = Kind { margins: true, ..Kind::plain(false) };
    let untold = Kind { told: false, ..Kind::plain(false) };
    let one = [(Kind::plain(false), 90), (untold, 90), (Kind::plain(true), 90), (margins, 110)];
    let two = [(Kind::plain(false), 160), (margins, 160)];
    let all = one.map(|(kind, columns)| (kind, columns, "<Enter>", 190)).into_iter();
    for (kind, columns, keys, most_of_line) in all.chain(two.map(|(kind, columns)| (kind, columns, "<Enter>W", 360))) {
        let mut projector = Projector::new(Stage::new(&[("a.md", text.as_str())]).at(columns, 24), kind);
        let mut sent = |keys: &str| {
            let before = projector.stage.draw().0;
            projector.stage.keys(keys);
            projector.frame().unwrap();
            let after = projector.stage.draw().0;
            let cells = after.content.iter().zip(&before.content);
            let new = cells.filter(|(new, old)| new.symbol() != " " && new.symbol() != old.symbol()).count();
            (projector.bytes.len(), new)
        };
        sent(keys);
        sent(" ");
        let (page, new) = sent(" ");
        // Three bytes a Han, the moves from row to row, and moves after quotes where nobody told how wide they are.
        let each = page as f64 / new as f64;
        let most = if kind.told { 3.4 } else { 4.1 };
        assert!(new > 400 && each < most, "{kind:?} a page sends {each} bytes for each of {new} characters");
        let (line, _) = sent("j");
        // In two columns both move at once.
        assert!(line < most_of_line, "{kind:?} at {columns} a line down sends {line} bytes");
    }
}

/// Text of so many cells.
fn filled(cells: usize) -> impl Strategy<Value = String> {
    let glyph = prop::sample::select(vec!["a", "b", " ", "中", "文", "，", "①", "“", "e\u{301}", "❤"]);
    prop::collection::vec(glyph, cells).prop_map(move |glyphs| {
        let mut text = String::new();
        for glyph in glyphs {
            if text.as_str().cell_width() + glyph.cell_width() <= cells as u16 {
                text.push_str(glyph);
            }
        }
        let rest = cells - usize::from(text.as_str().cell_width());
        text + &" ".repeat(rest)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    /// Two panes side by side with nothing between them, each of which scrolls by itself.
    #[test]
    fn panes_that_scroll(
        (left, right) in (3usize..12, 3usize..12).prop_flat_map(|(left, right)| {
            (prop::collection::vec(filled(left), 40), prop::collection::vec(filled(right), 40))
        }),
        steps in prop::collection::vec((prop::bool::ANY, 0usize..30), 1..12),
        kind in kind(),
    ) {
        // What is ambiguous is drawn by ratatui's own widths here.
        let kind = Kind { wide: (false, kind.is_understood() && kind.wide.1), ..kind };
        let kind = if kind.is_understood() { kind } else { Kind { told: false, odd: true, ..kind } };
        let (columns, rows) = (left[0].as_str().cell_width() + right[0].as_str().cell_width(), 10);
        let mut frames = Frames::new(Size::new(columns, rows), &kind.probe());
        let mut model = Model::new(columns, rows, Measures { ambiguous_wide: kind.wide.1, odd: kind.odd });
        let (mut tops, mut anew) = ([0; 2], true);
        for (pane, top) in steps {
            tops[usize::from(pane)] = top;
            let mut buffer = Buffer::default();
            let bytes = frames.next(Size::new(columns, rows), std::mem::take(&mut anew), |drawn, _| {
                for y in 0..rows {
                    let (one, other) = (&left[tops[0] + usize::from(y)], &right[tops[1] + usize::from(y)]);
                    drawn.set_string(0, y, format!("{one}{other}"), Style::default());
                }
                buffer = drawn.clone();
                None
            });
            model.feed(&bytes);
            let shown = if kind.is_understood() { model.same_as(&buffer) } else { model.same_where_certain(&buffer) };
            prop_assert_eq!(shown, Ok(()));
        }
    }
}
