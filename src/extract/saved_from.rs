//! The *saved address*: programs that save a page write into it where it was. What they write of the time is when they
//! saved it, and no date of the article.

use super::markup::html::decode_references;

/// How far into a page it stands, in bytes.
const FAR: usize = 16 << 10;

/// Where a page was when it was saved, as the program wrote that saved it.
pub(crate) fn address(page: &str) -> Option<String> {
    let head = &page[..page.floor_char_boundary(FAR)];
    if !head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').starts_with('<') {
        return None;
    }
    let mut rest = head;
    while let Some((before, after)) = rest.split_once("<!--") {
        if has_body(before) {
            break;
        }
        let (comment, behind) = after.split_once("-->")?;
        if let Some(address) = in_comment(comment).and_then(web) {
            return Some(address);
        }
        rest = behind;
    }
    let attribute = |name: &str, value: &str| {
        let tag = head.split('<').find(|tag| tag.contains(name))?;
        let value = tag.split_once(value)?.1.trim_start_matches(['"', '\'']);
        value.split(['"', '\'', '>', ' ']).next().and_then(web)
    };
    // Save Page WE, WebScrapBook.
    attribute("savepage-url", "content=").or_else(|| attribute("data-scrapbook-source=", "data-scrapbook-source="))
}

fn has_body(text: &str) -> bool {
    text.split('<').any(|tag| tag.get(..4).is_some_and(|name| name.eq_ignore_ascii_case("body")))
}

/// The address in a comment.
fn in_comment(comment: &str) -> Option<&str> {
    let comment = comment.trim();
    let word = |text: &'static str, after: &str| comment.strip_prefix(text).filter(|_| comment.contains(after));
    // Internet Explorer and those that came after it: its length, then the address.
    if let Some(rest) = comment.strip_prefix("saved from url=") {
        return rest.split_once(')').map_or(rest, |(_, address)| address).split_whitespace().next();
    }
    if comment.contains("SingleFile") {
        return comment.lines().find_map(|line| line.trim().strip_prefix("url:")).map(str::trim);
    }
    // monolith, HTTrack.
    let said = word("Saved from ", "monolith").or_else(|| word("Mirrored from ", "HTTrack"));
    said.and_then(|rest| rest.split_whitespace().next())
}

/// An address of the web; HTTrack leaves out how it was fetched.
fn web(address: &str) -> Option<String> {
    let address = decode_references(address.trim());
    if address.starts_with("http://") || address.starts_with("https://") {
        return Some(address);
    }
    let host = address.split('/').next().unwrap_or_default();
    let is_host = host.contains('.') && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    (is_host && !address.contains(':')).then(|| format!("http://{address}"))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn every_program_writes_it_its_own_way() {
        for (page, at) in [
            (
                "<!DOCTYPE html>\n<!-- saved from url=(0035)http://n.example.org/2012/a.html?b=1 -->\n<html>",
                "http://n.example.org/2012/a.html?b=1",
            ),
            (
                "<html><!--\n Page saved with SingleFile \n url: https://n.example.org/a \n saved date: Mon May 20 2024\n--><head>",
                "https://n.example.org/a",
            ),
            (
                "<!-- Saved from https://n.example.org/b at 2022-01-14T01:57:37Z using monolith v2.6.1 -->\n<html>",
                "https://n.example.org/b",
            ),
            (
                "<html>\n<!-- Mirrored from n.example.org/c.html by HTTrack Website Copier/3.x, Fri, 14 Jan 2022 -->\n<!-- Added by HTTrack -->",
                "http://n.example.org/c.html",
            ),
            (
                "<html><head><meta name=\"savepage-url\" content=\"https://n.example.org/d\"><meta name=\"savepage-date\">",
                "https://n.example.org/d",
            ),
            (
                "<html data-scrapbook-source=\"https://n.example.org/e?x&amp;y\" data-scrapbook-create=\"20220114\">",
                "https://n.example.org/e?x&y",
            ),
            ("<!-- made by hand --><!-- saved from url=(0022)https://n.example.org/ -->", "https://n.example.org/"),
        ] {
            assert_eq!(address(page).as_deref(), Some(at), "{page}");
        }
    }

    #[test]
    fn what_is_no_address_of_the_web_is_none() {
        for page in [
            "<!-- saved from url=(0014)about:internet --><html>",
            "<!-- saved from url=(0030)file:///C:/Users/a/Desktop/a.html --><html>",
            "<html><body><!-- saved from url=(0022)https://n.example.org/ -->",
            "<p>saved from url=(0022)https://n.example.org/</p>",
            "<!-- Saved from the fire --><html>",
            "<!-- 没有完",
            "",
        ] {
            assert_eq!(address(page), None, "{page}");
        }
    }
}
