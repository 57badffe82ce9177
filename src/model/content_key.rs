//! The *content key*: by what the text of an article is known again, in every file and every run.

use std::hash::Hasher;

use borsh::{BorshDeserialize, BorshSerialize};
use siphasher::sip::SipHasher13;

/// A number made of a text; 0 where there is none. The same text has the same number in every version of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, BorshDeserialize, BorshSerialize)]
pub struct ContentKey(u64);

/// A body of fewer bytes may be that of many articles: what else is known of the article counts too.
const SHORT: usize = 120;

impl ContentKey {
    /// The key of the texts of a body, in their order. `own` is what sets the article apart where these are short.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>, own: Option<&str>) -> Self {
        let mut hasher = SipHasher13::new();
        let mut length = 0;
        for text in texts {
            length += text.len();
            hasher.write(text.as_bytes());
            hasher.write(&[0]);
        }
        let own = own.filter(|_| length < SHORT);
        if length == 0 && own.is_none() {
            return Self::default();
        }
        hasher.write(own.unwrap_or_default().as_bytes());
        Self::from(hasher.finish())
    }

    /// The number.
    pub fn number(self) -> u64 {
        self.0
    }
}

impl From<u64> for ContentKey {
    /// Of a number that was made of a text: never 0, that stands for none.
    fn from(number: u64) -> Self {
        Self(number.max(1))
    }
}
