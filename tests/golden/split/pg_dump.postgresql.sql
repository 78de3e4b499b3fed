--
-- PostgreSQL database dump
--

\restrict 4kq3RkXz

SET statement_timeout = 0;
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);

CREATE FUNCTION public.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.changed := now(); -- a ; here
  return new;
end;
$$;

CREATE TABLE public.customer (
    id integer NOT NULL,
    name text DEFAULT 'n/a;'::text
);

COPY public.customer (id, name) FROM stdin;
1	Ada;
2	\N
\.

SELECT pg_catalog.setval('public.customer_id_seq', 2, true);

CREATE INDEX customer_name ON public.customer USING btree (name);

\unrestrict 4kq3RkXz
