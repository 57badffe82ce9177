//! The *configuration* of a run: config file, then environment, then flags; the later wins.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::Hyperlinks;
use super::fault::{ConfigFault, FileFault};
use super::file::{Paragraphs, ReadingPlace, SideArg};
use super::folder::in_home;
use super::import::ImportConfig;
use super::keyword::KeywordConfig;
use super::options::{MatchingOptions, ReadOptions};
use super::pictures::{PictureConfig, PicturesShown};
use super::programs::Programs;
use super::reading::{self, FileReading};
use super::widths::Widths;
use crate::model::{
    ColourDepth, KeySheet, Language, PictureDevice, SafeText, SavedSearch, TerminalColours, ThemeChoice,
};
use crate::search::Matching;
use crate::term::{self, PictureAnswers};
use crate::text::page::{ParagraphStyle, Readings};
use crate::text::{MEASURES, Settings, SidePanel};

/// Everything a reader can set before the start.
#[derive(Clone, Debug)]
pub struct Config {
    /// How text is set.
    pub settings: Settings,
    /// Cells of the list pane beside the text; none for as many as there are best.
    pub list_width: Option<u16>,
    /// Whether the head of the list has bars of the months.
    pub list_months: bool,
    /// Widths that the reader has said, and that the terminal is not asked for.
    pub widths: Widths,
    /// Words to light up.
    pub keywords: Vec<KeywordConfig>,
    /// How what is typed is compared.
    pub matching: Matching,
    /// The saved searches.
    pub saved: Vec<SavedSearch>,
    /// Whether the mouse is ours (else it is the terminal's, for selecting).
    pub mouse: bool,
    /// Whether the terminal is told of links.
    pub hyperlinks: Hyperlinks,
    /// The theme.
    pub theme: ThemeChoice,
    /// How many colours the terminal has; none where none are wanted.
    pub depth: ColourDepth,
    /// What the environment tells of the terminal's own two colours.
    pub told_colours: TerminalColours,
    /// The language of the interface.
    pub language: Language,
    /// The programs that are started.
    pub programs: Programs,
    /// How pictures are shown.
    pub pictures: PictureConfig,
    /// The dictionaries, and folders of some.
    pub dictionaries: Vec<PathBuf>,
    /// How files are read.
    pub importing: ImportConfig,
    /// The keys, where they are others than those of the program.
    pub keys: Option<KeySheet>,
    /// What is wrong with the file; the rest of it holds.
    pub faults: Vec<ConfigFault>,
}

impl Config {
    /// The configuration of this run. What is wrong in the file does not hold, and is among the faults.
    pub fn load(options: &ReadOptions) -> Self {
        Self::from_parts(FileReading::of_user(&options.archive.paths), options, variable)
    }

    fn from_parts(reading: FileReading, options: &ReadOptions, variable: impl Fn(&str) -> Option<String>) -> Self {
        let language = reading.file.language(&variable);
        let (importing, mut faults) = (reading.importing(language), reading.faults(language));
        let FileReading { file, keys, .. } = reading;
        let (said, wrong) = Widths::parse(&variable(Widths::VARIABLE).unwrap_or_default());
        let name = SafeText::line(Widths::VARIABLE);
        faults
            .extend(wrong.into_iter().map(|wrong| ConfigFault::new(&name, &FileFault { line: None, wrong }, language)));
        let widths = said.or(file.width);
        let settings = Settings {
            measure: file.measure.map_or(64, |han| han.saturating_mul(2).clamp(*MEASURES.start(), *MEASURES.end())),
            pictures: file.pictures.show == PicturesShown::Inline,
            two_columns: file.columns == Some(2),
            side_panel: match file.side_panel {
                Some(SideArg::Outline) => Some(SidePanel::Outline),
                Some(SideArg::Notes) => Some(SidePanel::Notes),
                Some(SideArg::Matches) => Some(SidePanel::Matches),
                Some(SideArg::None) | None => None,
            },
            paragraph: match file.paragraphs {
                Some(Paragraphs::Web) => ParagraphStyle::Web,
                Some(Paragraphs::Book) | None => ParagraphStyle::Book,
            },
            line_gap: file.line_gap,
            autospace: file.autospace,
            wrap_code: file.wrap_code,
            readings: match file.readings {
                Some(ReadingPlace::Above) => Readings::Above,
                Some(ReadingPlace::Hidden) => Readings::Hidden,
                Some(ReadingPlace::After) | None => Readings::After,
            },
            scroll_speed: file.reading.scroll_speed.unwrap_or(Settings::default().scroll_speed),
            pinyin: file.reading.chinese().pinyin(),
            script: file.reading.chinese().script(),
            ruler: widths.ruler(),
        };
        Self {
            settings,
            list_width: file.list_width,
            list_months: file.list_months.unwrap_or(true),
            widths,
            importing,
            keys,
            faults,
            dictionaries: dictionary_paths(&file.dictionary.files),
            programs: file.programs,
            pictures: file.pictures,
            matching: file.search.matching(),
            saved: (0..).zip(&file.search.saved).map(|(number, saved)| saved.saved(number)).collect(),
            keywords: file
                .keywords
                .into_iter()
                .chain(options.keywords.iter().map(|word| word.as_str().into()))
                .collect(),
            mouse: file.mouse.unwrap_or(true),
            hyperlinks: Hyperlinks::of(file.hyperlinks.unwrap_or(true)),
            theme: ThemeChoice { name: file.theme, own: file.themes },
            depth: term::colour_depth(&variable),
            told_colours: term::told_colours(&variable),
            language,
        }
    }
}

