//! *MIME*: several files in one text, as mails have them, and as browsers save a page with its pictures (MHTML). The
//! *root* is the page itself; the others are what it refers to, by their numbers (`cid:`) or by their addresses.
//!
//! The library that takes such a file apart is mailparse: small, and not to be brought down by what is nested or broken.

mod address;

use std::collections::HashMap;

use mailparse::{MailHeaderMap, ParsedMail};

use super::credits::dates;
use super::prose::trim;
use crate::model::{Article, Encoding, SafeText};

use address::AddressBook;

/// A page or a mail that was taken out of its envelope.
#[derive(Debug)]
pub(crate) struct MimeRoot {
    /// The bytes of the page, as they were before they were put in.
    pub bytes: Vec<u8>,
    /// The encoding that the envelope says they are in.
    pub charset: Option<Encoding>,
    /// What the envelope says of it.
    pub envelope: Envelope,
}

/// What the headers say of a page.
#[derive(Debug, Default)]
pub(crate) struct Envelope {
    /// Where the page was.
    address: Option<String>,
    subject: Option<SafeText>,
    /// Who sent it and when, where it is a mail. What a browser writes there is of the saving.
    sender: Option<SafeText>,
    sent: Option<String>,
    addresses: AddressBook,
}

/// How far the headers go that say that it is MIME, in bytes.
const HEAD: usize = 16 << 10;

/// Takes the page out of a file that is MIME; `None` for all others.
pub(crate) fn open(bytes: &[u8]) -> Option<MimeRoot> {
    if !is_mime(bytes) {
        return None;
    }
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let mail = mailparse::parse_mail(&bytes[start..]).ok()?;
    let root = root(&mail)?;
    let bytes = body(root)?;
    let charset = root.ctype.params.get("charset").and_then(|name| Encoding::named(name));
    let own = |name: &str| root.headers.get_first_value(name).or_else(|| mail.headers.get_first_value(name));
    let address = ["Snapshot-Content-Location", "Content-Location", "Content-Base"].iter().find_map(|name| own(name));
    let header = |name: &str| mail.headers.get_first_value(name).map(|value| SafeText::line(&value));
    let sender = header("From").filter(|_| address.is_none()).filter(|from| from.contains('@'));
    let envelope = Envelope {
        addresses: addresses(&mail, address.as_deref()),
        subject: header("Subject").filter(|subject| !subject.is_empty()),
        sent: sender.is_some().then(|| mail.headers.get_first_value("Date")).flatten(),
        sender: sender.map(|from| name_of(&from)),
        address: address.filter(|address| address::is_web(address)),
    };
    Some(MimeRoot { bytes, charset, envelope })
}

/// The part of a file that is MIME to which an address leads: a number (`cid:`), or where it was when the page was saved.
pub(crate) fn part(bytes: &[u8], address: &str) -> Option<Vec<u8>> {
    if !is_mime(bytes) {
        return None;
    }
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let mail = mailparse::parse_mail(&bytes[start..]).ok()?;
    let base = root(&mail).and_then(|root| {
        let own = |name: &str| root.headers.get_first_value(name).or_else(|| mail.headers.get_first_value(name));
        ["Snapshot-Content-Location", "Content-Location", "Content-Base"].iter().find_map(|name| own(name))
    });
    let wanted = address.split('#').next().unwrap_or_default();
    let number = wanted.strip_prefix("cid:");
    let is_it = |part: &&ParsedMail<'_>| {
        number.is_some_and(|number| id(part).as_deref() == Some(number))
            || places(part).any(|place| place == wanted || address::resolved(base.as_deref(), &place) == wanted)
    };
    body(mail.parts().filter(|part| part.subparts.is_empty()).find(is_it)?)
}

/// Where a part was, and what it is called.
fn places(part: &ParsedMail<'_>) -> impl Iterator<Item = String> {
    let place = part.headers.get_first_value("Content-Location");
    let name = part.get_content_disposition().params.get("filename").cloned();
    let names = [place, name, part.ctype.params.get("name").cloned()];
    names.into_iter().flatten().map(|name| trim(&name).to_owned()).filter(|name| !name.is_empty())
}

/// Whether a file begins with the headers of MIME: lines of a name and a colon, of which one says what the rest is.
fn is_mime(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    let head = head.trim_ascii_start();
    if !head.first().is_some_and(u8::is_ascii_alphabetic) {
        return false;
    }
    let (mut has_type, mut has_more) = (false, false);
    for line in head.split(|&byte| byte == b'\n') {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            break;
        }
        if line.first().is_some_and(u8::is_ascii_whitespace) {
            continue;
        }
        let Some(colon) = memchr::memchr(b':', line) else { return false };
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii_start());
        if !name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            return false;
        }
        let is = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
        let starts =
            |start: &str| value.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start.as_bytes()));
        has_type |= is("Content-Type") && ["multipart/", "text/html", "text/plain"].into_iter().any(starts);
        has_more |= is("MIME-Version") || is("Content-Transfer-Encoding") || is("Snapshot-Content-Location");
    }
    has_type && has_more
}

