//! Travel times from a road engine (scheduling.md, Travel; R-WL-12), against a stand-in that speaks
//! the real protocols: asked once, kept, and done without when it is slow, broken or absent. A
//! protected address is never sent (SEC-4).

use api::{
    config::{Config, RoadEngine as Kind},
    roads::Roads,
};
use chrono::TimeDelta;
use domain::organisation::Transport;
use scheduling::{GreatCircle, Place, Source, Travel};
use tests::road_engine::{Mood, RoadEngine, seconds};

fn roads(kind: Kind, engine: &RoadEngine, milliseconds: u64) -> Roads {
    Roads::new(&Config {
        road_engine: kind,
        road_url: engine.url.clone(),
        road_timeout_ms: milliseconds,
        ..Config::default()
    })
    .unwrap()
}

fn places(count: usize) -> Vec<Place> {
    (0..count)
        .map(|n| Place {
            latitude: 59.9 + n as f64 / 1_000.0,
            longitude: 10.8,
        })
        .collect()
}

/// Long enough that nothing in these tests comes near it.
const PATIENT: u64 = 60_000;

fn asks_once_and_keeps_the_answer(kind: Kind) {
    let engine = RoadEngine::start();
    let roads = roads(kind, &engine, PATIENT);
    let (places, now) = (places(3), tests::now());
    let table = roads.at(now).table(Transport::Walk, &places);
    assert_eq!(table.source, Source::RoadEngine);
    // North is slower than south: rows are from, columns to. No parking on foot.
    assert_eq!(table.minutes, [0, 50, 50, 25, 0, 50, 25, 25, 0]);
    let point = |p: &Place| (p.longitude, p.latitude);
    assert_eq!(seconds(point(&places[0]), point(&places[1])), 3_000.0);
    assert_eq!(engine.asked().len(), 1);
    assert_eq!(
        roads.at(now).table(Transport::Walk, &places[1..]).minutes,
        [0, 50, 25, 0]
    );
    assert_eq!(engine.asked().len(), 1, "it was known");
    // By car there are two minutes to park.
    assert_eq!(
        roads.at(now).table(Transport::Car, &places[..2]).minutes,
        [0, 52, 27, 0]
    );
    assert_eq!(engine.asked().len(), 2);
    let later = now + TimeDelta::days(8);
    roads.at(later).table(Transport::Walk, &places);
    assert_eq!(engine.asked().len(), 3, "roads change");
}

#[test]
fn osrm_is_asked_once_and_its_answer_kept() {
    asks_once_and_keeps_the_answer(Kind::Osrm);
}

#[test]
fn valhalla_is_asked_once_and_its_answer_kept() {
    asks_once_and_keeps_the_answer(Kind::Valhalla);
}

#[test]
fn a_district_is_asked_for_in_blocks_that_an_engine_takes_as_it_comes() {
    for kind in [Kind::Osrm, Kind::Valhalla] {
        let engine = RoadEngine::start();
        let roads = roads(kind, &engine, PATIENT);
        let places = places(120);
        let table = roads.at(tests::now()).table(Transport::Bike, &places);
        assert_eq!(table.source, Source::RoadEngine);
        assert_eq!(engine.asked().len(), 9);
        for (i, row) in table.minutes.chunks(120).enumerate() {
            for (j, minutes) in row.iter().enumerate() {
                let expected = match i.cmp(&j) {
                    std::cmp::Ordering::Equal => 0,
                    std::cmp::Ordering::Less => 51,
                    std::cmp::Ordering::Greater => 26,
                };
                // Never less than what the rules of the day plan count on.
                let straight =
                    GreatCircle::default().minutes(Transport::Bike, &places[i], &places[j]);
                assert_eq!(*minutes, expected.max(straight), "{i} → {j}");
            }
        }
    }
}

#[test]
fn an_engine_that_fails_is_done_without_said_so_and_left_alone_for_a_minute() {
    for kind in [Kind::Osrm, Kind::Valhalla] {
        for mood in [
            Mood::Broken,
            Mood::Nonsense,
            Mood::Short,
            Mood::Negative,
            Mood::HangsUp,
        ] {
            let engine = RoadEngine::start();
            let roads = roads(kind, &engine, PATIENT);
            let (places, now) = (places(3), tests::now());
            let straight = GreatCircle::default()
                .table(Transport::Walk, &places)
                .minutes;
            engine.become_(mood);
            for _ in 0..2 {
                let table = roads.at(now).table(Transport::Walk, &places);
                assert_eq!(
                    (table.source, &table.minutes),
                    (Source::FellBack, &straight),
                    "{mood:?}"
                );
            }
            let asked = engine.asked().len();
            engine.become_(Mood::Fine);
            let table = roads
                .at(now + TimeDelta::seconds(59))
                .table(Transport::Walk, &places);
            assert_eq!(
                (table.source, engine.asked().len()),
                (Source::FellBack, asked)
            );
            let table = roads
                .at(now + TimeDelta::seconds(60))
                .table(Transport::Walk, &places);
            assert_eq!(table.source, Source::RoadEngine, "{mood:?}");
        }
    }
}

#[test]
fn a_slow_engine_and_an_absent_one_are_done_without() {
    let engine = RoadEngine::start();
    engine.become_(Mood::Held);
    let slow = roads(Kind::Osrm, &engine, 50);
    let table = slow.at(tests::now()).table(Transport::Car, &places(2));
    assert_eq!(table.source, Source::FellBack);
    let absent = Roads::new(&Config {
        road_engine: Kind::Valhalla,
        // The port of nothing.
        road_url: "http://127.0.0.1:9".to_owned(),
        ..Config::default()
    });
    let table = absent
        .unwrap()
        .at(tests::now())
        .table(Transport::Car, &places(2));
    assert_eq!(table.source, Source::FellBack);
    engine.become_(Mood::Fine);
}

#[test]
fn where_there_is_no_way_nobody_is_sent() {
    let engine = RoadEngine::start();
    engine.become_(Mood::NoWay);
    for kind in [Kind::Osrm, Kind::Valhalla] {
        let roads = roads(kind, &engine, PATIENT);
        let table = roads.at(tests::now()).table(Transport::Car, &places(2));
        assert_eq!(
            (table.source, table.minutes),
            (Source::RoadEngine, vec![0, 10_000, 10_000, 0])
        );
    }
}

#[test]
fn an_engine_without_an_address_is_refused_at_the_start() {
    for road_url in ["", "osrm:5000", "ftp://x"] {
        let config = Config {
            road_engine: Kind::Osrm,
            road_url: road_url.to_owned(),
            ..Config::default()
        };
        assert!(Roads::new(&config).is_err(), "{road_url}");
    }
}
