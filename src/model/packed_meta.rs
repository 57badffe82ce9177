//! A *packed meta*: what is known about an article in the bytes that the catalogue keeps of it. A list of a hundred
//! thousand articles takes a third of the memory so, and is there without one of them being taken apart.
//!
//! The bytes are those of [`Meta`] as borsh writes it, field after field, without the path, which the entry's origin
//! knows. What a list shows and is sorted by stands near the beginning, and is found there without the rest.

use std::borrow::Cow;
use std::sync::Arc;

use borsh::BorshDeserialize;

use super::{ContentKey, Meta, SafeText, Timestamp};

/// A meta, not taken apart. Cheap to copy: many are in one piece of memory.
#[derive(Clone)]
pub struct PackedMeta {
    bytes: Arc<Vec<u8>>,
    /// Where it starts and ends there.
    at: (u32, u32),
}

impl PackedMeta {
    /// Packs a meta, but for its path.
    pub fn new(meta: &Meta) -> Self {
        let bytes = Self::bytes_of(meta);
        let end = u32::try_from(bytes.len()).unwrap_or_default();
        Self { bytes: Arc::new(bytes), at: (0, end) }
    }

    /// The bytes of a meta, but for its path.
    pub fn bytes_of(meta: &Meta) -> Vec<u8> {
        // Writing to memory never fails.
        let mut bytes = borsh::to_vec(meta).unwrap_or_default();
        let path = 4 + meta.path.len();
        if let Some(length) = bytes.get_mut(..path) {
            length[..4].fill(0);
            bytes.drain(4..path);
        }
        bytes.shrink_to_fit();
        bytes
    }

    /// The meta whose bytes are there among others. What is none of those that [`PackedMeta::bytes_of`] gave is a meta
    /// that says nothing.
    pub fn within(bytes: &Arc<Vec<u8>>, at: (u32, u32)) -> Self {
        Self { bytes: Arc::clone(bytes), at }
    }

    fn own(&self) -> &[u8] {
        self.bytes.get(self.at.0 as usize..self.at.1 as usize).unwrap_or_default()
    }

    /// The whole meta, of an article that has this path now.
    pub fn unpack(&self, path: SafeText) -> Meta {
        Meta { path, ..borsh::from_slice(self.own()).unwrap_or_default() }
    }

    /// Calls for each of its categories and tags.
    pub fn each_label(&self, mut call: impl FnMut(&str)) {
        let mut rest = PackedFields(self.own());
        // What are no bytes of a meta has no labels.
        let _ = rest.head().and_then(|_| {
            for _ in 0..2 {
                for _ in 0..rest.length()? {
                    call(&text(rest.text()?));
                }
            }
            Ok(())
        });
    }

    /// What a list shows of it.
    pub fn brief(&self) -> MetaBrief<'_> {
        MetaBrief::read(self.own()).unwrap_or_default()
    }
}

impl std::fmt::Debug for PackedMeta {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PackedMeta").field("title", &self.brief().title()).finish_non_exhaustive()
    }
}

/// What a list shows of a meta and is sorted by. A text is looked at when it is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct MetaBrief<'m> {
    title: &'m [u8],
    source: Option<&'m [u8]>,
    category: Option<&'m [u8]>,
    published: Option<Timestamp>,
    read: Option<bool>,
    starred: Option<bool>,
    content: ContentKey,
    lang: Option<&'m [u8]>,
}

impl<'m> MetaBrief<'m> {
    fn read(bytes: &'m [u8]) -> Result<Self, BytesEnd> {
        let mut rest = PackedFields(bytes);
        let brief = rest.head()?;
        let category = rest.first()?;
        let _tags = rest.first()?;
        let _url = rest.option(PackedFields::text)?;
        let _lead_image = rest.option(PackedFields::text)?;
        let read = rest.option(|rest| Ok(rest.take(1)? == [1]))?;
        let starred = rest.option(|rest| Ok(rest.take(1)? == [1]))?;
        let content = ContentKey::deserialize(&mut rest.0).map_err(|_| BytesEnd)?;
        let lang = rest.option(PackedFields::text)?;
        Ok(Self { category, read, starred, content, lang, ..brief })
    }

    /// The title.
    pub fn title(&self) -> Cow<'m, str> {
        text(self.title)
    }

    /// Whose text it is, as a list names it: the nearest source, or else the author.
    pub fn source(&self) -> Option<Cow<'m, str>> {
        self.source.map(text)
    }

    /// The widest category.
    pub fn category(&self) -> Option<Cow<'m, str>> {
        self.category.map(text)
    }

    /// When it was published.
    pub fn published(&self) -> Option<Timestamp> {
        self.published
    }

    /// Whether it had been read in the program that it was exported from.
    pub fn read_there(&self) -> Option<bool> {
        self.read
    }

    /// Whether it had a star there.
    pub fn starred_there(&self) -> Option<bool> {
        self.starred
    }

    /// The language, as a BCP 47 tag.
    pub fn lang(&self) -> Option<Cow<'m, str>> {
        self.lang.map(text)
    }

    /// By what its text is known again.
    pub fn content(&self) -> ContentKey {
        self.content
    }
}

/// A text of a cache is cleaned as any from outside.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => SafeText::cleaned(text),
        Err(_) => Cow::Owned(SafeText::cleaned(&String::from_utf8_lossy(bytes)).into_owned()),
    }
}

/// Bytes of fields that are read one after the other.
struct PackedFields<'b>(&'b [u8]);

/// The bytes end before the fields do, or are none of a meta.
struct BytesEnd;

