//! *Contrast* (WCAG 2): in every theme, on many terminals, every role can be read on every ground that it can stand on.
//!
//! Words have 4.5:1; lines, the scrollbar and marks beside titles 3:1; with high contrast words have 7:1. What has no
//! colour of its own is the terminal's own affair, and quiet words are no louder than that is.

use kanbao::model::{ColourDepth, HighlightColour, Rgb, TerminalColours, ThemeChoice, ThemePart};
use kanbao::search::Slot;
use kanbao::view::{Palette, Role};
use proptest::prelude::*;
use ratatui::style::{Color, Style};

/// What a role is to the eye.
#[derive(PartialEq)]
enum Kind {
    Words,
    Quiet,
    Marks,
}

/// Every role that there is: a new one does not compile here before it has its kind and stands among [`roles`].
fn kind(role: Role) -> Kind {
    match role {
        Role::Quiet | Role::Marker | Role::Group | Role::Struck => Kind::Quiet,
        Role::Rule | Role::Thumb | Role::Tick | Role::Mark(_) => Kind::Marks,
        Role::Text
        | Role::Title
        | Role::Heading
        | Role::Strong
        | Role::Emphasis
        | Role::Inserted
        | Role::Marked
        | Role::Code
        | Role::InlineCode
        | Role::Link
        | Role::Quote
        | Role::TableHead
        | Role::Selected
        | Role::SelectedElsewhere
        | Role::Match
        | Role::CurrentMatch
        | Role::Keyword(_)
        | Role::Highlight(_)
        | Role::Spoken
        | Role::Failure
        | Role::Selection
        | Role::Wrong
        | Role::Prompt => Kind::Words,
    }
}

/// What the rows of an article are made of.
const ROWS: [Role; 8] =
    [Role::Text, Role::Title, Role::Quiet, Role::Heading, Role::Quote, Role::Code, Role::TableHead, Role::Marker];
/// What an author's styles lay on them.
const STYLES: [Role; 7] =
    [Role::Strong, Role::Emphasis, Role::InlineCode, Role::Link, Role::Struck, Role::Inserted, Role::Marked];
/// What stands by itself.
const ALONE: [Role; 12] = [
    Role::Rule,
    Role::Thumb,
    Role::Tick,
    Role::Selected,
    Role::SelectedElsewhere,
    Role::Match,
    Role::CurrentMatch,
    Role::Selection,
    Role::Failure,
    Role::Wrong,
    Role::Prompt,
    Role::Group,
];
const HIGHLIGHTS: [HighlightColour; 4] =
    [HighlightColour::Green, HighlightColour::Cyan, HighlightColour::Blue, HighlightColour::Red];

fn slots() -> impl Iterator<Item = Slot> {
    (0..usize::from(Slot::COUNT)).filter_map(Slot::new)
}

/// Everything that can be seen: roles one upon the other, as the text is drawn.
fn roles() -> Vec<Vec<Role>> {
    let mut all: Vec<Vec<Role>> = ALONE.iter().map(|role| vec![*role]).collect();
    all.extend(slots().flat_map(|slot| [vec![Role::Keyword(slot)], vec![Role::Mark(slot)]]));
    let grounds = HIGHLIGHTS.map(Role::Highlight).into_iter().chain([Role::Spoken]).map(Some);
    let grounds: Vec<Option<Role>> = grounds.chain([None]).collect();
    let styles: Vec<Option<Role>> = STYLES.into_iter().map(Some).chain([None]).collect();
    for row in ROWS {
        for style in &styles {
            for ground in &grounds {
                all.push([Some(row), *style, *ground].into_iter().flatten().collect());
            }
        }
    }
    all
}

