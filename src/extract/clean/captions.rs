//! Cleaning the *captions*: the line under a picture is its caption where it says so, or is set so.
//!
//! A caption may say what it is (`图1：…`, `▲…`, `…摄`), may stand in one paragraph, cell or box with its picture, or may
//! be set apart: in the middle, small, grey. How a line is set says nothing in an article that is set so throughout. A
//! short paragraph without any sign stays one.

use std::sync::LazyLock;

use crate::extract::credits::in_row;
use crate::extract::draft::{DraftBlock, DraftFrame};
use crate::extract::furniture::{FurnitureRules, Zone};
use crate::extract::pattern::Pattern;
use crate::extract::prose::{is_prose, skeleton, trim};
use crate::model::{BlockKind, Inline, InlineStyle, SafeText};

/// The longest captions, in characters: with a sign of their own, in a box with the picture, and set apart only.
const LONGEST_SIGNED: usize = 200;
const LONGEST_BOXED: usize = 120;
const LONGEST_SET: usize = 100;

/// How the texts of an article are set mostly.
struct UsualLook {
    centred: bool,
    faint: bool,
    /// Whether bold lines in the middle are its headings.
    bold_headings: bool,
}

/// Gives every picture the caption under it, or the one above that points at it.
pub(super) fn take(drafts: &mut Vec<DraftBlock>, rules: FurnitureRules<'_>) {
    let usual = UsualLook::of(drafts);
    let mut at = 0;
    while at < drafts.len() {
        let Some(image) = next(drafts, at) else { break };
        if !drafts[image].is_image() {
            at = image + 1;
            continue;
        }
        let row = row(drafts, image, &usual, rules);
        if !row.is_empty() {
            at = row.last().map_or(at, |&(_, line)| line) + 1;
            for (image, line) in row {
                give(drafts, image, line);
            }
            continue;
        }
        let below = next(drafts, image + 1);
        if let Some(above) = previous(drafts, image).filter(|&above| points_down(&drafts[above])) {
            give(drafts, image, above);
        } else if let Some(below) = below.filter(|&below| is_caption(&drafts[image], &drafts[below], &usual, rules)) {
            give(drafts, image, below);
            // Who took the picture may stand on a line of its own.
            if let Some(credit) = next(drafts, below + 1).filter(|&credit| is_photo_credit(&drafts[credit])) {
                give(drafts, image, credit);
            }
        }
        at = image + 1;
    }
    drafts.retain(|draft| !is_spent(draft));
}

/// Several pictures side by side and under them as many lines in the same box: each with its own.
fn row(drafts: &[DraftBlock], image: usize, usual: &UsualLook, rules: FurnitureRules<'_>) -> Vec<(usize, usize)> {
    const MOST: usize = 8;
    let each = |from: usize| std::iter::successors(next(drafts, from), |&at| next(drafts, at + 1));
    let images: Vec<usize> = each(image).take_while(|&at| drafts[at].is_image()).take(MOST).collect();
    let last = images.last().copied().unwrap_or(image);
    let fits = |&line: &usize| {
        let boxed = matches!(drafts[line].look.frame, DraftFrame::Around | DraftFrame::Same);
        boxed && is_caption(&drafts[last], &drafts[line], usual, rules)
    };
    let lines: Vec<usize> = each(last + 1).take_while(fits).take(MOST).collect();
    let paired = images.len() > 1 && images.len() == lines.len() && images.iter().all(|&at| drafts[at].alt);
    if paired { images.into_iter().zip(lines).collect() } else { Vec::new() }
}

/// A caption that went to its picture leaves a paragraph without text behind.
fn is_spent(draft: &DraftBlock) -> bool {
    draft.source.as_deref() == Some(SPENT)
}

/// What marks a draft whose text went to a picture.
const SPENT: &str = "caption";

fn takes_part(draft: &DraftBlock) -> bool {
    draft.kept() && !is_spent(draft)
}

/// The first draft for the reader from `at` on.
fn next(drafts: &[DraftBlock], at: usize) -> Option<usize> {
    (at..drafts.len()).find(|&at| takes_part(&drafts[at]))
}

fn previous(drafts: &[DraftBlock], at: usize) -> Option<usize> {
    (0..at).rev().find(|&at| takes_part(&drafts[at]))
}

