//! Where the sources of a *crate* are that the build script depends on. Some have a dictionary in them that no function
//! of theirs tells.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The folders of the crates of this build.
pub struct Crates(Value);

impl Crates {
    /// Asks cargo, which knows where they are, be it a registry or a folder of vendored crates.
    ///
    /// # Errors
    /// What cargo says.
    pub fn of_this_build() -> Result<Self, String> {
        // It has them all where it is building, so that the network is the second way.
        let mut told = metadata(&["--offline"])?;
        if !told.status.success() {
            told = metadata(&[])?;
        }
        if !told.status.success() {
            return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&told.stderr)));
        }
        serde_json::from_slice(&told.stdout).map(Self).map_err(|error| format!("cargo metadata: {error}"))
    }

    /// The text of a file of a crate.
    ///
    /// # Errors
    /// When there is no such crate, or it has no such file.
    pub fn read(&self, name: &str, file: &str) -> Result<String, String> {
        let path = self.folder(name).ok_or_else(|| format!("the build has no crate {name}"))?.join(file);
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    }

    fn folder(&self, name: &str) -> Option<PathBuf> {
        let packages = self.0.get("packages")?.as_array()?;
        let named = |package: &&Value| package.get("name").and_then(Value::as_str) == Some(name);
        let manifest = packages.iter().find(named)?.get("manifest_path")?.as_str()?;
        Path::new(manifest).parent().map(Path::to_owned)
    }
}

fn metadata(more: &[&str]) -> Result<Output, String> {
    let cargo = env::var_os("CARGO").ok_or("cargo names no CARGO")?;
    let host = env::var("HOST").map_err(|error| format!("HOST: {error}"))?;
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version=1", "--locked", "--filter-platform", &host]).args(more);
    command.output().map_err(|error| format!("cargo metadata: {error}"))
}
