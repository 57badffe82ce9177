//! One of many: by the path that the list shows, and nothing else is read for it.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::books::book;
use super::kit::{gz, in_folder, listed, post, tar, zip};
use crate::library::importer::Importer;
use crate::library::scan;
use crate::model::Article;

/// The titles that a path inside of a file leads to.
fn titles(name: &str, bytes: &[u8], inside: &str) -> Vec<String> {
    in_folder(name, bytes, |_, folder| {
        let origin = scan::find(&Path::new(folder).join(name).join(inside)).unwrap().unwrap();
        let mut titles = Vec::new();
        let _ = Importer::default().each(&Arc::new(origin), &mut |_, article| {
            titles.push(article.map_or_else(|error| error.to_string(), |article| article.meta.title.to_string()));
            ControlFlow::Continue(())
        });
        titles
    })
}

#[test]
fn each_listed_path_leads_to_its_article() {
    let inner = zip(&[("a.md", &post("甲")), ("旧.md.gz", &gz(&post("乙"))), ("灯下集.epub", &book())]);
    let all = zip(&[("b#2.md", &post("丙")), ("c#2", &post("丁")), ("t/in.tar.gz", &gz(&tar(&[("in.zip", &inner)])))]);
    let lines = listed("all.zip", &all);
    assert_eq!(lines.len(), 7);
    for line in lines {
        let (path, title) = line.split_once(" = ").unwrap();
        assert_eq!(titles("all.zip", &all, path.strip_prefix("all.zip/").unwrap()), [title], "{path}");
    }
}

#[test]
fn a_folder_of_a_packed_file_is_what_is_in_it() {
    let files = [("2022/a.md", &post("甲")[..]), ("2022/1/b.md", &post("乙")), ("20223/c.md", &post("丙"))];
    for (name, bytes) in [("x.zip", zip(&files)), ("x.tar", tar(&files)), ("x.tar.gz", gz(&tar(&files)))] {
        assert_eq!(titles(name, &bytes, "2022"), ["甲", "乙"], "{name}");
    }
}

#[test]
fn what_is_not_there_says_so() {
    let bytes = zip(&[("a.md", &post("甲"))]);
    for inside in ["b.md", "a.md/b", "a.md#2", "a"] {
        let said = titles("x.zip", &bytes, inside);
        assert!(said.len() == 1 && said[0].ends_with(": nothing of this name in it"), "{inside}: {said:?}");
    }
}

#[test]
fn a_name_that_comes_twice_leads_to_both() {
    // As after `tar r`: the second is the newer.
    let bytes = tar(&[("a.md", &post("旧")), ("a.md", &post("新"))]);
    assert_eq!(listed("x.tar", &bytes), ["x.tar/a.md = 旧", "x.tar/a.md~2 = 新"]);
    assert_eq!(titles("x.tar", &bytes, "a.md~2"), ["新"]);
}

#[test]
fn what_is_passed_over_in_the_list_is_read_when_it_is_named() {
    let bytes = zip(&[(".draft/a.log", &post("甲"))]);
    assert_eq!(listed("x.zip", &bytes), ["x.zip ! no article text found"]);
    assert_eq!(titles("x.zip", &bytes, ".draft/a.log"), ["甲"]);
}

#[test]
fn the_source_of_a_part_is_its_own() {
    let bytes = zip(&[("a.md", &post("甲")), ("b.md", &post("乙"))]);
    let sources = |inside: &str| {
        in_folder("x.zip", &bytes, |_, folder| {
            let origin = scan::find(&Path::new(folder).join(inside)).unwrap().unwrap();
            let mut texts = Vec::new();
            let _ = Importer::default().sources(&Arc::new(origin), &mut |text| {
                texts.push(text.unwrap().to_string());
                ControlFlow::Continue(())
            });
            texts
        })
    };
    assert_eq!(sources("x.zip/b.md"), [String::from_utf8(post("乙")).unwrap()]);
    assert_eq!(sources("x.zip").len(), 2);
}

#[test]
fn whether_it_is_a_list_is_known_before_it_is_read() {
    let bytes = zip(&[("a/b.md", &post("甲")), ("a/c.md", &post("乙")), ("in.zip", &zip(&[("d.md", &post("丙"))]))]);
    in_folder("x.zip", &bytes, |_, folder| {
        let is_list = |inside: &str| {
            Importer::default().is_list(&Arc::new(scan::find(&Path::new(folder).join(inside)).unwrap().unwrap()))
        };
        assert!(is_list("x.zip") && is_list("x.zip/a"));
        assert!(!is_list("x.zip/a/b.md"));
    });
    let is_list = |name: &str, bytes: &[u8]| in_folder(name, bytes, |origin, _| Importer::default().is_list(origin));
    assert!(!is_list("a.md", &post("甲")) && !is_list("a.md.gz", &gz(&post("甲"))));
    assert!(is_list("a.tgz", &gz(&tar(&[("a.md", &post("甲"))]))));
}

#[test]
fn the_texts_of_a_list_are_read_from_beside_it() {
    let list = r#"[{"slug":"yi","title":"一","url":"https://n.example.org/1","savedAt":"2022-01-02T03:04:05.000Z","labels":["甲"]},
        {"slug":"er","title":"二","url":"https://n.example.org/2","savedAt":"2022-01-02T03:04:05.000Z","labels":[]}]"#;
    let text = "<div><p>天还没有亮，推车就在桥头停下了。</p></div>";
    let files = [
        ("export/content/yi.html", text.as_bytes()),
        ("export/metadata_0_to_20.json", list.as_bytes()),
        ("export/highlights/yi.md", "> 推车".as_bytes()),
        ("other/content/yi.html", text.as_bytes()),
    ];
    let bytes = zip(&files);
    let expected = [
        "x.zip/export/metadata_0_to_20.json#1 = 一",
        "x.zip/export/metadata_0_to_20.json#2 = 二",
        "x.zip/other/content/yi.html = yi",
    ];
    assert_eq!(listed("x.zip", &bytes), expected);
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    std::fs::write(folder.path().join("x.zip"), &bytes).unwrap();
    let texts = |path: &str| -> Vec<(String, usize)> {
        let mut texts = Vec::new();
        scan::scan(&[folder.path().join(path)], &mut |found| {
            Importer::default().each(&Arc::new(found.unwrap()), &mut |_, article| {
                let Article { meta, body, .. } = article.unwrap();
                texts.push((meta.url.map(|url| url.to_string()).unwrap_or_default(), body.len()));
                ControlFlow::Continue(())
            })
        });
        texts
    };
    let entries = [("https://n.example.org/1".to_owned(), 1), ("https://n.example.org/2".to_owned(), 0)];
    assert_eq!(texts("export"), entries);
    assert_eq!(texts("x.zip")[..2], entries);
}
