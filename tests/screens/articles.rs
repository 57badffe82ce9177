//! The *articles* of the stage, our own.

use crate::kit::Stage;

/// A post of an export: date, source and a body of HTML.
pub fn post(title: &str, date: &str, source: &str, body: &str) -> String {
    format!("---\ntitle: '{title}'\nauthor: {source}\ndate: {date}\n---\n<div>{body}</div>\n")
}

/// An article with everything in it.
pub const EVERYTHING: &str = "\
---
title: '开会时间一天比一天晚！天津市委、市政府连夜部署“清零”行动'
author: 上观新闻
date: Fri, 14 Jan 2022 01:57:37 GMT
---
<div>
<p>天津市委、市政府13日晚11：30召开疫情防控视频会议，部署全员检测。“从现在起，一切为了清零！”会议强调，要科学、精准、高效地推进社会面“清零”，确保不漏一户、不漏一人。</p>
<h2>会议开到深夜</h2>
<p>连日来，会议的时间一天比一天晚：<b>10日</b>晚8：00，11日晚9：30，12日晚10：30——直到13日的深夜。市民说：“看到会议的时间，就知道他们<a href=\"http://a.example/\">没有睡</a>。”</p>
<blockquote><p>人民至上、生命至上；早一天清零，早一天安心。</p></blockquote>
<ul><li>第一，压实各方责任</li><li>第二，组织全员检测<ul><li>津南区、和平区</li></ul></li></ul>
<ol><li>上午检测</li><li>下午公布</li></ol>
<h2>各区的数字</h2>
<table><tr><th>区</th><th>新增</th></tr><tr><td>津南区</td><td>33例</td></tr><tr><td>河西区</td><td>5例</td></tr></table>
<img src=\"http://a.example/b.jpg\" alt=\"检测点前的队伍\">
<p>会议结束时，城市还在灯光里。记者离开的时候，看见路口的红灯变绿，一辆送菜的货车驶过。</p>
<pre><code>fn main() {
    println!(\"这一行代码很长很长，长到屏幕的右边都放不下它，所以要左右移动才能看完，不折行\");
}</code></pre>
<p>编辑部的GDP与gdp各写一次。</p>
<p>票价<del>十元</del><ins>八元</ins>，<mark>每天</mark>约10<sup>3</sup>人，<ruby>東京<rt>とうきょう</rt></ruby>也一样。</p>
</div>
";

/// Articles enough to scroll the list.
pub fn shelf() -> Vec<(String, String)> {
    let mut files = vec![("everything.md".to_owned(), EVERYTHING.to_owned())];
    for n in 1..=20 {
        let body: String = (1..=n % 4 + 1)
            .map(|p| format!("<p>第{n}篇的第{p}段：海河边的早晨，卖煎饼的人已经支起了摊子。</p>"))
            .collect();
        let title =
            if n % 5 == 0 { format!("第{n}篇 关于会议的报道") } else { format!("第{n}篇 天津早晨") };
        files.push((format!("{n:02}.md"), post(&title, &format!("2021-12-{:02} 08:00:00", 31 - n), "天津日报", &body)));
    }
    files
}

/// A stage with [`shelf`].
pub fn library() -> Stage {
    let files = shelf();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Stage::new(&files)
}
