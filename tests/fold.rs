//! `kanbao fold`, from outside: paragraphs in, rows out.

mod desk;

use desk::Desk;

/// `fold` of one text.
fn folded(text: &str, args: &[&str]) -> String {
    let mut all = vec!["fold"];
    all.extend(args);
    Desk::new(&[]).run_on(text, &all).done()
}

#[test]
fn fold_width() {
    let text = "推进社会面“清零”，确保不漏一户、不漏一人。\n";
    assert_eq!(folded(text, &["--width", "12"]), "推进社会面\n“清零”，确保\n不漏一户、不\n漏一人。\n");
    assert_eq!(folded("中文\n\n文中\n", &["--width", "2"]), "中\n文\n\n文\n中\n");
    assert_eq!(folded("", &[]), "");
    assert_eq!(folded("没有换行", &[]), "没有换行\n");
    assert_eq!(folded("一\r\n二\r\n", &[]), "一\n二\n");
}

#[test]
fn fold_indent_and_gap() {
    let text = "天津的会议开到深夜。\n　　第二段。\n";
    assert_eq!(folded(text, &["--width", "12", "--indent", "4"]), "    天津的会\n议开到深夜。\n    第二段。\n");
    assert_eq!(folded(text, &["--gap", "1"]), "天津的会议开到深夜。\n\n　　第二段。\n");
    assert_eq!(folded(text, &["--gap", "2", "--indent", "2"]), "  天津的会议开到深夜。\n\n\n  第二段。\n");
}

#[test]
fn fold_level_locale_and_hang() {
    let text = "天津的会议，开到深夜。\n";
    let args = ["--width", "10", "--no-hang", "--no-trim", "--no-orphan"];
    let with = |more: &[&str]| folded(text, &[&args[..], more].concat());
    assert_eq!(with(&["--level", "none"]), "天津的会议\n，开到深夜\n。\n");
    assert_eq!(with(&["--level", "basic"]), "天津的会\n议，开到深\n夜。\n");
    assert_eq!(folded(text, &["--width", "10"]), "天津的会议，\n开到深夜。\n", "the comma hangs");
    // 促音 may begin a line in Japanese only where line-break is loose or normal.
    let kana = "あいうえっか\n";
    let ja = |how| folded(kana, &["--width", "8", "--locale", "ja", "--line-break", how, "--no-orphan"]);
    assert_eq!(ja("strict"), "あいう\nえっか\n");
    assert_eq!(ja("loose"), "あいうえ\nっか\n");
    // auto: by the script of each paragraph. Korean keeps its words together.
    let mixed = "한국어 낱말은 나누지 않는다\n中文可以在任何地方断开\n";
    let auto = folded(mixed, &["--width", "12"]);
    assert!(
        auto.starts_with("한국어\n낱말은\n나누지")
            || auto.starts_with("한국어\n낱말은 \n")
            || auto.starts_with("한국어 \n"),
        "{auto}"
    );
    assert!(auto.contains("中文可以在任\n何地方断开\n"), "{auto}");
    assert_eq!(
        folded("한국어낱말\n", &["--width", "4", "--locale", "ko", "--word-break", "normal"]),
        "한국\n어낱\n말\n"
    );
}

#[test]
fn fold_ambiguous_and_overflow() {
    assert_eq!(folded("“引”“引”\n", &["--width", "8", "--ambiguous", "1"]), "“引”“引”\n");
    assert_eq!(folded("“引”“引”\n", &["--width", "8", "--ambiguous", "2", "--no-hang", "--no-trim"]), "“引”\n“引”\n");
    assert_eq!(folded("abcdefgh\n", &["--width", "4"]), "abcd\nefgh\n");
    assert_eq!(folded("abcdefgh\n", &["--width", "4", "--overflow-wrap", "normal"]), "abcdefgh\n");
}

#[test]
fn fold_reads_files_in_order_and_keeps_every_character() {
    let desk = Desk::new(&[("a", "甲\n".as_bytes()), ("b", "乙".as_bytes()), ("c", b"\xEF\xBB\xBF\xE4\xB8\x99\n")]);
    assert_eq!(desk.run(&["fold", "a", "b", "c"]).done(), "甲\n乙\n丙\n");
    let text: String = (0..20_000).map(|n| format!("第{n}段，“引号”，很长的一段话。\n")).collect();
    let out = folded(&text, &["--width", "20"]);
    assert_eq!(out.replace('\n', ""), text.replace('\n', ""));
}

/// X05, B20: a joiner that joins nothing keeps the row together and is not written.
#[test]
fn fold_obeys_idle_joiners_and_does_not_write_them() {
    let args = ["fold", "--width", "2", "--locale", "und", "--overflow-wrap", "normal", "--no-orphan"];
    let ran = Desk::new(&[]).run_on("中\u{200D}文字\n👨\u{200D}👩\n", &args);
    assert_eq!(ran.done(), "中文\n字\n👨\u{200D}👩\n");
}
