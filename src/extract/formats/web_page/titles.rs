//! The *title* of a page: what it says for machines, cut to what it shows.
//!
//! `title` has the site's name before or behind the article's, or is cut short; `og:title` may be either too. The
//! heading the page shows is the article's title when one of these agrees with it.

use super::head::PageHead;
use crate::extract::credits::titles::{is_cut_short, is_parted, is_site, without_site};
use crate::extract::draft::DraftBlock;
use crate::extract::prose::{skeleton, trim};
use crate::model::BlockKind;

/// How far before the main content the title can stand as plain text, in drafts.
const ABOVE: usize = 40;
/// The longest title, in characters.
const LONGEST: usize = 160;

/// A text of the page that may be its title.
struct TitleCandidate<'p> {
    text: &'p str,
    skeleton: String,
    /// The level of a heading; other text counts as the lowest.
    level: u8,
    /// Whether it stands at or above the beginning of the main content.
    above: bool,
}

/// What the head calls the title, with the site's name and without it.
struct SaidTitle<'p> {
    text: &'p str,
    bare_text: &'p str,
    whole: String,
    bare: String,
}

impl<'p> SaidTitle<'p> {
    fn of(text: &'p str) -> Self {
        let text = trim(text);
        let bare_text = without_site(text);
        Self { text, bare_text, whole: skeleton(text), bare: skeleton(bare_text) }
    }
}

/// The title of a page, from what its head says and what its drafts show.
pub(super) fn find(head: &PageHead, drafts: &[DraftBlock]) -> String {
    let said = head.titles.iter().map(String::as_str).chain([head.page_title.as_str()]);
    let said: Vec<SaidTitle<'_>> = said.map(SaidTitle::of).collect();
    let shown = shown(drafts);
    let best = shown
        .iter()
        .filter_map(|shown| {
            let agree = said.iter().map(|said| agrees(shown, said));
            let surely = agree.clone().max().unwrap_or(0);
            (surely > 0).then(|| (surely, agree.filter(|agree| *agree == surely).count(), shown))
        })
        .max_by_key(|(surely, agree, shown)| {
            let first = (*surely, shown.level == 1, *agree, shown.above);
            (first, std::cmp::Reverse(shown.level), shown.skeleton.chars().count())
        });
    if let Some((.., shown)) = best {
        return shown.text.to_owned();
    }
    let names_site = |title: &str| {
        // The same on every page of the site: it is a part of `title`, and not the first.
        let (own, whole) = (skeleton(title), skeleton(&head.page_title));
        own.chars().count() * 2 < whole.chars().count() && whole.ends_with(&own)
    };
    if let Some(title) = head.titles.iter().find(|title| !skeleton(title).is_empty() && !names_site(title)) {
        return without_site(title).to_owned();
    }
    let page_title = without_site(&head.page_title);
    // A title that agrees with no heading may be the site's own; the page's heading is its own.
    let names_site = skeleton(page_title).chars().count() < 4
        || is_site(page_title)
        || head.sites.iter().any(|site| site == page_title);
    let headings =
        shown.iter().filter(|shown| (shown.above && shown.level <= 3 || shown.level == 1) && !is_site(shown.text));
    let heading = headings.max_by_key(|shown| (std::cmp::Reverse(shown.level), shown.skeleton.chars().count()));
    match heading {
        Some(heading) if names_site => heading.text.to_owned(),
        _ => page_title.to_owned(),
    }
}

/// How surely a text of the page is what the head calls its title: 3 for all of it, 2 for most, 1 for its beginning, 0
/// not at all.
fn agrees(shown: &TitleCandidate<'_>, said: &SaidTitle<'_>) -> u8 {
    let own = &shown.skeleton;
    let SaidTitle { text: said, bare_text, whole, bare } = said;
    if own.is_empty() || whole.is_empty() {
        return 0;
    }
    if own == whole || own == bare {
        return 3;
    }
    if is_cut_short(bare_text, shown.text) {
        return 2;
    }
    let (length, most) = (own.chars().count(), bare.chars().count().max(1));
    if length >= 4 && length * 2 >= most {
        // The site's name stands on either side of it; a heading has room for more than `title`.
        let begins = whole.starts_with(own.as_str());
        let ends = whole.ends_with(own.as_str()) && shown.level <= 2;
        let goes_on = shown.level == 1 && own.starts_with(bare.as_str()) && most >= 6 && length <= most * 2;
        if begins || ends || goes_on {
            return 2;
        }
    }
    // `题目 @ 作者 :: 某网`: whatever the sign is that parts them.
    let Some(rest) = said.strip_prefix(shown.text) else { return 0 };
    let parted = !rest.starts_with(char::is_alphanumeric);
    u8::from(parted && (shown.level == 1 || shown.level == 2 && length >= 6) || is_parted(rest) && length >= 2)
}

