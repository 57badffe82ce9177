//! A screen as *SVG*: every character at its cell, so that whatever font draws it, what stands under one another on the
//! screen does in the picture.

use std::fmt::Write;

use vt100::{Cell, Color, Screen};

/// A cell's width and a row's height, in the units of the picture: a letter is half as wide as a Han in the fonts named.
const CELL: u32 = 8;
const ROW: u32 = 20;
/// The margin around the screen.
const MARGIN: u32 = 12;
/// From a row's top to the line its letters stand on.
const BASE: u32 = 15;

/// The colours of a terminal.
pub struct Theme {
    ground: &'static str,
    text: &'static str,
    colours: [&'static str; 16],
}

pub static DARK: Theme = Theme {
    ground: "#1c1e21",
    text: "#d9d6cf",
    colours: [
        "#1c1e21", "#e06c6c", "#8fbf7f", "#d8b35f", "#6fa8dc", "#c58fd0", "#6fc3c3", "#c9c6bf", "#7d7f82", "#f08a8a",
        "#a9d69a", "#ecca7b", "#8fc1ee", "#dcaae6", "#8fdcdc", "#f4f1ea",
    ],
};

pub static LIGHT: Theme = Theme {
    ground: "#fbf8f1",
    text: "#2b2a28",
    colours: [
        "#2b2a28", "#b3261e", "#3b7a2f", "#8a6100", "#1f5fa8", "#8a3a9a", "#157a7a", "#8d8a83", "#6b6963", "#d13a30",
        "#4f9a40", "#a87a10", "#3a7cc8", "#a552b6", "#2a9696", "#fbf8f1",
    ],
};

/// How a cell is drawn.
#[derive(PartialEq, Eq)]
struct Look {
    text: String,
    ground: Option<String>,
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
}

impl Look {
    fn of(cell: &Cell, theme: &Theme) -> Self {
        let (text, ground) = (colour(cell.fgcolor(), theme), colour(cell.bgcolor(), theme));
        let (text, ground) = match cell.inverse() {
            true => (ground.unwrap_or(theme.ground.to_owned()), Some(text.unwrap_or(theme.text.to_owned()))),
            false => (text.unwrap_or(theme.text.to_owned()), ground),
        };
        let (bold, dim, italic, underline) = (cell.bold(), cell.dim(), cell.italic(), cell.underline());
        Self { text, ground, bold, dim, italic, underline }
    }
}

/// A colour as it is written; nothing for the terminal's own.
fn colour(colour: Color, theme: &Theme) -> Option<String> {
    match colour {
        Color::Default => None,
        Color::Idx(number @ 0..16) => Some(theme.colours[usize::from(number)].to_owned()),
        Color::Idx(number @ 16..232) => {
            let (at, step) = (u32::from(number) - 16, |part: u32| if part == 0 { 0 } else { 55 + 40 * part });
            Some(format!("#{:02x}{:02x}{:02x}", step(at / 36), step(at / 6 % 6), step(at % 6)))
        }
        Color::Idx(number) => Some(format!("#{0:02x}{0:02x}{0:02x}", 8 + 10 * (u32::from(number) - 232))),
        Color::Rgb(red, green, blue) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
    }
}

/// Cells of one look beside each other: the characters, each with its column, and where they end.
struct Run {
    look: Look,
    from: u32,
    to: u32,
    text: Vec<(u32, String)>,
}

fn runs(screen: &Screen, row: u16, theme: &Theme) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for column in 0..screen.size().1.get() {
        let Some(cell) = screen.cell(row, column) else { continue };
        if cell.is_wide_continuation() {
            continue;
        }
        let (look, from) = (Look::of(cell, theme), u32::from(column));
        let to = from + if cell.is_wide() { 2 } else { 1 };
        if runs.last().is_none_or(|run| run.look != look) {
            runs.push(Run { look, from, to, text: Vec::new() });
        }
        let run = runs.last_mut().expect("one was pushed");
        run.to = to;
        let text = cell.contents();
        run.text.push((from, if text.is_empty() { " " } else { text }.to_owned()));
    }
    for run in &mut runs {
        // What is blank needs no letters.
        let seen = run.text.iter().rposition(|(_, text)| text != " ").map_or(0, |last| last + 1);
        run.text.truncate(seen);
    }
    runs
}

/// The screen as a picture.
pub fn picture(screen: &Screen, theme: &Theme) -> String {
    let (rows, columns) = screen.size();
    let (width, height) = (u32::from(columns.get()) * CELL + 2 * MARGIN, u32::from(rows.get()) * ROW + 2 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC','PingFang SC','Microsoft YaHei',\
         monospace\" font-size=\"16\" xml:space=\"preserve\">\n<rect width=\"{width}\" height=\"{height}\" rx=\"8\" \
         fill=\"{}\"/>\n",
        theme.ground
    );
    for row in 0..rows.get() {
        let top = MARGIN + u32::from(row) * ROW;
        for run in runs(screen, row, theme) {
            draw(&mut svg, &run, top);
        }
    }
    svg + "</svg>\n"
}

fn draw(svg: &mut String, run: &Run, top: u32) {
    let place = |column: u32| MARGIN + column * CELL;
    let (from, width) = (place(run.from), (run.to - run.from) * CELL);
    let look = &run.look;
    if let Some(ground) = &look.ground {
        let _ = writeln!(svg, "<rect x=\"{from}\" y=\"{top}\" width=\"{width}\" height=\"{ROW}\" fill=\"{ground}\"/>");
    }
    if run.text.is_empty() {
        return;
    }
    let places: Vec<String> = run
        .text
        .iter()
        .flat_map(|(at, text)| {
            // A cluster of several characters is one glyph: the first of them has the place.
            let first = std::iter::once(place(*at).to_string());
            first.chain(std::iter::repeat_n(place(*at).to_string(), text.chars().count() - 1))
        })
        .collect();
    let text: String = run.text.iter().map(|(_, text)| text.as_str()).collect();
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut style = format!("fill=\"{}\"", look.text);
    for (is, says) in [
        (look.bold, " font-weight=\"bold\""),
        (look.dim, " fill-opacity=\".6\""),
        (look.italic, " font-style=\"italic\""),
        (look.underline, " text-decoration=\"underline\""),
    ] {
        style.push_str(if is { says } else { "" });
    }
    let _ = writeln!(svg, "<text x=\"{}\" y=\"{}\" {style}>{text}</text>", places.join(" "), top + BASE);
}
