//! What a line may be by how it is written: a chapter head for sure, one if others like it bear it out, or none.

use crate::model::numerals;

/// A line that may be a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HeadCandidate {
    pub form: Form,
    /// What it counts, and the number.
    pub unit: Option<char>,
    pub number: Option<u64>,
    /// Whether standing apart is enough.
    pub may_stand_apart: bool,
}

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// 第三章 夜雨: nothing else is written so.
    Sure,
    /// 第三章夜雨: so sentences begin too.
    Glued,
    /// 三十章.
    Bare,
    /// 三、夜雨.
    Comma,
    /// （三）
    Bracketed,
    /// 3. 夜雨, or a number alone.
    Dotted,
}

impl HeadCandidate {
    pub const SURE: Self = Self { form: Form::Sure, unit: None, number: None, may_stand_apart: false };

    fn counted(form: Form, unit: char, number: u64) -> Self {
        Self { form, unit: Some(unit), number: Some(number), may_stand_apart: form != Form::Glued }
    }
}

/// The longest head, in characters.
const LONGEST: usize = 56;

/// What a line may be.
pub(super) fn candidate(line: &str) -> Option<HeadCandidate> {
    if line.len() > LONGEST * 4 || line.chars().count() > LONGEST {
        return None;
    }
    if let Some(item) = item(line) {
        return Some(item);
    }
    let bare = line.trim_start_matches(is_ornament);
    let bare = bare.strip_prefix("正文").map_or(bare, |rest| rest.trim_start_matches(is_ornament));
    let bare = bare.strip_prefix("VIP章节").map_or(bare, |rest| rest.trim_start_matches(is_ornament));
    if bare.is_empty() || ends_sentence(line) {
        return None;
    }
    // One large site begins every chapter so, whatever it is called.
    if line.starts_with("☆、") {
        return Some(HeadCandidate::SURE);
    }
    ordinal(bare)
        .or_else(|| unit_first(bare))
        .or_else(|| bare_count(bare))
        .or_else(|| named(bare))
        .or_else(|| western(bare))
}

/// What stands around a head for ornament: 【第七章】, ☆、第六章, === 第八章 ===.
fn is_ornament(c: char) -> bool {
    c.is_whitespace() || "☆★◎●○◆◇■□▲△▼▽※§#*=~_-—–·•、【[〖〈《「『<+|".contains(c)
}

/// Whether a line ends as sentences do. What is in quotation marks may be a title.
fn ends_sentence(line: &str) -> bool {
    line.ends_with(['。', '．', '，', '；', '、', ';', ',']) || line.ends_with(['—', '…']) && line.chars().count() > 20
}

/// What is counted: what parts a book, and what parts these.
const UNITS: &str = "章回节節卷部集篇册冊编編折幕场場话話讲講课課季辑輯";
/// Of these the ones that hardly count anything but the parts of a book.
const STRONG: &str = "章回卷";

/// 第三章 …
fn ordinal(line: &str) -> Option<HeadCandidate> {
    let rest = line.strip_prefix('第')?.trim_start();
    let (number, rest) = number(rest)?;
    let rest = rest.trim_start();
    let unit = rest.chars().next().filter(|unit| UNITS.contains(*unit))?;
    let behind = &rest[unit.len_utf8()..];
    // 第三部分 总结: a part, and no people who have gone.
    let (unit, behind) = match behind.strip_prefix('分') {
        Some(behind) if unit == '部' => ('分', behind),
        _ => (unit, behind),
    };
    if is_parted(behind) {
        return Some(HeadCandidate { form: Form::Sure, ..HeadCandidate::counted(Form::Sure, unit, number) });
    }
    let glued =
        behind.chars().next().is_some_and(|next| unit != '分' && !makes_word(unit, next) && !"，。；".contains(next));
    let is_title = glued && !behind.contains(['。', '；']) && behind.chars().count() <= 40;
    is_title.then(|| HeadCandidate::counted(Form::Glued, unit, number))
}

