//! The *names in a class name* or id: the words it is written of, and runs of them.

/// The longest name in `words`, in words.
const LONGEST_NAME: usize = 3;
/// The longest class name that is read, in characters.
pub(super) const LONGEST_TOKEN: usize = 80;

/// Gives the runs of up to [`LONGEST_NAME`] words in a class name or an id to `see`: `postAuthor__bio` holds `post`,
/// `post-author`, `post-author-bio`, `author`, `author-bio` and `bio`.
pub(super) fn each_name(token: &str, mut see: impl FnMut(&[u8])) {
    // A letter may stand alone, with a sign before it.
    let mut words = [0_u8; LONGEST_TOKEN * 2];
    let mut length = 0;
    let mut starts = [0_usize; LONGEST_TOKEN + 1];
    let mut count = 0;
    let mut before = ' ';
    for c in token.chars().take(LONGEST_TOKEN) {
        if c.is_ascii_alphanumeric() {
            let begins = !before.is_ascii_alphanumeric()
                || c.is_ascii_uppercase() && !before.is_ascii_uppercase()
                || c.is_ascii_digit() != before.is_ascii_digit();
            if begins {
                words[length] = b'-';
                length += 1;
                starts[count] = length;
                count += 1;
            }
            words[length] = c.to_ascii_lowercase() as u8;
            length += 1;
        }
        before = c;
    }
    // Behind the last word stands the sign of one that does not come.
    starts[count] = length + 1;
    for first in 0..count {
        for behind in first + 1..=count.min(first + LONGEST_NAME) {
            see(&words[starts[first]..starts[behind] - 1]);
        }
    }
}
