use crate::extract::extractor::parse;
use crate::model::Alignment::{Center, Left, Right};
use crate::model::{Article, BlockKind, Format, InlineStyle, Origin, SafeText};

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
        "# a\nquote|提示⏎内文。\nquote|提示⏎只有内文。\nparagraph|$a_1*b*c$ 与 $5 和 $6。\n    Math $a_1*b*c$\ncode -|$$⏎x *y* z⏎$$"
    );
}

#[test]
fn a_post_with_marks_of_html_among_bare_text_is_markdown() {
    let post = |body: &str| picture(&format!("---\ntitle: 题\ndate: 2022-01-02\n---\n\n{body}\n"));
    assert_eq!(
        post(
            "摘要。\n\n<!-- more -->\n\n第二段 <u>下划</u>，H<sub>2</sub>O。<br>\n\n<iframe src=\"//a.example/x\"></iframe>\n\n第三段。"
        ),
        "# 题\nparagraph|摘要。\nparagraph|第二段 下划，H₂O。\n    Inserted 下划\n    Sub ₂\nparagraph|第三段。\n-comment|more\n-embed|//a.example/x"
    );
}

#[test]
fn line_breaks_that_mean_something_stay() {
    // A poem, a list of things, who speaks, one sentence a line.
    assert_eq!(
        picture(
            "春眠不觉晓\n处处闻啼鸟\n\n带上：\n（1）身份证\n（2）雨伞\n电话：12345\n\n记者：去哪里？\n老人：去桥头。\n\n> ① 甲\n> ② 乙\n"
        ),
        "# a\nparagraph|春眠不觉晓⏎处处闻啼鸟\nparagraph|带上：⏎（1）身份证⏎（2）雨伞⏎电话：12345\nparagraph|记者：去哪里？⏎老人：去桥头。\nquote|① 甲⏎② 乙"
    );
    let sentence = "今天天气很好，海河边上的人很多，卖早点的推车在桥头停下，排队的人谁也不说话，只听见油锅的响声。";
    assert_eq!(
        picture(&format!("{sentence}\n{sentence}\n")),
        format!("# a\nparagraph|{sentence}\nparagraph|{sentence}")
    );
}

#[test]
fn a_rule_under_a_sentence_is_a_rule() {
    assert_eq!(
        picture("题目\n====\n\n小节\n---\n\n这是一句话。\n---\n又一句。\n"),
        "# 题目\nh2|小节\nparagraph|这是一句话。\nrule|\nparagraph|又一句。\n-title|题目"
    );
}

#[test]
fn lines_that_are_paragraphs_are_parted() {
    let novel = "那天夜里下着雨，桥头的灯一盏一盏地灭了，只剩下卖早点的那一盏还亮着，照着石板路上的水。\n“你来了。”他说。\n她点点头。\n“坐吧。”\n";
    let parts = novel.trim().replace('\n', "\nparagraph|");
    assert_eq!(picture(novel), format!("# a\nparagraph|{parts}"));
    assert_eq!(
        picture("一段 <b>话</b>。<br>\n\n又一段。\n"),
        "# a\nparagraph|一段 话。\n    Strong 话\nparagraph|又一段。"
    );
}

#[test]
fn prose_that_a_program_broke_is_joined() {
    let wrapped = "今天天气很好，海河边上的人很多，卖早点的推车在桥头停\n下，排队的人谁也不说话，只听见油锅里的响声，一阵一阵\n地传过来。";
    assert_eq!(picture(wrapped), format!("# a\nparagraph|{}", wrapped.replace('\n', "")));
    let english = "The road runs along the river for a mile or two, and then it turns\naway from the water and climbs the hill that stands behind the old\ntown, where the market was.";
    assert_eq!(picture(english), format!("# a\nparagraph|{}", english.replace('\n', " ")));
    // What begins anew does so in such a text too.
    let listed = format!("{wrapped}\n1、早点\n2、晚饭\n\n{wrapped}\n");
    let joined = wrapped.replace('\n', "");
    assert_eq!(picture(&listed), format!("# a\nparagraph|{joined}\nparagraph|1、早点⏎2、晚饭\nparagraph|{joined}"));
}

#[test]
fn indented_prose_is_no_code() {
    assert_eq!(
        picture(
            "    海河边上的人很多，桥头有早点。\n    “你来了。”他说。\n\n\t又一段**重点**，见[这里](https://a.example)。\n"
        ),
        "# a\nparagraph|海河边上的人很多，桥头有早点。\nparagraph|“你来了。”他说。\nparagraph|又一段重点，见这里。\n    Strong 重点\n    \
         Link 这里 → https://a.example"
    );
    assert_eq!(
        picture("- 甲\n\n      桥头有早点，也有晚饭。\n\n后面。\n"),
        "# a\nlist|-甲⏎桥头有早点，也有晚饭。\nparagraph|后面。"
    );
    for code in [
        "int 甲 = 1; // 说明，很长。",
        "# 这是注释，说明用法。\n    ls -l",
        "甲    乙    丙",
        "├── 目录，一",
        "打印(\"你好，世界\");",
        "如果 (甲 == 乙) {",
    ] {
        assert!(picture(&format!("文。\n\n    {code}\n")).contains("code -|"), "{code}");
    }
}