/// Whether what stands behind a unit is a title, or nothing: a mark or white space parts them.
fn is_parted(behind: &str) -> bool {
    let Some(next) = behind.chars().next() else { return true };
    next.is_whitespace() || !next.is_alphanumeric() && !"，。；,;”’".contains(next)
}

/// Words that begin with a unit, and what a sentence goes on with behind one.
fn makes_word(unit: char, next: char) -> bool {
    let words = match unit {
        '章' => "程鱼魚法则則印台臺",
        '回' => "合来來家去头頭忆憶答应應报報归歸国國味收复復到信访訪顾顧族教民音避",
        '节' | '節' => "目课課日气氣奏约約省能假点點食余餘育度俗操衣制",
        '部' => "门門队隊长長委件位落署下属屬将將族首",
        '集' => "团團体體合中市会會成结結训訓邮郵资資装裝镇鎮权權",
        '卷' => "入子土烟煙宗发發尺",
        '篇' => "文幅目",
        '册' | '冊' => "子页頁",
        '编' | '編' => "辑輯制者号號剧劇写寫织織排译譯码碼导導",
        '折' => "扣叠疊磨旧舊射腾騰",
        '幕' => "后後布府僚",
        '场' | '場' => "次合地景所面比会會战戰馆館外",
        '话' | '話' => "题題剧劇语語费費筒音",
        '讲' | '講' => "话話课課师師究台臺解述座坛壇义義",
        '课' | '課' => "程本文堂题題时時间間外后後前余餘",
        '季' => "度节節风風军軍后後赛賽",
        '辑' | '輯' => "录錄",
        _ => "",
    };
    words.contains(next) || "里裡的是了讲講说說写寫之就也还還都才把被从從所提论論已曾中".contains(next)
}

/// 卷二 夜雨, 卷之三.
fn unit_first(line: &str) -> Option<HeadCandidate> {
    let unit = line.chars().next().filter(|unit| "卷册冊篇部集编編".contains(*unit))?;
    let rest = &line[unit.len_utf8()..];
    let (number, behind) = number(rest.strip_prefix('之').unwrap_or(rest).trim_start())?;
    let form = if unit == '卷' { Form::Sure } else { Form::Bare };
    is_parted(behind).then(|| HeadCandidate::counted(form, unit, number))
}

/// 三十章, 12回 夜雨.
fn bare_count(line: &str) -> Option<HeadCandidate> {
    let (number, rest) = number(line)?;
    let rest = rest.trim_start();
    let unit = rest.chars().next().filter(|unit| STRONG.contains(*unit) || "节節话話幕".contains(*unit))?;
    is_parted(&rest[unit.len_utf8()..]).then(|| HeadCandidate::counted(Form::Bare, unit, number))
}

/// What parts a book and has no number.
const NAMED: &[&str] = &[
    "序",
    "序章",
    "序言",
    "序幕",
    "序曲",
    "自序",
    "代序",
    "前言",
    "引言",
    "引子",
    "楔子",
    "导言",
    "導言",
    "开篇",
    "開篇",
    "卷首语",
    "題記",
    "题记",
    "尾声",
    "尾聲",
    "终章",
    "終章",
    "尾章",
    "大结局",
    "大結局",
    "结语",
    "結語",
    "后记",
    "後記",
    "跋",
    "附录",
    "附錄",
    "番外",
    "番外篇",
    "外传",
    "外傳",
    "作者有话说",
    "作者有話說",
    "作者的话",
    "作者的話",
    "完本感言",
    "完结感言",
    "上架感言",
    "写在前面",
    "写在后面",
];

/// The parts of a book in two or three.
const VOLUMES: [&str; 12] =
    ["上卷", "中卷", "下卷", "上部", "中部", "下部", "上篇", "中篇", "下篇", "上册", "中册", "下册"];

