//! *Scrolling at the edge*: while the mouse is held at the first or the last row of the text, or beyond it, with something
//! being selected, the text comes along, row by row.

use std::time::{Duration, Instant};

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use crate::view::Areas;

/// So long it takes from row to row.
const PACE: Duration = Duration::from_millis(50);

/// Where the mouse is held, and when the text moves next; nothing while it is not at an edge.
#[derive(Debug, Default)]
pub(super) struct EdgeScroll {
    held: Option<(Position, isize, Instant)>,
}

impl EdgeScroll {
    /// What the mouse did. Dragged along the edge it goes on at its pace.
    pub fn mouse(&mut self, mouse: MouseEvent, areas: &Areas, now: Instant) {
        let at = Position::new(mouse.column, mouse.row);
        self.held = match (mouse.kind, areas.edge(at)) {
            (MouseEventKind::Drag(MouseButton::Left), Some(by)) => {
                let next = self.held.filter(|(_, before, _)| *before == by).map_or(now + PACE, |(.., next)| next);
                Some((at, by, next))
            }
            (MouseEventKind::Drag(MouseButton::Left), None) => None,
            // The wheel turns while the button is down.
            (MouseEventKind::Down(_) | MouseEventKind::Up(_), _) => None,
            _ => self.held,
        };
    }

    /// When the text moves next.
    pub fn due(&self) -> Option<Instant> {
        self.held.map(|(.., next)| next)
    }

    /// The rows that it moves by now, and where the mouse is.
    pub fn step(&mut self, now: Instant) -> Option<(Position, isize)> {
        let (at, by, next) = self.held.filter(|(.., next)| *next <= now)?;
        self.held = Some((at, by, next.max(now) + PACE));
        Some((at, by))
    }

    /// The text does not move any more.
    pub fn stop(&mut self) {
        self.held = None;
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyModifiers;
    use ratatui::layout::Rect;

    use super::*;

    #[test]
    fn it_moves_while_it_is_held_there_and_at_its_pace() {
        let areas = Areas { text: Rect::new(2, 1, 20, 8), ..Areas::default() };
        let mut scroll = EdgeScroll::default();
        let start = Instant::now();
        let mouse = |scroll: &mut EdgeScroll, kind, row, after: u32| {
            scroll.mouse(
                MouseEvent { kind, column: 5, row, modifiers: KeyModifiers::NONE },
                &areas,
                start + PACE * after,
            );
        };
        let drag = MouseEventKind::Drag(MouseButton::Left);
        mouse(&mut scroll, drag, 4, 0);
        assert_eq!(scroll.due(), None, "in the middle");
        mouse(&mut scroll, drag, 8, 0);
        assert_eq!((scroll.due(), scroll.step(start)), (Some(start + PACE), None));
        assert_eq!(scroll.step(start + PACE), Some((Position::new(5, 8), 1)));
        mouse(&mut scroll, drag, 9, 1);
        assert_eq!(scroll.due(), Some(start + PACE * 2), "further beyond at the same pace");
        mouse(&mut scroll, drag, 0, 1);
        assert_eq!(scroll.step(start + PACE * 2), Some((Position::new(5, 0), -1)));
        mouse(&mut scroll, MouseEventKind::Up(MouseButton::Left), 0, 2);
        assert_eq!(scroll.due(), None);
    }
}
