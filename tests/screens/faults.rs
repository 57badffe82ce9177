//! Faults that were found by use, each with its kind.

use kanbao::app::{App, Command, Message, Overlay, Pane, Shown};
use kanbao::model::{EntryId, Language, Words};
use kanbao::search::Keywords;
use kanbao::text::Settings;

use crate::articles::{library, post};
use crate::kit::Stage;

pub fn shown(stage: &Stage) -> Option<EntryId> {
    stage.app.reader().shown().id()
}

fn quits(stage: &Stage) -> bool {
    matches!(stage.commands.last(), Some(Command::Quit))
}

/// Five articles about meetings and one about something else, the newest.
pub fn meetings() -> Stage {
    let body = |n: usize| format!("<p>第{n}次会议开到深夜。</p><p>会议之后，天津的早晨。</p>");
    let mut files: Vec<(String, String)> = (0..5)
        .map(|n| (format!("{n}.md"), post(&format!("第{n}篇"), &format!("2022-01-1{n} 08:00:00"), "某报", &body(n))))
        .collect();
    files.push(("x.md".into(), post("早点", "2022-02-01 08:00:00", "某报", "<p>煎饼和豆浆。</p>")));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Stage::new(&files)
}

#[test]
fn in_an_overlay_only_its_own_keys_and_the_common_ones_mean_anything() {
    let keywords = |stage: &Stage| -> Vec<(String, bool, usize)> {
        let all = stage.app.keywords().iter();
        all.map(|word| (word.pattern().to_owned(), word.is_on(), word.slot().index())).collect()
    };
    let mut stage = library().after("<Enter>m会议<Enter>m早晨<Enter>M");
    let before = keywords(&stage);
    for key in ["<PgDn>", "<C-f>", "v", "J", "K", "i", "z", "]", "f", "t", "=", "w", "<PgUp>", "G", "y", "g"] {
        stage.keys(key);
        assert_eq!(keywords(&stage), before, "{key}");
        assert!(matches!(stage.app.overlay(), Some(Overlay::Keywords(_))), "{key}");
    }
    stage.keys(" ");
    assert!(!keywords(&stage)[0].1);
    stage.keys("x");
    assert_eq!(keywords(&stage).len(), 1);
    // No overlay takes keys of the panes.
    for open in ["?", "i", "/会议<Enter>f", "t"] {
        let mut stage = library().after("<Enter>").after(open);
        let (settings, article) = (stage.app.settings, shown(&stage));
        let lit = stage.app.keywords().len();
        assert!(stage.app.overlay().is_some(), "{open}");
        stage.keys("=pawv<lt>>JKzx");
        assert_eq!((stage.app.settings, shown(&stage), stage.app.keywords().len()), (settings, article, lit), "{open}");
        assert!(stage.app.overlay().is_some(), "{open}");
    }
}

#[test]
fn a_key_without_a_meaning_says_nothing_and_does_nothing() {
    for keys in ["", "<Enter>", "s会议<Enter>", "i"] {
        let mut stage = library().after(keys);
        let before = stage.picture();
        for key in ["_", "Y", "^", "<C-y>", "0"] {
            stage.keys(key);
            assert!(!stage.changed, "{key} draws nothing");
            assert_eq!(stage.picture(), before, "{key}");
        }
    }
}

#[test]
fn a_count_before_a_motion() {
    let mut stage = library().at(80, 24).after("5j");
    assert_eq!(stage.app.list().position(), Some(5));
    stage.keys("2k");
    assert_eq!(stage.app.list().position(), Some(3));
    stage.keys("20G");
    assert_eq!(stage.app.list().position(), Some(19));
    stage.keys("g12");
    assert!(stage.status().contains("12"), "what was typed is seen: {}", stage.status());
    stage.keys("<Esc>");
    assert!(!stage.status().contains("12"), "Esc ends the count and nothing else: {}", stage.status());
    stage.keys("12yj");
    assert_eq!(stage.app.list().position(), Some(1), "a key without a meaning ends the count");
    let mut stage = library().at(40, 12).after("<Enter>");
    let rows = stage.text();
    stage.keys("3j");
    assert_eq!(stage.text()[0], rows[3]);
    stage.keys("3k50G");
    let percent: usize = stage.app.reader().percent().expect("a page").into();
    assert!((40..=60).contains(&percent), "{percent}");
    stage.keys("100G");
    assert_eq!(stage.app.reader().percent(), Some(100));
    stage.keys("g/会议<Enter>3n");
    assert_eq!(stage.app.reader().matches().current(), Some(3));
    stage.keys("2N");
    assert_eq!(stage.app.reader().matches().current(), Some(1));
    stage.keys("3J");
    assert_eq!(shown(&stage), Some(EntryId(3)));
    let mut stage = library().after("s早晨<Enter>4j");
    let position = |stage: &Stage| stage.app.results().and_then(|results| Some(results.hits.as_ref()?.position()));
    assert_eq!(position(&stage), Some(4));
    stage.keys("2G");
    assert_eq!(position(&stage), Some(1));
}

