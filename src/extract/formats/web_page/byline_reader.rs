//! The *byline reader*: reads the lines between a page's title and its text, and those right behind the text.
//!
//! Above the text a name needs no label where it stands beside the date or in an element that says whose name it is.
//! Below it everything has a label: what has none belongs to other articles.

use scraper::Html;

use super::byline::{BylineDate, PageByline, Yearless};
use super::credit_lines::{CreditLine, LinePlace};
use super::line_kinds::{category, is_counter, is_edition, is_title, text_range, western_names};
use crate::extract::credits::line_part::{LinePart, parts};
use crate::extract::credits::value::{fit, is_people};
use crate::extract::credits::{people, tells_when};
use crate::extract::furniture::said::is_organisation;
use crate::extract::furniture::{Credit, CreditField, CreditHint, DateLabel, Ends, FurnitureRules, RuleMatch, Zone};
use crate::extract::prose::{is_prose, is_white, skeleton};
use crate::model::script::is_hangul;

/// How far above the text its title can stand, in lines.
const TITLE_ABOVE: usize = 150;
/// How far above the text its credits can stand where no title is found.
const NEAR: usize = 20;
/// How far above the title a date can stand.
const ABOVE_TITLE: usize = 8;
/// How far below the text its credits can stand.
const BELOW: usize = 30;
/// How far into the text a dateline can stand, in lines: behind an abstract.
const BEHIND_ABSTRACT: usize = 6;

/// Reads the lines around an article.
pub(super) fn read(html: &Html, lines: &[CreditLine], title: &str, rules: FurnitureRules<'_>) -> PageByline {
    let mut byline = PageByline::default();
    let Some(text) = text_range(lines, rules) else { return byline };
    let wanted = skeleton(title);
    let from = text.start.saturating_sub(TITLE_ABOVE);
    let is_title = |line: &CreditLine| !wanted.is_empty() && is_title(line, &wanted);
    let titled = (from..text.start)
        .find(|&at| lines[at].heading && is_title(&lines[at]))
        .or_else(|| (from..text.start).rev().find(|&at| is_title(&lines[at])));
    let top = titled.map_or(text.start.saturating_sub(NEAR), |at| at + 1);
    let mut reader = BylineReader { html, rules, title: &wanted, pending: None, out: &mut byline };
    for line in &lines[top..text.start] {
        reader.above(line, titled.is_some());
    }
    if reader.out.dates.is_empty() {
        let end = (text.start + BEHIND_ABSTRACT).min(text.end).min(lines.len());
        for line in lines[text.start..end].iter().filter(|line| !is_prose(&line.text) && tells_when(&line.text)) {
            reader.above(line, true);
        }
    }
    reader.pending = None;
    if let Some(titled) = titled {
        for line in &lines[titled.saturating_sub(ABOVE_TITLE)..titled] {
            reader.far(line);
        }
        // Every page of a paper has the paper's day at its head.
        if lines[..titled].iter().any(|line| is_edition(&line.text)) {
            let head = lines[..titled].iter().flat_map(|line| &line.pieces).flat_map(|piece| parts(&piece.text));
            let day = head.filter_map(|part| match part {
                LinePart::Date { date, label: None } => Some(BylineDate { at: date.at, label: None }),
                _ => None,
            });
            reader.out.far_dates.extend(day.take(1));
        }
    }
    reader.pending = None;
    reader.below(&lines[text.end..lines.len().min(text.end + BELOW)]);
    byline
}

