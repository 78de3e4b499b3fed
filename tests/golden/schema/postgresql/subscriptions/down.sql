-- The connection is to be filled in. It replicates once the publisher has the slot,
-- and the subscription was enabled and refreshed.
CREATE SUBSCRIPTION "Dropped, too"
    CONNECTION 'host=publisher.invalid dbname=fill_in user=fill_in password=fill_in'
    PUBLICATION p
    WITH (connect = false, slot_name = NONE);

-- Takes effect with ALTER SUBSCRIPTION … REFRESH PUBLICATION, which connects.
ALTER SUBSCRIPTION altered SET PUBLICATION p, q WITH (refresh = false);

ALTER SUBSCRIPTION altered SET (slot_name = 'one');

ALTER SUBSCRIPTION altered SET (binary = true, streaming = on, disable_on_error = false, synchronous_commit = off);

COMMENT ON SUBSCRIPTION altered IS 'of a';

-- The connection is to be filled in. It replicates once the publisher has the slot,
-- and the subscription was enabled and refreshed.
CREATE SUBSCRIPTION dropped
    CONNECTION 'host=publisher.invalid dbname=fill_in user=fill_in password=fill_in'
    PUBLICATION p
    WITH (connect = false, two_phase = true);

ALTER SUBSCRIPTION slotless SET (slot_name = 'slotless');

ALTER SUBSCRIPTION slotted DISABLE;

ALTER SUBSCRIPTION slotted SET (slot_name = NONE);

ALTER SUBSCRIPTION slotted OWNER TO postgres;

ALTER SUBSCRIPTION "Made" DISABLE;

ALTER SUBSCRIPTION "Made" SET (slot_name = NONE);

-- Its slot stays on the publisher, which keeps all changes for it until it is dropped.
DROP SUBSCRIPTION "Made";
