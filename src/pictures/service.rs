//! The *service*: finds, decodes and draws pictures on threads of its own, so that the reader waits for none of it. The first
//! order starts it.
//!
//! Each order is worked on by a thread of its own, for whose end the service waits no longer than the limit says: a decoder
//! cannot be broken off. One that does not come to its end is left behind; while two of them are at work nothing new is
//! begun.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::decode::{DecodedPicture, decode, size};
use super::limits::PictureLimits;
use super::{cells, iterm, kitty, sixel};
use crate::model::{
    DrawnPicture, Origin, PictureArt, PictureDevice, PictureFault, PictureStrips, PictureView, PictureWay, RequestId,
    SafeText, picture_fit,
};

/// Where a picture is: the article that has it, and what that says of its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSource {
    /// The article.
    pub origin: Arc<Origin>,
    /// The address, as it stands in the article.
    pub address: Option<SafeText>,
}

/// The bytes of a picture, and its file, where it is one by itself.
pub type FoundPicture = (Vec<u8>, Option<PathBuf>);

/// Finds the bytes of a picture, no more than so many.
pub type FindPicture = dyn Fn(&PictureSource, u64) -> Result<FoundPicture, PictureFault> + Send + Sync;

/// What the service is asked for.
#[derive(Clone, Debug)]
pub enum PictureOrder {
    /// A picture, drawn.
    Draw {
        /// The number of the request.
        request: RequestId,
        /// Which.
        source: PictureSource,
        /// What of it.
        view: PictureView,
        /// Whether it lies over the screen: of those only the last one that is asked for is of use.
        alone: bool,
    },
    /// How large pictures are.
    Measure {
        /// The number of the request.
        request: RequestId,
        /// Which.
        sources: Vec<PictureSource>,
    },
    /// The bytes of a picture that was fetched, or why there are none.
    Fetched {
        /// Which.
        source: PictureSource,
        /// Its bytes.
        bytes: Result<Vec<u8>, PictureFault>,
    },
    /// The terminal draws otherwise from now on.
    Device(PictureDevice),
}

/// What came of an order.
#[derive(Debug)]
pub enum PictureAnswer {
    /// A picture.
    Drawn {
        /// The number of the request.
        request: RequestId,
        /// The picture.
        answer: Result<Box<DrawnPicture>, PictureFault>,
    },
    /// How large pictures are, in pixels; none of those that cannot be shown.
    Measured {
        /// The number of the request.
        request: RequestId,
        /// Their sizes.
        sizes: Vec<Option<(u32, u32)>>,
    },
}

/// The pixels that are kept, in bytes: going to and fro between a few pictures costs no decoding.
const KEPT: usize = 96 << 20;
/// The bytes of pictures that were fetched that are kept.
const FETCHED: usize = 64 << 20;
/// So many that do not come to their end are left behind.
const LEFT_BEHIND: usize = 2;

type Deliver = Box<dyn Fn(PictureAnswer) + Send>;

/// Draws pictures without being waited for.
pub struct PictureService {
    worker: Option<(Arc<Workshop>, Deliver)>,
    orders: Option<Sender<PictureOrder>>,
}

impl PictureService {
    /// A service that finds bytes by `find` and gives its answers to `deliver`. Nothing is started yet.
    pub fn new(
        find: Box<FindPicture>,
        device: PictureDevice,
        limits: PictureLimits,
        deliver: impl Fn(PictureAnswer) + Send + 'static,
    ) -> Self {
        let workshop = Workshop {
            find,
            limits,
            device: Mutex::new(device),
            kept: Mutex::default(),
            fetched: Mutex::default(),
            left_behind: AtomicUsize::new(0),
            numbers: AtomicU32::new(1),
        };
        Self { worker: Some((Arc::new(workshop), Box::new(deliver))), orders: None }
    }

    /// Takes an order; what comes of it is delivered later.
    pub fn order(&mut self, order: PictureOrder) {
        if let (None, PictureOrder::Device(device), Some((workshop, _))) = (&self.orders, &order, &self.worker) {
            // Nothing is started for that.
            *lock(&workshop.device) = *device;
            return;
        }
        if let Some((workshop, deliver)) = self.worker.take() {
            let (orders, received) = mpsc::channel();
            let started = thread::Builder::new().name(String::from("kanbao pictures"));
            // Without a thread nothing answers, and the picture goes on being waited for.
            self.orders = started.spawn(move || work(&workshop, &received, &deliver)).is_ok().then_some(orders);
        }
        if let Some(orders) = &self.orders {
            // The thread ends only after this.
            let _ = orders.send(order);
        }
    }
}

