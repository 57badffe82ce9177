//! The *fields* of a page: when, where and by whom its article is, decided between what its byline shows and what its
//! head says for machines. What a reader of the page sees comes first; the head knows more of the same, or all there is.

use super::byline::{BylineDate, PageByline};
use super::head::PageHead;
use crate::extract::credits::credit;
use crate::extract::credits::line_part::{LinePart, parts};
use crate::extract::credits::people;
use crate::extract::credits::value::{fit, is_people};
use crate::extract::draft::DraftBlock;
use crate::extract::furniture::said::{is_organisation, is_platform};
use crate::extract::furniture::{CreditField, CreditHint, DateLabel, FurnitureRules, Zone};
use crate::extract::prose::{is_white, skeleton};
use crate::model::script::is_han;
use crate::model::{Meta, SafeText, Timestamp};

/// Enters what stands around the article.
pub(super) fn enter(meta: &mut Meta, byline: &PageByline, head: &PageHead) {
    meta.published = meta.published.or_else(|| published(byline, head));
    let updated = [&byline.dates, &byline.far_dates].into_iter().flatten().find(|date| is_updated(date));
    let later = |date: &BylineDate| meta.published.is_some_and(|published| published < date.at);
    meta.updated = meta.updated.or(updated.filter(|date| later(date)).map(|date| date.at));
    for field in [CreditField::Editor, CreditField::OriginalTitle, CreditField::Reporters] {
        for value in byline.labelled(field) {
            credit(meta, field, value);
        }
    }
    if let Some(category) = byline.category.as_deref().filter(|_| meta.categories.is_empty()) {
        meta.categories.push(SafeText::line(category));
    }
    let author = author(byline, head, is_japanese(meta));
    for source in sources(byline, author.as_deref()) {
        credit(meta, CreditField::Source, &source);
    }
    if let Some(author) = author {
        credit(meta, CreditField::Author, &author);
    }
}

/// Enters who wrote a post and when: `甲 · 发表于 2024-4-5 23:20`.
pub(super) fn enter_post(meta: &mut Meta, post: &str) {
    for part in parts(post) {
        match part {
            LinePart::Date { date, .. } => meta.published = meta.published.or(Some(date.at)),
            LinePart::Words(name) => credit(meta, CreditField::Author, name),
            _ => {}
        }
    }
}

/// Enters the original title that stands hidden in the article, for machines.
pub(super) fn enter_hidden(meta: &mut Meta, drafts: &[DraftBlock], rules: FurnitureRules<'_>) {
    let hidden = drafts.iter().filter(|draft| !draft.outside && draft.cut.as_deref() == Some("hidden"));
    for hit in hidden.filter_map(|draft| rules.line(draft.text(), Zone::Head)) {
        if let (Some(CreditField::OriginalTitle), Some(value)) = (hit.rule.field, &hit.value) {
            credit(meta, CreditField::OriginalTitle, value);
        }
    }
}

/// Enters what only the head says, where nothing else did.
pub(super) fn complete(meta: &mut Meta, head: &PageHead) {
    for source in &head.sources {
        credit(meta, CreditField::Source, source.trim_start_matches("来源"));
    }
    if meta.author.is_none()
        && let Some(author) = author_of_head(meta, head)
    {
        credit(meta, CreditField::Author, &author);
    }
    // A platform's head names the account that published as its author.
    if meta.source.is_empty()
        && let Some(account) =
            head.authors.iter().find(|name| !is_people(name) && fit(CreditField::Author, name).is_some())
        && Some(account.as_str()) != meta.author.as_deref()
    {
        credit(meta, CreditField::Source, account);
    }
    if meta.source.is_empty()
        && let Some(site) = head.sites.iter().find_map(|site| site_name(site))
    {
        credit(meta, CreditField::Source, &site);
    }
}

fn is_updated(date: &BylineDate) -> bool {
    date.label == Some(DateLabel::Updated)
}

/// When the article was published: as the page shows it, to the minute where the head knows it.
fn published(byline: &PageByline, head: &PageHead) -> Option<Timestamp> {
    let labelled = |dates: &[BylineDate], label| dates.iter().find(|date| date.label == label).map(|date| date.at);
    let of = |dates: &[BylineDate]| labelled(dates, Some(DateLabel::Published)).or(labelled(dates, None));
    let shown = of(&byline.dates).or_else(|| {
        // The year of a day without one is that of what the head knows.
        let yearless = byline.yearless?;
        let day = head.published.or(head.address_day)?.latest_day(yearless.month, yearless.day)?;
        yearless.clock.map_or(Some(day), |(hour, minute)| day.at_clock(hour, minute))
    });
    let far = || of(&byline.far_dates);
    let updated = || labelled(&byline.dates, Some(DateLabel::Updated));
    finer(shown, head.published).or_else(|| finer(far(), head.address_day)).or(head.address_day).or_else(updated)
}

/// The date the page shows is the one the reader sees: what it says for machines may be the day only, or the time of an
/// upload. Where both mean the same minute, or the page shows the day only, the machines' knows more.
fn finer(shown: Option<Timestamp>, exact: Option<Timestamp>) -> Option<Timestamp> {
    match (shown, exact) {
        (Some(shown), Some(exact)) => {
            let same = shown.minute() == exact.minute();
            let finer = shown.shown() == shown.date() && shown.date() == exact.date();
            Some(if same || finer { exact } else { shown })
        }
        (shown, exact) => shown.or(exact),
    }
}

