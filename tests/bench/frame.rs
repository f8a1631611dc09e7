//! The window thread's own work in a frame while all journeys are panned and zoomed, and while one patient with 2,000
//! events is looked at: taking in results, laying out, and tessellating, but not the renderer's part.
//! Budget: 4 ms at the 95th percentile, with 10 million events of 100,000 patients in the store.
#![expect(clippy::print_stdout, reason = "figures on standard output are what it is for")]

mod extract;
mod measure;
mod random;

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use eframe::App as _;
use egui::{
    Event, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, TouchPhase,
    Vec2, pos2, vec2,
};
use periplus::ui::{App, Settings};
use periplus::workspace::{Camera, Command, Screen};

use extract::Shape;
use measure::percentile;

/// The time between two frames: sixty a second, so that pictures arrive between them as they would.
const PACE: Duration = Duration::from_micros(16_667);
const FRAMES: usize = 240;
const BUDGET: f64 = 4.0;

fn main() -> Result<(), Box<dyn Error>> {
    let (many, one) = (tempfile::tempdir()?, tempfile::tempdir()?);
    extract::write(many.path(), Shape { events: 10_000_000, patients: 100_000, sources: 4 })?;
    extract::write(one.path(), Shape { events: 2_000, patients: 1, sources: 9 })?;
    for size in [vec2(1280.0, 800.0), vec2(2560.0, 1440.0)] {
        population(many.path(), size);
    }
    patient(one.path());
    Ok(())
}

fn population(extract: &Path, size: Vec2) {
    let mut window = Window::open(extract, Screen::Population, size);
    let middle = pos2(size.x * 0.5, size.y * 0.5);
    // A tenth of the time, all patients: a million marks.
    let Some(whole) = window.app.workspace().results().journeys.value().map(|journeys| journeys.whole) else {
        return;
    };
    let tenth = periplus::workspace::zoomed(whole, 0.1, 0.3);
    let look = |time, row_height| Command::Look(Camera { time: Some(time), row_height, scroll: 0.0 });
    let name = format!("{}x{}", size.x, size.y);
    window.start(look(tenth, None), middle);
    window.measure(&format!("population, {name}, nothing moves"), |_| Vec::new());
    window.measure(&format!("population, {name}, panning"), |n| {
        let x = if n / 60 % 2 == 0 { 12.0 } else { -12.0 };
        vec![wheel(vec2(x, 0.0), Modifiers::NONE)]
    });
    window.measure(&format!("population, {name}, dragging"), |n| drag(n, middle));
    window.start(look(tenth, None), middle);
    window.measure(&format!("population, {name}, zooming time"), |n| {
        let y = if n / 60 % 2 == 0 { 6.0 } else { -6.0 };
        vec![wheel(vec2(0.0, y), Modifiers::NONE)]
    });
    window.start(look(tenth, None), middle);
    window.measure(&format!("population, {name}, from everybody to one patient and back"), |n| {
        let y = if n / 120 % 2 == 0 { 14.0 } else { -14.0 };
        vec![wheel(vec2(0.0, y), Modifiers::COMMAND)]
    });
}

fn patient(extract: &Path) {
    let size = vec2(1280.0, 800.0);
    let mut window = Window::open(extract, Screen::Patient, size);
    window.start(Command::PickEvent(None), pos2(640.0, 240.0));
    window.measure("patient with 2,000 events, nothing moves", |_| Vec::new());
    window.measure("patient with 2,000 events, zooming", |n| {
        let y = if n / 60 % 2 == 0 { 8.0 } else { -8.0 };
        vec![wheel(vec2(0.0, y), Modifiers::NONE)]
    });
}

fn wheel(delta: Vec2, modifiers: Modifiers) -> Event {
    let (unit, phase, source) = (MouseWheelUnit::Point, TouchPhase::Move, MouseWheelSource::Unknown);
    Event::MouseWheel { unit, delta, phase, source, modifiers }
}

