//! The list of the reader with many entries: what each step takes. `cargo bench --bench list [ENTRIES]`, 100,000 unless
//! another number is said.
//!
//! Nothing here may take longer than a person notices (50 ms). Of each step the shortest of some runs is printed, and
//! how long the cores were at work for it: on a machine that others load, that is what tells.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use kanbao::app::List;
use kanbao::model::{Arrangement, Entry, EntryId, GroupBy, Meta, Origin, PackedMeta, SafeText, SortBy, Timestamp};
use kanbao::search::Matching;

const SOURCES: [&str; 12] = [
    "新浪财经",
    "上观新闻",
    "人民日报",
    "知乎",
    "掘金",
    "ZAKER",
    "宁夏日报",
    "澎湃新闻",
    "中新网",
    "财新",
    "北方网",
    "天津日报",
];
const WORDS: [&str; 32] = [
    "天津",
    "会议",
    "市委",
    "疫情",
    "防控",
    "核酸",
    "检测",
    "津南",
    "海河",
    "早晨",
    "经济",
    "增长",
    "重大",
    "项目",
    "推进",
    "宁夏",
    "有效",
    "投资",
    "微软",
    "漏洞",
    "网友",
    "篮球",
    "裁判",
    "核工业",
    "元老",
    "路由",
    "传参",
    "两种",
    "方式",
    "长江",
    "银行",
    "音乐",
];

/// A sequence of numbers that is always the same.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

fn entry(random: &mut Random, number: usize) -> Entry {
    let words: String = (0..5 + random.below(6)).map(|_| WORDS[random.below(WORDS.len())]).collect();
    let title = SafeText::line(&format!("{words}{}", random.below(100)));
    let (year, month, day) = (2005 + random.below(18), 1 + random.below(12), 1 + random.below(28));
    let date = format!("{year}-{month:02}-{day:02}T{:02}:{:02}:00Z", random.below(24), random.below(60));
    let published = date.parse().ok().filter(|_| random.below(10) > 0).map(|at| Timestamp::new(at, Timestamp::CHINA));
    let folder = format!("/home/someone/news/{year}/{month:02}");
    let path = SafeText::line(&format!("{folder}/第{}回-{number}.md", random.below(400)));
    let meta = Meta {
        title,
        published,
        encoding: SafeText::line("UTF-8"),
        lang: Some(SafeText::line("zh-Hans")),
        source: vec![SafeText::line(SOURCES[random.below(SOURCES.len())])],
        categories: vec![SafeText::line(WORDS[random.below(8)])],
        url: Some(SafeText::line(&format!("https://news.example/{year}/{month:02}/{number}.shtml"))),
        ..Meta::default()
    };
    Entry {
        origin: Arc::new(Origin::File(path.as_str().into())),
        packed: PackedMeta::new(&meta),
        length: random.below(9000),
        failure: None,
    }
}

fn entries(count: usize) -> Vec<(EntryId, Entry)> {
    let mut random = Random(7);
    (0..count).map(|number| (EntryId(number), entry(&mut random, number))).collect()
}

/// The rows of the screen, and of an entry on it.
const SCREEN: (usize, usize) = (29, 2);

fn settle(list: &mut List) {
    list.settle(SCREEN.0, SCREEN.1);
    black_box(list.rows(SCREEN.0, SCREEN.1).len());
}

/// How long something took, and how long all cores together were at work for it.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Took {
    work: Duration,
    time: Duration,
}

fn timed(work: impl FnOnce()) -> Took {
    let (start, before) = (Instant::now(), at_work());
    work();
    Took { time: start.elapsed(), work: at_work().saturating_sub(before) }
}

/// How long this program has been at work.
fn at_work() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or_default())
}

fn said(what: &str, took: Took) {
    let [time, work] = [took.time, took.work].map(|took| took.as_secs_f64() * 1e3);
    println!("{what:44} {time:9.3} ms {work:9.3} ms of work");
}

/// The shortest of some runs.
fn shortest(mut work: impl FnMut()) -> Took {
    (0..9).map(|_| timed(&mut work)).min().unwrap_or_default()
}

