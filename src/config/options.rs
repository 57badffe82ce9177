//! The *options*: what the flags of the command line say, for the reader and for each command.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::chinese::ChineseOptions;
use crate::model::{Arrangement, Encoding, GroupBy, NoArrangement, SortBy};
use crate::text::{Level, LineBreak, Locale, OverflowWrap, WordBreak};

/// What is read, and how.
#[derive(Clone, Debug, Default, Args)]
pub struct ArchiveOptions {
    /// Files and folders of articles; `-` is standard input.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The encoding of all files, whatever they say themselves: utf-8, gb18030, big5, shift_jis, cp949 ...
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<Encoding>,
    /// Read every file anew: nothing that was worked out before is used, and nothing is kept.
    #[arg(long)]
    pub no_cache: bool,
    /// Say nothing on stderr but what makes the command fail: not what is no article, cannot be read, or is wrong in the
    /// configuration.
    #[arg(long)]
    pub quiet: bool,
}

/// Arguments of the reader.
#[derive(Clone, Debug, Args)]
pub struct ReadOptions {
    /// What is read, and how.
    #[command(flatten)]
    pub archive: ArchiveOptions,
    /// Begin at the first article, not where the last run ended, and every article at its top.
    #[arg(long)]
    pub fresh: bool,
    /// Light this word up in texts and titles (repeatable).
    #[arg(long = "keyword", value_name = "WORD")]
    pub keywords: Vec<String>,
}

/// Arguments of `kanbao list`.
#[derive(Debug, Args)]
pub struct ListOptions {
    /// Only articles that answer this query (see README.md, Finding).
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub filter: Option<String>,
    /// How the query is compared.
    #[command(flatten)]
    pub matching: MatchingOptions,
    /// What is read, and how.
    #[command(flatten)]
    pub archive: ArchiveOptions,
    /// What comes first: the newest, digits then letters then pinyin of titles or of sources, the longest, the natural
    /// order of paths, or what has not been read.
    #[arg(long, value_name = "ORDER", default_value = SortBy::Date.name(), value_parser = sort_names())]
    pub sort: SortBy,
    /// The other way round.
    #[arg(long)]
    pub reverse: bool,
    /// A heading above those of each day, month, year, source, folder or category, with their number.
    #[arg(long, value_name = "GROUP", value_parser = group_names())]
    pub group: Option<GroupBy>,
    /// No more than so many articles.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// One JSON object a line.
    #[arg(long)]
    pub json: bool,
}

impl ListOptions {
    /// How the articles are arranged.
    pub fn arrangement(&self) -> Arrangement {
        Arrangement { sort: self.sort, reversed: self.reverse, group: self.group, is_group_chosen: true }
    }
}

fn sort_names() -> impl TypedValueParser<Value = SortBy> {
    let named = |name: String| SortBy::EACH.iter().find(|(_, known)| *known == name).map(|(sort, _)| *sort);
    PossibleValuesParser::new(SortBy::EACH.map(|(_, name)| name)).map(move |name| named(name).unwrap_or_default())
}

fn group_names() -> impl TypedValueParser<Value = GroupBy> {
    let names = GroupBy::EACH.map(|(_, name)| name);
    let named = |name: &str| GroupBy::EACH.iter().find(|(_, known)| *known == name).map(|(group, _)| *group);
    PossibleValuesParser::new(names).try_map(move |name| named(&name).ok_or(NoArrangement))
}

/// Arguments of `kanbao show`.
#[derive(Debug, Args)]
#[command(mut_arg("paths", |paths| paths.required(true)))]
pub struct ShowOptions {
    /// What is read, and how.
    #[command(flatten)]
    pub archive: ArchiveOptions,
    /// Length of a line in cells [default: 64, or the terminal's width where that is less].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=10_000))]
    pub width: Option<u16>,
    /// One JSON object a line, with what was cut and why.
    #[arg(long, conflicts_with = "markdown")]
    pub json: bool,
    /// Markdown.
    #[arg(long)]
    pub markdown: bool,
    /// The document as it stands in the file, decoded and made safe, nothing cut.
    #[arg(long, conflicts_with_all = ["json", "markdown", "width"])]
    pub raw: bool,
    /// How Chinese is shown.
    #[command(flatten)]
    pub chinese: ChineseOptions,
}

