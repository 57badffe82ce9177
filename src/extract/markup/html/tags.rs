//! Finding *tags* in HTML source, without a parser.

/// The place of the next `<name` from `at` on, whatever its case.
pub(super) fn find_tag(text: &str, at: usize, name: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes.get(at..)?).map(|lt| at + lt).find(|&lt| {
        let after = bytes.get(lt + 1..).unwrap_or_default();
        after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && !after.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
    })
}
