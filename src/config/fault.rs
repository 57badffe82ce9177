//! A *fault* of the configuration: where it is and what is wrong there. What is faulty is left out, the rest holds.

use std::fmt;

use crate::model::{Context, Language, SafeText, Words, diagnostic};
use crate::search::Wrong;

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FileWrong {
    /// The file, as the system says.
    File(String),
    /// No TOML, as the parser says.
    Syntax(String),
    /// A key or a value is none of those there are. The key it is written at, what is written, what could be.
    Unknown { at: String, name: String, known: Vec<String> },
    /// A number is too small or too large.
    Range { at: String, number: String, lowest: u64, highest: u64 },
    /// A value of another kind is wanted.
    Kind { at: String, wanted: Wanted },
    /// A rule or a pattern, as who reads it says.
    Rule(String),
    /// A key that begins a count.
    Digit(String),
    /// A key that has an action already, by another of its names.
    Twice { key: String, first: String },
    /// A key that types a character, where text is typed.
    Typed { key: String, context: Context },
    /// An action that another context has.
    Elsewhere { action: String, context: Context, has: Vec<Context> },
    /// A section of a folder without its path.
    NoPath,
}

/// What should be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Number,
    Boolean,
    Text,
    List,
    Table,
    Colour,
    Keyword,
    SavedKey,
    /// A query, of which this is wrong.
    Query(Wrong),
    /// As the reader of the value says.
    Said(String),
}

/// A fault, and the line it is in, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileFault {
    pub line: Option<usize>,
    pub wrong: FileWrong,
}

/// A fault in words.
#[derive(Clone, Debug)]
pub struct ConfigFault {
    path: SafeText,
    line: String,
    said: String,
    words: &'static Words,
}

impl ConfigFault {
    pub(super) fn new(path: &SafeText, fault: &FileFault, language: Language) -> Self {
        let words = Words::of(language);
        let (said, own) = (fault.wrong.said(words), words.config());
        let line =
            fault.line.map(|line| format!("{}{line}{}{}", own.line, own.line_end, own.colon)).unwrap_or_default();
        Self { path: path.clone(), line, said, words }
    }

    /// What the reader says of faults, on one line.
    pub fn notice(faults: &[Self]) -> Option<SafeText> {
        let first = faults.first()?;
        let own = first.words.config();
        let name = first.path.rsplit('/').next().unwrap_or_default();
        let mut said = format!("{name}{}{}{}", own.colon, first.line, first.said);
        if faults.len() > 1 {
            said.push_str(&format!("{}{}{}", own.in_all, faults.len(), own.in_all_end));
        }
        Some(SafeText::line(&said))
    }
}

impl fmt::Display for ConfigFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = format!("{}{}{}", self.words.config().colon, self.line, self.said);
        write!(f, "{}{}", self.path, SafeText::line(&said))
    }
}

impl FileWrong {
    fn said(&self, words: &'static Words) -> String {
        let own = words.config();
        let at = |at: &str| if at.is_empty() { String::new() } else { format!("{at}{}", own.colon) };
        match self {
            Self::File(said) => diagnostic(said, words.language).into_owned(),
            Self::Syntax(said) => format!("{}{}", own.syntax, diagnostic(said, words.language)),
            Self::Unknown { at: key, name, known } => {
                let mut said = format!("{}{}{name}{}", at(key), own.unknown, own.unknown_end);
                match nearest(name, known) {
                    Some(near) => said.push_str(&format!("{}{near}{}", own.nearest, own.nearest_end)),
                    None if known.is_empty() => {}
                    None => said.push_str(&format!("{}{}", own.known, known.join(words.language.comma()))),
                }
                said
            }
            Self::Range { at: key, number, lowest, highest } => {
                let highest = match highest {
                    &u64::MAX => own.upwards.to_owned(),
                    highest => format!("{}{highest}", own.to),
                };
                format!("{}{number}{}{lowest}{highest}", at(key), own.from)
            }
            Self::Kind { at: key, wanted } => {
                let wanted = match wanted {
                    Wanted::Number => own.number,
                    Wanted::Boolean => own.boolean,
                    Wanted::Text => own.text,
                    Wanted::List => own.list,
                    Wanted::Table => own.table,
                    Wanted::Colour => own.colour,
                    Wanted::Keyword => own.keyword,
                    Wanted::SavedKey => own.saved_key,
                    Wanted::Query(wrong) => &*wrong.said(words),
                    Wanted::Said(said) => &*diagnostic(said, words.language),
                };
                format!("{}{wanted}", at(key))
            }
            Self::Rule(said) => format!("{}{}", own.rule, diagnostic(said, words.language)),
            Self::Digit(key) => format!("{key}{}", own.digit),
            Self::Twice { key, first } => format!("{key}{}{first}{}", own.twice, own.twice_end),
            Self::Typed { key, context } => {
                format!("{key}{}{}{}", own.typed, context.name(), own.typed_end)
            }
            Self::Elsewhere { action, context, has } => {
                let has: Vec<String> = has.iter().map(|context| context.name()).collect();
                format!("{action}{}{}{}{}", own.not_in, context.name(), own.is_in, has.join(words.language.comma()))
            }
            Self::NoPath => own.no_path.to_owned(),
        }
    }
}

/// The name that serde says it does not know, and those that it does.
pub(super) fn unknown(message: &str) -> Option<(String, Vec<String>)> {
    let is_one = ["unknown field ", "unknown variant "].iter().any(|begin| message.starts_with(begin));
    let mut quoted = message.split('`').skip(1).step_by(2).map(str::to_owned);
    let name = quoted.next().filter(|_| is_one)?;
    Some((name, quoted.collect()))
}

/// The name that was most likely meant.
fn nearest<'n>(name: &str, known: &'n [String]) -> Option<&'n String> {
    let likeness = |known: &&String| (strsim::jaro_winkler(name, known) * 1000.0) as u32;
    known.iter().max_by_key(likeness).filter(|known| likeness(known) >= LIKE_ENOUGH)
}

/// So alike a name has to be to be the one that was meant, of 1000.
const LIKE_ENOUGH: u32 = 750;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_the_one_that_was_meant() {
        let known = ["measure", "mouse", "line-gap", "limits", "line-down", "next-article"].map(str::to_owned);
        for (name, near) in [
            ("mesure", Some("measure")),
            ("line_gap", Some("line-gap")),
            ("linedown", Some("line-down")),
            ("next_article", Some("next-article")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, &known).map(String::as_str), near, "{name}");
        }
    }
}
