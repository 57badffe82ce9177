//! An *action*: what a key means. What happened is one thing (an event of the terminal), what it means another; only the
//! key table connects them, by the context that has the focus.

use super::reader::TextUnit;
use crate::model::{GroupBy, SortBy};

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
    /// To the end; with a count, to that entry or per cent.
    End,
    /// The help.
    Help,
    /// Back; at the outermost, quit.
    Back,
    /// Closes, clears or leaves what was opened last.
    Clear,
    /// Quits at once.
    Quit,
    /// Draws everything anew.
    Redraw,
    /// Back to the shell until `fg`.
    Suspend,
    /// Asks for an action by its name.
    AskAction,
    /// Reads the configuration again.
    ReloadConfig,
    /// Opens the selected article.
    Open,
    /// Opens the next article.
    NextArticle,
    /// Opens the article before.
    PreviousArticle,
    /// The other pane.
    OtherPane,
    /// The list.
    FocusList,
    /// The reader.
    FocusReader,
    /// Hides or shows the list.
    ToggleList,
    /// Everything that is known about the article.
    Details,
    /// What was read, by time and by source.
    Statistics,
    /// Shows what was cut, or hides it.
    ToggleCut,
    /// To the next heading.
    NextHeading,
    /// To the heading before.
    PreviousHeading,
    /// The headings of the article.
    Outline,
    /// The links of the article.
    Links,
    /// What of the article to copy.
    CopyMenu,
    /// Opens the address of the article in a browser.
    Browse,
    /// Numbers beside the links on the screen.
    Hints,
    /// Writes the article to a file.
    Export,
    /// Gives the article to a program.
    Pipe,
    /// Opens the file of the article in an editor.
    Edit,
    /// Back to the place that was left for another.
    VisitBack,
    /// On to the place that was gone back from.
    VisitOn,
    /// Asks by what to filter the list.
    Filter,
    /// The order of the list and its groups.
    Arrange,
    /// List: to the first entry of the next group.
    NextGroup,
    /// List: to the first entry of the group, or of the group before.
    PreviousGroup,
    /// Asks what to find in the article.
    Find,
    /// To the next match.
    NextMatch,
    /// To the match before.
    PreviousMatch,
    /// The list of matches in the article.
    Matches,
    /// Asks what to find in all articles.
    SearchArchive,
    /// The words that set the article apart.
    Terms,
    /// Marks the article as read or unread.
    ToggleRead,
    /// Marks everything that is listed as read.
    MarkListed,
    /// Gives the article a star, or takes it away.
    ToggleStar,
    /// Undoes the last change of a mark.
    Undo,
    /// Selects the sentence at the top of the screen, or goes on with what is selected.
    SelectText,
    /// Selection: moves its end by a unit, forward or back.
    Extend(TextUnit, bool),
    /// Selection: its other end moves.
    OtherEnd,
    /// Selection: copies it.
    CopySelected,
    /// Selection: finds it in the article.
    FindSelected,
    /// Selection: highlights it.
    Highlight,
    /// Selection: highlights it, and asks for a note.
    HighlightWithNote,
    /// Selection: the next colour to highlight it in.
    TurnColour,
    /// The highlights and notes of the article.
    Notes,
    /// The highlights and notes of everything.
    AllNotes,
    /// Notes: those of everything in place of the article's, or the other way round.
    OtherNotes,
    /// Notes: goes to the selected one.
    GoToNote,
    /// Notes: asks for what is to be noted.
    EditNote,
    /// Notes: writes what is to be noted in an editor.
    WriteNote,
    /// Notes: removes the selected one.
    RemoveNote,
    /// Notes: undoes the last change of one.
    UndoNote,
    /// Gives the place a letter.
    MarkPlace,
    /// Goes to the place that has a letter.
    JumpToMark,
    /// Asks for a keyword to add or remove.
    ToggleKeyword,
    /// The list of keywords.
    Keywords,
    /// Shorter rows.
    Narrower,
    /// Longer rows.
    Wider,
    /// The list takes less of the screen.
    NarrowerList,
    /// The list takes more of it.
    WiderList,
    /// A blank row between rows, or none.
    ToggleGap,
    /// Paragraphs by indent or by blank rows.
    ToggleParagraphs,
    /// A cell between Han and Latin, or none.
    ToggleAutospace,
    /// Wraps code, or not.
    ToggleCodeWrap,
    /// Readings behind their base, above it, or nowhere.
    TurnReadings,
    /// Scrolls code to the left.
    CodeLeft,
    /// Scrolls code to the right.
    CodeRight,
    /// Results: opens the selected one at its hit.
    OpenResult,
    /// Results: asks again.
    EditQuery,
    /// Results: by relevance or by date.
    ToggleOrder,
    /// Results: back to the article that was shown.
    LeaveResults,
    /// Help: closes it.
    CloseHelp,
    /// Matches: goes to the selected one.
    GoToMatch,
    /// Keywords: finds the selected one, from here on.
    WalkToKeyword,
    /// Keywords: finds the selected one, backwards.
    WalkBackToKeyword,
    /// Keywords: switches the selected one on or off.
    SwitchKeyword,
    /// Keywords: the next colour.
    NextColour,
    /// Keywords: the colour before.
    PreviousColour,
    /// Keywords: asks for another name.
    RenameKeyword,
    /// Keywords: removes the selected one.
    RemoveKeyword,
    /// Keywords: asks for one more.
    AddKeyword,
    /// Key terms: finds the selected one in the article.
    FindTerm,
    /// Key terms: makes the selected one a keyword, or no longer.
    LightTerm,
    /// Outline: goes to the selected heading.
    GoToHeading,
    /// Overlays: asks which rows to show.
    FilterRows,
    /// Links: opens what the selected one leads to.
    FollowLink,
    /// Links: goes to where the selected one stands.
    GoToLink,
    /// Links: copies where the selected one leads.
    CopyAddress,
    /// Copying: what is selected.
    ChooseCopy,
    /// Copying: this.
    Copy(CopyWhat),
    /// Arrangement: the selected order, or the selected groups.
    ChooseArrangement,
    /// Arrangement: this order; the one that holds is turned round.
    SortBy(SortBy),
    /// Arrangement: these groups, or none.
    GroupBy(Option<GroupBy>),
}

