//! A *post*: what its front matter says of it, and the way of its body.
//!
//! Site builders, exporters and clippers each name the fields their own way; the names are data.

use url::Url;

use super::plain;
use crate::extract::bare_text;
use crate::extract::clean::clean;
use crate::extract::credits::credit;
use crate::extract::credits::dates;
use crate::extract::document::TextDocument;
use crate::extract::draft::{DraftBlock, assemble};
use crate::extract::frontmatter::{FrontMatter, NAMES, PLACES, Split};
use crate::extract::furniture::said::is_empty_word;
use crate::extract::furniture::{CreditField, FurnitureRules};
use crate::extract::markup::html::{self, HtmlWalk};
use crate::extract::names;
use crate::extract::prose::trim;
use crate::model::{Article, Format, Meta, Note, SafeText, Timestamp};

const TITLE: &[&str] = &["title", "标题", "標題"];
const ORIGINAL_TITLE: &[&str] = &["original_title", "original-title", "原标题"];
/// When it was published, the surest first. What only says when the file was made is the last.
const PUBLISHED: &[&str] = &[
    "published",
    "pubdate",
    "pub_date",
    "publishdate",
    "publish_date",
    "date_published",
    "datepublished",
    "published_at",
    "published_time",
    "publish_time",
    "发布日期",
    "发布时间",
    "date",
    "datetime",
    "日期",
    "时间",
];
const CREATED: &[&str] = &["created", "created_at", "createdat", "date_created", "create_time"];
const UPDATED: &[&str] = &[
    "updated",
    "lastmod",
    "last_modified_at",
    "last_modified",
    "modified",
    "date_modified",
    "datemodified",
    "updated_at",
    "last_update",
    "更新日期",
    "更新时间",
];
const AUTHOR: &[&str] = &["author", "authors", "作者", "byline", "creator", "by"];
const EDITOR: &[&str] = &["editor", "编辑"];
/// Whose text it is: a name, or a clipper's address of the page.
const SOURCE: &[&str] = &["source", "来源", "來源", "publisher", "site_name", "site", "website"];
const URL: &[&str] = &[
    "url",
    "link",
    "source_url",
    "source-url",
    "sourceurl",
    "original_url",
    "original",
    "原文链接",
    "链接",
    "网址",
    "canonical",
    "canonical_url",
    "canonicalurl",
    "permalink",
    "from",
];
const CATEGORIES: &[&str] = &["categories", "category", "分类", "分類"];
const TAGS: &[&str] = &["tags", "tag", "标签", "標籤", "keywords", "keyword", "关键词"];
const LEAD_IMAGE: &[&str] = &[
    "headimg",
    "thumbnail",
    "cover",
    "封面",
    "image",
    "banner",
    "cover_image",
    "coverimage",
    "feature_image",
    "featured_image",
    "featuredimage",
    "featureimage",
    "header_img",
    "header-img",
    "index_img",
    "banner_img",
    "top_img",
    "og_image",
    "images",
];
const LANGUAGE: &[&str] = &["lang", "language", "locale", "语言"];

/// A title without the quotes that an exporter put around it again and again: `""""'…'""""`. One pair of them is the
/// title's own.
fn unquoted(title: &str) -> &str {
    let bare = title.trim_matches('"');
    let many = title.starts_with("\"\"\"") && title.ends_with("\"\"\"");
    if many { bare.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(bare) } else { title }
}

