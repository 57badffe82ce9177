//! Damage and malice: what could be read is given, the rest is said, and neither time nor memory is without bounds.

use std::io::Read;

use flate2::Compression;
use flate2::read::{DeflateEncoder, GzEncoder};

use super::kit::{
    articles, gz, listed, listed_within, post, tar, zip, zip_encrypted, zip_raw, zip_stored, zip_streamed,
};
use crate::model::{Limits, Note};

/// Limits that small bombs reach.
fn small() -> Limits {
    Limits { member: 1 << 20, unpacked: 4 << 20, members: 100, depth: 4, ..Limits::default() }
}

/// So many zeros, packed by gzip.
fn zeros(count: u64) -> Vec<u8> {
    let mut packed = Vec::new();
    GzEncoder::new(std::io::repeat(0).take(count), Compression::best()).read_to_end(&mut packed).unwrap();
    packed
}

#[test]
fn a_file_that_unpacks_to_too_much_is_refused_and_the_others_are_read() {
    let bomb = zip(&[("a.md", &post("甲")), ("bomb.txt", &vec![b'x'; 2 << 20]), ("b.md", &post("乙"))]);
    let lines = listed_within(&small(), "x.zip", &bomb);
    let refused = "x.zip/bomb.txt ! more than 1048576 bytes unpacked (limits.member)";
    assert_eq!(lines, ["x.zip/a.md = 甲", refused, "x.zip/b.md = 乙"]);
}

#[test]
fn the_ratio_of_a_large_file_tells_a_bomb() {
    let bomb = zeros(32 << 20);
    let expected = "x.gz ! unpacks to more than 200 times its size (limits.ratio)";
    assert_eq!(listed("x.gz", &bomb), [expected]);
    let packed = zip_stored(&[("a.md", &post("甲")), ("x.gz", &bomb)]);
    assert_eq!(listed("x.zip", &packed)[1], format!("x.zip/{expected}"));
}

#[test]
fn all_that_is_unpacked_counts_together() {
    let filler = "填".repeat(300 << 10);
    let names: Vec<String> = (0..9).map(|n| format!("{n}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), filler.as_bytes())).collect();
    let limits = Limits { member: 2 << 20, ..small() };
    let said = "x ! more than 4194304 bytes unpacked in all (limits.unpacked): the rest is not read";
    for bytes in [zip(&files), gz(&tar(&files)), zip(&[("in.zip", &zip(&files))])] {
        let lines = listed_within(&limits, "x", &bytes);
        assert_eq!(lines.last().map(String::as_str), Some(said));
        assert!((3..6).contains(&lines.len()), "{}", lines.len());
    }
}

#[test]
fn files_that_share_their_bytes_are_read_once() {
    // Two hundred entries of one directory that lead to the same file.
    let one = zip(&[("a.md", &post("甲"))]);
    let directory = memchr::memmem::rfind(&one, b"PK\x01\x02").unwrap();
    let end = memchr::memmem::rfind(&one, b"PK\x05\x06").unwrap();
    let (entry, mut tail) = (&one[directory..end], one[end..].to_vec());
    let entries = entry.repeat(200);
    tail[8..12].copy_from_slice(&[200, 0, 200, 0]);
    tail[12..16].copy_from_slice(&u32::try_from(entries.len()).unwrap().to_le_bytes());
    let bomb = [&one[..directory], &entries, &tail].concat();
    let said = "x.zip ! damaged, and read as far as that goes: files in it share their bytes";
    assert_eq!(listed("x.zip", &bomb), ["x.zip/a.md = 甲", said]);
}

#[test]
fn packed_files_are_opened_only_so_deep() {
    let mut bomb = post("甲");
    for _ in 0..6 {
        bomb = zip(&[("a.zip", &bomb)]);
    }
    let lines = listed_within(&small(), "x.zip", &bomb);
    assert_eq!(lines, ["x.zip/a.zip/a.zip/a.zip/a.zip ! packed more than 4 deep (limits.depth)"]);
    assert_eq!(listed("x.zip", &bomb), ["x.zip/a.zip/a.zip/a.zip/a.zip/a.zip/a.zip = 甲"]);
}

#[test]
fn packed_files_that_hold_packed_files_share_one_count() {
    // As 42.zip: ten of ten of ten.
    let mut bomb = zip(&[("a.md", &post("甲"))]);
    for _ in 0..2 {
        let names: Vec<String> = (0..10).map(|n| format!("{n}.zip")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &bomb[..])).collect();
        bomb = zip(&files);
    }
    let lines = listed_within(&small(), "x.zip", &bomb);
    assert_eq!(lines.last().unwrap(), "x.zip ! more than 100 files in it (limits.members): the rest is not read");
    assert!(lines.len() < 100);
}

#[test]
fn a_zip_that_is_cut_gives_what_is_before_the_cut() {
    let files: Vec<(String, Vec<u8>)> = (0..5).map(|n| (format!("{n}.md"), post(&format!("题{n}")))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    let deflated = zip(&files);
    let stored = zip_stored(&files);
    let (streamed, _) = zip_streamed(&files);
    for (kind, bytes) in [("deflated", deflated), ("stored", stored), ("streamed", streamed)] {
        let fourth = memchr::memmem::find_iter(&bytes, b"PK\x03\x04").nth(3).unwrap();
        // Between two files, and in the middle of one.
        for cut in [fourth, fourth + 60] {
            let lines = listed("x.zip", &bytes[..cut]);
            let whole = ["x.zip/0.md = 题0", "x.zip/1.md = 题1", "x.zip/2.md = 题2"];
            assert_eq!(lines[..3], whole, "{kind} {cut}: {lines:?}");
            assert!(lines.last().unwrap().starts_with("x.zip ! damaged, and read as far as that goes: "), "{lines:?}");
        }
    }
}

#[test]
fn a_file_that_is_cut_is_given_with_a_note() {
    let text = "海河边的风比城里凉一些，卖早点的推车在桥头停下。".repeat(400);
    let packed = gz(text.as_bytes());
    let cut = articles("x.txt.gz", &packed[..packed.len() - 12]);
    assert!(matches!(&cut[0].meta.notes[..], [Note::Damage { .. }]), "{:?}", cut[0].meta.notes);
    let plain = tar(&[("a.txt", text.as_bytes())]);
    let cut = articles("x.tar", &plain[..plain.len() / 2]);
    assert!(matches!(&cut[0].meta.notes[..], [Note::Damage { .. }]));
    let packed = gz(&tar(&[("a.md", &post("甲")), ("b.txt", &noise(100_000))]));
    let lines = listed("x.tar.gz", &packed[..packed.len() / 2]);
    assert_eq!(lines[0], "x.tar.gz/a.md = 甲");
    assert!(lines.last().unwrap().contains("it is cut short"), "{lines:?}");
}

/// Text that cannot be packed well.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        b'a' + ((state >> 24) % 26) as u8
    };
    (0..length).map(|at| if at % 60 == 59 { b' ' } else { next() }).collect()
}

