//! The words of *pictures*.

use super::Words;
use crate::model::Language;

impl Words {
    /// The words of pictures.
    pub fn pictures(&self) -> &'static PictureWords {
        PictureWords::of(self.language)
    }
}

words! { PictureWords;
    /// Before a caption: around the number of the picture and how many there are.
    before: "〔图 ", "[image ";
    between: "／", "/";
    after: "〕", "] ";
}
