//! *Credits*: what says when, where and by whom an article was published, and what it is called.
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *credit* | who wrote, edited and first published an article | `credit` |
//! | *dateline* | the line that says when and from where | `dateline` |
//! | *date* | the forms in which real files write one | `dates` |
//! | *people* | the names in a credit | `people` |
//! | *title* | a title found again in a text | `titles` |
//! | *language* | what the document or its script says | `language` |

mod credit;
mod dateline;
pub(crate) mod dates;
pub(crate) mod language;
pub(crate) mod people;
pub(crate) mod titles;

pub(crate) use credit::{credit, in_row};
pub(crate) use dateline::{agrees, dateline, is_dateline, tells_when};
