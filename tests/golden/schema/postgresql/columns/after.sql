CREATE TABLE orders (
    id bigint NOT NULL,
    total numeric(12, 2) DEFAULT 1.5 NOT NULL,
    code character varying(40),
    paid boolean DEFAULT false NOT NULL,
    label text COLLATE "C",
    made timestamp with time zone DEFAULT now(),
    added integer DEFAULT 7 NOT NULL
);
COMMENT ON COLUMN orders.label IS 'new words';
COMMENT ON COLUMN orders.added IS 'a comment';
