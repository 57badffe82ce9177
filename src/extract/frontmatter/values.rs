//! The *values* of a front matter, read as what it claims to be, or line by line.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use super::lines::{by_line, visible};
use super::split::Split;
use super::syntax::Syntax;
use super::{mangled, simple};
use crate::extract::markup::html::decode_references;
use crate::extract::prose::{is_white, trim};

/// The keys of a front matter, in lower case, each with its value.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct FrontMatter {
    map: BTreeMap<String, Value>,
    /// Why it was read line by line.
    pub fault: Option<String>,
}

impl FrontMatter {
    /// Reads the head of a text.
    pub fn read(split: &Split<'_>) -> Self {
        Self::simple(split).unwrap_or_else(|| Self::parsed(split))
    }

    /// Reads the head of a text that is simple.
    pub(super) fn simple(split: &Split<'_>) -> Option<Self> {
        let map = (split.syntax == Syntax::Yaml).then(|| simple::read(split.head)).flatten()?;
        Some(Self { map, fault: split.fault.map(str::to_owned) })
    }

    /// Reads the head of any text.
    pub(super) fn parsed(split: &Split<'_>) -> Self {
        let head = &*visible(split.head);
        let strict = match split.syntax {
            _ if trim(head).is_empty() => Ok(BTreeMap::new()),
            Syntax::Yaml => yaml(head),
            Syntax::Toml => toml::from_str(head).map(of_toml).map_err(|error| error.to_string()),
            Syntax::Json => json(head),
            Syntax::Labels => Ok(by_line(head, split.syntax)),
        };
        let (mut map, mut fault) = match strict {
            Ok(map) => (map, split.fault.map(str::to_owned)),
            // With the values quoted that YAML cannot read, the rest may be read as what it is.
            Err(error) => {
                let again = (split.syntax == Syntax::Yaml).then(|| yaml(&mangled::quoted(head)).ok()).flatten();
                (again.unwrap_or_else(|| by_line(head, split.syntax)), Some(first_line(&error)))
            }
        };
        if split.syntax == Syntax::Yaml {
            fault = fault.or(mangled::mend(head, &mut map));
        }
        if split.syntax == Syntax::Yaml && map.values().any(|value| value.is_number() || value.is_boolean()) {
            // What YAML takes for a number was written as text: `title: 2022.10`.
            let lines = by_line(head, split.syntax);
            for (key, value) in map.iter_mut().filter(|(_, value)| value.is_number() || value.is_boolean()) {
                *value = lines.get(key).cloned().unwrap_or_else(|| value.clone());
            }
        }
        let mut lower: BTreeMap<String, Value> = BTreeMap::new();
        for (key, value) in map {
            lower.insert(key.to_lowercase(), value);
        }
        // Site builders keep their fields in a table of their own.
        for table in ["extra", "params", "taxonomies"] {
            if let Some(Value::Object(inner)) = lower.get(table).cloned() {
                for (key, value) in inner {
                    lower.entry(key.to_lowercase()).or_insert(value);
                }
            }
        }
        Self { map: lower, fault }
    }

    /// Whether it has a key, with a value or without.
    pub fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// The first value of the first of `keys` that has one.
    pub fn one(&self, keys: &[&str]) -> Option<String> {
        self.each(keys, NAMES).next()
    }

    /// The values of each of `keys`, in their order. A value that is a table is the first of its `inner` fields.
    pub fn each<'s>(&'s self, keys: &'s [&str], inner: &'s [&str]) -> impl Iterator<Item = String> + 's {
        keys.iter().filter_map(|key| self.map.get(*key)).flat_map(move |value| texts(value, inner))
    }

    /// All values of the first of `keys` that has any.
    pub fn all(&self, keys: &[&str]) -> Vec<String> {
        let values = keys.iter().filter_map(|key| self.map.get(*key)).map(|value| texts(value, NAMES));
        values.into_iter().find(|list| !list.is_empty()).unwrap_or_default()
    }
}

/// Of a table that stands for a person or a thing, the fields that name it.
pub(crate) const NAMES: &[&str] = &["name", "title", "label", "nickname", "login"];
/// Of a table that stands for a picture, the fields that say where it is.
pub(crate) const PLACES: &[&str] = &["image", "url", "src", "path", "relative", "original", "large"];

/// An object, with its braces or without.
fn json(head: &str) -> Result<BTreeMap<String, Value>, String> {
    let whole = if head.trim_start().starts_with('{') {
        Cow::Borrowed(head)
    } else {
        Cow::Owned(format!("{{{}}}", trim(head).trim_end_matches(',')))
    };
    serde_json::from_str(&whole).map_err(|error| error.to_string())
}

fn yaml(head: &str) -> Result<BTreeMap<String, Value>, String> {
    let mut budget = serde_saphyr::Budget::default();
    budget.max_nodes = 2_000;
    budget.max_aliases = 16;
    budget.max_depth = 16;
    let options = serde_saphyr::options! {
        budget: Some(budget),
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
        with_snippet: false,
    };
    serde_saphyr::from_str_with_options(head, options).map_err(|error| error.to_string())
}

fn of_toml(table: toml::Table) -> BTreeMap<String, Value> {
    table.into_iter().map(|(key, value)| (key, toml_value(value))).collect()
}

/// The value in the terms of JSON; numbers and dates as they are written. No deeper than the parser went.
fn toml_value(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Boolean(yes) => Value::Bool(yes),
        toml::Value::Array(list) => Value::Array(list.into_iter().map(toml_value).collect()),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, inner)| (key, toml_value(inner))).collect())
        }
        other => Value::String(other.to_string()),
    }
}

/// What an error says, on one line.
fn first_line(error: &str) -> String {
    error.lines().map(trim).filter(|line| !line.is_empty()).take(1).collect()
}

/// The texts of a value.
fn texts(value: &Value, inner: &[&str]) -> Vec<String> {
    let text = match value {
        Value::String(text) => decode_references(text.trim_matches(is_white)),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Null => return Vec::new(),
        Value::Array(list) => return list.iter().flat_map(|value| texts(value, inner)).collect(),
        Value::Object(map) => {
            // `[[名]]` without quotes is a list in a list; a table is what its name says.
            let named = inner.iter().filter_map(|key| map.get(*key)).map(|value| texts(value, inner));
            return named.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
        }
    };
    if text.is_empty() { Vec::new() } else { vec![text] }
}
