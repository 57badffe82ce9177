//! What a page says about its article for machines: `meta`, `link`, linked data, `itemprop`, `time`.

use scraper::Html;

use super::linked::Linked;
use crate::extract::credits::dates;
use crate::extract::document::TextDocument;
use crate::extract::markup::html::{attr, name, visible_text};
use crate::extract::names;
use crate::extract::prose::{is_blank, trim};
use crate::model::{Meta, SafeText, Timestamp};

/// What the machine-readable parts of a page say.
#[derive(Debug, Default)]
pub(super) struct PageHead {
    /// The titles it gives, the surest first: `og:title`, linked data, microdata.
    pub titles: Vec<String>,
    /// The text of `title`, with the site's name and all.
    pub page_title: String,
    /// When the article was published, by what is meant for machines only.
    pub published: Option<Timestamp>,
    /// The people it names as authors.
    pub authors: Vec<String>,
    /// Whose text it says this is.
    pub sources: Vec<String>,
    /// What the whole site is called, the surest first.
    pub sites: Vec<String>,
    /// The day in the page's address.
    pub address_day: Option<Timestamp>,
    /// The article's text, where the page repeats it for machines.
    pub body: Option<String>,
    /// How it describes the article: most often by the beginning of its text.
    pub descriptions: Vec<String>,
}

/// The pairs of `meta`, in document order.
struct MetaTags(Vec<(String, String)>);

impl MetaTags {
    fn all<'s, 'k: 's>(&'s self, key: &'k str) -> impl Iterator<Item = &'s str> + use<'s, 'k> {
        self.0.iter().filter(move |(own, _)| own == key).map(|(_, value)| value.as_str())
    }

    fn one(&self, keys: &[&str]) -> Option<&str> {
        let value = |key: &&str| self.0.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str());
        keys.iter().find_map(value)
    }
}

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "og:time",
    "og:release_date",
    "og:regdate",
    "og:article:release_date",
    "weibo:article:create_at",
    "datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "publishtime",
    "publish_time",
    "publish-time",
    "publicationdate",
    "publication_date",
    "pubdate",
    "pub_date",
    "pubtime",
    "apub:time",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "article.created",
    "firstpublishedtime",
    "ptime",
    "rnews:datepublished",
    "releasedate",
    "release_date",
    "contentdate",
    "createdate",
    "dcterms.created",
    "dcterms.date",
    "dc.date.issued",
    "dc.date",
    "date",
];

const UPDATED: &[&str] =
    &["article:modified_time", "og:updated_time", "datemodified", "dateupdate", "lastmod", "weibo:article:update_at"];

