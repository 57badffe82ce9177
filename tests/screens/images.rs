//! Pictures of an article: their rows in the text, and one over the screen.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use kanbao::app::{Command, Copied, Message, PictureNews};
use kanbao::model::PictureWay;
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;

use crate::articles::post;
use crate::kit::Stage;

/// An article of two pictures, one of which says what it shows.
fn article() -> String {
    let body = "<p>海河边的早晨。</p><p><img src='a.png' alt='津南区一处采样点，天还没有亮，队伍已经排到了桥头'></p>\
        <p>排队的人谁也不说话。</p><p><img src='b/乙.png'></p><p>到了八点就散了。</p>";
    post("桥头的早晨", "2022-01-14 08:00:00", "某报", body)
}

fn reading() -> Stage {
    let mut stage = Stage::new(&[("a.md", &article())]);
    stage.keys("<Enter>");
    stage
}

#[test]
fn a_row_says_which_picture_of_how_many_it_is_at_any_width() {
    for (columns, first) in [
        (90, "〔图 1／2〕津南区一处采样点，天还没有亮，队伍已经排到了桥头"),
        (26, "〔图 1／2〕津南区一处"),
        (17, "〔图 1／2〕"),
        (12, "1／2"),
    ] {
        let mut stage = reading();
        stage.resize(columns, 60);
        let picture = stage.picture();
        let rows: Vec<&str> = picture.lines().map(|row| row.trim_start_matches('|').trim()).collect();
        let at = rows.iter().position(|row| row.contains("1／2")).unwrap_or_else(|| panic!("{columns}: {picture}"));
        assert!(rows[at].starts_with(first), "{columns}: {}", rows[at]);
        assert!(rows.iter().any(|row| row.contains("2／2")), "{columns}: {picture}");
    }
    let english = Stage::new(&[("a.md", &article())]).english().after("<Enter>");
    assert!(english.picture().contains("[image 2/2]"), "{}", english.picture());
}

/// A picture of two colours, the left half dark.
fn picture(width: u32, height: u32) -> Vec<u8> {
    let image =
        RgbImage::from_fn(width, height, |x, _| if x * 2 < width { Rgb([0, 0, 80]) } else { Rgb([250, 200, 0]) });
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).expect("a file");
    bytes
}

fn looking() -> Stage {
    let (one, other) = (picture(400, 200), picture(60, 90));
    let mut stage = Stage::new(&[("a.md", &article())]).with_pictures(&[("a.png", &one), ("b/乙.png", &other)]);
    stage.keys("<Enter>#");
    stage
}

/// The cells that are drawn of a picture: the columns and rows that have a ground of their own.
fn cells(stage: &Stage) -> Option<Rect> {
    let buffer = stage.draw().0;
    let coloured = buffer.area.positions().filter(|at| matches!(buffer[*at].bg, Color::Rgb(..) | Color::Indexed(_)));
    let coloured: Vec<Position> = coloured.collect();
    let (x, y) = (coloured.iter().map(|at| at.x).min()?, coloured.iter().map(|at| at.y).min()?);
    let (right, bottom) = (coloured.iter().map(|at| at.x).max()? + 1, coloured.iter().map(|at| at.y).max()? + 1);
    assert_eq!(coloured.len(), usize::from(right - x) * usize::from(bottom - y), "one rectangle");
    Some(Rect { x, y, width: right - x, height: bottom - y })
}

#[test]
fn a_picture_lies_over_the_screen_with_what_is_said_of_it() {
    for (columns, rows, place) in [
        (100, 30, Rect::new(1, 2, 98, 25)),
        (80, 24, Rect::new(1, 3, 78, 20)),
        (40, 12, Rect::new(6, 2, 28, 7)),
        (20, 6, Rect::new(1, 1, 18, 4)),
    ] {
        let stage = looking().at(columns, rows);
        let drawn = cells(&stage).expect("a picture");
        let picture = stage.picture();
        assert!(drawn.x.abs_diff(place.x) <= 1 && drawn.y.abs_diff(place.y) <= 1, "{columns}: {drawn:?}\n{picture}");
        assert!(f64::from(drawn.width) / f64::from(drawn.height) > 3.0, "its shape: {drawn:?}");
        assert!(picture.contains("图  1／2"), "{picture}");
        assert!(columns < 60 || picture.contains("400 x 200 像素"), "{picture}");
        assert!(rows < 8 || picture.contains("津南区一处采样点"), "{picture}");
        let buffer = stage.draw().0;
        let ground = |x| buffer[(x, drawn.y + drawn.height / 2)].bg;
        assert_eq!(ground(drawn.x + 1), Color::Rgb(0, 0, 80));
        assert_eq!(ground(drawn.right() - 2), Color::Rgb(250, 200, 0));
    }
    insta::assert_snapshot!(looking().at(80, 24).picture());
}

