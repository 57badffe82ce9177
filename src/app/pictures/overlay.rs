//! What is known of a *picture over the screen*: which it is, what of it is seen, and what is drawn.

use super::ArticlePicture;
use crate::model::{DrawnPicture, EntryId, PictureFault, PictureView, RequestId};

/// A picture over the screen.
#[derive(Clone, Debug)]
pub struct PictureOverlay {
    pub(in crate::app) article: EntryId,
    pub(in crate::app) pictures: Vec<ArticlePicture>,
    /// Which of them it is.
    pub(in crate::app) at: usize,
    pub(in crate::app) zoom: u8,
    pub(in crate::app) middle: (u16, u16),
    /// What was asked for last, and of which picture; none where what is wanted now was not asked for yet.
    pub(in crate::app) asked: Option<(usize, PictureView, RequestId)>,
    /// What came: what is on the screen until the next one comes.
    pub(in crate::app) drawn: Option<(usize, Result<Box<DrawnPicture>, PictureFault>)>,
}

/// By so much of what is seen a key moves the picture, in thousandths.
const STEP: i32 = 250;
impl PictureOverlay {
    /// A picture of an article, before anything was asked for.
    pub(in crate::app) fn new(article: EntryId, pictures: Vec<ArticlePicture>, at: usize) -> Self {
        Self { article, pictures, at, zoom: 0, middle: (500, 500), asked: None, drawn: None }
    }

    /// The picture.
    pub fn picture(&self) -> Option<&ArticlePicture> {
        self.pictures.get(self.at)
    }

    /// Which it is, from 1, and how many there are.
    pub fn number(&self) -> (usize, usize) {
        (self.at + 1, self.pictures.len())
    }

    /// What is drawn of it, or why nothing is; nothing while it is waited for.
    pub fn drawn(&self) -> Option<&Result<Box<DrawnPicture>, PictureFault>> {
        self.drawn.as_ref().filter(|(of, _)| *of == self.at).map(|(_, drawn)| drawn)
    }

    /// Another picture of the article.
    pub(in crate::app) fn turn_to(&mut self, at: usize) {
        let at = at.min(self.pictures.len().saturating_sub(1));
        if at != self.at {
            (self.at, self.zoom, self.middle) = (at, 0, (500, 500));
        }
    }

    pub(in crate::app) fn zoom_by(&mut self, by: i8) {
        self.zoom = self.zoom.saturating_add_signed(by).min(PictureView::LARGEST);
        if self.zoom == 0 {
            self.middle = (500, 500);
        }
    }

    /// Moves the part that is seen by so many steps.
    pub(in crate::app) fn pan(&mut self, across: i32, down: i32) {
        let Some((_, Ok(drawn))) = &self.drawn else { return };
        let seen = drawn.seen;
        let moved = |middle: u16, seen: u16, by: i32| {
            let half = i32::from(seen) / 2;
            let to = i32::from(middle).clamp(half, (1000 - half).max(half)) + by * STEP * i32::from(seen) / 1000;
            to.clamp(half, (1000 - half).max(half)) as u16
        };
        self.middle = (moved(self.middle.0, seen.0, across), moved(self.middle.1, seen.1, down));
    }
}