fn shown(drafts: &[DraftBlock]) -> Vec<TitleCandidate<'_>> {
    let first = drafts.iter().position(|draft| !draft.outside).unwrap_or(0);
    let near = first.saturating_sub(ABOVE)..first + 4;
    let text = |(at, draft): (usize, &DraftBlock)| -> Option<(u8, bool)> {
        match draft.block.kind {
            BlockKind::Heading { level } => Some((level, at < first + 4)),
            BlockKind::Paragraph if near.contains(&at) && !is_aside(draft) => Some((7, true)),
            _ => None,
        }
    };
    drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| !draft.text().contains('\n') && draft.text().chars().count() <= LONGEST)
        .filter_map(|(at, draft)| {
            let (level, above) = text((at, draft))?;
            Some((trim(draft.text()), level, above))
        })
        // What is glued to it is tried without, too.
        .flat_map(|(text, level, above)| {
            [Some(text), without_badge(text)].into_iter().flatten().map(move |text| (text, level, above))
        })
        .map(|(text, level, above)| TitleCandidate { text, skeleton: skeleton(text), level, above })
        .collect()
}

/// A heading without the badge or the count at its end, where it has one: `小镇公交原创`, `第二章 夜航241`.
fn without_badge(text: &str) -> Option<&str> {
    const BADGES: [&str; 12] =
        ["原创", "转载", "置顶", "精华", "推荐", "荐", "热", "新", "NEW", "New", "[编辑]", "[编辑本段]"];
    let bare = BADGES.iter().find_map(|badge| text.strip_suffix(badge)).unwrap_or(text);
    let bare = bare.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    (bare.len() < text.len() && bare.chars().count() >= 2).then_some(bare)
}

/// Text that no reader of the page sees: of the head, of scripts.
fn is_aside(draft: &DraftBlock) -> bool {
    matches!(draft.cut.as_deref(), Some("head" | "script" | "style" | "comment" | "hidden" | "noscript"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, SafeText};

    fn title(titles: &[&str], page_title: &str, headings: &[(u8, &str)]) -> String {
        let head = PageHead {
            titles: titles.iter().map(|title| (*title).to_owned()).collect(),
            page_title: page_title.to_owned(),
            ..PageHead::default()
        };
        let draft = |(level, text): &(u8, &str)| match level {
            7 => DraftBlock::paragraph(text),
            _ => DraftBlock::new(Block::plain(BlockKind::Heading { level: *level }, SafeText::line(text))),
        };
        find(&head, &headings.iter().map(draft).collect::<Vec<_>>())
    }

    #[test]
    fn the_heading_that_the_head_agrees_with_is_the_title() {
        let heading = "某市新建一座跨江大桥 明年通车";
        assert_eq!(title(&[], "某市新建一座跨江大桥 明年通车_新闻_某网", &[(1, heading)]), heading);
        assert_eq!(title(&[], "某市新建一座跨江大桥…_某网", &[(2, "热点"), (2, heading)]), heading);
        assert_eq!(title(&[], "某网 | 某市新建一座跨江大桥 明年通车", &[(1, "某网"), (2, heading)]), heading);
        assert_eq!(title(&["某市新建一座跨江大桥 明年通车"], "某网", &[(1, "某网频道")]), heading);
        assert_eq!(title(&[], "夜雨（原文及赏析）_某网", &[(1, "夜雨")]), "夜雨");
        assert_eq!(title(&[], "新桥通车了(2) @ 某人的日记 :: 某网 PIXEL ::", &[(2, "新桥通车了(2)")]), "新桥通车了(2)");
        assert_eq!(title(&[], "第二章 夜航 _《远海》在线阅读 - 某某中文网", &[(1, "第二章 夜航241")]), "第二章 夜航");
        assert_eq!(title(&[], "新桥通车了_某网", &[(1, "新桥通车了原创")]), "新桥通车了");
        assert_eq!(title(&[], "2019年的新桥 - 某网", &[(1, "2019年的新桥")]), "2019年的新桥");
        assert_eq!(title(&[], "静夜•思-某诗歌网", &[(3, "静夜•思")]), "静夜•思");
        assert_eq!(title(&[], "雄镇 - 某某百科，自由的百科全书", &[(1, "雄镇[编辑]")]), "雄镇");
        assert_eq!(title(&[], "小镇公交 - 灌水区 - 某论坛 - Powered by Discuz!", &[(7, "小镇公交")]), "小镇公交");
        assert_eq!(title(&[], "-某某历史网", &[(1, "早点摊怎么收摊")]), "早点摊怎么收摊");
        assert_eq!(title(&[], "某某新闻网", &[(1, "新闻中心"), (2, "早点摊怎么收摊")]), "早点摊怎么收摊");
    }

    #[test]
    fn without_a_heading_the_site_is_cut_off() {
        assert_eq!(title(&["某报网"], "大桥明年通车了 - 某报网", &[]), "大桥明年通车了");
        assert_eq!(title(&[], "", &[(1, "大桥")]), "大桥");
        assert_eq!(title(&[], "A bridge opens next year | The Example", &[]), "A bridge opens next year");
    }
}
