//! A *thread*: several articles of equal right on one page, one below the other: the posts of a forum, the answers to a
//! question, the entries of a live blog. They are boxes of one name side by side, and most of them say who wrote them
//! or when. All are kept, in order, each under its author and time.

use scraper::Node;

use super::rank::{BY_TAG, PageNode, content_rank};
use super::weigh::{Scales, Sums};
use crate::extract::credits::tells_when;
use crate::extract::furniture;
use crate::extract::markup::html::{attr, name, tokens, visible_text};
use crate::extract::prose::trim;

/// A thread, by the places of its elements.
pub(super) struct Thread {
    /// What holds the posts.
    pub holder: usize,
    /// The posts, each with who wrote it and when, as the page says it.
    pub posts: Vec<(usize, String)>,
    /// What is in the posts and not of their text.
    pub around: Vec<usize>,
    /// The texts of the posts.
    pub content: Vec<usize>,
}

/// How much of the running text around it a thread has to hold, in hundredths.
const SHARE: usize = 60;
/// The shortest post, in letters.
const SHORTEST: usize = 4;
/// How far from a text the box of its post can be, in elements.
const FAR: usize = 10;
/// The longest name and the longest line that says when, in characters.
const LONGEST_NAME: usize = 30;
const LONGEST_TIME: usize = 60;
/// How many elements of a post are asked for its author and time.
const ASKED: usize = 120;

/// The thread that the main content is, or is a part of, if it is one.
pub(super) fn find(scales: &Scales<'_>, kept: &[Sums], main: Option<usize>) -> Option<Thread> {
    let main = main?;
    if let Some(answered) = answered(scales, kept, main) {
        return Some(answered);
    }
    let (beside, named) = (side_by_side(scales, kept, main), by_name(scales, kept, main));
    let posts = |thread: &Option<Thread>| thread.as_ref().map_or(0, |thread| thread.posts.len());
    if posts(&named) > posts(&beside) { named } else { beside }
}

/// A thread whose posts do not stand side by side, as a question and its answers do: their texts are in boxes of one
/// name.
fn by_name(scales: &Scales<'_>, kept: &[Sums], main: usize) -> Option<Thread> {
    let elements = &scales.elements;
    let rank = |at: usize| content_rank(elements[at].node).filter(|rank| *rank < BY_TAG);
    let own = (main..elements[main].end).filter(|&at| kept[at].runs > 0).filter_map(rank).min()?;
    let mut texts: Vec<usize> = Vec::new();
    for (at, kept) in kept.iter().enumerate() {
        let inside = texts.last().is_some_and(|&last| scales.within(at, last));
        if !inside && kept.runs > 0 && kept.teasers == 0 && rank(at) == Some(own) {
            texts.push(at);
        }
    }
    if !(2..MOST).contains(&texts.len()) {
        return None;
    }
    let holds = |at: usize| texts.iter().filter(|&&text| scales.within(text, at)).count();
    let up = |at: usize, goes: &dyn Fn(usize) -> bool| {
        let mut at = at;
        while elements[at].parent != at && goes(elements[at].parent) {
            at = elements[at].parent;
        }
        at
    };
    let posts: Vec<usize> = texts.iter().map(|&text| up(text, &|parent| holds(parent) == 1)).collect();
    let first = up(posts[0], &|parent| holds(parent) < texts.len());
    let holder = elements[first].parent;
    let bylines: Vec<Byline> = posts.iter().map(|&post| Byline::of(scales, post)).collect();
    let signed = bylines.iter().filter(|byline| !byline.is_empty()).count();
    let prose: usize = texts.iter().map(|&text| kept[text].prose).sum();
    let titled = posts.iter().any(|&post| kept[post].titled > 0);
    let is_thread = !titled && signed > 1 && signed * 2 >= posts.len() && prose * 100 >= kept[holder].prose * SHARE;
    is_thread.then(|| Thread::of(scales, holder, &posts, &bylines))
}

