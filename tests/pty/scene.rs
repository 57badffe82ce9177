//! A *scene*: the smallest program that uses the terminal as the reader does. This test binary plays it, started again
//! inside a session.

use std::sync::mpsc;
use std::{panic, thread};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};
use kanbao::model::ScreenLink;
use kanbao::term::{Input, InputThread, Signal, SignalThread, Terminal, TerminalScreen, Woken};
use ratatui::buffer::Buffer;
use ratatui::text::Text;
use ratatui::widgets::Widget as _;

/// Set where this test is to be the program and not a test.
pub const PLAY: &str = "KANBAO_PTY_SCENE";

enum Event {
    Input(Input),
    Signal(Signal),
}

#[test]
fn scene() {
    if std::env::var_os(PLAY).is_some() {
        let code = play();
        println!("left");
        std::process::exit(code.into());
    }
}

fn play() -> u8 {
    let (sender, events) = mpsc::channel();
    let hear = sender.clone();
    let signals = SignalThread::start(move |signal| hear.send(Event::Signal(signal)).is_ok()).expect("signals");
    let mut terminal = Terminal::enter(true).expect("a terminal");
    terminal.ask();
    let heard = terminal.hear();
    let mut screen = TerminalScreen::new(&heard.probe).expect("a screen");
    let input = InputThread::start(heard.early, move |input| sender.send(Event::Input(input)).is_ok()).expect("input");
    let pid = std::process::id();
    let mut log: Vec<String> = Vec::new();
    let mut anew = false;
    let mut deaf = false;
    loop {
        let shown = log.join(" ");
        let draw = |buffer: &mut Buffer, _: Option<&mut Vec<ScreenLink>>| {
            let area = buffer.area;
            let size = format!("{}x{}", area.width, area.height);
            let p = heard.probe;
            let widths = format!("{:?} {:?} {:?} {:?}", p.ambiguous, p.vs16, p.flag, p.zwj);
            let modes = format!("frames={} graphemes={}", p.synchronized, p.grapheme_mode);
            Text::raw(format!("ready pid={pid} size={size}\n{widths}\n{modes}\n[{shown}]")).render(area, buffer);
            None
        };
        if anew { screen.redraw(draw) } else { screen.draw(draw) }.expect("the terminal");
        anew = false;
        if deaf {
            loop {
                thread::park();
            }
        }
        let woken = match events.recv().expect("an event") {
            Event::Input(Input::Key(KeyEvent {
                code: KeyCode::Char('z'), modifiers: KeyModifiers::CONTROL, ..
            }))
            | Event::Signal(Signal::Suspend) => Some(terminal.suspend(&input, &signals).expect("the terminal")),
            Event::Signal(Signal::Continue) => Some(terminal.wake(&input, &signals).expect("the terminal")),
            Event::Signal(Signal::End(ending)) => {
                terminal.leave();
                return ending.exit_code();
            }
            Event::Input(Input::Key(key)) => {
                match key.code {
                    KeyCode::Char('q') => return 0,
                    KeyCode::Char('p') => panic!("the scene fell"),
                    KeyCode::Char('w') => {
                        let worker = || panic::catch_unwind(|| panic!("a worker fell")).is_err();
                        thread::Builder::new()
                            .name("worker".into())
                            .spawn(worker)
                            .expect("one")
                            .join()
                            .expect("caught");
                    }
                    // A UI thread that does not listen.
                    KeyCode::Char('d') => deaf = true,
                    _ => {}
                }
                log.push(format!("{}", key.code));
                None
            }
            Event::Input(Input::Paste(text)) => {
                log.push(if text.len() > 99 { text.len().to_string() } else { format!("{text:?}") });
                None
            }
            Event::Input(Input::Mouse(MouseEvent { column, row, .. })) => {
                log.push(format!("mouse {column},{row}"));
                None
            }
            Event::Input(Input::Resize { .. }) => {
                anew = true;
                None
            }
            Event::Input(Input::Focus(_) | Input::Colour { .. } | Input::Scheme(_)) => None,
            Event::Input(Input::Closed) | Event::Signal(Signal::Died) => return 1,
        };
        match woken {
            Some(Woken::Again) => anew = true,
            Some(Woken::NeverSlept) => log.push("awake".into()),
            Some(Woken::ToEnd) => return signals.ending().map_or(1, kanbao::term::Ending::exit_code),
            None => {}
        }
    }
}
