//! The configuration: what a faulty one does, and what `kanbao config` says.

use crate::desk::{Desk, Ran};

const POST: &[u8] = "---\ntitle: 海河\ndate: 2022-01-14\n---\n海河边的早晨，排队的人谁也不说话。\n".as_bytes();

fn desk(config: &str) -> Desk {
    Desk::new(&[("a.md", POST)]).configured(config)
}

#[test]
fn a_faulty_configuration_is_named_where_it_matters_and_stops_nothing() {
    let desk =
        desk("measure = \"x\"\n\n[[rule]]\nname = \"x\"\nat = \"line\"\npattern = '('\n\n[search]\nexact = true\n");
    let ran = desk.run(&["list", "."]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "2022-01-14\t-\t海河\t./a.md\n"));
    let said: Vec<&str> = ran.err.lines().collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].ends_with("kanbao/config.toml: line 1: measure: a whole number is wanted here"), "{said:?}");
    assert!(said[1].contains("config.toml: line 3: rule x: ( is no regular expression"), "{said:?}");
    // What is right in it holds.
    assert_eq!((desk.run(&["search", "海河", "a.md"]).code, desk.run(&["search", "haihe", "a.md"]).code), (0, 1));
    // What only sets lines does not ask it.
    desk.run(&["fold", "a.md"]).done();
}

#[test]
fn the_default_is_printed_and_is_one() {
    let default = desk("").run(&["config", "--default"]).done();
    assert!(default.contains("#measure = 32 "), "{default}");
    let desk = desk(&default);
    let said = desk.run(&["config", "--check"]).done();
    assert!(said.ends_with("config.toml: nothing is wrong\n"), "{said}");
    assert_eq!(desk.run(&["list", "."]).done().lines().count(), 1);
}

#[test]
fn a_check_names_file_line_and_the_nearest() {
    let faulty = desk("line-gap = true\nmesure = 30\n[keys.reader]\nj = \"lin-down\"\n");
    let ran = faulty.run(&["config", "--check"]);
    let said: Vec<&str> = ran.out.lines().collect();
    assert_eq!((ran.code, ran.err.as_str(), said.len()), (1, "", 2), "{said:?}");
    assert!(said[0].ends_with("kanbao/config.toml: line 2: there is no mesure; did you mean measure?"), "{said:?}");
    assert!(said[1].ends_with("line 4: keys.reader: there is no lin-down; did you mean line-down?"), "{said:?}");
    // Another file, in the language of the interface.
    std::fs::write(faulty.folder.path().join("b.toml"), "\nmesure = 30\n[[rule]]\nname = 3\n").expect("a file");
    let ran = Ran::from(
        faulty.command(&["config", "--check", "b.toml"]).env("LANG", "zh_CN.UTF-8").output().expect("the program"),
    );
    assert_eq!(ran.code, 1);
    let said: Vec<&str> = ran.out.lines().collect();
    assert_eq!(said[0], "b.toml：第 2 行：没有 mesure；是不是 measure？");
    assert!(said[1].starts_with("b.toml：第 4 行：name："), "{said:?}");
    let ran = faulty.run(&["config", "--check", "c.toml"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, "kanbao: c.toml: No such file or directory\n"));
    let said = Desk::new(&[]).run(&["config", "--check"]).done();
    assert!(said.contains("there is no such file"), "{said}");
    assert_eq!(faulty.run(&["config"]).code, 2);
}

#[test]
fn a_folder_has_settings_of_its_own_in_the_users_file_and_none_in_its_own() {
    let desk = Desk::new(&[(".kanbao.toml", b"mesure = 3\n[search]\npinyin = false\n"), ("a.md", POST)]);
    let found = |desk: &Desk| desk.run(&["search", "haihe", "."]).done();
    assert!(found(&desk).contains("海河"));
    let path = desk.folder.path().display().to_string();
    let desk = desk.configured(&format!("[[folder]]\npath = \"{path}\"\nsearch.pinyin = false\n"));
    let ran = desk.run(&["search", "haihe", "."]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let ran = desk.run_on(POST, &["search", "haihe", "-"]);
    assert_eq!(ran.code, 0, "what comes through a pipe lies in no folder");
}