/// A question with its answers below, which are named so and say who wrote them, however short they are.
fn answered(scales: &Scales<'_>, kept: &[Sums], main: usize) -> Option<Thread> {
    let elements = &scales.elements;
    let is_answer = |at: usize| kept[at].text >= SHORTEST && tokens(&elements[at].node).any(furniture::is_answer);
    let mut answers: Vec<usize> = Vec::new();
    for (at, element) in elements.iter().enumerate() {
        let inside = answers.last().is_some_and(|&last| scales.within(at, last));
        if !inside && matches!(name(&element.node), "div" | "article" | "li" | "section") && is_answer(at) {
            answers.push(at);
        }
    }
    let beside = |at: usize| !scales.within(at, main) && !scales.within(main, at) && at > main;
    if answers.is_empty() || answers.len() > MOST || !answers.iter().all(|&at| beside(at)) {
        return None;
    }
    let bylines: Vec<Byline> = answers.iter().map(|&post| Byline::of(scales, post)).collect();
    if bylines.iter().any(Byline::is_empty) {
        return None;
    }
    let mut holder = main;
    while !answers.iter().all(|&at| scales.within(at, holder)) {
        holder = elements[holder].parent;
    }
    let mut thread = Thread::of(scales, holder, &answers, &bylines);
    // What is neither the question nor an answer is none of the page.
    let parts: Vec<usize> = answers.iter().copied().chain([main]).collect();
    let mut at = holder + 1;
    while at < elements[holder].end {
        let holds = parts.iter().any(|&part| scales.within(part, at));
        match parts.contains(&at) || !holds {
            true => {
                if !holds && elements[at].own.titled == 0 {
                    thread.around.push(at);
                }
                at = elements[at].end;
            }
            false => at += 1,
        }
    }
    Some(thread)
}

/// The most posts of a thread whose posts do not stand side by side.
const MOST: usize = 200;

fn side_by_side(scales: &Scales<'_>, kept: &[Sums], main: usize) -> Option<Thread> {
    let elements = &scales.elements;
    let inside = || main..elements[main].end;
    let first = inside()
        .find(|&at| elements[at].own.runs > 0 && kept[at].runs > 0)
        .or_else(|| inside().find(|&at| elements[at].own.text >= SHORTEST && kept[at].text > 0))?;
    let mut at = first;
    for _ in 0..FAR {
        let holder = elements[at].parent;
        if holder == at {
            return None;
        }
        let posts = alike(scales, kept, at);
        // Under the page's title stands one article; what is written like it below is the next one.
        let titled = posts.iter().filter(|&&post| kept[post].titled > 0).count();
        if posts.len() > 1 && (titled == 0 || titled == posts.len()) {
            let prose: usize = posts.iter().map(|&post| kept[post].prose).sum();
            let whole = if scales.within(holder, main) { kept[main].prose } else { kept[holder].prose };
            let bylines: Vec<Byline> = posts.iter().map(|&post| Byline::of(scales, post)).collect();
            let signed = bylines.iter().filter(|byline| !byline.is_empty()).count();
            let named = posts.iter().all(|&post| tokens(&elements[post].node).any(furniture::is_post));
            if has_equals(scales, first, at, &posts)
                && (named || signed > 1 && signed * 2 >= posts.len())
                && prose * 100 >= whole * SHARE
            {
                return Some(Thread::of(scales, holder, &posts, &bylines));
            }
        }
        at = holder;
    }
    None
}

/// Whether posts are equals: where the text of one is in a box named as articles are, those of most others are too.
fn has_equals(scales: &Scales<'_>, text: usize, post: usize, posts: &[usize]) -> bool {
    let elements = &scales.elements;
    let around = std::iter::successors(Some(text), |&at| Some(elements[at].parent)).take_while(|&at| at > post);
    let Some(rank) = around.filter_map(|at| content_rank(elements[at].node)).min() else { return true };
    let has = |post: usize| (post..elements[post].end).any(|at| content_rank(elements[at].node) == Some(rank));
    posts.iter().filter(|&&post| has(post)).count() * 2 > posts.len()
}

/// The elements beside `at` that are written like it and hold text of their own, itself among them. Boxes under
/// headings that are links are other articles and no posts.
fn alike(scales: &Scales<'_>, kept: &[Sums], at: usize) -> Vec<usize> {
    let elements = &scales.elements;
    let Some(own) = Signature::of(elements[at].node) else { return Vec::new() };
    let holder = elements[at].parent;
    let mut posts = Vec::new();
    let mut child = holder + 1;
    while child < elements[holder].end {
        let Sums { text, link, teasers, .. } = kept[child];
        let holds = text >= SHORTEST && teasers == 0 && link * 2 < text;
        if holds && Signature::of(elements[child].node).as_ref() == Some(&own) {
            posts.push(child);
        }
        child = elements[child].end;
    }
    posts
}

/// What boxes of one kind have in common: their tag and first class, or their id but for its number.
#[derive(PartialEq, Eq)]
struct Signature {
    tag: String,
    name: String,
}

