-- The statements that make a database $1 which is what this one is, apart from what is in it: owner,
-- encoding, locale, tablespace, limit, privileges, settings. The last one gives it this one's comment,
-- once it has this one's name.
WITH this AS (
  SELECT d.oid, d.datname, d.datdba, d.datacl, d.datconnlimit, d.datcollate, d.datctype,
         pg_catalog.pg_encoding_to_char(d.encoding) AS encoding,
         t.spcname,
         pg_catalog.to_jsonb(d) AS attributes
    FROM pg_catalog.pg_database d
    JOIN pg_catalog.pg_tablespace t ON t.oid OPERATOR(pg_catalog.=) d.dattablespace
   WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
), statements (rank, text) AS (
  SELECT 1,
         pg_catalog.concat(
           pg_catalog.format('CREATE DATABASE %I OWNER %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L',
                             $1::pg_catalog.text, pg_catalog.pg_get_userbyid(datdba), encoding, datcollate, datctype),
           CASE attributes ->> 'datlocprovider'
             WHEN 'c' THEN ' LOCALE_PROVIDER libc'
             WHEN 'i' THEN pg_catalog.format(' LOCALE_PROVIDER icu ICU_LOCALE %L',
                                             coalesce(attributes ->> 'daticulocale', attributes ->> 'datlocale'))
             WHEN 'b' THEN pg_catalog.format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L', attributes ->> 'datlocale')
           END,
           CASE WHEN attributes ->> 'daticurules' IS NOT NULL
                THEN pg_catalog.format(' ICU_RULES %L', attributes ->> 'daticurules') END,
           CASE WHEN spcname OPERATOR(pg_catalog.<>) 'pg_default'
                THEN pg_catalog.format(' TABLESPACE %I', spcname) END,
           CASE WHEN datconnlimit OPERATOR(pg_catalog.>=) 0
                THEN pg_catalog.format(' CONNECTION LIMIT %s', datconnlimit) END)
    FROM this
  UNION ALL
  SELECT 2, pg_catalog.format('REVOKE ALL ON DATABASE %I FROM PUBLIC', $1)
    FROM this
   WHERE datacl IS NOT NULL
  UNION ALL
  SELECT 3, pg_catalog.format('GRANT %s ON DATABASE %I TO %s%s', a.privilege_type, $1,
                              CASE a.grantee WHEN 0 THEN 'PUBLIC'
                              ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END,
                              CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' END)
    FROM this, pg_catalog.aclexplode(datacl) a
   WHERE a.grantee OPERATOR(pg_catalog.<>) datdba
  UNION ALL
  SELECT 4, pg_catalog.format('ALTER %s SET %I TO %s',
                              CASE s.setrole WHEN 0 THEN pg_catalog.format('DATABASE %I', $1)
                              ELSE pg_catalog.format('ROLE %I IN DATABASE %I', pg_catalog.pg_get_userbyid(s.setrole), $1)
                              END,
                              set.name,
                              -- These lists are kept as they are to be written.
                              CASE WHEN set.name OPERATOR(pg_catalog.=) ANY (ARRAY[
                                     'local_preload_libraries', 'search_path', 'session_preload_libraries',
                                     'shared_preload_libraries', 'temp_tablespaces'])
                              THEN coalesce(nullif(set.value, ''), '''''')
                              ELSE pg_catalog.quote_literal(set.value) END)
    FROM this
    JOIN pg_catalog.pg_db_role_setting s ON s.setdatabase OPERATOR(pg_catalog.=) this.oid,
         pg_catalog.unnest(s.setconfig) AS config,
         LATERAL (SELECT pg_catalog.split_part(config, '=', 1) AS name,
                         pg_catalog.substr(config, pg_catalog.strpos(config, '=') OPERATOR(pg_catalog.+) 1) AS value) set
  UNION ALL
  SELECT 5, pg_catalog.format('COMMENT ON DATABASE %I IS %L', datname,
                              pg_catalog.shobj_description(oid, 'pg_database'))
    FROM this
)
SELECT text FROM statements ORDER BY rank, text
