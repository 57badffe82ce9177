//! *Plain text*: paragraphs are parted by blank lines or indents, chapters by their headings, and lines that were
//! broken only because they were full are joined (P04).

mod candidate;
mod heads;

use std::borrow::Cow;

use memchr::memmem;
use unicode_width::UnicodeWidthChar;

use super::parser::{DocumentParser, ParseFn};
use crate::extract::bare_text::{self, within_lines};
use crate::extract::clean::clean;
use crate::extract::document::TextDocument;
use crate::extract::draft::{DraftBlock, assemble};
use crate::extract::pattern::Pattern;
use crate::extract::prose::{is_white, joint, trim};
use crate::model::script::is_plain_wide;
use crate::model::{Article, Block, BlockKind, Format, Limits, Meta, Note, SafeText};

/// Whatever is nothing else.
pub(crate) const PARSER: DocumentParser = DocumentParser { fits: |_| true, parse: ParseFn::One(parse) };

/// Parses a plain text.
pub(crate) fn parse(document: &TextDocument<'_>) -> Article {
    let mut meta = Meta { format: Format::Text, ..Meta::default() };
    let mut drafts = paragraphs_with(document.text, document.limits, document.chapters, &mut meta.notes);
    // The title is a short first line that no sentence ends; a book that begins with its first chapter has none.
    if drafts.len() > 1
        && let Some(first) = drafts.first_mut()
        && first.is_paragraph()
        && is_title(first.text())
    {
        meta.title = SafeText::line(first.text());
        first.cut_for("title");
    }
    join_broken(&mut drafts);
    clean(&mut meta, &mut drafts, document.rules(Format::Text));
    assemble(meta, drafts)
}

/// The fewest paragraphs of a book: below it too little can be known of how the text was broken.
const BOOK: usize = 200;

/// Some books have their lines broken and a blank line after each. Where nearly all paragraphs end as sentences do,
/// one that stops between two Han in the middle of a sentence goes on in the next.
/// A paragraph does not grow beyond this, in bytes: that would be no broken paragraph but a text without any marks.
const LONGEST_JOINED: usize = 20_000;

fn join_broken(drafts: &mut Vec<DraftBlock>) {
    let paragraphs = drafts.iter().filter(|draft| draft.is_paragraph()).count();
    let broken = drafts.iter().filter(|draft| is_broken(draft)).count();
    if paragraphs < BOOK || broken * 5 > paragraphs {
        return;
    }
    let mut joined: Vec<DraftBlock> = Vec::with_capacity(drafts.len());
    let mut open = false;
    for draft in drafts.drain(..) {
        let goes_on = is_broken(&draft);
        match joined.last_mut() {
            Some(before)
                if open
                    && before.text().len() < LONGEST_JOINED
                    && draft.is_paragraph()
                    && draft.kept()
                    && starts_inside(draft.text()) =>
            {
                let text = format!("{}{}", before.text(), draft.text());
                *before = DraftBlock::paragraph(&text);
            }
            _ => joined.push(draft),
        }
        open = goes_on;
    }
    *drafts = joined;
}

/// A line that stops inside a sentence: long enough to have been full, with clauses, and without any mark at its end.
fn is_broken(draft: &DraftBlock) -> bool {
    let text = draft.text();
    let announces = ['曰', '云', '道', '诗', '詩', '词', '詞', '是', '写', '寫'];
    draft.is_paragraph()
        && draft.kept()
        // The end first: nearly all have a mark there.
        && text
            .chars()
            .next_back()
            .is_some_and(|last| last.is_alphabetic() && !last.is_ascii() && !announces.contains(&last))
        && text.chars().count() >= 16
        && text.contains(['，', '．', '。', '、', '；'])
}

fn starts_inside(text: &str) -> bool {
    text.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_ascii())
}

/// Whether a first line can be the title.
pub(crate) fn is_title(line: &str) -> bool {
    let length = line.chars().count();
    (2..=50).contains(&length)
        && !line.ends_with(['。', '，', '；', '：', '、', ',', ';', '．'])
        && !line.contains('\n')
}

/// The paragraphs and headings of a plain text, within the limits; what is behind them is bare text, and a note says so.
pub(crate) fn paragraphs(text: &str, limits: &Limits, notes: &mut Vec<Note>) -> Vec<DraftBlock> {
    paragraphs_with(text, limits, &[], notes)
}

