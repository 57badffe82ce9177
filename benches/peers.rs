//! From key to screen: a phrase is searched for in a text of 20 MB, in kanbao and in the programs people use instead,
//! each in a terminal of 100 by 30. `cargo bench --bench peers` prints medians and ratios of one run; a program that is
//! not installed is left out. Only kanbao folds what it compares; the phrase stands in the text as it is typed, so that
//! all of them can find it.

mod installed;
#[allow(dead_code, unused_imports, reason = "other benches use the rest of it")]
mod made;
#[allow(dead_code, reason = "the tests use the rest of it")]
#[path = "../tests/pty/session.rs"]
mod session;

#[path = "clauses.rs"]
mod clauses;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clauses::CLAUSES;
use installed::installed;
use made::Dice;
use session::{Session, Setup};
use zip::write::SimpleFileOptions;

const SIZE: usize = 20_000_000;
const PHRASE: &str = "天津市委";
/// Stands beside the phrase: seen, it says that the place is on the screen.
const BESIDE: &str = "深夜灯火通明";
/// What is not there: each program has gone through the whole text before a time is taken.
const NOWHERE: &str = "查无此句";
const FIRST: &str = "卷首第一句";
const ROUNDS: usize = 9;
const CHAPTERS: usize = 200;

/// Paragraphs of clauses in no order, the phrase three quarters down.
fn paragraphs() -> Vec<String> {
    let mut dice = Dice::new(1, 0);
    let mut paragraphs = vec![FIRST.to_owned()];
    let (mut size, mut placed) = (0, false);
    while size < SIZE {
        let mut paragraph = String::new();
        if !placed && size > SIZE / 4 * 3 {
            let _ = write!(paragraph, "{PHRASE}{BESIDE}。");
            placed = true;
        }
        for _ in 0..4 + dice.below(24) {
            paragraph.push_str(dice.pick(&CLAUSES));
            paragraph.push_str(if dice.below(3) == 0 { "。" } else { "，" });
        }
        size += paragraph.len() + 1;
        paragraphs.push(paragraph);
    }
    paragraphs
}

/// The same text as a book, for readers of books.
fn epub(paragraphs: &[String]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default()).expect("a member");
        zip.write_all(text.as_bytes()).expect("its text");
    };
    add("mimetype", "application/epub+zip");
    add(
        "META-INF/container.xml",
        r#"<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#,
    );
    let (mut manifest, mut spine, mut points) = (String::new(), String::new(), String::new());
    for (number, chapter) in paragraphs.chunks(paragraphs.len().div_ceil(CHAPTERS)).enumerate() {
        let body: String = chapter.iter().map(|paragraph| format!("<p>{paragraph}</p>\n")).collect();
        let page = format!(
            r#"<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{number}</title></head><body>{body}</body></html>"#
        );
        add(&format!("c{number}.xhtml"), &page);
        let _ = write!(manifest, r#"<item id="c{number}" href="c{number}.xhtml" media-type="application/xhtml+xml"/>"#);
        let _ = write!(spine, r#"<itemref idref="c{number}"/>"#);
        let _ = write!(
            points,
            r#"<navPoint id="n{number}" playOrder="{number}"><navLabel><text>{number}</text></navLabel><content src="c{number}.xhtml"/></navPoint>"#
        );
    }
    add(
        "toc.ncx",
        &format!(
            r#"<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><navMap>{points}</navMap></ncx>"#
        ),
    );
    add(
        "book.opf",
        &format!(
            r#"<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>b</dc:title><dc:creator>b</dc:creator><dc:language>zh</dc:language><dc:identifier id="i">b</dc:identifier></metadata><manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>{manifest}</manifest><spine toc="ncx">{spine}</spine></package>"#
        ),
    );
    zip.finish().expect("a book").into_inner()
}

/// A program that shows a file and finds things in it.
struct Peer {
    name: &'static str,
    program: PathBuf,
    options: &'static [&'static str],
    book: bool,
    /// What takes one back to the top, out of a search.
    back: &'static str,
    /// What is on the screen when nothing was found.
    nothing: &'static str,
    /// Whether it finds while one types.
    live: bool,
}

fn peers() -> Vec<Peer> {
    let kanbao = Peer {
        name: "kanbao",
        program: env!("CARGO_BIN_EXE_kanbao").into(),
        options: &[],
        book: false,
        back: "g",
        nothing: "0/0",
        live: true,
    };
    let peer = |name, options, back, nothing| {
        Some(Peer { name, program: installed(name)?, options, book: name == "bk", back, nothing, live: false })
    };
    let others = [
        peer("less", &[], "\rg", "not found"),
        peer("most", &["-w"], "\x1b<", "failed"),
        peer("vim", &["-u", "NONE", "-n", "-c", "set enc=utf-8 fencs=utf-8"], "gg", "not found"),
        peer("bk", &[], "\tg\r", "").map(|bk| Peer { book: true, live: true, ..bk }),
    ];
    std::iter::once(kanbao).chain(others.into_iter().flatten()).collect()
}

