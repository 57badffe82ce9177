//! Pictures *in the text*: small ones, below what is said of them. How many rows each takes is known before any is drawn, by
//! their sizes; those on the screen are drawn then.

use std::collections::HashMap;
use std::sync::Arc;

use super::pictures_of;
use crate::app::App;
use crate::app::command::Command;
use crate::app::viewport::Viewport;
use crate::model::{Article, BlockIx, DrawnPicture, PictureDevice, PictureFault, PictureView, RequestId, picture_fit};
use crate::text::page::PagePart;

/// The most rows that a picture takes in the text.
const MOST: u16 = 14;
/// Of more pictures that were drawn those that are not on the screen are dropped.
const KEPT: usize = 24;

/// The pictures of the article that is read, in the text.
#[derive(Debug, Default)]
pub(in crate::app) struct InlinePictures {
    /// The article that they are of.
    article: Option<Arc<Article>>,
    /// What asked for their sizes.
    asked: Option<RequestId>,
    /// Their sizes in pixels; none of those that cannot be shown. None at all until they are known.
    sizes: Option<Vec<Option<(u32, u32)>>>,
    drawn: HashMap<BlockIx, InlinePicture>,
    /// The room that each has at most.
    room: (u16, u16),
}

/// One of them.
#[derive(Debug)]
struct InlinePicture {
    view: PictureView,
    request: RequestId,
    drawn: Option<Box<DrawnPicture>>,
}

impl InlinePictures {
    /// The terminal shows them otherwise.
    pub fn forget(&mut self) {
        self.drawn.clear();
    }

    /// Takes their sizes in; says whether they were asked for.
    pub fn measured(&mut self, request: RequestId, sizes: Vec<Option<(u32, u32)>>) -> bool {
        let is_asked = self.asked == Some(request);
        if is_asked {
            self.sizes = Some(sizes);
        }
        is_asked
    }

    /// Takes one in that was drawn; says whether it was asked for.
    pub fn take(&mut self, request: RequestId, answer: &mut Option<Result<Box<DrawnPicture>, PictureFault>>) -> bool {
        match self.drawn.values_mut().find(|own| own.request == request) {
            Some(own) => {
                own.drawn = answer.take().and_then(Result::ok);
                true
            }
            None => false,
        }
    }

    /// The rows that each takes.
    fn rows(&self, device: PictureDevice) -> Vec<u16> {
        let view = PictureView::whole(self.room.0, self.room.1);
        let rows = |size: &Option<(u32, u32)>| size.map_or(0, |size| picture_fit(size, &view, &device).rows);
        self.sizes.as_ref().map(|sizes| sizes.iter().map(rows).collect()).unwrap_or_default()
    }
}

impl App {
    /// The picture that a block is, as it is drawn in the text; none while it is not.
    pub fn inline_picture(&self, block: BlockIx) -> Option<&DrawnPicture> {
        self.pictures.inline.drawn.get(&block)?.drawn.as_deref()
    }

    /// The rows of each picture of the article that is read; none where pictures are not in the text, or their sizes are
    /// not known yet: those are asked for.
    pub(in crate::app) fn picture_rows(&mut self, viewport: Viewport) -> Vec<u16> {
        let Some(article) = self.reader.article().cloned().filter(|_| self.settings.pictures) else {
            self.pictures.inline = InlinePictures::default();
            return Vec::new();
        };
        if !self.pictures.device.shows() {
            return Vec::new();
        }
        if self.pictures.inline.article.as_ref().is_none_or(|own| !Arc::ptr_eq(own, &article)) {
            self.pictures.inline = InlinePictures { article: Some(Arc::clone(&article)), ..InlinePictures::default() };
            self.measure_pictures(&article);
        }
        let in_column = viewport.reader_rows / viewport.columns.max(1);
        let rows = u16::try_from(in_column / 2).unwrap_or(MOST).clamp(3, MOST);
        let columns = u16::try_from(viewport.measure).unwrap_or(u16::MAX).max(1);
        self.pictures.inline.room = (columns, rows);
        self.pictures.inline.rows(self.pictures.device)
    }

    fn measure_pictures(&mut self, article: &Article) {
        let addresses: Vec<_> = pictures_of(article).into_iter().map(|picture| picture.address).collect();
        let origin = self.reader.shown().id().and_then(|id| self.list.entry(id)).map(|entry| Arc::clone(&entry.origin));
        if let (false, Some(origin)) = (addresses.is_empty(), origin) {
            let request = self.request();
            self.pictures.inline.asked = Some(request);
            self.commands.push(Command::Measure { request, origin, addresses });
        }
    }

    /// Asks for the pictures on the screen that are not drawn: once a frame.
    pub(in crate::app) fn settle_inline_pictures(&mut self) {
        let is_seen = self.viewport.reader_rows > 0 && self.results().is_none() && self.overlay.is_none();
        if !is_seen || !self.settings.pictures || self.pictures.inline.sizes.is_none() {
            return;
        }
        let (Some(page), Some(id)) = (self.reader.page().cloned(), self.reader.shown().id()) else { return };
        let rows = page.rows_from(self.reader.top()).take(self.viewport.reader_rows);
        let mut seen: Vec<BlockIx> = rows
            .filter_map(|(_, row)| match row.part {
                PagePart::Body(block) if row.picture.is_some() => Some(block),
                _ => None,
            })
            .collect();
        seen.dedup();
        let inline = &mut self.pictures.inline;
        if inline.drawn.len() > KEPT {
            inline.drawn.retain(|block, _| seen.contains(block));
        }
        let view = PictureView::whole(inline.room.0, inline.room.1);
        let article = page.article();
        for block in seen {
            if self.pictures.inline.drawn.get(&block).is_some_and(|own| own.view == view) {
                continue;
            }
            let address = pictures_of(article).into_iter().find(|own| own.block == block).and_then(|own| own.address);
            if let Some(request) = self.ask_picture(id, address, view, false) {
                self.pictures.inline.drawn.insert(block, InlinePicture { view, request, drawn: None });
            }
        }
    }
}
