//! *Sentences*: words of the interface put together with what they are about.

use super::script::is_cjk;
use super::words::{SentenceWords, fill};
use super::{Failure, Note, SafeText, Words, count_zi, diagnostic};

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
        match failure {
            Failure::Empty => SafeText::line(self.file_empty),
            Failure::OtherFile { kind } if kind.is_empty() => SafeText::line(self.file_binary),
            Failure::OtherFile { kind } => {
                SafeText::line(&format!("{}{kind}{}", self.file_of_kind, self.file_of_kind_end))
            }
            Failure::NoArticle => SafeText::line(self.file_no_article),
            Failure::Unreadable(words) => self.of_what(self.file_unreadable, words),
            Failure::Broken(words) => self.of_what(self.file_broken, words),
        }
    }

    /// What a note says.
    pub fn note(&self, note: &Note) -> String {
        let (what, detail) = match note {
            Note::FrontMatter { message } => (self.note_front_matter, diagnostic(message, self.language).into_owned()),
            Note::Malformed { message } => (self.note_malformed, diagnostic(message, self.language).into_owned()),
            Note::Encoding { declared } => (self.note_encoding, declared.to_string()),
            Note::MixedEncodings { other, lines } => (self.note_mixed, format!("{other} {lines}")),
            Note::PrivateUse { count } => (self.note_private_use, count.to_string()),
            Note::LinkOnly => return self.note_link_only.to_owned(),
            Note::Damage { message } => (self.note_damage, diagnostic(message, self.language).into_owned()),
            Note::Limit { message } => (self.note_limit, diagnostic(message, self.language).into_owned()),
        };
        format!("{what}{}{detail}", self.colon())
    }

    /// What is wrong, as those below say it, behind what it is about.
    pub fn of_what(&self, what: &str, wrong: &str) -> SafeText {
        SafeText::line(&format!("{what}{}{}", self.colon(), diagnostic(wrong, self.language)))
    }

    fn colon(&self) -> &'static str {
        self.sentences().colon
    }

    /// The words of sentences.
    pub fn sentences(&self) -> &'static SentenceWords {
        SentenceWords::of(self.language)
    }

    /// What `index` did: so many articles in so many seconds.
    pub fn indexed(&self, articles: usize, seconds: f64) -> String {
        let own = self.sentences();
        fill(of_count(articles, own.indexed_one, own.indexed), &[&articles, &format_args!("{seconds:.1}")])
    }

    /// What is kept in the cache: so many archives, their size in bytes, and the folder.
    pub fn cache_total(&self, archives: usize, bytes: u64, folder: &str) -> String {
        let own = self.sentences();
        fill(of_count(archives, own.cache_one, own.cache), &[&archives, &megabytes(bytes), &folder])
    }

    /// What was cleared away.
    pub fn cache_cleared(&self, archives: usize, bytes: u64) -> String {
        let own = self.sentences();
        fill(of_count(archives, own.cleared_one, own.cleared), &[&archives, &megabytes(bytes)])
    }

    /// What was found in so many articles, of which some may be wrong, and in files that are none.
    pub fn doctor_summary(&self, articles: usize, wrong: usize, unread: usize) -> String {
        let own = self.sentences();
        let said = |count: usize, template: &str| (count > 0).then(|| fill(template, &[&count]));
        let well = (wrong + unread == 0).then(|| self.doctor_well.to_owned());
        let all = [
            Some(fill(of_count(articles, own.looked_one, own.looked), &[&articles])),
            said(wrong, own.may_be_wrong),
            said(unread, of_count(unread, own.unread_one, own.unread)),
            well,
        ];
        all.into_iter().flatten().collect::<Vec<_>>().join(own.comma)
    }

    /// How long a text in a language (a BCP 47 tag) is: in 字, or in words where its script has them.
    pub fn length(&self, length: usize, lang: Option<&str>) -> String {
        let own = self.sentences();
        let has_words = lang.is_some_and(|lang| !["zh", "ja", "ko"].iter().any(|own| lang.starts_with(own)));
        let (one, several, many) = match has_words {
            true => (own.words_one, own.words, own.many_words),
            false => (own.characters_one, own.characters, own.many_characters),
        };
        match (length, self.language.is_chinese()) {
            (..LONG, true) => fill(of_count(length, one, several), &[&length]),
            (..LONG, false) => fill(of_count(length, one, several), &[&in_thousands(length)]),
            // Rounded as 万 are read: 71.0万.
            (_, true) => fill(many, &[&format_args!("{}.{}", length / 10_000, length % 10_000 / 1_000)]),
            (_, false) => fill(many, &[&in_thousands(length / 1_000)]),
        }
    }

    /// How long a text is whose language nobody knows: in words where there is no character of Chinese, Japanese or Korean.
    pub fn length_of(&self, text: &str) -> String {
        let lang = if text.chars().any(is_cjk) { None } else { Some("und") };
        self.length(count_zi(text), lang)
    }

    /// So many things that were cut are shown.
    pub fn cut_shown(&self, count: usize) -> String {
        let own = self.sentences();
        fill(of_count(count, own.cut_shown_one, own.cut_shown), &[&count])
    }

    /// So many entries could not be read.
    pub fn unreadable(&self, count: usize) -> String {
        fill(self.sentences().failed, &[&count])
    }
}

/// From this length on it is said in 万, or in thousands.
const LONG: usize = 100_000;

fn of_count<'w>(count: usize, one: &'w str, several: &'w str) -> &'w str {
    if count == 1 { one } else { several }
}

/// A number as English writes it: 3,465.
fn in_thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&[u8]> = digits.as_bytes().rchunks(3).rev().collect();
    String::from_utf8_lossy(&groups.join(&b',')).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn a_length_is_said_as_its_language_counts() {
        let (chinese, english) = (Words::of(Language::Chinese), Words::of(Language::English));
        for (length, lang, in_chinese, in_english) in [
            (0, None, "0字", "0 chars"),
            (1, Some("zh-Hans"), "1字", "1 char"),
            (3465, None, "3465字", "3,465 chars"),
            (99_999, Some("ja"), "99999字", "99,999 chars"),
            (100_000, Some("ko"), "10.0万字", "100k chars"),
            (710_020, Some("zh-Hant"), "71.0万字", "710k chars"),
            (1, Some("en"), "1词", "1 word"),
            (1234, Some("fr"), "1234词", "1,234 words"),
            (12_345_678, Some("en"), "1234.5万词", "12,345k words"),
        ] {
            assert_eq!(chinese.length(length, lang), in_chinese);
            assert_eq!(english.length(length, lang), in_english);
        }
    }

    #[test]
    fn one_is_said_of_one() {
        let words = Words::of(Language::English);
        assert_eq!(words.indexed(1, 0.25), "1 article in 0.2 s");
        assert_eq!(words.doctor_summary(2, 1, 1), "2 articles, 1 may be wrong, 1 file not read");
        assert_eq!(words.cut_shown(1), "1 cut shown, {reader.next-cut} goes there, {panes.toggle-cut} hides it");
        let many = "14 cuts shown, {reader.next-cut} goes to the next, {panes.toggle-cut} hides them";
        assert_eq!(words.cut_shown(14), many);
        let many = "已显示剪去的 14 处，{reader.next-cut} 下一处，{panes.toggle-cut} 收起";
        assert_eq!(Words::of(Language::Chinese).cut_shown(14), many);
        assert_eq!(Words::of(Language::Chinese).unreadable(3), "3 篇读不了");
    }
}
