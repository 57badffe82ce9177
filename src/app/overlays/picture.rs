//! A *picture* over the screen: as large as there is room, larger and moved about by keys, and the next one and the one before
//! of the article.

use crate::app::App;
use crate::app::action::Action;
use crate::app::command::{Command, Copied};
use crate::app::overlay::{Overlay, Window};
use crate::app::pictures::{ArticlePicture, PictureOverlay, pictures_of};
use crate::model::{BlockIx, DrawnPicture, PictureFault, PictureView, RequestId};
use crate::text::page::Anchor;

/// The schemes of addresses that a browser opens.
const SCHEMES: [&str; 2] = ["http://", "https://"];

impl App {
    /// The picture that is at hand: the first on the screen, else the next in the text, else the last; with a number that
    /// one.
    pub(in crate::app) fn view_picture(&mut self, number: Option<usize>) {
        let Some(article) = self.reader.article() else { return self.say_nothing_to_open() };
        let pictures = pictures_of(article);
        let top = self.reader.anchor();
        let at = match number.and_then(|number| number.checked_sub(1)) {
            Some(at) => at.min(pictures.len().saturating_sub(1)),
            None => pictures
                .iter()
                .position(|picture| self.reader.is_on_screen(picture.place()) || picture.place() >= top)
                .unwrap_or(pictures.len().saturating_sub(1)),
        };
        self.open_picture(pictures, at);
    }

    /// The picture that a block of the article is, if it is one.
    pub(in crate::app) fn view_picture_of(&mut self, block: BlockIx) {
        let Some(article) = self.reader.article() else { return };
        let pictures = pictures_of(article);
        if let Some(at) = pictures.iter().position(|picture| picture.block == block) {
            self.open_picture(pictures, at);
        }
    }

    /// The picture whose caption has a place of the text, if that is one; says whether it is.
    pub(in crate::app) fn view_picture_at(&mut self, place: Anchor) -> bool {
        let pictures = self.reader.article().map(|article| pictures_of(article)).unwrap_or_default();
        match pictures.iter().position(|picture| picture.place().part == place.part) {
            Some(at) => {
                self.open_picture(pictures, at);
                true
            }
            None => false,
        }
    }

    fn open_picture(&mut self, pictures: Vec<ArticlePicture>, at: usize) {
        let Some(article) = self.reader.shown().id() else { return };
        if pictures.is_empty() {
            return self.say(self.words.pictures().none);
        }
        let overlay = PictureOverlay::new(article, pictures, at);
        self.open_overlay(Overlay::Picture(Box::new(overlay), Window::default()));
    }

    pub(super) fn act_on_picture(&mut self, action: Action, count: Option<usize>) {
        let times = count.unwrap_or(1);
        let Some(Overlay::Picture(own, _)) = &mut self.overlay else { return };
        match action {
            Action::NextPicture if own.at + 1 == own.pictures.len() => self.say(self.words.pictures().last),
            Action::NextPicture => own.turn_to(own.at.saturating_add(times)),
            Action::PreviousPicture if own.at == 0 => self.say(self.words.pictures().first),
            Action::PreviousPicture => own.turn_to(own.at.saturating_sub(times)),
            Action::Top => own.turn_to(0),
            Action::End => own.turn_to(count.map_or(usize::MAX, |number| number.saturating_sub(1))),
            Action::ZoomIn => own.zoom_by(i8::try_from(times).unwrap_or(i8::MAX)),
            Action::ZoomOut => own.zoom_by(-i8::try_from(times).unwrap_or(i8::MAX)),
            Action::ZoomFit => own.zoom_by(i8::MIN),
            Action::PanLeft => own.pan(-1, 0),
            Action::PanRight => own.pan(1, 0),
            Action::PanUp => own.pan(0, -1),
            Action::PanDown => own.pan(0, 1),
            Action::CopyAddress => match own.picture().and_then(|picture| picture.address.clone()) {
                Some(address) => self.commands.push(Command::Copy(Copied::Link(address))),
                None => self.say(self.words.pictures().no_address),
            },
            Action::OpenOutside => self.open_picture_outside(),
            _ => {}
        }
    }

    /// Opens a picture of the web in a browser, and a file with what the system opens such files with.
    fn open_picture_outside(&mut self) {
        let Some(Overlay::Picture(own, _)) = &self.overlay else { return };
        let address = own.picture().and_then(|picture| picture.address.clone());
        let file = own.drawn().and_then(|drawn| drawn.as_ref().ok()).and_then(|drawn| drawn.facts.file.clone());
        match (file, address) {
            (Some(file), _) => self.commands.push(Command::OpenFile(file)),
            (None, Some(address)) if SCHEMES.iter().any(|scheme| address.starts_with(scheme)) => {
                self.commands.push(Command::Browse(address));
            }
            _ => self.say(self.words.pictures().not_outside),
        }
    }

    /// Asks for what is to be seen and was not asked for yet: once a frame.
    pub(super) fn settle_picture(&mut self) {
        let (columns, rows) = self.viewport.picture;
        let Some(Overlay::Picture(own, window)) = &mut self.overlay else { return };
        window.count = 1;
        let view = PictureView { columns, rows, zoom: own.zoom, middle: own.middle };
        if columns == 0 || rows == 0 || own.asked.is_some_and(|(of, asked, _)| (of, asked) == (own.at, view)) {
            return;
        }
        let (article, at) = (own.article, own.at);
        let address = own.picture().and_then(|picture| picture.address.clone());
        let request = self.ask_picture(article, address, view, true);
        if let (Some(request), Some(Overlay::Picture(own, _))) = (request, &mut self.overlay) {
            own.asked = Some((at, view, request));
        }
    }

    pub(in crate::app) fn take_picture_over_all(
        &mut self,
        request: RequestId,
        answer: Result<Box<DrawnPicture>, PictureFault>,
    ) -> bool {
        match &mut self.overlay {
            Some(Overlay::Picture(own, _)) => match own.asked {
                Some((of, _, asked)) if asked == request => {
                    own.drawn = Some((of, answer));
                    true
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// What is drawn is for another terminal.
    pub(in crate::app) fn forget_picture_over_all(&mut self) {
        if let Some(Overlay::Picture(own, _)) = &mut self.overlay {
            (own.asked, own.drawn) = (None, None);
        }
    }
}
