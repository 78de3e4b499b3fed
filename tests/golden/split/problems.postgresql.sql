\connect other
DISCARD ALL;
SELECT 1 \gexec
COPY t TO STDOUT;
SELECT 'never closed;
