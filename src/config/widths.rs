//! *Widths* that were said, in the file or the environment: of these the terminal is not asked.

use serde::Deserialize;

use crate::text::Ruler;

/// Widths in cells, where they were said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Widths {
    /// East Asian Ambiguous characters: 1 or 2.
    pub ambiguous: Option<u8>,
    /// An emoji made by a variation selector: 1 or 2.
    pub vs16: Option<u8>,
    /// A flag: 2, or anything else for letters.
    pub flag: Option<u8>,
    /// A joined emoji: 2, or anything else for its first part.
    pub zwj: Option<u8>,
}

impl Widths {
    /// What is said here, and what `other` says where nothing is.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            ambiguous: self.ambiguous.or(other.ambiguous),
            vs16: self.vs16.or(other.vs16),
            flag: self.flag.or(other.flag),
            zwj: self.zwj.or(other.zwj),
        }
    }

    /// The ruler that measures so; its default where nothing is said.
    pub fn ruler(self) -> Ruler {
        let default = Ruler::default();
        Ruler {
            ambiguous_wide: self.ambiguous.map_or(default.ambiguous_wide, |cells| cells == 2),
            emoji_variation: self.vs16.map_or(default.emoji_variation, |cells| cells == 2),
            emoji_sequences: self.zwj.map_or(default.emoji_sequences, |cells| cells == 2),
            flags: self.flag.map_or(default.flags, |cells| cells == 2),
            ..default
        }
    }

    /// `KANBAO_WIDTH`: `2`, or `ambiguous=2,vs16=1,flag=2,zwj=2`. What cannot be understood is passed over: the
    /// variable also says that the terminal is not to be asked, and an empty one says only that.
    pub fn parse(text: &str) -> Self {
        let mut widths = Self::default();
        for part in text.split(',').map(str::trim) {
            let (name, value) = part.split_once('=').unwrap_or(("ambiguous", part));
            let Ok(cells) = value.trim().parse::<u8>() else { continue };
            match name.trim() {
                "ambiguous" => widths.ambiguous = Some(cells),
                "vs16" => widths.vs16 = Some(cells),
                "flag" => widths.flag = Some(cells),
                "zwj" => widths.zwj = Some(cells),
                _ => {}
            }
        }
        widths
    }
}
