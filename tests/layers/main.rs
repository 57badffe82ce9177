//! The *layers* of the house, read from its sources: no import against the table of rooms, no circle of files, one type
//! for a type name, a word of its own for each module, no file too long to be one.

mod checks;
mod crate_map;
mod imports;
mod source;
mod table;

use std::path::Path;

use crate_map::CrateMap;
use table::{NOT_YET, ROOMS};

fn house() -> CrateMap {
    CrateMap::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

fn none(found: &[String]) {
    assert!(found.is_empty(), "\n{}\n{} in all", found.join("\n"), found.len());
}

#[test]
fn no_import_against_the_table_of_rooms() {
    none(&checks::against_the_table(&house(), &ROOMS, NOT_YET.imports));
}

#[test]
fn no_circle_of_files() {
    none(&checks::circles(&house(), NOT_YET.circles));
}

#[test]
fn a_type_name_stands_for_one_type() {
    none(&checks::names_that_mean_two(&house(), NOT_YET.names));
}

#[test]
fn every_module_says_what_its_word_means() {
    none(&checks::modules_without_a_word(&house()));
}

#[test]
fn no_file_is_too_long() {
    none(&checks::long_files(&house(), NOT_YET.long));
}

#[test]
fn lib_rs_prints_the_table() {
    let map = house();
    let lib = map.files.iter().find(|file| file.path == "lib.rs").expect("lib.rs");
    none(&checks::differs_from_print(&lib.text, &ROOMS));
}
