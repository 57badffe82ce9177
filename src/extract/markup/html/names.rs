//! The *names* of elements: what HTML has or had, and what editors of our pages made up.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Names that tell HTML from text with `a<b` in it.
const TELLING: &str = "\
    a abbr address area article audio b big blockquote body br button center cite code dd del details dfn div \
    dl dt em embed figcaption figure font form h1 h2 h3 h4 h5 h6 hr i iframe img ins kbd label li main map mark \
    nobr noscript object ol p param picture pre q rp rt ruby s samp script section small span strike strong \
    style sub summary sup svg table tbody td tfoot th thead tr tt u ul var video wbr";
/// All others: each may as well be a word between `<` and `>`.
const OTHERS: &str = "\
    acronym applet aside base basefont bdi bdo bgsound blink canvas caption col colgroup command content data \
    datalist dialog dir fieldset footer frame frameset head header hgroup html image input isindex keygen \
    legend link listing marquee math menu menuitem meta meter mpvoice nav noembed noframes optgroup option \
    output plaintext progress qqmusic rb rbc rtc search select shadow slot source spacer template textarea time \
    title track xmp";

static KNOWN: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| TELLING.split(' ').chain(OTHERS.split(' ')).collect());
static TELLS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| TELLING.split(' ').collect());

/// Whether an element has or had this name, in small letters.
pub(super) fn is_known(name: &str) -> bool {
    KNOWN.contains(name)
}

/// Whether a name, in any letters, tells that a text is HTML.
fn tells(name: &str) -> bool {
    TELLS.contains(name.to_ascii_lowercase().as_str())
}

/// Whether a text has a tag of HTML in it.
pub(crate) fn has_tags(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|lt| {
        let tag = text[lt + 1..].strip_prefix('/').unwrap_or(&text[lt + 1..]);
        let length = tag.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        let (name, after) = tag.split_at(length);
        after.starts_with(['>', '/', ' ', '\t', '\n', '\r']) && tells(name)
    })
}
