//! Articles that stand only in a *script*: pages that are put together in the browser carry their text as data, as JSON,
//! as JavaScript, or as escaped HTML in an element that is never shown.
//!
//! No data format is read here but what all of them have in common: names with strings behind them. The string that
//! reads most like an article is one; what is named a title or a time beside it belongs to it.

use scraper::{Html, Node};

use super::content::MainContent;
use crate::extract::credits::dates;
use crate::extract::document::TextDocument;
use crate::extract::draft::DraftBlock;
use crate::extract::markup::html::{attr, decode_references, name, strip_tags};
use crate::extract::prose::{is_blank, is_prose, skeleton, trim};
use crate::model::Timestamp;
use crate::model::script::is_cjk;

/// A string in a script and the name before it.
#[derive(Debug, PartialEq, Eq)]
struct Pair {
    name: String,
    value: String,
}

/// An article that was found in a script.
#[derive(Debug, Default)]
pub(super) struct Data {
    pub title: Option<String>,
    pub published: Option<Timestamp>,
    pub source: Option<String>,
    pub author: Option<String>,
    /// HTML or text.
    pub body: String,
    /// The letters of its running text.
    pub prose: usize,
}

impl Data {
    /// Whether nothing on the page contradicts it. What the page shows as its article has to be a part of it; where
    /// that is nothing, or nothing speaks for it, anything may be.
    pub fn agrees(&self, main: &MainContent, drafts: &[DraftBlock]) -> bool {
        const ENOUGH: usize = 10;
        let mut shown =
            drafts.iter().filter(|draft| !draft.outside && draft.kept() && is_prose(draft.text())).peekable();
        if shown.peek().is_none() {
            return true;
        }
        let letters = skeleton(&strip_tags(&self.body));
        let beginning = |text: &str| skeleton(text).chars().take(ENOUGH).collect::<String>();
        shown.any(|draft| letters.contains(&beginning(draft.text()))) || !main.sure
    }
}

/// How much of a page's scripts is read, in bytes.
const MOST: usize = 4 << 20;

/// How far from its text an article's title and time stand, in pairs.
const NEAR: usize = 80;

const TITLES: &[&str] = &["title", "headline", "articletitle", "newstitle", "msgtitle", "subject", "name"];
const TIMES: &[&str] = &[
    "publishtime",
    "pubtime",
    "publishdate",
    "pubdate",
    "datepublished",
    "publishedat",
    "newstime",
    "createtime",
    "createdat",
    "oricreatetime",
    "ptime",
    "ct",
    "time",
];
const SOURCES: &[&str] = &["source", "sourcename", "medianame", "copyfrom", "origin"];
const AUTHORS: &[&str] = &["author", "authorname", "nickname"];

/// The article with the most running text in the page's scripts.
pub(super) fn article(html: &Html, document: &TextDocument<'_>) -> Option<Data> {
    let mut best = Data::default();
    let mut left = MOST;
    for node in html.tree.root().descendants() {
        let tag = name(&node);
        let holds = match tag {
            "script" => attr(&node, "src").is_none() && !is_linked(attr(&node, "type")),
            "textarea" | "template" | "xmp" => true,
            _ => false,
        };
        if !holds {
            continue;
        }
        let text: String = node.descendants().filter_map(|child| child.value().as_text().map(|t| &**t)).collect();
        left = left.saturating_sub(text.len());
        if left == 0 {
            document.limit_reached(format!("more than {MOST} bytes of scripts: the rest is not searched"));
            break;
        }
        if tag != "script" || attr(&node, "type").is_some_and(|kind| kind.contains("html") || kind.contains("template"))
        {
            consider(&mut best, &text, &[], 0);
            continue;
        }
        let pairs = pairs(&text);
        for (at, pair) in pairs.iter().enumerate().filter(|(_, pair)| pair.value.len() >= 200) {
            consider(&mut best, &pair.value, &pairs, at);
        }
    }
    (best.prose > 0).then_some(best)
}

/// When the article was published, by a script that says nothing else of it.
pub(super) fn published(html: &Html, document: &TextDocument<'_>) -> Option<Timestamp> {
    let scripts = html.tree.root().descendants().filter(|node| name(node) == "script" && attr(node, "src").is_none());
    let mut left = MOST;
    scripts.into_iter().find_map(|script| {
        script.children().find_map(|child| {
            let Node::Text(text) = child.value() else { return None };
            left = left.saturating_sub(text.len());
            // `time` alone is anything's time.
            let sure = |pair: &Pair| {
                let name = plain(&pair.name);
                TIMES.iter().take_while(|time| **time != "time").any(|time| *time == name)
            };
            if left == 0 {
                document.limit_reached(format!("more than {MOST} bytes of scripts: the rest is not searched"));
                return None;
            }
            pairs(text).iter().filter(|pair| sure(pair)).find_map(time)
        })
    })
}

