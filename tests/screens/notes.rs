//! Highlights, notes and marks.

use kanbao::app::{Command, Message};
use kanbao::model::{Annotation, Change, Memory, SafeText};

use crate::articles::post;
use crate::kit::Stage;

const FIRST: &str = "<p>天津的会议开到深夜。“河上的风很凉。”他说！</p><p>第二段说的是海河。海河很长。</p>";

fn stage(first: &str) -> Stage {
    let filler: String = (1..=60).map(|n| format!("<p>第{n}段，河上的风比城里凉一些。</p>")).collect();
    Stage::new(&[
        ("a.md", &post("会议", "2022-01-14 08:00:00", "某报", first)),
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

/// What is kept of annotations at the end, and of marks.
fn memory(stage: &Stage) -> Memory {
    let mut memory = Memory::default();
    for change in &stage.kept {
        match change {
            Change::Annotated(annotation) => {
                memory.annotations.retain(|known| known.id != annotation.id);
                memory.annotations.push(Annotation::clone(annotation));
            }
            Change::NoAnnotation(id) => memory.annotations.retain(|known| known.id != *id),
            Change::Bookmarked(bookmark) => memory.bookmarks.push(bookmark.clone()),
            _ => {}
        }
    }
    memory
}

fn lit(stage: &Stage) -> Vec<String> {
    let article = stage.app.reader().article().expect("an article");
    let spans = stage.app.annotations().placed().iter().filter_map(|placed| placed.span);
    spans.map(|span| span.pieces(&article.body).join("/")).collect()
}

#[test]
fn a_selection_is_highlighted_noted_changed_and_removed() {
    let mut stage = stage(FIRST).after("V<Enter>");
    assert!(stage.status().starts_with("已标亮  Z 撤销"), "{}", stage.status());
    assert_eq!(lit(&stage), ["天津的会议开到深夜。"]);
    assert!(stage.list()[2].contains('"'), "the list shows it: {:?}", stage.list());
    // In another colour, with a note, over two paragraphs.
    stage.keys("V})ocn");
    assert!(stage.status().starts_with("Enter 记下  C-j 换行"), "{}", stage.status());
    stage.keys("要核对<Enter>");
    assert_eq!(lit(&stage).len(), 2);
    stage.keys("A");
    let rows = panel(&stage);
    assert!(rows[0].starts_with("标亮和批注 2"), "{rows:?}");
    assert_eq!(rows[1], "›绿 天津的会议开到深夜。");
    assert!(rows[2].starts_with("青 要核对 天津的会议开到深夜。“河上的风很凉。”他说！ 第二段"), "{rows:?}");
    // The note is gone on with; the colour turns; what is removed comes back.
    stage.keys("jr日期<Enter>>");
    assert!(panel(&stage)[2].starts_with("›蓝 要核对日期 天津"), "{:?}", panel(&stage));
    assert!(stage.status().starts_with("换了颜色  Z 撤销"), "{}", stage.status());
    stage.keys("Z");
    assert!(panel(&stage)[2].starts_with("›青 要核对日期 天津"), "{:?}", panel(&stage));
    stage.keys("x");
    assert_eq!(panel(&stage).len(), 3, "{:?}", panel(&stage));
    assert!(stage.status().starts_with("已去掉标亮  Z 撤销"), "{}", stage.status());
    stage.keys("Z");
    assert!(panel(&stage)[2].contains("要核对日期"), "{:?}", panel(&stage));
    stage.keys("<Esc>Z");
    stage.keys("A");
    assert!(panel(&stage)[2].contains("青 要核对 天津"), "{:?}", panel(&stage));
    assert_eq!(memory(&stage).annotations.len(), 2);
    assert_eq!(memory(&stage).annotations[1].note.as_str(), "要核对");
    assert_eq!(
        memory(&stage).annotations[0].quotation.suffix.as_str(),
        "“河上的风很凉。”他说！\n第二段说的是海河。海河很长。"
    );
}

#[test]
fn a_note_on_a_selection_that_is_given_up_leaves_nothing() {
    let mut stage = stage(FIRST).after("Vn要核对<Esc>");
    assert_eq!((lit(&stage).len(), memory(&stage).annotations.len()), (0, 0));
    stage.keys("Z");
    assert!(stage.status().starts_with("没有可撤销"), "{}", stage.status());
    // What was highlighted before stays as it was, in its colour; and a note without a word is a highlight.
    stage.keys("V<Enter>");
    let before = memory(&stage).annotations;
    stage.keys("Vcn要核对<Esc>");
    assert_eq!((lit(&stage).len(), memory(&stage).annotations), (1, before));
    stage.keys("ZVn<Enter>");
    assert_eq!(lit(&stage), ["天津的会议开到深夜。"]);
}

#[test]
fn the_panel_undoes_what_it_shows_and_nothing_else() {
    let mut stage = stage(FIRST).after("V<Enter>Ax");
    assert!(!panel(&stage).iter().any(|row| row.contains("绿")), "{:?}", panel(&stage));
    // Nothing is left to be selected, and the last one comes back all the same.
    stage.keys("Z");
    assert!(panel(&stage)[1].starts_with("›绿"), "{:?}", panel(&stage));
    // A star is on the list behind the panel: its undoing waits until that can be seen.
    stage.keys("<Esc>*AZ");
    let starred = |stage: &Stage| stage.app.list().is_starred(kanbao::model::EntryId(0));
    assert!(starred(&stage) && panel(&stage)[1].starts_with("›绿"), "{:?}", panel(&stage));
    stage.keys("<Esc>Z");
    assert!(!starred(&stage));
}

#[test]
fn notes_are_there_in_the_next_run_and_lead_to_their_places() {
    let mut before = stage(FIRST).after("V<Enter>J30jVn很凉<Enter>");
    let (kept, there) = (memory(&before), before.text());
    assert_eq!(kept.annotations.len(), 2);
    before.keys("B");
    assert!(panel(&before)[0].starts_with("全部标亮和批注 2"), "{:?}", panel(&before));
    let mut next = stage(FIRST);
    next.send(Message::Memory(Box::new(kept)));
    next.settle();
    assert_eq!(lit(&next), ["天津的会议开到深夜。"]);
    next.keys("B");
    assert!(panel(&next)[1].contains("很凉") && panel(&next)[1].ends_with("长篇"), "{:?}", panel(&next));
    next.keys("<Enter>");
    assert_eq!(lit(&next).len(), 1);
    let quoted = lit(&next)[0].trim_end_matches('。').to_owned();
    assert!(next.text().iter().any(|row| row.contains(&quoted)), "{:?} {there:?}", next.text());
    assert!(next.status().starts_with("很凉"), "{}", next.status());
    next.keys("<BS>");
    assert_eq!(lit(&next), ["天津的会议开到深夜。"], "and back");
    // A query asks for it.
    next.keys("h/is:noted 会议<Enter>");
    assert_eq!(next.app.list().shown().len(), 1);
    next.keys("<Esc>/is:noted<Enter>");
    assert_eq!(next.app.list().shown().len(), 2);
    // What is removed is listed no more.
    next.keys("<Esc>glAx<Esc>h/is:noted<Enter>");
    assert_eq!(next.app.list().shown().len(), 1);
}

#[test]
fn what_an_article_was_opened_for_is_forgotten_with_another() {
    let mut other = stage(FIRST).after("J30jV<Enter>");
    let kept = memory(&other);
    let mut next = Stage::silent().with_all_of(&mut other);
    next.send(Message::AllRead);
    next.send(Message::Memory(Box::new(kept)));
    // Its article does not come before one has gone elsewhere.
    next.keys("lB<Enter>");
    assert!(next.app.reader().is_waiting() && next.app.list().position() == Some(1));
    next.keys("K");
    next.answer();
    next.keys("J");
    assert_eq!(next.text()[..3], stage(FIRST).after("J").text()[..3]);
    // Where one stays it is gone to.
    let mut staying = Stage::silent().with_all_of(&mut other);
    staying.send(Message::AllRead);
    staying.send(Message::Memory(Box::new(memory(&other))));
    staying.keys("lB<Enter>");
    staying.answer();
    assert_eq!(lit(&staying).len(), 1);
    assert_ne!(staying.text()[..3], next.text()[..3]);
}

#[test]
fn a_highlight_goes_with_its_text_and_is_lost_with_it() {
    let kept = || memory(&stage(FIRST).after("V)on要核对<Enter>"));
    let mut edited = stage("<p>新的导语。</p><p>天津市的会议开到了深夜。“河上的风很凉。”他说！</p>");
    edited.send(Message::Memory(Box::new(kept())));
    edited.settle();
    assert_eq!(lit(&edited), ["天津市的会议开到了深夜。“河上的风很凉。”"]);
    // That is kept: the next change starts from there.
    let moved = memory(&edited).annotations;
    assert_eq!((moved.len(), moved[0].span.start.block.0), (1, 1));
    // Another measure is no other place.
    edited.keys("<<<");
    assert_eq!(lit(&edited).len(), 1);
    let mut cut = stage("<p>本文已删除。</p>");
    cut.send(Message::Memory(Box::new(kept())));
    cut.settle();
    cut.keys("A");
    assert!(panel(&cut)[1].contains("要核对") && panel(&cut)[1].ends_with("找不到原处"), "{:?}", panel(&cut));
    cut.keys("<Enter>");
    assert!(cut.status().starts_with("找不到原处"), "{}", cut.status());
    assert!(memory(&cut).annotations.is_empty(), "it stays as it is kept");
}

#[test]
fn letters_lead_to_places() {
    let mut stage = stage(FIRST).after("J20j");
    let there = stage.text();
    stage.keys("\"a\"B10j\"b");
    assert!(stage.status().starts_with("已记下记号 b"), "{}", stage.status());
    stage.keys("'a");
    assert_eq!(stage.text(), there);
    stage.keys("''");
    assert_ne!(stage.text(), there);
    // A small letter is of its article alone.
    stage.keys("K'a");
    assert!(stage.status().starts_with("没有记号 a"), "{}", stage.status());
    stage.keys("'B");
    assert_eq!(stage.text(), there);
    stage.keys("K'");
    assert!(stage.status().starts_with("到哪个记号"), "{}", stage.status());
    stage.keys("5");
    assert!(stage.status().starts_with("记号是一个字母"), "{}", stage.status());
    let mut next = self::stage(FIRST);
    next.send(Message::Memory(Box::new(memory(&stage))));
    next.settle();
    next.keys("'B");
    assert_eq!(next.text(), there, "in the next run");
}

#[test]
fn a_picture_of_notes() {
    let album = |columns, rows, keys: &str| {
        let keys = format!("V<Enter>JV)cn凉快<Enter>20jV}}n河上的风比城里凉一些，是不是每一段都这样说？<Enter>{keys}");
        stage(FIRST).at(columns, rows).after(&keys).picture()
    };
    insta::assert_snapshot!(
        [album(100, 12, "g"), album(100, 12, "A"), album(80, 10, "B"), album(40, 9, "B")].join("\n\n")
    );
}

#[test]
fn a_note_has_as_many_lines_as_are_written() {
    let mut stage = stage(FIRST).after("Vn第一行<C-j>second line<M-Enter><C-j>第四行");
    assert!(stage.picture().contains("批注  20字"), "{}", stage.picture());
    // Up and down, to the start of the line, the end of it, and words.
    stage.keys("<Up><Up><C-a>甲<C-e>乙<M-b><M-d>");
    stage.paste("丙\n丁");
    let written = "第一行\n甲second line丙\n丁\n\n第四行";
    assert_eq!(stage.app.prompt().map(|prompt| prompt.text()), Some(written));
    stage.keys("<Enter>");
    assert_eq!(stage.app.annotations().all()[0].note.as_str(), written);
    // The panel has the first line, and says how many more there are.
    stage.keys("A");
    assert_eq!(panel(&stage)[1], "›绿 第一行 天津的会议开到深夜。 另 3 行");
    // It is gone on with as it is, and given up as it was.
    stage.keys("r");
    assert_eq!(stage.app.prompt().map(|prompt| prompt.text()), Some(written));
    stage.keys("x<C-j><Esc>");
    assert_eq!(stage.app.annotations().all()[0].note.as_str(), written);
}

#[test]
fn a_note_that_is_too_long_says_so() {
    let mut stage = stage(FIRST).after("Vn");
    stage.paste(&"河".repeat(20_001));
    assert!(stage.status().starts_with("批注最长 20000 字"), "{}", stage.status());
    stage.keys("海<C-j>");
    assert_eq!(stage.app.prompt().map(|prompt| prompt.text().chars().count()), Some(20_000));
    stage.keys("<Enter>");
    assert_eq!(stage.app.annotations().all()[0].note.chars().count(), 20_000);
}

#[test]
fn a_note_is_written_in_an_editor() {
    let mut stage = stage(FIRST).after("Vn一<C-j>二<C-o>");
    let Some(Command::WriteNote { id, text }) = stage.commands.last().cloned() else { panic!("an editor") };
    assert_eq!(text, "一\n二");
    stage.send(Message::NoteWritten(id, SafeText::body("一\n二\n三\n")));
    stage.settle();
    assert!(stage.app.prompt().is_none() && stage.status().starts_with("批注已记下"), "{}", stage.status());
    assert_eq!(stage.app.annotations().all()[0].note.as_str(), "一\n二\n三");
    // From the panel too; an editor that was given up changes nothing.
    stage.keys("Ae");
    assert!(matches!(stage.commands.last(), Some(Command::WriteNote { text, .. }) if text == "一\n二\n三"));
    stage.send(Message::NoteWritten(id, SafeText::body("\n")));
    assert_eq!(stage.app.annotations().all()[0].note.as_str(), "");
}

#[test]
fn rows_of_panels_are_filtered() {
    let mut stage = stage(FIRST).after("V<Enter>V)))cn要核对<C-j>海河<Enter>A");
    assert_eq!(panel(&stage).iter().filter(|row| row.contains("绿") || row.contains("青")).count(), 2);
    // By a line of the note that is not on the screen, or by what is quoted.
    stage.keys("/海河<Enter>");
    assert!(panel(&stage)[0].starts_with("标亮和批注 1 /海河") && panel(&stage)[1].contains("要核对"));
    stage.keys("r<C-j>补<Enter>");
    assert!(panel(&stage)[1].contains("另 2 行"), "what is selected is what is shown: {:?}", panel(&stage));
    stage.keys("<Esc>");
    assert!(panel(&stage)[0].starts_with("标亮和批注 2"), "{:?}", panel(&stage));
    stage.keys("/没有这样的<Enter>");
    assert!(panel(&stage)[1].starts_with("没有找到"), "{:?}", panel(&stage));
    stage.keys("<Esc><Esc>");
    assert!(stage.app.overlay().is_none());
    // The help by what keys do, and by their names; the keywords by theirs.
    stage.keys("?/关键词<Enter>");
    assert!(
        panel(&stage).iter().any(|row| row == "M 关键词一览")
            && !panel(&stage).iter().any(|row| row.contains("下半页"))
    );
    stage.keys("qm天津<Enter>m海河<Enter>M/海<Enter><Space>");
    let off: Vec<&str> = stage.app.keywords().iter().filter(|word| !word.is_on()).map(|word| word.pattern()).collect();
    assert_eq!(off, ["海河"]);
}

#[test]
fn a_picture_of_a_note_that_is_written() {
    let album = |columns, rows| {
        let keys = "V<Enter>V)cn河上的风比城里凉一些，是不是每一段都这样说？这一行比屏幕长，要折到下一行去，再长一些。<C-j><C-j>Second line<Left><Left>";
        stage(FIRST).at(columns, rows).after(keys).picture()
    };
    insta::assert_snapshot!([album(100, 16), album(80, 12), album(40, 12)].join("\n\n"));
}
