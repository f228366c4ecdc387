//! The web client, embedded. For now a page that shows the way to the API reference; the client
//! itself comes in its own issue.

/// A file to serve.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// Its path on the server.
    pub path: &'static str,
    /// Its media type.
    pub content_type: &'static str,
    /// What it holds.
    pub bytes: &'static [u8],
}

/// All files.
pub const FILES: &[File] = &[File {
    path: "/",
    content_type: "text/html; charset=utf-8",
    bytes: include_bytes!("index.html"),
}];
