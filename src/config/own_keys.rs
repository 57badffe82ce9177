//! The `[keys]` of the file: a preset, then each key of each context.

use toml::de::{DeTable, DeValue};

use super::cleaning::Faults;
use super::fault::{FileWrong, Wanted};
use crate::model::{Context, Key, KeySheet};

/// The presets: each is written as the `[keys]` of the file are.
const PRESETS: [(&str, &str); 3] = [
    ("vim", ""),
    ("less", include_str!("../../assets/keys.less.toml")),
    ("emacs", include_str!("../../assets/keys.emacs.toml")),
];

/// The sheet that holds with the keys of the file.
pub(super) fn sheet(own: &DeTable<'_>, faults: &mut Faults<'_>) -> KeySheet {
    let mut sheet = KeySheet::standard();
    if let Some(preset) = own.get("preset") {
        match preset.get_ref().as_str() {
            Some(name) => match PRESETS.iter().find(|(known, _)| *known == name) {
                Some((_, changes)) => sheet = with_preset(sheet, changes),
                None => {
                    let known = PRESETS.map(|(name, _)| name.to_owned()).to_vec();
                    let wrong = FileWrong::Unknown { at: "keys.preset".to_owned(), name: name.to_owned(), known };
                    faults.add(preset.span().start, wrong);
                }
            },
            None => faults.add(preset.span().start, kind("keys.preset", Wanted::Text)),
        }
    }
    change(&mut sheet, own, faults);
    sheet
}

fn with_preset(mut sheet: KeySheet, changes: &str) -> KeySheet {
    // A test holds that nothing is wrong in them.
    if let Ok(changes) = DeTable::parse(changes) {
        change(&mut sheet, changes.get_ref(), &mut Faults::new(super::cleaning::LineIndex("")));
    }
    sheet
}

fn kind(at: &str, wanted: Wanted) -> FileWrong {
    FileWrong::Kind { at: at.to_owned(), wanted }
}

/// Makes the changes of a table.
fn change(sheet: &mut KeySheet, own: &DeTable<'_>, faults: &mut Faults<'_>) {
    for (name, keys) in own.iter().filter(|(name, _)| name.get_ref() != "preset") {
        let Some(context) = Context::named(name.get_ref()) else {
            let known = Context::EACH.iter().map(|context| context.name()).chain(["preset".to_owned()]).collect();
            let wrong = FileWrong::Unknown { at: "keys".to_owned(), name: name.to_string(), known };
            faults.add(name.span().start, wrong);
            continue;
        };
        let DeValue::Table(keys) = keys.get_ref() else {
            faults.add(keys.span().start, kind(&format!("keys.{name}"), Wanted::Table));
            continue;
        };
        let mut seen: Vec<(Key, &str)> = Vec::new();
        for (key, action) in keys {
            let at = format!("keys.{name}");
            let Some(action_name) = action.get_ref().as_str() else {
                faults.add(action.span().start, kind(&format!("{at}.{key}"), Wanted::Text));
                continue;
            };
            match change_of(sheet, context, key.get_ref(), action_name, &at) {
                Ok(pressed) => {
                    // By another of its names.
                    if let Some((_, first)) = seen.iter().find(|(known, _)| *known == pressed) {
                        let wrong = FileWrong::Twice { key: key.to_string(), first: (*first).to_owned() };
                        faults.add(key.span().start, wrong);
                        continue;
                    }
                    seen.push((pressed, key.get_ref()));
                    sheet.set(context, pressed, action_name);
                }
                Err(wrong) => {
                    let is_key = matches!(&wrong, FileWrong::Unknown { name, .. } | FileWrong::Digit(name) | FileWrong::Typed { key: name, .. } if name == key.get_ref());
                    faults.add(if is_key { key.span().start } else { action.span().start }, wrong);
                }
            }
        }
    }
}

