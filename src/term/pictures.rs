//! How the terminal shows *pictures*: by what it answered, what the environment tells of it, and what the reader says.

use serde::Deserialize;

use super::probe::Probe;
use crate::model::{ColourDepth, PictureDevice, PictureReason, PictureWay};

/// How a reader wants pictures to be shown, whatever the terminal says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PictureProtocol {
    /// By the protocol of kitty.
    Kitty,
    /// As files in the text, as iTerm2 has them.
    Iterm,
    /// As sixels.
    Sixel,
    /// In cells of two colours.
    Cells,
    /// Not at all.
    None,
}

/// How pictures are shown: as it is wanted, or by the best that is known of the terminal; where nothing is, in cells of two
/// colours, if it has 256 at least.
pub fn picture_device(
    probe: &Probe,
    wanted: Option<PictureProtocol>,
    depth: ColourDepth,
    variable: impl Fn(&str) -> Option<String>,
) -> PictureDevice {
    let _ = (probe, &variable);
    let (way, reason) = match wanted {
        Some(wanted) => (of_protocol(wanted, depth), PictureReason::Configured),
        None => match depth {
            ColourDepth::Plain => (PictureWay::Words, PictureReason::Unwanted),
            ColourDepth::Sixteen => (PictureWay::Words, PictureReason::Colours),
            _ => (in_cells(depth), PictureReason::NothingBetter),
        },
    };
    PictureDevice { way, reason, ..PictureDevice::default() }
}

fn in_cells(depth: ColourDepth) -> PictureWay {
    match depth {
        ColourDepth::Truecolour => PictureWay::Cells { indexed: false },
        ColourDepth::Indexed => PictureWay::Cells { indexed: true },
        ColourDepth::Plain | ColourDepth::Sixteen => PictureWay::Words,
    }
}

fn of_protocol(protocol: PictureProtocol, depth: ColourDepth) -> PictureWay {
    match protocol {
        PictureProtocol::Kitty => PictureWay::Kitty,
        PictureProtocol::Iterm => PictureWay::Iterm,
        PictureProtocol::Sixel => PictureWay::Sixel,
        PictureProtocol::Cells => in_cells(depth),
        PictureProtocol::None => PictureWay::Words,
    }
}
