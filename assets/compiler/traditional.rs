//! *Traditional*: the catalogue of the interface in traditional characters, in order, so that it is searched as it stands.

use std::collections::BTreeMap;

/// The catalogue as Rust: a table of pairs.
pub fn table(source: &str) -> Result<String, String> {
    let catalogue: BTreeMap<String, String> = toml::from_str(source).map_err(|error| error.to_string())?;
    let mut made = format!("static TRADITIONAL: [(&str, &str); {}] = [\n", catalogue.len());
    for (simplified, traditional) in catalogue {
        made.push_str(&format!("    ({simplified:?}, {traditional:?}),\n"));
    }
    Ok(made + "];\n")
}
