use super::*;
use crate::model::Limits;

fn names(source: &str) -> String {
    fn write(element: Element<'_, '_>) -> String {
        let inside: Vec<String> = element.children().map(write).collect();
        if inside.is_empty() { element.name().to_owned() } else { format!("{}({})", element.name(), inside.join(" ")) }
    }
    let tree = Tree::read(source, &Limits::default());
    let tops: Vec<String> = tree.tops().map(write).collect();
    format!("{}{}", tops.join(" "), tree.fault.map(|fault| format!(" ! {fault}")).unwrap_or_default())
}

#[test]
fn elements_nest() {
    assert_eq!(names("<?xml version='1.0'?><a x='1'><b/><c>t<d>u</d></c></a>"), "a(b c(d))");
    assert_eq!(names("<doc>1</doc>\n<doc>2</doc>"), "doc doc");
}

#[test]
fn what_is_wrong_is_passed_over_and_said() {
    assert_eq!(names("<a><b>1<br>2</b><c/></a>"), "a(b(br) c) ! line 1: </b> ends another element");
    assert_eq!(names("<a>\n<b>1 < 2</b><c/></a>"), "a(b c) ! line 2: a < that opens no tag");
    assert_eq!(names("<a><b>R&D & so</b></a>"), "a(b) ! line 1: a bare &");
    assert_eq!(names("<a></x><b>"), "a(b) ! line 1: </x> ends nothing");
    assert!(names("<a><b><![CDATA[x</b><c>").starts_with("a(b c) ! line 1"));
}

#[test]
fn texts_are_read() {
    let source =
        "<a t='&quot;1&quot;' u=2><b>x &amp; <![CDATA[<i>&lt;</i>]]><!-- y --></b><c>?p=1&amp;copy=2&q</c></a>";
    let tree = Tree::read(source, &Limits::default());
    let a = tree.tops().next().unwrap();
    assert_eq!((a.attribute("T").as_deref(), a.attribute("u").as_deref()), (Some("\"1\""), Some("2")));
    let children: Vec<_> = a.children().collect();
    assert_eq!(children[0].text(), "x & <i>&lt;</i>");
    assert_eq!(children[0].markup(), "x &amp; &lt;i>&amp;lt;&lt;/i>");
    assert_eq!(children[1].address(), "?p=1&copy=2&q");
}

#[test]
fn bombs_take_no_longer_than_their_length() {
    let begun = std::time::Instant::now();
    let mut laughs = String::from("<!DOCTYPE a [<!ENTITY l0 \"ha\">");
    for level in 1..30 {
        laughs.push_str(&format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10)));
    }
    let laughs = laughs + "]><a>&l29;</a>";
    let tree = Tree::read(&laughs, &Limits::default());
    assert!(tree.fault.is_some());
    assert_eq!(tree.tops().next().map(|a| a.text()).as_deref(), Some("&l29;"));
    for bomb in ["<", "<a>", "<![CDATA[", "<!--", "</a>", "<a b=\"", "&", "<a \"", "< "] {
        Tree::read(&bomb.repeat(200_000), &Limits::default());
        Tree::read(&(bomb.repeat(200_000) + ">"), &Limits::default());
    }
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}

#[test]
fn the_first_element_is_found() {
    for (text, name) in [
        ("\u{FEFF}\n<?xml version='1.0'?><!-- <x> --><!DOCTYPE a [<!ENTITY b 'c>'>]><a b='c'>", Some("a")),
        ("Warning: x\n<?xml?><rss:a>", Some("rss:a")),
        ("a <b>", None),
        ("<!-- a", None),
        ("< a>", None),
    ] {
        assert_eq!(root(text), name, "{text}");
    }
}

#[test]
fn a_limit_ends_it_and_says_so() {
    let limits = Limits { xml_elements: 3, ..Limits::default() };
    let whole = Tree::read("<a><b/><c/></a>", &limits);
    assert_eq!((whole.all().count(), whole.limit), (3, None));
    let cut = Tree::read("<a><b/><c/><d/><e/></a>", &limits);
    assert_eq!(cut.limit.as_deref(), Some("more than 3 XML elements: the rest is not read"));
    // What is open where it ends holds what was read, and not the rest of the document.
    let open = Tree::read("<a><b>甲</b><c>乙</c><d>丙</d><e>丁</e></a>", &limits);
    assert_eq!(open.all().map(|element| element.text()).collect::<Vec<_>>(), ["甲乙丙", "甲", "乙", "丙"]);
    assert_eq!((cut.all().count(), cut.fault), (4, None));
    // Behind each `<` that opens no tag it is read anew: a text of nothing else is given up.
    assert!(Tree::read(&"< ".repeat(20_000), &Limits::default()).limit.is_some());
}
