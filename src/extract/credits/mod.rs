//! *Credits*: what says when, where and by whom an article was published, and what it is called.
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *credit* | who wrote, edited and first published an article | `credit` |
//! | *value* | what a credit says, made fit for its field | `value` |
//! | *line part* | the dates, labels and words of a line of credits | `line_part` |
//! | *dateline* | the line that says when and from where | `dateline` |
//! | *date* | the forms in which real files write one | `dates` |
//! | *people* | the names in a credit | `people` |
//! | *title* | a title found again in a text | `titles` |
//! | *language* | what the document or its script says | `language` |

mod credit;
mod dateline;
pub(crate) mod dates;
pub(crate) mod language;
pub(crate) mod line_part;
pub(crate) mod people;
pub(crate) mod titles;
pub(crate) mod value;

pub(crate) use credit::{credit, in_row};
pub(crate) use dateline::{agrees, dateline, is_dateline, tells_when};
