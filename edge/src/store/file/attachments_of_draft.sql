-- ?1 tenant_id, ?2 draft
SELECT a.sha256, a.file_name, f.media_type, f.size FROM draft_attachment AS a
JOIN file AS f ON f.tenant_id = a.tenant_id AND f.sha256 = a.sha256 WHERE a.tenant_id = ?1 AND a.draft_id = ?2 ORDER BY a.rowid
