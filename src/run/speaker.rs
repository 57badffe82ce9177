//! The *speaker*: a program that says one sentence at a time. It is started without a shell, in a process group of its own,
//! and the whole group is ended when it is to say no more: what it started ends with it.

use std::io::{PipeReader, Read, Write, pipe};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

use super::lent_program::why_not_run;
use super::loop_event::LoopEvent;
use super::outside::is_installed;
use crate::model::{RequestId, SafeText, Words};

/// The programs of the system that read aloud.
const SPEAKERS: [&[&str]; 3] =
    [&["spd-say", "--wait", "--language", "{lang}", "--", "{}"], &["say"], &["espeak-ng", "-v", "{lang}", "--stdin"]];
/// spd-say only asks a server to speak, which goes on when it is ended itself.
const HUSHED: (&str, &str) = ("spd-say", "--cancel");
/// So much of what a program complains of is kept, in bytes.
const COMPLAINT: usize = 4 << 10;
/// So long its last complaint is waited for after its end: somebody it started may hold the pipe open for ever.
const LAST_WORDS: Duration = Duration::from_millis(200);

/// What says sentences.
pub(super) struct Speaker {
    /// The program and its words, as the configuration has them.
    program: Option<Vec<String>>,
    words: &'static Words,
    /// Where it is told what became of it.
    tell: Sender<LoopEvent>,
    now: Option<Arc<Mutex<Speech>>>,
    /// What tells a server to say no more, while it does.
    hushing: Option<JoinHandle<()>>,
}

/// One sentence that is being said.
#[derive(Default)]
struct Speech {
    child: Option<Child>,
    /// Whether it is not to be said any more.
    hushed: bool,
    /// Whether the child was waited for: its number may be another one's now.
    ended: bool,
}

impl Speaker {
    pub fn new(program: Option<Vec<String>>, words: &'static Words, tell: Sender<LoopEvent>) -> Self {
        Self { program, words, tell, now: None, hushing: None }
    }

    /// The configuration names another program, perhaps, or another language.
    pub fn reconfigure(&mut self, program: Option<Vec<String>>, words: &'static Words) {
        (self.program, self.words) = (program, words);
    }

    /// Says a sentence, in place of the one that is being said. What became of it is told under the number.
    pub fn speak(&mut self, request: RequestId, text: &str, language: Option<&str>) {
        self.hush();
        let failed = |why: &str| {
            let _ = self.tell.send(LoopEvent::Spoken { request, failed: Some(SafeText::line(why)) });
        };
        let Some(program) = self.program() else { return failed(self.words.aids().no_speaker) };
        let (command, input) = command(&program, text, language);
        let name = program.into_iter().next().unwrap_or_default();
        let speech = Arc::new(Mutex::new(Speech::default()));
        let (own, tell, hushing, said) = (Arc::clone(&speech), self.tell.clone(), self.hushing.take(), self.words);
        let say = move || {
            if let Some(hushing) = hushing {
                // Or else it is told to hush what comes now.
                let _ = hushing.join();
            }
            let failed = say(command, &own, input).err().map(|why| said.of_what(&name, &why));
            // Nobody listens any more where the program ends.
            let _ = tell.send(LoopEvent::Spoken { request, failed });
        };
        match thread::Builder::new().name(String::from("kanbao speech")).spawn(say) {
            Ok(_) => self.now = Some(speech),
            Err(error) => failed(&error.to_string()),
        }
    }

    /// The program that is named, or one of the system.
    fn program(&self) -> Option<Vec<String>> {
        let found = || SPEAKERS.iter().find(|words| words.first().is_some_and(|name| is_installed(name)));
        let found = || found().map(|words| words.iter().map(|word| (*word).to_owned()).collect());
        self.program.clone().filter(|words| !words.is_empty()).or_else(found)
    }

    /// Says no more.
    pub fn hush(&mut self) {
        let Some(speech) = self.now.take() else { return };
        if !end(&speech) {
            return;
        }
        let (name, option) = HUSHED;
        let Some(own) = self.program().and_then(|words| words.into_iter().next()) else { return };
        if Path::new(&own).file_name().is_some_and(|file| file == name) {
            let mut command = Command::new(own);
            command.arg(option).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            if let Ok(mut child) = command.spawn() {
                self.hushing = thread::Builder::new().spawn(move || drop(child.wait())).ok();
            }
        }
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        self.hush();
    }
}

/// The command line with the sentence in its place, and what comes on the standard input where it has none.
fn command(program: &[String], text: &str, language: Option<&str>) -> (Command, Option<String>) {
    let (name, words) = program.split_first().map_or(("", &[][..]), |(name, words)| (name.as_str(), words));
    let (words, on_input) = with_sentence(words, text, language);
    let mut command = Command::new(name);
    command.args(words).process_group(0);
    command.stdin(if on_input { Stdio::piped() } else { Stdio::null() });
    (command, on_input.then(|| format!("{text}\n")))
}