/// Moves the text of a draft to a picture.
fn give(drafts: &mut [DraftBlock], image: usize, text: usize) {
    let mut inline = std::mem::take(&mut drafts[text].block.inline);
    drafts[text].source = Some(SPENT.to_owned());
    inline.spans.retain(|span| span.style != InlineStyle::Strong);
    let draft = &mut drafts[image];
    if draft.alt || draft.text().is_empty() {
        draft.block.inline = inline;
    } else {
        let both = format!("{}\n{}", draft.text(), inline.text);
        draft.block.inline = Inline::plain(SafeText::body(&both));
    }
    draft.alt = false;
}

impl UsualLook {
    fn of(drafts: &[DraftBlock]) -> Self {
        let (mut all, mut centred, mut faint, mut bold) = (0, 0, 0, 0);
        let mut after_image = false;
        for draft in drafts.iter().filter(|draft| draft.kept() && !draft.outside) {
            if draft.is_paragraph() && !after_image {
                all += 1;
                centred += usize::from(draft.look.centred);
                faint += usize::from(draft.look.faint);
                bold += usize::from(draft.bold && draft.look.centred && !is_prose(draft.text()));
            }
            after_image = draft.is_image();
        }
        Self { centred: centred * 3 > all, faint: faint * 3 > all, bold_headings: bold > 0 }
    }
}

/// Whether a line is the caption of the picture before it.
fn is_caption(image: &DraftBlock, line: &DraftBlock, usual: &UsualLook, rules: FurnitureRules<'_>) -> bool {
    reads_as_caption(image, line, usual) && !is_furniture(trim(line.text()), rules)
}

fn reads_as_caption(image: &DraftBlock, line: &DraftBlock, usual: &UsualLook) -> bool {
    let heading = matches!(line.block.kind, BlockKind::Heading { .. });
    let has_one = !image.alt && !image.text().is_empty();
    if has_one || image.outside != line.outside || !(line.is_paragraph() || heading) {
        return false;
    }
    let text = trim(line.text());
    let length = text.chars().count();
    if length == 0 || text.contains('\n') && line.look.frame == DraftFrame::None || points_down(line) {
        return false;
    }
    // What a picture says of itself and the text says again is its caption.
    if is_signed(text) || image.alt && !image.text().is_empty() && skeleton(image.text()) == skeleton(text) {
        return length <= LONGEST_SIGNED;
    }
    // A link leads to another page.
    if covered(line, InlineStyle::Link) {
        return false;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters * 2 < text.chars().filter(|c| c.is_alphanumeric()).count() || is_numbered(text) {
        return false;
    }
    let centred = line.look.centred && !usual.centred;
    let is_subhead = heading || line.bold && (usual.bold_headings || !line.look.centred);
    match line.look.frame {
        DraftFrame::Same => return length <= if is_prose(text) { LONGEST_SET * 3 / 4 } else { LONGEST_SET },
        DraftFrame::Glued if !centred => return length <= LONGEST_SET / 2 && !is_prose(text),
        DraftFrame::Around if !is_subhead => return length <= LONGEST_BOXED,
        DraftFrame::Glued | DraftFrame::Around | DraftFrame::None => {}
    }
    if is_subhead {
        return false;
    }
    let set = centred || line.look.faint && !usual.faint || covered(line, InlineStyle::Emphasis);
    set && length <= LONGEST_SET
}

/// Whether a line is known to be something else: a credit, a button, a page number. Who took a picture stands under it.
fn is_furniture(text: &str, rules: FurnitureRules<'_>) -> bool {
    let hit = rules.line_at_edges(text);
    hit.is_some_and(|hit| hit.rule.name != "staff-credit")
        || in_row(text, Zone::Tail).is_some_and(|row| row.iter().any(|(credit, _)| credit.field.is_some()))
}

/// Whether all of a line is set in one style.
fn covered(line: &DraftBlock, style: InlineStyle) -> bool {
    let spans = line.block.inline.spans.iter().filter(|span| span.style == style);
    let covered: usize = spans.map(|span| span.end - span.start).sum();
    covered > 0 && covered * 10 >= line.text().len() * 9
}

/// Whether a text says that it is a caption: by a sign, a number of the picture, a word, or who took it.
fn is_signed(text: &str) -> bool {
    const LONGEST_SENTENCE: usize = 80;
    static SIGNED: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::new(concat!(
            r"^(?:[▲△◆↑⬆]\s*\S|[（(【\[]?\s*(?:图片?|圖片?|图示|附图|配图|插图|组图|写真|写真提供|Fig\.?|Figure|Photo|Image|사진)",
            r"\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})?(?:[-－.]\d{1,2})?\s*[:：/｜|]|",
            r"[（(【\[]?\s*(?:图片?说明|圖說|图说|图注|图片来源|图源|摄影|拍摄|供图|图片由|资料图|资料图片|资料照片|示意图|效果图|视频截图|截图|网络图片)",
            r"(?:\s*[:：/｜|]|\s*[）)】\]]|$)|(?:图|圖)(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:\s|　)+\S|(?:上图|下图|左图|右图|图)(?:为|是|中)\S)",
        ))
    });
    let found = SIGNED.is_in(text);
    // `图为` also opens sentences that go on for long.
    let sentence = text.starts_with("图") && is_prose(text) && text.chars().count() > LONGEST_SENTENCE;
    found && !sentence || is_taken(text)
}

