-- ?1 tenant_id, ?2 id, ?3 sealed secret, ?4 now, ?5 until when the present one still signs, ?6 version that the form showed
UPDATE webhook_endpoint SET previous_secret = secret, previous_until = ?5, secret = ?3, secret_set_at = ?4, version = version + 1
WHERE tenant_id = ?1 AND id = ?2 AND version = CAST(?6 AS INTEGER)
RETURNING id
