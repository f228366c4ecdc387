//! People who write without pause and remember what was acknowledged: what they were told is stored
//! must be there afterwards, whatever happened to server or database.

use crate::Client;
use domain::ids::CitizenId;
use persistence::{Database, Streams, Whose};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    sync::{
        Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

/// What was asked for and what was acknowledged.
#[derive(Debug, Default)]
pub struct Ledger {
    asked: AtomicUsize,
    acknowledged: Mutex<BTreeSet<String>>,
    more: Condvar,
    stop: AtomicBool,
    odd: Mutex<Vec<u16>>,
}

/// How long one waits for something that must come, before the test says that it did not.
const PATIENCE: Duration = Duration::from_secs(180);

/// Tells everybody to stop when it goes, also when a test fails.
pub struct UntilDropped<'l>(&'l Ledger);

impl Drop for UntilDropped<'_> {
    fn drop(&mut self) {
        self.0.enough();
    }
}

/// A contact with this name.
pub fn contact(name: &str) -> Value {
    json!({ "name": name, "role": "next_of_kin", "relation": "datter", "phone": "900 00 000",
        "mayShare": [] })
}

impl Ledger {
    /// Writes one contact, and gives the status; a connection that broke is no answer.
    pub fn write(&self, client: &Client, citizen: CitizenId) -> Option<u16> {
        let name = format!("Skriver {:06}", self.asked.fetch_add(1, Ordering::SeqCst));
        let path = format!("/citizens/{citizen}/contacts");
        let mut reply = client.try_post(&path, &contact(&name))?;
        while reply.status == 429 {
            // Too fast for the server's taste; nothing was done.
            std::thread::yield_now();
            reply = client.try_post(&path, &contact(&name))?;
        }
        if !matches!(reply.status, 201 | 503) {
            self.odd
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(reply.status);
        }
        if reply.status == 201 {
            let mut all = self.lock();
            all.insert(name);
            self.more.notify_all();
        }
        Some(reply.status)
    }

    /// Writes until told to stop, or until nobody answers any more.
    pub fn keep_writing(&self, client: &Client, citizen: CitizenId) {
        while !self.stop.load(Ordering::SeqCst) {
            if self.write(client, citizen).is_none() {
                return;
            }
        }
    }

    /// Whoever keeps writing stops when what this gives is dropped.
    pub const fn until_dropped(&self) -> UntilDropped<'_> {
        UntilDropped(self)
    }

    /// Tells everybody to stop.
    pub fn enough(&self) {
        self.stop.store(true, Ordering::SeqCst);
    }

    /// Lets people write again.
    pub fn again(&self) {
        self.stop.store(false, Ordering::SeqCst);
    }

    /// Waits until so many are acknowledged.
    pub fn wait_for(&self, count: usize) {
        let mut all = self.lock();
        while all.len() < count {
            let waited = self.more.wait_timeout(all, PATIENCE);
            let (now, late) = waited.unwrap_or_else(PoisonError::into_inner);
            assert!(
                !late.timed_out(),
                "nothing was acknowledged for a long time: {:?}",
                self.odd
            );
            all = now;
        }
    }

    /// How many are acknowledged.
    pub fn count(&self) -> usize {
        self.lock().len()
    }

    /// The acknowledged ones.
    pub fn names(&self) -> BTreeSet<String> {
        self.lock().clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.acknowledged
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Checks that all that was acknowledged is stored, once each, and that nothing is stored that
    /// nobody asked for.
    #[track_caller]
    pub fn check(&self, database: &Database, citizen: CitizenId) {
        let odd = self.odd.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(odd.is_empty(), "neither done nor «try again»: {odd:?}");
        let stored = stored(database, citizen);
        let told = self.names();
        let lost: Vec<_> = told.iter().filter(|name| !stored.contains(name)).collect();
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
        let distinct: BTreeSet<&String> = stored.iter().collect();
        assert_eq!(distinct.len(), stored.len(), "nothing is stored twice");
        assert!(stored.len() <= self.asked.load(Ordering::SeqCst));
    }
}

/// The names of a citizen's contacts, as they are stored.
pub fn stored(database: &Database, citizen: CitizenId) -> Vec<String> {
    let caller = persistence::Caller::system(domain::policy::Action::SignIn, crate::now());
    let contacts = database.write(&caller, &Streams::default(), |writer| {
        writer.contacts_of(Whose::Citizen(citizen))
    });
    let contacts = contacts.expect("they are read");
    contacts
        .into_iter()
        .map(|(_, contact)| contact.content.name)
        .collect()
}