/// The part that is the page: the one that is named as the start, or else the first that is a page, or the first text.
fn root<'m>(mail: &'m ParsedMail<'m>) -> Option<&'m ParsedMail<'m>> {
    let is_page = |part: &ParsedMail<'_>| matches!(&*part.ctype.mimetype, "text/html" | "application/xhtml+xml");
    let started = mail.ctype.params.get("start").map(|start| bare(start).to_owned());
    let named = started.and_then(|start| mail.parts().find(|part| id(part).as_deref() == Some(&start)));
    let named = named.filter(|part| part.subparts.is_empty() && part.ctype.mimetype.starts_with("text/"));
    named
        .or_else(|| mail.parts().find(|part| is_page(part)))
        .or_else(|| mail.parts().find(|part| part.subparts.is_empty() && part.ctype.mimetype.starts_with("text/")))
}

/// The number of a part: its `Content-ID` without the angles.
fn id(part: &ParsedMail<'_>) -> Option<String> {
    part.headers.get_first_value("Content-ID").map(|id| bare(&id).to_owned())
}

fn bare(id: &str) -> &str {
    id.trim().trim_start_matches('<').trim_end_matches('>')
}

/// The bytes of a part as they were before they were written in seven bits.
fn body(part: &ParsedMail<'_>) -> Option<Vec<u8>> {
    if let Ok(bytes) = part.get_body_raw() {
        return Some(bytes);
    }
    // Base64 that was cut: all of it that makes whole bytes.
    let mailparse::body::Body::Base64(body) = part.get_body_encoded() else { return None };
    let sign = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let mut whole: Vec<u8> = body.get_raw().iter().copied().filter(sign).collect();
    whole.truncate(whole.len() / 4 * 4);
    let again = [b"Content-Transfer-Encoding: base64\n\n".as_slice(), &whole].concat();
    mailparse::parse_mail(&again).ok()?.get_body_raw().ok()
}

/// What the parts are called to which the page refers by their numbers.
fn addresses(mail: &ParsedMail<'_>, base: Option<&str>) -> AddressBook {
    let mut parts = HashMap::new();
    for part in mail.parts() {
        let Some(id) = id(part) else { continue };
        let place = part.headers.get_first_value("Content-Location");
        let name = || part.get_content_disposition().params.get("filename").cloned();
        let name = place.or_else(name).or_else(|| part.ctype.params.get("name").cloned());
        if let Some(name) = name.filter(|name| !trim(name).is_empty()) {
            parts.insert(id, trim(&name).to_owned());
        }
    }
    AddressBook::new(parts, base)
}

/// The name in `"Name" <name@example.org>`; the address where there is no name.
fn name_of(from: &str) -> SafeText {
    let name = from.split('<').next().map(|name| name.trim().trim_matches('"')).filter(|name| !name.is_empty());
    SafeText::line(name.unwrap_or(bare(from)))
}

impl Envelope {
    /// Where the page was.
    pub fn address(&self) -> Option<SafeText> {
        self.address.as_deref().map(SafeText::line)
    }

    /// Enters what the envelope says, and makes the addresses of the article whole.
    pub fn complete(&self, article: &mut Article) {
        let meta = &mut article.meta;
        if let (true, Some(subject)) = (meta.title.is_empty(), &self.subject) {
            meta.title = subject.clone();
        }
        if let Some(sender) = &self.sender {
            meta.author.get_or_insert_with(|| sender.clone());
            meta.published = meta.published.or_else(|| self.sent.as_deref().and_then(dates::parse));
            if let Some(subject) = &self.subject {
                meta.title = subject.clone();
            }
        }
        self.addresses.resolve(article);
    }
}

#[cfg(test)]
mod tests {
    use super::super::extractor::parse;
    use crate::model::{Article, BlockKind, Origin};

    fn read(text: &[u8]) -> Article {
        let bytes: &'static [u8] = Box::leak(text.to_vec().into_boxed_slice());
        parse(&Origin::Sample { name: "saved.mhtml", bytes }, bytes).expect("an article")
    }

    const BODY: &str = "<html><head><meta charset=\"gbk\"><title>桥头的早市</title></head><body><h1>桥头的早市</h1>\
        <p>天还没有亮，卖早点的推车就在桥头停下了，锅里的油响起来，排队的人谁也不说话。</p>\
        <img src=\"cid:one@x\"><img src=\"pic/two.jpg\"><img src=\"//i.example.org/3.png\">\
        <p>到了八点，最后一辆推车也走了，桥上只剩下水渍和几张油纸，扫街的人慢慢地扫过来。</p></body></html>";