/// From the first byte sent to the last thing seen.
fn timed(session: &Session, keys: &str, seen: &str) -> Duration {
    let start = Instant::now();
    session.send(keys);
    session.wait_for_text(seen);
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn key_to_screen(peer: &Peer, file: &Path) -> (Duration, Option<Duration>) {
    let path = file.to_str().expect("a path");
    let mut args = peer.options.to_vec();
    args.push(path);
    let mut setup = Setup::new(&peer.program, &args).size(100, 30);
    if let Some(path) = std::env::var_os("PATH") {
        setup = setup.env("PATH", &path.to_string_lossy());
    }
    let session = setup.spawn();
    session.wait_for_text(FIRST);
    if !peer.nothing.is_empty() {
        session.send(format!("/{NOWHERE}\r"));
        session.wait_for_text(peer.nothing);
    }
    let back = || {
        session.send(peer.back);
        session.wait_until(FIRST, |screen| screen.contents().contains(FIRST) && !screen.contents().contains(BESIDE));
    };
    let whole = (0..ROUNDS).map(|_| {
        back();
        timed(&session, &format!("/{PHRASE}\r"), BESIDE)
    });
    let whole = median(whole.collect());
    let last = peer.live.then(|| {
        let (last, _) = PHRASE.char_indices().next_back().expect("a character");
        let times = (0..ROUNDS).map(|_| {
            back();
            session.send(format!("/{}", &PHRASE[..last]));
            session.wait_for_text(&PHRASE[..last]);
            let time = timed(&session, &PHRASE[last..], BESIDE);
            session.send("\r");
            time
        });
        median(times.collect())
    });
    (whole, last)
}

/// Typed key by key: the median and the longest time from a key to its count in the prompt.
fn each_key(typed: &str, text: &Path) -> (Duration, Duration) {
    let setup = Setup::new(env!("CARGO_BIN_EXE_kanbao"), &[text.to_str().expect("a path")]).size(100, 30);
    let session = setup.env("KANBAO_WIDTH", "1").spawn();
    session.wait_for_text(FIRST);
    session.send(format!("/{NOWHERE}\r"));
    session.wait_for_text("0/0");
    let mut times = Vec::new();
    for _ in 0..3 {
        session.send("/");
        session.wait_until("the prompt", |screen| !screen.hide_cursor());
        for (at, c) in typed.char_indices() {
            let so_far = &typed[..at + c.len_utf8()];
            let start = Instant::now();
            session.send(c.to_string());
            session.wait_until(so_far, |screen| {
                let row = screen.rows(0, 100).last().unwrap_or_default();
                row.contains(so_far) && row.contains('/') && !row.contains("looking")
            });
            times.push(start.elapsed());
        }
        session.send("\x1b");
        session.wait_until("no prompt", vt100::Screen::hide_cursor);
    }
    (median(times.clone()), times.into_iter().max().unwrap_or_default())
}

/// How long a command takes that prints how often the phrase is there.
fn command(program: &Path, args: &[&str], file: &Path) -> Duration {
    let run = || {
        let start = Instant::now();
        let done = Command::new(program).args(args).arg(PHRASE).arg(file).stdout(Stdio::null()).status();
        assert!(done.expect("a program").success());
        start.elapsed()
    };
    run();
    median((0..ROUNDS).map(|_| run()).collect())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn main() {
    let folder = tempfile::tempdir().expect("a directory");
    let paragraphs = paragraphs();
    let (text, book) = (folder.path().join("text.txt"), folder.path().join("book.epub"));
    std::fs::write(&text, paragraphs.join("\n")).expect("the text");
    std::fs::write(&book, epub(&paragraphs)).expect("the book");

    println!("{:14} {:>22} {:>8} {:>22} {:>8}", "", "/phrase⏎ to screen, ms", "ratio", "last character, ms", "ratio");
    let mut ours: Option<(Duration, Option<Duration>)> = None;
    for peer in peers() {
        let (whole, last) = key_to_screen(&peer, if peer.book { &book } else { &text });
        let (our_whole, our_last) = *ours.get_or_insert((whole, last));
        let ratio = |time: Duration, ours: Duration| time.as_secs_f64() / ours.as_secs_f64();
        print!("{:14} {:22.1} {:8.2}", peer.name, milliseconds(whole), ratio(whole, our_whole));
        match last.zip(our_last) {
            Some((last, ours)) => println!(" {:22.1} {:8.2}", milliseconds(last), ratio(last, ours)),
            None => println!(),
        }
    }
    println!("\nkanbao, each key typed, ms: {:>10} {:>10}", "median", "longest");
    for typed in [PHRASE, "的风很大", "tjsw", "tianjinshiwei", "rustc 天津", "/天津.委/"] {
        let (median, longest) = each_key(typed, &text);
        println!("{typed:24} {:12.1} {:10.1}", milliseconds(median), milliseconds(longest));
    }
    println!("\nThe file read anew, ms:");
    let kanbao = Some(env!("CARGO_BIN_EXE_kanbao").into());
    for (name, program, args) in [
        ("rg", installed("rg"), ["-c", "--"]),
        ("grep", installed("grep"), ["-c", "--"]),
        ("kanbao search", kanbao, ["search", "--"]),
    ] {
        if let Some(program) = program {
            println!("{name:14} {:22.1}", milliseconds(command(&program, &args, &text)));
        }
    }
}
