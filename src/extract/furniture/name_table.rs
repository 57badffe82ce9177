//! A *name table*: names and what each stands for, in slots that the build script filled.

use super::hash;
use super::strings::Strings;

/// Names laid out by their hash.
#[derive(Debug)]
pub(super) struct NameTable<T: 'static> {
    /// One more than the place of the name that is looked for here first; 0 for none. There are twice as many slots as
    /// names or more, a power of two.
    pub slots: &'static [u16],
    pub names: Strings,
    /// What each of them stands for.
    pub means: &'static [T],
}

impl<T> NameTable<T> {
    /// What a name stands for.
    pub fn get(&self, name: &[u8]) -> Option<&T> {
        let last = self.slots.len() - 1;
        let mut slot = hash::of_name(name) as usize & last;
        loop {
            let place = usize::from(self.slots[slot]).checked_sub(1)?;
            if self.names.at(place).as_bytes() == name {
                return self.means.get(place);
            }
            slot = (slot + 1) & last;
        }
    }
}