/// A label whose value stands in the next piece.
#[derive(Clone, Copy)]
enum PendingLabel {
    Credit(&'static Credit, bool),
    Date(DateLabel),
    Other,
}

/// The longest name, in characters.
const LONGEST_NAME: usize = 24;

/// The names in a line that have no label.
#[derive(Default)]
struct LineNames {
    /// Whether the line's words name nobody.
    muted: bool,
    /// Whether the piece that is read is a button.
    button: bool,
    /// Whether a date stands in it.
    dated: bool,
    /// Whether another credit does.
    anchored: bool,
    /// The words, each with whether it stands behind the date.
    words: Vec<(bool, String)>,
}

/// What a rule reads from a whole line that is nothing but one credit.
fn whole_value(hit: &RuleMatch<'_>) -> Option<(CreditField, String)> {
    use CreditField::{Author, OriginalTitle, Reporters};
    let field = hit.rule.field.filter(|field| matches!(field, Author | OriginalTitle | Reporters))?;
    // Behind an author's label others may stand; a Korean one has none.
    let korean = |value: &String| value.chars().all(is_hangul);
    if field == Author && !hit.value.as_ref().is_some_and(korean) {
        return None;
    }
    let named = |value: &String| field != CreditField::Reporters || !people::names(value).is_empty();
    Some((field, hit.value.clone().filter(|value| !value.is_empty() && named(value))?))
}

struct BylineReader<'r, 'f> {
    html: &'r Html,
    rules: FurnitureRules<'f>,
    /// The skeleton of the title.
    title: &'r str,
    pending: Option<PendingLabel>,
    out: &'r mut PageByline,
}

impl BylineReader<'_, '_> {
    /// Reads a line between title and text. Where no title is known it may belong to anything, and its bare date counts
    /// only as one that is far.
    fn above(&mut self, line: &CreditLine, titled: bool) {
        const LONGEST: usize = 400;
        let whole = self.rules.line(&line.text, Zone::Head);
        let bar = whole.as_ref().is_some_and(|hit| hit.rule.name == "published");
        if line.text.chars().count() > LONGEST || is_prose(&line.text) && !tells_when(&line.text) && !bar {
            self.pending = None;
            return;
        }
        self.carry(line);
        let crumbs = line.text.contains(['>', '＞', '»']) && line.linked > 0;
        if let Some(value) = whole.as_ref().and_then(whole_value) {
            self.out.labelled.push(value);
            return;
        }
        let furniture = whole.is_some_and(|hit| hit.rule.field.is_none() && hit.rule.name != "published");
        self.out.category = self.out.category.take().or_else(|| category(line).map(str::to_owned));
        let western = western_names(&line.text);
        let by = !western.is_empty();
        if by {
            self.out.labelled.push((CreditField::Author, western.join(", ")));
        }
        let mut names = LineNames { muted: line.muted || crumbs || furniture || by, ..LineNames::default() };
        for piece in line.pieces.iter().filter(|piece| !bar || !is_prose(&piece.text)) {
            let hint = piece.hint(self.html);
            names.button = piece.is_button(self.html);
            match piece.dated.filter(|_| hint != Some(CreditHint::Aside)) {
                Some(at) => {
                    let own = parts(&piece.text).iter().find_map(|part| match part {
                        LinePart::Date { label, .. } => *label,
                        _ => None,
                    });
                    let label = self.date_label(own);
                    self.date(BylineDate { at, label }, titled);
                    names.dated = true;
                }
                None => parts(&piece.text).iter().for_each(|part| self.part(part, hint, titled, &mut names)),
            }
        }
        let LineNames { words, dated, anchored, .. } = names;
        if dated || anchored {
            // Of several words that nothing tells apart there is no telling which is the name.
            let alone = words.len() == 1;
            let told = words.into_iter().filter(|(_, value)| alone || is_organisation(value) || is_people(value));
            let (after, before): (Vec<_>, Vec<_>) = told.partition(|(after, _)| *after);
            self.out.beside.extend(after.into_iter().chain(before.into_iter().rev()).map(|(_, value)| value));
        } else if let [(_, value)] = words.as_slice()
            && is_organisation(value)
            && line.pieces.len() == 1
            && titled
        {
            self.out.beside.push(value.clone());
        }
    }

