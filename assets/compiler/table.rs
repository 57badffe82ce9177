//! From the *table* as it is written to the table as the program has it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use toml::{Table, Value};

use crate::expression::{LISTS, Necessary};
use crate::layout::{self, Rules};
use crate::portable::portable;

/// The Rust of the whole table.
///
/// # Errors
/// What is wrong with it. What each key of a rule may say is for the types of the program to check.
pub fn compile(source: &str) -> Result<String, String> {
    let table: Table = toml::from_str(source).map_err(|error| error.to_string())?;
    let rules = tables(&table, "rule")?;
    let mut out = String::new();
    write_rules(&rules, &mut out)?;
    write_text_rules(&rules, &mut out)?;
    let mut places: Vec<usize> = Vec::new();
    for (name, key) in [("TOKENS", "tokens"), ("ELEMENT_WORDS", "words")] {
        let listed = listed(&rules, key, |rule| text(rule, "at") == Some("element"));
        let mut list = |own: Vec<usize>| {
            let known = places.windows(own.len()).position(|known| known == own);
            let from = known.unwrap_or(places.len());
            let to = from + own.len();
            if known.is_none() {
                places.extend(own);
            }
            format!("PlaceList({from}, {to})")
        };
        write_names(name, "PlaceList", listed.into_iter().map(|(name, at)| (name, list(at))), &mut out);
    }
    let _ = writeln!(out, "static PLACES: [u16; {}] = {places:?};", places.len());
    write_credits(&tables(&table, "credit")?, &mut out)?;
    write_surnames(section(&table, "names")?, &mut out)?;
    write_said(&table, &mut out)?;
    let content = section(&table, "content")?;
    let mut first = 0;
    for (name, key) in [("CONTENT", "tokens"), ("CONTENT_WORDS", "words")] {
        let listed = strings(content, key);
        let mut ranks: BTreeMap<String, usize> = BTreeMap::new();
        for (rank, token) in listed.iter().enumerate() {
            ranks.entry(token.clone()).or_insert(first + rank);
        }
        first += listed.len();
        write_names(name, "u16", ranks.into_iter().map(|(token, rank)| (token, rank.to_string())), &mut out);
    }
    for (name, key) in [("AUTHORS", "authors"), ("POSTS", "posts"), ("ANSWERS", "answers")] {
        let words = strings(content, key);
        write_names(name, "()", words.into_iter().map(|word| (word, String::from("()"))), &mut out);
    }
    write_strings("NOTICES", &strings(content, "notices"), &mut out);
    for (name, key) in [("CODE", "tokens"), ("CODE_LINES", "lines")] {
        let tokens = strings(section(&table, "code")?, key);
        write_names(name, "()", tokens.into_iter().map(|token| (token, String::from("()"))), &mut out);
    }
    write_rows("REASONS", &tables(&table, "reason")?, &["name", "zh"], str::to_owned, &mut out)?;
    write_rows("UNWRAPS", &tables(&table, "unwrap")?, &["needs", "open", "close"], portable, &mut out)?;
    Ok(out)
}

fn tables<'t>(table: &'t Table, key: &str) -> Result<Vec<&'t Table>, String> {
    let array = table.get(key).and_then(Value::as_array).ok_or_else(|| format!("there is no [[{key}]]"))?;
    array.iter().map(|value| value.as_table().ok_or_else(|| format!("{key} is no table"))).collect()
}

fn section<'t>(table: &'t Table, key: &str) -> Result<&'t Table, String> {
    table.get(key).and_then(Value::as_table).ok_or_else(|| format!("there is no [{key}]"))
}

fn text<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    table.get(key).and_then(Value::as_str)
}

