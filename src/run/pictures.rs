//! *Pictures* for the reader: the state asks, the service draws, and where the bytes are the library says.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::loop_event::LoopEvent;
use crate::library::PictureFiles;
use crate::model::{Origin, PictureDevice, PictureFault, PictureView, RequestId, SafeText};
use crate::pictures::{PictureLimits, PictureOrder, PictureService, PictureSource};

/// What draws pictures.
pub(super) struct Pictures {
    service: PictureService,
}

impl Pictures {
    /// Draws the pictures that `files` finds, as a device shows them.
    pub fn new(files: PictureFiles, device: PictureDevice, tell: Sender<LoopEvent>) -> Self {
        let find = move |source: &PictureSource, most: u64| -> Result<(Vec<u8>, Option<PathBuf>), PictureFault> {
            let address = source.address.as_deref().filter(|address| !address.is_empty());
            files.find(&source.origin, address.ok_or(PictureFault::NoAddress)?, most)
        };
        let deliver = move |answer| drop(tell.send(LoopEvent::Picture(answer)));
        Self { service: PictureService::new(Box::new(find), device, PictureLimits::default(), deliver) }
    }

    /// Asks for a picture.
    pub fn draw(
        &mut self,
        request: RequestId,
        origin: Arc<Origin>,
        address: Option<SafeText>,
        view: PictureView,
        alone: bool,
    ) {
        let source = PictureSource { origin, address };
        self.service.order(PictureOrder::Draw { request, source, view, alone });
    }
}
