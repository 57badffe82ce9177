//! Lists as the programs export them, in our own words.

use super::super::registry::recognise;
use crate::extract::document::TextDocument;
use crate::extract::formats::parser::ParseFn;
use crate::model::{Article, Format, Note, SafeText};

fn read(name: &str, text: &str) -> Vec<Article> {
    let document = TextDocument::by_default(name, text);
    match recognise(&document).parse {
        ParseFn::One(parse) => vec![parse(&document)],
        ParseFn::Many(parse) => parse(&document),
        ParseFn::Listed(parse) => parse(&document).into_iter().map(|listed| listed.article).collect(),
    }
}

/// An article on one line: title, address, date, categories, tags, read, starred, its text.
fn line(article: &Article) -> String {
    let meta = &article.meta;
    assert_eq!(meta.format, Format::List);
    let texts: Vec<&str> = article.body.iter().map(|block| block.text()).collect();
    assert_eq!(meta.notes.contains(&Note::LinkOnly), texts.is_empty());
    let joined = |texts: &[SafeText], sign| texts.iter().map(SafeText::as_str).collect::<Vec<_>>().join(sign);
    let mark = |is: Option<bool>, yes, no| is.map_or("", |is| if is { yes } else { no });
    format!(
        "{} {} {} {}|{} {}{} {}",
        meta.title,
        meta.url.as_deref().unwrap_or("-"),
        meta.published.map(|at| at.date()).unwrap_or_default(),
        joined(&meta.categories, "/"),
        joined(&meta.tags, ","),
        mark(meta.read, "read", "unread"),
        mark(meta.starred, "*", ""),
        texts.join("|"),
    )
}

fn lines(name: &str, text: &str) -> Vec<String> {
    read(name, text).iter().map(line).collect()
}

#[test]
fn json_of_wallabag_and_omnivore() {
    let wallabag = r#"[{"is_archived":0,"is_starred":1,"id":7,"title":"桥头的早市","url":"https://n.example.org/a","content":"<p>天还没有亮。</p><p>油响起来。</p>",
        "published_at":"2022-01-02T03:04:05+0800","created_at":"2023-05-06T00:00:00+0000","tags":["甲","乙"],"domain_name":"n.example.org"},
        {"is_archived":1,"is_starred":0,"title":"只有链接","url":"https://n.example.org/b","content":"","tags":[{"label":"丙","slug":"bing"}],"created_at":"2023-05-06T00:00:00+0000"}]"#;
    let expected = [
        "桥头的早市 https://n.example.org/a 2022-01-02 |甲,乙 unread* 天还没有亮。|油响起来。",
        "只有链接 https://n.example.org/b 2023-05-06 |丙 read ",
    ];
    assert_eq!(lines("export.json", wallabag), expected);
    let answer = format!(r#"{{"page": 1, "total": 2, "_embedded": {{"items": {wallabag}}}}}"#);
    assert_eq!(lines("api.json", &answer), expected);
    let omnivore = r#"[{"id":"x","slug":"y","title":"一","url":"http://n.example.org/1","savedAt":"2022-01-02T03:04:05.000Z","labels":["甲"],"state":"Archived"}]"#;
    assert_eq!(lines("metadata_0_to_20.json", omnivore), ["一 http://n.example.org/1 2022-01-02 |甲 read "]);
}

#[test]
fn json_of_others() {
    let pocket = r#"{"status":1,"list":{"12":{"item_id":"12","resolved_title":"一","given_url":"https://n.example.org/1","time_added":"1639793996","favorite":"1","status":"0","tags":{"甲":{"tag":"甲"}}}}}"#;
    assert_eq!(lines("pocket.json", pocket), ["一 https://n.example.org/1 2021-12-18 |甲 unread* "]);
    let pinboard = r#"[{"href":"https://n.example.org/1","description":"一","extended":"记一笔。","time":"2021-12-18T02:19:56Z","toread":"yes","tags":"甲 乙"}]"#;
    assert_eq!(lines("pinboard.json", pinboard), ["一 https://n.example.org/1 2021-12-18 |甲,乙 unread 记一笔。"]);
    let karakeep = r#"{"bookmarks":[{"createdAt":1639793996,"title":"一","tags":["甲"],"content":{"type":"link","url":"https://n.example.org/1"}}]}"#;
    assert_eq!(lines("karakeep.json", karakeep), ["一 https://n.example.org/1 2021-12-18 |甲  "]);
    let chrome = r#"{"roots":{"bookmark_bar":{"name":"书签栏","type":"folder","children":[{"name":"海河","type":"folder","children":[
        {"name":"一","type":"url","url":"https://n.example.org/1","date_added":"13284267596000000"}]}]}},"version":1}"#;
    assert_eq!(lines("Bookmarks", chrome), ["一 https://n.example.org/1 2021-12-18 书签栏/海河|  "]);
    // Cut: what can be read is, and it is said.
    let cut = r#"[{"title":"一","url":"https://n.example.org/1","tags":[]},{"title":"二","url":"https://n.exam"#;
    let articles = read("export.json", cut);
    assert!(articles.len() == 1 && matches!(articles[0].meta.notes[..], [Note::LinkOnly, Note::Malformed { .. }]));
}