    fn saved(transfer: &str, content: &[u8]) -> Vec<u8> {
        let head = "From: <Saved by Blink>\r\nSubject: x\r\nDate: Mon, 20 May 2024 02:00:00 -0000\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/related;\r\n\ttype=\"text/html\"; start=\"<root@x>\";\r\n\tboundary=\"--=b\"\r\n\r\n";
        let other = "----=b\r\nContent-Type: text/html\r\nContent-ID: <frame@x>\r\n\r\n<p>广告框</p>\r\n";
        let root = format!(
            "----=b\r\nContent-Type: text/html; charset=\"gbk\"\r\nContent-ID: <root@x>\r\nContent-Transfer-Encoding: {transfer}\r\n\
             Content-Location: http://n.example.org/2024/a.html\r\n\r\n"
        );
        let image = "\r\n----=b\r\nContent-Type: image/jpeg\r\nContent-ID: <one@x>\r\n\
            Content-Location: http://i.example.org/one.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/\r\n----=b--\r\n";
        [head.as_bytes(), other.as_bytes(), root.as_bytes(), content, image.as_bytes()].concat()
    }

    fn quoted(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'=' | 0x80.. => out.extend(format!("={byte:02X}").bytes()),
                _ => out.push(*byte),
            }
            if at % 20 == 19 {
                out.extend(b"=\r\n");
            }
        }
        out
    }

    fn base64(bytes: &[u8]) -> Vec<u8> {
        const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut out = Vec::new();
        for (at, three) in bytes.chunks(3).enumerate() {
            let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
            for place in 0..4 {
                let sign = SIGNS[(bits >> (18 - 6 * place) & 63) as usize];
                out.push(if place <= three.len() { sign } else { b'=' });
            }
            if at % 19 == 18 {
                out.extend(b"\r\n");
            }
        }
        out
    }

    #[test]
    fn the_page_is_read_whatever_it_was_written_in() {
        let (gbk, _, _) = encoding_rs::GBK.encode(BODY);
        for (transfer, content) in
            [("quoted-printable", quoted(&gbk)), ("base64", base64(&gbk)), ("8bit", gbk.to_vec())]
        {
            let article = read(&saved(transfer, &content));
            let meta = &article.meta;
            assert_eq!((meta.title.as_str(), meta.encoding.as_str()), ("桥头的早市", "gb18030"), "{transfer}");
            assert_eq!(meta.url.as_deref(), Some("http://n.example.org/2024/a.html"));
            assert_eq!(meta.published, None, "it was saved then");
            let texts: Vec<&str> =
                article.body.iter().map(|block| block.text()).filter(|text| !text.is_empty()).collect();
            assert_eq!(texts.len(), 2, "{texts:?}");
            let image = |block: &crate::model::Block| match &block.kind {
                BlockKind::Image { src } => src.as_ref().map(ToString::to_string),
                _ => None,
            };
            let images: Vec<String> = article.body.iter().filter_map(image).collect();
            assert_eq!(
                images,
                ["http://i.example.org/one.jpg", "http://n.example.org/2024/pic/two.jpg", "http://i.example.org/3.png"]
            );
        }
    }

    #[test]
    fn what_is_cut_or_nested_is_read_as_far_as_it_goes() {
        let (gbk, _, _) = encoding_rs::GBK.encode(BODY);
        let whole = saved("base64", &base64(&gbk));
        let end = memchr::memmem::find(&whole, b"image/jpeg").expect("the image") - 120;
        assert!(read(&whole[..end]).body[0].text().starts_with("天还没有亮"));
        let nested = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\n\
            Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nplain\n--b\n\
            Content-Type: multipart/related; boundary=c\n\n--c\nContent-Type: text/html; charset=utf-8\n\n<p>里层的正文。</p>\n--c--\n--b--\n--a--\n";
        assert_eq!(read(nested.as_bytes()).body[0].text(), "里层的正文。");
        let mut bomb = String::from("MIME-Version: 1.0\n");
        for level in 0..5_000 {
            bomb.push_str(&format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"));
        }
        read(bomb.as_bytes());
    }

    #[test]
    fn a_mail_says_who_wrote_it_and_when() {
        let mail = "From: =?utf-8?B?54Gv5LiL?= <letters@example.org>\nSubject: =?utf-8?Q?=E6=97=A9=E5=B8=82?=\n\
            Date: Fri, 14 Jan 2022 09:57:37 +0800\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n\
            天还没有亮，卖早点的推车就在桥头停下了。\n";
        let meta = read(mail.as_bytes()).meta;
        assert_eq!((meta.title.as_str(), meta.author.as_deref()), ("早市", Some("灯下")));
        assert_eq!(meta.published.map(|at| at.minute()).as_deref(), Some("2022-01-14 09:57"));
    }

    #[test]
    fn what_only_begins_with_a_name_and_a_colon_is_no_mime() {
        for text in [
            "title: a\nContent-Type: text/html\n\n正文",
            "From: 甲\n\nMIME-Version: 1.0\nContent-Type: text/html\n",
            "MIME 是什么\nMIME-Version: 1.0\nContent-Type: text/html\n\n",
            "",
        ] {
            assert!(!super::is_mime(text.as_bytes()), "{text}");
        }
    }
}
