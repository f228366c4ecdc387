-- Row-level security (SEC-16): the second wall behind the policy. Run by the owner after every migration, and
-- as often as one likes: tables that came since get the same wall, so that nobody has to remember it.
--
-- The doors say in transaction-local settings what may be seen: `tillit.sight` is `all` for the system's own
-- work, `tillit.units` and `tillit.citizens` are the scope of the one who asks, `tillit.logs` the citizens
-- whose access log was opened. Without them nothing is seen. A superuser and the tables' owner are exempt:
-- the application's role must be neither.
DO $$
DECLARE
    sees_all constant text := '(SELECT current_setting(''tillit.sight'', true)) = ''all''';
    -- `coalesce` makes it a value: ANY of a bare select would compare with its rows.
    units constant text := 'coalesce((SELECT string_to_array(current_setting(''tillit.units'', true), '','')::uuid[]), ''{}'')';
    citizens constant text := 'coalesce((SELECT string_to_array(current_setting(''tillit.citizens'', true), '','')::uuid[]), ''{}'')';
    logs constant text := 'coalesce((SELECT string_to_array(current_setting(''tillit.logs'', true), '','')::uuid[]), ''{}'')';
    -- The citizen is named, or a unit of the scope answers for her.
    in_scope constant text := sees_all || ' OR %1$I = ANY (' || citizens || ') OR %1$I IN (SELECT r.citizen_id '
        || 'FROM responsibilities r WHERE r.ends_at IS NULL AND r.unit_id = ANY (' || units || '))';
    wall record;
BEGIN
    FOR wall IN
        SELECT c.table_name AS name, c.is_nullable = 'YES' AS may_be_nobodys, format(in_scope, c.column_name) AS sees
        FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name = 'citizen_id'
            -- Ids alone: whose unit is whose, which the wall itself asks; the feed's references, whose numbers go
            -- on whoever reads them; what an employee declares about herself.
            AND c.table_name NOT IN ('responsibilities', 'changes', 'employee_relations', 'access_log_citizens')
        UNION ALL
        SELECT 'citizens', false, format(in_scope, 'id')
        UNION ALL
        SELECT 'assessment_versions', false,
            sees_all || ' OR EXISTS (SELECT 1 FROM assessments a WHERE a.id = assessment_id)'
        UNION ALL
        -- What the planner and an import say names citizens of the unit.
        SELECT unnest(ARRAY['proposals', 'imports']), false, sees_all || ' OR unit_id = ANY (' || units || ')'
    LOOP
        IF wall.may_be_nobodys THEN
            wall.sees := 'citizen_id IS NULL OR ' || wall.sees;
        END IF;
        -- Both units see that somebody is on her way.
        IF wall.name = 'transfers' THEN
            wall.sees := wall.sees || ' OR to_unit_id = ANY (' || units || ') OR from_unit_id = ANY (' || units || ')';
        END IF;
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', wall.name);
        EXECUTE format('DROP POLICY IF EXISTS tillit_sight ON %I', wall.name);
        EXECUTE format('CREATE POLICY tillit_sight ON %I USING (%s)', wall.name, wall.sees);
    END LOOP;
    -- The log: everybody's deeds are written, one opened citizen's are read.
    ALTER TABLE access_log_citizens ENABLE ROW LEVEL SECURITY;
    DROP POLICY IF EXISTS tillit_sight ON access_log_citizens;
    DROP POLICY IF EXISTS tillit_writes ON access_log_citizens;
    EXECUTE format('CREATE POLICY tillit_sight ON access_log_citizens FOR SELECT USING (%s OR citizen_id = ANY (%s))',
        sees_all, logs);
    CREATE POLICY tillit_writes ON access_log_citizens FOR INSERT WITH CHECK (true);
    -- The roles of deploy/postgres/roles.sql, where they are: the application owns nothing and takes nothing
    -- out of the log; the auditor's reads the log and nothing else.
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tillit_app') THEN
        GRANT USAGE ON SCHEMA public TO tillit_app;
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tillit_app;
        REVOKE UPDATE, DELETE, TRUNCATE ON access_log, access_log_citizens, access_log_seals FROM tillit_app;
        REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON __diesel_schema_migrations FROM tillit_app;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'tillit_audit') THEN
        GRANT USAGE ON SCHEMA public TO tillit_audit;
        GRANT SELECT ON meta, access_log, access_log_citizens, access_log_seals, __diesel_schema_migrations TO tillit_audit;
        DROP POLICY IF EXISTS tillit_audits ON access_log_citizens;
        CREATE POLICY tillit_audits ON access_log_citizens FOR SELECT TO tillit_audit USING (true);
    END IF;
END $$;
