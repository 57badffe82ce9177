//! The *class* of a character: what kinsoku (禁则), hanging and spacing rules need to know about it.

use crate::model::script::is_full_width;

/// B01: the stops that may not begin a row.
pub fn is_stop(c: char) -> bool {
    matches!(c, '。' | '．' | '，' | '、' | '：' | '；' | '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' | '｡' | '､')
}

/// B02: the closing marks that may not begin a row.
pub fn is_closing(c: char) -> bool {
    matches!(
        c,
        '”' | '’'
            | '」'
            | '』'
            | '）'
            | '》'
            | '〉'
            | '】'
            | '〗'
            | '〕'
            | '］'
            | '｝'
            | ')'
            | ']'
            | '}'
            | '｣'
            | '〙'
            | '〛'
            | '〞'
            | '〟'
    )
}

/// B03: the opening marks that may not end a row.
pub fn is_opening(c: char) -> bool {
    matches!(
        c,
        '“' | '‘'
            | '「'
            | '『'
            | '（'
            | '《'
            | '〈'
            | '【'
            | '〖'
            | '〔'
            | '［'
            | '｛'
            | '('
            | '['
            | '{'
            | '｢'
            | '〘'
            | '〚'
            | '〝'
    )
}

/// B06: interpuncts.
pub fn is_interpunct(c: char) -> bool {
    matches!(c, '·' | '・' | '‧')
}

/// B07: connectors (the full-width hyphen is one where people type it for one), but for the em dash, which may be half of a 破折号.
pub fn is_connector(c: char) -> bool {
    matches!(c, '～' | '–' | '-' | '‐' | '－')
}

/// B08: the solidus, half and full width.
pub fn is_solidus(c: char) -> bool {
    matches!(c, '/' | '／')
}

/// B19: circled and parenthesised numbers and letters ①–⓿.
pub fn is_enclosed(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24FF}')
}

/// Spaces that hang at the end of a row and vanish at its start (P08). No-break spaces are not among them.
pub fn is_breaking_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{205F}')
}

/// Spaces that go with the break for good; the other spaces hang but stay in the text (CSS Text 3).
pub fn is_collapsing_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}')
}

/// Zero-width code points that only steer the breaking (X05).
pub fn is_steering(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

/// Han ideographs and kana: what the orphan rule counts and autospace looks for.
pub fn is_han_or_kana(c: char) -> bool {
    is_full_width(c)
}

/// F03: the marks that hang in Simplified Chinese.
pub fn hangs_in_chinese(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '．')
}

/// L02: the marks that hang in Japanese (JLREQ cl-06, cl-07).
pub fn hangs_in_japanese(c: char) -> bool {
    matches!(c, '、' | '。' | '，' | '．' | '､' | '｡')
}

/// Latin, Greek and Cyrillic letters and digits of Western text (P05).
pub fn is_western(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{C0}'..='\u{24F}' | '\u{370}'..='\u{52F}') && c.is_alphabetic()
}

/// B15: symbols of units that belong to the number before them.
pub fn is_unit(word: &str) -> bool {
    const UNITS: &[&str] = &[
        "km", "m", "cm", "mm", "µm", "μm", "um", "nm", "pm", "dm", "hm", "ly", "pc", "AU", "km²", "m²", "cm²", "mm²",
        "m³", "cm³", "kg", "g", "mg", "µg", "μg", "t", "kt", "Mt", "lb", "oz", "L", "l", "mL", "ml", "μL", "µL", "s",
        "ms", "μs", "µs", "us", "ns", "min", "h", "hr", "d", "Hz", "kHz", "KHz", "MHz", "GHz", "THz", "B", "kB", "KB",
        "MB", "GB", "TB", "PB", "EB", "KiB", "MiB", "GiB", "TiB", "bit", "kbit", "Mbit", "Gbit", "bps", "kbps", "Kbps",
        "Mbps", "Gbps", "Tbps", "W", "kW", "MW", "GW", "TW", "mW", "Wh", "kWh", "MWh", "GWh", "TWh", "V", "mV", "kV",
        "A", "mA", "Ah", "mAh", "Ω", "kΩ", "MΩ", "F", "μF", "pF", "nF", "H", "J", "kJ", "MJ", "eV", "keV", "MeV",
        "GeV", "cal", "kcal", "N", "kN", "Pa", "hPa", "kPa", "MPa", "GPa", "bar", "atm", "mmHg", "K", "mol", "mmol",
        "cd", "lm", "lx", "T", "mT", "Bq", "Sv", "mSv", "μSv", "dB", "dBm", "rpm", "ppm", "ppb", "px", "pt", "em",
        "dpi", "ppi", "fps", "mph", "kph", "ha", "in", "ft", "yd", "mi", "USD", "RMB", "CNY", "HKD", "EUR", "JPY",
    ];
    UNITS.contains(&word)
}
