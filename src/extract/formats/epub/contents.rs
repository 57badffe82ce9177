//! The *table of contents* of a book: what its chapters are called. A page with a `nav` in it, or the older NCX.

use ego_tree::NodeRef;
use scraper::Node;

use super::package::resolve;
use crate::extract::markup::html::{self, attr, name};
use crate::extract::markup::xml::Tree;
use crate::model::{Limits, Note, SafeText};

/// A table of contents.
pub(super) struct Contents {
    /// The paths of the chapters and what they are called, in its order: sections come behind their chapter.
    pub titles: Vec<(String, String)>,
    /// The limit that was reached.
    pub note: Option<Note>,
}

/// The links of the `nav` that is the table of contents, in order.
pub(super) fn nav(text: &str, path: &str, limits: &Limits) -> Contents {
    let page = html::prepare_xhtml(text);
    let parsed = html::document(&page, limits);
    let is_toc = |node: &NodeRef<'_, Node>| attr(node, "epub:type").is_some_and(|kind| kind.contains("toc"));
    let navs = || parsed.html.tree.root().descendants().filter(|node| name(node) == "nav");
    let Some(nav) = navs().find(is_toc).or_else(|| navs().next()) else {
        return Contents { titles: Vec::new(), note: parsed.note };
    };
    let links = nav.descendants().filter(|node| name(node) == "a");
    let titles = links.filter_map(|link| Some((resolve(path, attr(&link, "href")?), text_of(link)))).collect();
    Contents { titles, note: parsed.note }
}

fn text_of(node: NodeRef<'_, Node>) -> String {
    let texts = node.descendants().filter_map(|node| match node.value() {
        Node::Text(text) => Some(&**text),
        _ => None,
    });
    texts.collect()
}

/// The points of an NCX, in order: each `content` comes after its own label and before those of its sections.
pub(super) fn ncx(xml: &str, path: &str, limits: &Limits) -> Contents {
    let mut titles = Vec::new();
    let mut label = String::new();
    let tree = Tree::read(xml, limits);
    for element in tree.all() {
        match element.local().as_str() {
            "text" => label = element.text(),
            "content" => {
                let source = element.attribute("src");
                titles.extend(source.map(|source| (resolve(path, &source), std::mem::take(&mut label))));
            }
            _ => {}
        }
    }
    let note = tree.limit.map(|limit| Note::Limit { message: SafeText::line(&limit) });
    Contents { titles, note }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_read_from_both_tables() {
        let nav = nav(
            r#"<html><head><title/></head><body><nav epub:type="landmarks"><a href="x.xhtml">封面</a></nav>
            <nav epub:type="toc"><ol><li><a href="c1.xhtml">第<b>一</b>章</a><ol><li><a href="c1.xhtml#s">第一节</a></li></ol></li></ol></nav>"#,
            "OEBPS/nav.xhtml",
            &Limits::default(),
        )
        .titles;
        assert_eq!(nav[0], ("OEBPS/c1.xhtml".to_owned(), "第一章".to_owned()));
        assert_eq!(nav.len(), 2);
        let ncx = ncx(
            r#"<ncx><docTitle><text>书名</text></docTitle><navMap><navPoint><navLabel><text>卷一</text></navLabel>
            <content src="t/1.html"/><navPoint><navLabel><text>第一回</text></navLabel><content src="t/2.html#a"/>
            </navPoint></navPoint></navMap></ncx>"#,
            "toc.ncx",
            &Limits::default(),
        )
        .titles;
        let pairs: Vec<(&str, &str)> = ncx.iter().map(|(path, title)| (path.as_str(), title.as_str())).collect();
        assert_eq!(pairs, [("t/1.html", "卷一"), ("t/2.html", "第一回")]);
    }
}
