//! *Pictures* for the reader: the state asks, the service draws, and where the bytes are the library says.

use std::env;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::loop_event::LoopEvent;
use crate::library::PictureFiles;
use crate::model::{ColourDepth, Origin, PictureDevice, PictureFault, PictureView, RequestId, SafeText};
use crate::pictures::{PictureLimits, PictureOrder, PictureService, PictureSource};
use crate::term::{self, PictureAnswers, PictureProtocol};

/// What draws pictures.
pub(super) struct Pictures {
    service: PictureService,
    terminal: PictureTerminal,
    device: PictureDevice,
}

/// What decides how pictures are shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct PictureTerminal {
    /// What the terminal said.
    pub answers: PictureAnswers,
    /// What the reader wants.
    pub wanted: PictureProtocol,
    /// How many colours there are.
    pub depth: ColourDepth,
    /// Whether cells are halved sideways.
    pub sideways: bool,
}

impl PictureTerminal {
    /// How they are shown, as the window is now.
    fn device(&self) -> PictureDevice {
        let variable = |name: &str| env::var(name).ok();
        let device = term::picture_device(&self.answers, self.wanted, self.depth, variable);
        PictureDevice { sideways: self.sideways, ..device }
    }
}

impl Pictures {
    /// Draws the pictures that `files` finds, as a device shows them.
    pub fn new(files: PictureFiles, terminal: PictureTerminal, tell: Sender<LoopEvent>) -> Self {
        let find = move |source: &PictureSource, most: u64| -> Result<(Vec<u8>, Option<PathBuf>), PictureFault> {
            let address = source.address.as_deref().filter(|address| !address.is_empty());
            files.find(&source.origin, address.ok_or(PictureFault::NoAddress)?, most)
        };
        let deliver = move |answer| drop(tell.send(LoopEvent::Picture(answer)));
        let device = terminal.device();
        let service = PictureService::new(Box::new(find), device, PictureLimits::default(), deliver);
        Self { service, terminal, device }
    }

    /// How they are shown.
    pub fn device(&self) -> PictureDevice {
        self.device
    }

    /// The window is another one, or its cells are: says how pictures are shown now, if that is otherwise.
    pub fn look_again(&mut self) -> Option<PictureDevice> {
        let now = self.terminal.device();
        if std::mem::replace(&mut self.device, now) == now {
            return None;
        }
        self.service.order(PictureOrder::Device(now));
        Some(now)
    }

    /// The reader wants them otherwise, perhaps.
    pub fn reconfigure(&mut self, wanted: PictureProtocol, sideways: bool) -> Option<PictureDevice> {
        (self.terminal.wanted, self.terminal.sideways) = (wanted, sideways);
        self.look_again()
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

    /// Asks how large pictures of an article are.
    pub fn measure(&mut self, request: RequestId, origin: &Arc<Origin>, addresses: Vec<Option<SafeText>>) {
        let source = |address| PictureSource { origin: Arc::clone(origin), address };
        let sources = addresses.into_iter().map(source).collect();
        self.service.order(PictureOrder::Measure { request, sources });
    }
}
