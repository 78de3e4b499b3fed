CREATE TABLE parents (id integer
    -- renamed-from: pk
    CONSTRAINT parents_pkey PRIMARY KEY);
CREATE TABLE kids (
    id integer,
    parent integer
        -- renamed-from: fk
        CONSTRAINT kids_parent_fkey REFERENCES parents,
    age integer,
    -- renamed-from: old
    CONSTRAINT grown CHECK (age > 0)
);
-- renamed-from: k
ALTER TABLE ONLY kids ADD CONSTRAINT kids_key UNIQUE (id);
CREATE DOMAIN size AS integer
    -- renamed-from: small
    CONSTRAINT little CHECK (VALUE < 10);
