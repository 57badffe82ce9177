//! A reading list in *HTML*: links one below the other. Browsers write their bookmarks so, in folders, and Pocket and
//! Instapaper what is unread and what was read.

use ego_tree::iter::Edge;
use serde_json::Value;

use super::Items;
use super::fields::{ListField, ReadingItem, split};
use crate::extract::document::TextDocument;
use crate::extract::markup::html::{self, attr, name, visible_text};

/// Whether a page is such a list.
pub(super) fn fits(head: &str) -> bool {
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if !start.starts_with('<') {
        return false;
    }
    let start = start[..start.floor_char_boundary(2048)].to_ascii_lowercase();
    start.contains("netscape-bookmark-file")
        || start.contains("<title>instapaper: export")
        || head.contains(" time_added=\"")
}

/// The items, in their order.
pub(super) fn items(document: &TextDocument<'_>) -> Items {
    let parsed = html::document(document.text, document.limits);
    if let Some(note) = parsed.note {
        document.limit_reached(note.to_string());
    }
    let mut items: Vec<ReadingItem> = Vec::new();
    // The folders around, and the heading that names the next.
    let (mut folders, mut heading): (Vec<String>, String) = (Vec::new(), String::new());
    for edge in parsed.html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match name(&node) {
                "h1" | "h2" | "h3" | "h4" => heading = visible_text(node),
                "dl" | "ul" | "ol" => folders.push(std::mem::take(&mut heading)),
                "a" => items.extend(link(node, &folders)),
                // What is said of the link before.
                "dd" => {
                    if let Some(last) = items.last_mut().filter(|last| last.item.body.is_none()) {
                        last.set(ListField::Body, &Value::from(own_text(node)));
                    }
                }
                _ => {}
            },
            Edge::Close(node) if matches!(name(&node), "dl" | "ul" | "ol") => drop(folders.pop()),
            Edge::Close(_) => {}
        }
    }
    (items, None)
}

/// The text of a description: a list that is open in it is not its own.
fn own_text(node: ego_tree::NodeRef<'_, scraper::Node>) -> String {
    let texts = node.children().take_while(|child| !matches!(name(child), "dl" | "dt"));
    texts.filter_map(|child| child.value().as_text().map(|text| text.to_string())).collect::<String>().trim().to_owned()
}

fn link(node: ego_tree::NodeRef<'_, scraper::Node>, folders: &[String]) -> Option<ReadingItem> {
    let mut item = ReadingItem::default();
    let mut set = |field, value: Option<&str>| {
        if let Some(value) = value {
            item.set(field, &Value::from(value));
        }
    };
    set(ListField::Address, attr(&node, "href"));
    set(ListField::Title, Some(visible_text(node).as_str()));
    let added = ["time_added", "add_date"].iter().find_map(|name| attr(&node, name)).filter(|time| *time != "0");
    set(ListField::Added, added);
    set(ListField::Image, attr(&node, "cover"));
    set(ListField::Unread, attr(&node, "toread"));
    set(ListField::Starred, attr(&node, "data-important"));
    item.item.tags = split(attr(&node, "tags").unwrap_or_default());
    // The first list of a browser's file has the file's own name, and what says where an entry stands is no folder.
    for folder in folders.iter().filter(|folder| !folder.is_empty() && *folder != "Bookmarks") {
        let before = (item.read, item.starred);
        item.set_state(folder);
        if (item.read, item.starred) == before {
            item.item.categories.push(folder.clone());
        }
    }
    item.end()
}