/// The key of a change that can be made.
fn change_of(sheet: &KeySheet, context: Context, key: &str, action: &str, at: &str) -> Result<Key, FileWrong> {
    let unknown =
        |name: &str, known: Vec<String>| FileWrong::Unknown { at: at.to_owned(), name: name.to_owned(), known };
    let Some(pressed) = Key::named(key) else {
        let named = Key::NAMES.iter().copied().chain(["Space", "C-n", "M-n", "F1"]);
        return Err(unknown(key, named.map(str::to_owned).collect()));
    };
    if pressed.is_typed() && context.is_typing() {
        return Err(FileWrong::Typed { key: key.to_owned(), context });
    }
    if pressed.is_count() {
        return Err(FileWrong::Digit(key.to_owned()));
    }
    let known = sheet.actions_in(context);
    if action == KeySheet::NONE || known.contains(&action) {
        return Ok(pressed);
    }
    let has = sheet.contexts_of(action);
    if has.is_empty() {
        let known = known.into_iter().chain([KeySheet::NONE]).map(str::to_owned).collect();
        return Err(unknown(action, known));
    }
    Err(FileWrong::Elsewhere { action: action.to_owned(), context, has })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::cleaning::LineIndex;
    use crate::config::fault::FileFault;

    fn read(text: &str) -> (KeySheet, Vec<FileFault>) {
        let mut faults = Faults::new(LineIndex(text));
        let sheet = sheet(DeTable::parse(text).expect("TOML").get_ref(), &mut faults);
        (sheet, faults.into_vec())
    }

    fn keys_of(sheet: &KeySheet, context: Context, action: &str) -> Vec<String> {
        let groups = sheet.groups().iter().filter(|group| group.context == context);
        let mut bindings = groups.flat_map(|group| group.bindings());
        bindings.find(|binding| binding.action == action).map(|binding| binding.keys.clone()).unwrap_or_default()
    }

    #[test]
    fn nothing_is_wrong_in_a_preset() {
        for (name, changes) in PRESETS {
            assert_eq!(read(changes).1, [], "{name}");
            let (sheet, faults) = read(&format!("preset = \"{name}\""));
            assert_eq!(faults, []);
            // Whatever a preset takes a key from has another.
            for binding in sheet.groups().iter().flat_map(|group| group.bindings()) {
                assert!(!binding.keys.is_empty(), "{name}: {}", binding.action);
            }
        }
    }

    #[test]
    fn own_keys_come_after_the_preset() {
        let (sheet, faults) = read("preset = \"less\"\n[panes]\nf = \"matches\"\n");
        assert_eq!(faults, []);
        assert!(keys_of(&sheet, Context::Panes, "matches").contains(&"f".to_owned()));
        assert!(keys_of(&sheet, Context::Panes, "help").contains(&"h".to_owned()));
    }

    #[test]
    fn what_is_wrong_is_said_and_the_rest_holds() {
        let text = "preset = \"vi\"\n[reader]\n\"C-n\" = \"line-down\"\nPageDown = \"page-down\"\nx = \"lin-down\"\n\
                    5 = \"quit\"\nq = \"filter\"\nz = 3\n[raeder]\nj = \"none\"\n";
        let (sheet, faults) = read(text);
        assert_eq!(keys_of(&sheet, Context::Reader, "line-down"), ["C-n"]);
        let lines: Vec<usize> = faults.iter().filter_map(|fault| fault.line).collect();
        assert_eq!(lines, [1, 4, 5, 6, 7, 8, 9]);
        assert!(matches!(&faults[1].wrong, FileWrong::Unknown { name, .. } if name == "PageDown"));
        assert!(matches!(&faults[4].wrong, FileWrong::Elsewhere { has, .. } if *has == [Context::List]));
    }

    #[test]
    fn every_context_is_known_by_its_name() {
        for context in Context::EACH {
            assert_eq!(Context::named(&context.name()), Some(context));
        }
        for group in KeySheet::standard().groups() {
            assert!(Context::EACH.contains(&group.context), "{:?}", group.context);
        }
    }
}
