//! Screens: a screen test is actions plus a picture. The state is driven by keys as in the reader, drawn on a buffer,
//! and the buffer is looked at.

mod aids;
mod along;
mod arrange;
mod articles;
mod asking;
mod clicks;
mod columns;
mod cuts;
mod drawing;
mod ends;
mod everywhere;
mod faults;
mod find;
mod images;
mod kit;
mod laws;
mod list;
mod listing;
mod look;
mod marks;
mod model;
mod mouse;
mod named;
mod notes;
mod panes;
mod pictures;
mod place;
mod reader;
mod resuming;
mod returns;
mod saved;
mod selecting;
mod side;
mod tables;
mod tags;
