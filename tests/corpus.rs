//! The two documents kanbao was first asked to read, and others of their kinds. They are not part of the project:
//! `KANBAO_CORPUS` names the folder that holds them. Only what they must become is written here, none of their text.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kanbao::error::Error;
use kanbao::library;
use kanbao::model::{Article, BlockKind, Encoding, Format, InlineStyle, Origin};

fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("KANBAO_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        println!("KANBAO_CORPUS is not set: this runs on the assets only");
    }
    folder
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    files
}

fn seed(number: &str) -> Option<(String, Article)> {
    let path = files(&corpus()?.join("seeds"))
        .into_iter()
        .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(number)))?;
    let article = library::read(&Origin::File(path.clone())).unwrap();
    Some((std::fs::read_to_string(path).unwrap(), article))
}

fn removed<'a>(article: &'a Article, text: &str) -> Option<&'a str> {
    article.removed.iter().find(|removed| removed.text.contains(text)).map(|removed| removed.reason.0.as_str())
}

fn paragraphs(article: &Article) -> Vec<&str> {
    article.body.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph)).map(|block| block.text()).collect()
}

#[test]
fn seed_000() {
    let Some((raw, article)) = seed("000") else { return };
    let meta = &article.meta;
    assert_eq!(meta.format, Format::Hexo);
    assert!(raw.contains(&format!("title: '{}'", meta.title)));
    assert_eq!(meta.author.as_deref(), Some("新浪财经"));
    assert_eq!(meta.published.unwrap().to_string(), "2022-01-14T09:57:37+08:00");
    assert_eq!(meta.categories.len(), 3);
    // It names the QR code of an advert, which is cut.
    assert_eq!(meta.lead_image, None);
    assert_eq!(meta.source.iter().map(|source| source.as_str()).collect::<Vec<_>>(), ["上观新闻", "天津日报"]);
    assert_eq!(meta.editor.as_deref(), Some("梁斌 SF055"));
    assert_eq!(meta.lang.as_deref(), Some("zh-Hans"));

    assert!(article.body[0].text().starts_with("据天津市卫生健康委员会消息"));
    assert!(article.body.last().unwrap().text().ends_with("各区党政主要负责同志、区防控指挥部有关负责同志参加。"));
    let headings: Vec<&str> = article
        .body
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Heading { .. }))
        .map(|block| block.text())
        .collect();
    assert_eq!(headings.len(), 3);
    for (heading, start) in headings.iter().zip(["13日晚11：30会议", "12日晚10：30会议", "11日晚8时会议"])
    {
        assert!(heading.starts_with(start), "{heading}");
    }
    assert_eq!(article.body[0].inline.spans.len(), 1);
    assert_eq!(article.body[0].inline.spans[0].style, InlineStyle::Strong);

    // Every paragraph of the source that is prose is a block, character for character.
    let mut prose = 0;
    for paragraph in raw.split("<p>").skip(1).filter_map(|rest| rest.split("</p>").next()) {
        let text = paragraph.replace("<strong>", "").replace("</strong>", "");
        let text = text.trim_start_matches('　');
        if text.ends_with('。') {
            prose += 1;
            assert!(article.body.iter().any(|block| block.text() == text), "{text}");
        }
    }
    assert_eq!(article.body.len(), prose + 3);

    assert_eq!(removed(&article, &meta.title), Some("repeated-title"));
    assert_eq!(removed(&article, "appendQr_wrap"), Some("style"));
    assert_eq!(removed(&article, "尽在新浪财经APP"), Some("qr-advert"));
    assert_eq!(removed(&article, "责任编辑"), Some("editor-credit"));
    assert_eq!(removed(&article, "来源：天津日报"), Some("source-credit"));
    assert!(article.removed.iter().any(|removed| removed.reason.0 == "comment"));
}

#[test]
fn seed_004() {
    let Some((raw, article)) = seed("004") else { return };
    let meta = &article.meta;
    assert_eq!(meta.format, Format::Scraped);
    assert!(raw.lines().any(|line| line == meta.title.as_str()));
    assert_eq!(meta.original_title, Some(meta.title.clone()));
    assert_eq!(meta.published.unwrap().to_string(), "2022-01-12T17:24:19+08:00");
    assert_eq!(meta.source.iter().map(|source| source.as_str()).collect::<Vec<_>>(), ["新浪新闻综合", "天津日报"]);
    assert_eq!(meta.editor.as_deref(), Some("朱学森 SN240"));

    for furniture in ["登陆注册", "814681", "0000", "评论列表", "共(0)条", "热点", "关注", "推荐"] {
        assert!(article.body.iter().all(|block| block.text() != furniture), "{furniture} is in the body");
        assert!(article.removed.iter().any(|removed| removed.text == furniture), "{furniture} is lost");
    }
    let kinds = |name: &str| article.body.iter().filter(|block| block.kind.name() == name).count();
    assert_eq!((kinds("image"), kinds("related")), (1, 1));
    assert!(paragraphs(&article).iter().all(|text| !text.starts_with("相关新闻")));

    let prose: Vec<&str> =
        raw.lines().filter(|line| line.ends_with(['。', '”']) && line.chars().count() > 40).collect();
    let kept = paragraphs(&article);
    assert!(prose.iter().all(|line| kept.contains(line)));
    // Nothing is lost: every line of the file is somewhere.
    for line in raw.lines().filter(|line| !line.is_empty() && *line != "{image=1}") {
        let cut = article.removed.iter().any(|removed| removed.text == line);
        assert!(cut || article.body.iter().any(|block| block.text() == line), "{line}");
    }
}

