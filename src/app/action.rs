//! An *action*: what a key means. What happened is one thing (an event of the terminal), what it means another; only the
//! key table connects them, by the context that has the focus.

use super::reader::text_unit::TextUnit;
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
    /// What was said.
    Messages,
    /// Reads the configuration again.
    ReloadConfig,
    /// Leaves the mouse to the terminal, or takes it again.
    ToggleMouse,
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
    /// What the dictionaries say of what is selected.
    Define,
    /// Dictionary: asks for another word.
    AskWord,
    /// Dictionary: copies what is shown.
    CopyDefinition,
    /// Dictionary: back to the word before.
    WordBefore,
    /// The text scrolls by itself, or no longer.
    AutoScroll,
    /// Scrolling by itself: faster.
    ScrollFaster,
    /// Scrolling by itself: slower.
    ScrollSlower,
    /// The article is read aloud, or no longer.
    ReadAloud,
    /// Reading aloud: pauses, or goes on.
    PauseAloud,
    /// Reading aloud: the next sentence.
    NextSentence,
    /// Reading aloud: the sentence before.
    PreviousSentence,
    /// Shows what was cut, or hides it.
    ToggleCut,
    /// To the next place at which something was cut.
    NextCut,
    /// To the place before.
    PreviousCut,
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
    /// The saved searches, to which the list can be switched.
    SavedSearches,
    /// List: only what could not be read, or everything again.
    ListUnreadable,
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
    /// Asks for the tags of the article.
    Tag,
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
    /// The text in two columns, or in one.
    ToggleColumns,
    /// Headings, notes or matches beside the text, or nothing.
    TurnSidePanel,
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
    /// Pinyin with no characters, the rare ones, or all.
    TurnPinyin,
    /// Chinese as it is written, in Simplified, or in Traditional.
    TurnScript,
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
    /// Saved searches: the list shows the selected one.
    ChooseSaved,
    /// Saved searches: saves what is searched for.
    AddSaved,
    /// Saved searches: asks for another query of the selected one.
    EditSaved,
    /// Saved searches: asks for another name.
    RenameSaved,
    /// Saved searches: asks for another key.
    RekeySaved,
    /// Saved searches: removes the selected one.
    RemoveSaved,
    /// Saved searches: undoes the last change of one.
    UndoSaved,
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
    /// Shows the picture at hand over the screen.
    ViewPicture,
    /// Small pictures in the text, or only what is said of them.
    TogglePictures,
    /// Picture: the next one.
    NextPicture,
    /// Picture: the one before.
    PreviousPicture,
    /// Picture: larger.
    ZoomIn,
    /// Picture: smaller.
    ZoomOut,
    /// Picture: as large as there is room.
    ZoomFit,
    /// Picture: more of its left.
    PanLeft,
    /// Picture: more of its right.
    PanRight,
    /// Picture: more of its top.
    PanUp,
    /// Picture: more of its bottom.
    PanDown,
    /// Picture: fetches it from the web.
    FetchPicture,
    /// Picture: opens it in another program.
    OpenOutside,
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
    /// Arrangement: the groups that go with the order.
    GroupAsOrdered,
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
