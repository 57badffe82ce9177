//! *Chinese*: its words, how they are read, and how they are written in the other script. Data that the
//! build script wrote into the program, and nothing that is parsed or loaded; text in, places in that text out.
//!
//! | file | what it does |
//! | --- | --- |
//! | `dictionary` | which words there are; a text parted into them |
//! | `pinyin` | how the words of a text are read, with tones |
//! | `syllables` | what each character may be read as |
//! | `conversion` | Traditional Chinese as Simplified and back |
//! | `phrases` | phrases whose characters become something else together |
//! | `prefixes` | what an automaton knows that a text begins with |
//! | `words` | the words of a text in either script |
//! | `parallel` | where places of a text are in its form in the other script |

mod conversion;
pub(crate) mod dictionary;
mod parallel;
mod phrases;
mod pinyin;
mod prefixes;
pub(crate) mod syllables;
mod words;

pub use conversion::{Script, converted, in_script};
pub use pinyin::pinyin;
pub use words::words;
