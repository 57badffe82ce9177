//! What is no picture, or too much of one, is refused; what is one is drawn; and the service answers whatever happens.

use std::io::Cursor;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::service::FoundPicture;
use super::{
    FindPicture, PictureAnswer, PictureLimits, PictureOrder, PictureService, PictureSource, decode, draw, size,
};
use crate::model::{
    DrawnPicture, Origin, PictureArt, PictureDevice, PictureFault, PictureView, PictureWay, RequestId, SafeText,
};

/// A picture of four colours, one in each corner.
fn corners(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x * 2 < width, y * 2 < height) {
        (true, true) => Rgb([255, 0, 0]),
        (false, true) => Rgb([0, 255, 0]),
        (true, false) => Rgb([0, 0, 255]),
        (false, false) => Rgb([255, 255, 0]),
    })
}

fn file(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.into().write_to(&mut Cursor::new(&mut bytes), format).expect("a file");
    bytes
}

fn png(width: u32, height: u32) -> Vec<u8> {
    file(corners(width, height), ImageFormat::Png)
}

/// A PNG whose head says another size than it has.
fn lying(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(4, 4);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32fast::hash(&bytes[12..29]).to_be_bytes();
    bytes[29..33].copy_from_slice(&sum);
    bytes
}

fn fault(bytes: &[u8]) -> PictureFault {
    decode(bytes, &PictureLimits::default()).expect_err("no picture")
}

#[test]
fn the_kinds_of_the_web_are_read() {
    for (format, name) in [
        (ImageFormat::Png, "PNG"),
        (ImageFormat::Jpeg, "JPEG"),
        (ImageFormat::Gif, "GIF"),
        (ImageFormat::WebP, "WebP"),
        (ImageFormat::Bmp, "BMP"),
    ] {
        let bytes = file(corners(32, 16), format);
        let decoded = decode(&bytes, &PictureLimits::default()).expect(name);
        let facts = &decoded.facts;
        assert_eq!((facts.width, facts.height, facts.bytes, facts.format), (32, 16, bytes.len(), name));
        let Rgb([red, green, blue]) = *decoded.pixels.get_pixel(1, 1);
        assert!(red > 230 && green < 30 && blue < 30, "{name}: {red} {green} {blue}");
        assert_eq!(size(&bytes, &PictureLimits::default()), Ok((32, 16)));
    }
}

#[test]
fn what_can_be_seen_through_stands_on_white() {
    let image = RgbaImage::from_fn(2, 1, |x, _| Rgba([0, 0, 0, if x == 0 { 0 } else { 255 }]));
    let decoded = decode(&file(image, ImageFormat::Png), &PictureLimits::default()).expect("a picture");
    assert_eq!(decoded.pixels.as_raw()[..], [255, 255, 255, 0, 0, 0]);
}

#[test]
fn what_is_no_picture_is_refused() {
    assert_eq!(fault(b""), PictureFault::Unknown);
    assert_eq!(fault(b"<html>404</html>"), PictureFault::Unknown);
    assert_eq!(fault("天津".as_bytes()), PictureFault::Unknown);
    assert_eq!(fault(b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"), PictureFault::Vector);
    // Known by its first bytes, and not by more of it.
    for kind in [&b"\x89PNG\r\n\x1a\n"[..], b"GIF89a", b"\xff\xd8\xff\xe0", b"RIFF\x10\0\0\0WEBPVP8 ", b"BM"] {
        let refused = fault(kind);
        assert!(matches!(refused, PictureFault::Broken(_) | PictureFault::Unknown), "{kind:?}: {refused:?}");
    }
    // Of a kind that is not drawn.
    assert_eq!(fault(b"II*\0\x08\0\0\0\0\0\0\0\0\0"), PictureFault::Unknown);
}

#[test]
fn what_is_cut_short_or_spoilt_is_refused_or_drawn_and_harms_nobody() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Bmp] {
        let whole = file(corners(64, 48), format);
        for cut in [whole.len() / 4, whole.len() / 2, whole.len() - 12] {
            let _ = decode(&whole[..cut], &PictureLimits::default());
        }
        let mut state = 7_u32;
        for _ in 0..200 {
            let mut bytes = whole.clone();
            for _ in 0..4 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = state as usize % bytes.len();
                bytes[at] = (state >> 24) as u8;
            }
            let _ = decode(&bytes, &PictureLimits { memory: 16 << 20, ..PictureLimits::default() });
        }
    }
    let png = png(64, 48);
    assert!(matches!(fault(&png[..png.len() / 2]), PictureFault::Broken(_)));
}

