//! What a *template tag* means: its name, its arguments, and what it stands for in the text.

use super::caption::caption_of;
use crate::extract::markup::html::MEANT;
use crate::extract::prose::trim;

/// What a comment begins with that was a template tag.
pub(super) const MARK: &str = "template-tag:";

/// Text for HTML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A comment of HTML that says what was a tag.
pub(super) fn comment(original: &str) -> String {
    format!("<!--{MARK}{}-->", original.replace("--", "- -").replace('>', "＞"))
}

/// Whether a file is a picture, by its name.
pub(super) fn is_picture(file: &str) -> bool {
    let path = file.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".avif"].iter().any(|ending| path.ends_with(ending))
}

/// A picture with its caption.
pub(super) fn picture(src: &str, caption: &str) -> String {
    let src = trim(src);
    // One that is nowhere is for the walk to judge.
    let meant = if src.is_empty() { "" } else { MEANT };
    img(meant, src, caption_of(caption))
}

/// A picture with the caption that it has, to the letter.
pub(super) fn picture_as_written(src: &str, caption: &str) -> String {
    img(MEANT, src, caption)
}

fn img(meant: &str, src: &str, caption: &str) -> String {
    format!(r#"<img {meant} src="{}" data-caption="{}">"#, escape(src), escape(caption))
}

/// A link to a page by its name. What in a name would be a sign of an address is written as one writes it there.
pub(super) fn wiki_link(page: &str, shown: &str) -> String {
    let href = page.replace('%', "%25").replace('?', "%3F").replace(':', "%3A").replace('\\', "/");
    if href.is_empty() || href.starts_with('/') {
        return escape(shown);
    }
    format!(r#"<a {MEANT} href="{}">{}</a>"#, escape(&href), escape(shown))
}

/// The name and the arguments of a tag.
fn parts(tag: &str) -> Option<(String, Vec<String>)> {
    let inside = tag.trim_matches(['{', '}', '%', '<', '>', '-', '/', ' ']);
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut quote: Option<char> = None;
    for c in inside.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c.is_whitespace() => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            _ => word.push(c),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    (!words.is_empty()).then(|| (words.remove(0), words))
}

/// Whether a line is nothing but a tag of this name.
pub(super) fn is(line: &str, name: &str) -> bool {
    let tag = (line.starts_with("{%") && line.ends_with("%}")) || (line.starts_with("{{") && line.ends_with("}}"));
    tag && {
        let inside = line.trim_matches(['{', '}', '%', '<', '>', '-', ' ']);
        let inside: String = inside.split_whitespace().collect();
        inside == name
    }
}

/// The fence that a line opens.
pub(super) fn fence(line: &str) -> Option<String> {
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == sign).count();
    (length >= 3 && !(sign == '`' && line[length..].contains('`'))).then(|| sign.to_string().repeat(length))
}

/// A tag that begins code: the one that ends it, and the language.
pub(super) fn code(line: &str) -> Option<(&'static str, String)> {
    let alone = |open: &str, close: &str| line.starts_with(open) && line.ends_with(close);
    if !alone("{%", "%}") && !alone("{{<", ">}}") {
        return None;
    }
    let (name, arguments) = parts(line)?;
    let close = match (name.as_str(), line.starts_with("{%")) {
        ("codeblock" | "code", true) => "endcodeblock",
        ("highlight", true) => "endhighlight",
        ("highlight", false) => "/highlight",
        _ => return None,
    };
    let close = if name == "code" { "endcode" } else { close };
    let named = arguments.iter().find_map(|word| word.strip_prefix("lang:")).map(str::to_owned);
    let first = arguments.first().filter(|_| name == "highlight").cloned();
    let language: String = named.or(first).unwrap_or_default();
    Some((close, language.chars().filter(|c| !c.is_whitespace() && *c != '`').collect()))
}

/// A tag that begins a quote: the one that ends it, and who is quoted.
pub(super) fn quote(line: &str) -> Option<(&'static str, String)> {
    if !line.starts_with("{%") || !line.ends_with("%}") {
        return None;
    }
    let (name, arguments) = parts(line)?;
    let close = match name.as_str() {
        "blockquote" => "endblockquote",
        "quote" => "endquote",
        "centerquote" => "endcenterquote",
        "cq" => "endcq",
        _ => return None,
    };
    Some((close, arguments.join(" ")))
}

/// What a tag inside of the text becomes, where it becomes anything.
pub(super) fn inline(tag: &str) -> Option<String> {
    let (name, arguments) = parts(tag)?;
    let named = |key: &str| arguments.iter().find_map(|word| word.strip_prefix(key)?.strip_prefix('='));
    match name.as_str() {
        "asset_img" | "img" | "image" | "figure" => {
            let src =
                named("src").or_else(|| arguments.iter().map(String::as_str).find(|word| word.contains(['.', '/'])))?;
            let behind = arguments.iter().skip_while(|word| word.as_str() != src).skip(1);
            let words: Vec<&str> =
                behind.map(String::as_str).filter(|word| !is_size(word) && !word.contains('=')).collect();
            let title = ["caption", "title", "alt"].into_iter().find_map(named);
            Some(picture(src, &title.map_or_else(|| words.join(" "), str::to_owned)))
        }
        "post_link" | "asset_link" => Some(escape(&arguments.get(1..).unwrap_or_default().join(" ")))
            .filter(|text| !text.is_empty())
            .or_else(|| arguments.first().map(|slug| escape(slug))),
        // Words set apart: by a class (`primary@字`, `red, 字`) or by the name of the tag.
        "label" => {
            let said = arguments.join(" ");
            let word =
                said.split_once('@').map_or_else(|| arguments.first().map(String::as_str), |(_, word)| Some(word));
            word.map(|word| escape(trim(word))).filter(|word| !word.is_empty())
        }
        "span" | "p" | "checkbox" | "radio" => {
            let said = arguments.join(" ");
            let word = said.split_once([',', '，']).map_or(said.as_str(), |(_, word)| word);
            Some(escape(trim(word))).filter(|word| !word.is_empty())
        }
        "u" | "del" | "kbd" | "emp" | "wavy" | "psw" | "mark" => {
            let set = match name.as_str() {
                "emp" => "em",
                "wavy" => "u",
                "psw" => "span",
                own => own,
            };
            Some(format!("<{set}>{}</{set}>", escape(&arguments.join(" ")))).filter(|_| !arguments.is_empty())
        }
        "ruby" => {
            let said = arguments.join(" ");
            let (base, reading) = said.split_once('|')?;
            Some(format!("<ruby>{}<rt>{}</rt></ruby>", escape(trim(base)), escape(trim(reading))))
        }
        "btn" | "button" => {
            let said = arguments.join(" ");
            let mut parts = said.split([',', '，']).map(trim);
            let address = parts.next()?;
            let word = parts.next().filter(|word| !word.is_empty())?;
            Some(format!(r#"<a href="{}">{}</a>"#, escape(address), escape(word)))
        }
        "link" => {
            let address = arguments.iter().position(|word| word.starts_with("http"))?;
            let text = escape(&arguments[..address].join(" "));
            Some(format!(r#"<a href="{}">{text}</a>"#, escape(&arguments[address])))
        }
        _ => None,
    }
}

fn is_size(word: &str) -> bool {
    word.trim_end_matches(['%', 'p', 'x']).bytes().all(|byte| byte.is_ascii_digit())
}
