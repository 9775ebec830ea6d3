-- ?1 tenant, ?2 start of today, ?3 start of tomorrow, ?4 start of the day in a week, ?5 first day of the month, ?6 rows of the outbox older than this are late, ?7 today
SELECT
  (SELECT count(*) FROM booking WHERE tenant_id = ?1 AND status = 'confirmed' AND starts_at >= ?2 AND starts_at < ?3) AS bookings_today,
  (SELECT count(*) FROM booking WHERE tenant_id = ?1 AND status = 'confirmed' AND starts_at >= ?2 AND starts_at < ?4) AS bookings_in_week,
  EXISTS (SELECT 1 FROM booking WHERE tenant_id = ?1) AS has_bookings,
  (SELECT count(*) FROM document AS d WHERE d.tenant_id = ?1 AND d.kind = 'quotation' AND NOT EXISTS (
    SELECT 1 FROM quotation_outcome AS o WHERE o.tenant_id = d.tenant_id AND o.quotation_id = d.id)) AS quotations_waiting,
  (SELECT count(*) FROM document WHERE tenant_id = ?1 AND kind = 'invoice' AND issue_date >= ?5) AS invoices_in_month,
  (SELECT coalesce(sum(total_with_vat), 0) FROM document WHERE tenant_id = ?1 AND kind = 'invoice' AND issue_date >= ?5) AS invoiced_in_month,
  (SELECT count(*) FROM document AS d JOIN invoice_balance AS b ON b.tenant_id = d.tenant_id AND b.document_id = d.id
    WHERE d.tenant_id = ?1 AND d.kind = 'invoice' AND d.due_date < ?7 AND b.total > b.credited + b.paid + b.cash_discount) AS invoices_overdue,
  (SELECT coalesce(sum(b.total - b.credited - b.paid - b.cash_discount), 0) FROM document AS d JOIN invoice_balance AS b ON b.tenant_id = d.tenant_id AND b.document_id = d.id
    WHERE d.tenant_id = ?1 AND d.kind = 'invoice' AND d.due_date < ?7 AND b.total > b.credited + b.paid + b.cash_discount) AS overdue,
  (SELECT count(*) FROM allowed_origin WHERE tenant_id = ?1) AS origins,
  (SELECT count(*) FROM outbox WHERE tenant_id = ?1 AND task = 'render_document' AND done_at IS NULL AND dead_at IS NULL AND created_at < ?6) AS late_tasks,
  (SELECT count(*) FROM outbox WHERE tenant_id = ?1 AND dead_at IS NOT NULL) AS failed_tasks
