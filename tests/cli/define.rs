//! `kanbao define`: what the dictionaries say.

use crate::desk::Desk;

const CEDICT: &str = "# CC-CEDICT\n天津 天津 [Tian1 jin1] /Tianjin, a municipality/\n天 天 [tian1] /day/sky/\n";

#[test]
fn words_are_looked_up_in_the_dictionaries_of_the_configuration() {
    let desk = Desk::new(&[("bad.ifo", b"nothing")]);
    // Seen from the folder of the configuration.
    let files = format!("[dictionary]\nfiles = [\"cedict.u8\", \"{}/bad.ifo\"]\n", desk.folder.path().display());
    let desk = desk.configured("[dictionary]\nfiles = [\"cedict.u8\"]\n");
    std::fs::write(desk.home.path().join("kanbao/cedict.u8"), CEDICT).expect("a file");
    let said = desk.run(&["define", "天津市"]).done();
    assert_eq!(
        said,
        "天津  Tiān jīn  [CC-CEDICT]\n  Tianjin, a municipality\n\n天  tiān  [CC-CEDICT]\n  1. day\n  2. sky\n"
    );
    let objects = desk.run(&["define", "--json", "天津"]).objects();
    assert_eq!((&objects[0]["word"], &objects[0]["readings"][0]), (&"天津".into(), &"Tiān jīn".into()));
    assert_eq!((&objects[1]["senses"][1], &objects[1]["variant"]), (&"sky".into(), &serde_json::Value::Null));
    let ran = desk.run(&["define", "北京"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, "", ""));
    // What is wrong with one is said, and the others answer.
    let desk = desk.configured(&files);
    let ran = desk.run(&["define", "天津"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.ends_with("bad.ifo: the .ifo does not say what it has to\n"), "{}", ran.err);
    assert_eq!(desk.run(&["define", "北京"]).code, 2, "a dictionary that may have had it");
    let ran = Desk::new(&[]).run(&["define", "天津"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("kanbao: no dictionary: name some in config.toml"), "{}", ran.err);
}
