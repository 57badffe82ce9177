use super::*;
use unicode_width::UnicodeWidthStr;

#[test]
fn w10_every_word_has_one_width_on_every_terminal() {
    for language in [Language::Chinese, Language::English] {
        let others = AlongWords::of(language).all().into_iter().chain(NoteWords::of(language).all());
        for word in Words::of(language).all().into_iter().chain(others) {
            assert_eq!(word.width(), word.width_cjk(), "{word} has an ambiguous character");
        }
    }
}
