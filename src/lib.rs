//! kanbao 看报: a terminal reader for archives of saved articles, Chinese first.
//!
//! # The map of the house
//!
//! | module | what lives there |
//! | --- | --- |
//! | [`model`] | articles, blocks, inline text, places: plain data |
//! | [`error`] | the one error enum |
//! | [`archive`] | files become articles: scan, decode, recognise, parse, cut furniture, load in the background |
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod archive;
pub mod error;
pub mod model;
