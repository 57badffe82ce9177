//! The *rules* that hold: the user's own before those of the table, and of these the ones for a format.

use std::sync::OnceLock;

use super::element_index::ElementIndex;
use super::rule::RuleMatch;
use super::table::{At, Rule, TABLE, Zone};
use crate::model::{Format, Limits};

/// The rules that hold: the user's own first, then those of the table.
#[derive(Debug, Default)]
pub(crate) struct Furniture {
    own: Vec<Rule>,
    index: OnceLock<ElementIndex>,
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
                Some(pattern) if pattern.prepare().is_none() => {
                    Err(format!("rule {}: {} is no regular expression", rule.name, pattern.source()))
                }
                _ => Ok(rule),
            }
        };
        Ok(Self { own: own.iter().enumerate().map(read).collect::<Result<_, _>>()?, index: OnceLock::new() })
    }

    /// Reads the table and compiles its patterns, before they are first asked.
    pub fn prepare(&self) {
        for pattern in self.rules().filter_map(|rule| rule.pattern.as_ref()) {
            pattern.prepare();
        }
        self.index();
    }

    fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.own.iter().chain(&TABLE.rule)
    }

    fn nth(&self, place: usize) -> Option<&Rule> {
        self.own.get(place).or_else(|| TABLE.rule.get(place.checked_sub(self.own.len())?))
    }

    fn index(&self) -> &ElementIndex {
        self.index.get_or_init(|| ElementIndex::of(self.rules().enumerate()))
    }

    /// The rules for one kind of file.
    pub fn of<'f>(&'f self, format: Format, limits: &'f Limits) -> FurnitureRules<'f> {
        FurnitureRules { furniture: self, limits, format }
    }
}

/// The rules that hold for one kind of file, and the limits of reading it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FurnitureRules<'f> {
    furniture: &'f Furniture,
    /// How much of a file is too much.
    pub limits: &'f Limits,
    format: Format,
}

impl<'f> FurnitureRules<'f> {
    /// The kind of file.
    pub fn format(self) -> Format {
        self.format
    }

    fn at(self, at: At) -> impl Iterator<Item = &'f Rule> {
        self.furniture.rules().filter(move |rule| rule.at == at && rule.for_format(self.format))
    }

    fn first(self, at: At, text: &str, zone: Zone) -> Option<RuleMatch<'f>> {
        // Counting stops early: the longest rule cuts 20,000 characters.
        let length = text.chars().take(20_001).count();
        self.at(at)
            .filter(|rule| rule.position.holds(zone))
            .filter(|rule| at == At::End || length <= rule.max())
            .find_map(|rule| rule.matches(text))
    }

    /// The rule for a whole line or paragraph.
    pub fn line(self, text: &str, zone: Zone) -> Option<RuleMatch<'f>> {
        self.first(At::Line, text, zone)
    }

    /// The rule for the end of a paragraph: only so many characters of it are looked at, for no credit is longer.
    pub fn end(self, text: &str) -> Option<RuleMatch<'f>> {
        const LONGEST: usize = 100;
        let tail = text.char_indices().rev().nth(LONGEST - 1).map_or(0, |(at, _)| at);
        let hit = self.first(At::End, &text[tail..], Zone::Body)?;
        Some(RuleMatch { start: tail + hit.start, ..hit }).filter(|hit| hit.start > 0)
    }

    /// The rules that read something from the beginning of a paragraph and cut nothing.
    pub fn start(self, text: &str) -> impl Iterator<Item = RuleMatch<'f>> {
        const LONGEST: usize = 120;
        let head = &text[..text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at)];
        self.at(At::Start).filter_map(move |rule| rule.matches(head))
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
    pub fn element<'t>(self, tokens: impl Iterator<Item = &'t str>) -> Option<&'f Rule> {
        let mut first: Option<usize> = None;
        let mut see = |places: &[usize]| {
            for &place in places {
                let holds = self.furniture.nth(place).is_some_and(|rule| rule.for_format(self.format));
                if holds && first.is_none_or(|first| place < first) {
                    first = Some(place);
                }
            }
        };
        let index = self.furniture.index();
        for token in tokens {
            index.places(token, &mut see);
        }
        first.and_then(|place| self.furniture.nth(place))
    }
}