/// What the configuration file says of importing, and what is wrong with the file.
pub fn import_config(paths: &[PathBuf]) -> (ImportConfig, Vec<ConfigFault>) {
    let reading = FileReading::of_user(paths);
    let language = reading.file.language(variable);
    (reading.importing(language), reading.faults(language))
}

/// The dictionaries that the configuration file names, and folders of some.
pub fn dictionaries() -> Vec<PathBuf> {
    dictionary_paths(&FileReading::of_user(&[]).file.dictionary.files)
}

/// Where dictionaries stand: seen from the folder of the configuration.
fn dictionary_paths(named: &[String]) -> Vec<PathBuf> {
    let beside = reading::path().and_then(|path| path.parent().map(Path::to_owned)).unwrap_or_default();
    named.iter().map(|name| beside.join(in_home(name))).collect()
}

/// How a query of the command line is compared: as the file's `[search]` has it, the flags on top.
pub fn matching(flags: &MatchingOptions, paths: &[PathBuf]) -> Matching {
    FileReading::of_user(paths).file.search.with(flags).matching()
}

/// What a reader's screen of an archive would be like in this terminal: whether the terminal is told of links, the name of
/// the theme that is asked for, how many colours there are, and how pictures are shown where the terminal does not say.
pub fn screen(paths: &[PathBuf]) -> (Hyperlinks, Option<String>, ColourDepth, PictureDevice) {
    let file = FileReading::of_user(paths).file;
    let depth = term::colour_depth(variable);
    let pictures = term::picture_device(&PictureAnswers::default(), file.pictures.protocol, depth, variable);
    (Hyperlinks::of(file.hyperlinks.unwrap_or(true)), file.theme, depth, pictures)
}

/// The language that the configuration file says, else that of the environment's locale: as it was when it was first asked
/// for, for a command asks for it with each line that it says.
pub fn language() -> Language {
    static LANGUAGE: OnceLock<Language> = OnceLock::new();
    *LANGUAGE.get_or_init(|| FileReading::of_user(&[]).file.language(variable))
}

/// A file that was looked through: its name, what it says of importing, and what is wrong with it.
#[derive(Debug)]
pub struct CheckedConfig {
    /// The file.
    pub path: SafeText,
    /// What it says of importing; nothing where there is no such file.
    pub importing: Option<ImportConfig>,
    /// What is wrong with it.
    pub faults: Vec<ConfigFault>,
}

/// Looks through a file, or through the one of this user; nothing where there can be none.
pub fn check(path: Option<&Path>) -> Option<CheckedConfig> {
    let path = path.map(Path::to_owned).or_else(reading::path)?;
    let shown = SafeText::line(&path.to_string_lossy());
    let language = language();
    let reading = FileReading::of_file(&path, &[]);
    Some(CheckedConfig {
        path: shown,
        importing: reading.as_ref().map(|reading| reading.importing(language)),
        faults: reading.map(|reading| reading.faults(language)).unwrap_or_default(),
    })
}

/// The configuration as it is without a file, each key with what it is for.
pub const DEFAULT: &str = include_str!("../../assets/config.toml");

fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}

#[cfg(test)]
mod tests;
