-- migrate:up
create schema auth;

create table auth.account (
  id            text primary key check (id ~ '^usr[0-9A-Za-z]{14}$'),
  email         text not null check (char_length(email) between 3 and 254),
  name          text not null check (char_length(name) between 1 and 100),
  -- Argon2id in its PHC form, parameters included; null: the account cannot sign in with a password.
  password_hash text,
  created_at    timestamptz not null default now()
);

-- Addresses are compared without case; the spelling of the first sign-up is kept.
create unique index account_email_key on auth.account (lower(email));

create table auth.session (
  id            text primary key check (id ~ '^ses[0-9A-Za-z]{14}$'),
  account_id    text not null references auth.account (id) on delete cascade,
  secret_sha256 bytea not null check (octet_length(secret_sha256) = 32),
  created_at    timestamptz not null default now(),
  expires_at    timestamptz not null check (expires_at > created_at)
);

create index session_account_id_idx on auth.session (account_id);
create index session_expires_at_idx on auth.session (expires_at);

create table auth.access_token (
  id            text primary key check (id ~ '^pat[0-9A-Za-z]{14}$'),
  account_id    text not null references auth.account (id) on delete cascade,
  name          text not null check (char_length(name) between 1 and 100),
  secret_sha256 bytea not null check (octet_length(secret_sha256) = 32),
  scopes        text[] not null check (cardinality(scopes) > 0),
  -- Ids of workspaces and bases, or {*} for all that the account may touch.
  resources     text[] not null check (cardinality(resources) > 0),
  created_at    timestamptz not null default now(),
  last_used_at  timestamptz
);

create index access_token_account_id_idx on auth.access_token (account_id, created_at, id);

-- Ed25519 keys of identity tokens. A key is published from its creation and signs from active_from on, until the
-- next key does; verifiers therefore know a key before they meet it.
create table auth.signing_key (
  kid         text primary key,
  seed        bytea not null check (octet_length(seed) = 32),
  created_at  timestamptz not null default now(),
  active_from timestamptz not null
);

do $$
begin
  -- Without the role (a database handed to us with one owner) auth connects as that owner.
  if exists (select from pg_roles where rolname = 'pyairtable_auth') then
    grant usage on schema auth to pyairtable_auth;
    grant select, insert, update, delete on all tables in schema auth to pyairtable_auth;
  end if;
end
$$;

-- migrate:down
drop schema auth cascade;
