//! What was typed becomes a tree. One pass over the characters, every node with the bytes it was typed in.

use std::ops::Range;

use super::QueryOptions;
use super::ast::{Matcher, QueryNode, TextField};
use super::error::{QueryError, Wrong};
use super::field::{self, FIELDS, QueryField};

/// How long a query may be, in bytes.
const LONGEST: usize = 4096;
/// How deep parentheses may lie in each other.
const DEEPEST: usize = 32;

pub(super) struct Parser<'t> {
    text: &'t str,
    options: &'t QueryOptions,
    at: usize,
    depth: usize,
    /// What is open at the end: said only if nothing worse is wrong.
    open: Option<QueryError>,
}

/// The parsed tree, and what is still open in it.
pub(super) struct ParsedQuery {
    pub(super) node: QueryNode,
    pub(super) open: Option<QueryError>,
}

pub(super) fn parse(text: &str, options: &QueryOptions) -> Result<ParsedQuery, QueryError> {
    if text.len() > LONGEST {
        return Err(QueryError::new(text.floor_char_boundary(LONGEST)..text.len(), Wrong::TooLong));
    }
    let mut parser = Parser { text, options, at: 0, depth: 0, open: None };
    let node = parser.any(QueryField::In(TextField::Anywhere))?;
    if parser.peek().is_some() {
        let at = parser.at;
        parser.take();
        return Err(QueryError::new(at..parser.at, Wrong::NothingToClose));
    }
    match (node, parser.open) {
        (Some(node), open) => Ok(ParsedQuery { node, open }),
        (None, Some(open)) => Err(open),
        (None, None) => Err(QueryError::new(0..text.len(), Wrong::Empty)),
    }
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '（')
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | '）')
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜')
}

