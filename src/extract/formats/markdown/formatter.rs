//! The *formatter*: the HTML of a Markdown tree. It is comrak's own, but for what the walk over HTML has to know: which
//! lists, tables and program text are meant as such, where a link leads to the letter, and what an item is numbered.

use std::fmt::Write;

use comrak::nodes::{ListType, NodeValue};
use comrak::{Options, create_formatter};

use super::node::MarkdownNode;
use super::tag::escape;
use crate::extract::markup::html::MEANT;

/// The HTML of a tree. `numbered` says that every item has the number that it is written with.
pub(super) fn html(root: MarkdownNode<'_>, options: &Options<'_>, numbered: bool, out: &mut String) {
    // Writing to a string does not fail.
    let _ = MeantHtml::format_document(root, options, out, numbered);
}

create_formatter!(MeantHtml<bool>, {
    NodeValue::Code(ref code) => |context, entering| {
        if entering {
            write!(context, "<code {MEANT}>{}</code>", escape(&code.literal))?;
        }
    },
    NodeValue::Link(ref link) => |context, entering| {
        if entering {
            // What the text itself links to is meant: a footnote, a heading, a file beside.
            write!(context, "<a {MEANT} href=\"{}\">", escape(&link.url))?;
        } else {
            context.write_str("</a>")?;
        }
    },
    NodeValue::List(ref list) => |context, entering| {
        let tag = if list.list_type == ListType::Ordered { "ol" } else { "ul" };
        if entering {
            context.cr()?;
            write!(context, "<{tag} {MEANT}")?;
            if list.list_type == ListType::Ordered && list.start != 1 {
                write!(context, " start=\"{}\"", list.start)?;
            }
            context.write_str(">\n")?;
        } else {
            writeln!(context, "</{tag}>")?;
        }
    },
    NodeValue::Item(ref item) => |context, entering| {
        if entering {
            context.cr()?;
            if context.user && item.list_type == ListType::Ordered {
                write!(context, "<li value=\"{}\">", item.start)?;
            } else {
                context.write_str("<li>")?;
            }
        } else {
            context.write_str("</li>\n")?;
        }
    },
    NodeValue::Table(..) => |context, node, entering| {
        if entering {
            context.cr()?;
            writeln!(context, "<table {MEANT}>")?;
        } else {
            let body = node.first_child().is_some_and(|head| head.next_sibling().is_some());
            context.cr()?;
            context.write_str(if body { "</tbody>\n</table>\n" } else { "</table>\n" })?;
        }
    },
});
