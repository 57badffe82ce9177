//! The reader itself, as it is used: the real binary in a terminal.

use crate::program::{KANBAO, is_as_found, kanbao, last_row, left, post, posts, wait_for_all, wait_for_status};
use crate::session::{Answering, Setup};
use crate::whitelist;

#[test]
fn opens_scrolls_searches_resizes_and_quits() {
    let session = kanbao(&[]).spawn();
    session.wait_for_text("A Guided Tour");
    session.wait_for_text("欢迎。你手边大概也有");
    wait_for_all(&session, 10);
    // Scrolls.
    session.send("jjjjjjjj");
    session.wait_until("scrolled", |screen| !screen.contents().contains("欢迎。你手边"));
    session.send("G");
    wait_for_status(&session, "100%");
    session.send("g");
    session.wait_for_text("欢迎。你手边大概也有");
    // Searches: matches while one types, with the cursor on the insertion cell.
    session.send("/");
    session.wait_until("a prompt", |screen| {
        last_row(screen).starts_with("查找") && !screen.hide_cursor() && screen.cursor_position() == (29, 5)
    });
    session.send("文章");
    session.wait_until("the cursor after two Han", |screen| screen.cursor_position() == (29, 9));
    session.wait_until("a match", |screen| {
        let cells = (0..29).flat_map(|row| (0..100).map(move |column| (row, column)));
        cells
            .filter_map(|(row, column)| screen.cell(row, column))
            .any(|cell| cell.contents() == "文" && cell.bgcolor() != vt100::Color::Default)
    });
    session.send("\r");
    session.wait_until("the status line", |screen| screen.hide_cursor() && last_row(screen).contains("/文章  1/"));
    session.send("n");
    wait_for_status(&session, "/文章  2/");
    session.send("NN");
    wait_for_status(&session, "已到文首，从末尾找起");
    session.send("\x1b");
    session.wait_until("no search", |screen| !last_row(screen).contains("/文章"));
    // Resizes: one pane, and both again.
    session.send("g");
    session.wait_for_text("欢迎。你手边大概也有");
    session.resize(60, 20);
    session.wait_until("one pane", |screen| {
        screen.contents().contains("A Guided Tour")
            && !screen.contents().contains('│')
            && last_row(screen).contains("? 按键")
    });
    session.resize(120, 40);
    session.wait_until("two panes", |screen| {
        screen.contents().contains('│')
            && screen.contents().contains("逗号出走记")
            && last_row(screen).contains("? 按键")
    });
    session.send("qq");
    left(&session, 0);
}

#[test]
fn a_packed_file_is_listed_and_one_article_of_it_is_read() {
    use std::io::Write;
    let pack = |setup: &Setup| {
        let file = std::fs::File::create(setup.home().join("news.zip")).expect("a file");
        let mut zip = zip::ZipWriter::new(file);
        for day in 1..=3 {
            zip.start_file(format!("{day}.md"), zip::write::SimpleFileOptions::default()).expect("a file in it");
            let post = post(&format!("第{day}天的会议"), day, "天津的会议，你好。");
            zip.write_all(post.as_bytes()).expect("its bytes");
        }
        zip.finish().expect("a zip");
    };
    let setup = kanbao(&["news.zip"]);
    pack(&setup);
    let session = setup.spawn();
    session.wait_for_text("第1天的会议");
    wait_for_status(&session, "1/3");
    session.send("G\r");
    wait_for_status(&session, "100%");
    session.wait_for_text("›第1天的会议");
    session.send("Q");
    left(&session, 0);
    let setup = kanbao(&["news.zip/2.md"]);
    pack(&setup);
    let session = setup.spawn();
    session.wait_for_text("天津的会议，你好。");
    session.wait_until("no list", |screen| !screen.contents().contains('│'));
    session.send("Q");
    left(&session, 0);
}

#[test]
fn a_folder_is_listed_and_an_article_opened() {
    let session = posts().size(80, 24).spawn();
    wait_for_status(&session, "1/3");
    session.wait_for_text("第3天的会议");
    session.send("j\r");
    session.wait_for_text("第0段，天津的会议");
    session.send("q");
    wait_for_status(&session, "2/3");
    session.send("/2天");
    wait_for_status(&session, "1/3");
    session.wait_until("filtered", |screen| !screen.contents().contains("第3天"));
    session.send("\x1b");
    session.wait_for_text("第3天的会议");
    session.send("Q");
    left(&session, 0);
    assert_eq!(std::fs::read_dir(session.home().join("news")).expect("the folder").count(), 3);
}

