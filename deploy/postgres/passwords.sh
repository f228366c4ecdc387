#!/bin/sh
# Gives the three roles their passwords from files. The container of compose.yaml runs it once, after roles.sql and
# database.sql; SECRETS names another folder.
set -eu
secrets="${SECRETS:-/run/secrets}"
for role in owner app audit; do
    psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set password="$(cat "$secrets/$role")" \
        --username "${POSTGRES_USER:-postgres}" --dbname postgres <<SQL
ALTER ROLE tillit_$role PASSWORD :'password';
SQL
done
