-- ?1 tenant_id, ?2 SHA-256, ?3 file name, ?4 pages, ?5 whether new documents take them
INSERT INTO sales_conditions (tenant_id, sha256, file_name, pages, is_default) VALUES (?1, ?2, ?3, CAST(?4 AS INTEGER), CAST(?5 AS INTEGER))
ON CONFLICT (tenant_id) DO UPDATE SET sha256 = excluded.sha256, file_name = excluded.file_name, pages = excluded.pages, is_default = excluded.is_default
