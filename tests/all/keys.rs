//! Rotation of the data key (SEC-12): online, in batches, taken up where it broke off.

use persistence::{
    Database, Sealed, Vault,
    testing::{count, tamper},
};
use std::collections::BTreeMap;
use tests::{TestApp, on_both};

fn vault(of: &[(&str, u8)]) -> Vault {
    let keys: BTreeMap<String, [u8; 32]> = of
        .iter()
        .map(|(name, byte)| ((*name).to_owned(), [*byte; 32]))
        .collect();
    let current = of.last().unwrap().0.to_owned();
    Vault::new(keys, current, [9; 32]).unwrap()
}

/// A hex literal of either database.
fn hex(backend: tests::Backend, bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    match backend {
        tests::Backend::Sqlite => format!("x'{digits}'"),
        tests::Backend::Postgres => format!("'\\x{digits}'::bytea"),
    }
}

/// Two citizens' numbers under a key: all that the world has.
fn two_numbers_under(app: &TestApp, old: &Vault) {
    for (citizen, number) in [
        (app.world.astrid, "10915596784"),
        (app.world.einar, "21898110076"),
    ] {
        let Sealed { key_id, bytes } = old.seal(citizen.0.as_bytes(), number.as_bytes()).unwrap();
        let lookup = hex(app.backend, &old.lookup(number.as_bytes()));
        let cipher = hex(app.backend, &bytes);
        tamper(&app.owner_address, &format!(
            "UPDATE citizens SET number_cipher = {cipher}, number_key_id = '{key_id}', number_lookup = {lookup}, \
             number_masked = 'x', no_number_reason = NULL WHERE id = '{citizen}'"
        )).unwrap();
    }
}

on_both!(
    fn the_data_key_rotates_online_and_a_broken_run_is_taken_up(app) {
        let old = vault(&[("a", 1)]);
        two_numbers_under(&app, &old);
        let under = |key: &str| {
            count(&app.owner_address, &format!("SELECT count(*) FROM citizens WHERE number_key_id = '{key}'")).unwrap()
        };
        assert_eq!(under("a"), 2);
        // A run that breaks off: the first value cannot be opened any more, so nothing is lost.
        let lookups = "SELECT count(*) FROM citizens WHERE number_lookup IS NOT NULL";
        let blind = Database::open(&app.app_address, 1, vault(&[("b", 2)])).unwrap();
        blind.rotate_data_key(|_| {}).unwrap_err();
        assert_eq!(under("a"), 2);
        // With both keys it goes on, and a second run finds nothing to do.
        let both = Database::open(&app.app_address, 1, vault(&[("a", 1), ("b", 2)])).unwrap();
        let mut told = Vec::new();
        assert_eq!(both.rotate_data_key(|so_far| told.push(so_far)).unwrap(), 2);
        assert_eq!((told, under("a"), under("b")), (vec![2], 0, 2));
        assert_eq!(both.rotate_data_key(|_| {}).unwrap(), 0);
        // The old key may go: the new one opens everything, and the look-up is as it was.
        assert_eq!(count(&app.owner_address, lookups).unwrap(), 2);
        let new = Database::open(&app.app_address, 1, vault(&[("b", 2)])).unwrap();
        let kari = std::sync::Arc::new(app.world.actor("kari", tests::now()));
        let action = domain::policy::Action::GetNationalNumber;
        let caller = persistence::Caller::employee(kari, action, tests::now());
        let number = new.read(&caller, |reader| {
            let opened = reader.open(app.world.einar, "national-number")?;
            reader.national_number(&opened)
        });
        assert_eq!(number.unwrap(), "21898110076");
    }
);

on_both!(
    /// A generator that log-in asks for, and one that waits beside it: neither depends on the old key afterwards.
    fn the_secrets_of_code_generators_go_along(app) {
        let account = app.world.actor("kari", tests::now()).account;
        let old = vault(&[("a", 1)]);
        two_numbers_under(&app, &old);
        let sealed = |secret: &[u8]| hex(app.backend, &old.seal(account.0.as_bytes(), secret).unwrap().bytes);
        let (asked, waiting) = (sealed(b"asked for at log-in!"), sealed(b"waits for its first."));
        tamper(&app.owner_address, &format!(
            "INSERT INTO account_totp (account_id, secret_cipher, key_id, created_at, confirmed_at, last_step, \
             waiting_cipher, waiting_key_id, waiting_since) \
             SELECT '{account}', {asked}, 'a', confirmed_at, confirmed_at, 0, {waiting}, 'a', confirmed_at \
             FROM memberships WHERE confirmed_at IS NOT NULL LIMIT 1"
        )).unwrap();
        let both = Database::open(&app.app_address, 1, vault(&[("a", 1), ("b", 2)])).unwrap();
        assert_eq!(both.rotate_data_key(|_| {}).unwrap(), 4);
        let new = Database::open(&app.app_address, 1, vault(&[("b", 2)])).unwrap();
        let caller = persistence::Caller::system(domain::policy::Action::SignIn, tests::now());
        let read = new.read(&caller, |reader| Ok((reader.totp_of(account)?, reader.waiting_totp_of(account)?)));
        let (asked, waiting) = read.unwrap();
        assert_eq!(asked.unwrap().secret, b"asked for at log-in!");
        assert_eq!(waiting.unwrap(), b"waits for its first.");
    }
);