/// The words of a command line with the sentence in its place, and whether it has none: then it comes on the standard
/// input. A sentence that begins as an option does has a blank before it.
fn with_sentence(words: &[String], text: &str, language: Option<&str>) -> (Vec<String>, bool) {
    let text = if text.starts_with('-') { format!(" {text}") } else { text.to_owned() };
    let language = language.and_then(|tag| tag.split(['-', '_']).next()).filter(|tag| !tag.is_empty()).unwrap_or("zh");
    let on_input = !words.iter().any(|word| word.contains("{}"));
    let words = words.iter().map(|word| word.replace("{lang}", language).replace("{}", &text));
    (words.collect(), on_input)
}

fn lock(speech: &Mutex<Speech>) -> MutexGuard<'_, Speech> {
    speech.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends a speech, with all that its program started; says whether it was being said.
fn end(speech: &Mutex<Speech>) -> bool {
    let mut speech = lock(speech);
    speech.hushed = true;
    // Its number is its own until it has been waited for.
    let group = speech.child.as_ref().filter(|_| !speech.ended).and_then(pid_of);
    group.is_some_and(|group| kill_process_group(group, Signal::KILL).is_ok())
}

fn pid_of(child: &Child) -> Option<Pid> {
    i32::try_from(child.id()).ok().and_then(Pid::from_raw)
}

/// Says a sentence, unless it is not to be said any more, and waits for its end.
fn say(mut command: Command, speech: &Mutex<Speech>, input: Option<String>) -> Result<(), String> {
    let said = |error: std::io::Error| error.to_string();
    let mut own = lock(speech);
    if own.hushed {
        return Ok(());
    }
    let (output, writer) = pipe().map_err(said)?;
    // Some complain on the one, some on the other.
    command.stdout(writer.try_clone().map_err(said)?).stderr(writer);
    let child = own.child.insert(command.spawn().map_err(|error| why_not_run(&error))?);
    let (pid, stdin) = (pid_of(child), child.stdin.take());
    drop(own);
    // Its own ends of the pipe: what is read from it comes to an end only without them.
    drop(command);
    let complaint = Arc::new(Mutex::new(Vec::new()));
    let heard = listen(output, &complaint);
    if let Some((mut stdin, text)) = stdin.zip(input) {
        // What it does not want to read stays unread.
        let _ = stdin.write_all(text.as_bytes());
    }
    // Without taking it: until that is done, under the lock, its number is nobody else's.
    if let Some(pid) = pid {
        let wait = || waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
        while wait().is_err_and(|error| error == Errno::INTR) {}
    }
    let mut own = lock(speech);
    let status = own.child.as_mut().map(Child::wait).transpose().map_err(said)?;
    own.ended = true;
    drop(own);
    match status {
        Some(status) if !status.success() => {
            let _ = heard.recv_timeout(LAST_WORDS);
            let complaint = complaint.lock().unwrap_or_else(PoisonError::into_inner);
            Err(why(status, &String::from_utf8_lossy(&complaint)))
        }
        _ => Ok(()),
    }
}

/// Keeps the last of what a program writes; it is all there when this is told.
fn listen(mut output: PipeReader, complaint: &Arc<Mutex<Vec<u8>>>) -> Receiver<()> {
    let (done, heard) = mpsc::channel();
    let kept = Arc::clone(complaint);
    let listen = move || {
        let mut bytes = [0; 1024];
        while let Ok(read @ 1..) = output.read(&mut bytes) {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.extend_from_slice(&bytes[..read]);
            // The last of it says most.
            let passed = kept.len().saturating_sub(COMPLAINT);
            kept.drain(..passed);
        }
        let _ = done.send(());
    };
    // Without a thread for it nothing is heard.
    let _ = thread::Builder::new().name(String::from("kanbao complaint")).spawn(listen);
    heard
}

/// So many of the last lines that a failed program wrote are said.
const LINES: usize = 3;

/// Why a program failed: how it ended, and what it wrote last.
fn why(status: ExitStatus, written: &str) -> String {
    let lines: Vec<&str> = written.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    match &lines[lines.len().saturating_sub(LINES)..] {
        [] => status.to_string(),
        last => format!("{status}: {}", last.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_one_word_and_no_option() {
        let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
        let with = |own: &[&str], text, language| with_sentence(&words(own), text, language);
        assert_eq!(with(&["-w", "--", "{}"], "天津 $(id)", None), (words(&["-w", "--", "天津 $(id)"]), false));
        assert_eq!(with(&["{}"], "--help", None), (words(&[" --help"]), false));
        assert_eq!(with(&["-v", "{lang}"], "a", Some("en-GB")), (words(&["-v", "en"]), true));
        assert_eq!(with(&["-v{lang}"], "{lang}", None), (words(&["-vzh"]), true));
        assert_eq!(with(&["{}"], "{lang} {}", Some("en")), (words(&["{lang} {}"]), false));
    }
}
