//! *Mixed* files: some lines in one encoding and some in another, because somebody glued two files together or went on
//! with an old one in a new program. Each line is read in the encoding in which it is text.

use std::borrow::Cow;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, GB18030, SHIFT_JIS, UTF_8};

use super::Decoded;
use super::likelihood::{Charge, Model, Score};
use super::reading;
use crate::model::{Encoding, Note, SafeText};

/// The encodings that a line may be in, all of which have the ASCII in it.
static TRIED: [&encoding_rs::Encoding; 6] = [UTF_8, GB18030, BIG5, SHIFT_JIS, EUC_JP, EUC_KR];

/// The average charge up to which a line is text in the encoding of its file, and up to which it is text in another.
const IN_ITS_OWN: Charge = 100;
const IN_ANOTHER: Charge = 90;
/// The fewest characters, ASCII apart, by which a line is known to be in another encoding.
const LEAST: usize = 4;
/// In a file of more bytes only lines are looked at that cannot be read at all, or that are UTF-8.
const LARGE: usize = 1 << 20;

/// Reads a file of which some lines are not in its `main` encoding; `None` where all are, or none can be told.
pub(super) fn read(bytes: &[u8], main: Encoding) -> Option<Decoded<'static>> {
    let main = main.web().filter(|main| main.is_ascii_compatible())?;
    let is_large = bytes.len() > LARGE;
    let lines = || bytes.split_inclusive(|&byte| byte == b'\n');
    // Nearly always there is none, and then nothing is put together.
    let first = lines().find_map(|line| other(line, main, is_large))?;
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let (mut undecodable, mut own, mut others) = (0, 0, 0);
    for line in lines() {
        let other = other(line, main, is_large);
        match other {
            Some(_) => others += 1,
            None => own += usize::from(!line.is_ascii()),
        }
        let read = reading::read(line, other.unwrap_or(main).into());
        undecodable += read.undecodable;
        text.push_str(&read.text);
    }
    // The file is named by what most of its lines are in.
    let (encoding, other, lines) = if others > own { (first, main, own) } else { (main, first, others) };
    let note = Note::MixedEncodings { other: SafeText::line(Encoding::from(other).name()), lines };
    Some(Decoded { text: Cow::Owned(text), encoding: encoding.into(), undecodable, notes: vec![note] })
}

/// The encoding that a line is in, if that is not `main`.
fn other(line: &[u8], main: &'static encoding_rs::Encoding, is_large: bool) -> Option<&'static encoding_rs::Encoding> {
    if line.is_ascii() {
        return None;
    }
    let decoded = |encoding: &'static encoding_rs::Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(line).map(|text| (encoding, text))
    };
    let is_utf_8 = simdutf8::basic::from_utf8(line).is_ok();
    if is_utf_8 && main == UTF_8 {
        return None;
    }
    let mains = if is_large && is_utf_8 { None } else { decoded(main) };
    if is_large && !is_utf_8 && mains.is_some() {
        return None;
    }
    let score = |encoding: &'static encoding_rs::Encoding, text: &str| Score::of(text, Model::of(encoding.into()));
    let mains = match &mains {
        Some((_, text)) => {
            // What is UTF-8 by all its bytes is so by accident only where it is very short.
            let mean = score(main, beginning(text)).foreign_mean();
            if mean.is_none_or(|mean| mean <= IN_ITS_OWN) && !is_utf_8 {
                return None;
            }
            score(main, text)
        }
        None => score(main, &main.decode_without_bom_handling(line).0),
    };
    let tried = TRIED.into_iter().filter(|encoding| *encoding != main).filter_map(decoded);
    let texts = tried.filter_map(|(encoding, text)| {
        let score = score(encoding, &text);
        let is_text = score.foreign_mean().is_some_and(|mean| mean <= IN_ANOTHER);
        let foreign = || text.chars().filter(|c| !c.is_ascii()).count() >= LEAST;
        (is_text && score.total < mains.total && foreign()).then_some((encoding, score.total))
    });
    texts.min_by_key(|(_, total)| *total).map(|(encoding, _)| encoding)
}

/// The beginning of what is not ASCII in a line: nearly always it is enough to tell that the line is text.
fn beginning(text: &str) -> &str {
    const ENOUGH: usize = 120;
    let start = text.bytes().position(|byte| !byte.is_ascii()).unwrap_or(0);
    &text[start..text.floor_char_boundary(start + ENOUGH)]
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::*;

    const TEXTS: [(&str, &encoding_rs::Encoding); 5] = [
        ("旧稿是用老编码写的，讲的是桥头的早市。\n", GB18030),
        ("新稿接着往下写，换了一个编辑器，编码也换了。\n", UTF_8),
        ("舊書店的老闆說，這些字盤他還捨不得丟掉。\n", BIG5),
        ("朝の市場ではラジオの天気予報だけが話をしている。\n", SHIFT_JIS),
        ("시장 사람들은 새벽부터 말없이 천막을 세운다.\n", EUC_KR),
    ];

    #[test]
    fn each_line_is_read_in_the_encoding_in_which_it_is_text() {
        for (first, one) in TEXTS {
            for (second, two) in TEXTS.into_iter().filter(|(_, two)| *two != one) {
                let bytes =
                    [&one.encode(first).0[..], b"plain ascii\n", &two.encode(second).0, &one.encode(first).0].concat();
                let decoded = decode(&bytes, None).expect("text");
                assert_eq!(
                    decoded.text,
                    format!("{first}plain ascii\n{second}{first}"),
                    "{} {}",
                    one.name(),
                    two.name()
                );
                assert_eq!((decoded.encoding, decoded.undecodable), (one.into(), 0), "{} {}", one.name(), two.name());
                assert!(
                    matches!(&decoded.notes[..], [Note::MixedEncodings { other, lines: 1 }] if *other == two.name()),
                    "{:?}",
                    decoded.notes
                );
            }
        }
    }

    #[test]
    fn rare_characters_and_damage_are_no_other_encoding() {
        let rare = "鄱阳湖畔\n觥筹交错，饕餮盛宴。\n旧稿是用老编码写的，讲的是桥头的早市，卖糖的老人还在。\n";
        let (bytes, _, _) = GB18030.encode(rare);
        let decoded = decode(&bytes, None).expect("text");
        assert_eq!((&*decoded.text, decoded.notes.len()), (rare, 0));
        let mut damaged = "第一行写的是早市。\n第二行写的是糖。\n第三行写的是桥。\n".as_bytes().to_vec();
        damaged[30] = 0xFF;
        let decoded = decode(&damaged, None).expect("text");
        assert_eq!((decoded.encoding.name(), decoded.notes.len()), ("UTF-8", 0));
        assert!(decoded.undecodable > 0);
    }
}
