CREATE INDEX t_gone ON public.t (c, a);

ALTER INDEX t_lower ALTER COLUMN 1 SET STATISTICS 300;

DROP INDEX t_a;

CREATE INDEX t_a ON public.t (a);

COMMENT ON INDEX t_a IS 'old words';

DROP INDEX t_b;

CREATE INDEX t_b ON public.t (b text_pattern_ops) WITH (fillfactor='80');

DROP INDEX t_c;

CREATE UNIQUE INDEX t_c ON public.t (c) WHERE (a > 0);

DROP INDEX t_collated;

DROP INDEX t_d;

DROP MATERIALIZED VIEW m;

CREATE MATERIALIZED VIEW m AS
SELECT t.a,
    t.b
   FROM t;

CREATE UNIQUE INDEX m_a ON public.m (a);
