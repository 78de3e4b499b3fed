CREATE TABLE orders (
    id integer NOT NULL,
    total numeric(10, 2),
    code character varying(20) DEFAULT 'none' NOT NULL,
    paid integer DEFAULT 0,
    label text,
    made timestamp without time zone,
    gone text DEFAULT 'x'
);
COMMENT ON COLUMN orders.label IS 'old words';
INSERT INTO orders VALUES (1, 2.50, 'a', 1, 'first', '2024-01-01', 'bye');
