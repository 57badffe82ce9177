//! *gzip*: one file packed by itself. It adds nothing to a path: the article of `a.md.gz` is `a.md.gz`, a file in
//! `news.tar.gz` is `news.tar.gz/a.md`.

use std::io::Read;
use std::ops::ControlFlow;

use flate2::bufread::MultiGzDecoder;

use super::{Container, Head, Member, Packed, Walk, tar};
use crate::source::bytes::{Source, SourceReader};

pub(super) static CONTAINER: Container = Container { fits: |head| head.bytes.starts_with(b"\x1F\x8B\x08"), open };

fn open(walk: &mut Walk<'_>, it: &Packed<'_>) -> ControlFlow<()> {
    let depth = it.depth + 1;
    if tar::is_header(&beginning(it.source)) {
        // As it is unpacked: a tar needs no more of it at once than one of its files.
        return walk.container(&tar::PACKED, &Packed { depth, ..*it });
    }
    let packed = it.source.length();
    let unpacked = walk.budget.read(walk.budget.meter(unpack(it.source), packed));
    walk.member(&Member { origin: it.origin, name: it.name, wanted: it.wanted, named: true, depth }, unpacked)
}

/// What is in it, as it is unpacked. Several packed one after the other are one.
pub(super) fn unpack(source: &Source) -> MultiGzDecoder<SourceReader> {
    MultiGzDecoder::new(source.reader())
}

/// The first bytes of what is in it, as many as can be read.
fn beginning(source: &Source) -> Vec<u8> {
    const ENOUGH: u64 = 512;
    let mut bytes = Vec::new();
    // Where it is damaged so early, whoever reads it says so.
    let _ = unpack(source).take(ENOUGH).read_to_end(&mut bytes);
    bytes
}

/// Whether what is in it is a container again.
pub(super) fn holds_container(name: &str, source: &Source) -> bool {
    let bytes = beginning(source);
    let container = Head { bytes: &bytes, name }.container();
    container.is_some_and(|container| !std::ptr::eq(container, &CONTAINER))
}
