//! An article as *Markdown* (CommonMark with GFM's tables, struck text and footnotes), with what is known about it in a
//! front matter. What Markdown has no sign for is HTML.
//!
//! The law: what is written here is the same article when it is read again. The front matter names kanbao as its
//! generator, and such a file is read as it stands: it has been cleaned already.

mod block;
mod escape;
mod flank;
mod front;
mod inline;
mod nest;
mod notes;

use crate::model::Article;

use block::BlockWriter;
use escape::{Around, MarkdownWriter, RunKind};
use notes::Notes;

/// The article as Markdown.
pub fn write(article: &Article) -> String {
    let mut out = front::matter(&article.meta);
    out.push_str(&format!("# {}\n\n", plain_heading(&article.meta.title)));
    let notes = Notes::of(&article.body);
    let mut writer = BlockWriter::new(&notes);
    for (at, block) in article.body.iter().enumerate() {
        if let Some(written) = writer.block(at, block) {
            out.push_str(&written);
            out.push('\n');
        }
    }
    out
}

/// A heading in which nothing is markup.
pub(super) fn plain_heading(text: &str) -> String {
    plain(text, RunKind::Heading)
}

/// Lines of a paragraph in which nothing is markup.
pub(super) fn plain_lines(text: &str) -> String {
    plain(text, RunKind::Running)
}

fn plain(text: &str, place: RunKind) -> String {
    let mut writer = MarkdownWriter::new(place, 0);
    writer.text(text, Around { at_end: true, ..Around::default() });
    writer.finish()
}
