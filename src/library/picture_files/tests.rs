//! What an article says of the place of a picture leads to it, and to nothing outside of the archive.

use std::fs;
use std::os::unix::fs::symlink;

use tempfile::TempDir;

use super::*;

/// An archive with a file outside of it.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, bytes) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, bytes).expect("a file");
        }
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What an address in an article of `archive/` leads to.
    fn find(&self, article: &str, address: &str) -> Result<String, PictureFault> {
        let files = PictureFiles::new(&[self.path("archive")], Limits::default());
        let origin = crate::library::scan::find(&self.path(article)).expect("an article").expect("an article");
        let found = files.find(&Arc::new(origin), address, 1 << 20);
        found.map(|(bytes, _)| String::from_utf8_lossy(&bytes).into_owned())
    }
}

fn archive() -> Place {
    Place::new(&[
        ("archive/2022/a.md", b"text"),
        ("archive/2022/one.png", b"one"),
        ("archive/2022/50% 乙.png", b"signs"),
        ("archive/2022/q.png?x=1", b"asked"),
        ("archive/2022/a/own.png", b"own folder"),
        ("archive/2022/sub/dir.png", b"sub"),
        ("archive/img/two.png", b"two"),
        ("outside.png", b"secret"),
    ])
}

#[test]
fn a_path_leads_to_the_file_beside_the_article() {
    let place = archive();
    for (address, found) in [
        ("one.png", "one"),
        ("./one.png", "one"),
        ("one.png?width=3#top", "one"),
        ("../img/two.png", "two"),
        ("/img/two.png", "two"),
        ("..\\img\\two.png", "two"),
        ("sub%2Fdir.png", "sub"),
        ("sub\\dir.png", "sub"),
        ("50%25%20%E4%B9%99.png", "signs"),
        ("50% 乙.png", "signs"),
        ("q.png?x=1", "asked"),
        ("own.png", "own folder"),
    ] {
        assert_eq!(place.find("archive/2022/a.md", address).as_deref(), Ok(found), "{address}");
    }
    assert_eq!(place.find("archive/2022/a.md", "none.png"), Err(PictureFault::Missing));
    assert_eq!(place.find("archive/2022/a.md", ""), Err(PictureFault::Missing));
    assert_eq!(place.find("archive/2022/a.md", "sub"), Err(PictureFault::Missing), "a folder");
}

#[test]
fn no_path_leads_out_of_the_archive() {
    let place = archive();
    let outside = place.path("outside.png");
    let outside = outside.to_str().expect("a path");
    for address in [
        "../../outside.png",
        "..%2F..%2Foutside.png",
        "..\\..\\outside.png",
        "../2022/../../outside.png",
        "/../outside.png",
    ] {
        assert_eq!(place.find("archive/2022/a.md", address), Err(PictureFault::Outside), "{address}");
    }
    // Absolute paths are those of a site, whose root is the archive.
    assert_eq!(place.find("archive/2022/a.md", outside), Err(PictureFault::Missing));
    for address in [&format!("file://{outside}"), "file:///etc/passwd", "C:\\a.png", "javascript:x", "blob:x"] {
        assert_eq!(place.find("archive/2022/a.md", address), Err(PictureFault::Outside), "{address}");
    }
    symlink(outside, place.path("archive/2022/link.png")).expect("a link");
    symlink(place.folder.path(), place.path("archive/2022/up")).expect("a link");
    assert_eq!(place.find("archive/2022/a.md", "link.png"), Err(PictureFault::Outside));
    assert_eq!(place.find("archive/2022/a.md", "up/outside.png"), Err(PictureFault::Outside));
    symlink(place.path("archive/img/two.png"), place.path("archive/2022/within.png")).expect("a link");
    assert_eq!(place.find("archive/2022/a.md", "within.png").as_deref(), Ok("two"), "a link that stays inside");
}

#[test]
fn what_is_no_regular_file_is_not_waited_for() {
    let place = archive();
    let pipe = place.path("archive/2022/pipe.png");
    let status = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(status.success());
    assert_eq!(place.find("archive/2022/a.md", "pipe.png"), Err(PictureFault::Missing));
}

#[test]
fn a_network_is_not_asked() {
    let place = archive();
    for address in ["http://n.example.org/a.png", "HTTPS://n.example.org/a.png", "//n.example.org/a.png", "ftp://x/a"] {
        assert_eq!(place.find("archive/2022/a.md", address), Err(PictureFault::OnNetwork), "{address}");
    }
}