/// 楔子, 番外 之一, 番外一, 【番外】某某.
fn named(line: &str) -> Option<HeadCandidate> {
    const LONGEST: usize = 30;
    let begins = |name: &&&str| {
        line.strip_prefix(**name).is_some_and(|rest| {
            let counts = rest.starts_with(numerals::is_numeral) || rest.starts_with(|c: char| c.is_ascii_digit());
            is_parted(rest) || name.chars().count() > 1 && counts && rest.chars().count() <= 4
        })
    };
    let name = NAMED.iter().chain(&VOLUMES).filter(begins).max_by_key(|name| name.len())?;
    let is_alone = line.trim_end_matches(|c: char| !c.is_alphanumeric()).len() == name.len();
    // In 序：天还没有亮的时候 the one sign may be a sentence's.
    let is_head =
        is_alone || name.chars().count() > 1 && line.chars().count() <= LONGEST && !line.contains(['。', '，']);
    is_head.then_some(HeadCandidate::SURE)
}

/// Numbers in words.
const SPELLED: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "first", "last",
];

/// Chapter 12 The End, PART II, Prologue.
fn western(line: &str) -> Option<HeadCandidate> {
    if !line.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let length = line.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(line.len());
    let (word, rest) = line.split_at(length);
    let word = word.to_ascii_lowercase();
    if ["prologue", "epilogue", "preface", "foreword", "afterword", "interlude"].contains(&word.as_str()) {
        return (rest.is_empty() || rest.starts_with([':', '-', '—'])).then_some(HeadCandidate::SURE);
    }
    if !["chapter", "ch", "part", "book", "volume", "vol", "act", "scene", "section", "episode"]
        .contains(&word.as_str())
    {
        return None;
    }
    let rest = rest.strip_prefix('.').unwrap_or(rest).trim_start();
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (count, title) = rest.split_at(length);
    let is_roman = !count.is_empty() && count.bytes().all(|byte| b"IVXLC".contains(&byte));
    let is_digits = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = is_roman || is_digits || SPELLED.contains(&count.to_ascii_lowercase().as_str());
    // In a sentence a small letter goes on: Chapter 12 of the book.
    let title = title.trim_start_matches(|c: char| c.is_whitespace() || ".:-–—".contains(c));
    (is_number && !title.starts_with(|c: char| c.is_lowercase()) && !title.ends_with('.'))
        .then_some(HeadCandidate::SURE)
}

/// An item of what may be a list: 三、夜雨, （三）, 3. 夜雨, 3.
fn item(line: &str) -> Option<HeadCandidate> {
    const LONGEST: usize = 30;
    if line.chars().count() > LONGEST
        || ends_sentence(line)
        || line.ends_with(['：', ':', '？', '！', '?', '!', '”', '」'])
    {
        return None;
    }
    if let Some(inside) = line.strip_prefix(['（', '(', '【', '〔', '［', '[']) {
        let (number, rest) = number(inside)?;
        return rest
            .starts_with(['）', ')', '】', '〕', '］', ']'])
            .then(|| HeadCandidate::counted(Form::Bracketed, '（', number));
    }
    let (count, rest) = number(line)?;
    let is_han = line.starts_with(numerals::is_numeral);
    match rest.chars().next() {
        None if count < 1000 => Some(HeadCandidate::counted(Form::Dotted, if is_han { '一' } else { '1' }, count)),
        // 012 夜雨: a number and a title, which more of them have to bear out.
        Some(' ' | '\u{3000}') if !is_han && count < 10_000 => {
            let candidate = HeadCandidate::counted(Form::Dotted, ' ', count);
            Some(HeadCandidate { may_stand_apart: false, ..candidate })
        }
        Some('、') => Some(HeadCandidate::counted(Form::Comma, if is_han { '一' } else { '1' }, count)),
        // 3.5 is a number.
        Some('.' | '．') if count < 1000 && !rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
            Some(HeadCandidate::counted(Form::Dotted, '.', count))
        }
        _ => None,
    }
}

