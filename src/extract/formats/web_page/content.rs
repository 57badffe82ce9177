//! The *main content*: the element that holds the article, and what in it is not the article.
//!
//! First the clutter is marked. Of what is left, the element worth most is the main content, as long as nothing that
//! the page says (evidence) speaks for another: the title stands in it or before it, what is described is in it. If one
//! inside of it is named as articles are named and is worth nearly as much, it is that; if what is around a part of it
//! are other articles, it is the part. Several articles of equal right are a thread, and all kept.

use scraper::Html;

use super::clutter;
use super::evidence::Evidence;
use super::rank::{BY_TAG, PageNode, content_rank};
use super::thread;
use super::weigh::{Scales, Sums};
use crate::extract::furniture::FurnitureRules;
use crate::extract::markup::html::{Plan, attr, is_box, name};

/// The main content of a page.
pub(super) struct MainContent {
    /// Where the article is and what is to be cut in the page.
    pub plan: Plan,
    /// How many letters of running text it has.
    pub prose: usize,
    /// Whether something that the page says speaks for it.
    pub sure: bool,
}

/// Finds the main content of a page.
pub(super) fn find(html: &Html, evidence: &Evidence, rules: FurnitureRules<'_>) -> MainContent {
    let scales = Scales::weigh(html, evidence);
    let anchor = anchor(&scales);
    let mut reasons = clutter::reasons(&scales, anchor, first_text(&scales), rules);
    let mut cut = vec![false; scales.elements.len()];
    for (at, element) in scales.elements.iter().enumerate() {
        cut[at] = reasons[at].is_some() || element.parent != at && cut[element.parent];
    }
    let page = WeighedPage { kept: scales.kept(&cut), scales: &scales, cut: &cut, anchor };
    let mut plan = Plan::default();
    let main = page.main();
    let thread = thread::find(&scales, &page.kept, main);
    let main = match thread {
        Some(thread) => {
            for (post, byline) in thread.posts {
                plan.bylines.insert(scales.elements[post].node.id(), byline);
            }
            for at in thread.around {
                reasons[at].get_or_insert_with(|| String::from("author-card"));
            }
            for at in thread.content {
                reasons[at] = None;
            }
            Some(thread.holder)
        }
        None => main,
    };
    plan.main = main.map(|at| scales.elements[at].node.id());
    for (element, reason) in scales.elements.iter().zip(reasons) {
        if let Some(reason) = reason {
            plan.cut.insert(element.node.id(), reason);
        }
    }
    let total = main.map_or_else(Sums::default, |at| scales.elements[at].total);
    let sure = total.described > 0 || main.is_some_and(|at| content_rank(scales.elements[at].node).is_some());
    MainContent { plan, prose: total.prose, sure }
}

/// Where the page says that its article is: the innermost element around a described text that has another text or the
/// title in it; without one, the box named as articles are whose text is the first behind the title.
fn anchor(scales: &Scales<'_>) -> Option<usize> {
    let elements = &scales.elements;
    let Some(described) = elements.iter().position(|element| element.own.described > 0) else {
        let title = elements.iter().position(|element| element.own.titled > 0)?;
        let first = (title..elements.len()).find(|&at| elements[at].own.runs > 0)?;
        let named = |at: &usize| content_rank(elements[*at].node).is_some_and(|rank| rank < BY_TAG);
        return around(scales, first).take(FAR).find(named).filter(|&at| elements[at].total.runs > 1);
    };
    for at in around(scales, described).take(FAR) {
        if elements[at].total.runs > 1 {
            return Some(at);
        }
        if elements[at].total.titled > 0 {
            return None;
        }
    }
    None
}

/// The first text behind the title that ends as a sentence does, however short it is.
fn first_text(scales: &Scales<'_>) -> Option<usize> {
    let elements = &scales.elements;
    let title = elements.iter().position(|element| element.own.titled > 0)?;
    let behind = elements.iter().enumerate().skip(title + 1).take(FAR * 5);
    behind.filter(|(_, element)| element.own.sentences > 0).map(|(at, _)| at).next()
}

