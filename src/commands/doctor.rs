//! `kanbao doctor`: how each file was read, and what was cut from it by which rule. It is how a user finds out why a
//! file looks wrong, and what a furniture rule of their own does. What may be wrong comes first, a summary last; on a
//! terminal in columns under a header, elsewhere in columns parted by tabs.

use std::ops::ControlFlow;
use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::columns::{Align, TerminalColumns};
use super::{Outcome, Output, json_line};
use crate::config::{self, DoctorOptions, Hyperlinks};
use crate::error::Error;
use crate::library::ArchiveArticle;
use crate::model::{
    Article, ColourDepth, Failure, Format, Language, Note, Origin, Reason, Removed, SafeText, ThemeChoice, Timestamp,
    Words,
};
use crate::text;

/// What is told of one article, or of a file that is none. Serialises to the object of `kanbao doctor --json`.
#[derive(Serialize)]
struct Report<'a> {
    path: SafeText,
    format: Option<Format>,
    encoding: Option<&'a SafeText>,
    /// How many sequences of bytes are U+FFFD in the text.
    undecodable: usize,
    published: Option<Timestamp>,
    title: Option<&'a SafeText>,
    /// The body's length in 字.
    length: usize,
    removed: Cuts<'a>,
    notes: &'a [Note],
    /// Why there is no article.
    failure: Option<SafeText>,
    #[serde(skip)]
    why: Option<Failure>,
    #[serde(skip)]
    lang: Option<&'a SafeText>,
}

/// What was cut, by rule; the rules in the order of their first cut. JSON: `{"rule": ["text", …], …}`.
#[derive(Default)]
struct Cuts<'a>(Vec<(&'a Reason, Vec<&'a SafeText>)>);

impl<'a> Cuts<'a> {
    fn of(removed: &'a [Removed]) -> Self {
        let mut cuts: Vec<(&Reason, Vec<&SafeText>)> = Vec::new();
        for Removed { text, reason, .. } in removed {
            match cuts.iter_mut().find(|(rule, _)| *rule == reason) {
                Some((_, texts)) => texts.push(text),
                None => cuts.push((reason, vec![text])),
            }
        }
        Self(cuts)
    }

    /// How often each rule cut, under the name that it has in a language.
    fn counted(&self, language: Language) -> String {
        let separator = language.comma();
        let counts = self.0.iter().map(|(rule, texts)| format!("{} {}", rule.said(language), texts.len()));
        counts.collect::<Vec<_>>().join(separator)
    }
}

impl Serialize for Cuts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (rule, texts) in &self.0 {
            map.serialize_entry(&rule.0, texts)?;
        }
        map.end()
    }
}

impl<'a> Report<'a> {
    fn of(origin: &Origin, article: &'a Result<Arc<Article>, Error>) -> Self {
        let path = origin.display();
        match article.as_deref() {
            Ok(article @ Article { meta, removed, .. }) => Self {
                format: Some(meta.format),
                encoding: Some(&meta.encoding),
                undecodable: meta.undecodable,
                published: meta.published,
                title: Some(&meta.title),
                length: article.length(),
                removed: Cuts::of(removed),
                notes: &meta.notes,
                failure: None,
                why: None,
                lang: meta.lang.as_ref(),
                path,
            },
            Err(error) => Self {
                format: None,
                encoding: None,
                undecodable: 0,
                published: None,
                title: None,
                length: 0,
                removed: Cuts::default(),
                notes: &[],
                failure: Some(error.reason(&path)),
                why: Some(error.failure()),
                lang: None,
                path,
            },
        }
    }

    /// What may be wrong, each in a sentence.
    fn problems(&self, words: &Words) -> Vec<String> {
        let english = words.language == Language::English;
        let failure = match (&self.why, &self.failure) {
            (Some(why), _) if !english => Some(words.failure(why).to_string()),
            (_, reason) => reason.as_ref().map(ToString::to_string),
        };
        let failure = failure.map(|reason| format!("{}{reason}", words.doctor_unread));
        let undecodable = (self.undecodable > 0).then(|| match english {
            true => format!("{} undecodable", self.undecodable),
            false => format!("{}{}", self.undecodable, words.undecodable),
        });
        let noted = self.notes.iter().filter(|note| **note != Note::LinkOnly);
        let noted = noted.map(|note| if english { note.to_string() } else { words.note(note) });
        let link = self.notes.contains(&Note::LinkOnly);
        let empty = (self.failure.is_none() && self.length == 0 && !link).then(|| words.doctor_no_text.to_owned());
        failure.into_iter().chain(undecodable).chain(noted).chain(empty).collect()
    }