/// Whether a text ends with who took a picture or where it is from.
fn is_taken(text: &str) -> bool {
    static TAKEN: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::new(concat!(
            r"(?:(?:记者|通讯员|\s|[一-鿿]{2,4}|[）)/／、])\s*(?:摄影?|供图|攝|撮影|제공)|[/／]\s*(?:图|文并图|视觉中国|图虫创意|新华社|中新社|IC photo)|",
            r"[（(【\[]\s*(?:资料图|资料图片|资料照片|示意图|网络图|视频截图|截图|图源|图片来源|来源|摄影|供图|图)[^）)】\]]{0,30}|(?:资料图|资料图片|视频截图|新华社发|中新社发|供图))",
            r"\s*[。.]?[）)】\]]?\s*[。.]?$",
        ))
    });
    const LONGEST: usize = 160;
    // Each of the forms has one of these: 摄 and 图 in other letters too, 视觉中国, 新华社, 来源, 资料照片, IC photo.
    const NEEDED: [char; 10] = ['摄', '攝', '撮', '제', '图', '觉', '社', '源', '照', 'I'];
    text.chars().count() <= LONGEST && text.contains(NEEDED) && TAKEN.is_in(text)
}

/// Whether a line is nothing but who took the picture above.
fn is_photo_credit(line: &DraftBlock) -> bool {
    const LONGEST: usize = 40;
    let text = trim(line.text());
    line.is_paragraph() && text.chars().count() <= LONGEST && is_taken(text) && !is_prose(text)
}

/// Whether a line points at the picture under it: `▼海河边的早点摊`.
fn points_down(line: &DraftBlock) -> bool {
    let text = trim(line.text());
    let sign = ['▼', '▽'];
    let bare = text.trim_matches(|c: char| sign.contains(&c) || c.is_whitespace());
    line.is_paragraph()
        && (text.starts_with(sign) || text.ends_with(sign))
        && (2..=LONGEST_SET).contains(&bare.chars().count())
}

/// Whether a line is numbered as headings are.
fn is_numbered(text: &str) -> bool {
    static NUMBERED: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::new(
            r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十\d]{1,3}[章节部回条、]|\d{1,2}[、.．]\s*\D|(?:Part|PART)[\s.]*\d|0\d(?:\s|$))",
        )
    });
    NUMBERED.is_in(text)
}

#[cfg(test)]
mod tests {
    use crate::extract::extractor::parse;
    use crate::model::{BlockKind, Origin};

    const PROSE: &str = "<p>海河边的早点摊六点就开了火，排队的人把手揣在袖子里，谁也不催。</p>";
    const MORE: &str = "<p>摊主说，今年入冬以后生意比去年好，豆浆要多磨两锅，油条却还是那些。</p>\
        <p>到了八点，人散了，桌子收起来，只剩下炉子还热着，猫趴在旁边。</p>";

    /// The pictures, subheads and short paragraphs of an article, on a page and in a post.
    fn told(body: &str) -> String {
        let show = |name: &str, text: &str| {
            let article = parse(&Origin::File(name.into()), text.as_bytes()).expect("an article");
            let block = |block: &crate::model::Block| match &block.kind {
                BlockKind::Image { .. } => Some(format!("<{}>", block.text().replace('\n', "/"))),
                BlockKind::Heading { .. } => Some(format!("#{}", block.text())),
                _ if PROSE.contains(block.text()) || MORE.contains(block.text()) => None,
                _ => Some(block.text().replace('\n', "/")),
            };
            article.body.iter().filter_map(block).collect::<Vec<_>>().join(" ")
        };
        let page = format!(
            "<!DOCTYPE html><html><head><title>早点摊的冬天_某某网</title></head><body><h1>早点摊的冬天</h1><div class=article-content>{PROSE}{body}{MORE}</div></body></html>"
        );
        let post = format!("---\ntitle: 早点摊的冬天\n---\n<div>{PROSE}{body}{MORE}</div>");
        let (page, post) = (show("a.html", &page), show("a.md", &post));
        assert_eq!(page, post, "the page and the post of {body}");
        page
    }

