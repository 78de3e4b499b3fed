-- Servers that get no fixes any more, by https://www.postgresql.org/support/versioning/.
SELECT format('the server is PostgreSQL %s, %s', split_part(current_setting('server_version'), ' ', 1),
              CASE WHEN v.major < 12 THEN 'older than 12, with which migrate is not tested'
                   ELSE 'which gets no fixes since ' || v.last END),
       NULL,
       'upgrade the server to a supported version'
  FROM (SELECT s.major, coalesce(e.last, date '2024-11-21') AS last
          FROM (SELECT current_setting('server_version_num')::integer / 10000 AS major) s
          LEFT JOIN (VALUES (12, date '2024-11-21'), (13, date '2025-11-13'),
                            (14, date '2026-11-12'), (15, date '2027-11-11'),
                            (16, date '2028-11-09'), (17, date '2029-11-08'),
                            (18, date '2030-11-14')) AS e (major, last) ON e.major = s.major
         WHERE e.major IS NOT NULL OR s.major < 12) v
 WHERE v.major < 12 OR v.last < current_date;
