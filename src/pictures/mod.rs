//! *Pictures*: from the bytes of a file to what a terminal draws of it.
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *limits* | how much of a picture is read at most | `limits` |
//! | *decoding* | bytes → pixels, on a white ground | `decode` |
//! | *cells* | two colours a cell, for every terminal of enough colours | `cells` |
//! | *sixel*, *iTerm2*, *kitty* | what terminals are sent that draw pixels | `sixel`, `iterm`, `kitty` |
//! | *service* | the thread that does all this for the reader | `service` |
//!
//! Nothing of a picture's bytes reaches a terminal: what is sent is made of pixels only. What is wrong with a picture is an
//! answer like any other, and so is a decoder that falls over it or does not come to an end.
//!
//! Of ratatui-image, which draws by the same protocols, nothing is used: it writes them into the cells of a buffer, which
//! here are compared and written by our own widths, and only as whole pictures, while a text scrolls them row by row.

mod cells;
mod decode;
mod iterm;
mod kitty;
mod limits;
mod service;
mod sixel;

#[cfg(test)]
mod tests;

pub use decode::{DecodedPicture, decode, size};
pub use limits::PictureLimits;
pub use service::{FindPicture, PictureAnswer, PictureOrder, PictureService, PictureSource, draw};
