//! What every kind of screen looks like, at every size, in both languages.

use kanbao::app::Message;

use crate::articles::{EVERYTHING, library};
use crate::kit::Stage;

const SIZES: [(u16, u16); 8] = [(200, 50), (160, 45), (100, 30), (80, 24), (60, 20), (40, 12), (20, 6), (1, 1)];

/// A picture at every size, one under the other; then those of the sizes that are commonest, in English.
fn album(stage: impl Fn() -> Stage, keys: &str) -> String {
    // The keys come after the size: what they mean depends on it.
    let drawn = |(columns, rows), stage: Stage| {
        format!("{columns} x {rows}\n{}\n", stage.at(columns, rows).after(keys).picture())
    };
    let pictures = SIZES.into_iter().map(|size| drawn(size, stage()));
    let english = SIZES[2..6].iter().map(|&size| drawn(size, stage().english()));
    pictures.chain(english).collect::<Vec<_>>().join("\n")
}

#[test]
fn list() {
    insta::assert_snapshot!(album(library, "jj"));
}

#[test]
fn groups() {
    insta::assert_snapshot!(album(library, "SDjjjjjjjjjjjjjjjjjj"));
}

#[test]
fn arrangement() {
    insta::assert_snapshot!(album(library, "StSMSj"));
}

#[test]
fn reader() {
    insta::assert_snapshot!(album(library, "<Enter>"));
}

#[test]
fn reader_further_down() {
    insta::assert_snapshot!(album(library, "<Enter><PgDn>"));
}

#[test]
fn the_end_of_the_article() {
    insta::assert_snapshot!(album(library, "<Enter>G"));
}

#[test]
fn what_was_cut() {
    insta::assert_snapshot!(album(library, "<Enter>vG"));
}

#[test]
fn results() {
    insta::assert_snapshot!(album(library, "s会议 天津<Enter>j"));
}

#[test]
fn matches() {
    insta::assert_snapshot!(album(library, "<Enter>/会议<Enter>fj"));
}

#[test]
fn keyword_panel() {
    insta::assert_snapshot!(album(library, "m会议<Enter>m天津<Enter>Mj"));
}

#[test]
fn where_a_search_begins() {
    insta::assert_snapshot!(album(library, "s会议<Enter>qs<C-u>"));
}

#[test]
fn a_search_without_a_result() {
    insta::assert_snapshot!(album(library, "s没有这样的话<Enter>"));
}

#[test]
fn key_terms() {
    insta::assert_snapshot!(album(library, "<Enter>t"));
}

#[test]
fn outline() {
    insta::assert_snapshot!(album(library, "<Enter>c"));
}

#[test]
fn links() {
    insta::assert_snapshot!(album(library, "<Enter>F"));
}

#[test]
fn notes() {
    insta::assert_snapshot!(album(library, "<Enter>Vn要核对<Enter>A"));
}

#[test]
fn messages() {
    insta::assert_snapshot!(album(library, "<Enter>*@"));
}

#[test]
fn details() {
    insta::assert_snapshot!(album(library, "<Enter>i"));
}

#[test]
fn help() {
    insta::assert_snapshot!(album(library, "?"));
}

#[test]
fn search_prompt() {
    insta::assert_snapshot!(album(library, "<Enter>/会议"));
}

#[test]
fn search_kept() {
    insta::assert_snapshot!(album(library, "<Enter>/会议<Enter>nn"));
}

#[test]
fn keyword_prompt() {
    insta::assert_snapshot!(album(library, "<Enter>m清零"));
}

#[test]
fn filter() {
    insta::assert_snapshot!(album(library, "/会议"));
}

#[test]
fn filter_without_a_title() {
    insta::assert_snapshot!(album(library, "/没有这样的题目"));
}

#[test]
fn not_an_article() {
    let stage = || Stage::new(&[("picture.png", "\0\0\0\0\u{1}binary\0")]);
    insta::assert_snapshot!(album(stage, ""));
    insta::assert_snapshot!(album(stage, "<Enter>"));
}

#[test]
fn an_empty_archive() {
    insta::assert_snapshot!(album(|| Stage::new(&[]), ""));
    insta::assert_snapshot!(album(|| Stage::new(&[]), "<Enter>"));
}

fn loading() -> Stage {
    let mut stage = Stage::silent();
    stage.send(Message::Progress { found: 10_000, read: 256 });
    stage.settle();
    stage
}

#[test]
fn loading_the_first() {
    insta::assert_snapshot!(album(loading, ""));
    insta::assert_snapshot!(album(loading, "l"));
}

#[test]
fn loading_the_rest_and_waiting_for_an_article() {
    let stage = || {
        let mut stage = loading();
        stage.add("everything.md", EVERYTHING);
        stage
    };
    insta::assert_snapshot!(album(stage, ""));
    insta::assert_snapshot!(album(stage, "<Enter>"));
}

#[test]
fn a_dead_worker() {
    let stage = || {
        let mut stage = library();
        stage.send(Message::Died("a thread fell".into()));
        stage
    };
    insta::assert_snapshot!(album(stage, ""));
}

#[test]
fn english() {
    let words = |keys: &str| library().at(100, 30).english().after(keys).picture();
    for keys in ["jj", "<Enter>", "?", "<Enter>/会议", "<Enter>m清零", "/会议", "/Nothing", "<Enter>v<PgDn><PgDn>"]
    {
        insta::assert_snapshot!(words(keys));
    }
    insta::assert_snapshot!(Stage::new(&[]).english().picture());
    insta::assert_snapshot!(Stage::new(&[("empty.md", "\n")]).english().picture());
    insta::assert_snapshot!(loading().english().picture());
}

#[test]
fn ambiguous_wide() {
    insta::assert_snapshot!(library().wide().after("<Enter>").picture());
    insta::assert_snapshot!(library().wide().at(40, 12).after("<Enter>/“清零").picture());
}

#[test]
fn the_tour() {
    insta::assert_snapshot!(Stage::samples().picture());
    insta::assert_snapshot!(Stage::samples().at(60, 20).picture());
}