/// Presses, moves to and fro, and lets go at the end.
fn drag(n: usize, middle: Pos2) -> Vec<Event> {
    let pos = middle + vec2((n as f32 / 20.0).sin() * 200.0, (n as f32 / 13.0).cos() * 40.0);
    let button = |pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    match n {
        0 => vec![Event::PointerMoved(pos), button(true)],
        _ if n == FRAMES - 1 => vec![button(false), Event::PointerMoved(middle)],
        _ => vec![Event::PointerMoved(pos)],
    }
}

/// The program's window without the system's.
struct Window {
    context: egui::Context,
    app: App,
    frame: eframe::Frame,
    size: Vec2,
    since: Instant,
}

impl Window {
    /// Opens an extract and waits until everything is computed.
    fn open(extract: &Path, screen: Screen, size: Vec2) -> Self {
        let context = egui::Context::default();
        let settings = Settings { language: Some("en".into()), caching: false, ..Settings::default() };
        let app = App::with(&context, settings, Some(extract.to_owned()));
        let frame = eframe::Frame::_new_kittest();
        let mut window = Self { context, app, frame, size, since: Instant::now() };
        window.settle();
        window.start(Command::Show(screen), pos2(1.0, 1.0));
        window
    }

    /// One frame as the window's thread runs it; gives milliseconds of layout and of tessellation.
    fn step(&mut self, mut events: Vec<Event>) -> (f64, f64) {
        events.insert(0, Event::ModifiersChanged(events.iter().find_map(modifiers).unwrap_or_default()));
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.since.elapsed().as_secs_f64()),
            events,
            ..RawInput::default()
        };
        let start = Instant::now();
        let output = self.context.run_ui(input, |ui| {
            self.app.logic(ui.ctx(), &mut self.frame);
            self.app.ui(ui, &mut self.frame);
        });
        let layout = start.elapsed().as_secs_f64() * 1e3;
        let start = Instant::now();
        std::hint::black_box(self.context.tessellate(output.shapes, output.pixels_per_point));
        (layout, start.elapsed().as_secs_f64() * 1e3)
    }

    fn settle(&mut self) {
        loop {
            for _ in 0..4 {
                self.step(Vec::new());
            }
            if self.app.workspace().running().is_empty() {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Does a command, puts the pointer somewhere, and waits until nothing is under way.
    fn start(&mut self, command: Command, pointer: Pos2) {
        self.app.send(command);
        self.step(vec![Event::PointerMoved(pointer)]);
        self.settle();
    }

    /// Runs frames at their pace, each with its events.
    fn measure(&mut self, name: &str, events: impl Fn(usize) -> Vec<Event>) {
        let (mut all, mut layout, mut tessellation) = (Vec::new(), Vec::new(), Vec::new());
        let mut pictures = 0;
        for n in 0..FRAMES {
            let start = Instant::now();
            let before = self.picture();
            let (laid_out, tessellated) = self.step(events(n));
            pictures += usize::from(self.picture() != before);
            all.push(laid_out + tessellated);
            layout.push(laid_out);
            tessellation.push(tessellated);
            std::thread::sleep(PACE.saturating_sub(start.elapsed()));
        }
        let at = |times: &[f64]| {
            let [half, most, worst] = [0.5, 0.95, 1.0].map(|share| percentile(times, share));
            format!("{half:.1} / {most:.1} / {worst:.1} ms")
        };
        println!(
            "{name}: {} (median / p95 / worst, budget {BUDGET} at p95); layout {}, tessellation {}; {pictures} pictures",
            at(&all),
            at(&layout),
            at(&tessellation)
        );
        self.settle();
    }

    /// Which picture is shown.
    fn picture(&self) -> Option<*const ()> {
        self.app.workspace().results().picture.value().map(|drawn| std::sync::Arc::as_ptr(drawn).cast())
    }
}

fn modifiers(event: &Event) -> Option<Modifiers> {
    match event {
        Event::MouseWheel { modifiers, .. } => Some(*modifiers),
        _ => None,
    }
}