#[test]
fn an_address_may_be_the_picture() {
    let of = |data: &str| of_data(data, 64).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert_eq!(of("image/png;base64,b25l").as_deref(), Ok("one"));
    assert_eq!(of("image/png;base64,b2%35%6C\n ").as_deref(), Ok("one"), "its signs may be written in per cent");
    assert_eq!(of("image/png;base64,b25lIQ").as_deref(), Ok("one!"), "without its end");
    assert_eq!(of("image/gif,one%21").as_deref(), Ok("one!"));
    assert_eq!(of("image/svg+xml;base64,b25l"), Err(PictureFault::Vector));
    assert!(matches!(of("image/png;base64,b"), Err(PictureFault::Broken(_))));
    assert_eq!(of("image/png"), Err(PictureFault::Unknown));
    assert_eq!(of(&format!("image/png;base64,{}", "A".repeat(200))), Err(PictureFault::TooManyBytes));
}

#[test]
fn a_picture_of_more_bytes_than_are_read_is_refused() {
    let place = archive();
    fs::write(place.path("archive/2022/large.png"), vec![0; (1 << 20) + 1]).expect("a file");
    assert_eq!(place.find("archive/2022/a.md", "large.png"), Err(PictureFault::TooManyBytes));
}

#[test]
fn a_saved_page_has_its_pictures_in_itself() {
    let mht = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; \
        boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Location: http://n.example.org/2024/a.html\r\n\r\n\
        <p>a</p>\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <one@x>\r\nContent-Transfer-Encoding: base64\r\n\r\nb25l\r\n\
        --b\r\nContent-Type: image/png\r\nContent-Location: pic/two.png\r\n\r\ntwo\r\n--b--\r\n";
    let place = Place::new(&[("archive/a.mht", mht.as_bytes())]);
    assert_eq!(place.find("archive/a.mht", "cid:one@x").as_deref(), Ok("one"));
    assert_eq!(
        place.find("archive/a.mht", "http://n.example.org/2024/pic/two.png").as_deref().map(str::trim),
        Ok("two")
    );
    assert_eq!(place.find("archive/a.mht", "pic/two.png").as_deref().map(str::trim), Ok("two"));
    assert_eq!(place.find("archive/a.mht", "cid:other@x"), Err(PictureFault::Missing));
    assert_eq!(place.find("archive/a.mht", "http://n.example.org/other.png"), Err(PictureFault::OnNetwork));
}

/// A zip of files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, ::zip::write::SimpleFileOptions::default()).expect("a file");
        zip.write_all(bytes).expect("bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn a_packed_article_has_the_pictures_that_are_packed_with_it() {
    let packed = zip(&[("2022/a.html", b"<p>a</p>"), ("2022/one.png", b"one"), ("img/乙.png", b"two")]);
    let place = Place::new(&[("archive/n.zip", &packed), ("archive/beside.png", b"beside")]);
    for (address, found) in [
        ("one.png", Ok("one")),
        ("../img/%E4%B9%99.png", Ok("two")),
        ("/img/乙.png", Ok("two")),
        ("../../beside.png", Err(PictureFault::Outside)),
        ("../beside.png", Err(PictureFault::Missing)),
    ] {
        let own = place.find("archive/n.zip/2022/a.html", address);
        assert_eq!(own, found.map(str::to_owned), "{address}");
    }
}

#[test]
fn a_chapter_has_the_pictures_of_its_book() {
    let container = b"<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>\
        <rootfile full-path='OEBPS/b.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";
    let package = b"<package xmlns='http://www.idpf.org/2007/opf'><manifest>\
        <item id='c' href='text/c1.xhtml' media-type='application/xhtml+xml'/></manifest>\
        <spine><itemref idref='c'/></spine></package>";
    let book = zip(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container),
        ("OEBPS/b.opf", package),
        ("OEBPS/text/c1.xhtml", b"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>a</p></body></html>"),
        ("OEBPS/images/one.png", b"one"),
    ]);
    let place = Place::new(&[("archive/b.epub", &book)]);
    assert_eq!(place.find("archive/b.epub#1", "../images/one.png").as_deref(), Ok("one"));
    assert_eq!(place.find("archive/b.epub#1", "../../../outside.png"), Err(PictureFault::Outside));
    assert_eq!(place.find("archive/b.epub#1", "../images/none.png"), Err(PictureFault::Missing));
}
