//! Charts as files: every chart in every form and language, tables that add up, and captions that say of whom.

use crate::i18n::{Lang, Texts};
use crate::model::Denominator;
use crate::scene::coverage::fixture;

use super::*;

#[test]
fn pictures() {
    let Ok(folder) = std::env::var("PICTURES") else { return };
    let lung = fixture::lung();
    let bars = fixture::bars(&lung, 14);
    let drop = fixture::drop_off(&lung);
    let (drift, heat, funnel) = (fixture::drifted(), fixture::heated(&lung), fixture::funnel());
    let (flow, estimates, sources) = (fixture::flow(), fixture::estimates(), fixture::sources());
    let of = Figures {
        sources: &sources,
        patterns: Some(&lung),
        bars: Some(&bars),
        drop_off: Some(&drop),
        drift: Some(&drift),
        heat: Some(&heat),
        funnel: Some((&funnel, &Denominator::Population)),
        flow: Some(&flow),
        estimates: Some((&estimates, 8000)),
        ..Figures::default()
    };
    let caption = Caption {
        title: "Title".into(),
        heads: "8,000 of 8,000 patients, 1,284,301 events".into(),
        chain: vec!["diagnosis 2018–2021".into()],
        as_of: "as of 31 Dec 2024".into(),
    };
    for (lang, theme) in [(Lang::En, Theme::light()), (Lang::Nl, Theme::dark())] {
        let texts = Texts::new(lang);
        for chart in Chart::ALL {
            let (width, height) = match chart {
                Chart::Funnel => (520.0, 360.0),
                Chart::Sets => (760.0, 360.0),
                Chart::DropOff => (660.0, 300.0),
                Chart::Costs => (330.0, 260.0),
                Chart::BestSubsets => (330.0, 200.0),
                Chart::Drift => (520.0, 260.0),
                Chart::Heat => (760.0, 260.0),
                Chart::Flow => (1100.0, 600.0),
                Chart::Estimate => (760.0, 260.0),
            };
            let look = Look { width, height, theme, texts: &texts };
            let caption = Caption { title: texts.t(words::title_key(chart)), ..caption.clone() };
            let bytes = export(chart, Format::Png { scale: 1.5 }, &of, &caption, &look).unwrap();
            std::fs::write(format!("{folder}/{}-{}.png", chart.id(), lang.code()), bytes).unwrap();
        }
    }
}