impl PageHead {
    /// Reads what a page says for machines and enters into `meta` what needs no comparing with what the page shows.
    pub fn read(meta: &mut Meta, html: &Html, document: &TextDocument<'_>) -> Self {
        let mut head = Self::default();
        let mut said = MetaTags(Vec::new());
        let mut canonical = None;
        let mut timed: Option<Timestamp> = None;
        let mut item_title = None;
        for node in html.tree.root().descendants() {
            let tag = name(&node);
            let item = attr(&node, "itemprop").unwrap_or_default();
            match tag {
                "" => {}
                "html" => meta.lang = attr(&node, "lang").map(SafeText::line).filter(|lang| !lang.is_empty()),
                "title" if is_blank(&head.page_title) => {
                    head.page_title =
                        node.descendants().filter_map(|child| child.value().as_text().map(|t| t.to_string())).collect();
                }
                "meta" => {
                    let key = attr(&node, "property").or(attr(&node, "name")).or(attr(&node, "itemprop"));
                    if let (Some(key), Some(value)) = (key, attr(&node, "content").map(trim))
                        && !value.is_empty()
                    {
                        let key: String = key.to_ascii_lowercase().split_whitespace().collect();
                        said.0.push((key, value.to_owned()));
                    }
                }
                "link" if attr(&node, "rel") == Some("canonical") => canonical = attr(&node, "href"),
                _ if item == "headline" && item_title.is_none() => {
                    item_title = Some(visible_text(node)).filter(|title| !title.contains('\n'));
                }
                "time" | "abbr" | "span" | "div" | "p" | "i" | "em" if timed.is_none() => {
                    let dated = matches!(item, "datePublished" | "dateCreated")
                        || tag == "time" && (attr(&node, "pubdate").is_some() || is_published(attr(&node, "class")));
                    if dated {
                        let written = ["content", "datetime", "title"].iter().find_map(|key| attr(&node, key));
                        timed = written.and_then(dates::parse).or_else(|| dates::parse(&visible_text(node)));
                    }
                }
                _ => {}
            }
        }
        let linked = Linked::read(html, document);
        head.titles.extend(["og:title", "twitter:title"].iter().filter_map(|key| said.one(&[key])).map(str::to_owned));
        head.titles.extend(linked.headline.clone().into_iter().chain(item_title));
        head.titles.extend(said.one(&["dc.title", "title", "parsely-title", "sailthru.title"]).map(str::to_owned));
        head.titles.retain(|title| !is_blank(title));
        let date = |keys: &[&str]| keys.iter().flat_map(|key| said.all(key)).find_map(dates::parse);
        let updated = date(UPDATED).or_else(|| linked.modified.as_deref().and_then(dates::parse));
        // A page that says only when it was last set has hardly been set twice.
        head.published =
            date(PUBLISHED).or_else(|| linked.published.as_deref().and_then(dates::parse)).or(timed).or(updated);
        meta.updated = updated.filter(|updated| head.published.is_some_and(|published| published < *updated));
        describe(meta, &said, &linked, canonical);
        head.name_people(&said, &linked);
        head.descriptions = ["og:description", "description", "twitter:description"]
            .iter()
            .filter_map(|key| said.one(&[key]))
            .chain(linked.description.as_deref())
            .map(str::to_owned)
            .collect();
        // Where it was when it was saved: pages give addresses of other pages as their own.
        meta.url = document.address.clone().or(meta.url.take());
        head.address_day = meta.url.as_deref().and_then(day_of);
        head.body = linked.body.filter(|body| !is_blank(body));
        head
    }
}

impl PageHead {
    /// Reads who wrote the article and whose it is.
    fn name_people(&mut self, said: &MetaTags, linked: &Linked) {
        let written =
            ["article:author", "og:article:author", "og:author", "author", "byl", "parsely-author", "dc.creator"];
        let written = written.iter().flat_map(|key| said.all(key)).map(str::to_owned);
        self.authors = linked.authors.iter().cloned().chain(written).take(MOST_NAMES).collect();
        let sources = ["mediaid", "source", "article:source", "contentsource"];
        self.sources = sources.iter().flat_map(|key| said.all(key)).map(str::to_owned).take(MOST_NAMES).collect();
        let sites = ["og:site_name", "dc.publisher", "application-name"];
        let sites = sites.iter().flat_map(|key| said.all(key)).map(str::to_owned);
        self.sites = sites.chain(linked.publisher.clone()).take(MOST_NAMES).collect();
    }
}

impl PageHead {
    /// Whether the page is one of those on which people write under names of their own.
    pub fn is_blog(&self) -> bool {
        const BLOGS: [&str; 8] = ["博客", "blog", "论坛", "bbs", "社区", "贴吧", "日记", "空间"];
        let says = |text: &String| {
            let lower = text.to_lowercase();
            BLOGS.iter().any(|blog| lower.contains(blog))
        };
        let site = self.page_title.rsplit(['_', '-', '|', '–']).next().map(str::to_owned);
        self.sites.iter().chain(&site).any(says)
    }

    /// Whose blog it is, as its title says: `题目_某某_某某博客`.
    pub fn blogger(&self) -> Option<String> {
        const LONGEST: usize = 16;
        if !self.is_blog() {
            return None;
        }
        let parts = |sign: &str| self.page_title.split(sign).map(|part| trim(part).to_owned()).collect::<Vec<_>>();
        let parts = [" - ", "_", " | "].map(parts).into_iter().find(|parts| parts.len() == 3)?;
        let name = parts.into_iter().nth(1)?;
        let name = name.strip_suffix("的博客").or(name.strip_suffix("的专栏")).unwrap_or(&name).to_owned();
        let forum = ["区", "版", "坛", "类", "随笔", "网", "博客"].iter().any(|end| name.ends_with(end));
        ((2..=LONGEST).contains(&name.chars().count()) && !forum).then_some(name)
    }
}

