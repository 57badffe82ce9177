//! *Furniture*: what a web page puts around an article. The rules are data (`assets/furniture.toml`).
//!
//! The build script (`assets/compiler`) turns the table into Rust, and what its patterns need into tables that are asked all at
//! once; a change to the table needs nothing but a build.
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *table* | the rules of the program, and what else is looked up | `compiled`, `rule_table`, `table` |
//! | *rule* | what one says, and what it finds in a text | `rule`, `kinds` |
//! | *rules* | those that hold for a format, the user's own first | `rules` |
//! | *prefilter* | those that can match a text at all | `prefilter` |
//! | *memo* | what they found in the lines and addresses of a document | `memo` |
//! | *index* | the rules for elements by the names they know | `element_index`, `class_names`, `name_table`, `strings` |
//! | *said* | what labels and names say around an article, and what is no value of theirs | `said` |

mod class_names;
mod compiled;
mod element_index;
mod hash;
mod kinds;
mod memo;
mod name_table;
mod prefilter;
mod rule;
mod rule_table;
mod rules;
pub(crate) mod said;
mod strings;
pub(crate) mod table;

#[cfg(test)]
mod tests;

pub(crate) use compiled::Credit;
pub(crate) use kinds::{Becomes, CreditField, CreditHint, DateLabel, Ends, Zone};
pub(crate) use memo::forget;
pub(crate) use rule::{Rule, RuleMatch};
pub(crate) use rules::{Furniture, FurnitureRules};
pub(crate) use table::{
    content_rank, credit_at, is_answer, is_author, is_code, is_code_line, is_notice, is_post, name, unwraps,
};
