//! kanbao 看报: a terminal reader for archives of saved articles, Chinese first.
//!
//! # The map of the house
//!
//! | module | what lives there |
//! | --- | --- |
//! | [`view`] | drawing: where things stand, what they look like |
//! | [`app`] | the state: `apply(Action) -> Option<Effect>`; no I/O, no drawing |
//! | [`cli`] | arguments → options; touches nothing |
//! | [`run`] | the reader's only loop |
//! | [`config`] | config file + environment + flags → config |
//! | [`term`] | the terminal: guard, probe, screen, input and signals |
//! | [`commands`] | one file a subcommand: options → stdout |
//! | [`source`] | where bytes come from: scan, files, standard input, samples, addresses, containers |
//! | [`extract`] | bytes → articles: decode, markup, formats, furniture, credits |
//! | [`library`] | what is open: the importer, the loader, the search service |
//! | [`state`] | what the reader did, kept between runs: searches, keywords |
//! | [`search`] | query × text → byte ranges: folds, queries, readings, keywords, key terms |
//! | [`text`] | paragraph × measure → rows: ruler, break opportunities, filling, pages |
//! | [`model`] | articles, blocks, inline text, places: plain data |
//! | [`error`] | the one error enum |
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod app;
pub mod cli;
pub mod commands;
pub mod config;
pub mod error;
mod extract;
pub mod library;
pub mod model;
pub mod run;
pub mod search;
mod source;
pub mod state;
pub mod term;
pub mod text;
pub mod view;
