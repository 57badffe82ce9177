//! *Recognising*: which of the four kinds of file a text is.

use super::furniture::{self, Zone};
use super::prose::trim;
use super::{dates, dump, frontmatter};
use crate::model::Format;

/// How much of a text is looked at, in bytes.
const ENOUGH: usize = 256 << 10;

/// The kind of a file, by its text first and its name second.
pub(super) fn recognise(name: &str, text: &str) -> Format {
    if frontmatter::split(text).is_some() {
        return Format::Hexo;
    }
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    if is_html(name, text) {
        Format::Html
    } else if is_dump(text) {
        Format::Scraped
    } else {
        Format::Text
    }
}

fn is_html(name: &str, text: &str) -> bool {
    let head: String = text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']).chars().take(2048).collect();
    let head = head.to_ascii_lowercase();
    if ["<!doctype html", "<html", "<head", "<body", "<?xml"].iter().any(|start| head.starts_with(start))
        || head.contains("<html") && head.starts_with('<')
    {
        return true;
    }
    let named = name.rsplit_once('.').is_some_and(|(_, extension)| {
        ["html", "htm", "xhtml", "shtml", "mhtml"].iter().any(|known| extension.eq_ignore_ascii_case(known))
    });
    let tags = ["<p>", "<p ", "<br", "<div", "</p>", "</div>", "<span", "<img", "<a "]
        .iter()
        .map(|tag| text.matches(tag).count())
        .sum::<usize>();
    (named && tags > 0) || (head.starts_with('<') && tags >= 3)
}

/// A page's dump shows itself by placeholders of images and by at least two kinds of furniture.
fn is_dump(text: &str) -> bool {
    let mut kinds: Vec<&str> = Vec::new();
    for line in text.lines().map(trim).filter(|line| !line.is_empty()).take(2000) {
        if dump::is_placeholder(line) {
            return true;
        }
        let hit = furniture::line(line, Format::Scraped, Zone::Head)
            .or_else(|| furniture::line(line, Format::Scraped, Zone::Tail))
            .map(|hit| hit.rule.name.as_str());
        let dated = || match line.chars().count() < 60 {
            true => dates::find(line).filter(|date| date.timed).map(|_| "published"),
            false => None,
        };
        if let Some(kind) = hit.or_else(dated)
            && !kinds.contains(&kind)
        {
            kinds.push(kind);
        }
        if kinds.len() >= 2 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_known_by_its_text() {
        assert_eq!(recognise("a.md", "\n---\ntitle: a\n---\n<p>x</p>"), Format::Hexo);
        assert_eq!(recognise("a.txt", "<!DOCTYPE html><html></html>"), Format::Html);
        assert_eq!(recognise("a.html", "<p>正文</p>"), Format::Html);
        assert_eq!(recognise("a.txt", "登陆注册\n814681\n\n题目\n"), Format::Scraped);
        assert_eq!(recognise("a.txt", "题目\n\n{image=1}\n"), Format::Scraped);
        assert_eq!(recognise("a.txt", "红楼梦\n\n第一回\n"), Format::Text);
        assert_eq!(recognise("a.md", "# 题目\n\n正文。"), Format::Text);
    }
}
