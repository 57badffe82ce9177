//! `kanbao define`: what the dictionaries say of a word.

use serde::Serialize;

use super::{Outcome, Output, say};
use crate::config::{self, DefineOptions};
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::model::{DefinedWord, Definition, SafeText, Words};

/// A definition, and what it is of.
#[derive(Serialize)]
struct DefinitionLine<'d> {
    word: &'d SafeText,
    #[serde(flatten)]
    definition: &'d Definition,
}

/// Looks words up and prints what is found; what is wrong with a dictionary goes to stderr.
///
/// # Errors
/// When no dictionary is named, or stdout cannot be written to.
pub fn define(options: &DefineOptions) -> Result<Outcome, Error> {
    let words = Words::of(config::language());
    let files = config::dictionaries();
    if files.is_empty() {
        return Err(Error::Dictionary { message: SafeText::line(words.aids().name_dictionary_line) });
    }
    let found = Lexicon::open(&files).look_up(&options.words.join(" "));
    for fault in &found.faults {
        say(&words.aids().dictionary_fault(fault));
    }
    let mut out = Output::new();
    for (number, word) in found.words.iter().enumerate() {
        if options.json {
            for definition in &word.definitions {
                out.json(&DefinitionLine { word: &word.word, definition })?;
            }
            continue;
        }
        if number > 0 {
            out.line("")?;
        }
        print(word, &mut out)?;
    }
    out.finish()?;
    Ok(match (found.words.is_empty(), found.faults.is_empty()) {
        (false, _) => Outcome::Done,
        (true, true) => Outcome::NotFound,
        (true, false) => Outcome::Trouble,
    })
}

fn print(word: &DefinedWord, out: &mut Output) -> Result<(), Error> {
    for definition in &word.definitions {
        out.line(&format!("{}  [{}]", definition.head(), definition.dictionary))?;
        for (number, sense) in definition.senses.iter().enumerate() {
            match definition.numbered && definition.senses.len() > 1 {
                true => out.line(&format!("  {}. {sense}", number + 1))?,
                false => out.line(&format!("  {sense}"))?,
            }
        }
    }
    Ok(())
}
