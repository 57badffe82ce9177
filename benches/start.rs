//! From nothing to the first screen: one article of 7 kB, opened in kanbao and in the pagers people use instead, each in
//! a terminal of 100 by 30 that answers what it is asked. `cargo bench --bench start` prints medians of one run, in
//! which the programs take turns, and their ratio to less; a program that is not installed is left out.

#[allow(dead_code, reason = "the tests use the rest of it")]
#[path = "../tests/pty/session.rs"]
mod session;

#[path = "clauses.rs"]
mod clauses;

mod installed;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clauses::CLAUSES;
use installed::installed;
use session::Setup;
use wait4::Wait4;

const SIZE: usize = 7_000;
const ROUNDS: usize = 61;
/// Stands in the first row of the text.
const FIRST: &str = "卷首第一句";

fn article() -> String {
    let mut text = format!("# 桥头的早晨\n\n{FIRST}。");
    let mut at = 0;
    while text.len() < SIZE {
        for _ in 0..5 + at % 7 {
            let _ = write!(text, "{}，", CLAUSES[at % CLAUSES.len()]);
            // Coprime to how many there are.
            at += 5;
        }
        at += 1;
        text.push_str("就是这样。\n\n");
    }
    text
}

/// A program that shows a file.
struct Pager {
    name: &'static str,
    program: PathBuf,
    options: &'static [&'static str],
    /// What its last row has when its first screen is there.
    last_row: &'static str,
}

/// What is measured, and how.
type Measure<'m> = (&'m str, &'m dyn Fn(&Pager) -> Duration);

/// less first: the others are measured by it.
fn pagers() -> Vec<Pager> {
    let pager = |name, options, last_row| Some(Pager { name, program: installed(name)?, options, last_row });
    let kanbao = Pager { name: "kanbao", program: env!("CARGO_BIN_EXE_kanbao").into(), options: &[], last_row: "0%" };
    let others = [pager("most", &["-w"][..], "article"), pager("w3m", &[], "article")];
    let less = pager("less", &[][..], "article");
    less.into_iter().chain([kanbao]).chain(others.into_iter().flatten()).collect()
}

fn first_screen(pager: &Pager, file: &Path) -> Duration {
    let mut args = pager.options.to_vec();
    args.push(file.to_str().expect("a path"));
    let setup = Setup::new(&pager.program, &args).size(100, 30);
    let start = Instant::now();
    let session = setup.spawn();
    session.wait_until(pager.last_row, |screen| {
        let last = screen.rows(0, 100).last().unwrap_or_default();
        last.contains(pager.last_row) && screen.contents().contains(FIRST)
    });
    start.elapsed()
}

/// Of all cores, user and system.
fn version(pager: &Pager) -> Duration {
    let mut command = Command::new(&pager.program);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let used = command.spawn().and_then(Wait4::wait4).expect("a program that starts").rusage;
    used.utime + used.stime
}

fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e3
}

fn main() {
    let folder = tempfile::tempdir().expect("a directory");
    let file = folder.path().join("article.md");
    std::fs::write(&file, article()).expect("the article");
    let pagers = pagers();
    let measures: [Measure<'_>; 2] =
        [("first screen, ms", &|pager| first_screen(pager, &file)), ("--version, CPU, ms", &version)];
    for (what, measure) in measures {
        // In turns: what else the machine does, it does to all of them.
        let mut times: Vec<Vec<Duration>> = vec![Vec::new(); pagers.len()];
        for round in 0..=ROUNDS {
            for (pager, times) in pagers.iter().zip(&mut times) {
                let time = measure(pager);
                // The first time the program comes from the disk.
                if round > 0 {
                    times.push(time);
                }
            }
        }
        let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
        println!("{what:18} {:>10} {:>8}", "median", "ratio");
        for (pager, median) in pagers.iter().zip(&medians) {
            println!("{:18} {median:10.2} {:8.2}", pager.name, median / medians[0]);
        }
        println!();
    }
}
