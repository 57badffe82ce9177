//! *Keyword counts*: how often each article has each keyword. Kept by keyword, so that a keyword that is added is
//! counted alone, and one that is switched off, named or coloured is not counted at all.

use crate::model::EntryId;

/// The counts of some keywords in the articles.
#[derive(Default)]
pub(super) struct CountTable {
    columns: Vec<KeywordColumn>,
    /// In how many articles all keywords are counted.
    counted: usize,
}

struct KeywordColumn {
    pattern: String,
    /// By entry.
    counts: Vec<u32>,
}

/// Not counted yet.
const UNKNOWN: u32 = u32::MAX;

impl KeywordColumn {
    fn get(&self, id: EntryId) -> u32 {
        self.counts.get(id.0).copied().unwrap_or(UNKNOWN)
    }
}

impl CountTable {
    /// Counts these keywords from now on; what is known of them stays known.
    pub fn start<'k>(&mut self, patterns: impl Iterator<Item = &'k str>, articles: &[EntryId]) {
        let mut before = std::mem::take(&mut self.columns);
        let column = |pattern: &str| {
            let known = before.iter().position(|column| column.pattern == pattern);
            let new = || KeywordColumn { pattern: pattern.to_owned(), counts: Vec::new() };
            known.map_or_else(new, |at| before.swap_remove(at))
        };
        self.columns = patterns.map(column).collect();
        self.counted = articles.iter().filter(|&&id| self.is_counted(id)).count();
    }

    /// Takes the counts of an article, one for each keyword.
    pub fn record(&mut self, id: EntryId, row: &[u32]) {
        self.counted += usize::from(!self.is_counted(id));
        for (column, &count) in self.columns.iter_mut().zip(row) {
            if column.counts.len() <= id.0 {
                column.counts.resize(id.0 + 1, UNKNOWN);
            }
            column.counts[id.0] = count;
        }
    }

    /// Whether all keywords are counted in an article.
    pub fn is_counted(&self, id: EntryId) -> bool {
        self.columns.iter().all(|column| column.get(id) != UNKNOWN)
    }

    /// In how many articles all keywords are counted.
    pub fn counted(&self) -> usize {
        self.counted
    }

    /// The articles in which some keyword is not counted.
    pub fn uncounted(&self, articles: &[EntryId]) -> Vec<EntryId> {
        articles.iter().copied().filter(|&id| !self.is_counted(id)).collect()
    }

    /// What is known: the counts of the articles that have any keyword; 0 where one is not counted yet.
    pub fn known(&self, articles: &[EntryId]) -> Vec<(EntryId, Vec<u32>)> {
        let known = |count: u32| if count == UNKNOWN { 0 } else { count };
        let row = |&id: &EntryId| (id, self.columns.iter().map(|column| known(column.get(id))).collect::<Vec<u32>>());
        articles.iter().map(row).filter(|(_, row)| row.iter().any(|&count| count > 0)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_that_is_added_is_counted_alone() {
        let articles = [EntryId(0), EntryId(3)];
        let mut counts = CountTable::default();
        counts.start(["天津", "核酸"].into_iter(), &articles);
        assert_eq!((counts.uncounted(&articles).len(), counts.counted()), (2, 0));
        counts.record(EntryId(3), &[2, 0]);
        counts.record(EntryId(3), &[2, 0]);
        counts.record(EntryId(0), &[0, 0]);
        assert_eq!((counts.uncounted(&articles).len(), counts.counted()), (0, 2));
        assert_eq!(counts.known(&articles), [(EntryId(3), vec![2, 0])]);
        // In another order, less one: nothing is to be counted.
        counts.start(["核酸", "天津"].into_iter(), &articles);
        assert_eq!(counts.known(&articles), [(EntryId(3), vec![0, 2])]);
        counts.start(["天津"].into_iter(), &articles);
        assert_eq!(counts.counted(), 2);
        // One more: it is to be counted, the other is known meanwhile.
        counts.start(["天津", "疫情"].into_iter(), &articles);
        assert_eq!((counts.uncounted(&articles).len(), counts.counted()), (2, 0));
        assert_eq!(counts.known(&articles), [(EntryId(3), vec![2, 0])]);
    }
}
