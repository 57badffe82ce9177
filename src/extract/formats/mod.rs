//! The *formats*: the kinds of document that articles are made of. Each is a file or folder here and a line in the
//! table of [`registry`].

pub(crate) mod epub;
pub(crate) mod feed;
pub(crate) mod hexo;
pub(crate) mod markdown;
pub(crate) mod newsxml;
pub(crate) mod parser;
pub(crate) mod plain;
pub(crate) mod post;
pub(crate) mod reading_list;
pub(crate) mod registry;
pub(crate) mod scraped;
pub(crate) mod web_page;
