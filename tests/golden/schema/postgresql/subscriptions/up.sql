-- The connection is to be filled in. It replicates once the publisher has the slot,
-- and the subscription was enabled and refreshed.
CREATE SUBSCRIPTION "Made"
    CONNECTION 'host=publisher.invalid dbname=fill_in user=fill_in password=fill_in'
    PUBLICATION p
    WITH (connect = false, slot_name = 'made', streaming = on, two_phase = true);

COMMENT ON SUBSCRIPTION "Made" IS 'new';

-- Takes effect with ALTER SUBSCRIPTION … REFRESH PUBLICATION, which connects.
ALTER SUBSCRIPTION altered SET PUBLICATION "Q", r WITH (refresh = false);

ALTER SUBSCRIPTION altered SET (slot_name = 'other');

ALTER SUBSCRIPTION altered SET (binary = false, streaming = off, disable_on_error = true, synchronous_commit = 'remote_write');

COMMENT ON SUBSCRIPTION altered IS 'of b';

ALTER SUBSCRIPTION slotless DISABLE;

ALTER SUBSCRIPTION slotless SET (slot_name = NONE);

ALTER SUBSCRIPTION slotted SET (slot_name = 'slotted');

ALTER SUBSCRIPTION slotted OWNER TO subscriber;

DROP SUBSCRIPTION "Dropped, too";

ALTER SUBSCRIPTION dropped DISABLE;

ALTER SUBSCRIPTION dropped SET (slot_name = NONE);

-- Its slot stays on the publisher, which keeps all changes for it until it is dropped.
DROP SUBSCRIPTION dropped;
