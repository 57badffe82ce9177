//! The *rule table*: the rules of the program and the sets of them that are asked.

use std::sync::LazyLock;

use super::compiled::{RULES, TEXT_RULES};
use super::kinds::{At, Zone};
use super::rule::Rule;
use crate::model::Format;

/// The rules of the program. Those for texts have numbers, and a set of them has a bit for each.
pub(super) struct RuleTable {
    pub rules: Vec<Rule>,
    /// The rules that look at each of [`At`].
    at: [u128; 7],
    /// Those that hold in each of [`Zone`].
    zone: [u128; 3],
    /// Those that may cut so long a text and longer, by length.
    longest: Vec<(usize, u128)>,
}

/// The table of the program. Nothing is parsed for it, and no pattern compiled.
pub(super) static TABLE: LazyLock<RuleTable> = LazyLock::new(|| {
    let rules: Vec<Rule> = RULES.iter().map(Rule::compiled).collect();
    let those = |holds: &dyn Fn(&Rule) -> bool| set(&rules, holds);
    let looks = [At::Line, At::Start, At::End, At::Element, At::Image, At::Link, At::Code];
    let zones = [Zone::Head, Zone::Body, Zone::Tail];
    let mut lengths: Vec<usize> = rules.iter().map(Rule::max).collect();
    lengths.sort_unstable();
    lengths.dedup();
    RuleTable {
        at: looks.map(|at| those(&|rule| rule.at == at)),
        zone: zones.map(|zone| those(&|rule| rule.position.holds(zone))),
        longest: lengths.into_iter().map(|length| (length, those(&|rule| rule.max() >= length))).collect(),
        rules,
    }
});

/// The set of the rules for texts of which something holds.
fn set(rules: &[Rule], holds: &dyn Fn(&Rule) -> bool) -> u128 {
    let bit = |(number, &place): (usize, &u16)| u128::from(holds(&rules[usize::from(place)])) << number;
    TEXT_RULES.iter().enumerate().map(bit).sum()
}

impl RuleTable {
    /// The rule for texts that has a number.
    pub fn text_rule(&self, number: u32) -> &Rule {
        &self.rules[usize::from(TEXT_RULES[number as usize])]
    }

    /// The rules for texts of a format.
    pub fn for_format(&self, format: Format) -> u128 {
        set(&self.rules, &|rule| rule.for_format(format))
    }

    /// The rules that look at `at` and hold in a zone.
    pub fn looking(&self, at: At, zone: Zone) -> u128 {
        self.at[at as usize] & self.zone[zone as usize]
    }

    /// The rules that look at `at` in whatever zone.
    pub fn looking_anywhere(&self, at: At) -> u128 {
        self.at[at as usize]
    }

    /// The rules that may cut a text of so many characters.
    pub fn cutting(&self, length: usize) -> u128 {
        let first = self.longest.partition_point(|(longest, _)| *longest < length);
        self.longest.get(first).map_or(0, |(_, rules)| *rules)
    }
}