#[test]
fn a_size_that_lies_and_a_checksum_that_is_wrong_are_noted() {
    let mut bytes = zip_raw(&[(b"a.md", &post("甲")), (b"b.md", &post("乙"))]);
    let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    // The directory says that the first is shorter than it is, and the second's checksum is another.
    bytes[directory + 24] -= 3;
    let second = memchr::memmem::rfind(&bytes, b"PK\x01\x02").unwrap();
    bytes[second + 16] ^= 1;
    let articles = articles("x.zip", &bytes);
    assert_eq!(articles.len(), 2);
    for article in articles {
        assert!(matches!(&article.meta.notes[..], [Note::Damage { .. }]), "{:?}", article.meta.notes);
    }
}

#[test]
fn encrypted_files_are_said_once() {
    let bytes = zip_encrypted(&[(b"a.md", &post("甲")), (b"b.md", &post("乙"))]);
    assert_eq!(listed("x.zip", &bytes), ["x.zip ! 2 of the files in it are encrypted"]);
}

#[test]
fn the_headers_of_a_tar_are_not_read_without_end() {
    // A name of 32 MB.
    let mut header = ::tar::Header::new_gnu();
    header.as_gnu_mut().unwrap().name[..13].copy_from_slice(b"././@LongLink");
    header.set_entry_type(::tar::EntryType::GNULongName);
    header.set_size(32 << 20);
    header.set_cksum();
    let mut long = Vec::new();
    let zeros = std::io::repeat(b'a').take(32 << 20);
    let bytes = header.as_bytes().chain(zeros);
    GzEncoder::new(bytes, Compression::fast()).read_to_end(&mut long).unwrap();
    assert_eq!(listed("x.tar.gz", &long), ["x.tar.gz ! damaged, and read as far as that goes: a header is too long"]);
    // A file said to be of eight exabytes, and one of holes.
    let mut bytes = tar(&[("a.md", &post("甲")), ("b.md", &post("乙"))]);
    let second = 1024;
    let mut header = ::tar::Header::from_byte_slice(&bytes[second..second + 512]).clone();
    header.set_size(u64::MAX / 2);
    header.set_cksum();
    bytes[second..second + 512].copy_from_slice(header.as_bytes());
    let lines = listed("x.tar", &bytes);
    assert_eq!(lines[0], "x.tar/a.md = 甲");
    assert!(lines.len() >= 2);
}

#[test]
fn no_bytes_behind_a_signature_make_it_panic() {
    let mut state = 7_u32;
    let sound = [
        zip(&[("a.md", &post("甲")), ("in.zip", &zip(&[("b.md", &post("乙"))]))]),
        gz(&tar(&[("a.md", &post("甲"))])),
        tar(&[("a.md", &post("甲")), ("b.md", &post("乙"))]),
        zip_streamed(&[("a.md", &post("甲")), ("b.md", &post("乙"))]).0,
    ];
    for bytes in sound {
        for round in 0..300 {
            let mut bytes = bytes.clone();
            for _ in 0..=round % 5 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = state as usize % bytes.len();
                bytes[at] ^= (state >> 24) as u8 | 1;
            }
            bytes.truncate(bytes.len() - round % 50);
            assert!(!listed_within(&small(), "x", &bytes).is_empty());
        }
    }
}

#[test]
fn deflated_zeros_in_a_zip_are_told_by_their_ratio() {
    // 32 MB of zeros in 32 kB, in a zip written by hand around the data.
    let mut data = Vec::new();
    DeflateEncoder::new(std::io::repeat(0).take(32 << 20), Compression::best()).read_to_end(&mut data).unwrap();
    let mut bytes = zip_raw(&[(b"a.txt", &data)]);
    let directory = memchr::memmem::rfind(&bytes, b"PK\x01\x02").unwrap();
    for (start, method, size) in [(0, 8, 22), (directory, 10, 24)] {
        bytes[start + method] = 8;
        bytes[start + size..start + size + 4].copy_from_slice(&(32_u32 << 20).to_le_bytes());
    }
    let expected = "x.zip/a.txt ! unpacks to more than 200 times its size (limits.ratio)";
    assert_eq!(listed("x.zip", &bytes), [expected]);
}
