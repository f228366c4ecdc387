-- The database, owned by tillit_owner; after roles.sql, as a superuser. Then:
--   tillit --database 'postgres://tillit_owner@…/tillit' migrate
--   tillit --database 'postgres://tillit_app@…/tillit' serve
CREATE DATABASE tillit OWNER tillit_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE tillit FROM PUBLIC;
GRANT CONNECT ON DATABASE tillit TO tillit_app, tillit_audit;
