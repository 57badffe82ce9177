use super::*;
use unicode_width::UnicodeWidthStr;

#[test]
fn w10_every_word_has_one_width_on_every_terminal() {
    for language in [Language::Chinese, Language::English] {
        for word in Words::of(language)
            .all()
            .into_iter()
            .chain(AlongWords::of(language).all())
            .chain(ChineseWords::of(language).all())
            .chain(NoteWords::of(language).all())
            .chain(PageWords::of(language).all())
            .chain(PromptWords::of(language).all())
            .chain(TerminalWords::of(language).all())
        {
            assert_eq!(word.width(), word.width_cjk(), "{word} has an ambiguous character");
        }
    }
}
