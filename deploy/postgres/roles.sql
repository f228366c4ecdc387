-- The three roles of Tillit on PostgreSQL (SEC-16), each with no more than its work needs. Run once as a
-- superuser, before the first `tillit migrate`; give the passwords with \password.
--
--   tillit_owner   owns the database and its tables; only `tillit migrate` uses it
--   tillit_app     what the server runs as: owns nothing, so that row-level security holds for it; writes the
--                  access log and can neither change nor remove what stands there
--   tillit_audit   what `tillit audit verify` and a controller run as: reads the access log, nothing else
--
-- What each may do table by table is granted by `tillit migrate`, and again after every migration.
CREATE ROLE tillit_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE ROLE tillit_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE ROLE tillit_audit LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