fn strings(table: &Table, key: &str) -> Vec<String> {
    let array = table.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    array.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The variant that a word in kebab case names: `original-title` is `OriginalTitle`.
fn variant(kind: &str, word: &str) -> String {
    let capital = |part: &str| part[..1].to_ascii_uppercase() + &part[1..];
    format!("{kind}::{}", word.split('-').filter(|part| !part.is_empty()).map(capital).collect::<String>())
}

fn write_rules(rules: &[&Table], out: &mut String) -> Result<(), String> {
    let _ = writeln!(out, "pub(super) static RULES: [CompiledRule; {}] = [", rules.len());
    for rule in rules {
        let name = text(rule, "name").ok_or("a rule has no name")?;
        let at = text(rule, "at").ok_or_else(|| format!("{name} looks at nothing"))?;
        let said = |kind: &str, key: &str| text(rule, key).map(|word| variant(kind, word));
        let number = |key: &str| rule.get(key).and_then(Value::as_integer);
        let pattern = |key: &str| text(rule, key).map(portable);
        let formats: Vec<String> = strings(rule, "formats").iter().map(|format| variant("Format", format)).collect();
        let _ = writeln!(
            out,
            "CompiledRule {{ name: {name:?}, zh: {:?}, at: {}, position: {}, formats: &[{}], pattern: {:?}, only: {:?}, \
             field: {}, ends: {}, becomes: {}, in_lines: {}, max: {:?}, cuts_prose: {}, share: {:?} }},",
            text(rule, "zh"),
            variant("At", at),
            variant("Position", text(rule, "position").unwrap_or("any")),
            formats.join(", "),
            pattern("pattern"),
            pattern("only"),
            optional(said("CreditField", "field")),
            optional(said("Ends", "ends")),
            optional(said("Becomes", "becomes")),
            rule.get("in_lines").and_then(Value::as_bool).unwrap_or(false),
            number("max"),
            rule.get("cuts_prose").and_then(Value::as_bool).unwrap_or(false),
            number("share"),
        );
    }
    out.push_str("];\n");
    Ok(())
}

fn optional(value: Option<String>) -> String {
    value.map_or_else(|| String::from("None"), |value| format!("Some({value})"))
}

/// Each string that rules list under a key, with the places of those rules.
fn listed(rules: &[&Table], key: &str, holds: impl Fn(&Table) -> bool) -> BTreeMap<String, Vec<usize>> {
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, rule) in rules.iter().enumerate().filter(|(_, rule)| holds(rule)) {
        for name in strings(rule, key) {
            let places = found.entry(name.to_ascii_lowercase()).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    found
}

/// What is asked of a text before a rule's pattern is. A rule that looks at texts has a number, and its bit.
fn write_text_rules(rules: &[&Table], out: &mut String) -> Result<(), String> {
    let places: Vec<usize> = (0..rules.len()).filter(|&at| text(rules[at], "at") != Some("element")).collect();
    if places.len() > Rules::BITS as usize {
        return Err(format!("{} rules for texts are more than a set of rules can hold: widen it", places.len()));
    }
    let mut lines: BTreeMap<String, Rules> = BTreeMap::new();
    let mut words: BTreeMap<String, [Rules; LISTS]> = BTreeMap::new();
    let (mut first, mut last, mut alphabets) = (Vec::new(), Vec::new(), Vec::new());
    let (mut patterned, mut spelled, mut wordless): (Rules, Rules, [Rules; LISTS]) = (0, 0, [0; LISTS]);
    for (number, &place) in places.iter().enumerate() {
        let rule = rules[place];
        let own: Rules = 1 << number;
        for line in strings(rule, "lines") {
            *lines.entry(line).or_default() |= own;
        }
        let Some(pattern) = text(rule, "pattern").map(portable) else { continue };
        patterned |= own;
        let name = text(rule, "name").unwrap_or_default();
        let necessary = Necessary::of(&pattern).map_err(|error| format!("the pattern of {name}: {error}"))?;
        first.push((own, necessary.first));
        last.push((own, necessary.last));
        spelled |= if necessary.alphabet.is_some() { own } else { 0 };
        alphabets.push((own, necessary.alphabet));
        for (list, listed) in necessary.words.into_iter().enumerate() {
            if listed.is_empty() {
                wordless[list] |= own;
            }
            for word in listed {
                words.entry(word).or_default()[list] |= own;
            }
        }
    }
    let _ = writeln!(out, "pub(super) static TEXT_RULES: [u16; {}] = {places:?};", places.len());
    let _ = writeln!(out, "pub(super) const PATTERNED: u128 = {patterned:#x};");
    let _ = writeln!(out, "pub(super) const SPELLED: u128 = {spelled:#x};");
    let _ = writeln!(out, "pub(super) const WORDLESS: [u128; {LISTS}] = {wordless:?};");
    let longest = lines.keys().map(String::len).max().unwrap_or(0);
    let _ = writeln!(out, "pub(super) const LONGEST_LINE: usize = {longest};");
    write_names("LINES", "u128", lines.into_iter().map(|(line, rules)| (line, format!("{rules:#x}"))), out);
    out.push_str(&layout::words(&words));
    out.push_str(&layout::edges("FIRST", &first));
    out.push_str(&layout::edges("LAST", &last));
    out.push_str(&layout::edges("ALPHABETS", &alphabets));
    Ok(())
}

fn write_names(name: &str, means: &str, entries: impl Iterator<Item = (String, String)>, out: &mut String) {
    let entries: BTreeMap<String, String> = entries.collect();
    let _ = writeln!(out, "pub(super) static {name}: NameTable<{means}> = {};", layout::names(&entries));
}

/// The credits, and their labels by the character they begin with, the longest first.
fn write_credits(credits: &[&Table], out: &mut String) -> Result<(), String> {
    let mut labels: BTreeMap<char, Vec<(String, usize)>> = BTreeMap::new();
    let _ = writeln!(out, "pub(super) static CREDITS: [Credit; {}] = [", credits.len());
    for (place, credit) in credits.iter().enumerate() {
        let rule = text(credit, "rule").ok_or("a credit has no rule")?;
        let field = optional(text(credit, "field").map(|word| variant("CreditField", word)));
        let bare = credit.get("bare").and_then(Value::as_bool).unwrap_or(false);
        let _ = writeln!(out, "Credit {{ rule: {rule:?}, field: {field}, bare: {bare} }},");
        for label in strings(credit, "labels") {
            let first = label.chars().next().ok_or("a label is empty")?;
            labels.entry(first).or_default().push((label, place));
        }
    }
    out.push_str("];\n");
    // Of several of one length the last stands, as it does where they are gone through one by one.
    for own in labels.values_mut() {
        own.reverse();
        own.sort_by_key(|(label, _)| std::cmp::Reverse(label.len()));
    }
    let _ = writeln!(out, "pub(super) static LABEL_FIRSTS: [(char, u16, u16); {}] = [", labels.len());
    let mut from = 0;
    for (first, own) in &labels {
        let _ = writeln!(out, "({first:?}, {from}, {}),", from + own.len());
        from += own.len();
    }
    out.push_str("];\n");
    let (labels, places): (Vec<String>, Vec<usize>) = labels.into_values().flatten().unzip();
    write_strings("LABELS", &labels, out);
    let _ = writeln!(out, "pub(super) static LABEL_CREDITS: [u8; {}] = {places:?};", places.len());
    Ok(())
}

fn write_surnames(names: &Table, out: &mut String) -> Result<(), String> {
    let mut single: Vec<char> = text(names, "single").ok_or("there are no surnames")?.chars().collect();
    single.sort_unstable();
    single.dedup();
    let _ = writeln!(out, "pub(super) static SURNAMES: [char; {}] = {single:?};", single.len());
    write_strings("COMPOUND_SURNAMES", &strings(names, "compound"), out);
    Ok(())
}

/// What is said around an article: what names of elements hint at, the labels of dates, what is no value.
fn write_said(table: &Table, out: &mut String) -> Result<(), String> {
    let hints = section(table, "hints")?;
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    for kind in hints.keys() {
        for name in strings(hints, kind) {
            if let Some(other) = named.insert(name.clone(), variant("CreditHint", kind)) {
                return Err(format!("{name} hints at {other} and at {kind}"));
            }
        }
    }
    write_names("HINTS", "CreditHint", named.into_iter(), out);
    let dates = section(table, "dates")?;
    let mut labels: Vec<(String, &str)> = Vec::new();
    for kind in dates.keys() {
        labels.extend(strings(dates, kind).into_iter().map(|label| (label, kind.as_str())));
    }
    labels.sort_by_key(|(label, _)| std::cmp::Reverse(label.len()));
    let (labels, kinds): (Vec<String>, Vec<&str>) = labels.into_iter().unzip();
    write_strings("DATE_LABELS", &labels, out);
    let _ = writeln!(out, "pub(super) static DATE_LABEL_KINDS: [DateLabel; {}] = [", kinds.len());
    for kind in kinds {
        let _ = writeln!(out, "{},", variant("DateLabel", kind));
    }
    out.push_str("];\n");
    let values = section(table, "no-value")?;
    let words = strings(values, "words").into_iter().map(|word| (word, String::from("()")));
    write_names("NO_VALUES", "()", words, out);
    let names = strings(values, "names").into_iter().map(|word| (word, String::from("()")));
    write_names("NO_NAMES", "()", names, out);
    let platforms = strings(values, "platforms").into_iter().map(|word| (word, String::from("()")));
    write_names("PLATFORMS", "()", platforms, out);
    for (name, key) in [("NO_PARTS", "parts"), ("NO_AUTHOR_PARTS", "author"), ("NO_SOURCE_PARTS", "source")] {
        write_strings(name, &strings(values, key), out);
    }
    write_strings("ORGANISATIONS", &strings(section(table, "names")?, "organisations"), out);
    Ok(())
}

fn write_strings(name: &str, strings: &[String], out: &mut String) {
    let strings = layout::strings(strings.iter().map(String::as_str));
    let _ = writeln!(out, "pub(super) static {name}: Strings = {strings};");
}

fn write_rows(
    name: &str,
    entries: &[&Table],
    keys: &[&str],
    spelled: fn(&str) -> String,
    out: &mut String,
) -> Result<(), String> {
    let _ = writeln!(out, "pub(super) static {name}: [[&str; {}]; {}] = [", keys.len(), entries.len());
    for entry in entries {
        let values: Option<Vec<String>> = keys.iter().map(|key| text(entry, key).map(spelled)).collect();
        let values = values.ok_or_else(|| format!("an entry of {name} lacks one of {keys:?}"))?;
        let _ = writeln!(out, "{values:?},");
    }
    out.push_str("];\n");
    Ok(())
}
