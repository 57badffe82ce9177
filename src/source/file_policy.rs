//! The *file policy*: which files may be articles, by their names, and which are data by their text.

use std::path::Path;

use crate::model::content_name;

/// Extensions of files that are never articles, in lower case. A `json` or `csv` file is data, unless it says that it is
/// a list of articles.
const NEVER: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "bmp", "tif", "tiff", "avif", "heic", "psd", "mp3", "mp4",
    "m4a", "m4v", "avi", "mkv", "mov", "flv", "wav", "ogg", "webm", "wmv", "flac", "bz2", "xz", "zst", "7z", "rar",
    "jar", "apk", "iso", "dmg", "ttf", "otf", "woff", "woff2", "eot", "exe", "dll", "so", "dylib", "o", "a", "class",
    "pyc", "bin", "dat", "db", "sqlite", "sqlite3", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods",
    "odp", "css", "scss", "less", "js", "mjs", "ts", "map", "json", "jsonl", "lock", "toml", "yml", "yaml", "ini",
    "py", "rs", "c", "h", "cpp", "java", "go", "rb", "php", "sh", "bat", "log", "tmp", "swp", "bak", "csv", "tsv",
    "wasm", "pem", "crt", "jpe", "jfif", "mpg", "mpeg", "aac", "wma", "mobi", "azw", "azw3", "djvu", "chm", "lit",
    "rtf", "msi", "cab", "deb", "rpm", "lz4", "lzma", "ttc", "pages", "numbers", "key", "wps", "et", "dps", "caj",
];

/// How much of the beginning and of the end of a file tells whether it is a feed, in bytes.
pub(super) const ENDS: usize = 4096;

/// Whether a file of a folder may be an article, or may be a container and hold some, by its name.
pub(super) fn may_be_article(path: &Path) -> bool {
    // What a gzip holds is told by the name under it.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let content = Path::new(content_name(&name));
    let extension = content.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    !extension.is_some_and(|extension| NEVER.contains(&extension.as_str()))
}

/// Whether a file in a container may be an article, by its path there: the files that a folder would pass over are
/// passed over, and what a Mac packs along with every file.
pub(super) fn may_hold_article(path: &str) -> bool {
    !is_hidden(path) && (is_table(Path::new(path)) || may_be_article(Path::new(path)))
}

/// Whether a path in a container is one that a folder would not show.
pub(super) fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.') && part != ".." || part == "__MACOSX")
}

/// Whether a file is data and no article by its text, where the name says neither: a `json` that is no feed, a `csv` of
/// numbers.
pub(super) fn is_data(path: &str, bytes: &[u8], is_article_list: fn(&str) -> bool) -> bool {
    is_table(Path::new(path)) && {
        let ends = [&bytes[..bytes.len().min(ENDS)], &bytes[bytes.len().saturating_sub(ENDS)..]].concat();
        !is_article_list(&String::from_utf8_lossy(&ends))
    }
}

/// Whether a file is called JSON or CSV: tables of anything.
pub(super) fn is_table(path: &Path) -> bool {
    path.extension().is_some_and(|own| ["json", "csv"].iter().any(|known| own.eq_ignore_ascii_case(known)))
}
