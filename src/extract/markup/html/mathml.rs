//! *MathML* on one line: a formula that only says how it is laid out, as one would type it. `x²`, `(a+b)/2`, `√(1-x)`.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;

use super::dom::{attr, name};
use crate::model::baseline::{Shift, ShiftedForm};

/// A formula as one line.
pub(super) fn line(math: NodeRef<'_, Node>) -> String {
    // What each open element has in it so far.
    let mut open: Vec<Vec<String>> = vec![Vec::new()];
    // How many elements are open that are not for the eye.
    let mut unseen = 0usize;
    for edge in math.traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) if unseen == 0 => {
                    let text: String = text.chars().filter(|c| !matches!(c, '\u{2061}'..='\u{2064}')).collect();
                    let text = text.trim();
                    if let Some(parts) = open.last_mut().filter(|_| !text.is_empty()) {
                        parts.push(text.to_owned());
                    }
                }
                Node::Element(_) => {
                    unseen += usize::from(is_unseen(name(&node)));
                    open.push(Vec::new());
                }
                _ => {}
            },
            Edge::Close(node) if node.value().is_element() => {
                let parts = open.pop().unwrap_or_default();
                let seen = unseen == 0;
                unseen -= usize::from(is_unseen(name(&node)));
                if let Some(around) = open.last_mut().filter(|_| seen) {
                    around.push(written(node, &parts));
                }
            }
            Edge::Close(_) => {}
        }
    }
    open.concat().concat()
}

fn is_unseen(tag: &str) -> bool {
    matches!(tag, "annotation" | "annotation-xml" | "mphantom" | "none" | "mprescripts")
}

/// What an element is written as, by what is in it.
fn written(node: NodeRef<'_, Node>, parts: &[String]) -> String {
    match (name(&node), parts) {
        ("msup", [base, up]) => format!("{base}{}", shifted(Shift::Up, up)),
        ("msub", [base, down]) => format!("{base}{}", shifted(Shift::Down, down)),
        ("munder", [base, down]) => format!("{base}{} ", shifted(Shift::Down, down)),
        ("msubsup", [base, down, up]) => format!("{base}{}{}", shifted(Shift::Down, down), shifted(Shift::Up, up)),
        ("munderover", [base, down, up]) => format!("{base}{}{} ", shifted(Shift::Down, down), shifted(Shift::Up, up)),
        ("mover", [base, over]) => accented(base, over),
        ("mfrac", [above, below]) => format!("{}/{}", bracketed(above), bracketed(below)),
        ("msqrt", parts) => format!("√{}", bracketed(&parts.concat())),
        ("mroot", [base, degree]) => format!("{}√{}", shifted(Shift::Up, degree), bracketed(base)),
        ("mfenced", parts) => {
            let side = |key, otherwise| attr(&node, key).unwrap_or(otherwise).trim().to_owned();
            format!("{}{}{}", side("open", "("), parts.join(&side("separators", ",")), side("close", ")"))
        }
        ("mtr" | "mlabeledtr", parts) => parts.join(", "),
        ("mtable", parts) => parts.join("; "),
        ("mspace", _) => String::from(" "),
        ("mtext", parts) => parts.join(" "),
        (_, parts) => parts.concat(),
    }
}

fn shifted(shift: Shift, text: &str) -> String {
    match shift.form(text, true, false) {
        ShiftedForm::Signs => text.chars().filter_map(|c| shift.sign(c)).collect(),
        ShiftedForm::Between(open, close) => format!("{open}{text}{close}"),
        // What is a mark beside a word is an exponent here.
        ShiftedForm::Plain => format!("{}{{{text}}}", if shift == Shift::Up { '^' } else { '_' }),
    }
}

/// One term, which needs no brackets, or several in brackets.
fn bracketed(text: &str) -> String {
    let whole = text.starts_with('(') && text.ends_with(')') && !text[1..].contains('(');
    let one = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '√' | 'π'));
    if one || whole { text.to_owned() } else { format!("({text})") }
}

/// A letter with a mark above it.
fn accented(base: &str, over: &str) -> String {
    let mark = match over {
        "¯" | "‾" | "_" | "-" | "―" => '\u{304}',
        "^" | "ˆ" => '\u{302}',
        "~" | "˜" | "∼" => '\u{303}',
        "→" | "⃗" => '\u{20D7}',
        "˙" | "." => '\u{307}',
        "¨" | ".." => '\u{308}',
        _ => return format!("{base}{}", shifted(Shift::Up, over)),
    };
    if base.chars().count() == 1 { format!("{base}{mark}") } else { format!("{base}{}", shifted(Shift::Up, over)) }
}

#[cfg(test)]
mod tests {
    use super::super::parse::fragment;
    use super::*;
    use crate::model::Limits;

    fn seen(source: &str) -> String {
        let parsed = fragment(&format!("<math>{source}</math>"), &Limits::default());
        let math = parsed.html.tree.root().descendants().find(|node| name(node) == "math").expect("a formula");
        line(math)
    }

    #[test]
    fn what_stands_high_or_low_or_under_is_written_so() {
        for (source, written) in [
            ("<msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msub><mi>a</mi><mi>i</mi></msub>", "x²+aᵢ"),
            ("<msup><mi>e</mi><mrow><mi>i</mi><mi>π</mi></mrow></msup>", "e^{iπ}"),
            ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a+b)/2"),
            ("<msqrt><mn>1</mn><mo>-</mo><mi>x</mi></msqrt><mroot><mn>8</mn><mn>3</mn></mroot>", "√(1-x)³√8"),
            (
                "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>",
                "∑ᵢ₌₁ⁿ i",
            ),
            (
                "<mover><mi>x</mi><mo>¯</mo></mover><mo>&#8290;</mo><msubsup><mi>v</mi><mn>0</mn><mn>2</mn></msubsup>",
                "x\u{304}v₀²",
            ),
            ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a,b)"),
            (
                "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable>",
                "1, 0; 0, 1",
            ),
            ("<semantics><mrow><mi>x</mi></mrow><annotation encoding='x'>y</annotation></semantics>", "x"),
            ("<msup><mi>x</mi><mo>*</mo></msup>", "x^{*}"),
        ] {
            assert_eq!(seen(source), written, "{source}");
        }
        let deep = "<msup><mi>a</mi>".repeat(200) + &"</msup>".repeat(200);
        assert!(seen(&deep).starts_with('a'));
    }
}
