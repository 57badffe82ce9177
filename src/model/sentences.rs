//! *Sentences*: words of the interface put together with what they are about.

use super::{Failure, Language, Note, SafeText, Words};

/// A size as people read it.
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1_000_000.0)
}

impl Words {
    /// The query language by example: what is typed, and what it asks for.
    pub fn query_help(&self) -> Vec<(&'static str, &'static str)> {
        vec![
            ("天津 核酸", self.query_words),
            ("\"全员检测\"", self.query_phrase),
            ("-上海", self.query_not),
            ("(天津 OR 北京)", self.query_or),
            ("/第[一二]章/", self.query_regex),
            ("title: source:", self.query_fields),
            ("date:2022-01", self.query_date),
            ("tjsw tianjin", self.query_pinyin),
        ]
    }

    /// So many hits.
    pub fn count_hits(&self, count: u64) -> String {
        format!("{count}{}", if count == 1 { self.hit } else { self.hits })
    }

    /// A number of articles.
    pub fn count_articles(&self, count: usize) -> String {
        format!("{count}{}", if count == 1 { self.article } else { self.articles })
    }

    /// Why a file is no article, in this language.
    pub fn failure(&self, failure: &Failure) -> SafeText {
        let said = |what: &str, words: &SafeText| SafeText::line(&format!("{what}{}{words}", self.colon()));
        match failure {
            Failure::Empty => SafeText::line(self.file_empty),
            Failure::OtherFile { kind } if kind.is_empty() => SafeText::line(self.file_binary),
            Failure::OtherFile { kind } => {
                SafeText::line(&format!("{}{kind}{}", self.file_of_kind, self.file_of_kind_end))
            }
            Failure::NoArticle => SafeText::line(self.file_no_article),
            Failure::Unreadable(words) => said(self.file_unreadable, words),
            Failure::Broken(words) => said(self.file_broken, words),
        }
    }

    /// What a note says.
    pub fn note(&self, note: &Note) -> String {
        let (what, detail) = match note {
            Note::FrontMatter { message } => (self.note_front_matter, message.to_string()),
            Note::Malformed { message } => (self.note_malformed, message.to_string()),
            Note::Encoding { declared } => (self.note_encoding, declared.to_string()),
            Note::MixedEncodings { other, lines } => (self.note_mixed, format!("{other} {lines}")),
            Note::PrivateUse { count } => (self.note_private_use, count.to_string()),
            Note::LinkOnly => return self.note_link_only.to_owned(),
            Note::Damage { message } => (self.note_damage, message.to_string()),
            Note::Limit { message } => (self.note_limit, message.to_string()),
        };
        format!("{what}{}{detail}", self.colon())
    }

    fn colon(&self) -> &'static str {
        match self.language {
            Language::Chinese => "：",
            Language::English => ": ",
        }
    }

    /// What `index` did: so many articles in so many seconds.
    pub fn indexed(&self, articles: usize, seconds: f64) -> String {
        match self.language {
            Language::Chinese => format!("已编目 {articles} 篇，用时 {seconds:.1} 秒"),
            Language::English if articles == 1 => format!("1 article in {seconds:.1} s"),
            Language::English => format!("{articles} articles in {seconds:.1} s"),
        }
    }

    /// What is kept in the cache: so many archives, their size in bytes, and the folder.
    pub fn cache_total(&self, archives: usize, bytes: u64, folder: &str) -> String {
        let size = megabytes(bytes);
        match self.language {
            Language::Chinese => format!("{archives} 个文库，共 {size}，在 {folder}"),
            Language::English if archives == 1 => format!("1 archive, {size}, in {folder}"),
            Language::English => format!("{archives} archives, {size}, in {folder}"),
        }
    }

    /// What was cleared away.
    pub fn cache_cleared(&self, archives: usize, bytes: u64) -> String {
        let size = megabytes(bytes);
        match self.language {
            Language::Chinese => format!("已清除 {archives} 个文库的缓存，共 {size}"),
            Language::English if archives == 1 => format!("cleared the cache of 1 archive, {size}"),
            Language::English => format!("cleared the caches of {archives} archives, {size}"),
        }
    }

    /// What was found in so many articles, of which some may be wrong, and in files that are none.
    pub fn doctor_summary(&self, articles: usize, wrong: usize, unread: usize) -> String {
        let some = |count: usize, words: String| (count > 0).then_some(words);
        let plural = |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
        let well = (wrong + unread == 0).then(|| self.doctor_well.to_owned());
        match self.language {
            Language::Chinese => {
                let wrong = some(wrong, format!("{wrong}篇可能有问题"));
                let unread = some(unread, format!("{unread}个文件没有读成"));
                let all = std::iter::once(format!("共{articles}篇")).chain(wrong).chain(unread).chain(well);
                all.collect::<Vec<_>>().join("，")
            }
            Language::English => {
                let wrong = some(wrong, format!("{wrong} may be wrong"));
                let unread = some(unread, format!("{} not read", plural(unread, "file")));
                let all = std::iter::once(plural(articles, "article")).chain(wrong).chain(unread).chain(well);
                all.collect::<Vec<_>>().join(", ")
            }
        }
    }
}
