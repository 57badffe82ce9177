//! What the loop has to do with the *terminal* beside drawing: giving it away for a while and taking it again, and the mouse.

use std::time::Instant;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::{EventLoop, LoopEnd, TerminalThreads};
use crate::app::Message;
use crate::model::{AlongWords, SafeText};
use crate::run::lent_program::{LentEnd, LentProgram};
use crate::term::Woken;
use crate::view;

/// Rows that the wheel moves at a time.
const WHEEL: isize = 3;

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

    pub(super) fn mouse(&mut self, mouse: MouseEvent) -> Option<Message> {
        self.edge_scroll.mouse(mouse, &self.areas(), Instant::now());
        let at = Position::new(mouse.column, mouse.row);
        let is_held = matches!(mouse.kind, MouseEventKind::Drag(_) | MouseEventKind::Up(_));
        let find = if is_held { view::drag_test } else { view::hit_test };
        let target = find(&self.app, &self.areas(), at);
        match mouse.kind {
            MouseEventKind::ScrollDown => Some(Message::Wheel(target, WHEEL)),
            MouseEventKind::ScrollUp => Some(Message::Wheel(target, -WHEEL)),
            MouseEventKind::Down(MouseButton::Left) => {
                Some(Message::Press { target, cell: (mouse.column, mouse.row), when: Instant::now() })
            }
            MouseEventKind::Drag(MouseButton::Left) => Some(Message::Drag(target)),
            MouseEventKind::Up(MouseButton::Left) => Some(Message::Release(target)),
            _ => None,
        }
    }
}
