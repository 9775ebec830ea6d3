-- ?1 tenant_id, ?2 type of event, ?3 when, ?4 booking id, ?5 base_url; after what happened to the booking, in its batch
-- A booking's id is its client's choice, so the business stands in the id of the message, too.
INSERT INTO webhook_message (tenant_id, id, type, payload, created_at)
SELECT b.tenant_id, 'msg_' || replace(?2, '.', '_') || '_' || t.slug || '_' || b.id || '_' || b.sequence, ?2,
  json_object('type', ?2, 'timestamp', ?3, 'version', 1, 'business', t.slug, 'data', json_object(
    'id', b.id, 'reference', b.reference, 'status', b.status, 'sequence', b.sequence, 'service', (SELECT v.slug FROM service AS v WHERE v.tenant_id = b.tenant_id AND v.id = b.service_id), 'seats', b.seats,
    'starts_at', b.starts_at, 'ends_at', b.ends_at, 'time_zone', b.time_zone, 'url', ?5 || '/admin/bookings/' || b.id)), ?3
FROM booking AS b JOIN tenant AS t ON t.id = b.tenant_id
WHERE b.tenant_id = ?1 AND b.id = ?4 AND EXISTS (SELECT 1 FROM webhook_subscription AS s WHERE s.tenant_id = ?1 AND s.type = ?2)
ON CONFLICT DO NOTHING
