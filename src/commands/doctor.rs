//! `kanbao doctor`: how each file was read, and what was cut from it by which rule. It is how a user finds out why a
//! file looks wrong, and what a furniture rule of their own does.

use std::ops::ControlFlow;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::gather;
use super::{Outcome, Output, json_line};
use crate::config::DoctorOptions;
use crate::error::Error;
use crate::model::{Article, Format, Note, Origin, Removed, SafeText, Timestamp};
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
}

/// What was cut, by rule; the rules in the order of their first cut. JSON: `{"rule": ["text", …], …}`.
#[derive(Default)]
struct Cuts<'a>(Vec<(&'a str, Vec<&'a SafeText>)>);

impl<'a> Cuts<'a> {
    fn of(removed: &'a [Removed]) -> Self {
        let mut cuts: Vec<(&str, Vec<&SafeText>)> = Vec::new();
        for Removed { text, reason, .. } in removed {
            match cuts.iter_mut().find(|(rule, _)| *rule == reason.0.as_str()) {
                Some((_, texts)) => texts.push(text),
                None => cuts.push((&reason.0, vec![text])),
            }
        }
        Self(cuts)
    }
}

impl Serialize for Cuts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (rule, texts) in &self.0 {
            map.serialize_entry(rule, texts)?;
        }
        map.end()
    }
}

impl<'a> Report<'a> {
    fn of(origin: &Origin, article: &'a Result<Article, Error>) -> Self {
        let path = origin.display();
        match article {
            Ok(Article { meta, removed, .. }) => Self {
                format: Some(meta.format),
                encoding: Some(&meta.encoding),
                undecodable: meta.undecodable,
                published: meta.published,
                title: Some(&meta.title),
                length: article.as_ref().map_or(0, Article::length),
                removed: Cuts::of(removed),
                notes: &meta.notes,
                failure: None,
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
                path,
            },
        }
    }

    /// The report in columns parted by tabs; `-` for what there is not.
    fn line(&self) -> String {
        let format = self.format.map(Format::name);
        let date = self.published.map(Timestamp::date);
        let length = self.format.map(|_| format!("{}字", self.length));
        let cuts: Vec<String> = self.removed.0.iter().map(|(rule, texts)| format!("{rule} {}", texts.len())).collect();
        let undecodable = (self.undecodable > 0).then(|| format!("{} undecodable", self.undecodable));
        let failure = self.failure.as_ref().map(|reason| format!("not read: {reason}"));
        let warnings: Vec<String> =
            failure.into_iter().chain(undecodable).chain(self.notes.iter().map(ToString::to_string)).collect();
        let columns = [
            Some(self.path.to_string()),
            format.map(str::to_owned),
            self.encoding.map(ToString::to_string),
            date,
            length,
            self.title.map(ToString::to_string),
            Some(cuts.join(", ")).filter(|cuts| !cuts.is_empty()),
            Some(warnings.join("; ")).filter(|warnings| !warnings.is_empty()),
        ];
        columns.map(|column| column.unwrap_or_else(|| "-".to_owned())).join("\t")
    }
}

/// Reports on every article, and on every file that is none. The outcome is [`Outcome::Incomplete`] when there is such
/// a file; its reason stands in the report and not on stderr.
///
/// # Errors
/// When stdout cannot be written to.
pub fn doctor(options: &DoctorOptions) -> Result<Outcome, Error> {
    let importer = super::importer(&options.archive)?;
    let mut out = Output::new();
    let mut outcome = Outcome::Done;
    let mut result = Ok(());
    let reduce = |origin: &Origin, article: Result<Article, Error>| {
        let report = Report::of(origin, &article);
        let line =
            if options.json { json_line(&report) } else { Ok(text::printable(&report.line()).into_owned() + "\n") };
        (article.is_ok(), line)
    };
    let others = gather::articles(&options.archive.paths, &importer, reduce, |(is_read, line)| {
        if !is_read {
            outcome = Outcome::Incomplete;
        }
        result = line.and_then(|line| out.bytes(line.as_bytes()));
        if result.is_err() || out.is_closed() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    result?;
    out.finish()?;
    super::say_others(&others);
    Ok(outcome)
}
