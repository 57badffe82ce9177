use super::*;

fn paragraphs_of(parts: &[&str], loose: bool) -> Vec<String> {
    let mut builder = InlineBuilder::default();
    for part in parts {
        match *part {
            "<br>" => builder.line_break(),
            text => builder.write(text, &Setting::default()),
        }
    }
    builder.take(loose).into_iter().map(|paragraph| paragraph.inline.text.to_string()).collect()
}

#[test]
fn words_cut_by_elements_join_and_source_lines_too() {
    assert_eq!(paragraphs_of(&["宁夏", "金晶科技", "有限公司"], false), ["宁夏金晶科技有限公司"]);
    assert_eq!(paragraphs_of(&["\n  天津\n  市 a\n b "], false), ["天津市 a b"]);
}

#[test]
fn a_span_that_begins_in_trimmed_white_is_kept() {
    let mut builder = InlineBuilder::default();
    builder.write("甲", &Setting::default());
    builder.line_break();
    builder.write("　　乙丙", &Setting::default().with(InlineStyle::Strong).with(InlineStyle::Emphasis));
    let paragraphs = builder.take(true);
    assert!(!paragraphs[0].bold && paragraphs[1].bold);
    let span = &paragraphs[1].inline.spans[0];
    assert_eq!((span.start, span.end), (0, "乙丙".len()));
}

#[test]
fn breaks_part_paragraphs_where_they_mean_it() {
    assert_eq!(paragraphs_of(&["床前", "<br>", "疑是"], false), ["床前\n疑是"]);
    assert_eq!(paragraphs_of(&["床前", "<br>", "<br>", "疑是"], false), ["床前", "疑是"]);
    assert_eq!(paragraphs_of(&["　　床前", "<br>", "　　疑是"], false), ["床前", "疑是"]);
    assert_eq!(
        paragraphs_of(&["床前", "<br>", "\u{2003}\u{2003}疑是", "<br>", "\u{A0}\u{A0}霜"], false),
        ["床前", "疑是\n霜"]
    );
    assert_eq!(paragraphs_of(&["床前", "<br>", "疑是"], true), ["床前", "疑是"]);
    assert_eq!(paragraphs_of(&["<br>", "　　", "\u{A0}"], true), [""; 0]);
}
