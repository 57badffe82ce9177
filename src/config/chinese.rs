//! How *Chinese* is shown: the `[reading]` table of the file, and the options of `kanbao show`.

use clap::{Args, ValueEnum};
use serde::Deserialize;

use crate::chinese::Script;
use crate::text::page::Pinyin;

/// With which pinyin, and in which script.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct ChineseOptions {
    /// Pinyin behind the words: of rare characters, or of all, which is what the option alone means.
    #[arg(
        long,
        value_name = "WHICH",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "all",
        conflicts_with_all = ["json", "markdown", "raw"]
    )]
    pub pinyin: Option<PinyinArg>,
    /// The script that Chinese is shown in.
    #[arg(long, value_name = "SCRIPT", conflicts_with_all = ["json", "markdown", "raw"])]
    pub script: Option<ScriptArg>,
}

/// `--pinyin`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum PinyinArg {
    /// None.
    None,
    /// Of characters that are not common.
    Rare,
    /// Of all characters.
    All,
}

/// `--script`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum ScriptArg {
    /// As it is written.
    Original,
    /// Simplified.
    Simplified,
    /// Traditional.
    Traditional,
}

impl ChineseOptions {
    /// Which characters have their pinyin.
    pub fn pinyin(self) -> Pinyin {
        match self.pinyin {
            None | Some(PinyinArg::None) => Pinyin::None,
            Some(PinyinArg::Rare) => Pinyin::Rare,
            Some(PinyinArg::All) => Pinyin::All,
        }
    }

    /// The script that is shown; none where it is that of the text.
    pub fn script(self) -> Option<Script> {
        match self.script {
            None | Some(ScriptArg::Original) => None,
            Some(ScriptArg::Simplified) => Some(Script::Simplified),
            Some(ScriptArg::Traditional) => Some(Script::Traditional),
        }
    }
}