#[test]
fn a_bomb_is_refused_by_its_head() {
    for (width, height) in [(100_000, 100_000), (1, 100_000_000), (u32::MAX / 2, 2)] {
        assert_eq!(fault(&lying(width, height)), PictureFault::TooManyPixels, "{width} {height}");
    }
    // Few bytes that become many: all of one colour.
    let even = file(RgbImage::new(2000, 2000), ImageFormat::Png);
    assert!(even.len() < 100_000);
    let small = PictureLimits { pixels: 1_000_000, ..PictureLimits::default() };
    assert_eq!(decode(&even, &small).expect_err("too large"), PictureFault::TooManyPixels);
    let tight = PictureLimits { memory: 1 << 20, ..PictureLimits::default() };
    assert_eq!(decode(&even, &tight).expect_err("too much memory"), PictureFault::TooManyPixels);
    let short = PictureLimits { bytes: 100, ..PictureLimits::default() };
    assert_eq!(decode(&even, &short).expect_err("too many bytes"), PictureFault::TooManyBytes);
    // Its head says more than there is, and less than is allowed.
    assert!(matches!(fault(&lying(3000, 3000)), PictureFault::Broken(_)));
}

fn drawn(way: PictureWay, view: PictureView) -> DrawnPicture {
    let decoded = decode(&png(80, 80), &PictureLimits::default()).expect("a picture");
    let device = PictureDevice { way, cell: (4, 8), ..PictureDevice::default() };
    draw(&decoded, view, &device, 9).expect("drawn")
}

#[test]
fn in_cells_each_half_has_its_colour() {
    let picture = drawn(PictureWay::Cells { indexed: false }, PictureView::whole(10, 5));
    assert_eq!((picture.columns, picture.rows), (10, 5));
    let PictureArt::Cells(cells) = &picture.art else { panic!("cells") };
    let colours = |at: usize| cells[at].map(|colour| (colour.0 > 128, colour.1 > 128, colour.2 > 128));
    let (red, green, blue, yellow) =
        ((true, false, false), (false, true, false), (false, false, true), (true, true, false));
    assert_eq!((colours(0), colours(9)), ([red, red], [green, green]));
    assert_eq!((colours(20), colours(29)), ([red, blue], [green, yellow]), "the middle is between two halves");
    assert_eq!((colours(40), colours(49)), ([blue, blue], [yellow, yellow]));
    let decoded = decode(&png(80, 80), &PictureLimits::default()).expect("a picture");
    let device = PictureDevice {
        way: PictureWay::Cells { indexed: true },
        cell: (4, 8),
        sideways: true,
        ..PictureDevice::default()
    };
    let sideways = draw(&decoded, PictureView::whole(5, 2), &device, 9).expect("drawn");
    let PictureArt::Cells(cells) = &sideways.art else { panic!("cells") };
    assert_eq!((sideways.columns, sideways.rows, cells.len()), (4, 2, 8));
}

#[test]
fn larger_it_is_a_part_of_it() {
    let view = PictureView { zoom: 3, middle: (0, 1000), ..PictureView::whole(10, 5) };
    let picture = drawn(PictureWay::Cells { indexed: false }, view);
    let PictureArt::Cells(cells) = &picture.art else { panic!("cells") };
    assert!(cells.iter().flatten().all(|colour| colour.2 > 200 && colour.0 < 50), "the blue corner fills it");
    assert_eq!(picture.seen, (296, 296));
}

/// What stands between the marks of the protocol.
fn parts<'b>(bytes: &'b [u8], head: &str, end: &str) -> Vec<&'b str> {
    let text = std::str::from_utf8(bytes).expect("ASCII");
    let parts = text.split(head).skip(1).map(|part| part.strip_suffix(end).expect("an end"));
    parts.collect()
}

#[test]
fn kitty_gets_the_picture_once_and_a_place_for_each_row() {
    let picture = drawn(PictureWay::Kitty, PictureView::whole(10, 5));
    let PictureArt::Strips(strips) = &picture.art else { panic!("strips") };
    assert_eq!((strips.number, strips.kept, strips.rows.len()), (9, true, 5));
    let chunks = parts(&strips.data, "\x1b_G", "\x1b\\");
    assert!(chunks[0].starts_with("a=t,f=100,t=d,i=9,q=2,m="));
    let data: String = chunks.iter().map(|chunk| chunk.split_once(';').expect("data").1).collect();
    let file = data_encoding::BASE64.decode(data.as_bytes()).expect("base64");
    let image = image::load_from_memory(&file).expect("a file").into_rgb8();
    assert_eq!(image.dimensions(), (40, 40));
    let row = std::str::from_utf8(&strips.rows[2]).expect("ASCII");
    assert_eq!(row, "\x1b_Ga=p,i=9,p=3,x=0,y=16,w=40,h=8,c=10,r=1,C=1,q=2\x1b\\");
}

#[test]
fn iterm_gets_a_file_for_each_row() {
    let picture = drawn(PictureWay::Iterm, PictureView::whole(10, 5));
    let PictureArt::Strips(strips) = &picture.art else { panic!("strips") };
    assert_eq!((strips.rows.len(), strips.data.len(), strips.kept), (5, 0, false));
    let files = parts(&strips.rows[4], "\x1b]1337;File=", "\x07");
    let (head, data) = files[0].split_once(':').expect("data");
    let file = data_encoding::BASE64.decode(data.as_bytes()).expect("base64");
    let said = format!("inline=1;width=10;height=1;preserveAspectRatio=0;doNotMoveCursor=1;size={}", file.len());
    assert_eq!(head, said);
    let image = image::load_from_memory(&file).expect("a file").into_rgb8();
    assert_eq!((image.dimensions(), image.get_pixel(0, 7).0), ((40, 8), [0, 0, 255]));
}