/// A page and the dump of that page are the same article: most prose of the one is in the other.
#[test]
fn a_page_and_its_dump_agree() {
    let Some(corpus) = corpus() else { return };
    for page in files(&corpus.join("html")) {
        let dump = corpus.join("scraped").join(page.with_extension("txt").file_name().unwrap());
        if !dump.exists() {
            continue;
        }
        let page_article = library::read(&Origin::File(page.clone())).unwrap();
        let dump_article = library::read(&Origin::File(dump)).unwrap();
        let dumped: Vec<&str> = dump_article.body.iter().map(|block| block.text()).collect();
        let prose: Vec<&str> = page_article
            .body
            .iter()
            .flat_map(|block| block.text().split('\n'))
            .filter(|text| text.ends_with('。') && text.chars().count() > 20)
            .collect();
        let missing: Vec<&&str> = prose.iter().filter(|text| !dumped.contains(text)).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", page.display());
        let long = |text: &&&str| text.ends_with('。') && text.chars().count() > 20;
        let more = paragraphs(&dump_article).iter().filter(long).count();
        assert!(more <= prose.len() + 2, "{}: {more} against {}", page.display(), prose.len());
    }
}

#[test]
fn every_file_is_an_entry() {
    let Some(corpus) = corpus() else { return };
    let mut read = 0;
    library::scan::scan(&[corpus], &mut |found| {
        let origin = match found {
            Ok(origin) => origin,
            // Data, a picture: it is counted and no entry.
            Err((_, Error::OtherFile { .. })) => return std::ops::ControlFlow::Continue(()),
            Err((_, error)) => panic!("{error}"),
        };
        match library::read(&origin) {
            Ok(article) => {
                assert!(!article.meta.title.is_empty());
                for cut in &article.removed {
                    assert!(library::rule_name(&cut.reason.0).is_some(), "{} has no Chinese name", cut.reason.0);
                }
                assert!(!serde_json::to_string(&article).unwrap().is_empty());
                assert!(!library::entry(Arc::new(origin), &article).meta().path.is_empty());
            }
            Err(error) => assert!(!library::failed_entry(Arc::new(origin), &error).meta().title.is_empty()),
        }
        read += 1;
        std::ops::ControlFlow::Continue(())
    });
    assert!(read > 20);
}

/// P04, and a book of one line.
#[test]
fn books() {
    let Some(corpus) = corpus() else { return };
    for path in files(&corpus.join("books")) {
        let article = library::read(&Origin::File(path.clone())).unwrap();
        let raw = std::fs::read_to_string(&path).unwrap();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let body: usize = article.body.iter().map(|block| letters(block.text())).sum();
        let cut: usize = article.removed.iter().map(|removed| letters(&removed.text)).sum();
        assert_eq!(body + cut, letters(&raw), "{}", path.display());
        let chapters =
            raw.lines().filter(|line| line.starts_with('第') && line.contains('回') && line.len() < 120).count();
        let headings = article.body.iter().filter(|block| block.kind.name() == "heading").count();
        assert_eq!(headings, chapters, "{}", path.display());
    }
}

/// Each folder is named after the encoding of its files.
#[test]
fn encodings() {
    let Some(corpus) = corpus() else { return };
    let mut read = 0;
    for folder in files(&corpus.join("encodings")) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let encoding = Encoding::named(&name).expect("an encoding's name");
        for path in files(&folder) {
            let bytes = std::fs::read(&path).unwrap();
            let decoded = library::decode(&bytes, None).expect("text");
            assert_eq!(decoded.encoding, encoding, "{}", path.display());
            assert_eq!(
                decoded.text,
                encoding.web().unwrap().decode_without_bom_handling(&bytes).0,
                "{}",
                path.display()
            );
            let written = decoded.text.matches(char::REPLACEMENT_CHARACTER).count();
            assert_eq!(decoded.undecodable, written, "{}", path.display());
            read += 1;
        }
    }
    assert!(read > 10);
}
