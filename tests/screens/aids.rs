//! Aids to reading: the dictionary, scrolling by itself, reading aloud.

use std::time::{Duration, Instant};

use kanbao::app::{Command, Copied, Message};
use kanbao::model::{ArchiveRoots, DictionaryFault, DictionaryWrong, Memory};
use kanbao::model::{Change, DefinedWord, Definition, Definitions, RequestId, SafeText};
use kanbao::view::{Palette, Role};

use crate::articles::post;
use crate::kit::Stage;

const FIRST: &str = "<p>天津的会议开到深夜。“河上的风很凉。”他说！</p><p>第二段说的是海河。</p>\
    <pre><code>let x = 1;</code></pre><ul><li>一条，煎饼。</li><li>又一条。</li></ul>";

fn stage() -> Stage {
    let filler: String = (1..=60).map(|n| format!("<p>第{n}段，河上的风比城里凉一些。</p>")).collect();
    Stage::new(&[
        ("a.md", &post("会议", "2022-01-14 08:00:00", "某报", FIRST)),
        ("b.md", &post("长篇", "2022-01-13 08:00:00", "某报", &filler)),
    ])
    .after("l")
}

/// What the panel over the screen says, without blank rows.
fn panel(stage: &Stage) -> Vec<String> {
    let picture = stage.picture();
    let rows = picture.lines().map(|row| row.trim_start_matches('|').trim());
    rows.filter(|row| !row.is_empty()).map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// What was looked up last, and the number of the request.
fn looked_up(stage: &Stage) -> (RequestId, String) {
    let asked = stage.commands.iter().rev().find_map(|command| match command {
        Command::LookUp { request, text } => Some((*request, text.clone())),
        _ => None,
    });
    asked.expect("something looked up")
}

fn definition(headword: &str, reading: &str, senses: &[&str]) -> Definition {
    Definition {
        dictionary: "CC-CEDICT".into(),
        headword: headword.into(),
        variant: None,
        readings: vec![reading.into()],
        senses: senses.iter().map(|sense| SafeText::line(sense)).collect(),
        numbered: true,
    }
}

/// The answer to what was looked up last.
fn answer(stage: &mut Stage, words: &[Definition], faults: Vec<DictionaryFault>, dictionaries: usize) {
    let (request, _) = looked_up(stage);
    let of = |own: &Definition| DefinedWord { word: own.headword.clone(), definitions: vec![own.clone()] };
    let words = words.iter().map(of).collect();
    stage.send(Message::Defined { request, definitions: Definitions { words, faults, dictionaries } });
    stage.settle();
}

#[test]
fn what_is_selected_is_looked_up_and_other_words_from_there() {
    let mut stage = stage().after("VD");
    assert_eq!(looked_up(&stage).1, "天津的会议开到深夜。");
    assert_eq!(panel(&stage)[1], "正在查");
    let long = "a long sense that goes on over the end of the row, and has to be broken there, under its own beginning";
    let words = [definition("天津", "Tiān jīn", &[long, "second"]), definition("天", "tiān", &["day"])];
    answer(&mut stage, &words, Vec::new(), 1);
    insta::assert_snapshot!(stage.picture());
    stage.keys("y");
    let copied = stage.commands.iter().find_map(|command| match command {
        Command::Copy(Copied::Definition(text)) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("a text");
    assert!(copied.starts_with("天津  Tiān jīn  [CC-CEDICT]\n  1. a long"), "{copied}");
    // Another word, and back.
    stage.keys("/海河<Enter>");
    assert_eq!(looked_up(&stage).1, "海河");
    answer(&mut stage, &[], Vec::new(), 1);
    assert_eq!(panel(&stage)[1], "海河：词典里没有");
    stage.keys("<BS>");
    assert_eq!(looked_up(&stage).1, "天津的会议开到深夜。");
    // What comes late is not what is wanted.
    let late = Definitions { dictionaries: 1, ..Definitions::default() };
    stage.send(Message::Defined { request: RequestId(0), definitions: late });
    assert_eq!(panel(&stage)[1], "正在查");
    stage.keys("<BS>");
    assert!(stage.status().starts_with("前面没有查过别的词"), "{}", stage.status());
    // The selection is there again.
    stage.keys("<Esc>");
    assert!(stage.app.overlay().is_none() && stage.app.is_selecting());
}

#[test]
fn without_a_selection_it_asks_and_proposes_the_first_word() {
    let mut stage = stage().after("D");
    assert!(stage.status().starts_with("查词 天津"), "{}", stage.status());
    stage.keys("<Enter>");
    assert_eq!(looked_up(&stage).1, "天津");
    stage.keys("<Esc>D馃子<Enter>");
    assert_eq!(looked_up(&stage).1, "馃子");
    // What was looked up comes up again.
    stage.keys("<Esc>D<Up>");
    assert!(stage.status().starts_with("查词 馃子"), "{}", stage.status());
    stage.keys("<Up><Esc>");
    assert!(stage.app.prompt().is_none() && stage.app.overlay().is_none());
    // In the list alone no article is seen: there is nothing to propose.
    let stage = self::stage().at(80, 24).after("hD");
    assert!(stage.status().starts_with("查词") && !stage.status().contains("天津"), "{}", stage.status());
}

#[test]
fn what_is_wrong_with_dictionaries_is_said_and_how_one_is_named() {
    let mut stage = stage().after("D<Enter>");
    answer(&mut stage, &[], Vec::new(), 0);
    insta::assert_snapshot!(stage.picture());
    let fault = DictionaryFault { file: "/x/a.ifo".into(), why: DictionaryWrong::Without(".idx") };
    stage.keys("<Esc>D<Enter>");
    answer(&mut stage, &[definition("天津", "Tiān jīn", &["city"])], vec![fault], 1);
    assert_eq!(panel(&stage)[3], "! /x/a.ifo：旁边缺少 .idx");
}

/// A clock for what happens by itself.
struct Clock(Instant);

impl Clock {
    /// The text begins to scroll; says what the clock says then.
    fn start(stage: &mut Stage) -> Self {
        let clock = Self(Instant::now());
        stage.app.keep_time(clock.0);
        clock
    }

    /// How long it is until the program wants to be woken.
    fn until(&self, stage: &Stage) -> Option<Duration> {
        stage.app.wake_at().map(|at| at.duration_since(self.0))
    }

    /// It is woken so many times; says how many 字 a minute left the screen.
    fn wake(&mut self, stage: &mut Stage, times: usize) {
        for _ in 0..times {
            self.0 = stage.app.wake_at().expect("a time to be woken");
            stage.send(Message::Tick(self.0));
            assert!(stage.changed);
            stage.settle();
            stage.app.keep_time(self.0);
        }
    }
}

#[test]
fn the_text_scrolls_by_itself_by_what_was_read() {
    let mut stage = stage().after("J.");
    assert!(stage.status().starts_with("自动滚动 300字/分"), "{}", stage.status());
    let mut clock = Clock::start(&mut stage);
    let first = stage.text();
    // The title's row has few 字, a full one takes longer, and a blank one hardly any time.
    let mut taken = Vec::new();
    for _ in 0..6 {
        let own = stage.text()[0].clone();
        taken.push((own.trim().is_empty(), clock.until(&stage).expect("running")));
        clock.wake(&mut stage, 1);
    }
    assert_ne!(stage.text(), first);
    let blank = taken.iter().filter(|(blank, _)| *blank).map(|(_, took)| *took).max().expect("a blank row");
    let full = taken.iter().filter(|(blank, _)| !*blank).map(|(_, took)| *took).max().expect("a full row");
    assert!(blank * 2 < full, "{taken:?}");
    // Woken too soon it does nothing.
    stage.send(Message::Tick(clock.0));
    assert!(!stage.changed);
    // To its end, and no further.
    stage.keys("G");
    assert!(!stage.app.is_scrolling(), "another key stops it");
    assert_eq!(clock.until(&stage), None);
    stage.keys(".");
    assert!(stage.status().starts_with("已到末尾"), "{}", stage.status());
    stage.keys("3k.");
    Clock::start(&mut stage).wake(&mut stage, 3);
    assert!(!stage.app.is_scrolling() && stage.app.wake_at().is_none());
    assert!(stage.status().starts_with("已到末尾，自动滚动停了"), "{}", stage.status());
}

/// The speed that was kept last.
fn kept_speed(stage: &Stage) -> Option<u32> {
    let mut speeds = stage.kept.iter().filter_map(|change| match change {
        Change::Set(setting) if setting.name.as_str() == "reading.scroll-speed" => setting.value.parse().ok(),
        _ => None,
    });
    speeds.next_back()
}

#[test]
fn it_learns_its_speed_and_keeps_it() {
    let after = |keys: &str| {
        let mut stage = Stage::samples();
        stage.app.await_memory(ArchiveRoots::default(), false);
        stage.send(Message::Memory(Box::<Memory>::default()));
        stage.settle();
        stage.keys("l.");
        stage.keys(keys);
        (stage.app.settings.scroll_speed, kept_speed(&stage), stage.app.is_scrolling())
    };
    assert_eq!(after(""), (300, None, true));
    let (faster, kept, running) = after("<PgDn>");
    assert!(faster > 300 && faster <= 338 && running, "{faster}");
    assert_eq!(kept, Some(faster));
    assert!(after("jjj").0 > 300 && after("jjj").0 < after("<PgDn><PgDn><PgDn>").0);
    assert!(after("<PgDn><PgUp>").0 <= 310 && after("5jkkk").0 < after("5j").0);
    assert_eq!(after("+").0, 330);
    assert!(after("-").0 < 300 && after("100-").0 == 30 && after("100+").0 == 3_000);
    // The speed does not change when it does not scroll.
    assert_eq!(after(".<PgDn>jj").0, 300);
}

#[test]
fn it_stands_still_under_a_panel_and_stops_at_other_keys() {
    let mut stage = stage().after("J.");
    let clock = Clock::start(&mut stage);
    stage.keys("i");
    stage.app.keep_time(clock.0);
    assert!(stage.app.wake_at().is_none() && stage.app.is_scrolling());
    stage.keys("<Esc>");
    stage.app.keep_time(clock.0);
    assert!(stage.app.wake_at().is_some());
    // What leads elsewhere from a panel stops it.
    stage.keys("/第50<Enter>");
    stage.app.keep_time(clock.0);
    assert!(!stage.app.is_scrolling());
    for key in ["<Esc>", "q", ".", "*", "J", "h", "g"] {
        let mut stage = self::stage().after("J.").after(key);
        stage.app.keep_time(clock.0);
        assert!(!stage.app.is_scrolling() && stage.app.wake_at().is_none(), "{key}");
        assert!(!stage.commands.iter().any(|command| matches!(command, Command::Quit)));
    }
    // Nothing wakes the program where nothing scrolls.
    assert!(self::stage().app.wake_at().is_none());
}

/// The last thing that was to be said, and its number.
fn spoken(stage: &Stage) -> (RequestId, String) {
    let said = stage.commands.iter().rev().find_map(|command| match command {
        Command::Speak { request, text, .. } => Some((*request, text.clone())),
        _ => None,
    });
    said.expect("something said")
}

fn is_hushed(stage: &Stage) -> bool {
    matches!(stage.commands.last(), Some(Command::Hush))
}

/// It was said.
fn said(stage: &mut Stage) {
    let (request, _) = spoken(stage);
    stage.send(Message::Spoken { request, failed: None });
    stage.settle();
}

/// What is lit as being read aloud.
fn lit(stage: &Stage) -> String {
    let article = stage.app.reader().article().expect("an article");
    stage.app.sentence_aloud().map(|span| span.pieces(&article.body).concat()).unwrap_or_default()
}

#[test]
fn an_article_is_read_aloud_sentence_by_sentence() {
    let mut stage = stage().after("r");
    assert!(stage.status().starts_with("正在朗读  Space 暂停"), "{}", stage.status());
    let mut all = Vec::new();
    while stage.app.is_read_aloud().0 {
        assert_eq!(spoken(&stage).1, lit(&stage).replace('\n', " "));
        all.push(spoken(&stage).1);
        said(&mut stage);
    }
    let expected =
        ["天津的会议开到深夜。", "“河上的风很凉。”", "他说！", "第二段说的是海河。", "一条，煎饼。", "又一条。"];
    assert_eq!(all, expected, "code is passed over");
    assert!(stage.status().starts_with("读完了"), "{}", stage.status());
}

#[test]
fn reading_aloud_is_paused_moved_and_stopped() {
    let mut stage = stage().after("r)");
    assert_eq!(spoken(&stage).1, "“河上的风很凉。”");
    stage.keys("3)");
    assert_eq!(spoken(&stage).1, "一条，煎饼。");
    stage.keys("((");
    assert_eq!(spoken(&stage).1, "他说！");
    stage.keys("9(");
    assert_eq!(spoken(&stage).1, "天津的会议开到深夜。");
    stage.keys(" ");
    assert!(is_hushed(&stage) && stage.status().starts_with("朗读已暂停"), "{}", stage.status());
    // What was broken off leads no further.
    said(&mut stage);
    assert_eq!(lit(&stage), "天津的会议开到深夜。");
    stage.keys(")");
    assert!(is_hushed(&stage) && lit(&stage) == "“河上的风很凉。”", "what is paused stays so");
    stage.keys(" ");
    assert_eq!(spoken(&stage).1, "“河上的风很凉。”");
    for key in ["r", "q", "<Esc>", "J", "<Enter>J"] {
        let stage = self::stage().after("r").after(key);
        assert!(!stage.app.is_read_aloud().0 && is_hushed(&stage), "{key}");
    }
    // A program that fails is said, with why.
    let (request, _) = spoken(&stage);
    stage.send(Message::Spoken { request, failed: Some("spd-say: exit status: 1: no voice".into()) });
    stage.settle();
    assert!(!stage.app.is_read_aloud().0);
    assert!(stage.status().starts_with("! spd-say: exit status: 1: no voice"), "{}", stage.status());
}

#[test]
fn it_begins_with_the_selection_and_stays_on_the_screen() {
    let mut stage = stage().after("V))<Esc>V");
    stage.keys("ho");
    let selected = stage.app.reader().selection().expect("a selection");
    stage.keys("r");
    assert_eq!(stage.app.sentence_aloud().map(|span| span.start), Some(selected.start));
    let mut stage = self::stage().after("Jr");
    for number in 1..=60 {
        assert!(stage.text().iter().any(|row| row.contains(&format!("第{number}段"))), "{number}");
        assert!(spoken(&stage).1.contains(&format!("第{number}段")));
        said(&mut stage);
    }
    // Scrolled away it comes back with the next sentence.
    let mut stage = self::stage().after("JrGk");
    assert!(!stage.text().iter().any(|row| row.contains("第1段")));
    said(&mut stage);
    assert!(stage.text().iter().any(|row| row.contains("第2段")));
}

#[test]
fn what_is_read_aloud_is_lit_with_and_without_colours() {
    for palette in [Palette::Sixteen, Palette::Plain] {
        let mut stage = stage().after("r)");
        stage.palette = palette;
        let lit = stage.styled(palette.style(Role::Spoken));
        assert!(lit.contains("“河上的风很凉。”") && !lit.contains('天'), "{palette:?}: {lit}");
    }
}

#[test]
fn the_list_has_its_own_keys_while_the_article_is_read_aloud() {
    let mut stage = stage().after("rh/");
    assert!(stage.status().starts_with("筛选"), "{}", stage.status());
    stage.keys("<Esc>q");
    assert!(!stage.app.is_read_aloud().0 && !stage.commands.iter().any(|command| matches!(command, Command::Quit)));
    // What is said next does not move what is being looked for.
    let mut stage = self::stage().after("JrG/第6");
    let there = stage.text();
    said(&mut stage);
    assert_eq!(stage.text(), there);
}
