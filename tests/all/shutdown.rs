//! Graceful shutdown: a server that is told to stop finishes what it has begun (SEC-13).

use persistence::{Streams, Whose};
use serde_json::json;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
};
use tests::{Client, TestApp, on_both};

/// A request whose server waits for the body: it has begun, and cannot end before the client goes on.
struct Begun(BufReader<TcpStream>);

impl Begun {
    fn post(app: &TestApp, client: &Client, path: &str, length: usize) -> Self {
        let address = app.url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).unwrap();
        let token = client.token.as_ref().unwrap();
        let head = format!(
            "POST /api/v1{path} HTTP/1.1\r\nHost: tillit\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\
             Expect: 100-continue\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut begun = Self(BufReader::new(stream));
        assert_eq!(begun.status(), 100, "the server asks for the body");
        begun
    }

    fn finish(mut self, body: &[u8]) -> u16 {
        self.0.get_mut().write_all(body).unwrap();
        let status = self.status();
        let mut rest = Vec::new();
        self.0.read_to_end(&mut rest).unwrap();
        status
    }

    /// Reads one head of an answer.
    fn status(&mut self) -> u16 {
        let mut first = String::new();
        self.0.read_line(&mut first).unwrap();
        let mut line = String::new();
        while self.0.read_line(&mut line).unwrap() > 2 {
            line.clear();
        }
        first.split(' ').nth(1).unwrap().parse().unwrap()
    }
}

on_both!(
    fn what_has_begun_is_finished_and_stored_although_the_server_was_told_to_stop(app) {
        let kari = app.sign_in("kari");
        let path = format!("/citizens/{}/contacts", app.world.astrid);
        let body = json!({ "name": "Ragnhild Bøe", "role": "next_of_kin", "relation": "datter",
            "phone": "900 00 000", "mayShare": [] });
        let body = serde_json::to_vec(&body).unwrap();
        let begun = Begun::post(&app, &kari, &path, body.len());
        app.begin_to_stop();
        assert_eq!(begun.finish(&body), 201);
        let astrid = app.world.astrid;
        let stored = app.arrange(Streams::citizen(astrid), |writer| {
            writer.contacts_of(Whose::Citizen(astrid))
        });
        assert_eq!(stored.len(), 1);
    }
);