#[test]
fn where_there_is_nothing_to_open_it_is_said() {
    for keys in ["<Enter>", "<Tab>", "l", "z", "i", "t"] {
        for size in [(120, 30), (80, 24)] {
            let mut stage = library().at(size.0, size.1).after("/没有这个词<Enter>");
            stage.keys(keys);
            assert!(stage.status().contains("没有可打开的文章"), "{keys}: {}", stage.status());
            assert!(stage.picture().contains("按 Esc 清除筛选"), "{keys}: {}", stage.picture());
        }
    }
}

#[test]
fn what_was_said_of_one_pane_goes_when_there_are_two() {
    let mut stage = library().at(80, 24).after("<Enter>qjf");
    assert!(stage.status().contains("正文不在屏幕上"));
    stage.resize(120, 24);
    assert!(!stage.status().contains("正文不在屏幕上"), "{}", stage.status());
}

#[test]
fn keys_mean_the_selected_article_where_the_list_alone_is_up() {
    let mut stage = library().at(80, 24).after("<Enter>qjji");
    assert_eq!(stage.app.target(), Some(EntryId(2)));
    assert!(stage.picture().contains("第2篇"), "{}", stage.picture());
    stage.keys("qjt");
    assert!(matches!(stage.app.overlay(), Some(Overlay::Terms { article: EntryId(3), .. })));
    stage.keys("<Enter>");
    assert_eq!((stage.app.focus(), shown(&stage)), (Pane::Reader, Some(EntryId(3))), "found where it is");
    // What needs the text says that it is not there, and leaves it alone.
    for key in ["n", "N", "f", "]", "[", "v", "x", "H", "L"] {
        let mut stage = library().at(80, 24).after("<Enter>/会议<Enter>qj");
        let place = |stage: &Stage| {
            let reader = stage.app.reader();
            (reader.anchor(), reader.matches().current(), reader.code_scroll(), shown(stage))
        };
        let before = place(&stage);
        stage.keys(key);
        assert!(stage.status().contains("正文不在屏幕上"), "{key}: {}", stage.status());
        assert_eq!(place(&stage), before, "{key}");
    }
}

#[test]
fn widened_to_two_panes_the_selected_entry_is_the_one_shown() {
    for keys in ["<Enter>qjj", "<Enter>J", "<Enter>qG<Enter>J", "s早晨<Enter>jj<Enter>", "/关于<Enter>j"] {
        let mut stage = library().at(80, 24).after(keys);
        stage.resize(120, 24);
        assert_eq!(stage.app.list().selected(), shown(&stage), "{keys}");
        let title =
            stage.app.list().entry(shown(&stage).expect("an article")).expect("an entry").brief().title().into_owned();
        assert!(stage.text()[0].starts_with(&title.chars().take(6).collect::<String>()), "{keys}");
        stage.resize(80, 24);
        stage.resize(120, 24);
        assert_eq!(stage.app.list().selected(), shown(&stage), "{keys}");
    }
}

#[test]
fn a_prompt_opens_with_what_stands_and_esc_puts_back_exactly_that() {
    for (size, keys) in [
        ((100, 30), "/会议<Enter>j"),
        ((80, 24), "/会议<Enter>j"),
        ((100, 30), "l/会议<Enter>nn"),
        ((60, 12), "l/会议<Enter>nnd"),
        ((100, 30), "ljjjv"),
        ((100, 30), "s会议<Enter>jjo"),
        ((100, 30), "s会议<Enter>jj<Enter>"),
        ((60, 12), "s会议<Enter>jj<Enter>dJ"),
        ((100, 30), "/会议<C-x><Enter>"),
        ((100, 30), "m会议<Enter>M"),
    ] {
        for asked in ["/", "s", "m"] {
            for typed in ["", "早", "早<BS><BS><BS>早晨", "<C-x>天", "<C-r>tj", "(没有", "<Up><Up>", "<Home>x<Down>"]
            {
                let mut stage = library().at(size.0, size.1).after(keys);
                let before = stage.picture();
                let matching = stage.app.matching;
                stage.keys(asked);
                if stage.app.prompt().is_none() {
                    continue;
                }
                stage.keys(typed);
                stage.keys("<Esc>");
                // Backspace in an empty prompt has closed it before: then Esc is an Esc.
                if !typed.contains("<BS>") {
                    assert_eq!(stage.picture(), before, "{keys} {asked} {typed}");
                }
                assert_eq!(stage.app.matching, matching, "{keys} {asked} {typed}");
            }
        }
    }
    let mut stage = library().after("/会议<Enter>/");
    assert!(stage.app.prompt().is_some_and(|prompt| prompt.text() == "会议" && prompt.is_held()));
    stage.keys("早");
    assert!(stage.app.prompt().is_some_and(|prompt| prompt.text() == "早"));
    stage.keys("<Esc>");
    assert_eq!(stage.app.list().shown().len(), 4, "the filter that was accepted is still there");
}

