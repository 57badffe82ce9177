//! An *action*: what a key, a click or the wheel means. What happened is one thing (an event of the terminal), what it
//! means another; only the key table connects them.

/// Everything a key can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// One row or entry down.
    LineDown,
    /// One row or entry up.
    LineUp,
    /// Half a page down.
    HalfDown,
    /// Half a page up.
    HalfUp,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// To the top.
    Top,
    /// To the end.
    End,
    /// To the next heading.
    NextHeading,
    /// To the heading before.
    PreviousHeading,
    /// Opens the next article.
    NextArticle,
    /// Opens the article before.
    PreviousArticle,
    /// Opens the selected article.
    Open,
    /// The other pane.
    OtherPane,
    /// The list.
    FocusList,
    /// The reader.
    FocusReader,
    /// Hides or shows the list.
    ToggleList,
    /// Asks what to find, or in the list by what to filter.
    Search,
    /// To the next match.
    NextMatch,
    /// To the match before.
    PreviousMatch,
    /// Asks for a keyword to add or remove.
    ToggleKeyword,
    /// Asks what to find in all articles.
    SearchArchive,
    /// The list of matches in the article.
    Matches,
    /// The list of keywords.
    Keywords,
    /// The words that set the article apart.
    Terms,
    /// Results by relevance or by date.
    ToggleOrder,
    /// Gives a keyword a name.
    Rename,
    /// Clears search or filter.
    Clear,
    /// Shows what was cut.
    ToggleCut,
    /// Everything that is known about the article.
    Details,
    /// Shorter rows.
    Narrower,
    /// Longer rows.
    Wider,
    /// A blank row between rows, or none.
    ToggleGap,
    /// Paragraphs by indent or by blank rows.
    ToggleParagraphs,
    /// A cell between Han and Latin, or none.
    ToggleAutospace,
    /// Wraps code, or not.
    ToggleCodeWrap,
    /// Scrolls code to the left.
    CodeLeft,
    /// Scrolls code to the right.
    CodeRight,
    /// The help.
    Help,
    /// Back; at the outermost, quit.
    Back,
    /// Quits at once.
    Quit,
    /// Draws everything anew.
    Redraw,
    /// Back to the shell until `fg`.
    Suspend,
}

impl Action {
    /// Every action, with its name in the key table.
    pub const ALL: [(Self, &'static str); 43] = [
        (Self::LineDown, "line-down"),
        (Self::LineUp, "line-up"),
        (Self::HalfDown, "half-page-down"),
        (Self::HalfUp, "half-page-up"),
        (Self::PageDown, "page-down"),
        (Self::PageUp, "page-up"),
        (Self::Top, "top"),
        (Self::End, "end"),
        (Self::NextHeading, "next-heading"),
        (Self::PreviousHeading, "previous-heading"),
        (Self::NextArticle, "next-article"),
        (Self::PreviousArticle, "previous-article"),
        (Self::Open, "open"),
        (Self::OtherPane, "other-pane"),
        (Self::FocusList, "focus-list"),
        (Self::FocusReader, "focus-reader"),
        (Self::ToggleList, "toggle-list"),
        (Self::Search, "search"),
        (Self::NextMatch, "next-match"),
        (Self::PreviousMatch, "previous-match"),
        (Self::ToggleKeyword, "toggle-keyword"),
        (Self::SearchArchive, "search-archive"),
        (Self::Matches, "matches"),
        (Self::Keywords, "keywords"),
        (Self::Terms, "terms"),
        (Self::ToggleOrder, "toggle-order"),
        (Self::Rename, "rename"),
        (Self::Clear, "clear"),
        (Self::ToggleCut, "toggle-cut"),
        (Self::Details, "details"),
        (Self::Narrower, "narrower"),
        (Self::Wider, "wider"),
        (Self::ToggleGap, "toggle-gap"),
        (Self::ToggleParagraphs, "toggle-paragraphs"),
        (Self::ToggleAutospace, "toggle-autospace"),
        (Self::ToggleCodeWrap, "toggle-code-wrap"),
        (Self::CodeLeft, "code-left"),
        (Self::CodeRight, "code-right"),
        (Self::Help, "help"),
        (Self::Back, "back"),
        (Self::Quit, "quit"),
        (Self::Redraw, "redraw"),
        (Self::Suspend, "suspend"),
    ];

    /// The action of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(action, _)| *action)
    }
}