/// An element and those it stands in, from the inside.
fn around<'s>(scales: &'s Scales<'_>, at: usize) -> impl Iterator<Item = usize> + 's {
    std::iter::successors(Some(at), |&at| Some(scales.elements[at].parent).filter(|&parent| parent != at))
}

/// How far around a described text its article is looked for, in elements.
const FAR: usize = 6;

/// A page whose clutter is known.
struct WeighedPage<'s, 'h> {
    scales: &'s Scales<'h>,
    kept: Vec<Sums>,
    cut: &'s [bool],
    anchor: Option<usize>,
}

/// How much of the best element's worth one must have that is named as an article, in hundredths: inside of the best,
/// and around it.
const INSIDE: i64 = 35;
const AROUND: i64 = 60;

impl WeighedPage<'_, '_> {
    fn main(&self) -> Option<usize> {
        let best = self.boxed(self.best(0, self.scales.elements.len())?);
        let best = self.sole_article(best).unwrap_or_else(|| self.agreeing(best));
        let part = self.without_others(best);
        let inner = self.narrow(part);
        // Around a part is what it was parted from.
        let named = self.named(inner).filter(|&at| part == best || self.scales.within(at, part));
        let main = named.unwrap_or(inner);
        let surely = content_rank(self.scales.elements[main].node).is_some_and(|rank| rank < BY_TAG);
        Some(if surely { main } else { self.tight(main) })
    }

    /// The box an element stands in, or it itself: a paragraph is not all of an article, what stands beside it is too.
    fn boxed(&self, at: usize) -> usize {
        let is_box = |at: &usize| is_box(name(&self.scales.elements[*at].node));
        around(self.scales, at).take(FAR).find(is_box).unwrap_or(at)
    }

    /// The element worth most from one place to another. Of equals the last in document order, which is the innermost.
    fn best(&self, from: usize, to: usize) -> Option<usize> {
        (from..to).filter(|&at| !self.cut[at] && self.kept[at].worth > 0).max_by_key(|&at| self.kept[at].worth)
    }

    /// The only element that is an article by its tag, where it has a good part of the text and nothing speaks for what
    /// is outside of it.
    fn sole_article(&self, best: usize) -> Option<usize> {
        let elements = &self.scales.elements;
        let sole = (self.scales.elements.first()?.total.articles == 1)
            .then(|| (0..elements.len()).find(|&at| name(&elements[at].node) == "article" && !self.cut[at]))??;
        let (own, whole) = (self.kept[sole], self.kept[best]);
        let outside = whole.described > own.described && !self.scales.within(best, sole);
        (!outside && own.runs > 2 && own.prose * 100 >= whole.prose * SOLE).then_some(sole)
    }

    /// The best element that agrees with what the page says: `best`, or the best beside it where the described text or
    /// the title stands.
    fn agreeing(&self, best: usize) -> usize {
        let elements = &self.scales.elements;
        if self.kept[best].described > 0 {
            return best;
        }
        let own = |sign: fn(&Sums) -> usize| {
            (0..elements.len())
                .find(|&at| !self.cut[at] && sign(&elements[at].own) > 0 && !self.scales.within(at, best))
        };
        // The highest element around a place that does not hold the best one.
        let beside = |place: usize| {
            let mut at = place;
            while elements[at].parent != at && !self.scales.within(best, elements[at].parent) {
                at = elements[at].parent;
            }
            at
        };
        let foreign = self.is_headed_otherwise(best, &["h1", "h2", "h3"]);
        let described = own(|sums| sums.described).map(beside);
        if let Some(there) = described.filter(|&at| self.kept[at].runs > 1 || foreign) {
            return self.best(there, elements[there].end).map_or(best, |at| self.boxed(at));
        }
        let anchor = self.anchor.filter(|&at| !self.scales.within(at, best) && !self.scales.within(best, at));
        if let Some(anchor) = anchor.filter(|&at| self.kept[at].runs > 1) {
            return self.best(anchor, elements[anchor].end).map_or(best, |at| self.boxed(at));
        }
        let titled = own(|sums| sums.titled).filter(|_| foreign && self.kept[best].titled == 0);
        if let Some(title) = titled.filter(|&title| title < best) {
            // The first text behind the title, where it is not the best one's.
            let first = (title..best).find(|&at| !self.cut[at] && elements[at].own.runs > 0).map(beside);
            let there = first.or(Some(beside(title))).filter(|&at| self.kept[at].runs > 0);
            return there.and_then(|at| self.best(at, elements[at].end)).map_or(best, |at| self.boxed(at));
        }
        best
    }

