//! The *rows* of the database: what of the memory stands where.

use rusqlite::{Connection, OptionalExtension, Row, Statement, params};

use super::annotations::{self, ANNOTATIONS, BOOKMARKS};
use super::columns::{number, text};
use super::saved::{self, SAVED};
use super::steps::STEPS;
use crate::model::{
    Annotation, ArchiveId, Change, Finish, KeptPlace, KeptSetting, KeptWord, LastView, Memory, OwnTags, SafeText,
    Trace, TraceChange, TraceKey, TracePart, TraceRows, TypedKind,
};

/// So many searches are remembered.
pub(super) const SEARCHES: i64 = 200;
/// Of so many archives it is remembered how their lists are arranged, and how they were left.
pub(super) const ARCHIVES: i64 = 1000;

/// A database to be read that has taken so many steps.
pub(super) struct Rows<'d> {
    pub database: &'d Connection,
    pub steps: usize,
}

impl Rows<'_> {
    pub fn memory(&self, archive: &ArchiveId, files: &[u64]) -> rusqlite::Result<Memory> {
        let searches = self.each(1, "SELECT text FROM search ORDER BY number DESC", |row| text(row, 0))?;
        let keywords = self.each(1, "SELECT word, name, slot, lit FROM keyword ORDER BY number", |row| {
            let name = row.get::<_, Option<String>>(1)?.map(|name| SafeText::line(&name));
            Ok(KeptWord { word: text(row, 0)?, name, slot: row.get(2)?, on: row.get(3)? })
        })?;
        let select = "SELECT arrangement FROM archive WHERE id = ?1";
        let arrangement: Option<String> = self.of_archive(2, select, archive, |row| row.get(0))?;
        let arrangement = arrangement.and_then(|kept| kept.parse().ok());
        let select = "SELECT content, file, in_text, list_hidden FROM view WHERE id = ?1";
        let view = self.of_archive(3, select, archive, |row| {
            let article = TraceKey { content: number(row, 0)?, file: number(row, 1)? };
            Ok(LastView { article, in_text: row.get(2)?, list_hidden: row.get(3)? })
        })?;
        let settings = self.each(3, "SELECT name, value, configured FROM setting ORDER BY name", |row| {
            Ok(KeptSetting { name: text(row, 0)?, value: text(row, 1)?, configured: text(row, 2)? })
        })?;
        let mut first = TraceRows::default();
        for file in files.iter().copied().chain(view.iter().map(|view| view.article.file)) {
            let content = self.one(3, "SELECT content FROM file WHERE number = ?1", file, |row| number(row, 0))?;
            first.files.extend(content.map(|content| (file, content)));
        }
        for content in first.files.values().copied().chain(view.iter().map(|view| view.article.content)) {
            let trace = self.one(3, &format!("{TRACE} WHERE content = ?1"), content, trace)?;
            first.traces.extend(trace);
        }
        let annotations = self.annotations()?;
        let bookmarks = self.each(5, BOOKMARKS, annotations::bookmark)?;
        let typed = self.each(7, "SELECT kind, text FROM typed ORDER BY number DESC", |row| {
            let kind: String = row.get(0)?;
            let kind = TypedKind::EACH.iter().find(|(_, name)| *name == kind).map(|(kind, _)| *kind);
            Ok(kind.zip(Some(text(row, 1)?)))
        })?;
        let typed = typed.into_iter().flatten().collect();
        let saved = self.each(6, SAVED, saved::saved_search)?;
        let select = "SELECT search FROM shown_search WHERE id = ?1";
        let shown_search = self.of_archive(6, select, archive, |row| text(row, 0))?;
        Ok(Memory {
            searches,
            keywords,
            arrangement,
            view,
            settings,
            first,
            annotations,
            bookmarks,
            typed,
            saved,
            shown_search,
        })
    }

    pub fn annotations(&self) -> rusqlite::Result<Vec<Annotation>> {
        self.each(5, ANNOTATIONS, annotations::annotation)
    }

    pub fn traces(&self) -> rusqlite::Result<TraceRows> {
        let traces = self.each(3, TRACE, trace)?.into_iter().collect();
        let files = self.each(3, "SELECT number, content FROM file", |row| Ok((number(row, 0)?, number(row, 1)?)))?;
        let tags = self.each(6, "SELECT content, tags FROM tags", |row| {
            Ok((number(row, 0)?, OwnTags::typed(&row.get::<_, String>(1)?)))
        })?;
        Ok(TraceRows { traces, tags: tags.into_iter().collect(), files: files.into_iter().collect() })
    }

    /// What was read to its end, each with when: in seconds of the Unix time.
    pub fn finishes(&self) -> rusqlite::Result<Vec<(i64, Finish)>> {
        self.each(4, "SELECT time, content, path, source, zi, minutes FROM finish ORDER BY time", |row| {
            let (content, path, source) = (number(row, 1)?, text(row, 2)?, text(row, 3)?);
            Ok((row.get(0)?, Finish { content, path, source, zi: row.get(4)?, minutes: row.get(5)? }))
        })
    }

    /// Every row of a table that there is from a step on. One that is not as we write them is passed over.
    fn each<T>(
        &self,
        since: usize,
        select: &str,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        let Some(mut select) = self.prepared(since, select)? else { return Ok(Vec::new()) };
        select.query_map([], read)?.filter(is_ours).collect()
    }

    fn of_archive<T>(
        &self,
        since: usize,
        select: &str,
        archive: &ArchiveId,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Option<T>> {
        let Some(mut select) = self.prepared(since, select)? else { return Ok(None) };
        let row = select.query_row(params![archive.as_bytes()], read);
        if is_ours(&row) { row.optional() } else { Ok(None) }
    }

    fn one<T>(
        &self,
        since: usize,
        select: &str,
        key: u64,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Option<T>> {
        let Some(mut select) = self.prepared(since, select)? else { return Ok(None) };
        let row = select.query_row(params![key.cast_signed()], read);
        if is_ours(&row) { row.optional() } else { Ok(None) }
    }

    /// A question about a table that there is from a step on; none where there is none yet, or none any more in a later
    /// version.
    fn prepared(&self, since: usize, select: &str) -> rusqlite::Result<Option<Statement<'_>>> {
        match self.database.prepare(select) {
            _ if self.steps < since => Ok(None),
            Err(_) if self.steps > STEPS.len() => Ok(None),
            prepared => prepared.map(Some),
        }
    }
}