/// What of an article can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CopyWhat {
    /// What was selected.
    Selection,
    /// The paragraph at the top of the screen, or the one with the selection.
    Paragraph,
    /// All of it as text.
    Text,
    /// All of it as Markdown.
    Markdown,
    /// How it is cited.
    Citation,
    /// Its address.
    Link,
}

impl Action {
    /// Every action, with its name in the key table.
    pub const ALL: [(Self, &'static str); 131] = [
        (Self::LineDown, "line-down"),
        (Self::LineUp, "line-up"),
        (Self::HalfDown, "half-page-down"),
        (Self::HalfUp, "half-page-up"),
        (Self::PageDown, "page-down"),
        (Self::PageUp, "page-up"),
        (Self::Top, "top"),
        (Self::End, "end"),
        (Self::Help, "help"),
        (Self::Back, "back"),
        (Self::Clear, "clear"),
        (Self::Quit, "quit"),
        (Self::Redraw, "redraw"),
        (Self::Suspend, "suspend"),
        (Self::AskAction, "action"),
        (Self::ReloadConfig, "reload-config"),
        (Self::Open, "open"),
        (Self::NextArticle, "next-article"),
        (Self::PreviousArticle, "previous-article"),
        (Self::OtherPane, "other-pane"),
        (Self::FocusList, "focus-list"),
        (Self::FocusReader, "focus-reader"),
        (Self::ToggleList, "toggle-list"),
        (Self::Details, "details"),
        (Self::Statistics, "statistics"),
        (Self::ToggleCut, "toggle-cut"),
        (Self::NextHeading, "next-heading"),
        (Self::PreviousHeading, "previous-heading"),
        (Self::Outline, "outline"),
        (Self::Links, "links"),
        (Self::CopyMenu, "copy"),
        (Self::Browse, "browse"),
        (Self::Hints, "hints"),
        (Self::Export, "export"),
        (Self::Pipe, "pipe"),
        (Self::Edit, "edit"),
        (Self::VisitBack, "visit-back"),
        (Self::VisitOn, "visit-on"),
        (Self::Filter, "filter"),
        (Self::Arrange, "arrange"),
        (Self::NextGroup, "next-group"),
        (Self::PreviousGroup, "previous-group"),
        (Self::Find, "find"),
        (Self::NextMatch, "next-match"),
        (Self::PreviousMatch, "previous-match"),
        (Self::Matches, "matches"),
        (Self::SearchArchive, "search-archive"),
        (Self::Terms, "terms"),
        (Self::ToggleRead, "toggle-read"),
        (Self::MarkListed, "mark-listed"),
        (Self::ToggleStar, "toggle-star"),
        (Self::Undo, "undo"),
        (Self::SelectText, "select"),
        (Self::Extend(TextUnit::Sentence, true), "extend-sentence"),
        (Self::Extend(TextUnit::Sentence, false), "extend-sentence-back"),
        (Self::Extend(TextUnit::Paragraph, true), "extend-paragraph"),
        (Self::Extend(TextUnit::Paragraph, false), "extend-paragraph-back"),
        (Self::Extend(TextUnit::Word, true), "extend-word"),
        (Self::Extend(TextUnit::Word, false), "extend-word-back"),
        (Self::Extend(TextUnit::Character, true), "extend-character"),
        (Self::Extend(TextUnit::Character, false), "extend-character-back"),
        (Self::OtherEnd, "other-end"),
        (Self::CopySelected, "copy-selected"),
        (Self::FindSelected, "find-selected"),
        (Self::Highlight, "highlight"),
        (Self::HighlightWithNote, "highlight-with-note"),
        (Self::TurnColour, "turn-colour"),
        (Self::Notes, "notes"),
        (Self::AllNotes, "all-notes"),
        (Self::OtherNotes, "other-notes"),
        (Self::GoToNote, "go-to-note"),
        (Self::EditNote, "edit-note"),
        (Self::WriteNote, "write-note"),
        (Self::RemoveNote, "remove-note"),
        (Self::UndoNote, "undo-note"),
        (Self::MarkPlace, "mark-place"),
        (Self::JumpToMark, "jump-to-mark"),
        (Self::ToggleKeyword, "toggle-keyword"),
        (Self::Keywords, "keywords"),
        (Self::Narrower, "narrower"),
        (Self::Wider, "wider"),
        (Self::NarrowerList, "narrower-list"),
        (Self::WiderList, "wider-list"),
        (Self::ToggleGap, "toggle-gap"),
        (Self::ToggleParagraphs, "toggle-paragraphs"),
        (Self::ToggleAutospace, "toggle-autospace"),
        (Self::ToggleCodeWrap, "toggle-code-wrap"),
        (Self::TurnReadings, "turn-readings"),
        (Self::CodeLeft, "code-left"),
        (Self::CodeRight, "code-right"),
        (Self::OpenResult, "open-result"),
        (Self::EditQuery, "edit-query"),
        (Self::ToggleOrder, "toggle-order"),
        (Self::LeaveResults, "leave-results"),
        (Self::CloseHelp, "close-help"),
        (Self::GoToMatch, "go-to-match"),
        (Self::WalkToKeyword, "walk-to-keyword"),
        (Self::WalkBackToKeyword, "walk-back-to-keyword"),
        (Self::SwitchKeyword, "switch-keyword"),
        (Self::NextColour, "next-colour"),
        (Self::PreviousColour, "previous-colour"),
        (Self::RenameKeyword, "rename-keyword"),
        (Self::RemoveKeyword, "remove-keyword"),
        (Self::AddKeyword, "add-keyword"),
        (Self::FindTerm, "find-term"),
        (Self::LightTerm, "light-term"),
        (Self::GoToHeading, "go-to-heading"),
        (Self::FilterRows, "filter-rows"),
        (Self::FollowLink, "follow-link"),
        (Self::GoToLink, "go-to-link"),
        (Self::CopyAddress, "copy-address"),
        (Self::ChooseCopy, "choose-copy"),
        (Self::Copy(CopyWhat::Selection), "copy-selection"),
        (Self::Copy(CopyWhat::Paragraph), "copy-paragraph"),
        (Self::Copy(CopyWhat::Text), "copy-text"),
        (Self::Copy(CopyWhat::Markdown), "copy-markdown"),
        (Self::Copy(CopyWhat::Citation), "copy-citation"),
        (Self::Copy(CopyWhat::Link), "copy-link"),
        (Self::ChooseArrangement, "choose-arrangement"),
        (Self::SortBy(SortBy::Date), "sort-by-date"),
        (Self::SortBy(SortBy::Title), "sort-by-title"),
        (Self::SortBy(SortBy::Source), "sort-by-source"),
        (Self::SortBy(SortBy::Length), "sort-by-length"),
        (Self::SortBy(SortBy::Path), "sort-by-path"),
        (Self::SortBy(SortBy::Read), "sort-by-read"),
        (Self::GroupBy(None), "no-groups"),
        (Self::GroupBy(Some(GroupBy::Day)), "group-by-day"),
        (Self::GroupBy(Some(GroupBy::Month)), "group-by-month"),
        (Self::GroupBy(Some(GroupBy::Source)), "group-by-source"),
        (Self::GroupBy(Some(GroupBy::Folder)), "group-by-folder"),
        (Self::GroupBy(Some(GroupBy::Category)), "group-by-category"),
    ];

    /// The action of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(action, _)| *action)
    }
}
