//! Cleaning the *images*: the one that stands for the article, and captions that say nothing.

use rustc_hash::FxHashMap;

use crate::extract::credits::titles;
use crate::extract::draft::DraftBlock;
use crate::extract::furniture::FurnitureRules;
use crate::extract::prose::{skeleton, trim};
use crate::model::{BlockKind, Inline, Meta};

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
    if !drafts.iter().any(|draft| draft.alt) {
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
