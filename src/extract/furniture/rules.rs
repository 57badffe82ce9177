//! The *rules* that hold: the user's own before those of the table, and of these the ones for a format.

use std::sync::OnceLock;

use super::element_index::{OwnElements, each_place};
use super::kinds::{At, Zone};
use super::memo;
use super::prefilter::Candidates;
use super::rule::{Rule, RuleMatch};
use super::rule_table::TABLE;
use crate::model::{Format, Limits};

/// The rules that hold: the user's own first, then those of the table.
#[derive(Debug, Default)]
pub(crate) struct Furniture {
    own: Vec<Rule>,
    own_elements: OnceLock<OwnElements>,
}

impl Furniture {
    /// The table with the user's own rules before it. Each is a `[[rule]]` as the table has them; it may go without
    /// examples.
    ///
    /// # Errors
    /// What is wrong with the first rule that is none, and which it is.
    pub fn with(own: &[toml::Table]) -> Result<Self, String> {
        let read = |(at, table): (usize, &toml::Table)| -> Result<Rule, String> {
            let rule: Rule = table.clone().try_into().map_err(|error| format!("rule {}: {error}", at + 1))?;
            match &rule.pattern {
                Some(pattern) if pattern.regex().is_none() => {
                    Err(format!("rule {}: {} is no regular expression", rule.name, pattern.source()))
                }
                _ => Ok(rule),
            }
        };
        let own = own.iter().enumerate().map(read).collect::<Result<_, _>>()?;
        Ok(Self { own, own_elements: OnceLock::new() })
    }

    /// The rules for one kind of file.
    pub fn of<'f>(&'f self, format: Format, limits: &'f Limits) -> FurnitureRules<'f> {
        FurnitureRules { furniture: self, limits, format, for_format: TABLE.for_format(format) }
    }
}

/// The rules that hold for one kind of file, and the limits of reading it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FurnitureRules<'f> {
    furniture: &'f Furniture,
    /// How much of a file is too much.
    pub limits: &'f Limits,
    format: Format,
    /// The rules of the table for texts.
    for_format: u128,
}

impl<'f> FurnitureRules<'f> {
    /// The kind of file.
    pub fn format(self) -> Format {
        self.format
    }

    /// What the rules find in a text: the user's own first, each in its order.
    pub(super) fn matches<'t>(
        self,
        at: At,
        text: &'t str,
        zone: Zone,
        length: Option<usize>,
    ) -> impl Iterator<Item = RuleMatch<'f>> + use<'f, 't> {
        let own = self.furniture.own.iter().filter(move |rule| {
            rule.at == at
                && rule.for_format(self.format)
                && rule.position.holds(zone)
                && length.is_none_or(|length| length <= rule.max())
        });
        let rules =
            self.for_format & TABLE.looking(at, zone) & length.map_or(u128::MAX, |length| TABLE.cutting(length));
        let candidates = match at {
            _ if rules == 0 => Candidates::default(),
            At::Line => memo::candidates(text, rules),
            _ => Candidates::of(text, rules),
        };
        let compiled = numbers(candidates.lines | candidates.patterns).filter_map(move |number| {
            let rule = TABLE.text_rule(number);
            if candidates.lines >> number & 1 == 1 {
                return Some(rule.on_line());
            }
            // Only a credit has a value.
            if at == At::Line && rule.field.is_none() {
                return memo::matches(text, number, || rule.has_pattern_of(text)).then(|| rule.on_whole());
            }
            rule.by_pattern(text)
        });
        own.filter_map(move |rule| rule.matches(text)).chain(compiled)
    }

    fn first(self, at: At, text: &str, zone: Zone) -> Option<RuleMatch<'f>> {
        // Counting stops early: the longest rule cuts 20,000 characters.
        let length = text.chars().take(20_001).count();
        self.matches(at, text, zone, Some(length)).next()
    }

    /// The rule for a whole line or paragraph.
    pub fn line(self, text: &str, zone: Zone) -> Option<RuleMatch<'f>> {
        self.first(At::Line, text, zone)
    }

    /// The rule for the end of a paragraph: only so many characters of it are looked at, for no credit is longer.
    pub fn end(self, text: &str) -> Option<RuleMatch<'f>> {
        const LONGEST: usize = 100;
        let tail = text.char_indices().rev().nth(LONGEST - 1).map_or(0, |(at, _)| at);
        let hit = self.matches(At::End, &text[tail..], Zone::Body, None).next()?;
        Some(RuleMatch { start: tail + hit.start, ..hit }).filter(|hit| hit.start > 0)
    }

    /// The rules that read something from the beginning of a paragraph and cut nothing.
    pub fn start(self, text: &str) -> impl Iterator<Item = RuleMatch<'f>> {
        const LONGEST: usize = 120;
        let head = &text[..text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at)];
        self.matches(At::Start, head, Zone::Body, None)
    }

    /// The rule for a link that stands alone, by its address.
    pub fn link(self, href: &str) -> Option<RuleMatch<'f>> {
        self.first(At::Link, href, Zone::Body)
    }

    /// The rule for an image by its address.
    pub fn image(self, src: &str) -> Option<RuleMatch<'f>> {
        self.first(At::Image, src, Zone::Body)
    }

    /// The rule for a line of code.
    pub fn code(self, text: &str) -> Option<RuleMatch<'f>> {
        self.first(At::Code, text, Zone::Body)
    }

    /// The rule for an element by one of its classes or its id.
    pub fn element<'t>(self, tokens: impl Iterator<Item = &'t str> + Clone) -> Option<&'f Rule> {
        self.own_element(tokens.clone()).or_else(|| {
            let mut first: Option<u16> = None;
            let mut see = |places: &[u16]| {
                let holds = |place: &&u16| TABLE.rules[usize::from(**place)].for_format(self.format);
                first = places.iter().filter(holds).copied().chain(first).min();
            };
            tokens.for_each(|token| each_place(token, &mut see));
            first.map(|place| &TABLE.rules[usize::from(place)])
        })
    }

    fn own_element<'t>(self, tokens: impl Iterator<Item = &'t str>) -> Option<&'f Rule> {
        let own = &self.furniture.own;
        if own.is_empty() {
            return None;
        }
        let index = self.furniture.own_elements.get_or_init(|| OwnElements::of(own));
        let mut first: Option<usize> = None;
        let mut see = |places: &[usize]| {
            first = places.iter().filter(|place| own[**place].for_format(self.format)).copied().chain(first).min();
        };
        tokens.for_each(|token| index.each_place(token, &mut see));
        first.map(|place| &own[place])
    }
}

/// The numbers of the rules in a set, in their order.
fn numbers(mut rules: u128) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let number = (rules != 0).then(|| rules.trailing_zeros())?;
        rules &= rules - 1;
        Some(number)
    })
}
