//! The checks. Each gives its findings as lines: file, line, what is wrong, what to do.

use std::collections::{BTreeMap, BTreeSet};

use crate::crate_map::{CrateMap, File, led};
use crate::imports::Import;
use crate::source::is_word;
use crate::table::{ALL, EVERYWHERE, Room};

/// Lines that a file may have.
pub const LONGEST: usize = 450;

fn finding(file: &File, line: usize, what: &str) -> String {
    format!("src/{}:{line}: {what}", file.path)
}

/// The room that a path leads into, seen from a file; `None` outside of the crate and inside its own room.
fn room_of<'r>(file: &File, path: &[String], rooms: &'r [Room]) -> Option<&'r str> {
    let (module, rest, lead) = led(&file.module, path);
    let room = module.first().or(rest.first()).filter(|_| lead)?;
    let room = rooms.iter().find(|known| known.name == room)?;
    (room.name != file.room()).then_some(room.name)
}

/// Imports that the table of rooms does not allow.
pub fn against_the_table(map: &CrateMap, rooms: &[Room], not_yet: &[(&str, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    for file in map.files.iter().filter(|file| file.path != "lib.rs") {
        let Some(own) = rooms.iter().find(|room| room.name == file.room()) else {
            if !not_yet.iter().any(|(from, _)| *from == file.room()) {
                found.push(finding(
                    file,
                    1,
                    "this room is not in the table: put it there, in lib.rs and in the design",
                ));
            }
            continue;
        };
        for import in &file.imports {
            let Some(room) = room_of(file, &import.path, rooms) else { continue };
            let allowed = own.imports.contains(&ALL)
                || own.imports.contains(&room)
                || own.name != "model" && EVERYWHERE.contains(&room)
                || not_yet.contains(&(own.name, room));
            if !allowed {
                let what = format!(
                    "{} may not import {room} ({}): move what both need to a room that both import, or let run carry it",
                    own.name,
                    import.path.join("::")
                );
                found.push(finding(file, import.line, &what));
            }
        }
    }
    found
}

/// Who imports whom, by index of file, with the import. A name that is only handed on (`pub use`) is no import, nor is
/// what a part of a folder takes of its folder's own file: both are one thing, of which the file is the face. `of_face`
/// asks for just these.
fn arrows(map: &CrateMap, of_face: bool) -> Vec<BTreeMap<usize, &Import>> {
    let arrows = map.files.iter().enumerate().map(|(at, file)| {
        let used = |import: &&Import| !import.is_public || has_word(&file.body, import.name());
        let found = file.imports.iter().filter(used).filter_map(|import| {
            let to = map.resolve(&file.module, &import.path)?;
            let is_face = file.module.starts_with(&map.files[to].module) && map.files[to].path != "lib.rs";
            (to != at && is_face == of_face).then_some((to, import))
        });
        found.collect()
    });
    arrows.collect()
}

fn has_word(text: &str, word: &str) -> bool {
    let bytes = text.as_bytes();
    text.match_indices(word).any(|(at, _)| {
        at.checked_sub(1).is_none_or(|before| !is_word(bytes[before]))
            && bytes.get(at + word.len()).is_none_or(|&after| !is_word(after))
    })
}

/// Files that import each other in a loop.
pub fn circles(map: &CrateMap, not_yet: &[&str]) -> Vec<String> {
    let plain = arrows(map, false);
    let mut done: BTreeSet<usize> = BTreeSet::new();
    let mut found = Vec::new();
    let faces = arrows(map, true);
    let in_turn = std::iter::once(None).chain((0..map.files.len()).map(Some));
    for face in in_turn.filter(|face| face.is_none_or(|face| faces.iter().any(|to| to.contains_key(&face)))) {
        let mut arrows = plain.clone();
        if let Some(face) = face {
            // What its parts take of it counts where somebody outside of the folder comes in.
            for (from, to) in faces.iter().enumerate() {
                arrows[from].extend(to.get(&face).map(|import| (face, *import)));
            }
        }
        for circle in loops(&arrows, face) {
            let is_inside = |&member: &usize| {
                face.is_some_and(|face| map.files[member].module.starts_with(&map.files[face].module))
            };
            if circle.iter().all(is_inside) || circle.iter().any(|member| done.contains(member)) {
                continue;
            }
            done.extend(&circle);
            found.extend(told(map, &arrows, &circle, not_yet));
        }
    }
    found
}

/// The sets of files of which each leads to each other; those of one file alone, if one is named.
fn loops(arrows: &[BTreeMap<usize, &Import>], of: Option<usize>) -> Vec<Vec<usize>> {
    let reached: Vec<BTreeSet<usize>> = (0..arrows.len()).map(|from| reach(arrows, from)).collect();
    let mut done: BTreeSet<usize> = BTreeSet::new();
    let mut found = Vec::new();
    for at in (0..arrows.len()).filter(|at| of.is_none_or(|of| of == *at)) {
        if reached[at].contains(&at) && !done.contains(&at) {
            let circle: Vec<usize> =
                reached[at].iter().copied().filter(|&other| reached[other].contains(&at)).collect();
            done.extend(&circle);
            found.push(circle);
        }
    }
    found
}

/// A circle in words; nothing where it is known.
fn told(map: &CrateMap, arrows: &[BTreeMap<usize, &Import>], circle: &[usize], not_yet: &[&str]) -> Option<String> {
    if not_yet.iter().any(|place| circle.iter().all(|&member| map.files[member].path.starts_with(place))) {
        return None;
    }
    let mut lines =
        format!("a circle of {} files: cut it, so that what both need stands in a third file:", circle.len());
    for &from in circle {
        for (to, import) in arrows[from].iter().filter(|(to, _)| circle.contains(to)) {
            let what = format!("imports src/{} ({})", map.files[*to].path, import.path.join("::"));
            lines += &format!("\n    {}", finding(&map.files[from], import.line, &what));
        }
    }
    Some(lines)
}

/// The files that one file leads to, by one arrow or more.
fn reach(arrows: &[BTreeMap<usize, &Import>], from: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        open.extend(arrows[at].keys().filter(|&&to| reached.insert(to)));
    }
    reached
}

/// Type names that stand for more than one thing.
pub fn names_that_mean_two(map: &CrateMap, not_yet: &[&str]) -> Vec<String> {
    let mut places: BTreeMap<&str, Vec<(&File, usize)>> = BTreeMap::new();
    for file in &map.files {
        let types = file.defined.iter().filter(|item| match item.kind.as_str() {
            "struct" | "enum" | "trait" | "union" => true,
            // Deeper it is one of a trait's.
            "type" => item.depth == 0,
            _ => false,
        });
        types.for_each(|item| places.entry(&item.name).or_default().push((file, item.line)));
    }
    let twice = places.into_iter().filter(|(name, places)| places.len() > 1 && !not_yet.contains(name));
    let told = twice.map(|(name, places)| {
        let places: Vec<String> = places.iter().map(|(file, line)| format!("src/{}:{line}", file.path)).collect();
        format!("{}: the name {name} stands for {} types: give all but one another", places.join(", "), places.len())
    });
    told.collect()
}

/// Modules that do not begin with what their word means.
pub fn modules_without_a_word(map: &CrateMap) -> Vec<String> {
    let silent = map.files.iter().filter(|file| !file.text.starts_with("//!"));
    silent.map(|file| finding(file, 1, "the module has no //!: say in its first line what its word means")).collect()
}

/// Files that are too long.
pub fn long_files(map: &CrateMap, not_yet: &[&str]) -> Vec<String> {
    let long = map.files.iter().filter(|file| !not_yet.contains(&file.path.as_str())).filter_map(|file| {
        let lines = file.text.lines().count();
        let what = format!("{lines} lines, {LONGEST} at most: it is two files; tests go to tests.rs beside it");
        (lines > LONGEST).then(|| finding(file, LONGEST + 1, &what))
    });
    long.collect()
}

/// The rows of the table in lib.rs's own docs: the rooms of a row and what they may import.
pub fn printed_rows(text: &str) -> Vec<(Vec<String>, String)> {
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.strip_prefix("//! |")?.trim_end_matches('|').split('|').map(str::trim).collect();
        let [rooms, _, imports] = cells[..] else { return None };
        let rooms: Vec<String> =
            rooms.split('`').skip(1).step_by(2).map(|room| room.trim_end_matches('/').to_owned()).collect();
        (!rooms.is_empty()).then(|| (rooms, imports.to_owned()))
    });
    rows.collect()
}

