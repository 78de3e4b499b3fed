-- revision: 0f93d2a6c71e
-- parents: b7e41f0a92c6
-- message: drop plain text passwords
-- created: 2024-01-22T10:05:00Z
-- author: Grace
-- destructive: approved by Ada: the login service keeps salted hashes since December

ALTER TABLE customers DROP COLUMN password_plain;
