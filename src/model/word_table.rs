//! A *table of words* of the interface, in Chinese and in English: one line a word.

macro_rules! word_table {
    // One line says what the words below it are for.
    ($table:ident $(#[$doc:meta] $($name:ident: $chinese:literal, $english:literal;)+)*) => {
        /// Words and sentences of the interface.
        #[derive(Debug)]
        pub struct $table {
            /// Which language this is.
            pub language: $crate::model::Language,
            $($(#[$doc] pub $name: &'static str,)+)*
        }

        static CHINESE: $table = $table { language: $crate::model::Language::Chinese, $($($name: $chinese,)+)* };
        static ENGLISH: $table = $table { language: $crate::model::Language::English, $($($name: $english,)+)* };

        impl $table {
            /// The words of a language.
            pub fn of(language: $crate::model::Language) -> &'static Self {
                match language {
                    $crate::model::Language::Chinese => &CHINESE,
                    $crate::model::Language::English => &ENGLISH,
                }
            }

            /// All of them, for the test of their widths.
            pub fn all(&self) -> Vec<&'static str> {
                vec![$($(self.$name),+),*]
            }
        }
    };
}
