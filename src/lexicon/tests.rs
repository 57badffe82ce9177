//! Made-up dictionaries, read as they are meant, and said to be wrong where they are.

use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::write::GzEncoder;
use flate2::{Compress, Compression, FlushCompress};
use tempfile::TempDir;

use super::Lexicon;
use crate::model::{Definition, DictionaryWrong};

const CEDICT: &str = "# CC-CEDICT\n#! version=1\r\n\
    中 中 [zhong1] /middle/in/\r\n\
    中華 中华 [Zhong1 hua2] /China (alternate formal name)/\n\
    發 发 [fa1] /to send out/\n\
    髮 发 [fa4] /hair/Taiwan pr. [fa3]/\n\
    女兒 女儿 [nu:3 er2] /daughter/\n\
    T卹 T恤 [T xu4] /T-shirt/\n";

/// The words of a dictionary, each with its article.
type Words<'w> = &'w [(&'w str, &'w [u8])];

/// The parts of a StarDict dictionary, which a test may spoil before they are written.
struct Parts {
    ifo: String,
    idx: Vec<u8>,
    dict: Vec<u8>,
}

fn parts(words: Words<'_>, types: &str, wide: bool) -> Parts {
    let (mut idx, mut dict) = (Vec::new(), Vec::new());
    for (word, article) in words {
        idx.extend_from_slice(word.as_bytes());
        idx.push(0);
        match wide {
            true => idx.extend_from_slice(&(dict.len() as u64).to_be_bytes()),
            false => idx.extend_from_slice(&(dict.len() as u32).to_be_bytes()),
        }
        idx.extend_from_slice(&(article.len() as u32).to_be_bytes());
        dict.extend_from_slice(article);
    }
    let types = if types.is_empty() { String::new() } else { format!("sametypesequence={types}\n") };
    let wide = if wide { "idxoffsetbits=64\n" } else { "" };
    let ifo = format!(
        "StarDict's dict ifo file\nversion=2.4.2\nbookname=小词典\nwordcount={}\nidxfilesize={}\n{types}{wide}",
        words.len(),
        idx.len()
    );
    Parts { ifo, idx, dict }
}

impl Parts {
    fn write(&self, folder: &Path) -> PathBuf {
        self.write_as(folder, ("a.idx", &self.idx), ("a.dict", &self.dict))
    }

    fn write_as(&self, folder: &Path, idx: (&str, &[u8]), dict: (&str, &[u8])) -> PathBuf {
        write(folder, idx.0, idx.1);
        write(folder, dict.0, dict.1);
        write(folder, "a.ifo", self.ifo.as_bytes())
    }
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a file");
    path
}

fn folder() -> TempDir {
    TempDir::new().expect("a folder")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).expect("packed");
    packed.finish().expect("packed")
}

/// As dictzip packs: in pieces of a length, with their table and a name in the header.
fn dictzip(bytes: &[u8], piece: usize) -> Vec<u8> {
    let mut deflate = Compress::new(Compression::default(), false);
    let mut pieces: Vec<Vec<u8>> = Vec::new();
    for plain in bytes.chunks(piece) {
        let mut packed = Vec::with_capacity(plain.len() * 2 + 1024);
        deflate.compress_vec(plain, &mut packed, FlushCompress::Full).expect("packed");
        pieces.push(packed);
    }
    let mut extra = b"XX\x01\x00x".to_vec();
    let number = |number: usize| (number as u16).to_le_bytes();
    extra.extend_from_slice(b"RA");
    extra.extend_from_slice(&number(6 + 2 * pieces.len()));
    for field in [1, piece, pieces.len()].into_iter().chain(pieces.iter().map(Vec::len)) {
        extra.extend_from_slice(&number(field));
    }
    let mut out = b"\x1F\x8B\x08\x0C\0\0\0\0\0\x03".to_vec();
    out.extend_from_slice(&number(extra.len()));
    out.extend_from_slice(&extra);
    out.extend_from_slice(b"a.dict\0");
    out.extend(pieces.concat());
    out
}

/// What is found: each word with its headwords and their senses.
fn found(lexicon: &mut Lexicon, text: &str) -> Vec<String> {
    let definitions = lexicon.look_up(text);
    assert!(definitions.faults.is_empty(), "{:?}", definitions.faults);
    let said = |own: &Definition| {
        let readings = own.readings.iter().map(|reading| format!("[{reading}] ")).collect::<String>();
        let senses: Vec<&str> = own.senses.iter().map(|sense| sense.as_str()).collect();
        format!("{} {readings}{}", own.headword, senses.join("; "))
    };
    let words = definitions.words.iter().flat_map(|word| word.definitions.iter().map(move |own| (word, own)));
    words.map(|(word, own)| format!("{}: {}", word.word, said(own))).collect()
}

