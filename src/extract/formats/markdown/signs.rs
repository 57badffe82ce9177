//! The *signs* by which Markdown is told from plain text and from HTML.
//!
//! Plain Chinese text has lines that begin with `1.`, `-` and even `#`, so those tell nothing by themselves; a fence, a
//! table, a link or an image do.

use crate::extract::prose::whole_lines;

/// What was seen of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// Fences, tables, links, images, task boxes: they are not written by chance.
    pub strong: usize,
    /// Headings that stand between blank lines.
    pub headings: usize,
    /// Emphasis, inline code, quotes, headings among other lines.
    pub weak: usize,
    /// Lines that begin a list, or are a rule.
    pub lists: usize,
    /// Tags of HTML that make blocks.
    pub tags: usize,
    /// Whether it begins and ends with such a tag: then all of it is HTML, as exporters write it.
    pub enclosed: bool,
}

impl Signs {
    /// Looks at a text.
    pub fn of(text: &str) -> Self {
        let (text_begin, text_end) = (text.trim_start(), text.trim_end());
        let opens = is_block_tag(text_begin);
        let mut signs = Self { enclosed: opens && text_end.ends_with('>'), ..Self::default() };
        let mut fence: Option<&str> = None;
        let mut verbatim = false;
        let mut before = "";
        // All that is asked of a line is asked of it without its end.
        let mut lines = whole_lines(text).peekable();
        while let Some(line) = lines.next() {
            let trimmed = line.trim();
            if let Some(mark) = fence {
                if trimmed.starts_with(mark) && trimmed.trim_matches(['`', '~']).is_empty() {
                    fence = None;
                    signs.strong += 1;
                }
                continue;
            }
            if !verbatim && !has_sign(trimmed) {
                before = trimmed;
                continue;
            }
            // Code inside of HTML is the code's.
            let (mut tags, mut closes) = (0, false);
            for tag in memchr::memchr_iter(b'<', trimmed.as_bytes()).map(|at| &trimmed[at..]) {
                tags += usize::from(is_block_tag(tag));
                match tag.as_bytes().get(1) {
                    Some(b'p' | b's') => {
                        verbatim |= ["<pre", "<script", "<style"].iter().any(|open| tag.starts_with(open));
                    }
                    Some(b'/') => {
                        closes |= ["</pre>", "</script>", "</style>"].iter().any(|close| tag.starts_with(close));
                    }
                    _ => {}
                }
            }
            signs.tags += tags;
            if verbatim || tags > 0 {
                verbatim &= !closes;
                before = trimmed;
                continue;
            }
            if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark)) {
                fence = Some(mark);
            } else {
                let next = lines.peek().copied().unwrap_or_default().trim();
                signs.line(line, before, next);
            }
            before = trimmed;
        }
        signs
    }

    fn line(&mut self, line: &str, before: &str, next: &str) {
        let trimmed = line.trim();
        if is_heading(trimmed) {
            let apart = before.is_empty() && next.is_empty();
            self.headings += usize::from(apart);
            self.weak += usize::from(!apart);
        }
        let is_row = |line: &str| line.contains('|');
        if is_delimiter_row(trimmed) && is_row(before) {
            self.strong += 2;
        }
        self.strong += links(trimmed);
        if ["- [ ] ", "- [x] ", "- [X] ", "* [ ] ", "* [x] "].iter().any(|task| trimmed.starts_with(task)) {
            self.strong += 1;
        }
        if ["- ", "* ", "+ "].iter().any(|mark| trimmed.starts_with(mark)) || is_numbered(trimmed) {
            self.lists += 1;
        }
        if trimmed.len() >= 3 && ["---", "***", "___"].contains(&trimmed) {
            self.lists += 1;
        }
        self.weak += usize::from(trimmed.starts_with("> ")) + pairs(trimmed, "**") + pairs(trimmed, "`");
    }

    /// Whether it is Markdown where the file says that it may be.
    pub fn are_any(&self) -> bool {
        self.all() + self.lists > 0 && (!self.enclosed || self.outweigh_tags())
    }

    /// Whether it is surely Markdown, whatever the file is called.
    pub fn are_sure(&self) -> bool {
        let told = self.strong >= 2 || (self.strong >= 1 && self.headings >= 1) || self.headings >= 2;
        told && self.all() >= 3 && self.outweigh_tags()
    }

    fn all(&self) -> usize {
        self.strong + self.headings + self.weak
    }

    /// Whether there is more Markdown in it than HTML.
    fn outweigh_tags(&self) -> bool {
        self.tags == 0 || self.all() * 2 + self.lists > self.tags
    }
}

