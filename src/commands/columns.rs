//! *Columns* of a terminal: texts of any width set under each other by the cells that they take.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::Ruler;

/// How the texts of a column are set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// To the left, cut at the end.
    Left,
    /// To the left, cut at the front: the end of a path tells more.
    KeepEnd,
    /// To the right: numbers.
    Right,
    /// What room is left, cut at the end.
    Rest,
}

/// TerminalColumns that are as wide as what stands in them, within a width.
pub(super) struct TerminalColumns<const N: usize> {
    widths: [usize; N],
    align: [Align; N],
    ruler: Ruler,
}

/// Between two columns.
const GAP: usize = 2;
/// What stands for what is cut off: of one width everywhere.
const CUT: &str = "⋯";
/// No column but the last takes more of the width than one in so many.
const SHARE: usize = 3;
/// What the last column has at least.
const LEAST: usize = 8;

impl<const N: usize> TerminalColumns<N> {
    /// TerminalColumns for a header and rows, in so many cells.
    pub fn of<'r>(
        header: &[String; N],
        align: [Align; N],
        rows: impl Iterator<Item = &'r [String; N]>,
        width: usize,
    ) -> Self {
        let ruler = Ruler::default();
        let mut widths = header.each_ref().map(|text| cells(ruler, text));
        for row in rows {
            for (width, text) in widths.iter_mut().zip(row) {
                *width = cells(ruler, text).max(*width);
            }
        }
        let gaps = GAP * (N - 1);
        let mut left = width.saturating_sub(gaps);
        for (own, align) in widths.iter_mut().zip(align) {
            match align {
                Align::Rest => *own = (*own).min(left.max(LEAST)),
                Align::KeepEnd => *own = (*own).min(width / SHARE),
                Align::Left | Align::Right => {}
            }
            left = left.saturating_sub(*own);
        }
        Self { widths, align, ruler }
    }

    /// A row, without blanks at its end.
    pub fn row(&self, fields: &[String; N]) -> String {
        let mut row = String::new();
        for (at, field) in fields.iter().enumerate() {
            let (width, align) = (self.widths[at], self.align[at]);
            let text = self.cut(field, width, align == Align::KeepEnd);
            let blank = " ".repeat(width.saturating_sub(cells(self.ruler, &text)));
            match align {
                Align::Right => row.extend([blank.as_str(), &text]),
                _ => row.extend([text.as_str(), &blank]),
            }
            row.push_str(&" ".repeat(GAP));
        }
        row.truncate(row.trim_end().len());
        row
    }

    /// A text in no more than some cells.
    fn cut(&self, text: &str, width: usize, keep_end: bool) -> String {
        if cells(self.ruler, text) <= width {
            return text.to_owned();
        }
        let room = width.saturating_sub(cells(self.ruler, CUT));
        let clusters: Vec<&str> = text.graphemes(true).collect();
        let fits = |clusters: &mut dyn Iterator<Item = &&str>| {
            let mut used = 0;
            clusters
                .take_while(|cluster| {
                    used += usize::from(self.ruler.cells(cluster));
                    used <= room
                })
                .count()
        };
        if keep_end {
            let kept = fits(&mut clusters.iter().rev());
            format!("{CUT}{}", clusters[clusters.len() - kept..].concat())
        } else {
            let kept = fits(&mut clusters.iter());
            format!("{}{CUT}", clusters[..kept].concat())
        }
    }
}

fn cells(ruler: Ruler, text: &str) -> usize {
    ruler.width(text) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_whatever_their_script() {
        let fields = |path: &str, length: &str, title: &str| [path.to_owned(), length.to_owned(), title.to_owned()];
        let rows = [
            fields("a.md", "3465", "开会时间一天比一天晚"),
            fields("新闻/天津津南区第二轮.md", "12", "BIRDIE WING が始まる"),
            fields("가/나.md", "7", "x"),
        ];
        let header = fields("路径", "字数", "标题");
        let align = [Align::KeepEnd, Align::Right, Align::Rest];
        let columns = TerminalColumns::of(&header, align, rows.iter(), 40);
        let set: Vec<String> = std::iter::once(&header).chain(&rows).map(|row| columns.row(row)).collect();
        assert_eq!(
            set,
            [
                "路径           字数  标题",
                "a.md           3465  开会时间一天比一天⋯",
                "⋯区第二轮.md     12  BIRDIE WING が始ま⋯",
                "가/나.md          7  x",
            ]
        );
        assert!(set.iter().all(|row| cells(Ruler::default(), row) <= 40));
        // A terminal of no width is written to all the same.
        assert!(!TerminalColumns::of(&header, align, rows.iter(), 0).row(&rows[0]).is_empty());
    }
}
