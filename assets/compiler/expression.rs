//! What a text must have for an *expression* to match it: the characters it may begin and end with, and the words of
//! which one is in it. All of it may be too much and never too little: a text that has it may still not match.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

/// What is asked of a text before the expression is.
pub struct Necessary {
    /// What the text begins with; anything where there is none.
    pub first: Option<ClassUnicode>,
    /// What the text ends with.
    pub last: Option<ClassUnicode>,
    /// The characters that all of the text is of, where the expression is for a whole text and has few.
    pub alphabet: Option<ClassUnicode>,
    /// Lists of words, in lower case: of each that is not empty one word is in the text.
    pub words: [Vec<String>; LISTS],
}

/// How many lists of words are asked of a text. One may be in every second text, as the endings of pictures are in
/// their addresses; two hardly are.
pub const LISTS: usize = 2;
/// The most words that stand for one part of an expression.
const MOST_WORDS: usize = 96;
/// The most characters of a class that stand for words.
const MOST_CHARS: usize = 16;
/// So much of a word tells it from others, in characters.
const LONGEST_WORD: usize = 6;

impl Necessary {
    /// Takes an expression apart.
    ///
    /// # Errors
    /// Why it is none.
    pub fn of(expression: &str) -> Result<Self, String> {
        let hir = regex_syntax::parse(expression).map_err(|error| error.to_string())?;
        let looks = hir.properties();
        let first = looks.look_set_prefix().contains(Look::Start).then(|| edge(&hir, Side::First));
        let last = looks.look_set_suffix().contains(Look::End).then(|| edge(&hir, Side::Last));
        let mut lists = best(alternatives(&hir)).into_iter().map(|words| reduced(&words));
        let words = std::array::from_fn(|_| lists.next().unwrap_or_default());
        let whole = first.is_some() && last.is_some();
        let alphabet = if whole { alphabet(&hir) } else { None };
        Ok(Self { first: first.and_then(Edge::sure), last: last.and_then(Edge::sure), alphabet, words })
    }
}

#[derive(Clone, Copy)]
enum Side {
    First,
    Last,
}

/// The characters at one side of what a part of an expression matches.
struct Edge {
    set: ClassUnicode,
    /// Whether it may match nothing, and what stands beside it is the edge.
    may_be_empty: bool,
}

impl Edge {
    fn sure(self) -> Option<ClassUnicode> {
        (!self.may_be_empty).then_some(self.set)
    }
}

fn edge(hir: &Hir, side: Side) -> Edge {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Edge { set: ClassUnicode::empty(), may_be_empty: true },
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0);
            let c = match side {
                Side::First => text.chars().next(),
                Side::Last => text.chars().next_back(),
            };
            Edge { set: ClassUnicode::new(c.map(|c| ClassUnicodeRange::new(c, c))), may_be_empty: c.is_none() }
        }
        HirKind::Class(Class::Unicode(class)) => Edge { set: class.clone(), may_be_empty: false },
        HirKind::Class(Class::Bytes(class)) => {
            let any = ClassUnicode::new([ClassUnicodeRange::new('\0', char::MAX)]);
            Edge { set: class.to_unicode_class().unwrap_or(any), may_be_empty: false }
        }
        HirKind::Repetition(repetition) => {
            let inner = edge(&repetition.sub, side);
            Edge { may_be_empty: inner.may_be_empty || repetition.min == 0, ..inner }
        }
        HirKind::Capture(capture) => edge(&capture.sub, side),
        HirKind::Concat(parts) => {
            let mut whole = Edge { set: ClassUnicode::empty(), may_be_empty: true };
            let ordered: Vec<&Hir> = match side {
                Side::First => parts.iter().collect(),
                Side::Last => parts.iter().rev().collect(),
            };
            for part in ordered {
                let part = edge(part, side);
                whole.set.union(&part.set);
                whole.may_be_empty = part.may_be_empty;
                if !whole.may_be_empty {
                    break;
                }
            }
            whole
        }
        HirKind::Alternation(parts) => {
            let mut whole = Edge { set: ClassUnicode::empty(), may_be_empty: false };
            for part in parts.iter().map(|part| edge(part, side)) {
                whole.set.union(&part.set);
                whole.may_be_empty |= part.may_be_empty;
            }
            whole
        }
    }
}

/// The characters that a part of an expression matches, where they are few enough to rule texts out.
fn alphabet(hir: &Hir) -> Option<ClassUnicode> {
    /// More characters than any list of words and signs has.
    const MOST: usize = 2_000;
    let of = |parts: &[Hir]| {
        parts.iter().try_fold(ClassUnicode::empty(), |mut all, part| {
            all.union(&alphabet(part)?);
            Some(all)
        })
    };
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(ClassUnicode::empty()),
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0).into_owned();
            Some(ClassUnicode::new(text.chars().map(|c| ClassUnicodeRange::new(c, c))))
        }
        HirKind::Class(Class::Unicode(class)) => {
            let size: usize = class.ranges().iter().map(|range| range.len()).sum();
            (size <= MOST).then(|| class.clone())
        }
        HirKind::Class(Class::Bytes(_)) => None,
        HirKind::Repetition(repetition) => alphabet(&repetition.sub),
        HirKind::Capture(capture) => alphabet(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => of(parts),
    }
}

