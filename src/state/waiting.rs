//! The changes that are *waiting* to be kept: of several of one thing only the last.

use rustc_hash::FxHashMap;

use crate::model::{Change, TraceKey, TracePart};

/// What waits, in its order.
#[derive(Debug, Default)]
pub(super) struct WaitingChanges {
    changes: Vec<Change>,
}

impl WaitingChanges {
    /// Adds a change.
    pub fn add(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// What waits.
    pub fn all(&self) -> &[Change] {
        &self.changes
    }

    /// It is kept.
    pub fn clear(&mut self) {
        self.changes.clear();
    }

    /// Drops what a later change makes pointless: the places passed on the way to the last one.
    pub fn thin_out(&mut self) {
        let mut last: FxHashMap<(TraceKey, std::mem::Discriminant<TracePart>), usize> = FxHashMap::default();
        let (mut view, mut arranged) = (0, 0);
        for (at, change) in self.changes.iter().enumerate() {
            match change {
                Change::Traced(traced) => {
                    for change in traced {
                        last.insert((change.key, std::mem::discriminant(&change.part)), at);
                    }
                }
                Change::Viewed(_) => view = at,
                Change::Arranged(_) => arranged = at,
                _ => {}
            }
        }
        let mut at = 0;
        self.changes.retain_mut(|change| {
            let here = at;
            at += 1;
            match change {
                Change::Traced(traced) => {
                    traced.retain(|own| {
                        last.get(&(own.key, std::mem::discriminant(&own.part))).is_none_or(|last| *last == here)
                    });
                    !traced.is_empty()
                }
                Change::Viewed(_) => here == view,
                Change::Arranged(_) => here == arranged,
                _ => true,
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Arrangement, KeptPlace, LastView, SafeText, TraceChange};

    fn traced(content: u64, parts: &[TracePart]) -> Change {
        let key = TraceKey { content, file: 0 };
        Change::Traced(parts.iter().cloned().map(|part| TraceChange { key, path: SafeText::default(), part }).collect())
    }

    fn place(byte: u32) -> TracePart {
        TracePart::Place(KeptPlace { block: 1, byte, percent: 0 })
    }

    #[test]
    fn only_the_last_of_each_waits() {
        let view = |in_text| Change::Viewed(LastView { article: TraceKey::default(), in_text, list_hidden: false });
        let searched = Change::Searched(SafeText::line("天津"));
        let read = TracePart::Read(Some(true));
        let mut waiting = WaitingChanges::default();
        for change in [
            traced(1, &[place(1), read.clone()]),
            view(true),
            searched.clone(),
            traced(2, &[place(1)]),
            traced(1, &[place(2)]),
            Change::Arranged(Arrangement::default()),
            view(false),
            searched.clone(),
        ] {
            waiting.add(change);
        }
        waiting.thin_out();
        let left = [
            traced(1, &[read]),
            searched.clone(),
            traced(2, &[place(1)]),
            traced(1, &[place(2)]),
            Change::Arranged(Arrangement::default()),
            view(false),
            searched,
        ];
        assert_eq!(waiting.all(), left);
    }
}
