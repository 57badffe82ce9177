//! *Template tags*: what a site builder puts into Markdown for itself. They are no text.
//!
//! Hexo's `{% … %}`, Hugo's shortcodes, Jekyll's `{{ site.… }}` and `{: … }`, Obsidian's `[[links]]` and `%%comments%%`
//! would be taken for text, emphasis or links by a Markdown parser. So each is put out of its sight as a *token*, and
//! comes back when the document has become HTML: as the text or picture it stands for, or as a comment, which is kept
//! with what was cut. In code it comes back as it was.

use std::fmt::Write;

use super::{formulas, tag};
use crate::extract::markup::html::MEANT;
use crate::extract::prose::trim;

/// A token is a number between these two: code points that no text has.
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

/// A text in which template tags are tokens.
#[derive(Debug, Default)]
pub(super) struct Shielded {
    pub text: String,
    /// Whether the rest of it was left as it is, after too many signs that opened nothing.
    pub is_cut: bool,
    tokens: Vec<ShieldToken>,
}

/// What stands for something in the text.
#[derive(Debug)]
struct ShieldToken {
    original: String,
    /// What it becomes in HTML.
    html: String,
    /// Whether it is text, and stays as it was inside of a tag of HTML.
    is_text: bool,
}

/// Whether a character is of a token.
pub(super) fn is_token(c: char) -> bool {
    matches!(c, OPEN | CLOSE)
}

/// What stands for itself in the source and is no Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TagKind {
    /// A tag with a name: `{% … %}`, `{{< … >}}`, `{{% … %}}`.
    Tag,
    /// A variable of the site, a list of attributes, the name of a paragraph, a comment of a note.
    Aside,
    /// `{{ "/path" | filter }}`
    Path,
    /// `![[picture.png|300]]`
    Embed,
    /// `[[note|as shown]]`
    Wiki,
}

/// What begins at the beginning of `rest`, and its length.
fn kind(rest: &str) -> Option<(TagKind, usize)> {
    let line = &rest[..rest.floor_char_boundary(LONGEST)];
    let line = line.split('\n').next().unwrap_or_default();
    let to = |close: &str| line.find(close).map(|end| end + close.len());
    let bytes = line.as_bytes();
    match (bytes.first()?, bytes.get(1)) {
        (b'{', Some(b'%')) => to("%}").map(|end| (TagKind::Tag, end)),
        (b'{', Some(b'{')) if line.starts_with("{{<") => to(">}}").map(|end| (TagKind::Tag, end)),
        (b'{', Some(b'{')) if line.starts_with("{{%") => to("%}}").map(|end| (TagKind::Tag, end)),
        (b'{', Some(b'{')) => {
            let end = to("}}")?;
            let inside = line[2..end - 2].trim_matches(['-', ' ']);
            let of_site =
                ["site.", "page.", "post.", "config.", "theme."].iter().any(|owner| inside.starts_with(owner));
            let filtered = inside.starts_with(['"', '\'']) && inside.contains('|');
            of_site.then_some((TagKind::Aside, end)).or_else(|| filtered.then_some((TagKind::Path, end)))
        }
        (b'{', Some(b':')) => to("}").filter(|end| !line[1..*end].contains('{')).map(|end| (TagKind::Aside, end)),
        (b'!', Some(b'[')) if line.starts_with("![[") => to("]]").map(|end| (TagKind::Embed, end)),
        (b'[', Some(b'[')) => {
            let end = to("]]").filter(|end| !line[2..end - 2].contains(['[', ']']))?;
            // `[[1]](address)` is a link.
            let linked = rest[end..].starts_with('(');
            (end > 4 && !linked && !line[2..].starts_with(' ')).then_some((TagKind::Wiki, end))
        }
        (b'%', Some(b'%')) => {
            let inside = &rest[2..rest.floor_char_boundary(LONGEST)];
            let end = inside.find('%').filter(|end| *end > 0 && inside[*end..].starts_with("%%"))?;
            Some((TagKind::Aside, end + 4))
        }
        (b' ', Some(b'^')) => is_block_name(&line[1..]).then_some((TagKind::Aside, line.len())),
        _ => None,
    }
}

