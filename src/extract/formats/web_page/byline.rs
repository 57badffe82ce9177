//! The *byline* of a page: what the lines around its article say of when, where and by whom it is.

use crate::extract::furniture::{CreditField, CreditHint, DateLabel};
use crate::model::Timestamp;

/// A date beside an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct BylineDate {
    pub at: Timestamp,
    pub label: Option<DateLabel>,
}

/// A day whose year stands elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Yearless {
    pub month: i8,
    pub day: i8,
    pub clock: Option<(i8, i8)>,
}

/// What the lines around an article say of it, each in order.
#[derive(Debug, Default)]
pub(super) struct PageByline {
    /// The dates between title and text.
    pub dates: Vec<BylineDate>,
    /// Those above the title, and those below the text that stand with the article's other credits.
    pub far_dates: Vec<BylineDate>,
    pub yearless: Option<Yearless>,
    /// What the site files it under.
    pub category: Option<String>,
    /// What has a label, above the text and then below it.
    pub labelled: Vec<(CreditField, String)>,
    pub labelled_below: Vec<(CreditField, String)>,
    /// The words in elements that say whose name they are.
    pub hinted: Vec<(CreditHint, String)>,
    /// Words that stand beside a date or another credit, the nearest first.
    pub beside: Vec<String>,
}

impl PageByline {
    /// The first labelled value of a field, from above the text or below it.
    pub fn labelled(&self, field: CreditField) -> impl Iterator<Item = &str> {
        let all = self.labelled.iter().chain(&self.labelled_below);
        all.filter(move |(own, _)| *own == field).map(|(_, value)| value.as_str())
    }
}
