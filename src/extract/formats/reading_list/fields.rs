//! The *fields* of an entry, by the names that programs give them. Names are compared without capitals, spaces and
//! lines between words: `savedAt`, `saved_at` and `Saved date` are three names, `Saved At` is none of its own.

use serde_json::Value;
use url::Url;

use crate::extract::formats::feed::{FeedItem, FeedText};

/// What a list says of one entry.
#[derive(Debug, Default)]
pub(super) struct ReadingItem {
    pub item: FeedItem,
    pub read: Option<bool>,
    pub starred: Option<bool>,
    /// Where its text is, seen from the folder of the list.
    pub text_at: Option<String>,
}

/// What a field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListField {
    Title,
    Address,
    Body,
    Summary,
    /// Pinboard's summary: its titles are called descriptions.
    Extended,
    Author,
    Published,
    Added,
    Updated,
    Tags,
    Folder,
    Source,
    Image,
    Language,
    Starred,
    Read,
    Unread,
    State,
    Progress,
}

/// The names, and what they mean.
const NAMES: &[(ListField, &[&str])] = &[
    (ListField::Title, &["title", "resolvedtitle", "giventitle", "articletitle", "标题", "name"]),
    (
        ListField::Address,
        &[
            "url",
            "resolvedurl",
            "givenurl",
            "originalurl",
            "originurl",
            "articleurl",
            "link",
            "href",
            "uri",
            "网址",
            "链接",
        ],
    ),
    (ListField::Body, &["content", "contenthtml", "html", "htmlcontent", "text", "body", "fulltext", "正文"]),
    (ListField::Summary, &["excerpt", "description", "summary", "selection", "note", "摘要"]),
    (ListField::Extended, &["extended"]),
    (ListField::Author, &["author", "authors", "publishedby", "byline", "creator", "作者"]),
    (
        ListField::Published,
        &["publishedat", "published", "datepublished", "publisheddate", "pubdate", "publishtime", "articledate"],
    ),
    (
        ListField::Added,
        &[
            "timeadded",
            "savedat",
            "saveddate",
            "datesaved",
            "dateadded",
            "addedat",
            "added",
            "adddate",
            "createdat",
            "created",
            "createddate",
            "creationdate",
            "time",
            "timestamp",
            "date",
            "日期",
        ],
    ),
    (ListField::Updated, &["updatedat", "updated", "timeupdated", "lastmodified"]),
    (ListField::Tags, &["tags", "tag", "labels", "documenttags", "标签"]),
    (ListField::Folder, &["folder", "collection", "category", "categories", "list", "分类"]),
    (ListField::Source, &["publisher", "sitename", "source", "domainname", "website", "来源"]),
    (
        ListField::Image,
        &["previewpicture", "thumbnail", "thumbnailurl", "cover", "image", "leadimageurl", "topimageurl"],
    ),
    (ListField::Language, &["language", "lang"]),
    (ListField::Starred, &["isstarred", "starred", "favorite", "favorited", "favourite", "isfavorite", "important"]),
    (ListField::Read, &["isarchived", "archived", "isread", "read", "seen"]),
    (ListField::Unread, &["toread", "unread", "inqueue"]),
    (ListField::State, &["status", "state", "location"]),
    (ListField::Progress, &["readingprogress", "readingprogresspercent", "progress"]),
];

impl ListField {
    /// The field of a name.
    pub fn named(name: &str) -> Option<Self> {
        let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        NAMES.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(field, _)| *field)
    }

    /// Whether it says that this is a list of things to read, and not just of things that have a name and an address.
    pub fn is_of_reading(self) -> bool {
        !matches!(self, Self::Title | Self::Address | Self::Image | Self::Language | Self::Source | Self::Author)
    }
}

/// A list as a whole: whether its fields are those of pages to be read.
pub(super) fn are_of_reading(fields: &[ListField]) -> bool {
    (fields.contains(&ListField::Title) || fields.contains(&ListField::Extended))
        && fields.contains(&ListField::Address)
        && fields.iter().any(|field| field.is_of_reading())
}

/// Whether text is an address of the web.
pub(super) fn is_web(address: &str) -> bool {
    address.starts_with("http://") || address.starts_with("https://")
}

