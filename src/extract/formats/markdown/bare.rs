//! *Bare text*: the text of a post that stands in no element of its own. Where blank lines part it into paragraphs, the
//! post is Markdown with a few marks of HTML in it; an exporter that writes HTML puts every paragraph into one.

use std::ops::Range;

use crate::extract::prose::{is_letter, whole_lines};

/// Whether an element holds paragraphs, or is one.
fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"div"
            | b"section"
            | b"article"
            | b"main"
            | b"header"
            | b"footer"
            | b"aside"
            | b"nav"
            | b"center"
            | b"table"
            | b"ul"
            | b"ol"
            | b"dl"
            | b"blockquote"
            | b"pre"
            | b"figure"
            | b"details"
            | b"form"
            | b"p"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"li"
    )
}

/// Whether most of a text is bare, and parted by blank lines.
pub(super) fn is_parted(text: &str) -> bool {
    // In a post of an exporter elements hold all there is, or it has no blank line at all: its letters need not be
    // counted.
    let mut open = 0usize;
    let all = paragraphs(text).map(|paragraph| look_at(&text[paragraph], &mut open, |_| 0));
    if all.filter(|seen| !seen.held).nth(1).is_none() {
        return false;
    }
    let (mut parts, mut bare, mut held) = (0usize, 0usize, 0usize);
    let mut open = 0usize;
    for paragraph in paragraphs(text) {
        let seen = look_at(&text[paragraph], &mut open, |text| text.chars().filter(|&c| is_letter(c)).count());
        if seen.held {
            held += seen.letters;
        } else if seen.letters > 0 {
            parts += 1;
            bare += seen.letters;
        }
    }
    parts > 1 && bare > held
}

/// The lines between blank lines.
fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut lines = whole_lines(text).peekable();
    let mut at = 0;
    std::iter::from_fn(move || {
        // Looked at from one end: a line that is not blank begins with something.
        let is_blank = |line: &&str| line.trim_start().is_empty();
        while let Some(blank) = lines.next_if(is_blank) {
            at += blank.len();
        }
        let start = at;
        while let Some(line) = lines.next_if(|line| !is_blank(line)) {
            at += line.len();
        }
        (at > start).then_some(start..at)
    })
}

/// The longest name of an element that is read, in bytes.
const LONGEST_NAME: usize = 16;

/// What was seen of a paragraph.
struct SeenParagraph {
    /// Letters and digits outside of tags and comments.
    letters: usize,
    /// Whether an element holds it, or begins in it.
    held: bool,
}

/// Looks at a paragraph; `open` is how many elements that hold paragraphs are open. `count` counts the letters of a text.
fn look_at(text: &str, open: &mut usize, count: impl Fn(&str) -> usize) -> SeenParagraph {
    let mut seen = SeenParagraph { letters: 0, held: *open > 0 };
    let mut rest = text;
    while !rest.is_empty() {
        let end = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        seen.letters += count(&rest[..end]);
        rest = &rest[end..];
        let Some(tag) = rest.strip_prefix('<') else { continue };
        let closing = tag.starts_with('/');
        let named = tag.trim_start_matches('/');
        let mut lower = [0; LONGEST_NAME];
        let letters = named.bytes().take_while(u8::is_ascii_alphanumeric);
        let length = lower.iter_mut().zip(letters).map(|(lower, letter)| *lower = letter.to_ascii_lowercase()).count();
        let name = &lower[..length];
        if length == 0 && !tag.starts_with('!') {
            seen.letters += 1;
            rest = tag;
            continue;
        }
        let (end, ends) = match tag.starts_with("!--") {
            true => (memchr::memmem::find(tag.as_bytes(), b"-->"), "-->".len()),
            false => (memchr::memchr(b'>', tag.as_bytes()), ">".len()),
        };
        let Some(end) = end else { break };
        if is_block(name) {
            seen.held = true;
            // A paragraph that is not closed ends where the next one begins.
            let holds = !matches!(name, b"p" | b"li") && !tag[..end].ends_with('/');
            *open = if closing { open.saturating_sub(usize::from(holds)) } else { *open + usize::from(holds) };
        }
        rest = &tag[end + ends..];
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_text_between_blank_lines_is_told_from_html() {
        for text in [
            "摘要。\n\n<!-- more -->\n\n第二段。\n\n第三段。\n",
            "第一段 <u>下划线</u>。\n\n第二段 H<sub>2</sub>O。\n",
            "第一段。<br>\n\n第二段。\n",
            "第一段。\n\n<iframe src=\"//a.example/x\"></iframe>\n\n第二段。\n",
            "<center>图一</center>\n\n第一段正文，写得长一些。\n\n第二段正文，也长一些。\n",
            "见 <a href=\"https://a.example\">这里</a>。\r\n\r\n后面 a < b。\r\n",
        ] {
            assert!(is_parted(text), "{text}");
        }
        for text in [
            "<p>第一段。</p>\n\n<p>第二段。</p>\n",
            "<div>\n\n第一段。\n\n第二段。\n\n</div>",
            "第一段。<br><br>第二段。<br>\n第三段。",
            "　　第一段。\n<p>第二段写得长一些。</p>\n\n<p>第三段。</p>\n\n署名\n",
            "<p>第一段。\n\n<p>第二段。\n",
            "只有一段 <b>话</b>。\n",
        ] {
            assert!(!is_parted(text), "{text}");
        }
    }
}
