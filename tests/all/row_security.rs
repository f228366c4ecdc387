//! Row-level security on PostgreSQL, the second wall behind the policy (SEC-16). The whole HTTP suite runs as
//! the application's role; these tests are about the wall itself.

use persistence::testing::{count, tamper};
use tests::{Backend, TestApp};

fn app() -> TestApp {
    TestApp::start(Backend::Postgres)
}

/// Tables that hold citizens' data, by the catalogue.
const WITH_CITIZENS: &str = "SELECT count(*) FROM information_schema.columns c JOIN pg_class t ON t.relname = c.table_name \
     AND t.relkind = 'r' WHERE c.table_schema = 'public' AND c.column_name = 'citizen_id' \
     AND c.table_name NOT IN ('responsibilities', 'changes', 'employee_relations')";

#[test]
fn a_connection_that_forgets_to_say_what_it_may_see_sees_nothing() {
    let app = app();
    for table in [
        "citizens",
        "tasks",
        "vedtak",
        "visits",
        "assessments",
        "contacts",
    ] {
        let all = format!("SELECT count(*) FROM {table} WHERE true");
        assert_eq!(count(&app.app_address, &all).unwrap(), 0, "{table}");
    }
    assert_eq!(
        count(&app.owner_address, "SELECT count(*) FROM citizens").unwrap(),
        3
    );
    // Nor can it write.
    let forged = format!(
        "INSERT INTO whereabouts (id, citizen_id, kind, begins_at, recorded_at) VALUES \
         ('01900000-0000-7000-8000-000000000001', '{}', 'home', now(), now())",
        app.world.astrid
    );
    let refusal = tamper(&app.app_address, &forged).unwrap_err().to_string();
    assert!(refusal.contains("row-level security"), "{refusal}");
    tamper(&app.app_address, "UPDATE citizens SET family_name = 'x'").unwrap();
    let renamed = "SELECT count(*) FROM citizens WHERE family_name = 'x'";
    assert_eq!(count(&app.owner_address, renamed).unwrap(), 0);
}

#[test]
fn one_teams_scope_shows_one_teams_citizens() {
    let app = app();
    let seen = |units: &str, citizens: &str| {
        // What a door says for one transaction, said here for every one of the role's.
        let settings = format!("SET tillit.units = '{units}'; SET tillit.citizens = '{citizens}';");
        let role = "ALTER ROLE tillit_app IN DATABASE";
        let database = app
            .app_address
            .split("///")
            .nth(1)
            .unwrap()
            .split('?')
            .next()
            .unwrap()
            .to_owned();
        let of_role: String = settings.replace("SET ", &format!("{role} {database} SET "));
        tamper(&app.owner_address, &of_role).unwrap();
        count(&app.app_address, "SELECT count(*) FROM citizens").unwrap()
    };
    let (skullerud, bogerud) = (
        app.world.skullerud.to_string(),
        app.world.bogerud.to_string(),
    );
    assert_eq!(seen(&skullerud, ""), 2);
    assert_eq!(seen(&bogerud, ""), 1);
    assert_eq!(seen("", ""), 0);
    assert_eq!(seen(&bogerud, &app.world.astrid.to_string()), 2);
    assert_eq!(seen(&format!("{skullerud},{bogerud}"), ""), 3);
}

#[test]
fn every_table_with_citizens_has_the_wall_and_the_application_owns_none() {
    let app = app();
    let walled = WITH_CITIZENS.to_owned() + " AND t.relrowsecurity";
    let all = count(&app.owner_address, WITH_CITIZENS).unwrap();
    assert!(all > 20, "{all}");
    assert_eq!(count(&app.owner_address, &walled).unwrap(), all);
    for table in ["citizens", "assessment_versions", "proposals", "imports"] {
        let query =
            format!("SELECT count(*) FROM pg_class WHERE relname = '{table}' AND relrowsecurity");
        assert_eq!(count(&app.owner_address, &query).unwrap(), 1, "{table}");
    }
    let owned = "SELECT count(*) FROM pg_tables WHERE tableowner IN ('tillit_app', 'tillit_audit')";
    assert_eq!(count(&app.owner_address, owned).unwrap(), 0);
    assert!(!app.database().stands_outside_the_wall().unwrap());
    assert!(app.as_owner().stands_outside_the_wall().unwrap());
}

#[test]
fn the_applications_role_can_neither_change_the_log_nor_the_schema() {
    let app = app();
    for statement in [
        "UPDATE access_log SET document = 'x'",
        "DELETE FROM access_log_citizens",
        "TRUNCATE access_log_seals",
        "DELETE FROM __diesel_schema_migrations",
        "CREATE TABLE mine (id int)",
        "ALTER TABLE citizens DISABLE ROW LEVEL SECURITY",
        "DROP TABLE citizens",
        "SET ROLE tillit_owner",
    ] {
        let refusal = tamper(&app.app_address, statement).unwrap_err().to_string();
        assert!(
            refusal.contains("permission denied") || refusal.contains("must be owner"),
            "{statement}: {refusal}"
        );
    }
}

#[test]
fn the_auditors_role_reads_the_log_and_nothing_else() {
    let app = app();
    app.sign_in("kari")
        .get(&format!("/citizens/{}", app.world.astrid))
        .expect(200);
    let address = app
        .app_address
        .replace("user=tillit_app", "user=tillit_audit");
    assert!(count(&address, "SELECT count(*) FROM access_log_citizens").unwrap() > 0);
    for table in ["citizens", "employees", "accounts", "tasks"] {
        let refusal = count(&address, &format!("SELECT count(*) FROM {table}"))
            .unwrap_err()
            .to_string();
        assert!(refusal.contains("permission denied"), "{table}: {refusal}");
    }
    let refusal = tamper(&address, "DELETE FROM access_log")
        .unwrap_err()
        .to_string();
    assert!(refusal.contains("permission denied"), "{refusal}");
}
