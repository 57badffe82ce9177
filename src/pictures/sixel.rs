//! *Sixels*: six rows of pixels in a row of signs, each colour for itself, of 256 that are found for the picture.

use std::fmt::Write;

use color_quant::NeuQuant;
use image::imageops::{self, ColorMap};
use image::{Rgb, RgbImage, Rgba};

/// Colours of a picture.
const COLOURS: usize = 256;
/// Every so-manieth pixel is looked at where colours are found: 1 is the best, 30 the fastest.
const SAMPLE: i32 = 10;

/// The colours that were found for a picture.
struct FoundColours {
    quant: NeuQuant,
}

impl ColorMap for FoundColours {
    type Color = Rgb<u8>;

    fn index_of(&self, Rgb([red, green, blue]): &Rgb<u8>) -> usize {
        self.quant.index_of(&[*red, *green, *blue, 255])
    }

    fn map_color(&self, colour: &mut Rgb<u8>) {
        *colour = self.colour(self.index_of(colour));
    }
}

impl FoundColours {
    fn colour(&self, at: usize) -> Rgb<u8> {
        let Rgba([red, green, blue, _]) = self.quant.lookup(at).map_or(Rgba([0, 0, 0, 255]), Rgba);
        Rgb([red, green, blue])
    }
}

/// What draws each row of a picture, whose rows are so many pixels high.
pub(super) fn rows(image: &RgbImage, cell: u32) -> Vec<Vec<u8>> {
    let rgba: Vec<u8> = image.pixels().flat_map(|Rgb([red, green, blue])| [*red, *green, *blue, 255]).collect();
    // The colours are found by a few hundred pixels at least.
    let sample = if rgba.len() < 4 * 50_000 { 1 } else { SAMPLE };
    let found = FoundColours { quant: NeuQuant::new(sample, COLOURS, &rgba) };
    let mut dithered = image.clone();
    imageops::dither(&mut dithered, &found);
    let numbers: Vec<u8> = dithered.pixels().map(|colour| found.index_of(colour) as u8).collect();
    let width = image.width() as usize;
    let rows = image.height() / cell.max(1);
    let row = |at: u32| {
        let from = (at * cell) as usize * width;
        strip(&numbers[from..from + cell as usize * width], width, &found)
    };
    (0..rows).map(row).collect()
}

/// One row: all it needs, so that it can be drawn without the others. Pixels that it says nothing of stay (`P2` is 1).
fn strip(numbers: &[u8], width: usize, found: &FoundColours) -> Vec<u8> {
    let height = numbers.len() / width.max(1);
    let mut out = format!("\x1bP0;1;0q\"1;1;{width};{height}");
    let mut used = [false; COLOURS];
    for number in numbers {
        used[usize::from(*number)] = true;
    }
    for (number, _) in used.iter().enumerate().filter(|(_, used)| **used) {
        let Rgb(parts) = found.colour(number);
        let [red, green, blue] = parts.map(|part| (u16::from(part) * 100 + 127) / 255);
        let _ = write!(out, "#{number};2;{red};{green};{blue}");
    }
    for band in numbers.chunks(width.max(1) * 6) {
        // Of each colour that is in the band the sign of each column.
        let mut signs: Vec<Option<Vec<u8>>> = vec![None; COLOURS];
        for (at, row) in band.chunks(width).enumerate() {
            for (x, number) in row.iter().enumerate() {
                signs[usize::from(*number)].get_or_insert_with(|| vec![0; width])[x] |= 1 << at;
            }
        }
        let mut first = true;
        for (number, signs) in signs.iter().enumerate() {
            let Some(signs) = signs else { continue };
            // Back to the beginning of the band.
            out.push_str(if first { "" } else { "$" });
            first = false;
            let _ = write!(out, "#{number}");
            // What is empty up to the end need not be said.
            let end = signs.iter().rposition(|bits| *bits > 0).map_or(0, |last| last + 1);
            for run in signs[..end].chunk_by(|one, next| one == next) {
                repeat(&mut out, 63 + run[0], run.len());
            }
        }
        out.push('-');
    }
    // The last one would go on to a row that is not there.
    out.pop();
    out.push_str("\x1b\\");
    out.into_bytes()
}

/// A sign so many times.
fn repeat(out: &mut String, sign: u8, times: usize) {
    if times > 3 {
        let _ = write!(out, "!{times}{}", char::from(sign));
    } else {
        out.extend(std::iter::repeat_n(char::from(sign), times));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a terminal draws of a row: the number of the colour of each pixel.
    fn drawn(row: &[u8], width: usize, height: usize) -> Vec<Option<usize>> {
        let text = std::str::from_utf8(row).expect("ASCII");
        let head = format!("\x1bP0;1;0q\"1;1;{width};{height}");
        let body = text.strip_prefix(&head).and_then(|rest| rest.strip_suffix("\x1b\\")).expect("a head and an end");
        let mut pixels = vec![None; width * height];
        let (mut x, mut band, mut colour) = (0, 0, 0);
        let mut rest = body;
        let number = |text: &mut &str| {
            let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
            let (digits, after) = text.split_at(end);
            *text = after;
            digits.parse::<usize>().expect("a number")
        };
        while let Some(sign) = rest.chars().next() {
            rest = &rest[1..];
            match sign {
                '#' => {
                    colour = number(&mut rest);
                    while let Some(more) = rest.strip_prefix(';') {
                        rest = more;
                        number(&mut rest);
                    }
                }
                '$' => x = 0,
                '-' => (x, band) = (0, band + 6),
                sign => {
                    let (times, sign) = if sign == '!' {
                        let times = number(&mut rest);
                        let sign = rest.chars().next().expect("a sign");
                        rest = &rest[1..];
                        (times, sign)
                    } else {
                        (1, sign)
                    };
                    for _ in 0..times {
                        for bit in (0..6).filter(|bit| (sign as u8 - 63) >> bit & 1 == 1) {
                            pixels[(band + bit) * width + x] = Some(colour);
                        }
                        x += 1;
                    }
                }
            }
        }
        pixels
    }

    #[test]
    fn every_pixel_of_a_row_is_drawn_once_in_its_colour() {
        let image =
            RgbImage::from_fn(
                37,
                40,
                |x, y| if (x / 5 + y / 7) % 2 == 0 { Rgb([250, 10, 10]) } else { Rgb([10, 10, 240]) },
            );
        let rows = rows(&image, 20);
        assert_eq!(rows.len(), 2);
        for (at, row) in rows.iter().enumerate() {
            let pixels = drawn(row, 37, 20);
            let of = |x: usize, y: usize| pixels[y * 37 + x].expect("a colour");
            let (one, other) = (of(0, 0), of(5, 0));
            assert_ne!(one, other);
            for (place, colour) in pixels.iter().enumerate() {
                let (x, y) = (place % 37, place / 37 + at * 20);
                let same = (x / 5 + y / 7) % 2 == (at * 20 / 7) % 2;
                assert_eq!(*colour == Some(one), same, "{x} {y}");
            }
        }
    }
}
