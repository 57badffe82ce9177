//! *Front matter*: the head of an exported post or a clipping: YAML between two lines of `---`, TOML between two lines
//! of `+++`, or JSON: one object, or its entries up to a line of `;;;`.
//!
//! It is read as what it claims to be. Where it is not that (`title: @someone`, a quote inside quotes) it is read line
//! by line, and what was wrong is kept: what can be read is read. Where it is YAML by chance only, and a title would lose
//! what stands behind its `#`, the title is put back from its line.

mod lines;
mod mangled;
mod simple;
mod split;
mod syntax;
mod values;

#[cfg(test)]
mod tests;

pub(crate) use split::{LONGEST, Opening, Split, split};
pub(crate) use values::{FrontMatter, NAMES, PLACES};
