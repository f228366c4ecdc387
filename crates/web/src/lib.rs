//! The web client, embedded: what `crates/web/client` becomes when Vite has built it.
//!
//! A release build carries the files; a debug build reads `crates/web/dist` as it is, so that Rust
//! work never waits for Node. Without a built client there is a page that says what is missing.

use rust_embed::Embed;
use std::borrow::Cow;

#[derive(Embed)]
#[folder = "dist/"]
#[allow_missing = true]
struct Built;

/// Names with a hash of their content never change what they hold.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
/// All others are asked for again each time, and answered with 304.
const ASK_AGAIN: &str = "no-cache";

/// A file to serve.
#[derive(Debug, Clone)]
pub struct File {
    /// Its media type.
    pub content_type: String,
    /// `br` or `gzip`, when it is packed.
    pub encoding: Option<&'static str>,
    /// `Cache-Control`.
    pub caching: &'static str,
    /// A strong entity tag.
    pub etag: String,
    /// What it holds.
    pub bytes: Cow<'static, [u8]>,
}

/// The file at a path on the server; `accepted` is the reader's `Accept-Encoding`.
pub fn file(path: &str, accepted: &str) -> Option<File> {
    let name = path.strip_prefix('/')?;
    // Packed twins are answers, not files of their own.
    if name.is_empty() || name.ends_with(".br") || name.ends_with(".gz") {
        return None;
    }
    find(name, accepted)
}

/// The page that the client begins with; every place inside it has the same one.
pub fn page(accepted: &str) -> File {
    find("index.html", accepted).unwrap_or_else(missing)
}

fn find(name: &str, accepted: &str) -> Option<File> {
    let takes = |coding: &str| {
        let mut codings = accepted.split(',');
        codings.any(|one| one.split(';').next().map(str::trim) == Some(coding))
    };
    let packed = [("br", ".br"), ("gzip", ".gz")];
    let packed = packed.into_iter().find_map(|(coding, ending)| {
        let found = takes(coding).then(|| Built::get(&format!("{name}{ending}")));
        Some((Some(coding), found.flatten()?))
    });
    let (encoding, found) = match packed {
        Some(packed) => packed,
        None => (None, Built::get(name)?),
    };
    let hash = found.metadata.sha256_hash();
    let hash: String = hash.iter().take(12).map(|b| format!("{b:02x}")).collect();
    Some(File {
        content_type: content_type(name),
        encoding,
        caching: match name.starts_with("assets/") {
            true => FOR_GOOD,
            false => ASK_AGAIN,
        },
        etag: format!("\"{hash}\""),
        bytes: found.data,
    })
}

fn content_type(name: &str) -> String {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    match kind.type_() {
        mime_guess::mime::TEXT => format!("{kind}; charset=utf-8"),
        _ => kind.to_string(),
    }
}

fn missing() -> File {
    File {
        content_type: "text/html; charset=utf-8".to_owned(),
        encoding: None,
        caching: ASK_AGAIN,
        etag: "\"missing\"".to_owned(),
        bytes: Cow::Borrowed(include_bytes!("missing.html")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_built_files_is_a_file() {
        for path in ["/", "/../Cargo.toml", "/index.html.br", "/no/such.js", "x"] {
            assert!(file(path, "br, gzip").is_none(), "{path}");
        }
    }

    #[test]
    fn there_is_always_a_page() {
        assert!(page("").content_type.starts_with("text/html"));
        assert!(!missing().bytes.is_empty());
    }

    #[test]
    fn types_are_told_with_their_letters() {
        assert_eq!(content_type("a/b.js"), "text/javascript; charset=utf-8");
        assert_eq!(content_type("app.webmanifest"), "application/manifest+json");
    }
}