#[test]
fn csv_of_pocket_instapaper_raindrop_and_readwise() {
    for (csv, expected) in [
        (
            "title,url,time_added,tags,status\n\"标题, 带逗号\",https://n.example.org/1,1639793996,甲|乙,unread\nhttps://n.example.org/2,https://n.example.org/2,1639793996,,archive\n",
            &[
                "标题, 带逗号 https://n.example.org/1 2021-12-18 |甲,乙 unread ",
                "https://n.example.org/2 https://n.example.org/2 2021-12-18 | read ",
            ][..],
        ),
        (
            "URL,Title,Selection,Folder,Timestamp\nhttps://n.example.org/1,一,\"摘了两行，\n第二行。\",Archive,1639793996\nhttps://n.example.org/2,二,,海河,1639793996\n",
            &[
                "一 https://n.example.org/1 2021-12-18 | read 摘了两行，|第二行。",
                "二 https://n.example.org/2 2021-12-18 海河|  ",
            ],
        ),
        (
            "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n1,一,,摘要。,https://n.example.org/1,海河,\"甲, 乙\",2021-12-18T02:19:56.000Z,,,true\n",
            &["一 https://n.example.org/1 2021-12-18 海河|甲,乙 * 摘要。"],
        ),
        (
            "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n一,https://n.example.org/1,x,\"['甲', '乙']\",2021-12-18 02:19:56+00:00,100,archive,True\n",
            &["一 https://n.example.org/1 2021-12-18 |甲,乙 read "],
        ),
        ("title;url;tags\n一;https://n.example.org/1;甲\n坏的;没有地址;\n", &["一 https://n.example.org/1  |甲  "]),
    ] {
        assert_eq!(lines("part_000000.csv", csv), expected);
    }
}

#[test]
fn bookmarks_in_html() {
    let pocket = "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>\
        <li><a href=\"https://n.example.org/1\" time_added=\"1639793996\" tags=\"甲,乙\">第一篇</a></li></ul>\
        <h1>Read Archive</h1><ul><li><a href=\"https://n.example.org/2\" time_added=\"1639793996\" tags=\"\">第二篇</a></li></ul></body></html>";
    let expected = [
        "第一篇 https://n.example.org/1 2021-12-18 |甲,乙 unread ",
        "第二篇 https://n.example.org/2 2021-12-18 | read ",
    ];
    assert_eq!(lines("ril_export.html", pocket), expected);
    let instapaper = "<!DOCTYPE html><html><head><title>Instapaper: Export</title></head><body><h1>Unread</h1><ol>\
        <li><a href=\"https://n.example.org/1\">一</a></ol><h1>海河</h1><ol><li><a href=\"https://n.example.org/2\">二</a></ol></body></html>";
    assert_eq!(
        lines("instapaper-export.html", instapaper),
        ["一 https://n.example.org/1  | unread ", "二 https://n.example.org/2  海河|  "]
    );
    let netscape = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=UTF-8\">\n\
        <TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n<DT><H3 ADD_DATE=\"1\">书签栏</H3>\n<DL><p>\n\
        <DT><A HREF=\"https://n.example.org/1\" ADD_DATE=\"1639793996\" TAGS=\"甲\">一</A>\n<DD>记一笔。\n\
        <DT><H3>海河</H3>\n<DL><p>\n<DT><A HREF=\"https://n.example.org/2\" ADD_DATE=\"1639793996000000\">二</A>\n</DL><p>\n\
        <DT><A HREF=\"javascript:void(0)\">小工具</A>\n<DT><A HREF=\"https://n.example.org/3\">三</A>\n</DL><p>\n</DL><p>\n";
    assert_eq!(
        lines("bookmarks.html", netscape),
        [
            "一 https://n.example.org/1 2021-12-18 书签栏|甲  记一笔。",
            "二 https://n.example.org/2 2021-12-18 书签栏/海河|  ",
            "三 https://n.example.org/3  书签栏|  ",
        ]
    );
}

#[test]
fn what_is_only_a_table_of_other_data_is_no_list() {
    for (name, text) in [
        ("a.csv", "title,url\n一,https://n.example.org/1\n"),
        ("a.csv", "date,open,close\n2022-01-01,1,2\n"),
        (
            "a.json",
            r#"[{"albumId":1,"id":1,"title":"一","url":"https://n.example.org/1","thumbnailUrl":"https://n.example.org/2"}]"#,
        ),
        ("package.json", r#"{"name":"x","version":"1","homepage":"https://n.example.org","scripts":{"test":"x"}}"#),
        ("a.json", "[1, 2, 3]"),
        (
            "a.html",
            "<!DOCTYPE html><html><body><p>讲 time_added 的文章，<a href=\"https://n.example.org\">链接</a>在这里。</p></body></html>",
        ),
    ] {
        let document = TextDocument::by_default(name, text);
        assert!(matches!(recognise(&document).parse, ParseFn::One(_)), "{text}");
        assert!(!super::says_so(text), "{text}");
    }
}
