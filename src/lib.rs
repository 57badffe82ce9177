//! kanbao 看报: a terminal reader for archives of saved articles, Chinese first.
//!
//! # The map of the house
//!
//! | module | what lives there |
//! | --- | --- |
//! | [`model`] | articles, blocks, inline text, places: plain data |
//! | [`error`] | the one error enum |
//! | [`search`] | query x text -> byte ranges: folding, patterns, keywords |
//! | [`term`] | the terminal: guard, probe, screen, input and signals |
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod error;
pub mod model;
pub mod search;
pub mod term;
