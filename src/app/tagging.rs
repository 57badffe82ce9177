//! *Tagging*: the reader's own tags of an article are asked for, kept, and undone.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::App;
use super::completion::Completion;
use super::prompt::Asking;
use crate::model::{EntryId, OwnTags, SafeText, TracePart};

/// So many entries are looked at in a row by one core.
const CHUNK: usize = 4096;

impl App {
    /// Asks for the tags of the article that is meant; those that it has stand, to be gone on with.
    pub(super) fn ask_tags(&mut self) {
        let Some(id) = self.target() else { return self.say_nothing_to_open() };
        let own = self.own_tags(id).to_string();
        let known = self.known_tags();
        self.ask(Asking::Tags { id }, &if own.is_empty() { own } else { own + " " });
        if let Some(prompt) = &mut self.prompt {
            prompt.complete_from(Completion::new(known), &self.matching);
        }
    }

    fn own_tags(&self, id: EntryId) -> OwnTags {
        self.list.own_tags(id).iter().cloned().collect()
    }

    /// All tags there are: the reader's own and then those of the files, their categories too; of both the most used first.
    fn known_tags(&self) -> Vec<SafeText> {
        let mut own: FxHashMap<SafeText, usize> = FxHashMap::default();
        for tag in self.list.traces().each_tag() {
            *own.entry(tag.clone()).or_default() += 1;
        }
        let ids: Vec<EntryId> = self.list.ids().collect();
        let list = &self.list;
        let count = |ids: &[EntryId]| {
            let mut counts: FxHashMap<String, usize> = FxHashMap::default();
            for entry in ids.iter().filter_map(|id| list.entry(*id)) {
                entry.packed.each_label(|label| match counts.get_mut(label) {
                    Some(count) => *count += 1,
                    None => _ = counts.insert(label.to_owned(), 1),
                });
            }
            counts
        };
        let parts: Vec<FxHashMap<String, usize>> = ids.par_chunks(CHUNK).map(count).collect();
        let mut theirs: FxHashMap<SafeText, usize> = FxHashMap::default();
        for (label, count) in parts.into_iter().flatten() {
            // One with a space in it is none that could be typed.
            let mut tags = OwnTags::typed(&label).as_slice().to_vec();
            if let (Some(tag), true) = (tags.pop(), tags.is_empty())
                && !own.contains_key(&tag)
            {
                *theirs.entry(tag).or_default() += count;
            }
        }
        let in_order = |counts: FxHashMap<SafeText, usize>| {
            let mut counted: Vec<(SafeText, usize)> = counts.into_iter().collect();
            counted.sort_by(|(one, more), (other, most)| most.cmp(more).then_with(|| one.as_str().cmp(other.as_str())));
            counted.into_iter().map(|(tag, _)| tag)
        };
        in_order(own).chain(in_order(theirs)).collect()
    }

    /// The tags of an article are those that were typed.
    pub(super) fn set_tags(&mut self, id: EntryId, typed: &str) {
        let tags = OwnTags::typed(typed);
        if tags == self.own_tags(id) {
            return;
        }
        let words = self.words.finding();
        let said = if tags.is_empty() { words.untagged.to_owned() } else { format!("{}{tags}", words.tagged) };
        self.mark(&[id], &TracePart::Tags(tags), said);
    }
}
