//! Packed files built here, sound and damaged, and read as the program reads them: from a folder, by a reader.

mod articles;
mod bombs;
mod books;
mod kit;
mod limits;
mod parts;

use kit::{gz, listed, post, tar, zip};

#[test]
fn a_zip_of_folders_lists_its_posts_by_their_paths() {
    let news = zip(&[
        ("2022/a.md", &post("甲")),
        ("2022/b.html", "<html><body><h1>乙</h1><p>乙的正文在这里，写得不长也不短。</p></body></html>".as_bytes()),
        ("2023/", b""),
        ("2023/c.txt", &post("丙")),
        ("2022/picture.png", b"\x89PNG\r\n\x1a\n"),
        ("2022/.hidden.md", &post("丁")),
        ("__MACOSX/2022/._a.md", b"\0\x05\x16\x07"),
        (".DS_Store", b"\0\0\0\x01Bud1"),
    ]);
    let expected = [
        "news.zip/2022/a.md = 甲",
        "news.zip/2022/b.html = 乙",
        "news.zip/2023/c.txt = 丙",
        "news.zip/2022/picture.png ! a png file, not an article",
    ];
    assert_eq!(listed("news.zip", &news), expected);
    // Its first bytes tell, not its name.
    assert_eq!(listed("news", &news).len(), 4);
}

#[test]
fn a_tar_is_read_packed_and_unpacked() {
    let files = [("./2022/a.md", &post("甲")[..]), ("2022/b.md", &post("乙")), ("2022/b.jpg", &[0xFF; 3000])];
    for (name, bytes) in [("news.tar", tar(&files)), ("news.tar.gz", gz(&tar(&files))), ("news.tgz", gz(&tar(&files)))]
    {
        let expected = [
            format!("{name}/2022/a.md = 甲"),
            format!("{name}/2022/b.md = 乙"),
            format!("{name}/2022/b.jpg ! a jpg file, not an article"),
        ];
        assert_eq!(listed(name, &bytes), expected);
    }
}

#[test]
fn the_gzip_of_one_file_is_that_file() {
    assert_eq!(listed("a.md.gz", &gz(&post("甲"))), ["a.md.gz = 甲"]);
    let page = "<p>没有题目的一页，只有正文，所以题目是文件的名字。</p>".repeat(3);
    assert_eq!(listed("旧闻.html.gz", &gz(page.as_bytes())), ["旧闻.html.gz = 旧闻"]);
    // Packed in two goes.
    let twice = [gz("题目\n\n正文的前一半，".as_bytes()), gz("和后一半。".as_bytes())].concat();
    assert_eq!(listed("a.txt.gz", &twice), ["a.txt.gz = 题目"]);
}

#[test]
fn packed_files_in_packed_files_are_read_with_their_paths() {
    let inner = zip(&[("a.md", &post("甲")), ("旧.md.gz", &gz(&post("乙")))]);
    let all = zip(&[("b.md", &post("丙")), ("in.zip", &inner), ("t/in.tar.gz", &gz(&tar(&[("in.zip", &inner)])))]);
    let expected = [
        "all.zip/b.md = 丙",
        "all.zip/in.zip/a.md = 甲",
        "all.zip/in.zip/旧.md.gz = 乙",
        "all.zip/t/in.tar.gz/in.zip/a.md = 甲",
        "all.zip/t/in.tar.gz/in.zip/旧.md.gz = 乙",
    ];
    assert_eq!(listed("all.zip", &all), expected);
}

#[test]
fn what_holds_no_article_says_so_once() {
    let nothing = ["x.zip ! no article text found"];
    assert_eq!(listed("x.zip", &zip(&[])), nothing);
    let others = ["x.zip/a.png ! a png file, not an article", "x.zip/sub/b.js ! a js file, not an article"];
    assert_eq!(listed("x.zip", &zip(&[("a.png", b"\x89PNG"), ("sub/b.js", b"1")])), others);
    let office = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:t>x</w:t>")]);
    assert_eq!(listed("x", &office), ["x ! binary file, not an article"]);
    let program = zip(&[("META-INF/", b""), ("META-INF/MANIFEST.MF", b"x: y"), ("readme.txt", &post("甲"))]);
    assert_eq!(listed("x", &program), ["x ! binary file, not an article"]);
}

#[test]
fn legacy_names_are_read_and_unsafe_ones_are_only_names() {
    let (gbk, _, _) = encoding_rs::GBK.encode("新闻/天津人的一天.txt");
    let raw = kit::zip_raw(&[
        (&gbk, &post("甲")),
        (b"../../evil.md", &post("乙")),
        (b"/etc/cron.md", &post("丙")),
        (b"a\x1b[2J\x07b.md", &post("丁")),
        (b"win\\sub\\c.md", &post("戊")),
    ]);
    let expected = [
        "x.zip/新闻/天津人的一天.txt = 甲",
        "x.zip/../../evil.md = 乙",
        "x.zip/etc/cron.md = 丙",
        "x.zip/a[2Jb.md = 丁",
        "x.zip/win/sub/c.md = 戊",
    ];
    assert_eq!(listed("x.zip", &raw), expected);
    let (gbk, _, _) = encoding_rs::GBK.encode("天津人的一天，从早点开始.txt");
    let tar = kit::tar_raw(&[(&gbk, &post("甲"))]);
    assert_eq!(listed("x.tar", &tar), ["x.tar/天津人的一天，从早点开始.txt = 甲"]);
}

#[test]
fn long_names_of_every_tar_are_read() {
    let long = format!("{}/尾.md", "很长的文件夹名字".repeat(20));
    let gnu = tar(&[(&long, &post("甲"))]);
    assert_eq!(listed("x.tar", &gnu), [format!("x.tar/{long} = 甲")]);
    let pax = kit::tar_pax(&long, &post("甲"));
    assert_eq!(listed("x.tar", &pax), [format!("x.tar/{long} = 甲")]);
}
