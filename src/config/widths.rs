//! *Widths* that were said, in the file or the environment: of these the terminal is not asked.

use serde::Deserialize;

use super::fault::FileWrong;
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

    /// The variable of the environment that says widths. It also says that the terminal is not to be asked, and an empty
    /// one says only that.
    pub const VARIABLE: &str = "KANBAO_WIDTH";

    /// Names, and the most cells that each can have.
    pub(super) const NAMES: [(&str, u8); 4] = [("ambiguous", 2), ("vs16", 2), ("flag", 4), ("zwj", 20)];

    /// What the variable says: `2`, or `ambiguous=2,vs16=1,flag=2,zwj=2`; and what of it cannot be understood.
    pub(super) fn parse(text: &str) -> (Self, Vec<FileWrong>) {
        let (mut widths, mut faults) = (Self::default(), Vec::new());
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or(("ambiguous", part));
            let (name, value) = (name.trim(), value.trim());
            let Some((_, most)) = Self::NAMES.iter().find(|(known, _)| *known == name) else {
                let known = Self::NAMES.iter().map(|(known, _)| (*known).to_owned()).collect();
                faults.push(FileWrong::Unknown { at: String::new(), name: name.to_owned(), known });
                continue;
            };
            let cells = value.parse::<u8>().ok().filter(|cells| (1..=*most).contains(cells));
            match name {
                _ if cells.is_none() => {
                    let (at, number) = (name.to_owned(), value.to_owned());
                    faults.push(FileWrong::Range { at, number, lowest: 1, highest: u64::from(*most) });
                }
                "ambiguous" => widths.ambiguous = cells,
                "vs16" => widths.vs16 = cells,
                "flag" => widths.flag = cells,
                _ => widths.zwj = cells,
            }
        }
        (widths, faults)
    }
}