#[test]
fn the_mouse_scrolls_and_selects() {
    let session = posts().spawn();
    session.wait_until("everything", |screen| {
        screen.contents().contains("天津日报  2021-12-03\u{A0}08:00") && !last_row(screen).contains("正在读取")
    });
    // The wheel over the text.
    session.send("\x1b[<65;60;10M");
    session.wait_until("three rows further", |screen| !screen.contents().contains("天津日报  2021-12-03\u{A0}08:00"));
    session.send("\x1b[<64;60;10M");
    session.wait_for_text("天津日报  2021-12-03\u{A0}08:00");
    // A click on the second entry.
    session.send("\x1b[<0;5;8M\x1b[<0;5;8m");
    session.wait_for_text("天津日报  2021-12-02\u{A0}08:00");
    wait_for_status(&session, "2/3");
    session.send("Q");
    left(&session, 0);
}

#[test]
fn the_text_comes_along_while_the_mouse_is_held_at_its_edge() {
    let setup = kanbao(&["news/1.md"]);
    std::fs::create_dir(setup.home().join("news")).expect("a folder");
    let body: String = (1..=80).map(|n| format!("<p>第{n}段。</p>")).collect();
    std::fs::write(setup.home().join("news/1.md"), post("题", 1, &body)).expect("a file");
    let session = setup.spawn();
    session.wait_for_text("第1段");
    let at = session.look(|screen| {
        let cells = (0..29).flat_map(|row| (0..100).map(move |column| (row, column)));
        let mut found =
            cells.filter(|&(row, column)| screen.cell(row, column).is_some_and(|cell| cell.contents() == "第"));
        found.next_back().map(|(row, column)| (column + 1, row + 1))
    });
    let (column, row) = at.expect("a paragraph");
    // Pressed, dragged to the last row, and held there: nothing more comes from the mouse.
    session.send(format!("\x1b[<0;{column};{}M", row - 3));
    session.send(format!("\x1b[<32;{column};29M"));
    session.wait_for_text("第70段");
    session.send(format!("\x1b[<0;{column};29m"));
    session.wait_for_text("已选");
    session.send("Q");
    left(&session, 0);
}

#[test]
fn keywords_of_the_command_line_are_lit() {
    let setup = kanbao(&["--keyword", "会议", "--keyword", "天津", "news/1.md"]);
    std::fs::create_dir(setup.home().join("news")).expect("a folder");
    std::fs::write(setup.home().join("news/1.md"), post("题", 1, "天津的会议。")).expect("a file");
    let session = setup.spawn();
    session.wait_for_text("天津的会议。");
    let colour = |text: &str| {
        session.look(|screen| {
            let mut cells = (3..29).flat_map(|row| (0..100).map(move |column| (row, column)));
            cells
                .find_map(|(row, column)| screen.cell(row, column).filter(|cell| cell.contents() == text))
                .map(vt100::Cell::fgcolor)
        })
    };
    let (meeting, place, plain) = (colour("会"), colour("津"), colour("的"));
    assert!(
        meeting.is_some() && meeting != place && place != plain && meeting != plain,
        "{meeting:?} {place:?} {plain:?}"
    );
    session.send("q");
    session.send("q");
    left(&session, 0);
}

#[test]
fn no_color_emits_none() {
    let session = posts().env("NO_COLOR", "1").spawn();
    session.wait_for_text("第0段，天津的会议");
    session.send("l/会议\r");
    session.wait_until("the search", |screen| last_row(screen).contains("/会议  1/"));
    session.send("m天津\r?");
    session.wait_for_text("下一篇");
    session.send("qQ");
    left(&session, 0);
    let bytes = whitelist::while_entered(&session.bytes());
    let text = String::from_utf8(bytes).expect("UTF-8");
    for sequence in text.split("\x1b[").skip(1).filter_map(|part| part.split_once('m')) {
        let numbers = sequence.0;
        if numbers.chars().all(|c| c.is_ascii_digit() || c == ';') {
            let coloured =
                numbers.split(';').any(|n| matches!(n.parse::<u16>(), Ok(30..=38 | 40..=48 | 58 | 90..=107)));
            assert!(!coloured, "SGR {numbers}");
        }
    }
}

