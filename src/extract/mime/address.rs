//! The *addresses* in an article that was in an envelope: what refers to another part by its number, or is relative to
//! where the page was.

use std::collections::HashMap;

use url::Url;

use crate::extract::markup::html::whole;
use crate::model::{Article, BlockKind, SafeText};

/// What the parts are called, and where the page was.
#[derive(Debug, Default)]
pub(super) struct AddressBook {
    /// By their numbers.
    parts: HashMap<String, String>,
    base: Option<Url>,
}

impl AddressBook {
    pub fn new(parts: HashMap<String, String>, base: Option<&str>) -> Self {
        let base = base.filter(|base| is_web(base)).and_then(|base| Url::parse(base).ok());
        Self { parts, base }
    }

    /// Makes the addresses of an article whole: of its images, of its links, of its lead image.
    pub fn resolve(&self, article: &mut Article) {
        for block in &mut article.body {
            if let BlockKind::Image { src: Some(address) } | BlockKind::Related { href: Some(address) } =
                &mut block.kind
            {
                self.mend(address);
            }
            for span in &mut block.inline.spans {
                if let Some(address) = &mut span.href {
                    self.mend(address);
                }
            }
        }
        if let Some(address) = &mut article.meta.lead_image {
            self.mend(address);
        }
    }

    fn mend(&self, address: &mut SafeText) {
        let part = address.strip_prefix("cid:").and_then(|id| self.parts.get(id));
        let known = part.map_or(address.as_str(), String::as_str);
        let resolved = self.base.as_ref().and_then(|base| whole(base, known));
        if let Some(better) = resolved.or_else(|| part.cloned()) {
            *address = SafeText::line(&better);
        }
    }
}

/// Where an address leads from a page that was at `base`.
pub(super) fn resolved(base: Option<&str>, address: &str) -> String {
    let base = base.filter(|base| is_web(base)).and_then(|base| Url::parse(base).ok());
    base.and_then(|base| whole(&base, address)).unwrap_or_else(|| address.to_owned())
}

/// Whether an address is one of the web, where others can look too.
pub(super) fn is_web(address: &str) -> bool {
    address.starts_with("http://") || address.starts_with("https://")
}
