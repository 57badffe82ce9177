//! *Furniture*: what a web page puts around an article. The rules are data (`assets/furniture.toml`).
//!
//! | word | what it is | module |
//! | --- | --- | --- |
//! | *table* | the rules as they are written | `table` |
//! | *rule* | what one finds in a text | `rule` |
//! | *rules* | those that hold for a format, the user's own first | `rules` |
//! | *index* | the rules for elements by the names they know | `element_index` |

mod element_index;
mod rule;
mod rules;
pub(crate) mod table;

#[cfg(test)]
mod tests;

pub(crate) use rule::RuleMatch;
pub(crate) use rules::{Furniture, FurnitureRules};
pub(crate) use table::{
    Becomes, Credit, CreditField, Ends, Rule, Zone, content_rank, credit_at, is_author, is_code, is_code_line,
    is_notice, name, unwraps,
};
