//! The rows of *annotations* and *bookmarks*.

use rusqlite::{Connection, Row, params};

use super::columns::{lines, number, optional, text};
use crate::model::{
    Annotation, AnnotationId, BlockIx, Bookmark, Citation, HighlightColour, Place, Quotation, SafeText, TextSpan,
    TraceKey,
};

/// All annotations, the oldest first.
pub(super) const ANNOTATIONS: &str = "SELECT id, content, file, path, block, byte, end_block, end_byte, exact, prefix,
    suffix, colour, note, made, title, author, source, date, url FROM annotation ORDER BY made, id";

/// All bookmarks.
pub(super) const BOOKMARKS: &str = "SELECT letter, content, file, path, block, byte FROM bookmark ORDER BY letter";

fn key(row: &Row<'_>) -> rusqlite::Result<TraceKey> {
    Ok(TraceKey { content: number(row, 1)?, file: number(row, 2)? })
}

fn place(row: &Row<'_>, at: usize) -> rusqlite::Result<Place> {
    Ok(Place { block: BlockIx(row.get::<_, u32>(at)? as usize), byte: row.get::<_, u32>(at + 1)? as usize })
}

/// An annotation, of its row.
pub(super) fn annotation(row: &Row<'_>) -> rusqlite::Result<Annotation> {
    Ok(Annotation {
        id: AnnotationId(number(row, 0)?),
        key: key(row)?,
        path: text(row, 3)?,
        span: TextSpan { start: place(row, 4)?, end: place(row, 6)? },
        quotation: Quotation { exact: lines(row, 8)?, prefix: lines(row, 9)?, suffix: lines(row, 10)? },
        colour: HighlightColour::numbered(row.get::<_, u32>(11)? as usize),
        note: lines(row, 12)?,
        made: row.get(13)?,
        cited: Citation {
            title: text(row, 14)?,
            author: optional(row, 15)?,
            source: optional(row, 16)?,
            date: optional(row, 17)?,
            url: optional(row, 18)?,
        },
    })
}

/// A bookmark, of its row; one without a letter is none of ours.
pub(super) fn bookmark(row: &Row<'_>) -> rusqlite::Result<Bookmark> {
    let letter: String = row.get(0)?;
    let letter = letter
        .chars()
        .next()
        .ok_or_else(|| rusqlite::Error::InvalidColumnType(0, letter, rusqlite::types::Type::Text))?;
    Ok(Bookmark { letter, key: key(row)?, path: text(row, 3)?, place: place(row, 4)? })
}

/// Writes an annotation, in the place of the one that has its number.
pub(super) fn keep(database: &Connection, annotation: &Annotation) -> rusqlite::Result<()> {
    let Annotation { id, key, path, span, quotation, colour, note, made, cited } = annotation;
    let optional = |text: &Option<SafeText>| text.as_ref().map(|text| text.as_str().to_owned());
    let mut insert = database.prepare_cached(
        "INSERT OR REPLACE INTO annotation (id, content, file, path, block, byte, end_block, end_byte, exact, prefix,
             suffix, colour, note, made, title, author, source, date, url)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
             coalesce(nullif(?14, 0), (SELECT made FROM annotation WHERE id = ?1), unixepoch()), ?15, ?16, ?17, ?18, ?19)",
    )?;
    insert.execute(params![
        id.0.cast_signed(),
        key.content.cast_signed(),
        key.file.cast_signed(),
        path.as_str(),
        count(span.start.block.0),
        count(span.start.byte),
        count(span.end.block.0),
        count(span.end.byte),
        quotation.exact.as_str(),
        quotation.prefix.as_str(),
        quotation.suffix.as_str(),
        count(colour.number()),
        note.as_str(),
        made,
        cited.title.as_str(),
        optional(&cited.author),
        optional(&cited.source),
        optional(&cited.date),
        optional(&cited.url),
    ])?;
    Ok(())
}

/// Removes an annotation.
pub(super) fn remove(database: &Connection, id: AnnotationId) -> rusqlite::Result<()> {
    database.execute("DELETE FROM annotation WHERE id = ?1", params![id.0.cast_signed()])?;
    Ok(())
}

/// Writes a bookmark, in the place of the one that has its letter.
pub(super) fn keep_bookmark(database: &Connection, bookmark: &Bookmark) -> rusqlite::Result<()> {
    let Bookmark { letter, key, path, place } = bookmark;
    let (content, file) = (key.content.cast_signed(), key.file.cast_signed());
    database.execute(
        "INSERT OR REPLACE INTO bookmark (letter, own, content, file, path, block, byte)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            letter.to_string(),
            if bookmark.is_of_article() { content } else { 0 },
            content,
            file,
            path.as_str(),
            count(place.block.0),
            count(place.byte)
        ],
    )?;
    Ok(())
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