/// The author that the page shows.
fn author(byline: &PageByline, head: &PageHead, japanese: bool) -> Option<String> {
    let labelled = |labelled: &[(CreditField, String)]| {
        labelled.iter().find(|(field, _)| *field == CreditField::Author).map(|(_, value)| value.clone())
    };
    let hinted = byline.hinted.iter().filter(|(hint, _)| matches!(hint, CreditHint::Author | CreditHint::Nick));
    let hinted = hinted.filter_map(|(hint, value)| Some((*hint, fit(CreditField::Author, value)?)));
    let person = hinted
        .clone()
        .find(|(hint, value)| is_people(value) || japanese && *hint == CreditHint::Author && is_japanese_name(value));
    let person = person.map(|(_, value)| value);
    // A name that nothing tells to be a person's is that of an account, and the account's the text is.
    let sourced = byline.labelled(CreditField::Source).next().is_some()
        || byline.hinted.iter().any(|(hint, _)| matches!(hint, CreditHint::Source | CreditHint::Account))
        || !head.sources.is_empty()
        || head.is_blog();
    let named = |(hint, value): &(CreditHint, String)| *hint == CreditHint::Nick || sourced && !is_organisation(value);
    let beside = || byline.beside.iter().find(|value| is_person(value)).cloned();
    labelled(&byline.labelled)
        .or(person)
        .or_else(|| hinted.clone().find(named).map(|(_, value)| value))
        .or_else(beside)
        .or_else(|| labelled(&byline.labelled_below))
        .or_else(|| head.blogger())
}

/// Whether words in an author's element can be a Japanese name: the surnames of Japan are too many for a list.
fn is_japanese_name(value: &str) -> bool {
    let letter = |c: char| is_han(c) || is_kana(c) || is_white(c) || matches!(c, '々' | '・');
    (2..=10).contains(&value.chars().count()) && value.chars().all(letter) && !is_organisation(value)
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | 'ー')
}

fn is_japanese(meta: &Meta) -> bool {
    meta.lang.as_deref().is_some_and(|lang| lang.starts_with("ja"))
}

/// Whether words beside a date are a person's name: nothing says so but they.
fn is_person(value: &str) -> bool {
    const LONGEST: usize = 3;
    let western = value.is_ascii() && value.contains(' ');
    (western || value.chars().count() <= LONGEST) && is_people(value)
}

/// Whose text it is, the nearest first.
fn sources(byline: &PageByline, author: Option<&str>) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    let labelled = |labelled: &[(CreditField, String)]| -> Vec<String> {
        labelled.iter().filter(|(field, _)| *field == CreditField::Source).map(|(_, value)| value.clone()).collect()
    };
    let hinted = |wanted: &[CreditHint]| -> Vec<String> {
        let all = byline.hinted.iter().filter(|(hint, _)| wanted.contains(hint));
        all.map(|(_, value)| value.clone()).filter(|value| Some(value.as_str()) != author).collect()
    };
    sources.extend(labelled(&byline.labelled));
    sources.extend(hinted(&[CreditHint::Source]));
    sources.extend(hinted(&[CreditHint::Account]));
    if sources.is_empty() {
        // An author that is no person is the account that publishes.
        let accounts = hinted(&[CreditHint::Author, CreditHint::Nick]);
        sources.extend(accounts.into_iter().filter(|name| !is_people(name)).take(1));
    }
    if sources.is_empty() {
        let beside = || byline.beside.iter().filter(|name| Some(name.as_str()) != author && !is_people(name));
        let best = beside().find(|name| is_organisation(name)).or_else(|| beside().next());
        sources.extend(best.cloned());
    }
    sources.extend(labelled(&byline.labelled_below));
    sources
}

/// The author that the head names: a person, and not who published or edited.
fn author_of_head(meta: &Meta, head: &PageHead) -> Option<String> {
    let others: Vec<String> =
        head.sites.iter().map(|site| skeleton(site)).chain(meta.source.iter().map(|source| skeleton(source))).collect();
    // The surnames of Japan are too many for a list.
    let japanese = is_japanese(meta);
    let editors: Vec<String> = meta.editor.iter().flat_map(|editor| people::names(editor)).collect();
    let stranger = |name: &str| {
        let own = skeleton(name);
        let same = |other: &String| other.contains(&own) || own.contains(other.as_str());
        !others.iter().filter(|other| !other.is_empty()).any(same)
    };
    let fits = |name: &String| {
        let name = fit(CreditField::Author, name)?;
        let edits = people::names(&name).iter().any(|name| editors.contains(name));
        let person = is_people(&name) || japanese && !is_organisation(&name);
        (person && stranger(&name) && !edits).then_some(name)
    };
    let mut names: Vec<String> = Vec::new();
    for name in head.authors.iter().filter_map(fits).take(4) {
        if !names.contains(&name) && !names.iter().any(|other| other.contains(&name)) {
            names.push(name);
        }
    }
    let between = if names.iter().all(|name| name.is_ascii()) { ", " } else { "、" };
    (!names.is_empty()).then(|| names.join(between))
}

/// The name of a site without what it says of itself: `某某网_梳理天下新闻`.
fn site_name(site: &str) -> Option<String> {
    let name = site
        .split(['_', '|', '｜', '-', '—', '–', '：', '，'])
        .map(|part| part.trim_matches(is_white))
        .find(|part| !part.is_empty())?;
    let name = if is_ascii_site(site) { site.trim() } else { name };
    fit(CreditField::Source, name).filter(|name| !is_platform(name))
}

/// A name in Latin letters may have any sign in it.
fn is_ascii_site(site: &str) -> bool {
    SafeText::line(site).is_ascii()
}
