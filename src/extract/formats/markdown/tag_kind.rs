//! The *kind* of what stands for itself in the source and is no Markdown.

use crate::model::script::is_cjk;

/// What stands for itself in the source and is no Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    /// A tag with a name: `{% … %}`, `{{< … >}}`, `{{% … %}}`.
    Tag,
    /// A variable of the site, a list of attributes, the name of a paragraph, a comment of a note.
    Aside,
    /// `{{ "/path" | filter }}`
    Path,
    /// `![[picture.png|300]]`
    Embed,
    /// `[[note|as shown]]`
    Wiki,
}

/// What begins at the beginning of `rest`, and its length.
pub(super) fn kind(rest: &str) -> Option<(TagKind, usize)> {
    let line = &rest[..rest.floor_char_boundary(LONGEST)];
    let line = line.split('\n').next().unwrap_or_default();
    let to = |close: &str| line.find(close).map(|end| end + close.len());
    let bytes = line.as_bytes();
    match (bytes.first()?, bytes.get(1)) {
        (b'{', Some(b'%')) => to("%}").map(|end| (TagKind::Tag, end)),
        (b'{', Some(b'{')) if line.starts_with("{{<") => to(">}}").map(|end| (TagKind::Tag, end)),
        (b'{', Some(b'{')) if line.starts_with("{{%") => to("%}}").map(|end| (TagKind::Tag, end)),
        (b'{', Some(b'{')) => {
            let end = to("}}")?;
            let inside = line[2..end - 2].trim_matches(['-', ' ']);
            let of_site =
                ["site.", "page.", "post.", "config.", "theme."].iter().any(|owner| inside.starts_with(owner));
            let filtered = inside.starts_with(['"', '\'']) && inside.contains('|');
            of_site.then_some((TagKind::Aside, end)).or_else(|| filtered.then_some((TagKind::Path, end)))
        }
        (b'{', Some(b':')) => to("}").filter(|end| !line[1..*end].contains('{')).map(|end| (TagKind::Aside, end)),
        (b'!', Some(b'[')) if line.starts_with("![[") => to("]]").map(|end| (TagKind::Embed, end)),
        (b'[', Some(b'[')) => {
            let end = to("]]").filter(|end| !line[2..end - 2].contains(['[', ']']))?;
            // `[[1]](address)` is a link.
            let linked = rest[end..].starts_with('(');
            (end > 4 && !linked && !line[2..].starts_with(' ')).then_some((TagKind::Wiki, end))
        }
        (b'%', Some(b'%')) => {
            let inside = &rest[2..rest.floor_char_boundary(LONGEST)];
            let end = inside.find('%').filter(|end| *end > 0 && inside[*end..].starts_with("%%"))?;
            Some((TagKind::Aside, end + 4))
        }
        (b' ', Some(b'^')) => is_block_name(&line[1..]).then_some((TagKind::Aside, line.len())),
        _ => None,
    }
}

/// `^name` at the end of a line: the name of a paragraph, which a note keeper links to.
pub(super) fn is_block_name(text: &str) -> bool {
    let Some(name) = text.strip_prefix('^').map(str::trim_end) else { return false };
    let worded = name.chars().any(char::is_alphabetic);
    (2..=40).contains(&name.chars().count()) && worded && name.chars().all(|c| c.is_alphanumeric() || c == '-')
}

/// `{width=50%}` right behind a link or picture.
pub(super) fn attributes_after(rest: &str) -> Option<usize> {
    let line = &rest[..rest.floor_char_boundary(200)];
    let end = line.find('}')?;
    let inside = line.get(1..end)?.trim_start_matches(['.', '#', ':']);
    (inside.starts_with(|c: char| c.is_ascii_lowercase()) && !inside.contains(['{', '\n'])).then_some(end + 1)
}

/// The longest tag that is looked for, in bytes.
const LONGEST: usize = 2000;
/// The length of signs at the beginning of a text that set nothing: a single `~`, which means "about" in Chinese
/// (`3~5个`), and stars that multiply (`3*4*5`, `2**3`, `(a+b)*c`).
pub(super) fn text_signs(text: &str, before: Option<char>) -> Option<usize> {
    let sign = text.chars().next().filter(|c| matches!(c, '~' | '*'))?;
    let length = text.len() - text.trim_start_matches(sign).len();
    let after = text[length..].chars().next();
    let told = match sign {
        '~' => length == 1,
        _ => {
            let is = |c: Option<char>, of: fn(char) -> bool| c.is_some_and(of);
            let digits = is(before, |c| c.is_ascii_digit()) && is(after, |c| c.is_ascii_digit());
            let left = is(before, |c| c.is_ascii_alphanumeric() || matches!(c, ')' | ']'));
            let right = is(after, |c| c.is_ascii_alphanumeric() || matches!(c, '(' | '['));
            digits || length == 1 && left && right
        }
    };
    told.then_some(length)
}

/// The length of an exponent or an index between two signs (`10^6^`, `H~2~O`), as some editors have it, and its tag.
pub(super) fn shifted(text: &str, before: Option<char>) -> Option<(usize, &'static str)> {
    const LONGEST: usize = 5;
    let tag = match text.chars().next()? {
        '^' => "sup",
        '~' => "sub",
        _ => return None,
    };
    let sign = &text[..1];
    let inside = text[1..].split(sign).next()?;
    let short = (1..=LONGEST).contains(&inside.len()) && inside.len() + 1 < text.len();
    let plain = inside.trim_start_matches(['+', '-']).bytes().all(|byte| byte.is_ascii_alphanumeric());
    // `3~5~8` are numbers, and so is `2^3^4`, which nobody sets so.
    let based = before.is_some_and(|c| {
        if tag == "sub" { c.is_ascii_alphabetic() || c == ')' } else { c.is_ascii_alphanumeric() || c == ')' }
    });
    let after = text.get(inside.len() + 2..)?.chars().next();
    let ends = !after.is_some_and(|c| sign.starts_with(c));
    (short && plain && based && ends && inside.bytes().any(|byte| byte.is_ascii_alphanumeric()))
        .then_some((inside.len() + 2, tag))
}

/// The longest name of a program that is looked for, in bytes.
const LONGEST_NAME: usize = 40;

/// The length of a name between two underscores at each end (`__init__`), which is bold only for who knows no program:
/// beside Chinese nobody sets a word of small letters so.
pub(super) fn program_name(text: &str, before: &str) -> Option<usize> {
    let inside = text.strip_prefix("__").filter(|inside| inside.starts_with(|c: char| c.is_ascii_lowercase()))?;
    let inside = &inside[..inside.floor_char_boundary(LONGEST_NAME)];
    let end = inside.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && c != '_').unwrap_or(inside.len());
    let name = inside[..end].strip_suffix("__").filter(|name| !name.ends_with('_'))?;
    let length = name.len() + 4;
    let white = |text: &str, back: bool| {
        let text = if back { text.trim_end_matches(' ') } else { text.trim_start_matches(' ') };
        if back { text.chars().next_back() } else { text.chars().next() }
    };
    let chinese = |c: Option<char>| {
        c.is_some_and(|c| is_cjk(c) || matches!(c, '\u{3001}'..='\u{303F}' | '\u{FF01}'..='\u{FF60}'))
    };
    let apart = !before.ends_with('_');
    (apart && (chinese(white(before, true)) || chinese(white(&text[length..], false)))).then_some(length)
}

/// How far an address goes on behind its scheme, as far as its signs matter.
pub(super) fn address_length(rest: &str) -> usize {
    rest.find(|c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"' | '`' | '\\' | ')' | ']'))
        .unwrap_or(rest.len())
}
