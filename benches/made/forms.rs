//! The *forms* of files: a made article as an exported post, a text dump, Markdown, a saved page or an item of a feed,
//! with what the programs that wrote them leave behind.

use std::fmt::Write as _;

use super::article::{Form, MadeArticle, Piece};

impl MadeArticle {
    /// Where its file is in the archive.
    pub fn path(&self) -> String {
        let extension = match self.form {
            Form::Post | Form::Markdown => "md",
            Form::Scraped => "txt",
            Form::Page => "html",
        };
        let (year, month) = (self.published.year(), self.published.month());
        match self.number % 5 {
            0..3 => format!("{year}/{month:02}/{}_{}.{extension}", self.file_title(), self.number),
            _ => format!("{year}/{month:02}/{}.{extension}", 34_000_000_000_u64 + self.number as u64 * 7),
        }
    }

    /// The title as exporters write it in names: no sign that a file system may not have.
    fn file_title(&self) -> String {
        self.title
            .chars()
            .map(
                |c| if matches!(c, ':' | '/' | '\\' | '?' | '*' | '"' | '<' | '>' | '|' | '[' | ']') { '_' } else { c },
            )
            .collect()
    }

    /// The bytes of its file.
    pub fn file(&self) -> Vec<u8> {
        let text = match self.form {
            Form::Post => self.post(),
            Form::Markdown => self.markdown(),
            Form::Scraped => self.scraped(),
            Form::Page => self.page(),
        };
        if self.legacy { encoding_rs::GB18030.encode(&text).0.into_owned() } else { text.into_bytes() }
    }

    fn post(&self) -> String {
        let mut out = String::with_capacity(16_000);
        let title = match self.title.contains(['\'', ':', '[', '"', '@', '“', '!']) {
            true => format!("'{}'", self.file_title().replace('\'', "''")),
            false => self.title.clone(),
        };
        let date = match self.number % 41 {
            7 => "Invalid Date".to_owned(),
            _ => self.published.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string(),
        };
        let _ = write!(out, "\n---\ntitle: {title}\ncategories: \n");
        for category in &self.categories {
            let _ = writeln!(out, " - {category}");
        }
        let image = self.image(0);
        let _ = write!(
            out,
            "headimg: '{image}'\nauthor: {}\ncomments: false\ndate: {date}\nthumbnail: '{image}'\n---\n\n<div>   \n",
            self.source
        );
        self.body(&mut out);
        out.push_str("  \n</div>\n            ");
        out
    }

    /// What stands in a post and in a feed.
    fn body(&self, out: &mut String) {
        if self.number.is_multiple_of(3) {
            let _ = writeln!(out, "<p>　　<strong>{}</strong></p>", self.title);
        }
        if self.number.is_multiple_of(4) {
            let _ = writeln!(out, "<p>　　来源：{}</p>", self.source);
        }
        for (at, piece) in self.pieces.iter().enumerate() {
            let _ = match piece {
                Piece::Paragraph(text) => match (self.number + at) % 16 {
                    3 => writeln!(out, "<p cms-style=\"font-L\">　　<font cms-style=\"font-L\">{text}</font></p>"),
                    5 => writeln!(out, "<p>　　{}</p>", self.linked(text)),
                    9 => writeln!(out, "<p>　　</p>\n<p>　　{text}<br></p>"),
                    14 => writeln!(out, "<!--article_adlist[<p>　　{text}</p>]article_adlist-->"),
                    _ => writeln!(out, "<p>　　{text}</p>"),
                },
                Piece::Subhead(text) if at % 2 == 0 => writeln!(out, "<p>　　<strong>{text}</strong></p>"),
                Piece::Subhead(text) => writeln!(out, "<p><font cms-style=\"strong-Bold\">　　{text}</font></p>"),
                Piece::Image(caption) => {
                    let image = self.image(at);
                    writeln!(
                        out,
                        "<div class=\"img_wrapper\"><img style=\"max-width: 500px;\" src=\"{image}\" alt=\"{caption}\" \
                         data-link=\"\" referrerpolicy=\"no-referrer\"><span class=\"img_descr\">{caption}</span></div>"
                    )
                }
                Piece::Quote(text) => writeln!(out, "<blockquote><p>{text}</p></blockquote>"),
                Piece::List(items) => {
                    let items: String = items.iter().map(|item| format!("<li><p>{item}</p></li>")).collect();
                    writeln!(out, "<ul>{items}</ul>")
                }
                Piece::Table(rows) => {
                    let row = |row: &[String; 3]| format!("<tr><td>{}</td></tr>", row.join("</td><td>"));
                    let rows: String = rows.iter().map(row).collect();
                    writeln!(out, "<table border=\"1\"><tbody>{rows}</tbody></table>")
                }
            };
        }
        if self.number.is_multiple_of(2) {
            let _ =
                writeln!(out, "<p class=\"article-editor\">责任编辑：{} SF{:03}</p>", self.editor, self.number % 200);
        }
    }

    /// A text with a word of it linked, as stock names are.
    fn linked(&self, text: &str) -> String {
        let marks: Vec<usize> = text.match_indices(['，', '。']).map(|(at, _)| at).collect();
        let Some(&at) = marks.get(marks.len() / 2) else { return text.to_owned() };
        let start = text[..at].char_indices().rev().nth(3).map_or(0, |(start, _)| start);
        let stock = self.number % 1000;
        format!(
            "{}<span id=\"stock_sh600{stock:03}\"><a href=\"https://finance.example.cn/realstock/sh600{stock:03}/nc.shtml\" \
             class=\"keyword\" target=\"_blank\">{}</a></span><span id=\"quote_sh600{stock:03}\"></span>{}",
            &text[..start],
            &text[start..at],
            &text[at..]
        )
    }