    #[test]
    fn a_line_that_is_set_as_a_caption_is_one() {
        for (body, wanted) in [
            (
                "<table><tr><td><img src=a.jpg></td><td><img src=b.jpg></td></tr><tr><td>摊主在炸油条</td><td>猫在等下一锅</td></tr></table>",
                "<摊主在炸油条> <猫在等下一锅>",
            ),
            (
                "<ul><li><img src=a.jpg><p>摊主在炸油条</p></li><li><img src=b.jpg><p>猫在等下一锅</p></li></ul>",
                "<摊主在炸油条> <猫在等下一锅>",
            ),
            ("<dl><dt><img src=a.jpg></dt><dd>摊主在炸油条</dd></dl>", "<摊主在炸油条>"),
            ("<p><img src=a.jpg title=摊主在炸油条></p><p>摊主在炸油条</p>", "<摊主在炸油条>"),
            ("<p><img src=a.jpg><br>摊主在炸油条</p>", "<摊主在炸油条>"),
            ("<p style='text-align:center'><img src=a.jpg>摊主在炸油条</p>", "<摊主在炸油条>"),
            ("<p align=center><img src=a.jpg></p><p align=center>摊主在炸油条。</p>", "<摊主在炸油条。>"),
            ("<center><img src=a.jpg></center><center><b>摊主在炸油条</b></center>", "<摊主在炸油条>"),
            ("<p class=f_center><img src=a.jpg></p><p class=f_center>摊主在炸油条</p>", "<摊主在炸油条>"),
            (
                "<p><img src=a.jpg></p><p><span style='font-size:12px;color:#888'>摊主在炸油条，一锅要三分钟</span></p>",
                "<摊主在炸油条，一锅要三分钟>",
            ),
            ("<p><img src=a.jpg></p><p><font color=#999999>摊主在炸油条</font></p>", "<摊主在炸油条>"),
            ("<p><img src=a.jpg></p><p><em>摊主在炸油条</em></p>", "<摊主在炸油条>"),
            ("<table><tr><td><img src=a.jpg></td></tr><tr><td>摊主在炸油条</td></tr></table>", "<摊主在炸油条>"),
            ("<table><tr><td><img src=a.jpg><br>摊主在炸油条</td></tr></table>", "<摊主在炸油条>"),
            (
                "<div class=pic><p><img src=a.jpg></p><p>12月9日，摊主在海河边炸油条。</p></div>",
                "<12月9日，摊主在海河边炸油条。>",
            ),
            ("<div><div><img src=a.jpg></div><div>摊主在炸油条</div></div>", "<摊主在炸油条>"),
            ("<figure><img src=a.jpg><figcaption>摊主在炸油条</figcaption></figure>", "<摊主在炸油条>"),
            ("<p><img src=a.jpg data-caption=摊主在炸油条></p>", "<摊主在炸油条>"),
            ("<p><img src=a.jpg><br></p><p>图1：摊主在炸油条</p>", "<图1：摊主在炸油条>"),
            ("<p><img src=a.jpg></p><p>▲摊主在炸油条</p>", "<▲摊主在炸油条>"),
            (
                "<p><img src=a.jpg></p><p>△ 摊主在炸油条，身后是还没有亮的楼。</p>",
                "<△ 摊主在炸油条，身后是还没有亮的楼。>",
            ),
            ("<p><img src=a.jpg></p><p>摊主在炸油条。本报记者 王芳 摄</p>", "<摊主在炸油条。本报记者 王芳 摄>"),
            ("<p><img src=a.jpg></p><p>摊主在炸油条（资料图）</p>", "<摊主在炸油条（资料图）>"),
            ("<p><img src=a.jpg></p><p>（图源：某某视觉）</p>", "<（图源：某某视觉）>"),
            ("<p>▼摊主在炸油条</p><p><img src=a.jpg></p>", "<▼摊主在炸油条>"),
            (
                "<p align=center><img src=a.jpg></p><p align=center>摊主在炸油条</p><p align=center>（王芳 摄）</p>",
                "<摊主在炸油条/（王芳 摄）>",
            ),
            ("<p><img src=a.jpg></p><p><img src=b.jpg></p><p align=center>摊主在炸油条</p>", "<> <摊主在炸油条>"),
        ] {
            assert_eq!(told(body), wanted, "{body}");
        }
    }

