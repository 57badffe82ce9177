//! Key terms against the archive.

use super::*;

#[test]
fn terms_are_told_at_once_and_again_against_the_archive() {
    // None of them is held: the words of the archive are counted all the same, and nothing but them is kept.
    let desk = Desk::importing(500, 0, |number| match number {
        7 => article("煎饼与疫情", "煎饼，疫情，核酸检测。煎饼，疫情，核酸检测。"),
        _ => article("煎饼", "煎饼摊前排着队，煎饼很香。"),
    });
    desk.library.terms(RequestId(3), EntryId(7));
    let told: Vec<usize> = (0..2)
        .map(|_| match desk.next() {
            LibraryEvent::Terms { request: RequestId(3), id: EntryId(7), answer: Ok(terms) } => {
                terms.iter().position(|(term, _)| term.as_str() == "煎饼").unwrap_or(usize::MAX)
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(told[0] < told[1], "what every article has sets none apart: {told:?}");
    // The article twice, and a sample of the archive once.
    assert_eq!(desk.imported().len(), 2 + 400);
    desk.library.terms(RequestId(4), EntryId(8));
    assert!(matches!(desk.next(), LibraryEvent::Terms { request: RequestId(4), answer: Ok(_), .. }));
    assert_eq!(desk.imported(), [8], "the words of the archive are counted once");
}