const TRACE: &str = "SELECT content, read, starred, block, byte, percent FROM article";

fn trace(row: &Row<'_>) -> rusqlite::Result<(u64, Trace)> {
    let block: Option<u32> = row.get(3)?;
    let place = block.map(|block| -> rusqlite::Result<KeptPlace> {
        let percent: u8 = row.get(5)?;
        Ok(KeptPlace { block, byte: row.get(4)?, percent: percent.min(100) })
    });
    Ok((number(row, 0)?, Trace { read: row.get(1)?, starred: row.get(2)?, place: place.transpose()? }))
}

/// Whether a row could be read, or the database it is in could not.
fn is_ours<T>(row: &rusqlite::Result<T>) -> bool {
    !matches!(
        row,
        Err(rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::Utf8Error(..))
    )
}

/// Writes a change, that of a list for an archive.
pub(super) fn keep(database: &Connection, archive: &ArchiveId, change: &Change) -> rusqlite::Result<()> {
    match change {
        Change::Searched(text) => {
            database.execute(
                "INSERT INTO search (text, number) SELECT ?1, coalesce(max(number), 0) + 1 FROM search WHERE true
                 ON CONFLICT (text) DO UPDATE SET number = excluded.number",
                params![text.as_str()],
            )?;
            let old = "DELETE FROM search WHERE number <= (SELECT max(number) FROM search) - ?1";
            database.execute(old, params![SEARCHES])?;
        }
        Change::Typed(kind, text) => {
            database.execute(
                "INSERT INTO typed (kind, text, number) SELECT ?1, ?2, coalesce(max(number), 0) + 1 FROM typed WHERE true
                 ON CONFLICT (kind, text) DO UPDATE SET number = excluded.number",
                params![kind.name(), text.as_str()],
            )?;
            let old = "DELETE FROM typed WHERE number <= (SELECT max(number) FROM typed) - ?1";
            database.execute(old, params![SEARCHES])?;
        }
        Change::Keyword(KeptWord { word, name, slot, on }) => {
            database.execute(
                "INSERT INTO keyword (word, name, slot, lit, number)
                 SELECT ?1, ?2, ?3, ?4, coalesce(max(number), 0) + 1 FROM keyword WHERE true
                 ON CONFLICT (word) DO UPDATE SET name = excluded.name, slot = excluded.slot, lit = excluded.lit",
                params![word.as_str(), name.as_ref().map(SafeText::as_str), slot, on],
            )?;
        }
        Change::NoKeyword(word) => {
            database.execute("DELETE FROM keyword WHERE word = ?1", params![word.as_str()])?;
        }
        Change::Arranged(arrangement) => {
            database.execute(
                "INSERT INTO archive (id, arrangement, number)
                 SELECT ?1, ?2, coalesce(max(number), 0) + 1 FROM archive WHERE true
                 ON CONFLICT (id) DO UPDATE SET arrangement = excluded.arrangement, number = excluded.number",
                params![archive.as_bytes(), arrangement.to_string()],
            )?;
            let old = "DELETE FROM archive WHERE number <= (SELECT max(number) FROM archive) - ?1";
            database.execute(old, params![ARCHIVES])?;
        }
        Change::Traced(changes) => changes.iter().try_for_each(|change| keep_trace(database, change))?,
        Change::Viewed(LastView { article, in_text, list_hidden }) => {
            let mut insert = database.prepare_cached(
                "INSERT INTO view (id, content, file, in_text, list_hidden, number)
                 SELECT ?1, ?2, ?3, ?4, ?5, coalesce(max(number), 0) + 1 FROM view WHERE true
                 ON CONFLICT (id) DO UPDATE SET content = excluded.content, file = excluded.file,
                     in_text = excluded.in_text, list_hidden = excluded.list_hidden, number = excluded.number",
            )?;
            let (content, file) = (article.content.cast_signed(), article.file.cast_signed());
            insert.execute(params![archive.as_bytes(), content, file, in_text, list_hidden])?;
            let old = "DELETE FROM view WHERE number <= (SELECT max(number) FROM view) - ?1";
            database.prepare_cached(old)?.execute(params![ARCHIVES])?;
        }
        Change::Annotated(annotation) => annotations::keep(database, annotation)?,
        Change::NoAnnotation(id) => annotations::remove(database, *id)?,
        Change::Bookmarked(bookmark) => annotations::keep_bookmark(database, bookmark)?,
        Change::SavedSearch(search) => saved::keep(database, search)?,
        Change::NoSavedSearch(id) => saved::remove(database, id)?,
        Change::ShownSearch(id) => saved::show(database, archive, id.as_ref(), ARCHIVES)?,
        Change::Set(KeptSetting { name, value, configured }) => {
            database.execute(
                "INSERT INTO setting (name, value, configured) VALUES (?1, ?2, ?3)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value, configured = excluded.configured",
                params![name.as_str(), value.as_str(), configured.as_str()],
            )?;
        }
        Change::Finished(Finish { content, path, source, zi, minutes }) => {
            database.execute(
                "INSERT OR REPLACE INTO finish (content, time, zi, minutes, source, path)
                 VALUES (?1, CAST(strftime('%s', 'now') AS INTEGER), ?2, ?3, ?4, ?5)",
                params![content.cast_signed(), zi, minutes, source.as_str(), path.as_str()],
            )?;
        }
        Change::Unfinished(content) => {
            database.execute("DELETE FROM finish WHERE content = ?1", params![content.cast_signed()])?;
        }
    }
    Ok(())
}

