//! The *fields* of an article, known by what their elements are called.

use crate::extract::markup::xml::Element;

/// What an element says of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NewsField {
    Title,
    /// What stands between title and text.
    Lead,
    Body,
    /// A paragraph: the text of articles that have no element around it.
    Paragraph,
    Published,
    Updated,
    Author,
    Editor,
    Source,
    Url,
    Category,
    Tag,
    Language,
}

/// The fields and the names of their elements, in lower case and without prefix, the surest first.
const NAMES: &[(NewsField, &[&str])] = &[
    (
        NewsField::Title,
        &["contenttitle", "hl1", "headline", "title", "doctitle", "newstitle", "news_title", "标题", "head", "summary"],
    ),
    (NewsField::Lead, &["hl2", "subheadline", "subtitle", "sub_title", "abstract", "standfirst", "副标题", "摘要"]),
    (
        NewsField::Body,
        &[
            "body.content",
            "inlinexml",
            "datacontent",
            "body",
            "content",
            "contenttext",
            "text",
            "short_text",
            "fulltext",
            "full_text",
            "maintext",
            "article_content",
            "news_content",
            "正文",
            "内容",
        ],
    ),
    (NewsField::Paragraph, &["p", "para", "paragraph"]),
    (
        NewsField::Published,
        &[
            "date.issue",
            "datetime",
            "pubdate",
            "pub_date",
            "publishdate",
            "publish_date",
            "publishtime",
            "publish_time",
            "pubtime",
            "published",
            "date",
            "time",
            "发布时间",
            "日期",
            "时间",
            "story.date",
            "versioncreated",
            "firstcreated",
            "contentcreated",
            "created",
            "dateandtime",
            "sent",
        ],
    ),
    (NewsField::Updated, &["thisrevisioncreated", "updated", "modified", "lastmod"]),
    (NewsField::Author, &["author", "byline", "creator", "writer", "reporter", "journalist", "作者", "记者"]),
    (NewsField::Editor, &["editor", "编辑", "责任编辑"]),
    (
        NewsField::Source,
        &["source", "media", "newspaper", "distributor", "provider", "publisher", "agency", "website", "来源"],
    ),
    (NewsField::Url, &["url", "link", "weburl", "source_url", "网址", "链接"]),
    (NewsField::Category, &["category", "channel", "section", "column", "栏目", "分类"]),
    (NewsField::Tag, &["keyword", "keywords", "tags", "tag", "关键词"]),
    (NewsField::Language, &["language", "lang"]),
];

/// The field of an element, and how sure its name is: the lower the surer.
pub(super) fn field(element: &Element<'_, '_>) -> Option<(NewsField, usize)> {
    let local = element.local();
    let known =
        NAMES.iter().find_map(|(field, names)| Some((*field, names.iter().position(|name| *name == local)?)))?;
    // `head` is a headline in some corpora, and in others holds one.
    (local != "head" || element.children().next().is_none()).then_some(known)
}
