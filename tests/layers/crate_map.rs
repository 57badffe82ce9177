//! The *map* of the crate: its modules, what each defines, and which file a path means.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::imports::{self, Import};
use crate::source::{is_word, line_of, stripped, without_tests};

/// A file of `src` that is part of the program.
pub struct File {
    /// Its path under `src`, with `/`.
    pub path: String,
    pub text: String,
    /// The text without comments, strings, tests and uses.
    pub body: String,
    /// The modules that lead to it: `["text", "page"]`.
    pub module: Vec<String>,
    pub imports: Vec<Import>,
    pub defined: Vec<Definition>,
}

impl File {
    pub fn new(path: &str, text: &str) -> Self {
        let code = without_tests(&stripped(text));
        let ((imports, body), defined) = (imports::imports(&code), definitions(&code));
        Self { path: path.to_owned(), text: text.to_owned(), body, module: module_of(path), imports, defined }
    }

    /// The room it stands in.
    pub fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }
}

/// An item that has a name.
pub struct Definition {
    pub kind: String,
    pub name: String,
    pub line: usize,
    /// How many braces it stands in.
    pub depth: usize,
}

/// The modules that lead to a file: `text/page/mod.rs` is `text::page`.
fn module_of(path: &str) -> Vec<String> {
    let path = path.trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if matches!(path, "lib" | "main") { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

/// The module that `crate`, `super` and `self` at the head of a path lead to, what is left of the path, and whether
/// there was any of them.
pub fn led<'p>(from: &[String], path: &'p [String]) -> (Vec<String>, &'p [String], bool) {
    let mut module = from.to_vec();
    let mut rest = path;
    while let [first, more @ ..] = rest {
        match first.as_str() {
            "crate" | "kanbao" => module.clear(),
            "super" => drop(module.pop()),
            "self" => {}
            _ => break,
        }
        rest = more;
    }
    (module, rest, rest.len() < path.len())
}

const KINDS: [&str; 10] = ["struct", "enum", "trait", "type", "union", "fn", "const", "static", "mod", "macro_rules"];

/// Every named item of a code, in order.
pub fn definitions(code: &str) -> Vec<Definition> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut before = "";
    let bytes = code.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            byte if is_word(byte) => {
                let end = at + bytes[at..].iter().take_while(|&&byte| is_word(byte)).count();
                let word = &code[at..end];
                if KINDS.contains(&before) && !KINDS.contains(&word) && word != "_" && word != "mut" {
                    let (kind, name) = (before.to_owned(), word.to_owned());
                    found.push(Definition { kind, name, line: line_of(code, at), depth });
                }
                before = word;
                at = end;
                continue;
            }
            b' ' | b'\n' | b'\t' | b'!' => {}
            _ => before = "",
        }
        at += 1;
    }
    found
}

/// The files of the crate, by module.
pub struct CrateMap {
    pub files: Vec<File>,
    by_module: BTreeMap<Vec<String>, usize>,
}

impl CrateMap {
    pub fn new(files: Vec<File>) -> Self {
        let modules = files.iter().enumerate().filter(|(_, file)| file.path != "main.rs");
        let by_module = modules.map(|(at, file)| (file.module.clone(), at)).collect();
        Self { files, by_module }
    }

    /// Reads `src`; tests in files of their own (`tests.rs`, `tests/`) are left out.
    pub fn read(src: &Path) -> Self {
        let mut paths = Vec::new();
        walk(src, &mut paths);
        let files = paths.iter().filter_map(|path| {
            let name = path.strip_prefix(src).expect("under src").to_string_lossy().replace('\\', "/");
            let is_test = name.split('/').any(|part| matches!(part, "tests" | "tests.rs"));
            (!is_test).then(|| File::new(&name, &std::fs::read_to_string(path).expect("a source file")))
        });
        Self::new(files.collect())
    }

    /// The file that defines what a path means, seen from a module; `None` for what is not of this crate, and for a
    /// module that is only named.
    pub fn resolve(&self, from: &[String], path: &[String]) -> Option<usize> {
        self.find(from, path, &mut BTreeSet::new())
    }

