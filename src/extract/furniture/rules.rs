//! The *rules* that hold: the user's own before those of the table, and of these the ones for a format.

use std::sync::OnceLock;

use super::element_index::{OwnElements, each_place};
use super::kinds::{At, Zone};
use super::memo::{self, KnownText, TextKind};
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

/// The first of some rules of the program that matches a whole text.
fn matched(known: KnownText, text: &str, rules: u128) -> Option<RuleMatch<'static>> {
    known.candidates.of_these(rules).find_map(|candidate| {
        let rule = TABLE.text_rule(candidate.number);
        if candidate.is_line {
            return Some(rule.on_line());
        }
        let matches = known.matches(text, candidate.number, || rule.has_pattern_of(text));
        // Only a credit has a value.
        let hit = matches.then(|| if rule.field.is_none() { Some(rule.on_whole()) } else { rule.by_pattern(text) });
        hit.flatten()
    })
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

    /// The rule for a whole line or paragraph.
    pub fn line(self, text: &str, zone: Zone) -> Option<RuleMatch<'f>> {
        self.first_line(text, &[zone])
    }

    /// The rule for a line that may stand after the article or before it: asked in this order.
    pub fn line_at_edges(self, text: &str) -> Option<RuleMatch<'f>> {
        self.first_line(text, &[Zone::Tail, Zone::Head])
    }

    fn first_line(self, text: &str, zones: &[Zone]) -> Option<RuleMatch<'f>> {
        let line = memo::known(TextKind::Line, text, |length| TABLE.looking_anywhere(At::Line) & TABLE.cutting(length));
        zones.iter().find_map(|&zone| {
            self.own_match(At::Line, text, zone, line.length).or_else(|| {
                let rules = self.for_format & TABLE.looking(At::Line, zone) & TABLE.cutting(line.length);
                matched(line, text, rules)
            })
        })
    }

    fn own_match(self, at: At, text: &str, zone: Zone, length: usize) -> Option<RuleMatch<'f>> {
        let holds = |rule: &&Rule| {
            rule.at == at && rule.for_format(self.format) && rule.position.holds(zone) && length <= rule.max()
        };
        self.furniture.own.iter().filter(holds).find_map(|rule| rule.matches(text))
    }

    /// What the rules for a part of a paragraph find in it, however long it is: the user's own first, each in its order.
    fn parts<'t>(self, at: At, text: &'t str) -> impl Iterator<Item = RuleMatch<'f>> + use<'f, 't> {
        let own = self.furniture.own.iter().filter(move |rule| rule.at == at && rule.for_format(self.format));
        let rules = self.for_format & TABLE.looking(at, Zone::Body);
        let compiled = Candidates::of(text, rules).of_these(rules).filter_map(move |candidate| {
            let rule = TABLE.text_rule(candidate.number);
            if candidate.is_line { Some(rule.on_line()) } else { rule.by_pattern(text) }
        });
        own.filter_map(move |rule| rule.matches(text)).chain(compiled)
    }

    /// The rule for a whole text that is no line: an address, mostly, and of the same one is asked more than once.
    fn whole(self, at: At, text: &str) -> Option<RuleMatch<'f>> {
        let look = |at| TABLE.looking(at, Zone::Body);
        let wholes = look(At::Image) | look(At::Link) | look(At::Code);
        let known = memo::known(TextKind::Whole, text, |length| wholes & TABLE.cutting(length));
        let rules = self.for_format & look(at) & TABLE.cutting(known.length);
        self.own_match(at, text, Zone::Body, known.length).or_else(|| matched(known, text, rules))
    }

    /// The rule for the end of a paragraph: only so many characters of it are looked at, for no credit is longer.
    pub fn end(self, text: &str) -> Option<RuleMatch<'f>> {
        const LONGEST: usize = 100;
        let tail = text.char_indices().rev().nth(LONGEST - 1).map_or(0, |(at, _)| at);
        let hit = self.parts(At::End, &text[tail..]).next()?;
        Some(RuleMatch { start: tail + hit.start, ..hit }).filter(|hit| hit.start > 0)
    }

    /// The rules that read something from the beginning of a paragraph and cut nothing.
    pub fn start(self, text: &str) -> impl Iterator<Item = RuleMatch<'f>> {
        const LONGEST: usize = 120;
        let head = &text[..text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at)];
        self.parts(At::Start, head)
    }

    /// The rule for a link that stands alone, by its address.
    pub fn link(self, href: &str) -> Option<RuleMatch<'f>> {
        self.whole(At::Link, href)
    }

    /// The rule for an image by its address.
    pub fn image(self, src: &str) -> Option<RuleMatch<'f>> {
        self.whole(At::Image, src)
    }

    /// The rule for a line of code.
    pub fn code(self, text: &str) -> Option<RuleMatch<'f>> {
        self.whole(At::Code, text)
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