/// A picture that is kept.
type KeptPicture = (PictureSource, Result<Arc<DecodedPicture>, PictureFault>);

/// What the threads share.
struct Workshop {
    find: Box<FindPicture>,
    limits: PictureLimits,
    device: Mutex<PictureDevice>,
    /// The last one first.
    kept: Mutex<VecDeque<KeptPicture>>,
    /// The last one first.
    fetched: Mutex<VecDeque<(PictureSource, Arc<Vec<u8>>)>>,
    left_behind: AtomicUsize,
    numbers: AtomicU32,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn work(workshop: &Arc<Workshop>, orders: &Receiver<PictureOrder>, deliver: &Deliver) {
    let mut waiting: VecDeque<PictureOrder> = VecDeque::new();
    loop {
        if waiting.is_empty() {
            let Ok(order) = orders.recv() else { return };
            waiting.push_back(order);
        }
        waiting.extend(orders.try_iter());
        let is_alone = |order: &PictureOrder| matches!(order, PictureOrder::Draw { alone: true, .. });
        if let Some(last) = waiting.iter().rposition(is_alone) {
            let mut at = 0;
            waiting.retain(|order| {
                at += 1;
                at == last + 1 || !is_alone(order)
            });
        }
        // What the terminal is like and what was fetched comes before all, then the picture over the screen, then what was
        // asked for last: that is on the screen now.
        let first = |order: &PictureOrder| matches!(order, PictureOrder::Device(_) | PictureOrder::Fetched { .. });
        let next = waiting.iter().position(first).or_else(|| waiting.iter().position(is_alone));
        let Some(order) = waiting.remove(next.unwrap_or(waiting.len() - 1)) else { continue };
        match order {
            PictureOrder::Device(device) => *lock(&workshop.device) = device,
            PictureOrder::Fetched { source, bytes } => workshop.keep_fetched(&source, bytes),
            PictureOrder::Draw { request, source, view, .. } => {
                let own = Arc::clone(workshop);
                let of = source.clone();
                let answer = workshop.in_time(move || own.draw(&of, view)).unwrap_or_else(|fault| {
                    // It would take as long again.
                    workshop.keep(&source, Err(fault.clone()));
                    Err(fault)
                });
                deliver(PictureAnswer::Drawn { request, answer: answer.map(Box::new) });
            }
            PictureOrder::Measure { request, sources } => {
                let count = sources.len();
                let own = Arc::clone(workshop);
                let sizes = workshop.in_time(move || own.measure(&sources)).unwrap_or_else(|_| vec![None; count]);
                deliver(PictureAnswer::Measured { request, sizes });
            }
        }
    }
}

impl Workshop {
    /// Does something on a thread of its own, and waits for it as long as the limit says.
    fn in_time<T: Send + 'static>(
        self: &Arc<Self>,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PictureFault> {
        if self.left_behind.load(Ordering::SeqCst) >= LEFT_BEHIND {
            return Err(PictureFault::TooLong);
        }
        let (done, end) = mpsc::channel();
        let own = Arc::clone(self);
        self.left_behind.fetch_add(1, Ordering::SeqCst);
        let run = move || {
            let made = catch_unwind(AssertUnwindSafe(job)).map_err(|_| PictureFault::Fell);
            own.left_behind.fetch_sub(1, Ordering::SeqCst);
            // Nobody waits any more where it took too long.
            let _ = done.send(made);
        };
        match thread::Builder::new().name(String::from("kanbao picture")).spawn(run) {
            Ok(_) => end.recv_timeout(self.limits.time).unwrap_or(Err(PictureFault::TooLong)),
            Err(error) => {
                self.left_behind.fetch_sub(1, Ordering::SeqCst);
                Err(PictureFault::Unreadable(SafeText::line(&error.to_string())))
            }
        }
    }