/// Whether a line has any of the signs that are looked for: most lines have none.
fn has_sign(line: &str) -> bool {
    // All of them at once: a loop that goes to its end is one over words, not over bytes.
    let signs = line.bytes().map(|byte| {
        u8::from(matches!(byte, b'<' | b'`' | b'~' | b'#' | b'|' | b'[' | b']' | b'-' | b'*' | b'+' | b'>' | b'_'))
    });
    line.as_bytes().first().is_some_and(u8::is_ascii_digit) || signs.fold(0, |any, sign| any | sign) != 0
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ') && !rest.trim().is_empty()
}

fn is_numbered(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && line[digits..].starts_with(". ")
}

/// `|---|:--:|`
fn is_delimiter_row(line: &str) -> bool {
    line.contains("--") && line.contains('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// How many links and images are written out in a line.
fn links(line: &str) -> usize {
    let mut count = 0;
    let mut rest = line;
    while let Some(at) = rest.find("](") {
        let target = &rest[at + 2..];
        let before = &rest[..at];
        let opens = before.rfind('[').is_some_and(|open| before[open..].len() < 300);
        let leads = ["http", "/", "./", "../", "#", "mailto:", "<", "{{"].iter().any(|start| target.starts_with(start))
            || before.rfind("![").is_some();
        count += usize::from(opens && leads && target.contains(')'));
        rest = target;
    }
    count
}

/// How many pairs of a mark enclose something in a line.
fn pairs(line: &str, mark: &str) -> usize {
    if !line.contains(mark) {
        return 0;
    }
    let parts: Vec<&str> = line.split(mark).collect();
    let inside = parts.iter().skip(1).step_by(2).take(parts.len().saturating_sub(1) / 2);
    inside.filter(|text| !text.is_empty() && text.trim() == **text).count()
}

/// The tags of blocks, as text exporters and pages write them.
const BLOCK_TAGS: &[&str] = &[
    "<p>",
    "<p ",
    "</p>",
    "<div",
    "</div>",
    "<br",
    "<table",
    "<tr",
    "<td",
    "<ul",
    "<ol",
    "<li",
    "<h1",
    "<h2",
    "<h3",
    "<section",
    "<article",
    "<blockquote",
    "<figure",
    "<pre",
];

/// Whether a text begins with one of them.
fn is_block_tag(text: &str) -> bool {
    // Of most tags the first letter is another one.
    let second = text.as_bytes().get(1);
    BLOCK_TAGS.iter().any(|tag| tag.as_bytes().get(1) == second && text.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_told_from_text() {
        for text in [
            "# 题目\n\n正文。\n\n## 第二节\n\n正文，见[这里](https://a.example/1)。\n",
            "说明\n\n```sh\nls\n```\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n",
            "![图](a.png)\n\n**重点。**后面\n\n[链接](/a/b)\n",
            "<p align=\"center\"><img src=a.png></p>\n\n# 项目\n\n## 安装\n\n```\nmake\n```\n\n[文档](https://a.example)\n",
        ] {
            assert!(Signs::of(text).are_sure(), "{text}");
        }
        for text in [
            "题目\n\n1. 第一条\n2. 第二条\n\n- 甲\n- 乙\n\n#话题# 正文。\n",
            "# 这是一行注释\n正文。\n",
            "* 星号开头\n----\n2 * 3 * 4 = 24，x[0](1)\n",
            "使用 `ls` 命令，**很重要**。\n> 引文\n",
            "<div>\n<p># 一</p>\n\n<p>[甲](http://a)</p>\n<p>二</p><p>三</p>\n</div>",
            "<pre>\n# a\n\n# b\n\n```\nx\n```\n[甲](http://a)\n</pre>\n",
        ] {
            assert!(!Signs::of(text).are_sure(), "{text}");
        }
    }

    #[test]
    fn a_file_that_may_be_markdown_needs_less() {
        assert!(Signs::of("- 甲\n- 乙\n").are_any());
        assert!(Signs::of("正文**重点**。\n").are_any());
        assert!(!Signs::of("正文。\n\n又一段。\n").are_any());
        assert!(Signs::of("<div align=\"center\">\n\n**重点**\n\n</div>\n<p>甲</p><p>乙</p>\n\n正文。").are_any());
        assert!(!Signs::of("<div>\n<p>- 甲</p>\n<p>乙</p>\n- 丙\n</div>").are_any());
    }
}
