//! *Detection*: the encoding of bytes that do not say it, or say it wrong.
//!
//! Every encoding that Chinese, Japanese and Korean were written in reads the same stretch of the bytes, however many
//! errors it makes of them, and [`likelihood`](super::likelihood) says which reading is text. A damaged byte so costs
//! a reading little, where a detector that drops an encoding at its first error would be led astray. Only when none of
//! them reads well the bytes are of another script, and chardetng, which knows those, is asked.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, GB18030, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use super::likelihood::{Charge, Model, Score};
use super::reading;
use crate::model::{Encoding, OldEncoding};

/// The encodings that are tried on any bytes; of equals the first wins.
const TRIED: [Encoding; 6] = [
    Encoding::Web(UTF_8),
    Encoding::Web(GB18030),
    Encoding::Web(BIG5),
    Encoding::Web(SHIFT_JIS),
    Encoding::Web(EUC_JP),
    Encoding::Web(EUC_KR),
];
/// Those that are tried where none of these reads well: hardly anything is in them.
const RARE: [Encoding; 2] = [Encoding::Old(OldEncoding::EucTw), Encoding::Old(OldEncoding::Johab)];

/// How much of the bytes is read at first, and how much where that does not decide.
const LITTLE: usize = 2 << 10;
const MUCH: usize = 48 << 10;

/// An average charge up to which a reading is text without any doubt; what is read wrong is charged 110 and more.
const GOOD: Charge = 90;
/// So much less than any other a reading is charged when there is no need to read on.
const FAR_AHEAD: Charge = 1000;

/// The encoding of bytes that are not UTF-8 without an error, given the one they claim to be in.
pub(super) fn detect(bytes: &[u8], claimed: Option<Encoding>) -> Encoding {
    let little = evidence(bytes, LITTLE);
    // Any bytes are letters in an encoding of single bytes: what claims one has to be better than the others.
    if let Some(claimed) = claimed
        && TRIED.contains(&claimed)
        && read(&little, claimed).is_good()
    {
        return claimed;
    }
    if let Some(encoding) = utf_16(bytes) {
        return encoding.into();
    }
    let first = contest(&little, claimed);
    if first.ahead >= FAR_AHEAD || little.len() < LITTLE {
        return first.encoding;
    }
    contest(&evidence(bytes, MUCH), claimed).encoding
}

/// The reading of UTF-16 without a byte order mark, if that is what the bytes are.
pub(super) fn utf_16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let bytes = &bytes[..bytes.len().min(LITTLE) & !1];
    // In either form blank lines, spaces and rules of one sign are letters of scripts that nobody means: what they are
    // in bytes is what they are.
    let told: Vec<u8> = bytes.chunks_exact(2).filter(|unit| !is_blank(unit)).flatten().copied().collect();
    let readings = [UTF_16LE, UTF_16BE].map(|encoding| (encoding, read(&told, encoding.into())));
    let (encoding, score) = readings.into_iter().min_by_key(|(_, score)| score.total)?;
    // Of much of it every other byte may be a zero: that is ASCII. Of a few characters nothing can be known.
    let is_utf_16 = told.len() >= LEAST_UTF_16 && told.len() * 2 >= bytes.len() && score.is_text(GOOD);
    is_utf_16.then_some(encoding)
}

/// Whether both bytes of a unit are white space of ASCII, or the same sign of it.
fn is_blank(unit: &[u8]) -> bool {
    let white = |byte: &u8| byte.is_ascii_whitespace();
    unit.iter().all(white) || unit[0] == unit[1] && unit[0].is_ascii_punctuation()
}

/// Whether bytes are no text in the encoding in which they are most like it: full of what is no character, and the rest
/// of it is none that texts are made of.
pub(super) fn is_nonsense(bytes: &[u8], encoding: Encoding) -> bool {
    /// The largest share of text that is broken, in parts of a hundred.
    const BROKEN: u32 = 5;
    /// A few damaged bytes of a short text tell nothing.
    const LEAST: u32 = 6;
    let score = read(&evidence(bytes, MUCH), encoding);
    score.broken >= LEAST && score.broken_share() > BROKEN && score.foreign_mean().is_some_and(|mean| mean > GOOD + 10)
}

/// The fewest bytes that are taken for UTF-16 without a mark.
const LEAST_UTF_16: usize = 8;

struct Verdict {
    encoding: Encoding,
    /// How much more any other reading is charged.
    ahead: Charge,
}

/// The likeliest reading of `evidence`.
fn contest(evidence: &[u8], claimed: Option<Encoding>) -> Verdict {
    let mut readings: Vec<(Encoding, Score)> =
        TRIED.iter().map(|&encoding| (encoding, read(evidence, encoding))).collect();
    let add = |readings: &mut Vec<(Encoding, Score)>, encoding| {
        if readings.iter().all(|(known, _)| *known != encoding) {
            readings.push((encoding, read(evidence, encoding)));
        }
    };
    if !readings.iter().any(|(_, score)| score.is_good()) {
        for encoding in RARE {
            add(&mut readings, encoding);
        }
    }
    if !readings.iter().any(|(_, score)| score.is_good()) {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(evidence, false);
        add(&mut readings, detector.guess(None, chardetng::Utf8Detection::Deny).into());
    }
    if let Some(claimed) = claimed {
        add(&mut readings, claimed);
    }
    // A claimed encoding has that much in advance: a tenth, and a few characters.
    let charged = |encoding: Encoding, score: Score| match claimed {
        Some(claimed) if claimed == encoding => (score.total - score.total / 10).saturating_sub(100),
        _ => score.total,
    };
    let mut verdict = Verdict { encoding: UTF_8.into(), ahead: 0 };
    let mut least = Charge::MAX;
    for &(encoding, score) in &readings {
        let charge = charged(encoding, score);
        if charge < least {
            verdict = Verdict { encoding, ahead: least - charge };
            least = charge;
        } else {
            verdict.ahead = verdict.ahead.min(charge - least);
        }
    }
    verdict
}