impl ReadingItem {
    /// Takes in what a field says; of several that say the same the first.
    pub fn set(&mut self, field: ListField, value: &Value) {
        let text = as_text(value);
        let text = || text.clone().filter(|text| !text.trim().is_empty());
        let list = || as_list(value);
        let item = &mut self.item;
        match field {
            ListField::Title => item.title = item.title.take().or_else(|| text().map(FeedText::guessed)),
            ListField::Address => item.url = item.url.take().or_else(|| text().filter(|address| is_web(address))),
            ListField::Body => item.body = item.body.take().or_else(|| text().map(FeedText::guessed)),
            ListField::Summary | ListField::Extended => {
                item.summary = item.summary.take().or_else(|| text().map(FeedText::guessed));
            }
            ListField::Author => item.authors.extend(list()),
            ListField::Published => item.published.splice(0..0, text().map(whole_time)).for_each(drop),
            // When it was kept is what there is where nobody says when it was published.
            ListField::Added => item.published.extend(text().map(whole_time)),
            ListField::Updated => {}
            ListField::Tags => item.tags.extend(list()),
            ListField::Folder => item.categories.extend(list()),
            ListField::Source => item.sources.extend(text()),
            ListField::Image => item.images.extend(text()),
            ListField::Language => item.lang = item.lang.take().or_else(text),
            ListField::Starred => self.starred = self.starred.or_else(|| as_truth(value)),
            ListField::Read => self.read = self.read.or_else(|| as_truth(value)),
            ListField::Unread => self.read = self.read.or_else(|| as_truth(value).map(|unread| !unread)),
            ListField::State => self.set_state(&text().unwrap_or_default()),
            ListField::Progress => {
                let done = text().and_then(|text| text.trim_end_matches('%').parse::<f64>().ok());
                self.read = self.read.or(done.filter(|done| *done >= 100.0).map(|_| true));
            }
        }
    }

    /// Where an entry stands: among those that were read, or whose that is.
    pub fn set_state(&mut self, state: &str) {
        let plain = state.trim().to_lowercase();
        match plain.as_str() {
            "archive" | "archived" | "read" | "read archive" | "已读" | "归档" | "存档" | "1" => {
                self.read = Some(true);
            }
            "unread" | "active" | "new" | "later" | "inbox" | "feed" | "shortlist" | "未读" | "0" => {
                self.read = Some(false);
            }
            "starred" | "liked" | "favorites" | "favourites" | "收藏" | "星标" => self.starred = Some(true),
            _ => {}
        }
    }

    /// The item, when nothing more is said of it; `None` for what is no page of the web.
    pub fn end(mut self) -> Option<Self> {
        let url = self.item.url.as_deref()?;
        self.item.base = Url::parse(url).ok();
        // What is only the beginning of the text is no text.
        if self.item.body.is_none() {
            self.item.body = self.item.summary.take();
        }
        // An address in place of a title says nothing that the address does not.
        let title = self.item.title.take().filter(|title| title.line().as_str() != url);
        self.item.title = title;
        Some(self)
    }
}

/// A time as it is written; one in millionths of a second in seconds. Chrome counts them from 1601 on, all others from
/// 1970.
fn whole_time(text: String) -> String {
    const CHROME: u64 = 11_644_473_600;
    let digits = text.trim();
    match digits.parse::<u64>() {
        Ok(number) if digits.len() == 17 => (number / 1_000_000).saturating_sub(CHROME).to_string(),
        Ok(number) if digits.len() == 16 => (number / 1_000_000).to_string(),
        _ => text,
    }
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.iter().find_map(as_text),
        _ => None,
    }
}

/// The names in a list of names, or of things that have one; or in one text.
fn as_list(value: &Value) -> Vec<String> {
    let name = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => ["label", "name", "title", "tag", "slug"]
            .iter()
            .find_map(|key| object.get(*key)?.as_str().map(str::to_owned)),
        _ => None,
    };
    match value {
        Value::Array(values) => values.iter().filter_map(name).collect(),
        // Pocket's API: the names are the keys.
        Value::Object(object) => object.keys().cloned().collect(),
        Value::String(text) => split(text),
        _ => Vec::new(),
    }
}

/// The names in one text: Pocket parts them by a bar, Readwise writes them as Python does.
pub(super) fn split(text: &str) -> Vec<String> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let names = bare.split([',', '，', '|', ';', '；', '、']);
    names
        .map(|name| name.trim().trim_matches(['\'', '"']).trim_start_matches('#').to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

fn as_truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(is) => Some(*is),
        Value::Number(number) => Some(number.as_f64().is_some_and(|number| number != 0.0)),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}