/// The same, with the user's own patterns of chapter heads.
fn paragraphs_with(text: &str, limits: &Limits, own: &[Pattern], notes: &mut Vec<Note>) -> Vec<DraftBlock> {
    let (text, rest, note) = within_lines(text, limits);
    notes.extend(note.filter(|note| !notes.contains(note)));
    let lines = lines(text);
    let full = full_width(&lines);
    let heads = heads::heads(&lines, own);
    // Where there are many, each is a line: room for them is not taken twice.
    let mut drafts = Vec::with_capacity(lines.len());
    // Nearly every paragraph is one line: then it is copied once, into its block.
    let mut open: Cow<'_, str> = Cow::Borrowed("");
    // The width of the line before, while its paragraph may go on.
    let mut before: Option<usize> = None;
    for (raw, is_head) in lines.into_iter().zip(heads) {
        let raw = raw.trim_end_matches('\r');
        let line = trim(raw);
        if line.is_empty() {
            end(&mut drafts, &mut open);
            before = None;
            continue;
        }
        if is_head {
            end(&mut drafts, &mut open);
            let heading = SafeText::line(line);
            drafts.push(DraftBlock::new(Block::plain(BlockKind::Heading { level: 2 }, heading)));
            before = None;
            continue;
        }
        let indented = raw.starts_with("\u{3000}") || raw.starts_with("  ") || raw.starts_with('\t');
        let goes_on = before.is_some_and(|width| full.is_some_and(|full| width + 4 > full)) && !indented;
        if !goes_on {
            end(&mut drafts, &mut open);
        } else if let (Some(left), Some(right)) = (open.chars().next_back(), line.chars().next()) {
            open.to_mut().push_str(joint(left, right));
        }
        if open.is_empty() {
            open = Cow::Borrowed(line);
        } else {
            open.to_mut().push_str(line);
        }
        before = full.map(|_| line_width(raw));
    }
    end(&mut drafts, &mut open);
    drafts.extend(bare_text::drafts(rest));
    drafts
}

/// The lines of a text, by everything that ends one (X06).
fn lines(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let is_plain = memchr::memchr2(0x0B, 0x0C, bytes).is_none()
        && ["\u{85}", "\u{2028}", "\u{2029}"].iter().all(|end| memmem::find(bytes, end.as_bytes()).is_none());
    if !is_plain {
        return text.split(['\n', '\u{2028}', '\u{2029}', '\u{85}', '\u{B}', '\u{C}']).collect();
    }
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]);
    ends.map(|end| &text[std::mem::replace(&mut start, end + 1)..end]).collect()
}

/// The longest line that is one paragraph whatever is in it, in bytes; a book in one line is longer.
const LONGEST: usize = 60_000;

fn end(drafts: &mut Vec<DraftBlock>, open: &mut Cow<'_, str>) {
    let text = std::mem::replace(open, Cow::Borrowed(""));
    if text.is_empty() {
        return;
    }
    if text.len() <= LONGEST {
        drafts.push(DraftBlock::paragraph(&text));
        return;
    }
    // A book in one line: each chapter is a paragraph. Nothing is added and nothing taken.
    let mut start = 0;
    for at in memmem::find_iter(text.as_bytes(), "第") {
        if at > start && is_chapter(&text[at..]) && text[..at].ends_with(['。', '！', '？', '」', '』', '”', '．'])
        {
            drafts.push(DraftBlock::paragraph(&text[start..at]));
            start = at;
        }
    }
    drafts.push(DraftBlock::paragraph(&text[start..]));
}

/// Whether a text begins as a chapter does: 第十二回, 第三章.
fn is_chapter(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('第') else { return false };
    let behind = rest.trim_start_matches(|c| "〇零一二三四五六七八九十百千".contains(c));
    let numerals = rest[..rest.len() - behind.len()].chars().count();
    (1..=7).contains(&numerals) && behind.starts_with(['回', '章'])
}

/// A line of this many cells was broken by nobody; wider ones count as so wide.
const WIDEST: usize = 200;

/// The cells of a line, up to [`WIDEST`]. Programs that break Chinese give “ ” and …… their full width.
fn line_width(raw: &str) -> usize {
    let mut cells = 0;
    for c in raw.trim_end_matches(is_white).chars() {
        cells += if is_plain_wide(c) { 2 } else { c.width_cjk().unwrap_or(0) };
        if cells >= WIDEST {
            return WIDEST;
        }
    }
    cells
}

