//! The *registry*: the kinds of container there are. A kind is one file with a `CONTAINER` in it and one line here.

use super::walk::{Container, FileHead};
use super::{epub, gzip, tar, zip};
use crate::source::byte_source::ByteSource;

/// The kinds, those that are also another kind first.
static CONTAINERS: &[&Container] = &[&epub::CONTAINER, &zip::CONTAINER, &gzip::CONTAINER, &tar::CONTAINER];

/// The kind of container that a file is, if it is one.
pub(super) fn container_of(head: &FileHead<'_>) -> Option<&'static Container> {
    CONTAINERS.iter().copied().find(|container| (container.fits)(head))
}

/// Whether a file is a list of articles and not one: a container, but for the `.gz` of one file.
pub(crate) fn is_list(name: &str, source: &ByteSource) -> bool {
    let Ok(bytes) = source.head() else { return false };
    let is_gzip = |container: &'static Container| std::ptr::eq(container, &raw const gzip::CONTAINER);
    match container_of(&FileHead { bytes: &bytes, name }) {
        Some(container) if is_gzip(container) => {
            let bytes = gzip::beginning(source);
            container_of(&FileHead { bytes: &bytes, name }).is_some_and(|inside| !is_gzip(inside))
        }
        container => container.is_some(),
    }
}
