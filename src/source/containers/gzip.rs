//! *gzip*: one file packed by itself. It adds nothing to a path: the article of `a.md.gz` is `a.md.gz`, a file in
//! `news.tar.gz` is `news.tar.gz/a.md`.

use std::io::Read;
use std::ops::ControlFlow;

use flate2::bufread::MultiGzDecoder;

use super::tar;
use super::walk::{Container, ContainerWalk, Member, VisitedFile};
use crate::source::byte_source::{ByteSource, SourceReader};

pub(super) static CONTAINER: Container = Container { fits: |head| head.bytes.starts_with(b"\x1F\x8B\x08"), open };

fn open(walk: &mut ContainerWalk<'_>, it: &VisitedFile<'_>) -> ControlFlow<()> {
    let depth = it.depth + 1;
    if tar::is_header(&beginning(it.source)) {
        // As it is unpacked: a tar needs no more of it at once than one of its files.
        return walk.enter(&VisitedFile { depth, ..*it }, |walk, it| tar::open_stream(walk, it, unpack(it.source)));
    }
    let packed = it.source.length();
    let unpacked = walk.budget.read(walk.budget.meter(unpack(it.source), packed));
    let member = Member { origin: it.origin, name: it.name, selector: it.selector, named: true, depth };
    walk.member(&member, unpacked)
}

/// What is in it, as it is unpacked. Several packed one after the other are one.
fn unpack(source: &ByteSource) -> MultiGzDecoder<SourceReader> {
    MultiGzDecoder::new(source.reader())
}

/// The first bytes of what is in it, as many as can be read.
pub(super) fn beginning(source: &ByteSource) -> Vec<u8> {
    const ENOUGH: u64 = 512;
    let mut bytes = Vec::new();
    // Where it is damaged so early, reading it says so.
    let _ = unpack(source).take(ENOUGH).read_to_end(&mut bytes);
    bytes
}
