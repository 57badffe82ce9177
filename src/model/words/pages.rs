//! The words of the *page*: its columns, what was cut from it, how much of it is left.

use std::borrow::Cow;

use super::Words;
use crate::model::{Format, Language};

impl Words {
    /// The words of the page.
    pub fn pages(&self) -> &'static PageWords {
        PageWords::of(self.language)
    }

    /// How long reading takes: minutes, from two hours on hours.
    pub fn reading_time(&self, minutes: usize) -> String {
        match minutes {
            ..120 => format!("{minutes}{}", self.minutes),
            _ => format!("{}{}", minutes.div_ceil(60), self.hours),
        }
    }

    /// What an article was read from.
    pub fn format_name(&self, format: Format) -> &'static str {
        let words = self.pages();
        match format {
            Format::Hexo => words.hexo,
            Format::Scraped => words.scraped,
            Format::Html => words.html,
            Format::Markdown => words.markdown,
            Format::Feed => words.feed,
            Format::Xml => words.xml,
            Format::List => words.list,
            Format::Epub => words.epub,
            Format::Text => words.plain,
        }
    }

    /// A language by its tag; of others than the commonest the tag.
    pub fn language_name<'t>(&self, tag: &'t str) -> Cow<'t, str> {
        let words = self.pages();
        Cow::Borrowed(match tag {
            "zh-Hans" | "zh-CN" => words.simplified,
            "zh-Hant" | "zh-TW" | "zh-HK" => words.traditional,
            "zh" => words.chinese,
            "ja" => words.japanese,
            "ko" => words.korean,
            "en" => words.english,
            other => other,
        })
    }

    /// How long the rest of a text takes.
    pub fn time_left(&self, minutes: usize) -> String {
        format!("{}{}{}", self.pages().left, self.reading_time(minutes), self.pages().left_end)
    }
}

words! { PageWords;
    /// The setting.
    columns: "正文栏数，1 或 2", "columns of text, 1 or 2";
    /// The text stands in two columns now.
    two_columns: "正文分两栏", "Two columns of text";
    /// It would, were there room.
    no_room_for_two: "正文分两栏（这里不够宽，仍是一栏）", "Two columns of text (there is room for one here)";
    /// The setting.
    side_panel: "正文旁的面板：none 不要，outline 目录，notes 批注，matches 匹配",
        "beside the text: none, outline, notes, matches";
    /// What stands beside the text now.
    side_outline: "正文旁：目录", "Beside the text: contents";
    side_notes: "正文旁：标亮和批注", "Beside the text: highlights and notes";
    side_matches: "正文旁：匹配", "Beside the text: matches";
    side_none: "正文旁不放什么", "Nothing beside the text";
    /// It would, were there room.
    no_room_beside: "（160 列以上才显示）", " (shown from 160 columns on)";
    /// No place at which something was cut is further on.
    no_cut: "没有别的剪去的内容了", "Nothing else was cut this way";
    /// While what was cut is shown: before how many pieces that is.
    cuts: "剪去 ", "cut ";
    /// What an article was read from.
    hexo: "RSSHub、Hexo 导出", "export of RSSHub or Hexo";
    scraped: "网页上抓下的文字", "text of a web page";
    html: "网页", "web page";
    markdown: "Markdown", "Markdown";
    feed: "订阅源", "feed";
    xml: "新闻 XML", "news in XML";
    list: "稍后读清单、书签", "list to be read later";
    epub: "电子书（EPUB）", "book (EPUB)";
    plain: "纯文本", "plain text";
    /// Languages.
    simplified: "简体中文", "Chinese, Simplified";
    traditional: "繁体中文", "Chinese, Traditional";
    chinese: "中文", "Chinese";
    japanese: "日文", "Japanese";
    korean: "韩文", "Korean";
    english: "英文", "English";
    /// Before and after the time that the rest of the text takes.
    left: "余 ", "";
    left_end: "", " left";
    /// It stands in one.
    one_column: "正文一栏", "One column of text";
}
