//! The *pictures* of the article that is read: which there are, where each is, and what became of those that were asked for.

mod inline;
mod overlay;

use std::sync::Arc;

pub use overlay::PictureOverlay;

use super::App;
use super::command::Command;
use crate::model::{
    Article, BlockIx, BlockKind, DrawnPicture, EntryId, PictureDevice, PictureFault, PictureView, RequestId, SafeText,
};
use crate::text::page::{Anchor, PagePart};

/// A picture of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticlePicture {
    /// The block that it is.
    pub block: BlockIx,
    /// Where it is, as the article says.
    pub address: Option<SafeText>,
    /// What is said of it.
    pub caption: SafeText,
}

/// What came of pictures.
#[derive(Debug)]
pub enum PictureNews {
    /// One was drawn, or why it was not.
    Drawn {
        /// The number of the request.
        request: RequestId,
        /// The picture.
        answer: Result<Box<DrawnPicture>, PictureFault>,
    },
    /// How large some are, in pixels; none of those that cannot be shown.
    Measured {
        /// The number of the request.
        request: RequestId,
        /// Their sizes.
        sizes: Vec<Option<(u32, u32)>>,
    },
    /// The terminal shows them otherwise from now on.
    Device(PictureDevice),
}

/// What is known of pictures beside the article.
#[derive(Debug, Default)]
pub(super) struct PictureState {
    /// Those in the text.
    pub inline: inline::InlinePictures,
    /// How the terminal shows them.
    pub device: PictureDevice,
}

/// The pictures of an article, in the order of the text.
pub(super) fn pictures_of(article: &Article) -> Vec<ArticlePicture> {
    let blocks = article.body.iter().enumerate();
    let pictures = blocks.filter_map(|(at, block)| match &block.kind {
        BlockKind::Image { src } => {
            Some(ArticlePicture { block: BlockIx(at), address: src.clone(), caption: SafeText::line(block.text()) })
        }
        _ => None,
    });
    pictures.collect()
}

impl ArticlePicture {
    /// The place of its row in the text.
    pub fn place(&self) -> Anchor {
        Anchor { part: PagePart::Body(self.block), byte: 0 }
    }
}

impl App {
    /// How the terminal shows pictures.
    pub fn picture_device(&self) -> &PictureDevice {
        &self.pictures.device
    }

    /// Takes in what came of pictures; says whether the screen may look otherwise now.
    pub(super) fn take_picture(&mut self, news: PictureNews) -> bool {
        match news {
            PictureNews::Drawn { request, answer } => {
                let mut answer = Some(answer);
                let is_inline = self.pictures.inline.take(request, &mut answer);
                answer.map_or(is_inline, |answer| self.take_picture_over_all(request, answer) || is_inline)
            }
            PictureNews::Measured { request, sizes } => self.pictures.inline.measured(request, sizes),
            PictureNews::Device(device) => {
                let changes = std::mem::replace(&mut self.pictures.device, device) != device;
                if changes {
                    self.pictures.inline.forget();
                    self.forget_picture_over_all();
                }
                changes
            }
        }
    }

    /// Asks for a picture; gives the number of the request, or nothing where its article is not known any more.
    pub(super) fn ask_picture(
        &mut self,
        article: EntryId,
        address: Option<SafeText>,
        view: PictureView,
        alone: bool,
    ) -> Option<RequestId> {
        let origin = Arc::clone(&self.list.entry(article)?.origin);
        let request = self.request();
        self.commands.push(Command::Picture { request, origin, address, view, alone });
        Some(request)
    }
}
