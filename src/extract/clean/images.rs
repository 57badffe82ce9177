//! Cleaning the *images*: each stands once, those of furniture go with it, the one that stands for the article is no logo,
//! and captions say something.

use rustc_hash::FxHashMap;

use crate::extract::credits::titles;
use crate::extract::draft::{DraftBlock, DraftFrame};
use crate::extract::furniture::FurnitureRules;
use crate::extract::prose::{skeleton, trim};
use crate::model::{BlockKind, Inline, Meta};

/// Pages hold the same picture twice in a row: for readers without scripts, small and large. It stands once.
pub(super) fn once(drafts: &mut [DraftBlock]) {
    let mut last: Option<(usize, String)> = None;
    for at in 0..drafts.len() {
        let draft = &drafts[at];
        if !draft.kept() {
            continue;
        }
        let own = match &draft.block.kind {
            BlockKind::Image { src: Some(src) } => file_of(src),
            _ => String::new(),
        };
        if own.is_empty() {
            last = None;
            continue;
        }
        if let Some((before, _)) = last.as_ref().filter(|(_, other)| *other == own) {
            let before = *before;
            if !drafts[at].text().is_empty() && (drafts[before].text().is_empty() || drafts[before].alt) {
                drafts[before].block.inline = std::mem::take(&mut drafts[at].block.inline);
                drafts[before].alt = drafts[at].alt;
            }
            // What follows stands beside this one.
            drafts.swap(before, at);
            drafts[before].cut_for("repeated-image");
        }
        last = Some((at, own));
    }
}

/// What tells the file of a picture, whatever its size and where it is served from.
fn file_of(src: &str) -> String {
    const TELLING: usize = 8;
    let bare = src.trim_start_matches("https:").trim_start_matches("http:").trim_start_matches('/');
    let path = bare.split(['#']).next().unwrap_or(bare);
    let path = match path.split_once('?') {
        // Without a name in the path it is the query that tells.
        Some((path, _)) if path.rsplit('/').next().is_some_and(|name| name.contains('.')) => path,
        _ => path,
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.split(['@', '!']).next().unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let size = |part: &str| {
        let number = |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        matches!(
            part,
            "b" | "r"
                | "s"
                | "m"
                | "l"
                | "hd"
                | "xl"
                | "xs"
                | "xxl"
                | "qhd"
                | "fhd"
                | "thumb"
                | "small"
                | "large"
                | "big"
        ) || part.strip_suffix('w').is_some_and(number)
            || part.split_once('x').is_some_and(|(width, height)| number(width) && number(height))
    };
    let stem = stem.rsplit_once(['_', '-']).filter(|(_, part)| size(part)).map_or(stem, |(stem, _)| stem);
    if stem.len() >= TELLING { stem.to_owned() } else { path.to_owned() }
}

/// An icon in one box with a credit goes with it.
pub(super) fn go_with_credits(drafts: &mut [DraftBlock]) {
    for at in 1..drafts.len() {
        let credit = &drafts[at];
        let [before, _] = [&drafts[at - 1], credit];
        let beside =
            matches!(credit.look.frame, DraftFrame::Same | DraftFrame::Glued) && before.is_image() && before.kept();
        if let Some(reason) = credit.cut.clone().filter(|_| beside && credit.is_paragraph() && before.text().is_empty())
        {
            drafts[at - 1].cut_for(&reason);
        }
    }
}

/// A logo, a QR code or a portrait does not stand for an article: neither by its address nor where the rules
/// have cut it out of the text.
pub(super) fn lead_image(meta: &mut Meta, drafts: &[DraftBlock], own: FurnitureRules<'_>) {
    let Some(lead) = meta.lead_image.clone() else { return };
    let shows = |draft: &&DraftBlock| match &draft.block.kind {
        BlockKind::Image { src: Some(src) } => *src == lead,
        _ => draft.images.iter().any(|src| lead == src.as_str()),
    };
    let mut shown = drafts.iter().filter(shows).peekable();
    // What waits hidden is part of the article all the same.
    let cut = shown.peek().is_some()
        && shown.all(|draft| !draft.outside && draft.cut.as_deref().is_some_and(|reason| reason != "hidden"));
    if cut || own.image(&lead).is_some() {
        meta.lead_image = None;
    }
}

/// What an image only says of itself (`alt`) is no caption where the text says it too, where many images say it, or
/// where it is the title or a list of keywords.
pub(super) fn captions(meta: &Meta, drafts: &mut [DraftBlock]) {
    const NEAR: usize = 3;
    if !drafts.iter().any(|draft| draft.alt && !draft.text().is_empty()) {
        return;
    }
    let said: Vec<String> =
        drafts.iter().map(|draft| if draft.outside { String::new() } else { skeleton(draft.text()) }).collect();
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    for (own, _) in said.iter().zip(drafts.iter()).filter(|(own, draft)| draft.alt && !own.is_empty()) {
        *times.entry(own).or_default() += 1;
    }
    let title = skeleton(&meta.title);
    for (at, own) in said.iter().enumerate().filter(|(at, own)| drafts[*at].alt && !own.is_empty()).collect::<Vec<_>>()
    {
        let near = at.saturating_sub(NEAR)..(at + NEAR + 1).min(said.len());
        let twice = near.clone().any(|other| other != at && !drafts[other].alt && said[other].contains(own.as_str()));
        let often = times.get(own.as_str()).is_some_and(|times| *times > 1);
        let text = drafts[at].text();
        if twice || often || title.contains(own.as_str()) || titles::repeats(&meta.title, text) || is_keywords(text) {
            drafts[at].block.inline = Inline::default();
        }
    }
}

/// Whether a text is a list of short words.
fn is_keywords(text: &str) -> bool {
    let words: Vec<&str> = text.split([',', '，', '、', '|', '_']).collect();
    words.len() >= 4 && words.iter().all(|word| trim(word).chars().count() <= 8)
}
