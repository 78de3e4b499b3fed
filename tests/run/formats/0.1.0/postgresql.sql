--
-- PostgreSQL database dump
--






--
-- Name: migrate_event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.migrate_event (
    seq bigint NOT NULL,
    run_id text NOT NULL,
    action text NOT NULL,
    revision text NOT NULL,
    who text NOT NULL,
    host text NOT NULL,
    tool text NOT NULL,
    git_commit text NOT NULL,
    note text NOT NULL,
    at text NOT NULL,
    duration_ms bigint NOT NULL,
    error text NOT NULL
);


--
-- Name: migrate_event_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.migrate_event ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.migrate_event_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: migrate_meta; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.migrate_meta (
    key text NOT NULL,
    value text NOT NULL
);


--
-- Name: migrate_revision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.migrate_revision (
    seq bigint NOT NULL,
    id text NOT NULL,
    parents text NOT NULL,
    depends_on text NOT NULL,
    message text NOT NULL,
    header text NOT NULL,
    up_checksum text NOT NULL,
    down_checksum text,
    state text NOT NULL,
    direction text NOT NULL,
    statements_done bigint DEFAULT 0 NOT NULL,
    trying bigint,
    done_digest text DEFAULT ''::text NOT NULL,
    session_state text DEFAULT ''::text NOT NULL,
    run_id text NOT NULL,
    started_at text,
    applied_at text,
    applied_by text NOT NULL,
    duration_ms bigint DEFAULT 0 NOT NULL,
    CONSTRAINT migrate_revision_direction_check CHECK ((direction = ANY (ARRAY['up'::text, 'down'::text]))),
    CONSTRAINT migrate_revision_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'running'::text])))
);


--
-- Name: migrate_revision_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.migrate_revision ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.migrate_revision_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: migrate_script; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.migrate_script (
    checksum text NOT NULL,
    bytes bytea NOT NULL
);


--
-- Name: t; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.t (
    a integer
);


--
-- Data for Name: migrate_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.migrate_event OVERRIDING SYSTEM VALUE VALUES (1, '7b197f8c83bc', 'upgrade', 'a1', 'Ann', 'host1', 'migrate 0.1.0', '', 'CHG-1', '2026-11-21T04:31:40.864Z', 3, '');
INSERT INTO public.migrate_event OVERRIDING SYSTEM VALUE VALUES (2, '7b197f8c83bc', 'upgrade', 'b2', 'Ann', 'host1', 'migrate 0.1.0', '', 'CHG-1', '2026-11-21T04:31:40.870Z', 1, '');
INSERT INTO public.migrate_event OVERRIDING SYSTEM VALUE VALUES (3, '015b4cf181fe', 'downgrade', 'b2', 'Ann', 'host1', 'migrate 0.1.0', '', '', '2026-11-21T04:31:40.917Z', 2, '');
INSERT INTO public.migrate_event OVERRIDING SYSTEM VALUE VALUES (4, '4ec8ada5d1db', 'stamp', 'b2', 'Ann', 'host1', 'migrate 0.1.0', '', '', '2026-11-21T04:31:40.971Z', 0, '');
INSERT INTO public.migrate_event OVERRIDING SYSTEM VALUE VALUES (5, '83e5810f42bd', 'failed', 'c3', 'Ann', 'host1', 'migrate 0.1.0', '', '', '2026-11-21T04:31:41.056Z', 21, 'relation "missing" does not exist');


--
-- Data for Name: migrate_meta; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.migrate_meta VALUES ('format', '1');
INSERT INTO public.migrate_meta VALUES ('generation', '8');


