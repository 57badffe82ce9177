//! *Han numerals*: the value of a number that is written in Han.

/// Whether a character is part of a number in Han.
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some() || power(c).is_some() || matches!(c, '廿' | '卅' | '卌')
}

/// The value of a whole run of numerals; `None` where they make no number. Two digits and more without any 十 stand for
/// places: 二〇二二 is 2022.
pub fn value(run: &str) -> Option<u64> {
    let count = run.chars().count();
    if count == 0 || count > 16 {
        return None;
    }
    if run.chars().all(|c| digit(c).is_some()) {
        return run.chars().try_fold(0_u64, |number, c| number.checked_mul(10)?.checked_add(digit(c)?));
    }
    // Of 亿, 万 and of what is below them; the digit that waits for its power.
    let (mut total, mut part, mut waiting) = (0_u64, 0_u64, None);
    let mut last_power = u64::MAX;
    for c in run.chars() {
        if let Some(number) = digit(c) {
            // 零 only fills a place, and a second digit in one place is none.
            match (number, waiting) {
                (0, _) => waiting = None,
                (_, Some(_)) => return None,
                _ => waiting = Some(number),
            }
        } else if let Some(tens) = ['廿', '卅', '卌'].iter().position(|own| *own == c) {
            part += (tens as u64 + 2) * 10;
            last_power = 10;
        } else {
            match power(c)? {
                // 十一 is 11, 百零三 is 103.
                own @ (10 | 100 | 1000) if own < last_power => {
                    part = part.checked_add(waiting.take().unwrap_or(1) * own)?;
                    last_power = own;
                }
                own @ (10_000 | 100_000_000) => {
                    total = total.checked_add((part + waiting.take().unwrap_or(0)).max(1).checked_mul(own)?)?;
                    (part, last_power) = (0, u64::MAX);
                }
                _ => return None,
            }
        }
    }
    total.checked_add(part)?.checked_add(waiting.unwrap_or(0))
}

fn digit(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn power(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_all_their_ways() {
        for (run, number) in [
            ("一", 1),
            ("十", 10),
            ("十一", 11),
            ("二十", 20),
            ("九十九", 99),
            ("一百", 100),
            ("一百二", 102),
            ("百零三", 103),
            ("一百一十", 110),
            ("两千零五", 2005),
            ("廿一", 21),
            ("卅", 30),
            ("二〇二二", 2022),
            ("一〇三", 103),
            ("一万零一", 10_001),
            ("壹佰贰拾", 120),
            ("三亿", 300_000_000),
            ("〇", 0),
        ] {
            assert_eq!(value(run), Some(number), "{run}");
        }
        for run in ["", "十百千百", "一二十三百", "十十", "一百二百"] {
            assert_eq!(value(run), None, "{run}");
        }
    }
}
