ALTER TABLE old
    DROP CONSTRAINT old_both,
    DROP CONSTRAINT old_one,
    DROP CONSTRAINT old_three,
    DROP CONSTRAINT old_two;

DROP TABLE uses;

DROP TABLE new;
