//! *Measuring*: what a command or a program in a terminal takes, in time, processor time and memory.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use wait4::Wait4;

use super::session::{Session, Setup};

/// What something took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sample {
    pub wall: Duration,
    /// Of all cores, user and system.
    pub cpu: Duration,
    /// The most memory it had, in bytes.
    pub peak: Option<u64>,
    /// What it has when it has nothing to do, in bytes.
    pub rest: Option<u64>,
    /// How many it found.
    pub found: Option<usize>,
}

/// Where programs keep what they keep. A new one is empty.
pub struct Home(TempDir);

impl Home {
    pub fn new() -> Self {
        Self(TempDir::new().expect("a directory for the home"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    fn folders(&self) -> [(&'static str, PathBuf); 4] {
        [
            ("XDG_CONFIG_HOME", ".config"),
            ("XDG_STATE_HOME", ".local/state"),
            ("XDG_CACHE_HOME", ".cache"),
            ("XDG_DATA_HOME", ".local/share"),
        ]
        .map(|(name, folder)| (name, self.path().join(folder)))
    }

    /// Runs a command to its end. What it prints is counted: the lines, or, of lines of one file several times, the
    /// files.
    pub fn run<S: AsRef<OsStr>>(&self, program: &Path, args: &[S], per_file: bool) -> Sample {
        let printed = self.path().join("printed");
        let out = std::fs::File::create(&printed).expect("a file for what is printed");
        let mut command = Command::new(program);
        command.args(args).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.path()).env("LANG", "C.UTF-8").envs(self.folders()).current_dir(self.path());
        command.stdin(Stdio::null()).stdout(out).stderr(Stdio::null());
        let start = Instant::now();
        let used = command.spawn().and_then(Wait4::wait4).expect("a program that runs");
        let wall = start.elapsed();
        assert!(used.status.code().is_some_and(|code| code <= 1), "{}: {}", program.display(), used.status);
        let lines = BufReader::new(std::fs::File::open(&printed).expect("what was printed")).split(b'\n');
        let lines = lines.map_while(Result::ok).filter(|line| !line.is_empty());
        let found = if per_file {
            let files: HashSet<Vec<u8>> =
                lines.map(|line| line.split(|&byte| byte == b':').next().unwrap_or_default().to_owned()).collect();
            files.len()
        } else {
            lines.count()
        };
        Sample {
            wall,
            cpu: used.rusage.utime + used.rusage.stime,
            peak: Some(used.rusage.maxrss),
            rest: None,
            found: Some(found),
        }
    }

    /// Starts a program in a terminal of 100 by 30.
    pub fn open(&self, program: &Path, args: &[&str]) -> Watched {
        let mut setup = Setup::new(program, args).size(100, 30).env("HOME", &self.path().to_string_lossy());
        for (name, folder) in self.folders() {
            setup = setup.env(name, &folder.to_string_lossy());
        }
        let start = Instant::now();
        Watched { session: setup.spawn(), start }
    }
}

/// A program in a terminal, watched from its start.
pub struct Watched {
    pub session: Session,
    start: Instant,
}

impl Watched {
    /// Longer than anything here should take, with a million articles.
    const LIMIT: Duration = Duration::from_mins(15);

    /// Waits for a screen.
    pub fn wait(&self, what: &str, seen: impl Fn(&str) -> bool) {
        self.session.wait_within(Self::LIMIT, what, |screen| seen(&screen.contents()));
    }

    /// What it took from the start to now.
    pub fn so_far(&self) -> Sample {
        let wall = self.start.elapsed();
        Sample { wall, cpu: self.cpu(), peak: self.memory("VmHWM:"), rest: None, found: None }
    }

    /// The processor time until now, in steps of ten milliseconds.
    pub fn cpu(&self) -> Duration {
        let stat = self.proc("stat");
        // Behind the name, which may have blanks in it.
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        let ticks: u64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        Duration::from_secs_f64(ticks as f64 / rustix::param::clock_ticks_per_second() as f64)
    }

    /// The memory it has once it has nothing more to do, in bytes.
    pub fn at_rest(&self) -> Option<u64> {
        let (mut before, mut quiet) = (self.cpu(), 0);
        for _ in 0..600 {
            std::thread::sleep(Duration::from_millis(100));
            let now = self.cpu();
            quiet = if now == before { quiet + 1 } else { 0 };
            before = now;
            if quiet == 5 {
                break;
            }
        }
        self.memory("VmRSS:")
    }

    fn memory(&self, name: &str) -> Option<u64> {
        let status = self.proc("status");
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
    }

    fn proc(&self, file: &str) -> String {
        std::fs::read_to_string(format!("/proc/{}/{file}", self.session.pid())).unwrap_or_default()
    }
}
