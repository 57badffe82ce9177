//! *Escaping*: text in which nothing is markup, wherever it stands.

/// Where a text stands, as far as it matters for what is markup in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum RunKind {
    /// In running text, each line of which may begin a block.
    #[default]
    Running,
    /// In a heading: one line, and no block begins in it.
    Heading,
    /// In a cell: the same, and every `|` is escaped once it is written.
    Cell,
}

/// What a stretch of text stands between.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// It is in the brackets of a link or an image.
    pub brackets: bool,
    /// A bracket opens right behind it.
    pub before_bracket: bool,
    /// Nothing of its run is behind it.
    pub at_end: bool,
}

/// Markdown that is being written, a run of inline text.
#[derive(Debug, Default)]
pub(super) struct MarkdownWriter {
    out: String,
    place: RunKind,
    /// What stands before each further line: the indent of an item.
    indent: usize,
    /// Where the line begins, its indent behind it.
    line: usize,
}

impl MarkdownWriter {
    /// A writer at the begin of a run.
    pub fn new(place: RunKind, indent: usize) -> Self {
        Self { place, indent, ..Self::default() }
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.out
    }

    /// Writes markup.
    pub fn markup(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Writes text in which nothing is markup.
    pub fn text(&mut self, text: &str, around: Around) {
        let balanced = around.brackets && is_balanced(text);
        let running = self.place == RunKind::Running;
        let mut before: Option<char> = None;
        for (at, c) in text.char_indices() {
            let next = text[at + c.len_utf8()..].chars().next();
            let begins = self.out.len() == self.line;
            let opens_block = begins && running;
            match c {
                '\n' if running => self.line_break(begins || next.map_or(around.at_end, |next| next == '\n')),
                '\n' => self.out.push(' '),
                // Blanks at the ends of a line are none for Markdown.
                ' ' if begins || next.map_or(around.at_end, |next| next == '\n') => self.out.push_str("&#32;"),
                '\t' => self.out.push_str("&#9;"),
                '[' | ']' if balanced => self.out.push(c),
                // `\]` would end a formula.
                ']' if around.brackets => self.out.push_str("&#93;"),
                '|' if self.place == RunKind::Cell => self.out.push('|'),
                '\\' | '`' | '*' | '_' | '[' | '<' | '$' | '{' | '~' | '|' => self.out.extend(['\\', c]),
                '&' if is_reference(&text[at..]) => self.out.extend(['\\', c]),
                '=' if opens_block || next == Some('=') || before == Some('=') => self.out.extend(['\\', c]),
                '%' if next == Some('%') || before == Some('%') => self.out.extend(['\\', c]),
                // The name of a paragraph; what makes the brackets behind it a footnote.
                '^' if before.map_or(around.brackets, |c| c == ' ') || next.is_none() && around.before_bracket => {
                    self.out.extend(['\\', c]);
                }
                '#' | '>' | '-' | '+' | ':' if opens_block => self.out.extend(['\\', c]),
                // The end of a heading.
                '#' if self.place == RunKind::Heading && before.is_none_or(|c| c == ' ') => self.out.extend(['\\', c]),
                // It would make the link behind it an image.
                '!' if next == Some('[') || next.is_none() && around.before_bracket => self.out.extend(['\\', c]),
                '.' | ')' if running && self.ends_number() => self.out.extend(['\\', c]),
                c => self.out.push(c),
            }
            before = Some(c);
        }
    }

    /// A line break that the author asked for. `bare` says that there is nothing before it or behind it on its line.
    fn line_break(&mut self, bare: bool) {
        if bare {
            self.out.push_str("<br>");
            return;
        }
        self.out.push_str("\\\n");
        self.out.extend(std::iter::repeat_n(' ', self.indent));
        self.line = self.out.len();
    }

    /// Whether what is written of the line is the number of an item so far.
    fn ends_number(&self) -> bool {
        let line = &self.out[self.line..];
        (1..=9).contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// Whether brackets may stand in brackets as they are.
fn is_balanced(text: &str) -> bool {
    let mut open = 0u32;
    for c in text.chars() {
        match c {
            '[' => open += 1,
            ']' if open == 0 => return false,
            ']' => open -= 1,
            _ => {}
        }
    }
    open == 0 && !["](", "![", "[^", "][", "[["].iter().any(|sign| text.contains(sign)) && !text.ends_with('!')
}

/// Whether a text begins with what HTML would read as a character: `&amp;`, `&#33;`.
pub(super) fn is_reference(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('&') else { return false };
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let length = name.bytes().take(32).take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name[length..].starts_with(';')
}

/// Where a link leads, between its parentheses.
pub(super) fn destination(address: &str) -> String {
    let angled = address.is_empty()
        || address.starts_with('<')
        || address.contains(|c: char| c.is_whitespace() || c.is_control())
        || !parentheses_balance(address);
    let mut out = String::with_capacity(address.len() + 2);
    let mut before = ' ';
    for (at, c) in address.char_indices() {
        let twice = before == c || address[at + c.len_utf8()..].starts_with(c);
        match c {
            '\\' | '<' | '`' | '$' | '{' => out.extend(['\\', c]),
            '>' if angled => out.extend(['\\', c]),
            '[' | '%' if twice => out.extend(['\\', c]),
            '&' if is_reference(&address[at..]) => out.push_str("&amp;"),
            '\n' | '\r' => out.push_str("&#10;"),
            c => out.push(c),
        }
        before = c;
    }
    if angled && !address.is_empty() { format!("<{out}>") } else { out }
}

fn parentheses_balance(address: &str) -> bool {
    let mut open = 0u32;
    for c in address.chars() {
        match c {
            '(' => open += 1,
            ')' if open == 0 => return false,
            ')' => open -= 1,
            _ => {}
        }
    }
    // Deeper ones are no destination for CommonMark.
    open == 0 && address.matches('(').count() < 16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str, place: RunKind, indent: usize, brackets: bool) -> String {
        let mut writer = MarkdownWriter::new(place, indent);
        writer.text(text, Around { brackets, before_bracket: false, at_end: true });
        writer.finish()
    }

    #[test]
    fn what_would_be_markup_is_escaped_where_it_would_be() {
        for (text, written) in [
            ("他说*不*，_走_了", "他说\\*不\\*，\\_走\\_了"),
            ("1. 甲", "1\\. 甲"),
            ("20) 乙", "20\\) 乙"),
            ("版本 1.2. 丙", "版本 1.2. 丙"),
            ("2022.1 的事", "2022\\.1 的事"),
            ("- 甲 - 乙", "\\- 甲 - 乙"),
            ("> 引", "\\> 引"),
            ("#话题# 甲 # 乙", "\\#话题# 甲 # 乙"),
            ("a == b，约 3~5 个", "a \\=\\= b，约 3\\~5 个"),
            ("甲\n- 乙\n===", "甲\\\n\\- 乙\\\n\\=\\=\\="),
            ("甲\n\n乙\n", "甲<br>\\\n乙<br>"),
            ("  甲 ", "&#32; 甲&#32;"),
            ("$5 到 $6，{a} %%b%% [c] 快看![d]", "\\$5 到 \\$6，\\{a} \\%\\%b\\%\\% \\[c] 快看\\!\\[d]"),
            ("AT&T &amp; &#33; a|b", "AT&T \\&amp; \\&#33; a\\|b"),
            ("甲 ^abc", "甲 \\^abc"),
        ] {
            assert_eq!(escaped(text, RunKind::Running, 0, false), written);
        }
        assert_eq!(escaped("1. 学 C # 与 F #", RunKind::Heading, 0, false), "1. 学 C \\# 与 F \\#");
        assert_eq!(escaped("- a|b", RunKind::Cell, 0, false), "- a|b");
        assert_eq!(escaped("[1] 与 ]", RunKind::Running, 0, true), "\\[1&#93; 与 &#93;");
        assert_eq!(escaped("见 [1]", RunKind::Running, 0, true), "见 [1]");
        assert_eq!(escaped("甲\n+ 乙", RunKind::Running, 3, false), "甲\\\n   \\+ 乙");
    }

    #[test]
    fn addresses_are_what_they_were() {
        assert_eq!(destination("https://e.com/a_(b)?x=1&copy=2"), "https://e.com/a_(b)?x=1&copy=2");
        assert_eq!(destination("https://e.com/a b)"), "<https://e.com/a b)>");
        assert_eq!(destination("https://e.com/?a=&lt;"), "https://e.com/?a=&amp;lt;");
    }
}