#[test]
fn formulas_and_stars_keep_every_character() {
    assert_eq!(
        picture(
            "\\[ \\bar{a}_{n} = b_{n} \\]\n\n\\( x^2 \\) 与 $a*b*c$ 与 $5$，面积 3*4*5=60，2**3，密码 a*b*c，(a+b)*c*(d)。*斜*，变量 __init__ 与 a_b_c，__重__\n"
        ),
        "# a\nparagraph|\\[ \\bar{a}_{n} = b_{n} \\]\n    Math \\[ \\bar{a}_{n} = b_{n} \\]\n\
         paragraph|\\( x^2 \\) 与 $a*b*c$ 与 $5$，面积 3*4*5=60，2**3，密码 a*b*c，(a+b)*c*(d)。斜，变量 __init__ 与 a_b_c，重\n    \
         Math \\( x^2 \\)\n    Math $a*b*c$\n    Math $5$\n    Emphasis 斜\n    Strong 重"
    );
    assert_eq!(
        picture(
            "$$\na\n\nb\n$$\n\n文\n\\begin{align}\na &= b \\\\\n\\end{align}\n\n| 式 | 值 |\n|---|---|\n| $|x|$ | `$y$` |\n"
        ),
        "# a\ncode -|$$⏎a⏎⏎b⏎$$\nparagraph|文\ncode -|\\begin{align}⏎a &= b \\\\⏎\\end{align}\ntable 2×2 true|式⇥值⏎$|x|$⇥$y$\n    Math $|x|$\n    Code $y$"
    );
}

#[test]
fn bold_stands_beside_punctuation_and_addresses_beside_it_too() {
    assert_eq!(
        picture(
            "**“双碳”**目标，含**「重点」**内容，**注意：**正文。见https://a.example/b_c_d，**https://b.example**（说明）。\n"
        ),
        "# a\nparagraph|“双碳”目标，含「重点」内容，注意：正文。见https://a.example/b_c_d，https://b.example（说明）。\n    Strong “双碳”\n    Strong 「重点」\n    \
         Strong 注意：\n    Link https://a.example/b_c_d → https://a.example/b_c_d\n    Strong https://b.example\n    Link https://b.example → https://b.example"
    );
}

#[test]
fn tables_stand_as_their_author_says_and_lose_no_cell() {
    let article = read("a.md", "| 左 | 中 | 右 |\n|:--|:-:|--:|\n| 一 | 二 | 三 | 四 |\n\n|||\n|-|-|\n|甲|乙|\n");
    let BlockKind::Table { rows, header, align } = &article.body[0].kind else { panic!("a table") };
    assert_eq!(
        (rows[1].len(), *header, align.as_slice()),
        (4, true, [Some(Left), Some(Center), Some(Right), None].as_slice())
    );
    let BlockKind::Table { rows, header, .. } = &article.body[1].kind else { panic!("a table") };
    assert_eq!((rows.len(), *header), (1, false));
}

#[test]
fn signs_of_note_keepers() {
    let note = "---\ntitle: 题\n---\n#读书 #天津/海河\n\n见[[别处|那里]]，#标签 在句中，==标记==。 ^块1\n\n> [!warning]-\n> 小心\n\n%%\n不给人看\n%%\n又^[注。]\n";
    let article = read("a.md", note);
    let tags: Vec<&str> = article.meta.tags.iter().map(SafeText::as_str).collect();
    assert_eq!(tags, ["读书", "天津/海河"]);
    assert_eq!(
        picture(note),
        "# 题\nparagraph|见那里，#标签 在句中，标记。\n    Link 那里 → 别处\n    Marked 标记\nquote|警告⏎小心\nparagraph|又[1]\n    Link [1] → #fn-1\nrule|\n\
         paragraph|[1] 注。\n    Link [1] → #fnref-1\n-tags|#读书 #天津/海河\n-template-tag| ^块1\n-template-tag|%%⏎不给人看⏎%%".replace('⏎', "\n").replace("警告\n", "警告⏎")
    );
    assert_eq!(read("a.md", "#我的一天\n\n早上去了桥头，**很冷**。\n\n##晚上\n\n回家。\n").meta.title, "我的一天");
    assert_eq!(
        picture("# 题\n\n##小节\n\n正文#不是。\n\n#话题# 也不是\n"),
        "# 题\nh2|小节\nparagraph|正文#不是。\nparagraph|#话题# 也不是\n-title|题"
    );
}

#[test]
fn links_between_files_are_kept_as_they_are_written() {
    assert_eq!(
        picture(
            "# 题\n\n见[甲](../a%20b.md#节)、[[桥头#早点|那一节]]、[[100%?]]、[下文](#早点)、[外](/x)、[坏](javascript:x)。\n"
        ),
        "# 题\nparagraph|见甲、那一节、100%?、下文、外、坏。\n    Link 甲 → ../a%20b.md#节\n    Link 那一节 → 桥头#早点\n    \
         Link 100%? → 100%25%3F\n    Link 下文 → #早点\n-title|题"
    );
    // A tag of HTML comes from a page, whose files are not here.
    assert_eq!(picture("正文**见**<a href=\"a.html\">别页</a>。\n"), "# a\nparagraph|正文见别页。\n    Strong 见");
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
    for bomb in [
        "|甲|乙|\n|-|-|\n|".to_owned() + &"$a".repeat(100_000) + "|",
        "|-|-|\n".repeat(50_000),
        "|甲|乙|\n|-|-|\n|".to_owned() + &"`|".repeat(50_000),
        "https://a.example/".to_owned() + &")".repeat(100_000),
        "https://a.example/b/".to_owned() + &"汉".repeat(100_000),
        "甲，乙。\n\n".repeat(2).replace("甲", "    甲").repeat(20_000),
        "__a".repeat(50_000) + "__",
        "\\[a".repeat(50_000),
        "a@".repeat(50_000),
        "甲\n".repeat(50_000),
    ] {
        read("a.md", &format!("# 题\n\n{bomb}\n"));
    }
    let nested: String = (0..3000).map(|depth| format!("{}- 甲\n", "  ".repeat(depth))).collect();
    read("a.md", &nested);
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}
