//! The model: what an article *is*, once a file has become one.
//!
//! Plain data, serde, no I/O. Every string in it is [`SafeText`]: cleaned once, at the border, so that no layer above
//! has to ask where a string came from before it shows it.

mod annotation;
mod arrangement;
mod article;
pub mod baseline;
mod block;
mod book;
mod colour;
mod content_key;
mod definition;
mod diagnostic;
mod encoding;
mod entry;
mod file_name;
mod footnotes;
mod key;
mod key_context;
mod key_sheet;
mod language;
mod limits;
mod link_address;
mod memory;
mod natural_order;
mod note;
pub mod numerals;
mod other_files;
mod own_tags;
mod packed_meta;
mod picture;
mod picture_fit;
mod quotation;
mod safe;
mod saved_search;
pub mod script;
mod sentences;
mod statistics;
mod text_span;
mod theme;
mod timestamp;
mod title_order;
mod trace;
mod traditional;
mod words;

pub use annotation::{Annotation, AnnotationId, Bookmark, Citation, HighlightColour};
pub use arrangement::{Arrangement, GroupBy, NoArrangement, SortBy};
pub use article::{Article, Format, Meta, Reason, Removed, count_zi};
pub use block::{Alignment, Block, BlockIx, BlockKind, Inline, InlineStyle, ListItem, Place, Span};
pub use book::{BookAbout, BookChapter, BookIndex};
pub use colour::{ColourDepth, Rgb, TerminalColours};
pub use content_key::ContentKey;
pub use definition::{DefinedWord, Definition, Definitions, DictionaryFault, DictionaryWrong};
pub use diagnostic::{chinese_diagnostics, diagnostic};
pub use encoding::{Encoding, OldEncoding};
pub use entry::{Entry, EntryId, Failure, Origin, Part, RequestId};
pub use file_name::content_name;
pub use footnotes::{Footnotes, footnote_number};
pub use key::{Key, KeyCap};
pub use key_context::Context;
pub use key_sheet::{Binding, Group, KeySheet};
pub use language::Language;
pub use limits::Limits;
pub use link_address::{LinkAddress, ScreenLink};
pub use memory::{ArchiveId, Change, KeptSetting, KeptWord, LastView, Memory, TypedKind};
pub use natural_order::{NaturalKey, compare as compare_names};
pub use note::Note;
pub use other_files::{OtherFiles, kind_of_name};
pub use own_tags::{OwnTags, parts_tags};
pub use packed_meta::{MetaBrief, PackedMeta};
pub use picture::{
    DrawnPicture, PictureArt, PictureDevice, PictureFacts, PictureFault, PictureReason, PictureStrips, PictureView,
    PictureWay, ScreenStrip,
};
pub use picture_fit::{PictureFit, picture_fit};
pub use quotation::Quotation;
pub use safe::{SafeText, drop_idle_joiners, has_joiners};
pub use saved_search::SavedSearch;
pub use sentences::megabytes;
pub use statistics::{Finish, ReadDay, ReadSource, ReadSum, Statistics};
pub use text_span::TextSpan;
pub use theme::{ThemeChoice, ThemeColours, ThemePart};
pub use timestamp::Timestamp;
pub use title_order::TitleOrder;
pub use trace::{ArchiveRoots, KeptPlace, Trace, TraceChange, TraceKey, TracePart, TraceRows, TraceTable};
pub use words::{
    AidWords, AlongWords, AskingWords, ChineseWords, ConfigWords, FindingWords, HintWords, ListingWords, MouseWords,
    NoteWords, PageWords, PictureWords, PromptWords, SentenceWords, TerminalWords, Words, fill,
};