    fn find<'p>(
        &self,
        from: &[String],
        path: &'p [String],
        seen: &mut BTreeSet<(Vec<String>, &'p str)>,
    ) -> Option<usize> {
        let (mut module, mut rest, mut lead) = led(from, path);
        // Down the modules, as far as they go.
        while let [first, more @ ..] = rest {
            let child = [&module[..], std::slice::from_ref(first)].concat();
            if !self.by_module.contains_key(&child) {
                break;
            }
            // A glob means the module's own file.
            if let [glob] = more
                && glob == "*"
            {
                return self.by_module.get(&child).copied();
            }
            (module, rest, lead) = (child, more, true);
        }
        let at = *self.by_module.get(&module)?;
        let (name, more) = match rest {
            [] => return None,
            [name, more @ ..] => (name, more),
        };
        if name == "*" {
            return Some(at);
        }
        let file = &self.files[at];
        if lead && file.defined.iter().any(|item| item.depth == 0 && item.kind != "mod" && item.name == *name) {
            return Some(at);
        }
        if !seen.insert((module.clone(), name)) {
            return None;
        }
        let named = file.imports.iter().filter(|import| import.is_use && import.name() == name);
        for import in named {
            let path = [&import.path[..], more].concat();
            if let Some(found) = self.resolve(&module, &path) {
                return Some(found);
            }
        }
        let globs = file.imports.iter().filter(|import| import.is_use && import.is_glob() && lead);
        for import in globs {
            let path = [&import.path[..import.path.len() - 1], rest].concat();
            // What a glob brings is defined there, or it is not of this crate.
            if path != [&module[..], rest].concat()
                && let Some(found) = self.find_defined(&module, &path)
            {
                return Some(found);
            }
        }
        None
    }

    /// The same without following globs any further.
    fn find_defined(&self, from: &[String], path: &[String]) -> Option<usize> {
        let module_path = [&path[..path.len().checked_sub(1)?], &["*".to_owned()]].concat();
        let at = self.resolve(from, &module_path)?;
        let name = path.last()?;
        let file = &self.files[at];
        file.defined.iter().any(|item| item.depth == 0 && item.name == *name).then_some(at)
    }
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map() -> CrateMap {
        CrateMap::new(vec![
            File::new("lib.rs", "pub mod a; pub mod b;"),
            File::new("a/mod.rs", "mod one; pub mod two; pub use one::One; pub use two::*; pub struct Own;"),
            File::new("a/one.rs", "pub struct One;"),
            File::new("a/two.rs", "pub struct Two; use super::Own;"),
            File::new("b.rs", "use crate::a::{self, One as Uno}; use crate::a::two;"),
        ])
    }

    fn resolved(from: &str, path: &str) -> Option<String> {
        let map = map();
        let parts =
            |text: &str| text.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        map.resolve(&parts(from), &parts(path)).map(|at| map.files[at].path.clone())
    }

    #[test]
    fn paths_lead_to_the_file_that_defines_the_name() {
        for (from, path, file) in [
            ("b", "crate::a::One", Some("a/one.rs")),
            ("b", "crate::a::one::One", Some("a/one.rs")),
            ("b", "crate::a::Two", Some("a/two.rs")),
            ("b", "crate::a::Own", Some("a/mod.rs")),
            ("b", "crate::a::*", Some("a/mod.rs")),
            ("b", "a::One::new", Some("a/one.rs")),
            ("b", "two::Two", Some("a/two.rs")),
            ("b", "crate::a", None),
            ("b", "std::fmt", None),
            ("a::two", "super::Own", Some("a/mod.rs")),
            ("a::two", "super::super::b::Uno", Some("a/one.rs")),
            ("", "kanbao::a::One", Some("a/one.rs")),
        ] {
            assert_eq!(resolved(from, path).as_deref(), file, "{path} from {from}");
        }
    }

    #[test]
    fn definitions_have_kind_line_and_depth() {
        let found = definitions(
            "pub(crate) struct A<T>;\nimpl B { type Item = u8; const fn c() {} }\nenum D { E }\nfn f(x: impl Fn(u8)) {}",
        );
        let found: Vec<_> = found.iter().map(|d| (d.kind.as_str(), d.name.as_str(), d.line, d.depth)).collect();
        let expected =
            [("struct", "A", 1, 0), ("type", "Item", 2, 1), ("fn", "c", 2, 1), ("enum", "D", 3, 0), ("fn", "f", 4, 0)];
        assert_eq!(found, expected);
    }
}
