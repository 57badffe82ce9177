//! Pictures of HTML: each block with its spans written into it.

use crate::extract::extractor::parse;
use crate::model::{Block, InlineStyle, Origin};

/// The blocks of a body in lines: `kind|text`, a span as `{S text}` by its style's first letter, a link with its
/// address, a ruby with its reading.
fn picture(body: &str) -> String {
    let text = format!("---\ntitle: 题目\nurl: https://a.example/b/c.html\n---\n{body}");
    let article = parse(&Origin::File("a.md".into()), text.as_bytes()).expect("an article");
    article.body.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn line(block: &Block) -> String {
    let text = block.text();
    let mut marks: Vec<(usize, usize, String)> = Vec::new();
    for (nth, span) in block.inline.spans.iter().enumerate() {
        let letter = match span.style {
            InlineStyle::Strong => "S",
            InlineStyle::Emphasis => "E",
            InlineStyle::Code => "C",
            InlineStyle::Link => "L",
            InlineStyle::Ruby => "R",
            InlineStyle::Sup => "^",
            InlineStyle::Sub => "_",
            InlineStyle::Struck => "D",
            InlineStyle::Inserted => "I",
            InlineStyle::Marked => "M",
            InlineStyle::Math => "T",
            InlineStyle::Anchor => "A",
        };
        let more = span.href.as_ref().or(span.reading.as_ref()).map(|more| format!(" {more}")).unwrap_or_default();
        marks.push((span.start, nth + 100, format!("{{{letter} ")));
        marks.push((span.end, 99 - nth.min(99), format!("{more}}}")));
    }
    marks.sort();
    let mut out = format!("{}|", block.kind.name());
    let mut at = 0;
    for (place, _, mark) in marks {
        out.push_str(&text[at..place]);
        out.push_str(&mark);
        at = place;
    }
    (out + &text[at..]).replace('\n', "⏎").replace('\t', "⇥")
}

#[test]
fn bold_is_strong_and_italic_is_emphasis() {
    assert_eq!(
        picture("<p>甲<strong>乙<em>丙</em></strong>，<i>丁</i><span style='font-weight: bold'>戊</span>己</p>"),
        "paragraph|甲{S 乙{E 丙}}，{E 丁}{S 戊}己"
    );
}

#[test]
fn readings_are_spans_on_their_base() {
    assert_eq!(
        picture("<p>この<ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rt>じ</rt></ruby>を読む。</p>"),
        "paragraph|この{R 漢 かん}{R 字 じ}を読む。"
    );
    assert_eq!(
        picture("<p><ruby><rb>漢</rb><rb>字</rb><rt>かん</rt><rt>じ</rt></ruby>。<ruby>空<rt></rt></ruby></p>"),
        "paragraph|{R 漢字 かんじ}。空"
    );
    assert_eq!(
        picture(
            "<p>名は『<ruby>　　<rt>くうはく</rt></ruby>』。<ruby><rb>誘</rb><rt>ゆう</rt>\n <rb>拐</rb><rt>かい</rt></ruby></p>"
        ),
        "paragraph|名は『{R 　　 くうはく}』。{R 誘 ゆう}{R 拐 かい}"
    );
    assert_eq!(
        picture("<p>朝の<b>市場《いちば》</b>へ行く。</p><p>他写了《故乡》。</p>"),
        "paragraph|朝の{S {R 市場 いちば}}へ行く。\nparagraph|他写了《故乡》。"
    );
}

#[test]
fn headings_keep_their_links_and_have_one_line() {
    assert_eq!(
        picture("<h2>甲<br><a href='https://x.example/'>乙</a></h2><p>丙</p><h3><b>丁</b></h3>"),
        "heading|甲 {L 乙 https://x.example/}\nparagraph|丙\nheading|{S 丁}"
    );
}

#[test]
fn lists_of_terms_and_items_without_a_list() {
    assert_eq!(
        picture("<dl><dt>甲</dt><dd>一</dd><dd>二</dd></dl><p>乙</p><li>丙</li>\n<li>丁</li><p>戊</p>"),
        "list|甲⏎一⏎二\nparagraph|乙\nlist|丙⏎丁\nparagraph|戊"
    );
    assert_eq!(
        picture("<blockquote><p>甲</p><ul><li>乙</li></ul><p>丙</p></blockquote>"),
        "quote|甲\nlist|乙\nquote|丙"
    );
    assert_eq!(picture("<details><summary>问</summary><p>答。</p></details>"), "heading|问\nparagraph|答。");
}

#[test]
fn cells_over_several_rows_or_columns_are_said_once() {
    assert_eq!(
        picture(
            "<table><caption>表一</caption><tr><th rowspan=2>区</th><th colspan=2>人数</th></tr><tr><th>甲</th><th>乙</th></tr>\
             <tr><td>津南</td><td>1</td><td>2</td></tr></table>"
        ),
        "paragraph|表一\ntable|区⇥人数⇥⏎⇥甲⇥乙⏎津南⇥1⇥2"
    );
    let text = "---\ntitle: a\n---\n<table><thead><tr><td>甲</td><td>乙</td></tr></thead><tr><td>1</td><td>2</td></tr></table>";
    let article = parse(&Origin::File("a.md".into()), text.as_bytes()).expect("an article");
    assert!(matches!(&article.body[0].kind, crate::model::BlockKind::Table { header: true, .. }), "{:?}", article.body);
}

#[test]
fn code_of_every_highlighter_is_exact() {
    let lines = "code|fn a() {⏎    b();⏎}";
    for body in [
        "<pre><code>fn a() {\n    b();\n}\n</code></pre>",
        "<pre><div class='line'>fn a() {</div>\n<div class='line'>&nbsp;   b();</div>\n<div class='line'>}</div></pre>",
        "<div class='syntaxhighlighter'><table><tr><td class='gutter'><div class='line'>1</div><div class='line'>2</div></td>\
         <td class='code'><div class='container'>\n <div class='line'><code>fn</code><code> a() {</code></div>\
         <div class='line'><code>&nbsp;&nbsp;&nbsp;&nbsp;b();</code></div><div class='line'><code>}</code></div></div></td></tr></table></div>",
        "<figure class='highlight rust'><table><tr><td class='gutter'><pre>1\n2\n3</pre></td><td class='code'><pre>fn a() {<br>    b();<br>}</pre></td></tr></table></figure>",
        "<pre><code>fn a() {</code><code>    b();</code><code>}</code></pre>",
        "<div><code>fn a() {\n    b();\n}</code></div>",
        // Numbers, buttons and heads of boxes are none of the program.
        "<pre class='prettyprint'><code><ol class='hljs-ln'><li><div class='nr'></div><div class='ln-code'>fn a() {</div></li><li><div class='nr'></div>\
         <div class='ln-code'>    b();</div></li><li><div class='nr'></div><div class='ln-code'>}</div></li></ol></code><div class='btn'>登录后复制</div>\
         <ul class='nums'><li>1</li><li>2</li><li>3</li></ul></pre>",
        "<pre><div class='head'><span>rust</span><div class='b'>复制代码</div></div><code><span class='token-line'>fn a() {</span><span class='token-line'>    b();</span><span class='token-line'>}</span></code></pre>",
        "<div class='cnblogs_code'><div class='bar'><a href='javascript:void(0)'><img src='/c.gif' alt='复制代码'></a></div><pre><span>1</span> fn a() {\n<span>2</span>     b();\n<span>3</span> }</pre></div>",
        "<div class='x'><span>rust</span><span>复制</span></div><pre><code>fn a() {\n    b();\n}</code></pre><p>Copy code</p>",
        "<pre><code><span class='line'><span class='cl'>fn a() {\n</span></span><span class='line'><span class='cl'>    b();\n</span></span><span class='line'><span class='cl'>}\n</span></span></code></pre>",
        // A class word on the listing or on its box cuts none of it.
        "<pre class='line-numbers language-rust'><code>fn a() {\n    b();\n}<span class='line-numbers-rows'><span></span></span></code></pre>",
        "<pre class='brush: rust; toolbar: false;'>fn a() {\n    b();\n}</pre>",
        "<div class='code-toolbar'><pre><code>fn a() {\n    b();\n}</code></pre><div class='toolbar'><div><button>Copy</button></div></div></div>",
        // Numbers in a cell, in a row of their own, in spans.
        "<figure class='highlight rust'><table><tr><td class='gutter'><pre><span class='line'>1</span><br><span class='line'>2</span><br><span class='line'>3</span><br></pre></td>\
         <td class='code'><pre><span class='line'>fn a() {</span><br><span class='line'>    b();</span><br><span class='line'>}</span><br></pre></td></tr></table></figure>",
        "<div class='chroma'><table class='lntable'><tr><td class='lntd'><pre class='chroma'><code><span class='lnt'>1\n</span><span class='lnt'>2\n</span><span class='lnt'>3\n</span></code></pre></td>\
         <td class='lntd'><pre class='chroma'><code class='language-rust'><span class='line'>fn a() {\n</span><span class='line'>    b();\n</span><span class='line'>}\n</span></code></pre></td></tr></table></div>",
        "<div class='language-rust'><button class='copy'></button><span class='lang'>rust</span><pre><code><span class='line'>fn a() {</span>\n<span class='line'>    b();</span>\n<span class='line'>}</span></code></pre>\
         <div class='line-numbers-wrapper'><span class='line-number'>1</span><br><span class='line-number'>2</span><br><span class='line-number'>3</span><br></div></div>",
        "<div><div class='code-head'>rust<span>运行</span></div><pre><code class='language-rust'>fn a() {<br>    b();<br>}</code></pre></div>",
        // Bare elements, a line each.
        "<pre class='hljs'><code><div>fn a() {</div><div>    b();</div><div>}</div></code></pre>",
        "<pre><ol><li><code>fn a() {</code></li><li><code>    b();</code></li><li><code>}</code></li></ol></pre>",
        "<table class='js-file-line-container'><tr><td class='blob-num' data-line-number='1'></td><td class='blob-code'>fn a() {</td></tr>\
         <tr><td class='blob-num' data-line-number='2'></td><td class='blob-code'>    b();</td></tr><tr><td class='blob-num'>3</td><td class='blob-code'>}</td></tr></table>",
    ] {
        assert_eq!(picture(body), lines, "{body}");
    }
    // Two lines are enough where the numbers are set apart, and one where its cell says so. Blank lines stay.
    for (body, line) in [
        (
            "<div class='cnblogs_code'><pre><span style='color: #008080;'> 1</span> <span>let</span> a;\n<span style='color: #008080;'> 2</span> b();</pre></div>",
            "code|let a;⏎b();",
        ),
        ("<div class='highlight'><pre><span>1</span> 甲\n<span>3</span> 乙</pre></div>", "code|1 甲⏎3 乙"),
        (
            "<table><tr><td class='gutter'><pre>1</pre></td><td class='code'><pre>go()</pre></td></tr></table>",
            "code|go()",
        ),
        (
            "<pre><code><span class='line'>a</span>\n<span class='line'></span>\n<span class='line'>b</span></code></pre>",
            "code|a⏎⏎b",
        ),
        (
            "<pre><span class='line'>a</span><br><span class='line'></span><br><span class='line'>b</span><br></pre>",
            "code|a⏎⏎b",
        ),
        ("<pre><code><div>a</div><div></div><div>b</div></code></pre>", "code|a⏎⏎b"),
        (
            "<table><tr><td class='crayon-nums'><div class='crayon-num'>1</div></td><td class='crayon-code'><div class='crayon-line'>go 1</div></td></tr></table>",
            "code|go 1",
        ),
        // HTML that is shown keeps its tags.
        ("<pre><div>\n  <p>a</p>\n</div></pre>", "code|<div>⏎  <p>a</p>⏎</div>"),
        ("<table><tr><td>1 2</td><td>甲</td></tr><tr><td>3 4</td><td>乙</td></tr></table>", "table|1 2⇥甲⏎3 4⇥乙"),
    ] {
        assert_eq!(picture(body), line, "{body}");
    }
    // A list in a listing that nobody numbered by lines stays, and so do words that only look like a button.
    assert_eq!(
        picture("<pre>1. 甲\n2. 乙\n3. 丙</pre><p>复制到别处的办法</p>"),
        "code|1. 甲⏎2. 乙⏎3. 丙\nparagraph|复制到别处的办法"
    );
    assert_eq!(picture("<pre>1 甲\n2 乙\n3 丙</pre>"), "code|1 甲⏎2 乙⏎3 丙");
    let text = "---\ntitle: a\n---\n<figure class='highlight rust'><pre>a\nb</pre></figure>";
    let article = parse(&Origin::File("a.md".into()), text.as_bytes()).expect("an article");
    assert!(matches!(&article.body[0].kind, crate::model::BlockKind::Code { lang: Some(lang) } if *lang == "rust"));
}

#[test]
fn references_escaped_twice_are_read() {
    assert_eq!(
        picture("<p>甲&amp;nbsp;乙 &amp;#123;丙&amp;#125; AT&amp;amp;T ?a=1&amp;copy=2</p>"),
        "paragraph|甲\u{A0}乙 {丙} AT&T ?a=1&copy=2"
    );
    assert_eq!(
        picture("<p>写 &amp;lt; 和 <code>&amp;nbsp;</code>&amp;nbsp;。</p>"),
        "paragraph|写 &lt; 和 {C &nbsp;}\u{A0}。"
    );
}

#[test]
fn what_nobody_sees_is_cut() {
    assert_eq!(
        picture(
            "<p>甲<span style='display: none'>一</span><span style='font-size:0px'>二</span><span style='visibility:hidden'>三</span>\
             <span style='color:#fff'>四</span><span class='sr-only'>五</span>乙</p>"
        ),
        "paragraph|甲乙"
    );
    assert_eq!(
        picture(
            "<section style='background-color: red'><span style='color: #fff'>标题</span></section>\
             <section style='font-size:0'><span style='font-size:16px'>正文</span></section>"
        ),
        "paragraph|标题\nparagraph|正文"
    );
}

#[test]
fn images_are_found_and_said_once() {
    let sources = |body: &str| {
        let text = format!("---\ntitle: 题目\n---\n{body}");
        let article = parse(&Origin::File("a.md".into()), text.as_bytes()).expect("an article");
        let src = |block: &Block| match &block.kind {
            crate::model::BlockKind::Image { src } => {
                format!("{}|{}", src.as_deref().unwrap_or_default(), block.text())
            }
            _ => block.text().to_owned(),
        };
        article.body.iter().map(src).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        sources(
            "<img src='https://a/loading.gif' srcset='https://a/1.jpg 240w, https://a/2.jpg 976w'><img src=data:x><noscript><img src=https://a/3.jpg></noscript>"
        ),
        "https://a/2.jpg| https://a/3.jpg|"
    );
    assert_eq!(
        sources(
            "<noscript><img src=https://a/3.jpg></noscript><p>他笑了<img alt='[微笑]' src=https://a/f.png>，<img src='https://www.zhihu.com/equation?tex=x%5E2' alt='x^2' eeimg=1>。</p>"
        ),
        "https://a/3.jpg| 他笑了[微笑]，$x^2$。"
    );
    assert_eq!(
        sources(
            "<img src=https://a/1.jpg alt='海河边的早点摊'><p>图：海河边的早点摊，六点开火。</p><img src=https://a/2.jpg alt='桥,河,早点,天津'><img src=https://a/4.jpg title='桥上的晚霞'>"
        ),
        "https://a/1.jpg|图：海河边的早点摊，六点开火。 https://a/2.jpg| https://a/4.jpg|桥上的晚霞"
    );
}

#[test]
fn formulas_are_their_source() {
    assert_eq!(
        picture(
            "<p>解<span class='katex'><span class='katex-mathml'><math><semantics><mrow><mi>x</mi></mrow><annotation encoding='application/x-tex'>x^2</annotation></semantics></math></span><span class='katex-html'>x2</span></span>\
             与<span class='MathJax_Preview'>y</span><span class='MathJax'>y</span><script type='math/tex'>y_1</script>。</p>"
        ),
        "paragraph|解{T $x^2$}与{T $y_1$}。"
    );
    let twice = "<p>数<span class='mwe-math-element'><span style='display: none'><math alttext='{\\displaystyle a_{1}}'><mi>a</mi></math></span><img class='mwe-math-fallback-image-inline' src='/a.svg' alt='{\\displaystyle a_{1}}'></span>大于零。</p>";
    assert_eq!(picture(twice), "paragraph|数{T $a_{1}$}大于零。");
}

#[test]
fn formulas_stay_in_their_sentence() {
    let tex = |body: &str, line: &str| assert_eq!(picture(body), format!("paragraph|{line}"), "{body}");
    // Said of a picture: by its class, or because it stands in text.
    tex(
        r"<p>面积 <img class='mwe-math' src='s.svg' alt='{\displaystyle \pi r^2}'> 很大。</p>",
        r"面积 {T $\pi r^2$} 很大。",
    );
    tex(
        r"<p>若 <img src='f.png' alt='\sqrt{n}'> 为整数，<img src='g.png' alt='a_1'>也是。</p>",
        r"若 {T $\sqrt{n}$} 为整数，{T $a_1$}也是。",
    );
    // In an attribute, beside MathML, between the marks of a script.
    tex(
        r"<p>取<span class='ztext-math' data-tex='\frac{m}{n}'><span></span><script type='math/tex'>\frac{m}{n}</script></span>。</p>",
        r"取{T $\frac{m}{n}$}。",
    );
    tex(
        r"<p>设<span class='math inline'>\(k&lt;3\)</span>，<script type='math/tex; mode=display'>q^2</script>。</p>",
        r"设{T $k<3$}，{T $q^2$}。",
    );
    // Two in a row are two, and a dollar beside a letter would be one of a price.
    tex(
        "<p>甲<i data-tex='u'></i><i data-tex='v'></i>，w<i data-tex='x^2'></i>，<i data-tex='y^2'></i>z</p>",
        r"甲{T $u$ $v$}，w{T \(x^2\)}，{T \(y^2\)}z",
    );
    tex(r"<p>丙<img src='g.gif' alt='$\beta$'>。</p>", r"丙{T $\beta$}。");
    // Without a source what is shown is all there is.
    tex("<p>乙<span class='katex'><span class='katex-html'>c+d</span></span>。</p>", "乙c+d。");
    // A picture that is none stays one.
    assert_eq!(picture("<p>图<img src='a_1.png' alt='a_1.png'>在此。</p>"), "paragraph|图在此。\nimage|");
}

#[test]
fn what_is_shifted_struck_inserted_or_marked_is_so() {
    assert_eq!(
        picture(
            "<p>约 10<sup>6</sup> 个，误差 10<sup>-3 </sup>，CO<sub>2</sub>，v<sub>末</sub>，2<sup>0.5</sup>，见注<sup>[1]</sup>、\
             后<sup><b>2</b></sup>，<sup>235</sup>U，x<sub>i<sup>2</sup></sub>。</p>"
        ),
        "paragraph|约 10{^ ⁶} 个，误差 10{^ ⁻³} ，CO{_ ₂}，v{_ _末}，2{^ ^{0.5}}，见注{^ [1]}、后{S {^ ²}}，{^ ²³⁵}U，x{_ _{i^2}}。"
    );
    assert_eq!(
        picture(
            "<p>价<del>100元</del><ins>80元</ins>，<s>甲</s><strike>乙</strike>，<span style='text-decoration: line-through'>丙</span>，\
             <u>丁</u><mark>戊</mark><del><b>己</b>庚</del></p>"
        ),
        "paragraph|价{D 100元}{I 80元}，{D 甲乙}，{D 丙}，{I 丁}{M 戊}{D {S 己}庚}"
    );
    assert_eq!(
        picture("<p><sup>本报讯</sup></p><p><b>10<sup>6</sup>元</b>整</p>"),
        "paragraph|{^ 本报讯}\nparagraph|{S 10{^ ⁶}元}整"
    );
    assert_eq!(
        picture("<p>码 <code>x<sup>2</sup></code></p><pre>a<sup>2</sup>\n</pre>"),
        "paragraph|码 {C x²}\ncode|a^2"
    );
}

#[test]
fn words_cut_by_tags_are_whole() {
    assert_eq!(
        picture(
            "<p>宁夏<span id=a><a href='https://x.example'>金晶科技</a></span><span></span>有限<!-- x -->公<wbr>司<sub>2</sub><del>旧</del><q>引</q></p>"
        ),
        "paragraph|宁夏{L 金晶科技 https://x.example}有限公司{_ ₂}{D 旧}“引”"
    );
}

#[test]
fn what_a_link_leads_to_keeps_its_name() {
    let page = "<p>桥头<sup id=r1><a href='#n1'>[1]</a></sup>有风。</p><p id=other>没有人来这里。</p>\
        <p>再往前<a name=old></a>走，<a href='#old'>1</a>。</p><ol><li id=n1><a href='#r1'>1</a> 早晨的桥。</li></ol>";
    assert_eq!(
        picture(page),
        "paragraph|桥头{L {^ {A [ r1}1]} #n1}有风。\nparagraph|没有人来这里。\n\
         paragraph|再往前{A 走 old}，{L 1 #old}。\nlist|{L {A 1 n1} #r1} 早晨的桥。"
    );
}
