-- ?1 tenant
SELECT kind, source, is_automatic FROM delivery_setting WHERE tenant_id = ?1