/// Resident memory in MB, where the system tells.
fn resident() -> f64 {
    let told = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    told.split(' ').nth(1).and_then(|pages| pages.parse::<f64>().ok()).unwrap_or_default() * 4096.0 / 1e6
}

fn coming(count: usize) -> List {
    let mut list = List::default();
    let (mut all, mut longest) = (Took::default(), Took::default());
    let mut batches = entries(count).into_iter().peekable();
    while batches.peek().is_some() {
        let batch: Vec<_> = batches.by_ref().take(256).collect();
        let took = timed(|| {
            list.add(batch);
            settle(&mut list);
        });
        all = Took { time: all.time + took.time, work: all.work + took.work };
        longest = longest.max(took);
    }
    said("batches of 256, a frame after each: the longest", longest);
    said("  all of them", all);
    let before = resident();
    let all = entries(count);
    let made = resident();
    let mut at_once = List::default();
    let took = timed(|| {
        at_once.add(all);
        settle(&mut at_once);
    });
    said("all at once", took);
    println!(
        "  an entry is {} bytes; with its strings {:.0}, kept in the list {:.0} more",
        size_of::<Entry>(),
        (made - before) * 1e6 / count as f64,
        (resident() - made) * 1e6 / count as f64
    );
    at_once
}

fn steps(list: &mut List) {
    let count = list.len();
    let mut random = Random(9);
    said(
        "a step",
        shortest(|| {
            list.select(EntryId(random.below(count)));
            settle(list);
        }),
    );
    said(
        "where an entry is",
        shortest(|| {
            black_box(list.position());
        }),
    );
    said(
        "one that changes",
        shortest(|| {
            let id = random.below(count);
            list.replace(EntryId(id), entry(&mut random, id));
            settle(list);
        }),
    );
    said(
        "a thousand that change",
        shortest(|| {
            let batch = (0..1000).map(|_| random.below(count)).collect::<Vec<_>>();
            list.add(batch.into_iter().map(|id| (EntryId(id), entry(&mut random, id))).collect());
            settle(list);
        }),
    );
    said(
        "one that is gone",
        shortest(|| {
            list.remove(&[EntryId(random.below(count))]);
            settle(list);
        }),
    );
}

fn filters(list: &mut List) {
    for typed in [
        "天津",
        "天",
        "会议 疫情",
        "tjsw",
        "tianjin",
        "-天津",
        "gdp",
        "/第[一二]/",
        "source:新浪",
        "path:2022",
        "date:2022-01",
        "category:会议",
        "is:unread",
        "tag:会议",
    ] {
        let Some(query) = Matching::default().understand(typed).query else { continue };
        list.set_filter(None);
        let first = timed(|| {
            list.set_filter(Some(Arc::clone(&query)));
            settle(list);
        });
        let again = shortest(|| {
            list.set_filter(Some(Arc::clone(&query)));
            settle(list);
        });
        said(&format!("filter {typed} ({} of {})", list.shown().len(), list.len()), again);
        said("  the first letter of it", first);
    }
    list.set_filter(None);
}

fn orders(list: &mut List) {
    let start = |list: &mut List, arrangement: Arrangement| {
        list.arrange(arrangement);
        settle(list);
    };
    for (sort, name) in SortBy::EACH {
        said(&format!("sort by {name}"), shortest(|| start(list, Arrangement { sort, ..Arrangement::default() })));
    }
    for (group, name) in GroupBy::EACH {
        let arrangement = Arrangement::default().grouped_by(Some(group));
        said(&format!("group by {name}"), shortest(|| start(list, arrangement)));
        let at = list.position().unwrap_or_default();
        said(
            "  to the next group",
            shortest(|| {
                black_box(list.group_from(at, true));
            }),
        );
    }
}

fn main() {
    let count = std::env::args().skip(1).find_map(|given| given.parse().ok()).unwrap_or(100_000);
    println!("{count} entries");
    let mut list = coming(count);
    steps(&mut list);
    filters(&mut list);
    orders(&mut list);
}