    fn image(&self, at: usize) -> String {
        let made = (self.number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        format!("https://n.example.cn/news/crawl/{at}/w550h{at}/{}/{made:08x}.jpg", self.published.strftime("%Y%m%d"))
    }

    fn markdown(&self) -> String {
        let mut out = String::with_capacity(12_000);
        let _ = write!(
            out,
            "---\ntitle: \"{}\"\ndate: {}\ntags: [{}]\n---\n\n",
            self.title.replace(['"', '\\'], "'"),
            self.published.strftime("%Y-%m-%d %H:%M"),
            self.categories.join(", ")
        );
        for (at, piece) in self.pieces.iter().enumerate() {
            let _ = match piece {
                Piece::Paragraph(text) if at % 9 == 4 => writeln!(out, "**{}**{text}\n", self.author),
                Piece::Paragraph(text) => writeln!(out, "{text}\n"),
                Piece::Subhead(text) => writeln!(out, "## {text}\n"),
                Piece::Image(caption) => writeln!(out, "![{caption}]({})\n", self.image(at)),
                Piece::Quote(text) => writeln!(out, "> {text}\n"),
                Piece::List(items) => writeln!(out, "- {}\n", items.join("\n- ")),
                Piece::Table(rows) => {
                    let rows: Vec<String> = rows.iter().map(|row| format!("| {} |", row.join(" | "))).collect();
                    writeln!(out, "{}\n| --- | --- | --- |\n{}\n", rows[0], rows[1..].join("\n"))
                }
            };
        }
        out
    }

    fn scraped(&self) -> String {
        let mut out = String::with_capacity(12_000);
        let _ = write!(
            out,
            "登录\n注册\n首页\n新闻\n财经\n{}\n{}{}{}\n",
            self.title,
            self.source,
            self.published.strftime("%Y-%m-%d %H:%M:%S"),
            self.number % 90
        );
        for piece in &self.pieces {
            let _ = match piece {
                Piece::Paragraph(text) | Piece::Subhead(text) | Piece::Quote(text) => writeln!(out, "{text}"),
                Piece::Image(caption) => writeln!(out, "{{image=1}}\n{caption}"),
                Piece::List(items) => writeln!(out, "{}", items.join("\n")),
                Piece::Table(rows) => {
                    let cells: Vec<&str> = rows.iter().flatten().map(String::as_str).collect();
                    writeln!(out, "{}", cells.join("\n"))
                }
            };
        }
        let _ = write!(
            out,
            "责任编辑：{}\n分享到微信\n评论列表\n共({})条\n热点\n关注\n推荐\n打开客户端看更多\n",
            self.editor,
            self.number % 7
        );
        out
    }

    fn page(&self) -> String {
        const SCRIPT: &str = "<script>window.__page={\"channel\":\"news\",\"login\":false,\"ad\":[1,2,3]};(function(w,d){\
            var s=d.createElement('script');s.async=true;s.src='//s.example.cn/p.js';d.head.appendChild(s)})(window,document);\
            </script>\n";
        let mut out = String::with_capacity(48_000);
        let charset = if self.legacy { "gb18030" } else { "utf-8" };
        let _ = write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"{charset}\">\n<title>{}_{}</title>\n\
             <meta name=\"keywords\" content=\"{}\">\n<style>.a{{color:#333}}.nav li{{float:left}}.foot{{clear:both}}</style>\n{}\
             </head>\n<body>\n<ul class=\"nav\">\n",
            self.title,
            self.source,
            self.categories.join(","),
            SCRIPT.repeat(12)
        );
        self.links("channel", 40, &mut out);
        let _ = write!(
            out,
            "</ul>\n<div class=\"main\"><h1 class=\"main-title\">{}</h1>\n<div class=\"date-source\"><span class=\"date\">{}</span> \
             <span class=\"source\">来源：{}</span> <a href=\"#comment\">评论 {}</a></div>\n<div class=\"article\" id=\"article\">\n",
            self.title,
            self.published.strftime("%Y年%m月%d日 %H:%M"),
            self.source,
            self.number % 90
        );
        self.body(&mut out);
        out.push_str(
            "</div>\n<div class=\"share\">分享到微信 微博</div></div>\n<div class=\"hot\"><h3>相关推荐</h3><ul>\n",
        );
        self.links("doc", 30, &mut out);
        out.push_str("</ul></div>\n<div class=\"foot\">版权所有 未经许可不得转载</div>\n");
        out.push_str(&SCRIPT.repeat(8));
        out.push_str("</body></html>\n");
        out
    }

    fn links(&self, kind: &str, count: usize, out: &mut String) {
        for at in 0..count {
            let _ = writeln!(
                out,
                "<li><a href=\"https://www.example.cn/{kind}/{}-{at}.shtml\" target=\"_blank\">{}</a></li>",
                self.number,
                self.categories[at % self.categories.len()]
            );
        }
    }

    /// An item of a feed with the whole text.
    pub fn item(&self, out: &mut String) {
        let _ = write!(
            out,
            "<item><title>{}</title><link>https://example.cn/{1}</link><guid>https://example.cn/{1}</guid>\
             <author>{2}</author><pubDate>{3}</pubDate><description><![CDATA[",
            self.title.replace('&', "&amp;").replace('<', "&lt;"),
            self.number,
            self.source,
            self.published.strftime("%a, %d %b %Y %H:%M:%S +0800"),
        );
        self.body(out);
        out.push_str("]]></description></item>\n");
    }
}
