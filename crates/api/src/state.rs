//! What every request may use.

use crate::{
    clock::Clock, config::Config, desk::Desk, feed::Feed, imports::bench::Bench, oidc::Providers,
    representations::Representations, roads::Roads, throttle::Throttle, tokens::Tokens,
};
use chrono::{DateTime, Utc};
use domain::{law::Law, national_number::AcceptancePolicy, session::SessionSettings};
use persistence::{Database, SealKeys};
use std::{net::IpAddr, sync::Arc};

/// The server's handles. Handlers reach the data only through [`crate::door::Door`].
pub struct State {
    /// The data.
    pub database: Database,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The keys that the access log is sealed under.
    pub audit: SealKeys,
    /// Access tokens.
    pub tokens: Tokens,
    /// Answers kept for those who ask again.
    pub representations: Representations,
    /// How fast one may try to log in.
    pub throttle: Throttle,
    /// Providers of log-ins.
    pub providers: Providers,
    /// Lifetimes of sessions.
    pub sessions: SessionSettings,
    /// The planner's threads, and what they are at.
    pub desk: Desk,
    /// Those who listen to what changes.
    pub feed: Feed,
    /// Where files are taken in.
    pub imports: Bench,
    /// Travel times.
    pub roads: Roads,
    /// Deadlines, services, acts and letter texts, of every time.
    pub law: Arc<Law>,
    /// Reverse proxies that are believed.
    pub proxies: Vec<IpAddr>,
    /// The configuration.
    pub config: Config,
    /// Which national numbers may be registered: production refuses synthetic ones, the demo accepts
    /// only those.
    pub numbers: AcceptancePolicy,
}

impl State {
    /// The instant now.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }
}
