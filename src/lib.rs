//! kanbao 看报: a terminal reader for archives of saved articles, Chinese first.
//!
//! An article takes one way through the house, and each room on the way does one thing: `source` finds the bytes,
//! `extract` makes the article, `library` owns it, `text` sets it, `view` draws it. A key takes one way too: `term`
//! decodes it, `app` changes its state and asks for what it needs, `run` carries that to the `library` and brings the
//! answer back.
//!
//! | room | what lives there | may import |
//! | --- | --- | --- |
//! | `model/` | Article, Block, Inline, Meta, Origin, ids, units, scripts: plain data, no I/O | nothing |
//! | `chinese/` | the words of Chinese, how they are read, how the other script writes them; data of the build script | model |
//! | `text/` | paragraph × measure → rows: one ruler, break opportunities, filling, pages | chinese, model |
//! | `search/` | query × text → byte ranges: folds, queries, readings, keywords, key terms, snippets | chinese, model |
//! | `source/` | where bytes come from: scan, files, standard input, samples, addresses, containers | model |
//! | `extract/` | bytes → articles: decode, markup, formats, furniture, credits | model |
//! | `library/` | what is open, and the only owner of it: import, catalogue, articles, search service | source, extract, search, model |
//! | `lexicon/` | dictionaries that the reader names, and what they say of the words of a text | search, model |
//! | `pictures/` | bytes → what is drawn of a picture: limits, decoding, scaling, the terminals' protocols | model |
//! | `state/` | what the reader did, kept between runs: SQLite, one writer thread | model |
//! | `term/` | the terminal: guard, probe, screen, input, signals | model |
//! | `app/` | the state of the screen; no I/O, no drawing, no threads | text, search, chinese, model |
//! | `view/` | drawing: where things stand, what they look like | app, text, search, chinese, model |
//! | `commands/` | one file a subcommand: options → stdout | library, lexicon, state, text, search, chinese, model, config |
//! | `run/` | the reader's only loop: drain, update, settle, draw once if something changed | all |
//! | `cli`, `config`, `error`, `main` | arguments; file + environment + flags; one error enum; wiring | as needed, downwards |
//!
//! `tests/layers` holds this table, and that no files import each other in a circle.
// The library never panics, and prints where it is told to. An asset that is broken is a failed test.
#![cfg_attr(
    not(test),
    warn(
        clippy::exit,
        clippy::expect_used,
        clippy::panic,
        clippy::print_stderr,
        clippy::print_stdout,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

pub mod app;
pub mod chinese;
pub mod cli;
pub mod commands;
pub mod config;
pub mod error;
mod extract;
pub mod lexicon;
pub mod library;
pub mod model;
pub mod pictures;
pub mod run;
pub mod search;
mod source;
pub mod state;
pub mod term;
pub mod text;
pub mod view;