#[test]
fn the_next_one_and_the_one_before() {
    let mut stage = looking();
    stage.keys("n");
    assert!(stage.picture().contains("图  2／2"), "{}", stage.picture());
    assert!(stage.picture().contains("60 x 90 像素"), "{}", stage.picture());
    stage.keys("n");
    assert!(stage.picture().contains("这是最后一幅"), "{}", stage.picture());
    stage.keys("N");
    assert!(stage.picture().contains("图  1／2"), "{}", stage.picture());
    stage.keys("Gg");
    assert!(stage.picture().contains("图  1／2"), "{}", stage.picture());
    stage.keys("q2#");
    assert!(stage.picture().contains("图  2／2"), "{}", stage.picture());
    stage.keys("q");
    assert_eq!(cells(&stage), None, "nothing of it stays");
}

#[test]
fn larger_it_is_moved_about() {
    let mut stage = looking();
    let whole = cells(&stage).expect("a picture");
    stage.keys("+++");
    let larger = cells(&stage).expect("a picture");
    assert!(larger.height > whole.height || larger.height == 25, "{whole:?} {larger:?}");
    let columns = |stage: &Stage| {
        let (buffer, place) = (stage.draw().0, cells(stage).expect("a picture"));
        (place.left()..place.right()).filter(|x| buffer[(*x, place.y + 1)].bg == Color::Rgb(0, 0, 80)).count()
    };
    let middle = columns(&stage);
    stage.keys("hh");
    let left = columns(&stage);
    stage.keys("llll");
    let right = columns(&stage);
    assert!(left > middle && middle > right, "{left} {middle} {right}");
    stage.keys("=");
    assert_eq!(cells(&stage), Some(whole));
}

#[test]
fn its_address_is_copied_and_what_is_on_the_web_opened() {
    let body = "<p>早晨。</p><p><img src='https://n.example.org/a.png'></p><p><img src='b.png'></p>";
    let text = post("桥头", "2022-01-14 08:00:00", "某报", body);
    let mut stage = Stage::new(&[("a.md", &text)]).with_pictures(&[("b.png", &picture(8, 8))]);
    stage.keys("<Enter>#yO");
    let asked: Vec<&Command> = stage.commands.iter().collect();
    assert!(
        matches!(asked[..], [Command::Copy(Copied::Link(one)), Command::Browse(other)]
        if one.as_str() == "https://n.example.org/a.png" && one == other),
        "{asked:?}"
    );
    stage.keys("nO");
    assert!(stage.picture().contains("打不开"), "{}", stage.picture());
}

#[test]
fn what_cannot_be_shown_is_said_in_the_interfaces_language() {
    let body = "<p>早晨。</p><p><img src='none.png'></p><p><img src='text.png'></p><p><img src='a.svg'></p>";
    let text = post("桥头", "2022-01-14 08:00:00", "某报", body);
    let pictures: [(&str, &[u8]); 2] = [("text.png", b"no picture"), ("a.svg", b"<svg></svg>")];
    let mut stage = Stage::new(&[("a.md", &text)]).with_pictures(&pictures);
    stage.keys("<Enter>#");
    for said in ["没有这个文件", "不是图", "矢量图"] {
        assert!(stage.picture().contains(said), "{said}: {}", stage.picture());
        stage.keys("n");
    }
    let mut english = Stage::new(&[("a.md", &text)]).english().with_pictures(&pictures);
    english.keys("<Enter>#");
    assert!(english.picture().contains("There is no such file"), "{}", english.picture());
}

