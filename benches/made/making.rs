//! *Making* an archive: files in folders of years and months, and the same articles as feeds.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::article::MadeArticle;

/// So many articles a feed has.
const FEED: usize = 1000;

/// Writes the articles of a seed as files into a folder, new or empty; into another, if one is given, as feeds, with the
/// list of their addresses in a file `urls`. Gives how many bytes the files have.
pub fn make(articles: usize, seed: u64, folder: &Path, feeds: Option<&Path>) -> io::Result<u64> {
    for folder in std::iter::once(folder).chain(feeds) {
        std::fs::create_dir_all(folder)?;
        if std::fs::read_dir(folder)?.next().is_some() {
            return Err(io::Error::other(format!("{} is not empty", folder.display())));
        }
    }
    let (next, bytes) = (AtomicUsize::new(0), AtomicU64::new(0));
    let work = || {
        loop {
            let chunk = next.fetch_add(1, Ordering::Relaxed);
            let numbers = chunk * FEED..articles.min((chunk + 1) * FEED);
            if numbers.is_empty() {
                return Ok(());
            }
            let mut feed = String::new();
            for number in numbers {
                let article = MadeArticle::new(seed, number);
                let file = article.file();
                bytes.fetch_add(file.len() as u64, Ordering::Relaxed);
                write(&folder.join(article.path()), &file)?;
                if feeds.is_some() {
                    article.item(&mut feed);
                }
            }
            if let Some(feeds) = feeds {
                std::fs::write(feeds.join(feed_name(chunk)), feed_of(chunk, &feed))?;
            }
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().unwrap_or_else(|_| Err(io::Error::other("a thread died"))))
    })?;
    if let Some(feeds) = feeds {
        let folder = feeds.canonicalize()?;
        let address = |chunk| format!("file://{}\n", folder.join(feed_name(chunk)).display());
        std::fs::write(feeds.join("urls"), (0..articles.div_ceil(FEED)).map(address).collect::<String>())?;
    }
    Ok(bytes.into_inner())
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match std::fs::write(path, bytes) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            std::fs::create_dir_all(path.parent().unwrap_or(path))?;
            std::fs::write(path, bytes)
        }
        done => done,
    }
}

fn feed_name(chunk: usize) -> String {
    format!("feed-{chunk:04}.xml")
}

fn feed_of(chunk: usize, items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>第{chunk}卷</title>\
         <link>https://example.cn/</link><description>made up</description>\n{items}</channel></rss>\n"
    )
}