/// The number at the beginning of a text, in digits or in Han, and what is behind it.
fn number(text: &str) -> Option<(u64, &str)> {
    const LONGEST: usize = 9;
    let digit = |c: char| match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        _ => None,
    };
    let end = |is: &dyn Fn(char) -> bool| text.find(|c: char| !is(c)).unwrap_or(text.len());
    let length = end(&|c| digit(c).is_some());
    if length > 0 {
        let digits: String = text[..length].chars().filter_map(digit).collect();
        return Some((digits.parse().ok().filter(|_| digits.len() <= LONGEST)?, &text[length..]));
    }
    let length = end(&numerals::is_numeral);
    let run = &text[..length];
    Some((numerals::value(run).filter(|_| run.chars().count() <= LONGEST)?, &text[length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(line: &str) -> Option<Form> {
        candidate(line).map(|candidate| candidate.form)
    }

    #[test]
    fn heads_are_known_by_how_they_are_written() {
        for line in [
            "第001章",
            "第一章 开头",
            "第九卷 第二章 这是标题",
            "第一百二十回　甄士隐",
            "第十二节",
            "第 4 章 空格",
            "第５章　全角",
            "第七章：冒号",
            "正文 第三章 中间",
            "☆、第六章",
            "★第三章",
            "【第七章】夜雨",
            "=== 第八章 ===",
            "第三部分 总结",
            "第三幕",
            "第两千零五章（上）",
            "第廿一回",
            "卷二 夜雨",
            "卷之三",
            "番外 之一",
            "番外一",
            "【番外】某某",
            "序章",
            "楔子：夜雨",
            "尾声",
            "后记",
            "作者有话说",
            "序",
            "第一集：早市",
            "Chapter 12 The End",
            "CHAPTER XII",
            "Chapter One",
            "Part II: 夜雨",
            "Prologue",
            "第十章 你到底是谁……",
            "☆、夜雨",
            "第三章、夜雨",
            "上卷",
            "下篇 归途",
            "Vol.3",
            "Ch. 12: 夜雨",
            "第三章 他说“来了”",
        ] {
            assert_eq!(form(line), Some(Form::Sure), "{line}");
        }
    }

    #[test]
    fn what_may_be_a_head_is_so_by_those_around_it() {
        for (line, wanted) in [
            ("第一回甄士隐梦幻识通灵", Form::Glued),
            ("第三章海河边", Form::Glued),
            ("三十章", Form::Bare),
            ("12回 夜雨", Form::Bare),
            ("一、概述", Form::Comma),
            ("（一）", Form::Bracketed),
            ("(3) 夜雨", Form::Bracketed),
            ("1. 数字标题", Form::Dotted),
            ("十二", Form::Dotted),
            ("012 夜雨", Form::Dotted),
        ] {
            assert_eq!(form(line), Some(wanted), "{line}");
        }
    }

    #[test]
    fn sentences_that_begin_so_are_none() {
        for line in [
            "第一章程规定，会员须每年缴费一次。",
            "第二节课上，老师讲了海河的历史",
            "第三部分人走了",
            "第四集团军到了",
            "第二章里提到的那座桥",
            "第一回合双方打平",
            "第三季度的收入",
            "第五届会议",
            "第二章，他写到了海河",
            "第一章 是全书最短的一章，写的是海河。",
            "Chapter 12 of the book tells it",
            "Part of the story",
            "3.5 公里",
            "12:30 集合",
            "2022年1月12日",
            "前言不搭后语",
            "序：天还没有亮的时候，推车就停下了",
            "三章书看完了",
            "中部地区的雨",
            "上篇文章里写过",
            "Part-time workers",
            "Chapters are short",
            "一、二、三，走。",
        ] {
            assert_eq!(form(line), None, "{line}");
        }
    }
}
