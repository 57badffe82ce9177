//! What builds packed files, and what reads them.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use ::tar::{Builder, EntryType, Header};
use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, ZipWriter};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::library::importer::Importer;
use crate::library::scan;
use crate::model::{Article, Limits, Origin};

/// A post with a title.
pub fn post(title: &str) -> Vec<u8> {
    format!("---\ntitle: {title}\n---\n<p>{title}的正文：海河边的早点摊六点就开了火，排队的人谁也不催。</p>\n")
        .into_bytes()
}

pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        // The first of a book is to be read without being unpacked.
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A zip of one file after the other as a pipe is written: sizes after the data. Without its directory when it is cut
/// before `directory`.
pub fn zip_streamed(files: &[(&str, &[u8])]) -> (Vec<u8>, usize) {
    let mut writer = ZipWriter::new_stream(Vec::new());
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    (bytes, directory)
}

/// A zip whose names are bytes, stored: written by hand.
pub fn zip_raw(files: &[(&[u8], &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        let size = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let mut fields = vec![10, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        fields.extend(crc.sum().to_le_bytes());
        fields.extend([size, size].concat());
        fields.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        fields.extend([0, 0]);
        let offset = u32::try_from(out.len()).unwrap().to_le_bytes();
        out.extend([b"PK\x03\x04", &fields[..], name, bytes].concat());
        directory.extend([b"PK\x01\x02\x14\x00", &fields[..], &[0; 10], &offset, name].concat());
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    let start = u32::try_from(out.len()).unwrap().to_le_bytes();
    let end = [b"PK\x05\x06\0\0\0\0", &count[..], &count, &size, &start, &[0, 0]].concat();
    [out, directory, end].concat()
}

/// The same with every file claiming to be encrypted.
pub fn zip_encrypted(files: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut bytes = zip_raw(files);
    for (magic, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let places: Vec<usize> = memchr::memmem::find_iter(&bytes, magic).collect();
        for at in places {
            bytes[at + flags] |= 1;
        }
    }
    bytes
}

pub fn zip_stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.start_file(*name, stored).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

/// A tar without the word `ustar`, its names bytes.
pub fn tar_raw(files: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = Header::new_old();
        header.as_old_mut().name[..name.len()].copy_from_slice(name);
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        builder.append(&header, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

/// A tar whose only name stands in an extended header.
pub fn tar_pax(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut builder = Builder::new(Vec::new());
    builder.append_pax_extensions([("path", name.as_bytes())]).unwrap();
    let mut header = Header::new_ustar();
    header.set_path("short").unwrap();
    header.set_entry_type(EntryType::Regular);
    header.set_size(bytes.len() as u64);
    header.set_cksum();
    builder.append(&header, bytes).unwrap();
    builder.into_inner().unwrap()
}

pub fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// What a reader gives of a file: `path = title`, or `path ! why`.
pub fn listed(name: &str, bytes: &[u8]) -> Vec<String> {
    listed_within(&Limits::default(), name, bytes)
}

pub fn listed_within(limits: &Limits, name: &str, bytes: &[u8]) -> Vec<String> {
    let reader = Importer::new(*limits, &[]).unwrap();
    in_folder(name, bytes, |origin, folder| {
        let mut lines = Vec::new();
        let _ = reader.each(origin, &mut |origin, article| {
            let shown = origin.display().replace(&format!("{folder}/"), "");
            lines.push(match article {
                Ok(article) => format!("{shown} = {}", article.meta.title),
                Err(error) => format!("{shown} ! {}", error.to_string().rsplit_once(&format!("{shown}: ")).unwrap().1),
            });
            ControlFlow::Continue(())
        });
        lines
    })
}

/// All articles of a file.
pub fn articles(name: &str, bytes: &[u8]) -> Vec<Article> {
    in_folder(name, bytes, |origin, _| {
        let mut articles = Vec::new();
        let _ = Importer::default().each(origin, &mut |_, article| {
            articles.extend(article);
            ControlFlow::Continue(())
        });
        articles
    })
}

/// Puts a file into a folder, and gives its origin and the folder's name.
pub fn in_folder<T>(name: &str, bytes: &[u8], read: impl FnOnce(&Arc<Origin>, &str) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let origin = Arc::new(scan::find(&folder.path().join(name)).unwrap().unwrap());
    read(&origin, folder.path().to_str().unwrap())
}
