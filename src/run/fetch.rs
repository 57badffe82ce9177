//! *Fetching* a picture: a program does it, which writes to its standard output. No shell sees the address, no more is read
//! than a picture may have, and nothing of it is kept on the disk.

use std::io::Read;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};

use super::lent_program::why_not_run;
use super::outside::is_installed;
use crate::model::{PictureFault, SafeText};

/// The programs that are looked for. Of addresses only those of the web are followed.
const FETCHERS: [&[&str]; 2] = [
    &["curl", "-fsSL", "--proto", "=http,https", "--proto-redir", "=http,https", "--max-time", "20", "--", "{url}"],
    &["wget", "-q", "-O", "-", "-T", "20", "-t", "1", "--", "{url}"],
];
/// How long a program may take.
const LIMIT: Duration = Duration::from_secs(30);
/// What stands for the address.
const PLACE: &str = "{url}";

/// The program that fetches, with the address in its place; none where there is no such program.
pub(super) fn command_line(configured: Option<&[String]>, address: &str) -> Option<Vec<String>> {
    let found = || {
        let own = FETCHERS.iter().find(|words| words.first().is_some_and(|name| is_installed(name)))?;
        Some(own.iter().map(|word| (*word).to_owned()).collect())
    };
    let words: Vec<String> = configured.filter(|words| !words.is_empty()).map(<[_]>::to_vec).or_else(found)?;
    let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    let has_place = words.iter().skip(1).any(|word| word.contains(PLACE));
    let mut words: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(at, word)| if at == 0 { word.clone() } else { word.replace(PLACE, &address) })
        .collect();
    if !has_place {
        words.push(address);
    }
    Some(words)
}

/// Fetches: gives what the program wrote, no more than `most` bytes. Waits for it, no longer than the limit.
///
/// # Errors
/// When it cannot be started, fails, writes too much, or takes too long.
pub(super) fn fetch(words: &[String], most: u64) -> Result<Vec<u8>, PictureFault> {
    let failed = |why: &str| PictureFault::Unreadable(SafeText::line(why));
    let (name, arguments) = words.split_first().ok_or(PictureFault::NoAddress)?;
    let mut command = Command::new(name);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0);
    let mut child = command.spawn().map_err(|error| failed(&format!("{name}: {}", why_not_run(&error))))?;
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let end_it = || {
        if let Some(group) = group {
            let _ = kill_process_group(group, Signal::KILL);
        }
    };
    let output = child.stdout.take();
    let (done, read) = mpsc::channel();
    let take = move || {
        let mut bytes = Vec::new();
        let all = output.map_or(Ok(0), |output| output.take(most + 1).read_to_end(&mut bytes));
        // Nobody waits any more where it took too long.
        let _ = done.send(all.map(|_| bytes));
    };
    thread::Builder::new()
        .name(String::from("kanbao fetched"))
        .spawn(take)
        .map_err(|error| failed(&error.to_string()))?;
    let bytes = match read.recv_timeout(LIMIT) {
        Ok(Ok(bytes)) if bytes.len() as u64 <= most => Ok(bytes),
        Ok(Ok(_)) => Err(PictureFault::TooManyBytes),
        Ok(Err(error)) => Err(failed(&error.to_string())),
        Err(_) => Err(PictureFault::TooLong),
    };
    if bytes.is_err() {
        end_it();
    }
    let status = child.wait().map_err(|error| failed(&error.to_string()))?;
    match bytes {
        Ok(bytes) if status.success() => Ok(bytes),
        Ok(_) => Err(failed(&format!("{name}: {status}"))),
        Err(fault) => Err(fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_address_is_one_word() {
        let line = |own: &[&str], address| command_line(Some(&words(own)), address);
        let hostile = "https://a.example/$(id);`id` -o x";
        assert_eq!(line(&["get", "--", "{url}"], hostile), Some(words(&["get", "--", hostile])));
        assert_eq!(line(&["get"], "//a.example/b"), Some(words(&["get", "https://a.example/b"])));
        assert_eq!(line(&["{url}"], "https://a"), Some(words(&["{url}", "https://a"])), "never the program itself");
    }

    #[test]
    fn what_a_program_writes_is_what_was_fetched() {
        assert_eq!(fetch(&words(&["printf", "abc"]), 3), Ok(b"abc".to_vec()));
        assert_eq!(fetch(&words(&["printf", "abcd"]), 3), Err(PictureFault::TooManyBytes));
        assert_eq!(fetch(&words(&["yes"]), 1000), Err(PictureFault::TooManyBytes), "and it is ended");
        assert!(matches!(fetch(&words(&["false"]), 3), Err(PictureFault::Unreadable(_))));
        assert!(matches!(fetch(&words(&["/nowhere/nosuch"]), 3), Err(PictureFault::Unreadable(_))));
    }
}