#[test]
fn ambiguous_wide_draws_no_border() {
    for (setup, wide) in [
        (posts().env("KANBAO_WIDTH", "2"), true),
        (posts().answering(Answering::wide()), true),
        (posts(), false),
        (posts().answering(Answering::silent()), false),
    ] {
        let session = setup.spawn();
        session.wait_for_text("第0段，天津的会议");
        wait_for_status(&session, "1/3");
        session.send("Q");
        left(&session, 0);
        let text = String::from_utf8(session.bytes()).expect("UTF-8");
        assert_eq!(!text.contains('│'), wide);
    }
}

#[test]
fn a_dumb_terminal_gets_text() {
    let session = kanbao(&["news.md"]).env("TERM", "dumb");
    std::fs::write(session.home().join("news.md"), post("题目", 1, "正文。")).expect("a file");
    let session = session.spawn();
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert!(session.text().starts_with("题目\n"), "{}", session.text());
    assert!(!session.bytes().contains(&0x1b));
}

#[test]
fn standard_input_is_read_and_the_keys_come_from_the_terminal() {
    let script = format!("printf 'title of it\\n\\n你好，这是从管道来的正文。\\n' | '{KANBAO}' -; echo left=$?");
    let session = Setup::new("/bin/sh", &["-c", &script]).size(60, 20).env("LANG", "zh_CN.UTF-8").spawn();
    session.wait_for_text("这是从管道来的正文");
    session.send("/你好\r");
    wait_for_status(&session, "1/1");
    // There is no list to go back to: it was one text.
    session.send("q");
    session.wait_for_text("left=0");
    assert!(session.look(is_as_found));
}

#[test]
fn nothing_to_read_says_so() {
    let setup = kanbao(&["empty"]);
    std::fs::create_dir(setup.home().join("empty")).expect("a folder");
    let session = setup.spawn();
    session.wait_for_text("这里没有文章");
    session.send("q");
    left(&session, 0);

    // Nothing at all to open is an error like any other command's, on the shell's own screen.
    let session = kanbao(&["missing.md"]).spawn();
    assert_eq!(session.wait_exit().exit_code(), 1);
    assert_eq!(session.text().trim(), "kanbao: missing.md：文件不存在");

    // Among others it is an entry that says why.
    let setup = kanbao(&["news.md", "missing.md"]);
    std::fs::write(setup.home().join("news.md"), post("题目", 1, "正文。")).expect("a file");
    let session = setup.spawn();
    session.wait_for_text("1 篇读不了");
    session.send("J");
    session.wait_for_text("无法读取：文件不存在");
    session.send("Q");
    left(&session, 0);
}

#[test]
fn a_faulty_configuration_is_said_and_what_is_right_in_it_holds() {
    let setup = kanbao(&["news.md"]);
    std::fs::create_dir_all(setup.home().join(".config/kanbao")).expect("a folder");
    let config = "\nmesure = 3\n[keys.reader]\nx = \"help\"\n\"C-n\" = \"details\"\n'?' = 'none'\nF1 = \"halp\"\n";
    std::fs::write(setup.home().join(".config/kanbao/config.toml"), config).expect("a file");
    std::fs::write(setup.home().join("news.md"), post("题目", 1, "正文。")).expect("a file");
    let session = setup.spawn();
    wait_for_status(
        &session,
        "config.toml：第 2 行：没有 mesure；是不是 measure？（共 2 处，见 kanbao config --check）",
    );
    // Keys of one's own, one of them by an input method; what a key was taken from says nothing.
    session.send("?ｘ");
    session.wait_for_text("文章与窗格");
    session.send("q\x0e");
    session.wait_for_text("详情");
    session.send("qＱ");
    left(&session, 0);
}

/// The colour of the line between the panes.
fn rule(screen: &vt100::Screen) -> Option<vt100::Color> {
    let cells = (0..29).flat_map(|row| (0..100).map(move |column| (row, column)));
    let cell = cells.filter_map(|(row, column)| screen.cell(row, column)).find(|cell| cell.contents() == "│")?;
    (!cell.dim()).then(|| cell.fgcolor())
}

