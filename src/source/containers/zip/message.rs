//! What an error of the zip library says to a person.

use ::zip::result::ZipError;

use crate::source::containers::budget::CUT_SHORT;

/// What is wrong, without the words that this is a zip.
pub(super) fn said(error: &ZipError) -> String {
    match error {
        ZipError::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => CUT_SHORT.to_owned(),
        ZipError::Io(error) => error.to_string(),
        ZipError::InvalidArchive(message) => message.to_string(),
        ZipError::UnsupportedArchive(message) => (*message).to_owned(),
        ZipError::CompressionMethodNotSupported(number) => format!("packed by a method unknown here ({number})"),
        error => error.to_string(),
    }
}
