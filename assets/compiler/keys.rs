//! The *key table* as JSON: it is read before the first screen, which names keys, and a parser of TOML takes a millisecond
//! for it.

/// The table as JSON.
///
/// # Errors
/// When it is no TOML.
pub fn as_json(source: &str) -> Result<String, String> {
    let table: serde_json::Value = toml::from_str(source).map_err(|error| error.to_string())?;
    Ok(table.to_string())
}
