//! Which programs are *installed*.

use std::path::PathBuf;

/// Where a program is, if it is anywhere in `PATH`.
pub fn installed(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}
