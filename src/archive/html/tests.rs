//! Pictures of HTML: each block with its spans written into it.

use crate::archive::parse;
use crate::model::{Block, InlineStyle, Origin};

/// The blocks of a body in lines: `kind|text`, a span as `{S text}` by its style's first letter, a link with its
/// address, a ruby with its reading.
fn picture(body: &str) -> String {
    let text = format!("---\ntitle: 题目\nurl: https://a.example/b/c.html\n---\n{body}");
    let article = parse(&Origin::File("a.md".into()), text.as_bytes()).expect("an article");
    article.body.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn line(block: &Block) -> String {
    let text = block.text();
    let mut marks: Vec<(usize, usize, String)> = Vec::new();
    for (nth, span) in block.inline.spans.iter().enumerate() {
        let letter = match span.style {
            InlineStyle::Strong => "S",
            InlineStyle::Emphasis => "E",
            InlineStyle::Code => "C",
            InlineStyle::Link => "L",
            InlineStyle::Ruby => "R",
        };
        let more = span.href.as_ref().or(span.reading.as_ref()).map(|more| format!(" {more}")).unwrap_or_default();
        marks.push((span.start, nth + 100, format!("{{{letter} ")));
        marks.push((span.end, 99 - nth.min(99), format!("{more}}}")));
    }
    marks.sort();
    let mut out = format!("{}|", block.kind.name());
    let mut at = 0;
    for (place, _, mark) in marks {
        out.push_str(&text[at..place]);
        out.push_str(&mark);
        at = place;
    }
    (out + &text[at..]).replace('\n', "⏎").replace('\t', "⇥")
}

#[test]
fn bold_is_strong_and_italic_is_emphasis() {
    assert_eq!(
        picture("<p>甲<strong>乙<em>丙</em></strong>，<i>丁</i><span style='font-weight: bold'>戊</span>己</p>"),
        "paragraph|甲{S 乙{E 丙}}，{E 丁}{S 戊}己"
    );
}

#[test]
fn readings_are_spans_on_their_base() {
    assert_eq!(
        picture("<p>この<ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rt>じ</rt></ruby>を読む。</p>"),
        "paragraph|この{R 漢 かん}{R 字 じ}を読む。"
    );
    assert_eq!(
        picture("<p><ruby><rb>漢</rb><rb>字</rb><rt>かん</rt><rt>じ</rt></ruby>。<ruby>空<rt></rt></ruby></p>"),
        "paragraph|{R 漢字 かんじ}。空"
    );
    assert_eq!(
        picture("<p>朝の<b>市場《いちば》</b>へ行く。</p><p>他写了《故乡》。</p>"),
        "paragraph|朝の{S {R 市場 いちば}}へ行く。\nparagraph|他写了《故乡》。"
    );
}