/// What a front matter says.
pub(crate) fn meta(front: &FrontMatter, name: &str, rules: FurnitureRules<'_>, format: Format) -> Meta {
    let one = |keys: &[&str]| front.one(keys).map(|value| SafeText::line(&value)).filter(|value| !value.is_empty());
    let mut notes = Vec::new();
    let mut meta = Meta {
        format,
        title: one(TITLE).map(|title| SafeText::line(unquoted(&title))).unwrap_or_default(),
        original_title: one(ORIGINAL_TITLE),
        published: date(front, PUBLISHED),
        updated: date(front, UPDATED),
        author: people(front, AUTHOR, &mut notes),
        editor: people(front, EDITOR, &mut notes),
        categories: names(front, CATEGORIES, "categories", &mut notes),
        tags: names(front, TAGS, "tags", &mut notes),
        lang: one(LANGUAGE),
        ..Meta::default()
    };
    meta.notes = notes;
    // A clipper that knows the date says so in `published`, and leaves it empty where it does not: then `created` is
    // only the day of the clipping.
    if meta.published.is_none() && !front.has("published") {
        meta.published = date(front, CREATED).or_else(|| dated(name));
    }
    let web = |value: &String| is_web(value);
    meta.url = front.each(URL, &[]).find(web).map(|url| SafeText::line(&url));
    for source in front.each(SOURCE, NAMES) {
        let (name, address) = linked(&source);
        if let Some(address) = address {
            meta.url = meta.url.take().or_else(|| Some(SafeText::line(address)));
        }
        credit(&mut meta, CreditField::Source, name);
    }
    meta.lead_image = front
        .each(LEAD_IMAGE, PLACES)
        .find(|value| is_place(value) && rules.image(value).is_none())
        .map(|src| SafeText::line(&src));
    if let Some(message) = &front.fault {
        meta.notes.push(Note::FrontMatter { message: SafeText::line(message) });
    }
    meta
}

/// The name of the site an exporter took a post from: it writes that for the author, and among the categories too.
struct Exporter(Option<SafeText>);

impl Exporter {
    /// Takes the name out of the meta, so that the text may name an author.
    fn take(meta: &mut Meta) -> Self {
        let named = meta.author.as_ref().is_some_and(|author| meta.categories.contains(author));
        Self(if named { meta.author.take() } else { None })
    }

    /// The site is the source of a post that gives no other, and its author only where the text names none.
    fn enter(self, meta: &mut Meta) {
        if let Some(site) = self.0 {
            if meta.source.is_empty() {
                meta.source.push(site.clone());
            }
            meta.author = meta.author.take().or(Some(site));
        }
    }
}

/// The day that Jekyll wants at the beginning of a post's file name: `2013-01-02-name.md`.
fn dated(name: &str) -> Option<Timestamp> {
    let day = name.get(..11)?.strip_suffix('-')?;
    day.bytes()
        .enumerate()
        .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
        .then(|| dates::parse(day))?
}

fn date(front: &FrontMatter, keys: &[&str]) -> Option<Timestamp> {
    front.each(keys, &[]).find_map(|value| dates::parse(&value))
}

/// The people of a field, as one text.
fn people(front: &FrontMatter, keys: &[&str], notes: &mut Vec<Note>) -> Option<SafeText> {
    let values = front.all(keys);
    let named = values.iter().map(|value| linked(value).0).filter(|name| *name != "false" && !is_empty_word(name));
    let names = names::collect(named.map(SafeText::line), "names of people", notes);
    let between = if names.iter().all(|name| name.is_ascii()) { ", " } else { "、" };
    let names: Vec<&str> = names.iter().map(SafeText::as_str).collect();
    Some(SafeText::line(&names.join(between))).filter(|line| !line.is_empty())
}

/// The names of a field: a list, or one line with commas in it.
fn names(front: &FrontMatter, keys: &[&str], kind: &str, notes: &mut Vec<Note>) -> Vec<SafeText> {
    let values: Vec<String> = front.each(keys, NAMES).collect();
    // The items of a list are whole; one line may hold several.
    let signs: &[char] = if values.len() == 1 { &[',', '，', '、', ';', '；'] } else { &[] };
    let parts = values.iter().flat_map(|value| value.split(signs));
    names::collect(parts.map(|part| SafeText::line(linked(part).0.trim_start_matches('#'))), kind, notes)
}