    /// Reads a part of a line between title and text.
    fn part(&mut self, part: &LinePart<'_>, hint: Option<CreditHint>, titled: bool, names: &mut LineNames) {
        match *part {
            LinePart::Date { ref date, label } => {
                let label = self.date_label(label);
                self.date(BylineDate { at: date.at, label }, titled);
                names.dated = true;
            }
            LinePart::Day { month, day, clock, label } => {
                let published = self.date_label(label).is_none_or(|label| label == DateLabel::Published);
                if published && self.out.yearless.is_none() {
                    self.out.yearless = Some(Yearless { month, day, clock });
                }
                names.dated = true;
            }
            LinePart::Clock(hour, minute) => self.clock(hour, minute),
            LinePart::DateLabel(label) => self.pending = Some(PendingLabel::Date(label)),
            LinePart::OtherLabel => self.pending = Some(PendingLabel::Other),
            LinePart::Credit { credit, value: "", sure } => self.pending = Some(PendingLabel::Credit(credit, sure)),
            LinePart::Credit { credit, value, sure } => {
                self.pending = None;
                names.anchored |= self.labelled(credit, value, sure, false);
            }
            LinePart::Words(value) => match self.pending.take() {
                Some(PendingLabel::Credit(credit, sure)) => {
                    names.anchored |= self.labelled(credit, value, sure, false);
                }
                // `发布于：北京市` is no date.
                Some(PendingLabel::Date(_) | PendingLabel::Other) => {}
                None => self.words(value, hint, names),
            },
        }
    }

    /// Words without a label.
    fn words(&mut self, value: &str, hint: Option<CreditHint>, names: &mut LineNames) {
        use CreditHint::{Account, Aside, Author, Editor, Nick, Source};
        let length = value.chars().count();
        let named = matches!(hint, Some(Author | Account | Nick | Source));
        if (names.muted || names.button && !is_organisation(value)) && !named
            || hint == Some(Aside)
            || !(2..=LONGEST_NAME).contains(&length)
            || value.starts_with(|c: char| c.is_ascii_digit())
            || fit(CreditField::Source, value).is_none()
            || is_counter(value)
            || self.rules.line(value, Zone::Head).is_some_and(|hit| hit.rule.field.is_none())
        {
            return;
        }
        let own = skeleton(value);
        if !self.title.is_empty() && (own.contains(self.title) || length >= 6 && self.title.contains(&own)) {
            return;
        }
        names.anchored |= matches!(hint, Some(Author | Account | Nick));
        match hint {
            Some(hint @ (Author | Account | Nick | Source)) => self.out.hinted.push((hint, value.to_owned())),
            Some(Editor) if is_people(value) => self.out.labelled.push((CreditField::Editor, value.to_owned())),
            _ => names.words.push((names.dated, value.to_owned())),
        }
    }

    /// A label at the end of a line may have its value in the next, if that is short and nothing but it.
    fn carry(&mut self, line: &CreditLine) {
        const LONGEST: usize = 16;
        let fits = line.pieces.len() == 1 && !line.heading && line.text.chars().count() <= LONGEST;
        self.pending = self.pending.filter(|label| fits && !matches!(label, PendingLabel::Credit(_, false)));
    }

    /// Reads a line above the title: only its date, if it says that it is one.
    fn far(&mut self, line: &CreditLine) {
        const LONGEST: usize = 120;
        if line.text.chars().count() > LONGEST || line.linked * 2 > line.text.len() {
            return;
        }
        for part in line.pieces.iter().flat_map(|piece| parts(&piece.text)) {
            if let LinePart::Date { date, label } = part
                && (date.timed && label.is_none() || label == Some(DateLabel::Published))
            {
                self.out.far_dates.push(BylineDate { at: date.at, label });
            }
        }
    }

