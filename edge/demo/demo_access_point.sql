-- The demo tenant of `npm start` sends over Peppol without an account. Once it has documents, nothing is changed: somebody may have chosen
-- another access point, or none.
INSERT INTO access_point (tenant_id, provider, version, changed_at)
SELECT 'demo', 'demo', 1, '2026-01-05T08:00:00Z' WHERE NOT EXISTS (SELECT 1 FROM document WHERE tenant_id = 'demo')
ON CONFLICT (tenant_id) DO NOTHING;
