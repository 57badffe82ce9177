//! What the terminal said of *pictures* when it was asked.

/// What the terminal said of pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PictureAnswers {
    /// It takes them by the protocol of kitty.
    pub kitty: bool,
    /// It is one of those that draw files as iTerm2 does.
    pub like_iterm: bool,
    /// It draws sixels.
    pub sixels: bool,
    /// Columns and rows of a cell in pixels.
    pub cell: Option<(u16, u16)>,
}