    /// Reads the lines below the text as far as they are about it.
    fn below(&mut self, lines: &[CreditLine]) {
        const LONGEST: usize = 200;
        const MOST_LINKS: usize = 3;
        const SHORTEST_TITLE: usize = 24;
        let mut links = 0;
        for line in lines {
            let hit = self.rules.line(&line.text, Zone::Tail);
            if let Some(value) = hit.as_ref().and_then(whole_value) {
                self.out.labelled_below.push(value);
                continue;
            }
            let over = hit.is_some_and(|hit| hit.rule.ends == Some(Ends::Hard) && hit.rule.name != "site-footer");
            let length = line.text.chars().count();
            let parts: Vec<LinePart<'_>> = match length {
                0..=LONGEST => line.pieces.iter().flat_map(|piece| parts(&piece.text)).collect(),
                _ => Vec::new(),
            };
            self.carry(line);
            let credited = parts.iter().any(|part| matches!(part, LinePart::Credit { .. }));
            // Another article's title, with its own source beside it or not.
            let link = length >= 10 && line.linked * 2 > line.text.len() && line.linked >= SHORTEST_TITLE;
            links += usize::from(link);
            let headed = line.heading && (length >= 4 || line.place == LinePlace::Below);
            if (over || headed) && !credited || links == MOST_LINKS {
                return;
            }
            if link {
                continue;
            }
            self.line_below(&parts, credited, links > 0);
        }
    }

    fn line_below(&mut self, parts: &[LinePart<'_>], credited: bool, linked: bool) {
        let mut plain = 0;
        for part in parts {
            match part {
                LinePart::Date { date, label } => {
                    let label = self.date_label(*label);
                    if !linked && (credited || label == Some(DateLabel::Published)) || label == Some(DateLabel::Updated)
                    {
                        self.out.far_dates.push(BylineDate { at: date.at, label });
                    }
                }
                LinePart::DateLabel(label) => self.pending = Some(PendingLabel::Date(*label)),
                LinePart::OtherLabel => self.pending = Some(PendingLabel::Other),
                LinePart::Credit { credit, value: "", sure } => {
                    self.pending = Some(PendingLabel::Credit(credit, *sure));
                }
                LinePart::Credit { credit, value, sure } => {
                    self.pending = None;
                    self.labelled(credit, value, *sure, true);
                }
                LinePart::Words(value) => {
                    plain += 1;
                    if let Some(PendingLabel::Credit(credit, sure)) = self.pending.take()
                        && value.chars().count() <= LONGEST_NAME
                        && plain == 1
                    {
                        self.labelled(credit, value, sure, true);
                    }
                }
                LinePart::Day { .. } | LinePart::Clock(..) => {}
            }
        }
    }

    /// Enters what a label says; whether it says anything.
    fn labelled(&mut self, credit: &Credit, value: &str, sure: bool, below: bool) -> bool {
        let Some(field) = credit.field else { return false };
        // `记者 张三 某某日报` goes on with the paper.
        if matches!(field, CreditField::Reporters | CreditField::Author)
            && let Some((person, paper)) = value.rsplit_once(is_white)
            && is_organisation(paper)
            && !people::names(person).is_empty()
            && !paper.is_ascii()
        {
            if !below {
                self.out.beside.push(paper.to_owned());
            }
            return self.labelled(credit, person, sure, below);
        }
        let named = !people::names(value).is_empty();
        let person = matches!(field, CreditField::Editor | CreditField::Author) && !sure;
        if (field == CreditField::Reporters || person) && !named {
            return false;
        }
        let Some(value) = fit(field, value) else { return false };
        let labelled = if below { &mut self.out.labelled_below } else { &mut self.out.labelled };
        labelled.push((field, value));
        true
    }

    fn date_label(&mut self, own: Option<DateLabel>) -> Option<DateLabel> {
        let pending = match self.pending {
            Some(PendingLabel::Date(label)) => {
                self.pending = None;
                Some(label)
            }
            _ => None,
        };
        own.or(pending)
    }

    fn date(&mut self, date: BylineDate, titled: bool) {
        if titled || date.label.is_some() { &mut self.out.dates } else { &mut self.out.far_dates }.push(date);
    }

    /// A time without a day is that of the day before it.
    fn clock(&mut self, hour: i8, minute: i8) {
        if let Some(yearless) = &mut self.out.yearless
            && self.out.dates.is_empty()
        {
            yearless.clock = yearless.clock.or(Some((hour, minute)));
        } else if let Some(last) = self.out.dates.last_mut() {
            last.at = last.at.at_clock(hour, minute).unwrap_or(last.at);
        }
    }
}
