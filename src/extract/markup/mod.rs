//! *Markup*: HTML and XML, as they are written and not as they should be.

pub(crate) mod html;
pub(crate) mod xml;
