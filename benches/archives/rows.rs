//! The *rows* of the table: what is asked of kanbao and of the programs that people use instead.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::installed::installed;
use super::made::{RARE, rare};
use super::measure::{Home, Sample, Watched};
use super::table::{Row, Step, compare};

/// A phrase that many articles have, and how it may be typed.
const OFTEN: &str = "天津市委";
const INITIALS: &str = "tjsw";
const SPELT: &str = "tianjinshiwei";

/// An archive that is measured, and with what.
pub struct Bench {
    pub kanbao: PathBuf,
    pub archive: PathBuf,
    pub feeds: PathBuf,
    pub articles: usize,
    pub runs: usize,
}

impl Bench {
    fn path(&self) -> &str {
        self.archive.to_str().expect("a path of text")
    }

    fn run(&self, home: &Home, args: &[&str]) -> Sample {
        home.run(&self.kanbao, args, args[0] == "search")
    }

    /// Whether kanbao has a command.
    fn has(&self, command: &str) -> bool {
        let asked = std::process::Command::new(&self.kanbao).args([command, "--help"]).output();
        let is_usage = |line: &str| line.starts_with("Usage: ") && line.split(' ').nth(2) == Some(command);
        asked.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).lines().any(is_usage))
    }

    /// All articles, of which nothing is known yet.
    pub fn first_time(&self) -> Vec<Row> {
        let newsboat = installed("newsboat");
        let mut steps = vec![Step::new("`kanbao list`", || self.run(&Home::new(), &["list", self.path()]))];
        if self.has("index") {
            steps.push(Step::new("`kanbao index`", || Sample {
                found: None,
                ..self.run(&Home::new(), &["index", self.path()])
            }));
        }
        steps.push(Step::new("the reader, all in its list", || self.reader(&Home::new())));
        if let Some(newsboat) = &newsboat {
            steps.push(Step::new("newsboat -x reload", move || {
                let sample = self.import(newsboat, &Home::new());
                Sample { found: None, ..sample }
            }));
        }
        compare(steps, self.runs, newsboat.is_some())
    }

    /// The same again.
    pub fn again(&self) -> Vec<Row> {
        let newsboat = installed("newsboat");
        let (home, theirs) = (Home::new(), Home::new());
        self.run(&home, &["list", self.path()]);
        let mut steps = vec![
            Step::new("`kanbao list`", || self.run(&home, &["list", self.path()])),
            Step::new("the reader, all in its list", || self.reader(&home)),
        ];
        if let Some(newsboat) = &newsboat {
            self.import(newsboat, &theirs);
            let theirs = &theirs;
            steps.push(Step::new("newsboat, its list", move || {
                let session = self.newsboat(newsboat, theirs);
                Sample { rest: session.at_rest(), ..session.so_far() }
            }));
        }
        compare(steps, self.runs, newsboat.is_some())
    }

    /// A phrase in all articles, from the command line.
    pub fn phrase(&self) -> Vec<Row> {
        let home = Home::new();
        self.run(&home, &["list", self.path()]);
        let rg = installed("rg");
        let mut rows = Vec::new();
        for (kind, phrase) in [("few", RARE), ("many", OFTEN)] {
            let quoted = format!("\"{phrase}\"");
            let (home, quoted) = (&home, &quoted);
            let mut steps = vec![
                Step::new(format!("`kanbao search`, {kind}, first time"), move || {
                    self.run(&Home::new(), &["search", quoted, self.path()])
                }),
                Step::new(format!("`kanbao search`, {kind}, again"), move || {
                    self.run(home, &["search", quoted, self.path()])
                }),
            ];
            if let Some(rg) = &rg {
                steps.push(Step::new("rg -l", move || home.run(rg, &["-l", phrase, self.path()], true)));
            }
            rows.extend(compare(steps, self.runs, rg.is_some()));
        }
        rows
    }

    /// A phrase in all articles, typed in the reader: until the first of the results is seen, and until all are.
    pub fn typed(&self) -> Vec<Row> {
        let home = Home::new();
        let ours = self.open(&home);
        let newsboat = installed("newsboat");
        let their_home = Home::new();
        let theirs = newsboat.as_ref().map(|newsboat| {
            self.import(newsboat, &their_home);
            self.newsboat(newsboat, &their_home)
        });
        let asked = [("few", RARE), ("many", OFTEN), ("initials", INITIALS), ("spelt", SPELT)];
        let mut steps = Vec::new();
        for (kind, typed) in asked {
            for all in [false, true] {
                let name = format!("{kind}: {}", if all { "all results" } else { "first results" });
                let ours = &ours;
                steps.push(Step::new(name, move || Self::type_in(ours, typed, all)));
            }
        }
        if let Some(theirs) = &theirs {
            steps.push(Step::new("newsboat, few", move || {
                let sample = since(theirs, || {
                    theirs.session.send("/");
                    theirs.wait("its prompt", |screen| screen.contains("Search for:"));
                    theirs.session.send(format!("{RARE}\r"));
                    theirs.wait("its results", |screen| {
                        screen.contains("Search Result") || screen.contains("Search result")
                    });
                });
                theirs.session.send("q");
                theirs.wait("its list", |screen| screen.contains("Your feeds"));
                sample
            }));
        }
        compare(steps, self.runs, theirs.is_some())
    }

    /// One article on the screen.
    pub fn one(&self) -> Vec<Row> {
        let less = installed("less");
        let path = find(&self.archive, "html");
        let Some(path) = path.as_ref().and_then(|path| path.to_str()) else { return Vec::new() };
        let mut steps = vec![
            Step::new("`kanbao show`", move || Sample { found: None, ..self.run(&Home::new(), &["show", path]) }),
            Step::new("`kanbao`", move || {
                let home = Home::new();
                let session = home.open(&self.kanbao, &[path]);
                session.wait("the article", |screen| screen.contains("1/1") && screen.contains("min"));
                session.so_far()
            }),
        ];
        if let Some(w3m) = installed("w3m") {
            steps.push(Step::new("w3m -dump", move || Sample {
                found: None,
                ..Home::new().run(&w3m, &["-dump", "-T", "text/html", path], false)
            }));
        }
        if let Some(less) = &less {
            steps.push(Step::new("less", move || {
                let home = Home::new();
                let session = home.open(less, &[path]);
                session.wait("the file", |screen| screen.contains("<!DOCTYPE"));
                session.so_far()
            }));
        }
        compare(steps, self.runs.max(9), less.is_some())
    }

    fn reader(&self, home: &Home) -> Sample {
        let session = self.open(home);
        let sample = session.so_far();
        let rest = session.at_rest();
        session.session.send("Q");
        session.session.wait_exit();
        Sample { rest, found: Some(self.articles), ..sample }
    }

    /// The reader, once all articles are in its list.
    fn open(&self, home: &Home) -> Watched {
        let session = home.open(&self.kanbao, &[self.path()]);
        let all = format!("/{}", self.articles);
        session.wait(&all, |screen| {
            screen.lines().last().is_some_and(|status| status.contains(&all) && !status.contains("Reading"))
        });
        session
    }

    fn type_in(ours: &Watched, typed: &str, all: bool) -> Sample {
        let mut found = None;
        ours.session.send("s");
        ours.wait("the prompt", |screen| screen.contains("Find in all articles"));
        let sample = since(ours, || {
            ours.session.send(typed);
            ours.wait(typed, |screen| {
                let head = screen.lines().next().unwrap_or_default();
                let has_results = screen.lines().nth(2).is_some_and(|row| row.contains('›'));
                // How far it is stands there as long as it goes on.
                let is_done = head.contains(" article") && !head.contains("searched");
                head.contains(typed) && if all { is_done } else { has_results }
            });
        });
        if all {
            let head = ours.session.text();
            let count = head.split(" articles").next().and_then(|before| before.split_whitespace().last());
            found = count.and_then(|count| count.parse().ok());
        }
        ours.session.send("\x1b");
        ours.wait("the list", |screen| !screen.contains("Find in all articles") && !screen.contains("searched"));
        Sample { found, ..sample }
    }

    fn import(&self, newsboat: &Path, home: &Home) -> Sample {
        let files = self.files_of_newsboat(home);
        let mut args: Vec<&str> = files.iter().map(String::as_str).collect();
        args.extend(["-x", "reload"]);
        home.run(newsboat, &args, false)
    }

    fn newsboat(&self, newsboat: &Path, home: &Home) -> Watched {
        let files = self.files_of_newsboat(home);
        let args: Vec<&str> = files.iter().map(String::as_str).collect();
        let session = home.open(newsboat, &args);
        session.wait("its list", |screen| screen.contains("Your feeds"));
        session
    }

    fn files_of_newsboat(&self, home: &Home) -> [String; 6] {
        let config = home.path().join("config");
        if !config.exists() {
            std::fs::write(&config, "").expect("a configuration");
        }
        let text = |path: PathBuf| path.to_string_lossy().into_owned();
        let (urls, cache) = (text(self.feeds.join("urls")), text(home.path().join("cache.db")));
        ["-C".to_owned(), text(config), "-u".to_owned(), urls, "-c".to_owned(), cache]
    }

    /// What the table should find: a line for whoever reads it.
    pub fn expected(&self) -> String {
        format!("The phrase that few have is in {} articles.", rare(self.articles))
    }
}

/// What something took that a program was made to do.
fn since(session: &Watched, work: impl FnOnce()) -> Sample {
    let (start, cpu) = (Instant::now(), session.cpu());
    work();
    let wall = start.elapsed();
    let cpu = session.cpu().checked_sub(cpu).unwrap_or(Duration::ZERO);
    Sample { wall, cpu, ..Sample::default() }
}

/// The first file of a kind, by name.
fn find(folder: &Path, extension: &str) -> Option<PathBuf> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    entries.sort();
    let here = entries.iter().find(|path| path.extension().is_some_and(|own| own == extension)).cloned();
    here.or_else(|| entries.iter().filter(|path| path.is_dir()).find_map(|folder| find(folder, extension)))
}
