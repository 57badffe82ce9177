//! The *links* of an article: where its text leads, and which entry of the archive that is.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::App;
use crate::model::{Article, BlockIx, BlockKind, EntryId, InlineStyle, Origin, Part, SafeText};
use crate::text::page::{Anchor, PagePart};

/// A link of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What is read as the link.
    pub text: String,
    /// Where it leads.
    pub href: SafeText,
    /// Where it stands; the article's own address stands nowhere.
    pub place: Option<Anchor>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// To an entry of the archive.
    Entry(EntryId),
    /// To an address that a browser can open.
    Address(SafeText),
    /// To nowhere that is known.
    Nowhere,
}

/// The schemes that are opened: nothing else in an article starts a program.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "ftp"];

/// The links of an article in the order of the text, its own address before them.
pub(super) fn links(article: &Article) -> Vec<Link> {
    let own = article.meta.url.iter().map(|url| Link {
        text: article.meta.title.to_string(),
        href: url.clone(),
        place: None,
    });
    let in_body = article.body.iter().enumerate().flat_map(|(at, block)| {
        let at = move |byte| Some(Anchor { part: PagePart::Body(BlockIx(at)), byte });
        let related = match &block.kind {
            BlockKind::Related { href: Some(href) } => {
                Some(Link { text: block.text().to_owned(), href: href.clone(), place: at(0) })
            }
            _ => None,
        };
        let spans = block.inline.spans.iter().filter(|span| span.style == InlineStyle::Link);
        let inline = spans.filter_map(move |span| {
            let text = block.text().get(span.start..span.end)?.replace(['\n', '\t'], " ");
            Some(Link { text, href: span.href.clone()?, place: at(span.start) })
        });
        related.into_iter().chain(inline)
    });
    own.chain(in_body).collect()
}

impl App {
    /// Where a link of an article leads.
    pub(super) fn destination(&self, from: EntryId, href: &SafeText) -> Destination {
        if let Some((scheme, _)) = href.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
            let opens = SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known));
            return if opens { Destination::Address(href.clone()) } else { Destination::Nowhere };
        }
        if href.starts_with("//") {
            return Destination::Address(SafeText::line(&format!("https:{href}")));
        }
        let origin = self.list.entry(from).map(|entry| &*entry.origin);
        origin
            .and_then(|origin| WantedOrigin::of(origin, href))
            .and_then(|wanted| self.list.entry_of(|origin| wanted.is(origin)))
            .map_or(Destination::Nowhere, Destination::Entry)
    }
}

/// Whether it is the scheme of an address, and not the letter of a drive.
fn is_scheme(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// The origin that a relative link asks for.
struct WantedOrigin {
    /// The file; of a member of a packed folder that folder's.
    file: PathBuf,
    member: Option<PathBuf>,
}

impl WantedOrigin {
    /// What a link in an origin asks for; nothing where it asks for a place in the same article.
    fn of(from: &Origin, href: &str) -> Option<Self> {
        let path = href.split(['#', '?']).next().filter(|path| !path.is_empty())?;
        let path = percent_decode_str(path).decode_utf8_lossy();
        let path = Path::new(&*path);
        let beside = |from: &Path| normal(&from.parent().unwrap_or(Path::new("")).join(path));
        match from {
            Origin::Part { whole, part: Part::Member(member) } => {
                Some(Self { file: normal(whole.path()?), member: Some(beside(Path::new(&**member))) })
            }
            own => Some(Self { file: beside(own.file()?), member: None }),
        }
    }

    fn is(&self, origin: &Origin) -> bool {
        match (origin, &self.member) {
            (Origin::Part { whole, part: Part::Member(member) }, Some(wanted)) => {
                normal(Path::new(&**member)) == *wanted && whole.path().is_some_and(|path| normal(path) == self.file)
            }
            (own, None) => own.file().is_some_and(|path| normal(path) == self.file),
            _ => false,
        }
    }
}

/// Without `.` and `..`, as far as that can be told from the letters alone.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if normal.file_name().is_some() => _ = normal.pop(),
            other => normal.push(other),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_relative_link_asks_for_the_file_beside() {
        let file = |path: &str| Origin::File(path.into());
        let member = |path: &str| Origin::Part { whole: Arc::new(file("x/n.zip")), part: Part::Member(path.into()) };
        let asks = |from: &Origin, href: &str, of: &Origin| WantedOrigin::of(from, href).is_some_and(|it| it.is(of));
        assert!(asks(&file("x/a.md"), "b.md", &file("x/b.md")));
        assert!(asks(&file("x/a.md"), "../y/%E7%94%B2.md#one", &file("./y/甲.md")));
        assert!(asks(&file("./a.md"), "./b.md?x", &file("b.md")));
        assert!(asks(&member("q/a.html"), "../b.html", &member("b.html")));
        assert!(!asks(&member("q/a.html"), "b.html", &file("q/b.html")));
        assert!(!asks(&file("x/a.md"), "#one", &file("x/a.md")));
        assert!(!asks(&file("x/a.md"), "b.md", &file("y/b.md")));
    }

    #[test]
    fn schemes() {
        assert!(is_scheme("https") && is_scheme("x-kanbao+1"));
        assert!(!is_scheme("c") && !is_scheme("第一章") && !is_scheme("../a"));
    }
}
