//! `kanbao config`: what the configuration is by default, and what is wrong with one.

use super::{Outcome, Output};
use crate::config::{self, CheckedConfig, ConfigOptions};
use crate::error::Error;
use crate::model::{SafeText, Words};
use crate::text;

/// Prints the default configuration, or a line for each thing that is wrong with a configuration.
///
/// # Errors
/// When there is no such file, or stdout cannot be written to.
pub fn config(options: &ConfigOptions) -> Result<Outcome, Error> {
    let mut out = Output::new();
    let mut outcome = Outcome::Done;
    if options.default {
        out.bytes(config::DEFAULT.as_bytes())?;
    }
    if let Some(path) = &options.check {
        let words = Words::of(config::language()).config();
        if let Some(path) = path {
            std::fs::metadata(path).map_err(|error| Error::read(&SafeText::line(&path.to_string_lossy()), error))?;
        }
        let Some(CheckedConfig { path: shown, importing, mut faults }) = config::check(path.as_deref()) else {
            return Ok(outcome);
        };
        let said = |what: &str| format!("{shown}{}{what}", words.colon);
        match importing {
            None => out.line(&text::printable(&said(words.no_file)))?,
            Some(importing) => {
                faults.extend(super::understood(&importing).1);
                for fault in &faults {
                    outcome = Outcome::Incomplete;
                    out.line(&text::printable(&fault.to_string()))?;
                }
                if faults.is_empty() {
                    out.line(&text::printable(&said(words.well)))?;
                }
            }
        }
    }
    out.finish()?;
    Ok(outcome)
}
