//! A *scene*: what a screen is made of, apart from the text in it.

use std::rc::Rc;

use super::Areas;
use crate::app::{App, Context, Overlay};
use crate::text::page::Page;

/// What a screen is made of: where it differs from the last one, everything is drawn anew (T04), for only then does no
/// half of a wide glyph stay behind.
#[derive(Clone)]
pub struct Scene {
    areas: Areas,
    /// Held, so that no other page can come to stand in its place in memory and be taken for it.
    page: Option<Rc<Page>>,
    overlay: Option<Context>,
    prompt: bool,
    /// The numbers that stand on the text.
    link_number: Option<String>,
}

impl Scene {
    /// The scene of a state.
    pub fn of(app: &App, areas: &Areas) -> Self {
        Self {
            areas: *areas,
            page: app.reader().page().cloned(),
            overlay: app.overlay().map(Overlay::context),
            prompt: app.prompt().is_some(),
            link_number: app.link_numbers().map(|numbers| numbers.typed().to_owned()),
        }
    }
}

impl PartialEq for Scene {
    fn eq(&self, other: &Self) -> bool {
        let pages = match (&self.page, &other.page) {
            (Some(one), Some(two)) => Rc::ptr_eq(one, two),
            (None, None) => true,
            _ => false,
        };
        pages
            && (self.areas, self.overlay, self.prompt) == (other.areas, other.overlay, other.prompt)
            && self.link_number == other.link_number
    }
}