/// What is wrong with a dictionary, said with each answer.
fn wrong(path: &Path, text: &str) -> Vec<DictionaryWrong> {
    let faults = Lexicon::open(&[path.to_owned()]).look_up(text).faults;
    let name = path.to_string_lossy().into_owned();
    assert!(faults.iter().all(|fault| fault.file.as_str().starts_with(&name)), "{faults:?}");
    faults.into_iter().map(|fault| fault.why).collect()
}

#[test]
fn cedict_is_found_in_both_scripts_and_by_what_is_written_first() {
    let folder = folder();
    for path in
        [write(folder.path(), "c.u8", CEDICT.as_bytes()), write(folder.path(), "c.txt.gz", &gzip(CEDICT.as_bytes()))]
    {
        let mut lexicon = Lexicon::open(&[path]);
        let china = ["中华: 中华 [Zhōng huá] China (alternate formal name)", "中: 中 [zhōng] middle; in"];
        assert_eq!(found(&mut lexicon, "中华"), china);
        assert_eq!(found(&mut lexicon, "中華人民"), china.map(|said| said.replacen("中华:", "中華:", 1)));
        assert_eq!(
            found(&mut lexicon, "髮"),
            ["髮: 发 [fà] hair; Taiwan pr. [fǎ]", "髮: 发 [fā] to send out"],
            "as it is written, then as it is folded"
        );
        assert_eq!(found(&mut lexicon, "ｔ恤"), ["t恤: T恤 [T xù] T-shirt"].map(|said| said.replacen('t', "ｔ", 1)));
        assert_eq!(found(&mut lexicon, "女兒"), ["女兒: 女儿 [nǚ ér] daughter"]);
        assert_eq!(lexicon.look_up("女兒").words[0].definitions[0].dictionary.as_str(), "CC-CEDICT");
        assert!(found(&mut lexicon, "……").is_empty() && found(&mut lexicon, "").is_empty());
    }
}

#[test]
fn stardict_is_read_packed_or_not_and_in_any_order() {
    // Not in the order that it should have.
    let long = "长".repeat(40_000);
    let words: [(&str, &[u8]); 5] = [
        ("zebra", "斑马\n马的一种".as_bytes()),
        ("Apple", "苹果".as_bytes()),
        ("臺灣", "海岛".as_bytes()),
        ("长", long.as_bytes()),
        ("apple", "果".as_bytes()),
    ];
    for wide in [false, true] {
        let own = parts(&words, "m", wide);
        let (idx, dict) = (gzip(&own.idx), gzip(&own.dict));
        let pieces = dictzip(&own.dict, 1000);
        for (idx, dict) in [
            (("a.idx", &own.idx), ("a.dict", &own.dict)),
            (("a.idx.gz", &idx), ("a.dict.dz", &pieces)),
            (("a.idx", &own.idx), ("a.dict.dz", &dict)),
        ] {
            let folder = folder();
            own.write_as(folder.path(), (idx.0, idx.1), (dict.0, dict.1));
            // The folder is named, or one of the files.
            for path in [folder.path().to_owned(), folder.path().join(dict.0)] {
                let mut lexicon = Lexicon::open(&[path]);
                assert_eq!(found(&mut lexicon, "APPLES"), ["APPLES: apple 果", "APPLES: Apple 苹果"]);
                assert_eq!(found(&mut lexicon, "apple")[0], "apple: apple 果", "as it is written first");
                assert_eq!(found(&mut lexicon, "zebra"), ["zebra: zebra 斑马; 马的一种"]);
                assert_eq!(found(&mut lexicon, "台湾"), ["台湾: 臺灣 海岛"]);
                let long = found(&mut lexicon, "长").concat();
                assert!(long.ends_with("长; ⋯") && long.len() < 30_000, "as much of it as is shown");
                assert_eq!(lexicon.look_up("台湾").words[0].definitions[0].dictionary.as_str(), "小词典");
            }
        }
    }
}

#[test]
fn what_is_packed_as_a_whole_and_large_is_unpacked_up_to_the_place() {
    let large = vec![b'x'; 3 << 20];
    let mut words: Vec<(&str, &[u8])> = vec![("x", &large); 6];
    words.push(("last", b"the end"));
    let own = parts(&words, "m", false);
    let folder = folder();
    let packed = gzip(&own.dict);
    own.write_as(folder.path(), ("a.idx", &own.idx), ("a.dict.dz", &packed));
    assert_eq!(found(&mut Lexicon::open(&[folder.path().to_owned()]), "last"), ["last: last the end"]);
    // Cut off, it is said where that matters.
    write(folder.path(), "a.dict.dz", &packed[..packed.len() / 2]);
    assert_eq!(wrong(folder.path(), "last"), [DictionaryWrong::BadPacking]);
}

