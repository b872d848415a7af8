#!/bin/sh
# Runs once, when the database's volume is empty: makes the role that the application connects as.
# It owns its database and is no superuser. The superuser keeps no password, so that it is reachable
# from inside the container alone: docker compose exec postgres psql -U postgres
set -eu

psql -v ON_ERROR_STOP=1 -v password="$WARREN_PASSWORD" -U postgres <<'SQL'
create role warren login nosuperuser nocreatedb nocreaterole password :'password';
create database warren owner warren;
alter role postgres password null;
\connect warren
alter schema public owner to warren;
create extension if not exists pg_trgm;
create extension if not exists btree_gin;
SQL
