//! The *steps*: what made the database what it is, one for each version.

use rusqlite::{Connection, TransactionBehavior};

/// A new one is added at the end and none changed.
pub(super) const STEPS: &[&str] = &[
    "
    CREATE TABLE search (text TEXT PRIMARY KEY, number INTEGER NOT NULL);
    CREATE TABLE keyword (
        word TEXT PRIMARY KEY, name TEXT, slot INTEGER NOT NULL, lit INTEGER NOT NULL, number INTEGER NOT NULL
    );
",
    "
    CREATE TABLE archive (id BLOB PRIMARY KEY, arrangement TEXT NOT NULL, number INTEGER NOT NULL);
",
    // An article is the number of its text; a file, by the number of its path, is the text that it had last.
    "
    CREATE TABLE article (
        content INTEGER PRIMARY KEY, read INTEGER, starred INTEGER, block INTEGER, byte INTEGER, percent INTEGER
    );
    CREATE TABLE file (number INTEGER PRIMARY KEY, content INTEGER NOT NULL, path TEXT NOT NULL);
    CREATE TABLE view (
        id BLOB PRIMARY KEY, content INTEGER NOT NULL, file INTEGER NOT NULL,
        in_text INTEGER NOT NULL, list_hidden INTEGER NOT NULL, number INTEGER NOT NULL
    );
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL, configured TEXT NOT NULL);
",
    // When an article was read to its end, in seconds of the Unix time, and how long it is.
    "
    CREATE TABLE finish (
        content INTEGER PRIMARY KEY, time INTEGER NOT NULL, zi INTEGER NOT NULL, minutes INTEGER NOT NULL,
        source TEXT NOT NULL, path TEXT NOT NULL
    );
",
    // The texts of an annotation are those of the W3C's text quote selector. A small letter is its article's own.
    "
    CREATE TABLE annotation (
        id INTEGER PRIMARY KEY, content INTEGER NOT NULL, file INTEGER NOT NULL, path TEXT NOT NULL,
        block INTEGER NOT NULL, byte INTEGER NOT NULL, end_block INTEGER NOT NULL, end_byte INTEGER NOT NULL,
        exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL, colour INTEGER NOT NULL, note TEXT NOT NULL,
        made INTEGER NOT NULL, title TEXT NOT NULL, author TEXT, source TEXT, date TEXT, url TEXT
    );
    CREATE TABLE bookmark (
        letter TEXT NOT NULL, own INTEGER NOT NULL, content INTEGER NOT NULL, file INTEGER NOT NULL, path TEXT NOT NULL,
        block INTEGER NOT NULL, byte INTEGER NOT NULL, PRIMARY KEY (letter, own)
    );
",
    // The tags of an article by the number of its text, parted by spaces. A saved search is known by its id, and so is the
    // one that an archive's list shows; one of the program's own without a query was removed.
    "
    CREATE TABLE tags (content INTEGER PRIMARY KEY, tags TEXT NOT NULL);
    CREATE TABLE saved_search (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, query TEXT NOT NULL, key TEXT NOT NULL, number INTEGER NOT NULL
    );
    CREATE TABLE shown_search (id BLOB PRIMARY KEY, search TEXT NOT NULL, number INTEGER NOT NULL);
",
    // What was typed into prompts other than those of searches.
    "
    CREATE TABLE typed (kind TEXT NOT NULL, text TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (kind, text));
",
];

/// Every table, as the last step leaves them.
pub(super) const TABLES: [&str; 14] = [
    "search",
    "keyword",
    "archive",
    "article",
    "file",
    "view",
    "setting",
    "finish",
    "annotation",
    "bookmark",
    "tags",
    "saved_search",
    "shown_search",
    "typed",
];

/// How many steps a database has taken.
pub(super) fn taken(database: &Connection) -> rusqlite::Result<usize> {
    let version: i64 = database.pragma_query_value(None, "user_version", |row| row.get(0))?;
    // A negative one is none of ours: of a version that we do not know.
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

/// Takes the steps that the database lacks; false when it has more than we know.
pub(super) fn migrate(database: &mut Connection) -> rusqlite::Result<bool> {
    // Looked at first: who only has to read does not wait for one that writes.
    match taken(database)? {
        taken if taken == STEPS.len() => return Ok(true),
        taken if taken > STEPS.len() => return Ok(false),
        _ => {}
    }
    // Immediate: of two programs that start at once one takes the steps and the other waits.
    let step = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let Some(missing) = STEPS.get(taken(&step)?..) else { return Ok(false) };
    for sql in missing {
        step.execute_batch(sql)?;
    }
    step.pragma_update(None, "user_version", u32::try_from(STEPS.len()).unwrap_or(u32::MAX))?;
    step.commit()?;
    Ok(true)
}