#[test]
fn the_fields_of_an_article_are_read_by_their_types() {
    let of = |types: &str, article: &[u8]| {
        let folder = folder();
        parts(&[("a", article)], types, false).write(folder.path());
        found(&mut Lexicon::open(&[folder.path().to_owned()]), "a")
    };
    assert_eq!(of("tm", "ə\0一个".as_bytes()), ["a: a [ə] 一个"]);
    assert_eq!(of("ym", "yī\0一\0".as_bytes()), ["a: a [yī] 一"]);
    assert_eq!(of("h", b"<b>x</b><script>y</script><br>1 &lt; 2"), ["a: a x; 1 < 2"]);
    assert_eq!(of("x", b"<k>a</k>\n<def>b</def>"), ["a: a b"], "its headword stands above");
    assert_eq!(of("m", b"a"), ["a: a a"]);
    assert_eq!(of("g", b"<i>b</i>"), ["a: a b"]);
    assert_eq!(of("Wm", b"\0\0\0\x02RI\0\0b"), ["a: a b"], "a sound is passed over");
    assert_eq!(of("", "t\u{259}\0m一\0W\0\0\0\x01xh<p>b".as_bytes()), ["a: a [ə] 一; b"]);
    // What a terminal would obey is spelled out or dropped.
    assert!(!of("m", b"\x1b[31mred\x07").concat().contains(['\x1b', '\x07']));
    // Fields that are cut short are taken as far as they go.
    for types in ["", "tm", "W", "Wm", "mW"] {
        for article in [&b"t"[..], b"\0\0", b"W\xFF\xFF\xFF\xFFx", b"\0\0\0\xFFx", b""] {
            of(types, article);
        }
    }
}

#[test]
fn other_words_lead_to_the_same_article() {
    let folder = folder();
    parts(&[("colour", "颜色".as_bytes()), ("天津", "城市".as_bytes())], "m", false).write(folder.path());
    let mut syn = b"color\0\0\0\0\0".to_vec();
    syn.extend_from_slice("津沽\0\0\0\0\x01".as_bytes());
    write(folder.path(), "a.syn", &syn);
    let mut lexicon = Lexicon::open(&[folder.path().to_owned()]);
    assert_eq!(found(&mut lexicon, "Colors"), ["Colors: colour 颜色"]);
    assert_eq!(found(&mut lexicon, "津沽"), ["津沽: 天津 城市"]);
    write(folder.path(), "a.syn", b"color\0\0\0\0\x09");
    let faults = wrong(folder.path(), "color");
    assert!(matches!(&faults[..], [DictionaryWrong::OutOfRange(word)] if word.as_str() == "color"), "{faults:?}");
}

#[test]
fn several_are_asked_in_their_order_and_each_once() {
    let folder = folder();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).expect("a folder");
    let cedict = write(folder.path(), "c.u8", CEDICT.as_bytes());
    parts(&[("中", b"center")], "m", false).write(&inner);
    write(&inner, "readme.txt", b"no dictionary");
    let mut lexicon = Lexicon::open(&[inner.join("a.idx"), folder.path().to_owned(), cedict]);
    assert_eq!(found(&mut lexicon, "中"), ["中: 中 center", "中: 中 [zhōng] middle; in"]);
}