/// Every text that a part of an expression matches, where they are few.
fn exact(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(vec![String::new()]),
        HirKind::Literal(literal) => Some(vec![String::from_utf8_lossy(&literal.0).to_ascii_lowercase()]),
        HirKind::Class(Class::Unicode(class)) => of_class(class),
        HirKind::Class(Class::Bytes(_)) => None,
        HirKind::Repetition(repetition) if (repetition.min, repetition.max) == (0, Some(1)) => {
            let mut texts = exact(&repetition.sub)?;
            texts.push(String::new());
            Some(texts)
        }
        HirKind::Repetition(repetition) if repetition.max == Some(repetition.min) && repetition.min <= 3 => {
            let once = exact(&repetition.sub)?;
            (0..repetition.min).try_fold(vec![String::new()], |texts, _| joined(&texts, &once))
        }
        HirKind::Repetition(_) => None,
        HirKind::Capture(capture) => exact(&capture.sub),
        HirKind::Concat(parts) => {
            parts.iter().try_fold(vec![String::new()], |texts, part| joined(&texts, &exact(part)?))
        }
        HirKind::Alternation(parts) => {
            let mut texts = Vec::new();
            for part in parts {
                texts.extend(exact(part)?);
            }
            (texts.len() <= MOST_WORDS).then_some(texts)
        }
    }
}

fn of_class(class: &ClassUnicode) -> Option<Vec<String>> {
    let size: usize = class.ranges().iter().map(|range| range.len()).sum();
    // Both cases of a letter count as one.
    if size > MOST_CHARS * 2 {
        return None;
    }
    let has = |wanted: char| class.ranges().iter().any(|range| (range.start()..=range.end()).contains(&wanted));
    // To regex-lite these are no other case of `k` and `s`.
    let foreign = |c: char| c == '\u{212A}' && has('k') || c == '\u{17F}' && has('s');
    let chars = class.ranges().iter().flat_map(|range| range.start()..=range.end()).filter(|&c| !foreign(c));
    let mut texts: Vec<String> = chars.map(|c| c.to_ascii_lowercase().to_string()).collect();
    texts.sort();
    texts.dedup();
    (texts.len() <= MOST_CHARS).then_some(texts)
}

/// Each of some texts with each of others behind it.
fn joined(texts: &[String], others: &[String]) -> Option<Vec<String>> {
    if texts.len() * others.len() > MOST_WORDS {
        return None;
    }
    let mut all: Vec<String> =
        texts.iter().flat_map(|text| others.iter().map(move |other| format!("{text}{other}"))).collect();
    all.sort();
    all.dedup();
    Some(all)
}

/// The words where between two there may be others any number of times, as blanks between a label and its colon: the two
/// together, or the first with what stands between.
fn with_gap(before: &[String], gap: &Hir, after: Option<&Hir>) -> Option<Vec<String>> {
    let HirKind::Repetition(repetition) = gap.kind() else { return None };
    let mut list = joined(before, &exact(after?)?)?;
    list.extend(joined(before, &exact(&repetition.sub)?)?);
    (repetition.min == 0 && list.len() <= MOST_WORDS).then_some(list)
}

fn are_words(texts: &[String]) -> bool {
    !texts.is_empty() && texts.iter().all(|text| !text.is_empty())
}

/// Lists of words: of each list one word is in every text that is matched.
fn alternatives(hir: &Hir) -> Vec<Vec<String>> {
    if let Some(texts) = exact(hir) {
        return if are_words(&texts) { vec![texts] } else { Vec::new() };
    }
    match hir.kind() {
        HirKind::Repetition(repetition) if repetition.min > 0 => alternatives(&repetition.sub),
        HirKind::Capture(capture) => alternatives(&capture.sub),
        HirKind::Concat(parts) => {
            let mut lists = Vec::new();
            let mut open = vec![String::new()];
            for (at, part) in parts.iter().enumerate() {
                if let Some(list) = with_gap(&open, part, parts.get(at + 1)) {
                    lists.push(list);
                }
                let texts = exact(part);
                if let Some(longer) = texts.as_ref().and_then(|texts| joined(&open, texts)) {
                    open = longer;
                    continue;
                }
                lists.push(std::mem::replace(&mut open, vec![String::new()]));
                match texts {
                    Some(texts) => open = texts,
                    None => lists.extend(alternatives(part)),
                }
            }
            lists.push(open);
            lists.retain(|list| are_words(list));
            lists
        }
        HirKind::Alternation(parts) => {
            let lists: Vec<Vec<Vec<String>>> = parts.iter().map(|part| best(alternatives(part))).collect();
            if lists.iter().any(Vec::is_empty) {
                return Vec::new();
            }
            // A part that has one list has that for the others.
            let nth = |nth: usize| lists.iter().flat_map(|own| own.get(nth).unwrap_or(&own[0]).clone()).collect();
            let most = lists.iter().map(Vec::len).max().unwrap_or(0);
            (0..most).map(nth).collect()
        }
        _ => Vec::new(),
    }
}

/// Of lists of words those that fewest texts have a word of, the best first: their words are long, and there are few.
fn best(mut lists: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let shortest = |list: &[String]| list.iter().map(|word| word.chars().count()).min().unwrap_or(0).min(3);
    lists.sort_by_key(|list| (std::cmp::Reverse(shortest(list)), list.len()));
    lists.dedup();
    lists.truncate(LISTS);
    lists
}

/// The words cut to what tells them apart, without those that hold another.
fn reduced(words: &[String]) -> Vec<String> {
    let mut cut: Vec<String> = words.iter().map(|word| word.chars().take(LONGEST_WORD).collect()).collect();
    cut.sort_by_key(|word| word.len());
    let mut kept: Vec<String> = Vec::new();
    for word in cut {
        if !kept.iter().any(|shorter| word.contains(shorter.as_str())) {
            kept.push(word);
        }
    }
    kept
}
