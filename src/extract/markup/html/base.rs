//! *Relative addresses*: what a page writes short because it knows where it is.

use scraper::{Html, Node};
use url::Url;

/// The attributes that hold an address.
const ADDRESSES: &[&str] =
    &["href", "src", "data-original", "data-src", "data-lazy-src", "data-actualsrc", "data-echo", "data-url"];

/// Makes every relative address of links and images in the tree whole.
pub(crate) fn resolve(html: &mut Html, base: &Url) {
    for node in html.tree.values_mut() {
        let Node::Element(element) = node else { continue };
        if !matches!(element.name(), "a" | "img") {
            continue;
        }
        for (name, value) in &mut element.attrs {
            if ADDRESSES.contains(&name.local.as_ref())
                && let Some(whole) = whole(base, value)
            {
                *value = whole.into();
            }
        }
    }
}

/// An address that `base` makes whole; `None` where it is whole already, or none.
pub(crate) fn whole(base: &Url, address: &str) -> Option<String> {
    let address = address.trim();
    // A place on the same page leads nowhere else.
    if address.is_empty() || address.starts_with('#') || Url::parse(address).is_ok() {
        return None;
    }
    base.join(address).ok().map(String::from)
}

#[cfg(test)]
mod tests {
    use super::super::dom::attr;
    use super::super::parse::fragment;
    use super::*;
    use crate::model::Limits;

    #[test]
    fn addresses_are_made_whole() {
        let base = Url::parse("https://a.example/b/c.html").unwrap();
        let mut parsed = fragment(
            "<a href='/x?y'>1</a><img src=z.png data-src='//i.example/k'><a href=#f>2</a><a href='mailto:m@a'>",
            &Limits::default(),
        );
        resolve(&mut parsed.html, &base);
        let seen: Vec<_> = parsed.html.tree.nodes().filter_map(|n| attr(&n, "href").or(attr(&n, "data-src"))).collect();
        assert_eq!(seen, ["https://a.example/x?y", "https://i.example/k", "#f", "mailto:m@a"]);
    }
}
