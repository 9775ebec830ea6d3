-- ?1 tenant_id, ?2 id, ?3 email, ?4 name, ?5 created_at; a known address stays as it is (see the table's comment)
INSERT INTO contact (tenant_id, id, email, name, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (tenant_id, email) DO NOTHING