fn read(evidence: &[u8], encoding: Encoding) -> Score {
    Score::of(&reading::read(evidence, encoding).text, Model::of(encoding))
}

impl Score {
    fn is_good(self) -> bool {
        self.foreign_mean().is_some_and(|mean| mean <= GOOD)
    }
}

/// The stretches of the bytes that are not plain ASCII, `most` bytes of them, each begun and ended where no character
/// of any encoding is cut: behind a byte and before one that stand for themselves in all of them.
fn evidence(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut evidence = Vec::with_capacity(most.min(bytes.len()) + 64);
    let mut at = 0;
    while evidence.len() < most
        && let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| !byte.is_ascii()))
    {
        let foreign = at + found;
        let word = bytes[at..foreign].iter().rev().take(24).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let start = foreign - word;
        let most = (most - evidence.len()).max(256);
        let length = bytes[start..].iter().take(most).position(|byte| ENDS.contains(byte));
        let end = length.map_or(bytes.len().min(start + most), |length| start + length);
        evidence.extend_from_slice(&bytes[start..end]);
        evidence.push(b'\n');
        at = end;
    }
    evidence
}

/// Bytes that no encoding has in a character of several.
const ENDS: [u8; 4] = [b'\n', b'\r', b'<', b'>'];

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [(&str, &encoding_rs::Encoding); 5] = [
        ("海河边的风比城里凉一些，\n卖早点的推车在桥头停下，\n锅里的油响起来，谁也不说话。", GB18030),
        ("鉛字店的師傅說，\n這條街上沒有人再用活字印報紙了，\n舊的字盤還在架子上。", BIG5),
        ("行のはじめに句点が立つことは、\n昔から嫌われてきた。\n職人はそれを黙って直した。", EUC_JP),
        ("朝の市場ではラジオの天気予報だけが\n話をしている。\n店の人はまだ何も言わない。", SHIFT_JIS),
        ("저울이 먼저 깨어나는 시간에\n시장 사람들은 말이 없다.\n천막 위로 비가 내린다.", EUC_KR),
    ];

    #[test]
    fn a_sentence_is_enough_and_a_damaged_byte_leads_nobody_astray() {
        for (text, own) in TEXTS {
            let (bytes, _, _) = own.encode(text);
            assert_eq!(detect(&bytes, None), own.into(), "{text}");
            for at in 0..bytes.len() {
                let mut damaged = bytes.to_vec();
                damaged[at] = 0xFF;
                assert_eq!(detect(&damaged, None), own.into(), "{text}, byte {at}");
                let mut cut = bytes.to_vec();
                cut.remove(at);
                assert_eq!(detect(&cut, None), own.into(), "{text} without byte {at}");
                assert_eq!(detect(&bytes[at / 2..], None), own.into(), "{text} from byte {} on", at / 2);
            }
        }
    }

    #[test]
    fn a_claim_is_checked_against_the_bytes() {
        for (text, own) in TEXTS {
            let (bytes, _, _) = own.encode(text);
            for (_, claimed) in TEXTS {
                assert_eq!(detect(&bytes, Some(claimed.into())), own.into(), "{text}");
            }
        }
        let (bytes, _, _) = GB18030.encode(TEXTS[0].0);
        assert_eq!(detect(&bytes, Some(encoding_rs::WINDOWS_1252.into())), GB18030.into());
        // Where nothing can be known the claim decides.
        assert_eq!(detect(b"\xB0\xA1", Some(EUC_KR.into())), EUC_KR.into());
        assert_eq!(detect(b"\xB0\xA1", Some(GB18030.into())), GB18030.into());
    }

    #[test]
    fn utf_16_is_known_without_its_mark() {
        for text in ["DateTime,Bid\r\n2015-07-19,1.08\r\n", "海河边的风比城里凉一些，卖早点的推车在桥头停下。"]
        {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(utf_16(&little), Some(UTF_16LE), "{text}");
            assert_eq!(utf_16(&big), Some(UTF_16BE), "{text}");
        }
        assert_eq!(utf_16(b"\0\x01\x02\x03 abc"), None);
        assert_eq!(utf_16(b"\0\x01\x02"), None);
        let samples: Vec<u8> = (0..2000u16).flat_map(|n| (n.wrapping_mul(977) % 700).to_le_bytes()).collect();
        assert_eq!(utf_16(&samples), None);
        assert_eq!(utf_16("plain text, of an even length".as_bytes()), None);
    }

    #[test]
    fn other_scripts_are_left_to_those_who_know_them() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1252.encode("Le café de la gare était fermé; « à bientôt », dit-elle.");
        assert_eq!(detect(&bytes, None), encoding_rs::WINDOWS_1252.into());
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Утром на рынке уже горел свет, и продавцы молчали.");
        assert_eq!(detect(&bytes, None), encoding_rs::WINDOWS_1251.into());
        let mut damaged = "海河边的风 — café".as_bytes().to_vec();
        damaged.push(0xFF);
        assert_eq!(detect(&damaged, None), UTF_8.into());
    }

    #[test]
    fn evidence_is_what_is_not_ascii() {
        assert_eq!(evidence(b"<p>ab</p>\xB0\xA1<br>abc \xB0\xA2d\n<p>", 100), b"\xB0\xA1\n\xB0\xA2d\n");
        assert_eq!(evidence(b"<p>caf\xE9</p>", 100), b"caf\xE9\n");
        assert_eq!(evidence(&b"\xB0\xA1".repeat(1000), 100).len(), 257);
    }
}
