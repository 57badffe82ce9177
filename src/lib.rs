//! kanbao 看报: a terminal reader for archives of saved articles, Chinese first.
//!
//! # The map of the house
//!
//! | module | what lives there |
//! | --- | --- |
//! | [`model`] | articles, blocks, inline text, places: plain data |
//! | [`text`] | paragraph × measure → rows: ruler, break opportunities, filling |
//! | [`error`] | the one error enum |
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod cli;
pub mod commands;
pub mod error;
pub mod model;
pub mod text;
