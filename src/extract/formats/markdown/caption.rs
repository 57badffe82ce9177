//! The *caption* of an image, as far as its `alt` is one.

use crate::extract::prose::trim;

/// What of an image's `alt` is a caption: not a size, not the name of a file, not what an editor puts there itself.
pub(super) fn caption_of(alt: &str) -> &str {
    const STOPGAPS: &[&str] = &[
        "image",
        "img",
        "pic",
        "picture",
        "photo",
        "alt",
        "alt text",
        "screenshot",
        "cover",
        "logo",
        "图片",
        "图",
        "截图",
        "封面",
        "输入图片说明",
        "在这里插入图片描述",
        "请添加图片描述",
        "输入图片描述",
        "此处输入图片的描述",
    ];
    let shown = alt.split('|').next().unwrap_or_default();
    let caption = trim(shown);
    let lower = caption.to_lowercase();
    let file = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"].iter().any(|ending| lower.ends_with(ending));
    // `image-20200101123456`, `1`, `IMG_0815`
    let made = caption.is_ascii()
        && !caption.contains(' ')
        && caption.bytes().filter(u8::is_ascii_digit).count() * 2 >= caption.len();
    if file || made || STOPGAPS.contains(&lower.as_str()) { "" } else { caption }
}