#[test]
fn what_is_wrong_is_said_by_name_and_the_others_answer() {
    let words: Words<'_> = &[("a", b"one"), ("b", b"two")];
    let spoiled = |spoil: &dyn Fn(&Path, &mut Parts)| {
        let folder = folder();
        let mut own = parts(words, "m", false);
        own.write(folder.path());
        spoil(folder.path(), &mut own);
        let (first, second) = (wrong(folder.path(), "a"), wrong(folder.path(), "b"));
        (first, second)
    };
    let both = |why: DictionaryWrong| (vec![why.clone()], vec![why]);
    let remove = |folder: &Path, name: &str| std::fs::remove_file(folder.join(name)).expect("a file");
    assert_eq!(spoiled(&|folder, _| remove(folder, "a.idx")), both(DictionaryWrong::Without(".idx")));
    assert_eq!(spoiled(&|folder, _| remove(folder, "a.dict")), both(DictionaryWrong::Without(".dict")));
    assert_eq!(spoiled(&|folder, _| remove(folder, "a.ifo")), both(DictionaryWrong::NoneThere));
    let header = |ifo: &'static str| spoiled(&move |folder, _| drop(write(folder, "a.ifo", ifo.as_bytes())));
    assert_eq!(header("nothing"), both(DictionaryWrong::BadHeader));
    assert_eq!(header("StarDict's dict ifo file\nidxoffsetbits=7\n"), both(DictionaryWrong::BadHeader));
    assert_eq!(header("StarDict's dict ifo file\nidxfilesize=12\n"), both(DictionaryWrong::BadSize(12, 20)));
    let cut = |folder: &Path, own: &mut Parts| {
        own.ifo = own.ifo.replace("idxfilesize=20", "idxfilesize=17");
        own.idx.truncate(17);
        own.write(folder);
    };
    assert_eq!(spoiled(&cut), both(DictionaryWrong::BadIndex));
    // Far out of the dictionary; the other word is there all the same.
    let (first, second) = spoiled(&|folder, own| {
        own.idx[3..6].fill(0x7F);
        own.write(folder);
    });
    assert!(matches!(&first[..], [DictionaryWrong::OutOfRange(word)] if word.as_str() == "a"), "{first:?}");
    assert_eq!(second, []);
    // An index that unpacks to more than it is said to be.
    let bomb = spoiled(&|folder, _| {
        remove(folder, "a.idx");
        write(folder, "a.idx.gz", &gzip(&vec![0; 1 << 20]));
    });
    assert_eq!(bomb, both(DictionaryWrong::TooLarge(20)));
    // Packed texts that are damaged, cut off, or shorter than the index says.
    for packed in [&b"\x1F\x8B\x08\x04"[..], b"\x1F\x8B\x08\0\0\0\0\0\0\x03damaged", &dictzip(b"on", 1000)] {
        let (first, _) = spoiled(&|folder, _| {
            remove(folder, "a.dict");
            write(folder, "a.dict.dz", packed);
        });
        assert_eq!(first, [DictionaryWrong::BadPacking], "{packed:?}");
    }
    let (first, _) = spoiled(&|folder, _| {
        remove(folder, "a.dict");
        write(folder, "a.dict.dz", &gzip(b"on"));
    });
    assert!(matches!(&first[..], [DictionaryWrong::OutOfRange(_)]), "{first:?}");
    // A piece that unpacks to more than a piece has is taken as far as a piece goes.
    let mut pieces = dictzip(&vec![b'x'; 1 << 19], 1 << 15);
    let table = memchr::memmem::find(&pieces, b"RA").expect("a table");
    pieces[table + 6..table + 8].copy_from_slice(&3_u16.to_le_bytes());
    let (first, _) = spoiled(&|folder, _| {
        remove(folder, "a.dict");
        write(folder, "a.dict.dz", &pieces);
    });
    assert_eq!(first, []);
    let none = folder();
    assert_eq!(wrong(&none.path().join("nowhere.u8"), "a"), [DictionaryWrong::Missing]);
    assert_eq!(wrong(none.path(), "a"), [DictionaryWrong::NoneThere]);
    for text in [&b"just text\n"[..], b"", &b"long ".repeat(20_000), b"\xFF\xFE\0\0"] {
        assert_eq!(wrong(&write(none.path(), "x.u8", text), "a"), [DictionaryWrong::Unknown]);
    }
    let zeros = gzip(&vec![0; 129 << 20]);
    assert_eq!(wrong(&write(none.path(), "x.u8", &zeros), "a"), [DictionaryWrong::TooLarge(128 << 20)]);
}

#[test]
fn a_hash_is_no_word() {
    let words: Vec<String> = (0..400_000).map(|number| format!("w{number}")).collect();
    let mut headwords = super::headwords::Headwords::default();
    for (place, word) in (0..).zip(&words) {
        headwords.push(word, place);
    }
    headwords.close();
    let same = words.iter().find_map(|word| {
        let places: Vec<u32> = headwords.places(word).collect();
        (places.len() > 1).then_some(places)
    });
    let [one, other, ..] = same.expect("two words of one hash")[..] else { panic!("two") };
    let (one, other) = (&words[one as usize], &words[other as usize]);
    let folder = folder();
    parts(&[(one, b"one")], "m", false).write(folder.path());
    write(folder.path(), "c.u8", format!("{one} {one} [x] /one/\n").as_bytes());
    let mut lexicon = Lexicon::open(&[folder.path().to_owned()]);
    assert_eq!(found(&mut lexicon, one).len(), 2);
    assert_eq!(found(&mut lexicon, other), [""; 0]);
    assert_eq!(found(&mut lexicon, &format!("{other} {one}"))[0], format!("{one}: {one} one"));
}
