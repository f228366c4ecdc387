//! The smallest client that keeps a connection: it takes as little as it can from what it measures.

use crate::Fault;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::Arc,
    time::{Duration, Instant},
};

/// Connections that ask at the same time.
const CONNECTIONS: usize = 16;
/// How long they ask, after a short while that does not count.
const LASTS: Duration = Duration::from_secs(4);
const WARM_UP: Duration = Duration::from_millis(500);
/// Requests of one connection at most.
const MOST: usize = 200_000;

/// Makes the text of the nth request.
pub(crate) type Request = Arc<dyn Fn(usize) -> String + Send + Sync>;

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

/// One connection.
pub(crate) struct Wire(BufReader<TcpStream>);

impl Wire {
    pub(crate) fn connect(address: SocketAddr) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        Ok(Self(BufReader::with_capacity(64 * 1024, stream)))
    }

    pub(crate) fn ask(&mut self, request: &str) -> Result<Answer, Fault> {
        self.0.get_mut().write_all(request.as_bytes())?;
        let (mut status, mut length) = (0, 0);
        let mut line = String::new();
        loop {
            line.clear();
            self.0.read_line(&mut line)?;
            let text = line.trim_end();
            if text.is_empty() {
                break;
            }
            if let Some(rest) = text.strip_prefix("HTTP/1.1 ") {
                status = rest.split(' ').next().unwrap_or_default().parse()?;
            } else if let Some((name, value)) = text.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body)?;
        Ok(Answer { status, body })
    }
}

/// How it went.
pub(crate) struct Measured {
    pub(crate) per_second: f64,
    /// Milliseconds.
    pub(crate) p50: f64,
    /// Milliseconds.
    pub(crate) p99: f64,
}

/// Asks the same from several connections for a while; every answer must be a 200.
pub(crate) fn measure(address: SocketAddr, request: &Request) -> Result<Measured, Fault> {
    let begun = Instant::now() + WARM_UP;
    let until = begun + LASTS;
    let threads: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let request = request.clone();
            std::thread::spawn(move || -> Result<Vec<f64>, Fault> {
                let mut wire = Wire::connect(address)?;
                let mut took = Vec::new();
                for n in 0..MOST {
                    let text = request(n);
                    let asked = Instant::now();
                    if until <= asked {
                        break;
                    }
                    let status = wire.ask(&text)?.status;
                    if status != 200 {
                        return Err(format!("answered {status}").into());
                    }
                    if begun <= asked {
                        took.push(asked.elapsed().as_secs_f64() * 1000.0);
                    }
                }
                Ok(took)
            })
        })
        .collect();
    let mut took = Vec::new();
    for thread in threads {
        took.extend(thread.join().map_err(|_| "a connection gave up")??);
    }
    took.sort_by(f64::total_cmp);
    let at = |share: usize| took.get(took.len() * share / 100).copied().unwrap_or(0.0);
    Ok(Measured {
        per_second: took.len() as f64 / LASTS.as_secs_f64(),
        p50: at(50),
        p99: at(99),
    })
}
