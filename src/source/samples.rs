//! The *samples*: articles inside the binary, shown when no path is given.

use crate::model::Origin;

/// One line a file of `assets/samples`, in name order.
macro_rules! table {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../assets/samples/", $name)))),*]
    };
}

static SAMPLES: &[(&str, &[u8])] = table![
    "00-tour.md",
    "01-tianjin-nights.txt",
    "02-tianjin-breakfast.txt",
    "03-lead-type.md",
    "04-kinsoku.html",
    "05-market-morning.html",
    "06-cells.md",
    "07-tea.md",
    "08-runaway-comma.txt",
    "09-reading-the-paper.md",
];

/// The samples inside the binary, in name order.
pub fn samples() -> Vec<Origin> {
    SAMPLES.iter().map(|&(name, bytes)| Origin::Sample { name, bytes }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_every_sample() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.starts_with('.'))
            .collect();
        files.sort();
        assert_eq!(files, SAMPLES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }
}