--
-- Data for Name: migrate_revision; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.migrate_revision OVERRIDING SYSTEM VALUE VALUES (1, 'a1', '[]', '[]', 'make t; it''s "quoted"', '-- revision: a1
-- parents: none
-- message: make t; it''s "quoted"
', 's1:5bda634c73dff5206cad09558da821a2fc75e2bc8cafbd3977f1830b71ef298d', 's1:2b7ffedb74b81e66d9bf4a83e5d7eb5ef17380c664415459a009e2827d6b9dbd', 'applied', 'up', 0, NULL, '', '', '7b197f8c83bc', NULL, '2026-11-21T04:31:40.864Z', 'Ann', 3);
INSERT INTO public.migrate_revision OVERRIDING SYSTEM VALUE VALUES (3, 'b2', '["a1"]', '[]', 'make u', '-- revision: b2
-- parents: a1
-- message: make u
', 's1:8d49a70f319dbaa1f67aa54aea80f02b27e5c582c340460a79f817f33c5c27e8', 's1:5952e10ed46b9d4f767f4bf927a16a10b7892051372e83c5957611c0699e1463', 'applied', 'up', 0, NULL, '', '', '4ec8ada5d1db', NULL, '2026-11-21T04:31:40.971Z', 'Ann', 0);
INSERT INTO public.migrate_revision OVERRIDING SYSTEM VALUE VALUES (4, 'c3', '["b2"]', '[]', 'half-run', '-- revision: c3
-- parents: b2
-- message: half-run
', 's1:9d2bfc80239f423e60507034413826e576f59d0bd630517922052b723d2dba8b', NULL, 'running', 'up', 2, NULL, '6f34e273adef490776a9ee0b6d758976eefb94e1dc933373c494f1904a7d5cfe', '{"session_user" : "postgres", "role" : "none", "settings" : { "client_connection_check_interval" : "5000", "idle_in_transaction_session_timeout" : "0", "lock_timeout" : "2000", "statement_timeout" : "0" }, "temporary" : false, "prepared" : false, "cursors" : false}', '83e5810f42bd', '2026-11-21T04:31:41.038Z', NULL, 'Ann', 0);


--
-- Data for Name: migrate_script; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.migrate_script VALUES ('s1:5bda634c73dff5206cad09558da821a2fc75e2bc8cafbd3977f1830b71ef298d', '\x2d2d207265766973696f6e3a2061310a2d2d20706172656e74733a206e6f6e650a2d2d206d6573736167653a206d616b6520743b2069742773202271756f746564220a0a435245415445205441424c45207420286120696e7465676572293b0a');
INSERT INTO public.migrate_script VALUES ('s1:2b7ffedb74b81e66d9bf4a83e5d7eb5ef17380c664415459a009e2827d6b9dbd', '\x44524f50205441424c4520743b0a');
INSERT INTO public.migrate_script VALUES ('s1:8d49a70f319dbaa1f67aa54aea80f02b27e5c582c340460a79f817f33c5c27e8', '\x2d2d207265766973696f6e3a2062320a2d2d20706172656e74733a2061310a2d2d206d6573736167653a206d616b6520750a0a435245415445205441424c45207520286120696e7465676572293b0a');
INSERT INTO public.migrate_script VALUES ('s1:5952e10ed46b9d4f767f4bf927a16a10b7892051372e83c5957611c0699e1463', '\x44524f50205441424c4520753b0a');
INSERT INTO public.migrate_script VALUES ('s1:9d2bfc80239f423e60507034413826e576f59d0bd630517922052b723d2dba8b', '\x2d2d207265766973696f6e3a2063330a2d2d20706172656e74733a2062320a2d2d206d6573736167653a2068616c662d72756e0a0a494e5345525420494e544f20742056414c554553202831293b0a43524541544520494e44455820434f4e43555252454e544c5920745f61204f4e2074202861293b0a494e5345525420494e544f206d697373696e672056414c554553202831293b0a');


--
-- Data for Name: t; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.t VALUES (1);


--
-- Name: migrate_event_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.migrate_event_seq_seq', 5, true);


--
-- Name: migrate_revision_seq_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.migrate_revision_seq_seq', 4, true);


--
-- Name: migrate_event migrate_event_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migrate_event
    ADD CONSTRAINT migrate_event_pkey PRIMARY KEY (seq);


--
-- Name: migrate_meta migrate_meta_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migrate_meta
    ADD CONSTRAINT migrate_meta_pkey PRIMARY KEY (key);


--
-- Name: migrate_revision migrate_revision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migrate_revision
    ADD CONSTRAINT migrate_revision_pkey PRIMARY KEY (id);


--
-- Name: migrate_revision migrate_revision_seq_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migrate_revision
    ADD CONSTRAINT migrate_revision_seq_key UNIQUE (seq);


--
-- Name: migrate_script migrate_script_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migrate_script
    ADD CONSTRAINT migrate_script_pkey PRIMARY KEY (checksum);


--
-- Name: t_a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX t_a ON public.t USING btree (a);


--
-- PostgreSQL database dump complete
--


