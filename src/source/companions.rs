//! *Companions*: files that hold the texts of a list beside them. Omnivore exports its lists as `metadata_0_to_20.json`
//! and each text as `content/slug.html`, what was marked in it as `highlights/slug.md`. A companion is read with its
//! entry and is no entry of its own.

use std::ffi::OsStr;
use std::path::Path;

/// The folder whose list a file would belong to, by its path: `""` for the outermost.
pub(super) fn folder_of_list(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/')?;
    let (around, kind) = folder.rsplit_once('/').unwrap_or(("", folder));
    let is_text = match name.rsplit_once('.')?.1 {
        "html" => kind == "content",
        "md" => kind == "highlights",
        _ => false,
    };
    is_text.then_some(around)
}

/// Whether a file is a list that has companions, by its name: `metadata_0_to_20.json`.
pub(super) fn is_list(name: &str) -> bool {
    let numbers = || name.strip_prefix("metadata_")?.strip_suffix(".json")?.split_once("_to_");
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers().is_some_and(|(from, to)| is_number(from) && is_number(to))
}

/// Whether a file is a list whose entries may have their texts in files beside it, by its path.
pub(crate) fn has_companions(path: &Path) -> bool {
    path.file_name().and_then(OsStr::to_str).is_some_and(is_list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companions_are_known_by_their_folders() {
        assert_eq!(folder_of_list("export/content/a.html"), Some("export"));
        assert_eq!(folder_of_list("content/a.html"), Some(""));
        assert_eq!(folder_of_list("highlights/a.md"), Some(""));
        assert_eq!(folder_of_list("content/a.md").or(folder_of_list("a.html")).or(folder_of_list("b/a.html")), None);
        assert!(is_list("metadata_0_to_20.json") && !is_list("metadata.json") && !is_list("metadata_a_to_b.json"));
    }
}
