//! A *desk* to run the program at: files, a home, and what a run left.

#![allow(dead_code, reason = "each test crate uses a part of it")]

use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A folder of files of ours, and a home that is empty.
pub struct Desk {
    pub folder: TempDir,
    pub home: TempDir,
}

impl Desk {
    pub fn new(files: &[(&str, &[u8])]) -> Self {
        let desk = Self { folder: TempDir::new().expect("a folder"), home: TempDir::new().expect("a home") };
        for (name, bytes) in files {
            std::fs::write(desk.folder.path().join(name), bytes).expect("a file");
        }
        desk
    }

    /// The same, with a configuration.
    pub fn configured(self, config: &str) -> Self {
        let folder = self.home.path().join("kanbao");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("config.toml"), config).expect("a configuration");
        self
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kanbao"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .env("LANG", "C.UTF-8")
            .env("TERM", "xterm-256color");
        for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
            command.env(name, self.home.path());
        }
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::from(self.command(args).stdin(Stdio::null()).output().expect("the program"))
    }

    pub fn run_on(&self, input: impl AsRef<[u8]>, args: &[&str]) -> Ran {
        Ran::from(
            assert_cmd::Command::from_std(self.command(args))
                .write_stdin(input.as_ref())
                .output()
                .expect("the program"),
        )
    }
}

/// What a run of the program left.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("an exit status"),
            out: String::from_utf8(output.stdout).expect("UTF-8 on stdout"),
            err: String::from_utf8(output.stderr).expect("UTF-8 on stderr"),
        }
    }
}

impl Ran {
    /// What was printed by a run that did all it was asked.
    pub fn done(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "stdout: {}", self.out);
        self.out
    }

    pub fn objects(self) -> Vec<Value> {
        self.done().lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect()
    }
}
