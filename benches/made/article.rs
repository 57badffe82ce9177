//! A *made article*: what is known of one article of a made-up archive, before it takes the form of a file.

use jiff::civil::{DateTime, date};

use super::dice::Dice;
use super::prose::{Writer, traditional};
use super::vocabulary::{RARE, SOURCES};

/// The mean of what is written, in bytes: with what their forms put around it, files come to some 7 kB in the mean.
const MEAN_TEXT: f64 = 5_150.0;
/// The deviation of the logarithm of the size.
const SPREAD: f64 = 0.85;

/// The form of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An exported post: a front matter and messy HTML.
    Post,
    Markdown,
    /// The text dump of a page, furniture and all.
    Scraped,
    /// A saved page.
    Page,
}

pub enum Piece {
    Paragraph(String),
    Subhead(String),
    Image(String),
    Quote(String),
    List(Vec<String>),
    Table(Vec<[String; 3]>),
}

pub struct MadeArticle {
    pub number: usize,
    pub form: Form,
    pub title: String,
    pub published: DateTime,
    pub source: &'static str,
    pub author: String,
    pub editor: String,
    pub categories: Vec<&'static str>,
    pub pieces: Vec<Piece>,
    /// Whether the file is in GB18030.
    pub legacy: bool,
}

/// How many articles have [`RARE`], of those with the numbers from 0 on.
pub fn rare(articles: usize) -> usize {
    (articles + 899) / 1000
}

impl MadeArticle {
    /// The article of a number. It is the same in an archive of any size.
    pub fn new(seed: u64, number: usize) -> Self {
        let mut writer = Writer::new(Dice::new(seed, number as u64));
        let form = match writer.dice().below(1000) {
            0..800 => Form::Post,
            800..880 => Form::Markdown,
            880..960 => Form::Scraped,
            _ => Form::Page,
        };
        let legacy = matches!(form, Form::Scraped | Form::Page) && writer.dice().happens(60);
        let is_traditional = !legacy && writer.dice().happens(40);
        let published = day(writer.dice());
        let source = SOURCES[writer.dice().rank(SOURCES.len())];
        let size = writer.dice().size(MEAN_TEXT, SPREAD).clamp(300.0, 400_000.0) as usize;
        let mut article = Self {
            number,
            form,
            title: writer.title(),
            published,
            source,
            author: String::new(),
            editor: String::new(),
            categories: Vec::new(),
            pieces: Vec::new(),
            legacy,
        };
        writer.person(&mut article.author);
        writer.person(&mut article.editor);
        article.categories = vec![writer.topic(), source];
        let mut written = 0;
        while written < size {
            let piece = piece(&mut writer, article.pieces.is_empty());
            written += piece.length();
            article.pieces.push(piece);
        }
        if number % 1000 == 100 {
            article.pieces.push(Piece::Paragraph(format!("{}，{RARE}。", writer.phrase())));
        }
        if is_traditional {
            article.title = traditional(&article.title);
            article.pieces.iter_mut().for_each(|piece| piece.each(&mut |text| *text = traditional(text)));
        }
        article
    }
}

/// Most are of late.
fn day(dice: &mut Dice) -> DateTime {
    let years_ago = (dice.below(14) * dice.below(14) / 13) as i16;
    let (month, day) = (1 + dice.below(12) as i8, 1 + dice.below(28) as i8);
    date(2025 - years_ago, month, day).at(6 + dice.below(17) as i8, dice.below(60) as i8, dice.below(60) as i8, 0)
}

fn piece(writer: &mut Writer, first: bool) -> Piece {
    match writer.dice().below(1000) {
        _ if first => Piece::Paragraph(writer.paragraph(240)),
        0..60 => Piece::Subhead(writer.phrase()),
        60..120 => Piece::Image(writer.phrase()),
        120..135 => Piece::Quote(writer.paragraph(150)),
        135..150 => Piece::List((0..3 + writer.dice().below(6)).map(|_| writer.phrase()).collect()),
        150..156 => {
            let row = |_| [(); 3].map(|()| writer.phrase());
            Piece::Table((0..4).map(row).collect())
        }
        _ => {
            let size = writer.dice().size(260.0, 0.6) as usize;
            Piece::Paragraph(writer.paragraph(size))
        }
    }
}

impl Piece {
    fn each(&mut self, change: &mut dyn FnMut(&mut String)) {
        match self {
            Self::Paragraph(text) | Self::Subhead(text) | Self::Image(text) | Self::Quote(text) => change(text),
            Self::List(items) => items.iter_mut().for_each(change),
            Self::Table(rows) => rows.iter_mut().flatten().for_each(change),
        }
    }

    fn length(&self) -> usize {
        match self {
            Self::Paragraph(text) | Self::Subhead(text) | Self::Image(text) | Self::Quote(text) => text.len(),
            Self::List(items) => items.iter().map(String::len).sum(),
            Self::Table(rows) => rows.iter().flatten().map(String::len).sum(),
        }
    }
}