/// Only the part that changed is written: what another program wrote of the same article stays.
fn keep_trace(database: &Connection, change: &TraceChange) -> rusqlite::Result<()> {
    let TraceChange { key: TraceKey { content, file }, path, part } = change;
    let (content, file) = (content.cast_signed(), file.cast_signed());
    if file != 0 {
        // A text that is new in a file has the trace of the text before.
        let mut handed_on = database.prepare_cached(
            "INSERT OR IGNORE INTO article (content, read, starred, block, byte, percent)
             SELECT ?1, read, starred, block, byte, percent FROM article
             WHERE content = (SELECT content FROM file WHERE number = ?2)",
        )?;
        let is_new = handed_on.execute(params![content, file])? > 0;
        if is_new {
            let mut tags = database.prepare_cached(
                "INSERT OR IGNORE INTO tags (content, tags)
                 SELECT ?1, tags FROM tags WHERE content = (SELECT content FROM file WHERE number = ?2)",
            )?;
            tags.execute(params![content, file])?;
        }
        let mut known = database.prepare_cached(
            "INSERT INTO file (number, content, path) VALUES (?1, ?2, ?3)
             ON CONFLICT (number) DO UPDATE SET content = excluded.content, path = excluded.path
             WHERE content != excluded.content OR path != excluded.path",
        )?;
        known.execute(params![file, content, path.as_str()])?;
    }
    match part {
        TracePart::Here => {}
        TracePart::Read(read) => {
            let set = "INSERT INTO article (content, read) VALUES (?1, ?2)
                       ON CONFLICT (content) DO UPDATE SET read = excluded.read";
            database.prepare_cached(set)?.execute(params![content, read])?;
        }
        TracePart::Starred(starred) => {
            let set = "INSERT INTO article (content, starred) VALUES (?1, ?2)
                       ON CONFLICT (content) DO UPDATE SET starred = excluded.starred";
            database.prepare_cached(set)?.execute(params![content, starred])?;
        }
        TracePart::Tags(tags) => {
            database.prepare_cached("INSERT OR IGNORE INTO article (content) VALUES (?1)")?.execute([content])?;
            let set = "INSERT INTO tags (content, tags) VALUES (?1, ?2)
                       ON CONFLICT (content) DO UPDATE SET tags = excluded.tags";
            database.prepare_cached(set)?.execute(params![content, tags.to_string()])?;
        }
        TracePart::Place(KeptPlace { block, byte, percent }) => {
            let set = "INSERT INTO article (content, block, byte, percent) VALUES (?1, ?2, ?3, ?4)
                       ON CONFLICT (content) DO UPDATE
                       SET block = excluded.block, byte = excluded.byte, percent = excluded.percent";
            database.prepare_cached(set)?.execute(params![content, block, byte, percent])?;
        }
    }
    Ok(())
}