#[test]
fn with_too_few_colours_a_word_says_so() {
    let mut stage = looking();
    stage.show_pictures(PictureWay::Words);
    assert_eq!(cells(&stage), None);
    assert!(stage.picture().contains("颜色不够"), "{}", stage.picture());
    stage.show_pictures(PictureWay::Cells { indexed: true });
    let buffer = stage.draw().0;
    let colours = buffer.content.iter().filter(|cell| matches!(cell.bg, Color::Indexed(16..))).count();
    assert!(colours > 100 && !buffer.content.iter().any(|cell| matches!(cell.bg, Color::Rgb(..))));
}

#[test]
fn where_the_sign_takes_two_cells_cells_are_halved_sideways() {
    let (one, other) = (picture(400, 200), picture(60, 90));
    let stage = Stage::new(&[("a.md", &article())]).wide();
    let stage = stage.with_pictures(&[("a.png", &one), ("b/乙.png", &other)]).after("<Enter>#n++");
    assert!(!stage.picture().contains('▀'), "{}", stage.picture());
    assert!(cells(&stage).is_some());
}

#[test]
fn a_click_on_its_row_opens_it() {
    let (one, other) = (picture(400, 200), picture(60, 90));
    let mut stage = Stage::new(&[("a.md", &article())]).with_pictures(&[("a.png", &one), ("b/乙.png", &other)]);
    stage.keys("<Enter>");
    let row = |stage: &Stage, of: &str| {
        let picture = stage.picture();
        picture.lines().position(|row| row.contains(of)).expect("its row") as u16
    };
    let x = stage.areas().text.x;
    let y = row(&stage, "图 2／2");
    stage.click(x + 2, y);
    assert!(stage.picture().contains("图  2／2"), "{}", stage.picture());
    stage.keys("q");
    // On what is said of it.
    let y = row(&stage, "图 1／2");
    stage.click(x + 14, y);
    assert!(stage.picture().contains("图  1／2"), "{}", stage.picture());
    stage.click(5, 5);
    assert_eq!(cells(&stage), None, "a click on it closes it");
}

#[test]
fn an_article_without_pictures_says_so() {
    let text = post("桥头", "2022-01-14 08:00:00", "某报", "<p>早晨。</p>");
    let stage = Stage::new(&[("a.md", &text)]).after("<Enter>#");
    assert!(stage.picture().contains("这一篇没有图"), "{}", stage.picture());
}

/// An article of several pictures between paragraphs, with small pictures in the text.
fn inline() -> Stage {
    let paragraph = "<p>到了八点，最后一辆推车也走了，桥上只剩下水渍和几张油纸，扫街的人慢慢地扫过来。</p>";
    let pictures: String =
        (1..=4).map(|n| format!("<p><img src='{n}.png' alt='桥头第{n}个早点摊'></p>{}", paragraph.repeat(3))).collect();
    let text = post("桥头的早晨", "2022-01-14 08:00:00", "某报", &format!("{paragraph}{pictures}"));
    let (wide, high) = (picture(400, 200), picture(60, 90));
    let files: [(&str, &[u8]); 3] = [("1.png", &wide), ("2.png", &high), ("4.png", &wide)];
    Stage::new(&[("a.md", &text)]).with_pictures(&files).after("<Enter>~")
}

/// The rows of the screen that have something of a picture.
fn rows_with_pictures(stage: &Stage) -> Vec<u16> {
    let buffer = stage.draw().0;
    let has = |y: &u16| (0..buffer.area.width).any(|x| matches!(buffer[(x, *y)].bg, Color::Rgb(..)));
    (0..buffer.area.height).filter(has).collect()
}

#[test]
fn small_pictures_stand_in_the_text_below_what_is_said_of_them() {
    let mut stage = inline();
    let rows = rows_with_pictures(&stage);
    let picture = stage.picture();
    let said = picture.lines().position(|row| row.contains("第1个早点摊")).expect("its caption") as u16;
    assert_eq!(rows.first(), Some(&(said + 1)), "{picture}");
    assert!(rows.len() >= 10, "{rows:?}\n{picture}");
    insta::assert_snapshot!(picture);
    // What has no file has no rows.
    stage.keys("G");
    assert!(!rows_with_pictures(&stage).is_empty());
    // Nothing of the text is lost between them.
    stage.keys("~");
    assert_eq!(rows_with_pictures(&stage), Vec::<u16>::new());
    assert!(stage.picture().contains("第4个早点摊"));
}

