//! The words of *pictures*.

use super::Words;
use crate::model::{Language, PictureDevice, PictureFault, PictureReason, PictureWay, SafeText};

impl Words {
    /// The words of pictures.
    pub fn pictures(&self) -> &'static PictureWords {
        PictureWords::of(self.language)
    }
}

words! { PictureWords;
    /// Before a caption: around the number of the picture and how many there are.
    before: "〔图 ", "[image ";
    between: "／", "/";
    after: "〕", "] ";
    /// The title of a picture over the screen.
    title: "图", "Picture";
    /// The heading of its keys in the help.
    group: "看图时", "While a picture is shown";
    /// What can be done there.
    hint: "{next-picture} {previous-picture} 换图  {zoom-in} {zoom-out} {zoom-fit} 缩放  {copy-address} 复制网址  {open-outside} 另开  {back} 关闭",
        "{next-picture} {previous-picture} next, last  {zoom-in} {zoom-out} {zoom-fit} zoom  {copy-address} address  {open-outside} outside  {back} closes";
    /// After the size of a picture.
    pixels: " 像素", " pixels";
    /// While a picture is read.
    loading: "正在读图", "Reading the picture";
    /// The article has none.
    none: "这一篇没有图", "This article has no pictures";
    /// There is no further one.
    last: "这是最后一幅", "This is the last one";
    first: "这是第一幅", "This is the first one";
    /// Nothing says where a picture is.
    no_address: "这幅图没有写明网址", "Nothing says where this picture is";
    /// It cannot be opened in another program.
    not_outside: "这幅图不是单独的文件，也不在网上，打不开", "This picture is no file of its own and not on the web: nothing opens it";
    /// The terminal has too few colours.
    too_few_colours: "这个终端的颜色不够，图显示不出来", "Pictures are not shown: this terminal has too few colours";
    /// Of the setting: what it is for, and what it is now.
    in_text: "文中的图", "pictures in the text";
    shown_in_text: "文中显示小图", "Small pictures in the text";
    only_said: "图只写图注", "Of pictures only the captions";
    /// Doctor: how pictures are shown, and why so.
    way: "图片：", "pictures: ";
    cells: "两色格", "cells of two colours";
    not_shown: "不显示", "not shown";
    why_open: "（"," (";
    why_close: "）", ")";
    why_asked: "打开时问终端，它不答就这样", "the terminal is asked when the reader opens; this, if it does not answer";
    why_answered: "终端这样答", "the terminal says so";
    why_environment: "环境变量说是这种终端", "the environment says that it is such a terminal";
    why_configured: "配置里写的", "so says the configuration";
    why_between: "隔着 tmux 或 screen", "tmux or screen is between";
    why_colours: "颜色不够", "too few colours";
    why_unwanted: "不要颜色（NO_COLOR）", "no colours are wanted (NO_COLOR)";
    /// Why a picture cannot be shown.
    on_network: "图在网上，没有去取", "The picture is on the web, and was not fetched";
    outside: "图在文库外面，不去读", "The picture lies outside of the archive, and is not read";
    missing: "没有这个文件", "There is no such file";
    unreadable: "读不了：", "It cannot be read: ";
    too_many_bytes: "文件太大，不读", "The file is too large to be read";
    too_many_pixels: "图太大，不显示", "The picture is too large to be drawn";
    unknown: "不是图，或是认不得的图", "It is no picture, or of a kind that is not known";
    vector: "是矢量图（SVG），不显示", "It is a vector drawing (SVG), which is not drawn";
    broken: "图坏了：", "The picture is damaged: ";
    too_long: "读得太久，放弃了", "It took too long to be read, and was given up";
    fell: "读这幅图的部分出了错", "What was to read this picture failed";
}

impl PictureWords {
    /// How pictures are shown, and why so.
    pub fn device(&self, device: &PictureDevice) -> String {
        let way = match device.way {
            PictureWay::Words => self.not_shown,
            PictureWay::Cells { .. } => self.cells,
            PictureWay::Sixel => "sixel",
            PictureWay::Iterm => "iTerm2",
            PictureWay::Kitty => "kitty",
        };
        let why = match device.reason {
            PictureReason::NothingBetter => self.why_asked,
            PictureReason::Answered => self.why_answered,
            PictureReason::Environment => self.why_environment,
            PictureReason::Configured => self.why_configured,
            PictureReason::Between => self.why_between,
            PictureReason::Colours => self.why_colours,
            PictureReason::Unwanted => self.why_unwanted,
        };
        format!("{}{way}{}{why}{}", self.way, self.why_open, self.why_close)
    }

    /// Why a picture cannot be shown.
    pub fn fault(&self, fault: &PictureFault) -> SafeText {
        let said = match fault {
            PictureFault::NoAddress => self.no_address.to_owned(),
            PictureFault::OnNetwork => self.on_network.to_owned(),
            PictureFault::Outside => self.outside.to_owned(),
            PictureFault::Missing => self.missing.to_owned(),
            PictureFault::Unreadable(why) => {
                format!("{}{}", self.unreadable, crate::model::diagnostic(why, self.language))
            }
            PictureFault::TooManyBytes => self.too_many_bytes.to_owned(),
            PictureFault::TooManyPixels => self.too_many_pixels.to_owned(),
            PictureFault::Unknown => self.unknown.to_owned(),
            PictureFault::Vector => self.vector.to_owned(),
            PictureFault::Broken(why) => format!("{}{why}", self.broken),
            PictureFault::TooLong => self.too_long.to_owned(),
            PictureFault::Fell => self.fell.to_owned(),
        };
        SafeText::line(&said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn w10_every_word_has_one_width_on_every_terminal() {
        for word in Language::EACH.map(|language| PictureWords::of(language).all()).concat() {
            assert_eq!(word.width(), word.width_cjk(), "{word} has an ambiguous character");
        }
    }
}