/// The name in a value and the address in it: `[[名|as shown]]`, `[name](address)`, an address alone, a name alone.
fn linked(value: &str) -> (&str, Option<&str>) {
    let value = trim(value);
    if is_web(value) {
        return ("", Some(value));
    }
    if let Some(inner) = value.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
        return (trim(inner.rsplit(['|', '/']).next().unwrap_or(inner)), None);
    }
    if let Some((name, address)) =
        value.strip_prefix('[').and_then(|rest| rest.strip_suffix(')')).and_then(|rest| rest.split_once("]("))
    {
        return (trim(name), Some(address).filter(|address| is_web(address)));
    }
    (value, None)
}

/// Whether a value is the address of a page.
pub(crate) fn is_web(value: &str) -> bool {
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

/// Whether a value can be where a picture is: an address or the path of a file. `true` and `#fff` are settings.
fn is_place(value: &str) -> bool {
    !value.starts_with(['#', '[']) && !value.starts_with("data:") && value.contains(['/', '.']) && !value.contains('\n')
}

/// Makes an article of a post whose body is HTML, or plain text where there are no tags in it.
pub(crate) fn article(document: &TextDocument<'_>, split: &Split<'_>) -> Article {
    let format = if split.is_labelled() { Format::Text } else { Format::Hexo };
    let rules = document.rules(format);
    let mut meta = meta(&FrontMatter::read(split), document.name, rules, format);
    let drafts = if looks_like_html(split.body) {
        html_drafts(&mut meta, split.body, None, rules)
    } else {
        let mut drafts = plain::paragraphs(split.body, rules.limits, &mut meta.notes);
        let exporter = Exporter::take(&mut meta);
        clean(&mut meta, &mut drafts, rules);
        exporter.enter(&mut meta);
        drafts
    };
    assemble(meta, drafts)
}

/// The drafts of the HTML of a post, cleaned, its credits in `meta`. `base` makes relative addresses whole.
pub(crate) fn html_drafts(
    meta: &mut Meta,
    body: &str,
    base: Option<&Url>,
    rules: FurnitureRules<'_>,
) -> Vec<DraftBlock> {
    cleaned(meta, walk(body, base, rules), rules)
}

/// Walks over the HTML of a post.
pub(crate) fn walk(body: &str, base: Option<&Url>, rules: FurnitureRules<'_>) -> HtmlWalk {
    let prepared = html::prepare(body);
    let mut parsed = html::fragment(&prepared, rules.limits);
    if let Some(base) = base {
        html::resolve(&mut parsed.html, base);
    }
    let mut walk = HtmlWalk { note: parsed.note, ..HtmlWalk::over(&parsed.html, &html::Plan::default(), rules) };
    walk.drafts.extend(bare_text::drafts(&parsed.rest));
    walk
}

/// Walks over the HTML of what kanbao itself wrote.
pub(crate) fn walk_as_written(body: &str, rules: FurnitureRules<'_>) -> HtmlWalk {
    let parsed = html::fragment(body, rules.limits);
    let plan = html::Plan { as_written: true, ..html::Plan::default() };
    let mut walk = HtmlWalk { note: parsed.note, ..HtmlWalk::over(&parsed.html, &plan, rules) };
    walk.drafts.extend(bare_text::drafts(&parsed.rest));
    walk
}

/// The drafts of a walk, cleaned, its credits in `meta`.
pub(crate) fn cleaned(meta: &mut Meta, walk: HtmlWalk, rules: FurnitureRules<'_>) -> Vec<DraftBlock> {
    let mut drafts = walk.drafts;
    meta.notes.extend(walk.note);
    let exporter = Exporter::take(meta);
    clean(meta, &mut drafts, rules);
    for (field, value) in walk.credits {
        credit(meta, field, &value);
    }
    exporter.enter(meta);
    drafts.retain(|draft| !draft.text().is_empty() || !draft.is_paragraph());
    drafts
}

/// Whether a body is HTML rather than bare text.
pub(crate) fn looks_like_html(body: &str) -> bool {
    ["</", "<p", "<br", "<img", "<div", "<!--", "<span", "<a "].iter().any(|tag| body.contains(tag))
}
