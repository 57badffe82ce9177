//! A *picture* of an article, as it is on a screen: how the terminal shows pictures, what is known of one, what is drawn of
//! it, and why one cannot be shown.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Rgb, SafeText};

/// How a terminal shows pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PictureWay {
    /// Not at all: its colours do not suffice.
    #[default]
    Words,
    /// Of cells in two colours each.
    Cells {
        /// Whether only the 240 colours can be used that are the same on every terminal of 256.
        indexed: bool,
    },
    /// As sixels.
    Sixel,
    /// As files in the text, as iTerm2 has them.
    Iterm,
    /// By the protocol of kitty.
    Kitty,
}

/// Why it shows them so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PictureReason {
    /// Nothing better is known of the terminal.
    #[default]
    NothingBetter,
    /// The terminal said so.
    Answered,
    /// The environment says which terminal it is.
    Environment,
    /// The configuration says so.
    Configured,
    /// Something stands between the terminal and us that passes nothing on (tmux, screen).
    Between,
    /// There are too few colours.
    Colours,
    /// Colours are not wanted (`NO_COLOR`).
    Unwanted,
}

/// Where pictures are drawn, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureDevice {
    /// How.
    pub way: PictureWay,
    /// Why so.
    pub reason: PictureReason,
    /// Columns and rows of a cell in pixels; those of a usual font where they are not known.
    pub cell: (u16, u16),
    /// Whether cells are halved from left to right, because the sign that halves them from top to bottom takes two.
    pub sideways: bool,
}

impl Default for PictureDevice {
    fn default() -> Self {
        Self { way: PictureWay::default(), reason: PictureReason::default(), cell: Self::USUAL_CELL, sideways: false }
    }
}

impl PictureDevice {
    /// A cell of a usual font, in pixels.
    pub const USUAL_CELL: (u16, u16) = (10, 20);

    /// Whether there is anything to be seen of a picture.
    pub fn shows(&self) -> bool {
        self.way != PictureWay::Words
    }
}

/// What of a picture is to be drawn, and in how many cells at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureView {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
    /// How often it was made larger than what fits; 0 is what fits.
    pub zoom: u8,
    /// The point of the picture that is in the middle, in thousandths of its width and height.
    pub middle: (u16, u16),
}

impl PictureView {
    /// The largest zoom.
    pub const LARGEST: u8 = 9;

    /// All of it in so many cells.
    pub fn whole(columns: u16, rows: u16) -> Self {
        Self { columns, rows, zoom: 0, middle: (500, 500) }
    }

    /// How many times as large as what fits it is.
    pub fn factor(&self) -> f64 {
        1.5_f64.powi(i32::from(self.zoom.min(Self::LARGEST)))
    }
}

/// What is known of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureFacts {
    /// Columns of pixels.
    pub width: u32,
    /// Rows of pixels.
    pub height: u32,
    /// Bytes of the file.
    pub bytes: usize,
    /// What it is called among files: `PNG`.
    pub format: &'static str,
    /// The file, where it is one by itself.
    pub file: Option<PathBuf>,
}

/// A picture as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnPicture {
    /// What is known of it.
    pub facts: PictureFacts,
    /// What was asked for.
    pub view: PictureView,
    /// Columns that it takes.
    pub columns: u16,
    /// Rows that it takes.
    pub rows: u16,
    /// Its size on the screen in hundredths of its own, one pixel for one.
    pub scale: u32,
    /// The part of its width and of its height that is seen, in thousandths.
    pub seen: (u16, u16),
    /// What is drawn.
    pub art: PictureArt,
}

/// What is drawn of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureArt {
    /// Two colours a cell, row by row: above and below, or left and right.
    Cells(Arc<[[Rgb; 2]]>),
    /// What the terminal is sent.
    Strips(Arc<PictureStrips>),
}

/// What the terminal is sent to draw a picture, row by row: so one that is cut by the edge of the text is sent as far as it
/// is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureStrips {
    /// By which number the terminal knows it; another one for every picture and size.
    pub number: u32,
    /// What the terminal has to have before the first row, where it keeps pictures.
    pub data: Vec<u8>,
    /// What draws each row from where the cursor is.
    pub rows: Vec<Vec<u8>>,
    /// Whether the terminal keeps the rows apart from its text, so that they have to be taken away by their numbers.
    pub kept: bool,
}

/// A row of a picture on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenStrip {
    /// The column of its left end.
    pub x: u16,
    /// The row.
    pub y: u16,
    /// Its columns.
    pub width: u16,
    /// Which row of the picture it is, from 0.
    pub row: u16,
    /// The picture.
    pub picture: Arc<PictureStrips>,
}

/// Why a picture cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFault {
    /// Nothing says where it is.
    NoAddress,
    /// It is on a network, and was not asked for there.
    OnNetwork,
    /// It lies outside of the archive.
    Outside,
    /// There is no such file.
    Missing,
    /// The system will not let it be read, or it cannot be unpacked; why.
    Unreadable(SafeText),
    /// It has more bytes than are read.
    TooManyBytes,
    /// It has more pixels, or takes more memory, than are drawn.
    TooManyPixels,
    /// It is no picture, or one of a kind that is not drawn.
    Unknown,
    /// It is a drawing of lines, which is not drawn.
    Vector,
    /// It is damaged; what the decoder says.
    Broken(SafeText),
    /// Reading it takes too long.
    TooLong,
    /// What was to read it fell over it.
    Fell,
}
