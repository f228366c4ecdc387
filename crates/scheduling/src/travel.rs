//! Travel times: a table behind a trait. The default is the great circle; a road engine implements
//! the same trait outside this crate.

use domain::organisation::Transport;
use serde::{Deserialize, Serialize};

/// A point on the map, WGS 84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

impl Place {
    /// Whether both numbers are finite and on the globe.
    pub fn is_on_earth(&self) -> bool {
        self.latitude.is_finite()
            && self.longitude.is_finite()
            && self.latitude.abs() <= 90.0
            && self.longitude.abs() <= 180.0
    }

    /// Great-circle distance in kilometres (haversine, mean radius 6371.0088 km).
    pub fn kilometres_to(&self, other: &Self) -> f64 {
        Point::of(self).kilometres_to(&Point::of(other))
    }
}

/// A place with what its distances are counted from, so that a table counts it once per place.
struct Point {
    longitude: f64,
    latitude: f64,
    cos: f64,
}

impl Point {
    fn of(place: &Place) -> Self {
        let latitude = place.latitude.to_radians();
        Self {
            longitude: place.longitude,
            latitude,
            cos: latitude.cos(),
        }
    }

    fn kilometres_to(&self, other: &Self) -> f64 {
        let across = (other.latitude - self.latitude) / 2.0;
        let along = (other.longitude - self.longitude).to_radians() / 2.0;
        let h = across.sin().powi(2) + self.cos * other.cos * along.sin().powi(2);
        2.0 * 6371.0088 * h.sqrt().min(1.0).asin()
    }
}

impl Pace {
    /// Minutes for so many kilometres as the crow flies, rounded up; 0 within the same building.
    fn minutes(&self, kilometres: f64) -> i32 {
        if kilometres < 0.03 {
            return 0;
        }
        let minutes = kilometres * self.detour / self.speed * 60.0 + self.per_trip;
        // Far beyond any shift is as good as unreachable, and keeps sums small.
        minutes.ceil().clamp(0.0, 10_000.0) as i32
    }
}

/// Travel times between all of some places by one transport.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Row by row, from each place to each, whole minutes.
    pub minutes: Vec<i32>,
    /// Where the times come from.
    pub source: Source,
}

/// Where travel times come from; a proposal says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Source {
    /// Great-circle distance, a detour factor and a speed.
    GreatCircle,
    /// A road engine's own times.
    RoadEngine,
    /// A road engine is configured but did not answer; great circle instead.
    FellBack,
}

/// Somebody who knows how long it takes from one place to another.
pub trait Travel {
    /// The times between all `places` by `transport`: `places.len()²` minutes, none negative, 0 on
    /// the diagonal.
    fn table(&self, transport: Transport, places: &[Place]) -> Table;
}

/// Speed, detour and minutes lost at each end, for one transport.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pace {
    /// Kilometres an hour along the way.
    pub speed: f64,
    /// Length of the way over the great circle.
    pub detour: f64,
    /// Minutes for every trip: lock up, park, find the door.
    pub per_trip: f64,
}

/// The default travel times: great circle times a detour factor, by a speed per transport.
///
/// Detour 1.3 is the usual ratio of road to straight-line distance in European towns (1.2–1.4:
/// Boscoe, Henry and Zdeb 2012; Ballou, Rahardja and Sakai 2002); paths for walking cut it to 1.25.
/// Walking 5 km/h (1.4 m/s, the design speed in Statens vegvesen's handbook N100), cycling 15 km/h,
/// a car in a town 28 km/h with a few minutes to park. A municipality sets its own.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GreatCircle {
    /// On foot.
    pub walk: Pace,
    /// By bicycle.
    pub bike: Pace,
    /// By car.
    pub car: Pace,
}

impl Default for GreatCircle {
    fn default() -> Self {
        let pace = |speed, detour, per_trip| Pace {
            speed,
            detour,
            per_trip,
        };
        Self {
            walk: pace(5.0, 1.25, 0.0),
            bike: pace(15.0, 1.3, 1.0),
            car: pace(28.0, 1.3, 2.0),
        }
    }
}

impl GreatCircle {
    /// How one gets about.
    pub const fn pace(&self, transport: Transport) -> Pace {
        match transport {
            Transport::Walk => self.walk,
            Transport::Bike => self.bike,
            Transport::Car => self.car,
        }
    }

    /// Minutes from one place to another, rounded up; 0 within the same building (30 m).
    pub fn minutes(&self, transport: Transport, from: &Place, to: &Place) -> i32 {
        self.pace(transport).minutes(from.kilometres_to(to))
    }
}

impl Travel for GreatCircle {
    fn table(&self, transport: Transport, places: &[Place]) -> Table {
        let pace = self.pace(transport);
        let points: Vec<Point> = places.iter().map(Point::of).collect();
        let size = points.len();
        let mut minutes = vec![0; size * size];
        // The way back is as long.
        for (a, from) in points.iter().enumerate() {
            for (b, to) in points.iter().enumerate().skip(a + 1) {
                let way = pace.minutes(from.kilometres_to(to));
                minutes[a * size + b] = way;
                minutes[b * size + a] = way;
            }
        }
        Table {
            minutes,
            source: Source::GreatCircle,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOWN_HALL: Place = Place {
        latitude: 59.9120,
        longitude: 10.7336,
    };
    const SAGENE: Place = Place {
        latitude: 59.9382,
        longitude: 10.7570,
    };

    #[test]
    fn walking_three_kilometres_takes_the_better_part_of_an_hour() {
        let km = TOWN_HALL.kilometres_to(&SAGENE);
        assert!((3.1..3.3).contains(&km), "{km}");
        let by = |t| GreatCircle::default().minutes(t, &TOWN_HALL, &SAGENE);
        assert_eq!(by(Transport::Walk), 48);
        assert!(by(Transport::Car) < by(Transport::Bike));
        assert!(by(Transport::Bike) < by(Transport::Walk));
    }

    #[test]
    fn a_table_says_the_same_as_each_way_by_itself() {
        let places: Vec<Place> = (0..40)
            .map(|n| Place {
                latitude: 59.9 + f64::from(n * 17 % 41) / 900.0,
                longitude: 10.7 + f64::from(n * 23 % 37) / 700.0,
            })
            .collect();
        let travel = GreatCircle::default();
        let table = travel.table(Transport::Bike, &places);
        let each = places.iter().flat_map(|from| {
            let to = places.iter();
            to.map(|to| travel.minutes(Transport::Bike, from, to))
        });
        assert_eq!(table.minutes, each.collect::<Vec<_>>());
    }

    #[test]
    fn the_same_building_takes_no_time() {
        let table = GreatCircle::default().table(Transport::Car, &[TOWN_HALL, TOWN_HALL, SAGENE]);
        assert_eq!(table.minutes[1], 0);
        assert_eq!(table.minutes.len(), 9);
        assert!(table.minutes[2] > 0);
    }
}
