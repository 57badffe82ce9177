use crate::extract::extractor::parse;
use crate::model::{Article, BlockKind, Format, InlineStyle, Origin};

fn read(name: &str, text: &str) -> Article {
    parse(&Origin::File(name.into()), text.as_bytes()).unwrap()
}

/// An article as lines: title, blocks with their structure, then what was cut.
fn picture(text: &str) -> String {
    let article = read("a.md", text);
    assert_eq!(article.meta.format, Format::Markdown);
    let mut lines = vec![format!("# {}", article.meta.title)];
    for block in &article.body {
        let text = block.text().replace('\n', "⏎").replace('\t', "⇥");
        lines.push(match &block.kind {
            BlockKind::Heading { level } => format!("h{level}|{text}"),
            BlockKind::Code { lang } => format!("code {}|{text}", lang.as_deref().unwrap_or("-")),
            BlockKind::Image { src } => format!("image {}|{text}", src.as_deref().unwrap_or("-")),
            BlockKind::Table { rows, header, .. } => format!("table {}×{} {header}|{text}", rows.len(), rows[0].len()),
            BlockKind::List { items } => {
                let item = |item: &crate::model::ListItem| {
                    let mark = item.number.map_or(String::from("-"), |number| format!("{number}."));
                    format!("{}{mark}{}", "·".repeat(usize::from(item.depth)), &block.text()[item.range.clone()])
                };
                format!("list|{}", items.iter().map(item).collect::<Vec<_>>().join(" / ").replace('\n', "⏎"))
            }
            kind => format!("{}|{text}", kind.name()),
        });
        lines.extend(block.inline.spans.iter().map(|span| {
            let href = span.href.as_deref().map(|href| format!(" → {href}")).unwrap_or_default();
            format!("    {:?} {}{href}", span.style, &block.text()[span.start..span.end])
        }));
    }
    lines.extend(article.removed.iter().map(|cut| format!("-{}|{}", cut.reason.0, cut.text)));
    lines.join("\n")
}

#[test]
fn text_and_emphasis() {
    assert_eq!(
        picture(
            "# 题目\n\n**重点。**后面还有字，\n换行之间没有空格；*斜*体与`代码`。\nan English line\nbreaks here  \n硬换行\n"
        ),
        "# 题目\nparagraph|重点。后面还有字，⏎换行之间没有空格；斜体与代码。⏎an English line⏎breaks here⏎硬换行\n    \
         Strong 重点。\n    Emphasis 斜\n    Code 代码\n-title|题目"
    );
    assert_eq!(
        picture("**“引文”**说，约3~5个，7~8个，~~删~~。"),
        "# a\nparagraph|“引文”说，约3~5个，7~8个，删。\n    Strong “引文”\n    Struck 删"
    );
    assert_eq!(
        picture("甲**乙**\n　　缩进的又一段。\n"),
        "# a\nparagraph|甲乙\n    Strong 乙\nparagraph|缩进的又一段。"
    );
}

#[test]
fn blocks() {
    assert_eq!(
        picture(
            "# 题\n\n## 节\n\n1. 一\n   - 甲\n   - [x] 乙\n2. 二\n\n> 引文\n> 又一行\n\n---\n\n```rust,no_run\nfn main() {\n\n    a  b\n}\n```\n"
        ),
        "# 题\nh2|节\nlist|1.一 / ·-甲 / ·-[x] 乙 / 2.二\nquote|引文⏎又一行\nrule|\ncode rust|fn main() {⏎⏎    a  b⏎}\n-title|题"
    );
    assert_eq!(
        picture("| 区 | 数 |\n|:--|--:|\n| 甲\\|乙 | `x` ![图](a.png) |\n| 丙 | |\n"),
        "# a\ntable 3×2 true|区⇥数⏎甲|乙⇥x 图⏎丙⇥\n    Code x"
    );
    assert_eq!(
        picture(
            "![海河的夜](https://a.example/1.jpg \"题\")\n\n![](b.png \"题\") ![image-20200101](c.png)\n\n正**文**。"
        ),
        "# a\nimage https://a.example/1.jpg|海河的夜\nimage b.png|题\nimage c.png|\nparagraph|正文。\n    Strong 文"
    );
}

#[test]
fn lists_are_lists_whatever_is_in_them() {
    assert_eq!(
        picture("1. 甲\n\n   乙\n\n   丙\n\n   丁\n\n   戊\n2. ### 己\n   庚\n7. 辛\n"),
        "# a\nlist|1.甲⏎乙⏎丙⏎丁⏎戊 / 2.己⏎庚 / 3.辛"
    );
    assert_eq!(picture("3. 甲\n\n   ```\n   x\n   ```\n4. 乙\n"), "# a\nlist|3.甲\ncode -|x\nlist|4.乙");
}

#[test]
fn links() {
    assert_eq!(
        picture(
            "见[这里](https://a.example/1)、<https://b.example>，网址 https://c.example/x，后面。 www.d.example查看"
        ),
        "# a\nparagraph|见这里、https://b.example，网址 https://c.example/x，后面。 www.d.example查看\n    \
         Link 这里 → https://a.example/1\n    Link https://b.example → https://b.example\n    \
         Link https://c.example/x → https://c.example/x\n    Link www.d.example → http://www.d.example"
    );
}