impl<'b> PackedFields<'b> {
    fn take(&mut self, count: usize) -> Result<&'b [u8], BytesEnd> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(BytesEnd)?;
        self.0 = rest;
        Ok(taken)
    }

    fn length(&mut self) -> Result<usize, BytesEnd> {
        let (length, rest) = self.0.split_first_chunk().ok_or(BytesEnd)?;
        self.0 = rest;
        Ok(u32::from_le_bytes(*length) as usize)
    }

    fn text(&mut self) -> Result<&'b [u8], BytesEnd> {
        let length = self.length()?;
        self.take(length)
    }

    fn time(&mut self) -> Result<Timestamp, BytesEnd> {
        Timestamp::deserialize(&mut self.0).map_err(|_| BytesEnd)
    }

    fn option<T>(&mut self, some: impl FnOnce(&mut Self) -> Result<T, BytesEnd>) -> Result<Option<T>, BytesEnd> {
        match self.take(1)? {
            [0] => Ok(None),
            _ => some(self).map(Some),
        }
    }

    /// What stands before the categories: of a brief the title, the time and whose text it is.
    fn head(&mut self) -> Result<MetaBrief<'b>, BytesEnd> {
        let _path = self.text()?;
        let _format = self.take(1)?;
        let _encoding = self.text()?;
        let title = self.text()?;
        let _original_title = self.option(PackedFields::text)?;
        let published = self.option(PackedFields::time)?;
        let _updated = self.option(PackedFields::time)?;
        let author = self.option(PackedFields::text)?;
        let _reporters = self.first()?;
        let source = self.first()?;
        let _editor = self.option(PackedFields::text)?;
        Ok(MetaBrief { title, published, source: source.or(author), ..MetaBrief::default() })
    }

    /// The first of several texts.
    fn first(&mut self) -> Result<Option<&'b [u8]>, BytesEnd> {
        let count = self.length()?;
        let mut first = None;
        for _ in 0..count {
            let text = self.text()?;
            first.get_or_insert(text);
        }
        Ok(first)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn a_text() -> impl Strategy<Value = SafeText> {
        "[天津a-c ：\u{200B}\n]{0,30}".prop_map(|text| SafeText::body(&text))
    }

    fn texts() -> impl Strategy<Value = Vec<SafeText>> {
        prop::collection::vec(a_text(), 0..4)
    }

    fn a_time() -> impl Strategy<Value = Option<Timestamp>> {
        let time = (-4_000_000_000_i64..4_000_000_000, 0..1000_i32).prop_map(|(second, millisecond)| {
            let instant = jiff::Timestamp::new(second, millisecond * 1_000_000).unwrap();
            Timestamp::new(instant, Timestamp::CHINA)
        });
        prop::option::of(time)
    }

    prop_compose! {
        fn a_meta()(
            (path, encoding, title) in (a_text(), a_text(), a_text()),
            (original_title, author, editor) in (prop::option::of(a_text()), prop::option::of(a_text()), prop::option::of(a_text())),
            (published, updated) in (a_time(), a_time()),
            (reporters, source, categories, tags) in (texts(), texts(), texts(), texts()),
            (url, lead_image, lang) in (prop::option::of(a_text()), prop::option::of(a_text()), prop::option::of(a_text())),
            (read, starred) in (any::<Option<bool>>(), any::<Option<bool>>()),
            undecodable in any::<u32>(),
        ) -> Meta {
            Meta {
                path, encoding, title, original_title, published, updated, author, reporters, source, editor, categories,
                tags, url, lead_image, read, starred, lang, undecodable: undecodable as usize, ..Meta::default()
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked_whole_and_in_brief(metas in prop::collection::vec(a_meta(), 1..4)) {
            let mut bytes = Vec::new();
            let mut places = Vec::new();
            for meta in &metas {
                let start = bytes.len() as u32;
                bytes.extend(PackedMeta::bytes_of(meta));
                places.push((start, bytes.len() as u32));
            }
            let bytes = Arc::new(bytes);
            let path = SafeText::line("news/a.md");
            for (meta, at) in metas.iter().zip(places) {
                let packed = PackedMeta::within(&bytes, at);
                let whole = Meta { path: path.clone(), ..meta.clone() };
                prop_assert_eq!(&packed.unpack(path.clone()), &whole);
                prop_assert_eq!(&PackedMeta::new(meta).unpack(path.clone()), &whole);
                let brief = packed.brief();
                prop_assert_eq!(&*brief.title(), meta.title.as_str());
                let mut labels = Vec::new();
                packed.each_label(|label| labels.push(label.to_owned()));
                let expected: Vec<String> = meta.categories.iter().chain(&meta.tags).map(ToString::to_string).collect();
                prop_assert_eq!(labels, expected);
                let source = meta.source.first().or(meta.author.as_ref()).map(ToString::to_string);
                prop_assert_eq!(brief.source().map(Cow::into_owned), source);
                let category = meta.categories.first().map(ToString::to_string);
                prop_assert_eq!(brief.category().map(Cow::into_owned), category);
                prop_assert_eq!((brief.published(), brief.read_there()), (meta.published, meta.read));
            }
        }

        #[test]
        fn what_is_no_meta_says_nothing(bytes in prop::collection::vec(any::<u8>(), 0..200), at in any::<(u8, u8)>()) {
            let packed = PackedMeta::within(&Arc::new(bytes), (u32::from(at.0), u32::from(at.1)));
            let brief = packed.brief();
            prop_assert!(!brief.title().contains('\x1B'));
            let _ = (brief.source(), brief.category(), packed.unpack(SafeText::default()));
        }
    }
}
