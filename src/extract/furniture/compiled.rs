//! The *compiled* table: what the build script made of `assets/furniture.toml`. A set of rules for texts is a number
//! with a bit for each, in the order of the table.

#![allow(clippy::unreadable_literal, reason = "nobody reads what the build script writes")]

use super::kinds::{At, Becomes, CreditField, CreditHint, DateLabel, Ends, Position};
use super::name_table::NameTable;
use super::strings::Strings;
use crate::model::Format;

/// A rule of the table.
pub(super) struct CompiledRule {
    pub name: &'static str,
    pub zh: Option<&'static str>,
    pub at: At,
    pub position: Position,
    pub formats: &'static [Format],
    pub pattern: Option<&'static str>,
    pub only: Option<&'static str>,
    pub field: Option<CreditField>,
    pub ends: Option<Ends>,
    pub becomes: Option<Becomes>,
    pub in_lines: bool,
    pub max: Option<usize>,
    pub cuts_prose: bool,
    pub share: Option<usize>,
}

/// What stands before a name in a credit, `责任编辑` in `责任编辑：李四`, and what the name is then.
#[derive(Debug)]
pub(crate) struct Credit {
    /// The rule that is named for the cut.
    pub rule: &'static str,
    /// The field of the meta that the name goes to.
    pub field: Option<CreditField>,
    /// Whether a blank may stand for the colon where such a credit stands alone.
    pub bare: bool,
}

/// A word of `WORD_TEXTS`, where it stands in lower case.
pub(super) struct Word {
    /// For each list of words the rules that have it there: their patterns match no text without a word of each.
    pub rules: [u128; 2],
    /// Whether it is the last of its slot.
    pub last: bool,
}

/// Where a list of places of rules begins and ends in `PLACES`.
#[derive(Debug)]
pub(super) struct PlaceList(pub u16, pub u16);

impl PlaceList {
    /// The places.
    pub fn places(&self) -> &'static [u16] {
        &PLACES[usize::from(self.0)..usize::from(self.1)]
    }
}

include!(concat!(env!("OUT_DIR"), "/furniture.rs"));