#[test]
fn they_scroll_row_by_row_and_keep_to_any_size() {
    let mut stage = inline();
    let before = rows_with_pictures(&stage);
    stage.keys("jjjj");
    let after = rows_with_pictures(&stage);
    let moved: Vec<u16> = before.iter().filter_map(|row| row.checked_sub(4)).filter(|row| *row >= 1).collect();
    assert!(moved.iter().all(|row| after.contains(row)), "{before:?} {after:?}");
    for (columns, rows) in [(40, 12), (80, 24), (160, 45), (20, 6), (100, 30)] {
        stage.resize(columns, rows);
        stage.keys("gjG");
        let areas = stage.areas();
        let buffer = stage.draw().0;
        for at in buffer.area.positions().filter(|at| matches!(buffer[*at].bg, Color::Rgb(..))) {
            assert!(areas.text.contains(at) || areas.second.contains(at), "{columns}x{rows}: {at:?}");
        }
    }
}

#[test]
fn rows_of_pictures_are_handed_over_as_far_as_they_are_seen() {
    let mut stage = inline();
    stage.show_pictures(PictureWay::Kitty);
    let strips = |stage: &Stage| kanbao::view::strips(&stage.app, &stage.areas());
    let whole = strips(&stage);
    assert!(whole.windows(2).all(|two| two[0].picture.number != two[1].picture.number || two[1].y == two[0].y + 1));
    let first = whole.first().expect("a row").clone();
    assert_eq!(first.row, 0);
    let up = usize::from(first.y - stage.areas().text.y) + 3;
    stage.keys(&format!("{up}j"));
    let cut = strips(&stage);
    assert_eq!((cut[0].row, cut[0].y), (3, stage.areas().text.y), "its upper rows have gone");
    stage.keys("?");
    assert_eq!(strips(&stage), Vec::new(), "something lies over them");
}

#[test]
fn a_click_on_a_small_one_shows_it_large() {
    let mut stage = inline();
    let row = rows_with_pictures(&stage)[2];
    let x = stage.areas().text.x;
    stage.click(x + 3, row);
    assert!(stage.picture().contains("图  1／4"), "{}", stage.picture());
}

#[test]
fn a_picture_may_stand_in_its_own_address() {
    let address = format!("data:image/png;base64,{}", "iVBORw0KGgo".repeat(120));
    let body = format!(
        "<p>早晨。</p><p><img src='{address}' alt='桥头的早点摊'></p><p><img src='data:image/gif;base64,R0lGOD'></p>"
    );
    let text = post("桥头", "2022-01-14 08:00:00", "某报", &body);
    let stage = Stage::new(&[("a.md", &text)]).with_pictures(&[(&address, &picture(40, 30))]).after("<Enter>#");
    assert!(stage.picture().contains("40 x 30 像素"), "{}", stage.picture());
    let speck = stage.after("n");
    assert!(
        !speck.picture().contains("像素"),
        "what stands for a picture until it is loaded is none: {}",
        speck.picture()
    );
}

#[test]
fn what_is_on_the_web_says_how_it_is_got() {
    let body = "<p>早晨。</p><p><img src='https://n.example.org/a.png' alt='桥头的早点摊'></p>";
    let text = post("桥头", "2022-01-14 08:00:00", "某报", body);
    let mut stage = Stage::new(&[("a.md", &text)]).with_pictures(&[]);
    stage.keys("<Enter>#f");
    assert!(stage.picture().contains("fetch = true"), "{}", stage.picture());
    assert!(!stage.commands.iter().any(|command| matches!(command, Command::Fetch { .. })));
    stage.send(Message::Picture(PictureNews::MayFetch(true)));
    stage.keys("f");
    let asked = stage.commands.iter().filter(|command| matches!(command, Command::Fetch { .. })).count();
    assert_eq!(asked, 1);
    assert!(stage.picture().contains("正在取图"), "{}", stage.picture());
}
