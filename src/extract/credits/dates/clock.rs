//! The *clock*: hours of half a day, and zones.

use jiff::tz::Offset;

/// Zones by their names, in hours. CST is China's: for Chicago an offset is written.
const ZONES: &[(&str, i32)] = &[
    ("Z", 0),
    ("GMT", 0),
    ("UTC", 0),
    ("CST", 8),
    ("HKT", 8),
    ("JST", 9),
    ("KST", 9),
    ("MSK", 3),
    ("BST", 1),
    ("CET", 1),
    ("CEST", 2),
    ("EST", -5),
    ("EDT", -4),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
    ("北京时间", 8),
];

/// The hour of the day, from one of a half of it.
pub(super) fn hour(hour: i8, half: Option<&str>) -> i8 {
    let Some(half) = half else { return hour };
    let after_noon = matches!(half, "下午" | "傍晚" | "晚上" | "晚间" | "夜间" | "午後" | "오후")
        || half.starts_with(['p', 'P'])
        || half == "中午" && hour < 11;
    match (after_noon, hour) {
        (true, 1..=11) => hour + 12,
        (false, 12) if half != "中午" => 0,
        _ => hour,
    }
}

/// An offset from UTC by name or number; none that exists is larger than fourteen hours.
pub(super) fn offset(zone: &str) -> Option<Offset> {
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == zone) {
        return Offset::from_seconds(hours * 3600).ok();
    }
    let at = zone.find(['+', '-'])?;
    let digits: String = zone[at..].chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at_checked(if digits.len() < 3 { digits.len() } else { digits.len() - 2 })?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().unwrap_or(0) * 60;
    let seconds = if zone[at..].starts_with('-') { -seconds } else { seconds };
    Offset::from_seconds(seconds).ok().filter(|offset| offset.seconds().abs() <= 14 * 3600)
}
