//! How fast packed files are read: of ten times as many files in ten times the time, and one of them without the others.
//! `cargo bench --bench packed` prints it.

use std::hint::black_box;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use flate2::write::GzEncoder;
use kanbao::library::{Importer, scan};
use kanbao::model::Origin;
use tempfile::TempDir;

fn post(number: usize) -> String {
    let paragraph = "<p>海河边的风比城里凉一些。卖早点的推车在桥头停下，锅里的油响起来，排队的人把手揣进袖子，谁也不说话；\
        等第一套煎饼摊好了，话才跟着热气冒出来。</p>";
    format!("---\ntitle: 第{number}篇\ndate: 2022-01-14 09:00:00\n---\n{}", paragraph.repeat(8 + number % 5))
}

fn name(number: usize) -> String {
    format!("{:03}/{number:06}.md", number / 1000)
}

/// The same posts as a zip, a tar and a packed tar.
fn packed(folder: &TempDir, count: usize) -> [PathBuf; 3] {
    let at = |extension: &str| folder.path().join(format!("{count}.{extension}"));
    let mut zip = zip::ZipWriter::new(std::fs::File::create(at("zip")).expect("a file"));
    let mut tar = tar::Builder::new(Vec::new());
    for number in 0..count {
        let post = post(number);
        zip.start_file(name(number), zip::write::SimpleFileOptions::default()).expect("a file");
        zip.write_all(post.as_bytes()).expect("its bytes");
        let mut header = tar::Header::new_gnu();
        header.set_size(post.len() as u64);
        tar.append_data(&mut header, name(number), post.as_bytes()).expect("a file");
    }
    zip.finish().expect("a zip");
    let tar = tar.into_inner().expect("a tar");
    std::fs::write(at("tar"), &tar).expect("a file");
    let mut gz = GzEncoder::new(std::fs::File::create(at("tar.gz")).expect("a file"), flate2::Compression::fast());
    gz.write_all(&tar).expect("bytes");
    gz.finish().expect("a gzip");
    [at("zip"), at("tar"), at("tar.gz")]
}

fn origin(path: &std::path::Path) -> Arc<Origin> {
    Arc::new(scan::find(path).expect("a path").expect("a file"))
}

fn count(reader: &Importer, origin: &Arc<Origin>) -> usize {
    let mut count = 0;
    let _ = reader.each(origin, &mut |_, article| {
        count += usize::from(article.is_ok());
        ControlFlow::Continue(())
    });
    count
}

/// All articles, in thousands of files a second: the figure does not fall with their number.
fn all(c: &mut Criterion) {
    let folder = TempDir::new().expect("a folder");
    let reader = Importer::default();
    let mut group = c.benchmark_group("all of a packed file");
    group.sample_size(10);
    for files in [1_000, 10_000] {
        for path in packed(&folder, files) {
            let origin = origin(&path);
            assert_eq!(count(&reader, &origin), files);
            let kind = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            group.throughput(Throughput::Elements(files as u64));
            group.bench_function(kind, |b| b.iter(|| black_box(count(&reader, &origin))));
        }
    }
    group.finish();
}

/// The first and the last article.
fn one(c: &mut Criterion) {
    let folder = TempDir::new().expect("a folder");
    let reader = Importer::default();
    let mut group = c.benchmark_group("one of a packed file");
    group.sample_size(10);
    for files in [1_000, 10_000] {
        for path in packed(&folder, files) {
            for number in [0, files - 1] {
                let origin = origin(&path.join(name(number)));
                let kind = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                group.bench_function(format!("{kind}/{number}"), |b| {
                    b.iter_batched(
                        || Arc::clone(&origin),
                        |origin| reader.read(&origin).expect("it"),
                        BatchSize::PerIteration,
                    );
                });
            }
        }
    }
    group.finish();
}

criterion_group!(benches, all, one);
criterion_main!(benches);
