//! Every shape on both kinds of backend: the files are whole, and pixels are where they belong.

use std::sync::Arc;

use crate::scene::{Anchor, Area, Ink, Pixels, Pos, Scene, Shape, Stroke, Text, TextSize, Theme, Weight};

use super::svg::base64;
use super::{ReportError, to_png, to_svg};

fn every_shape() -> Scene {
    let mut scene = Scene::new(200.0, 120.0);
    scene.description = "Test: shapes & <signs>".to_owned();
    scene.fill(Area::new(0.0, 0.0, 200.0, 120.0), Ink::Background);
    let stroke = Some(Stroke::new(Ink::Selection, 1.0));
    scene.add(Shape::Rect {
        area: Area::new(10.0, 10.0, 30.0, 20.0),
        radius: 4.0,
        fill: Some(Ink::Phase(3)),
        stroke,
    });
    scene.line(Pos::new(50.0, 10.0), Pos::new(50.0, 40.0), Ink::Death, 2.0);
    let points = vec![Pos::new(60.0, 10.0), Pos::new(70.0, 30.0), Pos::new(80.0, 12.0)];
    scene.add(Shape::Polyline { points, stroke: Stroke::new(Ink::Track, 1.0) });
    scene.add(Shape::Circle { centre: Pos::new(100.0, 20.0), radius: 8.0, fill: Some(Ink::Error), stroke });
    let corners = [Pos::new(120.0, 10.0), Pos::new(130.0, 20.0), Pos::new(120.0, 30.0)];
    scene.add(Shape::Triangle { corners, fill: Ink::Warning });
    scene.add(Shape::Hatch { area: Area::new(10.0, 50.0, 40.0, 30.0), ink: Ink::Hatch });
    scene.add(Shape::Dots { area: Area::new(60.0, 50.0, 40.0, 30.0), ink: Ink::Dots });
    let text = Text::new(Pos::new(190.0, 100.0), "Tom & <Ada>", TextSize::Normal, Ink::Text);
    scene.text(text.semibold().anchored(Anchor::Right));
    let pixels = Pixels { width: 2, height: 1, rgba: vec![[255, 0, 0, 255], [0, 0, 255, 128]] };
    let (area, clip) = (Area::new(110.0, 50.0, 40.0, 20.0), Area::new(120.0, 50.0, 60.0, 10.0));
    scene.add(Shape::Image { area, clip, pixels: Arc::new(pixels) });
    scene
}

#[test]
fn an_svg_is_whole_and_says_what_it_shows() {
    let svg = to_svg(&every_shape(), Theme::light()).unwrap();
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"120\""));
    assert!(svg.contains("<title>Test</title>") && svg.contains("shapes &amp; &lt;signs&gt;"));
    assert!(svg.contains("Tom &amp; &lt;Ada&gt;") && svg.contains("data:image/png;base64,iVBOR"));
    assert_eq!(svg.matches("<svg").count(), svg.matches("</svg>").count());
    assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
    assert_eq!(svg, to_svg(&every_shape(), Theme::light()).unwrap());
}

fn decoded(bytes: &[u8]) -> (usize, Vec<u8>) {
    let mut reader = png::Decoder::new(bytes).read_info().unwrap();
    let mut rgb = vec![0; reader.output_buffer_size()];
    let info = reader.next_frame(&mut rgb).unwrap();
    assert_eq!(info.height as usize * info.width as usize * 3, rgb.len());
    (info.width as usize, rgb)
}

#[test]
fn pixels_are_where_they_belong() {
    for scale in [1.0, 2.0] {
        let theme = Theme::dark();
        let (width, rgb) = decoded(&to_png(&every_shape(), theme, scale).unwrap());
        assert_eq!(width as f32, 200.0 * scale);
        let at = |x: f32, y: f32| {
            let place = ((y * scale) as usize * width + (x * scale) as usize) * 3;
            [rgb[place], rgb[place + 1], rgb[place + 2]]
        };
        let ink = |ink| {
            let rgb = theme.rgb(ink);
            [rgb.r, rgb.g, rgb.b]
        };
        assert_eq!(at(25.0, 20.0), ink(Ink::Phase(3)));
        assert_eq!(at(50.0, 25.0), ink(Ink::Death));
        assert_eq!(at(100.0, 20.0), ink(Ink::Error));
        assert_eq!(at(122.0, 20.0), ink(Ink::Warning));
        assert_eq!(at(5.0, 5.0), ink(Ink::Background));
        // The image is cut off at 120 to the left and at 60 below.
        assert_eq!(at(115.0, 55.0), ink(Ink::Background));
        assert_eq!(at(125.0, 55.0), [255, 0, 0]);
        assert_eq!(at(125.0, 65.0), ink(Ink::Background));
        let ground = ink(Ink::Background);
        let half = [ground[0] / 2, ground[1] / 2, u8::midpoint(ground[2], 255)];
        let blended = at(140.0, 55.0);
        assert!(blended.iter().zip(half).all(|(a, b)| a.abs_diff(b) <= 3), "{blended:?}, not {half:?}");
        let inked = |x: std::ops::Range<usize>, y: std::ops::Range<usize>| {
            x.flat_map(|x| y.clone().map(move |y| (x, y)))
                .filter(|(x, y)| at(*x as f32, *y as f32) != ground)
                .count()
        };
        assert!(inked(10..50, 50..80) > 50 && inked(60..100, 50..80) > 10 && inked(120..190, 92..108) > 60);
        assert_eq!(inked(20..100, 90..110), 0);
    }
}

#[test]
fn a_picture_without_room_is_refused() {
    let mut scene = every_shape();
    (scene.width, scene.height) = (0.0, 10.0);
    assert_eq!(to_png(&scene, Theme::light(), 1.0), Err(ReportError::Size));
    assert_eq!(to_svg(&scene, Theme::light()), Err(ReportError::Size));
    scene.width = 1e7;
    assert_eq!(to_png(&scene, Theme::light(), 10.0), Err(ReportError::Size));
}

#[test]
fn base64_is_that_of_the_standard() {
    let all: Vec<String> =
        ["", "f", "fo", "foo", "foobar"].iter().map(|text| base64(text.as_bytes())).collect();
    assert_eq!(all, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYmFy"]);
}

#[test]
fn widths_are_those_of_the_font() {
    let fonts = super::glyphs::fonts().unwrap();
    for weight in [Weight::Regular, Weight::SemiBold] {
        for text in [
            "Hospital pharmacy",
            "1,224 patients",
            "+0.5 y",
            "10⁹/L, band 1.5–7.5",
            "−200",
            "Gebeurtenissen per 14 dagen",
            "ééń",
        ] {
            let (exact, guess) =
                (fonts.width(text, 12.5, weight), crate::scene::text::width(text, 12.5, weight));
            assert!(guess >= exact - 0.6 && guess <= exact * 1.12 + 1.0, "{text}: {guess}, not {exact}");
        }
    }
}
