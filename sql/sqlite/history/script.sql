-- The kept bytes of the script with checksum ?1, as hexadecimal digits.
SELECT hex(bytes)
FROM {schema}migrate_script
WHERE checksum = ?1;
