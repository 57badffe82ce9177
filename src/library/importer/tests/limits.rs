//! A limit that is reached is always a note, whichever parser met it.

use std::ops::ControlFlow;

use super::books::book;
use super::kit::in_folder;
use crate::library::importer::Importer;
use crate::model::{Limits, Note};

/// The limits that each article of a file says were reached.
fn reached(limits: Limits, name: &str, bytes: &[u8]) -> Vec<Vec<String>> {
    let importer = Importer::new(limits, &[]).unwrap();
    in_folder(name, bytes, |origin, _| {
        let mut articles = Vec::new();
        let _ = importer.each(origin, &mut |_, article| {
            let notes = article.unwrap_or_else(|error| panic!("{name}: {error}")).meta.notes;
            let limits = notes.into_iter().filter_map(|note| match note {
                Note::Limit { message } => Some(message.to_string()),
                _ => None,
            });
            articles.push(limits.collect());
            ControlFlow::Continue(())
        });
        articles
    })
}

const PROSE: &str = "<p>海河边的早点摊六点就开了火，排队的人把手揣在袖子里，谁也不催。</p>";

/// The beginnings of files, each with what makes it longer than any limit when it is repeated.
#[test]
fn every_parser_says_which_limit_it_reached() {
    let few = Limits { xml_elements: 8, html_nodes: 200, html_depth: 20, ..Limits::default() };
    let item = "<item><title>题</title><description>正文。</description></item>";
    let rss = format!("<?xml version=\"1.0\"?><rss><channel><title>某报</title>{}", item.repeat(20));
    let news = format!("<docs>{}</docs>", "<doc><title>题</title><body>正文。</body></doc>".repeat(20));
    let page = format!("<!DOCTYPE html><html><body>{}</body></html>", PROSE.repeat(400));
    let deep = format!("<!DOCTYPE html><html><body>{PROSE}{}{PROSE}", "<div>".repeat(2000));
    let script = format!(
        "<!DOCTYPE html><html><body>{PROSE}<script>{}</script></body></html>",
        "var a = 'x';\n".repeat(400_000)
    );
    let linked = format!(
        "<!DOCTYPE html><html><head><script type=\"application/ld+json\">[{}{{}}]</script></head><body>{PROSE}</body></html>",
        "{},".repeat(3000)
    );
    let in_script = format!(
        "<!DOCTYPE html><html><body><script>x = {{\"content\": \"{}\"}}</script></body></html>",
        PROSE.repeat(300).replace("</", "<\\/")
    );
    let post = format!("---\ntitle: 题\n---\n<div>{}</div>", PROSE.repeat(400));
    let long = "key: value\n".repeat(7000);
    let fields = format!("---\ntitle: 题\n{long}---\n正文。\n");
    let unopened = format!("title: 题\n{long}");
    let labels = format!("标题：题\n作者：甲\n{}", "来源：某报\n".repeat(7000));
    let json = format!("{{\n\"title\": \"题\",\n{}\"a\": 1\n}}\n\n正文。\n", "\"key\": \"value\",\n".repeat(7000));
    let markdown = format!("# 题\n\n{}", "**重点**的一段。\n\n".repeat(400));
    let quotes = format!("# 题\n\n{} 深\n", "> ".repeat(200));
    let tags = format!("# 题\n\n正文[甲](http://a)。\n\n{}\n", "{ ".repeat(30_000));
    let huge = format!(
        "# 题\n\n见[甲](http://a)。\n\n{}",
        format!("{}\n\n", "正文的一段，不长也不短。".repeat(100)).repeat(5000)
    );
    let usual = Limits::default();
    let short = Limits { text_lines: 100, markdown_marks: 100, ..usual };
    let lines = "文\n".repeat(4000);
    let headed = format!("---\ntitle: 题\n---\n{lines}");
    let dump = format!("题目\n{{image=1}}\n{lines}");
    let marked = format!("# 题\n\n{}", "*重*".repeat(200));
    let in_item = format!(
        "<?xml version=\"1.0\"?><rss><channel><item><title>题</title><description>{lines}</description></item></channel></rss>"
    );
    let shallow = Limits { html_depth: 20, ..usual };
    for (name, text, limits, message) in [
        ("feed.xml", rss.as_str(), few, "more than 8 XML elements: the rest is not read"),
        ("news.xml", &news, few, "more than 8 XML elements: the rest is not read"),
        ("page.html", &page, few, "more than 200 HTML nodes"),
        ("deep.html", &deep, shallow, "HTML nested deeper than 20"),
        ("script.html", &script, usual, "more than 4194304 bytes of scripts: the rest is not searched"),
        ("linked.html", &linked, usual, "more than 2000 objects of linked data: the rest is not read"),
        ("in-script.html", &in_script, few, "more than 200 HTML nodes"),
        ("post.md", &post, few, "more than 200 HTML nodes"),
        ("fields.md", &fields, usual, "more than 65536 bytes of front matter: read as text"),
        ("unopened.md", &unopened, usual, "more than 65536 bytes of front matter: read as text"),
        ("labels.txt", &labels, usual, "more than 65536 bytes of front matter: read as text"),
        ("json.md", &json, usual, "more than 65536 bytes of front matter: read as text"),
        ("a.md", &markdown, few, "more than 200 HTML nodes"),
        ("quotes.md", &quotes, usual, "quotes and lists nested deeper than 64: read as 64 deep"),
        ("tags.md", &tags, usual, "too many braces and brackets that open nothing: template tags behind them are text"),
        ("lines.txt", &lines, short, "more than 162 lines (limits.text-lines): the rest is bare text"),
        ("headed.txt", &headed, short, "more than 162 lines (limits.text-lines): the rest is bare text"),
        ("dump.txt", &dump, short, "more than 162 lines (limits.text-lines): the rest is bare text"),
        ("item.xml", &in_item, short, "more than 162 lines (limits.text-lines): the rest is bare text"),
        ("marks.md", &marked, short, "too many marks of Markdown (limits.markdown-marks): read as text"),
        ("huge.md", &huge, usual, "more than 16777216 bytes of Markdown: read as text"),
    ] {
        let articles = reached(limits, name, text.as_bytes());
        assert!(!articles.is_empty(), "{name}");
        for notes in articles {
            assert_eq!(notes, [message], "{name}");
        }
    }
}

#[test]
fn a_book_whose_index_is_cut_says_so_in_every_chapter() {
    assert!(reached(Limits::default(), "book.epub", &book()).iter().all(Vec::is_empty));
    // Enough for the package, and not for its last elements.
    let few = Limits { xml_elements: 17, ..Limits::default() };
    let notes = reached(few, "book.epub", &book());
    assert!(!notes.is_empty());
    assert!(notes.iter().all(|notes| *notes == ["more than 17 XML elements: the rest is not read"]), "{notes:?}");
}
