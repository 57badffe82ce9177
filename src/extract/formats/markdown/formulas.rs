//! *Formulas*: what stands between `$` and `$`, `$$` and `$$`, `\(` and `\)`, `\[` and `\]`, or in an environment of TeX.
//! Every character of one is as it was written, and none of it is Markdown. A price is no formula.

use crate::model::script::is_cjk;

/// The longest formula that is looked for, in bytes.
const LONGEST: usize = 4000;

/// The length of the formula that a text begins with. `before` is the character before it.
pub(super) fn formula(text: &str, before: Option<char>) -> Option<usize> {
    let window = &text[..text.floor_char_boundary(LONGEST)];
    // It ends with its paragraph.
    let window = window.find("\n\n").map_or(window, |end| &window[..end]);
    if window.starts_with("$$") {
        return between(window, "$$", "$$", |inside| !inside.trim().is_empty() && !inside.contains('`'));
    }
    if window.starts_with('$') {
        // `US$5` and `a$b`
        return dollars(in_line(window)).filter(|_| !before.is_some_and(|c| c.is_ascii_alphanumeric()));
    }
    if window.starts_with("\\(") {
        return escapes(in_line(window), '(', ')');
    }
    if window.starts_with("\\[") {
        return escapes(window, '[', ']');
    }
    let name = window.strip_prefix("\\begin{")?;
    let name = &name[..name.find('}').filter(|length| *length < 20)?];
    let known = name.trim_end_matches('*').bytes().all(|byte| byte.is_ascii_alphabetic()) && !name.is_empty();
    let close = format!("\\end{{{name}}}");
    known.then(|| window.find(&close).map(|end| end + close.len()))?
}

/// The lines of running text that a text begins with: up to one that begins a block of its own.
fn in_line(text: &str) -> &str {
    let begins_block = |line: &str| {
        let line = line.trim_start();
        ["- ", "* ", "+ ", "> ", "#", "|", "```", "~~~"].iter().any(|sign| line.starts_with(sign))
            || line.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with([')', '.'])
                && !line.starts_with([')', '.'])
    };
    let end = text.match_indices('\n').find(|(at, _)| begins_block(&text[at + 1..]));
    end.map_or(text, |(at, _)| &text[..at])
}

/// The length of what stands between two marks, if it is what it may be.
fn between(text: &str, open: &str, close: &str, fits: impl Fn(&str) -> bool) -> Option<usize> {
    let inside = &text[open.len()..];
    let end = inside.find(close)?;
    fits(&inside[..end]).then_some(open.len() + end + close.len())
}

/// A formula between an opening and a closing sign with a backslash before each. A bracket that is only escaped opens
/// nothing.
fn escapes(text: &str, open: char, close: char) -> Option<usize> {
    let inside = &text[2..];
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        if escaped && c == close {
            return is_tex(&inside[..at - 1]).then_some(2 + at + 1);
        }
        if escaped && c == open {
            return None;
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// A formula between two dollars: no blank inside of them, no letter or digit behind.
fn dollars(text: &str) -> Option<usize> {
    let inside = &text[1..];
    if inside.starts_with(char::is_whitespace) {
        return None;
    }
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '$' => {
                let after = inside[at + 1..].chars().next();
                let ends = !inside[..at].ends_with(char::is_whitespace)
                    && !after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '$');
                return (ends && is_short_tex(&inside[..at])).then_some(at + 2);
            }
            _ => {}
        }
    }
    None
}

/// Whether a text is TeX and no prose: something in it that prose has not, and no Han outside of what TeX sets as text.
fn is_tex(text: &str) -> bool {
    let command = text.contains('\\');
    let prose = text.contains(is_cjk) && !command;
    let sign = command || text.contains(['^', '_', '=', '+', '<', '>']) || text.contains(" - ");
    let letter = text.trim().len() == 1 && text.trim().bytes().all(|byte| byte.is_ascii_alphabetic());
    (sign || letter) && !prose && !text.contains('`') && !text.contains("](")
}

/// The same between dollars, where a letter, a number or `O(n)` is TeX too.
fn is_short_tex(text: &str) -> bool {
    const LONGEST_TERM: usize = 24;
    let term = text.len() <= LONGEST_TERM
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"(),.|'! *-/:".contains(&byte))
        && !text.contains("  ")
        && text
            .split([' ', ',', '(', ')', '|', '*', '-', '/', ':'])
            .all(|word| word.len() <= 6 || word.bytes().all(|byte| byte.is_ascii_digit()));
    is_tex(text)
        || term
            && !text.is_empty()
            && !text.starts_with(['-', ':', '/', '*', '.', ','])
            && !text.ends_with([':', '/', '-', ',', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_prices_and_escapes() {
        for text in [
            "$x$",
            "$5$",
            "$O(n)$",
            "$x_{1}-y_{1}$",
            "$\\alpha * \\beta$",
            "$a<b$",
            "$v_{末}=\\text{末速}$",
            "$$a_n = a_{n-2}$$",
            "$$\n\\begin{aligned}\na &= b \\\\\n\\end{aligned}\n$$",
            "\\( x^2 \\)",
            "\\(n\\)",
            "\\[ \\bar{a}_{n} = b_{n} \\]",
            "\\begin{align*}\na &= b \\\\\nc\n\\end{align*}",
        ] {
            assert_eq!(formula(&format!("{text}，后文"), Some('，')), Some(text.len()), "{text}");
        }
        for text in [
            "$5 和 $6。",
            "$5和$6。",
            "$100 到 $200 之间，$\\alpha$",
            "$5-$6",
            "$HOME/bin:$PATH",
            "$ x $",
            "$a\n\nb$",
            "\\[1\\]",
            "\\[x] 甲，\\[x^2\\]",
            "\\[x=1\\\\] 甲",
            "$a\n- b$",
            "\\(注\\)",
            "\\[方\\](https://a.example/x=1)",
            "`$` 与 `$`",
            "$$",
            "$` 与 `$。",
            "\\begin{align} a",
        ] {
            assert_eq!(formula(text, Some('，')), None, "{text}");
        }
        assert_eq!(formula("$x$", Some('S')), None);
    }
}