#[test]
fn of_a_file_that_is_no_article_nothing_is_awaited() {
    let text = post("题目", "2022-01-01 08:00:00", "某报", "<p>正文。</p>");
    let mut stage = Stage::new(&[("a.md", &text), ("no.png", "\0\0")]).after("jl/会<Enter>");
    for key in ["n", "f"] {
        stage.keys(key);
        assert!(stage.status().contains("没有找到"), "{key}: {}", stage.status());
        assert!(stage.app.overlay().is_none());
    }
}

#[test]
fn keys_that_come_at_once_do_what_they_do_one_by_one() {
    for (keys, at_once) in [
        ("<Enter>/会议<Enter>", "fG\n"),
        ("<Enter>/会议<Enter>", "fjj\n"),
        ("<Enter>m会议<Enter>", "M x"),
        ("<Enter>m会议<Enter>", "Mn"),
        ("<Enter>", "30Gj"),
        ("<Enter>", "30Gg"),
        ("<Enter>", "30GG"),
        ("<Enter>/会议<Enter>", "30Gn"),
        ("<Enter>", "?Gk"),
    ] {
        let mut one_by_one = library().at(60, 12).after(keys).after(&at_once.replace('\n', "<Enter>"));
        let mut stage = library().at(60, 12).after(keys);
        stage.keys_at_once(at_once);
        // What was said was read by then.
        for stage in [&mut stage, &mut one_by_one] {
            stage.wait(std::time::Duration::from_mins(1));
        }
        assert_eq!(stage.picture(), one_by_one.picture(), "{keys} {at_once}");
    }
}

#[test]
fn a_key_that_means_nothing_in_a_prompt_leaves_what_stands() {
    let mut stage = library().after("/会议<Enter>/");
    for key in ["<Tab>", "<C-z>"] {
        stage.keys(key);
        assert!(!stage.changed, "{key} draws nothing");
        assert!(stage.app.prompt().is_some_and(|prompt| prompt.text() == "会议" && prompt.is_held()), "{key}");
    }
}

#[test]
fn an_article_without_key_terms_says_so() {
    let mut stage = Stage::new(&[("a.md", &post("1", "2022-01-01 08:00:00", "某报", "<p>1。</p>"))]);
    stage.keys("<Enter>t");
    assert!(stage.picture().contains("这一篇没有主题词"), "{}", stage.picture());
    let mut stage = Stage::new(&[("no.png", "\0\0")]);
    for key in ["t", "i"] {
        stage.keys(key);
        assert!(stage.status().contains("不是文章"), "{key}: {}", stage.status());
    }
}

#[test]
fn one_file_is_left_at_once_and_a_list_is_left_twice() {
    let start = |files: &[(&str, &str)]| {
        let mut stage = Stage::silent();
        stage.app = App::new(Words::of(Language::Chinese), Settings::default(), Keywords::default());
        stage.app.start_in_reader(true);
        stage.answer();
        for (name, text) in files {
            stage.add(name, text);
        }
        stage.send(Message::AllRead);
        stage.settle();
        stage
    };
    let text = post("题目", "2022-01-01 08:00:00", "某报", "<p>正文。</p>");
    let stage = start(&[("a.md", &text)]).after("q");
    assert!(quits(&stage));
    let mut stage = start(&[("a.xml", &text), ("b.xml", &text)]).after("q");
    assert!(!quits(&stage) && stage.app.focus() == Pane::List, "a feed has a list");
    stage.keys("q");
    assert!(quits(&stage));
}

#[test]
fn of_articles_that_were_passed_over_only_the_last_is_asked_for() {
    let mut stage = library();
    stage.opened.clear();
    stage.keys_at_once("jjjjj");
    assert_eq!(stage.opened, [EntryId(5)]);
    stage.keys("<Enter>");
    stage.opened.clear();
    stage.keys_at_once("JJJ");
    assert_eq!(stage.opened, [EntryId(8)]);
}

#[test]
fn what_is_not_on_the_screen_draws_nothing() {
    let entries = |stage: &Stage, n: usize| {
        let entry = stage.app.list().entry(EntryId(1)).expect("an entry").clone();
        Message::Entries(vec![(EntryId(n), entry)])
    };
    // The list and its count are seen: that is a change.
    let mut stage = library().after("jj");
    let message = entries(&stage, 21);
    stage.send(message);
    assert!(stage.changed);
    for keys in ["?", "i", "s会议<Enter>", "M"] {
        let mut stage = library().after(keys);
        let before = stage.picture();
        let message = entries(&stage, 21);
        stage.send(message);
        assert!(!stage.changed, "{keys}");
        stage.send(Message::Progress { found: 30, read: 22 });
        assert!(!stage.changed, "{keys}");
        stage.settle();
        assert_eq!(stage.picture(), before, "{keys}");
    }
    // An answer that nothing waits for any more.
    let mut stage = library().after("jj");
    let Shown::Article(_, article) = stage.app.reader().shown().clone() else { panic!("an article") };
    stage.send(Message::Article(EntryId(9), Ok(article)));
    assert!(!stage.changed);
    stage.send(Message::AllRead);
    assert!(!stage.changed, "known already");
}
