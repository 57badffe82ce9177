//! *Limits*: how much of a file is read before it is too much. No article needs as much as any of them allows;
//! where one is reached, a [`Note`](super::Note) says so.

use serde::Deserialize;

/// The limits of reading; each has a default that no honest file reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Limits {
    /// The largest file that is read, in bytes. A packed file may be larger: only what is in it is read.
    pub file: u64,
    /// How deep the elements of HTML may be nested. Reading takes time in the square of it.
    pub html_depth: usize,
    /// The most elements, texts and comments of one HTML document; each takes some 200 bytes.
    pub html_nodes: usize,
    /// The most lines of a text that are paragraphs of their own, beside one for every 256 bytes; each takes some 350
    /// bytes.
    pub text_lines: usize,
    /// The most marks that may mean something in Markdown, beside one for every 64 bytes; each takes up to 340 bytes. A
    /// text with more is read as text.
    pub markdown_marks: usize,
    /// The most elements of one XML document; each takes some 80 bytes.
    pub xml_elements: usize,
    /// The largest file in a packed file, in bytes, unpacked.
    pub member: u64,
    /// How much is unpacked of a packed file in all, in bytes, packed files in it and all.
    pub unpacked: u64,
    /// How many times its packed size a file may have. It is asked only of what is large: small files may be nothing
    /// but one line repeated.
    pub ratio: u64,
    /// How many files a packed file may hold, packed files in it and all.
    pub members: usize,
    /// How deep packed files may be packed in each other; a `.tar.gz` counts as two.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 256 << 20,
            html_depth: 512,
            html_nodes: 400_000,
            text_lines: 180_000,
            markdown_marks: 200_000,
            xml_elements: 4_000_000,
            member: 256 << 20,
            unpacked: 16 << 30,
            ratio: 200,
            members: 1_000_000,
            depth: 6,
        }
    }
}
