//! A *colour* as numbers, and how well one can be read on another (WCAG 2).

use std::str::FromStr;

use serde::Deserialize;

/// Red, green and blue, of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Rgb(pub u8, pub u8, pub u8);

/// The colours of which a terminal draws what is not coloured otherwise; `None` where it did not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TerminalColours {
    /// The letters.
    pub text: Option<Rgb>,
    /// What they stand on.
    pub ground: Option<Rgb>,
}

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColourDepth {
    /// None: letters differ by weight and underline.
    Plain,
    /// The sixteen of its own theme.
    #[default]
    Sixteen,
    /// The 240 of the cube and of the greys besides.
    Indexed,
    /// Any.
    Truecolour,
}

impl Rgb {
    /// Black.
    pub const BLACK: Self = Self(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self(255, 255, 255);

    /// How light it is: 0 black, 1 white (WCAG's relative luminance).
    pub fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// The contrast of two colours, whichever is the ground: 1 none, 21 black on white.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(other) / one.min(other)
    }

    /// Whether black can be read on it better than white can.
    pub fn is_light(self) -> bool {
        self.contrast(Self::BLACK) > self.contrast(Self::WHITE)
    }

    /// So many hundredths of this colour, and the rest of another.
    #[must_use]
    pub fn mix(self, hundredths: u8, other: Self) -> Self {
        let own = u16::from(hundredths.min(100));
        let part = |one: u8, other: u8| {
            let sum = u16::from(one) * own + u16::from(other) * (100 - own) + 50;
            u8::try_from(sum / 100).unwrap_or(u8::MAX)
        };
        Self(part(self.0, other.0), part(self.1, other.1), part(self.2, other.2))
    }

    /// The colour nearest to this one that has a contrast with a ground: it goes towards black or white until it does.
    /// One of the two has 4.58 with any ground; where more is asked for than there can be, it is the better of them.
    #[must_use]
    pub fn legible_on(self, ground: Self, contrast: f64) -> Self {
        let end = if ground.is_light() { Self::BLACK } else { Self::WHITE };
        (0..=100)
            .map(|hundredths| end.mix(hundredths, self))
            .find(|own| own.contrast(ground) >= contrast)
            .unwrap_or(end)
    }

    /// The number of the colour nearest to this one among the 240 that are the same on every terminal of 256, of those
    /// that have a contrast with a ground; of all where none has. What is not grey stays so where it can.
    pub fn index_on(self, ground: Self, contrast: f64) -> u8 {
        let nearest = |least: f64, grey: bool| {
            let mut best: Option<(u32, u8)> = None;
            for index in 16..=u8::MAX {
                let own = Self::of_index(index);
                let distance = self.distance(own);
                // The contrast takes the longest to work out.
                if best.is_none_or(|(least, _)| distance < least)
                    && (grey || !own.is_greyish())
                    && (least <= 1.0 || own.contrast(ground) >= least)
                {
                    best = Some((distance, index));
                }
            }
            best.map(|(_, index)| index)
        };
        let any = self.is_greyish();
        nearest(contrast, any).or_else(|| nearest(contrast, true)).or_else(|| nearest(0.0, true)).unwrap_or(u8::MAX)
    }

    /// The number of the colour nearest to this one among the 240 that are the same on every terminal of 256; found at
    /// once, for a picture has thousands.
    pub fn index(self) -> u8 {
        let step = |part: u8| match part {
            0..48 => 0,
            48..115 => 1,
            _ => (part - 35) / 40,
        };
        let cube = 16 + 36 * step(self.0) + 6 * step(self.1) + step(self.2);
        let mean = (u16::from(self.0) + u16::from(self.1) + u16::from(self.2)) / 3;
        let grey = 232 + (mean.saturating_sub(3) / 10).min(23) as u8;
        if self.distance(Self::of_index(grey)) < self.distance(Self::of_index(cube)) { grey } else { cube }
    }

    /// Whether it has hardly any hue.
    fn is_greyish(self) -> bool {
        let parts = [self.0, self.1, self.2];
        let (least, most) = (parts.into_iter().min().unwrap_or(0), parts.into_iter().max().unwrap_or(0));
        most - least < 32
    }

