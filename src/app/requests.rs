//! The *requests* of the state: their numbers, and the changes that are to be kept.

use super::App;
use super::command::Command;
use crate::model::{Change, RequestId};

/// The number of the next request.
pub(super) fn next(last: &mut RequestId) -> RequestId {
    last.0 += 1;
    *last
}

impl App {
    pub(super) fn request(&mut self) -> RequestId {
        next(&mut self.last_request)
    }

    pub(super) fn save(&mut self, change: Change) {
        self.commands.push(Command::Save(change));
    }
}
