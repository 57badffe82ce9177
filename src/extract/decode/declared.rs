//! The *declared* encoding: what a file says of itself, in a `meta` element, in the declaration of XML, or in its front
//! matter. It is only a claim: pages are saved anew in another encoding and keep the old one's name.

/// How much of a file is searched for it, in bytes.
const FAR: usize = 16 << 10;

/// The name of an encoding that the head of a file gives, as it is written there.
pub(super) fn declared(bytes: &[u8]) -> Option<&str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let bytes = &bytes[..bytes.len().min(FAR)];
    let begin = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let head = &bytes[begin..];
    match head {
        [b'<', ..] => in_xml(head).or_else(|| in_meta(head)),
        [b'-', b'-', b'-', ..] | [b'+', b'+', b'+', ..] => in_front_matter(head),
        _ => None,
    }
}

/// `<?xml version="1.0" encoding="gb2312"?>`
fn in_xml(head: &[u8]) -> Option<&str> {
    let inside = head.strip_prefix(b"<?xml")?;
    let inside = &inside[..memchr::memchr(b'>', inside)?];
    value(after(inside, b"encoding")?)
}

/// `<meta charset=gb2312>`, `<meta http-equiv="Content-Type" content="text/html; charset=gb2312">`, the first of the
/// head that is not in a comment.
fn in_meta(head: &[u8]) -> Option<&str> {
    // Nearly all pages that have one are told from those that have none by this one search.
    after(head, b"charset")?;
    let mut rest = head;
    loop {
        rest = &rest[memchr::memchr(b'<', rest)?..];
        if let Some(comment) = rest.strip_prefix(b"<!--") {
            rest = &comment[memchr::memmem::find(comment, b"-->")?..];
            continue;
        }
        let is = |name: &[u8]| rest.get(1..=name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name));
        if is(b"body") {
            return None;
        }
        let tag = &rest[..memchr::memchr(b'>', rest)?];
        if is(b"meta")
            && let Some(name) = after(tag, b"charset").and_then(value)
        {
            return Some(name);
        }
        rest = &rest[1..];
    }
}

/// `charset: gbk` or `encoding = "gbk"` on a line of its own, before the line that ends the front matter.
fn in_front_matter(head: &[u8]) -> Option<&str> {
    let fence = &head[..3];
    let mut lines = head.split(|&byte| byte == b'\n').skip(1).take_while(|line| !line.starts_with(fence));
    lines.find_map(|line| {
        let keyed = ["charset", "encoding"].into_iter().find_map(|key| {
            let (name, rest) = line.split_at_checked(key.len())?;
            name.eq_ignore_ascii_case(key.as_bytes()).then_some(rest)
        });
        value(keyed?)
    })
}

/// What stands behind the first `name`, in upper or lower case.
fn after<'b>(bytes: &'b [u8], name: &[u8]) -> Option<&'b [u8]> {
    let first = name.first()?;
    memchr::memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), bytes)
        .find(|&at| bytes.get(at..at + name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name)))
        .map(|at| &bytes[at + name.len()..])
}

/// `= "gbk"`, `: gbk`: the name behind the sign.
fn value(rest: &[u8]) -> Option<&str> {
    let rest = rest.trim_ascii_start();
    let (b'=' | b':', rest) = rest.split_first()? else { return None };
    let rest = rest.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest
        .iter()
        .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.' | b'+')))
        .unwrap_or(rest.len());
    let name = std::str::from_utf8(&rest[..end]).ok()?;
    (!name.is_empty() && name.len() <= 40).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_xml_and_posts_name_their_encoding() {
        for (text, name) in [
            ("<html><head><meta charset=gb2312>", "gb2312"),
            ("\n<!DOCTYPE html><HEAD><META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=Big5\">", "Big5"),
            ("<html><!-- <meta charset=utf-8> --><meta name=a content=b><meta charset='EUC-JP'/>", "EUC-JP"),
            ("<?xml version='1.0' encoding='Shift_JIS'?><rss/>", "Shift_JIS"),
            ("\u{FEFF}<?xml version=\"1.0\" encoding = \"utf-8\" ?>", "utf-8"),
            ("---\ntitle: a\ncharset: gbk\n---\n", "gbk"),
            ("+++\nencoding = \"cp936\"\n+++\n", "cp936"),
        ] {
            assert_eq!(declared(text.as_bytes()), Some(name), "{text}");
        }
    }

    #[test]
    fn what_only_talks_of_an_encoding_declares_none() {
        for text in [
            "正文里写着 charset=gbk。",
            "<p>charset=gbk</p>",
            "<html><body><meta charset=gbk>",
            "<html><!-- <meta charset=gbk> -->",
            "<?xml version=\"1.0\"?><a encoding=\"gbk\">",
            "---\ntitle: a\n---\ncharset: gbk\n",
            "---\ncharset:\n---\n",
            "",
        ] {
            assert_eq!(declared(text.as_bytes()), None, "{text}");
        }
    }
}
