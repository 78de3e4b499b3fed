-- The kept bytes of the script with checksum ?1.
SELECT bytes FROM migrate_script WHERE checksum = ?1;
