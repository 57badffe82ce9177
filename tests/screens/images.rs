//! Pictures of an article: their rows in the text, and one over the screen.

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
        (12, "〔图 1／2"),
    ] {
        let mut stage = reading();
        stage.resize(columns, 60);
        let picture = stage.picture();
        let rows: Vec<&str> = picture.lines().map(|row| row.trim_start_matches('|').trim()).collect();
        let at = rows.iter().position(|row| row.contains("图 1")).unwrap_or_else(|| panic!("{columns}: {picture}"));
        assert!(rows[at].starts_with(first), "{columns}: {}", rows[at]);
        assert!(rows.iter().any(|row| row.starts_with("〔图 2／2")), "{columns}: {picture}");
    }
    let english = Stage::new(&[("a.md", &article())]).english().after("<Enter>");
    assert!(english.picture().contains("[image 2/2]"), "{}", english.picture());
}