fn source(name: &str) -> PictureSource {
    PictureSource { origin: Arc::new(Origin::File("a.md".into())), address: Some(SafeText::line(name)) }
}

fn order(request: u64, name: &str, alone: bool) -> PictureOrder {
    let view = PictureView::whole(8, 4);
    PictureOrder::Draw { request: RequestId(request), source: source(name), view, alone }
}

fn service(find: Box<FindPicture>, time: Duration) -> (PictureService, Receiver<PictureAnswer>) {
    let (sender, answers) = mpsc::channel();
    let device = PictureDevice { way: PictureWay::Cells { indexed: false }, ..PictureDevice::default() };
    let limits = PictureLimits { time, ..PictureLimits::default() };
    let deliver = move |answer| drop(sender.send(answer));
    (PictureService::new(find, device, limits, deliver), answers)
}

fn next(answers: &Receiver<PictureAnswer>) -> (u64, Result<Box<DrawnPicture>, PictureFault>) {
    match answers.recv_timeout(Duration::from_mins(1)).expect("an answer") {
        PictureAnswer::Drawn { request, answer } => (request.0, answer),
        PictureAnswer::Measured { .. } => panic!("not asked for"),
    }
}

/// Finds pictures by their names; says how often it was asked.
fn finder() -> (Box<FindPicture>, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let own = Arc::clone(&asked);
    let find = move |source: &PictureSource, _: u64| -> Result<FoundPicture, PictureFault> {
        own.fetch_add(1, Ordering::SeqCst);
        match source.address.as_deref() {
            Some("good") => Ok((png(8, 8), None)),
            Some("text") => Ok((b"text".to_vec(), None)),
            Some("falls") => panic!("it falls, as it is meant to"),
            _ => Err(PictureFault::Missing),
        }
    };
    (Box::new(find), asked)
}

#[test]
fn the_service_answers_whatever_happens() {
    let (find, asked) = finder();
    let (mut service, answers) = service(find, Duration::from_mins(1));
    for (request, (name, expected)) in (1..).zip([
        ("falls", Some(PictureFault::Fell)),
        ("good", None),
        ("text", Some(PictureFault::Unknown)),
        ("nowhere", Some(PictureFault::Missing)),
        ("good", None),
    ]) {
        service.order(order(request, name, true));
        let (number, answer) = next(&answers);
        assert_eq!((number, answer.err()), (request, expected), "{name}");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 4, "what was decoded is kept");
    service.order(PictureOrder::Measure { request: RequestId(9), sources: vec![source("good"), source("text")] });
    match answers.recv_timeout(Duration::from_mins(1)) {
        Ok(PictureAnswer::Measured { request, sizes }) => {
            assert_eq!((request.0, sizes), (9, vec![Some((8, 8)), None]));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_was_fetched_is_drawn_and_why_it_was_not_is_said() {
    let (find, _) = finder();
    let (mut service, answers) = service(find, Duration::from_mins(1));
    service.order(PictureOrder::Fetched { source: source("far"), bytes: Ok(png(8, 8)) });
    service.order(order(1, "far", true));
    assert!(next(&answers).1.is_ok());
    service.order(PictureOrder::Fetched { source: source("further"), bytes: Err(PictureFault::TooLong) });
    service.order(order(2, "further", true));
    assert_eq!(next(&answers).1.err(), Some(PictureFault::TooLong));
}

#[test]
fn what_does_not_come_to_its_end_is_left_behind() {
    // Held until the test lets go.
    let gate = Arc::new(Mutex::new(()));
    let own = Arc::clone(&gate);
    let find = move |source: &PictureSource, _: u64| -> Result<FoundPicture, PictureFault> {
        if source.address.as_deref() == Some("good") {
            return Ok((png(8, 8), None));
        }
        drop(own.lock());
        Err(PictureFault::Missing)
    };
    let (mut service, answers) = service(Box::new(find), Duration::from_millis(50));
    let held = gate.lock().expect("the gate");
    service.order(order(1, "slow", true));
    assert_eq!(next(&answers).1.err(), Some(PictureFault::TooLong));
    service.order(order(2, "slow", true));
    assert_eq!(next(&answers).1.err(), Some(PictureFault::TooLong), "known, and not tried again");
    service.order(order(3, "slow too", true));
    assert_eq!(next(&answers).1.err(), Some(PictureFault::TooLong));
    service.order(order(4, "good", true));
    assert_eq!(next(&answers).1.err(), Some(PictureFault::TooLong), "two are left behind: nothing new is begun");
    drop(held);
}
