//! *XHTML* as the HTML parser reads it. In XML every element may close itself and text may stand in CDATA; to the parser
//! `<script/>` is open to the end of the page, and CDATA is a comment.

use std::borrow::Cow;

use super::tags::find_tag;

/// How far into a page it says that it is XHTML, in bytes.
const FAR: usize = 4096;

/// Whether a page says that it is XML: by its declaration, its document type, or the name space of its first element.
pub(super) fn says_so(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(FAR)];
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    head.starts_with("<?xml")
        || head.starts_with('<') && (head.contains("http://www.w3.org/1999/xhtml") || head.contains("//DTD XHTML"))
}

/// The elements that HTML closes by itself.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// XHTML as HTML: what closes itself is closed, and CDATA is text.
pub(super) fn to_html(text: &str) -> Cow<'_, str> {
    let closes = memchr::memmem::find(text.as_bytes(), b"/>").is_some();
    if !closes && memchr::memmem::find(text.as_bytes(), b"<![CDATA[").is_none() {
        return Cow::Borrowed(text);
    }
    // Of what is well formed a paragraph that is in another and empty says nothing; HTML would end the other one.
    let is_xml = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').starts_with("<?xml");
    let mut in_paragraph = false;
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    while let Some(lt) = memchr::memchr(b'<', rest.as_bytes()) {
        out.push_str(&rest[..lt]);
        rest = &rest[lt..];
        if rest.starts_with("<!--") {
            let end = rest.find("-->").map_or(rest.len(), |end| end + 3);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            let (data, behind) = data.split_once("]]>").unwrap_or((data, ""));
            for c in data.chars() {
                match c {
                    '<' => out.push_str("&lt;"),
                    '&' => out.push_str("&amp;"),
                    c => out.push(c),
                }
            }
            rest = behind;
            continue;
        }
        let name_length = rest[1..].bytes().take_while(|byte| is_name(*byte)).count();
        let name = &rest[1..=name_length];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            in_paragraph &= !rest.get(..4).is_some_and(|tag| tag.eq_ignore_ascii_case("</p>"));
            out.push('<');
            rest = &rest[1..];
            continue;
        }
        let tag = XmlTag::of(rest);
        let (source, behind) = rest.split_at(tag.length);
        rest = behind;
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        if !tag.closes_itself || VOID.iter().any(|void| is(void)) {
            in_paragraph |= is("p");
            out.push_str(source);
            // What is in them is no markup.
            if let Some(raw) = ["script", "style"].into_iter().find(|raw| is(raw) && !tag.closes_itself) {
                let end = find_tag(rest, 0, &format!("/{raw}")).unwrap_or(rest.len());
                out.push_str(&rest[..end]);
                rest = &rest[end..];
            }
        } else if !(is_xml && in_paragraph && is("p")) {
            out.push_str(source[..source.len() - "/>".len()].trim_end());
            out.push_str("></");
            out.push_str(name);
            out.push('>');
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.')
}

/// How a tag is written.
struct XmlTag {
    /// With its two angles, in bytes.
    length: usize,
    closes_itself: bool,
}

impl XmlTag {
    /// The tag at the beginning of a text; the rest of the text where it does not end.
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut quote = None;
        // A value without quotes takes in every slash: `<a href=/x/>` is open.
        let mut bare = false;
        for (at, &byte) in bytes.iter().enumerate() {
            match quote {
                Some(open) if byte == open => quote = None,
                Some(_) => {}
                None if byte == b'>' => {
                    return Self { length: at + 1, closes_itself: !bare && bytes[at - 1] == b'/' };
                }
                None if matches!(byte, b'"' | b'\'') && !bare => quote = Some(byte),
                None if byte.is_ascii_whitespace() => bare = false,
                None if !matches!(byte, b'"' | b'\'') && bytes[..at].ends_with(b"=") => bare = true,
                None => {}
            }
        }
        Self { length: text.len(), closes_itself: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_closes_itself_is_closed() {
        for (xhtml, html) in [
            (r#"<a id="x"/>锚<br/>行<div class="c" />"#, r#"<a id="x"></a>锚<br/>行<div class="c"></div>"#),
            (
                "<title/><script src='a.js'/><style />正文",
                "<title></title><script src='a.js'></script><style></style>正文",
            ),
            ("<SPAN/>甲<IMG SRC='a'/>", "<SPAN></SPAN>甲<IMG SRC='a'/>"),
            ("<a href=/b/>乙</a>", "<a href=/b/>乙</a>"),
            (r#"<a title="1/>2" href='x'>丙</a>"#, r#"<a title="1/>2" href='x'>丙</a>"#),
            (r#"<script>document.write("<p/>")</script><i/>"#, r#"<script>document.write("<p/>")</script><i></i>"#),
            ("<!-- <b/> --><b/>1 < 2 />", "<!-- <b/> --><b></b>1 < 2 />"),
            ("<svg:path d='m'/><o:p/>", "<svg:path d='m'></svg:path><o:p></o:p>"),
        ] {
            assert_eq!(to_html(xhtml), html);
        }
    }

    #[test]
    fn cdata_is_text_but_not_in_scripts() {
        assert_eq!(to_html("<p><![CDATA[a < b && <c>]]></p>"), "<p>a &lt; b &amp;&amp; &lt;c></p>");
        let script = "<script>//<![CDATA[\nif (a < b) go();\n//]]></script><p><![CDATA[甲]]>";
        assert_eq!(to_html(script), "<script>//<![CDATA[\nif (a < b) go();\n//]]></script><p>甲");
        assert_eq!(to_html("<p><![CDATA[没有完"), "<p>没有完");
    }

    #[test]
    fn an_empty_paragraph_in_another_says_nothing_in_xml() {
        assert_eq!(to_html("<?xml?><p>前<p/>后</p><p/>"), "<?xml?><p>前后</p><p></p>");
        assert_eq!(to_html("<p>前<p/>后"), "<p>前<p></p>后");
    }

    #[test]
    fn pages_say_that_they_are_xhtml() {
        for text in [
            "\n<?xml version=\"1.0\"?><html>",
            "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\"><html>",
            "<!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\">",
            "<div xmlns=\"http://www.w3.org/1999/xhtml\">",
        ] {
            assert!(says_so(text), "{text}");
        }
        assert!(!says_so("<!doctype html><html><p>http://a") && !says_so("讲 http://www.w3.org/1999/xhtml 的文章"));
    }
}