/// Where lib.rs and the table differ.
pub fn differs_from_print(text: &str, rooms: &[Room]) -> Vec<String> {
    let printed = printed_rows(text);
    let mut found = Vec::new();
    for room in rooms {
        let row = printed.iter().find(|(names, _)| names.iter().any(|name| name == room.name));
        let expected = if room.imports.is_empty() { "nothing".to_owned() } else { room.imports.join(", ") };
        match row {
            None => found.push(format!("src/lib.rs:1: the table has no row for {}: print it", room.name)),
            Some((_, imports)) if imports != &expected && imports != "as needed, downwards" => {
                found.push(format!(
                    "src/lib.rs:1: {} may import {expected}, lib.rs says {imports}: make them one",
                    room.name
                ));
            }
            Some(_) => {}
        }
    }
    let known = |name: &String| rooms.iter().any(|room| room.name == name);
    for name in printed.iter().flat_map(|(names, _)| names).filter(|name| !known(name)) {
        found.push(format!("src/lib.rs:1: the row {name} is no room: take it out, or put it into the table"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::room;

    const TABLE: [Room; 4] =
        [room("model", &[]), room("text", &["model"]), room("app", &["text", "model"]), room("run", &[ALL])];

    fn map(files: &[(&str, &str)]) -> CrateMap {
        CrateMap::new(files.iter().map(|(path, text)| File::new(path, text)).collect())
    }

    #[test]
    fn an_import_upwards_is_found() {
        let clean = map(&[
            ("model/mod.rs", "//! M.\npub struct A;"),
            ("text/mod.rs", "use crate::model::A; use crate::error::E; use std::fmt;"),
            ("run.rs", "use crate::text::B; fn f() { crate::app::g() }"),
        ]);
        assert_eq!(against_the_table(&clean, &TABLE, &[]), [""; 0]);
        for (path, text, line) in [
            ("model/a.rs", "\nuse crate::text::B;", 2),
            ("model/a.rs", "fn f() {\n\n crate::text::g(); }", 3),
            ("text/page/lay.rs", "use super::super::super::app::C;", 1),
            ("text/mod.rs", "use crate::{model::A, app::{self}};", 1),
            ("text/mod.rs", "pub(crate) use crate::app::C;", 1),
            ("app/mod.rs", "// crate::model::A\nfn f(x: crate::run::D) {}", 2),
        ] {
            let found = against_the_table(&map(&[(path, text)]), &TABLE, &[]);
            assert!(found.len() == 1 && found[0].starts_with(&format!("src/{path}:{line}: ")), "{text}: {found:?}");
        }
        assert_eq!(against_the_table(&map(&[("attic/mod.rs", "")]), &TABLE, &[]).len(), 1, "a room without a row");
        let known = map(&[("text/mod.rs", "use crate::app::C;")]);
        assert_eq!(against_the_table(&known, &TABLE, &[("text", "app")]), [""; 0]);
    }

    #[test]
    fn a_circle_is_found_inside_a_room_and_through_what_is_handed_on() {
        let clean = map(&[
            ("text/mod.rs", "mod a; mod b; pub use a::A; pub use b::B;"),
            ("text/a.rs", "use super::B; pub struct A;"),
            ("text/b.rs", "pub struct B; #[cfg(test)] mod tests { use super::super::a::A; }"),
        ]);
        assert_eq!(circles(&clean, &[]), [""; 0], "`mod` and `pub use` are no imports, nor are those of tests");
        for files in [
            [("text/a.rs", "use super::b::B; pub struct A;"), ("text/b.rs", "use crate::text::a::A; pub struct B;")],
            [("text/a.rs", "use super::B; pub struct A;"), ("text/b.rs", "pub struct B; fn f() { super::A }")],
            [("text/a.rs", "use super::b::*; pub struct A;"), ("text/b.rs", "fn f(a: super::a::A) {} pub struct B;")],
            [("text/a.rs", "use super::b; fn f() { b::g() }"), ("text/b.rs", "pub fn g() { super::a::f() }")],
        ] {
            let mut all = vec![("text/mod.rs", "pub mod a; pub mod b; pub use a::A; pub use b::B;")];
            all.extend(files);
            let found = circles(&map(&all), &[]);
            assert!(
                found.len() == 1 && found[0].contains("src/text/a.rs:1: imports src/text/b.rs"),
                "{files:?}: {found:?}"
            );
            assert_eq!(circles(&map(&all), &["text/"]), [""; 0]);
        }
        let through_the_face = map(&[
            ("text/mod.rs", "mod a; pub struct T; fn f() { a::g() }"),
            ("text/a.rs", "use super::T; use crate::rows::R; pub fn g() {}"),
            ("rows.rs", "use crate::text::T; pub struct R;"),
        ]);
        let found = circles(&through_the_face, &[]);
        assert!(found.len() == 1 && found[0].starts_with("a circle of 3 files"), "{found:?}");
        let through_a_part = map(&[
            ("text/mod.rs", "mod a; pub use a::A; use crate::rows::R; pub struct T(R);"),
            ("text/a.rs", "use super::T; pub struct A(T);"),
            ("rows.rs", "use crate::text::A; pub struct R(A);"),
        ]);
        let found = circles(&through_a_part, &[]);
        assert!(found.len() == 1 && found[0].starts_with("a circle of 3 files"), "{found:?}");
        let face = map(&[
            ("text/mod.rs", "mod a; pub struct T; fn f() { a::g() }"),
            ("text/a.rs", "use super::T; pub fn g() {}"),
        ]);
        assert_eq!(circles(&face, &[]), [""; 0], "a folder's own file and its part");
    }

    #[test]
    fn a_name_that_means_two_is_found() {
        let clean = map(&[
            ("a.rs", "struct A; impl I for A { type Item = u8; }"),
            ("b.rs", "struct B; type Item = u8; fn A() {}"),
        ]);
        assert_eq!(names_that_mean_two(&clean, &[]), [""; 0]);
        for text in ["enum A {}", "trait A {}", "\npub type A = u8;", "union A {}", "fn f() { struct A; }"] {
            let found = names_that_mean_two(&map(&[("a.rs", "pub(super) struct A<T>(T);"), ("b.rs", text)]), &[]);
            assert!(found.len() == 1 && found[0].contains("src/a.rs:1, src/b.rs:"), "{text}: {found:?}");
        }
    }

    #[test]
    fn silent_modules_and_long_files_are_found() {
        let text = "//! A.\n".to_owned() + &"\n".repeat(LONGEST);
        let files = map(&[("a.rs", &text), ("b.rs", "// B."), ("c.rs", "//! C.")]);
        assert!(
            modules_without_a_word(&files)[..]
                .iter()
                .eq(["src/b.rs:1: the module has no //!: say in its first line what its word means"].iter())
        );
        assert!(
            long_files(&files, &[]).len() == 1 && long_files(&files, &[])[0].starts_with("src/a.rs:451: 451 lines")
        );
        assert_eq!(long_files(&files, &["a.rs"]), [""; 0]);
    }

    #[test]
    fn a_table_that_is_printed_otherwise_is_found() {
        let text = "//! | room | what | may import |\n//! | --- | --- | --- |\n//! | `model/` | data | nothing |\n\
                    //! | `text/` | rows | model |\n//! | `app/` | state | text, model |\n//! | `run` | loop | all |\n";
        assert_eq!(differs_from_print(text, &TABLE), [""; 0]);
        for (from, to) in [
            ("| text, model |", "| text |"),
            ("//! | `text/` | rows | model |\n", ""),
            ("| `run` |", "| `run`, `attic` |"),
            ("| nothing |", "| text |"),
        ] {
            assert_eq!(differs_from_print(&text.replace(from, to), &TABLE).len(), 1, "{from} -> {to}");
        }
    }
}