    /// What is told of it, in one line or several.
    fn told(&self, words: &'static Words) -> Told {
        let length = self.format.map(|_| self.length.to_string());
        let known = |text: Option<&SafeText>| text.map_or_else(|| String::from("-"), ToString::to_string);
        Told {
            fields: [
                self.path.to_string(),
                self.format.map_or_else(|| String::from("-"), |format| format.name().to_owned()),
                known(self.encoding),
                self.published.map_or_else(|| String::from("-"), Timestamp::date),
                length.unwrap_or_else(|| String::from("-")),
                known(self.title),
            ],
            length: self.format.map(|_| words.length(self.length, self.lang.map(SafeText::as_str))),
            cut: self.removed.counted(words.language),
            problems: self.problems(words),
            is_article: self.failure.is_none(),
        }
    }
}

/// What is told of one article.
struct Told {
    /// Path, format, encoding, date, length, title.
    fields: [String; 6],
    /// The length with what it is counted in.
    length: Option<String>,
    cut: String,
    problems: Vec<String>,
    is_article: bool,
}

impl Told {
    /// In columns parted by tabs; `-` for what there is not.
    fn tabbed(&self) -> String {
        let [path, format, encoding, date, length, title] = &self.fields;
        let length = self.length.as_ref().unwrap_or(length);
        let or_none = |text: String| if text.is_empty() { String::from("-") } else { text };
        let (cut, problems) = (or_none(self.cut.clone()), or_none(self.problems.join("; ")));
        [path, format, encoding, date, length, title, &cut, &problems].map(String::as_str).join("\t")
    }

    /// In lines of a terminal: the columns, and under them what may be wrong and what was cut.
    fn lines(&self, columns: &TerminalColumns<6>, words: &Words) -> String {
        let sign = if self.problems.is_empty() { "  " } else { "! " };
        let mut lines = format!("{sign}{}\n", columns.row(&self.fields));
        for problem in &self.problems {
            lines.push_str(&format!("    {problem}\n"));
        }
        if !self.cut.is_empty() {
            lines.push_str(&format!("    {}{}\n", words.doctor_cut, self.cut));
        }
        lines
    }
}

/// What is told of all articles: at once where it may be wrong, else when all are there.
struct Examination<'o> {
    options: &'o DoctorOptions,
    words: &'static Words,
    out: Output,
    /// What is held back: what seems well, and on a terminal everything, for the columns are as wide as what is in them.
    wrong: Vec<Told>,
    well: Vec<Told>,
    articles: usize,
    counted_wrong: usize,
    unread: usize,
}

impl Examination<'_> {
    fn take(&mut self, told: Told) -> Result<(), Error> {
        let is_wrong = !told.problems.is_empty();
        self.articles += usize::from(told.is_article);
        self.unread += usize::from(!told.is_article);
        self.counted_wrong += usize::from(told.is_article && is_wrong);
        match is_wrong {
            true if config::columns().is_none() => {
                let line = told.tabbed();
                self.out.line(&text::printable(&line))?;
            }
            true => self.wrong.push(told),
            false if self.options.problems => {}
            false => self.well.push(told),
        }
        Ok(())
    }

    fn finish(mut self) -> Result<usize, Error> {
        let words = self.words;
        let rows: Vec<Told> =
            std::mem::take(&mut self.wrong).into_iter().chain(std::mem::take(&mut self.well)).collect();
        if let Some(width) = config::columns() {
            let labels = [
                words.label_path,
                words.label_format,
                words.label_encoding,
                words.label_published,
                words.label_length,
                words.label_title,
            ];
            let align = [Align::KeepEnd, Align::Left, Align::Left, Align::Left, Align::Right, Align::Rest];
            // The sign stands before the columns.
            let width = usize::from(width).saturating_sub(2);
            let columns =
                TerminalColumns::of(&labels.map(str::to_owned), align, rows.iter().map(|told| &told.fields), width);
            if !rows.is_empty() {
                self.out.line(&format!("  {}", columns.row(&labels.map(str::to_owned))))?;
            }
            for told in &rows {
                self.out.bytes(text::printable(&told.lines(&columns, words)).as_bytes())?;
            }
            if !rows.is_empty() {
                self.out.line("")?;
            }
        } else {
            for told in &rows {
                self.out.line(&text::printable(&told.tabbed()))?;
            }
        }
        self.out.line(&words.doctor_summary(self.articles, self.counted_wrong, self.unread))?;
        if config::columns().is_some() {
            let (links, theme, depth, pictures) = config::screen(&self.options.archive.paths);
            self.out.line(match links {
                Hyperlinks::Told => words.terminal().links_told,
                Hyperlinks::Unknown => words.terminal().links_unknown,
                Hyperlinks::Off => words.terminal().links_off,
            })?;
            self.out.line(&colours(words, theme, depth))?;
            self.out.line(&words.pictures().device(&pictures))?;
        }
        self.out.finish()?;
        Ok(self.unread)
    }
}

