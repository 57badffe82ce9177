//! The *table*: steps that are compared, run in turn, and how they are printed.

use std::time::Duration;

use super::measure::Sample;

/// Something that is measured.
pub struct Step<'a> {
    pub name: String,
    pub run: Box<dyn FnMut() -> Sample + 'a>,
}

impl<'a> Step<'a> {
    pub fn new(name: impl Into<String>, run: impl FnMut() -> Sample + 'a) -> Self {
        Self { name: name.into(), run: Box::new(run) }
    }
}

/// What the steps of a group took: the medians, and the median ratios to the last step, which is a peer's.
pub struct Row {
    pub name: String,
    pub sample: Sample,
    pub ratios: Option<(f64, f64)>,
}

/// Runs steps in turn, so many times each: what else the machine does falls on all of them.
pub fn compare(mut steps: Vec<Step<'_>>, runs: usize, has_peer: bool) -> Vec<Row> {
    let mut samples: Vec<Vec<Sample>> = vec![Vec::new(); steps.len()];
    for _ in 0..runs {
        for (step, samples) in steps.iter_mut().zip(&mut samples) {
            samples.push((step.run)());
        }
    }
    let peer = samples.last().filter(|_| has_peer).cloned();
    let last = steps.len() - 1;
    steps
        .iter()
        .zip(&samples)
        .enumerate()
        .map(|(at, (step, own))| {
            let ratio = |of: fn(&Sample) -> Duration| {
                let peer = peer.iter().flatten();
                let pairs = own.iter().zip(peer).map(|(own, peer)| of(own).as_secs_f64() / of(peer).as_secs_f64());
                median(pairs.collect())
            };
            let ratios =
                (peer.is_some() && at < last).then(|| (ratio(|sample| sample.wall), ratio(|sample| sample.cpu)));
            Row { name: step.name.clone(), sample: middle(own), ratios }
        })
        .collect()
}

fn middle(samples: &[Sample]) -> Sample {
    let time = |of: fn(&Sample) -> Duration| median(samples.iter().map(of).collect());
    let bytes = |of: fn(&Sample) -> Option<u64>| median(samples.iter().filter_map(of).map(Some).collect());
    Sample {
        wall: time(|sample| sample.wall),
        cpu: time(|sample| sample.cpu),
        peak: bytes(|sample| sample.peak),
        rest: bytes(|sample| sample.rest),
        found: samples.iter().find_map(|sample| sample.found),
    }
}

fn median<T: PartialOrd + Copy + Default>(mut values: Vec<T>) -> T {
    values.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    values.get(values.len() / 2).copied().unwrap_or_default()
}

pub fn print_head(title: &str) {
    println!("\n| {title} | wall ms | CPU ms | peak MB | at rest MB | found | wall, ratio | CPU, ratio |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
}

pub fn print(rows: &[Row]) {
    let peer = rows.last().map_or("", |row| row.name.as_str());
    for row in rows {
        let sample = &row.sample;
        let megabytes =
            |bytes: Option<u64>| bytes.map_or_else(String::new, |bytes| format!("{:.0}", bytes as f64 / 1e6));
        let (wall, cpu) = row.ratios.map_or((String::new(), String::new()), |(wall, cpu)| {
            let shown = |ratio: f64| if ratio.is_finite() { format!("{ratio:.2}") } else { String::new() };
            (format!("{} of {peer}", shown(wall)), shown(cpu))
        });
        println!(
            "| {} | {} | {} | {} | {} | {} | {wall} | {cpu} |",
            row.name,
            milliseconds(sample.wall),
            milliseconds(sample.cpu),
            megabytes(sample.peak),
            megabytes(sample.rest),
            sample.found.map_or_else(String::new, |found| found.to_string()),
        );
    }
}

pub fn milliseconds(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1e3;
    if milliseconds < 10.0 { format!("{milliseconds:.1}") } else { format!("{milliseconds:.0}") }
}
