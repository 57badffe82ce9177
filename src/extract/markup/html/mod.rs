//! *HTML*, read with a guard and turned into draft blocks.
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *prepare* | the source, mended before it is parsed | `prepare`, `xhtml`, `mentions`, `tags` |
//! | *parse* | from the source to a tree, within the limits | `parse`, `shadow` |
//! | *tree* | names and attributes of nodes | `dom`, `element`, `names` |
//! | *address* | relative ones made whole | `base` |
//! | *walk* | from the tree to blocks | `walk` |
//! | *inline builder*, *table builder* | text and cells while they are being read | `inline`, `table` |
//! | *open styles* | how text is set where the walk is | `styles` |

mod base;
mod dom;
mod element;
mod inline;
mod mathml;
mod mentions;
mod names;
mod parse;
mod prepare;
mod references;
mod shadow;
mod styles;
mod table;
mod tags;
mod walk;
mod xhtml;

#[cfg(test)]
#[path = "tests.rs"]
mod pictures;

pub(crate) use base::{resolve, whole};
pub(crate) use dom::{MEANT, attr, name, tokens};
pub(crate) use element::{holds_code, is_block, is_box, is_hidden, is_relative, visible_text};
pub(crate) use names::has_tags;
pub(crate) use parse::{document, fragment};
pub(crate) use prepare::{prepare, prepare_xhtml, strip_tags};
pub(crate) use references::decode_references;
pub(crate) use walk::{HtmlWalk, Plan};