impl Signature {
    fn of(node: PageNode<'_>) -> Option<Self> {
        let tag = name(&node);
        let class = attr(&node, "class").and_then(|class| class.split_ascii_whitespace().next());
        let id = attr(&node, "id").filter(|id| id.contains(|c: char| c.is_ascii_digit()));
        let name = class.or(id).map(|name| name.trim_matches(|c: char| c.is_ascii_digit()).to_owned());
        let boxed = matches!(tag, "div" | "section" | "article" | "li" | "table" | "tbody" | "tr" | "dl");
        name.or_else(|| (tag == "article").then(String::new))
            .filter(|_| boxed)
            .map(|name| Self { tag: tag.to_owned(), name })
    }
}

/// Who wrote a post and when, and the elements that say so.
#[derive(Default)]
struct Byline {
    author: Option<(usize, String)>,
    time: Option<(usize, String)>,
}

impl Byline {
    fn of(scales: &Scales<'_>, post: usize) -> Self {
        let elements = &scales.elements;
        let mut byline = Self::default();
        let end = elements[post].end.min(post + ASKED);
        for (at, element) in elements.iter().enumerate().take(end).skip(post + 1) {
            let node = element.node;
            // No longer text is read than a name or a time is.
            if element.total.text > LONGEST_TIME {
                continue;
            }
            if byline.author.is_none() && tokens(&node).any(furniture::is_author) {
                byline.author = short(node, LONGEST_NAME).filter(|text| !tells_when(text)).map(|text| (at, text));
            }
            if byline.time.is_none() && (name(&node) == "time" || has_text(node)) {
                // What is shown may be short of the year, or how long ago it was: the element says it in full.
                let whole =
                    ["title", "datetime"].iter().find_map(|key| attr(&node, key)).filter(|whole| tells_when(whole));
                let shown =
                    short(node, LONGEST_TIME).filter(|text| whole.is_some() || tells_when(text) || is_clock(text));
                byline.time = shown.map(|shown| match whole {
                    Some(whole) if !tells_when(&shown) => (at, trim(whole).to_owned()),
                    _ => (at, shown),
                });
            }
        }
        // A forum laid out as a table has who wrote a post in the first cell, by its first line.
        if byline.author.is_none() && byline.time.is_some() {
            let cell = (post..end).find(|&at| name(&elements[at].node) == "td");
            let line = cell.and_then(|at| Some((at, visible_text(elements[at].node).lines().next()?.to_owned())));
            byline.author = line.filter(|(_, line)| (1..=LONGEST_NAME).contains(&line.chars().count()));
        }
        byline
    }

    fn is_empty(&self) -> bool {
        self.author.is_none() && self.time.is_none()
    }

    fn line(&self) -> String {
        let parts = [&self.author, &self.time];
        let parts: Vec<&str> = parts.into_iter().flatten().map(|(_, text)| trim(text)).collect();
        parts.join(" · ")
    }
}

/// The text of an element, if it is one line that is not too long.
fn short(node: PageNode<'_>, most: usize) -> Option<String> {
    let text = visible_text(node);
    let text = trim(&text);
    (!text.is_empty() && !text.contains('\n') && text.chars().count() <= most).then(|| text.to_owned())
}

/// A time of the day alone, as the entries of a live blog have it: `07:30`.
fn is_clock(text: &str) -> bool {
    let parts: Vec<&str> = text.split([':', '：']).collect();
    let number = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (2..=3).contains(&parts.len()) && parts.iter().all(number)
}

fn has_text(node: PageNode<'_>) -> bool {
    node.children().any(|child| matches!(child.value(), Node::Text(text) if !trim(text).is_empty()))
}

impl Thread {
    fn of(scales: &Scales<'_>, holder: usize, posts: &[usize], bylines: &[Byline]) -> Self {
        let elements = &scales.elements;
        let mut thread = Self { holder, posts: Vec::new(), around: Vec::new(), content: Vec::new() };
        for (&post, byline) in posts.iter().zip(bylines) {
            let end = elements[post].end;
            let mut content: Vec<usize> = Vec::new();
            for (at, element) in elements.iter().enumerate().take(end).skip(post + 1) {
                let inside = content.last().is_some_and(|&last| scales.within(at, last));
                if !inside && element.total.runs > 0 && content_rank(element.node).is_some() {
                    content.push(at);
                }
            }
            if content.is_empty() {
                thread.around.extend([&byline.author, &byline.time].into_iter().flatten().map(|&(at, _)| at));
            } else {
                let mut at = post + 1;
                while at < end {
                    let holds = content.iter().any(|&inner| scales.within(inner, at));
                    if content.contains(&at) {
                        at = elements[at].end;
                    } else if holds {
                        at += 1;
                    } else {
                        thread.around.push(at);
                        at = elements[at].end;
                    }
                }
            }
            thread.content.extend(content);
            thread.posts.push((post, byline.line()));
        }
        thread
    }
}
