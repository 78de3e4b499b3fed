CREATE INDEX t_collated ON public.t (c COLLATE "C", ((a + 1)));

CREATE INDEX t_d ON public.t USING gin (d jsonb_path_ops);

ALTER INDEX t_lower ALTER COLUMN 1 SET STATISTICS -1;

DROP INDEX t_a;

CREATE INDEX t_a ON public.t (a DESC NULLS LAST) INCLUDE (c);

DROP INDEX t_b;

CREATE INDEX t_b ON public.t (b text_pattern_ops) WITH (fillfactor='60');

COMMENT ON INDEX t_b IS 'words';

DROP INDEX t_c;

CREATE UNIQUE INDEX t_c ON public.t (c) NULLS NOT DISTINCT WHERE (a > 10);

DROP INDEX t_gone;

DROP MATERIALIZED VIEW m;

CREATE MATERIALIZED VIEW m AS
SELECT t.a,
    t.b
   FROM t
  WHERE (t.a > 0);

CREATE UNIQUE INDEX m_a ON public.m (a);

CREATE INDEX m_b ON public.m (b);
