//! A *selector*: what of a file is asked for: all of it, or the part that the rest of a path names.

use super::file_policy::may_hold_article;

/// What of a file is asked for; by default all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Selector<'a> {
    /// A file, a folder, or a way on into a container; all when it is empty.
    pub path: &'a str,
    /// An item of the file the path ends in.
    pub item: Option<usize>,
}

/// What of one file in a container is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SelectedMember<'a> {
    /// What of the file.
    pub selector: Selector<'a>,
    /// Nothing else in the container is asked for.
    pub only: bool,
}

impl<'a> Selector<'a> {
    /// Whether it asks for a part.
    pub fn is_part(&self) -> bool {
        *self != Self::default()
    }

    /// What is asked for of the file with this name. One that is asked for by its name is always tried; of the others
    /// those that may be articles.
    pub(super) fn of(&self, name: &str) -> Option<SelectedMember<'a>> {
        let Self { path, item } = *self;
        if path.is_empty() {
            return (item.is_none() && may_hold_article(name))
                .then_some(SelectedMember { selector: *self, only: false });
        }
        if let Some(rest) = path.strip_prefix(name) {
            let inside = if rest.is_empty() { Some("") } else { rest.strip_prefix('/') };
            return inside.map(|path| SelectedMember { selector: Selector { path, item }, only: true });
        }
        let rest = name.strip_prefix(path)?;
        if item.is_some_and(|item| rest == format!("#{item}")) {
            // It is so called.
            return Some(SelectedMember { selector: Selector::default(), only: true });
        }
        let inside = rest.strip_prefix('/').filter(|inside| item.is_none() && may_hold_article(inside));
        inside.map(|_| SelectedMember { selector: Selector::default(), only: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_a_file_a_folder_an_item_or_the_way_on() {
        let of =
            |path, item, name| Selector { path, item }.of(name).map(|it| (it.selector.path, it.selector.item, it.only));
        assert_eq!(of("", None, "2022/a.md"), Some(("", None, false)));
        assert_eq!(of("", None, "2022/a.png"), None);
        assert_eq!(of("2022/a.md", None, "2022/a.md"), Some(("", None, true)));
        assert_eq!(of("2022/a.png", None, "2022/a.png"), Some(("", None, true)));
        assert_eq!(of("2022", None, "2022/a.md"), Some(("", None, false)));
        assert_eq!(of("2022", None, "20222/a.md"), None);
        assert_eq!(of("in.zip/b/c.md", None, "in.zip"), Some(("b/c.md", None, true)));
        assert_eq!(of("feed.xml", Some(3), "feed.xml"), Some(("", Some(3), true)));
        assert_eq!(of("a", Some(3), "a#3"), Some(("", None, true)));
        assert_eq!(of("", Some(3), "feed.xml"), None);
    }
}