#[test]
fn the_theme_is_the_terminals_and_its_changes_are_no_keys() {
    let grey = |session: &crate::session::Session| {
        let seen = |screen: &vt100::Screen| match rule(screen) {
            Some(vt100::Color::Idx(grey @ 16..)) => Some(kanbao::model::Rgb::of_index(grey).0),
            _ => None,
        };
        // It is kept as it is seen: the screen may be drawn anew right after.
        let found = std::cell::Cell::new(None);
        session.wait_until("a grey line", |screen| {
            found.set(seen(screen));
            found.get().is_some()
        });
        found.get()
    };
    let mut greys = Vec::new();
    for colours in [("e5e5/e5e5/e5e5", "0000/0000/0000"), ("00/00/00", "ff/ff/ff")] {
        let answering = Answering { colours: Some(colours), ..Answering::default() };
        let session = posts().answering(answering).spawn();
        greys.extend(grey(&session));
        // A change is told of: the colours are asked for again, and what comes is no key.
        let asked = || String::from_utf8_lossy(&session.bytes()).matches("\x1b]11;?\x07").count();
        assert_eq!(asked(), 1);
        session.send("\x1b[?997;1n/");
        session.wait_until("the prompt", |screen| last_row(screen).starts_with("筛选"));
        session.send("\x1b");
        session.wait_until("no prompt", |screen| screen.hide_cursor());
        assert_eq!(asked(), 2);
        session.send("Q");
        left(&session, 0);
        let sent = String::from_utf8_lossy(&session.bytes()).into_owned();
        assert_eq!((sent.matches("\x1b[?2031h").count(), sent.matches("\x1b[?2031l").count()), (1, 1));
    }
    assert!(greys[0] < greys[1], "{greys:?}: darker on black");

    // It says nothing of its own: the sixteen colours, whatever they are.
    let session = posts().spawn();
    session.wait_until("a dim line", |screen| screen.contents().contains('│') && rule(screen).is_none());
    session.send("Q");
    left(&session, 0);
    // Told by the environment.
    let session = posts().env("COLORFGBG", "0;15").spawn();
    assert_eq!(grey(&session), Some(greys[1]));
    session.send("Q");
    left(&session, 0);
}

#[test]
fn the_outline_of_a_chapter_has_the_book_around_it_and_links_lead_between_chapters() {
    use std::io::Write;
    let page = |title: &str, text: &str| {
        format!("<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>")
    };
    let filler = "<p>河上的风很凉，谁也没有说话。</p>".repeat(60);
    let first = format!("{filler}<p>见<a href=\"2.xhtml#mid\">后面</a>。</p>");
    let second = format!("{filler}<h2 id=\"mid\">半路</h2>{filler}");
    let package = "<package><metadata/><manifest><item id=\"a\" href=\"1.xhtml\" media-type=\"application/xhtml+xml\"/>\
        <item id=\"b\" href=\"2.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
        <spine><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>";
    let container = "<container><rootfiles><rootfile full-path=\"p.opf\"/></rootfiles></container>";
    let setup = kanbao(&["book.epub"]);
    let file = std::fs::File::create(setup.home().join("book.epub")).expect("a file");
    let mut zip = zip::ZipWriter::new(file);
    for (name, text) in [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", container),
        ("p.opf", package),
        ("1.xhtml", &page("起头", &first)),
        ("2.xhtml", &page("收尾", &second)),
    ] {
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name, stored).expect("a file in it");
        zip.write_all(text.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a zip");
    let session = setup.spawn();
    session.wait_for_text("起头");
    wait_for_status(&session, "1/2");
    session.send("\rc");
    session.wait_until("both chapters", |screen| {
        let text = screen.contents();
        text.contains("目录") && text.contains("›起头") && text.contains("0%") && text.contains("收尾")
    });
    // The second chapter, and then its headings among the chapters.
    session.send("j\r");
    session
        .wait_until("the second", |screen| screen.contents().contains("收尾") && !screen.contents().contains("目录"));
    session.send("c");
    session
        .wait_until("its heading", |screen| screen.contents().contains("  半路") && screen.contents().contains("起头"));
    session.send("q\x0f");
    // And by the link to the place.
    session.wait_for_text("723字\u{A0}2分钟");
    session.send("G");
    wait_for_status(&session, "100%");
    session.send(";");
    wait_for_status(&session, "链接号");
    session.send("1");
    wait_for_status(&session, "目 半路");
    session.send("Q");
    left(&session, 0);
}
