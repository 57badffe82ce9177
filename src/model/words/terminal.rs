//! The words of what the *terminal* can do.

use super::Words;
use crate::model::Language;

impl Words {
    /// The words of what the terminal can do.
    pub fn terminal(&self) -> &'static TerminalWords {
        TerminalWords::of(self.language)
    }
}

words! { TerminalWords;
    /// Doctor: the terminal is told of links.
    links_told: "终端的链接（OSC 8）：开", "links of the terminal (OSC 8): on";
    /// Doctor: it is not, for it is not known to take them.
    links_unknown: "终端的链接（OSC 8）：关，不知道这个终端认不认得", "links of the terminal (OSC 8): off, it is not known to take them";
    /// Doctor: it is not, for the configuration says so.
    links_off: "终端的链接（OSC 8）：关，配置里关了", "links of the terminal (OSC 8): off in the configuration";
    /// Doctor: before the name of the theme.
    theme: "主题：", "theme: ";
    /// Doctor: the theme is as the terminal says.
    theme_auto: "auto（打开时问终端是深是浅）", "auto (the terminal is asked when the reader opens)";
    /// Doctor: before how many colours there are.
    colours: "；颜色：", "; colours: ";
    /// Doctor: how many colours the terminal has.
    truecolour: "全部（24 位）", "all (24 bits)";
    indexed: "256 色", "256";
    sixteen: "16 色", "16";
    no_colours: "没有", "none";
}