/// A colour in numbers; of the sixteen as xterm has them.
fn rgb(colour: Color) -> Option<Rgb> {
    let number = match colour {
        Color::Reset => return None,
        Color::Rgb(red, green, blue) => return Some(Rgb(red, green, blue)),
        Color::Indexed(index) => index,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    Some(Rgb::of_index(number))
}

/// A theme on a terminal.
struct Look {
    palette: Palette,
    text: Rgb,
    ground: Rgb,
    words: f64,
}

impl Look {
    fn style(&self, roles: &[Role]) -> Style {
        roles.iter().fold(Style::new(), |style, role| style.patch(self.palette.style(*role)))
    }

    /// What can be read badly.
    fn faults(&self) -> Vec<String> {
        let body = self.text.contrast(self.ground);
        let mut faults = Vec::new();
        for roles in roles() {
            let style = self.style(&roles);
            let (letters, ground) = (style.fg.and_then(rgb), style.bg.and_then(rgb));
            if letters.is_none() && ground.is_none() {
                // The terminal's own, or the theme's.
                continue;
            }
            let contrast = letters.unwrap_or(self.text).contrast(ground.unwrap_or(self.ground));
            let is = |wanted: Kind| roles.iter().any(|role| kind(*role) == wanted);
            let least = match (is(Kind::Marks), is(Kind::Quiet) && ground.is_none()) {
                (true, _) => 3.0,
                (_, true) => self.words.min(body * 0.8).max(3.0),
                _ => self.words,
            };
            if contrast < least {
                faults.push(format!("{roles:?}: {contrast:.2}, not {least:.2}: {style:?}"));
            }
        }
        faults
    }
}

/// The themes, each as it is on a terminal of such colours.
fn looks(text: Rgb, ground: Rgb) -> Vec<(String, Look)> {
    let own = [(ThemePart::Ground, Rgb(0x10, 0x2A, 0x43)), (ThemePart::HighlightRed, Rgb(0x88, 0x22, 0x22))];
    let terminal = TerminalColours { text: Some(text), ground: Some(ground) };
    let mut looks = Vec::new();
    for depth in [ColourDepth::Truecolour, ColourDepth::Indexed] {
        for name in ["auto", "dark", "light", "paper", "high-contrast", "own"] {
            let choice = ThemeChoice { name: Some(name.to_owned()), own: [("own".to_owned(), own.into())].into() };
            let palette = Palette::of(&choice, terminal, depth);
            let (text, ground) = match palette {
                Palette::Themed(theme) => theme.own_colours().map_or((text, ground), |(own_text, own_ground)| {
                    (rgb(own_text).unwrap_or(text), rgb(own_ground).unwrap_or(ground))
                }),
                _ => panic!("{name} is no theme of {depth:?}"),
            };
            let words = if name == "high-contrast" { 7.0 } else { 4.5 };
            looks.push((format!("{name}, {depth:?}"), Look { palette, text, ground, words }));
        }
    }
    looks
}

/// What people have: xterm dark and light, Solarized, Gruvbox, Nord, GitHub, Dracula, Selenized, a grey one.
const TERMINALS: [(&str, &str); 10] = [
    ("#e5e5e5", "#000000"),
    ("#000000", "#ffffff"),
    ("#839496", "#002b36"),
    ("#657b83", "#fdf6e3"),
    ("#ebdbb2", "#282828"),
    ("#d8dee9", "#2e3440"),
    ("#1f2328", "#ffffff"),
    ("#f8f8f2", "#282a36"),
    ("#53676d", "#fbf3db"),
    ("#ffffff", "#666666"),
];

#[test]
fn every_role_can_be_read_in_every_theme() {
    for (text, ground) in TERMINALS {
        let (text, ground) = (text.parse().expect("a colour"), ground.parse().expect("a colour"));
        for (name, look) in looks(text, ground) {
            assert_eq!(look.faults(), Vec::<String>::new(), "{name} on {text:?} {ground:?}");
        }
    }
}

#[test]
fn what_is_quiet_is_quieter_than_the_body() {
    for (text, ground) in TERMINALS {
        let (text, ground) = (text.parse().expect("a colour"), ground.parse().expect("a colour"));
        for (name, look) in looks(text, ground) {
            let quiet = look.style(&[Role::Quiet]).fg.and_then(rgb).expect("a colour");
            let rule = look.style(&[Role::Rule]).fg.and_then(rgb).expect("a colour");
            let [body, quiet, rule] = [look.text, quiet, rule].map(|colour| colour.contrast(look.ground));
            assert!(quiet < body && rule <= quiet, "{name} on {text:?} {ground:?}: {body:.2} {quiet:.2} {rule:.2}");
        }
    }
}

#[test]
fn a_theme_is_seen_to_be_selected_and_its_grounds_differ() {
    for (text, ground) in TERMINALS {
        let (text, ground) = (text.parse().expect("a colour"), ground.parse().expect("a colour"));
        for (name, look) in looks(text, ground) {
            // A bar over a whole row is known by that.
            let bar = look.palette.style(Role::Selected).bg.and_then(rgb);
            assert!(bar.is_some_and(|bar| bar != look.ground), "{name} on {ground:?}");
            let lit = [Role::Selection, Role::Match, Role::CurrentMatch, Role::Spoken].into_iter();
            let lit = lit.chain(HIGHLIGHTS.map(Role::Highlight));
            let mut grounds: Vec<_> = lit.filter_map(|role| look.palette.style(role).bg.and_then(rgb)).collect();
            assert!(grounds.iter().all(|own| *own != look.ground), "{name} on {ground:?}");
            let count = grounds.len();
            let all = format!("{grounds:?}");
            grounds.sort_unstable_by_key(|Rgb(red, green, blue)| [*red, *green, *blue]);
            grounds.dedup();
            assert_eq!(grounds.len(), count, "{name} on {text:?} {ground:?}: {all}");
        }
    }
}

/// Of the terminal's sixteen colours only those pairs are ours of which both are; as xterm has them.
#[test]
fn on_grounds_of_the_sixteen_colours_letters_can_be_read() {
    for roles in roles() {
        let style = roles.iter().fold(Style::new(), |style, role| style.patch(Palette::Sixteen.style(*role)));
        if let (Some(letters), Some(ground)) = (style.fg.and_then(rgb), style.bg.and_then(rgb)) {
            assert!(letters.contrast(ground) >= 4.5, "{roles:?}: {:.2}", letters.contrast(ground));
        }
    }
}

#[test]
fn the_theme_is_the_one_asked_for_as_far_as_the_terminal_has_it() {
    use ColourDepth::{Indexed, Plain, Sixteen, Truecolour};
    let of = |name: Option<&str>, ground: Option<Rgb>, depth| {
        let choice = ThemeChoice { name: name.map(str::to_owned), ..ThemeChoice::default() };
        Palette::of(&choice, TerminalColours { text: None, ground }, depth)
    };
    let (black, white) = (Some(Rgb::BLACK), Some(Rgb::WHITE));
    assert_eq!(of(None, None, Truecolour), Palette::Sixteen);
    assert_eq!(of(None, black, Truecolour), of(Some("dark"), black, Truecolour));
    assert_eq!(of(Some("auto"), white, Indexed), of(Some("light"), white, Indexed));
    assert_ne!(of(None, white, Indexed), of(None, white, Truecolour));
    assert_eq!(of(Some("nothing"), white, Indexed), of(None, white, Indexed));
    assert_eq!(of(Some("paper"), white, Sixteen), Palette::Sixteen);
    assert_eq!(of(Some("sixteen"), white, Truecolour), Palette::Sixteen);
    for plain in [of(Some("paper"), white, Plain), of(Some("plain"), white, Truecolour), of(None, None, Plain)] {
        assert_eq!(plain, Palette::Plain);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn and_on_any_terminal(text: (u8, u8, u8), ground: (u8, u8, u8)) {
        let (text, ground) = (Rgb(text.0, text.1, text.2), Rgb(ground.0, ground.1, ground.2));
        for (name, look) in looks(text, ground) {
            prop_assert_eq!(look.faults(), Vec::<String>::new(), "{} on {:?} {:?}", name, text, ground);
        }
    }
}
