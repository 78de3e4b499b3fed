-- Checksums of applied scripts whose text is not kept: an offline script leaves it out.
SELECT checksum
FROM (SELECT up_checksum AS checksum FROM {schema}migrate_revision WHERE state = 'applied'
      UNION
      SELECT down_checksum FROM {schema}migrate_revision WHERE state = 'applied')
WHERE checksum <> '' AND checksum NOT IN (SELECT checksum FROM {schema}migrate_script);
