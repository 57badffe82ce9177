//! *Decoding*: the bytes of a file become pixels, on a white ground, for pictures of articles are made for pages.

use std::io::Cursor;

use image::error::{ImageError, LimitErrorKind};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage, imageops};

use super::limits::PictureLimits;
use crate::model::{PictureFacts, PictureFault, SafeText};

/// The kinds that are drawn, and what they are called.
const KINDS: [(ImageFormat, &str); 5] = [
    (ImageFormat::Png, "PNG"),
    (ImageFormat::Jpeg, "JPEG"),
    (ImageFormat::Gif, "GIF"),
    (ImageFormat::WebP, "WebP"),
    (ImageFormat::Bmp, "BMP"),
];

/// A picture of more pixels is made smaller when it is read: no screen shows more of it.
const KEPT: u64 = 16_000_000;
/// So far into a file it is looked whether it is a drawing of lines, in bytes.
const HEAD: usize = 1024;

/// A picture as pixels.
#[derive(Clone, Debug)]
pub struct DecodedPicture {
    /// Its pixels, or those of a smaller one.
    pub pixels: RgbImage,
    /// What is known of it.
    pub facts: PictureFacts,
}

type PictureDecoder<'b> = Box<dyn ImageDecoder + 'b>;

/// Decodes a picture.
///
/// # Errors
/// When it is none, is damaged, or is beyond a limit.
pub fn decode(bytes: &[u8], limits: &PictureLimits) -> Result<DecodedPicture, PictureFault> {
    let (decoder, orientation, facts) = open(bytes, limits)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| fault(&error))?;
    let pixels = u64::from(image.width()) * u64::from(image.height());
    if pixels > KEPT {
        let by = (KEPT as f64 / pixels as f64).sqrt();
        let side = |side: u32| ((f64::from(side) * by) as u32).max(1);
        image = image.thumbnail_exact(side(image.width()), side(image.height()));
    }
    image.apply_orientation(orientation);
    Ok(DecodedPicture { pixels: on_white(image), facts })
}

/// The size of a picture in pixels, as its head says it.
///
/// # Errors
/// As [`decode`], as far as the head tells.
pub fn size(bytes: &[u8], limits: &PictureLimits) -> Result<(u32, u32), PictureFault> {
    open(bytes, limits).map(|(_, _, facts)| (facts.width, facts.height))
}

fn open<'b>(
    bytes: &'b [u8],
    limits: &PictureLimits,
) -> Result<(PictureDecoder<'b>, Orientation, PictureFacts), PictureFault> {
    if bytes.len() as u64 > limits.bytes {
        return Err(PictureFault::TooManyBytes);
    }
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| broken(&error))?;
    let kind = reader.format().and_then(|own| KINDS.iter().find(|(known, _)| *known == own));
    let Some((_, format)) = kind else { return Err(unknown(bytes)) };
    let mut reader = reader;
    let mut allowed = Limits::default();
    allowed.max_alloc = Some(limits.memory);
    reader.limits(allowed);
    let mut decoder = reader.into_decoder().map_err(|error| fault(&error))?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(PictureFault::Unknown);
    }
    if u64::from(width) * u64::from(height) > limits.pixels || decoder.total_bytes() > limits.memory {
        return Err(PictureFault::TooManyPixels);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let is_turned = matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let (width, height) = if is_turned { (height, width) } else { (width, height) };
    let facts = PictureFacts { width, height, bytes: bytes.len(), format, file: None };
    Ok((Box::new(decoder), orientation, facts))
}

/// What is no picture that is drawn.
fn unknown(bytes: &[u8]) -> PictureFault {
    let head = &bytes[..bytes.len().min(HEAD)];
    let is_vector = memchr::memmem::find(head, b"<svg").is_some() || head.starts_with(b"\x1f\x8b");
    if is_vector { PictureFault::Vector } else { PictureFault::Unknown }
}

fn fault(error: &ImageError) -> PictureFault {
    match error {
        ImageError::Limits(limit) => match limit.kind() {
            LimitErrorKind::DimensionError | LimitErrorKind::InsufficientMemory => PictureFault::TooManyPixels,
            _ => broken(error),
        },
        ImageError::Unsupported(_) => PictureFault::Unknown,
        _ => broken(error),
    }
}

fn broken(error: &dyn std::error::Error) -> PictureFault {
    PictureFault::Broken(SafeText::line(&error.to_string()))
}

/// The same on a white ground.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0;
        let part = |part: u8| {
            let mixed = u16::from(part) * u16::from(alpha) + 255 * (255 - u16::from(alpha)) + 127;
            (mixed / 255) as u8
        };
        Rgb([part(red), part(green), part(blue)])
    })
}

impl DecodedPicture {
    /// A part of the picture, in another size; where, and how large, in the picture's own pixels.
    pub(super) fn part(&self, (x, y, width, height): (f64, f64, f64, f64), to: (u32, u32)) -> RgbImage {
        // The pixels may be those of a smaller one.
        let across = f64::from(self.pixels.width()) / f64::from(self.facts.width.max(1));
        let down = f64::from(self.pixels.height()) / f64::from(self.facts.height.max(1));
        let from = |at: f64, by: f64, most: u32| ((at * by).round() as u32).min(most.saturating_sub(1));
        let (left, top) = (from(x, across, self.pixels.width()), from(y, down, self.pixels.height()));
        let wide = ((width * across).round() as u32).clamp(1, self.pixels.width() - left);
        let high = ((height * down).round() as u32).clamp(1, self.pixels.height() - top);
        let part = imageops::crop_imm(&self.pixels, left, top, wide, high).to_image();
        let (columns, rows) = (to.0.max(1), to.1.max(1));
        if columns <= wide && rows <= high {
            imageops::thumbnail(&part, columns, rows)
        } else {
            imageops::resize(&part, columns, rows, imageops::FilterType::Triangle)
        }
    }
}