/// The most names of one kind that are looked at.
const MOST_NAMES: usize = 8;

fn is_published(class: Option<&str>) -> bool {
    class.is_some_and(|class| class.split_ascii_whitespace().any(|class| matches!(class, "published" | "entry-date")))
}

/// Enters what the page says of its address, picture, language and tags.
fn describe(meta: &mut Meta, said: &MetaTags, linked: &Linked, canonical: Option<&str>) {
    let line = |value: &str| Some(SafeText::line(value)).filter(|value| !value.is_empty());
    let web = |value: &&str| value.starts_with("http");
    meta.url = said.one(&["og:url"]).filter(web).or(canonical.filter(web)).or(linked.url.as_deref()).and_then(line);
    meta.lead_image = said
        .one(&["og:image", "og:image:url", "twitter:image", "twitter:image:src"])
        .filter(web)
        .or(linked.image.as_deref())
        .and_then(line);
    if meta.lang.is_none() {
        meta.lang = said.one(&["content-language", "og:locale", "language"]).or(linked.lang.as_deref()).and_then(line);
    }
    let tags = said.all("article:tag").map(str::to_owned).chain(linked.keywords.iter().cloned());
    for tag in tags.flat_map(|tags| tags.split([',', '，', ';']).map(SafeText::line).collect::<Vec<_>>()) {
        names::add(&mut meta.tags, tag, "tags", &mut meta.notes);
    }
}

/// The day in an address: `/2019/09/07/`, `/20190907/`, `/2019-09/07/`.
fn day_of(address: &str) -> Option<Timestamp> {
    let path = address.split(['?', '#']).next()?;
    let bytes = path.as_bytes();
    let number = |at: usize, length: usize| path.get(at..at + length).filter(|n| n.bytes().all(|b| b.is_ascii_digit()));
    (0..bytes.len()).find_map(|at| {
        let year = number(at, 4).filter(|year| year.starts_with("20") || year.starts_with("199"))?;
        if at > 0 && bytes[at - 1].is_ascii_digit() {
            return None;
        }
        let sign = |at: usize| usize::from(matches!(bytes.get(at), Some(b'/' | b'-' | b'_')));
        let month_at = at + 4 + sign(at + 4);
        let month = number(month_at, 2)?;
        let day_at = month_at + 2 + sign(month_at + 2);
        let day = number(day_at, 2)?;
        if bytes.get(day_at + 2).is_some_and(u8::is_ascii_digit) && day_at == at + 6 {
            // Digits that go on are a number, not a day.
            return None;
        }
        dates::parse(&format!("{year}-{month}-{day}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::markup::html;

    #[test]
    fn days_in_addresses() {
        let day = |address: &str| day_of(address).map(|day| day.date());
        assert_eq!(day("http://a.example/n1/2019/0907/c1.html").as_deref(), Some("2019-09-07"));
        assert_eq!(day("http://a.example/a/20190907/000843.htm").as_deref(), Some("2019-09-07"));
        assert_eq!(day("http://a.example/2019-09/07/c_1.htm").as_deref(), Some("2019-09-07"));
        assert_eq!(day("http://a.example/id/20190907123456789"), None);
        assert_eq!(day("http://a.example/2019/13/45/"), None);
    }

    #[test]
    fn the_published_time_is_the_machines_best() {
        let mut meta = Meta::default();
        let page = "<meta name=date content='Invalid Date'><meta name=pubdate content='2022-01-12 17:24'>\
                    <meta property='og:title' content=题目><meta name=author content='https://a.example/u'>";
        let document = TextDocument::by_default("a.html", page);
        let head = PageHead::read(&mut meta, &html::document(page, document.limits).html, &document);
        assert_eq!(head.published.map(|at| at.minute()).as_deref(), Some("2022-01-12 17:24"));
        assert_eq!((head.titles.as_slice(), meta.author), (["题目".to_owned()].as_slice(), None));
    }
}
