//! The *links* of an article: where its text leads, and which entry of the archive that is.

use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use percent_encoding::percent_decode_str;

use super::App;
use crate::model::{Article, BlockIx, BlockKind, EntryId, InlineStyle, Origin, Part, SafeText};
use crate::text::page::{Anchor, Extra, Page, PagePart};

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

/// The link of an article that is at a place of its page.
pub(super) fn link_at(article: &Article, at: Anchor, page: Option<&Rc<Page>>) -> Option<Link> {
    let link = |text: &str, href: &SafeText| Link { text: text.to_owned(), href: href.clone(), place: Some(at) };
    match at.part {
        PagePart::Body(BlockIx(block)) => {
            let block = article.body.get(block)?;
            if let BlockKind::Related { href: Some(href) } = &block.kind {
                return Some(link(block.text(), href));
            }
            let spans = block.inline.spans.iter().filter(|span| span.style == InlineStyle::Link);
            let span = spans.rev().find(|span| (span.start..span.end).contains(&at.byte) && span.href.is_some())?;
            Some(link(block.text().get(span.start..span.end)?, span.href.as_ref()?))
        }
        PagePart::Tail(_) => {
            let page = page.filter(|page| page.extra(at.part) == Some(Extra::Address))?;
            let url = article.meta.url.as_ref().filter(|url| page.text(at.part).ends_with(url.as_str()))?;
            (at.byte >= page.text(at.part).len() - url.len()).then(|| link(&article.meta.title, url))
        }
        PagePart::Head(_) | PagePart::Cut { .. } => None,
    }
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
        let Some(origin) = self.list.entry(from).map(|entry| &*entry.origin) else { return Destination::Nowhere };
        let Some(wanted) = WantedOrigin::of(origin, href) else { return Destination::Nowhere };
        let item = wanted.item(href).and_then(|item| self.list.entry_of(|origin| item.is(origin)));
        let beside = item.or_else(|| self.list.entry_of(|origin| wanted.is(origin)));
        let named = || beside.or_else(|| wanted.note().and_then(|note| self.list.entry_of(|origin| note.is(origin))));
        let anywhere = || PageName::of(href).and_then(|name| self.list.entry_of(|origin| name.is_of(origin)));
        named().or_else(anywhere).map_or(Destination::Nowhere, Destination::Entry)
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
    /// The number of an item or a chapter in it.
    item: Option<usize>,
}

impl WantedOrigin {
    /// What a link in an origin asks for; nothing where it asks for a place in the same article.
    fn of(from: &Origin, href: &str) -> Option<Self> {
        let path = href.split(['#', '?']).next().filter(|path| !path.is_empty())?;
        let path = percent_decode_str(path).decode_utf8_lossy();
        let path = Path::new(&*path);
        let beside = |from: &Path| normal(&from.parent().unwrap_or(Path::new("")).join(path));
        let from = match from {
            Origin::Part { whole, part: Part::Item(_) } => whole,
            own => own,
        };
        match from {
            Origin::Part { whole, part: Part::Member(member) } => {
                Some(Self { file: normal(whole.path()?), member: Some(beside(Path::new(&**member))), item: None })
            }
            own => Some(Self { file: beside(own.file()?), member: None, item: None }),
        }
    }

    /// The item or chapter of that number, which the link names as the list does: `book.epub#3`.
    fn item(&self, href: &str) -> Option<Self> {
        let number = href.split('#').nth(1)?.parse().ok()?;
        Some(Self { file: self.file.clone(), member: self.member.clone(), item: Some(number) })
    }

    /// The note of that name: a page is linked to without its extension.
    fn note(&self) -> Option<Self> {
        let named = |path: &Path| Some(path.with_file_name(format!("{}.md", path.file_name()?.to_str()?)));
        Some(match &self.member {
            Some(member) => Self { file: self.file.clone(), member: Some(named(member)?), item: None },
            None => Self { file: named(&self.file)?, member: None, item: None },
        })
    }