/// The width at which a text was broken by hand or by a program, if it was: the width that most lines inside of
/// paragraphs come close to.
fn full_width(lines: &[&str]) -> Option<usize> {
    let mut widths: Vec<usize> = lines
        .windows(2)
        .filter(|pair| !trim(pair[0]).is_empty() && !trim(pair[1]).is_empty())
        .filter(|pair| !pair[1].starts_with(['\u{3000}', '\t']) && !pair[1].starts_with("  "))
        .map(|pair| line_width(pair[0]))
        .collect();
    if widths.len() < 3 {
        return None;
    }
    widths.sort_unstable();
    let full = *widths.get(widths.len() * 9 / 10)?;
    let close = widths.iter().filter(|&&width| width + 4 > full).count();
    let longer = widths.iter().filter(|&&width| width > full + 4).count();
    ((20..=160).contains(&full) && close * 2 > widths.len() && longer * 20 < widths.len()).then_some(full)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(text: &str) -> String {
        let show = |draft: &DraftBlock| format!("{}|{}", draft.block.kind.name(), draft.text());
        paragraphs(text, &Limits::default(), &mut Vec::new()).iter().map(show).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn full_lines_are_joined_and_verse_is_not() {
        let wrapped = "天津市疫情防控工作会议今天深夜\r\n再次召开会议要求各区各部门坚决\r\n落实各项防控措施确保早日控制住\r\n疫情。\r\n\r\n会议强调，津南疫情防控工作决定\r\n着全市防控大局。";
        assert_eq!(
            picture(wrapped),
            "paragraph|天津市疫情防控工作会议今天深夜再次召开会议要求各区各部门坚决落实各项防控措施确保早日控制住疫情。\n\
             paragraph|会议强调，津南疫情防控工作决定着全市防控大局。"
        );
        assert_eq!(picture("床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。").lines().count(), 4);
    }

    #[test]
    fn latin_lines_are_joined_by_a_space() {
        let text = "It was the best of times, it was the\nworst of times, it was the age of an\nwisdom, it was the age of foolishnes\ns.";
        assert_eq!(
            picture(text),
            "paragraph|It was the best of times, it was the worst of times, it was the age of an wisdom, it was the age of foolishnes s."
        );
    }

    #[test]
    fn chapters_are_headings() {
        assert_eq!(
            picture("第一回  甄士隐梦幻识通灵\n\n    此开卷第一回也．\n　　第四回中既已表明，此回则暂不能写矣．"),
            "heading|第一回  甄士隐梦幻识通灵\nparagraph|此开卷第一回也．\nparagraph|第四回中既已表明，此回则暂不能写矣．"
        );
    }

    /// The heads of a text.
    fn heads(text: &str) -> Vec<String> {
        let is_head = |draft: &DraftBlock| matches!(draft.block.kind, BlockKind::Heading { .. });
        paragraphs(text, &Limits::default(), &mut Vec::new())
            .iter()
            .filter(|draft| is_head(draft))
            .map(|draft| draft.text().to_owned())
            .collect()
    }

    const PROSE: &str = "　　天还没有亮，卖早点的推车就在桥头停下了，锅里的油响起来，排队的人谁也不说话。";

    #[test]
    fn lines_that_stand_apart_from_indented_text_are_heads() {
        let wanted = [
            "序章",
            "三十章",
            "卷二 夜雨",
            "番外 之一",
            "1. 数字标题",
            "（一）",
            "一、概述",
            "第三章海河边",
            "☆、第六章",
            "尾声",
        ];
        let mut text = String::from("海河夜话\n作者：灯下\n\n");
        for head in wanted {
            text.push_str(&format!("{head}\n{PROSE}\n{PROSE}\n\n"));
        }
        for trap in [
            "第一章程规定，会费每年缴一次。",
            "第二节课上，老师讲了海河的历史。",
            "第三部分人走了。",
            "三、四个人",
            "卷二书看完了",
        ] {
            text.push_str(&format!("　　{trap}\n{trap}\n{PROSE}\n"));
        }
        let found = heads(&text);
        // One that is glued has to count on from another.
        let sure: Vec<&str> = wanted.into_iter().filter(|head| *head != "第三章海河边").collect();
        assert_eq!(found, sure);
    }

    #[test]
    fn what_counts_on_is_a_head_and_a_list_is_none() {
        let prose = PROSE.trim_start();
        let counted = |heads: &[&str]| heads.iter().map(|head| format!("{head}\n\n{prose}\n\n")).collect::<String>();
        for wanted in [
            &["第一章海河边", "第二章桥头的人", "第三章归途"][..],
            &["一、早市", "二、午后", "三、夜雨"],
            &["（一）", "（二）", "（三）", "（四）"],
            &["1. 早市", "2. 午后", "3. 夜雨"],
            &["1", "2", "3"],
            &["第一章 早市", "第二章午后", "第三章 夜雨"],
        ] {
            assert_eq!(heads(&counted(wanted)), wanted);
        }
        assert_eq!(heads(&counted(&["一、早市", "三、夜雨", "九、归途"])), [""; 0]);
        assert_eq!(heads(&counted(&["第三章海河边"])), [""; 0]);
        let list = format!("{prose}\n\n一、早市\n二、午后\n三、夜雨\n四、归途\n\n{prose}");
        assert_eq!(heads(&list), [""; 0]);
    }

    #[test]
    fn patterns_of_the_user_name_heads_too() {
        let own = [Pattern::new("^【\\d+更】"), Pattern::new("^~.+~$")];
        let text = format!("【12更】夜雨。\n{PROSE}\n~插曲，一段。~\n{PROSE}\n第一章程规定\n{PROSE}");
        let drafts = paragraphs_with(&text, &Limits::default(), &own, &mut Vec::new());
        let heads: Vec<&str> =
            drafts.iter().filter(|it| matches!(it.block.kind, BlockKind::Heading { .. })).map(|it| it.text()).collect();
        assert_eq!(heads, ["【12更】夜雨。", "~插曲，一段。~"]);
    }
}