    /// The colour of a number of the 256; of the first sixteen, which each terminal has its own of, those of xterm.
    pub fn of_index(index: u8) -> Self {
        const FIRST: [Rgb; 16] = [
            Rgb(0, 0, 0),
            Rgb(205, 0, 0),
            Rgb(0, 205, 0),
            Rgb(205, 205, 0),
            Rgb(0, 0, 238),
            Rgb(205, 0, 205),
            Rgb(0, 205, 205),
            Rgb(229, 229, 229),
            Rgb(127, 127, 127),
            Rgb(255, 0, 0),
            Rgb(0, 255, 0),
            Rgb(255, 255, 0),
            Rgb(92, 92, 255),
            Rgb(255, 0, 255),
            Rgb(0, 255, 255),
            Rgb(255, 255, 255),
        ];
        match index {
            0..16 => FIRST[usize::from(index)],
            16..232 => {
                let (at, step) = (index - 16, |part: u8| if part == 0 { 0 } else { 55 + 40 * part });
                Self(step(at / 36), step(at / 6 % 6), step(at % 6))
            }
            232.. => {
                let grey = 8 + 10 * (index - 232);
                Self(grey, grey, grey)
            }
        }
    }

    /// How far two colours are from each other, the eye's weights on the three parts.
    fn distance(self, other: Self) -> u32 {
        let part = |one: u8, other: u8, weight: u32| u32::from(one.abs_diff(other)).pow(2) * weight;
        part(self.0, other.0, 3) + part(self.1, other.1, 6) + part(self.2, other.2, 1)
    }
}

impl FromStr for Rgb {
    type Err = ();

    /// `#rrggbb` or `#rgb`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.strip_prefix('#').ok_or(())?;
        let digits: Vec<u8> = digits.chars().filter_map(|c| u8::try_from(c.to_digit(16)?).ok()).collect();
        match digits[..] {
            [r, g, b] if text.len() == 4 => Ok(Self(r * 17, g * 17, b * 17)),
            [r, r2, g, g2, b, b2] if text.len() == 7 => Ok(Self(r * 16 + r2, g * 16 + g2, b * 16 + b2)),
            _ => Err(()),
        }
    }
}

impl TryFrom<String> for Rgb {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        text.parse().map_err(|()| "expected a colour")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn contrast_as_wcag_has_it() {
        assert!((Rgb::BLACK.contrast(Rgb::WHITE) - 21.0).abs() < 1e-9);
        // The grey that just cannot be read on white, by everybody's tables: 4.48.
        assert!((Rgb(0x77, 0x77, 0x77).contrast(Rgb::WHITE) - 4.48).abs() < 0.005);
        assert!(Rgb(0, 0, 238).contrast(Rgb::BLACK) < 3.0 && !Rgb(0, 0, 238).is_light());
    }

    #[test]
    fn colours_as_they_are_written() {
        assert_eq!("#0aF".parse(), Ok(Rgb(0, 0xAA, 0xFF)));
        assert_eq!("#12aB09".parse(), Ok(Rgb(0x12, 0xAB, 9)));
        for wrong in ["", "#", "#12", "#12345", "123456", "#12345g", "#1234567", "#红红"] {
            assert_eq!(wrong.parse::<Rgb>(), Err(()), "{wrong}");
        }
    }

    #[test]
    fn the_nearest_of_256() {
        assert_eq!(Rgb(255, 255, 255).index_on(Rgb::BLACK, 4.5), 231);
        assert_eq!(Rgb(0x80, 0x80, 0x80).index_on(Rgb::BLACK, 4.5), 244);
        assert_eq!(Rgb::of_index(244), Rgb(128, 128, 128));
        assert_eq!(Rgb::of_index(196), Rgb(255, 0, 0));
    }

    proptest! {
        #[test]
        fn any_colour_can_be_read_on_any_ground(own: (u8, u8, u8), ground: (u8, u8, u8)) {
            let (own, ground) = (Rgb(own.0, own.1, own.2), Rgb(ground.0, ground.1, ground.2));
            prop_assert!(own.legible_on(ground, 4.5).contrast(ground) >= 4.5);
            prop_assert!(Rgb::of_index(own.index_on(ground, 4.5)).contrast(ground) >= 4.5);
            if own.contrast(ground) >= 4.5 {
                prop_assert_eq!(own.legible_on(ground, 4.5), own);
            }
        }
    }
}