    fn is(&self, origin: &Origin) -> bool {
        let origin = match (origin, self.item) {
            (Origin::Part { whole, part: Part::Item(number) }, Some(wanted)) if *number == wanted => whole,
            (_, Some(_)) => return false,
            (own, None) => own,
        };
        match (origin, &self.member) {
            (Origin::Part { whole, part: Part::Member(member) }, Some(wanted)) => {
                normal(Path::new(&**member)) == *wanted && whole.path().is_some_and(|path| normal(path) == self.file)
            }
            (own, None) => own.file().is_some_and(|path| normal(path) == self.file),
            _ => false,
        }
    }
}

/// The name of a page, as note keepers link to it: it may lie anywhere in the archive, and the letters' case is all one.
struct PageName(PathBuf);

impl PageName {
    /// The name in a link; nothing where it says in which folder to look.
    fn of(href: &str) -> Option<Self> {
        let path = href.split(['#', '?']).next().filter(|path| !path.is_empty() && !path.starts_with('.'))?;
        let path = percent_decode_str(path).decode_utf8_lossy().to_lowercase();
        let name = path.strip_suffix(".md").unwrap_or(&path);
        Some(Self(PathBuf::from(format!("{name}.md"))))
    }

    fn is_of(&self, origin: &Origin) -> bool {
        let path = match origin {
            Origin::Part { part: Part::Member(member), .. } => Some(&**member),
            Origin::Part { .. } | Origin::Stdin => None,
            Origin::Sample { name, .. } => Some(*name),
            own => own.path().and_then(Path::to_str),
        };
        path.is_some_and(|path| Path::new(&path.to_lowercase()).ends_with(&self.0))
    }
}

/// The part of an article that a link leads to: what stands behind its `#`, as one reads it.
pub(super) fn part_of(href: &str) -> Option<String> {
    let (_, part) = href.split_once('#')?;
    // Note keepers name the headings above it too.
    let part = part.rsplit('#').next().unwrap_or(part);
    Some(percent_decode_str(part).decode_utf8_lossy().into_owned()).filter(|part| !part.is_empty())
}

/// Whether a heading is meant by the part of a link: by its words, or by what sites make of them.
pub(super) fn is_named(heading: &str, part: &str) -> bool {
    let letters =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let wanted = letters(part);
    !wanted.is_empty() && letters(heading) == wanted
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
        let item = |whole: Origin, number| Origin::Part { whole: Arc::new(whole), part: Part::Item(number) };
        let asks_item = |from: &Origin, href: &str, of: &Origin| {
            WantedOrigin::of(from, href).and_then(|it| it.item(href)).is_some_and(|it| it.is(of))
        };
        let (one, other) = (item(file("x/50% 书.epub"), 1), item(file("x/50% 书.epub"), 3));
        assert!(asks_item(&one, "50%25%20书.epub#3#n1", &other) && !asks_item(&one, "50%25%20书.epub#2", &other));
        assert!(asks_item(&item(member("q/b.epub"), 1), "b.epub#2", &item(member("q/b.epub"), 2)));
        assert!(!asks_item(&file("x/a.md"), "b.md#2", &file("x/b.md")));
    }

    #[test]
    fn a_page_is_found_by_its_name_wherever_it_lies() {
        let file = |path: &str| Origin::File(path.into());
        let named = |href: &str, path: &str| PageName::of(href).is_some_and(|name| name.is_of(&file(path)));
        assert!(named("桥头", "x/y/桥头.md") && named("Y/桥头#早点", "x/y/桥头.md") && named("a.md", "x/A.md"));
        assert!(!named("桥头", "x/大桥头.md") && !named("../桥头", "x/桥头.md") && !named("#早点", "x/a.md"));
        let from = file("x/a.md");
        let note = WantedOrigin::of(&from, "v1.2%20笔记").and_then(|wanted| wanted.note());
        assert!(note.is_some_and(|note| note.is(&file("x/v1.2 笔记.md"))));
        assert_eq!(part_of("a.md#%E7%94%B2#乙").as_deref(), Some("乙"));
        assert!(is_named("0.7.1 乙（丙）", "071-乙丙") && !is_named("乙", "丙") && !is_named("——", "——"));
    }

    #[test]
    fn schemes() {
        assert!(is_scheme("https") && is_scheme("x-kanbao+1"));
        assert!(!is_scheme("c") && !is_scheme("第一章") && !is_scheme("../a"));
    }
}
