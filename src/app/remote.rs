//! A *remote* value: one that has to be asked for outside of the state. "None" is not "not yet".

use crate::model::RequestId;

/// A value that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remote<T> {
    /// The answer to this request is awaited.
    Asked(RequestId),
    /// It is here.
    Here(T),
}

impl<T> Remote<T> {
    /// Whether the answer to a request is awaited.
    pub fn is_asked(&self, request: RequestId) -> bool {
        matches!(self, Self::Asked(own) if *own == request)
    }

    /// The value, if it is here.
    pub fn here(&self) -> Option<&T> {
        match self {
            Self::Asked(_) => None,
            Self::Here(value) => Some(value),
        }
    }
}
