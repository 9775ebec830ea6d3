-- ?1 tenant_id, ?2 version of the decision, 0 where there was none; aborts the batch as access_point_changed
INSERT INTO guard (reason) SELECT 'access_point_changed'
WHERE coalesce((SELECT a.version FROM access_point AS a WHERE a.tenant_id = ?1), 0) <> CAST(?2 AS INTEGER)
