//! *Mangled* values: YAML takes `#`, `!`, `&` and others for signs of its own, where a person only wrote a title. What was
//! written is put back from its line.

use std::collections::BTreeMap;

use serde_json::Value;

use super::syntax::{Syntax, entry};
use crate::extract::prose::trim;

/// The fields of which the whole line is meant, with what looks like a comment in it.
const WHOLE: &[&str] = &["title", "标题", "標題", "original_title", "original-title", "原标题", "subtitle", "副标题"];

/// Puts values back that YAML has read as something else than their line says, and says which.
pub(super) fn mend(head: &str, map: &mut BTreeMap<String, Value>) -> Option<String> {
    let mut fault = None;
    for (number, line) in head.lines().enumerate() {
        let Some((name, value)) = entry(line, Syntax::Yaml) else { continue };
        let value = trim(value);
        let whole = WHOLE.iter().any(|known| name.eq_ignore_ascii_case(known));
        let Some(sign) = sign_of(value, head, whole) else { continue };
        let Some((_, own)) = map.iter_mut().find(|(key, _)| key.eq_ignore_ascii_case(name)) else { continue };
        if matches!(own, Value::String(_) | Value::Null) && own.as_str() != Some(value) {
            *own = Value::String(value.to_owned());
            fault.get_or_insert_with(|| {
                format!(
                    "line {}: YAML takes `{sign}` for a sign of its own; the value is read as it is written",
                    number + 1
                )
            });
        }
    }
    fault
}

/// A head with the values in quotes that begin with a sign of YAML's, or hold one and are meant as a whole.
pub(super) fn quoted(head: &str) -> String {
    let mut out = String::with_capacity(head.len() + 32);
    for line in head.split_inclusive('\n') {
        let value = entry(line, Syntax::Yaml).map(|(name, value)| (name, trim(value)));
        let reserved =
            |value: &str| value.starts_with(['@', '`', '%', '*', '&', '!', ',', '?']) || value.contains(": ");
        match value {
            Some((name, value)) if !value.starts_with(['"', '\'', '[', '{', '|', '>']) && reserved(value) => {
                out.push_str(name);
                out.push_str(": ");
                out.push_str(&Value::String(value.to_owned()).to_string());
                out.push('\n');
            }
            _ => out.push_str(line),
        }
    }
    out
}

/// The sign in a value without quotes that YAML takes for its own: `#` for a comment, `!` for a type, `&` for a name
/// that `*` refers to.
fn sign_of(value: &str, head: &str, whole: bool) -> Option<char> {
    let first = value.chars().next()?;
    match first {
        '"' | '\'' | '[' | '{' | '|' | '>' => None,
        '&' => {
            let name: String = value.chars().skip(1).take_while(|c| !c.is_whitespace()).collect();
            (!head.contains(&format!("*{name}"))).then_some('&')
        }
        '!' => (!value.starts_with("!!")).then_some('!'),
        '#' => whole.then_some('#'),
        _ => (whole && value.contains(" #")).then_some('#'),
    }
}