/// What closes a phrase that `c` opens.
fn closes(c: char) -> Option<&'static [char]> {
    match c {
        '"' | '＂' => Some(&['"', '＂']),
        '“' | '”' | '„' => Some(&['”', '“']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        _ => None,
    }
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.take();
        }
    }

    /// Whether an OR comes next; takes it.
    fn or(&mut self) -> Option<Range<usize>> {
        self.skip_space();
        let start = self.at;
        if self.peek().is_some_and(is_bar) {
            while self.peek().is_some_and(is_bar) {
                self.take();
            }
            return Some(start..self.at);
        }
        let ends = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || is_open(c) || is_close(c));
        if self.rest().starts_with("OR") && ends(self.rest()[2..].chars().next()) {
            self.at += 2;
            return Some(start..self.at);
        }
        None
    }

    /// Alternatives, up to a closing parenthesis or the end. `None` where there is nothing.
    fn any(&mut self, field: QueryField) -> Result<Option<QueryNode>, QueryError> {
        let mut nodes = Vec::new();
        if let Some(at) = self.or() {
            return Err(QueryError::new(at, Wrong::OrOfNothing));
        }
        let Some(first) = self.all(field)? else { return Ok(None) };
        nodes.push(first);
        while let Some(at) = self.or() {
            match self.all(field)? {
                Some(node) => nodes.push(node),
                None if self.peek().is_none() => {
                    self.open.get_or_insert(QueryError::new(at, Wrong::OrOfNothing));
                }
                None => return Err(QueryError::new(at, Wrong::OrOfNothing)),
            }
        }
        Ok(Some(if nodes.len() == 1 { nodes.swap_remove(0) } else { QueryNode::Any(nodes) }))
    }

    /// Things that must all hold.
    fn all(&mut self, field: QueryField) -> Result<Option<QueryNode>, QueryError> {
        let mut nodes = Vec::new();
        loop {
            let before = self.at;
            if self.or().is_some() {
                self.at = before;
                break;
            }
            if self.peek().is_none_or(is_close) {
                break;
            }
            nodes.extend(self.one(field)?);
        }
        Ok(match nodes.len() {
            0 => None,
            1 => nodes.pop(),
            _ => Some(QueryNode::All(nodes)),
        })
    }

    /// One thing, perhaps excluded.
    fn one(&mut self, field: QueryField) -> Result<Option<QueryNode>, QueryError> {
        let start = self.at;
        let minus = matches!(self.peek(), Some('-' | '－'));
        if minus {
            self.take();
            match self.peek() {
                // What is not wanted has still to be typed.
                None if !self.text[..start].trim().is_empty() => {
                    self.open.get_or_insert(QueryError::new(start..self.at, Wrong::NotOfNothing));
                    return Ok(None);
                }
                // A dash on its own, or two, are what they are.
                None => self.at = start,
                Some(c) if c.is_whitespace() || matches!(c, '-' | '－' | '—') => self.at = start,
                Some(c) if is_close(c) || is_bar(c) => {
                    return Err(QueryError::new(start..self.at, Wrong::NotOfNothing));
                }
                Some(_) => return Ok(self.primary(field)?.map(|node| QueryNode::Not(Box::new(node)))),
            }
            let word = self.word_end();
            return self.value(field, start..word, false).map(Some);
        }
        self.primary(field)
    }

    /// A group, a phrase, a regular expression, a field or a word.
    fn primary(&mut self, field: QueryField) -> Result<Option<QueryNode>, QueryError> {
        let start = self.at;
        let Some(c) = self.peek() else { return Ok(None) };
        if is_open(c) {
            return self.group(field);
        }
        if let Some(closers) = closes(c) {
            return self.phrase(field, closers);
        }
        if c == '/'
            && let Some(node) = self.regex(field)?
        {
            return Ok(Some(node));
        }
        if let Some((inner, length)) = self.field() {
            self.at += length;
            self.skip_space();
            let value = self.at;
            if self.peek().is_none_or(|c| is_close(c) || is_bar(c)) {
                let error = QueryError::new(start..value, Wrong::NoValue);
                if self.peek().is_none() {
                    self.open.get_or_insert(error);
                    return Ok(None);
                }
                return Err(error);
            }
            // No field within a field: 来源：标题：x looks for 标题：x.
            return match self.peek() {
                Some(c) if is_open(c) || closes(c).is_some() || c == '/' => self.primary(inner),
                _ => {
                    let word = self.word_end();
                    self.value(inner, value..word, false).map(Some)
                }
            };
        }
        let end = self.word_end();
        self.value(field, start..end, false).map(Some)
    }

    fn group(&mut self, field: QueryField) -> Result<Option<QueryNode>, QueryError> {
        let start = self.at;
        self.take();
        if self.depth == DEEPEST {
            return Err(QueryError::new(start..self.at, Wrong::TooDeep));
        }
        let after = self.at;
        self.depth += 1;
        let node = self.any(field)?;
        self.depth -= 1;
        self.skip_space();
        if self.peek().is_some_and(is_close) {
            self.take();
            if node.is_none() {
                return Err(QueryError::new(start..self.at, Wrong::Empty));
            }
        } else {
            self.open.get_or_insert(QueryError::new(start..after, Wrong::OpenGroup));
        }
        Ok(node)
    }

    fn phrase(&mut self, field: QueryField, closers: &[char]) -> Result<Option<QueryNode>, QueryError> {
        let start = self.at;
        self.take();
        let from = self.at;
        // ” before “: where both close, the right one closes if there is one.
        let end = closers.iter().find_map(|&closer| self.rest().find(closer)).map(|at| from + at);
        let (end, after) = match end {
            Some(end) => (end, end + self.text[end..].chars().next().map_or(0, char::len_utf8)),
            None => {
                self.open.get_or_insert(QueryError::new(start..from, Wrong::OpenPhrase));
                (self.text.len(), self.text.len())
            }
        };
        self.at = after;
        match self.value(field, from..end, true) {
            // Nothing typed between the quotation marks yet.
            Err(error) if error.what == Wrong::Empty && self.open.is_some() => Ok(None),
            Err(error) if error.what == Wrong::Empty => Err(QueryError::new(start..after, Wrong::Empty)),
            node => node.map(Some),
        }
    }

    /// A regular expression, up to a `/` that ends a word. `None` if this is a path or another word with slashes.
    fn regex(&mut self, field: QueryField) -> Result<Option<QueryNode>, QueryError> {
        let QueryField::In(place) = field else { return Ok(None) };
        let from = self.at + 1;
        let mut escaped = false;
        let mut end = None;
        let mut slash_in_word = false;
        let mut spaced = false;
        for (at, c) in self.text[from..].char_indices() {
            let next = self.text[from + at + c.len_utf8()..].chars().next();
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '/' if at > 0 && next.is_none_or(|c| c.is_whitespace() || is_close(c) || is_bar(c)) => {
                    end = Some(from + at);
                    break;
                }
                '/' => slash_in_word |= !spaced,
                c if c.is_whitespace() => spaced = true,
                _ => {}
            }
        }
        let Some(end) = end else {
            let path = slash_in_word || place == TextField::Path || from == self.text.len();
            if path || self.text[from..].starts_with(char::is_whitespace) {
                return Ok(None);
            }
            self.open.get_or_insert(QueryError::new(self.at..from, Wrong::OpenRegex));
            let word = self.word_end();
            return self.value(field, from..word, false).map(Some);
        };
        self.at = end + 1;
        let regex = field::regex(&self.text[from..end]).map_err(|what| QueryError::new(from..end, what))?;
        Ok(Some(QueryNode::Text(place, Matcher::Regex(Box::new(regex)))))
    }

    /// The field that is named next, and how long its name is with the colon.
    fn field(&self) -> Option<(QueryField, usize)> {
        let rest = self.rest();
        let colon = rest.char_indices().take(12).find(|(_, c)| matches!(c, ':' | '：'))?;
        let name = rest[..colon.0].to_lowercase();
        let named = FIELDS.iter().find(|(_, names)| names.contains(&name.as_str()));
        named.map(|(field, _)| (*field, colon.0 + colon.1.len_utf8()))
    }

    /// Takes a word and says where it ends. Parentheses that open and close inside a word are part of it.
    fn word_end(&mut self) -> usize {
        let mut depth = 0usize;
        while let Some(c) = self.peek() {
            if c.is_whitespace() || is_bar(c) {
                break;
            }
            if is_open(c) {
                let inside = self.rest().split(|c: char| c.is_whitespace() || is_bar(c)).next().unwrap_or_default();
                let opened = inside.chars().filter(|&c| is_open(c)).count();
                let closed = inside.chars().filter(|&c| is_close(c)).count();
                if closed < opened {
                    break;
                }
                depth += 1;
            }
            if is_close(c) {
                if depth == 0 {
                    break;
                }
                depth -= 1;
            }
            self.take();
        }
        self.at
    }

    /// What was typed, as a value of a field.
    fn value(&self, field: QueryField, at: Range<usize>, phrase: bool) -> Result<QueryNode, QueryError> {
        field.value(&self.text[at.clone()], self.options, phrase).map_err(|what| QueryError::new(at, what))
    }
}
