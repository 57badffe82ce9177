//! `kanbao fold`: a `fold` or `fmt` for Chinese, Japanese and Korean. One input line is one paragraph.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use rayon::prelude::*;

use super::{Outcome, Output, complain};

use crate::config::FoldOptions;
use crate::error::Error;
use crate::library;
use crate::model::{SafeText, drop_idle_joiners, has_joiners};
use crate::text::{self, Locale, Row, Ruler, Rules, Shape, Typesetter, WordBreak};

/// Paragraphs are set in portions of about this many bytes: enough to keep every core busy, little enough to hold.
const PORTION: usize = 256 * 1024;

/// Folds every file in turn.
///
/// # Errors
/// When stdout cannot be written to. A file that cannot be read is named on stderr and makes the outcome
/// [`Outcome::Incomplete`].
pub fn fold(options: &FoldOptions) -> Result<Outcome, Error> {
    let mut out = Output::new();
    let mut outcome = Outcome::Done;
    let stdin = [Path::new("-").to_path_buf()];
    let files = if options.files.is_empty() { &stdin[..] } else { &options.files };
    let mut first = true;
    for file in files {
        let result = open(file).and_then(|mut input| {
            stream(&mut *input, |lines| {
                for portion in portions(lines).chunks(rayon::current_num_threads() * 4) {
                    let set: Vec<String> = portion.par_iter().map(|lines| set_portion(lines, options)).collect();
                    for piece in set {
                        // The gap goes between paragraphs: a portion ends without one and the next begins with it.
                        for _ in 0..if first { 0 } else { options.gap } {
                            out.bytes(b"\n")?;
                        }
                        first = false;
                        out.bytes(piece.as_bytes())?;
                    }
                    if out.is_closed() {
                        break;
                    }
                }
                Ok(!out.is_closed())
            })
            .map_err(|trouble| match trouble {
                Trouble::Reading(source) => named(file, source),
                Trouble::Writing(error) => error,
            })
        });
        match result {
            Ok(()) => {}
            Err(error @ Error::Read { .. }) => {
                complain(&error);
                outcome = Outcome::Incomplete;
            }
            Err(error) => return Err(error),
        }
        if out.is_closed() {
            return Ok(outcome);
        }
    }
    out.finish()?;
    Ok(outcome)
}

fn named(file: &Path, source: std::io::Error) -> Error {
    Error::read(&SafeText::line(&file.to_string_lossy()), source)
}

fn open(file: &Path) -> Result<Box<dyn Read>, Error> {
    if file.as_os_str() == "-" {
        return Ok(Box::new(std::io::stdin().lock()));
    }
    let file_read = std::fs::File::open(file).map_err(|source| named(file, source))?;
    Ok(Box::new(file_read))
}

/// What went wrong while a file streamed through.
enum Trouble {
    Reading(std::io::Error),
    Writing(Error),
}

/// So much is read before it is set; a longer line is waited for, up to [`LONGEST_LINE`].
const READ_AT_ONCE: usize = 32 << 20;
/// A line longer than this is no paragraph, and would not fit into memory much longer.
const LONGEST_LINE: usize = 256 << 20;

/// Reads whole lines, many at a time, and gives them to `set` without their last line end, until it says no.
fn stream(input: &mut dyn Read, mut set: impl FnMut(&[u8]) -> Result<bool, Error>) -> Result<(), Trouble> {
    let mut bytes: Vec<u8> = Vec::new();
    let mut begins = true;
    loop {
        let held = bytes.len();
        let wanted = (READ_AT_ONCE.saturating_sub(held)).max(1 << 20) as u64;
        let read = Read::take(&mut *input, wanted).read_to_end(&mut bytes).map_err(Trouble::Reading)?;
        let ended = (read as u64) < wanted;
        if std::mem::take(&mut begins) && bytes.starts_with(b"\xEF\xBB\xBF") {
            bytes.drain(..3);
        }
        let whole = if ended { bytes.len() } else { memchr::memrchr(b'\n', &bytes).map_or(0, |at| at + 1) };
        if whole == 0 && !ended {
            if bytes.len() > LONGEST_LINE {
                return Err(Trouble::Reading(std::io::Error::other("a line is too long")));
            }
            continue;
        }
        let lines = &bytes[..whole];
        let lines = lines.strip_suffix(b"\n").unwrap_or(lines);
        if whole > 0 && !set(lines).map_err(Trouble::Writing)? || ended {
            return Ok(());
        }
        bytes.drain(..whole);
    }
}

/// Cuts text at line ends into portions of whole lines, without the last line end.
fn portions(bytes: &[u8]) -> Vec<&[u8]> {
    let mut portions = Vec::new();
    let mut rest = bytes;
    while rest.len() > PORTION {
        let Some(end) = memchr::memchr(b'\n', &rest[PORTION..]).map(|i| PORTION + i) else { break };
        portions.push(&rest[..end]);
        rest = &rest[end + 1..];
    }
    portions.push(rest);
    portions
}

fn set_portion(bytes: &[u8], options: &FoldOptions) -> String {
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    let decoded = simdutf8::basic::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed);
    let lines = &*SafeText::for_layout(&decoded);
    let ruler = if options.ambiguous == 2 { Ruler::wide() } else { Ruler::default() };
    let shape = Shape {
        measure: options.width,
        indent: options.indent.min(options.width.saturating_sub(2)),
        hang: !options.no_hang,
        trim: !options.no_trim,
        orphan: !options.no_orphan,
        overflow_wrap: options.overflow_wrap.into(),
        ..Shape::reading(options.width)
    };
    let mut setters: Vec<(Locale, Typesetter)> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    let mut out = String::with_capacity(lines.len() + lines.len() / 16);
    let steered = text::is_steered(lines) || has_joiners(lines);
    for (number, line) in lines.split('\n').enumerate() {
        for _ in 0..if number == 0 { 0 } else { options.gap } {
            out.push('\n');
        }
        let locale = options.locale.named().unwrap_or_else(|| by_script(line));
        let setter = match setters.iter().position(|(known, _)| *known == locale) {
            Some(at) => &mut setters[at].1,
            None => {
                setters.push((locale, Typesetter::new(rules(locale, options), ruler)));
                let at = setters.len() - 1;
                &mut setters[at].1
            }
        };
        // P02: an indent never doubles.
        let line = if options.indent > 0 { line.trim_start_matches(text::is_indent) } else { line };
        rows.clear();
        setter.set(line, 0..line.len(), &shape, &mut rows);
        for (at, row) in rows.iter().enumerate() {
            if at == 0 && !line.is_empty() {
                out.extend(std::iter::repeat_n(' ', shape.indent as usize));
            }
            let drawn = &line[row.start..row.text_end];
            match steered {
                true => out.push_str(&drop_idle_joiners(&text::visible(drawn))),
                false => out.push_str(drawn),
            }
            out.push('\n');
        }
    }
    out
}

fn by_script(paragraph: &str) -> Locale {
    library::language_of(paragraph).map_or(Locale::Und, Locale::from_tag)
}

fn rules(locale: Locale, options: &FoldOptions) -> Rules {
    let by_custom = if locale == Locale::Ko { WordBreak::KeepAll } else { WordBreak::Normal };
    let word_break = options.word_break.map_or(by_custom, WordBreak::from);
    Rules {
        // Without a language it is Unicode's own rules.
        addresses: locale != Locale::Und && word_break != WordBreak::BreakAll,
        locale,
        level: options.level.into(),
        line_break: options.line_break.into(),
        word_break,
    }
}
