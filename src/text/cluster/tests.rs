use std::path::{Path, PathBuf};
use std::process::Command;

use super::*;

/// `中|文A` with `|` where a row may begin.
fn picture(text: &str, rules: Rules) -> String {
    let mut clusters = Vec::new();
    Cutter::new(rules, Ruler::default()).cut(text, None, &mut clusters);
    let mut out = String::new();
    let mut at = 0;
    for cluster in clusters {
        if cluster.traits.has(Traits::BREAK) {
            out.push('|');
        }
        out.push_str(&text[at..at + cluster.len as usize]);
        at += cluster.len as usize;
    }
    assert_eq!(at, text.len(), "every byte is in a cluster");
    out
}

#[test]
fn an_island_is_cut_as_the_whole_text_would_be() {
    let rules = Rules::default();
    let text = "使用“AI”技术，在2024年5月1日；他说don’t行吗？（https://example.cn/a-b）完。";
    let whole = {
        let mut cutter = Cutter::new(rules, Ruler::default());
        let mut out = Vec::new();
        cutter.ask(text, text.len(), &mut out);
        out
    };
    let mut parts = Vec::new();
    let mut cutter = Cutter::new(rules, Ruler::default());
    for _ in 0..2 {
        parts.clear();
        cutter.cut(text, None, &mut parts);
        assert_eq!(parts, whole, "asked in islands, and again from memory");
    }
}

#[test]
fn pictures_of_chinese() {
    let zh = Rules::reading(Locale::ZhHans);
    for (text, expected) in [
        ("推进社会面“清零”，确保", "推|进|社|会|面|“清|零”，|确|保"),
        ("“健康指数”“幸福指数”，努力", "“健|康|指|数”|“幸|福|指|数”，|努|力"),
        ("晚11：30会议：推进", "晚|11：30|会|议：|推|进"),
        ("增长100.5%以上，约￥3,000元/吨", "增|长|100.5%|以|上，|约|￥3,000|元/吨"),
        ("遇……大仗硬仗——津南", "遇……|大|仗|硬|仗|——|津|南"),
        ("财经－国內，50%～60%", "财|经－|国|內，|50%～|60%"),
    ] {
        assert_eq!(picture(text, zh), expected);
    }
}

/// The cases of one of Unicode's test files: `÷` and `×` around code points in hexadecimal. The files come with the
/// crate of the line breaker, which is pinned, so they are those of its own rules; without them the tests fail.
fn unicode_cases(file: &str, version: &str) -> Vec<(String, Vec<usize>)> {
    let path = segmenter().join("tests/testdata").join(file);
    let content = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(content.starts_with(&format!("# {version}.txt\n")), "{file} is of another version than {version}");
    let lines = content.lines().map(|line| line.split('#').next().unwrap_or("").trim()).filter(|l| !l.is_empty());
    let cases = lines.map(|line| {
        let mut text = String::new();
        let mut breaks = Vec::new();
        for word in line.split_whitespace() {
            match word {
                "÷" => breaks.push(text.len()),
                "×" => {}
                code => text.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32)),
            }
        }
        (text, breaks)
    });
    cases.collect()
}

/// Where cargo keeps the source of the line breaker.
fn segmenter() -> PathBuf {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform", "host-tuple"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&cargo.stdout).expect("what cargo knows");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages.iter().find(|package| package["name"] == "icu_segmenter").expect("the line breaker");
    Path::new(package["manifest_path"].as_str().expect("a path")).parent().expect("its folder").to_owned()
}

/// Where the cutter puts boundaries: every cluster, or only those where a row may begin.
fn boundaries(text: &str, rules: Rules, breaks_only: bool) -> Vec<usize> {
    let mut clusters = Vec::new();
    Cutter::new(rules, Ruler::default()).cut(text, None, &mut clusters);
    let mut at = 0;
    let mut out = Vec::new();
    for cluster in clusters {
        if at > 0 && (!breaks_only || cluster.traits.has(Traits::BREAK)) {
            out.push(at);
        }
        at += cluster.len as usize;
    }
    out.push(at);
    out
}

/// L05: the base is Unicode's own line breaking; every test of its file passes before anything is tailored. A break
/// inside a grapheme cluster (B20) is the one thing that is never made.
#[test]
fn l05_the_untailored_base_passes_unicodes_line_break_test() {
    let base = Rules { locale: Locale::Und, line_break: LineBreak::Strict, ..Rules::default() };
    for (text, breaks) in unicode_cases("LineBreakTest.txt", "LineBreakTest-18.0.0") {
        let clusters = boundaries(&text, base, false);
        let expected: Vec<usize> = breaks.into_iter().filter(|at| clusters.contains(at)).collect();
        assert_eq!(boundaries(&text, base, true), expected, "{}", text.escape_unicode());
    }
}

#[test]
fn b20_clusters_are_unicodes_grapheme_clusters() {
    for (text, breaks) in unicode_cases("GraphemeBreakTest_17.txt", "GraphemeBreakTest-17.0.0") {
        let breaks: Vec<usize> = breaks.into_iter().skip(1).collect();
        assert_eq!(boundaries(&text, Rules::default(), false), breaks, "{}", text.escape_unicode());
    }
}
