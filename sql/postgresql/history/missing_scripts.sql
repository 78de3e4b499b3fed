-- Checksums of applied scripts whose text is not kept: an offline script leaves it out.
SELECT DISTINCT script.checksum
FROM {schema}migrate_revision AS revision
CROSS JOIN LATERAL (VALUES (revision.up_checksum), (revision.down_checksum)) AS script (checksum)
WHERE revision.state OPERATOR(pg_catalog.=) 'applied'
  AND script.checksum OPERATOR(pg_catalog.<>) ''
  AND NOT EXISTS (
    SELECT FROM {schema}migrate_script AS kept
    WHERE kept.checksum OPERATOR(pg_catalog.=) script.checksum);
