//! What the shell is told: help, faults, completions and manual pages, in the language of the interface.

use crate::desk::{Desk, Ran};

fn in_chinese(args: &[&str]) -> Ran {
    Ran::from(Desk::new(&[]).command(args).env("LANG", "zh_CN.UTF-8").output().expect("the program"))
}

#[test]
fn the_help_speaks_chinese() {
    let help = in_chinese(&["list", "--help"]).done();
    for said in ["用法：kanbao list", "选项：\n", "--reverse", "倒过来", "［默认：date］", "印出这份说明"]
    {
        assert!(help.contains(said), "{said}: {help}");
    }
    assert!(!help.contains("Options") && !help.contains("default:"), "{help}");
    assert!(Desk::new(&[]).run(&["list", "--help"]).done().contains("The other way round"));
}

#[test]
fn a_fault_is_said_in_chinese() {
    let ran = in_chinese(&["list", "--revers"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(ran.err, "kanbao: 没有 --revers 这个选项；是不是 --reverse？（用法见 kanbao --help）\n");
}

#[test]
fn completions_and_manual_pages_are_of_this_command_line() {
    let desk = Desk::new(&[]);
    for shell in ["bash", "zsh", "fish"] {
        let script = desk.run(&["completions", shell]).done();
        for word in ["kanbao", "reverse", "doctor", "keyword"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let page = desk.run(&["man"]).done();
    assert!(page.contains(".TH") && page.contains("\\-\\-keyword"), "{page}");
    assert!(desk.run(&["man", "list"]).done().contains("\\-\\-reverse"));
    let status = ".SH \"EXIT STATUS\"\n";
    assert!(
        page.contains(".SH NOTES\nWithout a PATH") && page.contains(&format!("{status}Exit status: 0 done")),
        "{page}"
    );
    let chinese = in_chinese(&["man", "list"]).done();
    assert!(chinese.contains("倒过来") && chinese.contains(&format!("{status}退出状态：0")), "{chinese}");
    assert!(!page.contains("EXTRA") && !chinese.contains("EXTRA"));
    let ran = desk.run(&["man", "lists"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("lists") && ran.err.contains("doctor"), "{}", ran.err);
}

#[test]
fn the_version_is_one_line() {
    let said = Desk::new(&[]).run(&["--version"]).done();
    assert!(said.starts_with("kanbao 0.") && said.lines().count() == 1, "{said}");
}

#[test]
fn in_traditional_characters_too() {
    let run = |args: &[&str], language: &str| {
        Ran::from(Desk::new(&[]).command(args).env("LANG", language).output().expect("the program"))
    };
    let help = run(&["list", "--help"], "zh_TW.UTF-8").done();
    for said in ["用法：kanbao list", "選項", "倒過來", "［預設：date］", "印出這份說明"] {
        assert!(help.contains(said), "{said} in {help}");
    }
    for (args, traditional, simplified) in [
        (
            &["list", "--revers"][..],
            "沒有 --revers 這個選項；是不是 --reverse？（用法見",
            "没有 --revers 这个选项；是不是 --reverse？（用法见",
        ),
        (&["list", "nowhere"], "nowhere：檔案不存在", "nowhere：文件不存在"),
        (&["fold", "--width", "0"], "要在 1 到 1000000 之間", "要在 1 到 1000000 之间"),
        (&["search", "a (b"], "查詢第 3 字（(）：括號沒有關上", "查询第 3 字（(）：括号没有关上"),
    ] {
        for (language, said) in [("zh_HK.UTF-8", traditional), ("zh_SG.UTF-8", simplified)] {
            let ran = run(args, language);
            assert!(ran.err.contains(said), "{args:?} in {language}: {}", ran.err);
        }
    }
}