/// `^name` at the end of a line: the name of a paragraph, which a note keeper links to.
fn is_block_name(text: &str) -> bool {
    let Some(name) = text.strip_prefix('^').map(str::trim_end) else { return false };
    let worded = name.chars().any(char::is_alphabetic);
    (2..=40).contains(&name.chars().count()) && worded && name.chars().all(|c| c.is_alphanumeric() || c == '-')
}

/// `{width=50%}` right behind a link or picture.
fn attributes_after(rest: &str) -> Option<usize> {
    let line = &rest[..rest.floor_char_boundary(200)];
    let end = line.find('}')?;
    let inside = line.get(1..end)?.trim_start_matches(['.', '#', ':']);
    (inside.starts_with(|c: char| c.is_ascii_lowercase()) && !inside.contains(['{', '\n'])).then_some(end + 1)
}

/// The longest tag that is looked for, in bytes.
const LONGEST: usize = 2000;
/// After so many signs that opened nothing the rest of the text is left as it is.
const MOST_FAILED: usize = 20_000;

/// Puts what is no Markdown out of sight: formulas, signs that are text, and the tags of other programs, unless the text
/// is kanbao's `own` and has none.
pub(super) fn shield(text: &str, own: bool) -> Shielded {
    let mut shielded = Shielded::default();
    let text: String = text.chars().filter(|c| !is_token(*c)).collect();
    let text = if own { text } else { shielded.lines(&text) };
    let mut out = String::with_capacity(text.len());
    let (mut at, mut failed) = (0, 0);
    while let Some(found) =
        text[at..].find(['{', '!', '[', '%', '~', ' ', ')', '$', '\\', '*', ':']).map(|found| at + found)
    {
        out.push_str(&text[at..found]);
        let rest = &text[found..];
        let before = text[..found].chars().next_back();
        let formula = rest.starts_with(['$', '\\']) && failed < MOST_FAILED;
        if let Some(length) = Some(rest).filter(|_| formula).and_then(|rest| formulas::formula(rest, before)) {
            let token = shielded.formula(&rest[..length]);
            out.push_str(&token);
            at = found + length;
        } else if let Some(escaped) = rest.strip_prefix('\\') {
            // What is escaped opens nothing.
            let length = 1 + escaped.chars().next().filter(char::is_ascii_punctuation).map_or(0, char::len_utf8);
            out.push_str(&rest[..length]);
            at = found + length;
            failed += usize::from(escaped.starts_with(['(', '[']));
        } else if let Some(length) = Some(rest).filter(|_| !own).and_then(|rest| text_signs(rest, before)) {
            let token = shielded.text_token(&rest[..length]);
            out.push_str(&token);
            at = found + length;
        } else if let Some(length) = Some(rest).filter(|_| !own && rest.starts_with("://")).map(address_length) {
            for (nth, c) in rest[..length].char_indices() {
                // Signs inside of an address set nothing.
                let inside = rest[nth + c.len_utf8()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
                if matches!(c, '*' | '_' | '~' | '$') && inside {
                    out.push_str(&shielded.text_token(c.encode_utf8(&mut [0; 4])));
                } else {
                    out.push(c);
                }
            }
            at = found + length;
        } else if let Some(length) =
            rest.strip_prefix(')').filter(|rest| !own && rest.starts_with('{')).and_then(attributes_after)
        {
            out.push(')');
            let token = shielded.aside(&rest[1..=length]);
            out.push_str(&token);
            at = found + 1 + length;
        } else if let Some((kind, length)) = Some(rest).filter(|_| !own && failed < MOST_FAILED).and_then(kind) {
            let token = shielded.token_for(kind, &rest[..length]);
            out.push_str(&token);
            at = found + length;
        } else {
            // Looking for an end that is not there takes its time.
            failed += usize::from(rest.starts_with(['{', '[', '%', '!', '$']));
            let run = rest.chars().next().unwrap_or(' ');
            let double = matches!(run, '~' | '*' | '$');
            at = found + if double { rest.len() - rest.trim_start_matches(run).len() } else { 1 };
            out.push_str(&text[found..at]);
        }
    }
    out.push_str(&text[at..]);
    shielded.text = out;
    shielded.is_cut = failed >= MOST_FAILED;
    shielded
}

/// The length of signs at the beginning of a text that set nothing: a single `~`, which means "about" in Chinese
/// (`3~5个`), and stars that multiply (`3*4*5`, `2**3`, `(a+b)*c`).
fn text_signs(text: &str, before: Option<char>) -> Option<usize> {
    let sign = text.chars().next().filter(|c| matches!(c, '~' | '*'))?;
    let length = text.len() - text.trim_start_matches(sign).len();
    let after = text[length..].chars().next();
    let told = match sign {
        '~' => length == 1,
        _ => {
            let is = |c: Option<char>, of: fn(char) -> bool| c.is_some_and(of);
            let digits = is(before, |c| c.is_ascii_digit()) && is(after, |c| c.is_ascii_digit());
            let left = is(before, |c| c.is_ascii_alphanumeric() || matches!(c, ')' | ']'));
            let right = is(after, |c| c.is_ascii_alphanumeric() || matches!(c, '(' | '['));
            digits || length == 1 && left && right
        }
    };
    told.then_some(length)
}

/// How far an address goes on behind its scheme, as far as its signs matter.
fn address_length(rest: &str) -> usize {
    rest.find(|c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"' | '`' | '\\' | ')' | ']'))
        .unwrap_or(rest.len())
}

impl Shielded {
    fn token(&mut self, original: &str, html: String) -> String {
        self.push(ShieldToken { original: original.to_owned(), html, is_text: false })
    }

    /// What is text, and no sign of Markdown.
    fn text_token(&mut self, text: &str) -> String {
        self.push(ShieldToken { original: text.to_owned(), html: tag::escape(text), is_text: true })
    }

    /// A formula: in its line, or several lines of its own.
    fn formula(&mut self, text: &str) -> String {
        let html = if text.contains('\n') {
            format!("<pre>{}</pre>", tag::escape(text.trim()))
        } else {
            format!("<span {MEANT}=\"math\">{}</span>", tag::escape(text))
        };
        self.push(ShieldToken { original: text.to_owned(), html, is_text: true })
    }

    fn push(&mut self, token: ShieldToken) -> String {
        self.tokens.push(token);
        format!("{OPEN}{}{CLOSE}", self.tokens.len() - 1)
    }

    fn aside(&mut self, original: &str) -> String {
        self.token(original, tag::comment(original))
    }

    /// What a line means as a whole: code between tags, containers, tables of contents.
    fn lines(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 64);
        let mut fence: Option<String> = None;
        // The closing tag that is waited for, and what the lines before it are prefixed with.
        let mut until: Option<(&'static str, &'static str)> = None;
        let mut quoted = String::new();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let trimmed = line.trim();
            if let Some(mark) = &fence {
                if trimmed.starts_with(mark.as_str()) && trimmed.chars().all(|c| mark.starts_with(c)) {
                    fence = None;
                }
            } else if let Some((_, prefix)) = until.filter(|(close, _)| tag::is(trimmed, close)) {
                if prefix.is_empty() {
                    out.push_str("````````\n");
                } else if !quoted.is_empty() {
                    let _ = writeln!(out, "{prefix}\n{prefix}——{quoted}");
                }
                out.push('\n');
                until = None;
                continue;
            } else if until.is_none_or(|(_, prefix)| !prefix.is_empty()) {
                if let Some(mark) = tag::fence(trimmed) {
                    fence = Some(mark);
                } else if let Some((close, language)) = tag::code(trimmed).filter(|_| until.is_none()) {
                    let _ = writeln!(out, "\n{}\n\n````````{language}", self.aside(trimmed));
                    until = Some((close, ""));
                    continue;
                } else if let Some((close, whom)) = tag::quote(trimmed).filter(|_| until.is_none()) {
                    out.push('\n');
                    quoted = whom;
                    until = Some((close, "> "));
                    continue;
                } else if let Some(line) = self.line(trimmed, lines.peek().copied().unwrap_or_default().trim()) {
                    out.push_str(&line);
                    continue;
                }
            }
            out.push_str(until.map_or("", |(_, prefix)| prefix));
            // What is shielded from the template engine inside of its own code tag.
            let raw = until.is_some_and(|(_, prefix)| prefix.is_empty()) && line.contains("raw %}");
            out.push_str(&if raw {
                line.replace("{% raw %}", "").replace("{% endraw %}", "")
            } else {
                line.to_owned()
            });
            out.push('\n');
        }
        out
    }

    fn line(&mut self, line: &str, next: &str) -> Option<String> {
        if is_block_name(line) {
            return Some(format!("{}\n", self.aside(line)));
        }
        let lower = line.to_ascii_lowercase();
        let contents = ["[toc]", "[[toc]]", "[[_toc_]]"].contains(&lower.as_str())
            || lower.starts_with("@[toc]")
            || (next.starts_with("{:toc") && lower.trim_start_matches(['*', '-', '1', '.', ' ']) == "toc");
        if contents {
            return Some(format!("{}\n\n", self.aside(line)));
        }
        // `::: tip 题目` … `:::`
        if let Some(inside) = line.strip_prefix(":::").map(|rest| trim(rest.trim_start_matches(':'))) {
            let title = inside.split_once(char::is_whitespace).map_or("", |(_, title)| trim(title));
            let title =
                if title.is_empty() || title.starts_with('{') { String::new() } else { format!("**{title}**\n\n") };
            return Some(format!("\n{}\n\n{title}", self.aside(line)));
        }
        // A heading's name: `## 题目 {#name}`.
        if line.starts_with('#')
            && let Some(at) = line.rfind(" {").filter(|_| line.ends_with('}'))
            && line[at + 2..].starts_with(['#', '.', '-'])
        {
            let (heading, name) = line.split_at(at);
            return Some(format!("{heading} {}\n", self.aside(trim(name))));
        }
        // A tag alone on its line parts what is before it from what is behind.
        let alone = (line.starts_with("{%") && line.ends_with("%}") && line.matches("{%").count() == 1)
            || (line.starts_with("{{<") && line.ends_with(">}}") && line.matches("{{").count() == 1)
            || (line.starts_with("{{%") && line.ends_with("%}}") && line.matches("{{").count() == 1);
        alone.then(|| format!("\n{line}\n\n"))
    }

    fn token_for(&mut self, kind: TagKind, whole: &str) -> String {
        let html = match kind {
            TagKind::Tag => tag::inline(whole),
            TagKind::Aside => None,
            TagKind::Path => whole.split(['\'', '"']).nth(1).map(tag::escape),
            TagKind::Embed => {
                let inside = &whole[3..whole.len() - 2];
                let (file, shown) = inside.split_once('|').unwrap_or((inside, ""));
                tag::is_picture(file).then(|| tag::picture(file, shown))
            }
            TagKind::Wiki => {
                let inside = &whole[2..whole.len() - 2];
                let shown = inside.split_once('|').map_or(inside, |(_, shown)| shown);
                Some(tag::escape(trim(shown.trim_end_matches('\\'))))
            }
        };
        match html {
            Some(html) => self.token(whole, html),
            None => self.aside(whole),
        }
    }

    /// Text of code, with the tags as they were.
    pub fn restore(&self, text: &str) -> String {
        self.expand(text, |token, _| token.original.clone())
    }

    /// HTML, with what the tags become.
    pub fn reveal(&self, html: &str) -> String {
        self.expand(html, |token, before| {
            // Inside of a tag it is the value of an attribute.
            let in_tag = before.rfind('<').is_some_and(|lt| !before[lt..].contains('>'));
            match in_tag {
                true if token.is_text => tag::escape(&token.original),
                true => String::new(),
                false => token.html.clone(),
            }
        })
    }

    fn expand(&self, text: &str, becomes: impl Fn(&ShieldToken, &str) -> String) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(OPEN) {
            out.push_str(before);
            let (number, after) = after.split_once(CLOSE).unwrap_or(("", after));
            if let Some(token) = number.parse().ok().and_then(|number: usize| self.tokens.get(number)) {
                let from = out.floor_char_boundary(out.len().saturating_sub(4000));
                let text = becomes(token, &out[from..]);
                out.push_str(&text);
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text as a Markdown parser sees it with each token as what it becomes.
    fn seen(text: &str) -> String {
        let shielded = shield(text, false);
        shielded.reveal(&shielded.text).replace("<!--template-tag:", "⟦").replace("-->", "⟧")
    }

    #[test]
    fn tags_are_put_aside_or_become_what_they_stand_for() {
        assert_eq!(seen("甲{% note info %}乙{% endnote %}丙"), "甲⟦{% note info %}⟧乙⟦{% endnote %}⟧丙\n");
        assert_eq!(seen("{{< ref \"a.md\" >}} {{ site.url }}"), "⟦{{< ref \"a.md\" ＞}}⟧ ⟦{{ site.url }}⟧\n");
        assert_eq!(seen("{{ '/a.png' | relative_url }} {{ msg }}"), "/a.png {{ msg }}\n");
        assert_eq!(seen("图{:width=\"9\"} ![x](a.png){.c}"), "图⟦{:width=\"9\"}⟧ ![x](a.png)⟦{.c}⟧\n");
        assert_eq!(seen("见 [[笔记|那里]]、[[别处]]，[[1]](http://a)"), "见 那里、别处，[[1]](http://a)\n");
        assert_eq!(
            seen("![[图.png|300]]"),
            "<img data-meant src=\"图.png\" alt=\"\"><span data-meant=\"caption\"></span>\n"
        );
        assert_eq!(
            seen("{% asset_img a.jpg 800 600 某某 风景 %}"),
            "\n<img data-meant src=\"a.jpg\" alt=\"\"><span data-meant=\"caption\">某某 风景</span>\n\n"
        );
        assert_eq!(seen("{% post_link slug '上一篇' %}"), "\n上一篇\n\n");
        assert_eq!(seen("3~5个，~~删~~"), "3~5个，~~删~~\n");
        assert_eq!(seen("## 题目 {#name}"), "## 题目 ⟦{#name}⟧\n");
        assert_eq!(seen("甲%%不给人看%%乙 100%"), "甲⟦%%不给人看%%⟧乙 100%\n");
    }

    #[test]
    fn code_between_tags_is_code() {
        assert_eq!(
            seen("{% codeblock 题 lang:js %}\na = {% b %}\n{% endcodeblock %}"),
            "\n⟦{% codeblock 题 lang:js %}⟧\n\n````````js\na = ⟦{% b %}⟧\n````````\n\n"
        );
        assert_eq!(
            seen("{{< highlight go \"linenos=table\" >}}\nx\n{{< / highlight >}}"),
            "\n⟦{{< highlight go \"linenos=table\" ＞}}⟧\n\n````````go\nx\n````````\n\n"
        );
        assert_eq!(
            seen("{% blockquote 某人 %}\n甲\n\n乙\n{% endblockquote %}\n丙"),
            "\n> 甲\n> \n> 乙\n> \n> ——某人\n\n丙\n"
        );
    }

    #[test]
    fn in_code_everything_is_as_it_was() {
        let text = "`{% raw %}` 3~5 `[[x]]`\n";
        let shielded = shield(text, false);
        assert_ne!(shielded.text, text);
        assert_eq!(shielded.restore(&shielded.text), text);
    }

    #[test]
    fn very_long_lines_are_read_in_no_time() {
        let begun = std::time::Instant::now();
        for text in ["{% ", "{{<", "[[a", "%%", "~ ", "{:", "){a", "{{ '"] {
            shield(&text.repeat(100_000), false);
        }
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }
}