/// The theme, and how many colours the terminal has for it.
fn colours(words: &Words, theme: Option<String>, depth: ColourDepth) -> String {
    let own = words.terminal();
    let theme = theme.filter(|name| name != ThemeChoice::AUTO).unwrap_or_else(|| own.theme_auto.to_owned());
    let depth = match depth {
        ColourDepth::Truecolour => own.truecolour,
        ColourDepth::Indexed => own.indexed,
        ColourDepth::Sixteen => own.sixteen,
        ColourDepth::Plain => own.no_colours,
    };
    text::printable(&format!("{}{theme}{}{depth}", own.theme, own.colours)).into_owned()
}

/// Reports on every article, and on every file that is none. The outcome is [`Outcome::Incomplete`] when there is such
/// a file; its reason stands in the report and not on stderr.
///
/// # Errors
/// When stdout cannot be written to.
pub fn doctor(options: &DoctorOptions) -> Result<Outcome, Error> {
    let importer = super::importer(&options.archive);
    let words = Words::of(config::language());
    let unread = if options.json {
        let mut out = Output::new();
        let mut unread = 0;
        let reduce = |article: ArchiveArticle<'_>| {
            let (origin, article) = article.into_parts();
            let report = Report::of(&origin, &article);
            let wanted = !options.problems || !report.problems(words).is_empty();
            (article.is_ok(), if wanted { json_line(&report) } else { Ok(String::new()) })
        };
        let mut result = Ok(());
        let others = super::gather(&options.archive, &importer, reduce, |(is_read, line)| {
            unread += usize::from(!is_read);
            result = line.and_then(|line| out.bytes(line.as_bytes()));
            if result.is_err() || out.is_closed() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        result?;
        out.finish()?;
        super::say_others(&options.archive, &others);
        unread
    } else {
        let mut all = Examination {
            options,
            words,
            out: Output::new(),
            wrong: Vec::new(),
            well: Vec::new(),
            articles: 0,
            counted_wrong: 0,
            unread: 0,
        };
        let mut result = Ok(());
        let reduce = |article: ArchiveArticle<'_>| {
            let (origin, article) = article.into_parts();
            Report::of(&origin, &article).told(words)
        };
        let others = super::gather(&options.archive, &importer, reduce, |told| {
            result = all.take(told);
            if result.is_err() || all.out.is_closed() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        result?;
        let unread = all.finish()?;
        super::say_others(&options.archive, &others);
        unread
    };
    Ok(if unread > 0 { Outcome::Incomplete } else { Outcome::Done })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_a_terminal_what_may_be_wrong_stands_under_its_file() {
        let row = |path: &str, title: &str| [path, "hexo", "UTF-8", "2024-03-08", "30", title].map(str::to_owned);
        let told = |fields: [String; 6], cut: &str, problems: &[&str]| Told {
            length: Some(fields[4].clone()),
            fields,
            cut: cut.to_owned(),
            problems: problems.iter().map(|problem| (*problem).to_owned()).collect(),
            is_article: true,
        };
        let well = told(row("新闻/a.md", "周末去海河"), "编辑署名 1、注释 2", &[]);
        let wrong = told(row("b.md", "早点"), "", &["有私用区的字，屏幕上画不出：3"]);
        let align = [Align::KeepEnd, Align::Left, Align::Left, Align::Left, Align::Right, Align::Rest];
        let header = ["路径", "格式", "编码", "发布", "字数", "标题"].map(str::to_owned);
        let columns = TerminalColumns::of(&header, align, [&wrong.fields, &well.fields].into_iter(), 78);
        let words = Words::of(Language::Chinese);
        let picture =
            format!("  {}\n{}{}", columns.row(&header), wrong.lines(&columns, words), well.lines(&columns, words));
        assert_eq!(
            picture,
            "  路径       格式  编码   发布        字数  标题\n\
             ! b.md       hexo  UTF-8  2024-03-08    30  早点\n    有私用区的字，屏幕上画不出：3\n  \
               新闻/a.md  hexo  UTF-8  2024-03-08    30  周末去海河\n    剪去：编辑署名 1、注释 2\n"
        );
        assert_eq!(words.doctor_summary(2, 1, 0), "共2篇，1篇可能有问题");
        assert_eq!(Words::of(Language::English).doctor_summary(1, 0, 0), "1 article, nothing seems wrong");
    }
}
