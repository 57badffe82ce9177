//! *Nesting*: spans that lie on one another in any way become pieces of markup that nest.
//!
//! Of two spans that cross, one is parted. A reading, an exponent and a formula are never parted, a link only by those;
//! program text has nothing inside of it. Parts that touch are one span again when they are read.

use std::ops::Range;

use crate::model::{Inline, InlineStyle, Span};

/// A piece of nested markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MarkupToken<'a> {
    /// The markup of a span begins.
    Open(&'a Span),
    /// The markup of the span that was opened last ends.
    Close(&'a Span),
    /// Text.
    Text(Range<usize>),
}

/// The tokens of a part of a text.
pub(super) fn tokens(inline: &Inline, range: Range<usize>) -> Vec<MarkupToken<'_>> {
    let spans: Vec<&Span> = of_range(inline, &range);
    let mut places: Vec<usize> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
    places.extend([range.start, range.end]);
    places.sort_unstable();
    places.dedup();
    let mut out = Vec::new();
    // What is to be open, outermost first, and what is.
    let mut wanted: Vec<&Span> = Vec::new();
    let mut open: Vec<&Span> = Vec::new();
    let mut next = spans.into_iter().peekable();
    for (nth, &place) in places.iter().enumerate() {
        wanted.retain(|span| span.end > place);
        while let Some(span) = next.next_if(|span| span.start == place) {
            let kept = wanted.iter().rposition(|outer| is_kept(outer, span)).map_or(0, |kept| kept + 1);
            let (inner, outer): (Vec<&Span>, Vec<&Span>) = wanted.drain(kept..).partition(|open| gives_way(open, span));
            wanted.extend(outer.into_iter().chain([span]).chain(inner));
        }
        let Some(&until) = places.get(nth + 1) else { break };
        let same = wanted.iter().zip(&open).take_while(|(one, other)| std::ptr::eq(**one, **other)).count();
        out.extend(open.drain(same..).rev().map(MarkupToken::Close));
        out.extend(wanted[same..].iter().map(|span| MarkupToken::Open(span)));
        open.clone_from(&wanted);
        out.push(MarkupToken::Text(place..until));
    }
    out.extend(open.drain(..).rev().map(MarkupToken::Close));
    out
}

/// The spans of a range, in their order.
fn of_range<'a>(inline: &'a Inline, range: &Range<usize>) -> Vec<&'a Span> {
    let first = inline.spans.partition_point(|span| span.start < range.start);
    let here = inline.spans[first..].iter().take_while(|span| span.start < range.end);
    // The name of a place is not written.
    here.filter(|span| span.end <= range.end && span.style != InlineStyle::Anchor).collect()
}

/// Whether a span that is open is kept where it is when another begins, even if it is the other that is parted then.
fn is_kept(open: &Span, begins: &Span) -> bool {
    rank(open) < rank(begins) || rank(open) == Rank::Whole
}

/// Whether a span that is open stands inside of one that begins now: it ends first, or is program text.
fn gives_way(open: &Span, begins: &Span) -> bool {
    let same = (open.start, open.end) == (begins.start, begins.end);
    rank(open) == Rank::Leaf || open.end < begins.end || same && rank(open) > rank(begins)
}

/// How a span is kept together: the lower, the surer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Whole,
    Link,
    Any,
    Leaf,
}

fn rank(span: &Span) -> Rank {
    match span.style {
        InlineStyle::Ruby | InlineStyle::Sup | InlineStyle::Sub => Rank::Whole,
        InlineStyle::Link => Rank::Link,
        InlineStyle::Code | InlineStyle::Math => Rank::Leaf,
        _ => Rank::Any,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SafeText;

    fn picture(spans: &[(usize, usize, InlineStyle)]) -> String {
        let text = SafeText::from("0123456789");
        let spans = spans.iter().map(|&(start, end, style)| Span::styled(start..end, style)).collect();
        let mut inline = Inline { text: text.clone(), spans };
        inline.sort_spans();
        let name = |span: &Span| format!("{:?}", span.style).chars().take(3).collect::<String>();
        let shown = tokens(&inline, 0..10).into_iter().map(|token| match token {
            MarkupToken::Open(span) => format!("<{}>", name(span)),
            MarkupToken::Close(span) => format!("</{}>", name(span)),
            MarkupToken::Text(range) => text[range].to_owned(),
        });
        shown.collect()
    }

    #[test]
    fn spans_that_cross_are_parted() {
        use InlineStyle::{Code, Emphasis, Link, Ruby, Strong};
        assert_eq!(picture(&[(1, 5, Strong), (3, 8, Emphasis)]), "0<Str>12</Str><Emp><Str>34</Str>567</Emp>89");
        assert_eq!(picture(&[(1, 5, Link), (3, 8, Emphasis)]), "0<Lin>12<Emp>34</Emp></Lin><Emp>567</Emp>89");
        assert_eq!(picture(&[(1, 5, Emphasis), (3, 8, Link)]), "0<Emp>12</Emp><Lin><Emp>34</Emp>567</Lin>89");
        assert_eq!(picture(&[(1, 5, Link), (3, 8, Ruby)]), "0<Lin>12</Lin><Rub><Lin>34</Lin>567</Rub>89");
        assert_eq!(picture(&[(1, 8, Code), (3, 5, Link)]), "0<Cod>12</Cod><Lin><Cod>34</Cod></Lin><Cod>567</Cod>89");
        assert_eq!(picture(&[(1, 5, Strong), (1, 5, Link)]), "0<Lin><Str>1234</Str></Lin>56789");
        assert_eq!(picture(&[(1, 5, Strong), (2, 4, Emphasis)]), "0<Str>1<Emp>23</Emp>4</Str>56789");
    }
}
