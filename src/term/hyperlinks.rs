//! Whether the terminal takes *hyperlinks* (OSC 8). None tells, so what it says of itself in the environment has to do:
//! terminals that are known to take them or to pass over what they do not know. Others could print the address into the
//! text: the console of Linux, screen, what is dumb or unknown.

/// How the names of terminals begin that are known.
const KNOWN: [&str; 12] =
    ["xterm", "tmux", "kitty", "foot", "alacritty", "wezterm", "ghostty", "contour", "konsole", "mlterm", "rio", "st-"];

/// Whether the terminal is known to take links, or to pass over them, by the variables of the environment.
pub fn takes_links(variable: impl Fn(&str) -> Option<String>) -> bool {
    let of = |name: &str| variable(name).unwrap_or_default();
    let has = |name: &str| !of(name).is_empty();
    let term = of("TERM");
    // What is between passes on only what it knows.
    if has("STY") || has("INSIDE_EMACS") || of("TERM_PROGRAM") == "Apple_Terminal" {
        return false;
    }
    if has("TMUX") {
        return true;
    }
    // VTE before 0.50 broke on them.
    if let Ok(version) = of("VTE_VERSION").parse::<u32>() {
        return version >= 5000;
    }
    KNOWN.iter().any(|known| term.starts_with(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(variables: &[(&str, &str)]) -> bool {
        takes_links(|name| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn x09_links_are_for_terminals_that_are_known_to_take_them() {
        for term in ["xterm-256color", "xterm-kitty", "foot", "tmux-256color", "alacritty"] {
            assert!(takes(&[("TERM", term)]), "{term}");
        }
        for term in ["", "linux", "screen-256color", "dumb", "vt100", "eterm-color", "cons25"] {
            assert!(!takes(&[("TERM", term)]), "{term}");
        }
        assert!(takes(&[("TERM", "screen-256color"), ("TMUX", "/tmp/x,1,0")]));
        assert!(!takes(&[("TERM", "xterm-256color"), ("STY", "1.x")]));
        assert!(!takes(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")]));
        let vte = |version| takes(&[("TERM", "xterm-256color"), ("VTE_VERSION", version)]);
        assert!(vte("7600") && !vte("4205"));
    }
}
