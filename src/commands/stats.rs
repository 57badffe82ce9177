//! `kanbao stats`: what was read today, this week and this year, by day and by source.

use super::columns::{Align, TerminalColumns};
use super::{Outcome, Output, complain};
use crate::config::{self, StatsOptions};
use crate::error::Error;
use crate::model::{AlongWords, ArchiveRoots, Finish, ReadSum, SafeText, Statistics};
use crate::state;
use crate::text::{Ruler, bar};

/// The cells of the longest bar.
const BAR: usize = 24;

/// Says what was read: of all articles, or of those in some paths. A path that is not there is said; where none is, that
/// is all.
///
/// # Errors
/// When stdout cannot be written to.
pub fn stats(options: &StatsOptions) -> Result<Outcome, Error> {
    let missing = options.paths.iter().filter_map(|path| {
        let source = std::fs::symlink_metadata(path).err().filter(|_| path.as_os_str() != "-")?;
        Some(Error::read(&SafeText::line(&path.to_string_lossy()), source))
    });
    let missing = missing.inspect(complain).count();
    if missing > 0 && missing == options.paths.len() {
        return Ok(Outcome::Incomplete);
    }
    let roots = state::archive_roots(&options.paths);
    let within = |finish: &Finish| match &roots {
        ArchiveRoots::Samples => true,
        ArchiveRoots::Paths(paths) => paths.iter().any(|(_, real)| lies_in(&finish.path, real)),
    };
    let mut finishes = state::path().map(|path| state::finishes(&path)).unwrap_or_default();
    finishes.retain(|(_, finish)| within(finish));
    let statistics = Statistics::of(&finishes, &jiff::Zoned::now());
    let mut out = Output::new();
    if options.json {
        out.json(&statistics)?;
    } else {
        for line in lines(&statistics) {
            out.line(&line)?;
        }
    }
    out.finish()?;
    Ok(if missing > 0 { Outcome::Incomplete } else { Outcome::Done })
}

/// Whether a path is another one, or something in it.
fn lies_in(path: &str, root: &str) -> bool {
    let below = path.strip_prefix(root.strip_suffix('/').unwrap_or(root));
    below.is_some_and(|below| below.is_empty() || below.starts_with(['/', '#']))
}

fn lines(statistics: &Statistics) -> Vec<String> {
    let words = AlongWords::of(config::language());
    let periods = [(words.today, statistics.today), (words.week, statistics.week), (words.year, statistics.year)];
    let periods = periods.into_iter().map(|(name, sum)| (name.to_owned(), sum)).collect();
    let days = statistics.days.iter().map(|day| (day.date.to_string(), day.sum)).collect();
    let name = |source: &crate::model::ReadSource| {
        source.source.as_ref().map_or_else(|| words.no_source.to_owned(), ToString::to_string)
    };
    let sources = statistics.sources.iter().map(|source| (name(source), source.sum)).collect();
    let tables: [Vec<(String, ReadSum)>; 3] = [periods, days, sources];
    let header = ["", words.articles, words.characters, words.minutes, ""].map(str::to_owned);
    let row = |name: &str, sum: &ReadSum, most: u64| {
        let numbers = [sum.articles, sum.zi, sum.minutes].map(|number| number.to_string());
        let [articles, zi, minutes] = numbers;
        [name.to_owned(), articles, zi, minutes, bar(sum.zi, most, BAR, Ruler::default())]
    };
    let rows: Vec<Vec<[String; 5]>> = tables
        .iter()
        .map(|table| {
            let most = table.iter().map(|(_, sum)| sum.zi).max().unwrap_or_default();
            table.iter().map(|(name, sum)| row(name, sum, most)).collect()
        })
        .collect();
    let align = [Align::Left, Align::Right, Align::Right, Align::Right, Align::Rest];
    let width = config::columns().map_or(80, usize::from);
    let columns = TerminalColumns::of(&header, align, rows.iter().flatten(), width);
    let mut lines = vec![columns.row(&header)];
    for (number, table) in rows.iter().enumerate() {
        if number > 0 && !table.is_empty() {
            lines.push(String::new());
        }
        lines.extend(table.iter().map(|fields| columns.row(fields)));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_a_path_is_below_it() {
        assert!(lies_in("/a/news/x.md", "/a/news") && lies_in("/a/f.xml#3", "/a/f.xml") && lies_in("/a/x", "/"));
        assert!(!lies_in("/a/newspaper/x.md", "/a/news"));
    }
}