fn is_linked(kind: Option<&str>) -> bool {
    kind.is_some_and(|kind| kind.contains("ld+json"))
}

/// A name without case and signs: `publish_time` and `publishTime` are one.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

fn time(pair: &Pair) -> Option<Timestamp> {
    let value = trim(&pair.value);
    // Seconds or milliseconds since 1970, of this century.
    let epoch = value.bytes().all(|b| b.is_ascii_digit()) && matches!(value.len(), 10 | 13);
    let written = value.len() >= 10 && value.contains(['-', '/', '年']);
    (epoch || written).then(|| dates::parse(value)).flatten()
}

fn consider(best: &mut Data, value: &str, pairs: &[Pair], at: usize) {
    let decoded = if value.contains("&lt;") { decode_references(value) } else { value.to_owned() };
    let text = if decoded.contains('<') { strip_tags(&decoded) } else { decoded.clone() };
    // A list of names has commas and no words.
    let reads = |line: &&str| {
        is_prose(line)
            && (line.split_ascii_whitespace().count() >= 6
                || line.chars().filter(|c| is_cjk(*c)).count() * 3 >= line.chars().count())
    };
    let prose: usize = text.lines().filter(reads).map(|line| line.chars().count()).sum();
    let all = text.chars().filter(|c| !c.is_whitespace()).count();
    let code = text.chars().filter(|c| matches!(c, '{' | '}' | '=' | ';' | '\\' | '<' | '|' | '&')).count();
    if prose <= best.prose || prose * 2 < all || code * 50 > all {
        return;
    }
    let near = |names: &[&str], fits: &dyn Fn(&Pair) -> bool| -> Option<usize> {
        let range = at.saturating_sub(NEAR)..(at + NEAR).min(pairs.len());
        names.iter().find_map(|name| {
            let named = range.clone().filter(|&place| place != at && plain(&pairs[place].name) == *name);
            named.filter(|&place| fits(&pairs[place])).min_by_key(|place| place.abs_diff(at))
        })
    };
    let short = |most: usize| {
        move |pair: &Pair| {
            let length = pair.value.chars().count();
            (2..=most).contains(&length) && !pair.value.contains(['<', '{', '/']) && !is_blank(&pair.value)
        }
    };
    let value = |names: &[&str], most| near(names, &short(most)).map(|place| decode_references(&pairs[place].value));
    *best = Data {
        title: value(TITLES, 120),
        published: near(TIMES, &|pair| time(pair).is_some()).and_then(|place| time(&pairs[place])),
        source: value(SOURCES, 20),
        author: value(AUTHORS, 20),
        body: decoded,
        prose,
    };
}

/// The strings and numbers of a script with the names before them, in order.
fn pairs(script: &str) -> Vec<Pair> {
    let decoded;
    let script = match trim(script) {
        text if text.starts_with("%7B") || text.starts_with("%7b") => {
            decoded = percent_decoded(text);
            decoded.as_str()
        }
        text => text,
    };
    let bytes = script.as_bytes();
    let mut pairs = Vec::new();
    let mut pending: Option<String> = None;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'' | b'`') => match literal(script, at, quote) {
                Some((value, end)) => {
                    at = end;
                    if next_sign(bytes, at) == Some(b':') {
                        pending = Some(value);
                    } else {
                        if value.contains("\":") && value.trim_start().starts_with(['{', '[']) {
                            // JSON inside of a string.
                            pairs.extend(self::pairs(&value));
                        } else {
                            pairs.push(Pair { name: pending.take().unwrap_or_default(), value });
                        }
                        pending = None;
                    }
                }
                None => at += 1,
            },
            byte if byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$') => {
                let end = word_end(bytes, at);
                if matches!(next_sign(bytes, end), Some(b':' | b'=')) {
                    pending = Some(script[at..end].to_owned());
                }
                at = end;
            }
            byte if byte.is_ascii_digit() => {
                let end = word_end(bytes, at);
                if let Some(name) = pending.take() {
                    pairs.push(Pair { name, value: script[at..end].to_owned() });
                }
                at = end;
            }
            b',' | b';' | b'}' => {
                pending = None;
                at += 1;
            }
            _ => at += 1,
        }
    }
    pairs
}

