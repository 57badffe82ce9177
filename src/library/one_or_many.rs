//! *One or many*: a list that nearly always has one element, which takes no memory of its own then.

use std::iter::Chain;
use std::ops::{Deref, DerefMut};
use std::{option, vec};

/// A list.
#[derive(Clone, Debug)]
pub(super) enum OneOrMany<T> {
    /// Of one.
    One(T),
    /// Of any number.
    Many(Vec<T>),
}

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl<T> FromIterator<T> for OneOrMany<T> {
    fn from_iter<I: IntoIterator<Item = T>>(list: I) -> Self {
        let mut one = Self::default();
        one.extend(list);
        one
    }
}

impl<T> Extend<T> for OneOrMany<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, list: I) {
        for element in list {
            *self = match std::mem::take(self) {
                Self::Many(none) if none.is_empty() => Self::One(element),
                Self::One(first) => Self::Many(vec![first, element]),
                Self::Many(mut many) => {
                    many.push(element);
                    Self::Many(many)
                }
            };
        }
    }
}

impl<T> Deref for OneOrMany<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

impl<T> DerefMut for OneOrMany<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Self::One(one) => std::slice::from_mut(one),
            Self::Many(many) => many,
        }
    }
}

impl<T> IntoIterator for OneOrMany<T> {
    type Item = T;
    type IntoIter = Chain<option::IntoIter<T>, vec::IntoIter<T>>;

    fn into_iter(self) -> Self::IntoIter {
        let (one, many) = match self {
            Self::One(one) => (Some(one), Vec::new()),
            Self::Many(many) => (None, many),
        };
        one.into_iter().chain(many)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_list_that_was_put_in() {
        for count in 0..4 {
            let mut list: OneOrMany<usize> = (0..count).collect();
            assert_eq!(matches!(list, OneOrMany::One(_)), count == 1);
            list.iter_mut().for_each(|element| *element += 1);
            list.extend([9]);
            let right: Vec<usize> = (1..=count).chain([9]).collect();
            assert_eq!(*list, right);
            assert_eq!(list.into_iter().collect::<Vec<_>>(), right);
        }
    }
}
