-- no values; reads through to the last migration's table, whatever its tenant_id
SELECT count(*) AS guards FROM guard
