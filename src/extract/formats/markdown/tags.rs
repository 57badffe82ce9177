//! *Template tags*: what a site builder puts into Markdown for itself. They are no text.
//!
//! Hexo's `{% … %}`, Hugo's shortcodes, Jekyll's `{{ site.… }}` and `{: … }`, Obsidian's `[[links]]` and `%%comments%%`
//! would be taken for text, emphasis or links by a Markdown parser. So each is put out of its sight as a token, and
//! comes back when the document has become HTML: as the text or picture it stands for, or as a comment, which is kept
//! with what was cut. In code it comes back as it was.

use super::shielded::{Shielded, is_token};
use super::tag_kind::{address_length, attributes_after, kind, program_name, shifted, text_signs};
use super::{formulas, lines, tables};

/// After so many signs that opened nothing the rest of the text is left as it is.
const MOST_FAILED: usize = 20_000;

/// Puts what is no Markdown out of sight: formulas, signs that are text, and the tags of other programs, unless the text
/// is kanbao's `own` and has none.
pub(super) fn shield(text: &str, own: bool) -> Shielded {
    let mut shielded = Shielded::default();
    let text: String = text.chars().filter(|c| !is_token(*c)).collect();
    let text = if own { text } else { lines::read(&tables::even(&text), &mut shielded) };
    let mut out = String::with_capacity(text.len());
    let (mut at, mut failed) = (0, 0);
    while let Some(found) =
        text[at..].find(['{', '!', '[', '%', '~', ' ', ')', '$', '\\', '*', ':', '_', '^']).map(|found| at + found)
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
        } else if let Some((length, tag)) = Some(rest).filter(|_| !own).and_then(|rest| shifted(rest, before)) {
            let token = shielded.shifted(&rest[..length], tag);
            out.push_str(&token);
            at = found + length;
        } else if let Some(length) = Some(rest)
            .filter(|_| !own)
            .and_then(|rest| text_signs(rest, before).or_else(|| program_name(rest, &text[..found])))
        {
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
            let double = matches!(run, '~' | '*' | '$' | '_');
            at = found + if double { rest.len() - rest.trim_start_matches(run).len() } else { 1 };
            out.push_str(&text[found..at]);
        }
    }
    out.push_str(&text[at..]);
    shielded.text = out;
    shielded.is_cut = failed >= MOST_FAILED;
    shielded
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
        assert_eq!(
            seen("见 [[笔记|那里]]、[[别处]]，[[1]](http://a)"),
            "见 <a data-meant href=\"笔记\">那里</a>、<a data-meant href=\"别处\">别处</a>，[[1]](http://a)\n"
        );
        assert_eq!(seen("![[图.png|300]]"), "<img data-meant src=\"图.png\" data-caption=\"\">\n");
        assert_eq!(
            seen("{% asset_img a.jpg 800 600 某某 风景 %}"),
            "\n<img data-meant src=\"a.jpg\" data-caption=\"某某 风景\">\n\n"
        );
        assert_eq!(seen("{% post_link slug '上一篇' %}"), "\n上一篇\n\n");
        assert_eq!(seen("3~5个，~~删~~"), "3~5个，~~删~~\n");
        assert_eq!(
            seen("H~2~O 与 10^-6^，3~5~8 与 a^b^c^ ^_^"),
            "H<sub>2</sub>O 与 10<sup>-6</sup>，3~5~8 与 a<sup>b</sup>c^ ^_^\n"
        );
        assert_eq!(seen("## 题目 {#name}"), "## 题目 ⟦{#name}⟧\n");
        assert_eq!(
            seen(
                "{% label primary@重点 %}、{% span red, 红字 %}、{% u 下划 %}、{% ruby 東京|とうきょう %}、{% btn https://a.example, 按钮 %}"
            ),
            "重点、红字、<u>下划</u>、<ruby>東京<rt>とうきょう</rt></ruby>、<a href=\"https://a.example\">按钮</a>\n"
        );
        assert_eq!(seen("一段 ^块1\n\n^abc-1\n\nx ^2"), "一段⟦ ^块1⟧\n\n⟦^abc-1⟧\n\nx ^2\n");
        assert_eq!(seen("\\{% a %} \\[[b]] \\~c"), "\\{% a %} \\[[b]] \\~c\n");
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
