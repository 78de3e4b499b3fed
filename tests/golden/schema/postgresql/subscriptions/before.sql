CREATE SUBSCRIPTION altered CONNECTION 'host=a password=secret' PUBLICATION p, q WITH (connect = false, slot_name = one, binary, streaming);
CREATE SUBSCRIPTION slotless CONNECTION 'host=a' PUBLICATION p WITH (connect = false);
CREATE SUBSCRIPTION slotted CONNECTION 'host=a' PUBLICATION p WITH (connect = false, slot_name = NONE);
CREATE SUBSCRIPTION dropped CONNECTION 'host=a' PUBLICATION p WITH (connect = false, two_phase);
CREATE SUBSCRIPTION "Dropped, too" CONNECTION 'host=a' PUBLICATION p WITH (connect = false, slot_name = NONE);
CREATE SUBSCRIPTION same CONNECTION 'host=a' PUBLICATION b, a WITH (connect = false);
COMMENT ON SUBSCRIPTION altered IS 'of a';
COMMENT ON SUBSCRIPTION same IS 'stays';
