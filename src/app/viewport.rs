//! The *viewport*: how much of each pane is on the screen, as far as the state has to know it.

/// What the view has room for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Viewport {
    /// Rows of the list; 0 where it is hidden.
    pub list_rows: usize,
    /// Rows of one of its entries.
    pub entry_rows: usize,
    /// Whether the months of what is listed are looked at.
    pub months: bool,
    /// Rows of text that the reader shows at once, in all columns; 0 where it is hidden.
    pub reader_rows: usize,
    /// Columns that they stand in.
    pub columns: usize,
    /// Whether there is room for two columns, wanted or not.
    pub has_room_for_two: bool,
    /// Whether there is room for a panel beside the text, wanted or not.
    pub has_room_beside: bool,
    /// The measure.
    pub measure: u32,
    /// Whether there are two columns for a hanging mark.
    pub hang: bool,
    /// Rows of an overlay.
    pub overlay_rows: usize,
    /// Cells of the text of an overlay's line.
    pub overlay_text: u32,
    /// Cells of a row of a note while it is written.
    pub note_cells: u32,
    /// Cells of the list pane; 0 where it is hidden.
    pub list_cells: u16,
    /// Cells of a whole line of an overlay.
    pub overlay_width: u32,
    /// Columns and rows of a picture over the screen.
    pub picture: (u16, u16),
    /// Results that are shown at once.
    pub results: usize,
    /// Rows of the passages beside the results; 0 where they are hidden.
    pub passage_rows: usize,
    /// Cells of a row of a passage.
    pub passage_cells: u32,
    /// Characters of a snippet.
    pub snippet: usize,
    /// Whether both panes are on the screen.
    pub both: bool,
}
