//! The protocol of *kitty*, which others have too: the picture is handed over once, under a number, and then each row of it
//! is placed where it is to stand.

use data_encoding::BASE64;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, RgbImage};

use crate::model::{PictureFault, SafeText};

/// Bytes of one part of a picture that is handed over.
const CHUNK: usize = 4096;

/// A picture as a file of a kind that all these terminals read.
///
/// # Errors
/// When it cannot be encoded.
pub(super) fn png(image: &RgbImage) -> Result<Vec<u8>, PictureFault> {
    let mut file = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::Adaptive);
    encoder
        .write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8)
        .map_err(|error| PictureFault::Broken(SafeText::line(&error.to_string())))?;
    Ok(file)
}

/// What hands a picture over under a number, without a word of the terminal about it (`q=2`).
///
/// # Errors
/// When it cannot be encoded.
pub(super) fn data(image: &RgbImage, number: u32) -> Result<Vec<u8>, PictureFault> {
    let file = BASE64.encode(&png(image)?);
    let mut out = Vec::with_capacity(file.len() + file.len() / CHUNK * 16 + 64);
    let mut chunks = file.as_bytes().chunks(CHUNK).peekable();
    let mut head = format!("a=t,f=100,t=d,i={number},q=2,");
    while let Some(chunk) = chunks.next() {
        let more = u8::from(chunks.peek().is_some());
        out.extend_from_slice(format!("\x1b_G{head}m={more};").as_bytes());
        out.extend_from_slice(chunk);
        out.extend_from_slice(b"\x1b\\");
        "q=2,".clone_into(&mut head);
    }
    Ok(out)
}

/// What places each row, without moving the cursor (`C=1`).
pub(super) fn rows(image: &RgbImage, columns: u16, cell: u32, number: u32) -> Vec<Vec<u8>> {
    let width = image.width();
    let row = |at: u32| {
        let top = at * cell;
        format!("\x1b_Ga=p,i={number},p={},x=0,y={top},w={width},h={cell},c={columns},r=1,C=1,q=2\x1b\\", at + 1)
            .into_bytes()
    };
    (0..image.height() / cell.max(1)).map(row).collect()
}
