//! *Made-up* archives: articles in the forms, sizes and tongues that real ones have, the same in every run.
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *dice* | numbers by chance, of a seed | `dice` |
//! | *vocabulary*, *prose* | words and patterns, and the sentences made of them | `vocabulary`, `prose` |
//! | *made article* | what is known of an article before it is a file | `article` |
//! | *form* | the file it becomes | `forms` |
//! | *making* | an archive written into a folder | `making` |

mod article;
mod dice;
mod forms;
mod making;
mod prose;
mod vocabulary;

pub use article::{Form, MadeArticle, rare};
pub use dice::Dice;
pub use making::make;
pub use vocabulary::RARE;
