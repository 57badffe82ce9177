//! What the loop has to do with the *terminal* beside drawing: giving it away for a while and taking it again.

use super::{EventLoop, LoopEnd, TerminalThreads};
use crate::app::Message;
use crate::model::{AlongWords, SafeText};
use crate::run::lent_program::{LentEnd, LentProgram};
use crate::run::messages::{failed, told};
use crate::term::Woken;

impl EventLoop {
    /// Says no more while the terminal is somebody else's.
    pub(super) fn hush(&mut self) {
        self.app.pause_aloud();
        self.speaker.hush();
    }

    pub(super) fn suspend(&mut self, threads: &mut TerminalThreads<'_>) -> std::io::Result<Option<LoopEnd>> {
        self.save_all();
        self.hush();
        let woken = threads.guard.suspend(threads.input, threads.signals)?;
        self.woken(woken, threads)
    }

    /// Gives the terminal to a program until that ends, and its input, if it is to have any; gives what to say of it, and
    /// whether it did its work.
    pub(super) fn lend(
        &mut self,
        command: LentProgram,
        input: Option<String>,
        threads: &mut TerminalThreads<'_>,
    ) -> std::io::Result<(SafeText, bool)> {
        self.hush();
        let wait = input.is_some().then_some(AlongWords::of(self.app.words.language).press_enter);
        let said = threads.guard.lend(threads.input, threads.signals, |terminal| {
            let (said, end) = command.run(input);
            if let Some(wait) = wait.filter(|_| end != LentEnd::NotStarted) {
                // What it wrote is read before our screen comes over it.
                terminal.ask_to_go_on(wait);
            }
            (said, end == LentEnd::Well)
        })?;
        self.size = self.screen.size()?;
        self.anew = true;
        Ok(said)
    }

    /// Gives the terminal to a program, if there is one; gives what came of it.
    pub(super) fn lend_and_tell(
        &mut self,
        program: Result<LentProgram, SafeText>,
        input: Option<String>,
        threads: &mut TerminalThreads<'_>,
    ) -> std::io::Result<Message> {
        Ok(match program {
            Ok(command) => {
                let (said, well) = self.lend(command, input, threads)?;
                told(if well { Ok(said) } else { Err(said) })
            }
            Err(said) => failed(said),
        })
    }

    pub(super) fn woken(&mut self, woken: Woken, threads: &TerminalThreads<'_>) -> std::io::Result<Option<LoopEnd>> {
        match woken {
            Woken::Again => {
                // The window may have been resized while the process slept.
                self.size = self.screen.size()?;
                self.anew = true;
                self.colours.ask();
                Ok(None)
            }
            Woken::NeverSlept => Ok(None),
            Woken::ToEnd => Ok(Some(LoopEnd::Code(threads.signals.ending().map_or(1, |ending| ending.exit_code())))),
        }
    }
}