    /// Whether an element begins with a heading of its own that is not the page's title.
    fn is_headed_otherwise(&self, at: usize, headings: &[&str]) -> bool {
        let elements = &self.scales.elements;
        let first = (at..elements[at].end).find(|&inner| !self.cut[inner] && elements[inner].own.text > 0);
        first.is_some_and(|first| headings.contains(&name(&elements[first].node)) && elements[first].own.titled == 0)
    }

    /// The part of an element that is the article, as long as what is around the part is something else. The part is
    /// where the page says its article is, or else where most of the text is.
    fn without_others(&self, best: usize) -> usize {
        let (mut at, mut chosen) = (best, best);
        while let Some(part) = self.part(at) {
            let (own, rest) = (self.kept[part], self.kept[at].without(self.kept[part]));
            let headed = self.kept[part].titled > 0
                && (self.others_are_headed(at, part, &["h1"])
                    || self.is_complete(part) && self.others_are_headed(at, part, &["h1", "h2", "h3"]));
            let mixed = || {
                let loose = |child: usize| child != part && !is_box(name(&self.scales.elements[child].node));
                let whole = own.described > 0 || own.prose * 100 >= self.kept[at].prose * MOST;
                let pure = if own.described > 0 { PURE_BESIDE } else { PURE };
                whole
                    && rest.prose * 100 < rest.text * pure
                    && !self.children(at).any(|child| loose(child) && self.kept[child].runs > 0)
            };
            let foreign = headed || !self.has_twin(part) && (is_foreign(rest) || mixed());
            if own.runs == 0 || !foreign && rest.text > 0 {
                return chosen;
            }
            at = part;
            if foreign {
                chosen = at;
            }
        }
        chosen
    }

    /// The part of an element that has all of it that is described, or that has the title, or the most text.
    fn part(&self, at: usize) -> Option<usize> {
        let boxes = || self.children(at).filter(|&child| is_box(name(&self.scales.elements[child].node)));
        let own = self.kept[at];
        if own.described > 0 {
            return boxes().find(|&child| self.kept[child].described == own.described);
        }
        let titled = boxes().find(|&child| own.titled > 0 && self.kept[child].titled == own.titled);
        titled
            .filter(|&child| self.kept[child].runs > 0)
            .or_else(|| boxes().max_by_key(|&child| self.kept[child].prose))
    }

    /// The innermost element that has all the running text of another and nearly all it is worth: what is around it are
    /// labels.
    fn narrow(&self, at: usize) -> usize {
        let mut at = at;
        loop {
            let own = self.kept[at];
            let holds = |child: &usize| {
                let kept = self.kept[*child];
                own.runs > 0
                    && is_box(name(&self.scales.elements[*child].node))
                    && (kept.runs, kept.described) == (own.runs, own.described)
                    && kept.worth * 100 >= own.worth * NEARLY
            };
            let Some(child) = self.children(at).find(holds) else { return at };
            at = child;
        }
    }

    /// Whether a part has, in a box named as articles are, what the page describes.
    fn is_complete(&self, at: usize) -> bool {
        let elements = &self.scales.elements;
        (at..elements[at].end).any(|inner| {
            let kept = self.kept[inner];
            kept.described > 0 && kept.runs > 1 && content_rank(elements[inner].node).is_some()
        })
    }

    /// Whether what stands beside a part and has text comes after it and begins with headings of its own.
    fn others_are_headed(&self, at: usize, part: usize, headings: &[&str]) -> bool {
        let mut others = self.children(at).filter(|&child| child != part && self.kept[child].runs > 0).peekable();
        others.peek().is_some() && others.all(|child| child > part && self.is_headed_otherwise(child, headings))
    }

