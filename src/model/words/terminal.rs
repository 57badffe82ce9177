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
}
