//! What is sent to the terminal when a reader turns a page or moves a line down, in kanbao and in less, in terminals of
//! 100 by 30. `cargo bench --bench output` prints bytes, and bytes for each character that was not on the screen at that
//! place before.

#[allow(dead_code, reason = "the tests use the rest of it")]
#[path = "../tests/pty/session.rs"]
mod session;

#[path = "clauses.rs"]
mod clauses;

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use clauses::CLAUSES;
use session::{Session, Setup};

/// A terminal that has sent nothing for so long has sent all.
const QUIET: Duration = Duration::from_millis(150);
const PAGES: usize = 20;
const LINES: usize = 60;

/// An article of paragraphs in no order, the same in every run.
fn article() -> String {
    let mut seed = 7_u64;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut text = "卷首\n\n".to_owned();
    for _ in 0..400 {
        for _ in 0..3 + next(12) {
            text.push_str(CLAUSES[next(CLAUSES.len())]);
            text.push_str(if next(3) == 0 { "。" } else { "，" });
        }
        text.push_str("\n\n");
    }
    text
}

struct Reader {
    name: &'static str,
    program: PathBuf,
    /// What is pressed before anything is counted.
    first: &'static str,
}

fn readers() -> Vec<Reader> {
    let kanbao = |name, first| Reader { name, program: env!("CARGO_BIN_EXE_kanbao").into(), first };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let less = std::env::split_paths(&path).map(|folder| folder.join("less")).find(|path| path.is_file());
    let less = less.map(|program| Reader { name: "less", program, first: " " });
    [kanbao("kanbao", " "), kanbao("kanbao, text only", "z ")].into_iter().chain(less).collect()
}

/// Each column of each row: what is written there.
fn cells(session: &Session) -> Vec<String> {
    session.look(|screen| {
        let (rows, columns) = screen.size();
        let places = (0..rows.get()).flat_map(|y| (0..columns.get()).map(move |x| (y, x)));
        places.map(|(y, x)| screen.cell(y, x).map_or("", vt100::Cell::contents).trim().to_owned()).collect()
    })
}

fn settle(session: &Session) -> usize {
    let mut count = session.bytes().len();
    loop {
        thread::sleep(QUIET);
        let now = session.bytes().len();
        if now == count {
            return count;
        }
        count = now;
    }
}

/// Bytes, and characters that came new to their place, for a number of keys.
fn cost(session: &Session, key: &str, times: usize) -> (usize, usize) {
    let (mut bytes, mut characters) = (0, 0);
    for _ in 0..times {
        let (start, before) = (settle(session), cells(session));
        session.send(key);
        bytes += settle(session) - start;
        let after = cells(session);
        characters += after.iter().zip(&before).filter(|(new, old)| new != old && !new.is_empty()).count();
    }
    (bytes, characters)
}

fn open(reader: &Reader, file: &Path) -> Session {
    let setup = Setup::new(&reader.program, &[file.to_str().expect("a path")]).size(100, 30);
    let session = setup.env("LC_ALL", "C.UTF-8").spawn();
    session.wait_for_text("卷首");
    for key in reader.first.chars() {
        settle(&session);
        session.send(key.to_string());
    }
    session
}

fn main() {
    let folder = tempfile::tempdir().expect("a directory");
    let file = folder.path().join("article.txt");
    std::fs::write(&file, article()).expect("the article");
    println!("{:20} {:>12} {:>12} {:>10} {:>12}", "", "a page", "characters", "for each", "a line");
    for reader in readers() {
        let session = open(&reader, &file);
        let (page, characters) = cost(&session, " ", PAGES);
        let (line, _) = cost(&session, "j", LINES);
        let mean = |bytes: usize, times: usize| bytes as f64 / times as f64;
        println!(
            "{:20} {:12.0} {:12.0} {:10.2} {:12.0}",
            reader.name,
            mean(page, PAGES),
            mean(characters, PAGES),
            mean(page, characters.max(1)),
            mean(line, LINES)
        );
    }
}
