//! Tests in a terminal: a program runs in a pseudo-terminal, a terminal of ours reads what it draws and answers what it
//! asks.

mod aids;
mod along;
mod configured;
mod gone;
mod kit;
mod life;
mod pictures;
mod program;
mod reader;
mod scene;
mod session;
mod state;
mod terminal;
mod whitelist;
