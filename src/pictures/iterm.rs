//! *iTerm2's* way: a file in the text, here a picture a row, which fills its cells. WezTerm, mintty and others have it too.

use data_encoding::BASE64;
use image::RgbImage;

use super::kitty::png;
use crate::model::PictureFault;

/// What draws each row of a picture that is so many rows high.
///
/// # Errors
/// When a row cannot be encoded.
pub(super) fn rows(image: &RgbImage, columns: u16, cell: u32) -> Result<Vec<Vec<u8>>, PictureFault> {
    let rows = image.height() / cell.max(1);
    let row = |at: u32| {
        let part = image::imageops::crop_imm(image, 0, at * cell, image.width(), cell).to_image();
        let file = png(&part)?;
        let head = format!(
            "\x1b]1337;File=inline=1;width={columns};height=1;preserveAspectRatio=0;doNotMoveCursor=1;size={}:",
            file.len()
        );
        Ok([head.as_bytes(), BASE64.encode(&file).as_bytes(), b"\x07"].concat())
    };
    (0..rows).map(row).collect()
}