    #[test]
    fn a_line_without_a_sign_is_none() {
        let centred = |text: &str| format!("<p style='text-align:center'>{text}</p>");
        let verse = ["海河水", "早点铺", "一锅雾", "两岸寒"].map(centred).concat();
        for (body, wanted) in [
            ("<p><img src=a.jpg></p><p>他不催。</p>".to_owned(), "<> 他不催。"),
            ("<p><img src=a.jpg></p><p><strong>入冬以后</strong></p>".to_owned(), "<> #入冬以后"),
            ("<p align=center><img src=a.jpg></p><p align=center><strong>一、入冬以后</strong></p>".to_owned(), "<> #一、入冬以后"),
            ("<p><img src=a.jpg></p><p>图1显示，入冬以后豆浆卖得更多，这和往年一样，也和摊主的记账本一样，他说每年都是从立冬那一天起，谁都要多喝一碗才走，油条倒是没有人多买。</p>".to_owned(),
             "<> 图1显示，入冬以后豆浆卖得更多，这和往年一样，也和摊主的记账本一样，他说每年都是从立冬那一天起，谁都要多喝一碗才走，油条倒是没有人多买。"),
            // What is set so throughout says nothing.
            (format!("{verse}<p align=center><img src=a.jpg></p>{}", centred("天亮了")), "海河水 早点铺 一锅雾 两岸寒 <> 天亮了"),
            // Bold lines in the middle are this article's subheads.
            (format!("{}<p>他不催。</p><p align=center><img src=a.jpg></p>{}", centred("<b>立冬</b>"), centred("<b>小雪</b>")), "#立冬 他不催。 <> #小雪"),
            ("<p><img src=a.jpg><br><a href='https://a.example/more'>看更多早点的照片</a></p>".to_owned(), "<> 看更多早点的照片"),
            ("<p align=center><img src=a.jpg></p><p align=center>下一页</p>".to_owned(), "<>"),
            ("<p align=center><img src=a.jpg></p><p align=center>责任编辑：李四</p>".to_owned(), "<>"),
            ("<ul><li><img src=a.jpg>豆浆两元</li><li>油条一元</li></ul>".to_owned(), "<> 豆浆两元/油条一元"),
            ("<p><img src=a.jpg>摊主说，他从来不催人，谁爱等就等。</p>".to_owned(), "<> 摊主说，他从来不催人，谁爱等就等。"),
            ("<p><img src=a.jpg><br>3.61 61人</p>".to_owned(), "<> 3.61 61人"),
            ("<p>他不催。</p><p><img src=a.jpg></p>".to_owned(), "他不催。 <>"),
        ] {
            assert_eq!(told(&body), wanted, "{body}");
        }
    }

    #[test]
    fn a_picture_stands_once_and_a_small_one_splits_no_sentence() {
        for (body, wanted) in [
            (
                "<figure><noscript><img src='https://a.example/v2-abcdef12_b.jpg'></noscript><div><img src='https://a.example/80/v2-abcdef12_720w.webp' data-original='https://a.example/v2-abcdef12_r.jpg'></div><figcaption>摊主在炸油条</figcaption></figure>",
                "<摊主在炸油条>",
            ),
            ("<p><img src='//a.example/2019/1.jpg'></p><p><img src='https://a.example/2019/1.jpg?w=600'></p>", "<>"),
            ("<p><img src='https://a.example/2019/1.jpg'></p><p><img src='https://a.example/2018/1.jpg'></p>", "<> <>"),
            (
                "<p><img src='https://a.example/breakfast-300x200.jpg'><img src='https://a.example/breakfast-1200x800.jpg'></p>",
                "<>",
            ),
            ("<p>他说<img src='https://a.example/seal.png'>，不催。</p>", "他说，不催。 <>"),
            ("<p>他说<img src='https://a.example/e.png' width=20>不催。</p>", "他说不催。"),
            ("<p>他不催。<img src='https://a.example/1.jpg'></p><p>他笑了</p>", "他不催。 <> 他笑了"),
        ] {
            assert_eq!(told(body), wanted, "{body}");
        }
    }
}
