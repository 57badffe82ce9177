//! The table of rooms, as the design has it: which room may import which.

/// A room: a folder of `src` or a file beside it, and the rooms it may import.
pub struct Room {
    pub name: &'static str,
    pub imports: &'static [&'static str],
}

pub const fn room(name: &'static str, imports: &'static [&'static str]) -> Room {
    Room { name, imports }
}

/// What stands for every room in a row.
pub const ALL: &str = "all";

pub const ROOMS: [Room; 19] = [
    room("model", &[]),
    room("chinese", &["model"]),
    room("text", &["chinese", "model"]),
    room("search", &["chinese", "model"]),
    room("source", &["model"]),
    room("extract", &["model"]),
    room("library", &["source", "extract", "search", "model"]),
    room("lexicon", &["search", "model"]),
    room("pictures", &["model"]),
    room("state", &["model"]),
    room("term", &["model"]),
    room("app", &["text", "search", "chinese", "model"]),
    room("view", &["app", "text", "search", "chinese", "model"]),
    room("commands", &["library", "lexicon", "state", "text", "search", "chinese", "model", "config"]),
    room("run", &[ALL]),
    // "As needed, downwards": what each needs.
    room("cli", &["config", "model"]),
    room("config", &["term", "text", "search", "chinese", "model"]),
    room("error", &["model"]),
    room("main", &["cli", "commands", "config", "model", "run"]),
];

/// The rooms that every room but `model` may import.
pub const EVERYWHERE: [&str; 1] = ["error"];

/// What the house does not hold yet. Each row that is dealt with goes; at the end there is none.
pub struct NotYet {
    /// Imports against the table: the room that imports, the room it imports.
    pub imports: &'static [(&'static str, &'static str)],
    /// Folders and files of `src` that may stand in a circle.
    pub circles: &'static [&'static str],
    /// Type names that stand for more than one thing.
    pub names: &'static [&'static str],
    /// Files that are too long.
    pub long: &'static [&'static str],
}

pub const NOT_YET: NotYet = NotYet { imports: &[], circles: &[], names: &[], long: &[] };
