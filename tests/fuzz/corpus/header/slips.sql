-- revison: a1
-- parents: b, c
-- transaction: of
SELECT 1;