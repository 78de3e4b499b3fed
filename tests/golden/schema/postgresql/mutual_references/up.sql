CREATE TABLE b (
    id integer NOT NULL,
    a_id integer,
    c_id integer,
    CONSTRAINT b_a_id_fkey FOREIGN KEY (a_id) REFERENCES a(id),
    CONSTRAINT b_pkey PRIMARY KEY (id)
);

ALTER TABLE a ADD CONSTRAINT a_b_id_fkey FOREIGN KEY (b_id) REFERENCES b(id);

CREATE TABLE c (
    id integer NOT NULL,
    b_id integer,
    self_id integer,
    CONSTRAINT c_pkey PRIMARY KEY (id),
    CONSTRAINT c_self_id_fkey FOREIGN KEY (self_id) REFERENCES c(id)
);

ALTER TABLE b ADD CONSTRAINT b_c_id_fkey FOREIGN KEY (c_id) REFERENCES c(id);

ALTER TABLE c ADD CONSTRAINT c_b_id_fkey FOREIGN KEY (b_id) REFERENCES b(id);

CREATE TABLE d (
    id integer NOT NULL,
    CONSTRAINT d_pkey PRIMARY KEY (id)
);

CREATE TABLE e (
    d_id integer,
    u integer,
    CONSTRAINT e_d_id_fkey FOREIGN KEY (d_id) REFERENCES d(id)
);

CREATE UNIQUE INDEX e_u ON public.e (u);

CREATE TABLE f (
    e_u integer,
    CONSTRAINT f_e_u_fkey FOREIGN KEY (e_u) REFERENCES e(u)
);

DROP TABLE loose;
