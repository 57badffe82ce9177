//! A *node* of a Markdown tree, as comrak has it.

use comrak::nodes::AstNode;

pub(super) type MarkdownNode<'a> = &'a AstNode<'a>;