/// How queries are compared with texts.
#[derive(Clone, Debug, Default, Args)]
pub struct MatchingOptions {
    /// Exactly as typed: width, case, 繁简, kana, quotes, accents and spaces count, and pinyin is not tried.
    #[arg(long)]
    pub exact: bool,
    /// Let these count: width, case, script, kana, marks, accents, space, invisible.
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = fold_names())]
    pub no_fold: Vec<String>,
    /// Do not try pinyin and romaji.
    #[arg(long)]
    pub no_pinyin: bool,
}

fn fold_names() -> PossibleValuesParser {
    crate::search::Folds::EACH.map(|(_, name)| name).into()
}

/// Arguments of `kanbao search`.
#[derive(Debug, Args)]
pub struct SearchOptions {
    /// What to find: words, "phrases", -not, OR, (groups), /regex/, title: source: date: (see README.md, Finding).
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: String,
    /// How the query is compared.
    #[command(flatten)]
    pub matching: MatchingOptions,
    /// What is read, and how.
    #[command(flatten)]
    pub archive: ArchiveOptions,
    /// One JSON object a hit.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `kanbao notes`.
#[derive(Debug, Args)]
pub struct NotesOptions {
    /// What is read, and how.
    #[command(flatten)]
    pub archive: ArchiveOptions,
    /// Markdown, which is the default.
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    pub markdown: bool,
    /// One JSON object a line.
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// A table, its columns parted by commas.
    #[arg(long)]
    pub csv: bool,
}

/// Arguments of `kanbao doctor`.
#[derive(Debug, Args)]
#[command(mut_arg("paths", |paths| paths.required(true)))]
pub struct DoctorOptions {
    /// What is read, and how.
    #[command(flatten)]
    pub archive: ArchiveOptions,
    /// One JSON object a line, in the order of the files, with the texts that were cut by each rule.
    #[arg(long)]
    pub json: bool,
    /// Only what may be wrong.
    #[arg(long)]
    pub problems: bool,
}

/// Arguments of `kanbao index`.
#[derive(Debug, Args)]
#[command(mut_arg("paths", |paths| paths.required(true)), mut_arg("no_cache", |no_cache| no_cache.hide(true)))]
pub struct IndexOptions {
    /// What is read, and how.
    #[command(flatten)]
    pub archive: ArchiveOptions,
}

/// Arguments of `kanbao stats`.
#[derive(Debug, Args)]
pub struct StatsOptions {
    /// Only what was read of these files and folders.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// One JSON object.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `kanbao define`.
#[derive(Debug, Args)]
pub struct DefineOptions {
    /// What to look up: a word, or a text of which each word is.
    #[arg(value_name = "WORD", required = true)]
    pub words: Vec<String>,
    /// One JSON object a definition.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `kanbao cache`.
#[derive(Debug, Args)]
pub struct CacheOptions {
    /// Remove all of it.
    #[arg(long)]
    pub clear: bool,
}

/// Arguments of `kanbao config`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["default", "check"]))]
pub struct ConfigOptions {
    /// Print the default configuration, each key with what it is for.
    #[arg(long)]
    pub default: bool,
    /// Say what is wrong with FILE, or with the configuration that is read; exit status 1 where something is.
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    pub check: Option<Option<PathBuf>>,
}

/// Arguments of `kanbao completions`.
#[derive(Debug, Args)]
pub struct CompletionsOptions {
    /// Which shell.
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,
}

/// Arguments of `kanbao man`.
#[derive(Debug, Args)]
pub struct ManOptions {
    /// The page of which command; without one that of kanbao itself.
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// Arguments of `kanbao fold`.
#[derive(Debug, Args)]
pub struct FoldOptions {
    /// Files to fold; standard input without one, or for `-`.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Length of a line in cells.
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub width: u32,
    /// The language whose rules hold; auto asks each paragraph's script.
    #[arg(long, value_enum, default_value_t)]
    pub locale: LocaleArg,
    /// CLREQ's level of prohibitions, for Chinese.
    #[arg(long, value_enum, default_value_t)]
    pub level: LevelArg,
    /// CSS line-break.
    #[arg(long, value_enum, default_value_t)]
    pub line_break: LineBreakArg,
    /// CSS word-break [default: normal; keep-all for ko].
    #[arg(long, value_enum)]
    pub word_break: Option<WordBreakArg>,
    /// CSS overflow-wrap.
    #[arg(long, value_enum, default_value_t)]
    pub overflow_wrap: OverflowWrapArg,
    /// Let no mark hang in the margin.
    #[arg(long)]
    pub no_hang: bool,
    /// Count a closing mark at a line's end in full.
    #[arg(long)]
    pub no_trim: bool,
    /// Leave a single Han on the last line.
    #[arg(long)]
    pub no_orphan: bool,
    /// Blank cells before a paragraph's first line.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub indent: u32,
    /// Blank lines between paragraphs.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=1_000))]
    pub gap: u32,
    /// Cells of an East Asian Ambiguous character such as “ or —.
    #[arg(long, value_name = "1|2", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=2))]
    pub ambiguous: u8,
}

/// `--locale`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LocaleArg {
    /// Simplified Chinese.
    #[value(name = "zh-Hans")]
    ZhHans,
    /// Traditional Chinese.
    #[value(name = "zh-Hant")]
    ZhHant,
    /// Japanese.
    Ja,
    /// Korean.
    Ko,
    /// No language in particular.
    Und,
    /// By the script of each paragraph.
    #[default]
    Auto,
}

impl LocaleArg {
    /// The locale named, or `None` for auto.
    pub fn named(self) -> Option<Locale> {
        match self {
            Self::ZhHans => Some(Locale::ZhHans),
            Self::ZhHant => Some(Locale::ZhHant),
            Self::Ja => Some(Locale::Ja),
            Self::Ko => Some(Locale::Ko),
            Self::Und => Some(Locale::Und),
            Self::Auto => None,
        }
    }
}

/// `--level`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LevelArg {
    /// A break anywhere between Han and punctuation.
    None,
    /// No stop or closing mark at a line start, no opening mark at a line end.
    Basic,
    /// As GB/T 15834 has it.
    #[default]
    Gb,
    /// No dash at a line start either.
    Strict,
}

impl From<LevelArg> for Level {
    fn from(arg: LevelArg) -> Self {
        match arg {
            LevelArg::None => Self::None,
            LevelArg::Basic => Self::Basic,
            LevelArg::Gb => Self::Gb,
            LevelArg::Strict => Self::Strict,
        }
    }
}

/// `--line-break`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LineBreakArg {
    /// For short lines.
    Loose,
    /// The common rules.
    #[default]
    Normal,
    /// No small kana or prolonged sound mark at a line start.
    Strict,
}

impl From<LineBreakArg> for LineBreak {
    fn from(arg: LineBreakArg) -> Self {
        match arg {
            LineBreakArg::Loose => Self::Loose,
            LineBreakArg::Normal => Self::Normal,
            LineBreakArg::Strict => Self::Strict,
        }
    }
}

/// `--word-break`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WordBreakArg {
    /// Each script by its custom.
    Normal,
    /// Only at spaces and punctuation.
    KeepAll,
    /// Between any two letters.
    BreakAll,
}

impl From<WordBreakArg> for WordBreak {
    fn from(arg: WordBreakArg) -> Self {
        match arg {
            WordBreakArg::Normal => Self::Normal,
            WordBreakArg::KeepAll => Self::KeepAll,
            WordBreakArg::BreakAll => Self::BreakAll,
        }
    }
}

/// `--overflow-wrap`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum OverflowWrapArg {
    /// A word wider than the line is broken.
    #[default]
    Anywhere,
    /// A word wider than the line sticks out.
    Normal,
}

impl From<OverflowWrapArg> for OverflowWrap {
    fn from(arg: OverflowWrapArg) -> Self {
        match arg {
            OverflowWrapArg::Anywhere => Self::Anywhere,
            OverflowWrapArg::Normal => Self::Normal,
        }
    }
}
