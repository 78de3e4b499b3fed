SELECT 1 /* a /* b; */ c; */ ;
\echo x
SELECT 2