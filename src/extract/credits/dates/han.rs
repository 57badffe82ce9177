//! Dates written out in *Han*: `二〇二四年五月十三日`.

/// The date in digits, where a text without any writes one out.
pub(super) fn in_digits(text: &str) -> Option<String> {
    if !text.contains('年') || text.contains(|c| super::cursor::digit(c).is_some()) {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let digit_at = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied().and_then(digit);
    let mut out = String::with_capacity(text.len());
    for (at, &c) in chars.iter().enumerate() {
        let beside = (digit_at(at.checked_sub(1)).is_some(), digit_at(Some(at + 1)).is_some());
        // 十二 is 12, 二十 is 20, 十 is 10, 二十三 is 23.
        let tens = match c {
            '十' => Some(("", "1")),
            '廿' => Some(("2", "2")),
            '卅' => Some(("3", "3")),
            _ => None,
        };
        match (tens, digit(c)) {
            (Some((behind_digit, alone)), _) => {
                out.push_str(if beside.0 { behind_digit } else { alone });
                if !beside.1 {
                    out.push('0');
                }
            }
            (None, Some(digit)) => out.push(digit),
            (None, None) => out.push(c),
        }
    }
    Some(out)
}

fn digit(c: char) -> Option<char> {
    let digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let value = if matches!(c, '零' | '○') { Some(0) } else { digits.iter().position(|&digit| digit == c) };
    value.and_then(|value| char::from_digit(u32::try_from(value).ok()?, 10))
}
