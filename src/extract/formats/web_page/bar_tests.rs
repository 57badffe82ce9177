//! Bars of platforms and bylines in several languages, small and made up.

use super::field_tests::{PROSE, extras, page, told};
use crate::extract::extractor::parse;
use crate::model::Origin;

#[test]
fn bars_and_bylines_of_other_languages_are_read() {
    for (above, wanted) in [
        (
            "<div><a class=follow-nickName>夜行的猫</a> <span class=time>已于&nbsp;2019-12-05 10:00:00&nbsp;修改</span> <span>阅读量1.5k</span> <a>收藏 8</a> <span>于 2019-03-08 10:20:00 首次发布</span> <span>版权声明：本文为博主原创文章，遵循版权协议，转载请附上原文出处链接和本声明。</span></div>",
            "2019-03-08 10:20 | 夜行的猫 | - | - | -",
        ),
        (
            "<div><span>입력</span><span>2019.03.08. 오전 10:20</span><span>기사원문</span></div><p>홍길동 기자</p>",
            "2019-03-08 10:20 | 홍길동 | - | - | -",
        ),
        (
            "<p>By <span>Jane Roe</span> and <span>John Doe</span></p><p>March 8, 2019</p>",
            "2019-03-08 | Jane Roe, John Doe | - | - | -",
        ),
        ("<p>文＝王芳　写真＝李四</p><p>公開日：2019/03/08</p>", "2019-03-08 | 王芳 | - | - | -"),
    ] {
        assert_eq!(told(&page("", above, "")), wanted, "{above}");
    }
    assert_eq!(told(&page("", "", "<p>홍길동 기자 hong@a.example</p>")), "- | 홍길동 | - | - | -");
    assert_eq!(told(&page("", "", "<p>（編集：李四）</p>")), "- | - | - | 李四 | -");
    let japanese = "<html lang=ja><head><title>橋のたもと</title></head><body><article><h1>橋のたもと</h1><p><time>2019年3月8日</time></p><p class=writer>高橋さくら</p>PROSE</article></body>";
    assert_eq!(told(japanese), "2019-03-08 | 高橋さくら | - | - | -");
}

#[test]
fn links_behind_their_label_and_lines_of_a_generator_are_no_text() {
    for (body, wanted) in [
        ("<p>延伸閱讀：</p><p><a>停車費又漲了</a></p><p><a>週年慶的人潮</a></p>", ""),
        ("<p>更多北城報導</p><p><a href=/1>停車費又漲了</a></p>", ""),
        ("<p>更多的人来了</p>", "更多的人来了"),
        ("<div>本文作者： 李四<br>本文链接： https://b.example/a/</div>", ""),
    ] {
        assert_eq!(extras(body), wanted, "{body}");
    }
    let body = "<head><title>早点摊的冬天</title></head><body><article><h1>早点摊的冬天</h1><div>发表于 2019-03-08 | 更新于 2020-01-05 | 分类于 <a>海河</a> | 字数统计: 1.2k | 阅读时长: 5 分钟 | 阅读量: 33</div>PROSE</article></body>";
    let page = format!("<!DOCTYPE html><html>{}</html>", body.replace("PROSE", PROSE));
    let article = parse(&Origin::File("a.html".into()), page.as_bytes()).expect("an article");
    assert_eq!(article.body.len(), 3);
    let categories: Vec<&str> = article.meta.categories.iter().map(|category| category.as_str()).collect();
    assert_eq!(categories, ["海河"]);
    assert_eq!(told(body), "2019-03-08 | - | - | - | -");
}
