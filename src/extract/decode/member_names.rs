//! The *names of a container's files* that are not UTF-8. They say nowhere in what encoding they are written.

use encoding_rs::GB18030;

use super::decode;

/// The encoding of names that are not UTF-8; `all` are those of one container, for few bytes tell little. `None` where
/// they are in none of the encodings of East Asia.
pub(crate) fn encoding(all: &[&[u8]]) -> Option<&'static encoding_rs::Encoding> {
    let joined = all.join(&b'\n');
    let guess = decode(&joined, None).and_then(|decoded| decoded.encoding.web());
    let holds = |encoding: &&'static encoding_rs::Encoding| {
        !encoding.is_single_byte() && all.iter().all(|name| !encoding.decode_without_bom_handling(name).1)
    };
    guess.into_iter().chain([GB18030]).find(holds)
}

#[cfg(test)]
mod tests {
    #[test]
    fn legacy_names_are_known_by_all_of_them() {
        let decoded = |encoding: &'static encoding_rs::Encoding, names: &[&str]| -> Vec<String> {
            let bytes: Vec<Vec<u8>> = names.iter().map(|name| encoding.encode(name).0.into_owned()).collect();
            let all: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
            let found = super::encoding(&all).expect("an encoding");
            bytes.iter().map(|name| found.decode_without_bom_handling(name).0.into_owned()).collect()
        };
        let names = ["新闻/二〇二二年.html", "新闻/天津人的一天.html", "说明.txt"];
        assert_eq!(decoded(encoding_rs::GBK, &names), names);
        assert_eq!(decoded(encoding_rs::GBK, &["天津.txt"]), ["天津.txt"]);
        let names = ["お知らせ/きょうの新聞.html", "お知らせ/あしたの天気.html"];
        assert_eq!(decoded(encoding_rs::SHIFT_JIS, &names), names);
        let names = ["新聞/島嶼文藝與鉛字的重量.html", "新聞/舊書店與活字版.html"];
        assert_eq!(decoded(encoding_rs::BIG5, &names), names);
        assert_eq!(super::encoding(&[b"caf\x82.txt"]), None);
    }
}