#[test]
fn footnotes_are_at_the_end() {
    assert_eq!(
        picture("甲[^b]乙[^a]。\n[^a]: 第二\n\n[^b]: 第一\n\n    又一段\n\n[^c]: 无人提起\n\n## 末\n"),
        "# a\nparagraph|甲[1]乙[2]。\n    Link [1] → #fn-1\n    Link [2] → #fn-2\nh2|末\nrule|\nparagraph|[1] 第一\n    Link [1] → #fnref-1\n\
         paragraph|又一段\nparagraph|[2] 第二\n    Link [2] → #fnref-2\nparagraph|[3] 无人提起\n    Link [3] → #fnref-3"
    );
}

#[test]
fn html_inside_goes_the_way_of_all_html() {
    assert_eq!(
        picture(
            "# 题\n\n<div align=\"center\">\n\n**居中** <font color=\"red\">红</font>\n\n</div>\n\n<script>x</script>\n\n甲<br>乙\n"
        ),
        "# 题\nparagraph|居中 红\n    Strong 居中\nparagraph|甲⏎乙\n-title|题\n-script|x"
    );
}

#[test]
fn tags_of_site_builders_are_no_text() {
    assert_eq!(
        picture(
            "---\ntitle: 题\n---\n摘要。\n<!-- more -->\n{% note info %}\n注**意**。\n{% endnote %}\n\n## 节 {#name}\n\n\
             {{< figure src=\"a.png\" title=\"图一\" >}}\n\n正文{:.x}，`{% raw %}`。\n\n[TOC]\n"
        ),
        "# 题\nparagraph|摘要。\nparagraph|注意。\n    Strong 意\nh2|节\nimage a.png|图一\nparagraph|正文，{% raw %}。\n    \
         Code {% raw %}\n-comment|more\n-template-tag|{% note info %}\n-template-tag|{% endnote %}\n-template-tag|{#name}\n\
         -template-tag|{:.x}\n-template-tag|[TOC]"
    );
}

#[test]
fn callouts_and_formulas() {
    assert_eq!(
        picture("> [!note] 提示\n> 内文。\n\n> [!tip]\n> 只有内文。\n\n$a_1*b*c$ 与 $5 和 $6。\n\n$$\nx *y* z\n$$\n"),
        "# a\nquote|提示⏎内文。\nquote|Tip⏎只有内文。\nparagraph|$a_1*b*c$ 与 $5 和 $6。\n    Math $a_1*b*c$\ncode -|$$⏎x *y* z⏎$$"
    );
}

#[test]
fn titles() {
    let title = |text: &str| read("名.md", text).meta.title.to_string();
    assert_eq!(title("题目\n====\n\n正文。\n"), "题目");
    assert_eq!(title("---\ntitle: 甲\n---\n\n# 乙\n\n正文。\n"), "甲");
    assert_eq!(title("开头已经是正文了，写得很长，也有句号。\n\n# 一\n\n# 二\n"), "名");
    assert_eq!(title("开头已经是正文了，写得很长，也有句号。\n\n# 一\n\n## 二\n"), "一");
    let article = read("a.md", "---\ntitle: 甲乙丙丁\n---\n\n# 甲乙丙丁\n\n正文。\n");
    assert_eq!(article.body.len(), 1);
    assert_eq!(article.removed[0].reason.0, "repeated-title");
}

#[test]
fn what_somebody_wrote_is_no_furniture() {
    let text = "# 版本\n\n## 0.7.1\n\n见 COPYRIGHT。\n\nSee COPYRIGHT.\n\n## 2022-01-12\n\n这一版修正了排版的几处错误，也改了说明。\n\n## 相关文章\n\n- 甲\n\n责任编辑：李四\n";
    let article = read("a.md", text);
    assert_eq!(article.meta.editor.as_deref(), Some("李四"));
    let reasons: Vec<&str> = article.removed.iter().map(|cut| cut.reason.0.as_str()).collect();
    assert_eq!(reasons, ["title", "editor-credit"]);
    // What was cut out of a page has it.
    let clipping = format!("---\nsource: https://a.example/1\n---\n{text}\n版权所有 © 2022 某站\n");
    assert!(read("a.md", &clipping).removed.len() > 2);
}

#[test]
fn a_clipper_says_where_from() {
    let text = "> 本文由 [某工具](http://tool.example/) 转码， 原文地址 [m.example](https://m.example/s/1)\n\n题目\n====\n\n正文。\n";
    let article = read("a.md", text);
    assert_eq!(article.meta.url.as_deref(), Some("https://m.example/s/1"));
    assert_eq!((article.meta.title.as_str(), article.body.len()), ("题目", 1));
}

#[test]
fn spans_lie_on_their_words() {
    let article = read("a.md", "一**二**三[四](https://a.example)`五`六\n");
    let block = &article.body[0];
    let styles: Vec<_> = block.inline.spans.iter().map(|s| (&block.text()[s.start..s.end], s.style)).collect();
    assert_eq!(styles, [("二", InlineStyle::Strong), ("四", InlineStyle::Link), ("五", InlineStyle::Code)]);
}

#[test]
fn bombs_are_read_in_bounded_time() {
    let begun = std::time::Instant::now();
    for bomb in [
        ">", "> ", "- ", "[", "![", "*a ", "_a", "`", "<a", "<!--", "$", "|", "[^1]", "\\", "&", "~", "a**b", "[a](",
        "    ",
    ] {
        let text = format!("# 题\n\n## 节\n\n[甲](http://a)\n\n{}\n\n正文。\n", bomb.repeat(50_000));
        let article = read("a.md", &text);
        assert!(!article.body.is_empty(), "{bomb}");
    }
    let nested: String = (0..3000).map(|depth| format!("{}- 甲\n", "  ".repeat(depth))).collect();
    read("a.md", &nested);
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}