    fn draw(&self, source: &PictureSource, view: PictureView) -> Result<DrawnPicture, PictureFault> {
        let known = lock(&self.kept).iter().find(|(own, _)| own == source).map(|(_, decoded)| decoded.clone());
        let decoded = match known {
            Some(decoded) => decoded?,
            None => {
                let (bytes, file) = self.bytes(source)?;
                let mut decoded = decode(&bytes, &self.limits)?;
                decoded.facts.file = file;
                let decoded = Arc::new(decoded);
                self.keep(source, Ok(Arc::clone(&decoded)));
                decoded
            }
        };
        let device = *lock(&self.device);
        draw(&decoded, view, &device, self.numbers.fetch_add(1, Ordering::Relaxed))
    }

    fn measure(&self, sources: &[PictureSource]) -> Vec<Option<(u32, u32)>> {
        let of = |source: &PictureSource| {
            let (bytes, _) = self.bytes(source).ok()?;
            size(&bytes, &self.limits).ok()
        };
        sources.iter().map(of).collect()
    }

    fn bytes(&self, source: &PictureSource) -> Result<FoundPicture, PictureFault> {
        let fetched = lock(&self.fetched).iter().find(|(own, _)| own == source).map(|(_, bytes)| Arc::clone(bytes));
        match fetched {
            Some(bytes) => Ok((bytes.to_vec(), None)),
            None => (self.find)(source, self.limits.bytes),
        }
    }

    fn keep(&self, source: &PictureSource, decoded: Result<Arc<DecodedPicture>, PictureFault>) {
        let mut kept = lock(&self.kept);
        kept.retain(|(own, _)| own != source);
        kept.push_front((source.clone(), decoded));
        let mut bytes = 0;
        let own = |(_, decoded): &KeptPicture| decoded.as_ref().map_or(0, |decoded| decoded.pixels.len());
        let fitting = kept.iter().take_while(|one| {
            bytes += own(one);
            bytes <= KEPT
        });
        let fitting = fitting.count().max(1);
        kept.truncate(fitting);
    }

    fn keep_fetched(&self, source: &PictureSource, bytes: Result<Vec<u8>, PictureFault>) {
        match bytes {
            Ok(bytes) => {
                let mut fetched = lock(&self.fetched);
                fetched.retain(|(own, _)| own != source);
                fetched.push_front((source.clone(), Arc::new(bytes)));
                let mut sum = 0;
                let fitting = fetched.iter().take_while(|(_, bytes)| {
                    sum += bytes.len();
                    sum <= FETCHED
                });
                let fitting = fitting.count().max(1);
                fetched.truncate(fitting);
                lock(&self.kept).retain(|(own, _)| own != source);
            }
            Err(fault) => self.keep(source, Err(fault)),
        }
    }
}

/// Draws a picture; `number` is what the terminal is to know it by.
///
/// # Errors
/// When it cannot be encoded, or the terminal shows no pictures.
pub fn draw(
    decoded: &DecodedPicture,
    view: PictureView,
    device: &PictureDevice,
    number: u32,
) -> Result<DrawnPicture, PictureFault> {
    let own = (decoded.facts.width, decoded.facts.height);
    let fit = picture_fit(own, &view, device);
    let (wide, high) = (u32::from(device.cell.0.max(1)), u32::from(device.cell.1.max(1)));
    let pixels = (u32::from(fit.columns) * wide, u32::from(fit.rows) * high);
    let strips = |rows, data, kept| PictureArt::Strips(Arc::new(PictureStrips { number, data, rows, kept }));
    let art = match device.way {
        PictureWay::Cells { .. } | PictureWay::Words => {
            let pixels = cells::pixels(fit.columns, fit.rows, device.sideways);
            cells::draw(&decoded.part(fit.part, pixels), device.sideways)
        }
        PictureWay::Sixel => strips(sixel::rows(&decoded.part(fit.part, pixels), high), Vec::new(), false),
        PictureWay::Iterm => {
            strips(iterm::rows(&decoded.part(fit.part, pixels), fit.columns, high)?, Vec::new(), false)
        }
        PictureWay::Kitty => {
            let image = decoded.part(fit.part, pixels);
            strips(kitty::rows(&image, fit.columns, high, number), kitty::data(&image, number)?, true)
        }
    };
    let thousandths = |part: f64, whole: u32| (part / f64::from(whole.max(1)) * 1000.0).round().min(1000.0) as u16;
    Ok(DrawnPicture {
        facts: decoded.facts.clone(),
        view,
        columns: fit.columns,
        rows: fit.rows,
        scale: (fit.scale * 100.0).round() as u32,
        seen: (thousandths(fit.part.2, own.0), thousandths(fit.part.3, own.1)),
        art,
    })
}