    /// Whether an element beside this one is written like it: they are parts of one thing.
    fn has_twin(&self, at: usize) -> bool {
        let elements = &self.scales.elements;
        let like = |other: usize| {
            name(&elements[other].node) == name(&elements[at].node)
                && attr(&elements[other].node, "class") == attr(&elements[at].node, "class")
        };
        let named = attr(&elements[at].node, "class").is_some();
        let mut others = self.children(elements[at].parent).filter(|&other| other != at);
        named && others.any(|other| self.kept[other].runs > 0 && like(other))
    }

    fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let elements = &self.scales.elements;
        let end = elements[at].end;
        std::iter::successors(Some(at + 1).filter(|&child| child < end), move |&child| {
            Some(elements[child].end).filter(|&next| next < end)
        })
        .filter(|&child| !self.cut[child])
    }

    /// The element that is named as articles are, if there is one that holds enough of what `best` does.
    fn named(&self, best: usize) -> Option<usize> {
        let scales = self.scales;
        let worth = |at: usize| self.kept[at].worth;
        let named: Vec<(usize, usize)> = (0..scales.elements.len())
            .filter(|&at| !self.cut[at] && worth(at) * 100 >= worth(best) * INSIDE)
            .filter(|&at| self.kept[best].described == 0 || self.kept[at].described > 0)
            .filter_map(|at| content_rank(scales.elements[at].node).map(|rank| (rank, at)))
            .filter(|&(_, at)| {
                scales.within(at, best) || worth(at) * 100 >= worth(best) * AROUND && scales.within(best, at)
            })
            .collect();
        let most = named.iter().map(|&(_, at)| worth(at)).max()?;
        let &(rank, chosen) = named
            .iter()
            .filter(|&&(_, at)| worth(at) * 10 >= most * 8)
            .min_by_key(|&&(rank, at)| (rank, std::cmp::Reverse(worth(at))))?;
        // An article can be in several boxes of one name; several articles have a heading each.
        let apart = |at: usize| !scales.within(at, chosen) && !scales.within(chosen, at);
        let mut others = (best..scales.elements[best].end)
            .filter(|&at| !self.cut[at] && self.kept[at].runs > 1 && apart(at))
            .filter(|&at| content_rank(scales.elements[at].node) == Some(rank));
        let headed = |at: usize| has_heading(scales.elements[at].node);
        let split = !headed(chosen) && others.any(|at| !headed(at));
        Some(if split { best } else { chosen })
    }

    /// The element inside of `at` that does without columns of links beside the article: as long as what is around the
    /// heaviest child is full of links, the child it is.
    fn tight(&self, at: usize) -> usize {
        let elements = &self.scales.elements;
        let worth = |at: usize| self.kept[at].worth;
        let mut at = at;
        loop {
            let holds = |child: &usize| is_box(name(&elements[*child].node));
            let heaviest = self.children(at).filter(holds).max_by_key(|&child| worth(child));
            let Some(child) = heaviest else { return at };
            let rest = elements[at].total.without(elements[child].total);
            if worth(child) * 100 < worth(at) * HEAVY || rest.link * 3 < rest.text || rest.link < COLUMN {
                return at;
            }
            at = child;
        }
    }
}

/// How much of an element's worth a part of it must have to stand for it, in hundredths.
const NEARLY: i64 = 85;

/// Whether what stands around a part is other articles: many short texts, each under a heading that is a link, or boxes
/// that are articles by their tag.
fn is_foreign(rest: Sums) -> bool {
    rest.teasers >= 3 && rest.prose <= rest.teasers * TEASER || rest.articles >= 2
}

/// How much of what belongs to an article is running text at least, in hundredths: where nothing tells, and beside
/// what the page describes. And how much of the article is at least in one box of it.
const PURE: usize = 55;
const PURE_BESIDE: usize = 75;
const MOST: usize = 50;
/// The longest text under the heading of another article, in letters.
const TEASER: usize = 400;
/// The fewest letters of links that are a column of them.
const COLUMN: usize = 80;
/// How much of an element's worth its heaviest child must have to stand for it, in hundredths.
const HEAVY: i64 = 60;

fn has_heading(node: PageNode<'_>) -> bool {
    node.descendants().any(|child| name(&child) == "h1")
}

/// How much of the best element's text the only article of a page has at least, in hundredths.
const SOLE: usize = 25;