fn word_end(bytes: &[u8], at: usize) -> usize {
    let length = bytes[at..].iter().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$')));
    length.map_or(bytes.len(), |length| at + length)
}

fn next_sign(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at..)?.iter().copied().find(|byte| !byte.is_ascii_whitespace())
}

/// The string that begins with the quote at `at`, and where it ends. What runs over a line end is none: an apostrophe
/// in a comment does not swallow the script.
fn literal(script: &str, at: usize, quote: u8) -> Option<(String, usize)> {
    let bytes = script.as_bytes();
    let mut end = at + 1;
    loop {
        match *bytes.get(end)? {
            b'\\' => end += 2,
            b'\n' if quote != b'`' => return None,
            byte if byte == quote => break,
            _ => end += 1,
        }
    }
    Some((unescape(script.get(at + 1..end)?), end + 1))
}

/// The text that a string literal stands for.
fn unescape(literal: &str) -> String {
    let mut out = String::with_capacity(literal.len());
    let mut rest = literal;
    let mut high: Option<u32> = None;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(sign) = rest.chars().next() else { break };
        rest = &rest[sign.len_utf8()..];
        let digits = match sign {
            'u' => 4,
            'x' => 2,
            _ => 0,
        };
        let code = rest.get(..digits).filter(|hex| !hex.is_empty()).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        match (code, sign) {
            (Some(unit @ 0xD800..=0xDBFF), _) => {
                high = Some(unit);
                rest = &rest[digits..];
            }
            (Some(unit), _) => {
                let whole = match high.take() {
                    Some(high) if (0xDC00..=0xDFFF).contains(&unit) => {
                        0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00)
                    }
                    _ => unit,
                };
                out.extend(char::from_u32(whole));
                rest = &rest[digits..];
            }
            (None, 'n') => out.push('\n'),
            (None, 'r' | 'b' | 'f' | '\n') => {}
            (None, 't') => out.push(' '),
            (None, sign) => out.push(sign),
        }
    }
    out.push_str(rest);
    out
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = text.get(at + 1..at + 3).filter(|_| byte == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::markup::html;

    const PROSE: &str = "海河边的早点摊六点就开了火，排队的人把手揣在袖子里，谁也不催。";

    fn article_in(script: &str) -> Option<Data> {
        let page = format!("<html><body><div id=root></div>{script}</body></html>");
        let document = TextDocument::by_default("a.html", &page);
        super::article(&html::document(&page, document.limits).html, &document)
    }

    #[test]
    fn json_javascript_and_escaped_html_are_read_alike() {
        let body = PROSE.repeat(4);
        let json = body.replace('海', "\\u6d77");
        let percent: String =
            format!(r#"{{"title":"早点","content":"{body}"}}"#).bytes().map(|byte| format!("%{byte:02X}")).collect();
        for script in [
            format!(
                r#"<script>window.__DATA__ = {{"title":"早点","time":"2022-01-12 17:24","content":"<p>{json}<\/p>"}};</script>"#
            ),
            format!(
                "<script>// don't stop\nvar DATA = {{ title: '早点', publishTime: 1641979440, content: '&lt;p&gt;{body}&lt;/p&gt;' }}</script>"
            ),
            format!(r#"<script id=data type="application/json">{percent}</script>"#),
            format!(r#"<script>x({{"s":"{{\"title\":\"早点\",\"content\":\"{body}\"}}"}})</script>"#),
        ] {
            let data = article_in(&script).expect(&script);
            assert!(data.body.contains(&body), "{script}: {}", data.body);
            assert_eq!(data.title.as_deref(), Some("早点"), "{script}");
        }
        let hidden = format!("<textarea class=x>&lt;p&gt;{body}&lt;/p&gt;</textarea>");
        assert!(article_in(&hidden).is_some_and(|data| data.body.contains("<p>")));
        assert!(article_in("<script>var a = 'no article', b = {c: 1}</script>").is_none());
    }

    #[test]
    fn a_time_alone_is_read_too() {
        let at = |script: &str| {
            let page = format!("<script>{script}</script>");
            let document = TextDocument::by_default("a.html", &page);
            published(&html::document(&page, document.limits).html, &document)
        };
        assert_eq!(
            at("INFO = {pubtime:'2019-09-23 07:48'}").map(|at| at.minute()).as_deref(),
            Some("2019-09-23 07:48")
        );
        assert_eq!(at("var ct = \"1642125457\";").map(|at| at.minute()).as_deref(), Some("2022-01-14 09:57"));
        assert_eq!(at("var time = '2019-09-23 07:48', createTime = 5"), None);
    }
}
