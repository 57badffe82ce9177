//! The *editor*: how it is told the line, and which line that is.

use std::ffi::OsString;
use std::path::Path;

/// Editors that take `+LINE` before the file.
const PLUS: [&str; 9] = ["vi", "vim", "nvim", "nano", "emacs", "emacsclient", "kak", "micro", "gvim"];
/// Editors that take `-g FILE:LINE`.
const GOTO: [&str; 3] = ["code", "codium", "code-insiders"];
/// As many letters of a text are looked for in a file, and fewer where markup stands between them.
const PROBES: [usize; 3] = [24, 12, 6];

/// The arguments that open a file, at a line if that is known and the editor can be told.
pub(super) fn arguments(editor: &str, file: &Path, line: Option<usize>) -> Vec<OsString> {
    let name = Path::new(editor).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // What begins with a dash is no option.
    let file = if file.to_string_lossy().starts_with('-') { Path::new(".").join(file) } else { file.to_owned() };
    match line {
        Some(line) if PLUS.contains(&&*name) => vec![format!("+{line}").into(), file.into()],
        Some(line) if GOTO.contains(&&*name) => {
            let mut place = file.into_os_string();
            place.push(format!(":{line}"));
            vec!["-g".into(), place]
        }
        _ => vec![file.into()],
    }
}

/// The line of a file, from 1, in which a text begins: found by its letters, whatever signs and blanks are between them.
pub(super) fn line_of(file: &str, text: &str) -> Option<usize> {
    let wanted: String = text.chars().filter(|c| c.is_alphanumeric()).take(PROBES[0]).collect();
    let mut letters = String::with_capacity(file.len());
    // Where each line begins among the letters.
    let mut lines = Vec::new();
    for line in file.split('\n') {
        lines.push(letters.len());
        letters.extend(line.chars().filter(|c| c.is_alphanumeric()));
    }
    PROBES.iter().find_map(|length| {
        let end = wanted.char_indices().nth(*length).map_or(wanted.len(), |(at, _)| at);
        let found = letters.find(wanted.get(..end).filter(|probe| !probe.is_empty())?)?;
        Some(lines.partition_point(|start| *start <= found))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_editor_is_told_the_line_in_its_own_way() {
        let with = |editor: &str, file: &str, line| arguments(editor, Path::new(file), line);
        assert_eq!(with("/usr/bin/nvim", "a b.md", Some(7)), ["+7", "a b.md"]);
        assert_eq!(with("code", "a.md", Some(7)), ["-g", "a.md:7"]);
        assert_eq!(with("ed", "a.md", Some(7)), ["a.md"]);
        assert_eq!(with("vim", "-c quit", None), ["./-c quit"]);
    }

    #[test]
    fn a_text_is_found_in_its_file_whatever_stands_between_its_letters() {
        let file = "---\ntitle: 桥头\n---\n\n　　海河**边**的早晨，\n天还没亮。\n\n<p>煎饼<b class=x>馃子</b>的摊子支起来了。\n";
        assert_eq!(line_of(file, "海河边的早晨，天还没亮。"), Some(5));
        assert_eq!(line_of(file, "天还没亮。"), Some(6));
        assert_eq!(line_of(file, "这里没有"), None);
        assert_eq!(line_of(file, "……"), None);
    }
}
