//! Where the map under a day's route comes from, when the municipality has a tile server (WEB-14). By
//! default there is none, and nobody outside is asked for anything.

use crate::config::Config;
use serde::Serialize;
use utoipa::ToSchema;

/// A map to draw a route on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MapTiles {
    /// Address of a tile of 256 pixels; `{z}`, `{x}` and `{y}` are for its place.
    #[schema(example = "https://kart.kommune.example/{z}/{x}/{y}.png")]
    url: String,
    /// Whom the map is owed to, in words to show with it.
    #[schema(example = "© Kartverket")]
    credit: String,
}

/// The tiles that are configured.
pub(crate) fn of(config: &Config) -> Option<MapTiles> {
    origin(&config.map_tiles).ok().flatten()?;
    Some(MapTiles {
        url: config.map_tiles.clone(),
        credit: config.map_credit.clone(),
    })
}

/// The origin that a page may load tiles from. Plain HTTP is for one's own machine alone, and nothing but a
/// host gets into the policy of the page.
///
/// # Errors
/// What is wrong with the address.
pub(crate) fn origin(address: &str) -> Result<Option<String>, String> {
    if address.is_empty() {
        return Ok(None);
    }
    let wrong = |why: &str| Err(format!("map_tiles: {why}: {address}"));
    let Some((scheme, rest)) = address.split_once("://") else {
        return wrong("an address begins with https://");
    };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let near = ["127.0.0.1", "localhost"].contains(&name);
    if !(scheme == "https" || scheme == "http" && near) {
        return wrong("tiles are fetched over https");
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    if name.is_empty() || !host.chars().all(plain) {
        return wrong("this is no host");
    }
    if !["{z}", "{x}", "{y}"].iter().all(|part| path.contains(part)) {
        return wrong("{z}, {x} and {y} say which tile");
    }
    Ok(Some(format!("{scheme}://{host}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_is_no_map() {
        assert_eq!(origin(""), Ok(None));
        assert_eq!(of(&Config::default()), None);
    }

    #[test]
    fn the_origin_is_what_a_page_may_load_from() {
        let tiles = "https://kart.example.no:8443/osm/{z}/{x}/{y}.png?key=1";
        assert_eq!(
            origin(tiles),
            Ok(Some("https://kart.example.no:8443".to_owned()))
        );
        assert!(origin("http://127.0.0.1:9000/{z}/{x}/{y}.png").is_ok());
    }

    #[test]
    fn what_is_no_address_of_tiles_is_refused_by_name() {
        for wrong in [
            "kart.example.no/{z}/{x}/{y}.png",
            "http://kart.example.no/{z}/{x}/{y}.png",
            "https://kart.example.no/{z}/{x}.png",
            "https:///{z}/{x}/{y}.png",
            "https://*; script-src *'/{z}/{x}/{y}.png",
        ] {
            assert!(
                origin(wrong).unwrap_err().starts_with("map_tiles"),
                "{wrong}"
            );
        }
    }
}
